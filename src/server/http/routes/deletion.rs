use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;

use crate::server::{
    clock::Milliseconds,
    http::{
        App,
        problem::{Answer, Problem},
        session::SignedIn,
        signed::SignedRequest,
    },
    storage::Deletions as _,
};

/// When an account is to be deleted.
#[derive(Debug, Serialize, ToSchema)]
pub struct Deletion {
    /// Milliseconds since 1970; absent when the account lives on.
    due: Option<Milliseconds>,
}

/// Whether the account is to be deleted, and when.
#[utoipa::path(
    get, path = "/account/deletion", operation_id = "deletion",
    responses((status = 200, body = Deletion), (status = 401, response = Problem)),
)]
pub async fn get(State(app): State<App>, signed_in: SignedIn) -> Answer<Json<Deletion>> {
    Ok(Json(Deletion { due: app.storage.deletion(signed_in.account).await? }))
}

/// Asks for the account's deletion, some days from now. Repeated, it is answered like the first time.
#[utoipa::path(
    post, path = "/account/deletion", operation_id = "ask_deletion",
    params(("Armoire-Signature" = String, Header)),
    responses((status = 200, body = Deletion), (status = 401, response = Problem), (status = 403, response = Problem)),
)]
pub async fn post(State(app): State<App>, SignedRequest(signed_in): SignedRequest) -> Answer<Json<Deletion>> {
    let due = app.storage.ask_deletion(signed_in.account, app.now() + app.policy.deletion).await?;
    Ok(Json(Deletion { due: Some(due) }))
}

/// Lets the account live on.
#[utoipa::path(
    delete, path = "/account/deletion", operation_id = "cancel_deletion",
    responses((status = 204), (status = 401, response = Problem), (status = 409, response = Problem)),
)]
pub async fn delete(State(app): State<App>, signed_in: SignedIn) -> Answer<StatusCode> {
    if app.storage.cancel_deletion(signed_in.account, app.now()).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        let detail = "The time has come: this locker is being deleted.";
        Err(Problem::new(StatusCode::CONFLICT, "deletion_due", detail))
    }
}
