//! What a person is told when something can't be done.

use std::{io, path::Path};

use serde_json::{Map, Value};

use crate::protocol::Refusal;

/// A problem: a sentence for the person, a stable code for programs, and what sort of thing to do about it.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{sentence}")]
pub struct Problem {
    /// Stable: a name of the protocol, a code of the server, or one of the command line's own.
    pub code: String,
    /// One sentence, in plain words.
    pub sentence: String,
    /// What sort of problem it is.
    pub kind: ProblemKind,
    /// The code's own fields.
    pub extra: Map<String, Value>,
}

/// Sorts of problems, by what a person can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// Say it in another way.
    Usage,
    /// Sign in, or with the right words.
    SignIn,
    /// It isn't there, or isn't yours.
    NotFound,
    /// Try again when there is a network.
    Network,
    /// Somebody else was faster.
    Conflict,
    /// Too large, too much, too often.
    Limit,
    /// What the server gave is not what was stored.
    Altered,
    /// Anything else.
    Other,
}

impl Problem {
    /// A problem without fields of its own.
    #[must_use]
    pub fn new(kind: ProblemKind, code: &str, sentence: impl Into<String>) -> Self {
        Self { code: code.into(), sentence: sentence.into(), kind, extra: Map::new() }
    }

    /// Adds a field.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.extra.insert(key.into(), value.into());
        self
    }

    /// This device can't read or write at `place`.
    #[must_use]
    pub fn storage(place: &Path, error: &io::Error) -> Self {
        let (kind, code) = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => (ProblemKind::Limit, "disk_full"),
            _ => (ProblemKind::Other, "storage"),
        };
        Self::new(kind, code, format!("{}: {error}.", place.display())).with("path", place.to_string_lossy())
    }

    /// Something that the server gave was refused.
    #[must_use]
    pub fn altered(refusal: Refusal) -> Self {
        let sentence = match refusal {
            Refusal::RolledBack => "The server shows an older state than this device has already seen.",
            Refusal::Fork => "The server shows another history than this device has already seen.",
            Refusal::Suite => "This was sealed in a way that this version doesn't know.",
            Refusal::BodyMissing => "A part of the journal is missing, and nobody deleted it.",
            _ => "What the server gave is not what was stored: it was refused, and nothing of it is shown.",
        };
        Self::new(ProblemKind::Altered, refusal.name(), sentence)
    }

    /// An invitation that can't be read.
    #[must_use]
    pub fn invitation(refusal: Refusal) -> Self {
        let sentence = match refusal {
            Refusal::Length => "This invitation is cut: a part of it is missing. Copy all of it.",
            Refusal::Suite => "This invitation is of a kind that this version doesn't know: a newer armoire reads it.",
            _ => "This is no invitation: it is a link with /#/invite/ in it, or a text that begins with ARMOIRE:2:.",
        };
        Self::new(ProblemKind::Usage, refusal.name(), sentence)
    }

    /// What a person wrote to others, or about them, was refused.
    #[must_use]
    pub fn written(refusal: Refusal) -> Self {
        let (kind, sentence) = match refusal {
            Refusal::Malformed => (
                ProblemKind::Usage,
                "What you write can't be blank, nor hold a line break or another control character.",
            ),
            Refusal::TooLarge => (
                ProblemKind::Limit,
                "This is too long, or too much: names and answers to a meeting have at most 256 bytes, other texts 1,024; 20 papers are asked for at \
                 most, and 20 people invited.",
            ),
            Refusal::End => (ProblemKind::Usage, "This is too far ahead: a year at most."),
            other => return Self::typed(other),
        };
        Self::new(kind, refusal.name(), sentence)
    }

    /// Something that a person typed was refused.
    #[must_use]
    pub fn typed(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Handle => {
                Self::new(ProblemKind::Usage, "handle", "A handle is a name and four digits, for example nadia4821.")
            }
            Refusal::WordsUnknown(word) => Self::new(
                ProblemKind::SignIn,
                "words_unknown",
                format!("Word {word} is in no list: look at its first four letters."),
            )
            .with("word", word),
            Refusal::WordsAmbiguous => {
                Self::new(ProblemKind::SignIn, "words_ambiguous", "These words fit two languages: type them whole.")
            }
            Refusal::CardGroup(group) => {
                Self::new(ProblemKind::SignIn, "card_group", format!("Group {group} of the card has a typing mistake."))
                    .with("group", group)
            }
            Refusal::CardCheck => Self::new(
                ProblemKind::SignIn,
                "card_check",
                "Two groups of the card are exchanged, or come from two cards.",
            ),
            Refusal::Digits => Self::new(ProblemKind::Usage, "digits", "A PIN is exactly six digits, 0 to 9."),
            Refusal::TooLarge => Self::new(ProblemKind::Limit, "too_large", "This is too large."),
            other => Self::new(ProblemKind::Usage, other.name(), "This can't be read."),
        }
    }
}
