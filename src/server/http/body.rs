//! Bodies, bounded before they are read and long before they are parsed.

use std::time::Duration;

pub use axum::body::Bytes;
use axum::{
    Json,
    body::{Body, BodyDataStream},
    extract::{FromRequest, Request},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_util::StreamExt as _;
use serde::{Serialize, de::DeserializeOwned};

use super::problem::Problem;

/// Media type of frames of acts.
pub const ACTS: &str = "application/vnd.armoire.acts";
/// Bytes of an answer from which on packing it saves a phone some time.
const WORTH_PACKING: usize = 4096;
/// Of zstd: higher ones find hardly more in what is mostly sealed.
const LEVEL: i32 = 1;
/// How long the next piece of a body may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a body may take that is no object: 1 MB at 30 kb/s.
const WHOLE_PATIENCE: Duration = Duration::from_mins(5);

/// A JSON body of at most `LIMIT` bytes.
pub struct BoundedJson<T, const LIMIT: usize>(pub T);

impl<T, S, const LIMIT: usize> FromRequest<S> for BoundedJson<T, LIMIT>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        expect_type(request.headers(), "application/json")?;
        parse(&read(request.into_body(), LIMIT).await?).map(Self)
    }
}

/// Parses a JSON body.
///
/// # Errors
/// `malformed`
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(bytes).map_err(|error| {
        // serde's message may quote what was sent; its position doesn't.
        Problem::malformed(format!(
            "This JSON isn't what is expected, at line {}, column {}.",
            error.line(),
            error.column()
        ))
    })
}

/// Frames of acts of at most `LIMIT` bytes.
pub struct BoundedFrames<const LIMIT: usize>(pub Bytes);

impl<S: Send + Sync, const LIMIT: usize> FromRequest<S> for BoundedFrames<LIMIT> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        expect_type(request.headers(), ACTS)?;
        read(request.into_body(), LIMIT).await.map(Self)
    }
}

/// Answers with frames, in fewer bytes for a client that takes them so: of a log two fifths are names of fields, ids that come
/// again, and base64. zstd's lowest level takes 3 ms for a megabyte.
pub async fn frames(frames: &[Vec<u8>], asked: &HeaderMap) -> Response {
    let bytes = frames.concat();
    let mut response = match bytes.len() {
        WORTH_PACKING.. if accepts(asked, "zstd") => pack(bytes).await,
        _ => bytes.into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(ACTS));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}

async fn pack(bytes: Vec<u8>) -> Response {
    let packing = tokio::task::spawn_blocking(move || zstd::bulk::compress(&bytes, LEVEL).map_err(|_| bytes));
    match packing.await {
        Ok(Ok(packed)) => ([(header::CONTENT_ENCODING, "zstd")], packed).into_response(),
        Ok(Err(bytes)) => bytes.into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Whether a client takes answers in this encoding.
pub fn accepts(asked: &HeaderMap, encoding: &str) -> bool {
    let accepted = asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|one| {
        let mut parts = one.split(';').map(str::trim);
        parts.next() == Some(encoding) && parts.all(|part| part != "q=0")
    })
}

/// Answers with JSON and a status.
pub fn json<T: Serialize>(status: StatusCode, value: T) -> Response {
    (status, Json(value)).into_response()
}

/// Reads a whole body.
///
/// # Errors
/// `too_large`, and `malformed` for one that is cut or too slow.
pub async fn read(body: Body, limit: usize) -> Result<Bytes, Problem> {
    let reading = async {
        let (mut body, mut read) = (body.into_data_stream(), Vec::new());
        while let Some(piece) = next(&mut body).await? {
            if read.len() + piece.len() > limit {
                return Err(Problem::too_large());
            }
            read.extend_from_slice(&piece);
        }
        Ok(read.into())
    };
    tokio::time::timeout(WHOLE_PATIENCE, reading).await.unwrap_or_else(|_| Err(timed_out()))
}

/// The next piece of a body.
///
/// # Errors
/// `malformed` for one that is cut or too slow.
pub async fn next(body: &mut BodyDataStream) -> Result<Option<Bytes>, Problem> {
    match tokio::time::timeout(PATIENCE, body.next()).await {
        Ok(Some(Ok(piece))) => Ok(Some(piece)),
        Ok(Some(Err(_))) => Err(Problem::malformed("The request was cut on its way.")),
        Ok(None) => Ok(None),
        Err(_) => Err(timed_out()),
    }
}

/// The sender was too slow.
pub fn timed_out() -> Problem {
    Problem::new(StatusCode::REQUEST_TIMEOUT, "malformed", "The request took too long to arrive.")
}

/// Refuses a body of another type.
///
/// # Errors
/// `malformed` (415).
pub fn expect_type(headers: &HeaderMap, expected: &str) -> Result<(), Problem> {
    let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case(expected) {
        Ok(())
    } else {
        let detail = format!("The body must be {expected}.");
        Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "malformed", detail))
    }
}
