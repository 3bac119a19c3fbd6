use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::server::{
    http::{
        App,
        problem::{Answer, Problem},
        session::{OwnLocker, SignedIn},
        shapes::Locker,
    },
    storage::Lockers as _,
};

/// An account's lockers.
#[derive(Debug, Serialize, ToSchema)]
pub struct LockerList {
    lockers: Vec<Locker>,
}

/// Lists the account's lockers.
#[utoipa::path(get, path = "/lockers", operation_id = "lockers", responses((status = 200, body = LockerList), (status = 401, response = Problem)))]
pub async fn list(State(app): State<App>, signed_in: SignedIn) -> Answer<Json<LockerList>> {
    let lockers = app.storage.lockers(signed_in.account).await?;
    let shape = |locker| Locker::new(&locker, app.policy.quota);
    Ok(Json(LockerList { lockers: lockers.into_iter().map(shape).collect() }))
}

/// One locker in short: is there anything new?
#[utoipa::path(
    get, path = "/lockers/{locker}", operation_id = "locker", params(("locker" = String, Path)),
    responses((status = 200, body = Locker), (status = 401, response = Problem), (status = 404, response = Problem)),
)]
pub async fn get(State(app): State<App>, OwnLocker(locker): OwnLocker) -> Json<Locker> {
    Json(Locker::new(&locker, app.policy.quota))
}
