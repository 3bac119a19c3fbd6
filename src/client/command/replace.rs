//! `armoire replace`

use std::path::PathBuf;

use clap::Args;

use super::{answer::Answer, context::Context, file::LocalFile, list::DocumentJson, node::document, sentences};
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
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let file = LocalFile::look_at(&arguments.file)?;
    let replaced = context.unlocked(|vault| {
        let id = document(vault, &arguments.id)?.id;
        vault.replace(id, &file.path, &mut context.progress())?;
        document(vault, &id.to_string())
    })?;
    Ok(Answer::new(DocumentJson::from(&replaced), sentences::replaced(&replaced.name, replaced.edition)))
}
