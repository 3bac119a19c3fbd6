//! What is known of sealed objects: place, size, checksum, and the document that names them.

use super::{AppendError, Row, Step, Storage, StorageError, Transaction, statement::statements, value::values};
use crate::{
    protocol::{
        act::ObjectName,
        id::{LockerId, NodeId, ObjectId},
    },
    server::clock::Milliseconds,
};

/// An object that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredObject {
    /// Its name in the object store, never used twice.
    pub place: String,
    /// Bytes.
    pub size: u64,
    /// CRC32C.
    pub checksum: u32,
}

/// Why an object isn't kept.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// Another with this id came first.
    #[error("the object is there already")]
    Exists,
    /// The locker would hold more than it may.
    #[error("{used} of {quota} bytes are used")]
    Quota {
        /// Bytes, before this object.
        used: u64,
        /// Bytes.
        quota: u64,
    },
    /// Too much waits that was handed in.
    #[error("too much waits for an answer")]
    TooMany,
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// The objects of lockers.
pub trait Objects {
    /// One object.
    fn object(
        &self,
        locker: LockerId,
        id: ObjectId,
    ) -> impl Future<Output = Result<Option<StoredObject>, StorageError>> + Send;

    /// Keeps an object that is durable in the store, if the locker has room.
    fn keep_object(
        &self,
        locker: LockerId,
        id: ObjectId,
        object: StoredObject,
        quota: u64,
        now: Milliseconds,
    ) -> impl Future<Output = Result<(), KeepError>> + Send;

    /// Gives over to deletion at most `most` objects that came before `before` and that no act names.
    fn condemn_unnamed(
        &self,
        before: Milliseconds,
        most: u64,
        now: Milliseconds,
    ) -> impl Future<Output = Result<u64, StorageError>> + Send;

    /// Places that are to be deleted, at most `most`.
    fn condemned(&self, most: u64) -> impl Future<Output = Result<Vec<String>, StorageError>> + Send;

    /// These are deleted.
    fn forget_condemned(&self, places: Vec<String>) -> impl Future<Output = Result<(), StorageError>> + Send;

    /// At most `most` objects whose places come after `place`, in the order of places.
    fn stored_after(
        &self,
        place: &str,
        most: u64,
    ) -> impl Future<Output = Result<Vec<StoredObject>, StorageError>> + Send;

    /// Whether an object is kept at this place, or about to be.
    fn is_kept(&self, place: &str) -> impl Future<Output = Result<bool, StorageError>> + Send;
}

statements! {
    OBJECT = "SELECT place, size, checksum FROM objects WHERE locker = $1 AND id = $2";
    KEEP = "INSERT INTO objects (locker, id, place, size, checksum, created) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING";
    USE_ROOM = "UPDATE lockers SET used = used + $2 WHERE id = $1 AND used + $2 <= $3";
    USED = "SELECT used FROM lockers WHERE id = $1";
    NAME = "UPDATE objects SET node = $3 WHERE locker = $1 AND id = $2 AND size = $4
        AND (node IS NULL OR node = $3) AND (depositor IS NULL OR node = $3)";
    // What was handed in took no room.
    CONDEMN_NODE = "DELETE FROM objects WHERE locker = $1 AND node = $2
        RETURNING locker, place, CASE WHEN depositor IS NULL THEN size ELSE 0 END";
    UNNAMED = "SELECT locker, id FROM objects WHERE node IS NULL AND created < $1 ORDER BY created LIMIT $2";
    CONDEMN_UNNAMED = "DELETE FROM objects WHERE locker = $1 AND id = $2 AND node IS NULL AND created < $3
        RETURNING locker, place, CASE WHEN depositor IS NULL THEN size ELSE 0 END";
    GIVE_ROOM = "UPDATE lockers SET used = used - $2 WHERE id = $1";
    CONDEMN = "INSERT INTO condemned (place, since) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    CONDEMNED = "SELECT place FROM condemned ORDER BY since LIMIT $1";
    FORGET_CONDEMNED = "DELETE FROM condemned WHERE place = $1";
    AFTER = "SELECT place, size, checksum FROM objects WHERE place > $1 ORDER BY place LIMIT $2";
    KEPT = "SELECT COUNT(*) FROM objects WHERE place = $1";
    PLACED = "SELECT COUNT(*) FROM uploads WHERE place = $1";
}

impl Objects for Storage {
    async fn object(&self, locker: LockerId, id: ObjectId) -> Result<Option<StoredObject>, StorageError> {
        self.engine.fetch_optional(OBJECT, values![locker, id]).await?.map(read).transpose()
    }

