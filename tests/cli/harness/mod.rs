//! A server, people with their devices, and a wire that can be cut.

#[path = "../../support/data.rs"]
mod data;
#[allow(dead_code, reason = "each suite uses its part of it")]
#[path = "../../api/harness/database.rs"]
mod database;
mod liar;
mod outcome;
mod person;
#[path = "../../support/port.rs"]
mod port;
#[allow(dead_code, reason = "each suite uses its part of it")]
#[path = "../../api/harness/s3_server.rs"]
mod s3_server;
mod server;
mod stores;
pub mod town;
mod wire;

pub use liar::Liar;
pub use outcome::Outcome;
pub use person::{Device, Person};
pub use server::Server;
pub use stores::Stores;
pub(crate) use stores::on_both;
pub use wire::Wire;

use std::{
    fs,
    path::{Path, PathBuf},
};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use database::Database;
use s3_server::{ACCESS_KEY, BUCKET, S3Server, SECRET_KEY};

/// A specimen document.
pub fn specimen(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(path)
}

/// SHA-256 of a file, in hexadecimal.
pub fn sha256(path: impl AsRef<Path>) -> String {
    HEXLOWER.encode(&Sha256::digest(fs::read(path).unwrap()))
}

/// Variables by which a program believes that it is so many days later.
fn later(days: u64) -> Vec<(&'static str, String)> {
    if days == 0 {
        return Vec::new();
    }
    // The program `faketime` would stand between us and what it starts; and it doesn't start where a process of its number left something.
    let systems = fs::read_dir("/usr/lib").unwrap().map(|system| system.unwrap().path());
    let library = systems.map(|system| system.join("faketime/libfaketimeMT.so.1")).find(|library| library.exists());
    let library = library.expect("infra/test installs faketime").into_os_string().into_string().unwrap();
    vec![("LD_PRELOAD", library), ("FAKETIME", format!("+{days}d")), ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned())]
}

/// Removes what a changed clock leaves of a process that was killed.
fn forget_clock(process: u32) {
    for name in ["faketime_shm", "sem.faketime_sem"] {
        // Nothing is there where the clock wasn't changed.
        let _ = fs::remove_file(format!("/dev/shm/{name}_{process}"));
    }
}
