//! Requests that a session alone doesn't make: the account's newest card signs them. Whoever stole a session could otherwise replace
//! the keyring or the ways in by nothing, and nobody would ever open the locker again.

use axum::{
    extract::{FromRequest, FromRequestParts as _, Request},
    http::{HeaderMap, StatusCode, request::Parts},
};
use serde::de::DeserializeOwned;

use super::{
    App,
    body::{self, Bytes},
    problem::Problem,
    session::SignedIn,
};
use crate::{
    protocol::{
        bytes::decode,
        change::{Change, SIGNATURE_HEADER},
    },
    server::append,
};

/// Characters of a signature.
const SIGNATURE: usize = 86;

/// A JSON body of at most `LIMIT` bytes, by somebody who is signed in and holds the account's keys.
pub struct SignedJson<T, const LIMIT: usize> {
    /// Who.
    pub signed_in: SignedIn,
    /// What.
    pub request: T,
}

/// The same without a body.
pub struct SignedRequest(pub SignedIn);

impl<T: DeserializeOwned, const LIMIT: usize> FromRequest<App> for SignedJson<T, LIMIT> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (signed_in, body) = read::<LIMIT>(request, app, Some("application/json")).await?;
        Ok(Self { signed_in, request: body::parse(&body)? })
    }
}

impl FromRequest<App> for SignedRequest {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        Ok(Self(read::<0>(request, app, None).await?.0))
    }
}

/// Reads a body of this media type and checks its signature, before anything of it is parsed.
async fn read<const LIMIT: usize>(
    request: Request,
    app: &App,
    media_type: Option<&str>,
) -> Result<(SignedIn, Bytes), Problem> {
    let (mut parts, body) = request.into_parts();
    let signed_in = SignedIn::from_request_parts(&mut parts, app).await?;
    media_type.map_or(Ok(()), |expected| body::expect_type(&parts.headers, expected))?;
    let signature = signature(&parts.headers).ok_or_else(Problem::signature_required)?;
    let body = body::read(body, LIMIT).await?;
    check(&parts, app, &signed_in, &body, &signature).await?;
    Ok((signed_in, body))
}

async fn check(
    parts: &Parts,
    app: &App,
    signed_in: &SignedIn,
    body: &[u8],
    signature: &[u8; 64],
) -> Result<(), Problem> {
    let cards = append::load_cards(&app.storage, signed_in.account).await?;
    let card = cards.newest();
    let request = format!("{} {}", parts.method, parts.uri.path());
    let change = Change { account: signed_in.account, card: card.hash, request: &request, body };
    change.verify(card, signature).map_err(|_| Problem::signature_required())
}

fn signature(headers: &HeaderMap) -> Option<[u8; 64]> {
    let text = headers.get(SIGNATURE_HEADER)?.to_str().ok().filter(|text| text.len() == SIGNATURE)?;
    decode(text).ok()?.try_into().ok()
}

impl Problem {
    /// A session alone isn't enough.
    #[must_use]
    pub fn signature_required() -> Self {
        let detail =
            "This needs the signature of the account's newest card: open the locker again, then try once more.";
        Self::new(StatusCode::FORBIDDEN, "signature_required", detail)
    }
}
