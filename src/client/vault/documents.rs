use std::{fs::File, path::Path};

use super::{
    DocumentView, Progress, Vault,
    draft::{Draft, salt},
    transfer::{Outgoing, seal, seal_file},
    views::{not_found, place, view},
};
use crate::{
    client::{
        account::Keyring,
        clock,
        document::DocumentLabel,
        hazmat::{Identity, random},
        problem::{Problem, ProblemKind},
        vault::{boxes::NewKey, opens::Opens},
    },
    protocol::{
        Refusal,
        act::{Body, Document, Leave, ObjectName, Purge, Put},
        bytes::Hash,
        id::NodeId,
        log::DocumentState,
    },
};

/// How often a deletion begins again after another device's change.
const TRIES: usize = 3;

impl Vault {
    /// Adds a document; it is safe on the server when this returns.
    ///
    /// # Errors
    /// `empty`, `too_large`, `quota_reached`, `not_found` for the folder, the file's, the server's, `network`.
    pub fn add(
        &mut self,
        path: &Path,
        name: &str,
        media_type: &str,
        folder: NodeId,
        progress: &mut dyn Progress,
    ) -> Result<NodeId, Problem> {
        if !self.is_folder(folder) {
            return Err(not_found());
        }
        let outgoing = seal(path, progress)?;
        self.add_sealed(outgoing, (name, media_type), folder, progress)
    }

    /// The same of an open file, all of it. A problem calls it `path`.
    pub(in crate::client) fn add_file(
        &mut self,
        (file, path): (File, &Path),
        what: (&str, &str),
        folder: NodeId,
        progress: &mut dyn Progress,
    ) -> Result<NodeId, Problem> {
        if !self.is_folder(folder) {
            return Err(not_found());
        }
        let outgoing = seal_file(file, path, progress)?;
        self.add_sealed(outgoing, what, folder, progress)
    }

    fn add_sealed(
        &mut self,
        outgoing: Outgoing,
        (name, media_type): (&str, &str),
        folder: NodeId,
        progress: &mut dyn Progress,
    ) -> Result<NodeId, Problem> {
        let id = NodeId(random::bytes());
        let label = new_label(name, media_type, &outgoing, clock::now());
        self.send_then_append(outgoing, progress, |draft, keyring, objects| {
            put(draft, keyring, Target { id, folder }, None, &label, objects)
        })?;
        Ok(id)
    }

    /// Replaces a document's payload by a new edition, and gives its number. If another device changed the document meanwhile, the new payload is
    /// kept as a document of its own beside it, and the notices say so.
    ///
    /// # Errors
    /// As [`Vault::add`].
    pub fn replace(&mut self, id: NodeId, path: &Path, progress: &mut dyn Progress) -> Result<u64, Problem> {
        let base = self.document_state(id)?.put.hash;
        let outgoing = seal(path, progress)?;
        let copy = NodeId(random::bytes());
        let (identity, size) = (outgoing.identity.clone(), outgoing.size);
        let new = NewPayload { identity: &identity, size, time: clock::now() };
        let (mut edition, mut copied) = (0, false);
        self.send_then_append(outgoing, progress, |draft, keyring, objects| {
            (edition, copied) = replace_document(draft, root(keyring)?, (id, base, copy), &new, objects)?;
            Ok(())
        })?;
        if copied {
            self.notices
                .push("Another device changed this document at the same time: both are kept, yours as a copy.".into());
        }
        Ok(edition)
    }

    /// Writes a document, or an earlier edition of it, into `out`. What is there is worth nothing until this returned without error.
    ///
    /// # Errors
    /// `not_found`, `size`, `hash`, `tampered`, `padding`, `network`, and those of writing.
    pub fn get(
        &mut self,
        id: NodeId,
        edition: Option<u64>,
        out: &mut File,
        progress: &mut dyn Progress,
    ) -> Result<DocumentView, Problem> {
        let state = match edition {
            None => self.document_state(id)?.clone(),
            Some(edition) => self.edition(id, edition)?,
        };
        let mut reading = self.reading()?;
        let label = reading.label(id, &state).map_err(Problem::altered)?;
        let folder_name = reading.folder_label(state.folder).map_err(Problem::altered)?.name;
        let object = state.objects.first().ok_or_else(|| Problem::altered(Refusal::Objects))?;
        progress.step(&label.name);
        self.fetch_payload(object, &label, out, progress)?;
        Ok(view(id, &state, &label, folder_name))
    }

    /// Gives a document or folder another name.
    ///
    /// # Errors
    /// `not_found`, `too_large`, the server's, `network`.
    pub fn rename(&mut self, id: NodeId, name: &str) -> Result<(), Problem> {
        if self.is_folder(id) {
            return self.rename_folder(id, name);
        }
        self.change(id, |label| name.clone_into(&mut label.name))
    }

