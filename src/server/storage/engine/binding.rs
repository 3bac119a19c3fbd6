//! Binding and fetching, instantiated for each engine. Nothing here knows a table.

use crate::server::storage::{
    row::Row,
    value::{Kind, Value},
};

/// Defines `fetch`, `execute` and `prepare` over one engine's connection. `$integer`, `$text` and `$bytes` are the
/// engine's names for our three types.
macro_rules! engine {
    ($name:ident, $database:ty, $connection:ty, $integer:literal, $text:literal, $bytes:literal) => {
        pub(super) mod $name {
            use sqlx::{Column as _, Executor as _, Row as _, TypeInfo as _, ValueRef as _};

            use super::{Kind, Row, Value};
            use crate::server::storage::Statement;

            /// All rows of an answer.
            pub async fn fetch(
                connection: &mut $connection,
                statement: Statement,
                values: Vec<Value>,
            ) -> Result<Vec<Row>, sqlx::Error> {
                let rows = bound(statement, values).fetch_all(connection).await?;
                rows.into_iter().map(decode).collect()
            }

            /// How many rows a change touched.
            pub async fn execute(
                connection: &mut $connection,
                statement: Statement,
                values: Vec<Value>,
            ) -> Result<u64, sqlx::Error> {
                Ok(bound(statement, values).execute(connection).await?.rows_affected())
            }

            /// Has the engine parse a statement against its schema.
            pub async fn prepare(connection: &mut $connection, statement: Statement) -> Result<(), sqlx::Error> {
                connection.prepare(sqlx::SqlSafeStr::into_sql_str(statement.sql)).await.map(drop)
            }

            fn bound(
                statement: Statement,
                values: Vec<Value>,
            ) -> sqlx::query::Query<'static, $database, <$database as sqlx::Database>::Arguments> {
                let query = sqlx::query::<$database>(statement.sql);
                values.into_iter().fold(query, |query, value| match value {
                    Value::Null(Kind::Integer) => query.bind(None::<i64>),
                    Value::Null(Kind::Text) => query.bind(None::<String>),
                    Value::Null(Kind::Bytes) => query.bind(None::<Vec<u8>>),
                    Value::Integer(value) => query.bind(value),
                    Value::Text(value) => query.bind(value),
                    Value::Bytes(value) => query.bind(value),
                })
            }

            fn decode(row: <$database as sqlx::Database>::Row) -> Result<Row, sqlx::Error> {
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

engine!(sqlite, sqlx::Sqlite, sqlx::SqliteConnection, "INTEGER", "TEXT", "BLOB");
engine!(postgres, sqlx::Postgres, sqlx::PgConnection, "INT8", "TEXT", "BYTEA");
