//! Binding and fetching, instantiated for each engine. Nothing here knows a table.

use crate::server::storage::{
    Statement,
    row::Row,
    value::{Kind, Value},
};

/// A statement with its values.
pub type Step = (Statement, Vec<Value>);

/// What a statement did.
#[derive(Debug, Default)]
pub struct Done {
    /// Rows of its answer.
    pub rows: Vec<Row>,
    /// How many rows it changed.
    pub touched: u64,
}

/// Defines `run` and `prepare` over one engine's connection. `$integer`, `$text` and `$bytes` are the engine's names for our three
/// types.
macro_rules! engine {
    ($name:ident, $database:ty, $connection:ty, $integer:literal, $text:literal, $bytes:literal) => {
        pub(super) mod $name {
            use futures_util::TryStreamExt as _;
            use sqlx::{Column as _, Either, Executor as _, Row as _, SqlSafeStr, TypeInfo as _, ValueRef as _};

            use super::{Done, Kind, Row, Value};
            use crate::server::storage::Statement;

            /// Runs one text, which may hold several statements where the engine knows that. Gives what each did.
            pub async fn run(
                connection: &mut $connection,
                sql: impl SqlSafeStr,
                values: impl Iterator<Item = Value>,
            ) -> Result<Vec<Done>, sqlx::Error> {
                let mut running = connection.fetch_many(bound(sql, values));
                let (mut done, mut current) = (Vec::with_capacity(1), Done::default());
                while let Some(one) = running.try_next().await? {
                    match one {
                        Either::Right(row) => current.rows.push(decode(&row)?),
                        Either::Left(result) => {
                            current.touched = result.rows_affected();
                            done.push(std::mem::take(&mut current));
                        }
                    }
                }
                Ok(done)
            }

            /// Has the engine parse a statement against its schema.
            pub async fn prepare(connection: &mut $connection, statement: Statement) -> Result<(), sqlx::Error> {
                connection.prepare(statement.sql.into_sql_str()).await.map(drop)
            }

            fn bound(
                sql: impl SqlSafeStr,
                values: impl Iterator<Item = Value>,
            ) -> sqlx::query::Query<'static, $database, <$database as sqlx::Database>::Arguments> {
                let query = sqlx::query::<$database>(sql);
                values.fold(query, |query, value| match value {
                    Value::Null(Kind::Integer) => query.bind(None::<i64>),
                    Value::Null(Kind::Text) => query.bind(None::<String>),
                    Value::Null(Kind::Bytes) => query.bind(None::<Vec<u8>>),
                    Value::Integer(value) => query.bind(value),
                    Value::Text(value) => query.bind(value),
                    Value::Bytes(value) => query.bind(value),
                })
            }

            fn decode(row: &<$database as sqlx::Database>::Row) -> Result<Row, sqlx::Error> {
                let mut values = Vec::with_capacity(row.len());
                for column in row.columns() {
                    let index = column.ordinal();
                    let value = row.try_get_raw(index)?;
                    values.push(if value.is_null() {
                        Value::Null(Kind::Bytes)
                    } else {
                        match value.type_info().name() {
                            $integer => Value::Integer(row.try_get(index)?),
                            $text => Value::Text(row.try_get(index)?),
                            $bytes => Value::Bytes(row.try_get(index)?),
                            other => return Err(sqlx::Error::Protocol(format!("a column of type {other}"))),
                        }
                    });
                }
                Ok(Row::new(values))
            }
        }
    };
}

/// Statements in one text, so that SQLite's thread is woken once for all of them: `$1` to `$n` of each are counted on.
pub fn joined(commands: &[&'static str], steps: &[Step]) -> String {
    let mut text =
        String::with_capacity(64 + steps.iter().map(|(statement, _)| statement.sql.len() + 16).sum::<usize>());
    for command in commands {
        text.push_str(command);
        text.push(';');
    }
    let mut before = 0;
    for (statement, values) in steps {
        let mut parts = statement.sql.split('$');
        text.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let end = part.find(|next: char| !next.is_ascii_digit()).unwrap_or(part.len());
            let number: usize = part[..end].parse().unwrap_or_default();
            text.push('$');
            text.push_str(&(before + number).to_string());
            text.push_str(&part[end..]);
        }
        text.push(';');
        before += values.len();
    }
    text
}

engine!(sqlite, sqlx::Sqlite, sqlx::SqliteConnection, "INTEGER", "TEXT", "BLOB");
engine!(postgres, sqlx::Postgres, sqlx::PgConnection, "INT8", "TEXT", "BYTEA");
