//! `armoire revoke`

use clap::Args;
use serde_json::json;

use super::{
    answer::Answer,
    context::Context,
    locker::{Which, at},
    node::only_of,
    people::person,
    sentences,
};
use crate::{
    client::{problem::Problem, vault::Shelf},
    protocol::id::{AccountId, GrantId},
};

/// Take back what you lent
///
/// From now on they are given nothing more of it, and what you write next is under a new key. What they saw until then stays seen.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire revoke Zk3f               # one: see `armoire grants`
  armoire revoke --to Luc           # all that Luc was lent
  armoire revoke --all              # everything, from everybody
  armoire revoke Zk3f --locker Nadia   # what you lent on for Nadia, or what she lent you")]
pub(super) struct Arguments {
    #[command(flatten)]
    what: What,
    #[command(flatten)]
    locker: Which,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct What {
    /// What `armoire grants` shows
    // One in 64 begins with a hyphen.
    #[arg(value_name = "GRANT", allow_hyphen_values = true)]
    grant: Option<String>,
    /// Everything that this person was lent
    #[arg(long, value_name = "PERSON")]
    to: Option<String>,
    /// Everything, from everybody
    #[arg(long)]
    all: bool,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let revoked = context.unlocked(|vault| {
        let from = arguments.what.to.as_deref().map(|typed| person(vault, typed)).transpose()?;
        at(vault, &arguments.locker, |shelf| {
            let grants = chosen(shelf, arguments.what.grant.as_deref(), from.map(|person| person.account))?;
            shelf.revoke(&grants)?;
            Ok(grants)
        })
    })?;
    Ok(Answer::new(json!({ "revoked": revoked }), sentences::revoked(revoked.len())))
}

/// One by its id, which may be one's own in another's locker; else those that one may take back, of one person or of all.
fn chosen(shelf: &dyn Shelf, typed: Option<&str>, from: Option<AccountId>) -> Result<Vec<GrantId>, Problem> {
    let grants = shelf.grants()?;
    if let Some(typed) = typed {
        let ids: Vec<GrantId> = grants.iter().map(|grant| grant.id).chain(shelf.own_grants()).collect();
        return Ok(vec![only_of("armoire grants", typed, &ids, Vec::new)?]);
    }
    let yours = grants.iter().filter(|grant| grant.yours && from.is_none_or(|from| grant.grantee == from));
    Ok(yours.map(|grant| grant.id).collect())
}
