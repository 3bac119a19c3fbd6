//! A passkey: an authenticator that gives the same 32 secret bytes for the same input, after it has verified its user
//! (the PRF extension of `WebAuthn`). Only a page can ask one; what follows from the bytes is here.

use sha2::{Digest, Sha256};

use super::slot::{open_key, seal_key};
use crate::{
    client::{
        envelope::{Derivation, SlotKind, derive},
        hazmat::Key,
    },
    protocol::{
        Refusal, bytes,
        id::{AccountId, SlotId},
    },
};

/// P: what the authenticator answers to [`passkey_input`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeySecret(Key);

/// What the authenticator is asked, the same for everybody at this address.
#[must_use]
pub fn passkey_input(origin: &str) -> [u8; 32] {
    Sha256::new().chain_update(b"armoire/1/passkey\n").chain_update(origin).finalize().into()
}

impl PasskeySecret {
    /// The answer.
    #[must_use]
    pub fn from_secret(secret: Key) -> Self {
        Self(secret)
    }

    /// How the server looks the slot up.
    #[must_use]
    pub fn find(&self) -> String {
        bytes::encode(derive(&self.0, &Derivation::Find(SlotKind::Passkey)).expose_secret_bytes())
    }

    /// Proof of holding the passkey, for the server.
    #[must_use]
    pub fn auth(&self) -> Key {
        derive(&self.0, &Derivation::Auth(SlotKind::Passkey))
    }

    /// Makes the slot.
    #[must_use]
    pub fn seal_slot(&self, account: AccountId, slot: SlotId, account_key: &Key) -> Vec<u8> {
        seal_key(&self.slot_key(), (account, slot, SlotKind::Passkey), account_key)
    }

    /// Opens the slot: the account key.
    ///
    /// # Errors
    /// Those of [`crate::client::envelope::open`]; `length` when it holds no key.
    pub fn open_slot(&self, account: AccountId, slot: SlotId, sealed: &[u8]) -> Result<Key, Refusal> {
        open_key(&self.slot_key(), (account, slot, SlotKind::Passkey), sealed)
    }

    fn slot_key(&self) -> Key {
        derive(&self.0, &Derivation::Key(SlotKind::Passkey))
    }
}
