//! Where sealed objects lie. A store knows names and bytes; whose they are stands in the database.
//!
//! A name is never used twice, so that no store has to refuse an overwrite: the database decides which upload of an object
//! counts, and the others are deleted.

mod checked;
mod disk;
mod folder;
mod place;
pub mod s3;

use std::{ops::Range, path::Path, pin::Pin, sync::Arc, time::Duration};

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::Stream;

pub use checked::checked;
pub(super) use disk::{blocking, lost, sync_folder};
pub use folder::Folder;
pub use place::Place;
pub use s3::S3;

use crate::server::config::Config;

/// Opens the store that the configuration names.
///
/// # Errors
/// The file system's. A bucket isn't asked: one that is away now may come later.
pub fn open(config: &Config) -> Result<Arc<dyn ObjectStore>, ObjectError> {
    Ok(match config.bucket() {
        Some(settings) => Arc::new(S3::open(settings, &config.data)?),
        None => Arc::new(Folder::open(&config.data)?),
    })
}

/// What an object store may answer instead.
#[derive(Debug, thiserror::Error)]
pub enum ObjectError {
    /// No room is left.
    #[error("the object store has no room left")]
    DiskFull,
    /// There is no such object.
    #[error("no such object in the store")]
    Missing,
    /// Anything else.
    #[error("object store: {0}")]
    Failed(#[from] std::io::Error),
}

/// The bytes of an object, in pieces.
pub type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes, std::io::Error>> + Send>>;

/// A store of objects.
#[async_trait]
pub trait ObjectStore: Send + Sync + 'static {
    /// Begins to write an object. Nothing is visible before [`Upload::finish`].
    async fn begin(&self, place: &Place) -> Result<Box<dyn Upload>, ObjectError>;

    /// Makes a whole local file the object: durable, then visible, and returns when its name is durable too; the file is gone then.
    /// After an error or a crash the same call may be made again as long as the file is there.
    async fn take_file(&self, place: &Place, file: &Path) -> Result<(), ObjectError>;

    /// Opens an object for reading, from byte `range.start` up to and without `range.end`. One that ends earlier ends in an error.
    async fn open(&self, place: &Place, range: Range<u64>) -> Result<Pieces, ObjectError>;

    /// Deletes an object. One that isn't there is no error: deletion is repeated after a crash.
    async fn delete(&self, place: &Place) -> Result<(), ObjectError>;

    /// Deletes what unfinished uploads left behind, and gives names of objects that are older than `age`, at most `most` after
    /// `after` in the store's own order. The caller knows which of them it keeps.
    async fn list(&self, after: Option<&Place>, age: Duration, most: usize) -> Result<Vec<Place>, ObjectError>;

    /// Whether the store can be written to.
    async fn ready(&self) -> Result<(), ObjectError>;
}

/// An object being written. Dropped, it leaves nothing.
#[async_trait]
pub trait Upload: Send {
    /// Adds bytes.
    async fn write(&mut self, piece: Bytes) -> Result<(), ObjectError>;

    /// Makes the object durable, then visible, and returns when its name is durable too.
    async fn finish(self: Box<Self>) -> Result<(), ObjectError>;
}

impl ObjectError {
    /// What an error of a file system means.
    pub(in crate::server) fn of(error: std::io::Error) -> Self {
        match error.kind() {
            // The third is the process's own bound on a file's size.
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded | std::io::ErrorKind::FileTooLarge => {
                Self::DiskFull
            }
            std::io::ErrorKind::NotFound => Self::Missing,
            _ => Self::Failed(error),
        }
    }
}
