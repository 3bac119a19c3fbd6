//! Meetings: called, moved and called off by one, answered by those who are invited.

mod answering;
mod calling;

use super::{
    GrantView, Vault, WaitingLetter,
    draft::{Draft, salt},
};
use crate::{
    client::{
        document::{
            Letter, Note,
            meeting::{Appointment, Guest, Invited, Meeting},
        },
        people::Person,
        problem::{Problem, ProblemKind},
    },
    protocol::{
        act::{Body, Revoke},
        id::{AccountId, GrantId, NodeId},
    },
};

/// A meeting to be called.
#[derive(Clone, Debug)]
pub struct NewMeeting {
    /// When, where and what for; `sequence` is 0.
    pub appointment: Appointment,
    /// Until when what is lent for it stays lent, milliseconds since 1970.
    pub until: u64,
    /// Who, 1 to 20, and what each sees: documents, folders; 30 in all.
    pub guests: Vec<(AccountId, Vec<NodeId>)>,
    /// Whether each is told who the others are.
    pub named: bool,
}

/// A meeting that one has called.
#[derive(Clone, Debug)]
pub struct MeetingView {
    /// Its note.
    pub id: NodeId,
    /// What it says.
    pub meeting: Meeting,
    /// In the order of the note.
    pub guests: Vec<GuestView>,
}

/// One of those who are invited.
#[derive(Clone, Debug)]
pub struct GuestView {
    /// Them, if they are one of one's people.
    pub person: Option<Person>,
    /// What the note says of them.
    pub guest: Guest,
    /// What they see for it, of what isn't over.
    pub sees: Vec<GrantView>,
}

/// A meeting that one is invited to.
#[derive(Clone, Debug)]
pub struct InvitedView {
    /// The letter's deposit, and the note once it was answered with yes.
    pub id: NodeId,
    /// Who calls it.
    pub author: AccountId,
    /// Them, if they are one of one's people.
    pub person: Option<Person>,
    /// When they wrote, milliseconds since 1970.
    pub time: u64,
    /// What they say.
    pub letter: Invited,
    /// Whether one has said yes.
    pub accepted: bool,
}

impl Vault {
    /// Meetings that one has called and those that one is invited to, the next one first. Answers that wait are taken in.
    ///
    /// # Errors
    /// The server's, `network`.
    pub fn meetings(&mut self) -> Result<(Vec<MeetingView>, Vec<InvitedView>), Problem> {
        let waiting = self.letters()?.waiting;
        self.meetings_with(waiting)
    }

    fn meetings_with(&self, waiting: Vec<WaitingLetter>) -> Result<(Vec<MeetingView>, Vec<InvitedView>), Problem> {
        let (notes, grants) = (self.notes()?, self.grants()?);
        let mut called = Vec::new();
        let mut invited: Vec<InvitedView> = waiting.into_iter().filter_map(invited_view).collect();
        for (id, note) in notes {
            match note {
                Note::Meeting(meeting) => {
                    let view = |guest: &Guest| GuestView {
                        person: self.person_of(guest.account),
                        sees: grants.iter().filter(|grant| guest.grants.contains(&grant.id)).cloned().collect(),
                        guest: guest.clone(),
                    };
                    called.push(MeetingView { id, guests: meeting.invited.iter().map(view).collect(), meeting });
                }
                Note::Letter(kept) => {
                    if let Letter::Meeting(letter) = kept.letter {
                        let (author, time) = (kept.author, kept.time);
                        let person = self.person_of(author);
                        invited.push(InvitedView { id, author, person, time, letter, accepted: true });
                    }
                }
                _ => {}
            }
        }
        let invited = newest(invited);
        called.sort_by_key(|view| (view.meeting.appointment.start, view.id));
        Ok((called, invited))
    }
}

fn invited_view(waiting: WaitingLetter) -> Option<InvitedView> {
    let WaitingLetter { id, author, person, time, letter, .. } = waiting;
    let Letter::Meeting(letter) = letter else { return None };
    Some(InvitedView { id, author, person, time, letter, accepted: false })
}

/// Of each meeting the letter that counts, the next one first.
fn newest(mut invited: Vec<InvitedView>) -> Vec<InvitedView> {
    let key = |view: &InvitedView| (view.author, view.letter.meeting);
    // Of the same letter twice the first stays: the one that was answered.
    invited
        .sort_by_key(|view| (key(view), std::cmp::Reverse((view.letter.sequence, view.accepted, view.time)), view.id));
    invited.dedup_by_key(|view| key(view));
    invited.sort_by_key(|view| (view.letter.start, view.id));
    invited
}

fn take_back<'a>(draft: &mut Draft<'_>, grants: impl IntoIterator<Item = &'a GrantId>) -> Result<(), Problem> {
    for grant in grants {
        if draft.locker.grants.contains_key(grant) {
            draft.push(Body::Revoke(Revoke { salt: salt(), grant: *grant, sealed: None })).map_err(Problem::altered)?;
        }
    }
    Ok(())
}

fn off() -> Problem {
    Problem::new(ProblemKind::Usage, "off", "This meeting is over, or doesn't take place.")
}
