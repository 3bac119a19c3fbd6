//! A document that is brought out: into a file, into a folder, or to standard output.

use std::{
    fs,
    fs::File,
    io,
    io::Seek as _,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{
    context::Context,
    report::{self, STANDARD_OUTPUT},
    sentences,
};
use crate::client::{
    export::safe_name,
    problem::{Problem, ProblemKind},
    unfinished::Unfinished,
};

/// Where to.
#[derive(Debug, Args)]
pub(super) struct Output {
    /// Where to: a file, a folder, or - for standard output [default: this folder]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace a file that is there
    #[arg(long)]
    force: bool,
}

impl Output {
    /// # Errors
    /// `usage` where standard output would have to hold the document and JSON.
    pub(super) fn check(&self, context: &Context) -> Result<(), Problem> {
        if self.is_standard() && context.json {
            return Err(Problem::new(ProblemKind::Usage, "usage", sentences::OUTPUT_IS_ONE));
        }
        Ok(())
    }

    /// Brings out what is called `name`: `get` writes it, and nothing of it appears before that went well. Gives the file, none for standard
    /// output.
    ///
    /// # Errors
    /// `file_exists`, `file`, `disk_full`, `storage`; those of `get`.
    pub(super) fn bring<T>(
        &self,
        name: &str,
        get: impl FnOnce(&mut File) -> Result<T, Problem>,
    ) -> Result<(T, Option<PathBuf>), Problem> {
        if self.is_standard() {
            return Ok((print(get)?, None));
        }
        let output = self.output();
        let target = if output.is_dir() { output.join(safe_name(name)) } else { output.to_owned() };
        check_target(&target, self.force)?;
        let (partial, got) = receive(&target, get)?;
        keep(partial, &target, self.force)?;
        Ok((got, Some(target)))
    }

    fn output(&self) -> &Path {
        self.output.as_deref().unwrap_or(Path::new("."))
    }

    fn is_standard(&self) -> bool {
        self.output() == Path::new("-")
    }
}

/// Nothing that is there is overwritten unless the person says so, and then only a file.
fn check_target(target: &Path, force: bool) -> Result<(), Problem> {
    match fs::symlink_metadata(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(trouble(target, &error)),
        Ok(there) if !there.is_file() => Err(exists(target, sentences::not_a_file(target))),
        Ok(_) if !force => Err(exists(target, sentences::file_exists(target))),
        Ok(_) => Ok(()),
    }
}

/// The document in a temporary file beside where it will lie.
fn receive<T>(target: &Path, get: impl FnOnce(&mut File) -> Result<T, Problem>) -> Result<(Unfinished, T), Problem> {
    let folder = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut partial = Unfinished::new_in(folder).map_err(|error| trouble(target, &error))?;
    let got = get(partial.as_file_mut())?;
    Ok((partial, got))
}

fn keep(partial: Unfinished, target: &Path, force: bool) -> Result<(), Problem> {
    let kept = if force { partial.replace(target) } else { partial.finish(target) };
    kept.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => exists(target, sentences::file_exists(target)),
        _ => trouble(target, &error),
    })
}

/// Verified in a temporary file first: nothing is printed of what doesn't hold.
fn print<T>(get: impl FnOnce(&mut File) -> Result<T, Problem>) -> Result<T, Problem> {
    let output = Path::new(STANDARD_OUTPUT);
    let mut file = tempfile::tempfile().map_err(|error| trouble(output, &error))?;
    let got = get(&mut file)?;
    file.rewind().map_err(|error| trouble(output, &error))?;
    report::print_all(&mut file)?;
    Ok(got)
}

fn exists(target: &Path, sentence: String) -> Problem {
    Problem::new(ProblemKind::Usage, "file_exists", sentence).with("path", target.to_string_lossy())
}

fn trouble(target: &Path, error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            let sentence = sentences::unwritable(target, error);
            Problem::new(ProblemKind::Usage, "file", sentence).with("path", target.to_string_lossy())
        }
        _ => Problem::storage(target, error),
    }
}
