use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    protocol::bytes::Bytes,
    server::{
        http::{
            App,
            problem::{Answer, Problem},
            session::{self, SignedIn},
            shapes::Session,
        },
        storage::Sessions as _,
    },
};

/// Where an account is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionList {
    /// Newest use first.
    sessions: Vec<Session>,
}

/// Lists the account's sessions.
#[utoipa::path(
    get, path = "/sessions", operation_id = "sessions",
    responses((status = 200, body = SessionList), (status = 401, response = Problem)),
)]
pub async fn list(State(app): State<App>, signed_in: SignedIn) -> Answer<Json<SessionList>> {
    let sessions = app.storage.sessions(signed_in.account, app.now()).await?;
    let shape = |row: crate::server::storage::SessionRow| {
        if row.id == signed_in.id {
            return signed_in.shape();
        }
        Session {
            id: row.id,
            client: row.client.name(),
            created: row.created,
            last_used: row.last_used,
            expires: row.expires,
            current: false,
            name: row.name.map(Bytes),
            half: None,
        }
    };
    Ok(Json(SessionList { sessions: sessions.into_iter().map(shape).collect() }))
}

/// Ends one of the account's sessions.
#[utoipa::path(
    delete, path = "/sessions/{id}", operation_id = "end_session", params(("id" = String, Path)),
    responses((status = 204), (status = 401, response = Problem), (status = 404, response = Problem)),
)]
pub async fn end(
    State(app): State<App>,
    signed_in: SignedIn,
    session: tower_sessions::Session,
    Path(id): Path<String>,
) -> Answer<StatusCode> {
    if id == signed_in.id {
        session.flush().await.map_err(session::failed)?;
    } else if !app.storage.end_session_of(signed_in.account, &id).await? {
        return Err(Problem::not_found());
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Ends all of the account's sessions but this one.
#[utoipa::path(delete, path = "/sessions", operation_id = "end_other_sessions", responses((status = 204), (status = 401, response = Problem)))]
pub async fn end_others(State(app): State<App>, signed_in: SignedIn) -> Answer<StatusCode> {
    app.storage.end_other_sessions(signed_in.account, &signed_in.id).await?;
    Ok(StatusCode::NO_CONTENT)
}
