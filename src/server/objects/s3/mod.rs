//! Objects in a bucket of an S3 store: `<prefix><locker>/<name>`.
//!
//! What arrives is gathered in a local file first. So memory stays flat however many slow clients send, none of them keeps the store
//! waiting, and every request to the store can be repeated from that file.

mod client;
mod download;
mod fault;
mod gate;
mod incoming;
mod list;
mod multipart;
mod part;
mod probe;

use std::{
    io,
    ops::Range,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use aws_sdk_s3::{
    Client,
    config::http::HttpResponse,
    error::{ProvideErrorMetadata, SdkError},
};
use futures_util::future::BoxFuture;

pub use client::Settings;
pub use probe::ProbeError;

use self::{
    download::Download,
    fault::{Fault, Kind},
    gate::Gate,
    incoming::Incoming,
    part::Part,
};
use super::{ObjectError, ObjectStore, Pieces, Place, Upload, folder};

/// How long an answer to "are you ready" counts: it is asked without a session.
const READY: Duration = Duration::from_secs(1);

/// A bucket.
#[derive(Clone, Debug)]
pub struct S3(Arc<Inside>);

#[derive(Debug)]
struct Inside {
    client: Client,
    settings: Settings,
    gate: Gate,
    incoming: PathBuf,
    ready: Mutex<Option<Instant>>,
}

impl S3 {
    /// A bucket, with a folder at `path` for what arrives; deletes what unfinished uploads of an earlier run left there. Asks the store
    /// nothing: one that is away when we start may come later.
    ///
    /// # Errors
    /// The file system's.
    pub fn open(settings: Settings, path: &Path) -> Result<Self, ObjectError> {
        Ok(Self::new(settings, folder::empty_incoming(path)?))
    }

    fn new(settings: Settings, incoming: PathBuf) -> Self {
        let client = settings.client();
        Self(Arc::new(Inside { client, settings, gate: Gate::new(), incoming, ready: Mutex::new(None) }))
    }

    /// An object's name in the bucket.
    fn key(&self, place: &Place) -> String {
        format!("{}{place}", self.0.settings.prefix)
    }

    fn bucket(&self) -> &str {
        &self.0.settings.bucket
    }

    /// Makes a request when its turn comes. Boxed: the client's futures are tens of kilobytes.
    fn ask<'a, T, E>(
        &'a self,
        request: impl Future<Output = Result<T, SdkError<E, HttpResponse>>> + Send + 'a,
    ) -> BoxFuture<'a, Result<T, Fault>>
    where
        T: Send + 'a,
        E: ProvideErrorMetadata + Send + 'a,
    {
        Box::pin(self.0.gate.pass(async { request.await.map_err(|error| Fault::of(&error)) }))
    }

    /// Stores a local file under a name, in one request or in several. A failed one leaves nothing.
    async fn store(&self, key: &str, file: &Path, parts: &[Part]) -> Result<(), ObjectError> {
        match self.store_file(key, file, parts).await {
            // That is for who asks for an object. Whoever sends one has it, and may try again.
            Err(ObjectError::Missing) => Err(ObjectError::Failed(io::ErrorKind::NotConnected.into())),
            stored => stored,
        }
    }

    async fn store_file(&self, key: &str, file: &Path, parts: &[Part]) -> Result<(), ObjectError> {
        match parts {
            [part] => {
                let body = part.body(file).await?;
                let request = self
                    .0
                    .client
                    .put_object()
                    .bucket(self.bucket())
                    .key(key)
                    .checksum_crc32_c(part::checksum(part.sum));
                self.ask(request.body(body).customize().disable_payload_signing().send()).await?;
                Ok(())
            }
            parts => self.store_parts(key, file, parts).await,
        }
    }
}

#[async_trait]
impl ObjectStore for S3 {
    async fn begin(&self, place: &Place) -> Result<Box<dyn Upload>, ObjectError> {
        let path = self.0.incoming.join(place.parts().1);
        Ok(Box::new(Incoming::create(self.clone(), self.key(place), path).await?))
    }

    async fn take_file(&self, place: &Place, file: &Path) -> Result<(), ObjectError> {
        let parts = Part::of_file(file).await?;
        self.store(&self.key(place), file, &parts).await?;
        tokio::fs::remove_file(file).await.map_err(ObjectError::of)
    }

    async fn open(&self, place: &Place, range: Range<u64>) -> Result<Pieces, ObjectError> {
        Ok(Download::open(self.clone(), self.key(place), range).await?.pieces())
    }

    async fn delete(&self, place: &Place) -> Result<(), ObjectError> {
        let request = self.0.client.delete_object().bucket(self.bucket()).key(self.key(place));
        match self.ask(request.send()).await {
            Err(fault) if fault.kind != Kind::Missing => Err(fault.into()),
            _ => Ok(()),
        }
    }

    async fn list(&self, after: Option<&Place>, age: Duration, most: usize) -> Result<Vec<Place>, ObjectError> {
        if after.is_none() {
            self.abort_unfinished(age).await?;
        }
        self.list_places(after, age, most).await
    }

    async fn ready(&self) -> Result<(), ObjectError> {
        let known = *self.0.ready.lock().unwrap_or_else(PoisonError::into_inner);
        if known.is_some_and(|then| then.elapsed() < READY) {
            return Ok(());
        }
        let asked = self.ask(self.0.client.head_bucket().bucket(self.bucket()).send()).await;
        asked.map_err(|fault| if fault.kind == Kind::Missing { Kind::NoBucket.into() } else { fault })?;
        *self.0.ready.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        Ok(())
    }
}
