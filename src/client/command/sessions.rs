//! `armoire sessions`

use clap::{Args, Subcommand};
use serde_json::json;

use super::{
    answer::Answer,
    context::Context,
    node::{beginnings, only},
    sentences,
    table::table,
    time::readable,
};
use crate::client::{api::types::Session, problem::Problem, vault::Vault};

/// Show where your locker is open, and close it there
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire sessions
  armoire sessions end Zk3f
  armoire sessions end --others")]
pub(super) struct Arguments {
    #[command(subcommand)]
    change: Option<Change>,
}

#[derive(Debug, Subcommand)]
enum Change {
    /// End a session, or all others
    End(End),
}

#[derive(Debug, Args)]
#[group(required = true)]
struct End {
    /// The session
    // One in 64 begins with a hyphen.
    #[arg(allow_hyphen_values = true)]
    id: Option<String>,
    /// All but this one
    #[arg(long)]
    others: bool,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let Some(Change::End(end)) = &arguments.change else {
        return Ok(list(&context.unlocked(|vault| vault.sessions())?));
    };
    context.unlocked(|vault| match &end.id {
        Some(typed) => end_one(vault, typed),
        None => end_others(vault),
    })
}

fn end_one(vault: &mut Vault, typed: &str) -> Result<Answer, Problem> {
    let sessions = vault.sessions()?;
    let ids: Vec<&str> = sessions.iter().map(|session| session.id.as_str()).collect();
    let id = only(typed, &ids, Vec::new)?;
    vault.end_session(id)?;
    Ok(Answer::new(json!({ "ended": [id] }), sentences::SESSION_ENDED))
}

fn end_others(vault: &mut Vault) -> Result<Answer, Problem> {
    let others: Vec<String> =
        vault.sessions()?.into_iter().filter(|session| !session.current).map(|session| session.id).collect();
    vault.end_other_sessions()?;
    let text = sentences::sessions_ended(others.len());
    Ok(Answer::new(json!({ "ended": others }), text))
}

fn list(sessions: &[Session]) -> Answer {
    let ids = beginnings(&sessions.iter().map(|session| session.id.clone()).collect::<Vec<_>>());
    let row = |(id, session): (String, &Session)| {
        let current = if session.current { sentences::THIS_ONE } else { "" };
        vec![id, session.client.clone(), readable(session.created), readable(session.last_used), current.to_owned()]
    };
    let rows: Vec<Vec<String>> = ids.into_iter().zip(sessions).map(row).collect();
    Answer::new(sessions, table(&sentences::SESSION_HEADINGS, &rows))
}
