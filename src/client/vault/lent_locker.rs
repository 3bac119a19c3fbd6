//! A locker of somebody else's, as far as it was lent: the views of all one's grants there, put together.

mod to_act;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
};

use super::{
    DocumentView, FolderView, Loan, Progress, Vault,
    heads::check_view,
    opens::{GivenKeys, Opens},
    others::unknown_authors,
    transfer::fetch,
    views::{not_found, place, view},
};
use crate::{
    client::{
        document::{DocumentLabel, FolderLabel, GivenKey},
        hazmat::Identity,
        people::Person,
        problem::{Problem, ProblemKind},
    },
    protocol::{
        Refusal,
        act::{Act, Body, Put},
        bytes::Hash,
        card::{Chains, FindCard as _},
        id::{AccountId, LockerId, NodeId},
        log::{DocumentState, Lent, Locker, Place, View},
    },
};

/// A document that somebody has lent.
#[derive(Clone, Debug)]
pub struct LentDocument {
    /// What it is; its folder's name is empty where the folder wasn't lent.
    pub view: DocumentView,
    /// In which locker.
    pub locker: LockerId,
    /// Whether who lent it, or the holder, vouches for its newest state; or it is one's own.
    pub confirmed: bool,
    state: DocumentState,
    label: DocumentLabel,
}

/// A locker, as far as it was lent.
#[derive(Debug)]
pub struct LentLocker {
    pub(super) id: LockerId,
    /// Whose it is, or who gave it for them.
    pub(super) from: Person,
    /// By which grants.
    pub(super) loans: Vec<Loan>,
    /// Folders, documents and keys that were lent. To act on: the server's head and streams, one's own grants, and what one manages.
    pub(super) state: Locker,
    pub(super) given: GivenKeys,
    pub(super) chains: Chains,
    /// Deposits that wait, each with its file, for whoever manages the whole locker.
    pub(super) waiting: BTreeMap<NodeId, Act>,
    confirmed: BTreeSet<NodeId>,
    /// The newest act that was seen and verified.
    pub(super) newest: Option<Place>,
}

impl Vault {
    /// A locker, to look at: the documents and folders that these grants reach, all of them in one locker.
    ///
    /// # Errors
    /// `not_found` once all of them are over, the rule that what was served breaks, the server's, `network`.
    pub fn lent_locker(&self, loans: Vec<Loan>) -> Result<LentLocker, Problem> {
        let first = loans.first().ok_or_else(over)?;
        let (id, from, mut chains) = (first.locker, first.from.clone(), first.chains.clone());
        chains.add(self.log.reader.cards().clone()).map_err(Problem::altered)?;
        let nowhere = Place { seq: 0, hash: Hash([0; 32]) };
        let state = Locker::resume(id, chains.holder(), nowhere.hash, (nowhere.hash, 0), (nowhere, 0), nowhere);
        let empty = LentLocker {
            id,
            from,
            loans: Vec::new(),
            state,
            given: GivenKeys::default(),
            chains,
            waiting: BTreeMap::new(),
            confirmed: BTreeSet::new(),
            newest: None,
        };
        self.filled(empty, loans)
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
        let fetched = fetch(&self.api, document.locker, object, &document.label, out, progress);
        // It was listed a moment ago.
        fetched.map_err(|problem| if problem.code == "not_found" { over() } else { problem })
    }

    fn filled(&self, mut lent: LentLocker, loans: Vec<Loan>) -> Result<LentLocker, Problem> {
        for loan in loans {
            let acts = match self.api.view(loan.locker, loan.grant) {
                // Over since it was listed.
                Err(problem) if problem.code == "not_found" => continue,
                served => served?,
            };
            let mut chains = loan.chains.clone();
            for (_, chain) in unknown_authors(&self.api, &chains, &acts)? {
                chains.add(chain).map_err(Problem::altered)?;
            }
            let named = Lent {
                locker: loan.locker,
                node: loan.node,
                epoch: loan.given.epoch,
                turn: loan.given.turn,
                grant: loan.grant,
                living: loan.given.living.clone(),
            };
            let grantee = (self.account, &self.keyring.keys.identity);
            let seen = View::open(&loan.act, grantee.0, (&named, &loan.file), &acts, chains.clone())
                .map_err(Problem::altered)?;
            if seen.is_over() {
                continue;
            }
            check_view(&acts, self.person_of(loan.holder).as_ref())?;
            let newest = acts.iter().map(|act| Place { seq: act.header.seq, hash: act.hash });
            lent.newest = newest.chain(lent.newest).max_by_key(|place| place.seq);
            lent.take_keys(&loan, &seen, &acts, grantee.1).map_err(Problem::altered)?;
            lent.take_view(&seen, grantee.0);
            for chain in loan.accounts().filter_map(|account| loan.chains.of(account)) {
                lent.chains.add(chain.clone()).map_err(Problem::altered)?;
            }
            lent.loans.push(loan);
        }
        if lent.loans.is_empty() { Err(over()) } else { Ok(lent) }
    }
}

impl LentLocker {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> LockerId {
        self.id
    }

    /// Whose it is; or, if that is none of one's people, who gave it for them.
    #[must_use]
    pub fn from(&self) -> &Person {
        &self.from
    }

