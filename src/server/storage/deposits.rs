//! What somebody hands in: its objects take no room in the locker before they are accepted, and have bounds of their own.

use super::{
    AppendError, KeepError, Step, Storage, StorageError, StoredObject, Transaction, objects, statement::statements,
    value::values,
};
use crate::{
    protocol::{
        act::ObjectName,
        id::{AccountId, LockerId, NodeId, ObjectId},
    },
    server::clock::Milliseconds,
};

/// How much may wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cap {
    /// Objects at most.
    pub objects: u64,
    /// Bytes at most.
    pub bytes: u64,
}

/// Handing in.
pub trait Deposits {
    /// Keeps an object that `depositor` hands in and that is durable in the store, if not more waits than `caps` of this depositor and of
    /// all together.
    fn keep_deposited(
        &self,
        locker: LockerId,
        id: ObjectId,
        object: StoredObject,
        depositor: AccountId,
        caps: (Cap, Cap),
        now: Milliseconds,
    ) -> impl Future<Output = Result<(), KeepError>> + Send;
}

statements! {
    KEEP_DEPOSITED = "INSERT INTO objects (locker, id, place, size, checksum, created, depositor)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    DEPOSITED = "SELECT COUNT(*), CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM objects WHERE locker = $1 AND depositor = $2";
    ALL_DEPOSITED = "SELECT COUNT(*), CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM objects
        WHERE locker = $1 AND depositor IS NOT NULL";
    LOCK_LOCKER = "UPDATE lockers SET used = used WHERE id = $1";
    NAME_DEPOSITED = "UPDATE objects SET node = $3
        WHERE locker = $1 AND id = $2 AND size = $4 AND node IS NULL AND depositor = $5";
    ACCEPT = "UPDATE objects SET depositor = NULL WHERE locker = $1 AND node = $2 AND depositor IS NOT NULL RETURNING size";
}

impl Deposits for Storage {
    async fn keep_deposited(
        &self,
        locker: LockerId,
        id: ObjectId,
        object: StoredObject,
        depositor: AccountId,
        caps: (Cap, Cap),
        now: Milliseconds,
    ) -> Result<(), KeepError> {
        self.engine
            .write(move |transaction| {
                Box::pin(async move {
                    // Two at once count each other.
                    transaction.execute(LOCK_LOCKER, values![locker]).await?;
                    let asked = [(DEPOSITED, values![locker, depositor]), (ALL_DEPOSITED, values![locker])];
                    for ((statement, values), cap) in asked.into_iter().zip([caps.0, caps.1]) {
                        let row = transaction.fetch_optional(statement, values).await?;
                        let mut row = row.ok_or(StorageError::Corrupt("no count"))?;
                        let (count, bytes) = (row.unsigned()?, row.unsigned()?);
                        if count >= cap.objects || bytes + object.size > cap.bytes {
                            return Err(KeepError::TooMany);
                        }
                    }
                    let values = values![locker, id, object.place, object.size, object.checksum, now, depositor];
                    if transaction.execute(KEEP_DEPOSITED, values).await? != 1 {
                        return Err(KeepError::Exists);
                    }
                    Ok(())
                })
            })
            .await
    }
}

/// A deposit names an object that its author handed in: touches one row, or it isn't there.
pub(super) fn name(locker: LockerId, node: NodeId, object: &ObjectName, author: AccountId) -> Step {
    (NAME_DEPOSITED, values![locker, object.id, node, object.size, author])
}

/// What was handed in for a node is the locker's from now on, and takes room there.
pub(super) async fn accept(
    transaction: &mut Transaction<'_>,
    locker: LockerId,
    node: NodeId,
    quota: u64,
) -> Result<(), AppendError> {
    let mut size = 0;
    for mut row in transaction.fetch(ACCEPT, values![locker, node]).await? {
        size += row.unsigned()?;
    }
    match objects::use_room(transaction, locker, size, quota).await {
        Ok(()) => Ok(()),
        Err(KeepError::Storage(error)) => Err(error.into()),
        Err(KeepError::Quota { used, quota }) => Err(AppendError::Quota { used, quota }),
        Err(_) => Err(StorageError::Corrupt("room that was refused").into()),
    }
}
