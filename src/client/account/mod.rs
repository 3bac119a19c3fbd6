//! Accounts and the ways into them (§5 of the protocol): words, recovery card, PIN, passkey, slots, keyring, cards.

pub mod card;
pub mod device;
pub mod handle;
pub mod keyring;
pub mod name;
pub mod passkey;
pub mod pocket;
pub mod recovery;
pub mod slot;
pub mod words;

pub use device::DeviceSecret;
pub use handle::Handle;
pub use keyring::Keyring;
pub use passkey::PasskeySecret;
pub use recovery::RecoverySecret;
pub use words::{Language, Words};
