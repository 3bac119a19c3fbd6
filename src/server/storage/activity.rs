//! When an account was last used, to the day; and which were not for long.

use super::{Step, Storage, StorageError, Transaction, statement::statements, value::values};
use crate::{
    protocol::{bytes::Hash, id::AccountId},
    server::clock::{DAY, Milliseconds},
};

/// An account that nobody has used for long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inactive {
    /// Whose.
    pub account: AccountId,
    /// The day when it was last used.
    pub day: Milliseconds,
    /// When it is to be deleted, if that was entered.
    pub due: Option<Milliseconds>,
}

/// Activity.
pub trait Activity {
    /// Enters a deletion at `due` for each account that wasn't used since `before`, at most `most`; gives how many.
    fn enter_inactive(
        &self,
        before: Milliseconds,
        due: Milliseconds,
        most: u64,
    ) -> impl Future<Output = Result<u64, StorageError>> + Send;

    /// Accounts that weren't used since `before`, longest first, after the one given last, at most `most`.
    fn inactive(
        &self,
        before: Milliseconds,
        after: Option<Inactive>,
        most: u64,
    ) -> impl Future<Output = Result<Vec<Inactive>, StorageError>> + Send;

    /// An account's handle, if it has words.
    fn handle(&self, account: AccountId) -> impl Future<Output = Result<Option<String>, StorageError>> + Send;
}

statements! {
    BEGIN_ACTIVITY = "INSERT INTO activity (account, day) VALUES ($1, $2)";
    ACTIVE = "UPDATE activity SET day = $2 WHERE account = $1 AND day < $2";
    ACTIVE_SESSION = "UPDATE activity SET day = $2
        WHERE account = (SELECT account FROM sessions WHERE token = $1) AND day < $2";
    LIVES_ON = "DELETE FROM deletions WHERE account = $1 AND cause = 'inactive' AND due > $2";
    SESSION_LIVES_ON = "DELETE FROM deletions
        WHERE account = (SELECT account FROM sessions WHERE token = $1) AND cause = 'inactive' AND due > $2";
    ENTER_INACTIVE = "INSERT INTO deletions (account, due, cause)
        SELECT account, CAST($2 AS BIGINT), 'inactive' FROM activity a
        WHERE day < $1 AND NOT EXISTS (SELECT 1 FROM deletions d WHERE d.account = a.account)
        ORDER BY day LIMIT $3
        ON CONFLICT DO NOTHING";
    HANDLE = "SELECT find FROM slots WHERE account = $1 AND kind = 'words'";
    INACTIVE = "SELECT a.account, a.day, d.due FROM activity a LEFT JOIN deletions d ON d.account = a.account AND d.cause = 'inactive'
        WHERE a.day < $1 AND (a.day > $2 OR a.day = $2 AND a.account > $3) ORDER BY a.day, a.account LIMIT $4";
}

impl Activity for Storage {
    async fn enter_inactive(&self, before: Milliseconds, due: Milliseconds, most: u64) -> Result<u64, StorageError> {
        let values = values![before, due, most];
        self.engine
            .write(|transaction| Box::pin(async move { transaction.execute(ENTER_INACTIVE, values).await }))
            .await
    }

    async fn inactive(
        &self,
        before: Milliseconds,
        after: Option<Inactive>,
        most: u64,
    ) -> Result<Vec<Inactive>, StorageError> {
        let (day, account) = after.map_or((-1, String::new()), |after| (after.day, after.account.to_string()));
        let rows = self.engine.fetch(INACTIVE, values![before, day, account, most]).await?;
        let read = |mut row: super::Row| {
            Ok(Inactive { account: row.parsed()?, day: row.integer()?, due: row.optional_integer()? })
        };
        rows.into_iter().map(read).collect()
    }

    async fn handle(&self, account: AccountId) -> Result<Option<String>, StorageError> {
        self.engine.fetch_optional(HANDLE, values![account]).await?.map(|mut row| row.text()).transpose()
    }
}

/// An account begins.
pub(super) async fn begin(
    transaction: &mut Transaction<'_>,
    account: AccountId,
    now: Milliseconds,
) -> Result<(), StorageError> {
    transaction.execute(BEGIN_ACTIVITY, values![account, day(now)]).await.map(drop)
}

/// Somebody came in.
pub(super) fn of_account(account: AccountId, now: Milliseconds) -> [Step; 2] {
    [(ACTIVE, values![account, day(now)]), (LIVES_ON, values![account, now])]
}

/// A session is in use.
pub(super) fn of_session(token: Hash, now: Milliseconds) -> [Step; 2] {
    [(ACTIVE_SESSION, values![token, day(now)]), (SESSION_LIVES_ON, values![token, now])]
}

fn day(now: Milliseconds) -> Milliseconds {
    now / DAY * DAY
}
