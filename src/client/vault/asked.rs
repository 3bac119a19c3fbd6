//! What one has asked of others and handed in to them, kept as notes of one's own.

use super::{Vault, deposits::refuse_deposit, letters::WaitingLetter, notes::put_note, views::not_found};
use crate::{
    client::{
        document::{
            Letter, Note,
            asked::{Asked, Handed},
        },
        hazmat::random,
        problem::{Problem, ProblemKind},
    },
    protocol::id::NodeId,
};

/// Notes of each of the two kinds that are kept; the oldest go.
const MOST: usize = 200;

impl Vault {
    /// What one has asked for, the newest first.
    ///
    /// # Errors
    /// When a note doesn't open.
    pub fn asked(&self) -> Result<Vec<Asked>, Problem> {
        let mut asked: Vec<Asked> = self.asked_notes()?.into_iter().map(|(_, asked)| asked).collect();
        asked.sort_by_key(|asked| (std::cmp::Reverse(asked.time), asked.letter));
        Ok(asked)
    }

    /// What one has handed in, the newest first.
    ///
    /// # Errors
    /// When a note doesn't open.
    pub fn handed(&self) -> Result<Vec<Handed>, Problem> {
        let handed = |(_, note)| if let Note::Handed(handed) = note { Some(handed) } else { None };
        let mut handed: Vec<Handed> = self.notes()?.into_iter().filter_map(handed).collect();
        handed.sort_by_key(|handed| (std::cmp::Reverse(handed.time), handed.deposit));
        Ok(handed)
    }

    /// Does `send` with a note of it in safety first, so that what was sent is known even where the answer is lost; what wasn't sent for
    /// certain leaves none.
    pub(super) fn send_noted(
        &mut self,
        note: &Note,
        send: impl FnOnce(&mut Self) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        self.make_room(note)?;
        let id = NodeId(random::bytes());
        self.append(|draft, keyring| {
            let own = keyring.lockers.first().ok_or_else(not_found)?;
            put_note(draft, &own.root, id, None, note)
        })?;
        let outcome = send(self);
        match &outcome {
            Err(problem) if problem.kind == ProblemKind::Network => {}
            Err(_) => {
                let _ = self.delete(id);
            }
            Ok(()) => self.settle(),
        }
        outcome.map_err(|problem| match problem.kind {
            ProblemKind::Network => unanswered(problem, note),
            _ => problem,
        })
    }

    /// An answer to something that one has asked for goes into its note. Says whether it was one.
    pub(super) fn take_answer(&mut self, letter: &WaitingLetter) -> Result<bool, Problem> {
        let Letter::Answer(answer) = &letter.letter else { return Ok(false) };
        let found = self
            .asked_notes()?
            .into_iter()
            .find_map(|(id, asked)| asked.answered(letter.author, answer, letter.time).map(|asked| (id, asked)));
        let Some((id, asked)) = found else { return Ok(false) };
        let note = Note::Asked(asked);
        self.append(|draft, keyring| {
            let own = keyring.lockers.first().ok_or_else(not_found)?;
            put_note(draft, &own.root, id, None, &note)?;
            refuse_deposit(draft, letter.id)
        })?;
        self.settle();
        Ok(true)
    }

    fn asked_notes(&self) -> Result<Vec<(NodeId, Asked)>, Problem> {
        let asked = |(id, note)| if let Note::Asked(asked) = note { Some((id, asked)) } else { None };
        Ok(self.notes()?.into_iter().filter_map(asked).collect())
    }

    /// The oldest of the same kind goes.
    fn make_room(&mut self, note: &Note) -> Result<(), Problem> {
        let time = |other: &Note| match (note, other) {
            (Note::Asked(_), Note::Asked(asked)) => Some(asked.time),
            (Note::Handed(_), Note::Handed(handed)) => Some(handed.time),
            _ => None,
        };
        let notes = self.notes()?;
        let alike: Vec<(u64, NodeId)> = notes.iter().filter_map(|(id, other)| Some((time(other)?, *id))).collect();
        match alike.iter().min() {
            Some((_, oldest)) if alike.len() >= MOST => self.delete(*oldest),
            _ => Ok(()),
        }
    }
}

fn unanswered(problem: Problem, note: &Note) -> Problem {
    let again = match note {
        // Its locker takes it once, whatever became of the first.
        Note::Handed(Handed { deposit, .. }) => {
            format!("send it once more with `armoire deposit FILE --again {deposit}`, and it lies there once.")
        }
        _ => "before you send it once more, ask whether they have it.".to_owned(),
    };
    let sentence = format!("{} It isn't known whether it arrived: `armoire asked` keeps it; {again}", problem.sentence);
    Problem { sentence, ..problem }.with("unanswered", true)
}
