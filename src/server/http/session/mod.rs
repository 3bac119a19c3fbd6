//! Sessions over tower-sessions: a cookie, or the same token as `Authorization: Bearer`.

mod bearer;
mod client;
mod own;
mod store;

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::{HeaderMap, request::Parts},
};
use serde::{Deserialize, Serialize};
use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite};

pub use bearer::{Credential, unify};
pub use own::{AnyLocker, OwnLocker};
use store::Store;

use super::{App, problem::Problem, shapes};
use crate::{
    protocol::{
        bytes::{Bytes, Hash},
        id::{AccountId, SlotId},
    },
    server::{
        clock::{HOUR, Milliseconds},
        random,
        storage::{Client, SlotKind, StorageError},
    },
};

/// Where the session's data stands in tower-sessions' record.
const KEY: &str = "session";
/// How much older `last_used` may be than the truth: no write for each request.
const COARSE: Milliseconds = HOUR;

/// Someone who is signed in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SignedIn {
    /// Whose session.
    pub account: AccountId,
    /// What it is called.
    pub id: String,
    client: String,
    half: Hash,
    created: Milliseconds,
    last_used: Milliseconds,
    expires: Milliseconds,
    /// By which slot it began, or which was made in it for its device.
    pub slot: Option<SlotId>,
    name: Option<Bytes>,
    barred: bool,
    /// Of which kind that slot is, once.
    #[serde(default)]
    by: Option<String>,
    /// Tries that the sign-in took, to be given back once.
    #[serde(default)]
    give_back: Vec<Hash>,
}

/// The layer that finds sessions.
pub fn layer(app: &App) -> SessionManagerLayer<impl tower_sessions::SessionStore + Clone> {
    let days = time::Duration::days(i64::from(app.policy.session_days));
    SessionManagerLayer::new(Store::new(app.clone()))
        .with_name(app.policy.cookie())
        .with_secure(app.policy.secure())
        .with_http_only(true)
        .with_same_site(SameSite::Strict)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(days))
}

/// How somebody came in.
#[derive(Clone, Debug)]
pub struct CameBy {
    /// The slot.
    pub slot: SlotId,
    /// Its kind.
    pub kind: SlotKind,
    /// Tries that the sign-in took, to be given back.
    pub give_back: Vec<Hash>,
}

/// Begins a session for `account`; the layer gives its token to the client. `by` is absent where the account begins.
///
/// # Errors
/// The database's.
pub async fn begin(
    app: &App,
    session: &tower_sessions::Session,
    headers: &HeaderMap,
    account: AccountId,
    by: Option<CameBy>,
) -> Result<shapes::Session, Problem> {
    let now = app.now();
    let (slot, kind) = (by.as_ref().map(|by| by.slot), by.as_ref().map(|by| by.kind.name().to_owned()));
    let signed_in = SignedIn {
        account,
        id: crate::protocol::bytes::encode(&random::bytes::<12>()),
        client: client::of(headers).name().to_owned(),
        half: Hash(random::bytes()),
        created: now,
        last_used: now,
        expires: app.policy.session_end(now),
        slot,
        name: None,
        barred: false,
        by: kind,
        give_back: by.map(|by| by.give_back).unwrap_or_default(),
    };
    // A token that someone else put into this browser never becomes a signed-in one.
    let carried = !session.is_empty().await;
    if carried {
        session.clear().await;
        session.cycle_id().await.map_err(failed)?;
    }
    session.insert(KEY, &signed_in).await.map_err(failed)?;
    session.save().await.map_err(failed)?;
    Ok(signed_in.shape())
}

impl SignedIn {
    /// Whether its account may write into its lockers.
    ///
    /// # Errors
    /// `second_step_required`.
    pub fn may_write(&self) -> Result<(), Problem> {
        if self.barred { Err(Problem::second_step_required()) } else { Ok(()) }
    }

    /// As its holder sees it.
    #[must_use]
    pub fn shape(&self) -> shapes::Session {
        let client = self.client.parse().unwrap_or(Client::Other).name();
        shapes::Session {
            id: self.id.clone(),
            client,
            created: self.created,
            last_used: self.last_used,
            expires: self.expires,
            current: true,
            name: self.name.clone(),
            half: Some(Bytes(self.half.0.to_vec())),
        }
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        <Self as OptionalFromRequestParts<App>>::from_request_parts(parts, app).await?.ok_or_else(Problem::no_session)
    }
}

impl OptionalFromRequestParts<App> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, Problem> {
        let Some((session, mut signed_in)) = found(parts).await? else { return Ok(None) };
        let now = app.now();
        if now - signed_in.last_used >= COARSE {
            signed_in.last_used = now;
            signed_in.expires = app.policy.session_end(now);
            session.insert(KEY, &signed_in).await.map_err(failed)?;
        }
        Ok(Some(signed_in))
    }
}

/// Someone who is signed in and whose request isn't a use of the session: a page that stays open by itself keeps no session alive.
#[derive(Clone, Debug)]
pub struct Watching {
    /// Whose session.
    pub account: AccountId,
    /// What it is called.
    pub id: String,
    /// What the database keeps of its token.
    pub token: Hash,
}

impl FromRequestParts<App> for Watching {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let (session, signed_in) = found(parts).await?.ok_or_else(Problem::no_session)?;
        let token = session.id().map(|id| store::hashed(&id)).ok_or_else(Problem::no_session)?;
        Ok(Self { account: signed_in.account, id: signed_in.id, token })
    }
}

/// The session that a request carries, if it lives.
async fn found(parts: &Parts) -> Result<Option<(&tower_sessions::Session, SignedIn)>, Problem> {
    if parts.extensions.get::<Credential>().is_none() {
        return Ok(None);
    }
    let session = parts.extensions.get::<tower_sessions::Session>().ok_or_else(Problem::internal)?;
    let signed_in = session.get::<SignedIn>(KEY).await.map_err(failed)?;
    Ok(signed_in.map(|signed_in| (session, signed_in)))
}

/// What a failing store means outside. tower-sessions hands errors on as text.
#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
pub fn failed(error: tower_sessions::session::Error) -> Problem {
    let text = error.to_string();
    if text.contains(&StorageError::DiskFull.to_string()) {
        return Problem::disk_full();
    }
    tracing::warn!(error = text, "session store");
    Problem::unavailable()
}

/// The store's shared part.
type Shared = Arc<App>;
