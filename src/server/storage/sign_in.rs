//! Signing in: one storage call, the same for a handle that exists and one that doesn't.

use super::{
    Keyring, Row, Slot, Storage, StorageError, Transaction, settings,
    slots::{self, SlotKind},
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
    /// Too often from this address: so many milliseconds to wait.
    TooOften(Milliseconds),
    /// Looked up. Whether the proof is right is the caller's to compare.
    Looked {
        /// The slot, if there is one.
        found: Option<Box<FoundSlot>>,
        /// How long whoever is wrong must wait, when this slot was tried too often. A right proof never waits: a stranger could
        /// keep somebody out.
        wait: Option<Milliseconds>,
    },
}

/// What was found.
#[derive(Clone, Debug)]
pub struct FoundSlot {
    /// Whose.
    pub account: AccountId,
    /// SHA-256 of the proof; of a device's slot what the key of the PINs makes of that.
    pub verifier: [u8; 32],
    /// Whether a code is asked for beside words.
    pub second_step: bool,
    /// The newest state of the PINs that the database knows of.
    pub generation: u64,
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
    FIND_SLOT = "SELECT slots.id, slots.kind, slots.sealed, slots.created, slots.name, slots.used, slots.account, slots.verifier,
            accounts.keyring_version, accounts.keyring,
            (SELECT COUNT(*) FROM second_steps s WHERE s.account = slots.account AND s.active = 1),
            (SELECT value FROM settings WHERE name = 'pins')
        FROM slots JOIN accounts ON accounts.id = slots.account
        WHERE slots.kind = $1 AND slots.find = $2";
}

impl SignIn for Storage {
    async fn attempt(&self, attempt: Attempt) -> Result<Tried, StorageError> {
        self.engine.write(|transaction| Box::pin(run(transaction, attempt))).await
    }
}

async fn run(transaction: &mut Transaction<'_>, attempt: Attempt) -> Result<Tried, StorageError> {
    let Attempt { kind, find, of_address, of_slot, now } = attempt;
    let (subject, window) = of_address;
    if let Some(wait) = window.wait(tries::count(transaction, subject, window, now).await?, now) {
        return Ok(Tried::TooOften(wait));
    }
    let (subject, window) = of_slot;
    let wait = window.wait(tries::count(transaction, subject, window, now).await?, now);
    let found = transaction.fetch_optional(FIND_SLOT, values![kind.name(), find]).await?.map(read).transpose()?;
    Ok(Tried::Looked { found: found.map(Box::new), wait })
}

fn read(mut row: Row) -> Result<FoundSlot, StorageError> {
    Ok(FoundSlot {
        slot: slots::read(&mut row)?,
        account: row.parsed()?,
        verifier: row.array()?,
        keyring: Keyring { version: row.unsigned()?, sealed: row.bytes()? },
        second_step: row.integer()? > 0,
        generation: settings::generation(row.optional_text()?)?,
    })
}
