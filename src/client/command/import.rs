//! `armoire import`

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{answer::Answer, context::Context, sentences};
use crate::client::{
    export::{Imported, import},
    problem::{Problem, ProblemKind},
};

/// Add everything that an export holds
///
/// Documents go into folders of the same names. Started again, it adds nothing twice.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  armoire import backup")]
pub(super) struct Arguments {
    /// Folder that `armoire export` wrote
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let imported = context.unlocked(|vault| import(vault, &arguments.folder, &mut context.progress()))?;
    let added: Vec<_> = imported
        .added
        .iter()
        .map(|(entry, id)| json!({ "id": id.to_string(), "name": entry.name, "folder": entry.folder, "size": entry.size, "sha256": entry.sha256 }))
        .collect();
    let text = sentences::imported(imported.added.len(), imported.present);
    let json = json!({ "documents": imported.added.len(), "present": imported.present, "added": added });
    Ok(Answer::new(json, text).but(altered(&imported)))
}

fn altered(imported: &Imported) -> Option<Problem> {
    let (_, first) = imported.altered.first()?;
    let names: Vec<&str> = imported.altered.iter().map(|(entry, _)| entry.name.as_str()).collect();
    let details: Vec<_> = imported
        .altered
        .iter()
        .map(|(entry, problem)| json!({ "file": entry.file, "name": entry.name, "code": problem.code }))
        .collect();
    Some(Problem::new(ProblemKind::Altered, &first.code, sentences::not_imported(&names)).with("altered", details))
}
