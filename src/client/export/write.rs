//! Writing an export.

use std::{
    collections::HashMap,
    fs::File,
    io::{self, Read, Seek, Write},
    path::Path,
};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::{
    AGE, FILES,
    folder::ExportFolder,
    index::{Entry, FORMAT, Index},
    key,
    safe_name::Names,
};
use crate::client::{
    envelope,
    hazmat::Recipient,
    problem::{Problem, ProblemKind},
    unfinished::Unfinished,
    vault::{DocumentView, Progress, Vault},
};

/// What an export came to.
#[derive(Debug)]
pub struct Exported {
    /// Documents in the index.
    pub documents: usize,
    /// Their true lengths, bytes.
    pub bytes: u64,
    /// How many of them an earlier run had done.
    pub kept: usize,
    /// Documents that the server altered or lost: their id, name and what is wrong. They aren't in the index.
    pub altered: Vec<(String, String, Problem)>,
}

/// Exports every document, also those in the bin, into `folder`; with `open`, readable as files too. Folders that are in the
/// locker when it begins are in the index. Repeating it goes on where it stopped, and adds what is new.
///
/// # Errors
/// `export_foreign`, `storage`, `disk_full`, `network`. What the server altered doesn't stop the rest: see
/// [`Exported::altered`].
pub fn export(vault: &mut Vault, folder: &Path, open: bool, progress: &mut dyn Progress) -> Result<Exported, Problem> {
    let account = vault.account();
    let (target, finished) = ExportFolder::claim(folder, account, open)?;
    let recipient = key::read_or_make(folder)?.to_recipient();
    let names = taken_names(&finished);
    let mut run = Run { vault, target, recipient, open, names, finished };
    let mut exported = Exported { documents: 0, bytes: 0, kept: 0, altered: Vec::new() };
    let mut index = Index { format: FORMAT, folders: run.folders()?, documents: Vec::new() };
    let documents = run.vault.documents()?;
    for (number, document) in (1_usize..).zip(&documents) {
        progress.step(&format!("{number} of {}", documents.len()));
        let entry = match run.finished_entry(document) {
            Some(entry) => {
                exported.kept += 1;
                entry
            }
            None => match run.write(document, progress) {
                Ok(entry) => entry,
                Err(problem) if problem.kind == ProblemKind::Altered => {
                    exported.altered.push((document.id.to_string(), document.name.clone(), problem));
                    continue;
                }
                Err(problem) => return Err(problem),
            },
        };
        exported.bytes += entry.size;
        index.documents.push(entry);
    }
    exported.documents = index.documents.len();
    run.target.finish(&index, account)?;
    Ok(exported)
}

struct Run<'a> {
    vault: &'a mut Vault,
    target: ExportFolder,
    recipient: Recipient,
    open: bool,
    names: Names,
    finished: HashMap<String, Entry>,
}

impl Run<'_> {
    fn folders(&self) -> Result<Vec<String>, Problem> {
        Ok(self.vault.folders()?.into_iter().map(|folder| folder.name).collect())
    }

    /// What an earlier run wrote of this edition, with what may have changed beside the payload brought up to date.
    fn finished_entry(&self, document: &DocumentView) -> Option<Entry> {
        let entry = self.finished.get(&document.id.to_string())?;
        let same =
            entry.edition == document.edition && entry.name == document.name && self.target.holds(entry, self.open);
        same.then(|| Entry { folder: document.folder_name.clone(), trashed: document.trashed, ..entry.clone() })
    }

    fn write(&mut self, document: &DocumentView, progress: &mut dyn Progress) -> Result<Entry, Problem> {
        let name = self.names.give(&document.name);
        let file = format!("{AGE}/{name}.age");
        let opened = self.open.then(|| format!("{FILES}/{name}"));
        let mut plain = self.partial(if opened.is_some() { FILES } else { AGE })?;
        self.vault.get(document.id, None, plain.as_file_mut(), progress)?;
        let mut sealed = self.partial(AGE)?;
        let sha256 = seal(&self.recipient, plain.as_file_mut(), sealed.as_file_mut())
            .map_err(|error| self.trouble(&file, &error))?;
        self.keep(sealed, &file)?;
        if let Some(path) = &opened {
            self.keep(plain, path)?;
        }
        let entry = Entry {
            id: document.id.to_string(),
            name: document.name.clone(),
            folder: document.folder_name.clone(),
            size: document.size,
            sha256,
            media_type: document.media_type.clone(),
            edition: document.edition,
            added: document.added,
            trashed: document.trashed,
            file,
            open: opened,
        };
        self.target.note(&entry)?;
        Ok(entry)
    }

    fn partial(&self, folder: &str) -> Result<Unfinished, Problem> {
        Unfinished::new_in(self.target.path.join(folder)).map_err(|error| self.trouble(folder, &error))
    }

    fn keep(&self, partial: Unfinished, path: &str) -> Result<(), Problem> {
        partial.replace(&self.target.path.join(path)).map_err(|error| self.trouble(path, &error))
    }

    fn trouble(&self, path: &str, error: &io::Error) -> Problem {
        Problem::storage(&self.target.path.join(path), error)
    }
}

/// Seals all of `plain`, not padded; gives its SHA-256 in hexadecimal.
fn seal(recipient: &Recipient, plain: &mut File, sealed: &mut File) -> io::Result<String> {
    plain.rewind()?;
    let mut hashed = Hashed { inner: plain, sha256: Sha256::new() };
    let mut output = io::BufWriter::new(sealed);
    envelope::to_stream(recipient, &mut hashed, &mut output)?;
    output.flush()?;
    Ok(HEXLOWER.encode(&hashed.sha256.finalize()))
}

struct Hashed<R> {
    inner: R,
    sha256: Sha256,
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.sha256.update(&buffer[..count]);
        Ok(count)
    }
}

/// Names of an earlier run stay where they are.
fn taken_names(finished: &HashMap<String, Entry>) -> Names {
    let mut names = Names::default();
    for entry in finished.values() {
        if let Some(name) = entry.file.strip_prefix(AGE).and_then(|name| name.strip_prefix('/')?.strip_suffix(".age")) {
            names.take(name);
        }
    }
    names
}
