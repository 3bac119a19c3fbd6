//! Digits that a person types: secrets, though short.

use std::{fmt, str::FromStr};

use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::protocol::Refusal;

/// From SHORTEST to LONGEST ASCII digits. Wiped on drop, redacted in `Debug`.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Digits<const SHORTEST: usize, const LONGEST: usize>(String);

/// What opens a device slot together with the device's key and the server's pepper.
pub type Pin = Digits<6, 6>;

/// What opens a device's pocket together with the device's key.
pub type PocketCode = Digits<4, 8>;

impl<const SHORTEST: usize, const LONGEST: usize> FromStr for Digits<SHORTEST, LONGEST> {
    type Err = Refusal;

    /// # Errors
    /// `digits` for anything but digits, or for too few or too many.
    fn from_str(typed: &str) -> Result<Self, Refusal> {
        let good = (SHORTEST..=LONGEST).contains(&typed.len()) && typed.bytes().all(|byte| byte.is_ascii_digit());
        if good { Ok(Self(typed.to_owned())) } else { Err(Refusal::Digits) }
    }
}

impl<const SHORTEST: usize, const LONGEST: usize> Digits<SHORTEST, LONGEST> {
    /// The digits themselves: for a derivation.
    #[must_use]
    pub fn expose_secret_text(&self) -> &str {
        &self.0
    }
}

impl<const SHORTEST: usize, const LONGEST: usize> PartialEq for Digits<SHORTEST, LONGEST> {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl<const SHORTEST: usize, const LONGEST: usize> Eq for Digits<SHORTEST, LONGEST> {}

impl<const SHORTEST: usize, const LONGEST: usize> fmt::Debug for Digits<SHORTEST, LONGEST> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Digits(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_as_many_digits_as_asked_are_taken_and_none_is_shown() {
        assert_eq!(format!("{:?}", "012345".parse::<Pin>().unwrap()), "Digits(…)");
        for bad in ["", "12345", "1234567", "12345a", " 12345", "١٢٣٤٥٦"] {
            assert_eq!(bad.parse::<Pin>(), Err(Refusal::Digits), "{bad}");
        }
        assert!("1234".parse::<PocketCode>().is_ok() && "12345678".parse::<PocketCode>().is_ok());
        assert_eq!("123".parse::<PocketCode>(), Err(Refusal::Digits));
    }
}
