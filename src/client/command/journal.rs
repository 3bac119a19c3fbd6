//! `armoire journal`

use clap::Args;
use serde::Serialize;

use super::{
    answer::Answer,
    context::{Context, explained},
    sentences,
    table::table,
    time::readable,
};
use crate::{
    client::{
        problem::Problem,
        vault::{JournalEntry, Vault},
    },
    protocol::id::AccountId,
};

/// Show everything that ever happened in the locker, verified
///
/// The oldest comes first. Every entry's signature is checked before one is shown.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire journal
  armoire journal --last 20")]
pub(super) struct Arguments {
    /// Only the newest entries
    #[arg(long, value_name = "NUMBER")]
    last: Option<usize>,
}

/// An entry as programs see it.
#[derive(Serialize)]
struct EntryJson {
    seq: u64,
    time: u64,
    author: String,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<AccountId>,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    context.unlocked(|vault| {
        let mut entries = vault.journal().map_err(explained)?;
        if let Some(last) = arguments.last {
            entries.drain(..entries.len().saturating_sub(last));
        }
        let rows: Vec<Vec<String>> = entries.iter().map(|entry| row(vault, entry)).collect();
        let json: Vec<EntryJson> = entries.into_iter().map(json).collect();
        Ok(Answer::new(json, table(&sentences::JOURNAL_HEADINGS, &rows)))
    })
}

fn json(entry: JournalEntry) -> EntryJson {
    EntryJson {
        seq: entry.seq,
        time: entry.time,
        author: entry.author.to_string(),
        kind: entry.kind,
        id: entry.node.map(|node| node.to_string()),
        name: entry.name,
        to: entry.to,
    }
}

fn row(vault: &Vault, entry: &JournalEntry) -> Vec<String> {
    let who = |account: AccountId| {
        if account == vault.account() {
            return sentences::YOU.to_owned();
        }
        sentences::somebody(vault.person_of(account).as_ref(), &account)
    };
    vec![
        entry.seq.to_string(),
        readable(entry.time),
        who(entry.author),
        sentences::act_on(entry.kind, entry.to.map(who).as_deref()),
        entry.name.clone().unwrap_or_default(),
    ]
}
