//! Ways in.

use std::str::FromStr;

use super::{Row, Storage, StorageError, Transaction, deletions, statement::statements, value::values};
use crate::{
    protocol::id::{AccountId, SlotId},
    server::clock::Milliseconds,
};

/// The kinds of slots that there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotKind {
    /// A handle and five words.
    Words,
    /// A recovery card.
    Card,
}

/// A slot as a client makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSlot {
    /// Random.
    pub id: SlotId,
    /// What leads to it.
    pub kind: SlotKind,
    /// How it is looked up: the handle, or a derived value.
    pub find: String,
    /// SHA-256 of the proof.
    pub verifier: [u8; 32],
    /// The account key, sealed.
    pub sealed: Vec<u8>,
}

/// A slot as its account sees it.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Random.
    pub id: SlotId,
    /// What leads to it.
    pub kind: SlotKind,
    /// The account key, sealed.
    pub sealed: Vec<u8>,
    /// When it was made.
    pub created: Milliseconds,
}

/// The slots of an account.
pub trait Slots {
    /// All of them, oldest first.
    fn slots(&self, account: AccountId) -> impl Future<Output = Result<Vec<Slot>, StorageError>> + Send;

    /// Whether these very slots, verifiers included, are the account's.
    fn has_slots(
        &self,
        account: AccountId,
        slots: &[NewSlot],
    ) -> impl Future<Output = Result<bool, StorageError>> + Send;
}

statements! {
    INSERT_SLOT = "INSERT INTO slots (account, id, kind, find, verifier, sealed, created)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    SLOTS = "SELECT id, kind, sealed, created FROM slots WHERE account = $1 ORDER BY created, id";
    WHOLE_SLOTS = "SELECT id, kind, find, verifier, sealed FROM slots WHERE account = $1";
    DELETE_SLOTS = "DELETE FROM slots WHERE account = $1";
}

impl Slots for Storage {
    async fn slots(&self, account: AccountId) -> Result<Vec<Slot>, StorageError> {
        self.engine.fetch(SLOTS, values![account]).await?.into_iter().map(slot).collect()
    }

    async fn has_slots(&self, account: AccountId, slots: &[NewSlot]) -> Result<bool, StorageError> {
        let rows = self.engine.fetch(WHOLE_SLOTS, values![account]).await?;
        let stored = rows.into_iter().map(whole_slot).collect::<Result<Vec<_>, _>>()?;
        Ok(stored.len() == slots.len() && slots.iter().all(|slot| stored.contains(slot)))
    }
}

fn whole_slot(mut row: Row) -> Result<NewSlot, StorageError> {
    Ok(NewSlot {
        id: row.parsed()?,
        kind: row.parsed()?,
        find: row.text()?,
        verifier: row.array()?,
        sealed: row.bytes()?,
    })
}

/// Adds a slot; `false` when another has its place, or a deleted account had this handle: whoever knew that person by it would
/// take somebody else for them.
pub(super) async fn insert(
    transaction: &mut Transaction<'_>,
    account: AccountId,
    slot: NewSlot,
    now: Milliseconds,
) -> Result<bool, StorageError> {
    let values = values![account, slot.id, slot.kind.name(), slot.find.as_str(), slot.verifier, slot.sealed, now];
    // In this order: a deletion that frees the place says so before.
    Ok(transaction.execute(INSERT_SLOT, values).await? == 1
        && !deletions::is_departed(transaction, slot.kind.name(), &slot.find).await?)
}

/// Ends all ways in.
pub(super) async fn delete_all(transaction: &mut Transaction<'_>, account: AccountId) -> Result<(), StorageError> {
    transaction.execute(DELETE_SLOTS, values![account]).await.map(drop)
}

/// Reads `id, kind, sealed, created`.
pub(super) fn slot(mut row: Row) -> Result<Slot, StorageError> {
    Ok(Slot { id: row.parsed()?, kind: row.parsed()?, sealed: row.bytes()?, created: row.integer()? })
}

impl SlotKind {
    /// The name in the interface and in derivations.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Card => "card",
        }
    }
}

impl FromStr for SlotKind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        match text {
            "words" => Ok(Self::Words),
            "card" => Ok(Self::Card),
            _ => Err(UnknownKind),
        }
    }
}

/// No such kind of slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownKind;
