//! `armoire move`

use clap::Args;

use super::{
    answer::Answer,
    context::Context,
    list::DocumentJson,
    locker::{Which, on},
    node::{document, folder_or_new},
    sentences,
};
use crate::client::problem::Problem;

/// Move documents to another folder
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire move k3fz --folder Housing
  armoire move k3fz 7qpa --folder \"Taxes 2026\"")]
pub(super) struct Arguments {
    /// The documents
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// Folder to move to: its name, or its id. A name that isn't there yet becomes a new folder
    #[arg(long, value_name = "FOLDER")]
    folder: String,
    #[command(flatten)]
    locker: Which,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    on(context, &arguments.locker, |shelf| {
        let ids = arguments.ids.iter().map(|id| Ok(document(shelf, id)?.id)).collect::<Result<Vec<_>, Problem>>()?;
        let (folder, folder_name, made) = folder_or_new(shelf, &arguments.folder)?;
        let mut moved = Vec::new();
        for id in ids {
            if document(shelf, &id.to_string())?.folder != folder {
                shelf.move_to(id, folder)?;
            }
            moved.push(document(shelf, &id.to_string())?);
        }
        let json: Vec<DocumentJson> = moved.iter().map(DocumentJson::from).collect();
        let names: Vec<String> = moved.into_iter().map(|document| document.name).collect();
        Ok(Answer::new(json, sentences::moved(&names, &folder_name, made)))
    })
}
