//! The accompaniment list: who helps, with what, since when. The holder keeps it.

use super::{
    LentLocker, Until, Vault,
    grants::Lending,
    notes::{note, put_note},
    opens::Opens,
    views::{not_found, place},
};
use crate::{
    client::{
        clock,
        document::{
            Note,
            note::{Entry, EntryKind},
        },
        hazmat::random,
        people::{Introduction, Person, referent::State},
        problem::{Problem, ProblemKind},
    },
    protocol::{
        Refusal,
        act::Right,
        id::{AccountId, GrantId, NodeId},
        limits,
    },
};

/// One of those who help, or have helped.
#[derive(Clone, Debug)]
pub struct EntryView {
    /// Its note.
    pub id: NodeId,
    /// What it says.
    pub entry: Entry,
    /// Who they are, if they are one of one's people.
    pub person: Option<Person>,
    /// Who sees it, besides the holder, by which grant.
    pub shown_to: Vec<(AccountId, GrantId)>,
    /// What stands with them as referent; of the newest step alone.
    pub referent: Option<State>,
}

impl Vault {
    /// The list: those who help now first, then those who have; by name.
    ///
    /// # Errors
    /// When a note doesn't open.
    pub fn entries(&self) -> Result<Vec<EntryView>, Problem> {
        let mut locker = self.log.reader.locker().clone();
        locker.pass_time(clock::now());
        let referent = self.referent()?;
        let newest = referent.newest();
        let mut views: Vec<EntryView> = self
            .notes()?
            .into_iter()
            .filter_map(|(id, note)| {
                let Note::Entry(entry) = note else { return None };
                let shown = locker.grants.iter().filter(|(_, grant)| grant.node == id);
                Some(EntryView {
                    id,
                    person: entry.account.and_then(|account| self.person_of(account)),
                    shown_to: shown.map(|(grant, state)| (state.grantee, *grant)).collect(),
                    referent: newest.filter(|step| step.entry == id).map(|step| step.state),
                    entry,
                })
            })
            .collect();
        views.sort_by(|one, other| {
            (one.entry.is_over(), &one.entry.name, one.id).cmp(&(other.entry.is_over(), &other.entry.name, other.id))
        });
        Ok(views)
    }

    /// Puts somebody on the list.
    ///
    /// # Errors
    /// `malformed` and `too_large` for its texts, `too_many` beyond 200 who help now, the server's, `network`.
    pub fn add_entry(&mut self, entry: &Entry) -> Result<NodeId, Problem> {
        self.check_room()?;
        let id = NodeId(random::bytes());
        self.append(|draft, keyring| {
            let own = keyring.lockers.first().ok_or_else(not_found)?;
            put_note(draft, &own.root, id, None, &Note::Entry(entry.clone()))
        })?;
        self.settle();
        Ok(id)
    }

    /// Changes what the list says of somebody.
    ///
    /// # Errors
    /// `not_found`; as [`Vault::add_entry`].
    pub fn change_entry(&mut self, id: NodeId, change: impl Fn(&mut Entry)) -> Result<(), Problem> {
        self.append(|draft, keyring| {
            let own = keyring.lockers.first().ok_or_else(not_found)?;
            let Note::Entry(mut entry) = note(draft, &own.root, id)? else { return Err(not_found()) };
            let before = entry.clone();
            change(&mut entry);
            if entry == before { Ok(()) } else { put_note(draft, &own.root, id, None, &Note::Entry(entry)) }
        })?;
        self.settle();
        Ok(())
    }

    /// Somebody helps no longer. What was lent to them stays lent until it is taken back.
    ///
    /// # Errors
    /// `referent` while they are asked to be, or are, referent: that is ended first; as [`Vault::change_entry`].
    pub fn end_entry(&mut self, id: NodeId) -> Result<(), Problem> {
        self.check_not_referent(id)?;
        let now = clock::now();
        self.change_entry(id, |entry| entry.until = entry.until.or(Some(now)))
    }

