//! `to` and its inverse: age files with exactly one recipient, their headers checked before any library sees them.

use std::io::{self, BufRead, Read, Write};

use zeroize::Zeroizing;

use crate::{
    client::hazmat::{
        Identity, Recipient,
        age_file::{self, Failure},
    },
    protocol::{Refusal, age_header, limits},
};

/// Why a streamed age file didn't open.
#[derive(Debug, thiserror::Error)]
pub enum Opening {
    /// It is refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It couldn't be read, or its plaintext not be written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// `bytes` as an age file that only `recipient` opens.
#[must_use]
pub fn to(recipient: &Recipient, bytes: &[u8]) -> Vec<u8> {
    let mut file = Vec::with_capacity(bytes.len() + 4096);
    match age_file::encrypt(recipient, bytes, &mut file) {
        Ok(()) => file,
        Err(_) => unreachable!("memory takes every byte, and the recipient was checked when it was parsed"),
    }
}

/// Like [`to`], with flat memory.
///
/// # Errors
/// What reading and writing give.
pub fn to_stream(recipient: &Recipient, plaintext: impl Read, output: impl Write) -> io::Result<()> {
    age_file::encrypt(recipient, plaintext, output)
}

/// Opens an age file of this identity's type.
///
/// # Errors
/// `header` and `stanzas` before anything is opened; `recipient` when it is addressed to another, `tampered` when header
/// or stream was altered or cut.
pub fn open_from(identity: &Identity, file: &[u8]) -> Result<Zeroizing<Vec<u8>>, Refusal> {
    // One allocation that is large enough: growing would leave copies of the plaintext behind.
    let mut plaintext = Zeroizing::new(Vec::with_capacity(file.len()));
    match open_stream_from(identity, file, &mut *plaintext) {
        Ok(_) => Ok(plaintext),
        Err(Opening::Refused(refusal)) => Err(refusal),
        Err(Opening::Io(_)) => unreachable!("memory gives and takes every byte"),
    }
}

/// Like [`open_from`], with flat memory; gives the plaintext's length in bytes. What is in `output` is worth nothing, and
/// not to be shown, until this returned without an error.
///
/// # Errors
/// [`Opening`].
pub fn open_stream_from(identity: &Identity, mut file: impl BufRead, mut output: impl Write) -> Result<u64, Opening> {
    let mut start = Vec::with_capacity(limits::AGE_HEADER);
    file.by_ref().take(limits::AGE_HEADER as u64).read_to_end(&mut start)?;
    age_header::check(&start, identity.recipient_type())?;
    let mut reader = age_file::decrypt(identity, start.chain(file)).map_err(opening)?;
    let mut buffer = Zeroizing::new(vec![0; 64 * 1024]);
    let mut written = 0;
    loop {
        let count = match reader.read(&mut buffer) {
            Ok(0) => return Ok(written),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(opening(age_file::reading_failure(error))),
        };
        output.write_all(&buffer[..count])?;
        written += count as u64;
    }
}

fn opening(failure: Failure) -> Opening {
    match failure {
        Failure::Recipient => Refusal::Recipient.into(),
        Failure::Tampered => Refusal::Tampered.into(),
        Failure::Io(error) => error.into(),
    }
}
