//! Uploads that come in parts: whose they are, and how far they have become objects. Their bytes lie in the spool.

use super::{
    Cap, KeepError, Row, Storage, StorageError, StoredObject, Transaction,
    deposits::{self, KEEP_DEPOSITED},
    objects::{self, CONDEMN, GIVE_ROOM, KEEP, OBJECT},
    statement::statements,
    value::values,
};
use crate::{
    protocol::id::{AccountId, LockerId, ObjectId},
    server::clock::Milliseconds,
};

/// An upload that was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its name, random and never used twice.
    pub id: String,
    /// The object that it becomes.
    pub object: ObjectId,
    /// Whose it is, unless the holder's of the locker.
    pub account: Option<AccountId>,
    /// Whether it is for a deposit: it takes no room in the locker then.
    pub deposit: bool,
    /// Bytes of the whole object.
    pub size: u64,
    /// CRC32C of the whole object: the announced one, if there was one; the one that was found as soon as there is a `place`.
    pub checksum: Option<u32>,
    /// Where the object goes; present once all bytes were there and right.
    pub place: Option<String>,
    /// Whether it is the object.
    pub finished: bool,
    /// When it is forgotten.
    pub expires: Milliseconds,
}

/// What bounds an upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Bytes that the locker may hold.
    Quota(u64),
    /// How much may wait of whoever hands in, and of all together.
    Deposits(Cap, Cap),
}

/// Why no upload begins.
#[derive(Debug, thiserror::Error)]
pub enum BeginError {
    /// Whoever asks has as many in this locker as they may have.
    #[error("{0} uploads are unfinished")]
    TooMany(u64),
    /// Too much waits that was handed in.
    #[error("too much waits for an answer")]
    TooManyDeposits,
    /// The locker has no room.
    #[error("{used} of {quota} bytes are used")]
    Quota {
        /// Bytes, before this upload.
        used: u64,
        /// Bytes.
        quota: u64,
    },
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// What became of an upload whose object lies in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finished {
    /// It is the object.
    Kept,
    /// The same bytes came first on another way: those are the object.
    Alike,
    /// Other bytes came first: the upload is over.
    Other,
    /// It was ended meanwhile.
    Gone,
}

/// The unfinished uploads of lockers, and those that finished lately.
pub trait Uploads {
    /// Begins an upload if `bound` leaves room for the whole object and its account has fewer than `most` unfinished ones there. The room is
    /// taken. An earlier upload of the same object by the same account is over, unless all its bytes were there: whoever began it hasn't
    /// heard of it.
    fn begin_upload(
        &self,
        locker: LockerId,
        upload: Upload,
        bound: Bound,
        most: u64,
    ) -> impl Future<Output = Result<(), BeginError>> + Send;

    /// An upload in a locker that hasn't expired, of this account, or of the holder.
    fn upload(
        &self,
        locker: LockerId,
        account: Option<AccountId>,
        id: &str,
        now: Milliseconds,
    ) -> impl Future<Output = Result<Option<Upload>, StorageError>> + Send;

    /// All bytes are there and right: says once where they go. `false` when that was said before, or the upload is over.
    fn place_upload(
        &self,
        locker: LockerId,
        id: &str,
        place: &str,
        checksum: u32,
    ) -> impl Future<Output = Result<bool, StorageError>> + Send;

    /// The object lies in the store: keeps it. What isn't kept is condemned.
    fn finish_upload(
        &self,
        locker: LockerId,
        upload: Upload,
        object: StoredObject,
        now: Milliseconds,
    ) -> impl Future<Output = Result<Finished, StorageError>> + Send;

    /// Ends an upload; gives its room back unless it finished. `false` when there is none.
    fn end_upload(
        &self,
        locker: LockerId,
        id: &str,
        now: Milliseconds,
    ) -> impl Future<Output = Result<bool, StorageError>> + Send;

    /// Ends at most `most` uploads that have expired; tells how many.
    fn end_expired_uploads(
        &self,
        now: Milliseconds,
        most: u64,
    ) -> impl Future<Output = Result<u64, StorageError>> + Send;

    /// Whether the bytes of this upload are still needed.
    fn is_unfinished(&self, id: &str) -> impl Future<Output = Result<bool, StorageError>> + Send;
}

