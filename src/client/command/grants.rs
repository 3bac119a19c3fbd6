//! `armoire grants`

use clap::Args;
use serde_json::{Value, json};

use super::{answer::Answer, context::Context, people::PersonJson, sentences, table::table, time::readable};
use crate::client::{problem::Problem, vault::GrantView};

/// Show who can see what, and until when
///
/// What ended, by itself or because you took it back, isn't shown any more.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire grants
  armoire revoke Zk3f                # take one of them back
  armoire revoke --all")]
pub(super) struct Arguments {}

pub(super) fn run(context: &Context, _: &Arguments) -> Result<Answer, Problem> {
    let grants = context.unlocked(|vault| vault.grants())?;
    let json: Vec<Value> = grants.iter().map(described).collect();
    if grants.is_empty() {
        return Ok(Answer::new(json, sentences::NO_GRANTS));
    }
    let rows: Vec<Vec<String>> = grants.iter().map(row).collect();
    Ok(Answer::new(json, table(&sentences::GRANT_HEADINGS, &rows)))
}

fn described(grant: &GrantView) -> Value {
    json!({
        "grant": grant.id, "id": grant.node, "name": grant.name, "to": grant.grantee,
        "person": grant.person.as_ref().map(PersonJson::from), "right": grant.right.name(), "start": grant.start,
        "end": grant.end, "purpose": grant.purpose,
    })
}

fn row(grant: &GrantView) -> Vec<String> {
    let who = grant.person.as_ref().map_or_else(|| grant.grantee.to_string(), |person| person.introduction.described());
    vec![
        grant.id.to_string(),
        who,
        sentences::right(grant.right).to_owned(),
        grant.name.clone().unwrap_or_else(|| sentences::WHOLE_LOCKER.to_owned()),
        readable(grant.end),
        grant.purpose.clone().unwrap_or_default(),
    ]
}
