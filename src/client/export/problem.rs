//! What can be wrong with an export or with a folder that should be one.

use std::path::Path;

use crate::client::problem::{Problem, ProblemKind};

pub(super) fn not_an_index(why: &str) -> Problem {
    let sentence = format!("The folder's index.json isn't one that `armoire export` writes: {why}.");
    Problem::new(ProblemKind::Usage, "index", sentence)
}

pub(super) fn not_an_export(folder: &Path, part: &str) -> Problem {
    let sentence = format!("{} isn't an export of Armoire: {part} is missing or can't be read.", folder.display());
    Problem::new(ProblemKind::Usage, "not_an_export", sentence).with("path", folder.to_string_lossy())
}

pub(super) fn too_many(most: usize) -> Problem {
    Problem::new(ProblemKind::Limit, "too_many", format!("An import takes at most {most} documents at once."))
        .with("most", most)
}

pub(super) fn foreign(folder: &Path) -> Problem {
    let sentence = format!(
        "{} holds files that aren't an export of this locker, and they are left alone. Name an empty folder, or one that \
         isn't there yet.",
        folder.display()
    );
    Problem::new(ProblemKind::Usage, "export_foreign", sentence).with("path", folder.to_string_lossy())
}

/// A file of an export isn't what the index says.
pub(super) fn altered(file: &str, code: &str) -> Problem {
    let sentence = format!("{} isn't what was exported, and nothing of it was imported.", file.escape_debug());
    Problem::new(ProblemKind::Altered, code, sentence).with("file", file)
}
