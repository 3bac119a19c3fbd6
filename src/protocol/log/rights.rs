//! Rule 3: what somebody may do, and where (§7).

use super::{GrantState, Locker};
use crate::protocol::{
    Refusal,
    act::{Act, Body, Grant, Put, Revoke, Right},
    bytes::Hash,
    card::FindCard,
    id::{AccountId, NodeId},
};

/// What somebody may do on a node. Each level includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Open.
    Read,
    /// And new documents.
    Add,
    /// And versions, names, moves, the bin.
    Edit,
    /// And grants, rotation; with the locker, answers to deposits.
    Manage,
    /// And ways in, final deletion, the end of the locker.
    Holder,
}

impl From<Right> for Level {
    fn from(right: Right) -> Self {
        match right {
            Right::Read => Self::Read,
            Right::Add => Self::Add,
            Right::Edit => Self::Edit,
            Right::Manage => Self::Manage,
        }
    }
}

/// Where a right is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Target {
    node: NodeId,
    /// A document's folder.
    folder: Option<NodeId>,
}

impl Target {
    fn of(node: NodeId) -> Self {
        Self { node, folder: None }
    }

    fn in_folder(node: NodeId, folder: NodeId) -> Self {
        Self { node, folder: Some(folder) }
    }

    pub(super) fn of_grant(grant: &Grant) -> Self {
        Self { node: grant.node, folder: grant.parent }
    }
}

impl Locker {
    /// What `author` may do at this time on a node that is here: the locker, a folder, a document.
    #[must_use]
    pub fn level_of(&self, author: AccountId, node: NodeId, now: u64) -> Option<Level> {
        if author == self.holder {
            return Some(Level::Holder);
        }
        let target = Target { node, folder: self.documents.get(&node).map(|document| document.folder) };
        self.rights(author, target, now).map(|grant| grant.right.into()).max()
    }

    /// The author has the right that this act needs here, and signs with the card that the right names.
    pub(super) fn check_author(&self, act: &Act, body: &Body, cards: &impl FindCard) -> Result<(), Refusal> {
        let header = &act.header;
        if header.author == self.holder {
            return self.check_holder(act, body, cards);
        }
        match body {
            Body::Deposit(_) => {}
            Body::Revoke(revoke) => check_card(self.may_revoke(header.author, revoke), header.card)?,
            _ => {
                let mut with_card = true;
                for (level, target) in self.needs(body) {
                    let rights = self.rights(header.author, target, header.time);
                    let enough = rights.filter(|grant| Level::from(grant.right) >= level).map(|grant| grant.card);
                    match check_card(enough, header.card) {
                        Err(Refusal::Card) => with_card = false,
                        checked => checked?,
                    }
                }
                if !with_card {
                    return Err(Refusal::Card);
                }
            }
        }
        cards.find_card(header.author, header.card).map(drop).ok_or(Refusal::Card)
    }

    fn check_holder(&self, act: &Act, body: &Body, cards: &impl FindCard) -> Result<(), Refusal> {
        let header = &act.header;
        if let Body::Card(card) = body {
            let known = cards.find_card(self.holder, card.card).ok_or(Refusal::Card)?;
            let due = self.card_number + 1;
            if header.card != card.card || known.content.number != card.number || card.number != due {
                return Err(Refusal::Card);
            }
        } else if header.card != self.card {
            return Err(Refusal::Card);
        }
        Ok(())
    }

    /// An act whose body is gone can be any that a `purge` names: a `put`, or a deposit, which anybody may have handed in.
    pub(super) fn check_author_without_body(&self, act: &Act, cards: &impl FindCard) -> Result<(), Refusal> {
        let header = &act.header;
        if header.author == self.holder {
            return if header.card == self.card { Ok(()) } else { Err(Refusal::Card) };
        }
        if !cards.knows(header.author) {
            return Err(Refusal::Author);
        }
        cards.find_card(header.author, header.card).map(drop).ok_or(Refusal::Card)
    }

    /// Every level that an act of somebody who isn't the holder needs, and where.
    fn needs(&self, body: &Body) -> Vec<(Level, Target)> {
        let locker = Target::of(self.id.as_node());
        match body {
            Body::Put(Put::NewFolder(put)) if !put.private => vec![(Level::Add, locker)],
            Body::Put(Put::Folder(put)) => vec![(Level::Edit, Target::of(put.node))],
            Body::Put(Put::Document(put)) => {
                let new = put.base.is_none() || self.moving.is_some();
                let mut needs = vec![if new {
                    (Level::Add, Target::of(put.parent))
                } else {
                    (Level::Edit, Target::in_folder(put.node, put.parent))
                }];
                needs.extend(put.deposit.map(|_| (Level::Manage, locker)));
                needs
            }
            Body::Leave(leave) => vec![(Level::Edit, Target::in_folder(leave.node, leave.parent))],
            // Under `root`, which nobody else has, nobody else can seal.
            Body::Rotate(rotate) if rotate.under.is_none() => vec![(Level::Holder, locker)],
            Body::Rotate(rotate) => vec![(Level::Manage, Target::of(rotate.node))],
            Body::Seen(seen) => vec![(Level::Manage, Target::of(seen.node))],
            Body::Grant(grant) => vec![(Level::Manage, Target::of_grant(grant))],
            Body::Purge(purge) if purge.parent == self.id.as_node() => vec![(Level::Manage, locker)],
            Body::Put(Put::NewFolder(_))
            | Body::Purge(_)
            | Body::Locker(_)
            | Body::Checkpoint(_)
            | Body::Card(_)
            | Body::Gap(_)
            | Body::Revoke(_)
            | Body::Deposit(_) => vec![(Level::Holder, locker)],
        }
    }

    /// Living grants of an account that cover a place.
    fn rights(&self, author: AccountId, target: Target, now: u64) -> impl Iterator<Item = &GrantState> {
        let covers = move |grant: &&GrantState| grant.grantee == author && self.covers(grant.node, target);
        self.grants.values().filter(covers).filter(move |grant| self.is_living(grant, now))
    }

    /// Whether a grant on `node` reaches a place: itself; a folder's documents; with the locker, whatever isn't private.
    pub(super) fn covers(&self, node: NodeId, target: Target) -> bool {
        node == target.node || Some(node) == target.folder || node == self.id.as_node() && !self.is_private(target)
    }

    fn is_private(&self, target: Target) -> bool {
        let folder = target.folder.unwrap_or(target.node);
        // What isn't here is out of reach too.
        folder != self.id.as_node() && self.folders.get(&folder).is_none_or(|folder| folder.private)
    }

    /// Cards by which an account may revoke a grant: as its grantee, or as the grantee of one that it hangs on, which is to say as
    /// the author of what hangs on that.
    fn may_revoke(&self, author: AccountId, revoke: &Revoke) -> impl Iterator<Item = Hash> {
        self.line(revoke.grant).filter(move |grant| grant.grantee == author).map(|grant| grant.card)
    }
}

/// `author` when nothing allows the act, `card` when another card would.
fn check_card(cards: impl Iterator<Item = Hash>, own: Hash) -> Result<(), Refusal> {
    let mut refusal = Refusal::Author;
    for card in cards {
        if card == own {
            return Ok(());
        }
        refusal = Refusal::Card;
    }
    Err(refusal)
}
