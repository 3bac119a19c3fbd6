//! Uploads that come in parts and go on after a cut: bytes are appended to a file of the spool until they are the whole object.
//!
//! What survives a crash at any point:
//! - bytes arrive: the file's length is how far the upload is, and no offset is told before its bytes are on disk;
//! - all bytes are there and right: the row says where the object goes ([`complete`]), so that whoever asks next goes on from there;
//! - the store has taken the file: the row and the object's place tell so, and the object's row is written;
//! - the object's row is there: the upload is finished, and says so until it expires.

mod append;
mod checksum;
mod complete;
mod id;
mod receive;
mod spool;
mod turns;

use std::{io, path::Path};

pub use append::{Standing, append, ask, terminate};
pub use checksum::{ALGORITHMS, Checksum};
pub use complete::complete;
pub use id::UploadId;
pub use receive::{NotTaken, Part, receive};
pub use spool::Spool;
pub use turns::{Turn, Turns};

use super::{
    clock::Milliseconds,
    http::App,
    storage::{StorageError, Uploads as _},
    sweeper,
};
use crate::protocol::id::LockerId;

/// Unfinished uploads of one locker at most.
pub const UNFINISHED: u64 = 64;

/// Everything that uploads share.
#[derive(Debug)]
pub struct Transfers {
    /// The bytes.
    pub spool: Spool,
    /// Who writes them.
    pub turns: Turns,
}

impl Transfers {
    /// Opens or makes the spool in the data folder.
    ///
    /// # Errors
    /// The file system's.
    pub fn open(data: &Path) -> io::Result<Self> {
        Ok(Self { spool: Spool::open(&data.join("uploads"))?, turns: Turns::default() })
    }
}

/// Ends an upload: its row first, so that a file without one is a stray; then its bytes. `false` when there was none.
///
/// # Errors
/// The database's. What can't be deleted is left to the sweeper.
pub async fn end(app: &App, locker: LockerId, id: &UploadId) -> Result<bool, StorageError> {
    let ended = app.storage.end_upload(locker, id.as_str(), app.now()).await?;
    if let Err(error) = app.transfers.spool.remove(id).await {
        tracing::warn!(%error, "the spool");
    }
    Ok(ended)
}

/// Ends what has expired, and deletes bytes that belong to no unfinished upload.
///
/// # Errors
/// See [`sweeper::SweepError`].
pub async fn sweep(app: &App, now: Milliseconds) -> Result<(), sweeper::SweepError> {
    while app.storage.end_expired_uploads(now, sweeper::BATCH as u64).await? > 0 {}
    for id in app.transfers.spool.list().await? {
        if app.storage.is_unfinished(id.as_str()).await? {
            continue;
        }
        // Someone who is still writing hasn't heard of the end; the next sweep finds the file.
        if let Some(_turn) = app.transfers.turns.take(&id) {
            app.transfers.spool.remove(&id).await?;
        }
    }
    Ok(())
}
