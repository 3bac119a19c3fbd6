//! What a locker keeps (§6 of the protocol): keys of nodes, labels, payloads.

mod hashing;
pub mod key;
pub mod label;
pub mod payload;

pub use label::{DocumentLabel, FolderLabel};
pub use payload::SealedObject;
