//! The end of accounts: asked for, waited for, done. What remains are SHA-256 of ids and handles: nobody gets them again.

use super::{
    Change, Lockers as _, Storage, StorageError, Transaction, blocked, sessions, slots, statement::statements,
    value::values,
};
use crate::{
    protocol::{bytes::Hash, id::AccountId, id::LockerId},
    server::clock::Milliseconds,
};

/// Acts in one transaction: others write in between.
const BATCH: u64 = 500;

/// Deleting accounts.
pub trait Deletions {
    /// When the account is to be deleted, if that was asked for.
    fn deletion(&self, account: AccountId) -> impl Future<Output = Result<Option<Milliseconds>, StorageError>> + Send;

    /// Asks for it, at `due`; gives the time that was set first, if it was asked for before.
    fn ask_deletion(
        &self,
        account: AccountId,
        due: Milliseconds,
    ) -> impl Future<Output = Result<Milliseconds, StorageError>> + Send;

    /// Lets the account live. `false` when its time has come already; an account that isn't to be deleted lives anyway.
    fn cancel_deletion(
        &self,
        account: AccountId,
        now: Milliseconds,
    ) -> impl Future<Output = Result<bool, StorageError>> + Send;

    /// Accounts whose time has come, at most `most`.
    fn due_deletions(
        &self,
        now: Milliseconds,
        most: u64,
    ) -> impl Future<Output = Result<Vec<AccountId>, StorageError>> + Send;

    /// Deletes an account whose time has come, with everything of it; its objects are condemned. First of all nobody gets in any
    /// more; then acts go in parts, so that others don't wait; a crash in between leaves the account due.
    fn delete_account(
        &self,
        account: AccountId,
        now: Milliseconds,
    ) -> impl Future<Output = Result<(), StorageError>> + Send;
}

statements! {
    DELETION = "SELECT due FROM deletions WHERE account = $1";
    ASK_DELETION = "INSERT INTO deletions (account, due, cause) VALUES ($1, $2, 'asked')
        ON CONFLICT (account) DO UPDATE SET due = $2, cause = 'asked' WHERE deletions.cause = 'inactive'";
    CANCEL_DELETION = "DELETE FROM deletions WHERE account = $1 AND due > $2";
    DUE_DELETIONS = "SELECT account FROM deletions WHERE due <= $1 ORDER BY due LIMIT $2";
    IS_DUE = "SELECT COUNT(*) FROM deletions WHERE account = $1 AND due <= $2";
    // Rotations and appends write these rows first, too: whoever comes second waits, and no two wait for each other.
    LOCK_ACCOUNT = "UPDATE accounts SET created = created WHERE id = $1";
    LOCK_LOCKERS = "UPDATE lockers SET used = used WHERE holder = $1";
    HANDLES = "SELECT find FROM slots WHERE account = $1 AND kind = 'words'";
    DEPART = "INSERT INTO departed (name) VALUES ($1) ON CONFLICT DO NOTHING";
    IS_DEPARTED = "SELECT COUNT(*) FROM departed WHERE name = $1";
    DELETE_ACTS = "DELETE FROM acts WHERE locker = $1 AND seq < $2";
    CONDEMN_ALL = "INSERT INTO condemned (place, since)
        SELECT place, CAST($2 AS BIGINT) FROM objects WHERE locker IN (SELECT id FROM lockers WHERE holder = $1)
        ON CONFLICT DO NOTHING";
    CONDEMN_PLACED = "INSERT INTO condemned (place, since)
        SELECT place, CAST($2 AS BIGINT) FROM uploads
        WHERE place IS NOT NULL AND locker IN (SELECT id FROM lockers WHERE holder = $1)
        ON CONFLICT DO NOTHING";
    KEEP_CARDS = "INSERT INTO kept_cards (account, number, card, signature, endorsement)
        SELECT account, number, card, signature, endorsement FROM cards WHERE account = $1
            AND EXISTS (SELECT 1 FROM authors WHERE account = $1)
        ON CONFLICT DO NOTHING";
    DROP_CARDS = "DELETE FROM kept_cards WHERE NOT EXISTS (SELECT 1 FROM authors WHERE authors.account = kept_cards.account)";
    DELETE_ACCOUNT = "DELETE FROM accounts WHERE id = $1";
}

impl Deletions for Storage {
    async fn deletion(&self, account: AccountId) -> Result<Option<Milliseconds>, StorageError> {
        self.engine.fetch_optional(DELETION, values![account]).await?.map(|mut row| row.integer()).transpose()
    }

    async fn ask_deletion(&self, account: AccountId, due: Milliseconds) -> Result<Milliseconds, StorageError> {
        self.engine
            .write(move |transaction| {
                Box::pin(async move {
                    transaction.execute(ASK_DELETION, values![account, due]).await?;
                    let row = transaction.fetch_optional(DELETION, values![account]).await?;
                    row.ok_or(StorageError::Corrupt("no deletion"))?.integer()
                })
            })
            .await
    }

