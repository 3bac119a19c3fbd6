//! Objects as files: `objects/<locker>/<name>`, written as `incoming/<name>`, flushed, renamed, and the folder flushed.

use std::{
    fs::{self, File},
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    ops::Range,
    path::{Path, PathBuf},
    time::Duration,
};

use async_trait::async_trait;
use bytes::{Bytes, BytesMut};
use futures_util::stream;

use super::{ObjectError, ObjectStore, Pieces, Place, Upload, blocking, lost, sync_folder};

/// Bytes that are written or read at once: large enough to make calls rare, small enough for many transfers at a time.
const PIECE: usize = 256 * 1024;

/// A folder of files.
#[derive(Clone, Debug)]
pub struct Folder {
    objects: PathBuf,
    incoming: PathBuf,
}

impl Folder {
    /// Opens or makes the folder at `path`, and deletes what unfinished uploads of an earlier run left.
    ///
    /// # Errors
    /// The file system's.
    pub fn open(path: &Path) -> Result<Self, ObjectError> {
        let folder = Self { objects: path.join("objects"), incoming: empty_incoming(path)? };
        fs::create_dir_all(&folder.objects).map_err(ObjectError::of)?;
        sync_folder(path).map_err(ObjectError::of)?;
        Ok(folder)
    }

    fn path(&self, place: &Place) -> PathBuf {
        let (locker, file) = place.parts();
        self.objects.join(locker).join(file)
    }
}

/// Opens or makes the folder of what arrives, and deletes what unfinished uploads of an earlier run left.
pub(super) fn empty_incoming(path: &Path) -> Result<PathBuf, ObjectError> {
    let incoming = path.join("incoming");
    fs::create_dir_all(&incoming).map_err(ObjectError::of)?;
    for left in fs::read_dir(&incoming).map_err(ObjectError::of)? {
        fs::remove_file(left.map_err(ObjectError::of)?.path()).map_err(ObjectError::of)?;
    }
    Ok(incoming)
}

#[async_trait]
impl ObjectStore for Folder {
    async fn begin(&self, place: &Place) -> Result<Box<dyn Upload>, ObjectError> {
        let (_, file) = place.parts();
        let (temporary, target) = (self.incoming.join(file), self.path(place));
        let writing = blocking(move || {
            let file = File::options().write(true).create_new(true).open(&temporary)?;
            Ok(Writing { file, temporary, target, finished: false })
        });
        Ok(Box::new(FileUpload { writing: Some(writing.await?), gathered: BytesMut::new() }))
    }

    async fn take_file(&self, place: &Place, file: &Path) -> Result<(), ObjectError> {
        let (_, name) = place.parts();
        let (temporary, target, source) = (self.incoming.join(name), self.path(place), file.to_owned());
        blocking(move || {
            File::open(&source)?.sync_all()?;
            match rename(&source, &target) {
                Err(error) if error.kind() == io::ErrorKind::CrossesDevices => copy(&source, temporary, target),
                renamed => renamed,
            }
        })
        .await
    }

    async fn open(&self, place: &Place, range: Range<u64>) -> Result<Pieces, ObjectError> {
        let path = self.path(place);
        let file = blocking(move || {
            let mut file = File::open(path)?;
            file.seek(SeekFrom::Start(range.start))?;
            Ok(file)
        });
        let left = range.end.saturating_sub(range.start);
        Ok(Box::pin(stream::try_unfold((file.await?, left), |(mut file, left)| async move {
            if left == 0 {
                return Ok(None);
            }
            let read = tokio::task::spawn_blocking(move || {
                let wanted = left.min(PIECE as u64);
                let mut piece = Vec::with_capacity(PIECE);
                (&mut file).take(wanted).read_to_end(&mut piece)?;
                if (piece.len() as u64) < wanted {
                    return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
                }
                Ok((piece, file))
            });
            let (piece, file) = read.await.map_err(io::Error::other)??;
            let left = left - piece.len() as u64;
            Ok(Some((Bytes::from(piece), (file, left))))
        })))
    }

