//! `armoire join`

use std::io::{Read, stdin};

use clap::Args;
use serde_json::json;
use zeroize::Zeroizing;

use super::{
    answer::Answer,
    ask::is_confirmed,
    context::Context,
    introduce::{Name, Work, introduction},
    people::PersonJson,
    secret, sentences,
    time::readable,
};
use crate::{
    client::{
        people::Invitation,
        problem::{Problem, ProblemKind},
    },
    protocol::Refusal,
};

/// An invitation has a few hundred characters.
const MOST: u64 = 4096;

/// Answer somebody's invitation: afterwards each of you is one of the other's people
///
/// It shows who invites, and asks before it answers. They are told the name that you give, and what you say of your work; nothing of your locker.
/// An invitation can be answered once.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire join 'https://armoire.example/#/invite/…' --name Luc
  armoire join - --name Luc < invitation.txt
  armoire join 'ARMOIRE:2:…' --show           # only who invites
  armoire join 'ARMOIRE:2:…' --name \"Luc Petit\" --organisation \"CCAS de Lille\" \\
      --mission Housing --reach \"03 20 00 00 00\" --yes")]
pub(super) struct Arguments {
    /// The link, or what the code says; - reads it from standard input
    #[arg(value_name = "INVITATION")]
    invitation: String,
    #[command(flatten)]
    name: Name,
    #[command(flatten)]
    work: Work,
    /// Only show who invites
    #[arg(long, conflicts_with = "yes")]
    show: bool,
    /// Answer without asking
    #[arg(long)]
    yes: bool,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let text = text(&arguments.invitation)?;
    let invitation = Invitation::parse(&text).map_err(|refusal| not_read(&text, refusal))?;
    context.unlocked(|vault| {
        let inviter = vault.look_at(&invitation)?;
        let json = json!({ "inviter": PersonJson::from(&inviter.person), "until": inviter.until });
        let sentence = sentences::invited_by(&inviter.person, &readable(inviter.until));
        if arguments.show {
            return Ok(Answer::new(json, sentence));
        }
        if !arguments.yes && !secret::is_interactive() {
            let asked = sentences::join_not_asked(&sentence);
            return Err(Problem::new(ProblemKind::Usage, "not_confirmed", asked).with("inviter", json));
        }
        let who = introduction(vault, &arguments.name, Some(&arguments.work))?;
        if !arguments.yes && !is_confirmed(&sentences::confirm_join(&sentence, &who)) {
            return Err(Problem::new(ProblemKind::Usage, "not_confirmed", sentences::NOT_JOINED));
        }
        vault.answer(&invitation, &inviter, &who)?;
        Ok(Answer::new(PersonJson::from(&inviter.person), sentences::met(&inviter.person)))
    })
}

fn text(argument: &str) -> Result<Zeroizing<String>, Problem> {
    let mut text = Zeroizing::new(String::new());
    if argument == "-" {
        let read = stdin().take(MOST).read_to_string(&mut text);
        read.map_err(|_| Problem::invitation(Refusal::Malformed))?;
    } else {
        argument.clone_into(&mut text);
    }
    Ok(text)
}

fn not_read(text: &str, refusal: Refusal) -> Problem {
    let mut problem = Problem::invitation(refusal);
    if text.trim().starts_with("ARMOIRE:1:") {
        sentences::RECOVERY_CARD_SHOWN.clone_into(&mut problem.sentence);
    }
    problem
}
