//! Times for a person.

use time::OffsetDateTime;

/// `2026-11-21 22:45`, in UTC; `milliseconds` since 1970.
pub(super) fn readable(milliseconds: u64) -> String {
    let seconds = i64::try_from(milliseconds / 1000).unwrap_or(i64::MAX);
    // Years beyond 9999 come from a clock that is wrong.
    OffsetDateTime::from_unix_timestamp(seconds).map_or_else(
        |_| "?".to_owned(),
        |time| {
            let (year, month, day) = time.to_calendar_date();
            format!("{year}-{:02}-{day:02} {:02}:{:02}", u8::from(month), time.hour(), time.minute())
        },
    )
}

/// `2026-11-21T22:45`, as `--until` takes it; `milliseconds` since 1970.
pub(super) fn typed(milliseconds: u64) -> String {
    readable(milliseconds).replace(' ', "T")
}

/// `2026-11-21`, in UTC; `milliseconds` since 1970.
pub(super) fn day(milliseconds: u64) -> String {
    readable(milliseconds).split(' ').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn times_are_readable() {
        assert_eq!(super::readable(1_795_301_100_000), "2026-11-21 22:45");
        assert_eq!(super::readable(u64::MAX), "?");
    }
}
