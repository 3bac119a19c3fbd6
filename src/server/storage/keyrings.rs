//! Keyrings: one sealed document an account, replaced by compare-and-set.

use super::{Storage, StorageError, Transaction, statement::statements, value::values};
use crate::protocol::id::AccountId;

/// A keyring as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyring {
    /// From 1, only growing.
    pub version: u64,
    /// Sealed under the account key.
    pub sealed: Vec<u8>,
}

/// A keyring that is to replace one of a known version.
#[derive(Clone, Debug)]
pub struct NewKeyring {
    /// The version that it replaces.
    pub expected: u64,
    /// What replaces it.
    pub keyring: Keyring,
}

/// The keyring of an account.
pub trait Keyrings {
    /// The newest.
    fn keyring(&self, account: AccountId) -> impl Future<Output = Result<Option<Keyring>, StorageError>> + Send;

    /// Replaces it if `expected` is still the newest; otherwise gives the newest version.
    fn replace_keyring(
        &self,
        account: AccountId,
        new: NewKeyring,
    ) -> impl Future<Output = Result<Result<(), u64>, StorageError>> + Send;
}

statements! {
    KEYRING = "SELECT keyring_version, keyring FROM accounts WHERE id = $1";
    VERSION = "SELECT keyring_version FROM accounts WHERE id = $1";
    REPLACE = "UPDATE accounts SET keyring_version = $3, keyring = $4 WHERE id = $1 AND keyring_version = $2";
}

impl Keyrings for Storage {
    async fn keyring(&self, account: AccountId) -> Result<Option<Keyring>, StorageError> {
        let Some(mut row) = self.engine.fetch_optional(KEYRING, values![account]).await? else { return Ok(None) };
        Ok(Some(Keyring { version: row.unsigned()?, sealed: row.bytes()? }))
    }

    async fn replace_keyring(&self, account: AccountId, new: NewKeyring) -> Result<Result<(), u64>, StorageError> {
        self.engine.write(move |transaction| Box::pin(replace(transaction, account, new))).await
    }
}

/// Replaces a keyring inside a transaction; gives the newest version when that isn't the expected one.
pub(super) async fn replace(
    transaction: &mut Transaction<'_>,
    account: AccountId,
    new: NewKeyring,
) -> Result<Result<(), u64>, StorageError> {
    let values = values![account, new.expected, new.keyring.version, new.keyring.sealed];
    if transaction.execute(REPLACE, values).await? == 1 {
        return Ok(Ok(()));
    }
    let row = transaction.fetch_optional(VERSION, values![account]).await?;
    row.ok_or(StorageError::Corrupt("no account"))?.unsigned().map(Err)
}

/// Whether the account's keyring is this one.
pub(super) async fn is(
    transaction: &mut Transaction<'_>,
    account: AccountId,
    keyring: &Keyring,
) -> Result<bool, StorageError> {
    let Some(mut row) = transaction.fetch_optional(KEYRING, values![account]).await? else { return Ok(false) };
    Ok(row.unsigned()? == keyring.version && row.bytes()? == keyring.sealed)
}
