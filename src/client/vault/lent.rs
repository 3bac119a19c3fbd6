//! What others have lent to this account: opened by the box of each grant, verified by what its author has signed.

use std::{collections::BTreeMap, fs::File};

use super::{
    DocumentView, Progress, Vault,
    others::unknown_authors,
    sync::fetch_cards,
    transfer::fetch,
    views::{not_found, place, view},
};
use crate::{
    client::{
        api::types::LentGrant,
        document::{
            DocumentLabel, FolderLabel, GivenKey,
            key::{NodeEpoch, document_key, earlier_key, open_node_key},
        },
        hazmat::{Identity, Key},
        people::Person,
        problem::{Problem, ProblemKind},
    },
    protocol::{
        Refusal,
        act::{Act, Body, Grant, Put, Right, read_frames},
        card::Chains,
        id::{GrantId, LockerId, NodeId},
        log::{DocumentState, KeyEpoch, Lent, Locker, View},
    },
};

/// Something that somebody has lent.
#[derive(Clone, Debug)]
pub struct Loan {
    /// The grant.
    pub grant: GrantId,
    /// In which locker.
    pub locker: LockerId,
    /// The locker as a node, a folder or a document.
    pub node: NodeId,
    /// Who gave it.
    pub from: Person,
    /// What it allows.
    pub right: Right,
    /// From when, milliseconds since 1970.
    pub start: u64,
    /// Until when.
    pub end: u64,
    /// What for, in their words.
    pub purpose: Option<String>,
    act: Act,
    body: Grant,
    file: Vec<u8>,
    given: GivenKey,
}

/// A document that somebody has lent.
#[derive(Clone, Debug)]
pub struct LentDocument {
    /// What it is; its folder's name is empty where the folder wasn't lent.
    pub view: DocumentView,
    /// By which grant.
    pub grant: GrantId,
    /// In which locker.
    pub locker: LockerId,
    /// Whether who lent it, or the holder, vouches for its newest state.
    pub confirmed: bool,
    state: DocumentState,
    label: DocumentLabel,
}

impl Vault {
    /// What was lent to this account and lives now. What its author hasn't signed, or who isn't one of one's people, is left out; the
    /// notices say so.
    ///
    /// # Errors
    /// The server's, `network`.
    pub fn loans(&mut self) -> Result<Vec<Loan>, Problem> {
        self.refresh_people()?;
        let mut loans = Vec::new();
        for lent in self.api.lent()? {
            match self.loan(lent) {
                Ok(loan) => loans.push(loan),
                Err(problem) if problem.kind == ProblemKind::Network => return Err(problem),
                Err(problem) => {
                    self.notices.push(format!("Something that was lent to you was refused: {}", problem.sentence));
                }
            }
        }
        loans.sort_by_key(|loan| (loan.end, loan.grant));
        Ok(loans)
    }

    /// The documents that a grant reaches, verified.
    ///
    /// # Errors
    /// `not_found` once it is over, the rule that what was served breaks, the server's, `network`.
    pub fn lent_documents(&self, loan: &Loan) -> Result<Vec<LentDocument>, Problem> {
        let acts = self.api.view(loan.locker, loan.grant)?;
        let mut chains = Chains::from(self.chain_of(&loan.from)?);
        for (_, chain) in unknown_authors(&self.api, &chains, &acts)? {
            chains.add(chain).map_err(Problem::altered)?;
        }
        let lent = Lent {
            locker: loan.locker,
            node: loan.node,
            epoch: loan.given.epoch,
            turn: loan.given.turn,
            grant: loan.grant,
            living: loan.given.living.clone(),
        };
        let seen = View::open(&loan.act, self.account, (&lent, &loan.file), &acts, chains).map_err(Problem::altered)?;
        if seen.is_over() {
            return Err(over());
        }
        let keys = LentKeys::of(loan, &acts, &self.keyring.keys.identity, seen.state()).map_err(Problem::altered)?;
        let mut documents = Vec::new();
        for (id, state) in &seen.state().documents {
            let key = keys.document(*id, state).map_err(Problem::altered)?;
            let label = DocumentLabel::open(&key, place(seen.state(), *id, state.version), &state.label.0)
                .map_err(Problem::altered)?;
            let folder = keys.folder_name(state.folder).map_err(Problem::altered)?.unwrap_or_default();
            documents.push(LentDocument {
                view: view(*id, state, &label, folder),
                grant: loan.grant,
                locker: loan.locker,
                confirmed: seen.is_confirmed(*id),
                state: state.clone(),
                label,
            });
        }
        Ok(documents)
    }

    /// Writes a lent document into `out`. What is there is worth nothing until this returned without error.
    ///
    /// # Errors
    /// As [`Vault::get`].
    pub fn get_lent(
        &self,
        document: &LentDocument,
        out: &mut File,
        progress: &mut dyn Progress,
    ) -> Result<(), Problem> {
        let object = document.state.objects.first().ok_or_else(not_found)?;
        progress.step(&document.view.name);
        fetch(&self.api, document.locker, object, &document.label, out, progress)
    }

