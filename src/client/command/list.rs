//! `armoire list`

use clap::Args;
use indicatif::HumanBytes;
use serde::Serialize;

use super::{
    answer::Answer,
    context::Context,
    node::{beginnings, folder},
    sentences, shared,
    table::table,
    time::readable,
};
use crate::client::{
    problem::{Problem, ProblemKind},
    vault::DocumentView,
};

/// Show documents, the newest first
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire list
  armoire list --folder Housing
  armoire list --trashed
  armoire list --locker Nadia            what Nadia has lent you
  armoire --json list")]
pub(super) struct Arguments {
    /// Only those in this folder: its name, or its id
    #[arg(long, value_name = "FOLDER")]
    folder: Option<String>,
    /// Show documents in the bin instead
    #[arg(long)]
    trashed: bool,
    /// Those that somebody has lent you: their name, or the locker that `armoire shared` shows
    #[arg(long, value_name = "LOCKER", conflicts_with = "folder")]
    locker: Option<String>,
}

/// A document as programs see it. Times are milliseconds since 1970, sizes bytes.
#[derive(Debug, Serialize)]
pub(super) struct DocumentJson {
    id: String,
    name: String,
    folder: String,
    size: u64,
    /// Counts replacements, from 1.
    version: u64,
    #[serde(rename = "type")]
    media_type: String,
    folder_id: String,
    added: u64,
    modified: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    trashed: Option<u64>,
}

impl From<&DocumentView> for DocumentJson {
    fn from(document: &DocumentView) -> Self {
        Self {
            id: document.id.to_string(),
            name: document.name.clone(),
            folder: document.folder_name.clone(),
            size: document.size,
            version: document.edition,
            media_type: document.media_type.clone(),
            folder_id: document.folder.to_string(),
            added: document.added,
            modified: document.modified,
            trashed: document.trashed,
        }
    }
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let documents = context.unlocked(|vault| {
        if let Some(locker) = &arguments.locker {
            let lent = shared::documents(context, vault, locker)?;
            for document in lent.iter().filter(|document| !document.confirmed) {
                context.tell(&sentences::unconfirmed(&document.view.name));
            }
            let there = |view: &DocumentView| view.trashed.is_some() == arguments.trashed;
            return Ok(lent.into_iter().map(|document| document.view).filter(there).collect());
        }
        let only = arguments.folder.as_deref().map(|typed| {
            let problem = || Problem::new(ProblemKind::NotFound, "not_found", sentences::no_such_folder(typed));
            folder(vault, typed)?.ok_or_else(problem)
        });
        let only = only.transpose()?;
        let mut documents = vault.documents()?;
        // Every folder of that name: there may be several.
        let is_there = |document: &DocumentView| {
            only.as_ref().is_none_or(|folder| document.folder == folder.id || document.folder_name == folder.name)
        };
        documents.retain(|document| document.trashed.is_some() == arguments.trashed && is_there(document));
        Ok(documents)
    })?;
    let json: Vec<DocumentJson> = documents.iter().map(DocumentJson::from).collect();
    if documents.is_empty() {
        return Ok(Answer::new(json, if arguments.trashed { sentences::BIN_EMPTY } else { sentences::NO_DOCUMENTS }));
    }
    let ids = beginnings(&documents.iter().map(|document| document.id.to_string()).collect::<Vec<_>>());
    let rows: Vec<Vec<String>> = ids.into_iter().zip(&documents).map(|(id, document)| row(id, document)).collect();
    Ok(Answer::new(json, table(&sentences::DOCUMENT_HEADINGS, &rows)))
}

fn row(id: String, document: &DocumentView) -> Vec<String> {
    vec![
        id,
        document.name.clone(),
        document.folder_name.clone(),
        HumanBytes(document.size).to_string(),
        document.edition.to_string(),
        readable(document.modified),
    ]
}
