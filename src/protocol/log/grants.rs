//! Grants, and the keys that are in the hands of people whose grants are over (§7, "Grants").

use std::collections::{BTreeMap, BTreeSet};

use super::{Aside, Locker, Place};
use crate::protocol::{
    Refusal,
    act::{Act, GivenBox, Grant, Revoke, Right},
    bytes::Hash,
    id::{AccountId, GrantId, NodeId},
    limits,
};

/// A grant that isn't over: its end hasn't come, nobody has revoked it, and the same holds for its `via`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantState {
    /// The act that gives it.
    pub act: Place,
    /// The locker, a folder or a document.
    pub node: NodeId,
    /// Who gave it.
    pub author: AccountId,
    /// Whom.
    pub grantee: AccountId,
    /// Hash of the grantee's card that signs what they do by this grant.
    pub card: Hash,
    /// What it allows.
    pub right: Right,
    /// From when, milliseconds since 1970.
    pub start: u64,
    /// Until when: at this time no more.
    pub end: u64,
    /// The grant by which its author gave it; absent when that was the holder.
    pub via: Option<GrantId>,
    /// The newest key that it was given, by the node whose epochs the key follows: the locker, a folder, or a document's folder.
    /// Keys of epochs that were replaced aren't kept.
    pub given: BTreeMap<NodeId, Given>,
}

/// A key that a grant was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// Of the locker's or the folder's key.
    pub epoch: u64,
    /// A document's turn, else 0.
    pub turn: u64,
    /// The `grant`, or the `rotate` or `put` with `boxes`.
    pub act: Place,
}

/// The newest key of a node that somebody has whose grant is over. Under it nobody writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exposed {
    /// The key, and the act that gave it.
    pub given: Given,
    /// The `revoke`, where that act is a `grant` that was revoked.
    pub revoke: Option<Place>,
}

impl Given {
    /// Whether it is a newer key; the same key from an earlier act counts as newer, so that one act stands for it.
    fn is_before(self, other: Self) -> bool {
        let rank = |given: Self| (given.epoch, given.turn, std::cmp::Reverse(given.act.seq));
        rank(self) < rank(other)
    }
}

impl Locker {
    /// Lets time pass: grants whose end has come are over. Taking an act does this with the act's time.
    pub fn pass_time(&mut self, now: u64) {
        let ended = self.grants.iter().filter(|(_, grant)| grant.end <= now).map(|(id, _)| *id).collect();
        self.end_grants(ended, None);
    }

    /// Whether time that passes changes anything.
    pub(super) fn has_end_by(&self, now: u64) -> bool {
        self.grants.values().any(|grant| grant.end <= now)
    }

    /// Whether a grant allows anything at this time: it has started, isn't over, and neither are those that it hangs on.
    #[must_use]
    pub fn is_living(&self, grant: &GrantState, now: u64) -> bool {
        let mut grant = grant;
        // A grant comes after its `via`: there are no cycles, and the rules bound the length.
        for _ in 0..=limits::VIA {
            if now < grant.start || grant.end <= now {
                return false;
            }
            let Some(via) = grant.via else { return true };
            let Some(before) = self.grants.get(&via) else { return false };
            grant = before;
        }
        false
    }

    /// The turn that the next `put` of a document in this folder carries, under the folder's newest key; `None` when the folder's
    /// key must be replaced first.
    #[must_use]
    pub fn next_turn(&self, document: NodeId, folder: NodeId) -> Option<u64> {
        let epoch = self.newest_epoch(folder)?;
        let known = self.documents.get(&document).filter(|known| known.folder == folder && known.epoch == epoch);
        let turns = known.map_or(vec![0], |known| vec![known.turn, known.turn + 1]);
        turns.into_iter().find(|turn| !self.is_exposed(document, folder, epoch, *turn))
    }

    /// Whether somebody whose grant is over has this key of a document, or a later one.
    pub(super) fn is_exposed(&self, document: NodeId, folder: NodeId, epoch: u64, turn: u64) -> bool {
        let exposed = self.exposed.get(&(document, folder));
        exposed.is_some_and(|exposed| exposed.given.epoch == epoch && turn <= exposed.given.turn)
    }

