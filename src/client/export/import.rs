//! Bringing an export into a locker: nothing that isn't byte for byte what the index names gets in.

use std::{
    collections::HashMap,
    fs::File,
    io::{self, BufReader, Read, Seek, Write},
    path::Path,
};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::{KEYS, folder::read_index, index::Entry, key, problem};
use crate::{
    client::{
        envelope::{self, Opening},
        hazmat::Identity,
        problem::{Problem, ProblemKind},
        vault::{DocumentView, Progress, Vault},
    },
    protocol::{id::NodeId, limits},
};

/// What an import came to.
#[derive(Debug)]
pub struct Imported {
    /// Documents that were added, with the ids they have here.
    pub added: Vec<(Entry, NodeId)>,
    /// Documents that were there already, with the same bytes, name and folder.
    pub present: usize,
    /// Entries whose file isn't what the index says: nothing of them was added.
    pub altered: Vec<(Entry, Problem)>,
}

/// Adds every document of the export in `folder`, into folders of the same names. Repeating it adds nothing twice.
///
/// # Errors
/// `not_an_export`, `index`, `too_many` before anything is added; `storage`, `network`, `quota_reached` when it stops between
/// two documents.
pub fn import(vault: &mut Vault, folder: &Path, progress: &mut dyn Progress) -> Result<Imported, Problem> {
    let index = read_index(folder)?;
    let identity = key::read(folder).ok().flatten().ok_or_else(|| problem::not_an_export(folder, KEYS))?;
    let mut imported = Imported { added: Vec::new(), present: 0, altered: Vec::new() };
    let mut target = Target::of(vault)?;
    for name in &index.folders {
        target.folder(vault, name)?;
    }
    for (number, entry) in (1_usize..).zip(&index.documents) {
        progress.step(&format!("{number} of {}", index.documents.len()));
        let opened = match open_entry(&identity, folder, entry) {
            Ok(opened) => opened,
            Err(problem) if problem.kind == ProblemKind::Altered => {
                imported.altered.push((entry.clone(), problem));
                continue;
            }
            Err(problem) => return Err(problem),
        };
        if target.holds(vault, entry, progress)? {
            imported.present += 1;
            continue;
        }
        let parent = target.folder(vault, &entry.folder)?;
        let what = (entry.name.as_str(), entry.media_type.as_str());
        let id = vault.add_file((opened, &folder.join(&entry.file)), what, parent, progress)?;
        if entry.trashed.is_some() {
            vault.trash(id)?;
        }
        imported.added.push((entry.clone(), id));
    }
    Ok(imported)
}

/// What the locker held when the import began.
struct Target {
    folders: HashMap<String, NodeId>,
    documents: Vec<DocumentView>,
}

impl Target {
    fn of(vault: &Vault) -> Result<Self, Problem> {
        let folders = vault.folders()?.into_iter().filter(|folder| folder.trashed.is_none());
        Ok(Self { folders: folders.map(|folder| (folder.name, folder.id)).collect(), documents: vault.documents()? })
    }

    /// The folder of this name, made if there is none.
    fn folder(&mut self, vault: &mut Vault, name: &str) -> Result<NodeId, Problem> {
        if let Some(id) = self.folders.get(name) {
            return Ok(*id);
        }
        let id = vault.create_folder(name, None)?;
        self.folders.insert(name.to_owned(), id);
        Ok(id)
    }

    /// Whether the locker has this document already: same name, folder and size, and then the same bytes. Each document
    /// stands for one entry only, so that two equal ones stay two.
    fn holds(&mut self, vault: &mut Vault, entry: &Entry, progress: &mut dyn Progress) -> Result<bool, Problem> {
        for place in 0..self.documents.len() {
            let view = &self.documents[place];
            if is_like(view, entry) && has_bytes(vault, view.id, &entry.sha256, progress)? {
                self.documents.swap_remove(place);
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn is_like(view: &DocumentView, entry: &Entry) -> bool {
    view.size == entry.size
        && view.name == entry.name
        && view.folder_name == entry.folder
        && view.trashed.is_some() == entry.trashed.is_some()
}

/// Whether a document has this SHA-256. One that can't be opened hasn't, and doesn't stop the import.
fn has_bytes(vault: &mut Vault, id: NodeId, expected: &str, progress: &mut dyn Progress) -> Result<bool, Problem> {
    let mut file = tempfile::tempfile().map_err(|error| Problem::storage(&std::env::temp_dir(), &error))?;
    match vault.get(id, None, &mut file, progress) {
        Ok(_) => Ok(sha256(&mut file).is_ok_and(|hash| hash.eq_ignore_ascii_case(expected))),
        Err(problem) if problem.kind == ProblemKind::Altered => Ok(false),
        Err(problem) => Err(problem),
    }
}

/// Opens an entry into a temporary file that has no name, and compares it with what the index says.
fn open_entry(identity: &Identity, folder: &Path, entry: &Entry) -> Result<File, Problem> {
    let path = folder.join(&entry.file);
    let sealed = open_regular(&path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::InvalidInput => problem::altered(&entry.file, "missing"),
        _ => Problem::storage(&path, &error),
    })?;
    let trouble = |error: io::Error| Problem::storage(&std::env::temp_dir(), &error);
    let mut opened = tempfile::tempfile().map_err(trouble)?;
    let mut output = Hashed { inner: &mut opened, sha256: Sha256::new(), left: entry.size };
    match envelope::open_stream_from(identity, BufReader::new(sealed.take(limits::OBJECT)), &mut output) {
        Ok(size) if size == entry.size => {}
        Ok(_) => return Err(problem::altered(&entry.file, "size")),
        Err(Opening::Refused(refusal)) => return Err(problem::altered(&entry.file, refusal.name())),
        Err(Opening::Io(error)) if error.kind() == io::ErrorKind::FileTooLarge => {
            return Err(problem::altered(&entry.file, "size"));
        }
        Err(Opening::Io(error)) => return Err(trouble(error)),
    }
    if !HEXLOWER.encode(&output.sha256.finalize()).eq_ignore_ascii_case(&entry.sha256) {
        return Err(problem::altered(&entry.file, "hash"));
    }
    Ok(opened)
}

/// Opens a plain file: no link leads out of the export, no device is read.
fn open_regular(path: &Path) -> io::Result<File> {
    if !std::fs::symlink_metadata(path)?.file_type().is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    File::open(path)
}

fn sha256(file: &mut File) -> io::Result<String> {
    file.rewind()?;
    let mut hashed = Hashed { inner: io::sink(), sha256: Sha256::new(), left: limits::DOCUMENT };
    io::copy(file, &mut hashed)?;
    Ok(HEXLOWER.encode(&hashed.sha256.finalize()))
}

/// Hashes what passes, and lets no more than `left` bytes through.
struct Hashed<W> {
    inner: W,
    sha256: Sha256,
    left: u64,
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let left = self.left.checked_sub(buffer.len() as u64).ok_or(io::ErrorKind::FileTooLarge)?;
        self.inner.write_all(buffer)?;
        self.sha256.update(buffer);
        self.left = left;
        Ok(buffer.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
