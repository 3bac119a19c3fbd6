//! Second steps: codes of an app beside the words.

use super::{Row, Step, Storage, StorageError, Transaction, statement::statements, value::values};
use crate::protocol::id::AccountId;

/// Bytes of what a secret comes from.
pub const NONCE: usize = 16;

/// An account's second step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecondStep {
    /// Whether the account must have one.
    pub required: bool,
    /// Whether it is asked for.
    pub active: bool,
    /// What its secret comes from, once it was begun.
    pub nonce: Option<[u8; NONCE]>,
    /// The newest code that was taken, as its number of 30 seconds.
    pub step: u64,
}

/// Second steps.
pub trait SecondSteps {
    /// The account's; the empty one when there is none.
    fn second_step(&self, account: AccountId) -> impl Future<Output = Result<SecondStep, StorageError>> + Send;

    /// Begins one that isn't asked for yet; `false` when one is active.
    fn begin_second_step(
        &self,
        account: AccountId,
        nonce: [u8; NONCE],
    ) -> impl Future<Output = Result<bool, StorageError>> + Send;

    /// Has it asked for from now on; `false` when `nonce` isn't what was begun.
    fn confirm_second_step(
        &self,
        account: AccountId,
        nonce: [u8; NONCE],
        step: u64,
    ) -> impl Future<Output = Result<bool, StorageError>> + Send;

    /// Takes a code, each once and none older than one that was taken; `false` when it isn't so, or another secret is active.
    fn take_step(
        &self,
        account: AccountId,
        nonce: [u8; NONCE],
        step: u64,
    ) -> impl Future<Output = Result<bool, StorageError>> + Send;

    /// Has it no longer asked for.
    fn end_second_step(&self, account: AccountId) -> impl Future<Output = Result<(), StorageError>> + Send;
}

statements! {
    SECOND_STEP = "SELECT required, active, nonce, step FROM second_steps WHERE account = $1";
    REQUIRE_SECOND_STEP = "INSERT INTO second_steps (account, required, active, step) VALUES ($1, 1, 0, 0)";
    BEGIN_SECOND_STEP = "INSERT INTO second_steps (account, required, active, nonce, step) VALUES ($1, 0, 0, $2, 0)
        ON CONFLICT (account) DO UPDATE SET nonce = $2, step = 0 WHERE second_steps.active = 0";
    CONFIRM_SECOND_STEP = "UPDATE second_steps SET active = 1, step = $3 WHERE account = $1 AND nonce = $2 AND active = 0";
    TAKE_STEP = "UPDATE second_steps SET step = $3 WHERE account = $1 AND nonce = $2 AND active = 1 AND step < $3";
    END_SECOND_STEP = "UPDATE second_steps SET active = 0, nonce = NULL, step = 0 WHERE account = $1";
}

impl SecondSteps for Storage {
    async fn second_step(&self, account: AccountId) -> Result<SecondStep, StorageError> {
        let row = self.engine.fetch_optional(SECOND_STEP, values![account]).await?;
        row.map_or_else(|| Ok(SecondStep::default()), |mut row| read(&mut row))
    }

    async fn begin_second_step(&self, account: AccountId, nonce: [u8; NONCE]) -> Result<bool, StorageError> {
        self.touches_one((BEGIN_SECOND_STEP, values![account, nonce.as_slice()])).await
    }

    async fn confirm_second_step(
        &self,
        account: AccountId,
        nonce: [u8; NONCE],
        step: u64,
    ) -> Result<bool, StorageError> {
        self.touches_one((CONFIRM_SECOND_STEP, values![account, nonce.as_slice(), step])).await
    }

    async fn take_step(&self, account: AccountId, nonce: [u8; NONCE], step: u64) -> Result<bool, StorageError> {
        self.touches_one((TAKE_STEP, values![account, nonce.as_slice(), step])).await
    }

    async fn end_second_step(&self, account: AccountId) -> Result<(), StorageError> {
        self.touches_one(switch_off(account)).await.map(drop)
    }
}

impl Storage {
    /// Runs one statement; whether it touched a row.
    async fn touches_one(&self, (statement, values): Step) -> Result<bool, StorageError> {
        self.engine
            .write(move |transaction| Box::pin(async move { Ok(transaction.execute(statement, values).await? == 1) }))
            .await
    }
}

/// The account must have one before it may write.
pub(super) async fn require(transaction: &mut Transaction<'_>, account: AccountId) -> Result<(), StorageError> {
    transaction.execute(REQUIRE_SECOND_STEP, values![account]).await.map(drop)
}

/// Whoever holds the card is the holder, with or without an app.
pub(super) fn switch_off(account: AccountId) -> Step {
    (END_SECOND_STEP, values![account])
}

/// Reads `required, active, nonce, step`.
fn read(row: &mut Row) -> Result<SecondStep, StorageError> {
    let (required, active) = (row.integer()? > 0, row.integer()? > 0);
    let nonce = row.optional_bytes()?.map(|nonce| nonce.try_into().map_err(|_| StorageError::Corrupt("a nonce")));
    Ok(SecondStep { required, active, nonce: nonce.transpose()?, step: row.unsigned()? })
}
