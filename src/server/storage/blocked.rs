//! Whose deposits a locker's holder doesn't want.

use super::{Storage, StorageError, Transaction, deposits::LOCK_LOCKER, statement::statements, value::values};
use crate::protocol::id::{AccountId, LockerId};

/// Why an account isn't blocked.
#[derive(Debug, thiserror::Error)]
pub enum BlockError {
    /// The locker has blocked as many as it may.
    #[error("too many accounts are blocked")]
    TooMany,
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Blocking.
pub trait Blocked {
    /// Those who are blocked, in the order of their ids.
    fn blocked(&self, locker: LockerId) -> impl Future<Output = Result<Vec<AccountId>, StorageError>> + Send;

    /// Whether an account is blocked in a locker.
    fn is_blocked(
        &self,
        locker: LockerId,
        account: AccountId,
    ) -> impl Future<Output = Result<bool, StorageError>> + Send;

    /// Blocks an account, if less than `most` are or it is already.
    fn block(
        &self,
        locker: LockerId,
        account: AccountId,
        most: u64,
    ) -> impl Future<Output = Result<(), BlockError>> + Send;

    /// Blocks it no longer, if it was.
    fn unblock(&self, locker: LockerId, account: AccountId) -> impl Future<Output = Result<(), StorageError>> + Send;
}

statements! {
    BLOCKED = "SELECT account FROM blocked WHERE locker = $1 ORDER BY account";
    IS_BLOCKED = "SELECT COUNT(*) FROM blocked WHERE locker = $1 AND account = $2";
    COUNT_BLOCKED = "SELECT COUNT(*) FROM blocked WHERE locker = $1 AND account <> $2";
    BLOCK = "INSERT INTO blocked (locker, account) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    UNBLOCK = "DELETE FROM blocked WHERE locker = $1 AND account = $2";
    FORGET_BLOCKED = "DELETE FROM blocked WHERE account = $1";
}

impl Blocked for Storage {
    async fn blocked(&self, locker: LockerId) -> Result<Vec<AccountId>, StorageError> {
        self.engine.fetch(BLOCKED, values![locker]).await?.into_iter().map(|mut row| row.parsed()).collect()
    }

    async fn is_blocked(&self, locker: LockerId, account: AccountId) -> Result<bool, StorageError> {
        let row = self.engine.fetch_optional(IS_BLOCKED, values![locker, account]).await?;
        Ok(row.ok_or(StorageError::Corrupt("no count"))?.integer()? > 0)
    }

    async fn block(&self, locker: LockerId, account: AccountId, most: u64) -> Result<(), BlockError> {
        self.engine
            .write(move |transaction| {
                Box::pin(async move {
                    // Two at once count each other.
                    transaction.execute(LOCK_LOCKER, values![locker]).await?;
                    let others = transaction.fetch_optional(COUNT_BLOCKED, values![locker, account]).await?;
                    if others.ok_or(StorageError::Corrupt("no count"))?.unsigned()? >= most {
                        return Err(BlockError::TooMany);
                    }
                    transaction.execute(BLOCK, values![locker, account]).await?;
                    Ok(())
                })
            })
            .await
    }

    async fn unblock(&self, locker: LockerId, account: AccountId) -> Result<(), StorageError> {
        let values = values![locker, account];
        self.engine
            .write(|transaction| Box::pin(async move { transaction.execute(UNBLOCK, values).await.map(drop) }))
            .await
    }
}

/// A deleted account hands nothing in any more.
pub(super) async fn forget(transaction: &mut Transaction<'_>, account: AccountId) -> Result<(), StorageError> {
    transaction.execute(FORGET_BLOCKED, values![account]).await.map(drop)
}
