//! What people and operators live through: backups, lost words, two devices at once, cuts, full disks, moves; with the real server.
//! `README.md` says which promise is tested where.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that can't go on fails")]

mod alike;
mod checkpoint;
#[allow(dead_code, unused_imports, reason = "each suite uses its part of it")]
mod harness;
mod histories;
mod losses;
mod moved;
mod outages;
mod repeated;
mod restored;
mod rotated;
mod stores;
mod swept;
mod together;
