//! `armoire get`

use std::{
    fs,
    fs::File,
    io,
    io::Seek,
    path::{Path, PathBuf},
};

use clap::Args;
use serde_json::json;
use tempfile::NamedTempFile;

use super::{answer::Answer, context::Context, node::document, report::STANDARD_OUTPUT, sentences, shared};
use crate::client::{
    export::safe_name,
    problem::{Problem, ProblemKind},
    vault::{DocumentView, LentDocument, Vault},
};

/// Bring a document out of the locker
///
/// It is verified whole before it appears.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire get k3fz                       under its own name, here
  armoire get k3fz -o bail.pdf
  armoire get k3fz -o - | lp             to standard output
  armoire get k3fz --version 1 -o old.pdf
  armoire get k3fz --locker Nadia        lent by Nadia")]
pub(super) struct Arguments {
    /// The document
    id: String,
    /// Where to: a file, a folder, or - for standard output [default: this folder]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// An earlier version: see `armoire versions`
    #[arg(long, value_name = "NUMBER")]
    version: Option<u64>,
    /// Replace a file that is there
    #[arg(long)]
    force: bool,
    /// One that somebody has lent you: their name, or the locker that `armoire shared` shows
    #[arg(long, value_name = "LOCKER", conflicts_with = "version")]
    locker: Option<String>,
}

/// Where a document comes from.
enum Source {
    Own(DocumentView, Option<u64>),
    Lent(Box<LentDocument>),
}

impl Source {
    fn name(&self) -> &str {
        match self {
            Self::Own(document, _) => &document.name,
            Self::Lent(document) => &document.view.name,
        }
    }

    fn get(&self, vault: &mut Vault, out: &mut File, context: &Context) -> Result<DocumentView, Problem> {
        match self {
            Self::Own(document, version) => vault.get(document.id, *version, out, &mut context.progress()),
            Self::Lent(document) => {
                if !document.confirmed {
                    context.tell(&sentences::unconfirmed(&document.view.name));
                }
                vault.get_lent(document, out, &mut context.progress())?;
                Ok(document.view.clone())
            }
        }
    }
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let output = arguments.output.as_deref().unwrap_or(Path::new("."));
    let to_standard_output = output == Path::new("-");
    if to_standard_output && context.json {
        return Err(Problem::new(ProblemKind::Usage, "usage", sentences::OUTPUT_IS_ONE));
    }
    context.unlocked(|vault| {
        let source = match &arguments.locker {
            Some(locker) => Source::Lent(Box::new(shared::document(context, vault, locker, &arguments.id)?)),
            None => Source::Own(document(vault, &arguments.id)?, arguments.version),
        };
        if to_standard_output {
            return print(context, vault, &source);
        }
        let target = if output.is_dir() { output.join(safe_name(source.name())) } else { output.to_owned() };
        check_target(&target, arguments.force)?;
        let (partial, document) = receive(context, vault, &source, &target)?;
        keep(partial, &target, arguments.force)?;
        let json = json!({
            "id": document.id.to_string(),
            "name": document.name,
            "size": document.size,
            "version": document.edition,
            "file": target.to_string_lossy(),
        });
        Ok(Answer::new(json, sentences::got(&document.name, &target)))
    })
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
fn receive(
    context: &Context,
    vault: &mut Vault,
    source: &Source,
    target: &Path,
) -> Result<(NamedTempFile, DocumentView), Problem> {
    let folder = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut partial = NamedTempFile::new_in(folder).map_err(|error| trouble(target, &error))?;
    let document = source.get(vault, partial.as_file_mut(), context)?;
    partial.as_file().sync_all().map_err(|error| trouble(target, &error))?;
    Ok((partial, document))
}

fn keep(partial: NamedTempFile, target: &Path, force: bool) -> Result<(), Problem> {
    let kept = if force { partial.persist(target) } else { partial.persist_noclobber(target) };
    kept.map(drop).map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => exists(target, sentences::file_exists(target)),
        _ => trouble(target, &error.error),
    })
}

/// Verified in a temporary file first: nothing is printed of what doesn't hold.
fn print(context: &Context, vault: &mut Vault, source: &Source) -> Result<Answer, Problem> {
    let output = Path::new(STANDARD_OUTPUT);
    let mut file = tempfile::tempfile().map_err(|error| trouble(output, &error))?;
    source.get(vault, &mut file, context)?;
    file.rewind()
        .and_then(|()| io::copy(&mut file, &mut io::stdout().lock()))
        .map_err(|error| trouble(output, &error))?;
    Ok(Answer::silent())
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
