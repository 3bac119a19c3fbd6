//! Payloads: a file, padded and addressed to the identity in its label. Streamed both ways, flat memory.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, Write},
    path::Path,
};

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use super::hashing::hashed;
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
    let object = hashed(output, |output| to_stream(recipient, (&mut file).chain(zeros), output))?;
    if file.count == length { Ok(object) } else { Err(Refusal::Size.into()) }
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
    let (found_size, found_hash) = measure((&mut ciphertext).take(size + 1))?;
    if found_size != size {
        return Err(Refusal::Size.into());
    }
    if found_hash != sha256 {
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

fn measure(mut ciphertext: impl Read) -> io::Result<(u64, Hash)> {
    let mut sha256 = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    let mut size = 0;
    loop {
        match ciphertext.read(&mut buffer) {
            Ok(0) => return Ok((size, Hash(sha256.finalize().into()))),
            Ok(count) => {
                sha256.update(&buffer[..count]);
                size += count as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
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

#[cfg(test)]
mod tests {
    use std::{fs, io::Cursor};

    use super::*;
    use crate::protocol::age_header::RecipientType;

    fn content(length: usize) -> Vec<u8> {
        (0..length).map(|place| u8::try_from(place % 251).unwrap()).collect()
    }

    fn refusal(result: Result<(), Opening>) -> Refusal {
        match result {
            Err(Opening::Refused(refusal)) => refusal,
            other => panic!("not refused: {other:?}"),
        }
    }

    #[test]
    fn what_was_sealed_opens_and_is_what_the_log_names() {
        let identity = Identity::generate(RecipientType::X25519);
        for length in [0, 1, 1024, 65_536, 300_000] {
            let file = content(length);
            let mut sealed = Vec::new();
            let object = seal(&identity.to_recipient(), &file[..], length as u64, &mut sealed).unwrap();
            assert_eq!(object.size, sealed.len() as u64);
            assert_eq!(object.sha256, Hash::of(&sealed));
            assert_eq!(object.crc32c, crc32c::crc32c(&sealed));
            let mut opened = Vec::new();
            open(&identity, object.size, object.sha256, length as u64, Cursor::new(&sealed), &mut opened).unwrap();
            assert_eq!(opened, file);
        }
    }

    #[test]
    fn a_file_that_changed_while_it_was_sealed_is_refused() {
        let recipient = Identity::generate(RecipientType::X25519).to_recipient();
        let file = content(5000);
        for length in [4999, 5001] {
            let sealed = seal(&recipient, &file[..], length, io::sink());
            assert!(matches!(sealed, Err(Opening::Refused(Refusal::Size))), "{length}");
        }
    }

    #[test]
    fn a_file_over_50_mib_is_refused_before_it_is_read() {
        let recipient = Identity::generate(RecipientType::X25519).to_recipient();
        let sealed = seal(&recipient, io::repeat(0), limits::DOCUMENT + 1, io::sink());
        assert!(matches!(sealed, Err(Opening::Refused(Refusal::TooLarge))));
    }

    #[test]
    fn a_full_disk_is_an_error_and_no_hang() {
        let recipient = Identity::generate(RecipientType::X25519).to_recipient();
        let mut small = vec![0_u8; 100_000];
        let sealed = seal(&recipient, io::repeat(7), 1_000_000, &mut small[..]);
        assert!(matches!(sealed, Err(Opening::Io(_))));
    }

    #[test]
    fn no_altered_byte_opens() {
        let identity = Identity::generate(RecipientType::X25519);
        let mut sealed = Vec::new();
        let object = seal(&identity.to_recipient(), &b"paper"[..], 5, &mut sealed).unwrap();
        for place in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[place] ^= 1;
            let opened = open(&identity, object.size, object.sha256, 5, Cursor::new(&altered), io::sink());
            assert_eq!(refusal(opened), Refusal::Hash);
            // And without the log's hash, the file itself says so.
            let opened = open(&identity, object.size, Hash::of(&altered), 5, Cursor::new(&altered), io::sink());
            refusal(opened);
        }
    }

    #[test]
    fn a_refused_file_leaves_nothing_behind() {
        let identity = Identity::generate(RecipientType::X25519);
        let folder = tempfile::tempdir().unwrap();
        let (ciphertext, destination) = (folder.path().join("sealed"), folder.path().join("paper.pdf"));
        let object =
            seal(&identity.to_recipient(), &content(3000)[..], 3000, File::create(&ciphertext).unwrap()).unwrap();
        let open_as = |length| {
            let mut ciphertext = File::open(&ciphertext).unwrap();
            open_to_file(&identity, object.size, object.sha256, length, &mut ciphertext, &destination)
        };
        assert_eq!(refusal(open_as(2999)), Refusal::Padding);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "only what was there before");
        open_as(3000).unwrap();
        assert_eq!(fs::read(&destination).unwrap(), content(3000));
    }
}
