//! What outlives a session: the newest head that a device has seen.

use super::{
    Log, SavedState, Vault,
    sync::{acts_from, all_acts},
};
use crate::{
    client::problem::Problem,
    protocol::{Refusal, bytes::Hash, id::LockerId, log::Place},
};

/// What a device has seen of a locker and its keyring (§8 of the protocol).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The locker.
    pub locker: LockerId,
    /// Its newest act.
    pub head: Place,
    /// Version of the account's keyring.
    pub keyring: u64,
}

impl Seen {
    /// The act `seq` with this hash, and this version of the keyring.
    #[must_use]
    pub fn new(locker: LockerId, seq: u64, hash: Hash, keyring: u64) -> Self {
        Self { locker, head: Place { seq, hash }, keyring }
    }
}

impl Vault {
    /// What this device has seen now: to be kept, authenticated, beyond the session.
    #[must_use]
    pub fn seen(&self) -> Seen {
        let locker = self.log.reader.locker();
        Seen { locker: locker.id, head: locker.head, keyring: self.keyring_stored.version }
    }

    /// Holds what the server shows now against what this device saw in an earlier session.
    ///
    /// # Errors
    /// `rolled_back`, `fork`, `locker`; `network`.
    pub fn check_seen(&self, seen: &Seen) -> Result<(), Problem> {
        let reader = &self.log.reader;
        if seen.locker != reader.locker().id {
            return Err(Problem::altered(Refusal::Locker));
        }
        let is_there = self.check_head(seen.head)?;
        // Where the holder has signed that what this device saw is lost, the keyring was restored with it.
        let older = is_there && self.keyring_stored.version < seen.keyring;
        if older { Err(Problem::altered(Refusal::RolledBack)) } else { Ok(()) }
    }

    /// The person accepts that the server lost what this device saw in an earlier session: signs it as a `gap`, with what `known`, the
    /// state that it kept then, still has of what was lost. The keyring, which was restored with the log, doesn't know of it.
    ///
    /// # Errors
    /// `fork`, `locker`, the server's, `network`.
    pub fn accept_loss_since(&mut self, seen: &Seen, known: Option<&SavedState>) -> Result<(), Problem> {
        match self.check_seen(seen) {
            Err(problem) if problem.code != Refusal::RolledBack.name() => Err(problem),
            Err(_) => self.accept_loss_of(seen.head, known),
            Ok(()) => Ok(()),
        }
    }

    /// Gives back what `known` still has, and signs that this act is lost, if the server lost it.
    pub(super) fn accept_loss_of(&mut self, lost: Place, known: Option<&SavedState>) -> Result<(), Problem> {
        match self.check_head(lost) {
            Err(problem) if problem.code == Refusal::RolledBack.name() => {
                if let Some(known) = known {
                    self.give_back(known)?;
                }
                self.close_gap(lost, &known.map(SavedState::held).unwrap_or_default())
            }
            checked => checked.map(drop),
        }
    }

    /// Holds the server's log against an act that was seen; says whether it is there: the holder may have signed that it is lost.
    ///
    /// # Errors
    /// `rolled_back`, `fork`; `network`.
    pub(super) fn check_head(&self, seen: Place) -> Result<bool, Problem> {
        let reader = &self.log.reader;
        let held = self.log.acts.iter().find(|act| act.header.seq == seen.seq);
        if held.is_some_and(|act| act.hash == seen.hash) || held.is_none() && self.leads_to_head(seen)? {
            return Ok(true);
        }
        // A locker that was opened from a checkpoint doesn't hold every act: the `gap` may be before it.
        let whole = all_acts(&self.api, self.locker_id())?;
        let whole = Log::open(&self.api, self.locker_id(), whole, reader.cards().clone())?;
        if whole.reader.locker().head.seq < reader.locker().head.seq {
            return Err(Problem::altered(Refusal::RolledBack));
        }
        whole.reader.check_pin(&whole.acts, seen).map_err(Problem::altered)?;
        Ok(whole.acts.iter().any(|act| act.hash == seen.hash))
    }

    /// Whether the server shows how this act leads to the head.
    fn leads_to_head(&self, from: Place) -> Result<bool, Problem> {
        let head = self.log.reader.locker().head;
        let mut reached: Option<Hash> = None;
        for act in acts_from(&self.api, self.locker_id(), from.seq)? {
            let follows = reached.map_or(act.hash == from.hash, |hash| act.header.prev == Some(hash));
            if !follows {
                break;
            }
            if act.hash == head.hash {
                return Ok(true);
            }
            reached = Some(act.hash);
        }
        Ok(false)
    }
}
