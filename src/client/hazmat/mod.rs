//! The only place that touches ciphers.
//!
//! Features call [`crate::client::envelope`], which names what it seals and for whom; nothing but the envelope and the
//! ways in calls this module. Each file wraps one primitive of one well-kept library, and decides nothing.

pub mod age_file;
pub mod argon;
pub mod bech;
pub mod digits;
pub mod gcm;
pub mod hkdf;
pub mod hybrid;
pub mod identity;
pub mod random;
pub mod secret;

pub use digits::{Pin, PocketCode};
pub use identity::{Identity, Recipient};
pub use secret::{Key, Secret};
