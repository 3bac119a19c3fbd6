//! Who stores an object, and what bounds them: the locker's quota, or, for what is handed in, bounds of its own.

use super::{
    App,
    problem::{Answer, Problem},
    session::AnyLocker,
};
use crate::{
    protocol::id::{AccountId, LockerId, ObjectId},
    server::storage::{Blocked as _, Bound, Cap, Deposits as _, KeepError, Lent as _, Objects as _, StoredObject},
};

/// What one account may have handed in that waits for an answer or for its act: 20 objects, as many as five deposits have at most, and
/// 20 MiB.
const OF_DEPOSITOR: Cap = Cap { objects: 20, bytes: 20 * 1024 * 1024 };
/// The same, for all together in a locker.
const OF_LOCKER: Cap = Cap { objects: 800, bytes: 200 * 1024 * 1024 };

/// Somebody who stores an object: where, and as what.
#[derive(Clone, Copy, Debug)]
pub struct Writer {
    /// The locker.
    pub locker: LockerId,
    role: Role,
}

#[derive(Clone, Copy, Debug)]
enum Role {
    /// The holder, and bytes in the locker.
    Holder(u64),
    /// Somebody with a grant to add something somewhere in the locker.
    Grantee(AccountId),
    /// Who hands in.
    Depositor(AccountId),
}

impl Writer {
    /// The holder; somebody with a grant to add something somewhere in the locker; or, for a deposit, anybody who isn't blocked.
    ///
    /// # Errors
    /// `not_found` for everybody else, `second_step_required`.
    pub async fn of(app: &App, locker: &AnyLocker, deposit: bool) -> Answer<Self> {
        let writer = Self::going_on(app, locker, deposit).await?;
        match locker {
            AnyLocker::Own(locker) if locker.barred => Err(Problem::second_step_required()),
            AnyLocker::Own(_) if deposit => Err(Problem::malformed("This locker is your own.")),
            AnyLocker::Own(_) => Ok(writer),
            AnyLocker::Other { asks, .. } => asks.may_write().map(|()| writer),
        }
    }

    /// The same of somebody who goes on with what they have begun.
    ///
    /// # Errors
    /// `not_found`.
    pub async fn going_on(app: &App, locker: &AnyLocker, deposit: bool) -> Answer<Self> {
        let (locker, role) = match locker {
            AnyLocker::Own(locker) => (locker.id, Role::Holder(locker.used)),
            AnyLocker::Other { locker, asks } if deposit => (*locker, Role::Depositor(asks.account)),
            AnyLocker::Other { locker, asks } => (*locker, Role::Grantee(asks.account)),
        };
        let writer = Self { locker, role };
        writer.still_may(app).await?;
        Ok(writer)
    }

    /// Asks again: what lets somebody write may end while they do.
    ///
    /// # Errors
    /// `not_found`.
    pub async fn still_may(&self, app: &App) -> Answer<()> {
        let may = match self.role {
            Role::Holder(_) => true,
            Role::Grantee(account) => app.storage.may_add(self.locker, account, app.now()).await?,
            Role::Depositor(account) => !app.storage.is_blocked(self.locker, account).await?,
        };
        if may { Ok(()) } else { Err(Problem::not_found()) }
    }

    /// Who it is, unless the holder.
    #[must_use]
    pub fn account(&self) -> Option<AccountId> {
        match self.role {
            Role::Holder(_) => None,
            Role::Grantee(account) | Role::Depositor(account) => Some(account),
        }
    }

    /// Whether they hand in.
    #[must_use]
    pub fn is_depositor(&self) -> bool {
        matches!(self.role, Role::Depositor(_))
    }

    /// What bounds them.
    #[must_use]
    pub fn bound(&self, app: &App) -> Bound {
        if self.is_depositor() { Bound::Deposits(OF_DEPOSITOR, OF_LOCKER) } else { Bound::Quota(app.policy.quota) }
    }

    /// Whether this much may fit, before it is read.
    ///
    /// # Errors
    /// `quota_reached`, `too_many_deposits`.
    pub fn has_room(&self, app: &App, size: u64) -> Answer<()> {
        match self.role {
            Role::Depositor(_) if size > OF_DEPOSITOR.bytes => Err(Problem::too_many_deposits()),
            Role::Holder(used) if used + size > app.policy.quota => Err(Problem::quota_reached(app.policy.quota, used)),
            _ => Ok(()),
        }
    }

    /// Keeps an object that is durable in the store.
    ///
    /// # Errors
    /// See [`KeepError`].
    pub async fn keep(&self, app: &App, object: ObjectId, stored: StoredObject) -> Result<(), KeepError> {
        let now = app.now();
        match self.role {
            Role::Depositor(depositor) => {
                let caps = (OF_DEPOSITOR, OF_LOCKER);
                app.storage.keep_deposited(self.locker, object, stored, depositor, caps, now).await
            }
            _ => app.storage.keep_object(self.locker, object, stored, app.policy.quota, now).await,
        }
    }

    /// Why an object isn't kept.
    #[must_use]
    pub fn refused(&self, error: KeepError) -> Problem {
        match error {
            KeepError::Exists => Problem::object_exists(),
            KeepError::Quota { used, quota } => self.full(used, quota),
            KeepError::TooMany => Problem::too_many_deposits(),
            KeepError::Storage(error) => error.into(),
        }
    }

    /// How full a locker is, is its holder's business.
    #[must_use]
    pub fn full(&self, used: u64, quota: u64) -> Problem {
        match self.role {
            Role::Holder(_) => Problem::quota_reached(quota, used),
            _ => Problem::others_quota_reached(),
        }
    }
}
