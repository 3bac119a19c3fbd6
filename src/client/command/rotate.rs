//! `armoire rotate` and `armoire stolen`

use clap::{Args, ValueEnum};

use super::{
    answer::Answer,
    context::Context,
    renewal::{New, in_profile, renew},
    secret, sentences,
    sign_up::language,
};
use crate::client::{account::Language, problem::Problem, vault::Loss};

/// Change every key after something was lost or became known
///
/// All other devices are signed out and their PINs are gone; what somebody took or knows opens nothing any more. No paper is lost, and
/// none is sent again. New words or a new card are made where the old ones can't stay, and shown once. Words that stay are asked for
/// (or taken from `ARMOIRE_WORDS`): without them new ones are made.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire rotate --because words      # somebody knows my words
  armoire rotate --because card       # somebody has my card, or it is lost
  armoire rotate --because phone      # a phone or computer of mine was stolen, sold or in other hands

If somebody only saw your PIN, `armoire pin set` is enough.")]
pub(super) struct Arguments {
    /// What happened
    #[arg(long, value_enum)]
    because: Because,
    /// Language of new words: fr, en, or numbers
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = language)]
    language: Language,
}

/// Change every key because a device of yours was stolen
///
/// The same as `armoire rotate --because phone`: the stolen device is signed out, its PIN is gone, and what was on it opens nothing.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  armoire stolen")]
pub(super) struct Stolen {
    /// Language of new words, where your own aren't typed: fr, en, or numbers
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = language)]
    language: Language,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Because {
    /// Somebody knows the words
    Words,
    /// Somebody has the card
    Card,
    /// A device was in other hands
    Phone,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let loss = match arguments.because {
        Because::Words => Loss::Words,
        Because::Card => Loss::Card,
        Because::Phone => Loss::Phone,
    };
    rotate(context, loss, arguments.language)
}

pub(super) fn run_stolen(context: &Context, arguments: &Stolen) -> Result<Answer, Problem> {
    rotate(context, Loss::Phone, arguments.language)
}

fn rotate(context: &Context, loss: Loss, language: Language) -> Result<Answer, Problem> {
    let known = if loss == Loss::Words { None } else { secret::known_words()? };
    in_profile(context, |profile, vault| {
        if let Some(words) = &known {
            vault.know_words(words)?;
        }
        let replacement = vault.replacement(loss)?;
        let new = New { words: replacement.words.as_ref(), card: replacement.card.as_ref(), language };
        let answer = renew(profile, vault, &new, sentences::ROTATED, |vault| vault.rotate(&replacement))?;
        profile.forget_enrolment()?;
        Ok(answer)
    })
}
