//! A real server that is killed, restored and moved; people with their devices; and a proxy that sees what passes between them.
//! `tests/kill` and `tests/leaks` use it too.

#[path = "../../support/data.rs"]
mod data;
#[path = "../../api/harness/database.rs"]
mod database;
mod message;
mod opened;
mod person;
#[path = "../../support/port.rs"]
mod port;
mod proxy;
mod raw;
#[path = "../../api/harness/s3_server.rs"]
mod s3_server;
#[path = "../../model/seed.rs"]
pub mod seed;
mod server;
mod stored;
mod uploads;

pub use database::Database;
pub use message::Head;
pub use opened::Opened;
pub use person::{CommandLine, Device, Person, specimen};
pub use proxy::{Moment, Proxy, Verdict};
pub use raw::{Answer, ask, frames};
pub use s3_server::{ACCESS_KEY, BUCKET, S3Server, SECRET_KEY};
pub use server::Server;
pub use stored::{Row, files};
pub use uploads::{Upload, Uploads};

/// Defines a test that runs once on each database.
macro_rules! on_both {
    ($(#[doc = $doc:literal])* fn $name:ident($database:ident: Database) $body:block) => {
        $(#[doc = $doc])*
        mod $name {
            use super::*;

            fn test($database: $crate::harness::Database) $body

            #[test]
            fn on_sqlite() {
                test($crate::harness::Database::Sqlite);
            }

            #[test]
            fn on_postgres() {
                if !$crate::harness::Database::only_sqlite() {
                    test($crate::harness::Database::Postgres);
                }
            }
        }
    };
}

pub(crate) use on_both;
