use axum::{
    Json,
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    protocol::{
        id::{LockerId, NodeId},
        limits,
    },
    server::{
        append::{self, Appended},
        http::{
            App,
            body::{BoundedFrames, frames},
            problem::{Answer, Problem},
            session::{OwnLocker, SignedIn},
            shapes::Binary,
        },
        storage::Log as _,
        sweeper,
    },
};

/// Acts in one answer at most.
const MOST: u64 = 1000;

/// Which acts.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ActsQuery {
    /// From this number on.
    from: Option<u64>,
    /// So many at most, and never more than 1,000.
    limit: Option<u64>,
    /// All acts on this node instead.
    #[param(value_type = Option<String>)]
    node: Option<NodeId>,
}

/// The newest act after an append.
#[derive(Debug, Serialize, ToSchema)]
pub struct Head {
    seq: u64,
    /// base64url
    hash: String,
}

/// What a cold client needs: the newest checkpoint with its list, its living acts, and all acts after it.
#[utoipa::path(
    get, path = "/lockers/{locker}/living", operation_id = "living", params(("locker" = String, Path)),
    responses(
        (status = 200, content_type = "application/vnd.armoire.acts", body = Binary),
        (status = 401, response = Problem), (status = 404, response = Problem),
    ),
)]
pub async fn living(State(app): State<App>, OwnLocker(locker): OwnLocker) -> Answer<Response> {
    Ok(frames(&match locker.checkpoint {
        Some(_) => app.storage.living(locker.id).await?,
        None => app.storage.frames(locker.id, 0, u64::MAX).await?,
    }))
}

/// Acts in order, from a number on or on a node.
#[utoipa::path(
    get, path = "/lockers/{locker}/acts", operation_id = "acts", params(("locker" = String, Path), ActsQuery),
    responses(
        (status = 200, content_type = "application/vnd.armoire.acts", body = Binary),
        (status = 400, response = Problem), (status = 401, response = Problem), (status = 404, response = Problem),
    ),
)]
pub async fn get(
    State(app): State<App>,
    OwnLocker(locker): OwnLocker,
    query: Result<Query<ActsQuery>, axum::extract::rejection::QueryRejection>,
) -> Answer<Response> {
    let Query(query) = query.map_err(|_| Problem::malformed("This isn't a question about acts."))?;
    let found = match query.node {
        Some(node) if query.from.is_none() && query.limit.is_none() => {
            app.storage.frames_of_node(locker.id, node).await?
        }
        Some(_) => return Err(Problem::malformed("Ask for a node, or from a number on.")),
        None => app.storage.frames(locker.id, query.from.unwrap_or(0), query.limit.unwrap_or(MOST).min(MOST)).await?,
    };
    Ok(frames(&found))
}

/// What stands beside an act: a deposit's age file, those of new keys, a checkpoint's list.
#[utoipa::path(
    get, path = "/lockers/{locker}/acts/{seq}/beside", operation_id = "beside",
    params(("locker" = String, Path), ("seq" = u64, Path)),
    responses(
        (status = 200, content_type = "application/octet-stream", body = Binary),
        (status = 401, response = Problem), (status = 404, response = Problem),
    ),
)]
pub async fn beside(
    State(app): State<App>,
    OwnLocker(locker): OwnLocker,
    Path((_, seq)): Path<(String, String)>,
) -> Answer<Response> {
    let seq = seq.parse().map_err(|_| Problem::not_found())?;
    let beside = app.storage.beside(locker.id, seq).await?.ok_or_else(Problem::not_found)?;
    Ok(([(header::CONTENT_TYPE, "application/octet-stream")], beside).into_response())
}

/// Appends acts, all or none. Repeated, it is answered like the first time.
#[utoipa::path(
    post, path = "/lockers/{locker}/acts", operation_id = "append", params(("locker" = String, Path)),
    request_body(content = Binary, content_type = "application/vnd.armoire.acts"),
    responses(
        (status = 200, body = Head), (status = 400, response = Problem), (status = 401, response = Problem), (status = 403, response = Problem),
        (status = 404, response = Problem), (status = 409, response = Problem), (status = 413, response = Problem),
        (status = 422, response = Problem),
    ),
)]
pub async fn post(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(locker): Path<String>,
    BoundedFrames(body): BoundedFrames<{ limits::APPEND }>,
) -> Answer<Json<Head>> {
    signed_in.may_write()?;
    let locker: LockerId = locker.parse().map_err(|_| Problem::not_found())?;
    let Appended { last, purged } =
        append::append(&app.storage, &app.cards, locker, &body, app.appending(signed_in.account)).await?;
    app.metrics.appends.inc();
    if purged && let Err(error) = sweeper::delete_condemned(&app).await {
        // The log says that they are gone, and nobody is served them; the sweeper goes on.
        tracing::warn!(%error, "deletion");
    }
    Ok(Json(Head { seq: last.seq, hash: last.hash.to_string() }))
}
