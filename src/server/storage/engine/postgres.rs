//! PostgreSQL: a pool for everything; concurrent writers meet at rows, by compare-and-set.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use sqlx::{Acquire as _, PgPool, Postgres as Database, pool::PoolConnection, postgres::PgPoolOptions};
use tokio::task::AbortHandle;

use super::{
    Running, Schema, listener,
    transaction::{Connection, Transaction},
};
use crate::server::storage::{Observer, StorageError, Watchers};

/// Connections at most: PostgreSQL's default allows 100 for everybody.
const CONNECTIONS: u32 = 16;
/// How long a request waits for a connection before it is told that the database is away.
const PATIENCE: Duration = Duration::from_secs(5);

/// An open PostgreSQL database.
#[derive(Clone)]
pub struct Postgres {
    pool: PgPool,
    address: Arc<str>,
    watchers: Arc<Watchers>,
    listening: Arc<OnceLock<AbortHandle>>,
}

impl Postgres {
    pub async fn open(address: &str, schema: Schema, watchers: Arc<Watchers>) -> Result<Self, StorageError> {
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .idle_timeout(Duration::from_mins(1))
            .connect(address)
            .await?;
        schema.postgres().run(&pool).await?;
        Ok(Self { pool, address: address.into(), watchers, listening: Arc::default() })
    }

    /// Hears of changes in other processes from now on.
    pub fn listen(&self) {
        self.listening.get_or_init(|| {
            let (address, pool, watchers) = (Arc::clone(&self.address), self.pool.clone(), Arc::clone(&self.watchers));
            tokio::spawn(async move { listener::run(&address, &pool, &watchers).await }).abort_handle()
        });
    }

    pub async fn connection(&self) -> Result<PoolConnection<Database>, StorageError> {
        Ok(self.pool.acquire().await?)
    }

    pub async fn write<T, E, W>(&self, work: W, observer: &dyn Observer) -> Result<T, E>
    where
        E: From<StorageError>,
        W: for<'t> FnOnce(&'t mut Transaction<'_>) -> Running<'t, T, E>,
    {
        let mut connection = self.connection().await?;
        let mut begun = connection.begin().await.map_err(StorageError::from)?;
        let mut transaction = Transaction::new(Connection::Postgres(&mut begun), observer);
        let done = work(&mut transaction).await;
        let changes = transaction.changes();
        match (done, changes) {
            (Ok(value), Some(changes)) => {
                // Told with the commit itself: who dies right after it has told everybody.
                for change in &changes {
                    listener::notify(&mut *begun, &change.to_string()).await.map_err(StorageError::from)?;
                }
                begun.commit().await.map_err(StorageError::from)?;
                observer.committed(1);
                for change in &changes {
                    self.watchers.tell(change);
                }
                Ok(value)
            }
            (done, _) => {
                // Dropping it would roll back too, but only when the connection is used again.
                begun.rollback().await.map_err(StorageError::from)?;
                Err(done.err().unwrap_or_else(|| StorageError::Corrupt("a failure that was passed over").into()))
            }
        }
    }

    pub async fn close(&self) {
        if let Some(listening) = self.listening.get() {
            listening.abort();
        }
        self.pool.close().await;
    }
}
