//! Streams: the chains inside the chain (§7).

use super::Locker;
use crate::protocol::{
    act::{Body, Put},
    bytes::Hash,
    id::{LockerId, NodeId},
};

/// A stream of acts, each naming the one before it as `chain`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// The locker's keys: `rotate`, and the `put` that makes a folder.
    Keys,
    /// A folder's acts, and its documents'.
    Folder(NodeId),
    /// All else.
    People,
}

impl Stream {
    /// The stream that an act with this body joins; `None` for act 0, which is the first of people's.
    #[must_use]
    pub fn of(body: &Body, locker: LockerId) -> Option<Self> {
        Some(match body {
            Body::Locker(_) => return None,
            Body::Rotate(_) | Body::Put(Put::NewFolder(_)) => Self::Keys,
            Body::Put(Put::Folder(put)) => Self::Folder(put.node),
            Body::Put(Put::Document(put)) => Self::Folder(put.parent),
            Body::Leave(leave) => Self::Folder(leave.parent),
            Body::Purge(purge) if purge.parent != locker.as_node() => Self::Folder(purge.parent),
            Body::Seen(seen) if seen.node != locker.as_node() => Self::Folder(seen.node),
            Body::Purge(_)
            | Body::Seen(_)
            | Body::Checkpoint(_)
            | Body::Card(_)
            | Body::Gap(_)
            | Body::Grant(_)
            | Body::Revoke(_)
            | Body::Deposit(_) => Self::People,
        })
    }
}

impl Locker {
    /// Head of the stream that an act with this body joins: its `chain`. `None` for a stream's first act, and for a folder
    /// that isn't here.
    #[must_use]
    pub fn stream_head(&self, body: &Body) -> Option<Hash> {
        let place = match Stream::of(body, self.id)? {
            Stream::Keys => self.keys_stream,
            Stream::Folder(folder) => self.folders.get(&folder).map(|folder| folder.stream),
            Stream::People => Some(self.people_stream),
        };
        place.map(|place| place.hash)
    }
}
