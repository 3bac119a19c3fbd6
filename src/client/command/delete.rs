//! `armoire delete`

use clap::Args;
use serde_json::json;

use super::{answer::Answer, ask::is_confirmed, context::Context, node::document, secret, sentences, table::visible};
use crate::client::problem::{Problem, ProblemKind};

/// Delete documents for ever
///
/// Their keys and contents are gone from the server at once, with all versions; only the fact that something was deleted stays
/// in the journal. On a terminal it asks first.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  armoire delete k3fz")]
pub(super) struct Arguments {
    /// The documents
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// Don't ask
    #[arg(long)]
    yes: bool,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    context.unlocked(|vault| {
        let documents = arguments.ids.iter().map(|id| document(vault, id)).collect::<Result<Vec<_>, _>>()?;
        let names: Vec<String> = documents.iter().map(|document| visible(&document.name)).collect();
        if !arguments.yes && secret::is_interactive() && !is_confirmed(&sentences::confirm_deletion(&names)) {
            return Err(Problem::new(ProblemKind::Usage, "not_confirmed", sentences::NOTHING_DELETED));
        }
        for document in &documents {
            vault.delete(document.id)?;
        }
        let json: Vec<_> =
            documents.iter().map(|document| json!({ "id": document.id.to_string(), "deleted": true })).collect();
        Ok(Answer::new(json, sentences::deleted(&names)))
    })
}
