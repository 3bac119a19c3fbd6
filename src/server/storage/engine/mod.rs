//! The two engines behind one door: reads from a pool, writes only through [`Engine::write`].

mod binding;
mod listener;
mod migrations;
mod postgres;
mod sqlite;
mod transaction;
mod writer;

use std::{path::PathBuf, pin::Pin, sync::Arc};

pub use binding::{Done, Step};
pub use migrations::Schema;
pub use transaction::Transaction;

use super::{Observer, Row, Statement, StorageError, Watchers, value::Value};

/// What a use case returns while it runs inside a transaction.
pub type Running<'t, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 't>>;

/// Where the data lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file, made when it is missing.
    Sqlite(PathBuf),
    /// A `postgres://` address. It may hold a password: never printed.
    Postgres(String),
}

/// An open database with the newest schema.
#[derive(Clone)]
pub struct Engine {
    kind: Kind,
    observer: Arc<dyn Observer>,
    watchers: Arc<Watchers>,
}

#[derive(Clone)]
enum Kind {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

impl Engine {
    /// Opens `location` and brings its schema up to date.
    ///
    /// # Errors
    /// When it can't be reached, or was written by a newer program.
    pub async fn open(location: &Location, schema: Schema, observer: Arc<dyn Observer>) -> Result<Self, StorageError> {
        let watchers = Arc::<Watchers>::default();
        let kind = match location {
            Location::Sqlite(path) => {
                Kind::Sqlite(sqlite::Sqlite::open(path, schema, Arc::clone(&observer), Arc::clone(&watchers)).await?)
            }
            Location::Postgres(address) => {
                Kind::Postgres(postgres::Postgres::open(address, schema, Arc::clone(&watchers)).await?)
            }
        };
        Ok(Self { kind, observer, watchers })
    }

    /// Those who wait for changes. With PostgreSQL, this process begins to hear of those of others.
    #[must_use]
    pub fn watchers(&self) -> &Arc<Watchers> {
        if let Kind::Postgres(postgres) = &self.kind {
            postgres.listen();
        }
        &self.watchers
    }

    /// All rows of an answer, outside a transaction.
    ///
    /// # Errors
    /// The engine's.
    pub async fn fetch(&self, statement: Statement, values: Vec<Value>) -> Result<Vec<Row>, StorageError> {
        Ok(self.fetch_all(vec![(statement, values)]).await?.pop().unwrap_or_default())
    }

    /// All rows of several answers, in order, outside a transaction: what is read later may be newer.
    ///
    /// # Errors
    /// The engine's.
    pub async fn fetch_all(&self, steps: Vec<Step>) -> Result<Vec<Vec<Row>>, StorageError> {
        for (statement, _) in &steps {
            self.observer.statement(*statement);
        }
        let done = match &self.kind {
            Kind::Sqlite(sqlite) => {
                transaction::run_sqlite(&mut *sqlite.reader().await?, &mut Vec::new(), steps).await?
            }
            Kind::Postgres(postgres) => transaction::run_postgres(&mut *postgres.connection().await?, steps).await?,
        };
        Ok(done.into_iter().map(|done| done.rows).collect())
    }

    /// The only row of an answer, if there is one.
    ///
    /// # Errors
    /// The engine's.
    pub async fn fetch_optional(&self, statement: Statement, values: Vec<Value>) -> Result<Option<Row>, StorageError> {
        Ok(self.fetch(statement, values).await?.pop())
    }

    /// Runs `work` in one transaction: all of it is on disk when this returns `Ok`, nothing of it otherwise. On SQLite
    /// several callers' work may share one flush to disk; each still fails alone.
    ///
    /// # Errors
    /// The work's own, or the engine's.
    pub async fn write<T, E, W>(&self, work: W) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
        W: for<'t> FnOnce(&'t mut Transaction<'_>) -> Running<'t, T, E> + Send + 'static,
    {
        match &self.kind {
            Kind::Sqlite(sqlite) => sqlite.write(work).await,
            Kind::Postgres(postgres) => postgres.write(work, self.observer.as_ref()).await,
        }
    }

    /// Has the engine parse a statement against its schema, for tests and for `readyz`.
    ///
    /// # Errors
    /// The engine's.
    pub async fn prepare(&self, statement: Statement) -> Result<(), StorageError> {
        match &self.kind {
            Kind::Sqlite(sqlite) => binding::sqlite::prepare(&mut *sqlite.reader().await?, statement).await?,
            Kind::Postgres(postgres) => {
                binding::postgres::prepare(&mut *postgres.connection().await?, statement).await?;
            }
        }
        Ok(())
    }

    /// Ends all connections, after what is under way.
    pub async fn close(&self) {
        self.watchers.close();
        match &self.kind {
            Kind::Sqlite(sqlite) => sqlite.close().await,
            Kind::Postgres(postgres) => postgres.close().await,
        }
    }
}
