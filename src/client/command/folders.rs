//! `armoire folders`

use clap::{Args, Subcommand};
use serde::Serialize;

use super::{
    answer::Answer,
    context::Context,
    file::check_name,
    locker::Which,
    node::{Node, beginnings, node, not_found},
    rename, sentences,
    table::table,
};
use crate::client::{
    problem::{Problem, ProblemKind},
    vault::FolderView,
};

/// Show folders, make one, or give one another name
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire folders
  armoire folders new Housing
  armoire folders rename k3fz2a \"My flat\"")]
pub(super) struct Arguments {
    #[command(subcommand)]
    change: Option<Change>,
    /// Show folders in the bin instead
    #[arg(long)]
    trashed: bool,
}

#[derive(Debug, Subcommand)]
enum Change {
    /// Make a folder
    New {
        /// What to call it
        name: String,
    },
    /// Give a folder another name
    Rename {
        /// The folder
        id: String,
        /// What to call it
        name: String,
    },
}

const OWN: Which = Which { typed: None };

/// A folder as programs see it.
#[derive(Serialize)]
pub(super) struct FolderJson {
    id: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pictogram: Option<String>,
    documents: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    trashed: Option<u64>,
}

impl From<&FolderView> for FolderJson {
    fn from(folder: &FolderView) -> Self {
        Self {
            id: folder.id.to_string(),
            name: folder.name.clone(),
            pictogram: folder.pictogram.clone(),
            documents: folder.documents,
            trashed: folder.trashed,
        }
    }
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    match &arguments.change {
        None => list(context, arguments.trashed),
        Some(Change::New { name }) => new(context, name),
        Some(Change::Rename { id, name }) => rename::rename(context, &OWN, id, name),
    }
}

fn list(context: &Context, trashed: bool) -> Result<Answer, Problem> {
    let mut folders = context.unlocked(|vault| vault.folders())?;
    folders.retain(|folder| folder.trashed.is_some() == trashed);
    let json: Vec<FolderJson> = folders.iter().map(FolderJson::from).collect();
    if folders.is_empty() {
        return Ok(Answer::new(json, if trashed { sentences::NO_TRASHED_FOLDERS } else { sentences::NO_FOLDERS }));
    }
    let ids = beginnings(&folders.iter().map(|folder| folder.id.to_string()).collect::<Vec<_>>());
    let row = |(id, folder): (String, &FolderView)| vec![id, folder.name.clone(), folder.documents.to_string()];
    let rows: Vec<Vec<String>> = ids.into_iter().zip(&folders).map(row).collect();
    Ok(Answer::new(json, table(&sentences::FOLDER_HEADINGS, &rows)))
}

fn new(context: &Context, name: &str) -> Result<Answer, Problem> {
    check_name(name)?;
    let made = context.unlocked(|vault| {
        if vault.folders()?.iter().any(|folder| folder.name == name && folder.trashed.is_none()) {
            return Err(Problem::new(ProblemKind::Conflict, "folder_exists", sentences::folder_exists(name)));
        }
        let id = vault.create_folder(name, None)?;
        node(vault, &id.to_string())
    })?;
    match made {
        Node::Folder(folder) => Ok(Answer::new(FolderJson::from(&folder), sentences::made_folder(name))),
        Node::Document(_) => Err(not_found("armoire folders", name, &[])),
    }
}