    async fn delete(&self, place: &Place) -> Result<(), ObjectError> {
        let path = self.path(place);
        blocking(move || match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        })
        .await
    }

    async fn list(&self, after: Option<&Place>, age: Duration, most: usize) -> Result<Vec<Place>, ObjectError> {
        let (objects, after) = (self.objects.clone(), after.cloned());
        blocking(move || {
            let mut found = Vec::new();
            let first = after.as_ref().map_or("", |after| after.parts().0);
            for locker in sorted(&objects)?.into_iter().filter(|locker| locker.as_str() >= first) {
                for file in sorted(&objects.join(&locker))? {
                    let Ok(place) = format!("{locker}/{file}").parse::<Place>() else { continue };
                    if after.as_ref().is_some_and(|after| place <= *after) {
                        continue;
                    }
                    let modified = fs::metadata(objects.join(&locker).join(&file))?.modified()?;
                    if modified.elapsed().is_ok_and(|elapsed| elapsed >= age) {
                        found.push(place);
                    }
                    if found.len() == most {
                        return Ok(found);
                    }
                }
            }
            Ok(found)
        })
        .await
    }

    async fn ready(&self) -> Result<(), ObjectError> {
        let (objects, incoming) = (self.objects.clone(), self.incoming.clone());
        blocking(move || fs::metadata(objects).and(fs::metadata(incoming)).map(drop)).await
    }
}

/// An upload whose small pieces are gathered, so that calls to the file system are few.
struct FileUpload {
    writing: Option<Writing>,
    gathered: BytesMut,
}

/// The file itself, which goes to a blocking thread and back.
struct Writing {
    file: File,
    temporary: PathBuf,
    target: PathBuf,
    finished: bool,
}

#[async_trait]
impl Upload for FileUpload {
    async fn write(&mut self, piece: Bytes) -> Result<(), ObjectError> {
        self.gathered.extend_from_slice(&piece);
        if self.gathered.len() >= PIECE { self.flush().await } else { Ok(()) }
    }

    async fn finish(mut self: Box<Self>) -> Result<(), ObjectError> {
        self.flush().await?;
        let Some(writing) = self.writing.take() else { return Err(lost()) };
        blocking(move || writing.finish()).await
    }
}

impl FileUpload {
    async fn flush(&mut self) -> Result<(), ObjectError> {
        let Some(mut writing) = self.writing.take() else { return Err(lost()) };
        let mut piece = std::mem::take(&mut self.gathered);
        let (writing, piece) = blocking(move || {
            writing.file.write_all(&piece)?;
            piece.clear();
            Ok((writing, piece))
        })
        .await?;
        self.writing = Some(writing);
        self.gathered = piece;
        Ok(())
    }
}

impl Writing {
    fn finish(mut self) -> io::Result<()> {
        self.file.sync_all()?;
        rename(&self.temporary, &self.target)?;
        self.finished = true;
        Ok(())
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        if !self.finished {
            // Nothing can be told to anyone here; the next start deletes what stays.
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

/// Renames a file that is on disk, makes its folder if need be, and returns when the new name is on disk too.
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    let folder = to.parent().ok_or(io::ErrorKind::InvalidInput)?;
    if !folder.exists() {
        fs::create_dir_all(folder)?;
        folder.parent().map_or(Ok(()), sync_folder)?;
    }
    fs::rename(from, to)?;
    sync_folder(folder)
}

/// What a rename does, from another file system.
fn copy(source: &Path, temporary: PathBuf, target: PathBuf) -> io::Result<()> {
    let file = File::create(&temporary)?;
    let mut writing = Writing { file, temporary, target, finished: false };
    io::copy(&mut File::open(source)?, &mut writing.file)?;
    writing.finish()?;
    fs::remove_file(source)
}

fn sorted(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.extend(entry?.file_name().into_string());
    }
    names.sort();
    Ok(names)
}
