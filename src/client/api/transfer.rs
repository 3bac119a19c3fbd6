//! Objects on their way.

use std::io::{Read, Write};

use data_encoding::BASE64;
use ureq::{SendBody, http::header};

use super::{Api, OBJECT, problem};
use crate::{
    client::{
        document::SealedObject,
        problem::{Problem, ProblemKind},
        vault::Progress,
    },
    protocol::id::{LockerId, ObjectId},
};

impl Api {
    /// Sends a sealed object. Repeating it is fine.
    pub(in crate::client) fn put_object(
        &self,
        (locker, id): (LockerId, ObjectId),
        object: &SealedObject,
        ciphertext: impl Read,
        progress: &mut dyn Progress,
    ) -> Result<(), Problem> {
        let digest = BASE64.encode(&object.crc32c.to_be_bytes());
        let request = self
            .request("PUT", &format!("lockers/{locker}/objects/{id}"))
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .header(header::CONTENT_LENGTH, object.size)
            .header("content-digest", format!("crc32c=:{digest}:"));
        let mut counted = Counted { inner: ciphertext, done: 0, total: object.size, progress };
        self.send(request, SendBody::from_reader(&mut counted)).map(drop)
    }

    /// Receives an object of `size` bytes into `output`. What is there is worth nothing until its hash was compared.
    pub(in crate::client) fn get_object(
        &self,
        (locker, id): (LockerId, ObjectId),
        size: u64,
        output: &mut impl Write,
        progress: &mut dyn Progress,
    ) -> Result<(), Problem> {
        let mut response = self.send(self.request("GET", &format!("lockers/{locker}/objects/{id}")), ())?;
        // One byte more than due tells a longer object; the payload's check refuses it by its size.
        let limit = size.min(OBJECT) + 1;
        let reader = response.body_mut().with_config().limit(limit + 1).reader();
        let mut counted = Counted { inner: reader.take(limit), done: 0, total: size, progress };
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let count = match counted.read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(count) => count,
                Err(_) => return Err(problem::of_transport(&ureq::Error::ConnectionFailed)),
            };
            output.write_all(&buffer[..count]).map_err(|error| {
                Problem::new(ProblemKind::Limit, "disk", format!("The document can't be written: {error}."))
            })?;
        }
    }
}

struct Counted<'a, R> {
    inner: R,
    done: u64,
    total: u64,
    progress: &'a mut dyn Progress,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.done += count as u64;
        self.progress.bytes(self.done, self.total);
        Ok(count)
    }
}
