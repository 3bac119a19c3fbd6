//! Where a server's time goes: samples of `perf`, summed by function.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::load::Outcome;

/// Samples the process while `load` runs, and names the twelve functions that took most. Without `perf`, says so.
pub fn sample(process: u32, folder: &Path, load: impl FnOnce() -> Outcome<()>) -> Outcome<String> {
    let file = folder.join("perf.data");
    let Ok(mut perf) = record(process, &file) else {
        return Ok("no profile: install perf (Debian's package linux-perf)".to_owned());
    };
    load()?;
    Command::new("kill").args(["-INT", &perf.id().to_string()]).status()?;
    perf.wait()?;
    let report = Command::new("perf")
        .args(["report", "--stdio", "--no-children", "--percent-limit", "0.8", "--sort", "symbol", "-g", "none", "-i"])
        .arg(&file)
        .stderr(Stdio::null())
        .output()?;
    let report = String::from_utf8_lossy(&report.stdout).into_owned();
    let rows = report.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).take(12);
    Ok(rows.map(shortened).collect::<Vec<_>>().join("\n"))
}

// The share and the function; `perf` pads lines to the longest name and adds empty columns.
fn shortened(line: &str) -> String {
    let kept: String = line.chars().take(100).collect();
    kept.trim_end().to_owned()
}

// The processor's own counters aren't there on every virtual machine; the clock is.
fn record(process: u32, file: &Path) -> std::io::Result<Child> {
    Command::new("perf")
        .args(["record", "-q", "-e", "cpu-clock", "-F", "999", "-p", &process.to_string(), "-o"])
        .arg(file)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
}
