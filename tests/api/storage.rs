//! Both databases have one schema and understand one SQL.

use std::sync::Arc;

use armoire::server::storage::{Location, Nobody, Storage};
use sqlx::{AssertSqlSafe, Column as _, Row as _, TypeInfo as _, ValueRef as _};

use crate::harness::{Database, World, on_both};

on_both! {
    async fn every_statement_is_understood(world: World) {
        let statements = Storage::statements();
        assert!(statements.len() > 50);
        for statement in statements {
            let prepared = world.app.storage.engine().prepare(statement).await;
            assert!(prepared.is_ok(), "{}: {prepared:?}", statement.name);
        }
    }
}

#[tokio::test]
async fn the_two_schemas_have_the_same_tables_and_columns() {
    if Database::only_sqlite() {
        return;
    }
    let folder = tempfile::TempDir::new().expect("a folder");
    let mut found = Vec::new();
    for database in [Database::Sqlite, Database::Postgres] {
        let location = database.create(folder.path()).await;
        Storage::open(&location, Arc::new(Nobody)).await.expect("a database").close().await;
        found.push(columns(&location).await);
    }
    assert!(found[0].len() > 50);
    assert_eq!(found[0], found[1]);
}

/// `table.column` of all, sorted.
async fn columns(location: &Location) -> Vec<String> {
    let mut columns: Vec<String> = match location {
        Location::Sqlite(path) => {
            let sql = "SELECT m.name || '.' || c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'";
            let pool = sqlx::SqlitePool::connect(&path.display().to_string()).await.expect("opens");
            sqlx::query_scalar(sql).fetch_all(&pool).await.expect("columns")
        }
        Location::Postgres(address) => {
            let sql =
                "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public'";
            let pool = sqlx::PgPool::connect(address).await.expect("opens");
            sqlx::query_scalar(sql).fetch_all(&pool).await.expect("columns")
        }
    };
    columns.retain(|column| !column.starts_with("_sqlx") && !column.starts_with("sqlite_"));
    columns.sort();
    columns
}

/// Every value of a table as text, to be searched.
pub async fn every_value(world: &World, table: &str) -> Vec<String> {
    let sql = format!("SELECT * FROM {table}");
    match world.location() {
        Location::Sqlite(path) => {
            let pool = sqlx::SqlitePool::connect(&path.display().to_string()).await.expect("opens");
            let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&pool).await.expect("rows");
            let texts = |row: &sqlx::sqlite::SqliteRow| {
                let of = |column: &sqlx::sqlite::SqliteColumn| {
                    let raw = row.try_get_raw(column.ordinal()).expect("a value");
                    match raw.type_info().name() {
                        "TEXT" => row.get::<String, _>(column.ordinal()),
                        "BLOB" => String::from_utf8_lossy(&row.get::<Vec<u8>, _>(column.ordinal())).into_owned(),
                        _ => String::new(),
                    }
                };
                row.columns().iter().map(of).collect::<Vec<_>>()
            };
            rows.iter().flat_map(texts).collect()
        }
        Location::Postgres(address) => {
            let pool = sqlx::PgPool::connect(address).await.expect("opens");
            let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&pool).await.expect("rows");
            let texts = |row: &sqlx::postgres::PgRow| {
                let of = |column: &sqlx::postgres::PgColumn| {
                    let raw = row.try_get_raw(column.ordinal()).expect("a value");
                    match raw.type_info().name() {
                        _ if raw.is_null() => String::new(),
                        "TEXT" => row.get::<String, _>(column.ordinal()),
                        "BYTEA" => String::from_utf8_lossy(&row.get::<Vec<u8>, _>(column.ordinal())).into_owned(),
                        _ => String::new(),
                    }
                };
                row.columns().iter().map(of).collect::<Vec<_>>()
            };
            rows.iter().flat_map(texts).collect()
        }
    }
}
