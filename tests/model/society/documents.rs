//! What somebody tries with folders and documents, and what they say of the log.

use armoire::protocol::{
    act::{Body, Checkpoint, Document, FolderState, Gap, Leave, NewFolder, Purge, Put, Seen},
    bytes::Hash,
    id::NodeId,
    log::{Place, living_list, write_list},
};
use rand::RngExt;

use super::{SEALED_KEY, SEALED_LABEL, Society};
use crate::history::bytes;

impl Society {
    pub fn new_folder(&mut self, actor: usize) {
        self.freshen(actor, self.locker.id.as_node());
        let private = actor == 0 && self.chance(25);
        let body = NewFolder {
            salt: self.salt(),
            node: NodeId(self.random.random()),
            parent: self.locker.id.as_node(),
            epoch: 1,
            under: (!private).then(|| self.locker.epoch()),
            version: 1,
            private,
            key: bytes(&mut self.random, SEALED_KEY),
            label: bytes(&mut self.random, SEALED_LABEL),
            sealed: None,
        };
        self.attempt(actor, Body::Put(Put::NewFolder(body)));
    }

    pub(super) fn put_folder(&mut self, actor: usize, node: NodeId) {
        self.freshen(actor, node);
        let folder = &self.locker.folders[&node];
        let (epoch, version, base) = (folder.newest_epoch(), folder.version + 1, folder.put.hash);
        let (parent, salt) = (self.locker.id.as_node(), self.salt());
        let label = bytes(&mut self.random, SEALED_LABEL);
        let body = FolderState { salt, node, parent, epoch, version, base, label, sealed: None };
        self.attempt(actor, Body::Put(Put::Folder(body)));
    }

    pub fn put(&mut self, actor: usize, node: NodeId, folder: NodeId) -> Option<&'static str> {
        self.freshen_for(actor, node, folder);
        let base = self.locker.documents.get(&node).map(|known| known.put.hash);
        let body = self.document(node, folder, base);
        self.attempt(actor, Body::Put(Put::Document(body)))
    }

    pub fn document(&mut self, node: NodeId, parent: NodeId, base: Option<Hash>) -> Document {
        let epoch = self.locker.folders[&parent].newest_epoch();
        let known = self.locker.documents.get(&node);
        let same_key = known.filter(|known| known.folder == parent && known.epoch == epoch);
        let stubborn = self.random.random_range(0..10) == 0;
        let due = if stubborn { None } else { self.locker.next_turn(node, parent) };
        let turn = due.unwrap_or(same_key.map_or(0, |known| known.turn));
        let version = known.map_or(0, |known| known.version) + 1;
        let changed = same_key.is_none_or(|known| known.turn != turn);
        let count = self.random.random_range(0..3);
        Document {
            salt: self.salt(),
            node,
            parent,
            epoch,
            turn,
            version,
            base,
            label: bytes(&mut self.random, SEALED_LABEL),
            objects: (0..count).map(|_| self.object()).collect(),
            boxes: if changed || self.chance(10) { self.boxes(node) } else { Vec::new() },
            deposit: None,
            sealed: None,
        }
    }

    /// Boxes for those whose grants stay; now and then somebody is forgotten.
    pub(super) fn move_to(&mut self, actor: usize, node: NodeId, folder: NodeId) {
        let from = self.locker.documents[&node].folder;
        if from == folder {
            self.put(actor, node, folder);
            return;
        }
        self.freshen_for(actor, node, folder);
        let (before, acts, oracle, on) = (self.locker.clone(), self.acts.len(), self.oracle.clone(), self.on.clone());
        let base = self.locker.documents[&node].put.hash;
        let leave = Leave { salt: self.salt(), node, parent: from, base, sealed: None };
        if self.attempt(actor, Body::Leave(leave)).is_some() {
            return;
        }
        let left = self.locker.head.hash;
        let mut body = self.document(node, folder, Some(left));
        body.turn = 0;
        if self.attempt(actor, Body::Put(Put::Document(body))).is_some() {
            // All or none.
            (self.locker, self.oracle, self.on) = (before, oracle, on);
            self.acts.truncate(acts);
        }
    }

    pub(super) fn purge(&mut self, actor: usize, node: NodeId) {
        let known = &self.locker.documents[&node];
        let (parent, base, gone) = (known.folder, known.put.hash, self.on[&node].clone());
        let body = Body::Purge(Purge { salt: self.salt(), node, parent, base, gone });
        self.attempt(actor, body);
    }

    /// The holder signs that acts up to this one are lost.
    pub fn gap(&mut self, lost: Place) {
        let body = Body::Gap(Gap { salt: self.salt(), seq: lost.seq, hash: lost.hash, lost: Vec::new() });
        assert_eq!(self.attempt(0, body), None);
    }

    /// The holder vouches for what is there, now.
    pub fn vouch(&mut self) {
        let (head, node) = (self.locker.head, self.locker.id.as_node());
        let body = Body::Seen(Seen { salt: self.salt(), node, seq: head.seq, hash: head.hash });
        assert_eq!(self.attempt(0, body), None);
    }

    pub(super) fn seen(&mut self, actor: usize, folder: NodeId) {
        let node = if self.chance(50) { folder } else { self.locker.id.as_node() };
        let head = self.locker.head;
        let body = Body::Seen(Seen { salt: self.salt(), node, seq: head.seq, hash: head.hash });
        self.attempt(actor, body);
    }

    pub fn checkpoint(&mut self, actor: usize) {
        let list = living_list(&self.locker);
        let body = Checkpoint { salt: self.salt(), list: Hash::of(&write_list(&list)), living: list.len() as u64 };
        self.attempt(actor, Body::Checkpoint(body));
    }
}
