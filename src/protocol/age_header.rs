//! The header of an age file, read before any library sees it (§2, `to`).
//!
//! Libraries take any number of stanzas, and one is quadratic in the header's size; a header that names two recipients lets one
//! of them rewrite the file for the other. The format is <https://c2sp.org/age>.

use super::{Refusal, limits};

const INTRODUCTION: &[u8] = b"age-encryption.org/v1";
/// age wraps stanza bodies at 64 columns; only the last line is shorter.
const COLUMNS: usize = 64;

/// The recipient types that this project addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecipientType {
    /// X25519: keys that never leave a locker.
    X25519,
    /// Hybrid ML-KEM-768 and X25519: published keys.
    Hybrid,
}

impl RecipientType {
    /// The stanza's first argument.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::X25519 => "X25519",
            Self::Hybrid => "mlkem768x25519",
        }
    }
}

/// Checks that `file` begins with an age header of exactly one stanza of the expected type and at most one more whose type
/// ends in `-grease`. Returns the header's length in bytes. `file` may be cut anywhere after 8 KiB.
///
/// # Errors
/// `header` when it isn't an age header or doesn't end within 8,192 bytes; `stanzas` for any other set of recipients.
pub fn check(file: &[u8], expected: RecipientType) -> Result<usize, Refusal> {
    let bounded = &file[..file.len().min(limits::AGE_HEADER)];
    let mut lines = Lines { rest: bounded, read: 0 };
    if lines.next()? != INTRODUCTION {
        return Err(Refusal::Header);
    }
    let (mut recipients, mut grease) = (0, 0);
    let mut line = lines.next()?;
    loop {
        if let Some(mac) = line.strip_prefix(b"--- ") {
            return match (mac.len(), recipients, grease) {
                (43, 1, 0 | 1) => Ok(lines.read),
                (43, ..) => Err(Refusal::Stanzas),
                _ => Err(Refusal::Header),
            };
        }
        let arguments = line.strip_prefix(b"-> ").ok_or(Refusal::Header)?;
        let kind = arguments.split(|byte| *byte == b' ').next().unwrap_or_default();
        if kind == expected.name().as_bytes() {
            recipients += 1;
        } else if kind.ends_with(b"-grease") {
            grease += 1;
        } else {
            return Err(Refusal::Stanzas);
        }
        if recipients > 1 || grease > 1 {
            return Err(Refusal::Stanzas);
        }
        loop {
            let body = lines.next()?;
            if body.len() > COLUMNS || is_marker(body) {
                return Err(Refusal::Header);
            }
            if body.len() < COLUMNS {
                break;
            }
        }
        line = lines.next()?;
    }
}

fn is_marker(line: &[u8]) -> bool {
    line.starts_with(b"-> ") || line.starts_with(b"---")
}

struct Lines<'a> {
    rest: &'a [u8],
    read: usize,
}

impl<'a> Lines<'a> {
    fn next(&mut self) -> Result<&'a [u8], Refusal> {
        let end = self.rest.iter().position(|byte| *byte == b'\n').ok_or(Refusal::Header)?;
        let line = &self.rest[..end];
        self.rest = &self.rest[end + 1..];
        self.read += end + 1;
        Ok(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(stanzas: &str) -> Vec<u8> {
        format!("age-encryption.org/v1\n{stanzas}--- {}\n", "A".repeat(43)).into_bytes()
    }

    const X: &str = "-> X25519 AAAA\nBBBB\n";
    const GREASE: &str = "-> q-grease\n\n";

    #[test]
    fn one_recipient_and_one_grease_pass() {
        assert!(check(&header(X), RecipientType::X25519).is_ok());
        assert!(check(&header(&format!("{X}{GREASE}")), RecipientType::X25519).is_ok());
    }

    #[test]
    fn any_other_set_is_refused() {
        for stanzas in [
            String::new(),
            format!("{X}{X}"),
            format!("{X}{GREASE}{GREASE}"),
            format!("{X}-> mlkem768x25519 A\nB\n"),
            "-> scrypt A 10\nB\n".into(),
        ] {
            assert_eq!(check(&header(&stanzas), RecipientType::X25519), Err(Refusal::Stanzas), "{stanzas}");
        }
        assert_eq!(check(&header(X), RecipientType::Hybrid), Err(Refusal::Stanzas));
    }

    #[test]
    fn what_does_not_end_within_8_kib_is_refused() {
        let long = format!("-> X25519 {}\nBBBB\n", "A".repeat(limits::AGE_HEADER));
        assert_eq!(check(&header(&long), RecipientType::X25519), Err(Refusal::Header));
        assert_eq!(check(b"%PDF-1.7\n", RecipientType::X25519), Err(Refusal::Header));
    }
}
