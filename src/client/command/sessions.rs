//! `armoire sessions`

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::{
    answer::Answer,
    context::Context,
    node::{beginnings, only_of},
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
  armoire sessions name \"Laptop at the library\"
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
    /// Name this device, for your own lists: the server can't read it
    Name(Name),
}

#[derive(Debug, Args)]
struct Name {
    /// What you call this device
    name: String,
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
    context.unlocked(|vault| match &arguments.change {
        None => Ok(list(vault, &vault.sessions()?)),
        Some(Change::Name(Name { name })) => {
            vault.name_session(name)?;
            Ok(Answer::new(json!({ "id": vault.session().id, "name": name.trim() }), sentences::named(name.trim())))
        }
        Some(Change::End(End { id: Some(typed), .. })) => end_one(vault, typed),
        Some(Change::End(End { id: None, .. })) => end_others(vault),
    })
}

fn end_one(vault: &mut Vault, typed: &str) -> Result<Answer, Problem> {
    let sessions = vault.sessions()?;
    let ids: Vec<&str> = sessions.iter().map(|session| session.id.as_str()).collect();
    let id = only_of("armoire sessions", typed, &ids, Vec::new)?;
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

fn list(vault: &Vault, sessions: &[Session]) -> Answer {
    let ids = beginnings(&sessions.iter().map(|session| session.id.clone()).collect::<Vec<_>>());
    let row = |(id, session): (String, &Session)| {
        let current = if session.current { sentences::THIS_ONE } else { "" };
        vec![
            id,
            vault.session_name(session).unwrap_or_default(),
            session.client.clone(),
            readable(session.created),
            readable(session.last_used),
            current.to_owned(),
        ]
    };
    let rows: Vec<Vec<String>> = ids.into_iter().zip(sessions).map(row).collect();
    let json: Vec<Value> = sessions.iter().map(|session| described(vault, session)).collect();
    Answer::new(json, table(&sentences::SESSION_HEADINGS, &rows))
}

/// A session with its name opened.
fn described(vault: &Vault, session: &Session) -> Value {
    let mut json = serde_json::to_value(session).unwrap_or_default();
    if let Some(fields) = json.as_object_mut() {
        fields.remove("name");
        if let Some(name) = vault.session_name(session) {
            fields.insert("name".to_owned(), name.into());
        }
    }
    json
}
