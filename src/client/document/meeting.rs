//! Meetings: the letter that invites to one, the letter that answers it, and the note of who called it.

use std::{collections::BTreeSet, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::{Map, Value};

use super::letter::check_optional;
use crate::{
    client::people::introduction::{NAME, TEXT, check},
    protocol::{
        Refusal,
        bytes::{decode, encode},
        canonical,
        id::{AccountId, GrantId, NodeId},
        limits,
    },
};

/// A meeting: 16 random bytes, base64url. It is in letters and notes alone: no server knows it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MeetingId(pub [u8; 16]);

/// When, where and what for; the same for everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// How often it was moved or called off, at most 1,000.
    #[serde(deserialize_with = "canonical::integer")]
    pub sequence: u64,
    /// When it begins, milliseconds since 1970; at most a year after the letter.
    #[serde(deserialize_with = "canonical::integer")]
    pub start: u64,
    /// How long, 1 to 1,440.
    #[serde(deserialize_with = "canonical::integer")]
    pub minutes: u64,
    /// Where, at most 256 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What for, at most 1,024 bytes.
    pub purpose: String,
}

/// The letter that invites to a meeting, moves it or calls it off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invited {
    /// Which; the same when it is moved.
    pub meeting: MeetingId,
    /// As in [`Appointment`].
    #[serde(deserialize_with = "canonical::integer")]
    pub sequence: u64,
    /// As in [`Appointment`].
    #[serde(deserialize_with = "canonical::integer")]
    pub start: u64,
    /// As in [`Appointment`].
    #[serde(deserialize_with = "canonical::integer")]
    pub minutes: u64,
    /// As in [`Appointment`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// As in [`Appointment`].
    pub purpose: String,
    /// Names of the others who are invited, where who calls it says so; 1 to 19.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<Vec<String>>,
    /// It doesn't take place.
    pub off: bool,
}

/// The answer to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coming {
    /// Which letter it answers.
    pub to: NodeId,
    /// Yes or no.
    pub comes: bool,
    /// Why, at most 256 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motive: Option<String>,
}

/// The note of who called it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Meeting {
    /// Which.
    pub meeting: MeetingId,
    /// When, where and what for.
    #[serde(flatten)]
    pub appointment: Appointment,
    /// Until when what is lent for it stays lent, milliseconds since 1970.
    #[serde(deserialize_with = "canonical::integer")]
    pub until: u64,
    /// Who, 1 to 20, none twice.
    pub invited: Vec<Guest>,
    /// Whether each is told who the others are.
    pub named: bool,
    /// It doesn't take place.
    pub off: bool,
    /// Keys that this version doesn't know, kept.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// One of those who are invited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guest {
    /// Who.
    pub account: AccountId,
    /// The letter that they were sent last.
    pub letter: NodeId,
    /// By which they see something; 30 in all of a meeting.
    pub grants: Vec<GrantId>,
    /// What they have answered to that letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comes: Option<bool>,
    /// In their words, at most 256 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motive: Option<String>,
}

impl Appointment {
    /// When it ends, milliseconds since 1970.
    #[must_use]
    pub fn end(&self) -> u64 {
        self.start.saturating_add(self.minutes.saturating_mul(60_000))
    }

    /// Whether it can be said. `time` is that of the letter.
    ///
    /// # Errors
    /// `malformed` for times that make no sense or a text that can't be shown, `too_large` for a text over its bound or a meeting moved too often,
    /// `end` for one more than a year after `time`.
    pub fn check(&self, time: u64) -> Result<(), Refusal> {
        if self.sequence > limits::MOVES {
            return Err(Refusal::TooLarge);
        }
        if !(1..=limits::MEETING_MINUTES).contains(&self.minutes) {
            return Err(Refusal::Malformed);
        }
        check_optional(self.place.as_deref(), NAME)?;
        check(&self.purpose, TEXT)?;
        if self.start > time.saturating_add(limits::ASK_TIME) { Err(Refusal::End) } else { Ok(()) }
    }
}

impl Invited {
    /// When, where and what for.
    #[must_use]
    pub fn appointment(&self) -> Appointment {
        let Self { sequence, start, minutes, place, purpose, .. } = self.clone();
        Appointment { sequence, start, minutes, place, purpose }
    }

    pub(super) fn check(&self, time: u64) -> Result<(), Refusal> {
        self.appointment().check(time)?;
        let Some(names) = &self.with else { return Ok(()) };
        check_count(names.len(), limits::INVITED - 1)?;
        names.iter().try_for_each(|name| check(name, NAME))
    }
}

impl Coming {
    pub(super) fn check(&self) -> Result<(), Refusal> {
        check_optional(self.motive.as_deref(), NAME)
    }
}

impl Meeting {
    /// What is said to a guest, whose place in the list this is. `names` are those of all guests, in the same order.
    #[must_use]
    pub fn letter(&self, place: usize, names: &[String]) -> Invited {
        let others = names.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, name)| name.clone());
        let others: Vec<String> = others.collect();
        let Appointment { sequence, start, minutes, place, purpose } = self.appointment.clone();
        let with = (self.named && !others.is_empty()).then_some(others);
        Invited { meeting: self.meeting, sequence, start, minutes, place, purpose, with, off: self.off }
    }

    /// As [`Appointment::check`], whenever it was written.
    ///
    /// # Errors
    /// `malformed`, `too_large`.
    pub fn check(&self) -> Result<(), Refusal> {
        self.appointment.check(self.appointment.start)?;
        check_count(self.invited.len(), limits::INVITED)?;
        let accounts: BTreeSet<AccountId> = self.invited.iter().map(|guest| guest.account).collect();
        if accounts.len() != self.invited.len() {
            return Err(Refusal::Malformed);
        }
        let lent: usize = self.invited.iter().map(|guest| guest.grants.len()).sum();
        if lent > limits::MEETING_GRANTS {
            return Err(Refusal::TooLarge);
        }
        self.invited.iter().try_for_each(|guest| check_optional(guest.motive.as_deref(), NAME))
    }
}

fn check_count(count: usize, most: usize) -> Result<(), Refusal> {
    match count {
        0 => Err(Refusal::Malformed),
        count if count > most => Err(Refusal::TooLarge),
        _ => Ok(()),
    }
}

impl fmt::Display for MeetingId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&encode(&self.0))
    }
}

impl fmt::Debug for MeetingId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl FromStr for MeetingId {
    type Err = Refusal;

    /// # Errors
    /// `malformed` unless it is 16 bytes of base64url without padding.
    fn from_str(text: &str) -> Result<Self, Refusal> {
        decode(text)?.try_into().map(Self).map_err(|_| Refusal::Malformed)
    }
}

impl Serialize for MeetingId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for MeetingId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
