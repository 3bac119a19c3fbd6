//! Where the server keeps, says or is sent anything.

use std::{fs, process::Command};

use armoire::server::storage::Location;
use data_encoding::HEXLOWER_PERMISSIVE;

use crate::harness::{Proxy, Server, files};

/// Bytes, and where they are from.
pub struct Place {
    pub name: String,
    pub bytes: Vec<u8>,
    pub is_traffic: bool,
}

impl Place {
    /// Where a test has put something.
    pub fn new(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: name.to_owned(), bytes, is_traffic: false }
    }
}

/// Every file of the data folder and of the pins beside it as it lies there (SQLite's write-ahead log too), a dump of PostgreSQL, the logs, and all that
/// passed on the wire.
pub fn all(server: &Server, proxy: &Proxy) -> Vec<Place> {
    let mut places = Vec::new();
    let pins = server.data().with_file_name("data-pins");
    for path in [files(&server.data()), files(&pins)].concat() {
        let name = path.display().to_string();
        // The file's name is something that the server keeps, too.
        places.push(Place::new(&format!("the name of {name}"), name.clone().into_bytes()));
        places.push(Place::new(&name, fs::read(&path).unwrap()));
    }
    if let Location::Postgres(address) = server.location() {
        let dump = dump(address);
        places.push(Place::new("the database's dump, as bytes", decode(&dump)));
        places.push(Place::new("the database's dump", dump));
    }
    places.push(Place::new("the server's log", server.log()));
    places.push(Place { name: "the traffic".to_owned(), bytes: proxy.recorded(), is_traffic: true });
    places
}

/// A search of nothing finds nothing.
pub fn check_sizes(places: &[Place]) {
    let bytes = |part: &str| -> usize {
        places.iter().filter(|place| place.name.contains(part)).map(|place| place.bytes.len()).sum()
    };
    let database = bytes("armoire.sqlite").max(bytes("dump"));
    assert!(database > 100_000, "the database: {database} bytes");
    assert!(bytes("/objects/") > 8_000_000, "the objects: {} bytes", bytes("/objects/"));
    assert!(bytes("/uploads/") > 20_000, "what has come in parts: {} bytes", bytes("/uploads/"));
    assert!(bytes("the server's log") > 10_000, "the log: {} bytes", bytes("the server's log"));
    assert!(bytes("the traffic") > 16_000_000, "the traffic: {} bytes", bytes("the traffic"));
}

fn dump(address: &str) -> Vec<u8> {
    let output = Command::new("pg_dump").args(["--inserts", address]).output().expect("pg_dump of postgresql-client");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// What stands in a dump as `\x` and hexadecimal digits.
fn decode(dump: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let starts = dump.windows(2).enumerate().filter(|(_, pair)| pair == b"\\x");
    for (start, _) in starts {
        let digits = &dump[start + 2..];
        let end = digits.iter().position(|byte| !byte.is_ascii_hexdigit()).unwrap_or(digits.len());
        bytes.extend(HEXLOWER_PERMISSIVE.decode(&digits[..end / 2 * 2]).expect("hexadecimal digits"));
        bytes.push(b'\n');
    }
    bytes
}
