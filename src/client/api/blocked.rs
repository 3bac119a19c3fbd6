//! Whose deposits the holder doesn't want.

use super::Api;
use crate::{
    client::problem::Problem,
    protocol::id::{AccountId, LockerId},
};

impl Api {
    /// Refuses what an account hands in from now on. Repeating it is fine.
    pub(in crate::client) fn block(&self, locker: LockerId, account: AccountId) -> Result<(), Problem> {
        self.repeat("PUT", &format!("lockers/{locker}/blocked/{account}"), &[])
    }

    /// Refuses it no longer. Repeating it is fine.
    pub(in crate::client) fn unblock(&self, locker: LockerId, account: AccountId) -> Result<(), Problem> {
        self.delete(&format!("lockers/{locker}/blocked/{account}"))
    }
}
