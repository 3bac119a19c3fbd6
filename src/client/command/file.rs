//! Files of this device, before they go into a locker.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use super::{media_type, sentences};
use crate::{
    client::problem::{Problem, ProblemKind},
    protocol::limits,
};

/// A file that may be added: it is there, it is a file, and it is neither empty nor too large.
#[derive(Debug)]
pub(super) struct LocalFile {
    pub(super) path: PathBuf,
    /// What it is called, without its folder.
    pub(super) name: String,
    pub(super) media_type: String,
    /// Bytes.
    pub(super) size: u64,
}

impl LocalFile {
    /// Looks at `path`.
    ///
    /// # Errors
    /// `file`, `empty`, `too_large`: all that can be known before anything is sent.
    pub(super) fn look_at(path: &Path) -> Result<Self, Problem> {
        let unreadable = |error: io::Error| {
            Problem::new(ProblemKind::Usage, "file", sentences::unreadable(path, &error))
                .with("path", path.to_string_lossy())
        };
        let metadata = fs::metadata(path).map_err(unreadable)?;
        let problem =
            |kind, code, sentence: String| Err(Problem::new(kind, code, sentence).with("path", path.to_string_lossy()));
        if !metadata.is_file() {
            return problem(ProblemKind::Usage, "file", sentences::not_a_file(path));
        }
        if metadata.len() == 0 {
            return problem(ProblemKind::Usage, "empty", sentences::empty(path));
        }
        if metadata.len() > limits::DOCUMENT {
            return problem(ProblemKind::Limit, "too_large", sentences::too_large(path, metadata.len()));
        }
        let mut beginning = Vec::with_capacity(media_type::BEGINNING);
        let file = File::open(path).map_err(unreadable)?;
        file.take(media_type::BEGINNING as u64).read_to_end(&mut beginning).map_err(unreadable)?;
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let media_type = media_type::media_type(&beginning, &name);
        Ok(Self { path: path.to_owned(), name, media_type, size: metadata.len() })
    }
}

/// A name that a label can hold.
///
/// # Errors
/// `name` when it is blank, `too_large` over 1,024 bytes.
pub(super) fn check_name(name: &str) -> Result<(), Problem> {
    if name.trim().is_empty() {
        return Err(Problem::new(ProblemKind::Usage, "name", sentences::NAME_NEEDED));
    }
    if name.len() > limits::NAME {
        return Err(Problem::new(ProblemKind::Limit, "too_large", sentences::NAME_TOO_LONG));
    }
    Ok(())
}
