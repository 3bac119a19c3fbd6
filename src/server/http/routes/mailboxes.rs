use axum::{Json, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    protocol::{
        bytes::{Bytes, Hash},
        id::AccountId,
    },
    server::{
        clock::{DAY, Milliseconds},
        http::{
            App,
            body::{BoundedJson, json},
            problem::{Answer, Problem},
            session::SignedIn,
        },
        storage::{self, MailboxError, Mailboxes as _, NewMailbox},
    },
};

/// Bytes of a greeting as it is sealed.
const GREETING: usize = 4096;
/// Bytes of a request: a greeting in base64url, and what stands beside it.
const LIMIT: usize = 6144;
/// Mailboxes of one account that wait, or whose reply wasn't taken away yet.
const MOST: u64 = 50;
/// How long a code is good that one phone shows another.
const QR: Milliseconds = 10 * 60 * 1000;
/// How long a link is.
const LINK: Milliseconds = 7 * DAY;

/// How an invitation travels.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Carrier {
    /// A code that one phone shows another: 10 minutes.
    Qr,
    /// A link: 7 days.
    Link,
}

/// An invitation's mailbox.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MailboxNew {
    /// 32 bytes that follow from the invitation's secret, base64url.
    #[schema(value_type = String)]
    find: Hash,
    kind: Carrier,
    /// Milliseconds since 1970. What is later than the kind allows is brought down to that.
    until: u64,
    /// Sealed under the secret, at most 4,096 bytes, base64url.
    #[schema(value_type = String)]
    greeting: Bytes,
}

/// A mailbox that was opened.
#[derive(Debug, Serialize, ToSchema)]
pub struct MailboxOpened {
    /// When it is over, in milliseconds since 1970.
    #[schema(value_type = i64)]
    until: Milliseconds,
}

/// A mailbox, as its owner sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Mailbox {
    find: String,
    kind: Carrier,
    /// When it is over, in milliseconds since 1970.
    #[schema(value_type = i64)]
    until: Milliseconds,
    /// Sealed, base64url.
    #[schema(value_type = String)]
    greeting: Bytes,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply: Option<Reply>,
    /// Whether somebody else came after the reply: the secret is known to a third person.
    tried: bool,
}

/// The first reply.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reply {
    /// Whose session brought it.
    #[schema(value_type = String)]
    account: AccountId,
    /// Sealed under the secret, base64url.
    #[schema(value_type = String)]
    sealed: Bytes,
    /// Milliseconds since 1970.
    #[schema(value_type = i64)]
    at: Milliseconds,
}

/// An account's mailboxes.
#[derive(Debug, Serialize, ToSchema)]
pub struct MailboxList {
    /// Those that wait, and those with a reply; what is over first comes first.
    mailboxes: Vec<Mailbox>,
}

/// Lists the account's own mailboxes. A reply waits there for 30 days after the invitation is over.
#[utoipa::path(get, path = "/mailboxes", operation_id = "mailboxes", responses((status = 200, body = MailboxList), (status = 401, response = Problem)))]
pub async fn list(State(app): State<App>, signed_in: SignedIn) -> Answer<Json<MailboxList>> {
    let mailboxes = app.storage.mailboxes(signed_in.account, app.now()).await?;
    Ok(Json(MailboxList { mailboxes: mailboxes.into_iter().map(Into::into).collect() }))
}

/// Opens a mailbox for one reply. Repeated, it is answered like the first time.
#[utoipa::path(
    post, path = "/mailboxes", operation_id = "open_mailbox", request_body = MailboxNew,
    responses(
        (status = 201, body = MailboxOpened), (status = 400, response = Problem), (status = 401, response = Problem),
        (status = 403, response = Problem), (status = 409, response = Problem), (status = 413, response = Problem),
        (status = 429, response = Problem),
    ),
)]
pub async fn post(
    State(app): State<App>,
    signed_in: SignedIn,
    BoundedJson(request): BoundedJson<MailboxNew, LIMIT>,
) -> Answer<axum::response::Response> {
    signed_in.may_write()?;
    let MailboxNew { find, kind, until, greeting: Bytes(greeting) } = request;
    if greeting.len() > GREETING {
        return Err(Problem::too_large());
    }
    let (now, carrier) = (app.now(), storage::Carrier::from(kind));
    let longest = match kind {
        Carrier::Qr => QR,
        Carrier::Link => LINK,
    };
    let until = Milliseconds::try_from(until).unwrap_or(Milliseconds::MAX).min(now + longest);
    if until <= now {
        return Err(Problem::malformed("This invitation would be over already."));
    }
    let mailbox = NewMailbox { find, owner: signed_in.account, carrier, until, greeting };
    app.storage.open_mailbox(mailbox, MOST, now).await?;
    Ok(json(StatusCode::CREATED, MailboxOpened { until }))
}

impl From<MailboxError> for Problem {
    fn from(error: MailboxError) -> Self {
        match error {
            MailboxError::Exists => {
                Self::new(StatusCode::CONFLICT, "mailbox_exists", "Another invitation has this secret already.")
            }
            MailboxError::TooMany => {
                let detail = "Too many invitations wait. Take some of them back, or wait for their end.";
                Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_mailboxes", detail)
            }
            MailboxError::Storage(error) => error.into(),
        }
    }
}

impl From<storage::Mailbox> for Mailbox {
    fn from(mailbox: storage::Mailbox) -> Self {
        let storage::Mailbox { find, carrier, until, greeting, reply, tried } = mailbox;
        let reply =
            reply.map(|storage::Reply { invitee, sealed, at }| Reply { account: invitee, sealed: Bytes(sealed), at });
        Self { find, kind: carrier.into(), until, greeting: Bytes(greeting), reply, tried }
    }
}

impl From<storage::Carrier> for Carrier {
    fn from(carrier: storage::Carrier) -> Self {
        match carrier {
            storage::Carrier::Qr => Self::Qr,
            storage::Carrier::Link => Self::Link,
        }
    }
}

impl From<Carrier> for storage::Carrier {
    fn from(carrier: Carrier) -> Self {
        match carrier {
            Carrier::Qr => Self::Qr,
            Carrier::Link => Self::Link,
        }
    }
}
