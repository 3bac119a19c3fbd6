//! A server in this process, on either database, and a person who uses it.

mod database;
mod journal;
mod person;
mod request;
mod world;

pub use database::Database;
pub use journal::{Journal, NewDocument};
pub use person::{Person, age_file, card, random, sealed};
pub use request::{Answer, Call};
pub use world::{ORIGIN, World};

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

pub(crate) use on_both;
