//! Bytes of unfinished uploads: `uploads/<id>`, only ever appended to, and `uploads/<id>.part`, a part whose checksum isn't known to
//! be right yet.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};

use bytes::{Bytes, BytesMut};

use super::UploadId;
use crate::{
    protocol::limits,
    server::objects::{ObjectError, blocking, lost, sync_folder},
};

/// Bytes that are written or read at once.
const PIECE: usize = 256 * 1024;

/// The folder.
#[derive(Clone, Debug)]
pub struct Spool {
    folder: PathBuf,
}

impl Spool {
    /// Opens or makes the folder, and deletes parts that an earlier run left.
    ///
    /// # Errors
    /// The file system's.
    pub fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "part") {
                fs::remove_file(path)?;
            }
        }
        sync_folder(folder)?;
        folder.parent().map_or(Ok(()), sync_folder)?;
        Ok(Self { folder: folder.to_owned() })
    }

    /// Where an upload's bytes lie.
    #[must_use]
    pub fn path(&self, id: &UploadId) -> PathBuf {
        self.folder.join(id.as_str())
    }

    fn part(&self, id: &UploadId) -> PathBuf {
        self.folder.join(format!("{id}.part"))
    }

    /// Bytes that are there, on disk: a killed process may have left some that aren't yet.
    ///
    /// # Errors
    /// The file system's.
    pub async fn length(&self, id: &UploadId) -> Result<u64, ObjectError> {
        let path = self.path(id);
        blocking(move || match File::open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
            file => {
                let file = file?;
                file.sync_all()?;
                Ok(file.metadata()?.len())
            }
        })
        .await
    }

    /// The first bytes, as many as an age header may have.
    ///
    /// # Errors
    /// The file system's.
    pub async fn head(&self, id: &UploadId) -> Result<Vec<u8>, ObjectError> {
        let path = self.path(id);
        blocking(move || match File::open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            file => {
                let mut head = Vec::new();
                file?.take(limits::AGE_HEADER as u64).read_to_end(&mut head)?;
                Ok(head)
            }
        })
        .await
    }

    /// Length and CRC32C of all that is there.
    ///
    /// # Errors
    /// The file system's; `Missing` when there is no file.
    pub async fn checksum(&self, id: &UploadId) -> Result<(u64, u32), ObjectError> {
        let path = self.path(id);
        blocking(move || {
            let (mut file, mut piece) = (File::open(path)?, vec![0; PIECE]);
            let (mut length, mut sum) = (0, 0);
            loop {
                let count = file.read(&mut piece)?;
                if count == 0 {
                    return Ok((length, sum));
                }
                length += count as u64;
                sum = crc32c::crc32c_append(sum, &piece[..count]);
            }
        })
        .await
    }

    /// Begins to append.
    ///
    /// # Errors
    /// The file system's.
    pub async fn append(&self, id: &UploadId) -> Result<Appending, ObjectError> {
        let (path, folder) = (self.path(id), self.folder.clone());
        let opened = blocking(move || {
            let file = OpenOptions::new().append(true).create(true).open(path)?;
            let length = file.metadata()?.len();
            if length == 0 {
                sync_folder(&folder)?;
            }
            Ok((file, length))
        });
        let (file, before) = opened.await?;
        Ok(Appending { file: Some(file), before, gathered: BytesMut::new() })
    }

    /// Begins a part that is appended once it is known to be right.
    ///
    /// # Errors
    /// The file system's.
    pub async fn begin_part(&self, id: &UploadId) -> Result<Appending, ObjectError> {
        let path = self.part(id);
        let file = blocking(move || File::create(path)).await?;
        Ok(Appending { file: Some(file), before: 0, gathered: BytesMut::new() })
    }

    /// Appends the part. Cut in the middle it leaves a beginning of it, which is right too.
    ///
    /// # Errors
    /// The file system's.
    pub async fn append_part(&self, id: &UploadId) -> Result<(), ObjectError> {
        let mut appending = self.append(id).await?;
        let part = self.part(id);
        let Some(mut file) = appending.file.take() else { return Err(lost()) };
        let before = appending.before;
        blocking(move || {
            io::copy(&mut File::open(&part)?, &mut file)?;
            sync_or_take_back(&file, before)?;
            fs::remove_file(part)
        })
        .await
    }

    /// Forgets a part.
    ///
    /// # Errors
    /// The file system's.
    pub async fn remove_part(&self, id: &UploadId) -> Result<(), ObjectError> {
        let part = self.part(id);
        blocking(move || remove(&part)).await
    }

    /// Deletes all of an upload. One that isn't there is no error.
    ///
    /// # Errors
    /// The file system's.
    pub async fn remove(&self, id: &UploadId) -> Result<(), ObjectError> {
        let (path, part) = (self.path(id), self.part(id));
        blocking(move || remove(&part).and(remove(&path))).await
    }

    /// Every upload of which there are bytes.
    ///
    /// # Errors
    /// The file system's.
    pub async fn list(&self) -> Result<Vec<UploadId>, ObjectError> {
        let folder = self.folder.clone();
        blocking(move || {
            let mut found = Vec::new();
            for entry in fs::read_dir(folder)? {
                found.extend(entry?.file_name().to_str().and_then(|name| name.parse().ok()));
            }
            Ok(found)
        })
        .await
    }
}

/// A file that is being appended to; small pieces are gathered, so that calls to the file system are few.
#[derive(Debug)]
pub struct Appending {
    file: Option<File>,
    before: u64,
    gathered: BytesMut,
}

impl Appending {
    /// Adds bytes.
    ///
    /// # Errors
    /// The file system's. The file has grown by a beginning of them, or not at all.
    pub async fn write(&mut self, piece: &Bytes) -> Result<(), ObjectError> {
        self.gathered.extend_from_slice(piece);
        if self.gathered.len() >= PIECE { self.flush().await } else { Ok(()) }
    }

    /// Returns when all bytes are on disk.
    ///
    /// # Errors
    /// The file system's. What may not be on disk is taken back.
    pub async fn finish(mut self) -> Result<(), ObjectError> {
        self.flush().await?;
        let (file, before) = (self.file.take().ok_or_else(lost)?, self.before);
        blocking(move || sync_or_take_back(&file, before)).await
    }

    async fn flush(&mut self) -> Result<(), ObjectError> {
        let (mut file, piece) = (self.file.take().ok_or_else(lost)?, self.gathered.split().freeze());
        let file = blocking(move || {
            file.write_all(&piece)?;
            Ok(file)
        });
        self.file = Some(file.await?);
        Ok(())
    }
}

/// After a failed flush nobody knows which bytes are on disk, and the next flush wouldn't tell.
fn sync_or_take_back(file: &File, before: u64) -> io::Result<()> {
    file.sync_all().inspect_err(|_| {
        // If this fails too, the whole object's checksum finds it.
        let _ = file.set_len(before);
    })
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
