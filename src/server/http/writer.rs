//! Who stores an object, and what bounds them: the locker's quota, or, for what is handed in, bounds of its own.

use super::{
    App,
    problem::{Answer, Problem},
    session::AnyLocker,
};
use crate::{
    protocol::id::{AccountId, LockerId, ObjectId},
    server::storage::{Cap, Deposits as _, KeepError, Lent as _, Objects as _, StoredObject},
};

/// What one account may have handed in that waits for an answer or for its act: 20 objects, as many as five deposits have at most, and
/// 20 MiB.
const OF_DEPOSITOR: Cap = Cap { objects: 20, bytes: 20 * 1024 * 1024 };
/// The same, for all together in a locker.
const OF_LOCKER: Cap = Cap { objects: 800, bytes: 200 * 1024 * 1024 };

/// Somebody who stores an object: where, and on whose account.
pub struct Writer {
    /// The locker.
    pub locker: LockerId,
    /// Bytes in the locker, for its holder.
    used: Option<u64>,
    /// Who hands it in.
    depositor: Option<AccountId>,
}

impl Writer {
    /// The holder; somebody with a grant to add something somewhere in the locker; or, for a deposit, anybody.
    ///
    /// # Errors
    /// `not_found` for everybody else, `second_step_required`.
    pub async fn of(app: &App, locker: AnyLocker, deposit: bool) -> Answer<Self> {
        match locker {
            AnyLocker::Own(locker) if locker.barred => Err(Problem::second_step_required()),
            AnyLocker::Own(_) if deposit => Err(Problem::malformed("This locker is your own.")),
            AnyLocker::Own(locker) => Ok(Self { locker: locker.id, used: Some(locker.used), depositor: None }),
            AnyLocker::Other { locker, asks } if deposit => {
                asks.may_write()?;
                Ok(Self { locker, used: None, depositor: Some(asks.account) })
            }
            AnyLocker::Other { locker, asks } => {
                if !app.storage.may_add(locker, asks.account, app.now()).await? {
                    return Err(Problem::not_found());
                }
                asks.may_write()?;
                Ok(Self { locker, used: None, depositor: None })
            }
        }
    }

    /// Whether this much may fit, before it is read.
    ///
    /// # Errors
    /// `quota_reached`, `too_many_deposits`.
    pub fn has_room(&self, app: &App, size: u64) -> Answer<()> {
        if self.depositor.is_some() && size > OF_DEPOSITOR.bytes {
            return Err(Problem::too_many_deposits());
        }
        match self.used {
            Some(used) if used + size > app.policy.quota => Err(Problem::quota_reached(app.policy.quota, used)),
            _ => Ok(()),
        }
    }

    /// Keeps an object that is durable in the store.
    ///
    /// # Errors
    /// See [`KeepError`].
    pub async fn keep(&self, app: &App, object: ObjectId, stored: StoredObject) -> Result<(), KeepError> {
        let now = app.now();
        match self.depositor {
            Some(depositor) => {
                let caps = (OF_DEPOSITOR, OF_LOCKER);
                app.storage.keep_deposited(self.locker, object, stored, depositor, caps, now).await
            }
            None => app.storage.keep_object(self.locker, object, stored, app.policy.quota, now).await,
        }
    }

    /// Why an object isn't kept. How full a locker is, is its holder's business.
    pub fn refused(&self, error: KeepError) -> Problem {
        match error {
            KeepError::Exists => Problem::object_exists(),
            KeepError::Quota { used, quota } if self.used.is_some() => Problem::quota_reached(quota, used),
            KeepError::Quota { .. } => Problem::others_quota_reached(),
            KeepError::TooMany => Problem::too_many_deposits(),
            KeepError::Storage(error) => error.into(),
        }
    }
}
