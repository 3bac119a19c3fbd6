//! `armoire invite`

use std::{
    io::{IsTerminal, stdout},
    thread,
    time::Duration,
};

use clap::Args;
use qrcode::{QrCode, render::unicode::Dense1x2};
use serde_json::json;

use super::{
    answer::Answer,
    context::Context,
    introduce::{Name, introduction},
    people, secret, sentences,
    time::readable,
};
use crate::client::{
    clock,
    people::Carrier,
    problem::{Problem, ProblemKind},
    vault::Vault,
};

/// How often it is asked whether somebody has answered.
const PAUSE: Duration = Duration::from_secs(2);

/// Invite somebody: afterwards each of you is one of the other's people
///
/// Face to face, the other scans the code on your screen, or types what stands under it, within 10 minutes: then each knows for sure who the
/// other is. From afar, --link makes a link for 7 days; it is as good as the way by which you send it. Either is answered once. Nobody sees
/// anything of your locker by being invited.
///
/// On a terminal it waits for the answer. You may leave with Ctrl-C: `armoire people` takes it up again, on any device of yours.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire invite --name Nadia                # a code for who sits beside you
  armoire invite --link --name Nadia         # a link to send
  armoire invite --take-back                 # nobody can answer them any more")]
pub(super) struct Arguments {
    /// Make a link for somebody who isn't here
    #[arg(long)]
    link: bool,
    #[command(flatten)]
    name: Name,
    /// Don't wait for the answer
    #[arg(long)]
    no_wait: bool,
    /// Take back every invitation that nobody has answered
    #[arg(long, conflicts_with_all = ["link", "name", "organisation", "no_wait"])]
    take_back: bool,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    if arguments.take_back {
        return take_back(context);
    }
    let carrier = if arguments.link { Carrier::Link } else { Carrier::Qr };
    let (invitation, until) = context.unlocked(|vault| {
        let who = introduction(vault, &arguments.name, None)?;
        vault.invite(carrier, &who)
    })?;
    let text = invitation.expose_secret_text();
    let json = json!({ "invitation": *text, "carrier": carrier.name(), "until": until });
    let shown = match carrier {
        Carrier::Qr => sentences::invitation_code(&code(&text)?, &text, &readable(until)),
        Carrier::Link => sentences::invitation_link(&text, &readable(until)),
    };
    if arguments.no_wait || context.json || !secret::is_interactive() || !stdout().is_terminal() {
        return Ok(Answer::new(json, shown));
    }
    context.tell(&format!("{shown}\n\n{}", sentences::WAITING_FOR_ANSWER));
    wait(context, until)
}

/// Asks again and again; another command may use the profile meanwhile.
fn wait(context: &Context, until: u64) -> Result<Answer, Problem> {
    loop {
        let answers = context.unlocked(Vault::take_answers)?;
        if !answers.is_empty() {
            let told = people::told(&answers);
            return Ok(Answer::new(json!({}), told.sentences.join("\n")).but(told.problem));
        }
        if clock::now() >= until {
            let sentence = sentences::NOT_ANSWERED;
            return Err(Problem::new(ProblemKind::NotFound, "invitation_over", sentence));
        }
        thread::sleep(PAUSE);
    }
}

fn take_back(context: &Context) -> Result<Answer, Problem> {
    let count = context.unlocked(|vault| {
        let open = vault.open_invitations();
        for invitation in &open {
            vault.take_back(invitation)?;
        }
        Ok(open.len())
    })?;
    Ok(Answer::new(json!({ "taken_back": count }), sentences::taken_back(count)))
}

/// The code as a terminal shows it: light on dark, as most terminals are; cameras read either.
fn code(text: &str) -> Result<String, Problem> {
    let code = QrCode::new(text.as_bytes())
        .map_err(|error| Problem::new(ProblemKind::Other, "internal", format!("{error}.")))?;
    Ok(code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build())
}