    /// Every document that was lent, those in the bin too, the newest first; and how many there are whose new key hasn't come.
    ///
    /// # Errors
    /// When a label doesn't open.
    pub fn lent_documents(&self) -> Result<(Vec<LentDocument>, usize), Problem> {
        let (mut documents, mut awaited) = (Vec::new(), 0);
        // A note is no paper.
        for (id, state) in self.state.documents.iter().filter(|(_, state)| !state.objects.is_empty()) {
            let opened = self.opens().document(&self.state, state.folder, *id, (state.epoch, state.turn));
            let key = match opened {
                Err(Refusal::Epoch) => {
                    awaited += 1;
                    continue;
                }
                opened => opened.map_err(Problem::altered)?,
            };
            let label = DocumentLabel::open(&key, place(&self.state, *id, state.version), &state.label.0)
                .map_err(Problem::altered)?;
            let folder = self.folder_label(state.folder)?.map(|label| label.name).unwrap_or_default();
            documents.push(LentDocument {
                view: view(*id, state, &label, folder),
                locker: self.id,
                confirmed: self.confirmed.contains(id),
                state: state.clone(),
                label,
            });
        }
        documents.sort_by_key(|document| std::cmp::Reverse((document.view.added, document.view.id)));
        Ok((documents, awaited))
    }

    /// Every folder that was lent, by name.
    ///
    /// # Errors
    /// When a label doesn't open.
    pub fn folders(&self) -> Result<Vec<FolderView>, Problem> {
        let mut views = Vec::new();
        for id in self.state.folders.keys() {
            let Some(label) = self.folder_label(*id)? else { continue };
            views.push(FolderView {
                id: *id,
                name: label.name,
                pictogram: label.pictogram,
                trashed: label.trashed,
                documents: 0,
            });
        }
        for document in self.lent_documents()?.0.iter().filter(|document| document.view.trashed.is_none()) {
            if let Some(folder) = views.iter_mut().find(|view| view.id == document.view.folder) {
                folder.documents += 1;
            }
        }
        views.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(views)
    }

    /// What was lent to open it with.
    pub(super) fn opens(&self) -> Opens<'_> {
        Opens::Given(&self.given)
    }

    /// `None` for a folder that wasn't lent, only something in it; or whose new key hasn't come.
    pub(super) fn folder_label(&self, folder: NodeId) -> Result<Option<FolderLabel>, Problem> {
        let Some(state) = self.state.folders.get(&folder).filter(|state| state.version > 0) else { return Ok(None) };
        let key = match self.opens().folder(&self.state, folder, state.epoch) {
            Err(Refusal::Epoch) => return Ok(None),
            opened => opened.map_err(Problem::altered)?,
        };
        let label = FolderLabel::open(&key, place(&self.state, folder, state.version), &state.label.0);
        label.map(Some).map_err(Problem::altered)
    }

    /// Keys from a grant's own box, and from those beside the acts that came after.
    fn take_keys(&mut self, loan: &Loan, seen: &View, acts: &[Act], identity: &Identity) -> Result<(), Refusal> {
        self.given.add(loan.node, loan.given.epoch, loan.given.turn, loan.given.key.clone());
        for act in acts.iter().filter(|act| act.header.seq > loan.act.header.seq) {
            let (Some(body), Some(file)) = (&act.body, seen.own_file(act)?) else { continue };
            let key = GivenKey::open(identity, file)?;
            let (epoch, turn) = match body {
                Body::Rotate(rotate) => (rotate.epoch, None),
                Body::Put(Put::Document(put)) => (put.epoch, Some(put.turn)),
                _ => return Err(Refusal::Box),
            };
            let said = (key.locker, key.node, key.grant, key.epoch, key.turn);
            if said != (loan.locker, loan.node, loan.grant, epoch, turn) {
                return Err(Refusal::Box);
            }
            self.given.add(loan.node, epoch, turn, key.key);
        }
        Ok(())
    }

    /// Of what several grants reach, the newest state.
    fn take_view(&mut self, seen: &View, own: AccountId) {
        let (state, there) = (&mut self.state, seen.state());
        if !there.keys.is_empty() {
            state.keys.clone_from(&there.keys);
            state.keys_stream = there.keys_stream;
        }
        for (id, folder) in &there.folders {
            if state.folders.get(id).is_none_or(|known| known.stream.seq < folder.stream.seq) {
                state.folders.insert(*id, folder.clone());
            }
        }
        for (id, document) in &there.documents {
            if state.documents.get(id).is_none_or(|known| known.put.seq < document.put.seq) {
                state.documents.insert(*id, document.clone());
                self.confirmed.remove(id);
            }
            let newest = state.documents.get(id).is_some_and(|known| known.put.seq == document.put.seq);
            if newest && (document.author == own || seen.is_confirmed(*id)) {
                self.confirmed.insert(*id);
            }
        }
    }
}

impl Loan {
    /// The holder, and everybody in the line.
    fn accounts(&self) -> impl Iterator<Item = AccountId> {
        let line = self.line.iter().map(|(act, _)| act.header.author);
        [self.holder, self.act.header.author].into_iter().chain(line)
    }
}

/// What was lent is lent no more.
pub(super) fn over() -> Problem {
    Problem::new(ProblemKind::NotFound, "not_found", "This was taken back, or its time is over.")
}
