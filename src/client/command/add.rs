//! `armoire add`

use std::path::PathBuf;

use clap::Args;

use super::{
    answer::Answer,
    context::Context,
    file::{LocalFile, check_name},
    list::DocumentJson,
    locker::{Which, on},
    node::{document, folder_or_new},
    sentences,
    table::visible,
};
use crate::client::{
    problem::{Problem, ProblemKind},
    vault::{DocumentView, Shelf},
};

/// Add documents
///
/// All files are looked at before the first is sent. Each is safe in the locker before the next begins, and all are when the
/// command ends well; when something stops it in the middle, it says which documents were added.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire add bail.pdf identity.jpg
  armoire add scan0001.pdf --name \"Lease 2026.pdf\" --folder Housing
  armoire add certificate.pdf --locker Nadia     where Nadia lets you add")]
pub(super) struct Arguments {
    /// Files of at most 50 MiB
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Folder to add to: its name, or its id. A name that isn't there yet becomes a new folder [default: Papers; of a locker with one
    /// folder that you see, that one]
    #[arg(long, value_name = "FOLDER")]
    folder: Option<String>,
    /// What to call the document, instead of the file's name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    locker: Which,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let mut files = arguments.files.iter().map(|path| LocalFile::look_at(path)).collect::<Result<Vec<_>, _>>()?;
    if let Some(name) = &arguments.name {
        check_name(name)?;
        let [file] = &mut files[..] else {
            return Err(Problem::new(ProblemKind::Usage, "usage", sentences::NAME_FOR_ONE_FILE));
        };
        file.name.clone_from(name);
    }
    on(context, &arguments.locker, |shelf| {
        let folder = arguments.locker.folder(shelf, arguments.folder.as_deref())?;
        let (folder, folder_name, made) = folder_or_new(shelf, &folder)?;
        let mut added: Vec<DocumentView> = Vec::new();
        let mut progress = context.progress();
        let mut add = |shelf: &mut dyn Shelf, file: &LocalFile| {
            progress.name(&visible(&file.name));
            let id = shelf.add(&file.path, (&file.name, &file.media_type), folder, &mut progress)?;
            document(shelf, &id.to_string())
        };
        let mut problem = None;
        for file in &files {
            match add(shelf, file) {
                Ok(document) => added.push(document),
                Err(stopped) if added.is_empty() => return Err(stopped),
                // What was added is told all the same.
                Err(stopped) => {
                    problem = Some(stopped);
                    break;
                }
            }
        }
        let json: Vec<DocumentJson> = added.iter().map(DocumentJson::from).collect();
        let names: Vec<String> = added.iter().map(|document| visible(&document.name)).collect();
        Ok(Answer::new(json, sentences::added(&names, &folder_name, made)).but(problem))
    })
}
