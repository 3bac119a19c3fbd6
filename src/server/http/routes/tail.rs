use axum::{
    Json,
    extract::{Path, Query, State, rejection::QueryRejection},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    protocol::{
        act::{Body, read_frames},
        bytes::Bytes,
        id::{LockerId, NodeId},
    },
    server::{
        http::{
            App,
            problem::{Answer, Problem},
            session::SignedIn,
            tries,
        },
        storage::{Lent as _, Log as _},
    },
};

/// About which node.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TailQuery {
    /// A folder or document that a living grant of the account covers.
    #[param(value_type = Option<String>)]
    node: Option<NodeId>,
}

/// What the next act begins with, for somebody who doesn't see the log.
#[derive(Debug, Serialize, ToSchema)]
pub struct Tail {
    /// The newest act.
    seq: u64,
    /// Its hash, base64url: `prev` of the next.
    hash: String,
    /// Its time, milliseconds since 1970: the next isn't earlier.
    time: u64,
    /// Head of people's stream, base64url: `chain` of a deposit.
    people: String,
    /// What a deposit is sealed to, of the newest epoch.
    inbox: String,
    /// That epoch.
    epoch: u64,
    /// The frame of the `rotate` that says so, signed, base64url.
    #[schema(value_type = String)]
    rotate: Bytes,
    /// Where a node was asked for: head of the stream that its acts join, base64url.
    #[serde(skip_serializing_if = "Option::is_none")]
    chain: Option<String>,
}

/// The end of a locker's log, for whoever knows the locker's id and wants to hand something in or to act by a grant.
#[utoipa::path(
    get, path = "/lockers/{locker}/tail", operation_id = "tail", params(("locker" = String, Path), TailQuery),
    responses(
        (status = 200, body = Tail), (status = 401, response = Problem), (status = 404, response = Problem),
        (status = 429, response = Problem),
    ),
)]
pub async fn get(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(locker): Path<String>,
    query: Result<Query<TailQuery>, QueryRejection>,
) -> Answer<Json<Tail>> {
    tries::count_tail(&app, signed_in.account).await?;
    let locker: LockerId = locker.parse().map_err(|_| Problem::not_found())?;
    let Query(TailQuery { node }) = query.map_err(|_| Problem::not_found())?;
    // Before the head: an act in between is a conflict then, and nothing is signed on two states.
    let chain = match node {
        None => None,
        Some(node) => {
            let chain = app.storage.lent_stream(locker, node, signed_in.account, app.now()).await?;
            Some(chain.ok_or_else(Problem::not_found)?.to_string())
        }
    };
    let tail = app.storage.tail(locker, signed_in.account, app.now()).await?.ok_or_else(Problem::not_found)?;
    let (inbox, epoch) = inbox(&tail.key).ok_or_else(Problem::internal)?;
    let (hash, people) = (tail.head.hash.to_string(), tail.people.to_string());
    Ok(Json(Tail { seq: tail.head.seq, hash, time: tail.time, people, inbox, epoch, rotate: Bytes(tail.key), chain }))
}

fn inbox(frame: &[u8]) -> Option<(String, u64)> {
    match read_frames(frame, 1).ok()?.pop()?.body? {
        Body::Rotate(rotate) => Some((rotate.inbox?, rotate.epoch)),
        _ => None,
    }
}
