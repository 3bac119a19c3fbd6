//! One appointment as a calendar file (RFC 5545), made here: no server learns of it.

use time::OffsetDateTime;

use super::document::meeting::MeetingId;
use crate::protocol::{bytes::Hash, id::AccountId};

/// A line's bytes, without its end.
const LINE: usize = 75;

/// What a calendar is told. Only what is in it leaves the locker.
#[derive(Clone, Debug)]
pub struct Event<'a> {
    /// Which meeting.
    pub meeting: MeetingId,
    /// Whose calendar it is for: two people's files of one meeting have nothing in common but the time.
    pub account: AccountId,
    /// How often it was moved or called off.
    pub sequence: u64,
    /// When this was written, milliseconds since 1970.
    pub written: u64,
    /// When it begins, milliseconds since 1970.
    pub start: u64,
    /// When it ends.
    pub end: u64,
    /// What the calendar shows.
    pub title: &'a str,
    /// Where, if the calendar shall know.
    pub place: Option<&'a str>,
    /// It doesn't take place.
    pub off: bool,
}

impl Event<'_> {
    /// The file. It reminds a day and an hour before, unless the meeting is off.
    #[must_use]
    pub fn to_file(&self) -> String {
        let mut file = String::new();
        let mut line = |text: &str| file.push_str(&folded(text));
        for text in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Calendar//EN", "METHOD:PUBLISH", "BEGIN:VEVENT"] {
            line(text);
        }
        line(&format!("UID:{}", self.uid()));
        line(&format!("DTSTAMP:{}", utc(self.written)));
        line(&format!("SEQUENCE:{}", self.sequence));
        line(&format!("DTSTART:{}", utc(self.start)));
        line(&format!("DTEND:{}", utc(self.end)));
        line(&format!("SUMMARY:{}", escaped(self.title)));
        if let Some(place) = self.place {
            line(&format!("LOCATION:{}", escaped(place)));
        }
        line("CLASS:PRIVATE");
        line(if self.off { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
        for before in ["-P1D", "-PT1H"].iter().filter(|_| !self.off) {
            line("BEGIN:VALARM");
            line("ACTION:DISPLAY");
            line(&format!("DESCRIPTION:{}", escaped(self.title)));
            line(&format!("TRIGGER:{before}"));
            line("END:VALARM");
        }
        line("END:VEVENT");
        line("END:VCALENDAR");
        file
    }

    /// A UUID of version 8 (RFC 9562), the same whenever the meeting is moved.
    fn uid(&self) -> String {
        let Hash(mut bytes) = Hash::of(format!("armoire/1/calendar\n{}\n{}", self.meeting, self.account).as_bytes());
        bytes[6] = bytes[6] & 0x0F | 0x80;
        bytes[8] = bytes[8] & 0x3F | 0x80;
        let hex = data_encoding::HEXLOWER.encode(&bytes[..16]);
        [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
    }
}

/// A TEXT (RFC 5545 §3.3.11).
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\n' => escaped.push_str("\\n"),
            control if control.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

/// A line with its end, folded between characters.
fn folded(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + 2);
    let mut length = 0;
    for character in line.chars() {
        if length + character.len_utf8() > LINE {
            folded.push_str("\r\n ");
            length = 1;
        }
        folded.push(character);
        length += character.len_utf8();
    }
    folded + "\r\n"
}

/// `20261124T130000Z`.
fn utc(milliseconds: u64) -> String {
    let seconds = i64::try_from(milliseconds / 1000).unwrap_or(i64::MAX);
    let time = OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let (year, month, day) = time.to_calendar_date();
    let (hour, minute, second) = time.to_hms();
    format!("{year:04}{:02}{day:02}T{hour:02}{minute:02}{second:02}Z", u8::from(month))
}
