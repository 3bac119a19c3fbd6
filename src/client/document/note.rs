//! Notes: documents without objects in the private folder for people. Everything is in the label.
//!
//! | `note` | what it is |
//! |---|---|
//! | `entry` | one of those who help, on the accompaniment list |
//! | `referent` | what stands between the holder and a referent; the first by id counts |
//! | `asked` | papers that one has asked somebody to lend, and the answer |
//! | `handed` | a paper that one has handed in |
//! | `meeting` | a meeting that one has called |
//! | `letter` | a letter that was taken in, under the node of its deposit: both signatures stand in the log |

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    asked::{Asked, Handed},
    label::{self, LabelPlace},
    letter::Letter,
    meeting::Meeting,
};
use crate::{
    client::{
        hazmat::Key,
        people::{Introduction, Referent, referent::Step},
    },
    protocol::{Refusal, canonical, id::AccountId},
};

/// A note.
#[derive(Clone, Debug, PartialEq)]
pub enum Note {
    /// On the list.
    Entry(Entry),
    /// The referent, and keys of the note that this version doesn't know.
    Referent(Referent, Map<String, Value>),
    /// A letter.
    Letter(KeptLetter),
    /// A meeting that one has called.
    Meeting(Meeting),
    /// What one has asked for.
    Asked(Asked),
    /// What one has handed in.
    Handed(Handed),
}

/// One of those who help.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// What they are called; bounds as in an [`Introduction`].
    pub name: String,
    /// Who employs them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// What they help with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mission: Option<String>,
    /// How to reach them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reach: Option<String>,
    /// Their account; absent for somebody whom the holder has typed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// Whether it is somebody, or a team.
    pub kind: EntryKind,
    /// Since when they help; of a team that was met one day, when. Milliseconds since 1970.
    #[serde(deserialize_with = "canonical::integer")]
    pub since: u64,
    /// Until when they helped.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "canonical::optional_integer")]
    pub until: Option<u64>,
    /// Who proposed it: the holder, or who stands on it.
    pub added_by: AccountId,
    /// Keys that this version doesn't know, kept.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryKind {
    /// Somebody.
    Person,
    /// An outreach team, a service.
    Team,
}

/// A letter that was taken in.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptLetter {
    /// Who wrote it.
    pub author: AccountId,
    /// When, milliseconds since 1970.
    pub time: u64,
    /// What it says.
    pub letter: Letter,
    /// Keys that this version doesn't know, kept.
    pub unknown: Map<String, Value>,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "note", rename_all = "lowercase")]
enum NoteJson {
    Entry(Entry),
    Referent(ReferentJson),
    Letter(LetterJson),
    Meeting(Meeting),
    Asked(Asked),
    Handed(Handed),
}

#[derive(Serialize, Deserialize)]
struct ReferentJson {
    steps: Vec<Step>,
    #[serde(flatten)]
    unknown: Map<String, Value>,
}

#[derive(Serialize, Deserialize)]
struct LetterJson {
    form: String,
    author: AccountId,
    #[serde(deserialize_with = "canonical::integer")]
    time: u64,
    label: Value,
    #[serde(flatten)]
    unknown: Map<String, Value>,
}

impl Note {
    /// Whom an entry is about.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Entry(entry) => Some(&entry.name),
            _ => None,
        }
    }

    /// Seals it under the document's key.
    ///
    /// # Errors
    /// `too_large` over 16 KiB; those of [`Entry::check`].
    pub fn seal(&self, document_key: &Key, place: LabelPlace) -> Result<Vec<u8>, Refusal> {
        let json = match self.clone() {
            Self::Entry(entry) => {
                entry.check()?;
                NoteJson::Entry(entry)
            }
            Self::Referent(referent, unknown) => {
                NoteJson::Referent(ReferentJson { steps: referent.steps().to_vec(), unknown })
            }
            Self::Meeting(meeting) => {
                meeting.check()?;
                NoteJson::Meeting(meeting)
            }
            Self::Asked(asked) => {
                asked.check()?;
                NoteJson::Asked(asked)
            }
            Self::Handed(handed) => {
                handed.check()?;
                NoteJson::Handed(handed)
            }
            Self::Letter(KeptLetter { author, time, letter, unknown }) => {
                letter.check(time)?;
                let form = letter.form().to_owned();
                let label = serde_json::to_value(&letter).map_err(|_| Refusal::Malformed)?;
                NoteJson::Letter(LetterJson { form, author, time, label, unknown })
            }
        };
        label::seal(document_key, place, &json)
    }

    /// Opens it.
    ///
    /// # Errors
    /// Those of an envelope; `malformed` for what is no note, `kind` for one of a kind or form that isn't known; those of [`Referent::read`],
    /// [`Entry::check`] and [`Letter::check`].
    pub fn open(document_key: &Key, place: LabelPlace, sealed: &[u8]) -> Result<Self, Refusal> {
        let json: Value = label::open(document_key, place, sealed)?;
        let kind = json.get("note").and_then(Value::as_str).ok_or(Refusal::Malformed)?;
        if !["entry", "referent", "letter", "meeting", "asked", "handed"].contains(&kind) {
            return Err(Refusal::Kind);
        }
        match serde_json::from_value(json).map_err(|_| Refusal::Malformed)? {
            NoteJson::Entry(entry) => {
                entry.check()?;
                Ok(Self::Entry(entry))
            }
            NoteJson::Referent(ReferentJson { steps, unknown }) => Ok(Self::Referent(Referent::read(steps)?, unknown)),
            NoteJson::Meeting(meeting) => {
                meeting.check()?;
                Ok(Self::Meeting(meeting))
            }
            NoteJson::Asked(asked) => {
                asked.check()?;
                Ok(Self::Asked(asked))
            }
            NoteJson::Handed(handed) => {
                handed.check()?;
                Ok(Self::Handed(handed))
            }
            NoteJson::Letter(LetterJson { form, author, time, label, unknown }) => {
                let letter = Letter::from_value(&form, label)?;
                letter.check(time)?;
                Ok(Self::Letter(KeptLetter { author, time, letter, unknown }))
            }
        }
    }
}

impl Entry {
    /// How they introduce themselves, or were described.
    #[must_use]
    pub fn introduction(&self) -> Introduction {
        let Self { name, organisation, site, mission, reach, .. } = self.clone();
        Introduction { name, organisation, site, mission, reach, locker: None }
    }

    /// As [`Introduction::check`].
    ///
    /// # Errors
    /// `malformed`, `too_large`.
    pub fn check(&self) -> Result<(), Refusal> {
        self.introduction().check()
    }

    /// Whether they help no longer.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.until.is_some()
    }
}

impl EntryKind {
    /// What programs call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Team => "team",
        }
    }
}
