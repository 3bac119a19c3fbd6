use axum::{
    extract::{Path, Query, State, rejection::QueryRejection},
    response::Response,
};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    protocol::id::{GrantId, LockerId},
    server::{
        http::{
            App,
            body::frames,
            problem::{Answer, Problem},
            session::SignedIn,
            shapes::Binary,
        },
        storage::Lent as _,
    },
};

/// By which grant.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ManagedQuery {
    /// A living grant of the account in this locker, to manage something.
    #[param(value_type = String)]
    grant: GrantId,
}

/// What somebody looks after for the holder: the acts of the grants there that aren't over, and of those that they hang on; of the whole
/// locker also the deposits that wait, each with its file beside. What grants are for is sealed for others.
#[utoipa::path(
    get, path = "/lockers/{locker}/managed", operation_id = "managed", params(("locker" = String, Path), ManagedQuery),
    responses(
        (status = 200, content_type = "application/vnd.armoire.acts", body = Binary),
        (status = 401, response = Problem), (status = 404, response = Problem),
    ),
)]
pub async fn get(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(locker): Path<String>,
    query: Result<Query<ManagedQuery>, QueryRejection>,
) -> Answer<Response> {
    let locker: LockerId = locker.parse().map_err(|_| Problem::not_found())?;
    let Query(query) = query.map_err(|_| Problem::not_found())?;
    let lens = app.storage.lens(locker, query.grant, signed_in.account, app.now()).await?;
    let lens = lens.ok_or_else(Problem::not_found)?;
    let managed = app.storage.managed(lens, signed_in.account, app.now()).await?.ok_or_else(Problem::not_found)?;
    app.storage.record_read(locker, lens.node, signed_in.account, app.now()).await?;
    // Several reads, and the grant may have ended between two.
    let still = app.storage.lens(locker, query.grant, signed_in.account, app.now()).await?;
    still.ok_or_else(Problem::not_found)?;
    Ok(frames(&managed))
}
