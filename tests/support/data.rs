//! A server's data as files, which an operator copies and puts back.

use std::{fs, path::Path};

use tempfile::TempDir;

/// What an operator's backup of a stopped server holds.
pub fn backup(data: &Path) -> TempDir {
    let backup = tempfile::tempdir().unwrap();
    copy(data, &backup.path().join("data"));
    backup
}

/// Puts a backup in place of a stopped server's data.
pub fn restore(backup: &TempDir, data: &Path) {
    fs::remove_dir_all(data).unwrap();
    copy(&backup.path().join("data"), data);
}

/// A folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
