//! The folder of an export: whose it is, and what of it is done already.

use std::{
    collections::HashMap,
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    AGE, DONE, FILES, INDEX, KEYS,
    index::{Entry, Index, LONGEST},
    problem,
};
use crate::{
    client::{problem::Problem, unfinished::Unfinished},
    protocol::{canonical, id::AccountId},
};

/// The first line of [`DONE`].
#[derive(Serialize, Deserialize)]
struct Owner {
    account: AccountId,
}

/// A folder that holds an export of one account, finished or not.
pub(super) struct ExportFolder {
    pub(super) path: PathBuf,
    done: File,
}

/// Refuses a folder that holds anything but an export of this account.
///
/// # Errors
/// `export_foreign`, `storage`.
pub fn check_not_foreign(path: &Path, account: AccountId) -> Result<(), Problem> {
    let mut entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Problem::storage(path, &error)),
    };
    let ours = read_bounded(&path.join(DONE)).ok().and_then(|text| owner(&text));
    match entries.next() {
        Some(_) if ours != Some(account) => Err(problem::foreign(path)),
        _ => Ok(()),
    }
}

impl ExportFolder {
    /// Claims `path` for `account`. Gives the folder and what an earlier run finished in it, by id.
    pub(super) fn claim(
        path: &Path,
        account: AccountId,
        open: bool,
    ) -> Result<(Self, HashMap<String, Entry>), Problem> {
        check_not_foreign(path, account)?;
        Self::prepare(path, account, open).map_err(|error| Problem::storage(path, &error))
    }

    fn prepare(path: &Path, account: AccountId, open: bool) -> io::Result<(Self, HashMap<String, Entry>)> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path)?;
        builder.create(path.join(AGE))?;
        if open {
            builder.create(path.join(FILES))?;
        }
        let mut finished = HashMap::new();
        if let Ok(index) = read_bounded(&path.join(INDEX)) {
            let index: Option<Index> = serde_json::from_str(&index).ok();
            finished.extend(index.into_iter().flat_map(|index| index.documents).map(|entry| (entry.id.clone(), entry)));
        }
        let text = read_bounded(&path.join(DONE)).unwrap_or_default();
        // The last line of an interrupted run may be cut: it doesn't parse, and its document is exported again.
        finished.extend(
            text.lines()
                .filter_map(|line| serde_json::from_str(line).ok())
                .map(|entry: Entry| (entry.id.clone(), entry)),
        );
        let mut done = OpenOptions::new().create(true).append(true).open(path.join(DONE))?;
        if text.is_empty() {
            write_line(&mut done, &Owner { account })?;
        } else if !text.ends_with('\n') {
            done.write_all(b"\n")?;
        }
        Ok((Self { path: path.to_owned(), done }, finished))
    }

    /// Whether what `entry` names lies there.
    pub(super) fn holds(&self, entry: &Entry, open: bool) -> bool {
        let is_file = |relative: &str| self.path.join(relative).is_file();
        is_file(&entry.file) && (!open || entry.open.as_deref().is_some_and(is_file))
    }

    /// Notes that a document is done.
    pub(super) fn note(&mut self, entry: &Entry) -> Result<(), Problem> {
        write_line(&mut self.done, entry).map_err(|error| Problem::storage(&self.path.join(DONE), &error))
    }

    /// Writes the index. [`DONE`] keeps only whose export it is.
    pub(super) fn finish(self, index: &Index, account: AccountId) -> Result<(), Problem> {
        let json = serde_json::to_vec_pretty(index).unwrap_or_default();
        self.replace(INDEX, &json)?;
        let mut owner = canonical::write(&Owner { account });
        owner.push(b'\n');
        self.replace(DONE, &owner)
    }

    fn replace(&self, name: &str, contents: &[u8]) -> Result<(), Problem> {
        let path = self.path.join(name);
        let written = Unfinished::new_in(&self.path).and_then(|mut partial| {
            partial.as_file_mut().write_all(contents)?;
            partial.replace(&path)
        });
        written.map_err(|error| Problem::storage(&path, &error))
    }
}

/// The index of the export in `folder`, as an import believes it.
pub(super) fn read_index(folder: &Path) -> Result<Index, Problem> {
    let json = read_bounded(&folder.join(INDEX)).map_err(|_| problem::not_an_export(folder, INDEX))?;
    if !folder.join(KEYS).is_file() {
        return Err(problem::not_an_export(folder, KEYS));
    }
    Index::parse(json.as_bytes())
}

fn owner(text: &str) -> Option<AccountId> {
    serde_json::from_str::<Owner>(text.lines().next()?).ok().map(|owner| owner.account)
}

fn write_line(file: &mut File, value: &impl Serialize) -> io::Result<()> {
    let mut line = canonical::write(value);
    line.push(b'\n');
    file.write_all(&line)?;
    file.sync_data()
}

fn read_bounded(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    let read = File::open(path)?.take(LONGEST + 1).read_to_string(&mut text)?;
    if read as u64 > LONGEST { Err(io::Error::from(io::ErrorKind::FileTooLarge)) } else { Ok(text) }
}
