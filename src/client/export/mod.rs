//! Everything out of a locker in one call, in an open format, and into another locker again.
//!
//! ```text
//! DIR/keys.txt      the export's own age identity; readable by its owner alone
//! DIR/index.json    every document: true name, folder, size, SHA-256, type (see `index.rs`)
//! DIR/age/NAME.age  each document as it was added: age -d -i DIR/keys.txt DIR/age/NAME.age
//! DIR/files/NAME    with --open: the documents themselves
//! ```
//!
//! Documents are sealed again, because in a locker they are padded and each has a key of its own. File names are safe on
//! every system ([`safe_name`]); true names stand in the index. An export that was interrupted goes on where it was: what is
//! done stands in `DIR/.armoire-export`, one line a document, until `index.json` takes its place.

mod folder;
mod import;
mod index;
mod key;
mod problem;
mod safe_name;
mod vcard;
mod write;

pub use folder::check_not_foreign;
pub use import::{Imported, import};
pub use index::{Entry, FORMAT, Index, MOST_IMPORTED};
pub use safe_name::{LONGEST, Names, is_invisible, safe_name};
pub use vcard::vcards;
pub use write::{Exported, export};

const AGE: &str = "age";
const FILES: &str = "files";
const KEYS: &str = "keys.txt";
const INDEX: &str = "index.json";
const DONE: &str = ".armoire-export";
