//! A device with its PIN: three things open it, and no two of them do – the device's D, the PIN, the server's pepper.

use super::slot::{open_key, seal_key};
use crate::{
    client::{
        envelope::{Derivation, SlotKind, derive},
        hazmat::{Key, Pin},
    },
    protocol::{
        Refusal, bytes,
        id::{AccountId, SlotId},
    },
};

/// D: 32 random bytes, made for one PIN on one device, and kept nowhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceSecret(Key);

impl DeviceSecret {
    /// A fresh one: every new PIN has its own.
    #[must_use]
    pub fn generate() -> Self {
        Self(Key::generate())
    }

    /// The one that this device kept.
    #[must_use]
    pub fn from_secret(secret: Key) -> Self {
        Self(secret)
    }

    /// D itself, to be kept sealed on its device.
    #[must_use]
    pub fn expose_secret(&self) -> &Key {
        &self.0
    }

    /// How the server looks the slot up.
    #[must_use]
    pub fn find(&self) -> String {
        bytes::encode(derive(&self.0, &Derivation::Find(SlotKind::Device)).expose_secret_bytes())
    }

    /// Proof of knowing the PIN on this device, for the server, which counts the wrong ones.
    #[must_use]
    pub fn proof(&self, pin: &Pin) -> Key {
        derive(&self.0, &Derivation::Pin { pin })
    }

    /// Makes the slot. `pepper` is the server's, made for this slot.
    #[must_use]
    pub fn seal_slot(
        &self,
        pin: &Pin,
        pepper: &Key,
        (account, slot): (AccountId, SlotId),
        account_key: &Key,
    ) -> Vec<u8> {
        seal_key(&self.slot_key(pin, pepper), (account, slot, SlotKind::Device), account_key)
    }

    /// Opens the slot: the account key.
    ///
    /// # Errors
    /// Those of [`crate::client::envelope::open`] (`commitment` for another PIN, pepper or device); `length` when it holds no key.
    pub fn open_slot(
        &self,
        pin: &Pin,
        pepper: &Key,
        (account, slot): (AccountId, SlotId),
        sealed: &[u8],
    ) -> Result<Key, Refusal> {
        open_key(&self.slot_key(pin, pepper), (account, slot, SlotKind::Device), sealed)
    }

    fn slot_key(&self, pin: &Pin, pepper: &Key) -> Key {
        derive(&self.0, &Derivation::Device { pepper, pin })
    }
}
