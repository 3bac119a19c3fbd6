//! Letters: deposits that are no paper, but something to say. Their author is certain, what they say is theirs.
//!
//! | form | says |
//! |---|---|
//! | `ask` | which papers somebody asks for, what for, until when they wish to see them |
//! | `answer` | to an `ask`: which of them were lent |
//! | `propose` | to stand on somebody's list, or to be referent |
//! | `accept`, `decline` | to a `propose` |
//! | `end` | somebody no longer helps, or is no longer referent |
//! | `meeting` | come to a meeting; it is moved; it is off |
//! | `coming` | to a `meeting`: yes or no |
//! | `vouch` | an organisation vouches for a member |

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::meeting::{Coming, Invited};
use crate::{
    client::people::{
        Introduction, Vouch,
        introduction::{NAME, TEXT, check},
        referent::Side,
    },
    protocol::{
        Refusal, canonical,
        id::{AccountId, NodeId},
        limits,
    },
};

/// What a letter says, as its JSON has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Letter {
    /// May I see these papers?
    Ask(Ask),
    /// These you may see.
    Answer(Answer),
    /// Shall this be?
    Propose(Proposal),
    /// Yes.
    Accept(Decision),
    /// No.
    Decline(Decision),
    /// It is over.
    End(End),
    /// Will you come? Or: not then, or not at all.
    Meeting(Invited),
    /// I come, or not.
    Coming(Coming),
    /// They belong to us; or: I belong to them.
    Vouch(Shown),
}

/// What proposals, answers to them and ends are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// An entry of the accompaniment list.
    Entry,
    /// Being referent.
    Referent,
}

/// Papers that are asked for. It proves nothing but who asks; the holder chooses them, one by one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// 1 to 20.
    pub papers: Vec<AskedPaper>,
    /// What for, at most 1,024 bytes.
    pub purpose: String,
    /// Until when they wish to see them, milliseconds since 1970; at most a year after the letter.
    #[serde(deserialize_with = "canonical::integer")]
    pub until: u64,
}

/// One of them, in the words of who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskedPaper {
    /// At most 256 bytes.
    pub name: String,
}

/// What became of what was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Which letter it answers.
    pub to: NodeId,
    /// By paper, in the order in which they were asked for.
    pub granted: Vec<bool>,
    /// Why, at most 1,024 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motive: Option<String>,
}

/// Something that its receiver says yes or no to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// What it is about.
    pub what: What,
    /// Who the author is in this: a practitioner who offers themselves, or a holder who asks for a referent.
    pub by: Side,
    /// How the author wishes to stand on the list; with an entry, and only there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<Described>,
    /// Why, at most 1,024 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motive: Option<String>,
}

/// Yes or no, as the letter's form says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Which letter it answers.
    pub to: NodeId,
    /// What that was about.
    pub what: What,
    /// Who the author is in this.
    pub by: Side,
    /// Why, at most 1,024 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motive: Option<String>,
}

/// Something is over. With a successor it is a change of service: the holder is asked about them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// What is over.
    pub what: What,
    /// Who the author is in this.
    pub by: Side,
    /// Why, at most 1,024 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motive: Option<String>,
    /// Who could come next; by a practitioner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<Successor>,
}

/// What an organisation says, sent by it to its member, or by the member to others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// Whether it holds, [`Vouch::check`] says.
    pub vouch: Vouch,
}

/// A practitioner, in the words of who writes; bounds as in an [`Introduction`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Described {
    /// What they are called.
    pub name: String,
    /// Who employs them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// What they do for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mission: Option<String>,
    /// How to reach them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reach: Option<String>,
}

/// Who could come next; bounds as in an [`Introduction`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Successor {
    /// What they are called.
    pub name: String,
    /// Who employs them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// How to reach them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reach: Option<String>,
}

