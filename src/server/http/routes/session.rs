use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    protocol::id::AccountId,
    server::http::{
        App,
        problem::{Answer, Problem},
        session::{self, SignedIn},
        shapes::Session,
    },
};

/// Who is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct CurrentSession {
    #[schema(value_type = String)]
    account: AccountId,
    session: Session,
}

/// The session of this request.
#[utoipa::path(
    get, path = "/session", operation_id = "session",
    responses((status = 200, body = CurrentSession), (status = 401, response = Problem)),
)]
pub async fn get(State(_): State<App>, signed_in: SignedIn) -> Json<CurrentSession> {
    Json(CurrentSession { account: signed_in.account, session: signed_in.shape() })
}

/// Signs out.
#[utoipa::path(delete, path = "/session", operation_id = "sign_out", responses((status = 204), (status = 401, response = Problem)))]
pub async fn delete(State(_): State<App>, _: SignedIn, session: tower_sessions::Session) -> Answer<StatusCode> {
    session.flush().await.map_err(session::failed)?;
    Ok(StatusCode::NO_CONTENT)
}
