//! Rows 7 and 8: memory, cold start and the size of the program.

use std::thread;
use std::time::Duration;

use crate::load::Outcome;
use crate::setting::{Setting, start_armoire};
use crate::table::{Line, Target, line};

// Budgets, not measurements of this run: what atuin-server 18 needed in the reference sitting. Idle memory in KiB, cold start in ms,
// size in bytes.
const IDLE: u64 = 13 * 1024;
const START: f64 = 145.0;
const SIZE: u64 = 20_000_000;

/// Before anything was asked of the server: its memory in KiB.
pub fn idle(setting: &Setting) -> Outcome<u64> {
    thread::sleep(Duration::from_secs(2));
    Ok(setting.armoire.memory()?.0)
}

/// After all other rows.
pub fn measure(setting: &Setting, idle: u64) -> Outcome<Vec<Line>> {
    let (_, peak) = setting.armoire.memory()?;
    thread::sleep(Duration::from_secs(20));
    let (later, _) = setting.armoire.memory()?;

    let mut start = Duration::MAX;
    for number in 0..3 {
        let again = start_armoire(&setting.server, &setting.folder.path().join(format!("cold-{number}")))?;
        start = start.min(again.cold_start);
    }
    Ok(vec![
        line(7, "memory when idle: KiB", Target::AtMost(1.0)).counts(idle, "a budget of", IDLE),
        line(7, "memory at its peak of this run: KiB", Target::AtMost(1.0)).counts(peak, "100 MB", 100_000_000 / 1024),
        line(7, "memory 20 s after the load: KiB", Target::AtMost(2.0)).counts(later, "idle", idle),
        line(8, "cold start on an empty folder", Target::AtMost(1.0)).milliseconds(
            start.as_secs_f64() * 1000.0,
            "a budget of",
            START,
        ),
        line(8, "server with the web app inside: bytes", Target::AtMost(1.5)).counts(
            setting.size()?,
            "a budget of",
            SIZE,
        ),
    ])
}
