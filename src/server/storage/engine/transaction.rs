//! Several statements that happen together or not at all.

use super::binding;
use crate::server::storage::{Change, Observer, Row, Statement, StorageError, value::Value};

/// An open write transaction. Only [`super::Engine::write`] makes one, and it alone ends it.
pub struct Transaction<'c> {
    connection: Connection<'c>,
    observer: &'c dyn Observer,
    changes: Vec<Change>,
}

/// The connection that a transaction runs on.
pub(super) enum Connection<'c> {
    Sqlite(&'c mut sqlx::SqliteConnection),
    Postgres(&'c mut sqlx::PgConnection),
}

impl<'c> Transaction<'c> {
    pub(super) fn new(connection: Connection<'c>, observer: &'c dyn Observer) -> Self {
        Self { connection, observer, changes: Vec::new() }
    }

    /// Has open pages told of a change once it is on disk; nobody hears of one that is undone.
    pub fn tell(&mut self, change: Change) {
        if !self.changes.contains(&change) {
            self.changes.push(change);
        }
    }

    /// What is to be told.
    pub(super) fn changes(self) -> Vec<Change> {
        self.changes
    }

    /// Runs a change; gives how many rows it touched.
    ///
    /// # Errors
    /// The engine's.
    pub async fn execute(&mut self, statement: Statement, values: Vec<Value>) -> Result<u64, StorageError> {
        self.observer.statement(statement);
        Ok(match &mut self.connection {
            Connection::Sqlite(connection) => binding::sqlite::execute(connection, statement, values).await?,
            Connection::Postgres(connection) => binding::postgres::execute(connection, statement, values).await?,
        })
    }

    /// All rows of an answer.
    ///
    /// # Errors
    /// The engine's.
    pub async fn fetch(&mut self, statement: Statement, values: Vec<Value>) -> Result<Vec<Row>, StorageError> {
        self.observer.statement(statement);
        Ok(match &mut self.connection {
            Connection::Sqlite(connection) => binding::sqlite::fetch(connection, statement, values).await?,
            Connection::Postgres(connection) => binding::postgres::fetch(connection, statement, values).await?,
        })
    }

    /// The only row of an answer, if there is one.
    ///
    /// # Errors
    /// The engine's.
    pub async fn fetch_optional(
        &mut self,
        statement: Statement,
        values: Vec<Value>,
    ) -> Result<Option<Row>, StorageError> {
        Ok(self.fetch(statement, values).await?.pop())
    }
}
