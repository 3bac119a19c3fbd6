//! The referent: proposed, accepted, ended. Each step of the practitioner's stands in the holder's log with their own signature.

use super::{
    Vault,
    draft::Draft,
    letters::WaitingLetter,
    notes::{notes, put_note},
    views::not_found,
};
use crate::{
    client::{
        document::{
            Letter, Note,
            letter::{End, Proposal, What},
            note::KeptLetter,
        },
        hazmat::{Key, random},
        people::{
            Referent,
            referent::{Side, State, Step},
        },
        problem::{Problem, ProblemKind},
    },
    protocol::{Refusal, id::NodeId},
};

impl Vault {
    /// What stands between the holder and a referent.
    ///
    /// # Errors
    /// When a note doesn't open.
    pub fn referent(&self) -> Result<Referent, Problem> {
        Ok(found(self.notes()?).map(|(_, referent, _)| referent).unwrap_or_default())
    }

    /// Asks one of the list to be referent. Asked again while they haven't answered, the letter is sent again if it didn't arrive.
    ///
    /// # Errors
    /// `not_found`; `no_account` for somebody who has none; `step` while somebody else is, or is asked to be; as
    /// [`Vault::check_grantee`] and [`Vault::hand_in`].
    pub fn propose_referent(&mut self, entry: NodeId, motive: Option<&str>) -> Result<(), Problem> {
        let person = self.practitioner(entry)?;
        let known = self.referent()?.newest().filter(|step| is_asked(step, entry)).and_then(|step| step.proposal);
        let proposal = known.unwrap_or_else(|| NodeId(random::bytes()));
        if known.is_none() {
            self.take_step(None, |now| Step {
                motive: motive.map(str::to_owned),
                proposal: Some(proposal),
                ..Step::new(State::Proposed, entry, Side::Holder, now)
            })?;
        }
        let motive = motive.map(str::to_owned);
        let letter = Letter::Propose(Proposal { what: What::Referent, by: Side::Holder, entry: None, motive });
        match self.write_to(&person, proposal, letter) {
            // It had arrived, and only the answer was lost.
            Err(problem) if known.is_some() && is_there(&problem) => Ok(()),
            sent => sent,
        }
    }

    /// Ends it, or takes the proposal back. Done when this returns; what went wrong in telling them is what it gives.
    ///
    /// # Errors
    /// `step` when there is nothing to end; `malformed` and `too_large` for the motive, the server's, `network`.
    pub fn end_referent(&mut self, motive: Option<&str>) -> Result<Option<Problem>, Problem> {
        let referent = self.referent()?;
        let entry = referent.newest().map(|step| step.entry).ok_or_else(no_step)?;
        let motive = motive.map(str::to_owned);
        self.take_step(None, |now| Step {
            motive: motive.clone(),
            ..Step::new(State::Ended, entry, Side::Holder, now)
        })?;
        let letter = Letter::End(End { what: What::Referent, by: Side::Holder, motive, successor: None });
        let person = self.practitioner(entry);
        Ok(person.and_then(|person| self.write_to(&person, NodeId(random::bytes()), letter)).err())
    }

    /// One step, with the letter that makes it.
    pub(super) fn take_step(
        &mut self,
        letter: Option<&WaitingLetter>,
        step: impl Fn(u64) -> Step,
    ) -> Result<(), Problem> {
        let fresh = NodeId(random::bytes());
        self.append(|draft, keyring| {
            let own = keyring.lockers.first().ok_or_else(not_found)?;
            if let Some(letter) = letter {
                keep_letter(draft, &own.root, letter)?;
            }
            follow(draft, &own.root, fresh, &[&step])
        })?;
        self.settle();
        Ok(())
    }
}

/// Puts these steps into the referent's note; each is made for the time that it will have.
pub(super) fn follow(
    draft: &mut Draft<'_>,
    root: &Key,
    fresh: NodeId,
    steps: &[&dyn Fn(u64) -> Step],
) -> Result<(), Problem> {
    let (id, mut referent, unknown) = found(notes(&draft.locker, root).map_err(Problem::altered)?)
        .unwrap_or_else(|| (fresh, Referent::default(), serde_json::Map::new()));
    for step in steps {
        let now = referent.newest().map_or(draft.time, |newest| newest.time.max(draft.time));
        referent = referent.follow(step(now)).map_err(|refusal| match refusal {
            Refusal::Step => no_step(),
            other => Problem::written(other),
        })?;
    }
    put_note(draft, root, id, None, &Note::Referent(referent, unknown))
}

/// Takes a letter in, so that its author's signature stays in the log beside the holder's.
pub(super) fn keep_letter(draft: &mut Draft<'_>, root: &Key, letter: &WaitingLetter) -> Result<(), Problem> {
    if !draft.locker.deposits.contains_key(&letter.id) {
        return Err(not_found());
    }
    let WaitingLetter { id, author, time, letter: said, act, .. } = letter.clone();
    let kept = KeptLetter { author, time, letter: said, unknown: serde_json::Map::new() };
    put_note(draft, root, id, Some(act), &Note::Letter(kept))
}

/// The note that counts: the first by id.
fn found(notes: Vec<(NodeId, Note)>) -> Option<(NodeId, Referent, serde_json::Map<String, serde_json::Value>)> {
    notes.into_iter().find_map(|(id, note)| match note {
        Note::Referent(referent, unknown) => Some((id, referent, unknown)),
        _ => None,
    })
}

fn is_asked(step: &Step, entry: NodeId) -> bool {
    step.entry == entry && step.state == State::Proposed && step.by == Side::Holder
}

/// A deposit of that node waits already, or was taken in.
pub(super) fn is_there(problem: &Problem) -> bool {
    let reason = problem.extra.get("reason").and_then(|reason| reason.as_str());
    problem.code == "act_refused" && reason == Some(Refusal::Node.name())
}

fn no_step() -> Problem {
    let sentence = "That can't follow what stands between you and your referent: `armoire referent` shows it.";
    Problem::new(ProblemKind::Conflict, "step", sentence)
}
