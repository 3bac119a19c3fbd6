//! What came of it.

use std::fmt;

/// Counts of a run.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub people: u64,
    pub events: u64,
    pub lost: u64,
    pub opened: u64,
    pub tries: u64,
    pub guessed: u64,
    pub without_a_way: u64,
    pub made_good_again: u64,
    pub restores: u64,
    /// Lockers that their holders ended; and ends that were taken back in time.
    pub ended: u64,
    pub taken_back: u64,
    /// Of those that were ended, what a backup from before brought back.
    pub brought_back: u64,
    /// What went wrong, for who repeats the run.
    pub failures: Vec<String>,
}

impl Table {
    pub fn add(&mut self, other: &Self) {
        self.people += other.people;
        self.events += other.events;
        self.lost += other.lost;
        self.opened += other.opened;
        self.tries += other.tries;
        self.guessed += other.guessed;
        self.without_a_way += other.without_a_way;
        self.made_good_again += other.made_good_again;
        self.restores += other.restores;
        self.ended += other.ended;
        self.taken_back += other.taken_back;
        self.brought_back += other.brought_back;
        self.failures.extend(other.failures.iter().cloned());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = [
            ("people", self.people),
            ("things that happened", self.events),
            ("times the server was restored", self.restores),
            ("times somebody tried what they took", self.tries),
            ("PINs guessed at until no tries were left", self.guessed),
            ("lockers with a valid path that were lost", self.lost),
            ("lockers opened by somebody without one", self.opened),
            ("lockers whose holder had lost every way", self.without_a_way),
            ("old ways that a restored backup made good again", self.made_good_again),
            ("ends of a locker that were taken back in the last minute", self.taken_back),
            ("lockers that were ended, a minute later with every object", self.ended),
            ("of these, lockers that a restored backup brought back", self.brought_back),
        ];
        for (what, count) in rows {
            writeln!(formatter, "{count:>7}  {what}")?;
        }
        Ok(())
    }
}
