//! Notes: documents without objects in the private folder for people.

use std::collections::BTreeMap;

use super::{
    Vault,
    boxes::NewKey,
    draft::{Draft, salt},
    keys::Keys,
    opens::Opens,
    people_folder::{holds_people, people_folder},
    views::{not_found, place},
};
use crate::{
    client::{
        document::{FolderLabel, Note},
        hazmat::Key,
        problem::Problem,
    },
    protocol::{
        Refusal,
        act::{Body, Document, Put},
        bytes::Hash,
        id::NodeId,
        log::Locker,
    },
};

impl Vault {
    /// Every note, by id.
    pub(super) fn notes(&self) -> Result<Vec<(NodeId, Note)>, Problem> {
        notes(self.log.reader.locker(), &self.own_locker()?.root).map_err(Problem::altered)
    }
}

/// Whether a document is no paper.
pub(super) fn is_note(locker: &Locker, node: NodeId) -> bool {
    locker.documents.get(&node).is_some_and(|state| state.objects.is_empty())
}

/// Every note, by id. Those of a kind that isn't known are left alone; another that doesn't open is an error: written anew, what it holds
/// would be lost.
pub(super) fn notes(locker: &Locker, root: &Key) -> Result<Vec<(NodeId, Note)>, Refusal> {
    let keys = Keys { locker, root };
    let mut for_people: BTreeMap<NodeId, bool> = BTreeMap::new();
    let mut notes = Vec::new();
    for (id, state) in locker.documents.iter().filter(|(_, state)| state.objects.is_empty()) {
        let is_for_people = if let Some(known) = for_people.get(&state.folder) {
            *known
        } else {
            let folder = locker.folders.get(&state.folder).ok_or(Refusal::Parent)?;
            let key = keys.folder(state.folder, folder.epoch)?;
            let label = FolderLabel::open(&key, place(locker, state.folder, folder.version), &folder.label.0)?;
            let is_it = folder.private && holds_people(&label);
            for_people.insert(state.folder, is_it);
            is_it
        };
        if !is_for_people {
            continue;
        }
        let key = keys.document(state.folder, *id, state.epoch, state.turn)?;
        match Note::open(&key, place(locker, *id, state.version), &state.label.0) {
            Ok(note) => notes.push((*id, note)),
            Err(Refusal::Kind) => {}
            Err(refusal) => return Err(refusal),
        }
    }
    Ok(notes)
}

/// Signs a note's state, under its folder's fresh key; a new one goes into the folder for people. `deposit` is the act that brought it.
pub(super) fn put_note(
    draft: &mut Draft<'_>,
    root: &Key,
    id: NodeId,
    deposit: Option<Hash>,
    note: &Note,
) -> Result<(), Problem> {
    let known = draft.locker.documents.get(&id).map(|state| (state.folder, state.put.hash, state.version));
    let (folder, base, version) = if let Some((folder, base, version)) = known {
        (folder, Some(base), version + 1)
    } else {
        draft.people_key(root).map_err(Problem::altered)?;
        (people_folder(&draft.locker, root).ok_or_else(not_found)?, None, 1)
    };
    let (epoch, turn, key) = draft.fresh_document_key(id, folder, Opens::Root(root)).map_err(Problem::altered)?;
    let new = NewKey { node: id, key_node: folder, epoch, turn: Some(turn), key: &key };
    let (boxes, beside) = draft.boxes(new).map_err(Problem::altered)?;
    let label = note.seal(&key, place(&draft.locker, id, version)).map_err(Problem::written)?;
    let document = Document {
        salt: salt(),
        node: id,
        parent: folder,
        epoch,
        turn,
        version,
        base,
        label: label.into(),
        objects: Vec::new(),
        boxes,
        deposit,
        sealed: None,
    };
    draft.push_with(Body::Put(Put::Document(document)), beside).map(drop).map_err(Problem::altered)
}

/// The same note under a key that nobody has whose grant is over.
pub(super) fn renew_note(draft: &mut Draft<'_>, root: &Key, id: NodeId) -> Result<(), Problem> {
    let note = note(draft, root, id)?;
    put_note(draft, root, id, None, &note)
}

/// A note as the draft's state has it.
pub(super) fn note(draft: &Draft<'_>, root: &Key, id: NodeId) -> Result<Note, Problem> {
    let state = draft.locker.documents.get(&id).ok_or_else(not_found)?;
    let key = Keys { locker: &draft.locker, root }.document(state.folder, id, state.epoch, state.turn);
    let key = key.map_err(Problem::altered)?;
    Note::open(&key, place(&draft.locker, id, state.version), &state.label.0).map_err(Problem::altered)
}
