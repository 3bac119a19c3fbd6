//! What is fixed at the first start.

use super::{Storage, StorageError, statement::statements, value::values};

/// Where objects lie without a bucket.
pub const IN_A_FOLDER: &str = "in a folder";

/// Settings that live in the database.
pub trait Settings {
    /// Fixes the origin if none is fixed yet; gives the one that is.
    fn fix_origin(&self, origin: &str) -> impl Future<Output = Result<String, StorageError>> + Send;

    /// The origin, if one is fixed.
    fn origin(&self) -> impl Future<Output = Result<Option<String>, StorageError>> + Send;

    /// Replaces the origin. Words of before open nothing under the new one; recovery cards do.
    fn move_origin(&self, origin: &str) -> impl Future<Output = Result<(), StorageError>> + Send;

    /// Says where objects lie, such as `in a folder`, if nothing was said or there is none yet; gives where they do.
    fn fix_objects(&self, place: &str) -> impl Future<Output = Result<String, StorageError>> + Send;

    /// Where objects lie, if anything was said.
    fn objects_lie(&self) -> impl Future<Output = Result<Option<String>, StorageError>> + Send;

    /// Says where objects lie from now on.
    fn move_objects(&self, place: &str) -> impl Future<Output = Result<(), StorageError>> + Send;

    /// The newest state of the PINs that was told; 0 when none was.
    fn pins_generation(&self) -> impl Future<Output = Result<u64, StorageError>> + Send;

    /// Tells a state of the PINs; an older one than is known changes nothing.
    fn tell_pins_generation(&self, generation: u64) -> impl Future<Output = Result<(), StorageError>> + Send;

    /// Whether the database answers.
    fn ready(&self) -> impl Future<Output = Result<(), StorageError>> + Send;
}

statements! {
    FIX = "INSERT INTO settings (name, value) VALUES ('origin', $1) ON CONFLICT (name) DO NOTHING";
    ORIGIN = "SELECT value FROM settings WHERE name = 'origin'";
    MOVE = "UPDATE settings SET value = $1 WHERE name = 'origin'";
    LIE = "INSERT INTO settings (name, value) VALUES ('objects', $1) ON CONFLICT (name) DO UPDATE SET value = $1";
    WHERE = "SELECT value FROM settings WHERE name = 'objects'";
    HOLDS = "SELECT place FROM objects LIMIT 1";
    PINS = "SELECT value FROM settings WHERE name = 'pins'";
    TELL_PINS = "INSERT INTO settings (name, value) VALUES ('pins', $1) ON CONFLICT (name) DO UPDATE SET value = $1
        WHERE CAST(settings.value AS BIGINT) < $2";
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

    async fn fix_objects(&self, place: &str) -> Result<String, StorageError> {
        let place = place.to_owned();
        self.engine
            .write(|transaction| {
                Box::pin(async move {
                    let said = transaction.fetch_optional(WHERE, values![]).await?;
                    let said = said.map(|mut row| row.text()).transpose()?;
                    let empty = transaction.fetch_optional(HOLDS, values![]).await?.is_none();
                    // Data of before this was said has its objects in a folder.
                    let lie = if empty { place } else { said.unwrap_or_else(|| IN_A_FOLDER.to_owned()) };
                    transaction.execute(LIE, values![lie.clone()]).await?;
                    Ok(lie)
                })
            })
            .await
    }

    async fn objects_lie(&self) -> Result<Option<String>, StorageError> {
        self.engine.fetch_optional(WHERE, values![]).await?.map(|mut row| row.text()).transpose()
    }

    async fn move_objects(&self, place: &str) -> Result<(), StorageError> {
        let place = place.to_owned();
        self.engine
            .write(|transaction| Box::pin(async move { transaction.execute(LIE, values![place]).await.map(drop) }))
            .await
    }

    async fn pins_generation(&self) -> Result<u64, StorageError> {
        let row = self.engine.fetch_optional(PINS, values![]).await?;
        generation(row.map(|mut row| row.text()).transpose()?)
    }

    async fn tell_pins_generation(&self, generation: u64) -> Result<(), StorageError> {
        let values = values![generation.to_string(), generation];
        self.engine
            .write(|transaction| Box::pin(async move { transaction.execute(TELL_PINS, values).await.map(drop) }))
            .await
    }

    async fn ready(&self) -> Result<(), StorageError> {
        self.engine.fetch(ANSWER, values![]).await.map(drop)
    }
}

/// Reads the setting `pins`.
pub(super) fn generation(value: Option<String>) -> Result<u64, StorageError> {
    value.map_or(Ok(0), |value| value.parse().map_err(|_| StorageError::Corrupt("a generation")))
}
