use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    protocol::{
        bytes::Bytes,
        id::{AccountId, GrantId, LockerId, NodeId},
    },
    server::{
        clock::Milliseconds,
        http::{
            App,
            problem::{Answer, Problem},
            session::SignedIn,
        },
        storage::{Lent as _, LentGrant},
    },
};

/// Bytes of one answer, before its last grant.
const MOST: usize = 8 * 1024 * 1024;

/// From where on.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct GrantsQuery {
    /// `locker.grant` of the last one of the answer before.
    after: Option<String>,
}

/// A grant that lives now.
#[expect(clippy::struct_field_names, reason = "the names of the interface")]
#[derive(Debug, Serialize, ToSchema)]
pub struct Grant {
    #[schema(value_type = String)]
    locker: LockerId,
    /// Whose locker it is.
    #[schema(value_type = String)]
    holder: AccountId,
    /// 16 bytes, base64url.
    #[schema(value_type = String)]
    grant: GrantId,
    /// The locker, a folder or a document.
    #[schema(value_type = String)]
    node: NodeId,
    /// `read`, `add`, `edit` or `manage`.
    right: String,
    /// Milliseconds since 1970.
    #[schema(value_type = i64)]
    start: Milliseconds,
    /// Milliseconds since 1970; at this time no more.
    #[schema(value_type = i64)]
    end: Milliseconds,
    /// The number of its act.
    seq: u64,
    /// The frame of its act, with nothing beside, base64url.
    #[schema(value_type = String)]
    act: Bytes,
    /// The age file that came beside, base64url; empty when a restored server has lost it.
    #[serde(rename = "box")]
    #[schema(value_type = String)]
    file: Bytes,
    /// Where somebody else than the holder gave it: the frames of the grants that it hangs on, nearest first, up to the holder's own, with
    /// nothing beside, base64url.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<String>, required = false)]
    line: Vec<Bytes>,
}

/// What others have granted to an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct GrantList {
    /// In the order of lockers and grants.
    grants: Vec<Grant>,
    /// Whether there may be more after the last.
    more: bool,
}

/// Lists what others have granted to the account and that lives now.
#[utoipa::path(
    get, path = "/grants", operation_id = "grants", params(GrantsQuery),
    responses((status = 200, body = GrantList), (status = 400, response = Problem), (status = 401, response = Problem)),
)]
pub async fn list(
    State(app): State<App>,
    signed_in: SignedIn,
    query: Result<Query<GrantsQuery>, QueryRejection>,
) -> Answer<Json<GrantList>> {
    let malformed = || Problem::malformed("This isn't a question about grants.");
    let Query(query) = query.map_err(|_| malformed())?;
    let after = query.after.map(|after| parsed(&after).ok_or_else(malformed)).transpose()?;
    let (grants, more) = app.storage.lent(signed_in.account, app.now(), after, MOST).await?;
    Ok(Json(GrantList { grants: grants.into_iter().map(Into::into).collect(), more }))
}

fn parsed(after: &str) -> Option<(LockerId, GrantId)> {
    let (locker, grant) = after.split_once('.')?;
    Some((locker.parse().ok()?, grant.parse().ok()?))
}

impl From<LentGrant> for Grant {
    fn from(grant: LentGrant) -> Self {
        let LentGrant { locker, holder, id, node, right, starts, ends, seq, frame, file, line } = grant;
        let (act, file, line) = (Bytes(frame), Bytes(file), line.into_iter().map(Bytes).collect());
        Self { locker, holder, grant: id, node, right, start: starts, end: ends, seq, act, file, line }
    }
}
