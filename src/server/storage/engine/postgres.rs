//! PostgreSQL: a pool for everything; concurrent writers meet at rows, by compare-and-set.

use std::time::Duration;

use sqlx::{Acquire as _, PgPool, Postgres as Database, pool::PoolConnection, postgres::PgPoolOptions};

use super::{
    Running, migrations,
    transaction::{Connection, Transaction},
};
use crate::server::storage::{Observer, StorageError};

/// Connections at most: PostgreSQL's default allows 100 for everybody.
const CONNECTIONS: u32 = 16;
/// How long a request waits for a connection before it is told that the database is away.
const PATIENCE: Duration = Duration::from_secs(5);

/// An open PostgreSQL database.
#[derive(Clone)]
pub struct Postgres {
    pool: PgPool,
}

impl Postgres {
    pub async fn open(address: &str) -> Result<Self, StorageError> {
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .idle_timeout(Duration::from_mins(1))
            .connect(address)
            .await?;
        migrations::postgres().run(&pool).await?;
        Ok(Self { pool })
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
        let done = work(&mut Transaction::new(Connection::Postgres(&mut begun), observer)).await;
        match done {
            Ok(value) => {
                begun.commit().await.map_err(StorageError::from)?;
                observer.committed(1);
                Ok(value)
            }
            Err(error) => {
                // Dropping it would roll back too, but only when the connection is used again.
                begun.rollback().await.map_err(StorageError::from)?;
                Err(error)
            }
        }
    }

    pub async fn close(&self) {
        self.pool.close().await;
    }
}
