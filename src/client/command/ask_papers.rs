//! `armoire ask`, `armoire answer`

use clap::Args;
use serde_json::json;

use super::{
    answer::Answer, ask::is_confirmed, context::Context, lending::until, letters::letter, node::document,
    people::person, secret, sentences, time::readable,
};
use crate::{
    client::{
        clock,
        document::{
            Letter,
            letter::{Ask, AskedPaper},
        },
        problem::{Problem, ProblemKind},
        vault::{Until, check_times},
    },
    protocol::id::NodeId,
};

/// Ask somebody to lend you papers
///
/// They see who asks, for what and until when, and choose for each paper which one of theirs to lend, or none.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  armoire ask Nadia --paper \"Identity card\" --paper \"Tax notice\" --purpose \"Housing file\" --until 30d")]
pub(super) struct Asking {
    /// Whom: the name or the id that `armoire people` shows
    #[arg(value_name = "PERSON")]
    person: String,
    /// What you need, in your words; repeat it for several, 20 at most
    #[arg(long = "paper", value_name = "WORDS", required = true)]
    papers: Vec<String>,
    /// What for
    #[arg(long, value_name = "TEXT")]
    purpose: String,
    /// Until when you wish to see them: hour, today, week, month, 7d, 2026-12-31; a year at most
    #[arg(long, value_name = "TIME", value_parser = until)]
    until: Until,
}

/// Answer somebody who asks for papers
///
/// For each paper that they ask for you lend one of yours, or none. It is read out before it is done; then they are told, and see those that you
/// lend until the time that they asked for, or another one of yours.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire letters
  armoire answer k3fz --lend 1=m2qa --lend 3=c7tt    # the first and the third, not the second
  armoire answer k3fz --motive \"Ask me on Monday\"    # none of them")]
pub(super) struct Answering {
    /// The letter that asks
    #[arg(value_name = "LETTER")]
    letter: String,
    /// Which paper of yours you lend for which of theirs: its place in the letter, and the id of yours
    #[arg(long = "lend", value_name = "PLACE=ID", value_parser = place)]
    lend: Vec<(usize, String)>,
    /// Until when, instead of the time that they asked for
    #[arg(long, value_name = "TIME", value_parser = until)]
    until: Option<Until>,
    /// Why, if you wish to say
    #[arg(long, value_name = "TEXT")]
    motive: Option<String>,
    /// Don't ask
    #[arg(long)]
    yes: bool,
}

pub(super) fn ask(context: &Context, arguments: &Asking) -> Result<Answer, Problem> {
    context.unlocked(|vault| {
        let person = person(vault, &arguments.person)?;
        let papers = arguments.papers.iter().map(|name| AskedPaper { name: name.clone() }).collect();
        let until = arguments.until.end(clock::now());
        let letter = vault.ask(&person, Ask { papers, purpose: arguments.purpose.clone(), until })?;
        let json = json!({ "letter": letter, "to": person.account, "until": until });
        Ok(Answer::new(json, sentences::asked(&person)))
    })
}

pub(super) fn answer(context: &Context, arguments: &Answering) -> Result<Answer, Problem> {
    context.unlocked(|vault| {
        let letter = letter(vault, &arguments.letter)?;
        let Letter::Ask(ask) = &letter.letter else {
            return Err(Problem::new(ProblemKind::Usage, "kind", sentences::NO_ASK));
        };
        let mut papers: Vec<Option<NodeId>> = vec![None; ask.papers.len()];
        let mut names = Vec::new();
        for (place, typed) in &arguments.lend {
            let paper = document(vault, typed)?;
            let asked = papers.get_mut(place - 1).ok_or_else(|| {
                Problem::new(ProblemKind::Usage, "usage", sentences::no_such_place(*place, ask.papers.len()))
            })?;
            if asked.replace(paper.id).is_some() {
                let sentence = sentences::place_named_twice(*place);
                return Err(Problem::new(ProblemKind::Usage, "usage", sentence));
            }
            names.push(paper.name);
        }
        let until = arguments.until.unwrap_or(Until::At(ask.until));
        let who = sentences::somebody(letter.person.as_ref(), &letter.author);
        let now = clock::now();
        let end = until.end(now);
        let sentence = sentences::answered(&who, &names, papers.len(), &readable(end));
        if !names.is_empty() {
            check_times(now, end)?;
        }
        if !names.is_empty() && !arguments.yes {
            if !secret::is_interactive() {
                return Err(Problem::new(ProblemKind::Usage, "not_confirmed", sentences::grant_not_asked(&sentence)));
            }
            if !is_confirmed(&sentences::confirm_grant(&sentence)) {
                return Err(Problem::new(ProblemKind::Usage, "not_confirmed", sentences::NOT_GRANTED));
            }
        }
        let (grants, untold) = vault.answer_ask(&letter, &papers, until, arguments.motive.as_deref())?;
        let granted: Vec<bool> = papers.iter().map(Option::is_some).collect();
        let json = json!({ "letter": letter.id, "granted": granted, "grants": grants });
        Ok(Answer::new(json, sentence).but(untold))
    })
}

/// Reads `--lend`: a place from 1, and an id.
fn place(typed: &str) -> Result<(usize, String), String> {
    let wrong = || sentences::LEND_PLACES.to_owned();
    let (place, id) = typed.split_once('=').ok_or_else(wrong)?;
    match place.parse() {
        Ok(place) if place > 0 => Ok((place, id.to_owned())),
        _ => Err(wrong()),
    }
}
