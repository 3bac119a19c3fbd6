//! Signing in: one storage call, the same for a handle that exists and one that doesn't.

use super::{
    Keyring, Slot, Storage, StorageError,
    slots::SlotKind,
    statement::statements,
    tries::{self, Tally, Window},
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
    /// What limits it, in this order: the slot, the address.
    pub limits: [(Hash, Window); 2],
    /// When.
    pub now: Milliseconds,
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
    /// Counts the try against both limits, durably, and looks the slot up.
    fn attempt(
        &self,
        attempt: Attempt,
    ) -> impl Future<Output = Result<([Tally; 2], Option<FoundSlot>), StorageError>> + Send;
}

statements! {
    FIND_SLOT = "SELECT slots.id, slots.kind, slots.sealed, slots.created, slots.account, slots.verifier,
            accounts.keyring_version, accounts.keyring
        FROM slots JOIN accounts ON accounts.id = slots.account
        WHERE slots.kind = $1 AND slots.find = $2";
}

impl SignIn for Storage {
    async fn attempt(&self, attempt: Attempt) -> Result<([Tally; 2], Option<FoundSlot>), StorageError> {
        self.engine
            .write(move |transaction| {
                Box::pin(async move {
                    let [(slot, of_slot), (address, of_address)] = attempt.limits;
                    let tallies = [
                        tries::count(transaction, slot, of_slot, attempt.now).await?,
                        tries::count(transaction, address, of_address, attempt.now).await?,
                    ];
                    let values = values![attempt.kind.name(), attempt.find];
                    let Some(mut row) = transaction.fetch_optional(FIND_SLOT, values).await? else {
                        return Ok((tallies, None));
                    };
                    let slot =
                        Slot { id: row.parsed()?, kind: row.parsed()?, sealed: row.bytes()?, created: row.integer()? };
                    let found = FoundSlot {
                        slot,
                        account: row.parsed()?,
                        verifier: row.array()?,
                        keyring: Keyring { version: row.unsigned()?, sealed: row.bytes()? },
                    };
                    Ok((tallies, Some(found)))
                })
            })
            .await
    }
}
