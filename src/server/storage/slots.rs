//! Ways in.

use std::str::FromStr;

use super::{Row, Step, Storage, StorageError, Transaction, deletions, sessions, statement::statements, value::values};
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
    /// A device and its PIN.
    Device,
    /// A passkey.
    Passkey,
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
    /// SHA-256 of the proof; of a device's slot what the key of the PINs makes of that.
    pub verifier: [u8; 32],
    /// The account key, sealed.
    pub sealed: Vec<u8>,
    /// What its holder calls it, sealed.
    pub name: Option<Vec<u8>>,
}

/// A slot that stays when others go, and what seals the new account key in it.
#[derive(Clone, Debug)]
pub struct KeptSlot {
    /// Its id.
    pub id: SlotId,
    /// The new account key, sealed.
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
    /// What its holder calls it, sealed.
    pub name: Option<Vec<u8>>,
    /// When somebody last came in by it, by the hour.
    pub used: Option<Milliseconds>,
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

    /// Ends a device's slot, and the sessions that began by it if somebody may have guessed there.
    fn end_device(
        &self,
        account: AccountId,
        slot: SlotId,
        guessed: bool,
    ) -> impl Future<Output = Result<(), StorageError>> + Send;

    /// Whether there is such a slot.
    fn has_slot(&self, account: AccountId, slot: SlotId) -> impl Future<Output = Result<bool, StorageError>> + Send;

    /// Devices' slots after `after`, in the order of their accounts and ids, at most `most`.
    fn devices(
        &self,
        after: Option<(AccountId, SlotId)>,
        most: u64,
    ) -> impl Future<Output = Result<Vec<(AccountId, SlotId)>, StorageError>> + Send;
}

statements! {
    INSERT_SLOT = "INSERT INTO slots (account, id, kind, find, verifier, sealed, name, created)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    SLOTS = "SELECT id, kind, sealed, created, name, used FROM slots WHERE account = $1 ORDER BY created, id";
    WHOLE_SLOTS = "SELECT id, kind, find, verifier, sealed, name FROM slots WHERE account = $1";
    SLOT_KINDS = "SELECT id, kind FROM slots WHERE account = $1";
    KEEP_SLOT = "UPDATE slots SET sealed = $3, name = NULL WHERE account = $1 AND id = $2";
    DELETE_OTHER_SLOTS = "DELETE FROM slots WHERE account = $1 AND id <> $2 AND id <> $3";
    DELETE_SLOTS = "DELETE FROM slots WHERE account = $1";
    DELETE_SLOT = "DELETE FROM slots WHERE account = $1 AND id = $2";
    DELETE_DEVICE = "DELETE FROM slots WHERE account = $1 AND id = $2 AND kind = 'device'";
    HAS_SLOT = "SELECT COUNT(*) FROM slots WHERE account = $1 AND id = $2";
    DEVICES = "SELECT account, id FROM slots WHERE kind = 'device' AND (account > $1 OR account = $1 AND id > $2)
        ORDER BY account, id LIMIT $3";
    USED = "UPDATE slots SET used = $3 WHERE account = $1 AND id = $2 AND (used IS NULL OR used < $3)";
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

    async fn end_device(&self, account: AccountId, slot: SlotId, guessed: bool) -> Result<(), StorageError> {
        self.engine
            .write(move |transaction| {
                Box::pin(async move {
                    transaction.execute(DELETE_DEVICE, values![account, slot]).await?;
                    if guessed { sessions::end_of_slot(transaction, account, slot, None).await } else { Ok(()) }
                })
            })
            .await
    }

    async fn has_slot(&self, account: AccountId, slot: SlotId) -> Result<bool, StorageError> {
        let row = self.engine.fetch_optional(HAS_SLOT, values![account, slot]).await?;
        Ok(row.ok_or(StorageError::Corrupt("no count"))?.integer()? > 0)
    }

    async fn devices(
        &self,
        after: Option<(AccountId, SlotId)>,
        most: u64,
    ) -> Result<Vec<(AccountId, SlotId)>, StorageError> {
        let (account, slot) =
            after.map_or_else(Default::default, |(account, slot)| (account.to_string(), slot.to_string()));
        let rows = self.engine.fetch(DEVICES, values![account, slot, most]).await?;
        rows.into_iter().map(|mut row| Ok((row.parsed()?, row.parsed()?))).collect()
    }
}

