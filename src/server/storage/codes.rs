//! Codes that let someone sign up, each once. Only their SHA-256 is kept.

use super::{Storage, StorageError, Transaction, statement::statements, value::values};
use crate::server::clock::Milliseconds;

/// Sign-up codes.
pub trait Codes {
    /// Adds a code that may be used until `expires`; with `second_step` whoever uses it must set one up before they may write.
    fn add_code(
        &self,
        code: [u8; 32],
        expires: Milliseconds,
        second_step: bool,
    ) -> impl Future<Output = Result<(), StorageError>> + Send;

    /// Forgets the codes that are over.
    fn forget_codes(&self, now: Milliseconds) -> impl Future<Output = Result<u64, StorageError>> + Send;
}

statements! {
    ADD = "INSERT INTO sign_up_codes (code, expires, second_step) VALUES ($1, $2, $3) ON CONFLICT (code) DO NOTHING";
    USE = "DELETE FROM sign_up_codes WHERE code = $1 AND expires > $2 RETURNING second_step";
    FORGET = "DELETE FROM sign_up_codes WHERE expires <= $1";
}

impl Codes for Storage {
    async fn add_code(&self, code: [u8; 32], expires: Milliseconds, second_step: bool) -> Result<(), StorageError> {
        self.engine
            .write(move |transaction| {
                Box::pin(async move { transaction.execute(ADD, values![code, expires, second_step]).await.map(drop) })
            })
            .await
    }

    async fn forget_codes(&self, now: Milliseconds) -> Result<u64, StorageError> {
        self.engine
            .write(move |transaction| Box::pin(async move { transaction.execute(FORGET, values![now]).await }))
            .await
    }
}

/// Uses a code up, and says whether it wants a second step; nothing when there is none.
pub(super) async fn consume(
    transaction: &mut Transaction<'_>,
    code: [u8; 32],
    now: Milliseconds,
) -> Result<Option<bool>, StorageError> {
    let row = transaction.fetch_optional(USE, values![code, now]).await?;
    row.map(|mut row| Ok(row.integer()? > 0)).transpose()
}
