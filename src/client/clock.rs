//! The device's clock.

use std::time::{SystemTime, UNIX_EPOCH};

/// Milliseconds since 1970, as this device believes; 0 before.
#[must_use]
pub fn now() -> u64 {
    #[expect(clippy::disallowed_methods, reason = "this is where the client's time comes in")]
    let now = SystemTime::now();
    now.duration_since(UNIX_EPOCH).map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}
