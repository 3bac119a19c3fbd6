//! Files that are there whole or not at all, readable by their owner alone.

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::Path,
};

use zeroize::Zeroizing;

const TEMPORARY: &str = ".partial-";

/// Replaces `path`: once this returns, the new contents outlive a power cut; before, the old ones do.
pub(super) fn write(path: &Path, contents: &[u8]) -> io::Result<()> {
    let folder = parent(path);
    let mut partial = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder)?;
    partial.write_all(contents)?;
    partial.as_file().sync_all()?;
    partial.persist(path).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// Reads `path`, refusing more than `limit` bytes.
pub(super) fn read(path: &Path, limit: usize) -> io::Result<Zeroizing<Vec<u8>>> {
    let file = File::open(path)?;
    let expected = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
    if expected > limit {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "larger than anything that belongs here"));
    }
    let mut contents = Zeroizing::new(Vec::with_capacity(expected));
    file.take(limit as u64).read_to_end(&mut contents)?;
    Ok(contents)
}

/// Removes `path`, which may be gone already.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Ok(()) => sync_folder(parent(path)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Makes a folder that its owner alone enters, and those above it.
pub(super) fn create_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Whether a name is of a file that a crash left half-written.
pub(super) fn is_temporary(name: &str) -> bool {
    name.starts_with(TEMPORARY)
}

fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A rename lasts only once its folder is on the disk.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
