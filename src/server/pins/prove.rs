use subtle::ConstantTimeEq as _;

use super::{Device, Pins, TRIES, Try};
use crate::{
    protocol::bytes::Hash,
    server::storage::{FoundSlot, Settings as _, Slots as _, Storage, StorageError},
};

/// What a PIN was worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// It is right: what opens the slot, together with device and PIN.
    Right([u8; 32]),
    /// It isn't: so many tries are left.
    Wrong(u64),
}

/// Compares a device's proof, after the try was counted in the store and the database knows of it. The fifth wrong one in a row ends
/// the slot, and so does a PIN that the store doesn't know any more.
///
/// # Errors
/// The database's, or the store's.
pub async fn prove(storage: &Storage, pins: &Pins, found: &FoundSlot, auth: &[u8]) -> Result<Proof, StorageError> {
    let device = Device { account: found.account, slot: found.slot.id };
    let counted = pins.count(device, found.generation).await?;
    storage.tell_pins_generation(counted.generation).await?;
    if let Some(ended) = counted.restored {
        tracing::warn!(ended, "the store of PINs was restored: they have to be set again");
    }
    let (nonce, wrong) = match counted.state {
        Try::Taken { nonce, wrong } => (nonce, wrong),
        Try::Exhausted => return Ok(Proof::Wrong(0)),
        Try::Gone => {
            storage.end_device(device.account, device.slot, false).await?;
            return Ok(Proof::Wrong(0));
        }
    };
    let right: bool = pins.verifier(&Hash::of(auth).0).ct_eq(&found.verifier).into();
    if right {
        return Ok(if pins.right(device).await? { Proof::Right(pins.pepper(&nonce)) } else { Proof::Wrong(0) });
    }
    if wrong < TRIES {
        return Ok(Proof::Wrong(TRIES - wrong));
    }
    // Killed in between, the store still has no try left, and the sweeper ends the rest.
    storage.end_device(device.account, device.slot, true).await?;
    pins.end(vec![device]).await?;
    Ok(Proof::Wrong(0))
}
