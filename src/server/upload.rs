//! Receiving a sealed object: a stream of pieces, checked on its way to the store, never whole in memory.

use std::time::Duration;

use axum::{
    body::{Body, BodyDataStream, Bytes},
    http::StatusCode,
};

use super::{
    http::{Problem, next, timed_out},
    objects::{ObjectStore, Place},
};
use crate::protocol::{
    Refusal,
    age_header::{self, RecipientType},
    limits,
};

/// How long an object may take to arrive: the largest at 130 kb/s.
const PATIENCE: Duration = Duration::from_hours(1);

/// Writes a body of `size` bytes to `place` and gives its CRC32C. Anything that isn't an age file of one X25519 stanza is refused
/// before it is written.
///
/// # Errors
/// `object_refused`, `checksum`, `malformed` for another length, `disk_full`.
pub async fn receive(
    store: &dyn ObjectStore,
    place: &Place,
    size: u64,
    digest: Option<u32>,
    body: Body,
) -> Result<u32, Problem> {
    let mut pieces = Pieces::new(size, body);
    let receiving = async {
        let received = receive_pieces(store, place, &mut pieces, digest).await;
        if received.is_err() {
            pieces.discard().await;
        }
        received
    };
    tokio::time::timeout(PATIENCE, receiving).await.unwrap_or_else(|_| Err(timed_out()))
}

/// Reads a body of `size` bytes that is refused already, keeping nothing. A client that is still sending reads no answer: closed on it, it
/// would take a refusal for a broken network, and try again for ever.
pub async fn discard(size: u64, body: Body) {
    let mut pieces = Pieces::new(size, body);
    // Who sends for longer has had its time.
    let _ = tokio::time::timeout(PATIENCE, pieces.discard()).await;
}

async fn receive_pieces(
    store: &dyn ObjectStore,
    place: &Place,
    pieces: &mut Pieces,
    digest: Option<u32>,
) -> Result<u32, Problem> {
    let head = pieces.head().await?;
    age_header::check(&head, RecipientType::X25519).map_err(not_sealed)?;
    let mut upload = store.begin(place).await?;
    upload.write(head).await?;
    while let Some(piece) = pieces.next().await? {
        upload.write(piece).await?;
    }
    let checksum = pieces.finish(digest)?;
    upload.finish().await?;
    Ok(checksum)
}

/// What is no age file of one X25519 stanza.
pub fn not_sealed(refusal: Refusal) -> Problem {
    let detail = "This isn't a sealed file. Nothing unsealed is ever stored.";
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "object_refused", detail).with("reason", refusal.name())
}

/// Reads a body of `size` bytes and gives its CRC32C, keeping nothing.
///
/// # Errors
/// `checksum`, `malformed` for another length.
pub async fn checksum(size: u64, digest: Option<u32>, body: Body) -> Result<u32, Problem> {
    let mut pieces = Pieces::new(size, body);
    while pieces.next().await?.is_some() {}
    pieces.finish(digest)
}

/// A body in pieces, counted and summed.
struct Pieces {
    body: BodyDataStream,
    size: u64,
    read: u64,
    checksum: u32,
}

impl Pieces {
    fn new(size: u64, body: Body) -> Self {
        Self { body: body.into_data_stream(), size, read: 0, checksum: 0 }
    }

    /// The first bytes, as many as a header may have, or the whole body.
    async fn head(&mut self) -> Result<Bytes, Problem> {
        let mut head = Vec::new();
        while head.len() < limits::AGE_HEADER {
            match self.next().await? {
                Some(piece) => head.extend_from_slice(&piece),
                None => break,
            }
        }
        Ok(head.into())
    }

    async fn next(&mut self) -> Result<Option<Bytes>, Problem> {
        let Some(piece) = next(&mut self.body).await? else { return Ok(None) };
        self.read += piece.len() as u64;
        if self.read > self.size {
            return Err(Problem::malformed("The file is longer than announced."));
        }
        self.checksum = crc32c::crc32c_append(self.checksum, &piece);
        Ok(Some(piece))
    }

    /// Reads what is left, up to the announced size.
    async fn discard(&mut self) {
        while let Ok(Some(_)) = self.next().await {}
    }

    fn finish(&self, digest: Option<u32>) -> Result<u32, Problem> {
        if self.read != self.size {
            return Err(Problem::malformed("The file is shorter than announced."));
        }
        if digest.is_some_and(|digest| digest != self.checksum) {
            let detail = "The file was damaged on its way. Send it again.";
            return Err(Problem::new(StatusCode::BAD_REQUEST, "checksum", detail));
        }
        Ok(self.checksum)
    }
}
