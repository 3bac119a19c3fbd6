//! The log's rules (§7): one fold that server and clients share.

mod aside;
mod kinds;
mod living;
mod reader;
mod rights;
mod rules;
mod state;

pub use aside::Aside;
pub use living::{ListedAct, living_list, read_list, write_list};
pub use reader::{LogReader, Signatures};
pub use rights::{Level, required};
pub use state::{DocumentState, Folder, KeyEpoch, Locker, Place};
