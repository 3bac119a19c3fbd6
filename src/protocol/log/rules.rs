//! The rules at each act (§7), in their order.

use super::{Aside, Locker, Place};
use crate::protocol::{
    Refusal,
    act::{Act, Body, Put},
    bytes::Hash,
    card::FindCard,
    id::{LockerId, NodeId},
};

/// A document between the two halves of a move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Moving {
    pub(super) node: NodeId,
    pub(super) from: NodeId,
    pub(super) version: u64,
    pub(super) leave: Hash,
    /// The document was purged since: the body of the next act is gone.
    pub(super) purged: bool,
}

impl Locker {
    /// Begins a locker with act 0.
    ///
    /// # Errors
    /// The rule that it breaks.
    pub fn begin(act: &Act, cards: &impl FindCard) -> Result<Self, Refusal> {
        let header = &act.header;
        if header.locker.is_some() {
            return Err(Refusal::Locker);
        }
        if header.seq != 0 {
            return Err(Refusal::Seq);
        }
        if header.prev.is_some() {
            return Err(Refusal::Prev);
        }
        if header.author != cards.holder() {
            return Err(Refusal::Author);
        }
        let card = cards.find_card(header.author, header.card).ok_or(Refusal::Card)?;
        match &act.body {
            Some(Body::Locker(_)) => {}
            Some(_) => return Err(Refusal::Kind),
            None => return Err(Refusal::BodyMissing),
        }
        if header.chain.is_some() {
            return Err(Refusal::Chain);
        }
        let place = Place { seq: 0, hash: act.hash };
        Ok(Self {
            id: LockerId::of_first_act(act.hash),
            holder: header.author,
            first: place,
            card: header.card,
            card_number: card.content.number,
            card_act: None,
            head: place,
            time: header.time,
            keys: Vec::new(),
            keys_stream: None,
            people_stream: place,
            checkpoint: None,
            folders: std::collections::BTreeMap::new(),
            documents: std::collections::BTreeMap::new(),
            grants: std::collections::BTreeMap::new(),
            exposed: std::collections::BTreeMap::new(),
            deposits: std::collections::BTreeMap::new(),
            moving: None,
            over_at_once: std::collections::BTreeMap::new(),
        })
    }

    /// Whether the second half of a move is due: no append and no log ends there.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        self.moving.is_some()
    }

    /// Takes the next act by all rules but its signature and, for a checkpoint, its list: those are the caller's, who knows
    /// whether all of the locker is loaded. Unchanged when refused.
    ///
    /// # Errors
    /// The rule that it breaks.
    pub fn apply(&mut self, act: &Act, cards: &impl FindCard, aside: &mut Aside) -> Result<(), Refusal> {
        self.check_place(act)?;
        if !self.has_end_by(act.header.time) {
            return self.take(act, cards, aside);
        }
        // Grants are over at this act's time. Not so if it is refused: then its time hasn't come. Nothing else changes with time.
        let before = (self.grants.clone(), self.exposed.clone());
        self.pass_time(act.header.time);
        let taken = self.take(act, cards, aside);
        if taken.is_err() {
            (self.grants, self.exposed) = before;
        }
        taken
    }

    fn take(&mut self, act: &Act, cards: &impl FindCard, aside: &mut Aside) -> Result<(), Refusal> {
        let Some(body) = &act.body else {
            self.check_author_without_body(act, cards)?;
            act.files()?;
            // The second half of a move, if one was due: its `purge` must come.
            self.moving = None;
            aside.keep(act);
            self.advance(act);
            return Ok(());
        };
        self.check_author(act, body, cards)?;
        if let Some(moving) = &self.moving {
            let second_half = !moving.purged
                && matches!(body, Body::Put(Put::Document(put)) if put.node == moving.node && put.parent != moving.from);
            if !second_half {
                return Err(Refusal::Limbo);
            }
        }
        let first_key = matches!(body, Body::Rotate(rotate) if rotate.node == self.id.as_node());
        if self.keys.is_empty() && !first_key {
            return Err(Refusal::Node);
        }
        match body {
            Body::Locker(_) => return Err(Refusal::Kind),
            Body::Rotate(rotate) => self.rotate(act, rotate, aside)?,
            Body::Put(Put::NewFolder(put)) => self.new_folder(act, put, aside)?,
            Body::Put(Put::Folder(put)) => self.put_folder(act, put, aside)?,
            Body::Put(Put::Document(put)) => self.put_document(act, put, aside)?,
            Body::Leave(leave) => self.leave(act, leave, aside)?,
            Body::Purge(purge) => self.purge(act, purge, aside)?,
            Body::Seen(seen) => self.seen(act, seen, aside)?,
            Body::Grant(grant) => self.grant(act, grant, aside)?,
            Body::Revoke(revoke) => self.revoke(act, revoke, aside)?,
            Body::Deposit(deposit) => self.deposit(act, deposit, aside)?,
            Body::Checkpoint(_) | Body::Card(_) | Body::Gap(_) => self.people(act, body, aside)?,
        }
        self.advance(act);
        Ok(())
    }

    fn check_place(&self, act: &Act) -> Result<(), Refusal> {
        let header = &act.header;
        if header.locker != Some(self.id) {
            return Err(Refusal::Locker);
        }
        if header.seq != self.head.seq + 1 {
            return Err(Refusal::Seq);
        }
        if header.prev != Some(self.head.hash) {
            return Err(Refusal::Prev);
        }
        if header.time < self.time {
            return Err(Refusal::Time);
        }
        Ok(())
    }

    pub(super) fn advance(&mut self, act: &Act) {
        self.head = Place { seq: act.header.seq, hash: act.hash };
        self.time = act.header.time;
    }
}
