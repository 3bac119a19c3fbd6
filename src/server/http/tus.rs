//! Headers of tus 1.0.0, the open standard of uploads that go on after a cut: <https://tus.io/protocols/resumable-upload>.

use std::time::{Duration, UNIX_EPOCH};

use axum::{
    extract::{FromRequestParts, Request},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts},
    middleware::Next,
    response::Response,
};
use data_encoding::BASE64;

use super::{
    App, digest,
    problem::{Answer, Problem},
};
use crate::{
    protocol::{Refusal, id::ObjectId, limits},
    server::{
        clock::Milliseconds,
        transfers::{ALGORITHMS, Checksum, Part, Standing},
        upload::not_sealed,
    },
};

/// The only version.
const VERSION: HeaderValue = HeaderValue::from_static("1.0.0");
/// Parts of the standard that are served beside its core.
const EXTENSIONS: HeaderValue =
    HeaderValue::from_static("creation,creation-with-upload,expiration,checksum,termination");
/// Type of bodies that are parts of an upload.
pub const PART: &str = "application/offset+octet-stream";
/// Metadata longer than this isn't what we ask for.
const METADATA: usize = 1024;

pub const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
pub const TUS_VERSION: HeaderName = HeaderName::from_static("tus-version");
pub const EXTENSION: HeaderName = HeaderName::from_static("tus-extension");
pub const MAX_SIZE: HeaderName = HeaderName::from_static("tus-max-size");
pub const CHECKSUM_ALGORITHM: HeaderName = HeaderName::from_static("tus-checksum-algorithm");
pub const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");
pub const UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");
pub const UPLOAD_METADATA: HeaderName = HeaderName::from_static("upload-metadata");
pub const UPLOAD_EXPIRES: HeaderName = HeaderName::from_static("upload-expires");
pub const UPLOAD_CHECKSUM: HeaderName = HeaderName::from_static("upload-checksum");
pub const METHOD_OVERRIDE: HeaderName = HeaderName::from_static("x-http-method-override");

/// A request in the version that is served.
pub struct Tus;

impl FromRequestParts<App> for Tus {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        if parts.headers.get(RESUMABLE) == Some(&VERSION) {
            return Ok(Self);
        }
        let detail = "Tus-Resumable must say 1.0.0, the version of resumable uploads that is served here.";
        Err(Problem::new(StatusCode::PRECONDITION_FAILED, "tus_version", detail))
    }
}

/// Says in every answer which version is served.
pub async fn say_version(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if response.status() == StatusCode::PRECONDITION_FAILED {
        response.headers_mut().insert(TUS_VERSION, VERSION);
    }
    response.headers_mut().insert(RESUMABLE, VERSION);
    response
}

/// What is served, for whoever asks.
pub fn discovery() -> [(HeaderName, HeaderValue); 4] {
    [
        (TUS_VERSION, VERSION),
        (EXTENSION, EXTENSIONS),
        (MAX_SIZE, limits::OBJECT.into()),
        (CHECKSUM_ALGORITHM, HeaderValue::from_static(ALGORITHMS)),
    ]
}

/// An upload as its beginning announces it.
#[derive(Debug)]
pub struct Announced {
    /// Bytes of the whole object.
    pub size: u64,
    /// The object.
    pub object: ObjectId,
    /// CRC32C of the whole object.
    pub checksum: Option<u32>,
    /// Whether it is for a deposit.
    pub deposit: bool,
}

/// What may stand in `Upload-Metadata`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Metadata {
    object: ObjectId,
    checksum: Option<u32>,
    deposit: bool,
}

impl Announced {
    /// Reads `Upload-Length` and `Upload-Metadata`.
    ///
    /// # Errors
    /// `malformed`, `too_large`, `object_refused` for an empty one.
    pub fn read(headers: &HeaderMap) -> Answer<Self> {
        let size = number(headers, &UPLOAD_LENGTH)?;
        if size > limits::OBJECT {
            return Err(Problem::too_large());
        }
        if size == 0 {
            return Err(not_sealed(Refusal::Header));
        }
        let Metadata { object, checksum, deposit } = metadata(given(headers)).ok_or_else(|| {
            // Stock clients like to add a file's name: that stays with the person.
            Problem::malformed(
                "Upload-Metadata has `object`, the object's id, and may have `digest` and `deposit`; nothing else belongs there.",
            )
        })?;
        Ok(Self { size, object, checksum, deposit })
    }
}

/// Whether what begins is for a deposit.
pub fn is_deposit(headers: &HeaderMap) -> bool {
    metadata(given(headers)).is_some_and(|metadata| metadata.deposit)
}

