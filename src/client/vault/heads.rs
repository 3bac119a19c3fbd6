//! Heads that people tell each other with what they hand in: a server that shows two of them two histories is found out.

use std::collections::BTreeMap;

use super::{Vault, people::remember};
use crate::{
    client::{
        api::types::Tail,
        document::handed_in::Heads,
        people::Person,
        problem::{Problem, ProblemKind},
    },
    protocol::{
        Refusal,
        act::Act,
        id::{AccountId, LockerId},
        log::{DepositState, ListedAct, Place},
    },
};

/// What was learnt from what waits, by who wrote it.
#[derive(Default)]
pub(super) struct Told {
    /// The newest act of their own locker.
    own: BTreeMap<AccountId, Place>,
    /// Acts of one's own locker that they have seen and that were never in it.
    forks: BTreeMap<AccountId, Place>,
}

impl Vault {
    /// Holds what its author has seen against one's own locker, and what they say of theirs against what they said before.
    ///
    /// # Errors
    /// `fork` when that is another history than the one that is here; `network`.
    pub(super) fn compare_heads(&self, state: &DepositState, heads: Heads, told: &mut Told) -> Result<(), Problem> {
        let author = state.author;
        if let Some(seen) = heads.seen
            && !self.was_here(seen, state.act)?
        {
            told.forks.insert(author, seen);
            return Err(two_histories(self.person_of(author).as_ref()));
        }
        let Some(own) = heads.own else { return Ok(()) };
        let known = told.own.get(&author).copied().or_else(|| self.person_of(author).as_ref().and_then(head));
        match known {
            Some(known) if known.seq == own.seq && known.hash != own.hash => {
                Err(two_histories(self.person_of(author).as_ref()))
            }
            Some(known) if known.seq >= own.seq => Ok(()),
            _ => {
                told.own.insert(author, own);
                Ok(())
            }
        }
    }

    /// Keeps with each person what was learnt of them, on every device.
    pub(super) fn keep_heads(&mut self, told: &Told) -> Result<(), Problem> {
        let renewed = |person: &Person| {
            let mut renewed = person.clone();
            if let Some(own) = told.own.get(&person.account).filter(|own| person.seq.is_none_or(|seq| seq < own.seq)) {
                (renewed.seq, renewed.hash) = (Some(own.seq), Some(own.hash));
            }
            if let Some(fork) = told.forks.get(&person.account) {
                renewed.fork = renewed.fork.or(Some(ListedAct(fork.seq, fork.hash)));
            }
            (renewed != *person).then_some(renewed)
        };
        if !self.people().iter().any(|person| renewed(person).is_some()) {
            return Ok(());
        }
        self.change_keyring(|keyring| {
            let known: Vec<Person> = keyring.people.iter().filter_map(Person::read).collect();
            for person in known.iter().filter_map(renewed) {
                remember(keyring, &person);
            }
        })
    }

    /// The newest act of somebody's locker that this account knows: what they have told, or what they have lent shows.
    ///
    /// # Errors
    /// The server's, `network`.
    pub(super) fn seen_there(&mut self, person: &Person, locker: LockerId) -> Result<Option<Place>, Problem> {
        let loans: Vec<_> = self.loans()?.into_iter().filter(|loan| loan.locker == locker).collect();
        let lent = if loans.is_empty() { None } else { self.seen_in(loans)? };
        Ok(head(person).into_iter().chain(lent).max_by_key(|place| place.seq))
    }

    fn seen_in(&self, loans: Vec<super::Loan>) -> Result<Option<Place>, Problem> {
        match self.lent_locker(loans) {
            Ok(lent) => Ok(lent.newest),
            Err(problem) if problem.kind == ProblemKind::Network || problem.code == Refusal::Fork.name() => {
                Err(problem)
            }
            // It is told where it is looked at.
            Err(_) => Ok(None),
        }
    }

    /// Whether an act was in one's own locker before another one, which names all that are before it.
    fn was_here(&self, seen: Place, before: Place) -> Result<bool, Problem> {
        if seen.seq >= before.seq {
            return Ok(false);
        }
        match self.check_head(seen) {
            // The holder has said of acts thereabouts that they are lost: so may this one be.
            Err(problem) if problem.code == Refusal::RolledBack.name() => Ok(true),
            Err(problem) if problem.code == Refusal::Fork.name() => Ok(false),
            checked => checked.map(|_| true),
        }
    }
}

/// What the server says of somebody's locker, by what is known of it.
///
/// # Errors
/// `fork`.
pub(super) fn check_tail(tail: &Tail, seen: Option<Place>) -> Result<(), Problem> {
    match seen {
        Some(seen) if seen.seq == tail.seq && seen.hash != tail.hash => Err(two_histories(None)),
        _ => Ok(()),
    }
}

/// What the server shows of somebody's locker, by what they have said of it.
///
/// # Errors
/// `fork`.
pub(super) fn check_view(acts: &[Act], holder: Option<&Person>) -> Result<(), Problem> {
    let Some(head) = holder.and_then(head) else { return Ok(()) };
    let other = acts.iter().any(|act| act.header.seq == head.seq && act.hash != head.hash);
    if other { Err(two_histories(holder)) } else { Ok(()) }
}

fn head(person: &Person) -> Option<Place> {
    person.seq.zip(person.hash).map(|(seq, hash)| Place { seq, hash })
}

/// The server has shown this account and somebody else different histories of one locker.
fn two_histories(person: Option<&Person>) -> Problem {
    let name = person.map_or("somebody else", |person| person.introduction.name.as_str());
    let sentence = format!(
        "The server has shown you and {name} two different histories of one locker. Nothing was taken in: compare what you both see, face \
         to face, before you go on."
    );
    Problem { sentence, ..Problem::altered(Refusal::Fork) }
}
