//! Rules 5 to 10 (§7), a kind at a time.

use super::{Aside, DocumentState, Folder, KeyEpoch, Locker, Place, rules::Moving};
use crate::protocol::{
    Refusal,
    act::{Act, Body, Checkpoint, Document, FolderState, Leave, NewFolder, Purge, Put, Rotate, Seen},
    bytes::Hash,
    id::NodeId,
};

impl Locker {
    /// Head of the stream that an act with this body joins: its `chain`. `None` for a stream's first act, and for a folder
    /// that isn't here.
    #[must_use]
    pub fn stream_head(&self, body: &Body) -> Option<Hash> {
        let folder = |folder: &NodeId| self.folders.get(folder).map(|folder| folder.stream);
        let place = match body {
            Body::Locker(_) => None,
            Body::Rotate(_) | Body::Put(Put::NewFolder(_)) => self.keys_stream,
            Body::Put(Put::Folder(put)) => folder(&put.node),
            Body::Put(Put::Document(put)) => folder(&put.parent),
            Body::Leave(leave) => folder(&leave.parent),
            Body::Purge(purge) => folder(&purge.parent),
            Body::Seen(seen) if seen.node != self.id.as_node() => folder(&seen.node),
            Body::Seen(_) | Body::Checkpoint(_) | Body::Card(_) | Body::Gap(_) => Some(self.people_stream),
        };
        place.map(|place| place.hash)
    }

    pub(super) fn rotate(&mut self, act: &Act, rotate: &Rotate, aside: &Aside) -> Result<(), Refusal> {
        let place = Place { seq: act.header.seq, hash: act.hash };
        let of_locker = rotate.node == self.id.as_node();
        let (newest, private) = if of_locker {
            (self.epoch(), true)
        } else {
            let folder = self.folders.get(&rotate.node).ok_or(Refusal::Node)?;
            (folder.newest_epoch(), folder.private)
        };
        if rotate.inbox.is_some() != of_locker
            || rotate.prior.is_some() != (newest > 0)
            || rotate.under.is_some() == private
        {
            return Err(Refusal::Body);
        }
        if !aside.leads_to(act.header.chain, self.keys_stream.map(|head| head.hash)) {
            return Err(Refusal::Chain);
        }
        if rotate.epoch != newest + 1 {
            return Err(Refusal::Epoch);
        }
        if rotate.under.is_some_and(|under| under != self.epoch()) {
            return Err(Refusal::Under);
        }
        if !private && self.is_stale() {
            return Err(Refusal::StaleKey);
        }
        let key = key_epoch(rotate, place);
        if of_locker {
            self.keys.push(key);
        } else if let Some(folder) = self.folders.get_mut(&rotate.node) {
            folder.keys.push(key);
        }
        self.keys_stream = Some(place);
        Ok(())
    }

    pub(super) fn new_folder(&mut self, act: &Act, put: &NewFolder, aside: &Aside) -> Result<(), Refusal> {
        if self.documents.contains_key(&put.node) || put.node == self.id.as_node() {
            return Err(Refusal::Node);
        }
        if put.parent != self.id.as_node() {
            return Err(Refusal::Parent);
        }
        if self.folders.contains_key(&put.node) {
            return Err(Refusal::Base);
        }
        if !aside.leads_to(act.header.chain, self.keys_stream.map(|head| head.hash)) {
            return Err(Refusal::Chain);
        }
        if put.epoch != 1 {
            return Err(Refusal::Epoch);
        }
        if put.under.is_some_and(|under| under != self.epoch()) {
            return Err(Refusal::Under);
        }
        if put.version != 1 {
            return Err(Refusal::Version);
        }
        if self.is_stale() {
            return Err(Refusal::StaleKey);
        }
        let place = Place { seq: act.header.seq, hash: act.hash };
        self.folders.insert(put.node, folder(put, place));
        self.keys_stream = Some(place);
        Ok(())
    }

    pub(super) fn put_folder(&mut self, act: &Act, put: &FolderState, aside: &Aside) -> Result<(), Refusal> {
        let folder = self.folders.get(&put.node).ok_or(Refusal::Node)?;
        if put.parent != self.id.as_node() {
            return Err(Refusal::Parent);
        }
        if !aside.leads_to(act.header.chain, Some(folder.stream.hash)) {
            return Err(Refusal::Chain);
        }
        if put.base != folder.put.hash {
            return Err(Refusal::Base);
        }
        if put.epoch != folder.newest_epoch() {
            return Err(Refusal::Epoch);
        }
        if put.version != folder.version + 1 {
            return Err(Refusal::Version);
        }
        if self.is_folder_stale(folder) {
            return Err(Refusal::StaleKey);
        }
        if let Some(folder) = self.folders.get_mut(&put.node) {
            folder.take_state(put, Place { seq: act.header.seq, hash: act.hash });
        }
        Ok(())
    }

    pub(super) fn put_document(&mut self, act: &Act, put: &Document, aside: &Aside) -> Result<(), Refusal> {
        if self.folders.contains_key(&put.node) || put.node == self.id.as_node() {
            return Err(Refusal::Node);
        }
        let folder = self.folders.get(&put.parent).ok_or(Refusal::Parent)?;
        let known = self.documents.get(&put.node);
        if known.is_some_and(|known| known.folder != put.parent) && self.moving.is_none() {
            return Err(Refusal::Parent);
        }
        if !aside.leads_to(act.header.chain, Some(folder.stream.hash)) {
            return Err(Refusal::Chain);
        }
        let (base, version) = match (&self.moving, known) {
            (Some(moving), _) => (Some(moving.leave), moving.version),
            (None, Some(known)) => (Some(known.put.hash), known.version),
            (None, None) => (None, 0),
        };
        if put.base != base {
            return Err(Refusal::Base);
        }
        if put.epoch != folder.newest_epoch() {
            return Err(Refusal::Epoch);
        }
        let turn_holds = match known {
            Some(known) if known.folder == put.parent && known.epoch == put.epoch => {
                put.turn == known.turn || put.turn == known.turn + 1
            }
            _ => put.turn == 0,
        };
        if !turn_holds {
            return Err(Refusal::Turn);
        }
        if put.version != version + 1 {
            return Err(Refusal::Version);
        }
        if self.is_folder_stale(folder) {
            return Err(Refusal::StaleKey);
        }
        let place = Place { seq: act.header.seq, hash: act.hash };
        self.documents.insert(put.node, DocumentState::after(act, put));
        self.set_folder_stream(put.parent, place);
        self.moving = None;
        Ok(())
    }