    async fn cancel_deletion(&self, account: AccountId, now: Milliseconds) -> Result<bool, StorageError> {
        self.engine
            .write(move |transaction| {
                Box::pin(async move {
                    transaction.execute(CANCEL_DELETION, values![account, now]).await?;
                    Ok(transaction.fetch_optional(DELETION, values![account]).await?.is_none())
                })
            })
            .await
    }

    async fn due_deletions(&self, now: Milliseconds, most: u64) -> Result<Vec<AccountId>, StorageError> {
        self.engine.fetch(DUE_DELETIONS, values![now, most]).await?.into_iter().map(|mut row| row.parsed()).collect()
    }

    async fn delete_account(&self, account: AccountId, now: Milliseconds) -> Result<(), StorageError> {
        let lockers = self.lockers(account).await?;
        let ids: Vec<LockerId> = lockers.iter().map(|locker| locker.id).collect();
        let closed = self.engine.write({
            let ids = ids.clone();
            move |transaction| Box::pin(async move { close(transaction, account, &ids, now).await })
        });
        if !closed.await? {
            return Ok(());
        }
        for locker in lockers {
            for before in (1..=locker.seq).step_by(usize::try_from(BATCH).unwrap_or(1)).skip(1) {
                let values = values![locker.id, before];
                self.engine
                    .write(|transaction| {
                        Box::pin(async move { transaction.execute(DELETE_ACTS, values).await.map(drop) })
                    })
                    .await?;
            }
        }
        self.engine
            .write(move |transaction| Box::pin(async move { delete_rest(transaction, account, &ids, now).await }))
            .await
    }
}

/// Has others wait who change the same account.
pub(super) async fn lock(transaction: &mut Transaction<'_>, account: AccountId) -> Result<(), StorageError> {
    transaction.execute(LOCK_ACCOUNT, values![account]).await.map(drop)
}

/// Ends all ways in and all sessions, and says that these names are used. `false` when the account isn't due.
async fn close(
    transaction: &mut Transaction<'_>,
    account: AccountId,
    lockers: &[LockerId],
    now: Milliseconds,
) -> Result<bool, StorageError> {
    lock(transaction, account).await?;
    let due = transaction.fetch_optional(IS_DUE, values![account, now]).await?;
    if due.ok_or(StorageError::Corrupt("no count"))?.integer()? == 0 {
        return Ok(false);
    }
    depart(transaction, account, lockers).await?;
    slots::delete_all(transaction, account).await?;
    sessions::end_all(transaction, account).await?;
    Ok(true)
}

/// Deletes what is left of an account, and what came while its acts were deleted.
async fn delete_rest(
    transaction: &mut Transaction<'_>,
    account: AccountId,
    lockers: &[LockerId],
    now: Milliseconds,
) -> Result<(), StorageError> {
    lock(transaction, account).await?;
    transaction.execute(LOCK_LOCKERS, values![account]).await?;
    depart(transaction, account, lockers).await?;
    transaction.execute(CONDEMN_ALL, values![account, now]).await?;
    // What isn't an object yet; parts in the data folder go when their rows have.
    transaction.execute(CONDEMN_PLACED, values![account, now]).await?;
    transaction.execute(KEEP_CARDS, values![account]).await?;
    blocked::forget(transaction, account).await?;
    transaction.execute(DELETE_ACCOUNT, values![account]).await?;
    // Others signed in these lockers alone.
    transaction.execute(DROP_CARDS, values![]).await?;
    transaction.tell(Change::Sessions { account });
    Ok(())
}

async fn depart(
    transaction: &mut Transaction<'_>,
    account: AccountId,
    lockers: &[LockerId],
) -> Result<(), StorageError> {
    let mut names = vec![name("account", &account.to_string())];
    names.extend(lockers.iter().map(|locker| name("locker", &locker.to_string())));
    for mut row in transaction.fetch(HANDLES, values![account]).await? {
        names.push(name("words", &row.text()?));
    }
    for name in names {
        transaction.execute(DEPART, values![name]).await?;
    }
    Ok(())
}

/// Whether a deleted account had this id, locker or handle.
pub(super) async fn is_departed(
    transaction: &mut Transaction<'_>,
    kind: &'static str,
    text: &str,
) -> Result<bool, StorageError> {
    let row = transaction.fetch_optional(IS_DEPARTED, values![name(kind, text)]).await?;
    Ok(row.ok_or(StorageError::Corrupt("no count"))?.integer()? > 0)
}

fn name(kind: &str, text: &str) -> Hash {
    Hash::of(format!("{kind} {text}").as_bytes())
}
