//! Letters: what others say, ask and propose, and what one answers.

use super::{
    Until, Vault,
    deposits::{Opened, refuse_deposit},
    documents::root,
    entries::entry_of,
    grants::{Gift, Lending, give},
    notes::{note, put_note},
    people::other_keys,
    referent::{follow, keep_letter},
    sync::fetch_cards,
    views::not_found,
};
use crate::{
    client::{
        clock,
        document::{
            HandedIn, Letter, Note,
            asked::Asked,
            letter::{Answer, Ask, Decision, Described, End, Proposal, Shown, Successor, What},
            note::EntryKind,
        },
        hazmat::random,
        people::{
            Introduction, Person, Referent,
            referent::{Side, State, Step},
        },
        problem::{Problem, ProblemKind},
    },
    protocol::{
        act::Right,
        bytes::Hash,
        id::{AccountId, GrantId, NodeId},
    },
};

/// For how long whoever stands on the list sees their own entry: a year, in milliseconds.
const OWN_ENTRY: u64 = 365 * 24 * 60 * 60 * 1000;

/// A letter that waits.
#[derive(Clone, Debug)]
pub struct WaitingLetter {
    /// Its deposit.
    pub id: NodeId,
    /// Who has signed it.
    pub author: AccountId,
    /// Them, if they are one of one's people.
    pub person: Option<Person>,
    /// When, milliseconds since 1970.
    pub time: u64,
    /// What it says.
    pub letter: Letter,
    pub(super) act: Hash,
}

/// What came by letter.
#[derive(Clone, Debug, Default)]
pub struct Letters {
    /// Those that wait for an answer or to be read, the oldest first.
    pub waiting: Vec<WaitingLetter>,
    /// Those that were taken in just now: answers to what was asked and proposed, and ends.
    pub taken: Vec<WaitingLetter>,
}

/// What a letter changes by itself.
enum Change {
    Referent(Box<Step>),
    /// Who stands on this entry helps no longer.
    Entry(NodeId),
}

impl Vault {
    /// Opens what waits, and takes in what makes a step by itself.
    ///
    /// # Errors
    /// The server's, `network`.
    pub fn letters(&mut self) -> Result<Letters, Problem> {
        let mut letters = Letters::default();
        let opened: Vec<WaitingLetter> =
            self.opened()?.into_iter().filter_map(|opened| self.waiting_letter(opened)).collect();
        for letter in &opened {
            if opened.iter().any(|later| takes_back(later, letter)) {
                self.refuse(letter.id)?;
                continue;
            }
            if let Letter::Coming(coming) = &letter.letter {
                if self.take_coming(letter, coming)? {
                    letters.taken.push(letter.clone());
                }
                continue;
            }
            if let Letter::Vouch(Shown { vouch }) = &letter.letter {
                if self.take_vouch(letter, vouch)? {
                    letters.taken.push(letter.clone());
                }
                continue;
            }
            if self.take_answer(letter)? {
                letters.taken.push(letter.clone());
                continue;
            }
            match self.letter_change(letter)? {
                None => letters.waiting.push(letter.clone()),
                Some(Change::Referent(step)) => {
                    self.take_step(Some(letter), |_| (*step).clone())?;
                    letters.taken.push(letter.clone());
                }
                Some(Change::Entry(id)) => {
                    self.take_end(letter, id)?;
                    letters.taken.push(letter.clone());
                }
            }
        }
        Ok(letters)
    }

    /// A letter that asks nothing was read: it goes.
    ///
    /// # Errors
    /// As [`Vault::refuse`].
    pub fn dismiss(&mut self, letter: &WaitingLetter) -> Result<(), Problem> {
        self.refuse(letter.id)?;
        self.forget_older(letter)
    }

