//! `armoire restore`

use clap::Args;

use super::{answer::Answer, context::Context, locker::Which, sentences, trash::each};
use crate::client::{problem::Problem, vault::Shelf};

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
    #[command(flatten)]
    locker: Which,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let restore = |shelf: &mut dyn Shelf, id| shelf.restore(id);
    each(context, &arguments.locker, &arguments.ids, restore, sentences::restored)
}
