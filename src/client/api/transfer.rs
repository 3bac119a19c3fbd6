//! Objects on their way.

use std::{
    io::{self, Read, Write},
    thread,
    time::Duration,
};

use data_encoding::BASE64;
use ureq::{
    Body, SendBody,
    http::{HeaderValue, Response, StatusCode, header},
};

use super::{Api, OBJECT, problem};
use crate::{
    client::{
        document::SealedObject,
        problem::{Problem, ProblemKind},
        vault::Progress,
    },
    protocol::id::{LockerId, ObjectId},
};

/// How often a download that was cut is asked for again.
const RESUMES: u32 = 5;
/// What the first of these waits; each next one twice as long.
const PAUSE: Duration = Duration::from_millis(200);

impl Api {
    /// Sends a sealed object. Repeating it is fine.
    pub(in crate::client) fn put_object(
        &self,
        (locker, id): (LockerId, ObjectId),
        object: &SealedObject,
        ciphertext: impl Read,
        progress: &mut dyn Progress,
    ) -> Result<(), Problem> {
        self.put(&format!("lockers/{locker}/objects/{id}"), object, ciphertext, progress)
    }

    /// Sends a sealed object for a deposit in somebody else's locker. Repeating it is fine.
    pub(in crate::client) fn put_deposit(
        &self,
        (locker, id): (LockerId, ObjectId),
        object: &SealedObject,
        ciphertext: impl Read,
        progress: &mut dyn Progress,
    ) -> Result<(), Problem> {
        self.put(&format!("lockers/{locker}/objects/{id}?deposit=true"), object, ciphertext, progress)
    }

    fn put(
        &self,
        path: &str,
        object: &SealedObject,
        ciphertext: impl Read,
        progress: &mut dyn Progress,
    ) -> Result<(), Problem> {
        let digest = BASE64.encode(&object.crc32c.to_be_bytes());
        let request = self
            .request("PUT", path)
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .header(header::CONTENT_LENGTH, object.size)
            .header("content-digest", format!("crc32c=:{digest}:"));
        let mut counted = Counted { inner: ciphertext, done: 0, total: object.size, progress };
        self.send(request, SendBody::from_reader(&mut counted)).map(drop)
    }

    /// Receives an object of `size` bytes into `output`. One that is cut goes on where it was. What is there is worth nothing until its
    /// hash was compared.
    pub(in crate::client) fn get_object(
        &self,
        (locker, id): (LockerId, ObjectId),
        size: u64,
        output: &mut impl Write,
        progress: &mut dyn Progress,
    ) -> Result<(), Problem> {
        let path = format!("lockers/{locker}/objects/{id}");
        let mut response = self.send(self.request("GET", &path), ())?;
        let etag = response.headers().get(header::ETAG).cloned();
        // One byte more than due tells a longer object; the payload's check refuses it by its size.
        let limit = size.min(OBJECT) + 1;
        let (mut done, mut resumes) = (0, 0);
        loop {
            let outcome = {
                let input = rest_of(&mut response, limit - done);
                let mut counted = Counted { inner: input, done, total: size, progress };
                let outcome = copy(&mut counted, output);
                done = counted.done;
                outcome
            };
            match outcome {
                Ok(()) => return Ok(()),
                Err(Stopped::Output(problem)) => return Err(problem),
                Err(Stopped::Cut) if done >= size => return Err(cut()),
                Err(Stopped::Cut) => {}
            }
            response = loop {
                resumes += 1;
                if resumes > RESUMES {
                    return Err(cut());
                }
                thread::sleep(PAUSE * 2_u32.pow(resumes - 1));
                match self.ask_for_rest(&path, done, etag.as_ref()) {
                    Err(problem) if problem.code == "network" => {}
                    answered => break answered?,
                }
            };
        }
    }

    /// The object from byte `done` on: an answer of 206, or one of 200 whose first bytes were skipped.
    fn ask_for_rest(&self, path: &str, done: u64, etag: Option<&HeaderValue>) -> Result<Response<Body>, Problem> {
        let mut request = self.request("GET", path).header(header::RANGE, format!("bytes={done}-"));
        if let Some(etag) = etag {
            request = request.header(header::IF_RANGE, etag);
        }
        let mut response = self.send(request, ())?;
        if response.status() == StatusCode::PARTIAL_CONTENT {
            let begins = response.headers().get(header::CONTENT_RANGE).and_then(|range| range.to_str().ok());
            let begins = begins.is_some_and(|range| range.starts_with(&format!("bytes {done}-")));
            return if begins { Ok(response) } else { Err(super::not_understood()) };
        }
        let skipped = io::copy(&mut rest_of(&mut response, done), &mut io::sink());
        if skipped.is_ok_and(|skipped| skipped == done) { Ok(response) } else { Err(cut()) }
    }
}

/// Why bytes stopped coming.
enum Stopped {
    /// The connection.
    Cut,
    /// This device can't write them.
    Output(Problem),
}

fn copy(input: &mut impl Read, output: &mut impl Write) -> Result<(), Stopped> {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let count = match input.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(count) => count,
            Err(_) => return Err(Stopped::Cut),
        };
        output.write_all(&buffer[..count]).map_err(|error| {
            let sentence = format!("The document can't be written: {error}.");
            Stopped::Output(Problem::new(ProblemKind::Limit, "disk", sentence))
        })?;
    }
}

/// At most `limit` bytes of what comes.
fn rest_of(response: &mut Response<Body>, limit: u64) -> impl Read {
    response.body_mut().with_config().limit(limit + 1).reader().take(limit)
}

fn cut() -> Problem {
    problem::of_transport(&ureq::Error::ConnectionFailed)
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
