//! What everything that keeps files does with a disk.

use std::{fs::File, io, path::Path};

use super::ObjectError;

/// Does what would keep others waiting.
///
/// # Errors
/// The file system's.
pub async fn blocking<T, W>(work: W) -> Result<T, ObjectError>
where
    T: Send + 'static,
    W: FnOnce() -> io::Result<T> + Send + 'static,
{
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(io::Error::other(error))).map_err(ObjectError::of)
}

/// Makes names in a folder durable: a file that was flushed may still have none after a crash.
///
/// # Errors
/// The file system's.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// A file that isn't there any more, since an earlier call took it and failed.
pub fn lost() -> ObjectError {
    ObjectError::Failed(io::Error::other("an earlier write failed"))
}
