//! Those who help, as vCard 4.0 (RFC 6350): the same bytes as the browser's, so that a phone's contacts read both alike.
//!
//! Written here and not by a library: those order, fold or escape in ways of their own, and what is needed is eight properties. No id, account or
//! date goes along: contacts are handed on by programs that ask nobody.

use crate::client::document::note::{Entry, EntryKind};

/// Longest line in bytes, without its end.
const LINE: usize = 75;
/// Fewest and most digits of a number in free text; a text that is nothing but digits may be a short one, as 115.
const DIGITS: std::ops::RangeInclusive<usize> = 6..=15;
const SHORT: std::ops::RangeInclusive<usize> = 2..=5;

/// One card for each, in this order.
#[must_use]
pub fn vcards<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> String {
    let mut text = String::new();
    for entry in entries {
        for line in card(entry) {
            fold(&line, &mut text);
        }
    }
    text
}

fn card(entry: &Entry) -> Vec<String> {
    let Entry { name, organisation, site, mission, reach, .. } = entry;
    let kind = match entry.kind {
        EntryKind::Person => "individual",
        EntryKind::Team => "org",
    };
    let mut lines = vec!["BEGIN:VCARD".to_owned(), "VERSION:4.0".to_owned(), format!("KIND:{kind}")];
    lines.push(format!("FN:{}", escaped(name)));
    lines.extend(organisation.iter().map(|organisation| format!("ORG:{}", escaped(organisation))));
    lines.extend(site.iter().map(|site| format!("ADR:;;{};;;;", escaped(site))));
    lines.extend(mission.iter().map(|mission| format!("ROLE:{}", escaped(mission))));
    lines.extend(reach.as_deref().and_then(telephone_in).map(|number| format!("TEL:{number}")));
    lines.extend(reach.iter().map(|reach| format!("NOTE:{}", escaped(reach))));
    lines.push("END:VCARD".to_owned());
    lines
}

/// A text as a value holds it.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '\n' => escaped.push_str("\\n"),
            '\\' | ',' | ';' => escaped.extend(['\\', character]),
            control if control.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

/// Adds a line, folded between characters, never inside one.
fn fold(line: &str, text: &mut String) {
    let mut length = 0;
    for character in line.chars() {
        if length + character.len_utf8() > LINE {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(character);
        length += character.len_utf8();
    }
    text.push_str("\r\n");
}

/// The first telephone number in how somebody says they are reached, in Western digits.
fn telephone_in(reach: &str) -> Option<String> {
    let text = without_inner_zero(&western_digits(reach));
    let bare = text.trim_matches(is_space);
    if SHORT.contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(bare.to_owned());
    }
    let mut rest = text.as_str();
    while let Some(start) = rest.find(|character: char| character.is_ascii_digit()) {
        let plus = rest[..start].ends_with('+');
        let found = &rest[start..];
        let is_inside =
            |character: char| character.is_ascii_digit() || is_space(character) || ".-()/".contains(character);
        let end = found.find(|character| !is_inside(character)).unwrap_or(found.len());
        let digits: String = found[..end].chars().filter(char::is_ascii_digit).collect();
        if DIGITS.contains(&digits.len()) {
            return Some(if plus { format!("+{digits}") } else { digits });
        }
        rest = &found[end..];
    }
    None
}

/// A number written for both inside and outside a country has a 0 that isn't dialled from outside.
fn without_inner_zero(text: &str) -> String {
    const ZERO: &str = "(0)";
    let (mut dialled, mut done) = (String::new(), 0);
    for (zero, _) in text.match_indices(ZERO) {
        let before = text[..zero].trim_end_matches(|character| is_space(character) || ".-".contains(character));
        let code = before.trim_end_matches(|character: char| character.is_ascii_digit());
        if code.len() < before.len() && code.ends_with('+') {
            dialled.push_str(&text[done..zero]);
            done = zero + ZERO.len();
        }
    }
    dialled + &text[done..]
}

/// What the browser's language calls a space.
fn is_space(character: char) -> bool {
    character == '\u{feff}' || character.is_whitespace() && character != '\u{85}'
}

/// Arabic and Persian digits as Western ones.
fn western_digits(text: &str) -> String {
    let western = |character: char| match character {
        '\u{660}'..='\u{669}' => char::from_digit(u32::from(character) - 0x660, 10),
        '\u{6f0}'..='\u{6f9}' => char::from_digit(u32::from(character) - 0x6f0, 10),
        _ => None,
    };
    text.chars().map(|character| western(character).unwrap_or(character)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::id::AccountId;

    fn entry(name: &str) -> Entry {
        Entry {
            name: name.into(),
            organisation: None,
            site: None,
            mission: None,
            reach: None,
            account: None,
            kind: EntryKind::Person,
            since: 0,
            until: None,
            added_by: AccountId([0; 20]),
            unknown: serde_json::Map::new(),
        }
    }

    #[test]
    fn a_card_says_what_the_entry_says() {
        let luc = Entry {
            organisation: Some("CCAS; Lille, Nord".into()),
            site: Some("12 rue du Molinel".into()),
            mission: Some("Logement \\ RSA".into()),
            reach: Some("06 11 22 33 44, le matin".into()),
            ..entry("Luc Martin")
        };
        let team = Entry { kind: EntryKind::Team, ..entry("Maraude\u{7} Nord") };
        assert_eq!(
            vcards([&luc, &team]),
            "BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:individual\r\nFN:Luc Martin\r\nORG:CCAS\\; Lille\\, Nord\r\nADR:;;12 rue du Molinel;;;;\r\n\
             ROLE:Logement \\\\ RSA\r\nTEL:0611223344\r\nNOTE:06 11 22 33 44\\, le matin\r\nEND:VCARD\r\n\
             BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:org\r\nFN:Maraude Nord\r\nEND:VCARD\r\n"
        );
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let text = vcards([&entry(&"أوا ".repeat(40))]);
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert!(lines.iter().all(|line| line.len() <= LINE), "{lines:?}");
        assert!(lines.iter().filter(|line| line.starts_with(' ')).count() > 2);
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains(&format!("FN:{}\r\n", "أوا ".repeat(40))), "{unfolded}");
    }

    #[test]
    fn numbers_are_found_as_people_write_them() {
        for (reach, number) in [
            ("06 11 22 33 44", Some("0611223344")),
            ("le 115", None),
            (" 115 ", Some("115")),
            ("bureau 12, +33 (0)6.11.22.33.44", Some("+33611223344")),
            ("٠٦١١٢٢٣٣٤٤", Some("0611223344")),
            ("(0) bureau, +33 (0)6 11 22 33 44", Some("+33611223344")),
            ("+33 (0)(0)6 11 22 33 44", Some("+330611223344")),
            ("\u{feff}115 ", Some("115")),
            ("06\u{feff}11\u{202f}22\u{a0}33 44", Some("0611223344")),
            ("luc@ccas.example", None),
            ("", None),
        ] {
            assert_eq!(telephone_in(reach).as_deref(), number, "{reach}");
        }
    }
}
