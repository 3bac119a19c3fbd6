//! Words, cards, PINs and codes: from the environment or from a prompt that doesn't show them, never from arguments.

use std::{
    env,
    io::{IsTerminal, stderr, stdin},
};

use zeroize::Zeroizing;

use super::sentences;
use crate::{
    client::{
        account::{
            RecoverySecret, Words,
            words::{likely_languages, nearest},
        },
        hazmat::Pin,
        problem::{Problem, ProblemKind},
    },
    protocol::Refusal,
};

const WORDS: &str = "ARMOIRE_WORDS";
const CARD: &str = "ARMOIRE_CARD";
const CODE: &str = "ARMOIRE_CODE";
const PIN: &str = "ARMOIRE_PIN";
const SECOND_STEP: &str = "ARMOIRE_SECOND_STEP";

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

/// The five words, or none: where they only save making new ones. Without a terminal none are asked for.
pub(super) fn known_words() -> Result<Option<Words>, Problem> {
    if env::var_os(WORDS).is_none() && !is_interactive() {
        return Ok(None);
    }
    ask(WORDS, sentences::KNOWN_WORDS_PROMPT, sentences::WORDS_NEEDED, &|typed| match Words::parse(typed) {
        _ if typed.trim().is_empty() => Ok(None),
        Ok((words, _)) => Ok(Some(words)),
        Err(refusal) => Err(with_suggestions(Problem::typed(refusal), typed, refusal)),
    })
}

/// This device's PIN.
pub(super) fn pin() -> Result<Pin, Problem> {
    ask(PIN, sentences::PIN_PROMPT, sentences::PIN_NEEDED, &|typed| typed.parse().map_err(Problem::typed))
}

/// A PIN that is to be set: on a terminal typed twice, since nobody sees what they type.
pub(super) fn new_pin() -> Result<Pin, Problem> {
    let parse = |typed: &str| typed.parse().map_err(Problem::typed);
    let pin: Pin = ask(PIN, sentences::NEW_PIN_PROMPT, sentences::PIN_NEEDED, &parse)?;
    let same =
        env::var_os(PIN).is_some() || pin == ask(PIN, sentences::PIN_AGAIN_PROMPT, sentences::PIN_NEEDED, &parse)?;
    if same { Ok(pin) } else { Err(Problem::new(ProblemKind::Usage, "pin_differs", sentences::PIN_DIFFERS)) }
}

/// The code that an authenticator program shows now.
pub(super) fn second_step() -> Result<Zeroizing<String>, Problem> {
    ask(SECOND_STEP, sentences::SECOND_STEP_PROMPT, sentences::SECOND_STEP_NEEDED, &|typed| {
        let digits: Zeroizing<String> = Zeroizing::new(typed.chars().filter(|typed| !typed.is_whitespace()).collect());
        let good = digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_digit());
        let problem = || Problem::new(ProblemKind::Usage, "digits", sentences::SECOND_STEP_DIGITS);
        if good { Ok(digits) } else { Err(problem()) }
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
        let near = likely_languages(typed).map(|language| nearest(word, language));
        let near = near.into_iter().find(|near| !near.is_empty()).unwrap_or_default();
        if !near.is_empty() {
            problem.sentence = format!("{} {}", problem.sentence, sentences::did_you_mean(&near));
        }
    }
    problem
}
