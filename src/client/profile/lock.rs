//! One process at a time in a profile.

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::Path,
    sync::mpsc,
    thread,
};

use super::{Patience, problem};
use crate::client::problem::Problem;

/// Held as long as it lives; the system frees it when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock at `path`, waiting for whoever has it as long as `patience` says.
    pub(super) fn take(path: &Path, patience: &mut Patience<'_>) -> Result<Self, Problem> {
        let file = open(path).map_err(|error| Problem::storage(path, &error))?;
        match file.try_lock() {
            Ok(()) => return Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => (patience.announce)(),
            Err(TryLockError::Error(error)) => return Err(Problem::storage(path, &error)),
        }
        // A lock has no deadline of its own: a thread waits for it, and this one for the thread.
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            let locked = file.lock().map(|()| Self { _file: file });
            // When nobody waits any more the lock is dropped here.
            let _ = sender.send(locked);
        });
        match receiver.recv_timeout(patience.longest) {
            Ok(locked) => locked.map_err(|error| Problem::storage(path, &error)),
            Err(_) => Err(problem::busy(path)),
        }
    }
}

fn open(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
