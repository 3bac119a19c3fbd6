//! Power cuts: the server is killed while people add documents, and the client at each step of adding one, and of changing every key. `README.md` says
//! what must hold afterwards.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that can't go on fails")]

mod client;
#[path = "../lifecycle/harness/mod.rs"]
#[allow(dead_code, unused_imports, reason = "each suite uses its part of it")]
mod harness;
mod rotation;
mod server;
mod uploads;
