//! `armoire restore`

use clap::Args;

use super::{answer::Answer, context::Context, sentences, trash::each};
use crate::client::{problem::Problem, vault::Vault};

/// Take documents or folders out of the bin
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire list --trashed
  armoire restore k3fz")]
pub(super) struct Arguments {
    /// The documents or folders
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    each(context, &arguments.ids, Vault::restore, sentences::restored)
}
