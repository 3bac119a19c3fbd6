//! Lockers, as their holder sees them listed.

use super::{Row, Storage, StorageError, statement::statements, value::values};
use crate::{
    protocol::{
        bytes::Hash,
        id::{AccountId, LockerId},
    },
    server::clock::Milliseconds,
};

/// A locker in short.
#[derive(Clone, Debug)]
pub struct LockerSummary {
    /// Its id.
    pub id: LockerId,
    /// Whose.
    pub holder: AccountId,
    /// The newest act.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
    /// The newest checkpoint.
    pub checkpoint: Option<u64>,
    /// Bytes of objects.
    pub used: u64,
    /// Whether its holder may write nothing until they have a second step.
    pub barred: bool,
}

/// When a session ends, and the newest act of each locker that it leads to.
pub type SessionHeads = (Milliseconds, Vec<(LockerId, u64)>);

/// Lockers by id and by holder.
pub trait Lockers {
    /// One locker, whoever's it is: the caller decides what that means.
    fn locker(&self, id: LockerId) -> impl Future<Output = Result<Option<LockerSummary>, StorageError>> + Send;

    /// A locker of the account whose session this is, and when the session was last used. Nothing when either is missing, over,
    /// or another's.
    fn locker_of_session(
        &self,
        token: Hash,
        id: LockerId,
        now: Milliseconds,
    ) -> impl Future<Output = Result<Option<(LockerSummary, Milliseconds)>, StorageError>> + Send;

    /// The newest act of each locker of the account whose session this is, and when the session ends. Nothing when it is over.
    fn heads_of_session(
        &self,
        token: Hash,
        now: Milliseconds,
    ) -> impl Future<Output = Result<Option<SessionHeads>, StorageError>> + Send;

    /// All of an account's.
    fn lockers(&self, holder: AccountId) -> impl Future<Output = Result<Vec<LockerSummary>, StorageError>> + Send;
}

statements! {
    SUMMARY = "SELECT id, holder, seq, hash, checkpoint_seq, used, (SELECT COUNT(*) FROM second_steps s
        WHERE s.account = lockers.holder AND s.required = 1 AND s.active = 0) FROM lockers WHERE id = $1";
    LOCKER_OF_SESSION = "SELECT sessions.last_used, l.id, l.holder, l.seq, l.hash, l.checkpoint_seq, l.used,
            (SELECT COUNT(*) FROM second_steps s WHERE s.account = l.holder AND s.required = 1 AND s.active = 0)
        FROM sessions JOIN lockers l ON l.holder = sessions.account
        WHERE sessions.token = $1 AND sessions.expires > $2 AND l.id = $3";
    HEADS_OF_SESSION = "SELECT sessions.expires, l.id, l.seq FROM sessions JOIN lockers l ON l.holder = sessions.account
        WHERE sessions.token = $1 AND sessions.expires > $2 ORDER BY l.id";
    SUMMARIES = "SELECT id, holder, seq, hash, checkpoint_seq, used, CAST(0 AS BIGINT) FROM lockers WHERE holder = $1 ORDER BY id";
}

impl Lockers for Storage {
    async fn locker(&self, id: LockerId) -> Result<Option<LockerSummary>, StorageError> {
        self.engine.fetch_optional(SUMMARY, values![id]).await?.map(read).transpose()
    }

    async fn locker_of_session(
        &self,
        token: Hash,
        id: LockerId,
        now: Milliseconds,
    ) -> Result<Option<(LockerSummary, Milliseconds)>, StorageError> {
        let Some(mut row) = self.engine.fetch_optional(LOCKER_OF_SESSION, values![token, now, id]).await? else {
            return Ok(None);
        };
        let last_used = row.integer()?;
        Ok(Some((read(row)?, last_used)))
    }

    async fn heads_of_session(&self, token: Hash, now: Milliseconds) -> Result<Option<SessionHeads>, StorageError> {
        let (mut ends, mut heads) = (None, Vec::new());
        for mut row in self.engine.fetch(HEADS_OF_SESSION, values![token, now]).await? {
            ends = Some(row.integer()?);
            heads.push((row.parsed()?, row.unsigned()?));
        }
        // Every account has a locker: no row is no session.
        Ok(ends.map(|ends| (ends, heads)))
    }

    async fn lockers(&self, holder: AccountId) -> Result<Vec<LockerSummary>, StorageError> {
        self.engine.fetch(SUMMARIES, values![holder]).await?.into_iter().map(read).collect()
    }
}

fn read(mut row: Row) -> Result<LockerSummary, StorageError> {
    Ok(LockerSummary {
        id: row.parsed()?,
        holder: row.parsed()?,
        seq: row.unsigned()?,
        hash: Hash(row.array()?),
        checkpoint: row.optional_unsigned()?,
        used: row.unsigned()?,
        barred: row.integer()? > 0,
    })
}
