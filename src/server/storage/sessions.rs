//! Sessions. The token itself is never kept, only its SHA-256.

use std::str::FromStr;

use super::{
    Change, Row, SlotKind, Statement, Step, Storage, StorageError, Transaction, activity, second_steps,
    slots::{self, UnknownKind},
    statement::statements,
    tries,
    value::{Value, values},
};
use crate::{
    protocol::{
        bytes::Hash,
        id::{AccountId, SlotId},
    },
    server::clock::{HOUR, Milliseconds},
};

/// What sort of program holds a session, as it says itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    /// A web browser.
    Browser,
    /// Our command line.
    CommandLine,
    /// Anything else.
    Other,
}

/// A session.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// What it is called towards its holder.
    pub id: String,
    /// Whose.
    pub account: AccountId,
    /// Held by.
    pub client: Client,
    /// 32 bytes, kept for the device.
    pub half: [u8; 32],
    /// When it began.
    pub created: Milliseconds,
    /// When it was last used, by the hour.
    pub last_used: Milliseconds,
    /// When it ends.
    pub expires: Milliseconds,
    /// By which slot it began, or which was made in it for its device.
    pub slot: Option<SlotId>,
    /// What its holder calls it, sealed.
    pub name: Option<Vec<u8>>,
    /// Whether its account may write nothing until it has a second step.
    pub barred: bool,
}

/// A session that begins.
#[derive(Clone, Debug)]
pub struct Beginning {
    /// SHA-256 of its token.
    pub token: Hash,
    /// The session.
    pub session: SessionRow,
    /// Of which kind its slot is; none when the account has just begun or was rotated.
    pub by: Option<SlotKind>,
    /// Tries that it took.
    pub give_back: Vec<Hash>,
}

/// Sessions, by token and by account.
pub trait Sessions {
    /// Begins one, gives back the tries that it took, and says that slot and account are in use; an account that was inactive lives
    /// on. A card switches the second step off. `false` when the token exists.
    fn begin_session(&self, beginning: Beginning) -> impl Future<Output = Result<bool, StorageError>> + Send;

    /// The session of a token, if it isn't over.
    fn session(
        &self,
        token: Hash,
        now: Milliseconds,
    ) -> impl Future<Output = Result<Option<SessionRow>, StorageError>> + Send;

    /// Says that it is in use and lives until `expires`; an account that was inactive lives on.
    fn renew_session(
        &self,
        token: Hash,
        last_used: Milliseconds,
        expires: Milliseconds,
    ) -> impl Future<Output = Result<(), StorageError>> + Send;

    /// Ends the session of a token.
    fn end_session(&self, token: Hash) -> impl Future<Output = Result<(), StorageError>> + Send;

    /// The sessions of an account, newest use first.
    fn sessions(
        &self,
        account: AccountId,
        now: Milliseconds,
    ) -> impl Future<Output = Result<Vec<SessionRow>, StorageError>> + Send;

    /// Says what its holder calls it.
    fn name_session(
        &self,
        account: AccountId,
        id: &str,
        name: Vec<u8>,
    ) -> impl Future<Output = Result<(), StorageError>> + Send;

    /// Ends one of the account's; `false` when there is none.
    fn end_session_of(&self, account: AccountId, id: &str) -> impl Future<Output = Result<bool, StorageError>> + Send;

    /// Ends all of the account's but the one called `kept`.
    fn end_other_sessions(
        &self,
        account: AccountId,
        kept: &str,
    ) -> impl Future<Output = Result<(), StorageError>> + Send;

    /// Forgets those that are over.
    fn forget_sessions(&self, now: Milliseconds) -> impl Future<Output = Result<u64, StorageError>> + Send;
}

