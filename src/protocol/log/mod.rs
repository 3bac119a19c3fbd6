//! The log's rules (§7): one fold that server and clients share.

mod aside;
mod deposits;
mod grants;
mod kinds;
mod living;
mod reader;
mod rights;
mod rules;
mod state;
mod stream;
mod view;

pub use aside::Aside;
pub use deposits::DepositState;
pub use grants::{Exposed, Given, GrantState};
pub use living::{ListedAct, lent_list, living_list, read_list, write_list};
pub use reader::{LogReader, Signatures};
pub use rights::Level;
pub use state::{DocumentState, Folder, KeyEpoch, Locker, Place};
pub use stream::Stream;
pub use view::{Lent, View};
