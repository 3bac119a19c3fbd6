//! What a locker keeps (§6 of the protocol): keys of nodes, labels, payloads, notes; and what others hand in.

pub mod asked;
pub mod given_key;
pub mod handed_in;
mod hashing;
pub mod key;
pub mod label;
pub mod letter;
pub mod meeting;
pub mod note;
pub mod payload;

pub use given_key::GivenKey;
pub use handed_in::HandedIn;
pub use label::{DocumentLabel, FolderLabel};
pub use letter::Letter;
pub use note::Note;
pub use payload::SealedObject;
