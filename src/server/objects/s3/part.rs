//! Parts of a file that go to the store, each with its checksum.

use std::{
    fs::File,
    io::{self, Read as _},
    path::Path,
};

use aws_sdk_s3::primitives::{ByteStream, Length};
use data_encoding::BASE64;

use crate::server::objects::{ObjectError, blocking};

/// Bytes of a part. The least that stores take is 5 MiB, the most parts 10,000.
pub const PART: u64 = 8 * 1024 * 1024;
/// Bytes that are read at once.
pub const PIECE: usize = 256 * 1024;

/// A CRC32C as S3 writes it.
pub fn checksum(sum: u32) -> String {
    BASE64.encode(&sum.to_be_bytes())
}

/// Bytes `offset..offset + length` of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub offset: u64,
    pub length: u64,
    pub sum: u32,
}

impl Part {
    /// The bytes, from the file: they can be sent again.
    pub async fn body(&self, file: &Path) -> Result<ByteStream, ObjectError> {
        let body = ByteStream::read_from().path(file).offset(self.offset).length(Length::Exact(self.length));
        body.buffer_size(PIECE).build().await.map_err(|error| ObjectError::Failed(io::Error::other(error)))
    }

    /// Divides a file.
    pub async fn of_file(file: &Path) -> Result<Vec<Self>, ObjectError> {
        let file = file.to_owned();
        blocking(move || {
            let (mut file, mut parts, mut buffer) = (File::open(file)?, Parts::default(), vec![0; PIECE]);
            loop {
                match file.read(&mut buffer)? {
                    0 => return Ok(parts.finish()),
                    count => parts.add(&buffer[..count]),
                }
            }
        })
        .await
    }
}

/// Parts of bytes as they come.
#[derive(Debug)]
pub struct Parts {
    whole: Vec<Part>,
    last: Part,
}

impl Default for Parts {
    fn default() -> Self {
        Self { whole: Vec::new(), last: Part { offset: 0, length: 0, sum: 0 } }
    }
}

impl Parts {
    pub fn add(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            if self.last.length == PART {
                let next = Part { offset: self.last.offset + PART, length: 0, sum: 0 };
                self.whole.push(std::mem::replace(&mut self.last, next));
            }
            let room = usize::try_from(PART - self.last.length).unwrap_or(usize::MAX);
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.last.sum = crc32c::crc32c_append(self.last.sum, now);
            self.last.length += now.len() as u64;
            bytes = later;
        }
    }

    /// All of them, at least one.
    pub fn finish(mut self) -> Vec<Part> {
        self.whole.push(self.last);
        self.whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_parts_but_the_last_are_full() {
        let size = usize::try_from(PART).unwrap_or(0);
        let bytes: Vec<u8> = (0..size * 2 + 5).map(|index| u8::try_from(index % 251).unwrap_or(0)).collect();
        for length in [0, 1, size, size + 1, size * 2, size * 2 + 5] {
            let mut parts = Parts::default();
            for piece in bytes[..length].chunks(100_003) {
                parts.add(piece);
            }
            let parts = parts.finish();
            assert_eq!(parts.len(), length.div_ceil(size).max(1));
            let mut offset = 0;
            for part in &parts {
                assert_eq!(part.offset, offset as u64);
                let end = offset + usize::try_from(part.length).unwrap_or(0);
                assert_eq!(part.sum, crc32c::crc32c(&bytes[offset..end]));
                assert!(part.length == PART || end == length);
                offset = end;
            }
            assert_eq!(offset, length);
        }
    }
}
