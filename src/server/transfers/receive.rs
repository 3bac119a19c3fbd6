//! Receiving one part: from the network into the spool, never whole in memory, refused as soon as it can't become a sealed object.

use std::time::Duration;

use axum::{
    body::{Body, BodyDataStream, Bytes},
    http::StatusCode,
};
use tokio::time::Instant;

use super::{Checksum, Spool, Turn, UploadId};
use crate::{
    protocol::{
        Refusal,
        age_header::{self, RecipientType},
        limits,
    },
    server::{
        http::{Problem, next, timed_out},
        objects::ObjectError,
        upload::not_sealed,
    },
};

/// How long a part may take: the largest object at 130 kb/s.
const PATIENCE: Duration = Duration::from_hours(1);
/// How every age file begins.
const INTRODUCTION: &[u8] = b"age-encryption.org/v1\n";

/// Bytes that come.
pub struct Part {
    /// Where they belong.
    pub offset: u64,
    /// How many were announced.
    pub length: Option<u64>,
    /// The checksum that was announced for them.
    pub checksum: Option<Checksum>,
    /// They themselves.
    pub body: Body,
}

/// Why a part wasn't taken to its end.
#[derive(Debug)]
pub enum NotTaken {
    /// The upload goes on from where it is now.
    Cut(Problem),
    /// What came can never become an object: the upload is over.
    Over(Problem),
}

impl From<ObjectError> for NotTaken {
    fn from(error: ObjectError) -> Self {
        Self::Cut(error.into())
    }
}

/// Appends a part to an upload of `size` bytes in all, and gives how many are there now, on disk. A part with a checksum is taken as a
/// whole or not at all; of another one everything stays that has arrived.
///
/// # Errors
/// See [`NotTaken`].
pub async fn receive(spool: &Spool, id: &UploadId, size: u64, part: Part, turn: &Turn) -> Result<u64, NotTaken> {
    let Part { offset, length, checksum, body } = part;
    let left = size.saturating_sub(offset);
    let mut incoming = Incoming { body: body.into_data_stream(), left, until: Instant::now() + PATIENCE, turn };
    if length.is_some_and(|length| length > left) {
        incoming.discard().await;
        return Err(NotTaken::Cut(longer()));
    }
    if left == 0 {
        incoming.next().await.map_err(NotTaken::Cut)?;
        return Ok(offset);
    }
    let head = Head { bytes: spool.head(id).await?, size, sealed: false };
    let taken = match checksum {
        None => receive_all(spool, id, head, &mut incoming).await,
        Some(checksum) => receive_whole(spool, id, head, &mut incoming, checksum).await,
    };
    if taken.is_err() {
        incoming.discard().await;
    }
    taken.map(|()| size - incoming.left)
}

async fn receive_all(
    spool: &Spool,
    id: &UploadId,
    mut head: Head,
    incoming: &mut Incoming<'_>,
) -> Result<(), NotTaken> {
    let mut appending = spool.append(id).await?;
    loop {
        match incoming.next().await {
            Ok(Some(piece)) => {
                head.go_on(&piece).map_err(|refusal| NotTaken::Over(not_sealed(refusal)))?;
                appending.write(&piece).await?;
            }
            Ok(None) => return Ok(appending.finish().await?),
            Err(problem) => {
                appending.finish().await?;
                return Err(NotTaken::Cut(problem));
            }
        }
    }
}

async fn receive_whole(
    spool: &Spool,
    id: &UploadId,
    mut head: Head,
    incoming: &mut Incoming<'_>,
    mut checksum: Checksum,
) -> Result<(), NotTaken> {
    let mut writing = spool.begin_part(id).await?;
    let mut refused = None;
    let received = loop {
        match incoming.next().await {
            Ok(Some(piece)) => {
                checksum.update(&piece);
                // Whether it was damaged on its way is known only at its end; until then nothing more is written.
                refused = refused.or_else(|| head.go_on(&piece).err());
                if refused.is_none() {
                    writing.write(&piece).await?;
                }
            }
            Ok(None) if checksum.is_right() => {
                break refused.map_or(Ok(()), |refusal| Err(NotTaken::Over(not_sealed(refusal))));
            }
            Ok(None) => break Err(NotTaken::Cut(mismatch())),
            Err(problem) => break Err(NotTaken::Cut(problem)),
        }
    };
    if received.is_err() {
        spool.remove_part(id).await?;
        return received;
    }
    writing.finish().await?;
    Ok(spool.append_part(id).await?)
}

