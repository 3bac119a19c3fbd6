//! What a locker keeps (§6 of the protocol): keys of nodes, labels, payloads.

pub mod given_key;
pub mod handed_in;
mod hashing;
pub mod key;
pub mod label;
pub mod payload;

pub use given_key::GivenKey;
pub use label::{DocumentLabel, FolderLabel};
pub use payload::SealedObject;