    pub(super) fn grant(&mut self, act: &Act, grant: &Grant, aside: &Aside) -> Result<(), Refusal> {
        let by_holder = act.header.author == self.holder;
        self.check_granted_node(grant, by_holder, aside)?;
        if !aside.leads_to(act.header.chain, Some(self.people_stream.hash)) {
            return Err(Refusal::Chain);
        }
        self.check_granted_key(grant, aside)?;
        if grant.grantee == act.header.author || grant.grantee == self.holder {
            return Err(Refusal::Grantee);
        }
        if self.grants.contains_key(&grant.grant) || self.grants.len() >= limits::GRANTS {
            return Err(Refusal::Grant);
        }
        let lasts = grant.end.checked_sub(grant.start).filter(|lasts| (1..=limits::GRANT_TIME).contains(lasts));
        if lasts.is_none() || grant.end <= act.header.time {
            return Err(Refusal::End);
        }
        self.check_via(act, grant)?;
        act.files()?;
        self.add_grant(act, grant);
        Ok(())
    }

    fn check_granted_node(&self, grant: &Grant, by_holder: bool, aside: &Aside) -> Result<(), Refusal> {
        let folder = match (grant.parent, self.documents.get(&grant.node)) {
            (None, _) if grant.node == self.id.as_node() => return Ok(()),
            (None, None) => grant.node,
            // A document without its folder.
            (None, Some(_)) => return Err(Refusal::Body),
            (Some(parent), Some(known)) if known.folder != parent && aside.is_empty() => return Err(Refusal::Parent),
            // Purged since: its bodies are gone.
            (Some(_), None) if aside.is_empty() => return Err(Refusal::Node),
            (Some(parent), _) => parent,
        };
        let state = self.folders.get(&folder).ok_or(Refusal::Node)?;
        if grant.parent.is_some() && self.folders.contains_key(&grant.node) {
            return Err(Refusal::Body);
        }
        if state.private && !by_holder { Err(Refusal::Node) } else { Ok(()) }
    }

    fn check_granted_key(&self, grant: &Grant, aside: &Aside) -> Result<(), Refusal> {
        if let Some(turn) = grant.turn {
            // What was purged since can't be told any more.
            let Some(known) = self.documents.get(&grant.node).filter(|_| aside.is_empty()) else { return Ok(()) };
            if grant.epoch != known.epoch {
                return Err(Refusal::Epoch);
            }
            if turn != known.turn {
                return Err(Refusal::Turn);
            }
            return if self.is_document_stale(grant.node) { Err(Refusal::StaleKey) } else { Ok(()) };
        }
        if self.newest_epoch(grant.node) != Some(grant.epoch) {
            return Err(Refusal::Epoch);
        }
        let stale = if grant.node == self.id.as_node() { self.is_stale() } else { self.is_folder_stale(grant.node) };
        if stale { Err(Refusal::StaleKey) } else { Ok(()) }
    }

    /// The holder gives on their own; anybody else by a grant that lets them, that lasts as long, and that isn't too far from the
    /// holder's own.
    fn check_via(&self, act: &Act, grant: &Grant) -> Result<(), Refusal> {
        let header = &act.header;
        let Some(id) = grant.via else {
            return if header.author == self.holder { Ok(()) } else { Err(Refusal::Via) };
        };
        let via = self.grants.get(&id).ok_or(Refusal::Via)?;
        let own = via.grantee == header.author && via.card == header.card && via.right == Right::Manage;
        let covers = self.covers(via.node, super::rights::Target::of_grant(grant));
        let far = self.line(id).count() > limits::VIA;
        if !own || !covers || far || !self.is_living(via, header.time) || grant.end > via.end {
            return Err(Refusal::Via);
        }
        Ok(())
    }

    /// A grant and those that it hangs on, itself first.
    pub(super) fn line(&self, grant: GrantId) -> impl Iterator<Item = &GrantState> {
        let next = |grant: &&GrantState| grant.via.and_then(|via| self.grants.get(&via));
        std::iter::successors(self.grants.get(&grant), next).take(limits::VIA + 2)
    }

    /// Keeps a grant that the rules took, or that a checkpoint vouches for.
    pub(super) fn add_grant(&mut self, act: &Act, grant: &Grant) {
        let place = Place { seq: act.header.seq, hash: act.hash };
        let given = Given { epoch: grant.epoch, turn: grant.turn.unwrap_or(0), act: place };
        let state = GrantState {
            act: place,
            node: grant.node,
            author: act.header.author,
            grantee: grant.grantee,
            card: grant.card,
            right: grant.right,
            start: grant.start,
            end: grant.end,
            via: grant.via,
            given: BTreeMap::new(),
        };
        self.grants.insert(grant.grant, state);
        self.give(grant.grant, grant.node, grant.parent.unwrap_or(grant.node), given);
        // Only from a checkpoint: there, a `via` that is over may be left out.
        if grant.via.is_some_and(|via| !self.grants.contains_key(&via)) {
            self.end_grants([grant.grant].into(), None);
            self.over_at_once.insert(grant.grant, place);
        }
        self.people_stream = place;
    }

