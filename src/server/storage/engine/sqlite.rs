//! SQLite: a small pool of readers and one writer, which flushes several use cases to disk at once.

use std::{path::Path, sync::Arc, time::Duration};

use sqlx::{
    ConnectOptions as _, SqlitePool,
    pool::PoolConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{Running, Schema, Transaction, writer::Writer};
use crate::server::storage::{Observer, StorageError, Watchers};

/// Connections that read. Each has a thread and a cache of pages.
const READERS: u32 = 4;
/// That cache, in KiB: small, since the operating system caches the file too.
const READER_CACHE: &str = "-512";
/// How long a reader that nobody needs stays.
const IDLE: Duration = Duration::from_secs(15);
/// How long a statement waits for another process's lock.
const PATIENCE: Duration = Duration::from_secs(5);
/// Rows that a reader's thread may be ahead of us: as many as one answer usually has, so that it never waits.
const ROWS_AHEAD: usize = 1024;
/// Prepared texts that a connection keeps: our statements, alone and in the company in which they usually come.
const PREPARED: usize = 300;

/// An open SQLite file.
#[derive(Clone)]
pub struct Sqlite {
    readers: SqlitePool,
    writer: Writer,
}

impl Sqlite {
    pub async fn open(
        path: &Path,
        schema: Schema,
        observer: Arc<dyn Observer>,
        watchers: Arc<Watchers>,
    ) -> Result<Self, StorageError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(journal_mode(schema))
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(PATIENCE)
            .row_buffer_size(ROWS_AHEAD)
            .statement_cache_capacity(PREPARED)
            .foreign_keys(true);
        let mut connection = options.clone().pragma("secure_delete", "ON").connect().await?;
        schema.sqlite().run_direct(None, &mut connection, false).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(PATIENCE)
            .idle_timeout(IDLE)
            .test_before_acquire(false)
            .connect_lazy_with(options.read_only(true).create_if_missing(false).pragma("cache_size", READER_CACHE));
        Ok(Self { readers, writer: Writer::start(connection, observer, watchers) })
    }

    pub async fn reader(&self) -> Result<PoolConnection<sqlx::Sqlite>, StorageError> {
        Ok(self.readers.acquire().await?)
    }

    pub async fn write<T, E, W>(&self, work: W) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
        W: for<'t> FnOnce(&'t mut Transaction<'_>) -> Running<'t, T, E> + Send + 'static,
    {
        self.writer.write(work).await
    }

    pub async fn close(&self) {
        // The last to go brings the write-ahead log home, and readers can't.
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// A write-ahead log keeps what was deleted until it comes home; of PINs nothing may stay.
fn journal_mode(schema: Schema) -> SqliteJournalMode {
    match schema {
        Schema::Armoire => SqliteJournalMode::Wal,
        Schema::Pins => SqliteJournalMode::Truncate,
    }
}
