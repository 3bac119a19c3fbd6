//! What time it is. Passed in everywhere, so that tests move it.

use std::{
    fmt::Debug,
    sync::atomic::{AtomicI64, Ordering},
    time::{SystemTime, UNIX_EPOCH},
};

/// Milliseconds in an hour.
pub const HOUR: i64 = 60 * 60 * 1000;
/// Milliseconds in a day.
pub const DAY: i64 = 24 * 60 * 60 * 1000;

/// Milliseconds since 1970-01-01T00:00Z. Signed, because databases store it so.
pub type Milliseconds = i64;

/// A source of time.
pub trait Clock: Debug + Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Milliseconds;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is where time comes in")]
    fn now(&self) -> Milliseconds {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }
}

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// A clock that stands at `now`.
    #[must_use]
    pub fn new(now: Milliseconds) -> Self {
        Self(AtomicI64::new(now))
    }

    /// Moves on by `milliseconds`.
    pub fn advance(&self, milliseconds: Milliseconds) {
        self.0.fetch_add(milliseconds, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Milliseconds {
        self.0.load(Ordering::SeqCst)
    }
}
