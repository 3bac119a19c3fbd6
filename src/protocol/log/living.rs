use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Locker, Place, kinds::folder};
use crate::protocol::{
    Refusal,
    act::{Act, Body, Leave, Purge, Put},
    bytes::Hash,
    canonical,
    id::NodeId,
    limits,
};

/// An entry of a checkpoint's list: `[seq,"hash"]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedAct(#[serde(deserialize_with = "canonical::integer")] pub u64, pub Hash);

/// The living acts of a locker, ascending (§7, "Checkpoint").
#[must_use]
pub fn living_list(locker: &Locker) -> Vec<ListedAct> {
    let mut living = BTreeMap::new();
    let mut add = |place: Place| {
        living.insert(place.seq, place.hash);
    };
    add(locker.first);
    locker.card_act.into_iter().for_each(&mut add);
    locker.keys.iter().map(|key| key.act).for_each(&mut add);
    locker.keys_stream.into_iter().for_each(&mut add);
    for folder in locker.folders.values() {
        folder.keys.iter().map(|key| key.act).for_each(&mut add);
        add(folder.put);
        add(folder.stream);
    }
    locker.documents.values().map(|document| document.put).for_each(&mut add);
    locker.deposits.values().map(|deposit| deposit.act).for_each(&mut add);
    for grant in locker.grants.values() {
        add(grant.act);
        grant.given.values().map(|given| given.act).for_each(&mut add);
    }
    for exposed in locker.exposed.values() {
        add(exposed.given.act);
        exposed.revoke.into_iter().for_each(&mut add);
    }
    living.into_iter().map(|(seq, hash)| ListedAct(seq, hash)).collect()
}

/// The acts that a grantee of this node starts from, ascending (§7, "What a grantee reads"): what a box names as `living`. Empty for a node
/// that isn't here.
#[must_use]
pub fn lent_list(locker: &Locker, node: NodeId) -> Vec<ListedAct> {
    let mut living = BTreeMap::new();
    let mut add = |place: Place| {
        living.insert(place.seq, place.hash);
    };
    let whole = node == locker.id.as_node();
    if whole {
        locker.keys.iter().map(|key| key.act).for_each(&mut add);
        locker.keys_stream.into_iter().for_each(&mut add);
    }
    for (_, folder) in locker.folders.iter().filter(|(id, folder)| **id == node || whole && !folder.private) {
        folder.keys.iter().map(|key| key.act).for_each(&mut add);
        add(folder.put);
        add(folder.stream);
    }
    for (id, document) in &locker.documents {
        let shown = locker.folders.get(&document.folder).is_some_and(|folder| !folder.private);
        if *id == node || document.folder == node || whole && shown {
            add(document.put);
        }
    }
    living.into_iter().map(|(seq, hash)| ListedAct(seq, hash)).collect()
}

/// Canonical bytes of a list.
#[must_use]
pub fn write_list(list: &[ListedAct]) -> Vec<u8> {
    canonical::write(&list)
}

/// Reads the list beside a checkpoint.
///
/// # Errors
/// `too_large` over 4 MiB, `not_canonical`, `list` when it isn't ascending.
pub fn read_list(bytes: &[u8]) -> Result<Vec<ListedAct>, Refusal> {
    let list: Vec<ListedAct> = canonical::read(bytes, limits::CHECKPOINT_LIST)?;
    if list.is_sorted_by(|one, other| one.0 < other.0) { Ok(list) } else { Err(Refusal::List) }
}

impl Locker {
    /// Sets state from a living act that a checkpoint vouches for: no rule that needs the acts in between.
    ///
    /// # Errors
    /// `list` for an act that can't be living.
    pub(super) fn set(&mut self, act: &Act) -> Result<(), Refusal> {
        let place = Place { seq: act.header.seq, hash: act.hash };
        self.pass_time(act.header.time);
        match act.body.as_ref().ok_or(Refusal::List)? {
            Body::Rotate(rotate) => {
                if rotate.node != self.id.as_node() && !self.folders.contains_key(&rotate.node) {
                    return Err(Refusal::List);
                }
                self.add_key(rotate, place);
            }
            Body::Put(Put::NewFolder(put)) => {
                self.folders.insert(put.node, folder(put, place));
                self.keys_stream = Some(place);
            }
            Body::Put(Put::Folder(put)) => {
                let folder = self.folders.get_mut(&put.node).ok_or(Refusal::List)?;
                folder.take_state(put, place);
            }
            Body::Put(Put::Document(put)) => {
                if !self.folders.contains_key(&put.parent) {
                    return Err(Refusal::List);
                }
                // A newer put of the same document replaces it; an older one stands only for the keys that it gave.
                self.set_document(act, put);
            }
            Body::Leave(Leave { parent, .. }) | Body::Purge(Purge { parent, .. }) => {
                self.folders.get_mut(parent).ok_or(Refusal::List)?.stream = place;
            }
            Body::Seen(seen) => {
                self.folders.get_mut(&seen.node).ok_or(Refusal::List)?.stream = place;
            }
            Body::Card(card) => {
                self.card = card.card;
                self.card_number = card.number;
                self.card_act = Some(place);
            }
            Body::Grant(grant) => self.add_grant(act, grant),
            Body::Revoke(revoke) => self.end_grant(act, revoke),
            Body::Deposit(deposit) => self.add_deposit(act, deposit),
            Body::Locker(_) | Body::Checkpoint(_) | Body::Gap(_) => return Err(Refusal::List),
        }
        Ok(())
    }

    /// Stands the state on a checkpoint that was verified.
    pub(super) fn stand_on(&mut self, act: &Act) {
        let place = Place { seq: act.header.seq, hash: act.hash };
        self.over_at_once.clear();
        self.people_stream = place;
        self.checkpoint = Some(place);
        self.pass_time(act.header.time);
        self.advance(act);
    }
}