/// The object's first bytes, until they are known to be an age header of one X25519 stanza.
struct Head {
    bytes: Vec<u8>,
    size: u64,
    sealed: bool,
}

impl Head {
    fn go_on(&mut self, piece: &[u8]) -> Result<(), Refusal> {
        if self.sealed {
            return Ok(());
        }
        let room = limits::AGE_HEADER - self.bytes.len();
        self.bytes.extend_from_slice(&piece[..piece.len().min(room)]);
        match age_header::check(&self.bytes, RecipientType::X25519) {
            Ok(_) => self.sealed = true,
            Err(Refusal::Header) if self.may_go_on() => {}
            Err(refusal) => return Err(refusal),
        }
        Ok(())
    }

    /// Whether the header may only not be there yet.
    fn may_go_on(&self) -> bool {
        let compared = self.bytes.len().min(INTRODUCTION.len());
        self.bytes[..compared] == INTRODUCTION[..compared]
            && self.bytes.len() < limits::AGE_HEADER
            && (self.bytes.len() as u64) < self.size
    }
}

/// A body in pieces, bounded, until someone else wants the turn.
struct Incoming<'a> {
    body: BodyDataStream,
    left: u64,
    until: Instant,
    turn: &'a Turn,
}

impl Incoming<'_> {
    async fn next(&mut self) -> Result<Option<Bytes>, Problem> {
        let piece = tokio::select! {
            biased;
            () = self.turn.stopped() => return Err(busy()),
            piece = tokio::time::timeout_at(self.until, next(&mut self.body)) => piece.unwrap_or_else(|_| Err(timed_out()))?,
        };
        let Some(piece) = piece else { return Ok(None) };
        let length = piece.len() as u64;
        self.left = self.left.checked_sub(length).ok_or_else(longer)?;
        Ok(Some(piece))
    }

    /// Reads what is left, keeping nothing: a client that is still sending reads no answer.
    async fn discard(&mut self) {
        while let Ok(Some(_)) = self.next().await {}
    }
}

fn longer() -> Problem {
    Problem::malformed("The file is longer than announced.")
}

/// Somebody else writes this upload.
pub(super) fn busy() -> Problem {
    let detail = "This upload goes on in another request. Ask how far it is.";
    Problem::new(StatusCode::LOCKED, "upload_busy", detail)
}

/// The standard's own status.
fn mismatch() -> Problem {
    let status = StatusCode::from_u16(460).unwrap_or(StatusCode::BAD_REQUEST);
    Problem::new(status, "checksum", "This part was damaged on its way. Send it again.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn go_through(file: &[u8], step: usize) -> Result<usize, (usize, Refusal)> {
        let mut head = Head { bytes: Vec::new(), size: file.len() as u64, sealed: false };
        let mut taken = 0;
        for piece in file.chunks(step) {
            head.go_on(piece).map_err(|refusal| (taken, refusal))?;
            taken += piece.len();
        }
        Ok(taken)
    }

    #[test]
    fn a_header_is_read_in_parts_of_any_size_and_plaintext_refused_at_its_first_byte() {
        let header = format!("age-encryption.org/v1\n-> X25519 AAAA\nBBBB\n--- {}\n", "C".repeat(43));
        let file = [header.as_bytes(), &vec![0; 20_000]].concat();
        let long = format!("age-encryption.org/v1\n-> X25519 {}\n", "A".repeat(20_000));
        for step in [1, 7, 100, 30_000] {
            assert_eq!(go_through(&file, step), Ok(file.len()), "{step}");
            assert_eq!(go_through(b"%PDF-1.7 and more", step), Err((0, Refusal::Header)), "{step}");
            let (taken, refusal) = go_through(long.as_bytes(), step).unwrap_err();
            assert!(taken < limits::AGE_HEADER && refusal == Refusal::Header, "{step}: {taken}");
            let cut = go_through(&header.as_bytes()[..header.len() - 1], step).unwrap_err();
            assert_eq!(cut.1, Refusal::Header, "a file that ends inside its header");
        }
    }
}
