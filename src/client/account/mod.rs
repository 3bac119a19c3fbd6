//! Accounts and the ways into them (§5 of the protocol): words, recovery card, slots, keyring, cards.

pub mod card;
pub mod handle;
pub mod keyring;
pub mod recovery;
pub mod slot;
pub mod words;

pub use handle::Handle;
pub use keyring::Keyring;
pub use recovery::RecoverySecret;
pub use words::{Language, Words};
