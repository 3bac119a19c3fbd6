//! What stands between a holder and a referent, step by step. Having none, or saying no, takes nothing from anybody.
//!
//! | from | to | by |
//! |---|---|---|
//! | nothing, declined, ended | proposed | either |
//! | proposed | accepted, declined | the other side than proposed |
//! | proposed | ended (withdrawn) | who proposed |
//! | accepted | ended | either |

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::introduction::TEXT;
use crate::{
    client::document::letter::{Decision, Letter, Successor, What, check_optional},
    protocol::{Refusal, bytes::Hash, canonical, id::NodeId, limits},
};

/// Bytes of steps that are kept at most: they stand in a label.
const STEPS_LENGTH: usize = limits::LABEL - 1024;

/// The steps, as far back as they are kept. There is no way to make one whose steps don't follow each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Referent(Vec<Step>);

/// One step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What stands since then.
    pub state: State,
    /// Whom it is about: the node of their entry.
    pub entry: NodeId,
    /// Who made it.
    pub by: Side,
    /// When, milliseconds since 1970; never before the step before.
    #[serde(deserialize_with = "canonical::integer")]
    pub time: u64,
    /// Why, at most 1,024 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motive: Option<String>,
    /// Who could come next; only when it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<Successor>,
    /// Hash of the deposit's act by which the practitioner made it; with their steps, and only there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<Hash>,
    /// Node of the deposit by which it was proposed; with `proposed`, and only there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<NodeId>,
    /// Keys that this version doesn't know, kept.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// What can stand between them, beside nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// One side has asked the other.
    Proposed,
    /// The other has said yes.
    Accepted,
    /// The other has said no.
    Declined,
    /// One side has ended it, or taken the proposal back.
    Ended,
}

/// Who makes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// Whose locker it is.
    Holder,
    /// Who is, or shall be, referent.
    Practitioner,
}

impl Referent {
    /// Reads steps, the oldest first.
    ///
    /// # Errors
    /// As [`Referent::follow`]; `too_large` for more than 100.
    pub fn read(steps: Vec<Step>) -> Result<Self, Refusal> {
        if steps.len() > limits::STEPS {
            return Err(Refusal::TooLarge);
        }
        let mut referent = Self::default();
        for step in steps {
            referent.check(&step)?;
            referent.0.push(step);
        }
        Ok(referent)
    }

    /// What stands, and since which step; `None` when there never was a referent.
    #[must_use]
    pub fn newest(&self) -> Option<&Step> {
        self.0.last()
    }

    /// The steps, the oldest first.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// The same after one step more. Where there would be too many, the oldest go, up to where somebody was proposed.
    ///
    /// # Errors
    /// `step` for one that can't follow, `too_large` and `malformed` for its texts.
    pub fn follow(mut self, step: Step) -> Result<Self, Refusal> {
        self.check(&step)?;
        self.0.push(step);
        while self.0.len() > limits::STEPS || canonical::write(&self.0).len() > STEPS_LENGTH {
            let next = self.0.iter().skip(1).position(|step| step.state == State::Proposed).ok_or(Refusal::TooLarge)?;
            self.0.drain(..=next);
        }
        Ok(self)
    }

    /// The step that a practitioner's letter makes by itself: an answer to what the holder proposed, or their end. `None` for one that
    /// answers nothing, or that waits for the holder.
    #[must_use]
    pub fn taken_from(&self, letter: &Letter, act: Hash, time: u64) -> Option<Step> {
        let newest = self.newest()?;
        let by = Side::Practitioner;
        let step = |state, motive: &Option<String>, successor: &Option<Successor>| Step {
            motive: motive.clone(),
            successor: successor.clone(),
            letter: Some(act),
            ..Step::new(state, newest.entry, by, time.max(newest.time))
        };
        let answers =
            |said: &Decision| (said.what, said.by) == (What::Referent, by) && newest.proposal == Some(said.to);
        let step = match letter {
            Letter::Accept(said) if answers(said) => step(State::Accepted, &said.motive, &None),
            Letter::Decline(said) if answers(said) => step(State::Declined, &said.motive, &None),
            Letter::End(end) if (end.what, end.by) == (What::Referent, by) => {
                step(State::Ended, &end.motive, &end.successor)
            }
            _ => return None,
        };
        self.check(&step).is_ok().then_some(step)
    }

