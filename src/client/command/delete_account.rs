//! `armoire delete-account`

use clap::Args;
use serde_json::json;

use super::{answer::Answer, ask::answer_to, context::Context, secret, sentences, time::readable};
use crate::client::{
    account::Handle,
    problem::{Problem, ProblemKind},
    vault::Vault,
};

/// Delete your locker, after some days in which you can take it back
///
/// It asks twice. Until the date that it shows everything works as always, and --cancel keeps the locker; then every paper is deleted
/// from the server, and from its backups within 30 days. `armoire export` takes the papers out first.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire delete-account                                # asks twice
  armoire delete-account --handle nadia4821 --yes       # where nobody can be asked
  armoire delete-account --show                         # whether, and when
  armoire delete-account --cancel                       # keeps the locker")]
pub(super) struct Arguments {
    /// Keep the locker after all
    #[arg(long, conflicts_with_all = ["show", "handle", "yes"])]
    cancel: bool,
    /// Only say whether and when it is to be deleted
    #[arg(long, conflicts_with_all = ["handle", "yes"])]
    show: bool,
    /// The first answer: your handle
    #[arg(long, value_name = "HANDLE")]
    handle: Option<String>,
    /// The second answer
    #[arg(long)]
    yes: bool,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    context.unlocked(|vault| {
        if arguments.cancel {
            vault.cancel_deletion()?;
            return Ok(Answer::new(json!({ "due": null }), sentences::DELETION_CANCELLED));
        }
        if arguments.show {
            return Ok(shown(vault.deletion()?.due));
        }
        check_confirmed(vault, arguments)?;
        Ok(shown(vault.ask_deletion()?.due))
    })
}

fn shown(due: Option<u64>) -> Answer {
    let text = due.map_or_else(|| sentences::NO_DELETION.to_owned(), |due| sentences::deletion_due(&readable(due)));
    Answer::new(json!({ "due": due }), text)
}

/// Two answers: the handle, and yes. Each may be given beforehand.
fn check_confirmed(vault: &Vault, arguments: &Arguments) -> Result<(), Problem> {
    if (arguments.handle.is_none() || !arguments.yes) && !secret::is_interactive() {
        return Err(Problem::new(ProblemKind::Usage, "not_confirmed", sentences::NOT_ASKED));
    }
    let typed = arguments.handle.clone().or_else(|| answer_to(sentences::CONFIRM_ACCOUNT)).unwrap_or_default();
    let same = typed.parse::<Handle>().is_ok_and(|handle| handle == *vault.handle());
    let yes = |answer: String| answer.trim().eq_ignore_ascii_case("yes");
    if same && (arguments.yes || answer_to(sentences::CONFIRM_ACCOUNT_AGAIN).is_some_and(yes)) {
        return Ok(());
    }
    Err(Problem::new(ProblemKind::Usage, "not_confirmed", sentences::NOT_CONFIRMED))
}
