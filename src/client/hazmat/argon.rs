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

/// Whether a test program has asked for a light Argon2id.
#[cfg(feature = "light-kdf")]
static LIGHT: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);

/// From now on every derivation of this process costs next to nothing, and protects nothing. Only a test program that was built for it
/// can call this: with the feature, no build without debug assertions compiles.
#[cfg(feature = "light-kdf")]
pub fn inject_light() {
    LIGHT.store(true, std::sync::atomic::Ordering::SeqCst);
}

/// Argon2id, version 0x13, one lane, 32 bytes.
///
/// # Panics
/// When `cost` is outside what Argon2 allows (below 8 KiB or one pass); costs are constants of the code, never input.
#[must_use]
pub fn derive(password: &[u8], salt: &[u8; 32], cost: Cost) -> Secret<32> {
    #[cfg(feature = "light-kdf")]
    let cost = if LIGHT.load(std::sync::atomic::Ordering::SeqCst) { Cost { memory: 8, passes: 1 } } else { cost };
    let derived = Params::new(cost.memory, cost.passes, 1, Some(32)).and_then(|params| {
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        Secret::filled_by(|output: &mut [u8; 32]| argon.hash_password_into(password, salt, output))
    });
    #[expect(clippy::expect_used, reason = "the costs are constants of the code")]
    derived.expect("the costs, salt and password are within Argon2's bounds")
}
