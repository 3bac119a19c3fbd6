//! `armoire propose`, `armoire accept`, `armoire decline`, `armoire end`

use clap::{Args, ValueEnum};
use serde_json::json;

use super::{answer::Answer, context::Context, letters::letter, people::person, sentences};
use crate::client::{
    document::letter::{self, Successor},
    problem::Problem,
};

/// What it is about.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    /// Standing on their list of who helps them
    Entry,
    /// Being their referent
    Referent,
}

/// Offer somebody to stand on their list, or to be their referent
///
/// They say yes or no. On their list you stand as you last introduced yourself; you see your own entry, and nothing else by it.
/// To ask somebody to be *your* referent, say `armoire referent propose`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire propose Nadia entry
  armoire propose Nadia referent --motive \"As we said on Monday\"")]
pub(super) struct Proposing {
    /// Whom: the name or the id that `armoire people` shows
    #[arg(value_name = "PERSON")]
    person: String,
    /// What
    what: What,
    /// A word about it
    #[arg(long, value_name = "TEXT")]
    motive: Option<String>,
}

/// Say yes to what somebody proposes
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  armoire accept k3fz             # see `armoire letters`")]
pub(super) struct Accepting {
    #[command(flatten)]
    decision: Deciding,
}

/// Say no to what somebody proposes
///
/// A no takes nothing away from you. They are told, with your reason if you give one.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  armoire decline k3fz --motive \"I have one already\"")]
pub(super) struct Declining {
    #[command(flatten)]
    decision: Deciding,
}

#[derive(Debug, Args)]
struct Deciding {
    /// The letter that proposes
    #[arg(value_name = "LETTER")]
    letter: String,
    /// Why, if you wish to say
    #[arg(long, value_name = "TEXT")]
    motive: Option<String>,
}

/// Tell somebody that you help them no longer, or are no longer their referent
///
/// Who comes after you is a suggestion: the person decides. To end it in your own locker, say `armoire referent end` or `armoire accompaniment
/// end`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire end Nadia referent --motive \"I change service\" --successor \"Awa Diop\" --organisation \"CCAS de Lille\"
  armoire end Nadia entry")]
pub(super) struct Ending {
    /// Whom: the name or the id that `armoire people` shows
    #[arg(value_name = "PERSON")]
    person: String,
    /// What ends
    what: What,
    /// Why, if you wish to say
    #[arg(long, value_name = "TEXT")]
    motive: Option<String>,
    /// Who could come after you
    #[arg(long, value_name = "NAME")]
    successor: Option<String>,
    /// Who employs them
    #[arg(long, value_name = "NAME", requires = "successor")]
    organisation: Option<String>,
    /// Where
    #[arg(long, value_name = "NAME", requires = "successor")]
    site: Option<String>,
    /// How to reach them
    #[arg(long, value_name = "TEXT", requires = "successor")]
    reach: Option<String>,
}

pub(super) fn propose(context: &Context, arguments: &Proposing) -> Result<Answer, Problem> {
    context.unlocked(|vault| {
        let person = person(vault, &arguments.person)?;
        let what = arguments.what.into();
        let letter = vault.propose(&person, what, arguments.motive.as_deref())?;
        let json = json!({ "letter": letter, "to": person.account, "what": what });
        Ok(Answer::new(json, sentences::proposed(&person)))
    })
}

pub(super) fn accept(context: &Context, arguments: &Accepting) -> Result<Answer, Problem> {
    decide(context, &arguments.decision, true)
}

pub(super) fn decline(context: &Context, arguments: &Declining) -> Result<Answer, Problem> {
    decide(context, &arguments.decision, false)
}

fn decide(context: &Context, decision: &Deciding, accepted: bool) -> Result<Answer, Problem> {
    context.unlocked(|vault| {
        let letter = letter(vault, &decision.letter)?;
        let untold = vault.decide(&letter, accepted, decision.motive.as_deref())?;
        let json = json!({ "letter": letter.id, "accepted": accepted });
        let text = if accepted { sentences::PROPOSAL_ACCEPTED } else { sentences::PROPOSAL_DECLINED };
        Ok(Answer::new(json, text).but(untold))
    })
}

pub(super) fn end(context: &Context, arguments: &Ending) -> Result<Answer, Problem> {
    context.unlocked(|vault| {
        let person = person(vault, &arguments.person)?;
        let Ending { organisation, site, reach, .. } = arguments;
        let successor = arguments.successor.clone().map(|name| Successor {
            name,
            organisation: organisation.clone(),
            site: site.clone(),
            reach: reach.clone(),
        });
        let what = arguments.what.into();
        vault.end(&person, what, arguments.motive.as_deref(), successor)?;
        let json = json!({ "to": person.account, "what": what });
        Ok(Answer::new(json, sentences::end_told(&person)))
    })
}

impl From<What> for letter::What {
    fn from(what: What) -> Self {
        match what {
            What::Entry => Self::Entry,
            What::Referent => Self::Referent,
        }
    }
}