    /// The table, and what a step must hold.
    fn check(&self, step: &Step) -> Result<(), Refusal> {
        check_optional(step.motive.as_deref(), TEXT)?;
        step.successor.as_ref().map_or(Ok(()), Successor::check)?;
        let newest = self.newest();
        let same = newest.is_some_and(|newest| newest.entry == step.entry);
        let (asked, ended) = (step.state == State::Proposed, step.state == State::Ended);
        let can_follow = match (newest.map(|newest| (newest.state, newest.by)), step.state) {
            (None | Some((State::Declined | State::Ended, _)), State::Proposed) => true,
            (Some((State::Proposed, by)), State::Accepted | State::Declined) => same && step.by != by,
            (Some((State::Proposed, by)), State::Ended) => same && step.by == by,
            (Some((State::Accepted, _)), State::Ended) => same,
            _ => false,
        };
        let good = can_follow
            && newest.is_none_or(|newest| newest.time <= step.time)
            && step.letter.is_some() == (step.by == Side::Practitioner)
            && step.proposal.is_some() == asked
            && (step.successor.is_none() || ended);
        if good { Ok(()) } else { Err(Refusal::Step) }
    }
}

impl Step {
    /// A step without words.
    #[must_use]
    pub fn new(state: State, entry: NodeId, by: Side, time: u64) -> Self {
        Self {
            state,
            entry,
            by,
            time,
            motive: None,
            successor: None,
            letter: None,
            proposal: None,
            unknown: Map::new(),
        }
    }
}

impl State {
    /// What programs call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Ended => "ended",
        }
    }
}

impl Side {
    /// What programs call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Holder => "holder",
            Self::Practitioner => "practitioner",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::document::letter::End;

    const ENTRY: NodeId = NodeId([1; 20]);
    const PROPOSAL: NodeId = NodeId([2; 20]);
    const STATES: [State; 4] = [State::Proposed, State::Accepted, State::Declined, State::Ended];
    const SIDES: [Side; 2] = [Side::Holder, Side::Practitioner];

    fn step(state: State, by: Side) -> Step {
        Step {
            letter: (by == Side::Practitioner).then_some(Hash([3; 32])),
            proposal: (state == State::Proposed).then_some(PROPOSAL),
            ..Step::new(state, ENTRY, by, 5)
        }
    }

    fn after(steps: &[(State, Side)]) -> Referent {
        let steps = steps.iter().map(|(state, by)| step(*state, *by)).collect();
        Referent::read(steps).unwrap()
    }

    /// The whole table: from each state that can be reached, each step by each side.
    #[test]
    fn only_what_the_table_has_can_follow() {
        use {
            Side::{Holder, Practitioner},
            State::{Accepted, Declined, Ended, Proposed},
        };
        let proposed = [(Proposed, Holder), (Proposed, Practitioner)];
        let either = |state| vec![(state, Holder), (state, Practitioner)];
        let table = [
            (after(&[]), proposed.to_vec()),
            (after(&[(Proposed, Holder)]), vec![(Accepted, Practitioner), (Declined, Practitioner), (Ended, Holder)]),
            (after(&[(Proposed, Practitioner)]), vec![(Accepted, Holder), (Declined, Holder), (Ended, Practitioner)]),
            (after(&[(Proposed, Holder), (Accepted, Practitioner)]), either(Ended)),
            (after(&[(Proposed, Practitioner), (Accepted, Holder)]), either(Ended)),
            (after(&[(Proposed, Holder), (Declined, Practitioner)]), proposed.to_vec()),
            (after(&[(Proposed, Holder), (Ended, Holder)]), proposed.to_vec()),
        ];
        for (referent, allowed) in table {
            for state in STATES {
                for by in SIDES {
                    let followed = referent.clone().follow(step(state, by));
                    let expected = allowed.contains(&(state, by));
                    assert_eq!(followed.is_ok(), expected, "{:?} then {state:?} by {by:?}", referent.newest());
                    assert!(expected || followed == Err(Refusal::Step));
                }
            }
        }
    }

