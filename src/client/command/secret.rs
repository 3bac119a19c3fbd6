//! Words and cards: from the environment or from a prompt that doesn't show them, never from arguments.

use std::{
    env,
    io::{IsTerminal, stderr, stdin},
};

use zeroize::Zeroizing;

use super::sentences;
use crate::{
    client::{
        account::{Language, RecoverySecret, Words, words::nearest},
        problem::{Problem, ProblemKind},
    },
    protocol::Refusal,
};

const WORDS: &str = "ARMOIRE_WORDS";
const CARD: &str = "ARMOIRE_CARD";
const CODE: &str = "ARMOIRE_CODE";

/// How often a person may mistype before the command ends.
const TRIES: usize = 3;

/// A recovery card, and the server that its QR code names.
pub(super) struct Card {
    pub(super) secret: RecoverySecret,
    pub(super) origin: Option<String>,
}

/// The five words. A word that is in no list is found here, before any request.
pub(super) fn words() -> Result<Words, Problem> {
    ask(WORDS, sentences::WORDS_PROMPT, sentences::WORDS_NEEDED, &|typed| match Words::parse(typed) {
        Ok((words, _)) => Ok(words),
        Err(refusal) => Err(with_suggestions(Problem::typed(refusal), typed, refusal)),
    })
}

/// The recovery card. A typing mistake is found here, before any request.
pub(super) fn card() -> Result<Card, Problem> {
    ask(CARD, sentences::CARD_PROMPT, sentences::CARD_NEEDED, &|typed| {
        if typed.trim().starts_with("ARMOIRE:") {
            let qr = RecoverySecret::parse_qr(typed.trim()).map_err(Problem::typed)?;
            return Ok(Card { secret: qr.secret, origin: Some(qr.origin) });
        }
        RecoverySecret::parse_groups(typed).map(|secret| Card { secret, origin: None }).map_err(Problem::typed)
    })
}

/// The code that some servers want for a new locker, if there is one in the environment.
pub(super) fn code() -> Option<Zeroizing<String>> {
    env::var(CODE).ok().map(Zeroizing::new)
}

/// Asks for that code, where there is somebody to ask.
pub(super) fn ask_code() -> Option<Zeroizing<String>> {
    is_interactive().then(|| rpassword::prompt_password(sentences::CODE_PROMPT).ok().map(Zeroizing::new)).flatten()
}

/// Whether there is somebody who can answer.
pub(super) fn is_interactive() -> bool {
    stdin().is_terminal() && stderr().is_terminal()
}

fn ask<T>(
    variable: &str,
    prompt: &str,
    needed: &str,
    parse: &dyn Fn(&str) -> Result<T, Problem>,
) -> Result<T, Problem> {
    if let Some(value) = env::var_os(variable) {
        let value = Zeroizing::new(value.to_string_lossy().into_owned());
        return parse(&value);
    }
    if !is_interactive() {
        return Err(Problem::new(ProblemKind::Usage, "secret_needed", needed).with("variable", variable));
    }
    let mut tries = 1;
    loop {
        let typed = rpassword::prompt_password(prompt)
            .map(Zeroizing::new)
            .map_err(|error| Problem::new(ProblemKind::Other, "storage", error.to_string()))?;
        match parse(&typed) {
            Err(problem) if tries < TRIES => eprintln!("{}", sentences::problem(&problem)),
            outcome => return outcome,
        }
        tries += 1;
    }
}

/// Names the words that look like the one that is in no list: for who is typing, and only for them.
fn with_suggestions(mut problem: Problem, typed: &str, refusal: Refusal) -> Problem {
    let Refusal::WordsUnknown(number) = refusal else { return problem };
    if !is_interactive() {
        return problem;
    }
    let mut words = typed.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    if let Some(word) = words.nth(usize::from(number) - 1) {
        let near: Vec<String> = [Language::French, Language::English]
            .into_iter()
            .flat_map(|language| nearest(word, language))
            .take(4)
            .collect();
        if !near.is_empty() {
            problem.sentence = format!("{} {}", problem.sentence, sentences::did_you_mean(&near));
        }
    }
    problem
}
