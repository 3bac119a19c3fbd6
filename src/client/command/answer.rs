//! What a command has to say.

use serde::Serialize;
use serde_json::Value;

use crate::client::{problem::Problem, profile::Profile};

/// The result of a command, in both its forms.
#[derive(Debug, Default)]
pub(super) struct Answer {
    /// For `--json`.
    pub(super) json: Value,
    /// For a person; without a line break at the end.
    pub(super) text: String,
    /// What went wrong although there is an answer: printed after it, and deciding the exit code.
    pub(super) problem: Option<Problem>,
    /// Standard output was used by the command itself.
    pub(super) silent: bool,
    /// Holds secrets that are forgotten once they have been printed.
    pub(super) shows: Option<Profile>,
}

impl Answer {
    pub(super) fn new(json: impl Serialize, text: impl Into<String>) -> Self {
        // Our own types: string keys, no failing Serialize.
        let json = serde_json::to_value(json).unwrap_or_default();
        Self { json, text: text.into(), ..Self::default() }
    }

    /// Standard output holds a document already.
    pub(super) fn silent() -> Self {
        Self { silent: true, ..Self::default() }
    }

    /// The same answer, which is the one time that what the profile keeps unshown is shown.
    pub(super) fn showing(self, profile: Profile) -> Self {
        Self { shows: Some(profile), ..self }
    }

    /// The same answer, and a problem after it.
    pub(super) fn but(self, problem: Option<Problem>) -> Self {
        Self { problem, ..self }
    }
}
