//! `armoire recover`

use clap::Args;
use serde::Serialize;
use url::Url;

use super::{
    answer::Answer,
    context::{Context, explained, server_address},
    secret, sentences,
    sign_in::{check_pins, end},
    sign_up::language,
};
use crate::client::{
    account::Language,
    problem::{Problem, ProblemKind},
    vault::Vault,
};

/// Come back with the recovery card alone
///
/// New words are made and shown once; the old ones, and all other sessions, end. The card stays good. Its nine groups are asked
/// for, or taken from `ARMOIRE_CARD`; a typing mistake is found before anything is sent.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  armoire recover --server https://armoire.example")]
pub(super) struct Arguments {
    /// Address of the server
    #[arg(long, value_name = "URL", env = "ARMOIRE_SERVER", hide_env_values = true, value_parser = server_address)]
    server: Url,
    /// Language of the new words: fr, en, or numbers
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = language)]
    language: Language,
}

/// What is shown once.
#[derive(Serialize)]
struct Recovered {
    id: String,
    words: String,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let card = secret::card()?;
    if let Some(origin) = card.origin.filter(|origin| *origin != arguments.server.origin().ascii_serialization()) {
        return Err(Problem::new(ProblemKind::SignIn, "card_server", sentences::card_server(&origin)));
    }
    // First whatever can fail on this device: words that were made and not shown would be lost.
    let profile = context.begin_profile()?;
    let former = profile.session().ok().flatten();
    let (mut vault, secrets) = Vault::recover(&arguments.server, card.secret, None).map_err(explained)?;
    let words = secrets.words.expose_secret_text(arguments.language);
    let numbers = secrets.words.expose_secret_text(Language::Numbers);
    let text = sentences::recovered(vault.handle(), &words, &numbers);
    let recovered = Recovered { id: vault.account().to_string(), words: words.to_string() };
    let kept = check_pins(&profile, &mut vault).and_then(|()| context.keep_session(&profile, &mut vault));
    end(former);
    Ok(Answer::new(recovered, text).but(kept.err()))
}
