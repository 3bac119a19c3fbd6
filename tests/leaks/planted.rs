//! The search is worth something: whatever is planted, it finds.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::{Shutdown, TcpStream},
};

use armoire::server::storage::Location;
use sqlx::{ConnectOptions as _, Connection as _, postgres::PgConnectOptions, sqlite::SqliteConnectOptions};

use crate::{
    harness::files,
    journey::Journey,
    places::{self, Place},
    search::{Needle, Searcher},
};

/// Plants needles of several kinds in each place: a row, an object, a part of an upload, a line of the log, the traffic. Each is found there. And every form
/// of every needle is found where it lies alone.
pub fn find_each(journey: &Journey, searcher: &Searcher) {
    let needles: Vec<&Needle> = searcher.needles().iter().filter(|needle| !needle.may_be_sent).collect();
    assert!(needles.len() > 200, "{} needles", needles.len());
    for needle in [needles[0], needles[needles.len() / 2], needles[needles.len() - 1]] {
        let planted = needle.forms().last().unwrap();
        in_a_row(journey, planted);
        in_a_file(journey, "objects", planted);
        in_a_file(journey, "uploads", planted);
        in_the_traffic(journey, planted);
        journey.server.say(planted);
        let found = searcher.search(&places::all(&journey.server, &journey.proxy));
        for place in ["database", "/objects/", "/uploads/", "the traffic", "the server's log"] {
            let named = |found: &String| found.starts_with(&needle.what) && is_in(place, found);
            assert!(found.iter().any(named), "{} in {place}, not {found:?}", needle.what);
        }
    }
    for needle in searcher.needles() {
        for form in needle.forms() {
            let found = searcher.search(&[Place::new("a place", form.clone())]);
            assert!(found.iter().any(|found| found.starts_with(&needle.what)), "a form of {}", needle.what);
        }
    }
}

fn is_in(place: &str, found: &str) -> bool {
    match place {
        // With SQLite, the row lies in the write-ahead log: nothing has moved it into the file yet.
        "database" => found.contains("armoire.sqlite-wal") || found.contains("dump"),
        other => found.contains(other),
    }
}

fn in_a_row(journey: &Journey, planted: &[u8]) {
    const SQL: &str = "INSERT INTO sign_up_codes (code, expires) VALUES ($1, $2)";
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        // Far in the future, so that no sweep takes it.
        match journey.server.location() {
            Location::Sqlite(path) => {
                let mut connection = SqliteConnectOptions::new().filename(path).connect().await.unwrap();
                sqlx::query(SQL).bind(planted).bind(i64::MAX).execute(&mut connection).await.unwrap();
                connection.close().await.unwrap();
            }
            Location::Postgres(address) => {
                let mut connection = address.parse::<PgConnectOptions>().unwrap().connect().await.unwrap();
                sqlx::query(SQL).bind(planted).bind(i64::MAX).execute(&mut connection).await.unwrap();
                connection.close().await.unwrap();
            }
        }
    });
}

fn in_a_file(journey: &Journey, folder: &str, planted: &[u8]) {
    let file = files(&journey.server.data().join(folder)).into_iter().next().unwrap();
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes.splice(middle..middle, planted.iter().copied());
    fs::write(&file, bytes).unwrap();
}

fn in_the_traffic(journey: &Journey, planted: &[u8]) {
    let address = journey.proxy.address().rsplit('/').next().unwrap().replace("localhost", "127.0.0.1");
    let mut wire = TcpStream::connect(address).unwrap();
    let head = format!(
        "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        planted.len()
    );
    wire.write_all(head.as_bytes()).unwrap();
    wire.write_all(planted).unwrap();
    wire.shutdown(Shutdown::Write).unwrap();
    // Until it was answered, so that all of it has passed.
    wire.read_to_end(&mut Vec::new()).unwrap();
}
