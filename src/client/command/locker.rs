//! `--locker`: the locker that a command is about.

use clap::Args;

use super::{
    context::Context,
    node::{DEFAULT_FOLDER, only_of},
    sentences,
};
use crate::{
    client::{
        problem::{Problem, ProblemKind},
        vault::{Loan, Shelf, Vault},
    },
    protocol::id::LockerId,
};

/// Which one.
#[derive(Debug, Args)]
pub(super) struct Which {
    /// One that somebody has lent you: their name, or the locker that `armoire shared` shows
    #[arg(long = "locker", value_name = "LOCKER", global = true)]
    pub(super) typed: Option<String>,
}

impl Which {
    /// The folder for what is new where none was named: in a locker that was lent, the one folder that there is.
    pub(super) fn folder(&self, lent_or_own: &dyn Shelf, named: Option<&str>) -> Result<String, Problem> {
        match (named, &self.typed) {
            (Some(named), _) => Ok(named.to_owned()),
            (None, None) => Ok(DEFAULT_FOLDER.to_owned()),
            (None, Some(_)) => match &lent_or_own.folders()?[..] {
                [only] => Ok(only.id.to_string()),
                _ => Ok(DEFAULT_FOLDER.to_owned()),
            },
        }
    }
}

/// Does `work` in it.
pub(super) fn on<T>(
    context: &Context,
    which: &Which,
    work: impl FnOnce(&mut dyn Shelf) -> Result<T, Problem>,
) -> Result<T, Problem> {
    context.unlocked(|vault| at(vault, which, work))
}

/// The same, with one's own locker open.
pub(super) fn at<T>(
    vault: &mut Vault,
    which: &Which,
    work: impl FnOnce(&mut dyn Shelf) -> Result<T, Problem>,
) -> Result<T, Problem> {
    match &which.typed {
        None => work(vault),
        Some(typed) => {
            let loans = loans(vault, typed)?;
            work(&mut vault.acting(loans)?)
        }
    }
}

/// Everything that was lent of one locker: named by whose it is, by who lent it, or by the beginning of its id.
///
/// # Errors
/// `not_found`, `id_ambiguous`.
pub(super) fn loans(vault: &mut Vault, typed: &str) -> Result<Vec<Loan>, Problem> {
    let mut loans = vault.loans()?;
    let called = |loan: &&Loan| {
        let by = loan.by.as_ref().and_then(|(_, person)| person.as_ref());
        loan.from.introduction.name == typed || by.is_some_and(|by| by.introduction.name == typed)
    };
    let distinct = |mut ids: Vec<LockerId>| {
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let named = distinct(loans.iter().filter(called).map(|loan| loan.locker).collect());
    let locker = match named[..] {
        [one] => one,
        [] => {
            let all = distinct(loans.iter().map(|loan| loan.locker).collect());
            only_of("armoire shared", typed, &all, Vec::new).map_err(|mut problem| {
                if problem.code == "not_found" {
                    problem.sentence = sentences::not_lent(typed);
                }
                problem
            })?
        }
        _ => {
            let ids: Vec<String> = named.iter().map(ToString::to_string).collect();
            let sentence = sentences::several_lockers(typed);
            return Err(Problem::new(ProblemKind::Usage, "id_ambiguous", sentence).with("ids", ids));
        }
    };
    loans.retain(|loan| loan.locker == locker);
    Ok(loans)
}
