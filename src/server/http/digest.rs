//! `Content-Digest` and `Repr-Digest` (RFC 9530) with CRC32C: what guards bytes on their way. What guards them from us is the log's SHA-256.

use axum::http::{HeaderMap, HeaderName};
use data_encoding::BASE64;

use super::problem::{Answer, Problem};

/// Comes with bytes.
pub const CONTENT_DIGEST: HeaderName = HeaderName::from_static("content-digest");
/// Goes with them: of the whole object, whatever part of it an answer holds.
pub const REPR_DIGEST: HeaderName = HeaderName::from_static("repr-digest");

/// The CRC32C in a header, if there is one.
///
/// # Errors
/// `malformed`.
pub fn read(headers: &HeaderMap) -> Answer<Option<u32>> {
    let Some(given) = headers.get(CONTENT_DIGEST) else { return Ok(None) };
    parse(given.to_str().unwrap_or_default()).map_err(|NotADigest| Problem::malformed("Content-Digest isn't one."))
}

/// A CRC32C that isn't in the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADigest;

/// `crc32c=:base64:`; other digests are other readers' business.
///
/// # Errors
/// [`NotADigest`].
pub fn parse(text: &str) -> Result<Option<u32>, NotADigest> {
    for item in text.split(',') {
        if let Some(value) = item.trim().strip_prefix("crc32c=:").and_then(|value| value.strip_suffix(':')) {
            let bytes = BASE64.decode(value.as_bytes()).map_err(|_| NotADigest)?;
            return bytes.try_into().map(|bytes| Some(u32::from_be_bytes(bytes))).map_err(|_| NotADigest);
        }
    }
    Ok(None)
}

/// `crc32c=:base64:`
pub fn write(checksum: u32) -> String {
    format!("crc32c=:{}:", BASE64.encode(&checksum.to_be_bytes()))
}
