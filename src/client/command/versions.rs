//! `armoire versions`

use clap::Args;
use indicatif::HumanBytes;
use serde::Serialize;

use super::{answer::Answer, context::Context, node::document, sentences, table::table, time::readable};
use crate::client::{problem::Problem, vault::VersionView};

/// Show every version of a document, the oldest first
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire versions k3fz
  armoire get k3fz --version 1 -o old.pdf")]
pub(super) struct Arguments {
    /// The document
    id: String,
}

/// A version as programs see it.
#[derive(Serialize)]
struct VersionJson {
    version: u64,
    size: u64,
    name: String,
    time: u64,
    author: String,
    current: bool,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let versions = context.unlocked(|vault| {
        let id = document(vault, &arguments.id)?.id;
        vault.versions(id)
    })?;
    let json: Vec<VersionJson> = versions.iter().map(json).collect();
    let rows: Vec<Vec<String>> = versions.iter().map(row).collect();
    Ok(Answer::new(json, table(&sentences::VERSION_HEADINGS, &rows)))
}

fn json(version: &VersionView) -> VersionJson {
    VersionJson {
        version: version.edition,
        size: version.size,
        name: version.name.clone(),
        time: version.time,
        author: version.author.to_string(),
        current: version.current,
    }
}

fn row(version: &VersionView) -> Vec<String> {
    let current = if version.current { sentences::CURRENT } else { "" };
    vec![
        version.edition.to_string(),
        version.name.clone(),
        HumanBytes(version.size).to_string(),
        readable(version.time),
        current.to_owned(),
    ]
}
