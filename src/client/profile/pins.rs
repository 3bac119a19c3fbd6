//! The newest head seen of each locker on this device (§8 of the protocol). They outlive sessions: a server that goes back
//! in time between two of them is noticed.

use serde::{Deserialize, Serialize};

use crate::protocol::{
    bytes::Hash,
    canonical,
    id::{AccountId, LockerId},
};

/// Room for hundreds of lockers.
pub(super) const LIMIT: usize = 1024 * 1024;

/// What was seen of one locker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pin {
    /// Whose it is.
    pub account: AccountId,
    /// Which.
    pub locker: LockerId,
    /// Its newest act.
    pub seq: u64,
    /// Hash of that act.
    pub hash: Hash,
    /// Version of the account's keyring.
    pub keyring: u64,
}

/// One pin a locker.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pins(Vec<Pin>);

impl Pins {
    /// What was seen of this account's locker.
    #[must_use]
    pub fn of_account(&self, account: AccountId) -> Option<&Pin> {
        self.0.iter().find(|pin| pin.account == account)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Pin> {
        self.0.iter()
    }

    /// Adds what was seen now; says whether that is anything new. A client verifies a head against its pin before it gets
    /// here, so the newest replaces what was there.
    pub fn see(&mut self, seen: Pin) -> bool {
        match self.0.iter_mut().find(|pin| pin.account == seen.account && pin.locker == seen.locker) {
            Some(pin) if *pin == seen => return false,
            Some(pin) => *pin = seen,
            None => self.0.push(seen),
        }
        true
    }

    pub(super) fn parse(json: &[u8]) -> Option<Self> {
        serde_json::from_slice(json).ok()
    }

    pub(super) fn to_json(&self) -> Vec<u8> {
        canonical::write(self)
    }
}
