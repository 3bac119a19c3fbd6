//! Trying a bucket before anything depends on it.

use std::{fmt, path::PathBuf};

use bytes::Bytes;
use data_encoding::HEXLOWER;
use futures_util::TryStreamExt as _;

use super::{
    S3, Settings,
    download::Download,
    fault::{Fault, Kind},
    part::checksum,
};
use crate::server::random;

const CONTENT: &[u8] = b"Armoire tries whether this bucket works. This object may be deleted.\n";

/// What can't be done with a bucket, and why.
#[derive(Debug, thiserror::Error)]
pub struct ProbeError {
    bucket: String,
    step: &'static str,
    fault: Fault,
}

impl fmt::Display for ProbeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { bucket, step, fault } = self;
        write!(formatter, "The bucket {bucket} can't be {step}: {fault}")?;
        match &fault.said {
            Some(said) => write!(formatter, " (the store says: {said})."),
            None => formatter.write_str("."),
        }
    }
}

impl S3 {
    /// Writes a small object, reads it, lists it and deletes it.
    ///
    /// # Errors
    /// A sentence for an operator.
    pub async fn probe(settings: Settings) -> Result<(), ProbeError> {
        let store = Self::new(settings, PathBuf::new());
        let key = format!("{}probe-{}", store.0.settings.prefix, HEXLOWER.encode(&random::bytes::<8>()));
        let failed = |step| {
            let bucket = store.bucket().to_owned();
            move |fault| ProbeError { bucket, step, fault }
        };
        store.find_bucket().await.map_err(failed("found"))?;
        store.write_probe(&key).await.map_err(failed("written to"))?;
        let read = store.read_probe(&key).await.map_err(failed("read"));
        let listed = store.list_probe(&key).await.map_err(failed("listed"));
        let deleted = store.delete_probe(&key).await.map_err(failed("deleted from"));
        read.and(listed).and(deleted)
    }

    /// Some stores make a bucket by themselves when something is written to it. What else is wrong, an answer to HEAD can't say; writing does.
    async fn find_bucket(&self) -> Result<(), Fault> {
        match self.ask(self.0.client.head_bucket().bucket(self.bucket()).send()).await {
            Err(fault) if fault.kind == Kind::Missing => Err(Kind::NoBucket.into()),
            _ => Ok(()),
        }
    }

    async fn write_probe(&self, key: &str) -> Result<(), Fault> {
        let checksum = checksum(crc32c::crc32c(CONTENT));
        let request = self.0.client.put_object().bucket(self.bucket()).key(key).checksum_crc32_c(checksum);
        let request = request.body(CONTENT.to_vec().into());
        // Nothing is missing where nothing was: only the bucket can be.
        let written = self.ask(request.customize().disable_payload_signing().send()).await;
        written.map(drop).map_err(|fault| if fault.kind == Kind::Missing { Kind::NoBucket.into() } else { fault })
    }

    async fn read_probe(&self, key: &str) -> Result<(), Fault> {
        let probe = Download::open(self.clone(), key.to_owned(), 0..CONTENT.len() as u64).await?;
        let read: Vec<Bytes> = probe.pieces().try_collect().await.map_err(|_| Fault::from(Kind::Slow))?;
        if read.concat() == CONTENT { Ok(()) } else { Err(Kind::Other.into()) }
    }

    async fn delete_probe(&self, key: &str) -> Result<(), Fault> {
        self.ask(self.0.client.delete_object().bucket(self.bucket()).key(key).send()).await.map(drop)
    }

    async fn list_probe(&self, key: &str) -> Result<(), Fault> {
        let listed = self.ask(self.0.client.list_objects_v2().bucket(self.bucket()).prefix(key).send()).await?;
        let found = listed.contents.unwrap_or_default().iter().any(|object| object.key.as_deref() == Some(key));
        if found { Ok(()) } else { Err(Kind::Other.into()) }
    }
}
