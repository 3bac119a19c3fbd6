//! `armoire card`

use clap::{Args, Subcommand};

use super::{
    answer::Answer,
    context::Context,
    renewal::{New, in_profile, renew},
};
use crate::client::{
    account::{Language, RecoverySecret},
    problem::Problem,
};

/// Get another recovery card instead of the old one
///
/// It is shown once: copy its nine groups. Papers, words, devices and PINs stay as they are. If somebody has the old card, that isn't
/// enough: what they took would still open. Then say `armoire rotate --because card`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  armoire card new")]
pub(super) struct Arguments {
    #[command(subcommand)]
    change: Change,
}

#[derive(Debug, Subcommand)]
enum Change {
    /// Make a new card, and show it once
    New,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let Change::New = arguments.change;
    in_profile(context, |profile, vault| {
        let card = RecoverySecret::generate();
        let new = New { words: None, card: Some(&card), language: Language::English };
        renew(profile, vault, &new, "", |vault| vault.replace_card(&card))
    })
}
