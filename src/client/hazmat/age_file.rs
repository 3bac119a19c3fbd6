//! age files, streamed: 64 KiB in memory at a time, whatever their size.

use std::{
    io::{self, BufRead, Read, Write},
    iter,
};

use super::identity::{Identity, Recipient};

/// Why an age file didn't open.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// It isn't addressed to this identity.
    #[error("the file is addressed to another key")]
    Recipient,
    /// Its header or its stream was altered or cut.
    #[error("the file was altered")]
    Tampered,
    /// The file couldn't be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Encrypts what `plaintext` gives into `output`, to one recipient.
///
/// # Errors
/// What reading and writing give.
pub fn encrypt(recipient: &Recipient, mut plaintext: impl Read, output: impl Write) -> io::Result<()> {
    let encryptor = age::Encryptor::with_recipients(iter::once(recipient.as_age())).map_err(io::Error::other)?;
    let mut writer = encryptor.wrap_output(output)?;
    io::copy(&mut plaintext, &mut writer)?;
    writer.finish()?.flush()
}

/// A reader of the plaintext. Its chunks are authentic one by one; that it isn't cut is known only at its end, which
/// comes as an error of kind `InvalidData` or `UnexpectedEof` when it is: show nothing before.
///
/// The header must have been checked (`crate::protocol`), since the library takes quadratic time over a long one.
///
/// # Errors
/// [`Failure`].
pub fn decrypt<R: BufRead>(identity: &Identity, file: R) -> Result<impl Read + use<R>, Failure> {
    let decryptor = age::Decryptor::new_buffered(file).map_err(failure)?;
    decryptor.decrypt(iter::once(&*identity.to_age())).map_err(failure)
}

/// What an error of the plaintext's reader means: an altered stream has no error of its own in `io`.
#[must_use]
pub fn reading_failure(error: io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => Failure::Tampered,
        _ => Failure::Io(error),
    }
}

fn failure(error: age::DecryptError) -> Failure {
    match error {
        age::DecryptError::NoMatchingKeys => Failure::Recipient,
        age::DecryptError::Io(error) => reading_failure(error),
        _ => Failure::Tampered,
    }
}
