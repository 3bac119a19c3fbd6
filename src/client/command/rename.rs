//! `armoire rename`

use clap::Args;

use super::{
    answer::Answer,
    context::Context,
    file::check_name,
    folders::FolderJson,
    list::DocumentJson,
    locker::{Which, on},
    node::{Node, node},
    sentences,
};
use crate::client::problem::Problem;

/// Give a document or a folder another name
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  armoire rename k3fz \"Lease 2026.pdf\"")]
pub(super) struct Arguments {
    /// The document or folder
    id: String,
    /// What to call it
    name: String,
    #[command(flatten)]
    locker: Which,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    rename(context, &arguments.locker, &arguments.id, &arguments.name)
}

pub(super) fn rename(context: &Context, locker: &Which, typed: &str, name: &str) -> Result<Answer, Problem> {
    check_name(name)?;
    on(context, locker, |shelf| {
        let before = node(shelf, typed)?;
        shelf.rename(before.id(), name)?;
        let after = node(shelf, &before.id().to_string())?;
        Ok(answer(&after, sentences::renamed(before.name(), name)))
    })
}

/// A document or folder as it is now, with a sentence on what was done.
pub(super) fn answer(node: &Node, sentence: String) -> Answer {
    match node {
        Node::Document(document) => Answer::new(DocumentJson::from(document), sentence),
        Node::Folder(folder) => Answer::new(FolderJson::from(folder), sentence),
    }
}
