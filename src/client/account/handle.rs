//! Handles: a name and four digits, however they are typed.

use std::{fmt, str::FromStr};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::protocol::Refusal;

/// A handle in its one form: `[a-z][a-z0-9]{0,31}[0-9]{4}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle(String);

impl FromStr for Handle {
    type Err = Refusal;

    /// Whatever a person types: "Nadia 4821", "nadia-4821" and "NADIA4821" are one handle.
    ///
    /// # Errors
    /// `handle` for what isn't a name of at most 32 letters and digits and then four digits.
    fn from_str(typed: &str) -> Result<Self, Refusal> {
        // Longer than any handle with generous separators; nothing below needs to see it.
        if typed.len() > 1024 {
            return Err(Refusal::Handle);
        }
        let handle: String = normalised(typed).filter(|character| character.is_alphanumeric()).collect();
        let (name, digits) =
            handle.len().checked_sub(4).and_then(|at| handle.split_at_checked(at)).ok_or(Refusal::Handle)?;
        let good = name.len() <= 32
            && name.starts_with(|first: char| first.is_ascii_lowercase())
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        if good { Ok(Self(handle)) } else { Err(Refusal::Handle) }
    }
}

impl Handle {
    /// Its characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Lower case without accents: NFD without combining marks.
pub(super) fn normalised(text: &str) -> impl Iterator<Item = char> {
    text.to_lowercase().nfd().filter(|character| !is_combining_mark(*character)).collect::<Vec<_>>().into_iter()
}
