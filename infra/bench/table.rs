//! The table at the end: what was measured, as a ratio to a bound of the same run, against its target.

use crate::load::Load;

/// What a ratio should be.
#[derive(Clone, Copy)]
pub enum Target {
    AtMost(f64),
    AtLeast(f64),
}

/// One line of the table.
pub struct Line {
    /// Row of the targets in `README.md`.
    pub row: u8,
    pub what: &'static str,
    /// With its unit.
    pub measured: String,
    /// What it is compared with, with its unit.
    pub bound: String,
    pub ratio: f64,
    pub target: Target,
    /// Where the time went, when the target was missed.
    pub profile: Option<String>,
}

/// A line that still needs its numbers.
pub struct Blank {
    row: u8,
    what: &'static str,
    target: Target,
}

pub fn line(row: u8, what: &'static str, target: Target) -> Blank {
    Blank { row, what, target }
}

#[allow(clippy::cast_precision_loss, reason = "numbers for people")]
impl Blank {
    pub fn milliseconds(self, measured: f64, bound: &str, of: f64) -> Line {
        let unit = |value: f64| format!("{value:.3} ms");
        self.filled(measured, unit(measured), of, format!("{bound} {}", unit(of)))
    }

    pub fn per_second(self, measured: &Load, bound: &str, of: &Load) -> Line {
        self.rates(measured.per_second(), bound, of.per_second())
    }

    pub fn rates(self, measured: f64, bound: &str, of: f64) -> Line {
        self.filled(measured, format!("{measured:.1}/s"), of, format!("{bound} {of:.1}/s"))
    }

    pub fn counts(self, measured: u64, bound: &str, of: u64) -> Line {
        self.filled(measured as f64, measured.to_string(), of as f64, format!("{bound} {of}"))
    }

    fn filled(self, measured: f64, shown: String, of: f64, bound: String) -> Line {
        let Self { row, what, target } = self;
        Line { row, what, measured: shown, bound, ratio: measured / of, target, profile: None }
    }
}

impl Line {
    pub fn met(&self) -> bool {
        self.target.met(self.ratio)
    }
}

impl Target {
    pub fn met(self, ratio: f64) -> bool {
        match self {
            Self::AtMost(most) => ratio <= most,
            Self::AtLeast(least) => ratio >= least,
        }
    }

    fn shown(self) -> String {
        match self {
            Self::AtMost(most) => format!("<= {most}"),
            Self::AtLeast(least) => format!(">= {least}"),
        }
    }
}

/// Prints all lines, then the profiles of those that missed.
pub fn print(lines: &[Line]) {
    println!(
        "\nrow  {:<52} {:>14}  {:<34} {:>8}  {:<9}",
        "what", "measured", "bound of the same run", "ratio", "target"
    );
    for line in lines {
        println!(
            "{:>3}  {:<52} {:>14}  {:<34} {:>8}  {:<9} {}",
            line.row,
            line.what,
            line.measured,
            line.bound,
            rounded(line.ratio),
            line.target.shown(),
            if line.met() { "met" } else { "MISSED" },
        );
    }
    for line in lines {
        if let Some(profile) = &line.profile {
            println!("\nrow {}, {}: where the time goes\n{profile}", line.row, line.what);
        }
    }
    let missed = lines.iter().filter(|line| !line.met()).count();
    println!("\n{} targets met, {missed} missed", lines.len() - missed);
}

fn rounded(ratio: f64) -> String {
    if ratio >= 10.0 { format!("{ratio:.1}") } else { format!("{ratio:.3}") }
}