    fn loan(&self, lent: LentGrant) -> Result<Loan, Problem> {
        let mut acts = read_frames(&lent.act.0, 1).map_err(Problem::altered)?;
        let act = acts.pop().ok_or_else(|| Problem::altered(Refusal::Grant))?;
        let Some(Body::Grant(body)) = act.body.clone() else { return Err(Problem::altered(Refusal::Kind)) };
        // Only the holder lends, as far as this version follows: who a manager acts for would be the server's word.
        if act.header.author != lent.holder || body.via.is_some() {
            return Err(Problem::altered(Refusal::Author));
        }
        let from = self.person_of(act.header.author).ok_or_else(|| {
            let sentence = "Who lent it isn't one of your people: let them invite you.";
            Problem::new(ProblemKind::NotFound, "not_found", sentence)
        })?;
        let given = GivenKey::open(&self.keyring.keys.identity, &lent.file.0).map_err(Problem::altered)?;
        let same = act.header.locker == Some(lent.locker) && body.grant == lent.grant && given.locker == lent.locker;
        if !same {
            return Err(Problem::altered(Refusal::Grant));
        }
        Ok(Loan {
            grant: body.grant,
            locker: lent.locker,
            node: body.node,
            from,
            right: body.right,
            start: body.start,
            end: body.end,
            purpose: given.purpose.clone(),
            act,
            body,
            file: lent.file.0,
            given,
        })
    }

    /// Somebody's verified cards, which hold the pinned one.
    fn chain_of(&self, person: &Person) -> Result<crate::protocol::card::CardChain, Problem> {
        let (_, chain) = fetch_cards(&self.api, person.account)?;
        person.newest_card(&chain).map_err(|_| super::people::other_keys(&person.introduction.name))?;
        Ok(chain)
    }
}

/// Keys that a grant's boxes give, and what follows from them.
struct LentKeys<'a> {
    loan: &'a Loan,
    state: &'a Locker,
    /// The newest of each epoch and turn.
    given: BTreeMap<(u64, u64), Key>,
}

impl<'a> LentKeys<'a> {
    /// From the grant's own box, and those beside the acts that came after.
    fn of(loan: &'a Loan, acts: &[Act], identity: &Identity, state: &'a Locker) -> Result<Self, Refusal> {
        let mut given = BTreeMap::new();
        given.insert((loan.given.epoch, loan.given.turn.unwrap_or(0)), loan.given.key.clone());
        for act in acts.iter().filter(|act| act.header.seq > loan.act.header.seq && !act.beside.is_empty()) {
            let Some(body) = &act.body else { continue };
            let Some(named) = body.boxes().iter().find(|named| named.grant == loan.grant) else { continue };
            // The server keeps what is addressed to others to itself.
            if crate::protocol::bytes::Hash::of(&act.beside) != named.file {
                return Err(Refusal::Box);
            }
            let key = GivenKey::open(identity, &act.beside)?;
            let (epoch, turn) = match body {
                Body::Rotate(rotate) => (rotate.epoch, None),
                Body::Put(Put::Document(put)) => (put.epoch, Some(put.turn)),
                _ => return Err(Refusal::Box),
            };
            let said = (key.locker, key.node, key.grant, key.epoch, key.turn);
            if said != (loan.locker, loan.node, loan.grant, epoch, turn) {
                return Err(Refusal::Box);
            }
            given.insert((epoch, turn.unwrap_or(0)), key.key);
        }
        Ok(Self { loan, state, given })
    }

    fn document(&self, id: NodeId, state: &DocumentState) -> Result<Key, Refusal> {
        if self.loan.body.parent.is_some() {
            // A document alone: each of its keys comes in a box.
            return self.given.get(&(state.epoch, state.turn)).cloned().ok_or(Refusal::Epoch);
        }
        Ok(document_key(&self.folder(state.folder, state.epoch)?, id, state.epoch, state.turn))
    }

    /// A folder's key of this epoch.
    fn folder(&self, folder: NodeId, epoch: u64) -> Result<Key, Refusal> {
        let keys = &self.state.folders.get(&folder).ok_or(Refusal::Parent)?.keys;
        if folder == self.loan.node {
            return self.own(keys, epoch);
        }
        let newest = keys.last().ok_or(Refusal::Epoch)?;
        let parent = self.own(&self.state.keys, newest.under.ok_or(Refusal::Node)?)?;
        let at = NodeEpoch { locker: self.loan.locker, node: folder, epoch: newest.epoch };
        let key = open_node_key(&parent, at, &newest.key.0)?;
        earlier_key(&key, at, epoch, |epoch| prior(keys, epoch))
    }

    /// The key of what was lent itself, of this epoch: given, or one that a given one leads to.
    fn own(&self, keys: &[KeyEpoch], epoch: u64) -> Result<Key, Refusal> {
        let (&(newest, _), key) = self.given.range((epoch, 0)..).next().ok_or(Refusal::Epoch)?;
        let at = NodeEpoch { locker: self.loan.locker, node: self.loan.node, epoch: newest };
        earlier_key(key, at, epoch, |epoch| prior(keys, epoch))
    }

    fn folder_name(&self, folder: NodeId) -> Result<Option<String>, Refusal> {
        let Some(state) = self.state.folders.get(&folder) else { return Ok(None) };
        let key = self.folder(folder, state.epoch)?;
        let label = FolderLabel::open(&key, place(self.state, folder, state.version), &state.label.0)?;
        Ok(Some(label.name))
    }
}

fn prior(keys: &[KeyEpoch], epoch: u64) -> Option<&[u8]> {
    keys.iter().find(|key| key.epoch == epoch)?.prior.as_ref().map(|prior| prior.0.as_slice())
}

fn over() -> Problem {
    Problem::new(ProblemKind::NotFound, "not_found", "This was taken back, or its time is over.")
}