    /// Asks somebody to lend papers; they choose which. It is kept, and their answer with it: [`Vault::asked`].
    ///
    /// # Errors
    /// `past` for a time that is over; those of [`Letter::check`]; as [`Vault::hand_in`]; `network` with `unanswered` where it isn't known whether it arrived.
    pub fn ask(&mut self, person: &Person, ask: Ask) -> Result<NodeId, Problem> {
        let (letter, time) = (NodeId(random::bytes()), clock::now());
        if ask.until <= time {
            return Err(over_already());
        }
        Letter::Ask(ask.clone()).check(time).map_err(Problem::written)?;
        let Ask { papers, purpose, until } = ask.clone();
        let (to, unknown) = (person.account, serde_json::Map::new());
        let note = Note::Asked(Asked { letter, to, time, papers, purpose, until, answer: None, unknown });
        self.send_noted(&note, |vault| vault.write_to(person, letter, Letter::Ask(ask)))?;
        Ok(letter)
    }

    /// Answers an `ask`: lends a paper for each that was asked for, or none. All at once, and done when this returns; what went wrong in
    /// telling them is what it gives beside the grants.
    ///
    /// # Errors
    /// `kind` for a letter that asks for nothing, `length` for other than as many as were asked for; as [`Vault::grant`].
    pub fn answer_ask(
        &mut self,
        letter: &WaitingLetter,
        papers: &[Option<NodeId>],
        until: Until,
        motive: Option<&str>,
    ) -> Result<(Vec<GrantId>, Option<Problem>), Problem> {
        let Letter::Ask(ask) = &letter.letter else { return Err(other_letter()) };
        if papers.len() != ask.papers.len() {
            return Err(Problem::typed(crate::protocol::Refusal::Length));
        }
        let person = self.check_grantee(letter.author)?;
        let (card, recipient, person) = self.pinned_card(&person)?;
        let mut nodes: Vec<NodeId> = papers.iter().flatten().copied().collect();
        nodes.sort_unstable();
        nodes.dedup();
        let gifts: Vec<(GrantId, NodeId)> = nodes.into_iter().map(|node| (GrantId(random::bytes()), node)).collect();
        let answer = Answer {
            to: letter.id,
            granted: papers.iter().map(Option::is_some).collect(),
            motive: motive.map(str::to_owned),
        };
        let answer = Letter::Answer(answer);
        answer.check(0).map_err(Problem::written)?;
        self.append(|draft, keyring| {
            for (id, node) in &gifts {
                let purpose = Some(ask.purpose.clone());
                let (grantee, right) = (letter.author, Right::Read);
                let lending = Lending { node: *node, grantee, right, start: None, until, purpose };
                give(draft, root(keyring)?, &lending, &Gift { id: *id, card, recipient: &recipient, via: None })?;
            }
            refuse_deposit(draft, letter.id)
        })?;
        self.settle();
        let told = self.write_to(&person, NodeId(random::bytes()), answer);
        Ok((gifts.into_iter().map(|(id, _)| id).collect(), told.err()))
    }

    /// Offers a person to stand on their list, as one introduced oneself, or to be their referent.
    ///
    /// # Errors
    /// `introduction` when one hasn't introduced oneself; as [`Vault::ask`].
    pub fn propose(&mut self, person: &Person, what: What, motive: Option<&str>) -> Result<NodeId, Problem> {
        let entry = match what {
            What::Referent => None,
            What::Entry => Some(self.introduction().map(Described::from).ok_or_else(not_introduced)?),
        };
        let node = NodeId(random::bytes());
        let motive = motive.map(str::to_owned);
        self.write_to(person, node, Letter::Propose(Proposal { what, by: Side::Practitioner, entry, motive }))?;
        Ok(node)
    }

    /// Tells a person that one helps them no longer, or is no longer their referent.
    ///
    /// # Errors
    /// As [`Vault::ask`].
    pub fn end(
        &mut self,
        person: &Person,
        what: What,
        motive: Option<&str>,
        successor: Option<Successor>,
    ) -> Result<(), Problem> {
        let motive = motive.map(str::to_owned);
        let end = Letter::End(End { what, by: Side::Practitioner, motive, successor });
        self.write_to(person, NodeId(random::bytes()), end)
    }

