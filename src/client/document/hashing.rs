//! Hashes what is written, on a thread of its own: SHA-256 takes longer than sealing, and phones and desks have two cores.

use std::{
    io::{self, Write},
    panic,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread,
};

use sha2::{Digest, Sha256};

use super::SealedObject;
use crate::protocol::bytes::Hash;

/// Parts that may wait for the hashing thread; a part is a chunk of an age file, 64 KiB.
const WAITING: usize = 4;

/// Passes what it is given on, and a copy to the hashing thread.
pub(super) struct Hashed<W> {
    inner: W,
    parts: SyncSender<Vec<u8>>,
}

/// Runs `write` with a writer that passes everything on to `output`, and gives what went through.
///
/// # Errors
/// Those of `write`.
pub(super) fn hashed<W: Write, E>(
    output: W,
    write: impl FnOnce(&mut Hashed<W>) -> Result<(), E>,
) -> Result<SealedObject, E> {
    thread::scope(|scope| {
        let (parts, waiting) = sync_channel(WAITING);
        let hashing = scope.spawn(move || hash(&waiting));
        let mut writer = Hashed { inner: output, parts };
        let written = write(&mut writer);
        // The thread ends when nothing can come any more.
        drop(writer);
        let object = hashing.join().unwrap_or_else(|reason| panic::resume_unwind(reason));
        written.map(|()| object)
    })
}

fn hash(parts: &Receiver<Vec<u8>>) -> SealedObject {
    let (mut sha256, mut crc32c, mut size) = (Sha256::new(), 0, 0);
    for part in parts {
        sha256.update(&part);
        crc32c = crc32c::crc32c_append(crc32c, &part);
        size += part.len() as u64;
    }
    SealedObject { size, sha256: Hash(sha256.finalize().into()), crc32c }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(buffer)?;
        self.parts.send(buffer[..count].to_vec()).map_err(io::Error::other)?;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