fn given(headers: &HeaderMap) -> &str {
    headers.get(UPLOAD_METADATA).and_then(|given| given.to_str().ok()).unwrap_or_default()
}

/// `object BASE64[,digest BASE64][,deposit BASE64 of "true"]`, each once.
fn metadata(text: &str) -> Option<Metadata> {
    let (mut object, mut checksum, mut deposit) = (None, None, false);
    if text.len() > METADATA {
        return None;
    }
    for pair in text.split(',') {
        let (key, value) = pair.trim().split_once(' ')?;
        let value = String::from_utf8(BASE64.decode(value.as_bytes()).ok()?).ok()?;
        match key {
            "object" if object.is_none() => object = Some(value.parse().ok()?),
            "digest" if checksum.is_none() => checksum = Some(digest::parse(&value).ok()??),
            "deposit" if !deposit && value == "true" => deposit = true,
            _ => return None,
        }
    }
    Some(Metadata { object: object?, checksum, deposit })
}

/// A header that is one number.
///
/// # Errors
/// `malformed`.
pub fn number(headers: &HeaderMap, name: &HeaderName) -> Answer<u64> {
    let text = headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits).ok_or_else(|| Problem::malformed(format!("{name} must be a number of bytes.")))
}

fn checksum(headers: &HeaderMap) -> Answer<Option<Checksum>> {
    let Some(given) = headers.get(UPLOAD_CHECKSUM) else { return Ok(None) };
    let checksum = given.to_str().ok().and_then(Checksum::parse);
    let malformed = || Problem::malformed(format!("Upload-Checksum is an algorithm, one of {ALGORITHMS}, and base64."));
    checksum.map(Some).ok_or_else(malformed)
}

/// The part that a request brings, to be taken at `offset`.
///
/// # Errors
/// `malformed` for a checksum of an algorithm that isn't served.
pub fn part(request: Request, offset: u64) -> Answer<Part> {
    let headers = request.headers();
    let length = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    let checksum = checksum(headers)?;
    Ok(Part { offset, length, checksum, body: request.into_body() })
}

/// How far an upload is, and until when.
pub fn standing(response: &mut Response, Standing { upload, offset }: &Standing) {
    let headers = response.headers_mut();
    headers.insert(UPLOAD_OFFSET, (*offset).into());
    headers.extend(expires(upload.expires).map(|date| (UPLOAD_EXPIRES, date)));
}

/// What its beginning announced.
pub fn announced(response: &mut Response, Standing { upload, .. }: &Standing) {
    let encode = |text: String| BASE64.encode(text.as_bytes());
    let digest = upload.checksum.filter(|_| upload.place.is_none());
    let digest = digest.map(|sum| format!(",digest {}", encode(digest::write(sum)))).unwrap_or_default();
    let deposit = if upload.deposit { format!(",deposit {}", encode("true".to_owned())) } else { String::new() };
    let metadata = format!("object {}{digest}{deposit}", encode(upload.object.to_string()));
    let headers = response.headers_mut();
    headers.insert(UPLOAD_LENGTH, upload.size.into());
    headers.extend(HeaderValue::try_from(metadata).ok().map(|metadata| (UPLOAD_METADATA, metadata)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
}

fn expires(time: Milliseconds) -> Option<HeaderValue> {
    let since = Duration::from_millis(u64::try_from(time).ok()?);
    HeaderValue::try_from(httpdate::fmt_http_date(UNIX_EPOCH + since)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_names_the_object_and_nothing_else() {
        let encode = |text: &str| BASE64.encode(text.as_bytes());
        let id = ObjectId([7; 20]);
        let object = format!("object {}", encode(&id.to_string()));
        let digest = format!("digest {}", encode(&digest::write(5)));
        let deposit = format!("deposit {}", encode("true"));
        let named = |checksum, deposit| Some(Metadata { object: id, checksum, deposit });
        assert_eq!(metadata(&object), named(None, false));
        assert_eq!(metadata(&format!("{object},{digest}")), named(Some(5), false));
        assert_eq!(metadata(&format!("{digest}, {object}")), named(Some(5), false));
        assert_eq!(metadata(&format!("{object},{deposit}")), named(None, true));
        for text in [
            String::new(),
            digest.clone(),
            format!("object {id}"),
            format!("{object},{object}"),
            format!("{object},filename {}", encode("bail.pdf")),
            format!("{object},{}", "x".repeat(METADATA)),
            format!("{object},digest {}", encode("sha-256=:AAAA:")),
            deposit.clone(),
            format!("{object},deposit {}", encode("false")),
            format!("{object},{deposit},{deposit}"),
        ] {
            assert_eq!(metadata(&text), None, "{text}");
        }
    }
}
