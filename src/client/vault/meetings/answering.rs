//! Whether people come: what one says oneself, and what others say of one's own meetings.

use super::{off, take_back};
use crate::{
    client::{
        clock,
        document::{
            Letter, Note,
            meeting::{Coming, Guest, Invited},
        },
        hazmat::random,
        problem::Problem,
        vault::{
            Vault, WaitingLetter,
            deposits::refuse_deposit,
            notes::{note, put_note},
            referent::keep_letter,
            views::not_found,
        },
    },
    protocol::id::{AccountId, NodeId},
};

/// How long a meeting that one goes to is kept after its end, milliseconds.
const KEPT: u64 = 24 * 60 * 60 * 1000;

impl Vault {
    /// Says whether one comes. A yes can be taken back as long as the meeting isn't over; a no is told and nothing of it is kept.
    ///
    /// # Errors
    /// `not_found`; `off` for one that doesn't take place or is over; `malformed` and `too_large` for the motive; `not_found` for a yes to a
    /// stranger; the server's, `network`.
    pub fn answer_meeting(&mut self, id: NodeId, comes: bool, motive: Option<&str>) -> Result<(), Problem> {
        let waiting = self.letters()?.waiting;
        let (_, views) = self.meetings_with(waiting.clone())?;
        let waiting = waiting.into_iter().find(|letter| letter.id == id);
        let view = views.into_iter().find(|view| view.id == id).ok_or_else(not_found)?;
        if view.letter.off || view.letter.appointment().end() <= clock::now() {
            return Err(off());
        }
        let answer = Letter::Coming(Coming { to: id, comes, motive: motive.map(str::to_owned) });
        answer.check(0).map_err(Problem::written)?;
        match &view.person {
            // They take it in when they read it: nothing here changes before it is sent.
            Some(person) => self.write_to(person, NodeId(random::bytes()), answer)?,
            None if comes => return Err(not_found()),
            // A stranger who was refused isn't written to.
            None => {}
        }
        match (comes, &waiting) {
            (true, Some(letter)) => {
                self.append(|draft, keyring| {
                    let own = keyring.lockers.first().ok_or_else(not_found)?;
                    keep_letter(draft, &own.root, letter)
                })?;
                self.settle();
            }
            (true, None) => {}
            (false, Some(_)) => self.refuse(id)?,
            (false, None) => self.delete(id)?,
        }
        if let Some(letter) = &waiting {
            self.forget_older(letter)?;
        }
        self.forget_over()
    }

    /// Takes in whether somebody comes; a no takes back what was lent to them for it. An answer to a letter that isn't the last one that they
    /// were sent goes; then it gives false.
    pub(in crate::client::vault) fn take_coming(
        &mut self,
        letter: &WaitingLetter,
        coming: &Coming,
    ) -> Result<bool, Problem> {
        let is_asked = |guest: &Guest| guest.account == letter.author && guest.letter == coming.to;
        let found = self.notes()?.into_iter().find_map(|(id, note)| match note {
            Note::Meeting(meeting) if meeting.invited.iter().any(is_asked) => Some(id),
            _ => None,
        });
        let Some(id) = found else { return self.refuse(letter.id).map(|()| false) };
        self.append(|draft, keyring| {
            let own = keyring.lockers.first().ok_or_else(not_found)?;
            let Note::Meeting(mut meeting) = note(draft, &own.root, id)? else { return Err(not_found()) };
            if let Some(guest) = meeting.invited.iter_mut().find(|guest| is_asked(guest)) {
                guest.comes = Some(coming.comes);
                guest.motive.clone_from(&coming.motive);
                if !coming.comes {
                    take_back(draft, &std::mem::take(&mut guest.grants))?;
                }
                put_note(draft, &own.root, id, None, &Note::Meeting(meeting))?;
            }
            refuse_deposit(draft, letter.id)
        })?;
        self.settle();
        Ok(true)
    }

    /// What one had said yes to goes once a newer letter about the same meeting was answered or read.
    pub(in crate::client::vault) fn forget_older(&mut self, letter: &WaitingLetter) -> Result<(), Problem> {
        let Letter::Meeting(invited) = &letter.letter else { return Ok(()) };
        let is_older = |author, kept: &Invited| author == letter.author && kept.meeting == invited.meeting;
        self.forget_kept(|id, author, kept| id != letter.id && is_older(author, kept))
    }

    fn forget_over(&mut self) -> Result<(), Problem> {
        let now = clock::now();
        self.forget_kept(|_, _, kept| kept.appointment().end().saturating_add(KEPT) < now)
    }

    fn forget_kept(&mut self, is_done: impl Fn(NodeId, AccountId, &Invited) -> bool) -> Result<(), Problem> {
        for (id, note) in self.notes()? {
            if let Note::Letter(kept) = note
                && let Letter::Meeting(invited) = &kept.letter
                && is_done(id, kept.author, invited)
            {
                self.delete(id)?;
            }
        }
        Ok(())
    }
}
