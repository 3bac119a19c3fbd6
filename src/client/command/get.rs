//! `armoire get`

use std::fs::File;

use clap::Args;
use serde_json::json;

use super::{answer::Answer, context::Context, node::document, output::Output, sentences, shared};
use crate::client::{
    problem::Problem,
    vault::{DocumentView, LentDocument, Vault},
};

/// Bring a document out of the locker
///
/// It is verified whole before it appears.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire get k3fz                       under its own name, here
  armoire get k3fz -o bail.pdf
  armoire get k3fz -o - | lp             to standard output
  armoire get k3fz --version 1 -o old.pdf
  armoire get k3fz --locker Nadia        lent by Nadia")]
pub(super) struct Arguments {
    /// The document
    id: String,
    #[command(flatten)]
    output: Output,
    /// An earlier version: see `armoire versions`
    #[arg(long, value_name = "NUMBER")]
    version: Option<u64>,
    /// One that somebody has lent you: their name, or the locker that `armoire shared` shows
    #[arg(long, value_name = "LOCKER", conflicts_with = "version")]
    locker: Option<String>,
}

/// Where a document comes from.
enum Source {
    Own(DocumentView, Option<u64>),
    Lent(Box<LentDocument>),
}

impl Source {
    fn name(&self) -> &str {
        match self {
            Self::Own(document, _) => &document.name,
            Self::Lent(document) => &document.view.name,
        }
    }

    fn get(&self, vault: &mut Vault, out: &mut File, context: &Context) -> Result<DocumentView, Problem> {
        match self {
            Self::Own(document, version) => vault.get(document.id, *version, out, &mut context.progress()),
            Self::Lent(document) => {
                if !document.confirmed {
                    context.tell(&sentences::unconfirmed(&document.view.name));
                }
                vault.get_lent(document, out, &mut context.progress())?;
                Ok(document.view.clone())
            }
        }
    }
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    arguments.output.check(context)?;
    context.unlocked(|vault| {
        let source = match &arguments.locker {
            Some(locker) => Source::Lent(Box::new(shared::document(context, vault, locker, &arguments.id)?)),
            None => Source::Own(document(vault, &arguments.id)?, arguments.version),
        };
        let brought = arguments.output.bring(source.name(), |out| source.get(vault, out, context))?;
        let (document, Some(target)) = brought else { return Ok(Answer::silent()) };
        let json = json!({
            "id": document.id.to_string(),
            "name": document.name,
            "size": document.size,
            "version": document.edition,
            "file": target.to_string_lossy(),
        });
        Ok(Answer::new(json, sentences::got(&document.name, &target)))
    })
}
