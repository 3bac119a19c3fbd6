//! Objects as files: `objects/<locker>/<name>`, written as `incoming/<name>`, flushed, renamed, and the folder flushed.

use std::{
    fs::{self, File},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
    time::Duration,
};

use async_trait::async_trait;
use bytes::{Bytes, BytesMut};
use futures_util::stream;

use super::{ObjectError, ObjectStore, Pieces, Place, Upload};

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
        let folder = Self { objects: path.join("objects"), incoming: path.join("incoming") };
        for made in [&folder.objects, &folder.incoming] {
            fs::create_dir_all(made).map_err(ObjectError::of)?;
        }
        for left in fs::read_dir(&folder.incoming).map_err(ObjectError::of)? {
            fs::remove_file(left.map_err(ObjectError::of)?.path()).map_err(ObjectError::of)?;
        }
        sync_folder(path).map_err(ObjectError::of)?;
        Ok(folder)
    }

    fn path(&self, place: &Place) -> PathBuf {
        let (locker, file) = place.parts();
        self.objects.join(locker).join(file)
    }
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

    async fn open(&self, place: &Place) -> Result<Pieces, ObjectError> {
        let path = self.path(place);
        let file = blocking(move || File::open(path)).await?;
        Ok(Box::pin(stream::try_unfold(file, |mut file| async move {
            let read = tokio::task::spawn_blocking(move || {
                let mut piece = Vec::with_capacity(PIECE);
                (&mut file).take(PIECE as u64).read_to_end(&mut piece)?;
                Ok::<_, io::Error>((piece, file))
            });
            let (piece, file) = read.await.map_err(io::Error::other)??;
            Ok((!piece.is_empty()).then(|| (Bytes::from(piece), file)))
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
        if let Some(folder) = self.target.parent() {
            if !folder.exists() {
                fs::create_dir_all(folder)?;
                folder.parent().map_or(Ok(()), sync_folder)?;
            }
            fs::rename(&self.temporary, &self.target)?;
            self.finished = true;
            sync_folder(folder)?;
        }
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

fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

fn sorted(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.extend(entry?.file_name().into_string());
    }
    names.sort();
    Ok(names)
}

fn lost() -> ObjectError {
    ObjectError::Failed(io::Error::other("an earlier write failed"))
}

async fn blocking<T, W>(work: W) -> Result<T, ObjectError>
where
    T: Send + 'static,
    W: FnOnce() -> io::Result<T> + Send + 'static,
{
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(io::Error::other(error))).map_err(ObjectError::of)
}
