//! `armoire inbox block`, `unblock` and `blocked`

use clap::Args;
use serde_json::{Value, json};

use super::{
    answer::Answer, context::Context, node::only_of, people::PersonJson, people::person, sentences, table::table,
};
use crate::{
    client::{
        people::Person,
        problem::{Problem, ProblemKind},
        vault::Vault,
    },
    protocol::id::AccountId,
};

#[derive(Debug, Args)]
pub(super) struct Who {
    /// One of your people, by name or account; or the account of somebody else, as `armoire inbox` shows it
    #[arg(value_name = "PERSON")]
    who: String,
}

/// They hand nothing in any more.
pub(super) fn block(context: &Context, Who { who }: &Who) -> Result<Answer, Problem> {
    context.unlocked(|vault| {
        let account = match who.parse::<AccountId>() {
            Ok(account) => account,
            Err(_) => person(vault, who)?.account,
        };
        if account == vault.account() {
            return Err(Problem::new(ProblemKind::Usage, "malformed", sentences::BLOCKED_ONESELF));
        }
        vault.block(account)?;
        let known = vault.person_of(account);
        Ok(Answer::new(described(account, known.as_ref(), true), sentences::blocked(&called(account, known.as_ref()))))
    })
}

/// They may hand in again.
pub(super) fn unblock(context: &Context, Who { who }: &Who) -> Result<Answer, Problem> {
    context.unlocked(|vault| {
        let blocked = vault.blocked()?;
        let is_called =
            |account: &AccountId| vault.person_of(*account).is_some_and(|person| person.introduction.name == *who);
        let account = match blocked.iter().copied().filter(is_called).collect::<Vec<_>>()[..] {
            [account] => account,
            _ => only_of("armoire inbox blocked", who, &blocked, Vec::new)?,
        };
        vault.unblock(account)?;
        let known = vault.person_of(account);
        let text = sentences::unblocked(&called(account, known.as_ref()));
        Ok(Answer::new(described(account, known.as_ref(), false), text))
    })
}

/// Lists who hands nothing in.
pub(super) fn list(context: &Context) -> Result<Answer, Problem> {
    context.unlocked(|vault| {
        let blocked = known(vault)?;
        let json: Vec<Value> =
            blocked.iter().map(|(account, person)| described(*account, person.as_ref(), true)).collect();
        if blocked.is_empty() {
            return Ok(Answer::new(json, sentences::NOBODY_BLOCKED));
        }
        let rows: Vec<Vec<String>> = blocked
            .iter()
            .map(|(account, person)| vec![account.to_string(), called(*account, person.as_ref())])
            .collect();
        Ok(Answer::new(json, table(&sentences::BLOCKED_HEADINGS, &rows)))
    })
}

fn known(vault: &mut Vault) -> Result<Vec<(AccountId, Option<Person>)>, Problem> {
    let blocked = vault.blocked()?;
    Ok(blocked.into_iter().map(|account| (account, vault.person_of(account))).collect())
}

fn called(account: AccountId, person: Option<&Person>) -> String {
    person.map_or_else(|| account.to_string(), |person| person.introduction.described())
}

fn described(account: AccountId, person: Option<&Person>, blocked: bool) -> Value {
    json!({ "account": account, "person": person.map(PersonJson::from), "blocked": blocked })
}