impl Letter {
    /// What kind of letter it is.
    #[must_use]
    pub fn form(&self) -> &'static str {
        match self {
            Self::Ask(_) => "ask",
            Self::Answer(_) => "answer",
            Self::Propose(_) => "propose",
            Self::Accept(_) => "accept",
            Self::Decline(_) => "decline",
            Self::End(_) => "end",
            Self::Meeting(_) => "meeting",
            Self::Coming(_) => "coming",
            Self::Vouch(_) => "vouch",
        }
    }

    /// Reads the letter of this form out of whatever holds it, without [`Letter::check`]; `None` for a form that isn't known.
    pub(super) fn read<E>(form: &str, reader: impl ReadLetter<Error = E>) -> Option<Result<Self, E>> {
        Some(match form {
            "ask" => reader.read().map(Self::Ask),
            "answer" => reader.read().map(Self::Answer),
            "propose" => reader.read().map(Self::Propose),
            "accept" => reader.read().map(Self::Accept),
            "decline" => reader.read().map(Self::Decline),
            "end" => reader.read().map(Self::End),
            "meeting" => reader.read().map(Self::Meeting),
            "coming" => reader.read().map(Self::Coming),
            "vouch" => reader.read().map(Self::Vouch),
            _ => return None,
        })
    }

    /// Reads the JSON of a letter of this form, without [`Letter::check`].
    ///
    /// # Errors
    /// `kind` for a form that isn't known, `malformed`.
    pub fn from_value(form: &str, value: Value) -> Result<Self, Refusal> {
        Self::read(form, value).ok_or(Refusal::Kind)?.map_err(|_| Refusal::Malformed)
    }

    /// Whether it can be sent, or shown. `time` is that of the deposit's act, milliseconds since 1970.
    ///
    /// # Errors
    /// `too_large` over 8 KiB as JSON or for a text over its bound, `malformed` for a text that can't be shown or a part that is missing or
    /// too much, `end` for papers that are asked for until more than a year after `time`.
    pub fn check(&self, time: u64) -> Result<(), Refusal> {
        if canonical::write(self).len() > limits::LETTER {
            return Err(Refusal::TooLarge);
        }
        match self {
            Self::Ask(ask) => ask.check(time),
            Self::Answer(answer) => {
                check_number(answer.granted.len())?;
                check_optional(answer.motive.as_deref(), TEXT)
            }
            Self::Propose(proposal) => proposal.check(),
            Self::Accept(decision) | Self::Decline(decision) => decision.check(),
            Self::End(end) => end.check(),
            Self::Meeting(invited) => invited.check(time),
            Self::Coming(coming) => coming.check(),
            Self::Vouch(shown) => shown.vouch.check_texts(),
        }
    }

    /// Whether its author may write it: nobody brings what an organisation says of somebody else.
    ///
    /// # Errors
    /// `malformed`.
    pub fn check_author(&self, author: AccountId) -> Result<(), Refusal> {
        match self {
            Self::Vouch(Shown { vouch }) if ![vouch.organisation, vouch.member].contains(&author) => {
                Err(Refusal::Malformed)
            }
            _ => Ok(()),
        }
    }
}

/// Something that holds a letter's JSON.
pub(super) trait ReadLetter {
    /// Why it can't be read.
    type Error;

    /// Reads it as this form.
    fn read<T: Serialize + DeserializeOwned>(self) -> Result<T, Self::Error>;
}

impl ReadLetter for Value {
    type Error = serde_json::Error;

    fn read<T: Serialize + DeserializeOwned>(self) -> Result<T, serde_json::Error> {
        serde_json::from_value(self)
    }
}

impl Ask {
    fn check(&self, time: u64) -> Result<(), Refusal> {
        check_number(self.papers.len())?;
        self.papers.iter().try_for_each(|paper| check(&paper.name, NAME))?;
        check(&self.purpose, TEXT)?;
        if self.until > time.saturating_add(limits::ASK_TIME) { Err(Refusal::End) } else { Ok(()) }
    }
}

impl Proposal {
    fn check(&self) -> Result<(), Refusal> {
        check_optional(self.motive.as_deref(), TEXT)?;
        match (self.what, self.by, &self.entry) {
            (What::Entry, Side::Practitioner, Some(entry)) => Introduction::from(entry).check(),
            (What::Referent, _, None) => Ok(()),
            _ => Err(Refusal::Malformed),
        }
    }
}

