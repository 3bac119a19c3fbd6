//! What is taken out into a new file, or to standard output.

use std::{
    io::{self, Write as _},
    path::Path,
};

use serde_json::json;

use super::{answer::Answer, context::Context, report::print_all, sentences};
use crate::client::{
    problem::{Problem, ProblemKind},
    unfinished::Unfinished,
};

/// Writes `bytes` into a file that isn't there yet, or to standard output for `-`. `number` says how many entries they hold.
///
/// # Errors
/// `usage` for `-` with `--json`; `file_exists`; `file`; `disk_full`, `storage`.
pub(super) fn take_out(context: &Context, path: &Path, bytes: &[u8], number: usize) -> Result<Answer, Problem> {
    if path == Path::new("-") {
        if context.json {
            return Err(Problem::new(ProblemKind::Usage, "usage", sentences::OUTPUT_IS_ONE));
        }
        print_all(&mut &*bytes)?;
        return Ok(Answer::silent());
    }
    write_new(path, bytes)?;
    let json = json!({ "file": path, "size": bytes.len(), "entries": number });
    Ok(Answer::new(json, sentences::taken_out(number, path)))
}

/// Whether a file isn't there yet: asked before something is done that can't be done twice.
///
/// # Errors
/// `file_exists`.
pub(super) fn check_new(path: &Path) -> Result<(), Problem> {
    if path.symlink_metadata().is_ok() { Err(there_already(path)) } else { Ok(()) }
}

/// Writes a file that isn't there yet, and safe on the disk when this returns.
///
/// # Errors
/// `file_exists`, `file`.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = Unfinished::new_in(folder).and_then(|mut file| {
        file.as_file_mut().write_all(bytes)?;
        file.finish(path)
    });
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => there_already(path),
        _ => file_problem(path, &error),
    })
}

fn there_already(path: &Path) -> Problem {
    let sentence = sentences::is_there_already(path);
    Problem::new(ProblemKind::Usage, "file_exists", sentence).with("path", path.to_string_lossy())
}

/// A file that can't be read or written.
pub(super) fn file_problem(path: &Path, error: &io::Error) -> Problem {
    Problem::new(ProblemKind::Usage, "file", sentences::no_file(path, error)).with("path", path.to_string_lossy())
}
