//! `seal` and `open`: AES-256-GCM under a key of its own for each message, committing to key and context.

use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::Context;
use crate::{
    client::hazmat::{Key, Secret, gcm, hkdf, random},
    protocol::{Refusal, bytes::SEAL_OVERHEAD},
};

/// Number of the one suite, first byte of everything sealed.
const SUITE: u8 = 0x01;
const SALT: usize = 32;
const COMMITMENT: usize = 32;
const HEAD: usize = 1 + SALT + COMMITMENT;

const _: () = assert!(HEAD + gcm::TAG == SEAL_OVERHEAD);

/// Seals `plaintext`: 81 bytes longer.
#[must_use]
pub fn seal(key: &Key, context: &Context<'_>, plaintext: &[u8]) -> Vec<u8> {
    let salt = random::bytes::<SALT>();
    let keys = keys(key, &salt, context);
    let (encryption, commitment) = halves(&keys);
    let mut sealed = Vec::with_capacity(plaintext.len() + SEAL_OVERHEAD);
    sealed.push(SUITE);
    sealed.extend_from_slice(&salt);
    sealed.extend_from_slice(commitment);
    sealed.extend_from_slice(&gcm::encrypt_once(encryption, plaintext));
    sealed
}

/// Opens what [`seal`] made under the same key and context.
///
/// # Errors
/// In this order: `length` below 81 bytes, `suite`, `commitment` under another key or context, `tampered`.
pub fn open(key: &Key, context: &Context<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Refusal> {
    if sealed.len() < SEAL_OVERHEAD {
        return Err(Refusal::Length);
    }
    let (head, ciphertext) = sealed.split_at(HEAD);
    let (suite, head) = head.split_at(1);
    let (salt, commitment) = head.split_at(SALT);
    if suite != [SUITE] {
        return Err(Refusal::Suite);
    }
    let keys = keys(key, salt, context);
    let (encryption, expected) = halves(&keys);
    if !bool::from(expected.as_slice().ct_eq(commitment)) {
        return Err(Refusal::Commitment);
    }
    gcm::decrypt(encryption, ciphertext).ok_or(Refusal::Tampered)
}

fn keys(key: &Key, salt: &[u8], context: &Context<'_>) -> Secret<64> {
    hkdf::derive(key.expose_secret_bytes(), salt, &context.info())
}

/// The encryption key and the commitment.
fn halves(keys: &Secret<64>) -> (&[u8; 32], &[u8; 32]) {
    match keys.expose_secret_bytes().split_first_chunk::<32>() {
        Some((encryption, commitment)) => match commitment.try_into() {
            Ok(commitment) => (encryption, commitment),
            Err(_) => unreachable!("64 = 32 + 32"),
        },
        None => unreachable!("64 = 32 + 32"),
    }
}
