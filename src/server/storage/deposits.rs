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

    /// Drops what at most `most` deposits brought that have waited since before `before` and whose authors have no living grant: their
    /// objects and what stands beside their acts. The acts stay for their holder to refuse. Tells how many there were.
    fn end_overdue_deposits(
        &self,
        before: Milliseconds,
        most: u64,
        now: Milliseconds,
    ) -> impl Future<Output = Result<u64, StorageError>> + Send;
}

statements! {
    KEEP_DEPOSITED = "INSERT INTO objects (locker, id, place, size, checksum, created, depositor)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    // With what is on its way.
    DEPOSITED = "SELECT COUNT(*), CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM
        (SELECT size FROM objects WHERE locker = $1 AND depositor = $2
         UNION ALL SELECT size FROM uploads WHERE locker = $1 AND account = $2 AND deposit = 1 AND finished = 0) AS waiting";
    ALL_DEPOSITED = "SELECT COUNT(*), CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM
        (SELECT size FROM objects WHERE locker = $1 AND depositor IS NOT NULL
         UNION ALL SELECT size FROM uploads WHERE locker = $1 AND deposit = 1 AND finished = 0) AS waiting";
    LOCK_LOCKER = "UPDATE lockers SET used = used WHERE id = $1";
    NAME_DEPOSITED = "UPDATE objects SET node = $3
        WHERE locker = $1 AND id = $2 AND size = $4 AND node IS NULL AND depositor = $5";
    ACCEPT = "UPDATE objects SET depositor = NULL WHERE locker = $1 AND node = $2 AND depositor IS NOT NULL RETURNING size";
    OVERDUE = "SELECT d.locker, d.node FROM deposits d JOIN acts a ON a.locker = d.locker AND a.seq = d.seq
        WHERE d.time < $1 AND NOT EXISTS (SELECT 1 FROM grants g
                WHERE g.locker = d.locker AND g.grantee = d.author AND g.starts <= $2 AND g.ends > $2)
            AND (a.beside IS NOT NULL OR EXISTS (SELECT 1 FROM objects o
                WHERE o.locker = d.locker AND o.node = d.node AND o.depositor IS NOT NULL))
        ORDER BY d.time LIMIT $3";
    IS_OVERDUE = "SELECT d.seq FROM deposits d WHERE d.locker = $1 AND d.node = $2 AND d.time < $3 AND NOT EXISTS (SELECT 1
        FROM grants g WHERE g.locker = d.locker AND g.grantee = d.author AND g.starts <= $4 AND g.ends > $4)";
    DROP_BOX = "UPDATE acts SET beside = NULL WHERE locker = $1 AND seq = $2";
    CONDEMN_DEPOSITED = "DELETE FROM objects WHERE locker = $1 AND node = $2 AND depositor IS NOT NULL
        RETURNING locker, place, CAST(0 AS BIGINT)";
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
                    may_wait(transaction, locker, depositor, object.size, caps).await?;
                    let values = values![locker, id, object.place, object.size, object.checksum, now, depositor];
                    if transaction.execute(KEEP_DEPOSITED, values).await? != 1 {
                        return Err(KeepError::Exists);
                    }
                    Ok(())
                })
            })
            .await
    }

    async fn end_overdue_deposits(
        &self,
        before: Milliseconds,
        most: u64,
        now: Milliseconds,
    ) -> Result<u64, StorageError> {
        let found = self.engine.fetch(OVERDUE, values![before, now, most]).await?;
        let count = found.len() as u64;
        for mut row in found {
            let (locker, node) = (row.text()?, row.text()?);
            self.engine
                .write(move |transaction| {
                    Box::pin(async move {
                        // The locker's row first, as an append does; one may have answered it meanwhile, or let its author in.
                        transaction.execute(LOCK_LOCKER, values![locker.as_str()]).await?;
                        let is_overdue = values![locker.as_str(), node.as_str(), before, now];
                        let Some(mut row) = transaction.fetch_optional(IS_OVERDUE, is_overdue).await? else {
                            return Ok(());
                        };
                        transaction.execute(DROP_BOX, values![locker.as_str(), row.integer()?]).await?;
                        let rows = transaction.fetch(CONDEMN_DEPOSITED, values![locker, node]).await?;
                        objects::condemn_rows(transaction, rows, now).await
                    })
                })
                .await?;
        }
        Ok(count)
    }
}

/// Whether so many bytes more may wait, of this depositor and of all. First of all: two at once count each other.
pub(super) async fn may_wait(
    transaction: &mut Transaction<'_>,
    locker: LockerId,
    depositor: AccountId,
    size: u64,
    caps: (Cap, Cap),
) -> Result<(), KeepError> {
    transaction.execute(LOCK_LOCKER, values![locker]).await?;
    let asked = [(DEPOSITED, values![locker, depositor]), (ALL_DEPOSITED, values![locker])];
    for ((statement, values), cap) in asked.into_iter().zip([caps.0, caps.1]) {
        let row = transaction.fetch_optional(statement, values).await?;
        let mut row = row.ok_or(StorageError::Corrupt("no count"))?;
        let (count, bytes) = (row.unsigned()?, row.unsigned()?);
        if count >= cap.objects || bytes + size > cap.bytes {
            return Err(KeepError::TooMany);
        }
    }
    Ok(())
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
