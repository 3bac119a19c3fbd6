/// When a grant ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// So many milliseconds after it begins.
    After(u64),
    /// At this time, milliseconds since 1970.
    At(u64),
}

impl Until {
    /// The end of what begins at `start`.
    #[must_use]
    pub fn end(self, start: u64) -> u64 {
        match self {
            Self::After(milliseconds) => start.saturating_add(milliseconds),
            Self::At(time) => time,
        }
    }
}
