//! Meetings that one calls: what each one sees for them is lent, and everybody is written to.

use super::{NewMeeting, off, take_back};
use crate::{
    client::{
        clock,
        document::{
            Letter, Note,
            meeting::{Appointment, Guest, Meeting, MeetingId},
        },
        hazmat::{Key, Recipient, random},
        problem::{Problem, ProblemKind},
        vault::{
            Until, Vault,
            documents::root,
            draft::Draft,
            grants::{Gift, Lending, give},
            letters::over_already,
            notes::{note, put_note},
            referent::is_there,
            views::not_found,
        },
    },
    protocol::{
        Refusal,
        act::Right,
        bytes::Hash,
        id::{AccountId, GrantId, NodeId},
        limits,
    },
};

/// How long after its end what is lent for a meeting stays lent at most, milliseconds: the rest of that day, anywhere.
const REST_OF_DAY: u64 = 48 * 60 * 60 * 1000;

impl Vault {
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
        meeting.check().map_err(Problem::written)?;
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
        meeting.check().map_err(Problem::written)?;
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

fn lending(meeting: &Meeting, grantee: AccountId, node: NodeId) -> Lending {
    let (until, purpose) = (Until::At(meeting.until), Some(meeting.appointment.purpose.clone()));
    Lending { node, grantee, right: Right::Read, start: None, until, purpose }
}

/// Another device may have moved it, or taken an answer in, meanwhile.
fn check_unchanged(draft: &Draft<'_>, root: &Key, id: NodeId, before: &Meeting) -> Result<(), Problem> {
    match note(draft, root, id)? {
        Note::Meeting(now) if now == *before => Ok(()),
        _ => {
            let sentence = "Something has changed about this meeting just now: look at it again.";
            Err(Problem::new(ProblemKind::Conflict, "conflict", sentence))
        }
    }
}

fn check_time(appointment: &Appointment, until: u64, now: u64) -> Result<(), Problem> {
    appointment.check(now).map_err(Problem::written)?;
    if appointment.start <= now {
        return Err(over_already());
    }
    let end = appointment.end();
    if (end..=end.saturating_add(REST_OF_DAY)).contains(&until) { Ok(()) } else { Err(Problem::written(Refusal::End)) }
}