statements! {
    BEGIN_SESSION = "INSERT INTO sessions (token, id, account, client, half, created, last_used, expires, slot)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING";
    SESSION = "SELECT id, account, client, half, created, last_used, expires, slot, name, (SELECT COUNT(*)
            FROM second_steps s WHERE s.account = sessions.account AND s.required = 1 AND s.active = 0) FROM sessions
        WHERE token = $1 AND expires > $2";
    RENEW_SESSION = "UPDATE sessions SET last_used = $2, expires = $3 WHERE token = $1";
    END_SESSION = "DELETE FROM sessions WHERE token = $1 RETURNING account";
    NAME_SESSION = "UPDATE sessions SET name = $3 WHERE account = $1 AND id = $2";
    SESSIONS = "SELECT id, account, client, half, created, last_used, expires, slot, name, CAST(0 AS BIGINT) FROM sessions
        WHERE account = $1 AND expires > $2 ORDER BY last_used DESC, id";
    END_SESSION_OF = "DELETE FROM sessions WHERE account = $1 AND id = $2 RETURNING account";
    END_OTHER_SESSIONS = "DELETE FROM sessions WHERE account = $1 AND id <> $2 RETURNING account";
    END_ALL_SESSIONS = "DELETE FROM sessions WHERE account = $1 RETURNING account";
    END_SESSIONS_OF_SLOT = "DELETE FROM sessions WHERE account = $1 AND slot = $2 AND id <> $3 RETURNING account";
    LIVES = "SELECT COUNT(*) FROM sessions WHERE account = $1 AND id = $2 AND expires > $3";
    MOVE_SESSION = "UPDATE sessions SET slot = $3 WHERE account = $1 AND id = $2";
    FORGET_SESSIONS = "DELETE FROM sessions WHERE expires <= $1 RETURNING account";
}

impl Sessions for Storage {
    async fn begin_session(&self, beginning: Beginning) -> Result<bool, StorageError> {
        self.engine
            .write(move |transaction| {
                Box::pin(async move {
                    let Beginning { token, session: row, by, give_back } = beginning;
                    let mut steps: Vec<Step> = give_back.into_iter().map(tries::give_back).collect();
                    if let Some(slot) = row.slot {
                        steps.push(slots::used(row.account, slot, row.created / HOUR * HOUR));
                        steps.extend(activity::of_account(row.account, row.created));
                    }
                    if by == Some(SlotKind::Card) {
                        steps.push(second_steps::switch_off(row.account));
                    }
                    let (client, half) = (row.client.name(), row.half);
                    let (created, last_used, expires) = (row.created, row.last_used, row.expires);
                    let values =
                        values![token, row.id, row.account, client, half, created, last_used, expires, row.slot];
                    steps.push((BEGIN_SESSION, values));
                    Ok(transaction.all(steps).await?.last().is_some_and(|done| done.touched == 1))
                })
            })
            .await
    }

    async fn session(&self, token: Hash, now: Milliseconds) -> Result<Option<SessionRow>, StorageError> {
        self.engine.fetch_optional(SESSION, values![token, now]).await?.map(read).transpose()
    }

    async fn renew_session(
        &self,
        token: Hash,
        last_used: Milliseconds,
        expires: Milliseconds,
    ) -> Result<(), StorageError> {
        let mut steps = vec![(RENEW_SESSION, values![token, last_used, expires])];
        steps.extend(activity::of_session(token, last_used));
        self.engine.write(|transaction| Box::pin(async move { transaction.all(steps).await.map(drop) })).await
    }

    async fn end_session(&self, token: Hash) -> Result<(), StorageError> {
        self.engine
            .write(move |transaction| {
                Box::pin(async move { tell(transaction, END_SESSION, values![token]).await.map(drop) })
            })
            .await
    }

    async fn sessions(&self, account: AccountId, now: Milliseconds) -> Result<Vec<SessionRow>, StorageError> {
        self.engine.fetch(SESSIONS, values![account, now]).await?.into_iter().map(read).collect()
    }

