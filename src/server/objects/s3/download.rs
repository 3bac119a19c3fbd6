//! An object on its way out.

use std::{io, ops::Range};

use aws_sdk_s3::primitives::ByteStream;
use bytes::Bytes;
use futures_util::stream;

use super::{
    S3,
    fault::{Fault, Kind},
};
use crate::server::objects::Pieces;

/// How often a download is asked for again where it was cut, without [`PROGRESS`] in between.
const TRIES: u32 = 3;
const PROGRESS: u64 = 1024 * 1024;

/// Bytes `at..end` of an object. A connection that is cut or stands still is replaced by another.
pub struct Download {
    store: S3,
    key: String,
    at: u64,
    end: u64,
    body: ByteStream,
    tries: u32,
    progress: u64,
}

impl Download {
    pub async fn open(store: S3, key: String, range: Range<u64>) -> Result<Self, Fault> {
        let (at, end) = (range.start, range.end.max(range.start));
        let body = if at == end { ByteStream::default() } else { store.get(&key, at..end).await? };
        Ok(Self { store, key, at, end, body, tries: 0, progress: 0 })
    }

    pub fn pieces(self) -> Pieces {
        Box::pin(stream::try_unfold(self, |mut download| async move {
            Ok(download.next().await?.map(|piece| (piece, download)))
        }))
    }

    async fn next(&mut self) -> io::Result<Option<Bytes>> {
        while self.at < self.end {
            let patience = self.store.0.settings.patience;
            if let Ok(Some(Ok(piece))) = tokio::time::timeout(patience, self.body.next()).await {
                let length = piece.len() as u64;
                if length > self.end - self.at {
                    return Err(io::Error::new(
                        io::ErrorKind::InvalidData,
                        "the object store gives more than was asked for",
                    ));
                }
                self.at += length;
                self.progress += length;
                if self.progress >= PROGRESS {
                    (self.tries, self.progress) = (0, 0);
                }
                if length > 0 {
                    return Ok(Some(piece));
                }
            } else {
                self.open_again().await?;
            }
        }
        Ok(None)
    }

    async fn open_again(&mut self) -> io::Result<()> {
        self.tries += 1;
        if self.tries > TRIES {
            tracing::warn!("the object store cuts a download again and again");
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        self.progress = 0;
        self.body = self.store.get(&self.key, self.at..self.end).await.map_err(io::Error::other)?;
        Ok(())
    }
}

impl S3 {
    /// The bytes of a range that isn't empty.
    pub(super) async fn get(&self, key: &str, range: Range<u64>) -> Result<ByteStream, Fault> {
        let request = self.0.client.get_object().bucket(self.bucket()).key(key);
        let range_given = format!("bytes={}-{}", range.start, range.end - 1);
        let answer = self.ask(request.range(range_given).send()).await?;
        // A store that ignores ranges would give the beginning for the middle.
        let partial =
            answer.content_range.as_deref().is_some_and(|given| given.starts_with(&format!("bytes {}-", range.start)));
        if partial || range.start == 0 { Ok(answer.body) } else { Err(Kind::Other.into()) }
    }
}
