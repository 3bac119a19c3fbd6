//! What an account's slots and keyring must look like, as far as one can tell without a key.

use axum::http::StatusCode;

use crate::{
    protocol::{
        age_header::{self, RecipientType},
        bytes::{SEAL_OVERHEAD, decode},
        limits,
    },
    server::{
        http::{
            problem::{Answer, Problem},
            shapes::{SlotKept, SlotKind, SlotNew},
        },
        storage::{self, KeptSlot, NONCE, NewSlot},
    },
};

/// Bytes of a sealed account key.
const SEALED_KEY: usize = SEAL_OVERHEAD + 32;
/// Bytes of the slot of a recovery card: an age header and one small document.
const CARD_SLOT: usize = limits::AGE_HEADER + 1024;
/// Bytes of a sealed name, at most.
const NAME: usize = 512;
/// First byte of everything sealed in suite 1.
const SUITE: u8 = 1;

/// Takes exactly one slot of words, for `handle`, and one of a card.
///
/// # Errors
/// `malformed`, `handle`.
pub fn slots(slots: Vec<SlotNew>, handle: &str) -> Answer<Vec<NewSlot>> {
    let count = |kind| slots.iter().filter(|slot| slot.kind == kind).count();
    if slots.len() != 2 || count(SlotKind::Words) != 1 || count(SlotKind::Card) != 1 || slots[0].id == slots[1].id {
        return Err(two_ways());
    }
    let other = |slot: &SlotNew| slot.kind == SlotKind::Words && slot.find != handle;
    if slots.iter().any(other) {
        return Err(Problem::malformed("The words are for another handle."));
    }
    slots.into_iter().map(|new| slot(new).map(|(slot, _)| slot)).collect()
}

/// Takes slots and kept ones that are together exactly one of words and one of a card; `before` are those that are there.
///
/// # Errors
/// `malformed`, `handle`, `slot_conflict`.
pub fn slots_and_kept(
    new: Vec<SlotNew>,
    keep: Vec<SlotKept>,
    before: &[storage::Slot],
) -> Answer<(Vec<NewSlot>, Vec<KeptSlot>)> {
    if new.len() + keep.len() > 2 {
        return Err(two_ways());
    }
    let (mut kinds, mut kept) = (Vec::new(), Vec::new());
    for SlotKept { id, sealed } in keep {
        let kind = before.iter().find(|slot| slot.id == id).map(|slot| slot.kind).ok_or_else(Problem::slot_conflict)?;
        check_sealed(kind.into(), &sealed.0)?;
        kinds.push(SlotKind::from(kind));
        kept.push(KeptSlot { id, sealed: sealed.0 });
    }
    kinds.extend(new.iter().map(|slot| slot.kind));
    if kinds.len() != 2 || !kinds.contains(&SlotKind::Words) || !kinds.contains(&SlotKind::Card) {
        return Err(two_ways());
    }
    let new = new.into_iter().map(|new| slot(new).map(|(slot, _)| slot)).collect::<Answer<Vec<_>>>()?;
    if new.iter().any(|slot| kept.iter().any(|kept| kept.id == slot.id)) || new.len() == 2 && new[0].id == new[1].id {
        return Err(two_ways());
    }
    Ok((new, kept))
}

/// Takes a name that was sealed on a device.
///
/// # Errors
/// `malformed`.
pub fn name(sealed: Vec<u8>) -> Answer<Vec<u8>> {
    if sealed.len() > SEAL_OVERHEAD && sealed.len() <= NAME && sealed[0] == SUITE {
        return Ok(sealed);
    }
    Err(Problem::malformed("A name is sealed, and has at most 512 bytes then."))
}

/// Takes a sealed keyring.
///
/// # Errors
/// `malformed`, `too_large`.
pub fn keyring(sealed: Vec<u8>) -> Answer<Vec<u8>> {
    if sealed.len() > limits::KEYRING + SEAL_OVERHEAD {
        return Err(Problem::too_large());
    }
    if sealed.len() <= SEAL_OVERHEAD || sealed[0] != SUITE {
        return Err(Problem::malformed("This keyring isn't sealed."));
    }
    Ok(sealed)
}

/// Takes a slot; gives it with the nonce that a device's has.
///
/// # Errors
/// `malformed`, `handle`.
pub fn slot(slot: SlotNew) -> Answer<(NewSlot, Option<[u8; NONCE]>)> {
    let SlotNew { id, kind, find, verifier, sealed, nonce, name } = slot;
    if kind == SlotKind::Words {
        check_handle(&find)?;
    } else if !decode(&find).is_ok_and(|find| find.len() == 32) {
        return Err(Problem::malformed("This way in isn't found as it should be."));
    }
    check_sealed(kind, &sealed.0)?;
    if nonce.is_some() != (kind == SlotKind::Device) {
        return Err(Problem::malformed("A device's way in has a nonce, and no other has."));
    }
    let nonce = nonce.map(|nonce| nonce.0.try_into().map_err(|_| Problem::malformed("A nonce has 16 bytes.")));
    let verifier = verifier.0.try_into().map_err(|_| Problem::malformed("A verifier has 32 bytes."))?;
    let name = name.map(|name| self::name(name.0)).transpose()?;
    Ok((NewSlot { id, kind: kind.into(), find, verifier, sealed: sealed.0, name }, nonce.transpose()?))
}

fn check_sealed(kind: SlotKind, sealed: &[u8]) -> Answer<()> {
    let plausible = match kind {
        SlotKind::Words | SlotKind::Device | SlotKind::Passkey => sealed.len() == SEALED_KEY && sealed[0] == SUITE,
        SlotKind::Card => sealed.len() <= CARD_SLOT && age_header::check(sealed, RecipientType::X25519).is_ok(),
    };
    if plausible { Ok(()) } else { Err(Problem::malformed("This way in isn't sealed as it should be.")) }
}

fn two_ways() -> Problem {
    Problem::malformed("A locker needs two ways in: words and a recovery card.")
}

/// `[a-z][a-z0-9]{0,31}[0-9]{4}`
fn check_handle(handle: &str) -> Answer<()> {
    let bytes = handle.as_bytes();
    let digits = bytes.len().saturating_sub(4);
    let plausible = (1..=32).contains(&digits)
        && bytes[0].is_ascii_lowercase()
        && bytes[..digits].iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        && bytes[digits..].iter().all(u8::is_ascii_digit);
    if plausible {
        return Ok(());
    }
    let detail = "A handle is a name and four digits, such as nadia4821.";
    Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "handle", detail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_a_name_and_four_digits() {
        for handle in ["n4821", "nadia4821", "n0123456789", &format!("{}0000", "a".repeat(32))] {
            assert!(check_handle(handle).is_ok(), "{handle}");
        }
        for handle in [
            "",
            "4821",
            "14821",
            "nadia",
            "nadia 4821",
            "Nadia4821",
            "nadia482",
            "é4821",
            &format!("{}0000", "a".repeat(33)),
        ] {
            assert!(check_handle(handle).is_err(), "{handle}");
        }
    }
}
