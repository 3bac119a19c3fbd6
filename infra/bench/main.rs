//! Armoire's numbers as ratios to bounds of the same run. `infra/bench/run --help` says how to start it, `README.md` what
//! the rows mean. Nothing here gates: machines differ, and noise is theirs.

mod bounds;
mod footprint;
mod holder;
mod http;
mod load;
mod news;
mod objects;
mod opening;
mod peer;
mod peers;
mod process;
mod profile;
mod record;
mod sealing;
mod setting;
mod sign_in;
mod table;

use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;

use load::Outcome;
use setting::Setting;

/// A row or a few that belong together.
type Measure = fn(&Setting) -> Outcome<Vec<table::Line>>;

#[derive(Parser)]
struct Options {
    /// The armoire-server to measure, built for release
    #[arg(long)]
    server: PathBuf,
    /// Where files are written meanwhile: on the disk that counts
    #[arg(long, default_value = ".")]
    folder: PathBuf,
    /// Seconds that each load lasts
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// These rows only
    #[arg(long = "row")]
    rows: Vec<u8>,
    /// An atuin-server to measure beside it
    #[arg(long)]
    peer: Option<PathBuf>,
    /// Given by `cargo bench`
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> Outcome<()> {
    let options = Options::parse();
    let setting = Setting::new(options.server, &options.folder, Duration::from_secs(options.seconds))?;
    let wanted = |rows: &[u8]| options.rows.is_empty() || rows.iter().any(|row| options.rows.contains(row));
    let idle = footprint::idle(&setting)?;
    let rows: [(&str, &[u8], Measure); 6] = [
        ("opening a locker", &[1], opening::measure),
        ("objects of 3 MB", &[2, 3, 9], objects::measure),
        ("small records", &[4], record::measure),
        ("signing in", &[5], sign_in::measure),
        ("anything new", &[6], news::measure),
        ("sealing", &[9], sealing::measure),
    ];
    let mut lines = Vec::new();
    for (what, rows, measure) in rows {
        if wanted(rows) {
            eprintln!("measuring {what}");
            lines.extend(measure(&setting)?);
        }
    }
    if wanted(&[7, 8]) {
        eprintln!("measuring memory and start");
        lines.extend(footprint::measure(&setting, idle)?);
    }
    if let Some(peer) = &options.peer {
        eprintln!("measuring atuin-server beside it");
        lines.extend(peers::measure(&setting, peer)?);
    }
    lines.sort_by_key(|line| line.row);
    table::print(&lines);
    Ok(())
}
