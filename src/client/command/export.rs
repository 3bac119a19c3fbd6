//! `armoire export`

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{answer::Answer, context::Context, sentences};
use crate::client::{
    export::{Exported, check_not_foreign, export},
    problem::{Problem, ProblemKind},
};

/// Take everything with you: every document in an open format, and a list of them
///
/// The folder gets keys.txt, index.json, and age/ with each document sealed to the key in keys.txt. Whoever has the folder can
/// open everything in it: keep it in a safe place. An export that was interrupted goes on where it was when you start it again.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire export -o backup
  age -d -i backup/keys.txt backup/age/bail.pdf.age > bail.pdf
  armoire export -o papers --open        also files that open with a double click")]
pub(super) struct Arguments {
    /// Folder to export to: empty, not there yet, or an export that was begun
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Write the opened documents too, in DIR/files
    #[arg(long)]
    open: bool,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let exported = context.unlocked(|vault| {
        check_not_foreign(&arguments.output, vault.account())?;
        export(vault, &arguments.output, arguments.open, &mut context.progress())
    })?;
    let json = json!({
        "documents": exported.documents,
        "bytes": exported.bytes,
        "folder": arguments.output.to_string_lossy(),
    });
    let text = sentences::exported(exported.documents, exported.bytes, exported.kept, &arguments.output);
    Ok(Answer::new(json, text).but(altered(&exported)))
}

fn altered(exported: &Exported) -> Option<Problem> {
    let (_, _, first) = exported.altered.first()?;
    let names: Vec<&str> = exported.altered.iter().map(|(_, name, _)| name.as_str()).collect();
    let details: Vec<_> = exported
        .altered
        .iter()
        .map(|(id, name, problem)| json!({ "id": id, "name": name, "code": problem.code }))
        .collect();
    Some(Problem::new(ProblemKind::Altered, &first.code, sentences::altered_documents(&names)).with("altered", details))
}
