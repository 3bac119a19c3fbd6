//! Payloads: a file, padded and addressed to the identity in its label. Streamed both ways, flat memory.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, Write},
    path::Path,
};

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::{
    client::{
        envelope::{Opening, open_stream_from, to_stream},
        hazmat::{Identity, Recipient},
    },
    protocol::{Refusal, bytes::Hash, limits, padding::padded},
};

/// What identifies a stored object: an act names size and hash, the transport wants the checksum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealedObject {
    /// Of the ciphertext, bytes.
    pub size: u64,
    /// SHA-256 of the ciphertext.
    pub sha256: Hash,
    /// CRC32C of the ciphertext: finds what hardware breaks.
    pub crc32c: u32,
}

/// Seals the `length` bytes that `file` gives, padded, into `output`. Seal once, and keep the ciphertext until the server
/// has acknowledged it.
///
/// # Errors
/// `too_large` over 50 MiB; `size` when `file` gives more or fewer bytes than `length`; what reading and writing give.
pub fn seal(recipient: &Recipient, file: impl Read, length: u64, output: impl Write) -> Result<SealedObject, Opening> {
    if length > limits::DOCUMENT {
        return Err(Refusal::TooLarge.into());
    }
    // One byte more than expected, to notice a file that grew.
    let mut file = Counted { inner: file.take(length + 1), count: 0 };
    let zeros = io::repeat(0).take(padded(length) - length);
    let mut output = Hashed { inner: output, sha256: Sha256::new(), crc32c: 0, size: 0 };
    to_stream(recipient, (&mut file).chain(zeros), &mut output)?;
    if file.count != length {
        return Err(Refusal::Size.into());
    }
    Ok(SealedObject { size: output.size, sha256: Hash(output.sha256.finalize().into()), crc32c: output.crc32c })
}

/// Opens a payload of true length `length` into `output`: the ciphertext's size and SHA-256 are compared with the log's
/// before anything is opened. What is in `output` is worth nothing, and not to be shown, until this returned without error.
///
/// # Errors
/// `size`, `hash`; then those of [`open_stream_from`]; `padding` when the padding isn't zero or not as long as it should be.
pub fn open(
    identity: &Identity,
    size: u64,
    sha256: Hash,
    length: u64,
    mut ciphertext: impl Read + Seek,
    output: impl Write,
) -> Result<(), Opening> {
    if length > limits::DOCUMENT || size > limits::OBJECT {
        return Err(Refusal::TooLarge.into());
    }
    let mut hashed = Hashed { inner: io::sink(), sha256: Sha256::new(), crc32c: 0, size: 0 };
    io::copy(&mut (&mut ciphertext).take(size + 1), &mut hashed)?;
    if hashed.size != size {
        return Err(Refusal::Size.into());
    }
    if Hash(hashed.sha256.finalize().into()) != sha256 {
        return Err(Refusal::Hash.into());
    }
    ciphertext.rewind()?;
    let mut cut = Cut { inner: output, left: length, padding_is_zero: true };
    let plain = open_stream_from(identity, BufReader::new(ciphertext.take(size)), &mut cut)?;
    if plain != padded(length) || !cut.padding_is_zero {
        return Err(Refusal::Padding.into());
    }
    cut.inner.flush()?;
    Ok(())
}

/// Like [`open`], into a new file at `destination`, which appears whole or not at all and is readable by its owner alone.
///
/// # Errors
/// As [`open`]; an existing file is replaced.
pub fn open_to_file(
    identity: &Identity,
    size: u64,
    sha256: Hash,
    length: u64,
    ciphertext: &mut File,
    destination: &Path,
) -> Result<(), Opening> {
    let directory = destination.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut partial = NamedTempFile::new_in(directory)?;
    open(identity, size, sha256, length, ciphertext, partial.as_file_mut())?;
    partial.as_file().sync_all()?;
    partial.persist(destination).map_err(|error| error.error)?;
    Ok(())
}

struct Counted<R> {
    inner: R,
    count: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.count += count as u64;
        Ok(count)
    }
}

/// Hashes what passes through.
struct Hashed<W> {
    inner: W,
    sha256: Sha256,
    crc32c: u32,
    size: u64,
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(buffer)?;
        self.sha256.update(&buffer[..count]);
        self.crc32c = crc32c::crc32c_append(self.crc32c, &buffer[..count]);
        self.size += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Lets the first bytes through and checks that the rest is zero.
struct Cut<W> {
    inner: W,
    left: u64,
    padding_is_zero: bool,
}

impl<W: Write> Write for Cut<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let content = usize::try_from(self.left).map_or(buffer.len(), |left| left.min(buffer.len()));
        let (content, padding) = buffer.split_at(content);
        self.inner.write_all(content)?;
        self.left -= content.len() as u64;
        self.padding_is_zero &= padding.iter().all(|byte| *byte == 0);
        Ok(buffer.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
