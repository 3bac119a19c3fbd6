//! What lies in the bucket, for the sweeper.

use std::time::{Duration, SystemTime};

use aws_sdk_s3::primitives::DateTime;

use super::{S3, fault::Kind};
use crate::server::objects::{ObjectError, Place};

impl S3 {
    pub(super) async fn list_places(
        &self,
        after: Option<&Place>,
        age: Duration,
        most: usize,
    ) -> Result<Vec<Place>, ObjectError> {
        let prefix = &self.0.settings.prefix;
        let (mut found, mut more) = (Vec::new(), None);
        loop {
            let request = self.0.client.list_objects_v2().bucket(self.bucket()).prefix(prefix);
            let request = request.set_start_after(after.map(|after| self.key(after))).set_continuation_token(more);
            let page = self.ask(request.send()).await?;
            for object in page.contents.unwrap_or_default() {
                let name = object.key.as_deref().and_then(|key| key.strip_prefix(prefix.as_str()));
                let Some(place) = name.and_then(|name| name.parse::<Place>().ok()) else { continue };
                if is_older(object.last_modified, age) {
                    found.push(place);
                }
                if found.len() == most {
                    return Ok(found);
                }
            }
            more = page.next_continuation_token.filter(|_| page.is_truncated == Some(true));
            if more.is_none() {
                return Ok(found);
            }
        }
    }

    /// Begins an upload in parts below the prefix and leaves it, as a process does that is killed. For tests.
    ///
    /// # Errors
    /// The store's.
    #[doc(hidden)]
    pub async fn begin_parts(&self, name: &str) -> Result<(), ObjectError> {
        let key = format!("{}{name}", self.0.settings.prefix);
        let request = self.0.client.create_multipart_upload().bucket(self.bucket()).key(key);
        Ok(self.ask(request.send()).await.map(drop)?)
    }

    /// How many uploads in parts are unfinished. For tests.
    ///
    /// # Errors
    /// The store's.
    #[doc(hidden)]
    pub async fn unfinished(&self) -> Result<usize, ObjectError> {
        let request = self.0.client.list_multipart_uploads().bucket(self.bucket()).prefix(&self.0.settings.prefix);
        Ok(self.ask(request.send()).await?.uploads.map_or(0, |uploads| uploads.len()))
    }

    /// Deletes the parts of uploads that were begun longer than `age` ago: a process that was killed left them.
    pub(super) async fn abort_unfinished(&self, age: Duration) -> Result<(), ObjectError> {
        let (mut key, mut id) = (None, None);
        loop {
            let request = self.0.client.list_multipart_uploads().bucket(self.bucket()).prefix(&self.0.settings.prefix);
            let request = request.set_key_marker(key).set_upload_id_marker(id);
            let page = match self.ask(request.send()).await {
                // A small store may not know how to; its operator has other means.
                Err(fault) if fault.kind == Kind::Unknown => return Ok(()),
                page => page?,
            };
            for upload in page.uploads.unwrap_or_default() {
                if let (Some(key), Some(id), true) = (upload.key, upload.upload_id, is_older(upload.initiated, age)) {
                    self.abort(&key, &id).await;
                }
            }
            (key, id) = (page.next_key_marker, page.next_upload_id_marker);
            if page.is_truncated != Some(true) || key.is_none() {
                return Ok(());
            }
        }
    }
}

fn is_older(time: Option<DateTime>, age: Duration) -> bool {
    let time = time.and_then(|time| SystemTime::try_from(time).ok());
    time.and_then(|time| time.elapsed().ok()).is_some_and(|elapsed| elapsed >= age)
}
