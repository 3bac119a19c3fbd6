//! The key of a device's pocket: a few papers that open without network, and nothing else.

use sha2::{Digest, Sha256};

use super::slot::WORDS_COST;
use crate::client::{
    envelope::{Derivation, derive},
    hazmat::{Key, PocketCode, argon},
};

/// The pocket's key, from a device key of its own (32 random bytes), its code, and the 16 random bytes kept beside what is sealed. Whoever
/// has all of a device can try codes, each at the price of one Argon2id: the code is never the PIN.
#[must_use]
pub fn pocket_key(device: &Key, code: &PocketCode, salt: &[u8; 16]) -> Key {
    let salt = Sha256::new().chain_update(b"armoire/1/pocket\n").chain_update(salt).finalize().into();
    let stretched = argon::derive(code.expose_secret_text().as_bytes(), &salt, WORDS_COST);
    derive(device, &Derivation::Pocket { stretched: &stretched })
}