    #[test]
    fn a_step_holds_what_belongs_to_it() {
        let good = step(State::Ended, Side::Practitioner);
        let accepted = || after(&[(State::Proposed, Side::Holder), (State::Accepted, Side::Practitioner)]);
        assert!(accepted().follow(good.clone()).is_ok());
        let wrong = [
            Step { entry: NodeId([9; 20]), ..good.clone() },
            Step { time: 4, ..good.clone() },
            Step { letter: None, ..good.clone() },
            Step { by: Side::Holder, ..good.clone() },
            Step { proposal: Some(PROPOSAL), ..good.clone() },
        ];
        for wrong in wrong {
            assert_eq!(accepted().follow(wrong.clone()), Err(Refusal::Step), "{wrong:?}");
        }
        let successor = Some(Successor { name: "Awa".to_owned(), ..Successor::default() });
        assert!(accepted().follow(Step { successor: successor.clone(), ..good.clone() }).is_ok());
        let early = Step { successor, ..step(State::Proposed, Side::Holder) };
        assert_eq!(Referent::default().follow(early), Err(Refusal::Step));
        let long = Some("x".repeat(1025));
        assert_eq!(accepted().follow(Step { motive: long, ..good }), Err(Refusal::TooLarge));
    }

    #[test]
    fn the_oldest_steps_go_and_the_first_is_always_a_proposal() {
        let mut referent = Referent::default();
        for round in 0..60 {
            for (state, by) in [(State::Proposed, Side::Holder), (State::Declined, Side::Practitioner)] {
                let motive = Some(format!("{round} {}", "\"".repeat(200)));
                referent = referent.follow(Step { motive, ..step(state, by) }).unwrap();
                let read = Referent::read(referent.steps().to_vec());
                assert_eq!(read.as_ref(), Ok(&referent));
                assert!(canonical::write(&referent.0).len() <= STEPS_LENGTH && referent.0.len() <= limits::STEPS);
            }
        }
        assert!(referent.0.len() >= 10);
        assert_eq!(Referent::read(vec![step(State::Proposed, Side::Holder); 101]), Err(Refusal::TooLarge));
    }

    #[test]
    fn only_an_answer_to_what_was_proposed_is_taken() {
        let decision = |to| Decision { to, what: What::Referent, by: Side::Practitioner, motive: None };
        let taken =
            |referent: &Referent, letter: Letter| referent.taken_from(&letter, Hash([3; 32]), 1).map(|step| step.state);
        let proposed = after(&[(State::Proposed, Side::Holder)]);
        assert_eq!(taken(&proposed, Letter::Accept(decision(PROPOSAL))), Some(State::Accepted));
        assert_eq!(taken(&proposed, Letter::Decline(decision(PROPOSAL))), Some(State::Declined));
        assert_eq!(taken(&proposed, Letter::Accept(decision(ENTRY))), None, "to an earlier proposal");
        let entry = Decision { what: What::Entry, ..decision(PROPOSAL) };
        assert_eq!(taken(&proposed, Letter::Accept(entry)), None);
        let holder = Decision { by: Side::Holder, ..decision(PROPOSAL) };
        assert_eq!(taken(&proposed, Letter::Accept(holder)), None, "of another matter between the same two");
        let end = Letter::End(End { what: What::Referent, by: Side::Practitioner, motive: None, successor: None });
        assert_eq!(taken(&proposed, end.clone()), None, "only who proposed takes it back");
        let accepted = after(&[(State::Proposed, Side::Holder), (State::Accepted, Side::Practitioner)]);
        assert_eq!(taken(&accepted, end.clone()), Some(State::Ended));
        assert_eq!(taken(&accepted, Letter::Accept(decision(PROPOSAL))), None);
        let theirs = after(&[(State::Proposed, Side::Practitioner)]);
        assert_eq!(taken(&theirs, Letter::Accept(decision(PROPOSAL))), None, "nobody accepts for the holder");
        assert_eq!(taken(&theirs, end.clone()), Some(State::Ended));
        assert_eq!(taken(&Referent::default(), end), None);
    }
}
