//! `armoire grants`

use clap::Args;
use serde_json::{Value, json};

use super::{
    answer::Answer,
    context::Context,
    locker::{Which, on},
    people::PersonJson,
    sentences,
    table::table,
    time::{readable, typed},
};
use crate::{
    client::{problem::Problem, vault::GrantView},
    protocol::id::NodeId,
};

/// Show who can see what, from when and until when
///
/// Below stands which of three ways to live with your locker that is: on your own, learning with somebody, or run by somebody with you. What ended,
/// by itself or because you took it back, isn't shown any more. In a locker that you run for somebody: what you run, as the server tells
/// it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire grants
  armoire revoke Zk3f                # take one of them back
  armoire revoke --all
  armoire grants --locker Nadia")]
pub(super) struct Arguments {
    #[command(flatten)]
    locker: Which,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let which = &arguments.locker;
    if which.typed.is_some() {
        let grants = on(context, which, |shelf| shelf.grants())?;
        return Ok(list(&grants, sentences::NO_OTHERS));
    }
    context.unlocked(|vault| {
        let grants = vault.grants()?;
        let entries: Vec<NodeId> = vault.entries()?.into_iter().map(|view| view.id).collect();
        for grant in vault.replaced(&grants)? {
            let is_entry = entries.contains(&grant.node);
            context.tell(&sentences::lend_anew(grant, is_entry, &typed(grant.end)));
        }
        let (mode, with) = vault.mode()?;
        let mut answer = list(&grants, sentences::NO_GRANTS);
        answer.text = [answer.text, sentences::mode(mode, &with)].join("\n\n");
        Ok(answer)
    })
}

fn list(grants: &[GrantView], nobody: &str) -> Answer {
    let json: Vec<Value> = grants.iter().map(described).collect();
    if grants.is_empty() {
        return Answer::new(json, nobody);
    }
    let rows: Vec<Vec<String>> = grants.iter().map(row).collect();
    Answer::new(json, table(&sentences::GRANT_HEADINGS, &rows))
}

fn described(grant: &GrantView) -> Value {
    json!({
        "grant": grant.id, "id": grant.node, "name": grant.name, "to": grant.grantee,
        "person": grant.person.as_ref().map(PersonJson::from), "right": grant.right.name(), "start": grant.start,
        "end": grant.end, "purpose": grant.purpose,
        "by": grant.by.as_ref().map(|(account, _)| account),
        "by_person": grant.by.as_ref().and_then(|(_, person)| person.as_ref()).map(PersonJson::from),
    })
}

fn row(grant: &GrantView) -> Vec<String> {
    let who = grant.person.as_ref().map_or_else(|| grant.grantee.to_string(), |person| person.introduction.described());
    vec![
        grant.id.to_string(),
        who,
        sentences::right(grant.right).to_owned(),
        grant.name.clone().unwrap_or_else(|| sentences::WHOLE_LOCKER.to_owned()),
        readable(grant.start),
        readable(grant.end),
        grant.purpose.clone().unwrap_or_default(),
        grant.by.as_ref().map_or_else(String::new, |(account, person)| sentences::somebody(person.as_ref(), account)),
    ]
}
