//! Argon2id (RFC 9106).

use argon2::{Algorithm, Argon2, Params, Version};

use super::secret::Secret;

/// What one derivation costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory, in KiB.
    pub memory: u32,
    /// Passes over the memory.
    pub passes: u32,
}

/// Argon2id, version 0x13, one lane, 32 bytes.
///
/// # Panics
/// When `cost` is outside what Argon2 allows (below 8 KiB or one pass); costs are constants of the code, never input.
#[must_use]
pub fn derive(password: &[u8], salt: &[u8; 32], cost: Cost) -> Secret<32> {
    let derived = Params::new(cost.memory, cost.passes, 1, Some(32)).and_then(|params| {
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        Secret::filled_by(|output: &mut [u8; 32]| argon.hash_password_into(password, salt, output))
    });
    #[expect(clippy::expect_used, reason = "the costs are constants of the code")]
    derived.expect("the costs, salt and password are within Argon2's bounds")
}
