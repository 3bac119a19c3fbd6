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
            shapes::{SlotKind, SlotNew},
        },
        storage::NewSlot,
    },
};

/// Bytes of a sealed account key.
const SEALED_KEY: usize = SEAL_OVERHEAD + 32;
/// Bytes of the slot of a recovery card: an age header and one small document.
const CARD_SLOT: usize = limits::AGE_HEADER + 1024;
/// First byte of everything sealed in suite 1.
const SUITE: u8 = 1;

/// Takes exactly one slot of words, for `handle` where one is given, and one of a card.
///
/// # Errors
/// `malformed`, `handle`.
pub fn slots(slots: Vec<SlotNew>, handle: Option<&str>) -> Answer<Vec<NewSlot>> {
    let count = |kind| slots.iter().filter(|slot| slot.kind == kind).count();
    if slots.len() != 2 || count(SlotKind::Words) != 1 || count(SlotKind::Card) != 1 || slots[0].id == slots[1].id {
        return Err(Problem::malformed("A locker needs two ways in: words and a recovery card."));
    }
    for slot in &slots {
        if slot.kind == SlotKind::Words {
            check_handle(&slot.find)?;
            if handle.is_some_and(|handle| handle != slot.find) {
                return Err(Problem::malformed("The words are for another handle."));
            }
        }
    }
    slots.into_iter().map(slot).collect()
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

fn slot(slot: SlotNew) -> Answer<NewSlot> {
    let sealed = slot.sealed.0;
    let plausible = match slot.kind {
        SlotKind::Words => sealed.len() == SEALED_KEY && sealed[0] == SUITE,
        SlotKind::Card => {
            let find = decode(&slot.find).is_ok_and(|find| find.len() == 32);
            find && sealed.len() <= CARD_SLOT && age_header::check(&sealed, RecipientType::X25519).is_ok()
        }
    };
    if !plausible {
        return Err(Problem::malformed("This way in isn't sealed as it should be."));
    }
    let verifier = slot.verifier.0.try_into().map_err(|_| Problem::malformed("A verifier has 32 bytes."))?;
    Ok(NewSlot { id: slot.id, kind: slot.kind.into(), find: slot.find, verifier, sealed })
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
