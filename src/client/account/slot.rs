//! Slots: what leads from words or a card to the account key.
//!
//! Trust in a slot begins when it has been opened from the server's answer: make it, send it, fetch it, open it.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use super::{Handle, RecoverySecret, Words};
use crate::{
    client::{
        envelope::{self, Context, Derivation, SlotKind, derive},
        hazmat::{Key, Recipient, argon, argon::Cost},
    },
    protocol::{
        Refusal,
        bytes::Bytes,
        canonical,
        id::{AccountId, SlotId},
    },
};

/// The one profile, compiled in: no server can ask for a weaker or a monstrous one.
pub(super) const WORDS_COST: Cost = Cost { memory: 32 * 1024, passes: 4 };
/// An opened card slot holds two ids and a key.
const CARD_SLOT: usize = 1024;

/// P of the words slot.
#[derive(Clone, Debug)]
pub struct WordsSecret(Key);

impl WordsSecret {
    /// Derives P: 32 MiB of memory and most of a second on a phone.
    ///
    /// `origin` is the address that the person uses (scheme, host, port unless default; lower case; no slash at the
    /// end), never one that the server alone names.
    #[must_use]
    pub fn derive(words: &Words, origin: &str, handle: &Handle) -> Self {
        let mut salt = Sha256::new();
        salt.update(b"armoire/1/salt\n");
        salt.update(origin);
        salt.update(b"\n");
        salt.update(handle.as_str());
        let mut password = Zeroizing::new([0; 10]);
        password
            .chunks_exact_mut(2)
            .zip(words.expose_secret_indexes())
            .for_each(|(two, index)| two.copy_from_slice(&index.to_be_bytes()));
        Self(argon::derive(&*password, &salt.finalize().into(), WORDS_COST))
    }

    /// P that was derived before.
    #[must_use]
    pub fn from_secret(secret: Key) -> Self {
        Self(secret)
    }

    /// Proof of knowing the words, for the server.
    #[must_use]
    pub fn auth(&self) -> Key {
        derive(&self.0, &Derivation::Auth(SlotKind::Words))
    }

    /// Makes the slot.
    #[must_use]
    pub fn seal_slot(&self, account: AccountId, slot: SlotId, account_key: &Key) -> Vec<u8> {
        seal_key(&self.slot_key(), (account, slot, SlotKind::Words), account_key)
    }

    /// Opens the slot: the account key.
    ///
    /// # Errors
    /// Those of [`envelope::open`]; `length` when it holds no key.
    pub fn open_slot(&self, account: AccountId, slot: SlotId, sealed: &[u8]) -> Result<Key, Refusal> {
        open_key(&self.slot_key(), (account, slot, SlotKind::Words), sealed)
    }

    /// P itself: opens the slot without the words.
    #[must_use]
    pub fn expose_secret(&self) -> &Key {
        &self.0
    }

    fn slot_key(&self) -> Key {
        derive(&self.0, &Derivation::Key(SlotKind::Words))
    }
}

/// The account key, sealed in its place.
pub(super) fn seal_key(
    slot_key: &Key,
    (account, slot, kind): (AccountId, SlotId, SlotKind),
    account_key: &Key,
) -> Vec<u8> {
    envelope::seal(slot_key, &Context::Slot { account, slot, kind }, account_key.expose_secret_bytes())
}

/// Inverse of [`seal_key`].
pub(super) fn open_key(
    slot_key: &Key,
    (account, slot, kind): (AccountId, SlotId, SlotKind),
    sealed: &[u8],
) -> Result<Key, Refusal> {
    Key::from_slice(&envelope::open(slot_key, &Context::Slot { account, slot, kind }, sealed)?).ok_or(Refusal::Length)
}

/// What a card's slot holds.
#[derive(Serialize, Deserialize)]
struct CardSlot {
    account: AccountId,
    slot: SlotId,
    key: Bytes,
}

impl Drop for CardSlot {
    fn drop(&mut self) {
        self.key.0.zeroize();
    }
}

/// Makes a recovery card's slot from its recipient alone: the keyring has it, so the paper survives a new account key.
#[must_use]
pub fn seal_card_slot(recipient: &Recipient, account: AccountId, slot: SlotId, account_key: &Key) -> Vec<u8> {
    let content = CardSlot { account, slot, key: Bytes(account_key.expose_secret_bytes().to_vec()) };
    envelope::to(recipient, &Zeroizing::new(canonical::write(&content)))
}

/// Opens a recovery card's slot: the account key.
///
/// # Errors
/// Those of [`envelope::open_from`]; `not_canonical` or `length` for other contents; `slot` for another account's or
/// another slot's.
pub fn open_card_slot(secret: &RecoverySecret, account: AccountId, slot: SlotId, file: &[u8]) -> Result<Key, Refusal> {
    let content: CardSlot = canonical::read(&envelope::open_from(&secret.identity(), file)?, CARD_SLOT)?;
    if content.account != account || content.slot != slot {
        return Err(Refusal::Slot);
    }
    Key::from_slice(&content.key.0).ok_or(Refusal::Length)
}
