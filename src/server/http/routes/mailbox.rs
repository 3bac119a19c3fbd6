use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::mailboxes::Carrier;
use crate::{
    protocol::{
        bytes::{Bytes, Hash},
        id::AccountId,
    },
    server::{
        clock::Milliseconds,
        http::{
            App,
            address::Address,
            body::BoundedJson,
            problem::{Answer, Problem},
            session::SignedIn,
            tries,
        },
        storage::{Mailboxes as _, Replied},
    },
};

/// Bytes of a reply as it is sealed.
const REPLY: usize = 8192;
/// Bytes of a request: a reply in base64url, and what stands beside it.
const LIMIT: usize = 12 * 1024;

/// What somebody finds who was invited.
#[derive(Debug, Serialize, ToSchema)]
pub struct Invitation {
    /// Who invites.
    #[schema(value_type = String)]
    inviter: AccountId,
    kind: Carrier,
    /// When it is over, in milliseconds since 1970.
    #[schema(value_type = i64)]
    until: Milliseconds,
    /// Sealed under the secret, base64url.
    #[schema(value_type = String)]
    greeting: Bytes,
}

/// A reply to an invitation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplyNew {
    /// Sealed under the secret, at most 8,192 bytes, base64url.
    #[schema(value_type = String)]
    sealed: Bytes,
}

/// What an invitation says. Whether somebody replied already isn't told, so that whoever comes second still tries, and the inviter
/// hears of it. One that is over is as unknown as one that never was.
#[utoipa::path(
    get, path = "/mailboxes/{find}", operation_id = "invitation", params(("find" = String, Path)),
    responses((status = 200, body = Invitation), (status = 404, response = Problem), (status = 429, response = Problem)),
)]
pub async fn get(State(app): State<App>, address: Address, Path(find): Path<String>) -> Answer<Json<Invitation>> {
    tries::count_invitation(&app, &address).await?;
    let found = app.storage.invitation(parsed(&find)?, app.now()).await?.ok_or_else(Problem::not_found)?;
    Ok(Json(Invitation {
        inviter: found.owner,
        kind: found.carrier.into(),
        until: found.until,
        greeting: Bytes(found.greeting),
    }))
}

/// Replies to an invitation: the first reply stands; the same account again is answered like the first time. Of a reply by somebody
/// else the inviter is told.
#[utoipa::path(
    put, path = "/mailboxes/{find}/reply", operation_id = "reply", request_body = ReplyNew, params(("find" = String, Path)),
    responses(
        (status = 204), (status = 400, response = Problem), (status = 401, response = Problem), (status = 403, response = Problem),
        (status = 404, response = Problem), (status = 409, response = Problem), (status = 413, response = Problem),
        (status = 429, response = Problem),
    ),
)]
pub async fn reply(
    State(app): State<App>,
    signed_in: SignedIn,
    address: Address,
    Path(find): Path<String>,
    BoundedJson(request): BoundedJson<ReplyNew, LIMIT>,
) -> Answer<StatusCode> {
    signed_in.may_write()?;
    tries::count_invitation(&app, &address).await?;
    let (find, Bytes(sealed)) = (parsed(&find)?, request.sealed);
    if sealed.len() > REPLY {
        return Err(Problem::too_large());
    }
    match app.storage.reply(find, signed_in.account, sealed, app.now()).await? {
        Replied::First => Ok(StatusCode::NO_CONTENT),
        Replied::Late => {
            let detail = "Somebody has replied to this invitation already. Ask for a new one.";
            Err(Problem::new(StatusCode::CONFLICT, "mailbox_replied", detail))
        }
        Replied::Own => Err(Problem::new(StatusCode::CONFLICT, "mailbox_own", "This invitation is your own.")),
        Replied::Nowhere => Err(Problem::not_found()),
    }
}

/// Takes an invitation back, or away when its reply was read. One that isn't there, or isn't the account's own, is left as it is.
#[utoipa::path(
    delete, path = "/mailboxes/{find}", operation_id = "close_mailbox", params(("find" = String, Path)),
    responses((status = 204), (status = 401, response = Problem), (status = 404, response = Problem)),
)]
pub async fn delete(State(app): State<App>, signed_in: SignedIn, Path(find): Path<String>) -> Answer<StatusCode> {
    app.storage.close_mailbox(signed_in.account, parsed(&find)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn parsed(find: &str) -> Answer<Hash> {
    Hash::parse(find).map_err(|_| Problem::not_found())
}
