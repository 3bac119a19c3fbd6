//! Papers and folders, in somebody else's locker.

use std::path::Path;

use super::Acting;
use crate::{
    client::{
        clock,
        hazmat::random,
        problem::Problem,
        vault::{
            DocumentView, FolderView, Progress,
            documents::{NewPayload, Target, change_document, move_document, new_label, put_with, replace_document},
            draft::Draft,
            folders::{self, change_folder, new_folder},
            lent_locker::over,
            opens::Opens,
            transfer::{Outgoing, SENDS, object_gone, seal, send},
            views::not_found,
        },
    },
    protocol::{Refusal, act::ObjectName, id::NodeId, log::Level},
};

impl Acting<'_> {
    /// Every document that was lent, those in the bin too, the newest first.
    ///
    /// # Errors
    /// When a label doesn't open.
    pub fn documents(&self) -> Result<Vec<DocumentView>, Problem> {
        Ok(self.lent.lent_documents()?.0.into_iter().map(|document| document.view).collect())
    }

    /// Every folder that was lent, by name.
    ///
    /// # Errors
    /// When a label doesn't open.
    pub fn folders(&self) -> Result<Vec<FolderView>, Problem> {
        self.lent.folders()
    }

    /// Adds a document; it is safe on the server when this returns.
    ///
    /// # Errors
    /// As [`Vault::add`](crate::client::vault::Vault::add); `author` where that wasn't lent, `stale_key` where the key is out of use and one can't
    /// replace it, `renewal` after a change of one's own keys; `not_found` once it is over.
    pub fn add(
        &mut self,
        path: &Path,
        (name, media_type): (&str, &str),
        folder: NodeId,
        progress: &mut dyn Progress,
    ) -> Result<NodeId, Problem> {
        self.lent.folder_label(folder)?.ok_or_else(not_found)?;
        let outgoing = seal(path, progress)?;
        let id = NodeId(random::bytes());
        let label = new_label(name, media_type, &outgoing, clock::now());
        self.send_then_append(outgoing, progress, |draft, opens, objects| {
            put_with(draft, opens, Target { id, folder }, (None, None), &label, objects)
        })?;
        Ok(id)
    }

    /// Replaces a document's payload by a new edition. If somebody else changed the document meanwhile, the new payload is kept as a
    /// document of its own beside it, and the notices say so.
    ///
    /// # Errors
    /// As [`Acting::add`].
    pub fn replace(&mut self, id: NodeId, path: &Path, progress: &mut dyn Progress) -> Result<(), Problem> {
        let base = self.lent.state.documents.get(&id).ok_or_else(not_found)?.put.hash;
        let outgoing = seal(path, progress)?;
        let copy = NodeId(random::bytes());
        let (identity, size) = (outgoing.identity.clone(), outgoing.size);
        let new = NewPayload { identity: &identity, size, time: clock::now() };
        let mut copied = false;
        self.send_then_append(outgoing, progress, |draft, opens, objects| {
            (_, copied) = replace_document(draft, opens, (id, base, copy), &new, objects)?;
            Ok(())
        })?;
        if copied {
            let sentence = "Somebody else changed this document at the same time: both are kept, yours as a copy.";
            self.vault.notices.push(sentence.into());
        }
        Ok(())
    }

    /// Gives a document or folder another name.
    ///
    /// # Errors
    /// As [`Acting::add`].
    pub fn rename(&mut self, id: NodeId, name: &str) -> Result<(), Problem> {
        if self.lent.folder_label(id)?.is_some() {
            return self
                .append(|draft, opens| change_folder(draft, opens, id, &|label| name.clone_into(&mut label.name)));
        }
        self.append(|draft, opens| change_document(draft, opens, id, &|label| name.clone_into(&mut label.name)))
    }

    /// Puts a document or folder in the bin.
    ///
    /// # Errors
    /// As [`Acting::add`].
    pub fn trash(&mut self, id: NodeId) -> Result<(), Problem> {
        self.set_trashed(id, Some(clock::now()))
    }

    /// Takes a document or folder out of the bin.
    ///
    /// # Errors
    /// As [`Acting::add`].
    pub fn restore(&mut self, id: NodeId) -> Result<(), Problem> {
        self.set_trashed(id, None)
    }

    /// Moves a document to another folder that was lent.
    ///
    /// # Errors
    /// As [`Acting::add`].
    pub fn move_to(&mut self, id: NodeId, folder: NodeId) -> Result<(), Problem> {
        self.lent.folder_label(folder)?.ok_or_else(not_found)?;
        self.append(|draft, opens| move_document(draft, opens, id, folder))
    }

    /// Makes a folder.
    ///
    /// # Errors
    /// As [`Acting::add`].
    pub fn create_folder(&mut self, name: &str) -> Result<NodeId, Problem> {
        let state = &self.lent.state;
        if state.level_of(self.vault.account, state.id.as_node(), self.now.max(state.time)) < Some(Level::Add) {
            return Err(super::explained(Problem::altered(Refusal::Author)));
        }
        let id = NodeId(random::bytes());
        let label = folders::new_label(name, None);
        self.append(|draft, opens| new_folder(draft, opens, id, &label))?;
        Ok(id)
    }

    fn set_trashed(&mut self, id: NodeId, trashed: Option<u64>) -> Result<(), Problem> {
        if self.lent.folder_label(id)?.is_some() {
            return self.append(|draft, opens| change_folder(draft, opens, id, &|label| label.trashed = trashed));
        }
        self.append(|draft, opens| change_document(draft, opens, id, &|label| label.trashed = trashed))
    }

    /// Sends a payload whole, then appends what names it. An object that was swept in between is sent again.
    fn send_then_append(
        &mut self,
        mut outgoing: Outgoing,
        progress: &mut dyn Progress,
        mut build: impl FnMut(&mut Draft<'_>, Opens<'_>, &[ObjectName]) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let objects = [outgoing.name()];
        // What one's own right doesn't allow isn't sent first.
        self.signed(self.now, &mut |draft: &mut Draft<'_>, opens: Opens<'_>| build(draft, opens, &objects))
            .map_err(super::explained)?;
        for _ in 0..SENDS {
            send(&self.vault.api, self.lent.id, &mut outgoing, progress)
                .map_err(|problem| if problem.code == "not_found" { over() } else { problem })?;
            match self.append(|draft, opens| build(draft, opens, &objects)) {
                Err(problem) if problem.code == "object_gone" => {}
                other => return other,
            }
        }
        Err(object_gone())
    }
}
