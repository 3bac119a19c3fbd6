//! `armoire deposit`

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{
    answer::Answer,
    context::Context,
    file::{LocalFile, check_name},
    node::one_of,
    people::person,
    sentences,
};
use crate::client::{
    problem::{Problem, ProblemKind},
    vault::Vault,
};

/// Hand a document in to somebody's locker
///
/// They see who it is from, and accept or refuse it. You see nothing of their locker, and not the document once it is handed in.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire deposit attestation.pdf --to Nadia
  armoire deposit attestation.pdf --again k3fz     # where the first may not have arrived")]
pub(super) struct Arguments {
    /// A file of at most 50 MiB
    file: PathBuf,
    /// Whom: the name or the id that `armoire people` shows
    #[arg(long, value_name = "PERSON", required_unless_present = "again")]
    to: Option<String>,
    /// What to call the document, instead of the file's name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Send once more what may or may not have arrived, to the same person under the same name: its id in `armoire asked`. It lies there once
    #[arg(long, value_name = "ID", conflicts_with_all = ["to", "name"])]
    again: Option<String>,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let mut file = LocalFile::look_at(&arguments.file)?;
    if let Some(name) = &arguments.name {
        check_name(name)?;
        file.name.clone_from(name);
    }
    context.unlocked(|vault| {
        if let Some(again) = &arguments.again {
            return hand_in_again(context, vault, &file, again);
        }
        let person = person(vault, arguments.to.as_deref().unwrap_or_default())?;
        let mut progress = context.progress();
        let id = vault.hand_in(&person, &file.path, (&file.name, &file.media_type), &mut progress)?;
        let json = json!({ "id": id, "name": file.name, "to": person.account });
        Ok(Answer::new(json, sentences::handed_in(&file.name, &person)))
    })
}

fn hand_in_again(context: &Context, vault: &mut Vault, file: &LocalFile, typed: &str) -> Result<Answer, Problem> {
    let handed = one_of("armoire asked", typed, vault.handed()?, |handed| handed.deposit, |handed| &handed.name)?;
    if file.size != handed.size {
        let sentence = sentences::other_file(&file.path, &handed.name);
        return Err(Problem::new(ProblemKind::Usage, "file", sentence).with("path", file.path.to_string_lossy()));
    }
    let person = person(vault, &handed.to.to_string())?;
    vault.hand_in_again(&handed, &person, &file.path, &mut context.progress())?;
    let json = json!({ "id": handed.deposit, "name": handed.name, "to": handed.to });
    Ok(Answer::new(json, sentences::handed_in_again(&handed.name, &person)))
}
