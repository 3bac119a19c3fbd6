//! Large objects, in parts.

use std::{io, path::Path};

use aws_sdk_s3::types::{ChecksumAlgorithm, CompletedMultipartUpload, CompletedPart};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};

use super::{
    S3,
    fault::{Fault, Kind},
    part::{Part, checksum},
};
use crate::server::objects::ObjectError;

/// Parts of one object on their way at once.
const AT_ONCE: usize = 3;

impl S3 {
    /// Stores a file in parts. They become the object together, or are deleted.
    pub(super) async fn store_parts(&self, key: &str, file: &Path, parts: &[Part]) -> Result<(), ObjectError> {
        let request = self.0.client.create_multipart_upload().bucket(self.bucket()).key(key);
        let begun = self.ask(request.checksum_algorithm(ChecksumAlgorithm::Crc32C).send()).await?;
        let id = begun.upload_id.ok_or_else(|| Fault::from(Kind::Other))?;
        let mut unfinished = Unfinished { store: self.clone(), key: key.to_owned(), id: Some(id.clone()) };
        let stored = self.store_and_complete((key, &id), file, parts).await;
        if stored.is_ok() {
            unfinished.id = None;
        } else if let Some(id) = unfinished.id.take() {
            self.abort(key, &id).await;
        }
        stored
    }

    async fn store_and_complete(&self, upload: (&str, &str), file: &Path, parts: &[Part]) -> Result<(), ObjectError> {
        let sending: Vec<_> =
            (1..).zip(parts).map(|(number, part)| self.store_part(upload, file, number, *part)).collect();
        let sent = stream::iter(sending).buffered(AT_ONCE).try_collect::<Vec<_>>().await?;
        let (key, id) = upload;
        let sent = CompletedMultipartUpload::builder().set_parts(Some(sent)).build();
        let request = self.0.client.complete_multipart_upload().bucket(self.bucket()).key(key).upload_id(id);
        let completed = self.ask(request.multipart_upload(sent).send()).await;
        // The answer to a completion may be lost, and a second one finds no upload any more; and a store that joins parts wrongly is found
        // out while the file is still here.
        let size: u64 = parts.iter().map(|part| part.length).sum();
        match self.size(key).await {
            Ok(there) if there == size => Ok(()),
            Ok(_) => Err(ObjectError::Failed(io::Error::other("the object has another size than was sent"))),
            Err(fault) => Err(completed.err().unwrap_or(fault).into()),
        }
    }

    async fn store_part(
        &self,
        (key, id): (&str, &str),
        file: &Path,
        number: i32,
        part: Part,
    ) -> Result<CompletedPart, ObjectError> {
        let (body, checksum) = (part.body(file).await?, checksum(part.sum));
        let request = self.0.client.upload_part().bucket(self.bucket()).key(key).upload_id(id).part_number(number);
        let request = request.checksum_crc32_c(&checksum).body(body);
        let sent = self.ask(request.customize().disable_payload_signing().send()).await?;
        let sent = CompletedPart::builder().part_number(number).set_e_tag(sent.e_tag).checksum_crc32_c(checksum);
        Ok(sent.build())
    }

    async fn size(&self, key: &str) -> Result<u64, Fault> {
        let head = self.ask(self.0.client.head_object().bucket(self.bucket()).key(key).send()).await?;
        head.content_length.and_then(|length| length.try_into().ok()).ok_or_else(|| Kind::Other.into())
    }

    /// Deletes the parts of an upload. What this doesn't reach, sweeping does.
    pub(super) async fn abort(&self, key: &str, id: &str) {
        let request = self.0.client.abort_multipart_upload().bucket(self.bucket()).key(key).upload_id(id);
        if let Err(fault) = self.ask(request.send()).await {
            tracing::warn!(%fault, "parts of an unfinished upload stay in the object store");
        }
    }
}

/// An upload whose parts are deleted if it isn't finished: its client may leave at any moment.
struct Unfinished {
    store: S3,
    key: String,
    id: Option<String>,
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let (Some(id), Ok(runtime)) = (self.id.take(), tokio::runtime::Handle::try_current()) {
            let (store, key) = (self.store.clone(), std::mem::take(&mut self.key));
            runtime.spawn(async move { store.abort(&key, &id).await });
        }
    }
}
