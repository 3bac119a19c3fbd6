use super::Locker;
use crate::protocol::{act::Body, id::AccountId};

/// What somebody may do on a node. Each level includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Open.
    Read,
    /// And new documents.
    Add,
    /// And versions, names, moves, the bin.
    Edit,
    /// And rotation.
    Manage,
    /// And ways in, final deletion, the end of the locker.
    Holder,
}

/// The level that an act of this kind needs.
#[must_use]
pub fn required(body: &Body) -> Level {
    use crate::protocol::act::Put;
    match body {
        Body::Put(Put::NewFolder(_)) => Level::Add,
        Body::Put(Put::Document(put)) if put.base.is_none() => Level::Add,
        Body::Put(_) | Body::Leave(_) => Level::Edit,
        Body::Rotate(_) | Body::Seen(_) => Level::Manage,
        Body::Locker(_) | Body::Checkpoint(_) | Body::Card(_) | Body::Purge(_) | Body::Gap(_) => Level::Holder,
    }
}

impl Locker {
    /// What `author` may do here, at the place after the head. Grants will be looked up here; for now only the holder may act.
    #[must_use]
    pub fn level_of(&self, author: AccountId) -> Option<Level> {
        (author == self.holder).then_some(Level::Holder)
    }
}