    /// Puts a document or folder in the bin.
    ///
    /// # Errors
    /// `not_found`, the server's, `network`.
    pub fn trash(&mut self, id: NodeId) -> Result<(), Problem> {
        if self.is_folder(id) {
            return self.trash_folder(id);
        }
        self.change(id, |label| label.trashed = Some(clock::now()))
    }

    /// Takes a document or folder out of the bin.
    ///
    /// # Errors
    /// `not_found`, the server's, `network`.
    pub fn restore(&mut self, id: NodeId) -> Result<(), Problem> {
        if self.is_folder(id) {
            return self.restore_folder(id);
        }
        self.change(id, |label| label.trashed = None)
    }

    /// Moves a document to another folder.
    ///
    /// # Errors
    /// `not_found`, the server's, `network`.
    pub fn move_to(&mut self, id: NodeId, folder: NodeId) -> Result<(), Problem> {
        if !self.is_folder(folder) {
            return Err(not_found());
        }
        self.append(|draft, keyring| move_document(draft, root(keyring)?, id, folder))?;
        self.settle();
        Ok(())
    }

    /// Deletes a document for good: its keys and objects are gone from the server at once.
    ///
    /// # Errors
    /// `not_found`; `folder` for a folder; the server's, `network`.
    pub fn delete(&mut self, id: NodeId) -> Result<(), Problem> {
        if self.is_folder(id) {
            return Err(Problem::new(
                ProblemKind::Usage,
                "folder",
                "A folder goes in the bin; what is deleted for good is each of its documents.",
            ));
        }
        for _ in 0..TRIES {
            let state = self.document_state(id)?;
            let (folder, base) = (state.folder, state.put.hash);
            let acts = self.api.acts_on(self.locker_id(), id)?;
            // The deposit that it came from goes with it.
            let is_its = |body: &Body| matches!(body, Body::Put(_) | Body::Deposit(_));
            let puts: Vec<_> = acts.iter().filter(|act| act.body.as_ref().is_some_and(is_its)).collect();
            if puts.last().is_none_or(|newest| newest.hash != base) {
                // Another device changed or deleted it since this one looked.
                self.sync()?;
                continue;
            }
            let gone: Vec<u64> = puts.iter().map(|act| act.header.seq).collect();
            let mut stood = true;
            self.append(|draft, _| {
                let now = draft.locker.documents.get(&id).ok_or_else(not_found)?;
                stood = now.put.hash == base && now.folder == folder;
                if !stood {
                    // Changed meanwhile: ask again which acts there are.
                    return Ok(());
                }
                let purge = Purge { salt: salt(), node: id, parent: folder, base, gone: gone.clone() };
                draft.push(Body::Purge(purge)).map(drop).map_err(Problem::altered)
            })?;
            if stood {
                if self.log.reader.locker().checkpoint.is_some() {
                    // It lists what is gone: a cold reader needs a new one.
                    let _ = self.checkpoint();
                }
                self.settle();
                return Ok(());
            }
        }
        Err(Problem::new(
            ProblemKind::Conflict,
            "edit_conflict",
            "Another device keeps changing this document at the same moment: try again.",
        ))
    }

    fn change(&mut self, id: NodeId, change: impl Fn(&mut DocumentLabel)) -> Result<(), Problem> {
        self.append(|draft, keyring| change_document(draft, root(keyring)?, id, &change))?;
        self.settle();
        Ok(())
    }
}

/// A payload that takes another's place.
pub(super) struct NewPayload<'a> {
    pub(super) identity: &'a Identity,
    /// True size, bytes.
    pub(super) size: u64,
    pub(super) time: u64,
}

#[derive(Clone, Copy)]
pub(super) struct Target {
    pub(super) id: NodeId,
    pub(super) folder: NodeId,
}

/// Signs a document's state, under its folder's fresh key.
pub(super) fn put(
    draft: &mut Draft<'_>,
    keyring: &Keyring,
    target: Target,
    base: Option<Hash>,
    label: &DocumentLabel,
    objects: &[ObjectName],
) -> Result<(), Problem> {
    put_accepting(draft, keyring, target, (base, None), label, objects)
}

/// The same; of a document that was handed in, `deposit` is the act that brought it.
pub(super) fn put_accepting(
    draft: &mut Draft<'_>,
    keyring: &Keyring,
    target: Target,
    (base, deposit): (Option<Hash>, Option<Hash>),
    label: &DocumentLabel,
    objects: &[ObjectName],
) -> Result<(), Problem> {
    put_with(draft, root(keyring)?, target, (base, deposit), label, objects)
}

