//! Making words and card anew: kept on the device from before they are sent until they are printed, and printed once.

use serde::Serialize;

use super::{answer::Answer, context::Context, sentences};
use crate::client::{
    account::{Language, RecoverySecret, Words},
    problem::{Problem, ProblemKind},
    profile::{Profile, Unshown},
    vault::Vault,
};

/// What is made, on its way to the person.
pub(super) struct New<'a> {
    pub(super) words: Option<&'a Words>,
    pub(super) card: Option<&'a RecoverySecret>,
    pub(super) language: Language,
}

#[derive(Serialize)]
struct Shown {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    card: Option<String>,
}

/// Nothing is made while something else waits to be shown.
pub(super) fn check_nothing_unfinished(profile: &Profile) -> Result<(), Problem> {
    match profile.unshown()? {
        None => Ok(()),
        Some(_) => Err(Problem::new(ProblemKind::Conflict, "unfinished", sentences::UNFINISHED_FIRST)),
    }
}

/// Keeps what is made, does `change` with it, and shows it: also when it isn't known whether the change was done.
pub(super) fn renew(
    profile: &Profile,
    vault: &mut Vault,
    new: &New<'_>,
    outcome_text: &str,
    change: impl FnOnce(&mut Vault) -> Result<(), Problem>,
) -> Result<Answer, Problem> {
    let words = new.words.map(|words| words.expose_secret_text(new.language).to_string());
    let card = new.card.map(|card| card.expose_secret_groups().to_string());
    profile.keep_unshown(&Unshown { words: words.clone(), card: card.clone() })?;
    let problem = match change(vault) {
        Ok(()) => None,
        Err(problem) if problem.extra.contains_key("unanswered") => {
            Some(Problem { sentence: sentences::CHANGE_UNANSWERED.to_owned(), ..problem })
        }
        Err(problem) => {
            profile.forget_unshown()?;
            return Err(problem);
        }
    };
    let numbers = new.words.map(|words| words.expose_secret_text(Language::Numbers));
    let pair = words.as_deref().zip(numbers.as_ref().map(|numbers| numbers.as_str()));
    let mut text = String::new();
    if words.is_some() || card.is_some() {
        text.push_str(&sentences::new_secrets(vault.handle().as_str(), pair, card.as_deref()));
        text.push('\n');
    }
    if problem.is_none() {
        let replaced = sentences::replaced_ways(words.is_some(), card.is_some());
        text.push_str([outcome_text, replaced].join(" ").trim_start());
    }
    Ok(Answer::new(Shown { id: vault.account().to_string(), words, card }, text.trim_end()).but(problem))
}

/// Does `work` with the profile, whose unshown secrets are forgotten once the answer is printed.
pub(super) fn in_profile(
    context: &Context,
    work: impl FnOnce(&Profile, &mut Vault) -> Result<Answer, Problem>,
) -> Result<Answer, Problem> {
    let profile = context.profile()?;
    check_nothing_unfinished(&profile)?;
    let answer = context.unlocked_in(&profile, |vault| work(&profile, vault))?;
    Ok(answer.showing(profile))
}
