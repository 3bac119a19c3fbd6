//! Bodies, bounded before they are read and long before they are parsed.

use std::time::Duration;

pub use axum::body::Bytes;
use axum::{
    Json,
    body::{Body, BodyDataStream},
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_util::StreamExt as _;
use serde::{Serialize, de::DeserializeOwned};

use super::problem::Problem;

/// Media type of frames of acts.
pub const ACTS: &str = "application/vnd.armoire.acts";
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

/// Answers with frames. They are never compressed: sizes would tell more than padding lets them.
pub fn frames(frames: &[Vec<u8>]) -> Response {
    ([(header::CONTENT_TYPE, ACTS)], frames.concat()).into_response()
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