/// Says that somebody came in by a slot; `hour` is that time, by the hour.
pub(super) fn used(account: AccountId, slot: SlotId, hour: Milliseconds) -> Step {
    (USED, values![account, slot, hour])
}

/// All slots whole, to be compared with what somebody sends.
pub(super) async fn whole(transaction: &mut Transaction<'_>, account: AccountId) -> Result<Vec<NewSlot>, StorageError> {
    transaction.fetch(WHOLE_SLOTS, values![account]).await?.into_iter().map(whole_slot).collect()
}

/// Which slots there are.
pub(super) async fn kinds(
    transaction: &mut Transaction<'_>,
    account: AccountId,
) -> Result<Vec<(SlotId, SlotKind)>, StorageError> {
    let rows = transaction.fetch(SLOT_KINDS, values![account]).await?;
    rows.into_iter().map(|mut row| Ok((row.parsed()?, row.parsed()?))).collect()
}

/// Deletes one slot; `false` when there is none.
pub(super) async fn delete(
    transaction: &mut Transaction<'_>,
    account: AccountId,
    slot: SlotId,
) -> Result<bool, StorageError> {
    Ok(transaction.execute(DELETE_SLOT, values![account, slot]).await? == 1)
}

/// Ends all ways in but `kept`, at most two, which are sealed anew. `false` when one of those isn't there.
pub(super) async fn keep_only(
    transaction: &mut Transaction<'_>,
    account: AccountId,
    kept: Vec<KeptSlot>,
) -> Result<bool, StorageError> {
    let id = |place: usize| kept.get(place).map(|slot| slot.id.to_string()).unwrap_or_default();
    transaction.execute(DELETE_OTHER_SLOTS, values![account, id(0), id(1)]).await?;
    for slot in kept {
        if transaction.execute(KEEP_SLOT, values![account, slot.id, slot.sealed]).await? != 1 {
            return Ok(false);
        }
    }
    Ok(true)
}

fn whole_slot(mut row: Row) -> Result<NewSlot, StorageError> {
    Ok(NewSlot {
        id: row.parsed()?,
        kind: row.parsed()?,
        find: row.text()?,
        verifier: row.array()?,
        sealed: row.bytes()?,
        name: row.optional_bytes()?,
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
    let (id, kind, find) = (slot.id, slot.kind.name(), slot.find.as_str());
    let values = values![account, id, kind, find, slot.verifier, slot.sealed, slot.name, now];
    // In this order: a deletion that frees the place says so before.
    Ok(transaction.execute(INSERT_SLOT, values).await? == 1
        && !deletions::is_departed(transaction, slot.kind.name(), &slot.find).await?)
}

/// Ends all ways in.
pub(super) async fn delete_all(transaction: &mut Transaction<'_>, account: AccountId) -> Result<(), StorageError> {
    transaction.execute(DELETE_SLOTS, values![account]).await.map(drop)
}

fn slot(mut row: Row) -> Result<Slot, StorageError> {
    read(&mut row)
}

/// Reads `id, kind, sealed, created, name, used`.
pub(super) fn read(row: &mut Row) -> Result<Slot, StorageError> {
    Ok(Slot {
        id: row.parsed()?,
        kind: row.parsed()?,
        sealed: row.bytes()?,
        created: row.integer()?,
        name: row.optional_bytes()?,
        used: row.optional_integer()?,
    })
}

impl SlotKind {
    /// The name in the interface and in derivations.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Card => "card",
            Self::Device => "device",
            Self::Passkey => "passkey",
        }
    }
}

impl FromStr for SlotKind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        match text {
            "words" => Ok(Self::Words),
            "card" => Ok(Self::Card),
            "device" => Ok(Self::Device),
            "passkey" => Ok(Self::Passkey),
            _ => Err(UnknownKind),
        }
    }
}

/// No such kind of slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownKind;
