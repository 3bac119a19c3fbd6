//! What commands about lending share: rights and times as they are typed and told.

use time::{Date, Duration, Month, OffsetDateTime, PrimitiveDateTime, Time};

use super::sentences;
use crate::{
    client::{clock, vault::Until},
    protocol::act::Right,
};

const MINUTE: u64 = 60 * 1000;

/// Reads `--right`.
pub(super) fn right(typed: &str) -> Result<Right, String> {
    typed.parse().map_err(|_| sentences::RIGHTS.to_owned())
}

/// Reads `--until`: `30m`, `1h`, `7d`, `4w`, `today`, `2026-12-31`, `2026-12-31T18:00`, all in UTC. A day is meant whole.
pub(super) fn until(typed: &str) -> Result<Until, String> {
    let wrong = || sentences::TIMES.to_owned();
    if typed == "today" {
        let seconds = i64::try_from(clock::now() / 1000).map_err(|_| wrong())?;
        let now = OffsetDateTime::from_unix_timestamp(seconds).map_err(|_| wrong())?;
        let end = now.date().next_day().ok_or_else(wrong)?;
        return milliseconds(end, Time::MIDNIGHT).map(Until::At).ok_or_else(wrong);
    }
    if let Some((number, unit)) = typed.len().checked_sub(1).and_then(|place| typed.split_at_checked(place)) {
        let unit = match unit {
            "m" => Some(MINUTE),
            "h" => Some(60 * MINUTE),
            "d" => Some(24 * 60 * MINUTE),
            "w" => Some(7 * 24 * 60 * MINUTE),
            _ => None,
        };
        if let (Some(unit), Ok(number)) = (unit, number.parse::<u32>()) {
            return Ok(Until::After(u64::from(number) * unit));
        }
    }
    match typed.split_once('T') {
        Some((day, time)) => milliseconds(date(day).ok_or_else(wrong)?, time_of_day(time).ok_or_else(wrong)?),
        None => milliseconds(date(typed).and_then(Date::next_day).ok_or_else(wrong)?, Time::MIDNIGHT),
    }
    .map(Until::At)
    .ok_or_else(wrong)
}

fn date(typed: &str) -> Option<Date> {
    let mut parts = typed.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()
}

fn time_of_day(typed: &str) -> Option<Time> {
    let (hour, minute) = typed.split_once(':')?;
    Time::from_hms(hour.parse().ok()?, minute.parse().ok()?, 0).ok()
}

fn milliseconds(date: Date, time: Time) -> Option<u64> {
    let since = PrimitiveDateTime::new(date, time).assume_utc() - OffsetDateTime::UNIX_EPOCH;
    (since >= Duration::ZERO).then(|| u64::try_from(since.whole_milliseconds()).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_type_them() {
        assert_eq!(until("30m"), Ok(Until::After(30 * MINUTE)));
        assert_eq!(until("1h"), Ok(Until::After(60 * MINUTE)));
        assert_eq!(until("7d"), Ok(Until::After(7 * 24 * 60 * MINUTE)));
        assert_eq!(until("2026-11-21T22:45"), Ok(Until::At(1_795_301_100_000)));
        assert_eq!(until("1970-01-01"), Ok(Until::At(24 * 60 * MINUTE)), "the whole day");
        assert!(matches!(until("today"), Ok(Until::At(_))));
        for wrong in
            ["", "h", "1", "1y", "-1h", "1.5h", "2026-13-01", "2026-02-30", "2026-11-21T25:00", "1960-01-01", "é"]
        {
            assert!(until(wrong).is_err(), "{wrong}");
        }
    }
}
