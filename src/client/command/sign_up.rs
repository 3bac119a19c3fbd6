//! `armoire signup`

use clap::Args;
use serde::Serialize;
use serde_json::Value;
use url::Url;

use super::{
    answer::Answer,
    context::{Context, server_address},
    secret, sentences, sign_in,
};
use crate::client::{
    account::{Handle, Language},
    problem::{Problem, ProblemKind},
    vault::{Secrets, Vault},
};

/// Make a locker, and sign in to it on this device
///
/// Five words and a recovery card are made and shown once. The words open your locker; without them the card is the only way
/// back. Nobody else has them, also not the server.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  armoire signup --server https://armoire.example --handle \"Nadia 4821\"

Where the server asks for a code, it is taken from ARMOIRE_CODE, or asked for.")]
pub(super) struct Arguments {
    /// Address of the server
    #[arg(long, value_name = "URL", env = "ARMOIRE_SERVER", hide_env_values = true, value_parser = server_address)]
    server: Url,
    /// What you will sign in with: a name and four digits
    #[arg(long, value_name = "HANDLE")]
    handle: String,
    /// Language of the words: fr, en, or numbers for who doesn't read Latin letters. All three open the same locker
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = language)]
    language: Language,
}

/// What is shown once.
#[derive(Serialize)]
struct SignedUp {
    id: String,
    words: String,
    card: String,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let handle: Handle = arguments.handle.parse().map_err(Problem::typed)?;
    // First whatever can fail on this device: words that were made and not shown would be lost.
    let profile = context.begin_profile()?;
    if let Some(session) = profile.session()? {
        return Err(sign_in::in_use(&session));
    }
    let secrets = Secrets::generate();
    let code = secret::code();
    let sign_up = |code: Option<&str>| Vault::sign_up(&arguments.server, &handle, code, &secrets);
    let made = match sign_up(code.as_ref().map(|code| code.as_str())) {
        Err(problem) if problem.code == "sign_up_code" && code.is_none() => {
            let code = secret::ask_code().ok_or(problem)?;
            sign_up(Some(&code))
        }
        made => made,
    };
    let shown = |id: &str| show(id, &handle, &secrets, arguments.language);
    match made {
        Ok(mut vault) => {
            let kept = context.keep_session(&profile, &mut vault);
            Ok(shown(&vault.account().to_string()).but(kept.err()))
        }
        Err(problem) => match problem.extra.get("id").and_then(Value::as_str) {
            // Perhaps the locker was made: its words must not be lost.
            Some(id) if problem.extra.contains_key("unanswered") => {
                let answer = shown(id);
                Ok(answer.but(Some(Problem { sentence: sentences::UNANSWERED.to_owned(), ..problem })))
            }
            _ => Err(taken_is_a_conflict(problem)),
        },
    }
}

fn show(id: &str, handle: &Handle, secrets: &Secrets, language: Language) -> Answer {
    let words = secrets.words.expose_secret_text(language);
    let numbers = secrets.words.expose_secret_text(Language::Numbers);
    let card = secrets.card.expose_secret_groups();
    let text = sentences::signed_up(handle, &words, &numbers, &card);
    Answer::new(SignedUp { id: id.to_owned(), words: words.to_string(), card: card.to_string() }, text)
}

/// Reads `--language`.
pub(super) fn language(code: &str) -> Result<Language, String> {
    let found = Language::ALL.into_iter().find(|language| language.code() == code);
    found.ok_or_else(|| sentences::LANGUAGES.to_owned())
}

/// Somebody was faster to take this handle.
fn taken_is_a_conflict(mut problem: Problem) -> Problem {
    if problem.code == "handle_taken" {
        problem.kind = ProblemKind::Conflict;
    }
    problem
}
