//! The protocol, suite 1, as far as it needs no cipher: encodings, signatures, cards, acts and the log's rules.
//!
//! Pure: no clock, no randomness, no storage, no network. The page beside this file, `README.md`, is the specification;
//! section numbers in comments are its sections.

pub mod act;
pub mod age_header;
pub mod bytes;
pub mod canonical;
pub mod card;
pub mod change;
pub mod consents;
pub mod id;
pub mod limits;
pub mod log;
pub mod padding;
mod refusal;
pub mod signing;

pub use refusal::Refusal;