impl Decision {
    fn check(&self) -> Result<(), Refusal> {
        check_optional(self.motive.as_deref(), TEXT)?;
        // Nobody is asked by a holder to stand on their list.
        if (self.what, self.by) == (What::Entry, Side::Practitioner) { Err(Refusal::Malformed) } else { Ok(()) }
    }
}

impl End {
    fn check(&self) -> Result<(), Refusal> {
        check_optional(self.motive.as_deref(), TEXT)?;
        match &self.successor {
            Some(_) if self.by == Side::Holder => Err(Refusal::Malformed),
            Some(successor) => successor.check(),
            None => Ok(()),
        }
    }
}

impl Successor {
    /// As [`Introduction::check`].
    pub(in crate::client) fn check(&self) -> Result<(), Refusal> {
        Introduction::from(self).check()
    }
}

impl What {
    /// What programs call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Entry => "entry",
            Self::Referent => "referent",
        }
    }
}

impl From<&Introduction> for Described {
    fn from(who: &Introduction) -> Self {
        let Introduction { name, organisation, site, mission, reach, locker: _ } = who.clone();
        Self { name, organisation, site, mission, reach }
    }
}

impl From<&Described> for Introduction {
    fn from(described: &Described) -> Self {
        let Described { name, organisation, site, mission, reach } = described.clone();
        Self { name, organisation, site, mission, reach, locker: None }
    }
}

impl From<&Successor> for Introduction {
    fn from(successor: &Successor) -> Self {
        let Successor { name, organisation, site, reach } = successor.clone();
        Self { name, organisation, site, reach, ..Self::default() }
    }
}

fn check_number(papers: usize) -> Result<(), Refusal> {
    match papers {
        0 => Err(Refusal::Malformed),
        1..=limits::ASKED => Ok(()),
        _ => Err(Refusal::TooLarge),
    }
}

pub(in crate::client) fn check_optional(text: Option<&str>, most: usize) -> Result<(), Refusal> {
    text.map_or(Ok(()), |text| check(text, most))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(papers: usize, name: &str, until: u64) -> Letter {
        let papers = vec![AskedPaper { name: name.to_owned() }; papers];
        Letter::Ask(Ask { papers, purpose: "Housing".to_owned(), until })
    }

    #[test]
    fn what_is_asked_for_is_bounded() {
        assert_eq!(ask(20, "Lease", limits::ASK_TIME).check(0), Ok(()));
        assert_eq!(ask(0, "Lease", 1).check(0), Err(Refusal::Malformed));
        assert_eq!(ask(21, "Lease", 1).check(0), Err(Refusal::TooLarge));
        assert_eq!(ask(1, &"x".repeat(257), 1).check(0), Err(Refusal::TooLarge));
        assert_eq!(ask(1, "Lease\n", 1).check(0), Err(Refusal::Malformed));
        assert_eq!(ask(1, "Lease", limits::ASK_TIME + 1).check(0), Err(Refusal::End));
        // Each text within its bound, and twice as long once it is written.
        assert_eq!(ask(20, &"\"".repeat(256), 1).check(0), Err(Refusal::TooLarge));
    }

    #[test]
    fn an_entry_is_proposed_with_its_words_and_a_referent_without() {
        use {
            Side::{Holder, Practitioner},
            What::{Entry, Referent},
        };
        let proposal = |what, by, entry| Letter::Propose(Proposal { what, by, entry, motive: None }).check(0);
        let entry = || Some(Described { name: "Luc".to_owned(), ..Described::default() });
        assert_eq!(proposal(Entry, Practitioner, entry()), Ok(()));
        assert_eq!(proposal(Referent, Practitioner, None), Ok(()));
        assert_eq!(proposal(Referent, Holder, None), Ok(()));
        assert_eq!(proposal(Entry, Holder, entry()), Err(Refusal::Malformed));
        assert_eq!(proposal(Entry, Practitioner, None), Err(Refusal::Malformed));
        assert_eq!(proposal(Referent, Practitioner, entry()), Err(Refusal::Malformed));
        assert_eq!(proposal(Entry, Practitioner, Some(Described::default())), Err(Refusal::Malformed));
    }
}
