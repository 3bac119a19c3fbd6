//! Notes of what one has asked of others and handed in to them: nobody else keeps it for whom it concerns.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::letter::{self, Ask, AskedPaper, Letter, check_optional};
use crate::{
    client::people::introduction::TEXT,
    protocol::{
        Refusal, canonical,
        id::{AccountId, NodeId},
    },
};

/// Papers that one has asked somebody to lend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The letter: its deposit in their locker.
    pub letter: NodeId,
    /// Whom.
    pub to: AccountId,
    /// When, milliseconds since 1970.
    #[serde(deserialize_with = "canonical::integer")]
    pub time: u64,
    /// As in the letter.
    pub papers: Vec<AskedPaper>,
    /// As in the letter.
    pub purpose: String,
    /// As in the letter.
    #[serde(deserialize_with = "canonical::integer")]
    pub until: u64,
    /// What they answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answered>,
    /// Keys that this version doesn't know, kept.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// An answer that came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// Which were lent, in the order in which they were asked for.
    pub granted: Vec<bool>,
    /// Why, at most 1,024 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motive: Option<String>,
    /// When, milliseconds since 1970.
    #[serde(deserialize_with = "canonical::integer")]
    pub time: u64,
}

/// A paper that one has handed in. What became of it only its receiver knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handed {
    /// Its deposit in their locker.
    pub deposit: NodeId,
    /// Whom.
    pub to: AccountId,
    /// When, milliseconds since 1970.
    #[serde(deserialize_with = "canonical::integer")]
    pub time: u64,
    /// What one called it, 1 to 1,024 bytes.
    pub name: String,
    /// Media type, 1 to 1,024 bytes.
    #[serde(rename = "type")]
    pub media_type: String,
    /// True size, bytes.
    #[serde(deserialize_with = "canonical::integer")]
    pub size: u64,
    /// Keys that this version doesn't know, kept.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

impl Asked {
    /// Whether it can be kept.
    ///
    /// # Errors
    /// Those of an `ask` at its time; `malformed` for an answer about more or fewer papers, or as in a letter.
    pub fn check(&self) -> Result<(), Refusal> {
        let ask = Ask { papers: self.papers.clone(), purpose: self.purpose.clone(), until: self.until };
        Letter::Ask(ask).check(self.time)?;
        let Some(answer) = &self.answer else { return Ok(()) };
        if answer.granted.len() != self.papers.len() {
            return Err(Refusal::Malformed);
        }
        check_optional(answer.motive.as_deref(), TEXT)
    }

    /// Takes in what they answered, where it is about this and about as many papers.
    #[must_use]
    pub fn answered(&self, by: AccountId, answer: &letter::Answer, time: u64) -> Option<Self> {
        if by != self.to || answer.to != self.letter || answer.granted.len() != self.papers.len() {
            return None;
        }
        let (granted, motive) = (answer.granted.clone(), answer.motive.clone());
        Some(Self { answer: Some(Answered { granted, motive, time }), ..self.clone() })
    }
}

impl Handed {
    /// Whether it can be kept.
    ///
    /// # Errors
    /// `malformed` for an empty text, `too_large` for one over its bound.
    pub fn check(&self) -> Result<(), Refusal> {
        for text in [&self.name, &self.media_type] {
            match text.len() {
                0 => return Err(Refusal::Malformed),
                1..=TEXT => {}
                _ => return Err(Refusal::TooLarge),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_taken_from_whom_was_asked_about_what_was_asked() {
        let (letter, to) = (NodeId([1; 20]), AccountId([2; 20]));
        let papers = vec![AskedPaper { name: "Avis".into() }, AskedPaper { name: "Bail".into() }];
        let (purpose, unknown) = ("RSA".to_owned(), Map::new());
        let asked = Asked { letter, to, time: 5, papers, purpose, until: 9, answer: None, unknown };
        let answer = letter::Answer { to: letter, granted: vec![true, false], motive: None };
        let answered = asked.answered(to, &answer, 7).unwrap();
        assert_eq!(
            answered.answer.as_ref().map(|answer| (&answer.granted[..], answer.time)),
            Some((&[true, false][..], 7))
        );
        assert_eq!(answered.check(), Ok(()));
        assert_eq!(asked.answered(AccountId([3; 20]), &answer, 7), None, "by somebody else");
        let other = letter::Answer { to: NodeId([4; 20]), ..answer.clone() };
        assert_eq!(asked.answered(to, &other, 7), None, "to another letter");
        let short = letter::Answer { granted: vec![true], ..answer };
        assert_eq!(asked.answered(to, &short, 7), None, "about fewer papers");
    }
}
