//! An object on its way in: a local file, and then the store.

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use bytes::Bytes;
use tokio::{
    fs::File,
    io::{AsyncWriteExt as _, BufWriter},
};

use super::{
    S3,
    part::{PIECE, Parts},
};
use crate::server::objects::{ObjectError, Upload};

/// The file goes when this is dropped. It is never flushed to disk: what the store has acknowledged is what counts.
pub struct Incoming {
    store: S3,
    key: String,
    file: BufWriter<File>,
    path: Temporary,
    parts: Parts,
}

impl Incoming {
    pub async fn create(store: S3, key: String, path: PathBuf) -> Result<Self, ObjectError> {
        let file = File::options().write(true).create_new(true).open(&path).await.map_err(ObjectError::of)?;
        let file = BufWriter::with_capacity(PIECE, file);
        Ok(Self { store, key, file, path: Temporary(path), parts: Parts::default() })
    }
}

#[async_trait]
impl Upload for Incoming {
    async fn write(&mut self, piece: Bytes) -> Result<(), ObjectError> {
        self.parts.add(&piece);
        self.file.write_all(&piece).await.map_err(ObjectError::of)
    }

    async fn finish(self: Box<Self>) -> Result<(), ObjectError> {
        let Self { store, key, mut file, path, parts } = *self;
        file.flush().await.map_err(ObjectError::of)?;
        // The checksums are those of what the client sent: what the disk may have changed meanwhile, the store refuses.
        store.store(&key, path.as_ref(), &parts.finish()).await
    }
}

/// A file that goes when dropped.
struct Temporary(PathBuf);

impl AsRef<Path> for Temporary {
    fn as_ref(&self) -> &Path {
        &self.0
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // Nothing can be told to anyone here; the next start deletes what stays.
        let _ = std::fs::remove_file(&self.0);
    }
}