/// The same, with whatever keys the author has.
pub(super) fn put_with(
    draft: &mut Draft<'_>,
    opens: Opens<'_>,
    target: Target,
    (base, deposit): (Option<Hash>, Option<Hash>),
    label: &DocumentLabel,
    objects: &[ObjectName],
) -> Result<(), Problem> {
    let (epoch, turn, key) = draft.fresh_document_key(target.id, target.folder, opens).map_err(Problem::altered)?;
    let version = draft.locker.documents.get(&target.id).map_or(0, |known| known.version) + 1;
    let new = NewKey { node: target.id, key_node: target.folder, epoch, turn: Some(turn), key: &key };
    let (boxes, beside) = draft.boxes(new).map_err(Problem::altered)?;
    let label = label.seal(&key, place(&draft.locker, target.id, version)).map_err(Problem::typed)?;
    let document = Document {
        salt: salt(),
        node: target.id,
        parent: target.folder,
        epoch,
        turn,
        version,
        base,
        label: label.into(),
        objects: objects.to_vec(),
        boxes,
        deposit,
        sealed: None,
    };
    draft.push_with(Body::Put(Put::Document(document)), beside).map(drop).map_err(Problem::altered)
}

/// A document with another label.
pub(super) fn change_document(
    draft: &mut Draft<'_>,
    opens: Opens<'_>,
    id: NodeId,
    change: &dyn Fn(&mut DocumentLabel),
) -> Result<(), Problem> {
    let (state, mut label) = current_with(draft, opens, id)?;
    change(&mut label);
    let target = Target { id, folder: state.folder };
    put_with(draft, opens, target, (Some(state.put.hash), None), &label, &state.objects)
}

/// A document in another folder; nothing if it is there already.
pub(super) fn move_document(
    draft: &mut Draft<'_>,
    opens: Opens<'_>,
    id: NodeId,
    folder: NodeId,
) -> Result<(), Problem> {
    let (state, label) = current_with(draft, opens, id)?;
    if state.folder == folder {
        return Ok(());
    }
    // The new folder's key first: a rotation can't stand between the two halves.
    draft.fresh_document_key(id, folder, opens).map_err(Problem::altered)?;
    let leave = Leave { salt: salt(), node: id, parent: state.folder, base: state.put.hash, sealed: None };
    let left = draft.push(Body::Leave(leave)).map_err(Problem::altered)?;
    put_with(draft, opens, Target { id, folder }, (Some(left), None), &label, &state.objects)
}

/// A new payload for a document that was `base` when the person looked: its next edition, or, where somebody else changed it meanwhile, a
/// document of its own, `copy`. Gives the edition, and whether it is a copy.
pub(super) fn replace_document(
    draft: &mut Draft<'_>,
    opens: Opens<'_>,
    (id, base, copy): (NodeId, Hash, NodeId),
    new: &NewPayload<'_>,
    objects: &[ObjectName],
) -> Result<(u64, bool), Problem> {
    let (state, label) = current_with(draft, opens, id)?;
    let target = Target { id, folder: state.folder };
    let copied = state.put.hash != base;
    let edition = if copied { 1 } else { label.edition + 1 };
    let label = DocumentLabel {
        size: new.size,
        edition,
        modified: new.time,
        payload: new.identity.clone(),
        thumbnail: None,
        added: if copied { new.time } else { label.added },
        name: if copied { format!("{} (copy)", label.name) } else { label.name },
        ..label
    };
    if copied {
        put_with(draft, opens, Target { id: copy, ..target }, (None, None), &label, objects)?;
    } else {
        put_with(draft, opens, target, (Some(base), None), &label, objects)?;
    }
    Ok((edition, copied))
}

/// The label of a document that comes from a file.
pub(super) fn new_label(name: &str, media_type: &str, outgoing: &Outgoing, now: u64) -> DocumentLabel {
    DocumentLabel {
        name: name.into(),
        media_type: media_type.into(),
        size: outgoing.size,
        edition: 1,
        added: now,
        modified: now,
        trashed: None,
        payload: outgoing.identity.clone(),
        thumbnail: None,
        pages: None,
        category: None,
        expires: None,
        unknown: serde_json::Map::new(),
    }
}

/// A document as the draft's state has it.
pub(super) fn current_with(
    draft: &Draft<'_>,
    opens: Opens<'_>,
    id: NodeId,
) -> Result<(DocumentState, DocumentLabel), Problem> {
    let state = draft.locker.documents.get(&id).ok_or_else(not_found)?.clone();
    let key = opens.document(&draft.locker, state.folder, id, (state.epoch, state.turn)).map_err(Problem::altered)?;
    let label =
        DocumentLabel::open(&key, place(&draft.locker, id, state.version), &state.label.0).map_err(Problem::altered)?;
    Ok((state, label))
}

/// What opens one's own locker.
pub(super) fn root(keyring: &Keyring) -> Result<Opens<'_>, Problem> {
    keyring.lockers.first().map(|own| Opens::Root(&own.root)).ok_or_else(not_found)
}