statements! {
    BEGIN_UPLOAD = "INSERT INTO uploads (id, locker, object, size, checksum, finished, expires, account, deposit)
        VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8)";
    UNFINISHED_UPLOADS = "SELECT COUNT(*) FROM uploads WHERE locker = $1 AND account = $2 AND finished = 0";
    REPLACE_UPLOAD = "DELETE FROM uploads WHERE locker = $1 AND object = $2 AND account = $3 AND place IS NULL
        RETURNING CASE WHEN deposit = 0 THEN size ELSE 0 END";
    UPLOAD = "SELECT id, object, account, deposit, size, checksum, place, finished, expires FROM uploads
        WHERE locker = $1 AND id = $2 AND expires > $3 AND account = $4";
    PLACE_UPLOAD = "UPDATE uploads SET place = $3, checksum = $4 WHERE locker = $1 AND id = $2 AND place IS NULL";
    FINISH_UPLOAD = "UPDATE uploads SET finished = 1 WHERE locker = $1 AND id = $2 AND finished = 0";
    // What is handed in took no room.
    END_UPLOAD = "DELETE FROM uploads WHERE locker = $1 AND id = $2
        RETURNING CASE WHEN deposit = 0 THEN size ELSE 0 END, place, finished";
    EXPIRED_UPLOADS = "SELECT locker, id FROM uploads WHERE expires <= $1 ORDER BY expires LIMIT $2";
    IS_UNFINISHED = "SELECT COUNT(*) FROM uploads WHERE id = $1 AND finished = 0";
}

impl Uploads for Storage {
    async fn begin_upload(&self, locker: LockerId, upload: Upload, bound: Bound, most: u64) -> Result<(), BeginError> {
        self.engine
            .write(move |transaction| {
                Box::pin(async move {
                    // The locker's row first: on PostgreSQL that locks it, so that two can't both be the last.
                    transaction.execute(GIVE_ROOM, values![locker, 0_i64]).await?;
                    let Upload { id, object, size, checksum, expires, account, deposit, .. } = upload;
                    let whose = whose(account);
                    for mut row in transaction.fetch(REPLACE_UPLOAD, values![locker, object, whose.as_str()]).await? {
                        transaction.execute(GIVE_ROOM, values![locker, row.integer()?]).await?;
                    }
                    match (bound, account) {
                        (Bound::Quota(quota), _) => objects::use_room(transaction, locker, size, quota).await?,
                        (Bound::Deposits(one, all), Some(account)) => {
                            deposits::may_wait(transaction, locker, account, size, (one, all)).await?;
                        }
                        (Bound::Deposits(..), None) => {
                            return Err(StorageError::Corrupt("a deposit by the holder").into());
                        }
                    }
                    let unfinished = values![locker, whose.as_str()];
                    let unfinished = transaction.fetch_optional(UNFINISHED_UPLOADS, unfinished).await?;
                    let unfinished = unfinished.map_or(Ok(0), |mut row| row.unsigned())?;
                    if unfinished >= most {
                        return Err(BeginError::TooMany(unfinished));
                    }
                    let values = values![id, locker, object, size, checksum, expires, whose, deposit];
                    transaction.execute(BEGIN_UPLOAD, values).await?;
                    Ok(())
                })
            })
            .await
    }

    async fn upload(
        &self,
        locker: LockerId,
        account: Option<AccountId>,
        id: &str,
        now: Milliseconds,
    ) -> Result<Option<Upload>, StorageError> {
        self.engine.fetch_optional(UPLOAD, values![locker, id, now, whose(account)]).await?.map(read).transpose()
    }

    async fn place_upload(&self, locker: LockerId, id: &str, place: &str, checksum: u32) -> Result<bool, StorageError> {
        let values = values![locker, id, place, checksum];
        self.engine
            .write(move |transaction| {
                Box::pin(async move { Ok(transaction.execute(PLACE_UPLOAD, values).await? == 1) })
            })
            .await
    }

    async fn finish_upload(
        &self,
        locker: LockerId,
        upload: Upload,
        object: StoredObject,
        now: Milliseconds,
    ) -> Result<Finished, StorageError> {
        self.engine
            .write(move |transaction| Box::pin(async move { finish(transaction, locker, &upload, object, now).await }))
            .await
    }

    async fn end_upload(&self, locker: LockerId, id: &str, now: Milliseconds) -> Result<bool, StorageError> {
        let id = id.to_owned();
        self.engine
            .write(move |transaction| Box::pin(async move { end(transaction, &locker.to_string(), &id, now).await }))
            .await
    }

