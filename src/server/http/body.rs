//! Bodies, bounded before they are read and long before they are parsed.

use std::time::Duration;

use axum::{
    Json,
    body::{Body, Bytes},
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use serde::{Serialize, de::DeserializeOwned};

use super::problem::Problem;

/// Media type of frames of acts.
pub const ACTS: &str = "application/vnd.armoire.acts";
/// How long the next piece of a body may take.
pub const PATIENCE: Duration = Duration::from_secs(30);

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
        let bytes = read(request.into_body(), LIMIT).await?;
        serde_json::from_slice(&bytes).map(Self).map_err(|error| {
            // serde's message may quote what was sent; its position doesn't.
            Problem::malformed(format!(
                "This JSON isn't what is expected, at line {}, column {}.",
                error.line(),
                error.column()
            ))
        })
    }
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

/// Answers with frames.
pub fn frames(frames: &[Vec<u8>]) -> Response {
    ([(header::CONTENT_TYPE, ACTS)], frames.concat()).into_response()
}

/// Answers with JSON and a status.
pub fn json<T: Serialize>(status: StatusCode, value: T) -> Response {
    (status, Json(value)).into_response()
}

/// Reads a whole body.
///
/// # Errors
/// `too_large`, and `malformed` for one that is cut.
async fn read(body: Body, limit: usize) -> Result<Bytes, Problem> {
    let reading = tokio::time::timeout(PATIENCE, Limited::new(body, limit).collect());
    let collected = reading.await.map_err(|_| timed_out())?;
    match collected {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Problem::too_large()),
        Err(_) => Err(Problem::malformed("The request was cut.")),
    }
}

/// The sender was too slow.
pub fn timed_out() -> Problem {
    Problem::new(StatusCode::REQUEST_TIMEOUT, "malformed", "The request took too long to arrive.")
}

fn expect_type(headers: &HeaderMap, expected: &str) -> Result<(), Problem> {
    let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case(expected) {
        Ok(())
    } else {
        let detail = format!("The body must be {expected}.");
        Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "malformed", detail))
    }
}
