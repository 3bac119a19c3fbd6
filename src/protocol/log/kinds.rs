//! Rules 5 to 10 (§7), a kind at a time.

use super::{Aside, DocumentState, Folder, Given, KeyEpoch, Locker, Place, rules::Moving};
use crate::protocol::{
    Refusal,
    act::{Act, Body, Checkpoint, Document, FolderState, Leave, NewFolder, Purge, Rotate, Seen},
    bytes::Hash,
    id::NodeId,
};

impl Locker {
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
        self.check_boxes(rotate.node, &rotate.boxes)?;
        act.files()?;
        self.add_key(rotate, place);
        Ok(())
    }

    /// Takes a key that the rules took, or that a checkpoint vouches for; nothing for a folder that isn't here.
    pub(super) fn add_key(&mut self, rotate: &Rotate, place: Place) {
        let key = key_epoch(rotate, place);
        if rotate.node == self.id.as_node() {
            self.keys.push(key);
        } else if let Some(folder) = self.folders.get_mut(&rotate.node) {
            folder.keys.push(key);
        }
        self.keys_stream = Some(place);
        self.forget_replaced(rotate.node);
        let given = Given { epoch: rotate.epoch, turn: 0, act: place };
        self.give_boxes(rotate.node, rotate.node, given, &rotate.boxes);
    }

    pub(super) fn new_folder(&mut self, act: &Act, put: &NewFolder, aside: &Aside) -> Result<(), Refusal> {
        let a_document = self.documents.contains_key(&put.node) || self.deposits.contains_key(&put.node);
        if a_document || put.node == self.id.as_node() {
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
        act.files()?;
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
        if self.is_folder_stale(put.node) {
            return Err(Refusal::StaleKey);
        }
        act.files()?;
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
        if self.is_folder_stale(put.parent) || self.is_exposed(put.node, put.parent, put.epoch, put.turn) {
            return Err(Refusal::StaleKey);
        }
        self.check_accepted(put)?;
        self.check_boxes(put.node, &put.boxes)?;
        act.files()?;
        self.set_document(act, put);
        self.moving = None;
        Ok(())
    }

    /// Takes a document's state that the rules took, or that a checkpoint vouches for.
    pub(super) fn set_document(&mut self, act: &Act, put: &Document) {
        let place = Place { seq: act.header.seq, hash: act.hash };
        self.documents.insert(put.node, DocumentState::after(act, put));
        self.deposits.remove(&put.node);
        self.set_folder_stream(put.parent, place);
        let given = Given { epoch: put.epoch, turn: put.turn, act: place };
        self.give_boxes(put.node, put.parent, given, &put.boxes);
    }

    pub(super) fn leave(&mut self, act: &Act, leave: &Leave, aside: &Aside) -> Result<(), Refusal> {
        let known = self.documents.get(&leave.node);
        self.check_newest(known, leave.base, leave.parent, act, aside)?;
        act.files()?;
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
        if purge.parent == self.id.as_node() && !self.documents.contains_key(&purge.node) {
            return self.refuse_deposit(act, purge, aside);
        }
        let known = self.documents.get(&purge.node);
        self.check_newest(known, purge.base, purge.parent, act, aside)?;
        let ascending = purge.gone.is_sorted_by(|one, other| one < other);
        let below = purge.gone.last().is_some_and(|last| *last < act.header.seq);
        let named = if let Some(known) = known {
            purge.gone.contains(&known.put.seq)
        } else {
            // Of a document that this reader never saw: the deposit that it came from may have been seen.
            let waited = self.deposits.get(&purge.node).map(|waiting| waiting.act.seq);
            let others: Vec<u64> = purge.gone.iter().copied().filter(|seq| Some(*seq) != waited).collect();
            !others.is_empty() && aside.holds_all(&others)
        };
        if !ascending || !below || !named {
            return Err(Refusal::Gone);
        }
        act.files()?;
        aside.explain(&purge.gone);
        self.documents.remove(&purge.node);
        // Where the body of the `put` that took it is gone, it still seemed to wait.
        self.deposits.remove(&purge.node);
        self.forget_node(purge.node);
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
        act.files()?;
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
        act.files()?;
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
