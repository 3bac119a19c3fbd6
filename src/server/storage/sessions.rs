//! Sessions. The token itself is never kept, only its SHA-256.

use std::str::FromStr;

use super::{
    Change, Row, Statement, Step, Storage, StorageError, Transaction,
    slots::UnknownKind,
    statement::statements,
    tries,
    value::{Value, values},
};
use crate::{
    protocol::{bytes::Hash, id::AccountId},
    server::clock::Milliseconds,
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
}

/// Sessions, by token and by account.
pub trait Sessions {
    /// Begins one, and gives back the tries that it took. `false` when the token exists.
    fn begin_session(
        &self,
        token: Hash,
        session: SessionRow,
        give_back: Vec<Hash>,
    ) -> impl Future<Output = Result<bool, StorageError>> + Send;

    /// The session of a token, if it isn't over.
    fn session(
        &self,
        token: Hash,
        now: Milliseconds,
    ) -> impl Future<Output = Result<Option<SessionRow>, StorageError>> + Send;

    /// Says that it is in use and lives until `expires`.
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
    BEGIN_SESSION = "INSERT INTO sessions (token, id, account, client, half, created, last_used, expires)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    SESSION = "SELECT id, account, client, half, created, last_used, expires FROM sessions
        WHERE token = $1 AND expires > $2";
    RENEW_SESSION = "UPDATE sessions SET last_used = $2, expires = $3 WHERE token = $1";
    END_SESSION = "DELETE FROM sessions WHERE token = $1 RETURNING account";
    SESSIONS = "SELECT id, account, client, half, created, last_used, expires FROM sessions
        WHERE account = $1 AND expires > $2 ORDER BY last_used DESC, id";
    END_SESSION_OF = "DELETE FROM sessions WHERE account = $1 AND id = $2 RETURNING account";
    END_OTHER_SESSIONS = "DELETE FROM sessions WHERE account = $1 AND id <> $2 RETURNING account";
    END_ALL_SESSIONS = "DELETE FROM sessions WHERE account = $1 RETURNING account";
    FORGET_SESSIONS = "DELETE FROM sessions WHERE expires <= $1 RETURNING account";
}

impl Sessions for Storage {
    async fn begin_session(&self, token: Hash, row: SessionRow, given_back: Vec<Hash>) -> Result<bool, StorageError> {
        self.engine
            .write(move |transaction| {
                Box::pin(async move {
                    let mut steps: Vec<Step> = given_back.into_iter().map(tries::give_back).collect();
                    let (client, half) = (row.client.name(), row.half);
                    let values =
                        values![token, row.id, row.account, client, half, row.created, row.last_used, row.expires];
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
        let values = values![token, last_used, expires];
        self.engine
            .write(|transaction| Box::pin(async move { transaction.execute(RENEW_SESSION, values).await.map(drop) }))
            .await
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
