use super::{
    Vault,
    documents::root,
    draft::{Draft, salt},
    opens::Opens,
    views::{not_found, place},
};
use crate::{
    client::{
        clock,
        document::{
            FolderLabel,
            key::{NodeEpoch, seal_node_key},
        },
        hazmat::{Key, random},
        problem::Problem,
    },
    protocol::{
        act::{Body, FolderState, NewFolder, Put},
        id::NodeId,
    },
};

impl Vault {
    /// Makes a folder.
    ///
    /// # Errors
    /// `too_large` for a name over 1,024 bytes, the server's, `network`.
    pub fn create_folder(&mut self, name: &str, pictogram: Option<&str>) -> Result<NodeId, Problem> {
        self.make_folder(name, pictogram, false)
    }

    /// Makes a private folder: its key isn't under the locker's, so that whoever is given the locker isn't given this (§6).
    ///
    /// # Errors
    /// As [`Vault::create_folder`].
    pub fn create_private_folder(&mut self, name: &str, pictogram: Option<&str>) -> Result<NodeId, Problem> {
        self.make_folder(name, pictogram, true)
    }

    fn make_folder(&mut self, name: &str, pictogram: Option<&str>, private: bool) -> Result<NodeId, Problem> {
        let id = NodeId(random::bytes());
        let label = new_label(name, pictogram);
        self.append(|draft, keyring| {
            let own = keyring.lockers.first().ok_or_else(not_found)?;
            if private {
                put_new(draft, id, &label, &own.root, true)
            } else {
                new_folder(draft, Opens::Root(&own.root), id, &label)
            }
        })?;
        self.settle();
        Ok(id)
    }

    /// Whether this is one of the locker's folders.
    #[must_use]
    pub fn is_folder(&self, id: NodeId) -> bool {
        self.log.reader.locker().folders.contains_key(&id)
    }

    pub(super) fn rename_folder(&mut self, id: NodeId, name: &str) -> Result<(), Problem> {
        self.change_folder(id, |label| name.clone_into(&mut label.name))
    }

    pub(super) fn trash_folder(&mut self, id: NodeId) -> Result<(), Problem> {
        self.change_folder(id, |label| label.trashed = Some(clock::now()))
    }

    pub(super) fn restore_folder(&mut self, id: NodeId) -> Result<(), Problem> {
        self.change_folder(id, |label| label.trashed = None)
    }

    fn change_folder(&mut self, id: NodeId, change: impl Fn(&mut FolderLabel)) -> Result<(), Problem> {
        self.append(|draft, keyring| change_folder(draft, root(keyring)?, id, &change))?;
        self.settle();
        Ok(())
    }
}

/// The label of a new folder.
pub(super) fn new_label(name: &str, pictogram: Option<&str>) -> FolderLabel {
    FolderLabel {
        name: name.into(),
        pictogram: pictogram.map(Into::into),
        trashed: None,
        unknown: serde_json::Map::new(),
    }
}

/// A new folder under the locker's key.
pub(super) fn new_folder(
    draft: &mut Draft<'_>,
    opens: Opens<'_>,
    id: NodeId,
    label: &FolderLabel,
) -> Result<(), Problem> {
    let parent = draft.fresh_locker_key(opens).map_err(Problem::altered)?;
    put_new(draft, id, label, &parent, false)
}

fn put_new(draft: &mut Draft<'_>, id: NodeId, label: &FolderLabel, parent: &Key, private: bool) -> Result<(), Problem> {
    let locker = &draft.locker;
    let key = Key::generate();
    let body = NewFolder {
        salt: salt(),
        node: id,
        parent: locker.id.as_node(),
        epoch: 1,
        under: (!private).then(|| locker.epoch()),
        version: 1,
        private,
        key: seal_node_key(parent, NodeEpoch { locker: locker.id, node: id, epoch: 1 }, &key).into(),
        label: label.seal(&key, place(locker, id, 1)).map_err(Problem::typed)?.into(),
        sealed: None,
    };
    draft.push(Body::Put(Put::NewFolder(body))).map(drop).map_err(Problem::altered)
}

/// A folder with another label.
pub(super) fn change_folder(
    draft: &mut Draft<'_>,
    opens: Opens<'_>,
    id: NodeId,
    change: &dyn Fn(&mut FolderLabel),
) -> Result<(), Problem> {
    let state = draft.locker.folders.get(&id).ok_or_else(not_found)?.clone();
    let old_key = opens.folder(&draft.locker, id, state.epoch).map_err(Problem::altered)?;
    let mut label = FolderLabel::open(&old_key, place(&draft.locker, id, state.version), &state.label.0)
        .map_err(Problem::altered)?;
    change(&mut label);
    let key = draft.fresh_folder_key(id, opens).map_err(Problem::altered)?;
    let version = state.version + 1;
    let body = FolderState {
        salt: salt(),
        node: id,
        parent: draft.locker.id.as_node(),
        epoch: draft.locker.folders.get(&id).ok_or_else(not_found)?.newest_epoch(),
        version,
        base: state.put.hash,
        label: label.seal(&key, place(&draft.locker, id, version)).map_err(Problem::typed)?.into(),
        sealed: None,
    };
    draft.push(Body::Put(Put::Folder(body))).map(drop).map_err(Problem::altered)
}
