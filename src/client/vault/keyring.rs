//! Changing the keyring by compare-and-set.

use super::Vault;
use crate::client::{
    account::Keyring,
    api::types::{KeyringNew, KeyringStored},
    problem::{Problem, ProblemKind},
};

/// How often a change is done again after another device was faster.
const TRIES: usize = 20;

impl Vault {
    /// Changes the keyring, here and on the server. `change` is done again on what another device has written meanwhile, so that doing it
    /// twice must come to the same.
    ///
    /// # Errors
    /// `keyring_conflict` when another device doesn't stop writing, `too_large`, the server's, `network`.
    pub(super) fn change_keyring(&mut self, mut change: impl FnMut(&mut Keyring)) -> Result<(), Problem> {
        let mut expected = self.keyring_stored.version;
        for _ in 0..TRIES {
            change(&mut self.keyring);
            let version = expected.max(self.keyring_stored.version) + 1;
            let sealed = self.keyring.seal(&self.account_key, self.account, version).map_err(Problem::altered)?;
            let new = KeyringNew { expected: Some(expected), version, sealed: sealed.clone().into() };
            match self.api.replace_keyring(&new, self.signer()) {
                Ok(()) => {
                    self.keyring_stored = KeyringStored { version, sealed: sealed.into() };
                    return Ok(());
                }
                Err(problem) if problem.code == "keyring_conflict" => expected = self.take_newer_keyring()?,
                Err(problem) => return Err(problem),
            }
        }
        Err(Problem::new(
            ProblemKind::Conflict,
            "keyring_conflict",
            "Another device keeps writing at the same moment: try again.",
        ))
    }
}
