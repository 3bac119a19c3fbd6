//! Armoire: a personal digital locker that only its holder can open.
//!
//! [`protocol`] holds what the two programs share: formats, signatures and the rules of the log, without a cipher.
//! `server` (feature `server`) stores and delivers; `client` (feature `client`) seals and opens.

#[cfg(all(feature = "light-kdf", not(debug_assertions)))]
compile_error!("`light-kdf` is for `tests/simulation` alone: nothing that is shipped is built with it.");

#[cfg(feature = "client")]
pub mod client;
pub mod protocol;
#[cfg(feature = "server")]
pub mod server;
