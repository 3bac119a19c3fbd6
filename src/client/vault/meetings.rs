//! Meetings: called, moved and called off by one, answered by those who are invited.

use super::{
    GrantView, Until, Vault, WaitingLetter,
    deposits::refuse_deposit,
    documents::root,
    draft::{Draft, salt},
    grants::{Gift, Lending, give},
    notes::{note, put_note},
    referent::{is_there, keep_letter},
    views::not_found,
};
use crate::{
    client::{
        clock,
        document::{
            Letter, Note,
            meeting::{Appointment, Coming, Guest, Invited, Meeting, MeetingId},
        },
        hazmat::{Recipient, random},
        people::Person,
        problem::{Problem, ProblemKind},
    },
    protocol::{
        Refusal,
        act::{Body, Revoke, Right},
        bytes::Hash,
        id::{AccountId, GrantId, NodeId},
        limits,
    },
};

/// How long after its end what is lent for a meeting stays lent at most, milliseconds: the rest of that day, anywhere.
const REST_OF_DAY: u64 = 48 * 60 * 60 * 1000;
/// How long a meeting that one goes to is kept after its end, milliseconds.
const KEPT: u64 = 24 * 60 * 60 * 1000;

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

    /// Calls a meeting: lends what each one shall see, and writes to them. What it gives beside the meeting is whom it couldn't write to.
    ///
    /// # Errors
    /// Those of [`Appointment::check`]; `past` for one that has begun, `end` for an `until` that isn't of its day, `too_many` beyond 100 that
    /// aren't over; as [`Vault::check_grantee`] and [`Vault::grant`].
    pub fn call_meeting(&mut self, new: &NewMeeting) -> Result<(NodeId, Vec<Problem>), Problem> {
        let now = clock::now();
        check_time(&new.appointment, new.until, now)?;
        let current =
            |note: &Note| matches!(note, Note::Meeting(meeting) if !meeting.off && meeting.appointment.end() > now);
        if self.notes()?.iter().filter(|(_, note)| current(note)).count() >= limits::MEETINGS {
            let sentence = "A hundred meetings aren't over yet: call some of them off first.";
            return Err(Problem::new(ProblemKind::Limit, "too_many", sentence));
        }
        let fresh = |(account, nodes): &(AccountId, Vec<NodeId>)| Guest {
            account: *account,
            letter: NodeId(random::bytes()),
            grants: nodes.iter().map(|_| GrantId(random::bytes())).collect(),
            comes: None,
            motive: None,
        };
        let meeting = Meeting {
            meeting: MeetingId(random::bytes()),
            appointment: new.appointment.clone(),
            until: new.until,
            invited: new.guests.iter().map(fresh).collect(),
            named: new.named,
            off: false,
            unknown: serde_json::Map::new(),
        };
        meeting.check().map_err(Problem::typed)?;
        let takers = self.takers(&meeting)?;
        let id = NodeId(random::bytes());
        self.append(|draft, keyring| {
            let own = keyring.lockers.first().ok_or_else(not_found)?;
            for ((guest, taker), (_, nodes)) in meeting.invited.iter().zip(&takers).zip(&new.guests) {
                for (grant, node) in guest.grants.iter().zip(nodes) {
                    let lending = lending(&meeting, guest.account, *node);
                    give(draft, root(keyring)?, &lending, &taker.gift(*grant))?;
                }
            }
            put_note(draft, &own.root, id, None, &Note::Meeting(meeting.clone()))
        })?;
        self.settle();
        Ok((id, self.tell(&meeting)))
    }

    /// Moves a meeting, or says another place: everybody is asked anew, and what they see for it, they see until the new day's end.
    ///
    /// # Errors
    /// `not_found`, `off`; as [`Vault::call_meeting`].
    pub fn move_meeting(
        &mut self,
        id: NodeId,
        (start, minutes, place): (u64, u64, Option<String>),
        until: u64,
    ) -> Result<Vec<Problem>, Problem> {
        let before = self.meeting(id)?;
        let Appointment { sequence, purpose, .. } = before.appointment.clone();
        let appointment = Appointment { sequence: sequence + 1, start, minutes, place, purpose };
        check_time(&appointment, until, clock::now())?;
        let asked = |guest: &Guest| Guest {
            account: guest.account,
            letter: NodeId(random::bytes()),
            grants: guest.grants.iter().map(|_| GrantId(random::bytes())).collect(),
            comes: None,
            motive: None,
        };
        let invited = before.invited.iter().map(asked).collect();
        let meeting = Meeting { appointment, until, invited, ..before.clone() };
        meeting.check().map_err(Problem::typed)?;
        let takers = self.takers(&meeting)?;
        let mut moved = meeting.clone();
        self.append(|draft, keyring| {
            let own = keyring.lockers.first().ok_or_else(not_found)?;
            check_unchanged(draft, &own.root, id, &before)?;
            let seen = |grant: &GrantId| draft.locker.grants.get(grant).map(|state| state.node);
            let nodes: Vec<Vec<Option<NodeId>>> =
                before.invited.iter().map(|guest| guest.grants.iter().map(seen).collect()).collect();
            take_back(draft, before.invited.iter().flat_map(|guest| &guest.grants))?;
            moved = meeting.clone();
            for ((guest, taker), nodes) in moved.invited.iter_mut().zip(&takers).zip(nodes) {
                let fresh = std::mem::take(&mut guest.grants);
                // What was taken back, or has ended, meanwhile isn't lent again.
                for (grant, node) in fresh.into_iter().zip(nodes).filter_map(|(grant, node)| Some((grant, node?))) {
                    let lending = lending(&meeting, guest.account, node);
                    give(draft, root(keyring)?, &lending, &taker.gift(grant))?;
                    guest.grants.push(grant);
                }
            }
            put_note(draft, &own.root, id, None, &Note::Meeting(moved.clone()))
        })?;
        self.settle();
        Ok(self.tell(&moved))
    }

    /// Calls a meeting off: takes back what was lent for it, then tells everybody who hasn't said no.
    ///
    /// # Errors
    /// `not_found`, `off`, the server's, `network`.
    pub fn cancel_meeting(&mut self, id: NodeId) -> Result<Vec<Problem>, Problem> {
        let before = self.meeting(id)?;
        let mut meeting = Meeting { off: true, ..before.clone() };
        meeting.appointment.sequence += 1;
        for guest in &mut meeting.invited {
            guest.grants.clear();
            guest.letter = NodeId(random::bytes());
        }
        self.append(|draft, keyring| {
            let own = keyring.lockers.first().ok_or_else(not_found)?;
            check_unchanged(draft, &own.root, id, &before)?;
            take_back(draft, before.invited.iter().flat_map(|guest| &guest.grants))?;
            put_note(draft, &own.root, id, None, &Note::Meeting(meeting.clone()))
        })?;
        self.settle();
        Ok(self.tell(&meeting))
    }

    /// Writes again to those who haven't answered; a letter that is still there stays the only one.
    ///
    /// # Errors
    /// `not_found`, `off`.
    pub fn remind_of_meeting(&mut self, id: NodeId) -> Result<Vec<Problem>, Problem> {
        let meeting = self.meeting(id)?;
        let names = self.names(&meeting);
        let silent: Vec<usize> =
            (0..meeting.invited.len()).filter(|place| meeting.invited[*place].comes.is_none()).collect();
        Ok(silent.into_iter().filter_map(|place| self.tell_one(&meeting, place, &names).err()).collect())
    }

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
        answer.check(0).map_err(Problem::typed)?;
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
    pub(super) fn take_coming(&mut self, letter: &WaitingLetter, coming: &Coming) -> Result<bool, Problem> {
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
    pub(super) fn forget_older(&mut self, letter: &WaitingLetter) -> Result<(), Problem> {
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

    /// One that takes place.
    fn meeting(&self, id: NodeId) -> Result<Meeting, Problem> {
        let found = self.notes()?.into_iter().find_map(|(note, what)| match what {
            Note::Meeting(meeting) if note == id => Some(meeting),
            _ => None,
        });
        let meeting = found.ok_or_else(not_found)?;
        if meeting.off { Err(off()) } else { Ok(meeting) }
    }

    /// To whom something is given, in the order of the guests.
    fn takers(&mut self, meeting: &Meeting) -> Result<Vec<Taker>, Problem> {
        let mut takers = Vec::new();
        for guest in &meeting.invited {
            let person = self.check_grantee(guest.account)?;
            let (card, recipient, _) = self.pinned_card(&person)?;
            takers.push(Taker { card, recipient });
        }
        Ok(takers)
    }

    fn names(&self, meeting: &Meeting) -> Vec<String> {
        let name = |guest: &Guest| {
            let person = self.person_of(guest.account);
            person.map_or_else(|| guest.account.to_string(), |person| person.introduction.name)
        };
        meeting.invited.iter().map(name).collect()
    }

    /// Writes to everybody who hasn't said no; gives what went wrong.
    fn tell(&mut self, meeting: &Meeting) -> Vec<Problem> {
        let names = self.names(meeting);
        let told: Vec<usize> =
            (0..meeting.invited.len()).filter(|place| meeting.invited[*place].comes != Some(false)).collect();
        told.into_iter().filter_map(|place| self.tell_one(meeting, place, &names).err()).collect()
    }

    fn tell_one(&mut self, meeting: &Meeting, place: usize, names: &[String]) -> Result<(), Problem> {
        let guest = &meeting.invited[place];
        let person = self.person_of(guest.account).ok_or_else(not_found)?;
        match self.write_to(&person, guest.letter, Letter::Meeting(meeting.letter(place, names))) {
            Err(problem) if is_there(&problem) => Ok(()),
            other => other,
        }
    }
}

/// The keys of a guest.
struct Taker {
    card: Hash,
    recipient: Recipient,
}

impl Taker {
    fn gift(&self, id: GrantId) -> Gift<'_> {
        Gift { id, card: self.card, recipient: &self.recipient, via: None }
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

fn lending(meeting: &Meeting, grantee: AccountId, node: NodeId) -> Lending {
    let (until, purpose) = (Until::At(meeting.until), Some(meeting.appointment.purpose.clone()));
    Lending { node, grantee, right: Right::Read, start: None, until, purpose }
}

fn take_back<'a>(draft: &mut Draft<'_>, grants: impl IntoIterator<Item = &'a GrantId>) -> Result<(), Problem> {
    for grant in grants {
        if draft.locker.grants.contains_key(grant) {
            draft.push(Body::Revoke(Revoke { salt: salt(), grant: *grant, sealed: None })).map_err(Problem::altered)?;
        }
    }
    Ok(())
}

/// Another device may have moved it, or taken an answer in, meanwhile.
fn check_unchanged(
    draft: &Draft<'_>,
    root: &crate::client::hazmat::Key,
    id: NodeId,
    before: &Meeting,
) -> Result<(), Problem> {
    match note(draft, root, id)? {
        Note::Meeting(now) if now == *before => Ok(()),
        _ => {
            let sentence = "Something has changed about this meeting just now: look at it again.";
            Err(Problem::new(ProblemKind::Conflict, "conflict", sentence))
        }
    }
}

fn check_time(appointment: &Appointment, until: u64, now: u64) -> Result<(), Problem> {
    appointment.check(now).map_err(Problem::typed)?;
    if appointment.start <= now {
        return Err(Problem::new(ProblemKind::Usage, "past", "That time is over already."));
    }
    let end = appointment.end();
    if (end..=end.saturating_add(REST_OF_DAY)).contains(&until) { Ok(()) } else { Err(Problem::typed(Refusal::End)) }
}

fn off() -> Problem {
    Problem::new(ProblemKind::Usage, "off", "This meeting is over, or doesn't take place.")
}
