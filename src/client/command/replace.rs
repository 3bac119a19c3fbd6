//! `armoire replace`

use std::path::PathBuf;

use clap::Args;

use super::{
    answer::Answer,
    context::Context,
    file::LocalFile,
    list::DocumentJson,
    locker::{Which, on},
    node::document,
    sentences,
};
use crate::client::problem::Problem;

/// Put a newer version of a document in place of the one that is there
///
/// The earlier ones stay: see `armoire versions`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  armoire replace k3fz bail-signed.pdf")]
pub(super) struct Arguments {
    /// The document
    id: String,
    /// The newer version
    file: PathBuf,
    #[command(flatten)]
    locker: Which,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let file = LocalFile::look_at(&arguments.file)?;
    let replaced = on(context, &arguments.locker, |shelf| {
        let id = document(shelf, &arguments.id)?.id;
        shelf.replace(id, &file.path, &mut context.progress())?;
        document(shelf, &id.to_string())
    })?;
    Ok(Answer::new(DocumentJson::from(&replaced), sentences::replaced(&replaced.name, replaced.edition)))
}
