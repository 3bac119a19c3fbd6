//! Rate limits, kept in the database: they hold across restarts and across several servers.
//!
//! A subject is a SHA-256 of what is limited, so that a mistyped secret in a field for handles doesn't stand in a table.

use super::{Step, Storage, StorageError, Transaction, statement::statements, value::values};
use crate::{protocol::bytes::Hash, server::clock::Milliseconds};

/// How much is allowed in how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Tries at most.
    pub most: u64,
    /// In so many milliseconds from the first.
    pub milliseconds: Milliseconds,
}

/// Where a subject stands after a try was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Tries in this window, this one included.
    pub count: u64,
    /// When the window began.
    pub since: Milliseconds,
}

/// Counting.
pub trait Tries {
    /// Counts a try of `subject`, durably.
    fn count_try(
        &self,
        subject: Hash,
        window: Window,
        now: Milliseconds,
    ) -> impl Future<Output = Result<Tally, StorageError>> + Send;

    /// Takes tries back that turned out right.
    fn give_tries_back(&self, subjects: Vec<Hash>) -> impl Future<Output = Result<(), StorageError>> + Send;

    /// Forgets windows that began before `before`.
    fn forget_tries(&self, before: Milliseconds) -> impl Future<Output = Result<u64, StorageError>> + Send;
}

statements! {
    // A window that begins in the far future is of a clock that was set back since: it would never end.
    COUNT_TRY = "INSERT INTO tries (subject, count, since) VALUES ($1, 1, $2)
        ON CONFLICT (subject) DO UPDATE SET
            count = CASE WHEN tries.since <= $3 OR tries.since > $4 THEN 1 ELSE tries.count + 1 END,
            since = CASE WHEN tries.since <= $3 OR tries.since > $4 THEN $2 ELSE tries.since END
        RETURNING count, since";
    GIVE_BACK = "UPDATE tries SET count = count - 1 WHERE subject = $1 AND count > 0";
    FORGET_TRIES = "DELETE FROM tries WHERE since < $1";
}

impl Tries for Storage {
    async fn count_try(&self, subject: Hash, window: Window, now: Milliseconds) -> Result<Tally, StorageError> {
        self.engine.write(move |transaction| Box::pin(count(transaction, subject, window, now))).await
    }

    async fn give_tries_back(&self, subjects: Vec<Hash>) -> Result<(), StorageError> {
        let steps = subjects.into_iter().map(give_back).collect();
        self.engine.write(|transaction| Box::pin(async move { transaction.all(steps).await.map(drop) })).await
    }

    async fn forget_tries(&self, before: Milliseconds) -> Result<u64, StorageError> {
        self.engine
            .write(move |transaction| Box::pin(async move { transaction.execute(FORGET_TRIES, values![before]).await }))
            .await
    }
}

/// Counts a try inside a transaction.
pub(super) async fn count(
    transaction: &mut Transaction<'_>,
    subject: Hash,
    window: Window,
    now: Milliseconds,
) -> Result<Tally, StorageError> {
    let row = transaction
        .fetch_optional(COUNT_TRY, values![subject, now, now - window.milliseconds, now + window.milliseconds])
        .await?;
    let mut row = row.ok_or(StorageError::Corrupt("no tally"))?;
    Ok(Tally { count: row.unsigned()?, since: row.integer()? })
}

/// Takes a try back that turned out right.
pub(super) fn give_back(subject: Hash) -> Step {
    (GIVE_BACK, values![subject])
}

impl Window {
    /// Milliseconds to wait before the next try, if this one was too many.
    #[must_use]
    pub fn wait(self, tally: Tally, now: Milliseconds) -> Option<Milliseconds> {
        (tally.count > self.most).then(|| (tally.since + self.milliseconds - now).max(0))
    }
}
