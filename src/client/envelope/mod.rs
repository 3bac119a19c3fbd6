//! `seal`, `derive` and `to` (§2 of the protocol): what features call instead of ciphers.
//!
//! Every context is listed in one place ([`Context`], [`Derivation`]); a thing sealed under one opens under no other.

mod addressed;
mod context;
mod derivation;
mod sealed;

pub use addressed::{Opening, open_from, open_stream_from, to, to_stream};
pub use context::{Context, SlotKind};
pub use derivation::{Derivation, derive};
pub use sealed::{open, seal};
