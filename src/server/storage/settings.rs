//! What is fixed at the first start.

use super::{Storage, StorageError, statement::statements, value::values};

/// Settings that live in the database.
pub trait Settings {
    /// Fixes the origin if none is fixed yet; gives the one that is.
    fn fix_origin(&self, origin: &str) -> impl Future<Output = Result<String, StorageError>> + Send;

    /// The origin, if one is fixed.
    fn origin(&self) -> impl Future<Output = Result<Option<String>, StorageError>> + Send;

    /// Replaces the origin. Words of before open nothing under the new one; recovery cards do.
    fn move_origin(&self, origin: &str) -> impl Future<Output = Result<(), StorageError>> + Send;

    /// Whether the database answers.
    fn ready(&self) -> impl Future<Output = Result<(), StorageError>> + Send;
}

statements! {
    FIX = "INSERT INTO settings (name, value) VALUES ('origin', $1) ON CONFLICT (name) DO NOTHING";
    ORIGIN = "SELECT value FROM settings WHERE name = 'origin'";
    MOVE = "UPDATE settings SET value = $1 WHERE name = 'origin'";
    ANSWER = "SELECT COUNT(*) FROM settings";
}

impl Settings for Storage {
    async fn fix_origin(&self, origin: &str) -> Result<String, StorageError> {
        let origin = origin.to_owned();
        self.engine
            .write(|transaction| {
                Box::pin(async move {
                    transaction.execute(FIX, values![origin]).await?;
                    match transaction.fetch_optional(ORIGIN, values![]).await? {
                        Some(mut row) => row.text(),
                        None => Err(StorageError::Corrupt("no origin")),
                    }
                })
            })
            .await
    }

    async fn origin(&self) -> Result<Option<String>, StorageError> {
        self.engine.fetch_optional(ORIGIN, values![]).await?.map(|mut row| row.text()).transpose()
    }

    async fn move_origin(&self, origin: &str) -> Result<(), StorageError> {
        let origin = origin.to_owned();
        self.engine
            .write(|transaction| Box::pin(async move { transaction.execute(MOVE, values![origin]).await.map(drop) }))
            .await
    }

    async fn ready(&self) -> Result<(), StorageError> {
        self.engine.fetch(ANSWER, values![]).await.map(drop)
    }
}
