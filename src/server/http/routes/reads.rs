use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    protocol::id::{AccountId, NodeId},
    server::{
        clock::Milliseconds,
        http::{
            App,
            problem::{Answer, Problem},
            session::OwnLocker,
        },
        storage::Lent as _,
    },
};

/// Reads in one answer.
const MOST: usize = 1000;

/// Until when.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReadsQuery {
    /// Only what was before this time, milliseconds since 1970: `at` of the last one of the answer before.
    before: Option<u64>,
}

/// Something that somebody was served.
#[derive(Debug, Serialize, ToSchema)]
pub struct Read {
    /// The document, or what the grant is on when its acts were served.
    #[schema(value_type = String)]
    node: NodeId,
    #[schema(value_type = String)]
    account: AccountId,
    /// Milliseconds since 1970, to the minute.
    #[schema(value_type = i64)]
    at: Milliseconds,
}

/// What other people were served, by the server's word alone.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadList {
    /// Newest first; of one time all or none, unless they fill an answer alone.
    reads: Vec<Read>,
    /// Whether there may be older ones.
    more: bool,
}

/// Lists what other people were served of a locker, for its holder. It is kept for a year.
#[utoipa::path(
    get, path = "/lockers/{locker}/reads", operation_id = "reads", params(("locker" = String, Path), ReadsQuery),
    responses(
        (status = 200, body = ReadList), (status = 400, response = Problem), (status = 401, response = Problem),
        (status = 404, response = Problem),
    ),
)]
pub async fn list(
    State(app): State<App>,
    OwnLocker(locker): OwnLocker,
    query: Result<Query<ReadsQuery>, QueryRejection>,
) -> Answer<Json<ReadList>> {
    let Query(query) = query.map_err(|_| Problem::malformed("This isn't a question about reads."))?;
    let before = query.before.map_or(Milliseconds::MAX, |before| before.try_into().unwrap_or(Milliseconds::MAX));
    let rows = app.storage.reads(locker.id, before, MOST as u64 + 1).await?;
    let more = rows.len() > MOST;
    // The next answer begins before a time: one that is cut in two begins again there.
    let cut = rows.last().filter(|last| more && rows.first().is_some_and(|first| first.minute != last.minute));
    let cut = cut.map(|last| last.minute);
    let kept = rows.into_iter().take(MOST).filter(|row| Some(row.minute) != cut);
    let reads = kept.map(|row| Read { node: row.node, account: row.grantee, at: row.minute }).collect();
    Ok(Json(ReadList { reads, more }))
}
