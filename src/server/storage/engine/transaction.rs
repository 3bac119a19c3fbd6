//! Several statements that happen together or not at all.

use sqlx::AssertSqlSafe;

use super::binding::{self, Done, Step};
use crate::server::storage::{Change, Observer, Row, Statement, StorageError, value::Value};

/// What begins and ends transactions, still to be sent: it travels with the next statement.
pub(super) type Commands = Vec<&'static str>;

/// An open write transaction. Only [`super::Engine::write`] makes one, and it alone ends it.
pub struct Transaction<'c> {
    connection: Connection<'c>,
    observer: &'c dyn Observer,
    changes: Vec<Change>,
    failed: bool,
}

/// The connection that a transaction runs on.
pub(super) enum Connection<'c> {
    Sqlite(&'c mut sqlx::SqliteConnection, &'c mut Commands),
    Postgres(&'c mut sqlx::PgConnection),
}

impl<'c> Transaction<'c> {
    pub(super) fn new(connection: Connection<'c>, observer: &'c dyn Observer) -> Self {
        Self { connection, observer, changes: Vec::new(), failed: false }
    }

    /// Has open pages told of a change once it is on disk; nobody hears of one that is undone.
    pub fn tell(&mut self, change: Change) {
        if !self.changes.contains(&change) {
            self.changes.push(change);
        }
    }

    /// What is to be told; `None` when a statement failed, and nothing may stay.
    pub(super) fn changes(self) -> Option<Vec<Change>> {
        (!self.failed).then_some(self.changes)
    }

    /// Runs a change; gives how many rows it touched.
    ///
    /// # Errors
    /// The engine's.
    pub async fn execute(&mut self, statement: Statement, values: Vec<Value>) -> Result<u64, StorageError> {
        Ok(self.all(vec![(statement, values)]).await?.pop().map_or(0, |done| done.touched))
    }

    /// All rows of an answer.
    ///
    /// # Errors
    /// The engine's.
    pub async fn fetch(&mut self, statement: Statement, values: Vec<Value>) -> Result<Vec<Row>, StorageError> {
        Ok(self.all(vec![(statement, values)]).await?.pop().map_or_else(Vec::new, |done| done.rows))
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

    /// Runs all of `steps` in order, whatever each touches; gives what each did. On SQLite one statement or ten cost one hand-over to
    /// its thread, which is most of what a small one costs.
    ///
    /// # Errors
    /// The engine's, for the first that fails; nothing of the transaction stays then.
    pub async fn all(&mut self, steps: Vec<Step>) -> Result<Vec<Done>, StorageError> {
        if self.failed {
            return Err(StorageError::Corrupt("a transaction that goes on after a failure"));
        }
        for (statement, _) in &steps {
            self.observer.statement(*statement);
        }
        let ran = match &mut self.connection {
            Connection::Sqlite(connection, commands) => run_sqlite(connection, commands, steps).await,
            Connection::Postgres(connection) => run_postgres(connection, steps).await,
        };
        self.failed = ran.is_err();
        Ok(ran?)
    }

    /// Runs `guard` and, if that touches a row, all of `steps`; gives what each of those did. When it touches none, the transaction has
    /// failed: SQLite may have run the others already.
    ///
    /// # Errors
    /// The engine's.
    pub async fn guarded(&mut self, guard: Step, mut steps: Vec<Step>) -> Result<Option<Vec<Done>>, StorageError> {
        let passed = match self.connection {
            Connection::Sqlite(..) => {
                steps.insert(0, guard);
                let mut done = self.all(steps).await?;
                let guard = if done.is_empty() { Done::default() } else { done.remove(0) };
                (guard.touched > 0).then_some(done)
            }
            Connection::Postgres(_) => {
                let (statement, values) = guard;
                if self.execute(statement, values).await? > 0 { Some(self.all(steps).await?) } else { None }
            }
        };
        self.failed = passed.is_none();
        Ok(passed)
    }
}

/// Runs statements, and before them what is still to be sent.
pub(super) async fn run_sqlite(
    connection: &mut sqlx::SqliteConnection,
    commands: &mut Commands,
    mut steps: Vec<Step>,
) -> Result<Vec<Done>, sqlx::Error> {
    if commands.is_empty() && steps.len() == 1 {
        let (statement, values) = steps.remove(0);
        return binding::sqlite::run(connection, statement.sql, values.into_iter()).await;
    }
    let text = binding::joined(commands, &steps);
    // Sent once: if one fails, so does what follows.
    let sent = std::mem::take(commands).len();
    let values = steps.into_iter().flat_map(|(_, values)| values);
    let mut done = binding::sqlite::run(connection, AssertSqlSafe(text), values).await?;
    done.drain(..sent.min(done.len()));
    Ok(done)
}

pub(super) async fn run_postgres(
    connection: &mut sqlx::PgConnection,
    steps: Vec<Step>,
) -> Result<Vec<Done>, sqlx::Error> {
    let mut done = Vec::with_capacity(steps.len());
    for (statement, values) in steps {
        done.extend(binding::postgres::run(connection, statement.sql, values.into_iter()).await?);
    }
    Ok(done)
}