    /// Says yes or no to a proposal. What it gives is what went wrong in telling who proposed, after it was done.
    ///
    /// # Errors
    /// `kind` for a letter that proposes nothing; `entry` when they are on the list already; `step` when another is referent; `not_found` when
    /// it doesn't wait any more; as [`Vault::check_grantee`] for a yes; the server's, `network`.
    pub fn decide(
        &mut self,
        letter: &WaitingLetter,
        accepted: bool,
        motive: Option<&str>,
    ) -> Result<Option<Problem>, Problem> {
        let Letter::Propose(proposal) = &letter.letter else { return Err(other_letter()) };
        let by = if proposal.by == Side::Holder { Side::Practitioner } else { Side::Holder };
        let decision = Decision { to: letter.id, what: proposal.what, by, motive: motive.map(str::to_owned) };
        let answer = if accepted { Letter::Accept(decision) } else { Letter::Decline(decision) };
        answer.check(0).map_err(Problem::written)?;
        let person = if accepted { Some(self.check_grantee(letter.author)?) } else { self.person_of(letter.author) };
        if proposal.by == Side::Holder {
            // They take it in when they read it: nothing here changes before it is sent.
            let person = person.ok_or_else(stranger)?;
            self.write_to(&person, NodeId(random::bytes()), answer)?;
            return self.refuse(letter.id).map(|()| None);
        }
        match (proposal.what, &proposal.entry, &person) {
            (What::Entry, Some(entry), Some(person)) if accepted => self.accept_entry(letter, entry, person)?,
            (What::Referent, _, Some(person)) if accepted => self.accept_referent(letter, person, motive)?,
            (What::Referent, ..) => self.decline_referent(letter, motive)?,
            _ => self.refuse(letter.id)?,
        }
        // A stranger who was refused isn't written to.
        let told = person.map(|person| self.write_to(&person, NodeId(random::bytes()), answer));
        Ok(told.and_then(Result::err))
    }

    /// Writes to one of one's people, by the keys that were met.
    pub(super) fn write_to(&mut self, person: &Person, node: NodeId, letter: Letter) -> Result<(), Problem> {
        let (_, chain) = fetch_cards(&self.api, person.account)?;
        person.newest_card(&chain).map_err(|_| other_keys(&person.introduction.name))?;
        self.send(person, &chain, (node, Vec::new()), &HandedIn::Letter(letter))
    }

    /// Who stands on an entry, if something can be given to them.
    pub(super) fn practitioner(&mut self, entry: NodeId) -> Result<Person, Problem> {
        let views = self.entries()?;
        let view = views.iter().find(|view| view.id == entry).ok_or_else(not_found)?;
        let account = view.entry.account.ok_or_else(no_account)?;
        self.check_grantee(account)
    }

    pub(super) fn waiting_letter(&self, opened: Opened) -> Option<WaitingLetter> {
        let Opened { id, state, what } = opened;
        let HandedIn::Letter(letter) = what else { return None };
        let (author, time, act) = (state.author, state.time, state.act.hash);
        Some(WaitingLetter { id, author, person: self.person_of(author), time, letter, act })
    }

    /// What a letter changes by itself, as things stand now.
    fn letter_change(&self, letter: &WaitingLetter) -> Result<Option<Change>, Problem> {
        let theirs: Vec<(NodeId, bool)> = self
            .notes()?
            .into_iter()
            .filter_map(|(id, note)| match note {
                Note::Entry(entry) if entry.account == Some(letter.author) => Some((id, entry.is_over())),
                _ => None,
            })
            .collect();
        let referent = self.referent()?;
        let is_theirs = referent.newest().is_some_and(|step| theirs.iter().any(|(id, _)| *id == step.entry));
        let step = is_theirs.then(|| referent.taken_from(&letter.letter, letter.act, letter.time)).flatten();
        if let Some(step) = step {
            return Ok(Some(Change::Referent(Box::new(step))));
        }
        match &letter.letter {
            Letter::End(end) if (end.what, end.by) == (What::Entry, Side::Practitioner) => {
                Ok(theirs.iter().find(|(_, is_over)| !is_over).map(|(id, _)| Change::Entry(*id)))
            }
            _ => Ok(None),
        }
    }

