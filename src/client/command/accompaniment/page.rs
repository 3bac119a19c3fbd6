//! The list as a page to print.
//!
//! A page and no PDF: that would have to bring letters for every script in which a name can be written, and to join and turn them by itself. A
//! browser does both, and saves as PDF what it prints.

use crate::client::{
    command::{sentences, time::day},
    document::note::Entry,
};

/// No script, nothing from elsewhere, A4, readable at arm's length; an entry isn't cut in two by the end of a sheet.
const HEAD: &str = "<!doctype html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<title>Who helps</title>
<style>
@page { size: A4; margin: 18mm }
body { font: 12pt/1.4 system-ui, sans-serif; color: #000; max-width: 174mm; margin: 1em auto; padding: 0 1em }
h1 { font-size: 18pt }
h2 { font-size: 14pt; margin-block-start: 2em; break-after: avoid }
li { break-inside: avoid; margin-block-end: 1em }
ul { list-style: none; padding: 0 }
strong { font-size: 13pt }
p { margin: 0; overflow-wrap: anywhere }
</style>
</head>
<body>
";

/// Those who help now, and, where there are some, those who have helped; `now` is the day it says it was printed on.
pub(super) fn page(entries: &[Entry], now: u64) -> String {
    let (past, present): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|entry| entry.is_over());
    let mut parts = vec![HEAD.to_owned(), heading("h1", sentences::WHO_HELPS), list(&present)];
    if !past.is_empty() {
        parts.extend([heading("h2", sentences::WHO_HELPED), list(&past)]);
    }
    parts.push(format!("<p><small>{}</small></p>\n</body>\n</html>\n", sentences::printed_on(&day(now))));
    parts.concat()
}

fn heading(level: &str, text: &str) -> String {
    format!("<{level}>{text}</{level}>\n")
}

fn list(entries: &[&Entry]) -> String {
    if entries.is_empty() {
        return format!("<p>{}</p>\n", sentences::NOBODY_HELPS);
    }
    let items: String = entries.iter().map(|entry| item(entry)).collect();
    format!("<ul>\n{items}</ul>\n")
}

fn item(entry: &Entry) -> String {
    let said = [&entry.organisation, &entry.site, &entry.mission, &entry.reach].into_iter().flatten();
    let lines: String = said.flat_map(|text| ["<p>".to_owned(), own(text), "</p>\n".to_owned()]).collect();
    let when = sentences::helped(&day(entry.since), entry.until.map(day).as_deref());
    format!("<li>\n<p><strong>{}</strong></p>\n{lines}<p>{when}</p>\n</li>\n", own(&entry.name))
}

/// Somebody's own words: they keep their direction, and can't be anything but words.
fn own(text: &str) -> String {
    let mut words = String::from("<bdi>");
    let mut rest = text;
    while let Some((before, number, after)) = first_number(rest) {
        words.extend([&escaped(before), "<bdi dir=\"ltr\">", &escaped(number), "</bdi>"]);
        rest = after;
    }
    words.extend([&escaped(rest), "</bdi>"]);
    words
}

/// What comes before a number, the number as telephones have it, and what follows. Between words of Arabic its groups would change places: nobody
/// could dial them.
fn first_number(text: &str) -> Option<(&str, &str, &str)> {
    let joins = |character: char| character.is_whitespace() || ".-()/".contains(character);
    let digits = text.find(char::is_numeric)?;
    let start = if text[..digits].ends_with('+') { digits - 1 } else { digits };
    let rest = &text[digits..];
    let longest = rest.find(|character: char| !character.is_numeric() && !joins(character)).unwrap_or(rest.len());
    let end = digits + rest[..longest].trim_end_matches(joins).len();
    Some((&text[..start], &text[start..end], &text[end..]))
}

fn escaped(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => words.push_str("&amp;"),
            '<' => words.push_str("&lt;"),
            '>' => words.push_str("&gt;"),
            '"' => words.push_str("&quot;"),
            '\'' => words.push_str("&#39;"),
            other => words.push(other),
        }
    }
    words
}
