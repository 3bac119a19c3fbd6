//! New cards and new keys.

use armoire::protocol::{
    act::{Body, CardBody, GivenBox, Rotate},
    bytes::Hash,
    id::{GrantId, NodeId},
};
use rand::RngExt;

use super::{SEALED_KEY, STRANGER, Society};
use crate::history::bytes;

impl Society {
    /// The holder's account is changed: a card, then a new key. Somebody else's: only their chain is longer.
    pub(super) fn new_card(&mut self, actor: usize) {
        self.people[actor].renew(&mut self.random);
        self.chains.add(self.people[actor].cards.clone()).expect("a continuation");
        if actor != 0 {
            return;
        }
        let other = self.random.random_range(1..STRANGER);
        self.people[other].renew(&mut self.random);
        self.chains.add(self.people[other].cards.clone()).expect("a continuation");
        let (card, number) = {
            let newest = self.people[0].cards.newest();
            (newest.hash, newest.content.number)
        };
        let body = Body::Card(CardBody { salt: self.salt(), card, number });
        assert_eq!(self.attempt(0, body), None);
        self.rotate(0, self.locker.id.as_node());
    }

    pub fn rotate(&mut self, actor: usize, node: NodeId) {
        if node != self.locker.id.as_node() && !self.chance(10) {
            self.freshen(actor, self.locker.id.as_node());
        }
        let rotation = self.rotation(node);
        self.attempt(actor, rotation);
    }

    /// Replaces a stale key before a write; now and then somebody forgets to.
    pub(super) fn freshen(&mut self, actor: usize, node: NodeId) {
        let own = self.locker.id.as_node();
        if self.chance(8) {
            return;
        }
        let private = self.locker.folders.get(&node).is_some_and(|folder| folder.private);
        if self.locker.is_stale() && !private {
            let rotation = self.rotation(own);
            self.attempt(actor, rotation);
        }
        if node != own && self.locker.is_folder_stale(node) {
            let rotation = self.rotation(node);
            self.attempt(actor, rotation);
        }
    }

    pub(super) fn freshen_for(&mut self, actor: usize, document: NodeId, folder: NodeId) {
        self.freshen(actor, folder);
        if self.locker.next_turn(document, folder).is_none() && self.chance(90) {
            let rotation = self.rotation(folder);
            self.attempt(actor, rotation);
        }
    }

    pub(super) fn rotation(&mut self, node: NodeId) -> Body {
        let of_locker = node == self.locker.id.as_node();
        let (newest, private) = match self.locker.folders.get(&node) {
            Some(folder) => (folder.newest_epoch(), folder.private),
            None => (self.locker.epoch(), true),
        };
        Body::Rotate(Rotate {
            salt: self.salt(),
            node,
            epoch: newest + 1,
            under: (!private).then(|| self.locker.epoch()),
            key: bytes(&mut self.random, SEALED_KEY),
            prior: (newest > 0).then(|| bytes(&mut self.random, SEALED_KEY)),
            inbox: of_locker.then(|| "age1pq1specimen".into()),
            boxes: self.boxes(node),
            sealed: None,
        })
    }

    pub(super) fn boxes(&mut self, node: NodeId) -> Vec<GivenBox> {
        let stay: Vec<GrantId> =
            self.locker.grants.iter().filter(|(_, grant)| grant.node == node).map(|(id, _)| *id).collect();
        let kept: Vec<GrantId> = stay.into_iter().filter(|_| !self.chance(20)).collect();
        kept.into_iter().map(|grant| GivenBox { grant, file: Hash::of(&grant.0) }).collect()
    }
}