    pub(super) fn revoke(&mut self, act: &Act, revoke: &Revoke, aside: &Aside) -> Result<(), Refusal> {
        if !aside.leads_to(act.header.chain, Some(self.people_stream.hash)) {
            return Err(Refusal::Chain);
        }
        if !self.grants.contains_key(&revoke.grant) {
            return Err(Refusal::Grant);
        }
        act.files()?;
        self.end_grant(act, revoke);
        Ok(())
    }

    /// Ends a grant, if it isn't over, and those that hang on it.
    pub(super) fn end_grant(&mut self, act: &Act, revoke: &Revoke) {
        let place = Place { seq: act.header.seq, hash: act.hash };
        let known = self.grants.contains_key(&revoke.grant).then_some(revoke.grant);
        self.end_grants(known.into_iter().collect(), Some(place));
        if let Some(given_by) = self.over_at_once.remove(&revoke.grant) {
            let its_keys = self.exposed.values_mut().filter(|exposed| exposed.given.act == given_by);
            its_keys.for_each(|exposed| exposed.revoke = Some(place));
        }
        self.people_stream = place;
    }

    /// Each of the boxes is for a grant on this node that isn't over.
    pub(super) fn check_boxes(&self, node: NodeId, boxes: &[GivenBox]) -> Result<(), Refusal> {
        let on_node = |given: &GivenBox| self.grants.get(&given.grant).is_some_and(|grant| grant.node == node);
        if boxes.iter().all(on_node) { Ok(()) } else { Err(Refusal::Grant) }
    }

    /// Gives a new key to grants that stay. One that isn't here is over already: only a checkpoint's acts name such.
    pub(super) fn give_boxes(&mut self, node: NodeId, key_node: NodeId, given: Given, boxes: &[GivenBox]) {
        for boxed in boxes {
            if self.grants.contains_key(&boxed.grant) {
                self.give(boxed.grant, node, key_node, given);
            } else {
                self.expose(node, key_node, Exposed { given, revoke: None });
            }
        }
    }

    /// Forgets what was given of epochs that are replaced: nothing is written under them any more.
    pub(super) fn forget_replaced(&mut self, key_node: NodeId) {
        let Some(newest) = self.newest_epoch(key_node) else { return };
        self.exposed.retain(|(_, node), exposed| *node != key_node || exposed.given.epoch >= newest);
        for grant in self.grants.values_mut() {
            grant.given.retain(|node, given| *node != key_node || given.epoch >= newest);
        }
    }

    /// A document is gone: so are the grants on it, and what their keys open.
    pub(super) fn forget_node(&mut self, document: NodeId) {
        self.grants.retain(|_, grant| grant.node != document);
        self.exposed.retain(|(node, _), _| *node != document);
    }

    fn give(&mut self, id: GrantId, node: NodeId, key_node: NodeId, given: Given) {
        if self.newest_epoch(key_node).is_some_and(|newest| given.epoch < newest) {
            return;
        }
        let Some(grant) = self.grants.get_mut(&id).filter(|grant| grant.node == node) else { return };
        let kept = grant.given.entry(key_node).or_insert(given);
        if kept.is_before(given) {
            *kept = given;
        }
    }

    /// Ends these, and every grant that hangs on one of them. `revoke` is the act that ended the first, if one did.
    fn end_grants(&mut self, mut ended: BTreeSet<GrantId>, revoke: Option<Place>) {
        let mut revoke = revoke;
        while !ended.is_empty() {
            for id in &ended {
                let Some(grant) = self.grants.remove(id) else { continue };
                for (key_node, given) in grant.given {
                    let revoke = revoke.filter(|_| given.act == grant.act);
                    self.expose(grant.node, key_node, Exposed { given, revoke });
                }
            }
            revoke = None;
            let hangs = |grant: &GrantState| grant.via.is_some_and(|via| ended.contains(&via));
            ended = self.grants.iter().filter(|(_, grant)| hangs(grant)).map(|(id, _)| *id).collect();
        }
    }

    fn expose(&mut self, node: NodeId, key_node: NodeId, exposed: Exposed) {
        if self.newest_epoch(key_node).is_none_or(|newest| exposed.given.epoch < newest) {
            return;
        }
        let kept = self.exposed.entry((node, key_node)).or_insert(exposed);
        if kept.given.is_before(exposed.given) {
            *kept = exposed;
        }
    }
}
