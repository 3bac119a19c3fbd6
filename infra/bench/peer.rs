//! Another server for sealed records of people, for `--peers`: the same libraries (axum, sqlx, SQLite), the same machine, the same
//! clients, the same run. Its interface is asked as its own client asks it; what that would have sealed is random here too.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use armoire::client::hazmat::random;
use armoire::protocol::bytes::encode;
use serde_json::{Value, json};

use crate::http::{Answer, Connection};
use crate::load::{Load, Outcome, repeat};
use crate::process::{Process, free_address};
use crate::setting::Setting;

/// Bytes of a sealed record: what a document's label and its key take here.
const RECORD: usize = 700;

/// A running atuin-server on an empty folder.
pub struct Peer {
    pub server: Process,
    program: PathBuf,
    folder: PathBuf,
}

impl Peer {
    pub fn start(program: &Path, folder: PathBuf) -> Outcome<Self> {
        let server = start(program, &folder)?;
        Ok(Self { server, program: program.to_owned(), folder })
    }

    /// Bytes of the program.
    pub fn size(&self) -> Outcome<u64> {
        Ok(std::fs::metadata(&self.program)?.len())
    }

    /// One more, on another empty folder, for its start.
    pub fn again(&self, number: usize) -> Outcome<Process> {
        start(&self.program, &self.folder.with_extension(format!("cold-{number}")))
    }

    pub fn load<C: Send>(
        &self,
        setting: &Setting,
        clients: &mut [C],
        step: impl Fn(&mut C) -> Outcome<bool> + Sync,
    ) -> Outcome<Load> {
        repeat(&self.server, clients, setting.long, step)
    }
}

fn start(program: &Path, folder: &Path) -> Outcome<Process> {
    std::fs::create_dir_all(folder)?;
    let address = free_address()?;
    let mut command = Command::new(program);
    command.args(["start", "--host", "127.0.0.1", "--port", &address.port().to_string()]);
    command.env("ATUIN_CONFIG_DIR", folder).env("ATUIN_HOME", folder).env("ATUIN_OPEN_REGISTRATION", "true");
    command.env("ATUIN_DB_URI", format!("sqlite://{}", folder.join("atuin.db").display())).env("RUST_LOG", "error");
    Process::start(&mut command, address, "/healthz")
}

/// Somebody who keeps records there.
pub struct Guest {
    connection: Connection,
    name: String,
    authorization: String,
    host: String,
    next: u64,
}

impl Guest {
    pub fn register(address: SocketAddr, name: &str) -> Outcome<Self> {
        let mut connection = Connection::open(address)?;
        let body = json!({"email": format!("{name}@example.invalid"), "username": name, "password": name});
        let session = post(&mut connection, "/register", None, &body)?;
        let session: Value = serde_json::from_slice(&session.body)?;
        let token = session["session"].as_str().ok_or("no session came back")?;
        Ok(Self {
            connection,
            name: name.to_owned(),
            authorization: format!("Token {token}"),
            host: identifier(),
            next: 0,
        })
    }

    /// One more connection of the same person.
    pub fn again(&self) -> Outcome<Self> {
        Ok(Self {
            connection: Connection::open(self.connection.address()?)?,
            name: self.name.clone(),
            authorization: self.authorization.clone(),
            host: self.host.clone(),
            next: self.next,
        })
    }

    pub fn sign_in(&mut self) -> Outcome<bool> {
        post(&mut self.connection, "/login", None, &json!({"username": self.name, "password": self.name}))?;
        Ok(true)
    }

    /// Adds so many records with one request.
    pub fn add(&mut self, records: u64) -> Outcome<bool> {
        let all: Vec<Value> = (self.next..self.next + records).map(|number| self.record(number)).collect();
        post(&mut self.connection, "/api/v0/record", Some(&self.authorization), &Value::Array(all))?;
        self.next += records;
        Ok(true)
    }

    /// All records, in one answer.
    pub fn list(&mut self) -> Outcome<Answer> {
        let path = format!("/api/v0/record/next?host={}&tag=history&start=0&count={}", self.host, self.next);
        self.get(&path)
    }

    /// What the server has, by number: whether there is anything new.
    pub fn ask(&mut self) -> Outcome<Answer> {
        self.get("/api/v0/record")
    }

    fn get(&mut self, path: &str) -> Outcome<Answer> {
        Ok(self.connection.get(path, &[("Authorization", &self.authorization)])?.expect(200)?)
    }

    fn record(&self, number: u64) -> Value {
        json!({
            "id": identifier(), "idx": number, "host": {"id": self.host, "name": ""}, "timestamp": 1_700_000_000_000_000_000_u64 + number,
            "version": "v0", "tag": "history",
            "data": {"data": encode(&random::bytes::<RECORD>()), "content_encryption_key": encode(&random::bytes::<100>())},
        })
    }
}

fn post(connection: &mut Connection, path: &str, authorization: Option<&str>, body: &Value) -> Outcome<Answer> {
    let mut headers = vec![("Content-Type", "application/json")];
    headers.extend(authorization.map(|authorization| ("Authorization", authorization)));
    Ok(connection.request("POST", path, &headers, body.to_string().as_bytes())?.expect(200)?)
}

/// A UUID of version 4.
fn identifier() -> String {
    let mut bytes = random::bytes::<16>();
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let digits = data_encoding::HEXLOWER.encode(&bytes);
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}