    pub(super) fn leave(&mut self, act: &Act, leave: &Leave, aside: &Aside) -> Result<(), Refusal> {
        let known = self.documents.get(&leave.node);
        self.check_newest(known, leave.base, leave.parent, act, aside)?;
        self.moving = Some(Moving {
            node: leave.node,
            from: leave.parent,
            version: known.map_or(0, |known| known.version),
            leave: act.hash,
            purged: aside.holds(leave.base),
        });
        self.set_folder_stream(leave.parent, Place { seq: act.header.seq, hash: act.hash });
        Ok(())
    }

    pub(super) fn purge(&mut self, act: &Act, purge: &Purge, aside: &mut Aside) -> Result<(), Refusal> {
        let known = self.documents.get(&purge.node);
        self.check_newest(known, purge.base, purge.parent, act, aside)?;
        let ascending = purge.gone.is_sorted_by(|one, other| one < other);
        let below = purge.gone.last().is_some_and(|last| *last < act.header.seq);
        let named = match known {
            Some(known) => purge.gone.contains(&known.put.seq),
            None => aside.holds_all(&purge.gone),
        };
        if !ascending || !below || !named {
            return Err(Refusal::Gone);
        }
        aside.explain(&purge.gone);
        self.documents.remove(&purge.node);
        self.set_folder_stream(purge.parent, Place { seq: act.header.seq, hash: act.hash });
        Ok(())
    }

    /// Node, parent, chain and base of an act on a document that is there. The body of its newest `put` may be gone, when it was
    /// purged before this reader saw that state.
    fn check_newest(
        &self,
        known: Option<&DocumentState>,
        base: Hash,
        parent: NodeId,
        act: &Act,
        aside: &Aside,
    ) -> Result<(), Refusal> {
        let gone = aside.holds(base);
        if known.is_none() && !gone {
            return Err(Refusal::Node);
        }
        let folder = self.folders.get(&parent).ok_or(Refusal::Parent)?;
        if known.is_some_and(|known| known.folder != parent) && !gone {
            return Err(Refusal::Parent);
        }
        if !aside.leads_to(act.header.chain, Some(folder.stream.hash)) {
            return Err(Refusal::Chain);
        }
        if known.is_some_and(|known| known.put.hash != base) && !gone {
            return Err(Refusal::Base);
        }
        Ok(())
    }

    pub(super) fn seen(&mut self, act: &Act, seen: &Seen, aside: &Aside) -> Result<(), Refusal> {
        let place = Place { seq: act.header.seq, hash: act.hash };
        let of_locker = seen.node == self.id.as_node();
        let head =
            if of_locker { self.people_stream } else { self.folders.get(&seen.node).ok_or(Refusal::Node)?.stream };
        if !aside.leads_to(act.header.chain, Some(head.hash)) {
            return Err(Refusal::Chain);
        }
        if seen.seq > self.head.seq || seen.seq == self.head.seq && seen.hash != self.head.hash {
            return Err(Refusal::Seen);
        }
        if of_locker {
            self.people_stream = place;
        } else {
            self.set_folder_stream(seen.node, place);
        }
        Ok(())
    }

    pub(super) fn people(&mut self, act: &Act, body: &Body, aside: &Aside) -> Result<(), Refusal> {
        if !aside.leads_to(act.header.chain, Some(self.people_stream.hash)) {
            return Err(Refusal::Chain);
        }
        let place = Place { seq: act.header.seq, hash: act.hash };
        match body {
            Body::Card(card) => {
                self.card = card.card;
                self.card_number = card.number;
                self.card_act = Some(place);
            }
            Body::Checkpoint(Checkpoint { list, .. }) => {
                if Hash::of(&act.beside) != *list && !act.beside.is_empty() {
                    return Err(Refusal::List);
                }
                self.checkpoint = Some(place);
            }
            _ => {}
        }
        self.people_stream = place;
        Ok(())
    }

    fn set_folder_stream(&mut self, folder: NodeId, place: Place) {
        if let Some(folder) = self.folders.get_mut(&folder) {
            folder.stream = place;
        }
    }
}

impl Folder {
    pub(super) fn take_state(&mut self, put: &FolderState, place: Place) {
        self.stream = place;
        self.put = place;
        self.version = put.version;
        self.epoch = put.epoch;
        self.label = put.label.clone();
    }
}

pub(super) fn key_epoch(rotate: &Rotate, act: Place) -> KeyEpoch {
    KeyEpoch { epoch: rotate.epoch, act, under: rotate.under, key: rotate.key.clone(), prior: rotate.prior.clone() }
}

pub(super) fn folder(put: &NewFolder, place: Place) -> Folder {
    Folder {
        private: put.private,
        keys: vec![KeyEpoch { epoch: put.epoch, act: place, under: put.under, key: put.key.clone(), prior: None }],
        stream: place,
        put: place,
        version: put.version,
        epoch: put.epoch,
        label: put.label.clone(),
    }
}
