//! What other people do in a locker's log, and what its holder lets them.

use armoire::protocol::{
    act::{
        Act, Body, Deposit, Document, GivenBox, Grant, Header, NewFolder, ObjectName, Purge, Put, Revoke, Right,
        Rotate, join_files,
    },
    bytes::Hash,
    id::{GrantId, NodeId},
};

use super::{
    Journal, Person,
    journal::salt,
    person::{box_file, random, sealed},
};

/// What a grant says.
#[derive(Clone, Copy)]
pub struct NewGrant<'p> {
    /// The locker, a folder or a document.
    pub node: NodeId,
    /// Whom.
    pub grantee: &'p Person,
    /// What they may do.
    pub right: Right,
    /// From when.
    pub start: u64,
    /// Until when.
    pub end: u64,
}

impl Journal {
    /// Grants something; gives the grant and the file beside it.
    pub fn grant(&mut self, new: NewGrant<'_>, time: u64) -> (GrantId, Vec<u8>) {
        let (body, file) = self.grant_body(new, None);
        let Body::Grant(Grant { grant, .. }) = body else { unreachable!() };
        let act = self.beside(body, file.clone(), time);
        self.follow(act);
        (grant, file)
    }

    /// The body of a grant, and the file beside it.
    pub fn grant_body(&self, new: NewGrant<'_>, via: Option<GrantId>) -> (Body, Vec<u8>) {
        let NewGrant { node, grantee, right, start, end } = new;
        let file = box_file(400);
        let document = self.state.documents.get(&node);
        let grant = Grant {
            salt: salt(),
            node,
            parent: document.map(|document| document.folder),
            epoch: document.map_or_else(|| self.state.newest_epoch(node).expect("a key"), |document| document.epoch),
            turn: document.map(|document| document.turn),
            card: grantee.cards.newest().hash,
            grant: GrantId(random()),
            grantee: grantee.cards.account(),
            right,
            start,
            end,
            via,
            file: Hash::of(&file),
            sealed: Some(sealed(100)),
        };
        (Body::Grant(grant), file)
    }

    /// Takes a grant back.
    pub fn revoke(&mut self, grant: GrantId, time: u64) {
        let act = self.beside(Body::Revoke(Revoke { salt: salt(), grant, sealed: None }), Vec::new(), time);
        self.follow(act);
    }

    /// A new key for a folder, with boxes for grants that stay; gives their files.
    pub fn rotate_with_boxes(&mut self, node: NodeId, grants: &[GrantId], time: u64) -> Vec<Vec<u8>> {
        let mut grants = grants.to_vec();
        grants.sort_unstable();
        let files: Vec<Vec<u8>> = grants.iter().map(|_| box_file(300)).collect();
        let boxes = grants.iter().zip(&files).map(|(grant, file)| GivenBox { grant: *grant, file: Hash::of(file) });
        let rotate = Rotate {
            salt: salt(),
            node,
            epoch: self.state.folders[&node].newest_epoch() + 1,
            under: Some(self.state.epoch()),
            key: sealed(32),
            prior: Some(sealed(32)),
            inbox: None,
            boxes: boxes.collect(),
            sealed: None,
        };
        let act = self.beside(Body::Rotate(rotate), join_files(files.iter().map(Vec::as_slice)), time);
        self.follow(act);
        files
    }

    /// A new folder that no grant on the locker reaches.
    pub fn private_folder(&mut self, time: u64) -> NodeId {
        let node = NodeId(random());
        let put = NewFolder {
            salt: salt(),
            node,
            parent: self.id().as_node(),
            epoch: 1,
            under: None,
            version: 1,
            private: true,
            key: sealed(32),
            label: sealed(512),
            sealed: None,
        };
        let act = self.beside(Body::Put(Put::NewFolder(put)), Vec::new(), time);
        self.follow(act);
        node
    }

    /// Takes what somebody handed in.
    pub fn accept(&mut self, node: NodeId, folder: NodeId, time: u64) {
        let waiting = self.state.deposits[&node].clone();
        let put = Document {
            salt: salt(),
            node,
            parent: folder,
            epoch: self.state.folders[&folder].newest_epoch(),
            turn: 0,
            version: 1,
            base: None,
            label: sealed(512),
            objects: waiting.objects,
            boxes: Vec::new(),
            deposit: Some(waiting.act.hash),
            sealed: None,
        };
        let act = self.beside(Body::Put(Put::Document(put)), Vec::new(), time);
        self.follow(act);
    }

    /// Refuses what somebody handed in.
    pub fn refuse(&mut self, node: NodeId, time: u64) {
        let waiting = self.state.deposits[&node].act;
        let (parent, base, gone) = (self.id().as_node(), waiting.hash, vec![waiting.seq]);
        let act = self.beside(Body::Purge(Purge { salt: salt(), node, parent, base, gone }), Vec::new(), time);
        self.follow(act);
    }

    fn beside(&self, body: Body, beside: Vec<u8>, time: u64) -> Act {
        let chain = self.state.stream_head(&body);
        Act { beside, ..self.signed(body, chain, time, |_| {}) }
    }
}

impl Person {
    /// What this person signs in somebody's locker, whose log stands where `journal` does.
    pub fn acts_in(&self, journal: &Journal, body: Body, beside: Vec<u8>, time: u64) -> Act {
        let header = Header {
            locker: Some(journal.id()),
            seq: journal.next(),
            prev: Some(journal.state.head.hash),
            chain: journal.state.stream_head(&body),
            author: self.cards.account(),
            card: self.cards.newest().hash,
            time,
            body: Hash([0; 32]),
        };
        Act::sign(header, body, beside, self.journal.seed())
    }

    /// A `deposit` of these objects, for a document that nobody has yet.
    pub fn deposits(&self, journal: &Journal, objects: Vec<ObjectName>, time: u64) -> (NodeId, Act) {
        let (node, file) = (NodeId(random()), box_file(700));
        let body = Body::Deposit(Deposit { salt: salt(), node, objects, file: Hash::of(&file) });
        (node, self.acts_in(journal, body, file, time))
    }

    /// Knows somebody's cards, so that the journal follows what they sign.
    pub fn meets(&mut self, other: &Self) {
        self.journal.meet(&other.cards);
    }
}
