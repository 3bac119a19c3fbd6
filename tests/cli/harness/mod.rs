//! A server, people with their devices, and a wire that can be cut.

#[path = "../../support/data.rs"]
mod data;
mod liar;
mod outcome;
mod person;
#[path = "../../support/port.rs"]
mod port;
mod server;
mod wire;

pub use liar::Liar;
pub use outcome::Outcome;
pub use person::{Device, Person};
pub use server::Server;
pub use wire::Wire;

use std::{
    fs,
    path::{Path, PathBuf},
};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// A specimen document.
pub fn specimen(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(path)
}

/// SHA-256 of a file, in hexadecimal.
pub fn sha256(path: impl AsRef<Path>) -> String {
    HEXLOWER.encode(&Sha256::digest(fs::read(path).unwrap()))
}