    /// Somebody helps again.
    ///
    /// # Errors
    /// As [`Vault::add_entry`] and [`Vault::change_entry`].
    pub fn bring_entry_back(&mut self, id: NodeId) -> Result<(), Problem> {
        self.check_room()?;
        self.change_entry(id, |entry| entry.until = None)
    }

    /// Takes somebody off the list, as if they had never been there; the journal keeps that something was deleted.
    ///
    /// # Errors
    /// `referent` as [`Vault::end_entry`]; `not_found`, the server's, `network`.
    pub fn remove_entry(&mut self, id: NodeId) -> Result<(), Problem> {
        if !self.entries()?.iter().any(|view| view.id == id) {
            return Err(not_found());
        }
        self.check_not_referent(id)?;
        self.delete(id)
    }

    /// Shows an entry to somebody: them, or another of those who help.
    ///
    /// # Errors
    /// As [`Vault::grant`].
    pub fn show_entry(&mut self, id: NodeId, to: AccountId, until: Until) -> Result<GrantId, Problem> {
        self.grant(&Lending { node: id, grantee: to, right: Right::Read, start: None, until, purpose: None })
    }

    pub(super) fn check_room(&self) -> Result<(), Problem> {
        let now =
            self.notes()?.iter().filter(|(_, note)| matches!(note, Note::Entry(entry) if !entry.is_over())).count();
        if now < limits::ENTRIES {
            return Ok(());
        }
        let sentence = "Two hundred people are on your list already: end some of them first.";
        Err(Problem::new(ProblemKind::Limit, "too_many", sentence))
    }

    fn check_not_referent(&self, id: NodeId) -> Result<(), Problem> {
        let referent = self.referent()?;
        match referent.newest() {
            Some(step) if step.entry == id && matches!(step.state, State::Proposed | State::Accepted) => {
                let sentence = "They are, or are asked to be, your referent: end that first.";
                Err(Problem::new(ProblemKind::Usage, "referent", sentence))
            }
            _ => Ok(()),
        }
    }

    /// An entry as the holder adds it.
    #[must_use]
    pub fn new_entry(&self, who: &Introduction, account: Option<AccountId>, kind: EntryKind, since: u64) -> Entry {
        entry_of(who, account, kind, since, self.account)
    }
}

impl LentLocker {
    /// Entries of this locker's list that were shown, by name. One whose new key hasn't come is left out.
    ///
    /// # Errors
    /// When a note doesn't open.
    pub fn entries(&self) -> Result<Vec<(NodeId, Entry)>, Problem> {
        let mut entries = Vec::new();
        for (id, state) in self.state.documents.iter().filter(|(_, state)| state.objects.is_empty()) {
            let opens = Opens::Given(&self.given);
            let key = match opens.document(&self.state, state.folder, *id, (state.epoch, state.turn)) {
                Err(Refusal::Epoch) => continue,
                opened => opened.map_err(Problem::altered)?,
            };
            match Note::open(&key, place(&self.state, *id, state.version), &state.label.0) {
                Ok(Note::Entry(entry)) => entries.push((*id, entry)),
                Ok(_) | Err(Refusal::Kind) => {}
                Err(refusal) => return Err(Problem::altered(refusal)),
            }
        }
        entries.sort_by(|(one_id, one), (other_id, other)| (&one.name, one_id).cmp(&(&other.name, other_id)));
        Ok(entries)
    }
}

/// An entry that was proposed or added by somebody.
pub(super) fn entry_of(
    who: &Introduction,
    account: Option<AccountId>,
    kind: EntryKind,
    since: u64,
    added_by: AccountId,
) -> Entry {
    let Introduction { name, organisation, site, mission, reach, locker: _ } = who.clone();
    let unknown = serde_json::Map::new();
    Entry { name, organisation, site, mission, reach, account, kind, since, until: None, added_by, unknown }
}
