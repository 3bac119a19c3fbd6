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

/// Reads `--until`: `30m`, `1h`, `7d`, `4w`, `today`, `hour`, `week`, `month`, `year`, `2026-12`, `2026-12-31`, `2026-12-31T18:00`, all in UTC. A
/// day and a month are meant whole.
pub(super) fn until(typed: &str) -> Result<Until, String> {
    until_at(typed, clock::now())
}

/// Reads `--until` of what may begin later: what is typed, if [`end_of`] can tell when that is.
pub(super) fn end(typed: &str) -> Result<String, String> {
    until(typed).map(|_| typed.to_owned())
}

/// When that is for what begins at `start`: a week and a month are counted from there; milliseconds since 1970.
pub(super) fn end_of(typed: &str, start: u64) -> Option<u64> {
    until_at(typed, start).ok().map(|until| until.end(start))
}

/// Reads `--from`, a time ahead: `6h`, `7d`, `4w`, counted from now; `2026-12-31`, a day's beginning; `2026-12-31T08:00`. All in UTC.
pub(super) fn from(typed: &str) -> Result<u64, String> {
    from_at(typed, clock::now())
}

fn from_at(typed: &str, now: u64) -> Result<u64, String> {
    let wrong = || sentences::STARTS.to_owned();
    let time = if let Some(day) = date(typed) {
        milliseconds(day, Time::MIDNIGHT)
    } else if typed.starts_with(|first: char| first.is_ascii_digit()) && typed.matches('-').count() != 1 {
        until_at(typed, now).ok().map(|until| until.end(now))
    } else {
        None
    };
    time.filter(|time| *time > now).ok_or_else(wrong)
}

fn until_at(typed: &str, now: u64) -> Result<Until, String> {
    let wrong = || sentences::TIMES.to_owned();
    let present = OffsetDateTime::from_unix_timestamp_nanos(i128::from(now) * 1_000_000).map_err(|_| wrong())?;
    match typed {
        "today" => {
            let end = present.date().next_day().ok_or_else(wrong)?;
            return milliseconds(end, Time::MIDNIGHT).map(Until::At).ok_or_else(wrong);
        }
        "hour" => return Ok(Until::After(60 * MINUTE)),
        "week" => return Ok(Until::After(7 * 24 * 60 * MINUTE)),
        "month" => return months_later(present, 1).map(Until::At).ok_or_else(wrong),
        "year" => return months_later(present, 12).map(Until::At).ok_or_else(wrong),
        _ => {}
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
        None if typed.matches('-').count() == 1 => milliseconds(after_month(typed).ok_or_else(wrong)?, Time::MIDNIGHT),
        None => milliseconds(date(typed).and_then(Date::next_day).ok_or_else(wrong)?, Time::MIDNIGHT),
    }
    .map(Until::At)
    .ok_or_else(wrong)
}

/// The same day and hour so many months later; the last day of a month that is shorter.
fn months_later(from: OffsetDateTime, months: u8) -> Option<u64> {
    let ahead = u8::from(from.month()) - 1 + months;
    let (year, month) = (from.year() + i32::from(ahead / 12), Month::try_from(ahead % 12 + 1).ok()?);
    let date = Date::from_calendar_date(year, month, from.day().min(month.length(year))).ok()?;
    milliseconds(date, from.time())
}

/// The first day after `2026-12`.
fn after_month(typed: &str) -> Option<Date> {
    let (year, month) = typed.split_once('-')?;
    let (year, month) = (year.parse().ok()?, Month::try_from(month.parse::<u8>().ok()?).ok()?);
    Date::from_calendar_date(year, month, month.length(year)).ok()?.next_day()
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
    fn a_day_begins_at_its_beginning_and_lies_ahead() {
        let now = milliseconds(date("2026-11-22").unwrap(), Time::MIDNIGHT).unwrap() + 60 * MINUTE;
        assert_eq!(from_at("2026-11-23", now), Ok(now + 23 * 60 * MINUTE));
        assert_eq!(from_at("2026-11-22T08:00", now), Ok(now + 7 * 60 * MINUTE));
        assert_eq!(from_at("6h", now), Ok(now + 6 * 60 * MINUTE));
        for typed in ["2026-11-22", "0h", "month", "tomorrow", ""] {
            assert_eq!(from_at(typed, now), Err(sentences::STARTS.to_owned()), "{typed}");
        }
    }

    #[test]
    fn an_end_is_counted_from_where_it_begins() {
        let day = |typed| milliseconds(date(typed).unwrap(), Time::MIDNIGHT);
        let start = day("2027-01-31").unwrap();
        for (typed, end) in [
            ("today", "2027-02-01"),
            ("week", "2027-02-07"),
            ("month", "2027-02-28"),
            ("3d", "2027-02-03"),
            ("2027-02", "2027-03-01"),
        ] {
            assert_eq!(end_of(typed, start), day(end), "{typed}");
        }
        assert_eq!(end_of("month", u64::MAX), None);
    }

    #[test]
    fn times_are_read_as_people_type_them() {
        assert_eq!(until("30m"), Ok(Until::After(30 * MINUTE)));
        assert_eq!(until("1h"), Ok(Until::After(60 * MINUTE)));
        assert_eq!(until("7d"), Ok(Until::After(7 * 24 * 60 * MINUTE)));
        assert_eq!(until("2026-11-21T22:45"), Ok(Until::At(1_795_301_100_000)));
        assert_eq!(until("1970-01-01"), Ok(Until::At(24 * 60 * MINUTE)), "the whole day");
        assert!(matches!(until("today"), Ok(Until::At(_))));
        assert_eq!(until("hour"), until("1h"));
        assert_eq!(until("week"), until("7d"));
        // 2026-01-31 22:45
        let now = 1_769_899_500_000;
        assert_eq!(until_at("today", now), until_at("2026-01-31", now));
        assert_eq!(until_at("month", now), until_at("2026-02-28T22:45", now), "the shorter month's last day");
        assert_eq!(until_at("year", now), until_at("2027-01-31T22:45", now));
        assert_eq!(until_at("2026-12", now), until_at("2026-12-31", now), "the whole month");
        for wrong in [
            "",
            "h",
            "1",
            "1y",
            "-1h",
            "2026-13",
            "2026-",
            "-12",
            "months",
            "1.5h",
            "2026-13-01",
            "2026-02-30",
            "2026-11-21T25:00",
            "1960-01-01",
            "é",
        ] {
            assert!(until(wrong).is_err(), "{wrong}");
        }
    }
}
