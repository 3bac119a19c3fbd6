//! `armoire second-step`

use clap::{Args, Subcommand};
use serde_json::json;

use super::{answer::Answer, context::Context, secret, sentences};
use crate::client::problem::Problem;

/// Ask for a code of an authenticator program whenever somebody signs in with your words
///
/// For people whose organisation wants it, or whose words may be seen: the code changes every 30 seconds (TOTP, RFC 6238). PIN and passkey aren't
/// asked for it; the card isn't either, and switches it off. Codes are asked for, or taken from `ARMOIRE_SECOND_STEP`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire second-step show
  armoire second-step begin       # gives what the authenticator needs
  armoire second-step confirm     # with a code that it shows
  armoire second-step end         # with a code that it shows")]
pub(super) struct Arguments {
    #[command(subcommand)]
    change: Option<Change>,
}

#[derive(Clone, Copy, Debug, Subcommand)]
enum Change {
    /// Whether a code is asked for
    Show,
    /// Get what an authenticator program needs
    Begin,
    /// Switch it on, with a code
    Confirm,
    /// Switch it off, with a code
    End,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let change = arguments.change.unwrap_or(Change::Show);
    // Asked for before anything is sent.
    let code = if matches!(change, Change::Confirm | Change::End) { Some(secret::second_step()?) } else { None };
    let code = code.as_ref().map_or("", |code| code.as_str());
    context.unlocked(|vault| {
        match change {
            Change::Show => {}
            Change::Begin => {
                let begun = vault.begin_second_step()?;
                return Ok(Answer::new(&begun, sentences::second_step_begun(&begun.secret, &begun.uri)));
            }
            Change::Confirm => {
                vault.confirm_second_step(code)?;
                return Ok(Answer::new(json!({ "active": true }), sentences::SECOND_STEP_CONFIRMED));
            }
            Change::End => {
                vault.end_second_step(code)?;
                return Ok(Answer::new(json!({ "active": false }), sentences::SECOND_STEP_ENDED));
            }
        }
        let now = vault.second_step()?;
        Ok(Answer::new(now, sentences::second_step(now.active, now.required)))
    })
}
