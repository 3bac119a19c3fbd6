//! Armoire: a personal digital locker that only its holder can open.
//!
//! [`protocol`] holds what the two programs share: formats, signatures and the rules of the log, without a cipher.
//! `server` (feature `server`) stores and delivers; `client` (feature `client`) seals and opens.

#[cfg(feature = "client")]
pub mod client;
pub mod protocol;
#[cfg(feature = "server")]
pub mod server;
