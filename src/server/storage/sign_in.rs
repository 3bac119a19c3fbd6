//! Signing in: one storage call, the same for a handle that exists and one that doesn't.

use super::{
    Keyring, Slot, Storage, StorageError, Transaction,
    slots::SlotKind,
    statement::statements,
    tries::{self, Window},
    value::values,
};
use crate::{
    protocol::{bytes::Hash, id::AccountId},
    server::clock::Milliseconds,
};

/// Someone tries to come in.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// By what.
    pub kind: SlotKind,
    /// How the slot is looked up.
    pub find: String,
    /// What limits tries from one address.
    pub of_address: (Hash, Window),
    /// What limits tries of one slot.
    pub of_slot: (Hash, Window),
    /// When.
    pub now: Milliseconds,
}

/// How a try went.
#[derive(Clone, Debug)]
pub enum Tried {
    /// Too often: so many milliseconds to wait.
    TooOften(Milliseconds),
    /// There is no such slot.
    Unknown,
    /// There is; whether the proof is right is the caller's to compare.
    Found(Box<FoundSlot>),
}

/// What was found.
#[derive(Clone, Debug)]
pub struct FoundSlot {
    /// Whose.
    pub account: AccountId,
    /// SHA-256 of the proof.
    pub verifier: [u8; 32],
    /// The slot.
    pub slot: Slot,
    /// The account's keyring.
    pub keyring: Keyring,
}

/// Looking a slot up.
pub trait SignIn {
    /// Counts the try against both limits, durably, and looks the slot up. An address that tried too often is not even counted
    /// against the slot: it could lock somebody out, or fill the table.
    fn attempt(&self, attempt: Attempt) -> impl Future<Output = Result<Tried, StorageError>> + Send;
}

statements! {
    FIND_SLOT = "SELECT slots.id, slots.kind, slots.sealed, slots.created, slots.account, slots.verifier,
            accounts.keyring_version, accounts.keyring
        FROM slots JOIN accounts ON accounts.id = slots.account
        WHERE slots.kind = $1 AND slots.find = $2";
}

impl SignIn for Storage {
    async fn attempt(&self, attempt: Attempt) -> Result<Tried, StorageError> {
        self.engine.write(|transaction| Box::pin(run(transaction, attempt))).await
    }
}

async fn run(transaction: &mut Transaction<'_>, attempt: Attempt) -> Result<Tried, StorageError> {
    for (subject, window) in [attempt.of_address, attempt.of_slot] {
        let tally = tries::count(transaction, subject, window, attempt.now).await?;
        if let Some(wait) = window.wait(tally, attempt.now) {
            return Ok(Tried::TooOften(wait));
        }
    }
    let values = values![attempt.kind.name(), attempt.find];
    let Some(mut row) = transaction.fetch_optional(FIND_SLOT, values).await? else { return Ok(Tried::Unknown) };
    let slot = Slot { id: row.parsed()?, kind: row.parsed()?, sealed: row.bytes()?, created: row.integer()? };
    Ok(Tried::Found(Box::new(FoundSlot {
        slot,
        account: row.parsed()?,
        verifier: row.array()?,
        keyring: Keyring { version: row.unsigned()?, sealed: row.bytes()? },
    })))
}
