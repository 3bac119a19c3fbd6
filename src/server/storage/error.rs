//! What may go wrong between the server and its database.

use sqlx::error::DatabaseError;

/// A failure that isn't the caller's.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The database doesn't answer, or not in time.
    #[error("the database is away: {0}")]
    Unavailable(String),
    /// There is no room left where the database writes.
    #[error("the database has no room left")]
    DiskFull,
    /// A row isn't what this program writes.
    #[error("the database holds something unexpected: {0}")]
    Corrupt(&'static str),
    /// Anything else that an engine says.
    #[error("database: {0}")]
    Database(String),
    /// The schema couldn't be brought up to date.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

impl From<sqlx::Error> for StorageError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                Self::Unavailable(error.to_string())
            }
            sqlx::Error::Database(database) => of_engine(database.as_ref()),
            _ => Self::Database(error.to_string()),
        }
    }
}

/// Codes: <https://www.sqlite.org/rescode.html>, <https://www.postgresql.org/docs/15/errcodes-appendix.html>.
fn of_engine(error: &dyn DatabaseError) -> StorageError {
    let code = error.code().unwrap_or_default();
    match code.as_ref() {
        // SQLITE_FULL; disk_full
        "13" | "53100" => StorageError::DiskFull,
        // SQLITE_BUSY, SQLITE_LOCKED; serialization_failure, deadlock_detected, too_many_connections, shutdowns
        "5" | "6" | "40001" | "40P01" | "53300" | "57P01" | "57P02" | "57P03" => {
            StorageError::Unavailable(error.to_string())
        }
        // SQLITE_IOERR and SQLITE_CANTOPEN, with their extended codes in the upper bytes
        _ if code.parse::<u32>().is_ok_and(|code| matches!(code & 0xFF, 10 | 14)) => {
            StorageError::Unavailable(error.to_string())
        }
        _ => StorageError::Database(error.to_string()),
    }
}
