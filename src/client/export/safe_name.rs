//! Names that every file system takes and no terminal misreads. The true name stays in the label and in the index.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

/// Bytes of a safe name at most. File systems take 255; the rest is room for `.age` and what others add.
pub const LONGEST: usize = 200;
/// Bytes of an extension, with its dot, that is worth keeping.
const LONGEST_EXTENSION: usize = 20;
/// For what has no name left.
const NAMELESS: &str = "document";

/// The safe form of `name`: no separators, control or bidirectional characters, nothing that Windows refuses, no leading
/// dash or dot, at most [`LONGEST`] bytes with its extension kept.
#[must_use]
pub fn safe_name(name: &str) -> String {
    let cleaned: String = name.nfc().map(safe_character).collect();
    // Windows drops dots and spaces at the end, and two names would become one.
    let trimmed = cleaned.trim().trim_end_matches(['.', ' ']).trim_start();
    let mut safe = match trimmed.strip_prefix(['.', '-']) {
        Some(rest) => format!("_{rest}"),
        None if is_reserved(trimmed) => format!("_{trimmed}"),
        None => trimmed.to_owned(),
    };
    if safe.is_empty() || safe == "_" {
        NAMELESS.clone_into(&mut safe);
    }
    fit(&safe, "")
}

/// Gives each name once: what is taken gets a number.
#[derive(Debug, Default)]
pub struct Names {
    taken: HashSet<String>,
}

impl Names {
    /// The safe form of `name`, different from every one given before also where upper and lower case are one.
    pub fn give(&mut self, name: &str) -> String {
        let safe = safe_name(name);
        let mut given = safe.clone();
        let mut number = 1_u64;
        while !self.taken.insert(given.to_lowercase()) {
            number += 1;
            given = fit(&safe, &format!(" ({number})"));
        }
        given
    }

    /// Marks a name as taken; says whether it was free.
    pub fn take(&mut self, name: &str) -> bool {
        self.taken.insert(name.to_lowercase())
    }
}

/// `name` with `suffix` before its extension, cut to [`LONGEST`] bytes.
fn fit(name: &str, suffix: &str) -> String {
    let (stem, extension) = split_extension(name);
    let room = LONGEST - suffix.len() - extension.len();
    let stem = if stem.len() > room { stem[..floor(stem, room)].trim_end_matches(['.', ' ']) } else { stem };
    format!("{stem}{suffix}{extension}")
}

/// The extension with its dot, when it is one: short, and not all of the name.
fn split_extension(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(at) if at > 0 && name.len() - at <= LONGEST_EXTENSION && !name[at..].contains(' ') => name.split_at(at),
        _ => (name, ""),
    }
}

/// The last character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn safe_character(character: char) -> char {
    match character {
        character if character.is_whitespace() && !character.is_control() => match character {
            '\u{2028}' | '\u{2029}' => '_',
            _ => ' ',
        },
        '/' | '\\' | '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
        character if character.is_control() || is_invisible(character) => '_',
        character => character,
    }
}

/// What changes how a name reads without being seen: bidirectional controls, zero-width spaces, tags. The two joiners stay,
/// since Persian, Indic scripts and emoji are spelt with them.
#[must_use]
pub fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Names of devices on Windows, with any extension.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_uppercase();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix).is_some_and(|rest| {
            matches!(rest, "¹" | "²" | "³") || (rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
        })
    };
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$") || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_safe(safe: &str) {
        assert!(!safe.is_empty() && safe.len() <= LONGEST, "{safe:?}");
        assert!(!safe.starts_with(['.', '-', ' ']) && !safe.ends_with(['.', ' ']), "{safe:?}");
        assert!(!safe.contains(['/', '\\', ':', '\n', '\t', '\0', '\u{202e}', '\u{2028}', '\u{200b}']), "{safe:?}");
        assert!(!is_reserved(safe), "{safe:?}");
        assert_eq!(safe_name(safe), safe, "a safe name is its own safe form");
    }

    #[test]
    fn ordinary_names_stay_as_they_are() {
        for name in
            ["Pièce d’identité — recto (1).jpg", "شهادة السكن.pdf", "证明.jpg", "👨‍👩‍👧.png", "sans extension", "a.b.c.pdf"]
        {
            assert_eq!(safe_name(name), name);
        }
    }

    #[test]
    fn difficult_names_become_safe_and_keep_their_extension() {
        for (name, safe) in [
            ("../../specimen.pdf", "_._.._specimen.pdf"),
            ("-rf.pdf", "_rf.pdf"),
            (".caché", "_caché"),
            ("CON.pdf", "_CON.pdf"),
            ("com¹", "_com¹"),
            ("point final.", "point final"),
            (" espaces .pdf ", "espaces .pdf"),
            ("attestation \u{202e}gpj.exe\u{202c}", "attestation _gpj.exe_"),
            ("tabulation\tdedans.pdf", "tabulation_dedans.pdf"),
            ("e\u{301} décomposé.pdf", "é décomposé.pdf"),
            ("", "document"),
            ("...", "document"),
            ("\u{200b}/\0", "___"),
        ] {
            assert_eq!(safe_name(name), safe, "{name:?}");
        }
    }

    #[test]
    fn the_specimens_become_safe() {
        for file in [
            include_str!("../../../tests/fixtures/odd/noms.json"),
            include_str!("../../../tests/fixtures/hostile/noms-difficiles.json"),
        ] {
            let names: Vec<String> = serde_json::from_str(file).unwrap();
            for name in names {
                assert_safe(&safe_name(&name));
            }
        }
    }

    #[test]
    fn long_names_are_cut_between_characters() {
        for length in 180..260 {
            let safe = safe_name(&format!("{}.pdf", "é".repeat(length)));
            assert_safe(&safe);
            assert!(safe.ends_with("é.pdf"));
            assert_safe(&safe_name(&format!("a.{}", "é".repeat(length))));
        }
    }

    #[test]
    fn collisions_are_numbered_also_across_case() {
        let mut names = Names::default();
        assert_eq!(names.give("a.pdf"), "a.pdf");
        assert_eq!(names.give("A.pdf"), "A (2).pdf");
        assert_eq!(names.give("a.pdf"), "a (3).pdf");
        assert_eq!(names.give("a?.pdf"), "a_.pdf");
        assert_eq!(names.give("a*.pdf"), "a_ (2).pdf");
        let long = "x".repeat(300);
        assert_eq!(names.give(&long).len(), LONGEST);
        assert_eq!(names.give(&long).len(), LONGEST);
    }
}
