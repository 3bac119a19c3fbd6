use axum::{
    Json,
    extract::{Path, State},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    protocol::id::{AccountId, LockerId},
    server::{
        http::{
            App,
            problem::{Answer, Problem},
            session::SignedIn,
            shapes::Locker,
        },
        storage::{LockerSummary, Lockers as _},
    },
};

/// An account's lockers.
#[derive(Debug, Serialize, ToSchema)]
pub struct LockerList {
    lockers: Vec<Locker>,
}

/// Lists the account's lockers.
#[utoipa::path(get, path = "/lockers", responses((status = 200, body = LockerList), (status = 401, body = Problem)))]
pub async fn list(State(app): State<App>, signed_in: SignedIn) -> Answer<Json<LockerList>> {
    let lockers = app.storage.lockers(signed_in.account).await?;
    let shape = |locker| Locker::new(locker, app.policy.quota);
    Ok(Json(LockerList { lockers: lockers.into_iter().map(shape).collect() }))
}

/// One locker in short: is there anything new?
#[utoipa::path(
    get, path = "/lockers/{locker}", params(("locker" = String, Path)),
    responses((status = 200, body = Locker), (status = 401, body = Problem), (status = 404, body = Problem)),
)]
pub async fn get(State(app): State<App>, signed_in: SignedIn, Path(locker): Path<String>) -> Answer<Json<Locker>> {
    let locker = own(&app, signed_in.account, &locker).await?;
    Ok(Json(Locker::new(locker, app.policy.quota)))
}

/// A locker of this account.
///
/// # Errors
/// `not_found` when there is none, or it is another's.
pub async fn own(app: &App, account: AccountId, locker: &str) -> Answer<LockerSummary> {
    let id: LockerId = locker.parse().map_err(|_| Problem::not_found())?;
    let locker = app.storage.locker(id).await?;
    locker.filter(|locker| locker.holder == account).ok_or_else(Problem::not_found)
}
