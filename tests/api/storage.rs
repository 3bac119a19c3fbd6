//! Both databases have one schema and understand one SQL.

use std::sync::Arc;

use armoire::{
    protocol::bytes::Hash,
    server::storage::{Codes as _, Location, Nobody, Storage, StorageError, Tries as _, Window},
};
use futures_util::future::join_all;
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

on_both! {
    async fn no_update_is_lost_between_many_at_once(world: World) {
        let subject = Hash::of(b"subject");
        let window = Window { most: 1000, milliseconds: 1000 };
        let tries = (0..200).map(|_| world.app.storage.count_try(subject, window, 5));
        let mut counts: Vec<u64> =
            join_all(tries).await.into_iter().map(|tally| tally.expect("counted").count).collect();
        counts.sort_unstable();
        assert_eq!(counts, (1..=200).collect::<Vec<u64>>());
    }

    async fn a_fault_in_one_use_case_ends_no_other(world: World) {
        let storage = &world.app.storage;
        let fault = tokio::spawn({
            let engine = storage.engine().clone();
            async move { engine.write::<(), StorageError, _>(|_| Box::pin(async { panic!("a fault") })).await }
        });
        let (fault, fine) = tokio::join!(fault, storage.add_code([1; 32], 1, false));
        assert!(!matches!(fault, Ok(Ok(()))));
        fine.expect("stored");
        storage.add_code([2; 32], 1, false).await.expect("stored");
        assert_eq!(storage.forget_codes(1).await.expect("counted"), 2);
    }
}

#[tokio::test]
async fn those_who_wait_on_sqlite_share_a_flush() {
    let world = World::new(Database::Sqlite).await;
    let codes = (0..100).map(|number| world.app.storage.add_code([number; 32], 1, false));
    for added in join_all(codes).await {
        added.expect("stored");
    }
    let commits = world.commits();
    assert_eq!(commits.iter().sum::<usize>(), 100);
    assert!(commits.len() < 20, "{commits:?}");
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
pub async fn columns(location: &Location) -> Vec<String> {
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

/// Changes something as no program would.
pub async fn tamper(world: &World, sql: &'static str) {
    match world.location() {
        Location::Sqlite(path) => {
            let pool = sqlx::SqlitePool::connect(&path.display().to_string()).await.expect("opens");
            sqlx::query(sql).execute(&pool).await.expect("changed");
        }
        Location::Postgres(address) => {
            let pool = sqlx::PgPool::connect(address).await.expect("opens");
            sqlx::query(sql).execute(&pool).await.expect("changed");
        }
    }
}

/// Every value of a table as text, to be searched.
pub async fn every_value(world: &World, table: &str) -> Vec<String> {
    every_value_at(world.location(), table).await
}

/// Every value of a table of any database.
pub async fn every_value_at(location: &Location, table: &str) -> Vec<String> {
    let sql = format!("SELECT * FROM {table}");
    match location {
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