    async fn end_expired_uploads(&self, now: Milliseconds, most: u64) -> Result<u64, StorageError> {
        let expired = self.engine.fetch(EXPIRED_UPLOADS, values![now, most]).await?;
        let count = expired.len() as u64;
        for mut row in expired {
            let (locker, id) = (row.text()?, row.text()?);
            self.engine
                .write(move |transaction| Box::pin(async move { end(transaction, &locker, &id, now).await }))
                .await?;
        }
        Ok(count)
    }

    async fn is_unfinished(&self, id: &str) -> Result<bool, StorageError> {
        let row = self.engine.fetch_optional(IS_UNFINISHED, values![id]).await?;
        Ok(row.ok_or(StorageError::Corrupt("no count"))?.integer()? > 0)
    }
}

/// The object's row in place of the upload's room.
async fn finish(
    transaction: &mut Transaction<'_>,
    locker: LockerId,
    upload: &Upload,
    object: StoredObject,
    now: Milliseconds,
) -> Result<Finished, StorageError> {
    // The locker's row first, as an append does: on PostgreSQL two orders could wait for each other.
    transaction.execute(GIVE_ROOM, values![locker, 0_i64]).await?;
    if transaction.execute(FINISH_UPLOAD, values![locker, upload.id.as_str()]).await? != 1 {
        transaction.execute(CONDEMN, values![object.place, now]).await?;
        return Ok(Finished::Gone);
    }
    let StoredObject { place, size, checksum } = object;
    let mut values = values![locker, upload.object, place.as_str(), size, checksum, now];
    let (keep, room) = match upload.account.filter(|_| upload.deposit) {
        Some(depositor) => {
            values.push(depositor.into());
            (KEEP_DEPOSITED, 0)
        }
        None => (KEEP, size),
    };
    if transaction.execute(keep, values).await? == 1 {
        return Ok(Finished::Kept);
    }
    let first = transaction.fetch_optional(OBJECT, values![locker, upload.object]).await?.map(objects::read);
    transaction.execute(GIVE_ROOM, values![locker, room]).await?;
    transaction.execute(CONDEMN, values![place, now]).await?;
    match first.transpose()? {
        Some(first) if first.size == size && first.checksum == checksum => Ok(Finished::Alike),
        _ => {
            transaction.fetch(END_UPLOAD, values![locker, upload.id.as_str()]).await?;
            Ok(Finished::Other)
        }
    }
}

async fn end(
    transaction: &mut Transaction<'_>,
    locker: &str,
    id: &str,
    now: Milliseconds,
) -> Result<bool, StorageError> {
    transaction.execute(GIVE_ROOM, values![locker, 0_i64]).await?;
    let Some(mut row) = transaction.fetch_optional(END_UPLOAD, values![locker, id]).await? else { return Ok(false) };
    let (size, place, finished) = (row.integer()?, row.optional_text()?, row.integer()? == 1);
    if !finished {
        transaction.execute(GIVE_ROOM, values![locker, size]).await?;
        if let Some(place) = place {
            transaction.execute(CONDEMN, values![place, now]).await?;
        }
    }
    Ok(true)
}

impl From<KeepError> for BeginError {
    fn from(error: KeepError) -> Self {
        match error {
            KeepError::Quota { used, quota } => Self::Quota { used, quota },
            KeepError::TooMany => Self::TooManyDeposits,
            KeepError::Exists => Self::Storage(StorageError::Corrupt("room that exists")),
            KeepError::Storage(error) => Self::Storage(error),
        }
    }
}

/// As the column has it: nothing for the holder.
fn whose(account: Option<AccountId>) -> String {
    account.map_or_else(String::new, |account| account.to_string())
}

fn read(mut row: Row) -> Result<Upload, StorageError> {
    Ok(Upload {
        id: row.text()?,
        object: row.parsed()?,
        account: match row.text()?.as_str() {
            "" => None,
            account => Some(account.parse().map_err(|_| StorageError::Corrupt("an account"))?),
        },
        deposit: row.integer()? == 1,
        size: row.unsigned()?,
        checksum: row
            .optional_unsigned()?
            .map(|checksum| u32::try_from(checksum).map_err(|_| StorageError::Corrupt("a checksum")))
            .transpose()?,
        place: row.optional_text()?,
        finished: row.integer()? == 1,
        expires: row.integer()?,
    })
}
