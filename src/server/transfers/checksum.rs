//! `Upload-Checksum`: the checksum of one part.

use data_encoding::BASE64;
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

/// Those that are understood. The standard asks for SHA-1; what guards an object is its SHA-256 in the log.
pub const ALGORITHMS: &str = "crc32c,sha1,sha256";

/// An announced checksum, and the one of what has come so far.
pub struct Checksum {
    expected: Vec<u8>,
    state: State,
}

enum State {
    Crc32c(u32),
    Sha1(Sha1),
    Sha256(Sha256),
}

impl Checksum {
    /// Reads `sha1 BASE64` and the like. Nothing when the algorithm isn't known, or the checksum isn't as long as it must be.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (algorithm, value) = text.split_once(' ')?;
        let (state, length) = match algorithm {
            "crc32c" => (State::Crc32c(0), 4),
            "sha1" => (State::Sha1(Sha1::default()), 20),
            "sha256" => (State::Sha256(Sha256::default()), 32),
            _ => return None,
        };
        let expected = BASE64.decode(value.as_bytes()).ok().filter(|expected| expected.len() == length)?;
        Some(Self { expected, state })
    }

    /// Goes on with `piece`.
    pub fn update(&mut self, piece: &[u8]) {
        match &mut self.state {
            State::Crc32c(sum) => *sum = crc32c::crc32c_append(*sum, piece),
            State::Sha1(hash) => hash.update(piece),
            State::Sha256(hash) => hash.update(piece),
        }
    }

    /// Whether all that came has the announced checksum.
    #[must_use]
    pub fn is_right(self) -> bool {
        match self.state {
            State::Crc32c(sum) => sum.to_be_bytes().as_slice() == self.expected,
            State::Sha1(hash) => hash.finalize().as_slice() == self.expected,
            State::Sha256(hash) => hash.finalize().as_slice() == self.expected,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(text: &str, pieces: &[&str]) -> bool {
        let mut checksum = Checksum::parse(text).expect("a checksum");
        for piece in pieces {
            checksum.update(piece.as_bytes());
        }
        checksum.is_right()
    }

    /// "123456789", as the algorithms' own descriptions check it.
    #[test]
    fn known_values_hold_and_others_do_not() {
        for right in [
            "crc32c 4waSgw==",
            "sha1 98O8HYCOBHMq32eZZczDTKeuNEE=",
            "sha256 FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=",
        ] {
            assert!(holds(right, &["1234", "56789"]), "{right}");
            assert!(!holds(right, &["12345678"]), "{right}");
        }
    }

    #[test]
    fn what_is_not_one_is_told_from_what_is_wrong() {
        for text in ["", "sha1", "sha1 x", "sha1 AAAA", "md5 AAAAAAAAAAAAAAAAAAAAAA==", "crc32c  4waSgw=="] {
            assert!(Checksum::parse(text).is_none(), "{text}");
        }
    }
}
