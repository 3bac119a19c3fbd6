//! AES-256-GCM with the all-zero nonce: sound only because `seal` derives a fresh key for each message.

use aes_gcm::{Aes256Gcm, KeyInit, Nonce, aead::Aead};
use zeroize::Zeroizing;

/// Bytes that the tag adds.
pub const TAG: usize = 16;

/// Encrypts under a key that is used this once; 16 bytes longer than `plaintext`.
#[must_use]
pub fn encrypt_once(key: &[u8; 32], plaintext: &[u8]) -> Vec<u8> {
    match Aes256Gcm::new(key.into()).encrypt(&Nonce::default(), plaintext) {
        Ok(ciphertext) => ciphertext,
        Err(_) => unreachable!("only messages beyond 64 GiB fail"),
    }
}

/// Decrypts, or `None` when the tag doesn't fit.
#[must_use]
pub fn decrypt(key: &[u8; 32], ciphertext: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    Aes256Gcm::new(key.into()).decrypt(&Nonce::default(), ciphertext).ok().map(Zeroizing::new)
}
