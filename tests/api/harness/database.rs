//! A database of a test's own.

use std::{
    path::Path,
    sync::atomic::{AtomicU32, Ordering},
};

use armoire::server::storage::Location;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, postgres::PgConnectOptions};

/// Which engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    /// A file in a folder of the test's own.
    Sqlite,
    /// A database of the test's own in the cluster that `ARMOIRE_TEST_POSTGRES` names.
    Postgres,
}

static NUMBER: AtomicU32 = AtomicU32::new(0);

impl Database {
    /// Whether someone said aloud that PostgreSQL is to be left out.
    pub fn only_sqlite() -> bool {
        std::env::var_os("ARMOIRE_TEST_ONLY_SQLITE").is_some_and(|value| value == "1")
    }

    /// A new, empty one.
    pub async fn create(self, folder: &Path) -> Location {
        match self {
            Self::Sqlite => Location::Sqlite(folder.join("armoire.sqlite")),
            Self::Postgres => Location::Postgres(create_in_cluster().await),
        }
    }
}

/// A copy of a database that nobody has open.
pub async fn copy(location: &Location, folder: &Path) -> Location {
    match location {
        Location::Sqlite(path) => {
            let to = folder.join(format!("copy-{}.sqlite", NUMBER.fetch_add(1, Ordering::Relaxed)));
            std::fs::copy(path, &to).expect("copied");
            Location::Sqlite(to)
        }
        Location::Postgres(address) => {
            let address: url::Url = address.parse().expect("an address");
            let template = format!(" TEMPLATE {}", address.path().trim_start_matches('/'));
            Location::Postgres(create_like(&template).await)
        }
    }
}

async fn create_in_cluster() -> String {
    create_like("").await
}

async fn create_like(template: &str) -> String {
    let address = std::env::var("ARMOIRE_TEST_POSTGRES").expect(
        "ARMOIRE_TEST_POSTGRES names no PostgreSQL: run infra/test, or `export ARMOIRE_TEST_POSTGRES=$(infra/postgres start DIR)`; \
         ARMOIRE_TEST_ONLY_SQLITE=1 leaves PostgreSQL out",
    );
    let name = format!("test_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    let options: PgConnectOptions = address.parse().expect("an address of PostgreSQL");
    let mut connection = options.connect().await.expect("PostgreSQL answers");
    let statement = format!("CREATE DATABASE {name}{template}");
    sqlx::query(AssertSqlSafe(statement)).execute(&mut connection).await.expect("a database of one's own");
    connection.close().await.expect("closes");
    let mut address: url::Url = address.parse().expect("an address");
    address.set_path(&name);
    address.into()
}
