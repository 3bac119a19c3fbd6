//! What outlives a session: the newest head that a device has seen.

use super::{Vault, sync::acts_from};
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
        reader.check_pin(&self.log.acts, seen.head).map_err(Problem::altered)?;
        match self.log.acts.iter().find(|act| act.header.seq == seen.head.seq) {
            // The holder has signed that what this device saw is lost.
            Some(act) if act.hash != seen.head.hash => return Ok(()),
            None if reader.locker().head.seq < seen.head.seq => return Ok(()),
            Some(_) => {}
            None => self.check_leads_to_head(seen.head)?,
        }
        if self.keyring_stored.version < seen.keyring { Err(Problem::altered(Refusal::RolledBack)) } else { Ok(()) }
    }

    /// The person accepts that the server lost what this device saw in an earlier session: signs it as a `gap`. The keyring, which was
    /// restored with the log, doesn't know of it.
    ///
    /// # Errors
    /// `fork`, `locker`, the server's, `network`.
    pub fn accept_loss_since(&mut self, seen: &Seen) -> Result<(), Problem> {
        match self.check_seen(seen) {
            Err(problem) if problem.code != Refusal::RolledBack.name() => Err(problem),
            Err(_) if self.log.reader.locker().head.seq < seen.head.seq => self.close_gap(seen.head),
            _ => Ok(()),
        }
    }

    /// A locker opened from a checkpoint doesn't hold every act: the server must show how this one leads to the head.
    fn check_leads_to_head(&self, from: Place) -> Result<(), Problem> {
        let head = self.log.reader.locker().head;
        let mut reached: Option<Hash> = None;
        for act in acts_from(&self.api, self.locker_id(), from.seq)? {
            let follows = reached.map_or(act.hash == from.hash, |hash| act.header.prev == Some(hash));
            if !follows {
                break;
            }
            if act.hash == head.hash {
                return Ok(());
            }
            reached = Some(act.hash);
        }
        Err(Problem::altered(Refusal::Fork))
    }
}
