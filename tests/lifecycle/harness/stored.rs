//! What lies in the server's database and folders, seen from outside.

use std::{
    fs,
    path::{Path, PathBuf},
};

use armoire::server::storage::Location;
use sqlx::{ConnectOptions as _, Connection as _, Row as _, postgres::PgConnectOptions, sqlite::SqliteConnectOptions};

use super::Server;

const OBJECTS: &str = "SELECT place, size FROM objects ORDER BY place";

/// An object as the database has it.
#[derive(Debug)]
pub struct Row {
    pub place: String,
    pub size: u64,
}

impl Server {
    /// The database's objects. The server is to be down, or at rest.
    pub fn rows(&self) -> Vec<Row> {
        let row = |(place, size): (String, i64)| Row { place, size: size.try_into().unwrap() };
        block_on(async {
            match self.location() {
                Location::Sqlite(path) => {
                    let mut connection = SqliteConnectOptions::new().filename(path).connect().await.unwrap();
                    let rows = sqlx::query(OBJECTS).fetch_all(&mut connection).await.unwrap();
                    connection.close().await.unwrap();
                    rows.iter().map(|found| row((found.get(0), found.get(1)))).collect()
                }
                Location::Postgres(address) => {
                    let options: PgConnectOptions = address.parse().unwrap();
                    let mut connection = options.connect().await.unwrap();
                    let rows = sqlx::query(OBJECTS).fetch_all(&mut connection).await.unwrap();
                    connection.close().await.unwrap();
                    rows.iter().map(|found| row((found.get(0), found.get(1)))).collect()
                }
            }
        })
    }

    /// Every object of the database is there, whole, and nothing half-written lies about.
    pub fn check_objects(&self) {
        for row in self.rows() {
            let path = self.data().join("objects").join(&row.place);
            let size = fs::metadata(&path).map(|file| file.len()).unwrap_or_default();
            assert_eq!(size, row.size, "the object {} as the database has it", path.display());
        }
        assert_eq!(files(&self.data().join("incoming")), Vec::<PathBuf>::new(), "what unfinished uploads left");
    }

    /// Changes the database behind the server's back, and gives how many rows that were. SQLite only.
    pub fn tamper(&self, statement: &'static str) -> u64 {
        let Location::Sqlite(path) = self.location() else { panic!("SQLite only") };
        block_on(async {
            let mut connection = SqliteConnectOptions::new().filename(path).connect().await.unwrap();
            let done = sqlx::query(statement).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
            done.rows_affected()
        })
    }
}

/// Every file under a folder, sorted.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}
