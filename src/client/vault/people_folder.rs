//! The private folder for what concerns other people: whoever is given the locker isn't given this.

use serde_json::{Map, Value};

use super::{
    draft::{Draft, salt},
    keys::Keys,
    views::place,
};
use crate::{
    client::{
        document::{
            FolderLabel,
            key::{NodeEpoch, seal_node_key},
        },
        hazmat::{Key, random},
    },
    protocol::{
        Refusal,
        act::{Body, NewFolder, Put},
        id::NodeId,
        log::Locker,
    },
};

/// The label's key and value that say so.
const HOLDS: &str = "holds";
const PEOPLE: &str = "people";

/// Whether a folder with this label is it.
pub(super) fn holds_people(label: &FolderLabel) -> bool {
    label.unknown.get(HOLDS).and_then(Value::as_str) == Some(PEOPLE)
}

/// The folder, if it was made already.
pub(super) fn people_folder(locker: &Locker, root: &Key) -> Option<NodeId> {
    let keys = Keys { locker, root };
    let is_it = |id: NodeId| {
        let state = locker.folders.get(&id)?;
        let key = keys.folder(id, state.epoch).ok()?;
        let label = FolderLabel::open(&key, place(locker, id, state.version), &state.label.0).ok()?;
        holds_people(&label).then_some(id)
    };
    let private = locker.folders.iter().filter(|(_, folder)| folder.private);
    // The first by id: two devices may have made one each.
    private.map(|(id, _)| *id).find_map(is_it)
}

impl Draft<'_> {
    /// The key to write under there, and the folder, made if there is none.
    pub(super) fn people_key(&mut self, root: &Key) -> Result<Key, Refusal> {
        if let Some(id) = people_folder(&self.locker, root) {
            return self.fresh_folder_key(id, root);
        }
        let (id, key) = (NodeId(random::bytes()), Key::generate());
        let label = FolderLabel {
            name: "People".into(),
            pictogram: None,
            trashed: None,
            unknown: Map::from_iter([(HOLDS.to_owned(), PEOPLE.into())]),
        };
        let body = NewFolder {
            salt: salt(),
            node: id,
            parent: self.locker.id.as_node(),
            epoch: 1,
            under: None,
            version: 1,
            private: true,
            key: seal_node_key(root, NodeEpoch { locker: self.locker.id, node: id, epoch: 1 }, &key).into(),
            label: label.seal(&key, place(&self.locker, id, 1))?.into(),
            sealed: None,
        };
        self.push(Body::Put(Put::NewFolder(body)))?;
        Ok(key)
    }
}
