//! A locker of whoever asks, found together with the session: one read, since open pages ask all the time.

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};

use super::{COARSE, Credential, SignedIn, store::hashed};
use crate::{
    protocol::id::LockerId,
    server::{
        http::{App, problem::Problem},
        storage::{LockerSummary, Lockers as _},
    },
};

/// The locker that the path names, of the account that asks.
#[derive(Clone, Debug)]
pub struct OwnLocker(pub LockerSummary);

/// The locker that the path names, whoever's it is. What somebody else may do there is the handler's to find out; who may do nothing
/// gets `not_found`, as if it weren't there.
#[derive(Clone, Debug)]
pub enum AnyLocker {
    /// Of the account that asks.
    Own(LockerSummary),
    /// Somebody else's.
    Other {
        /// Which.
        locker: LockerId,
        /// Who asks.
        asks: SignedIn,
    },
}

impl FromRequestParts<App> for OwnLocker {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match AnyLocker::from_request_parts(parts, app).await? {
            AnyLocker::Own(locker) => Ok(Self(locker)),
            AnyLocker::Other { .. } => Err(Problem::not_found()),
        }
    }
}

impl FromRequestParts<App> for AnyLocker {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let params = RawPathParams::from_request_parts(parts, app).await.map_err(|_| Problem::not_found())?;
        let id = params.iter().find(|(name, _)| *name == "locker").and_then(|(_, id)| id.parse::<LockerId>().ok());
        let session = parts.extensions.get::<tower_sessions::Session>();
        let token = session.and_then(tower_sessions::Session::id).map(|id| hashed(&id));
        if let (Some(token), Some(id), Some(_)) = (token, id, parts.extensions.get::<Credential>()) {
            let found = app.storage.locker_of_session(token, id, app.now()).await?;
            if let Some((locker, last_used)) = found
                && app.now() - last_used < COARSE
            {
                return Ok(Self::Own(locker));
            }
        }
        // No session, or one to renew; no locker, or somebody else's: the long way says which.
        let signed_in = <SignedIn as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        let locker = app.storage.locker(id.ok_or_else(Problem::not_found)?).await?.ok_or_else(Problem::not_found)?;
        if locker.holder == signed_in.account {
            Ok(Self::Own(locker))
        } else {
            Ok(Self::Other { locker: locker.id, asks: signed_in })
        }
    }
}
