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

/// By which grant, and from where on.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ViewQuery {
    /// A living grant of the account in this locker.
    #[param(value_type = String)]
    grant: GrantId,
    /// From this number on.
    from: Option<u64>,
}

/// The acts that a grant lets its grantee see: what lived when it was given, everything since in the streams that it covers, and its own
/// act. Beside them stands what is addressed to this grant, and nothing else.
#[utoipa::path(
    get, path = "/lockers/{locker}/view", operation_id = "view", params(("locker" = String, Path), ViewQuery),
    responses(
        (status = 200, content_type = "application/vnd.armoire.acts", body = Binary),
        (status = 401, response = Problem), (status = 404, response = Problem),
    ),
)]
pub async fn get(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(locker): Path<String>,
    query: Result<Query<ViewQuery>, QueryRejection>,
) -> Answer<Response> {
    let locker: LockerId = locker.parse().map_err(|_| Problem::not_found())?;
    // A question without a grant is a stranger's, and gets the stranger's answer.
    let Query(query) = query.map_err(|_| Problem::not_found())?;
    let look = async || app.storage.lens(locker, query.grant, signed_in.account, app.now()).await;
    let lens = look().await?.ok_or_else(Problem::not_found)?;
    app.storage.record_read(locker, lens.node, signed_in.account, app.now()).await?;
    let view = app.storage.view(lens, query.from.unwrap_or(0)).await?;
    // Several reads, and the grant may have ended between two: nothing of what came after that is served.
    look().await?.ok_or_else(Problem::not_found)?;
    Ok(frames(&view))
}
