//! What people tell others about themselves.

use serde::{Deserialize, Serialize};

use crate::protocol::{Refusal, id::LockerId};

/// A name of a person, an organisation or a site: bytes of UTF-8.
pub(in crate::client) const NAME: usize = 256;
/// A mission, how somebody is reached, a motive, a purpose: bytes of UTF-8.
pub(in crate::client) const TEXT: usize = 1024;

/// How a person introduces themselves: their own words, which nobody has checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Introduction {
    /// What the other shall call them, 1 to 256 bytes.
    pub name: String,
    /// Who employs them, at most 256 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// Where, at most 256 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// What they do for people, at most 1,024 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mission: Option<String>,
    /// How to reach them, at most 1,024 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reach: Option<String>,
    /// Into which locker one hands something in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locker: Option<LockerId>,
}

impl Introduction {
    /// Whether it can be shown: no text is blank or holds a control character.
    ///
    /// # Errors
    /// `malformed`; `too_large` for a text over its bound.
    pub fn check(&self) -> Result<(), Refusal> {
        check(&self.name, NAME)?;
        for (text, most) in [(&self.organisation, NAME), (&self.site, NAME), (&self.mission, TEXT), (&self.reach, TEXT)]
        {
            text.as_deref().map_or(Ok(()), |text| check(text, most))?;
        }
        Ok(())
    }

    /// The name, with the organisation where there is one.
    #[must_use]
    pub fn described(&self) -> String {
        self.organisation.as_ref().map_or_else(|| self.name.clone(), |at| format!("{} ({at})", self.name))
    }
}

/// Whether a text that a person wrote can be shown.
///
/// # Errors
/// `too_large` over `most` bytes, `malformed` when it is blank or holds a control character.
pub(in crate::client) fn check(text: &str, most: usize) -> Result<(), Refusal> {
    if text.len() > most {
        return Err(Refusal::TooLarge);
    }
    if text.trim().is_empty() || text.chars().any(char::is_control) { Err(Refusal::Malformed) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_shown_is_no_introduction() {
        let named = |name: &str| Introduction { name: name.to_owned(), ..Introduction::default() };
        assert_eq!(named("Luc").check(), Ok(()));
        assert_eq!(named(&"é".repeat(128)).check(), Ok(()));
        assert_eq!(named(&"é".repeat(129)).check(), Err(Refusal::TooLarge));
        for name in ["", " ", "Luc\n", "\u{1b}[2J"] {
            assert_eq!(named(name).check(), Err(Refusal::Malformed), "{name:?}");
        }
        let organisation = Some(" ".to_owned());
        assert_eq!(Introduction { organisation, ..named("Luc") }.check(), Err(Refusal::Malformed));
    }
}
