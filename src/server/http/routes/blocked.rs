use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    protocol::id::AccountId,
    server::{
        http::{
            App,
            problem::{Answer, Problem},
            session::OwnLocker,
        },
        storage::{BlockError, Blocked as _},
    },
};

/// Accounts that one locker blocks at most.
const MOST: u64 = 1000;

/// Whose deposits a locker's holder doesn't want.
#[derive(Debug, Serialize, ToSchema)]
pub struct BlockedList {
    /// In the order of their ids.
    #[schema(value_type = Vec<String>)]
    accounts: Vec<AccountId>,
}

/// Lists whose deposits the holder doesn't want.
#[utoipa::path(
    get, path = "/lockers/{locker}/blocked", operation_id = "blocked", params(("locker" = String, Path)),
    responses((status = 200, body = BlockedList), (status = 401, response = Problem), (status = 404, response = Problem)),
)]
pub async fn list(State(app): State<App>, OwnLocker(locker): OwnLocker) -> Answer<Json<BlockedList>> {
    Ok(Json(BlockedList { accounts: app.storage.blocked(locker.id).await? }))
}

/// Wants no deposits of an account any more: it hands in as if there were no such locker. Grants are left as they are.
#[utoipa::path(
    put, path = "/lockers/{locker}/blocked/{account}", operation_id = "block",
    params(("locker" = String, Path), ("account" = String, Path)),
    responses(
        (status = 204), (status = 400, response = Problem), (status = 401, response = Problem), (status = 404, response = Problem),
        (status = 429, response = Problem),
    ),
)]
pub async fn put(
    State(app): State<App>,
    OwnLocker(locker): OwnLocker,
    Path((_, account)): Path<(String, String)>,
) -> Answer<StatusCode> {
    let account: AccountId = account.parse().map_err(|_| Problem::not_found())?;
    if account == locker.holder {
        return Err(Problem::malformed("This locker is your own."));
    }
    match app.storage.block(locker.id, account, MOST).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(BlockError::TooMany) => {
            let detail = "You block as many people as can be blocked. Let somebody hand in again first.";
            Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_many_blocked", detail))
        }
        Err(BlockError::Storage(error)) => Err(error.into()),
    }
}

/// Lets an account hand in again.
#[utoipa::path(
    delete, path = "/lockers/{locker}/blocked/{account}", operation_id = "unblock",
    params(("locker" = String, Path), ("account" = String, Path)),
    responses((status = 204), (status = 401, response = Problem), (status = 404, response = Problem)),
)]
pub async fn delete(
    State(app): State<App>,
    OwnLocker(locker): OwnLocker,
    Path((_, account)): Path<(String, String)>,
) -> Answer<StatusCode> {
    let account = account.parse().map_err(|_| Problem::not_found())?;
    app.storage.unblock(locker.id, account).await?;
    Ok(StatusCode::NO_CONTENT)
}
