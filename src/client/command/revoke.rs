//! `armoire revoke`

use clap::Args;
use serde_json::json;

use super::{answer::Answer, context::Context, node::only, people::person, sentences};
use crate::{client::problem::Problem, protocol::id::GrantId};

/// Take back what you lent
///
/// From now on they are given nothing more of it, and what you write next is under a new key. What they saw until then stays seen.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire revoke Zk3f               # one: see `armoire grants`
  armoire revoke --to Luc           # all that Luc was lent
  armoire revoke --all              # everything, from everybody")]
#[group(required = true, multiple = false)]
pub(super) struct Arguments {
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
        let grants = vault.grants()?;
        let grants: Vec<GrantId> = match (&arguments.grant, &arguments.to) {
            (Some(typed), _) => {
                let ids: Vec<GrantId> = grants.iter().map(|grant| grant.id).collect();
                vec![only(typed, &ids, Vec::new)?]
            }
            (None, Some(typed)) => {
                let account = person(vault, typed)?.account;
                grants.iter().filter(|grant| grant.grantee == account).map(|grant| grant.id).collect()
            }
            (None, None) => grants.iter().map(|grant| grant.id).collect(),
        };
        vault.revoke(&grants)?;
        Ok(grants)
    })?;
    Ok(Answer::new(json!({ "revoked": revoked }), sentences::revoked(revoked.len())))
}
