//! Files that aren't whole yet. They have no name until they are: whatever stops the program, nothing half is left.

use std::{
    fs::{self, File},
    io::{self, Seek as _},
    path::{Path, PathBuf},
};

use data_encoding::HEXLOWER;
use tempfile::NamedTempFile;

use super::hazmat::random;

/// A file without a name, on the disk where it will lie.
pub(super) struct Unfinished {
    file: File,
    folder: PathBuf,
}

impl Unfinished {
    /// A new one for this folder.
    pub(super) fn new_in(folder: impl AsRef<Path>) -> io::Result<Self> {
        let folder = folder.as_ref().to_owned();
        let file = tempfile::tempfile_in(&folder)?;
        #[cfg(unix)]
        file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
        Ok(Self { file, folder })
    }

    /// To read and write.
    pub(super) fn as_file_mut(&mut self) -> &mut File {
        &mut self.file
    }

    /// It is whole: safe on the disk, then there under this name, readable by its owner alone.
    ///
    /// # Errors
    /// `AlreadyExists`; the disk's.
    pub(super) fn finish(mut self, target: &Path) -> io::Result<()> {
        self.appear(target)
    }

    /// The same in the place of what is there.
    pub(super) fn replace(mut self, target: &Path) -> io::Result<()> {
        match self.appear(target) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            other => return other,
        }
        let beside = self.folder.join(format!(".armoire-{}", HEXLOWER.encode(&random::bytes::<8>())));
        self.appear(&beside)?;
        fs::rename(&beside, target).inspect_err(|_| drop(fs::remove_file(&beside)))
    }

    fn appear(&mut self, target: &Path) -> io::Result<()> {
        self.file.sync_all()?;
        match name(&self.file, target) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => self.copy_to(target),
            other => other,
        }
    }

    /// Where a system or a disk gives no name to a file that has none.
    fn copy_to(&mut self, target: &Path) -> io::Result<()> {
        let mut named = NamedTempFile::new_in(&self.folder)?;
        self.file.rewind()?;
        io::copy(&mut self.file, named.as_file_mut())?;
        named.as_file().sync_all()?;
        named.persist_noclobber(target).map(drop).map_err(|error| error.error)
    }
}

#[cfg(target_os = "linux")]
fn name(file: &File, target: &Path) -> io::Result<()> {
    use std::os::fd::AsRawFd as _;

    use rustix::fs::{AtFlags, CWD, linkat};

    let nameless = format!("/proc/self/fd/{}", file.as_raw_fd());
    Ok(linkat(CWD, nameless, CWD, target, AtFlags::SYMLINK_FOLLOW)?)
}

#[cfg(not(target_os = "linux"))]
fn name(_: &File, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn written(folder: &Path, text: &str) -> Unfinished {
        let mut file = Unfinished::new_in(folder).unwrap();
        file.as_file_mut().write_all(text.as_bytes()).unwrap();
        file
    }

    fn names(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn a_file_has_no_name_before_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("paper");
        let file = written(folder.path(), "first");
        assert_eq!(names(folder.path()), 0);
        file.finish(&target).unwrap();
        let refused = written(folder.path(), "second").finish(&target).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&target).unwrap(), "first");
        written(folder.path(), "third").replace(&target).unwrap();
        assert_eq!((fs::read_to_string(&target).unwrap().as_str(), names(folder.path())), ("third", 1));
    }

    #[test]
    fn where_no_name_can_be_given_it_is_copied() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("paper");
        written(folder.path(), "first").copy_to(&target).unwrap();
        assert!(written(folder.path(), "second").copy_to(&target).is_err());
        assert_eq!((fs::read_to_string(&target).unwrap().as_str(), names(folder.path())), ("first", 1));
    }
}
