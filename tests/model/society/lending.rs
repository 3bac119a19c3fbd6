//! What somebody tries to lend, to take back, to hand in and to answer.

use armoire::protocol::{
    act::{Body, Deposit, Grant, Purge, Put, Revoke, Right},
    bytes::Hash,
    id::{GrantId, NodeId},
};
use rand::RngExt;

use super::{STRANGER, Society};

impl Society {
    pub fn grant(&mut self, actor: usize) {
        let folders: Vec<NodeId> = self.locker.folders.keys().copied().collect();
        let documents: Vec<NodeId> = self.locker.documents.keys().copied().collect();
        let node = match self.random.random_range(0..10) {
            0..2 => Some(self.locker.id.as_node()),
            2..6 => self.pick(folders),
            _ => self.pick(documents),
        };
        let Some(node) = node else { return };
        let grantee = self.random.random_range(0..STRANGER);
        let right = if grantee < 3 { Right::Manage } else { Right::ALL[self.random.random_range(0..4)] };
        self.grant_to(actor, node, grantee, right);
    }

    pub fn grant_to(&mut self, actor: usize, node: NodeId, grantee: usize, right: Right) -> Option<GrantId> {
        let document = self.locker.documents.get(&node).map(|known| (known.folder, known.epoch, known.turn));
        match document {
            Some((folder, ..)) => self.freshen_for(actor, node, folder),
            None => self.freshen(actor, node),
        }
        let epoch = document.map_or_else(|| self.locker.newest_epoch(node).expect("a key"), |known| known.1);
        let author = self.people[actor].account;
        let now = self.time;
        // One of their own by which they may, the one that lasts longest; or, now and then, any.
        let mut own: Vec<(u64, GrantId)> = self
            .locker
            .grants
            .iter()
            .filter(|(_, grant)| {
                actor == 0 || grant.grantee == author && (grant.right == Right::Manage || now.is_multiple_of(7))
            })
            .map(|(id, grant)| (grant.end, *id))
            .collect();
        own.sort_unstable();
        let at =
            if self.chance(80) { own.len().saturating_sub(1) } else { self.random.random_range(0..own.len().max(1)) };
        let via = own.get(at).copied().filter(|_| actor != 0 || now.is_multiple_of(37));
        let start = if self.chance(15) {
            now + self.random.random_range(0..5000)
        } else {
            now - self.random.random_range(0..9)
        };
        let lasts = if self.chance(5) { 0 } else { self.random.random_range(1..600_000) };
        let end = match via {
            Some((end, _)) if !self.chance(10) => (start + lasts).min(end),
            _ => start + lasts,
        };
        let salt = self.salt();
        let grant = GrantId(self.random.random());
        let body = Grant {
            file: Hash::of(&salt.0),
            salt,
            node,
            parent: document.map(|known| known.0),
            epoch,
            turn: document.map(|known| known.2),
            card: self.people[grantee].cards.newest().hash,
            grant,
            grantee: self.people[grantee].account,
            right,
            start,
            end,
            via: via.map(|via| via.1),
            sealed: None,
        };
        self.attempt(actor, Body::Grant(body)).is_none().then_some(grant)
    }

    pub(super) fn revoke(&mut self, actor: usize) {
        let grants: Vec<GrantId> = self.oracle.grants.iter().rev().take(12).map(|grant| grant.id).collect();
        let living: Vec<GrantId> = self.locker.grants.keys().copied().collect();
        let from = if self.chance(70) { living } else { grants };
        if let Some(grant) = self.pick(from) {
            self.revoke_it(actor, grant);
        }
    }

    pub fn revoke_it(&mut self, actor: usize, grant: GrantId) -> Option<&'static str> {
        let body = Body::Revoke(Revoke { salt: self.salt(), grant, sealed: None });
        self.attempt(actor, body)
    }

    pub fn deposit(&mut self, actor: usize, node: NodeId) {
        let salt = self.salt();
        let count = self.random.random_range(0..3);
        let objects = (0..count).map(|_| self.object()).collect();
        let body = Deposit { file: Hash::of(&salt.0), salt, node, objects };
        self.attempt(actor, Body::Deposit(body));
    }

    pub(super) fn accept(&mut self, actor: usize, folder: NodeId) {
        if let Some(node) = self.pick(self.locker.deposits.keys().copied().collect()) {
            self.accept_it(actor, node, folder);
        }
    }

    pub fn accept_it(&mut self, actor: usize, node: NodeId, folder: NodeId) -> Option<&'static str> {
        self.freshen(actor, folder);
        let waiting = self.locker.deposits[&node].clone();
        let mut body = self.document(node, folder, None);
        body.objects = waiting.objects;
        body.deposit = Some(waiting.act.hash);
        if self.chance(10) {
            // Without naming it, or with other objects.
            if self.chance(50) { body.deposit = None } else { body.objects = vec![self.object()] }
        }
        self.attempt(actor, Body::Put(Put::Document(body)))
    }

    pub(super) fn refuse(&mut self, actor: usize) {
        let Some(node) = self.pick(self.locker.deposits.keys().copied().collect()) else { return };
        let waiting = &self.locker.deposits[&node];
        let (base, gone, parent) = (waiting.act.hash, vec![waiting.act.seq], self.locker.id.as_node());
        let body = Body::Purge(Purge { salt: self.salt(), node, parent, base, gone });
        self.attempt(actor, body);
    }
}