    async fn keep_object(
        &self,
        locker: LockerId,
        id: ObjectId,
        object: StoredObject,
        quota: u64,
        now: Milliseconds,
    ) -> Result<(), KeepError> {
        self.engine
            .write(move |transaction| {
                Box::pin(async move {
                    use_room(transaction, locker, object.size, quota).await?;
                    let values = values![locker, id, object.place, object.size, object.checksum, now];
                    if transaction.execute(KEEP, values).await? != 1 {
                        return Err(KeepError::Exists);
                    }
                    Ok(())
                })
            })
            .await
    }

    async fn condemn_unnamed(&self, before: Milliseconds, most: u64, now: Milliseconds) -> Result<u64, StorageError> {
        let found = self.engine.fetch(UNNAMED, values![before, most]).await?;
        let count = found.len() as u64;
        for mut row in found {
            let (locker, id) = (row.text()?, row.text()?);
            self.engine
                .write(move |transaction| {
                    Box::pin(async move {
                        // The locker's row first, as an append does: on PostgreSQL two orders could wait for each other.
                        transaction.execute(GIVE_ROOM, values![locker.as_str(), 0_i64]).await?;
                        // An act may have named it meanwhile; then nothing is deleted.
                        let rows = transaction.fetch(CONDEMN_UNNAMED, values![locker, id, before]).await?;
                        condemn_rows(transaction, rows, now).await
                    })
                })
                .await?;
        }
        Ok(count)
    }

    async fn condemned(&self, most: u64) -> Result<Vec<String>, StorageError> {
        self.engine.fetch(CONDEMNED, values![most]).await?.into_iter().map(|mut row| row.text()).collect()
    }

    async fn forget_condemned(&self, places: Vec<String>) -> Result<(), StorageError> {
        self.engine
            .write(|transaction| {
                Box::pin(async move {
                    for place in places {
                        transaction.execute(FORGET_CONDEMNED, values![place]).await?;
                    }
                    Ok(())
                })
            })
            .await
    }

    async fn stored_after(&self, place: &str, most: u64) -> Result<Vec<StoredObject>, StorageError> {
        self.engine.fetch(AFTER, values![place, most]).await?.into_iter().map(read).collect()
    }

    async fn is_kept(&self, place: &str) -> Result<bool, StorageError> {
        for statement in [KEPT, PLACED] {
            let row = self.engine.fetch_optional(statement, values![place]).await?;
            if row.ok_or(StorageError::Corrupt("no count"))?.integer()? > 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Takes room in a locker. First of all: on PostgreSQL that locks the locker's row, in the order in which an append does.
pub(super) async fn use_room(
    transaction: &mut Transaction<'_>,
    locker: LockerId,
    size: u64,
    quota: u64,
) -> Result<(), KeepError> {
    if transaction.execute(USE_ROOM, values![locker, size, quota]).await? == 1 {
        return Ok(());
    }
    let used = transaction.fetch_optional(USED, values![locker]).await?;
    let used = used.map_or(Ok(0), |mut row| row.unsigned())?;
    Err(KeepError::Quota { used, quota })
}

/// An act names an object of a document: touches one row, or the next says why not.
pub(super) fn name(locker: LockerId, node: NodeId, object: &ObjectName) -> Step {
    (NAME, values![locker, object.id, node, object.size])
}

/// Why an object can't be named.
pub(super) async fn not_named(
    transaction: &mut Transaction<'_>,
    locker: LockerId,
    object: &ObjectName,
) -> Result<AppendError, StorageError> {
    let stored = transaction.fetch_optional(OBJECT, values![locker, object.id]).await?.map(read).transpose()?;
    Ok(match stored {
        Some(stored) if stored.size == object.size => AppendError::ObjectTaken(object.id),
        _ => AppendError::ObjectGone(object.id),
    })
}

/// Gives all objects of a node over to deletion.
pub(super) async fn condemn(
    transaction: &mut Transaction<'_>,
    locker: LockerId,
    node: NodeId,
    now: Milliseconds,
) -> Result<(), StorageError> {
    let rows = transaction.fetch(CONDEMN_NODE, values![locker, node]).await?;
    condemn_rows(transaction, rows, now).await
}

pub(super) async fn condemn_rows(
    transaction: &mut Transaction<'_>,
    rows: Vec<Row>,
    now: Milliseconds,
) -> Result<(), StorageError> {
    for mut row in rows {
        let (locker, place, size) = (row.text()?, row.text()?, row.integer()?);
        transaction.execute(GIVE_ROOM, values![locker, size]).await?;
        transaction.execute(CONDEMN, values![place, now]).await?;
    }
    Ok(())
}

pub(super) fn read(mut row: Row) -> Result<StoredObject, StorageError> {
    let (place, size) = (row.text()?, row.unsigned()?);
    let checksum = u32::try_from(row.integer()?).map_err(|_| StorageError::Corrupt("a checksum"))?;
    Ok(StoredObject { place, size, checksum })
}
