//! A server in this process, on either database, and a person who uses it.

mod database;
mod device;
mod journal;
mod others;
mod person;
mod request;
mod s3_server;
mod world;

pub use database::Database;
pub use device::{Way, change};
pub use journal::{Journal, NewDocument};
pub use others::NewGrant;
pub use person::{Person, age_file, box_file, card, random, sealed};
pub use request::{Answer, Call, EventStream};
pub use s3_server::{ACCESS_KEY, BUCKET, S3Server, SECRET_KEY};
pub use world::{ORIGIN, Store, World};

/// Defines tests that run once on each database.
macro_rules! on_both {
    ($(async fn $name:ident($world:ident: World) $body:block)*) => { $(
        mod $name {
            use super::*;

            async fn test($world: World) $body

            #[tokio::test]
            async fn on_sqlite() {
                test(World::new($crate::harness::Database::Sqlite).await).await;
            }

            #[tokio::test]
            async fn on_postgres() {
                if $crate::harness::Database::only_sqlite() {
                    return;
                }
                test(World::new($crate::harness::Database::Postgres).await).await;
            }
        }
    )* };
}

/// Defines tests that run on SQLite with objects in a folder, and on PostgreSQL with objects in a bucket.
macro_rules! on_both_ends {
    ($(async fn $name:ident($world:ident: World) $body:block)*) => { $(
        mod $name {
            use super::*;
            use $crate::harness::{Database, S3Server, Store};

            async fn test($world: World) $body

            #[tokio::test]
            async fn on_sqlite() {
                test(World::new(Database::Sqlite).await).await;
            }

            #[tokio::test]
            async fn on_postgres_and_s3() {
                if Database::only_sqlite() {
                    return;
                }
                let store = if S3Server::only_folder() { Store::Folder } else { Store::S3 };
                test(World::with(Database::Postgres, store, |_| {}).await).await;
            }
        }
    )* };
}

/// Defines tests that run once on each database with objects in a folder, and once on each with objects in a bucket.
macro_rules! on_each_store {
    ($(async fn $name:ident($world:ident: World) $body:block)*) => { $(
        mod $name {
            use super::*;
            use $crate::harness::{Database, S3Server, Store};

            async fn test($world: World) $body

            #[tokio::test]
            async fn on_sqlite() {
                test(World::new(Database::Sqlite).await).await;
            }

            #[tokio::test]
            async fn on_postgres() {
                if Database::only_sqlite() {
                    return;
                }
                test(World::new(Database::Postgres).await).await;
            }

            #[tokio::test]
            async fn on_s3() {
                if S3Server::only_folder() {
                    return;
                }
                test(World::with(Database::Sqlite, Store::S3, |_| {}).await).await;
            }

            #[tokio::test]
            async fn on_postgres_and_s3() {
                if Database::only_sqlite() || S3Server::only_folder() {
                    return;
                }
                test(World::with(Database::Postgres, Store::S3, |_| {}).await).await;
            }
        }
    )* };
}

pub(crate) use {on_both, on_both_ends, on_each_store};