    /// Who stands on an entry has said that they help no longer; being referent ends with it.
    fn take_end(&mut self, letter: &WaitingLetter, id: NodeId) -> Result<(), Problem> {
        let Letter::End(end) = &letter.letter else { return Err(other_letter()) };
        let ends = |referent: &Referent| {
            let said = Letter::End(End { what: What::Referent, ..end.clone() });
            referent.newest().filter(|step| step.entry == id)?;
            referent.taken_from(&said, letter.act, letter.time)
        };
        let step = ends(&self.referent()?);
        let fresh = NodeId(random::bytes());
        self.append(|draft, keyring| {
            let own = keyring.lockers.first().ok_or_else(not_found)?;
            keep_letter(draft, &own.root, letter)?;
            let Note::Entry(mut entry) = note(draft, &own.root, id)? else { return Err(not_found()) };
            entry.until = entry.until.or(Some(letter.time));
            put_note(draft, &own.root, id, None, &Note::Entry(entry))?;
            match &step {
                Some(step) => follow(draft, &own.root, fresh, &[&|_| step.clone()]),
                None => Ok(()),
            }
        })?;
        self.settle();
        Ok(())
    }

    /// The entry is the note of the deposit's own node: who proposed it and who accepted it have both signed.
    fn accept_entry(&mut self, letter: &WaitingLetter, entry: &Described, person: &Person) -> Result<(), Problem> {
        self.check_room()?;
        if self.entry_with(letter.author)?.is_some() {
            let sentence = format!("{} is on your list already.", person.introduction.name);
            return Err(Problem::new(ProblemKind::Conflict, "entry", sentence));
        }
        let (card, recipient, _) = self.pinned_card(person)?;
        let who = Introduction::from(entry);
        let entry = entry_of(&who, Some(letter.author), EntryKind::Person, letter.time, letter.author);
        let (note, id) = (Note::Entry(entry), GrantId(random::bytes()));
        let (grantee, right, until) = (letter.author, Right::Read, Until::After(OWN_ENTRY));
        let lending = Lending { node: letter.id, grantee, right, start: None, until, purpose: None };
        self.append(|draft, keyring| {
            let own = keyring.lockers.first().ok_or_else(not_found)?;
            if !draft.locker.deposits.contains_key(&letter.id) {
                return Err(not_found());
            }
            put_note(draft, &own.root, letter.id, Some(letter.act), &note)?;
            give(draft, root(keyring)?, &lending, &Gift { id, card, recipient: &recipient, via: None })
        })?;
        self.settle();
        Ok(())
    }

    /// Both steps at once: a proposal waits for the holder, so that it stands only with their answer.
    fn accept_referent(
        &mut self,
        letter: &WaitingLetter,
        person: &Person,
        motive: Option<&str>,
    ) -> Result<(), Problem> {
        let known = self.entry_with(letter.author)?;
        if known.is_none() {
            self.check_room()?;
        }
        let (entry, fresh) = (known.unwrap_or_else(|| NodeId(random::bytes())), NodeId(random::bytes()));
        let new = self.new_entry(&person.introduction, Some(letter.author), EntryKind::Person, letter.time);
        self.append(|draft, keyring| {
            let own = keyring.lockers.first().ok_or_else(not_found)?;
            if known.is_none() {
                put_note(draft, &own.root, entry, None, &Note::Entry(new.clone()))?;
            }
            keep_letter(draft, &own.root, letter)?;
            let answer = |now| Step {
                motive: motive.map(str::to_owned),
                ..Step::new(State::Accepted, entry, Side::Holder, now)
            };
            follow(draft, &own.root, fresh, &[&|now| proposed(letter, entry, now), &answer])
        })?;
        self.settle();
        Ok(())
    }

