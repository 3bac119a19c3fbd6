//! `armoire words`

use clap::{Args, Subcommand};

use super::{
    answer::Answer,
    context::Context,
    renewal::{New, in_profile, renew},
    sign_up::language,
};
use crate::client::{
    account::{Language, Words},
    problem::Problem,
};

/// Get other words instead of the old ones
///
/// They are shown once. Papers, card, devices and PINs stay as they are. If somebody knows the old words, that isn't enough: what
/// they took would still open. Then say `armoire rotate --because words`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire words new
  armoire words new --language fr")]
pub(super) struct Arguments {
    #[command(subcommand)]
    change: Change,
}

#[derive(Debug, Subcommand)]
enum Change {
    /// Make new words, and show them once
    New(NewWords),
}

#[derive(Debug, Args)]
struct NewWords {
    /// Language of the new words: fr, en, or numbers
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = language)]
    language: Language,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let Change::New(NewWords { language }) = &arguments.change;
    in_profile(context, |profile, vault| {
        let words = Words::generate();
        let new = New { words: Some(&words), card: None, language: *language };
        renew(profile, vault, &new, "", |vault| vault.replace_words(&words))
    })
}
