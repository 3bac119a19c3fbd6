//! Bytes on their way out, compared with the checksum that was computed on their way in.

use std::io;

use futures_util::{TryStreamExt as _, stream};

use super::Pieces;

/// The bytes of a whole object of `size` bytes with this CRC32C. The last piece is given only when all of them are right: a client whose
/// download was cut asks again, and never takes damaged bytes for the object.
#[must_use]
pub fn checked(pieces: Pieces, size: u64, checksum: u32) -> Pieces {
    let checking = Checking { pieces, left: size, sum: 0, checksum };
    Box::pin(stream::try_unfold(checking, |mut checking| async move {
        let Some(piece) = checking.pieces.try_next().await? else {
            return if checking.left == 0 { Ok(None) } else { Err(wrong("fewer bytes than were stored")) };
        };
        checking.left =
            checking.left.checked_sub(piece.len() as u64).ok_or_else(|| wrong("more bytes than were stored"))?;
        checking.sum = crc32c::crc32c_append(checking.sum, &piece);
        if checking.left == 0 && checking.sum != checking.checksum {
            return Err(wrong("other bytes than were stored"));
        }
        Ok(Some((piece, checking)))
    }))
}

struct Checking {
    pieces: Pieces,
    left: u64,
    sum: u32,
    checksum: u32,
}

fn wrong(what: &'static str) -> io::Error {
    tracing::error!("the object store gives {what}; the download was cut");
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;

    async fn through(pieces: &[&'static [u8]], size: u64, checksum: u32) -> (Vec<u8>, bool) {
        let given: Vec<io::Result<Bytes>> = pieces.iter().map(|piece| Ok(Bytes::from_static(piece))).collect();
        let mut checked = checked(Box::pin(stream::iter(given)), size, checksum);
        let mut read = Vec::new();
        loop {
            match checked.try_next().await {
                Ok(Some(piece)) => read.extend_from_slice(&piece),
                Ok(None) => return (read, true),
                Err(_) => return (read, false),
            }
        }
    }

    #[test]
    fn wrong_bytes_never_come_out_whole() {
        let sum = crc32c::crc32c(b"sealed bytes");
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            assert_eq!(through(&[b"sealed ", b"bytes"], 12, sum).await, (b"sealed bytes".to_vec(), true));
            assert_eq!(through(&[b"sealed ", b"bytez"], 12, sum).await, (b"sealed ".to_vec(), false));
            assert_eq!(through(&[b"sealed "], 12, sum).await, (b"sealed ".to_vec(), false));
            assert_eq!(through(&[b"sealed ", b"bytes", b"!"], 12, sum).await, (b"sealed bytes".to_vec(), false));
        });
    }
}