    /// Where nothing else stands, both steps are kept; a proposal in the middle of something else is only refused.
    fn decline_referent(&mut self, letter: &WaitingLetter, motive: Option<&str>) -> Result<(), Problem> {
        let free = self.referent()?.newest().is_none_or(|step| matches!(step.state, State::Declined | State::Ended));
        let Some(entry) = self.entry_with(letter.author)?.filter(|_| free) else { return self.refuse(letter.id) };
        let fresh = NodeId(random::bytes());
        self.append(|draft, keyring| {
            let own = keyring.lockers.first().ok_or_else(not_found)?;
            keep_letter(draft, &own.root, letter)?;
            let answer = |now| Step {
                motive: motive.map(str::to_owned),
                ..Step::new(State::Declined, entry, Side::Holder, now)
            };
            follow(draft, &own.root, fresh, &[&|now| proposed(letter, entry, now), &answer])
        })?;
        self.settle();
        Ok(())
    }

    /// The entry of somebody who helps now.
    fn entry_with(&self, account: AccountId) -> Result<Option<NodeId>, Problem> {
        let views = self.entries()?;
        let is_theirs =
            |entry: &crate::client::document::note::Entry| entry.account == Some(account) && !entry.is_over();
        Ok(views.into_iter().find(|view| is_theirs(&view.entry)).map(|view| view.id))
    }
}

/// The step by which a practitioner has proposed themselves.
fn proposed(letter: &WaitingLetter, entry: NodeId, now: u64) -> Step {
    let motive = match &letter.letter {
        Letter::Propose(proposal) => proposal.motive.clone(),
        _ => None,
    };
    let (letter, proposal) = (Some(letter.act), Some(letter.id));
    Step { motive, letter, proposal, ..Step::new(State::Proposed, entry, Side::Practitioner, now) }
}

/// Whether this later letter stands for the earlier one: a proposal was taken back or made anew, a meeting moved.
fn takes_back(later: &WaitingLetter, earlier: &WaitingLetter) -> bool {
    match (&later.letter, &earlier.letter) {
        (Letter::End(end), Letter::Propose(proposal)) => {
            later.author == earlier.author
                && (end.what, end.by) == (proposal.what, proposal.by)
                && (earlier.time, earlier.id) != (later.time, later.id)
                && earlier.time <= later.time
        }
        (Letter::Propose(newer), Letter::Propose(older)) => {
            later.author == earlier.author
                && (newer.what, newer.by) == (older.what, older.by)
                && earlier.time < later.time
        }
        // It was moved, or called off.
        (Letter::Meeting(newer), Letter::Meeting(older)) => {
            later.author == earlier.author && newer.meeting == older.meeting && newer.sequence > older.sequence
        }
        _ => false,
    }
}

/// What is wished for a time that has passed.
pub(super) fn over_already() -> Problem {
    Problem::new(ProblemKind::Usage, "past", "That time is over already.")
}

fn other_letter() -> Problem {
    Problem::new(ProblemKind::Usage, "kind", "This letter can't be answered so.")
}

fn not_introduced() -> Problem {
    let sentence = "You haven't introduced yourself yet: `armoire invite` or `armoire join` does.";
    Problem::new(ProblemKind::Usage, "introduction", sentence)
}

fn no_account() -> Problem {
    let sentence = "They have no locker here, so that they can't say yes: invite them first.";
    Problem::new(ProblemKind::Usage, "no_account", sentence)
}

fn stranger() -> Problem {
    Problem::new(ProblemKind::NotFound, "not_found", "Who wrote this isn't one of your people: meet them first.")
}
