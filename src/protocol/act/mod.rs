//! Acts: what the log is made of (§7).

mod beside;
mod body;
mod frame;
mod header;
mod keys;
mod people;

pub use beside::join_files;
pub use body::{
    Body, CardBody, Checkpoint, Document, FirstAct, FolderState, Gap, Leave, NewFolder, ObjectName, Purge, Put, Rotate,
    SALT_LENGTH, Seen,
};
pub use frame::{Act, read_frames, write_frame};
pub use header::Header;
pub use people::{Deposit, GivenBox, Grant, Revoke, Right};
