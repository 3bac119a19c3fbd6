//! `armoire deposit`

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{
    answer::Answer,
    context::Context,
    file::{LocalFile, check_name},
    people::person,
    sentences,
};
use crate::client::problem::Problem;

/// Hand a document in to somebody's locker
///
/// They see who it is from, and accept or refuse it. You see nothing of their locker, and not the document once it is handed in.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  armoire deposit attestation.pdf --to Nadia")]
pub(super) struct Arguments {
    /// A file of at most 50 MiB
    file: PathBuf,
    /// Whom: the name or the id that `armoire people` shows
    #[arg(long, value_name = "PERSON")]
    to: String,
    /// What to call the document, instead of the file's name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let mut file = LocalFile::look_at(&arguments.file)?;
    if let Some(name) = &arguments.name {
        check_name(name)?;
        file.name.clone_from(name);
    }
    context.unlocked(|vault| {
        let person = person(vault, &arguments.to)?;
        let mut progress = context.progress();
        let id = vault.hand_in(&person, &file.path, (&file.name, &file.media_type), &mut progress)?;
        let json = json!({ "id": id, "name": file.name, "to": person.account });
        Ok(Answer::new(json, sentences::handed_in(&file.name, &person)))
    })
}
