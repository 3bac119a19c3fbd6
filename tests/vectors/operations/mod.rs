//! Every operation of the vectors, as this implementation does it.

#![allow(clippy::unnecessary_wraps, reason = "every operation has one form, also those that refuse nothing")]

mod account;
mod document;
mod envelope;
mod input;
mod log;
mod meeting;
mod people;
mod ways_in;

use armoire::protocol::Refusal;
use serde_json::Value;

use crate::scenario::{Expect, Refused};
use input::Input;

/// Runs one operation.
///
/// # Panics
/// When the operation isn't known, or its input isn't what `README.md` says.
pub fn run(operation: &str, input: &Value) -> Expect {
    let input = &Input(input);
    let found = match operation {
        "open" => envelope::open(input),
        "derive" => envelope::derive(input),
        "sign" => envelope::sign(input),
        "verify" => envelope::verify(input),
        "change" => envelope::change(input),
        "identity" => envelope::identity(input),
        "open_from" => envelope::open_from(input),
        "header" => log::header(input),
        "body" => log::body(input),
        "list" => log::list(input),
        "cards" => account::cards(input),
        "words" => account::words(input),
        "words_text" => account::words_text(input),
        "words_secret" => account::words_secret(input),
        "words_slot" => account::words_slot(input),
        "handle" => account::handle(input),
        "recovery_card" => account::recovery_card(input),
        "recovery_typed" => account::recovery_typed(input),
        "recovery_qr" => account::recovery_qr(input),
        "card_slot" => account::card_slot(input),
        "device_slot" => ways_in::device_slot(input),
        "passkey_slot" => ways_in::passkey_slot(input),
        "passkey_input" => ways_in::passkey_input(input),
        "pocket_key" => ways_in::pocket_key(input),
        "name" => ways_in::name(input),
        "keyring" => account::keyring(input),
        "keyring_merge" => account::keyring_merge(input),
        "invitation" => people::invitation(input),
        "invitation_texts" => people::invitation_texts(input),
        "greeting" => people::greeting(input),
        "reply" => people::reply(input),
        "vouch" => people::vouch(input),
        "trust" => people::trust(input),
        "node_key" => document::node_key(input),
        "earlier_key" => document::earlier_key(input),
        "label" => document::label(input),
        "note" => document::note(input),
        "letter" => people::letter(input),
        "referent" => people::referent(input),
        "calendar" => meeting::calendar(input),
        "act_text" => document::act_text(input),
        "payload" => document::payload(input),
        "padded" => document::padded(input),
        "frames" => log::frames(input),
        "log" => log::log(input),
        "view" => log::view(input),
        unknown => panic!("the operation {unknown} isn't known"),
    };
    match found {
        Ok(ok) => Expect::Accepted { ok },
        Err(refusal) => Expect::Refused(refused(refusal)),
    }
}

/// A refusal as scenarios write it.
pub fn refused(refusal: Refusal) -> Refused {
    let place = match refusal {
        Refusal::CardGroup(place) | Refusal::WordsUnknown(place) => Some(place),
        _ => None,
    };
    Refused { error: refusal.name().to_owned(), place }
}