    async fn name_session(&self, account: AccountId, id: &str, name: Vec<u8>) -> Result<(), StorageError> {
        let values = values![account, id, name];
        self.engine
            .write(|transaction| Box::pin(async move { transaction.execute(NAME_SESSION, values).await.map(drop) }))
            .await
    }

    async fn end_session_of(&self, account: AccountId, id: &str) -> Result<bool, StorageError> {
        let values = values![account, id];
        self.engine
            .write(|transaction| Box::pin(async move { Ok(tell(transaction, END_SESSION_OF, values).await? == 1) }))
            .await
    }

    async fn end_other_sessions(&self, account: AccountId, kept: &str) -> Result<(), StorageError> {
        let values = values![account, kept];
        self.engine
            .write(|transaction| Box::pin(async move { tell(transaction, END_OTHER_SESSIONS, values).await.map(drop) }))
            .await
    }

    async fn forget_sessions(&self, now: Milliseconds) -> Result<u64, StorageError> {
        self.engine
            .write(move |transaction| Box::pin(async move { tell(transaction, FORGET_SESSIONS, values![now]).await }))
            .await
    }
}

/// Ends all of an account's sessions inside a transaction.
pub(super) async fn end_all(transaction: &mut Transaction<'_>, account: AccountId) -> Result<(), StorageError> {
    tell(transaction, END_ALL_SESSIONS, values![account]).await.map(drop)
}

/// Ends the sessions that began by a slot, but the one called `kept`, inside a transaction.
pub(super) async fn end_of_slot(
    transaction: &mut Transaction<'_>,
    account: AccountId,
    slot: SlotId,
    kept: Option<&str>,
) -> Result<(), StorageError> {
    tell(transaction, END_SESSIONS_OF_SLOT, values![account, slot, kept.unwrap_or_default()]).await.map(drop)
}

/// Whether a session lives, inside a transaction.
pub(super) async fn lives(
    transaction: &mut Transaction<'_>,
    account: AccountId,
    id: &str,
    now: Milliseconds,
) -> Result<bool, StorageError> {
    let row = transaction.fetch_optional(LIVES, values![account, id, now]).await?;
    Ok(row.ok_or(StorageError::Corrupt("no count"))?.integer()? > 0)
}

/// Says that a session belongs to another slot from now on, inside a transaction.
pub(super) async fn move_to(
    transaction: &mut Transaction<'_>,
    account: AccountId,
    id: &str,
    slot: SlotId,
) -> Result<(), StorageError> {
    transaction.execute(MOVE_SESSION, values![account, id, slot]).await.map(drop)
}

/// Ends sessions by a statement that gives their accounts, whose open pages are told. Gives how many there were.
async fn tell(
    transaction: &mut Transaction<'_>,
    statement: Statement,
    values: Vec<Value>,
) -> Result<u64, StorageError> {
    let rows = transaction.fetch(statement, values).await?;
    let count = rows.len() as u64;
    for mut row in rows {
        transaction.tell(Change::Sessions { account: row.parsed()? });
    }
    Ok(count)
}

fn read(mut row: Row) -> Result<SessionRow, StorageError> {
    Ok(SessionRow {
        id: row.text()?,
        account: row.parsed()?,
        client: row.parsed()?,
        half: row.array()?,
        created: row.integer()?,
        last_used: row.integer()?,
        expires: row.integer()?,
        slot: row.optional_text()?.map(|slot| slot.parse().map_err(|_| StorageError::Corrupt("a slot"))).transpose()?,
        name: row.optional_bytes()?,
        barred: row.integer()? > 0,
    })
}

impl Client {
    /// The name in the interface.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::CommandLine => "command line",
            Self::Other => "other",
        }
    }
}

impl FromStr for Client {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        match text {
            "browser" => Ok(Self::Browser),
            "command line" => Ok(Self::CommandLine),
            "other" => Ok(Self::Other),
            _ => Err(UnknownKind),
        }
    }
}
