//! Bodies with random contents: the fold opens nothing.

use armoire::{
    client::hazmat::{Identity, random},
    protocol::{
        act::{Document, FirstAct, NewFolder, ObjectName, Rotate},
        age_header::RecipientType,
        bytes::{Bytes, Hash},
        id::{NodeId, ObjectId},
    },
};

pub fn bytes<const N: usize>() -> Bytes {
    Bytes(random::bytes::<N>().to_vec())
}

pub fn salt() -> Bytes {
    bytes::<16>()
}

/// As long as a sealed key.
pub fn key() -> Bytes {
    bytes::<113>()
}

/// As long as a sealed label.
pub fn label() -> Bytes {
    bytes::<593>()
}

pub fn inbox() -> String {
    Identity::generate(RecipientType::Hybrid).to_recipient().to_string()
}

pub fn object() -> ObjectName {
    ObjectName { id: ObjectId(random::bytes()), size: 1240, sha256: Hash(random::bytes()) }
}

pub fn first_act() -> FirstAct {
    FirstAct { salt: salt(), inbox: inbox() }
}

/// The first rotation of the locker.
pub fn rotate(node: NodeId) -> Rotate {
    Rotate {
        salt: salt(),
        node,
        epoch: 1,
        under: None,
        key: key(),
        prior: None,
        inbox: Some(inbox()),
        boxes: Vec::new(),
        sealed: None,
    }
}

/// A folder under the locker's first key.
pub fn new_folder(node: NodeId) -> NewFolder {
    NewFolder {
        salt: salt(),
        node,
        parent: NodeId(random::bytes()),
        epoch: 1,
        under: Some(1),
        version: 1,
        private: false,
        key: key(),
        label: label(),
        sealed: None,
    }
}

/// A new document.
pub fn document(node: NodeId) -> Document {
    Document {
        salt: salt(),
        node,
        parent: NodeId(random::bytes()),
        epoch: 1,
        turn: 0,
        version: 1,
        base: None,
        label: label(),
        objects: vec![object()],
        boxes: Vec::new(),
        deposit: None,
        sealed: None,
    }
}
