//! `Range` (RFC 9110): one range of bytes, so that a download goes on where it was cut.

use std::ops::Range;

use axum::http::{HeaderMap, header};

/// What a request wants of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All of it.
    Whole,
    /// These bytes, at least one.
    Part(Range<u64>),
    /// Bytes that it hasn't.
    Nothing,
}

/// Reads `Range` and `If-Range` for an object of `size` bytes. As the standard wants it, what isn't one range of bytes, or is for another
/// `etag`, is answered with the whole.
pub fn wanted(headers: &HeaderMap, size: u64, etag: &str) -> Wanted {
    let Some(range) = headers.get(header::RANGE) else { return Wanted::Whole };
    if headers.get(header::IF_RANGE).is_some_and(|condition| condition != etag) {
        return Wanted::Whole;
    }
    range.to_str().ok().and_then(|text| parse(text, size)).unwrap_or(Wanted::Whole)
}

fn parse(text: &str, size: u64) -> Option<Wanted> {
    let (unit, range) = text.split_once('=')?;
    let (first, last) = range.trim().split_once('-')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let range = match (first, last) {
        ("", last) => size.saturating_sub(number(last)?)..size,
        (first, "") => number(first)?..size,
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            if last < first {
                return None;
            }
            first..last.saturating_add(1).min(size)
        }
    };
    Some(if range.is_empty() { Wanted::Nothing } else { Wanted::Part(range) })
}

/// Digits. More than fit are as good as the most that do.
fn number(text: &str) -> Option<u64> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_read_and_anything_else_is_the_whole() {
        let part = |range| Some(Wanted::Part(range));
        for (text, expected) in [
            ("bytes=0-", part(0..1000)),
            ("bytes=0-0", part(0..1)),
            ("Bytes=10-19", part(10..20)),
            ("bytes=990-5000", part(990..1000)),
            ("bytes=-1", part(999..1000)),
            ("bytes=-5000", part(0..1000)),
            ("bytes=999-99999999999999999999999", part(999..1000)),
            ("bytes=1000-", Some(Wanted::Nothing)),
            ("bytes=99999999999999999999999-", Some(Wanted::Nothing)),
            ("bytes=-0", Some(Wanted::Nothing)),
            ("bytes=0-1,5-6", None),
            ("bytes=5-4", None),
            ("bytes=-", None),
            ("bytes=+1-", None),
            ("lines=0-1", None),
            ("bytes", None),
        ] {
            assert_eq!(parse(text, 1000), expected, "{text}");
        }
        assert_eq!(parse("bytes=0-", 0), Some(Wanted::Nothing));
    }
}
