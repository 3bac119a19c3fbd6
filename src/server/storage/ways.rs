//! Changing the ways into an account, several at once or none.

use super::{NewKeyring, NewSlot, SlotKind, Storage, StorageError, Transaction, deletions, keyrings, sessions, slots};
use crate::{
    protocol::id::{AccountId, SlotId},
    server::clock::Milliseconds,
};

/// Devices and passkeys of an account at most, of each.
pub const MOST_OF_A_KIND: usize = 8;

/// A change of the ways into an account.
#[derive(Clone, Debug)]
pub struct WaysChange {
    /// Whose.
    pub account: AccountId,
    /// The session that asks. It stays, and belongs to the device's slot that is added.
    pub session: String,
    /// The next keyring.
    pub keyring: Option<NewKeyring>,
    /// Ways that come.
    pub add: Vec<NewSlot>,
    /// Ways that go.
    pub remove: Vec<SlotId>,
    /// When.
    pub now: Milliseconds,
}

/// Why the ways don't change. Nothing has changed then.
#[derive(Debug, thiserror::Error)]
pub enum WaysError {
    /// The session that asks has ended meanwhile: with a rotation, or from another device.
    #[error("the session has ended")]
    Ended,
    /// The keyring has moved on, to this version.
    #[error("the keyring is at version {0}")]
    Keyring(u64),
    /// A way that is to go isn't there, or one that is to come has another's place.
    #[error("the ways in are others")]
    Slot,
    /// The handle is somebody else's.
    #[error("the handle is taken")]
    HandleTaken,
    /// Neither words nor a card would remain.
    #[error("neither words nor a card would remain")]
    Last,
    /// Too many of a kind.
    #[error("too many ways in")]
    TooMany,
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Changing ways in.
pub trait Ways {
    /// Removes ways, adds others and replaces the keyring, at once. With a device's or passkey's slot the sessions end that began by
    /// it. A change that stands already, down to its verifiers, changes nothing: gives `false` then.
    fn change_ways(&self, change: WaysChange) -> impl Future<Output = Result<bool, WaysError>> + Send;
}

impl Ways for Storage {
    async fn change_ways(&self, change: WaysChange) -> Result<bool, WaysError> {
        let again = change.clone();
        match self.engine.write(|transaction| Box::pin(run(transaction, change))).await {
            Ok(()) => Ok(true),
            Err(error @ (WaysError::Storage(_) | WaysError::Ended)) => Err(error),
            // Repeated after a lost answer, it is answered like the first: nobody else knows these verifiers.
            Err(error) => {
                let stands =
                    self.engine.write(|transaction| Box::pin(async move { stands(transaction, &again).await }));
                if stands.await? { Ok(false) } else { Err(error) }
            }
        }
    }
}

async fn run(transaction: &mut Transaction<'_>, change: WaysChange) -> Result<(), WaysError> {
    let WaysChange { account, session, keyring, add, remove, now } = change;
    // This row first: two changes of one account wait for each other, and each counts what the other left.
    deletions::lock(transaction, account).await?;
    // A rotation that came first has ended it, and whoever lost the race must not leave a way in behind.
    if !sessions::lives(transaction, account, &session, now).await? {
        return Err(WaysError::Ended);
    }
    if let Some(keyring) = keyring
        && let Err(version) = keyrings::replace(transaction, account, keyring).await?
    {
        return Err(WaysError::Keyring(version));
    }
    let before = slots::kinds(transaction, account).await?;
    for id in remove {
        if !slots::delete(transaction, account, id).await? {
            return Err(WaysError::Slot);
        }
        if before.iter().any(|(known, kind)| *known == id && matches!(kind, SlotKind::Device | SlotKind::Passkey)) {
            sessions::end_of_slot(transaction, account, id, Some(&session)).await?;
        }
    }
    for slot in add {
        let (id, kind) = (slot.id, slot.kind);
        if !slots::insert(transaction, account, slot, now).await? {
            return Err(if kind == SlotKind::Words { WaysError::HandleTaken } else { WaysError::Slot });
        }
        if kind == SlotKind::Device {
            sessions::move_to(transaction, account, &session, id).await?;
        }
    }
    check(&slots::kinds(transaction, account).await?)
}

/// Whether these may be all ways into an account.
fn check(slots: &[(SlotId, SlotKind)]) -> Result<(), WaysError> {
    let count = |wanted| slots.iter().filter(|(_, kind)| *kind == wanted).count();
    let (words, cards) = (count(SlotKind::Words), count(SlotKind::Card));
    if words + cards == 0 {
        return Err(WaysError::Last);
    }
    let devices = count(SlotKind::Device).max(count(SlotKind::Passkey));
    if words > 1 || cards > 1 || devices > MOST_OF_A_KIND { Err(WaysError::TooMany) } else { Ok(()) }
}

/// Whether everything is as the change wants it.
async fn stands(transaction: &mut Transaction<'_>, change: &WaysChange) -> Result<bool, StorageError> {
    let stored = slots::whole(transaction, change.account).await?;
    let keyring = match &change.keyring {
        Some(new) => keyrings::is(transaction, change.account, &new.keyring).await?,
        None => true,
    };
    Ok(keyring
        && change.add.iter().all(|slot| stored.contains(slot))
        && change.remove.iter().all(|id| stored.iter().all(|slot| slot.id != *id)))
}
