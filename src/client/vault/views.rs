//! What a person sees of a locker.

use std::collections::HashMap;

use super::{Vault, keys::Keys, people_folder::holds_people};
use crate::{
    client::{
        document::{DocumentLabel, FolderLabel, key::document_key, label::LabelPlace},
        hazmat::Key,
        problem::{Problem, ProblemKind},
    },
    protocol::{
        Refusal,
        id::{AccountId, NodeId},
        log::{DocumentState, Locker},
    },
};

/// A folder.
#[derive(Clone, Debug)]
pub struct FolderView {
    /// Its id.
    pub id: NodeId,
    /// As the person calls it.
    pub name: String,
    /// A picture that stands for it.
    pub pictogram: Option<String>,
    /// Since when it lies in the bin, milliseconds since 1970.
    pub trashed: Option<u64>,
    /// Documents in it, those in the bin left out.
    pub documents: usize,
}

/// A document.
#[derive(Clone, Debug)]
pub struct DocumentView {
    /// Its id.
    pub id: NodeId,
    /// As the person calls it.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// The folder it is in.
    pub folder: NodeId,
    /// That folder's name.
    pub folder_name: String,
    /// True size, bytes.
    pub size: u64,
    /// Counts payloads, from 1.
    pub edition: u64,
    /// When it was added, milliseconds since 1970.
    pub added: u64,
    /// When it was last changed.
    pub modified: u64,
    /// Since when it lies in the bin.
    pub trashed: Option<u64>,
}

/// One edition of a document.
#[derive(Clone, Debug)]
pub struct VersionView {
    /// Counts payloads, from 1.
    pub edition: u64,
    /// True size, bytes.
    pub size: u64,
    /// What the document was called then.
    pub name: String,
    /// When, milliseconds since 1970.
    pub time: u64,
    /// By whom.
    pub author: AccountId,
    /// Whether it is the one that is shown.
    pub current: bool,
}

/// A sentence of the journal, in parts.
#[derive(Clone, Debug)]
pub struct JournalEntry {
    /// Its place in the log.
    pub seq: u64,
    /// When, milliseconds since 1970.
    pub time: u64,
    /// By whom.
    pub author: AccountId,
    /// What: `locker`, `rotate`, `folder`, `add`, `replace`, `rename`, `trash`, `restore`, `move`, `change`, `delete`, `seen`, `checkpoint`,
    /// `card`, `gap`, `note`, `grant`, `revoke`, `deposit`, or `deleted` for an act whose content was deleted.
    pub kind: &'static str,
    /// The folder or document.
    pub node: Option<NodeId>,
    /// What it was called then, while that can still be read.
    pub name: Option<String>,
    /// Of `grant` and `revoke`: to whom it was lent.
    pub to: Option<AccountId>,
}

impl Vault {
    /// All folders, by name.
    ///
    /// # Errors
    /// When the locker's keys don't open.
    pub fn folders(&self) -> Result<Vec<FolderView>, Problem> {
        let reading = self.reading()?;
        let mut views = Vec::new();
        for id in reading.keys.locker.folders.keys() {
            let label = reading.folder_label(*id).map_err(Problem::altered)?;
            if holds_people(&label) {
                continue;
            }
            views.push(FolderView {
                id: *id,
                name: label.name,
                pictogram: label.pictogram,
                trashed: label.trashed,
                documents: 0,
            });
        }
        for document in self.documents()?.iter().filter(|document| document.trashed.is_none()) {
            if let Some(folder) = views.iter_mut().find(|view| view.id == document.folder) {
                folder.documents += 1;
            }
        }
        views.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(views)
    }

    /// All documents, those in the bin too, the newest first.
    ///
    /// # Errors
    /// When a label doesn't open.
    pub fn documents(&self) -> Result<Vec<DocumentView>, Problem> {
        let mut reading = self.reading()?;
        let mut views = Vec::new();
        for (id, state) in &reading.keys.locker.documents {
            if state.objects.is_empty() {
                // A note, no paper.
                continue;
            }
            let label = reading.label(*id, state).map_err(Problem::altered)?;
            let folder_name = reading.folder_name(state.folder).map_err(Problem::altered)?;
            views.push(view(*id, state, &label, folder_name));
        }
        views.sort_by_key(|view| std::cmp::Reverse((view.added, view.id)));
        Ok(views)
    }

    pub(super) fn reading(&self) -> Result<Reading<'_>, Problem> {
        let root = &self.own_locker()?.root;
        Ok(Reading {
            keys: Keys { locker: self.log.reader.locker(), root },
            folder_keys: HashMap::new(),
            names: HashMap::new(),
        })
    }

    pub(super) fn document_state(&self, id: NodeId) -> Result<&DocumentState, Problem> {
        self.log.reader.locker().documents.get(&id).ok_or_else(not_found)
    }
}

/// A locker being read: keys and names are opened once.
pub(super) struct Reading<'a> {
    pub(super) keys: Keys<'a>,
    folder_keys: HashMap<(NodeId, u64), Key>,
    names: HashMap<NodeId, String>,
}

impl Reading<'_> {
    /// The label of a document in this state.
    pub(super) fn label(&mut self, id: NodeId, state: &DocumentState) -> Result<DocumentLabel, Refusal> {
        let key = self.document_key(state.folder, id, state.epoch, state.turn)?;
        DocumentLabel::open(&key, place(self.keys.locker, id, state.version), &state.label.0)
    }

    /// The key of a document's `put` in this folder, under this epoch and turn.
    pub(super) fn document_key(&mut self, folder: NodeId, id: NodeId, epoch: u64, turn: u64) -> Result<Key, Refusal> {
        if let Some(key) = self.folder_keys.get(&(folder, epoch)) {
            return Ok(document_key(key, id, epoch, turn));
        }
        let key = self.keys.folder(folder, epoch)?;
        let key = self.folder_keys.entry((folder, epoch)).or_insert(key);
        Ok(document_key(key, id, epoch, turn))
    }

    /// A folder's label.
    pub(super) fn folder_label(&self, id: NodeId) -> Result<FolderLabel, Refusal> {
        let state = self.keys.locker.folders.get(&id).ok_or(Refusal::Node)?;
        let key = self.keys.folder(id, state.epoch)?;
        FolderLabel::open(&key, place(self.keys.locker, id, state.version), &state.label.0)
    }

    fn folder_name(&mut self, id: NodeId) -> Result<String, Refusal> {
        if let Some(name) = self.names.get(&id) {
            return Ok(name.clone());
        }
        let name = self.folder_label(id)?.name;
        self.names.insert(id, name.clone());
        Ok(name)
    }
}

pub(super) fn view(id: NodeId, state: &DocumentState, label: &DocumentLabel, folder_name: String) -> DocumentView {
    DocumentView {
        id,
        name: label.name.clone(),
        media_type: label.media_type.clone(),
        folder: state.folder,
        folder_name,
        size: label.size,
        edition: label.edition,
        added: label.added,
        modified: label.modified,
        trashed: label.trashed,
    }
}

/// Where a label of this locker belongs.
pub(super) fn place(locker: &Locker, node: NodeId, version: u64) -> LabelPlace {
    LabelPlace { locker: locker.id, node, version }
}

pub(super) fn not_found() -> Problem {
    Problem::new(ProblemKind::NotFound, "not_found", "There is no such document or folder here.")
}
