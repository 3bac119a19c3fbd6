use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;

use super::ways_in;
use crate::{
    protocol::bytes::Bytes,
    server::{
        http::{
            App,
            body::BoundedJson,
            problem::{Answer, Problem},
            session::SignedIn,
        },
        storage::Sessions as _,
    },
};

/// Bytes of a name, in base64url.
const LIMIT: usize = 1024;

/// What its holder calls a session.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionName {
    /// Sealed, at most 512 bytes, base64url.
    #[schema(value_type = String)]
    sealed: Bytes,
}

/// Names the session of this request.
#[utoipa::path(
    put, path = "/session/name", operation_id = "name_session", request_body = SessionName,
    responses((status = 204), (status = 400, response = Problem), (status = 401, response = Problem)),
)]
pub async fn put(
    State(app): State<App>,
    signed_in: SignedIn,
    BoundedJson(request): BoundedJson<SessionName, LIMIT>,
) -> Answer<StatusCode> {
    app.storage.name_session(signed_in.account, &signed_in.id, ways_in::name(request.sealed.0)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
