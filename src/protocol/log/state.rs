use std::collections::BTreeMap;

use super::{DepositState, Exposed, GrantState, rules::Moving};
use crate::protocol::{
    act::{Act, Document},
    bytes::{Bytes, Hash},
    id::{AccountId, GrantId, LockerId, NodeId},
};

/// An act's place in the log: its number and its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// From 0.
    pub seq: u64,
    /// SHA-256 of the header.
    pub hash: Hash,
}

/// What a log amounts to after its newest act. A client folds all of it; a server may load only the nodes that an append
/// touches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locker {
    /// Hash of act 0, shortened.
    pub id: LockerId,
    /// Author of act 0.
    pub holder: AccountId,
    /// Act 0.
    pub first: Place,
    /// Hash of the holder's newest card here.
    pub card: Hash,
    /// Its number.
    pub card_number: u64,
    /// The newest `card` act, if one came.
    pub card_act: Option<Place>,
    /// The newest act.
    pub head: Place,
    /// Its time, milliseconds since 1970.
    pub time: u64,
    /// The locker's key, one entry an epoch, ascending.
    pub keys: Vec<KeyEpoch>,
    /// Head of the stream of keys; `None` before act 1.
    pub keys_stream: Option<Place>,
    /// Head of the stream of people.
    pub people_stream: Place,
    /// The newest checkpoint.
    pub checkpoint: Option<Place>,
    /// Folders by id.
    pub folders: BTreeMap<NodeId, Folder>,
    /// Documents by id; purged ones are gone from here.
    pub documents: BTreeMap<NodeId, DocumentState>,
    /// Grants that aren't over.
    pub grants: BTreeMap<GrantId, GrantState>,
    /// Keys in the hands of people whose grants are over, by the node that was granted and the node whose epochs the key follows.
    pub exposed: BTreeMap<(NodeId, NodeId), Exposed>,
    /// Deposits that wait, by the document that each would become.
    pub deposits: BTreeMap<NodeId, DepositState>,
    pub(super) moving: Option<Moving>,
    /// While a checkpoint's acts are read: grants that were over at once because what they hang on isn't among these, with their acts. The
    /// `revoke` that ended one may still follow.
    pub(super) over_at_once: BTreeMap<GrantId, Place>,
}

/// One epoch of a locker's or folder's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyEpoch {
    /// From 1.
    pub epoch: u64,
    /// The act that carries it.
    pub act: Place,
    /// The parent's epoch that seals it; absent under `root`.
    pub under: Option<u64>,
    /// The key, sealed under the parent.
    pub key: Bytes,
    /// The key before, sealed under this one.
    pub prior: Option<Bytes>,
}

/// A folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// Sealed under `root`.
    pub private: bool,
    /// One entry an epoch, ascending; the first came with the `put` that made the folder.
    pub keys: Vec<KeyEpoch>,
    /// Head of the folder's stream.
    pub stream: Place,
    /// Its newest `put`.
    pub put: Place,
    /// Of the newest `put`.
    pub version: u64,
    /// Epoch of the key that seals the label.
    pub epoch: u64,
    /// Sealed.
    pub label: Bytes,
}

/// A document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentState {
    /// The folder it is in.
    pub folder: NodeId,
    /// Its newest `put`.
    pub put: Place,
    /// When that was.
    pub time: u64,
    /// Who did it.
    pub author: AccountId,
    /// The folder's epoch that its key derives from.
    pub epoch: u64,
    /// With the epoch, what its key derives from.
    pub turn: u64,
    /// Of the newest `put`.
    pub version: u64,
    /// Sealed.
    pub label: Bytes,
    /// Payload first, then the thumbnail.
    pub objects: Vec<crate::protocol::act::ObjectName>,
}

impl Locker {
    /// A locker as its newest act left it, for a server: it sets from its tables the fields, folders and documents that an append
    /// touches, and leaves the others empty.
    #[must_use]
    pub fn resume(
        id: LockerId,
        holder: AccountId,
        first: Hash,
        (card, card_number): (Hash, u64),
        (head, time): (Place, u64),
        people_stream: Place,
    ) -> Self {
        Self {
            id,
            holder,
            first: Place { seq: 0, hash: first },
            card,
            card_number,
            card_act: None,
            head,
            time,
            keys: Vec::new(),
            keys_stream: None,
            people_stream,
            checkpoint: None,
            folders: BTreeMap::new(),
            documents: BTreeMap::new(),
            grants: BTreeMap::new(),
            exposed: BTreeMap::new(),
            deposits: BTreeMap::new(),
            moving: None,
            over_at_once: BTreeMap::new(),
        }
    }

    /// The locker's newest epoch; 0 before act 1.
    #[must_use]
    pub fn epoch(&self) -> u64 {
        self.keys.last().map_or(0, |key| key.epoch)
    }

    /// The newest epoch of the locker's key or of a folder's; `None` for any other node.
    #[must_use]
    pub fn newest_epoch(&self, node: NodeId) -> Option<u64> {
        if node == self.id.as_node() { Some(self.epoch()) } else { self.folders.get(&node).map(Folder::newest_epoch) }
    }

    /// Whether the locker's key was made before the holder's newest card, or somebody has it whose grant is over.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        let own = self.id.as_node();
        older_than(self.keys.last(), self.card_act) || self.exposed.contains_key(&(own, own))
    }

    /// Whether a folder's key is stale: its parent's key was replaced or is stale, or somebody has it whose grant is over. A folder
    /// that isn't here isn't.
    #[must_use]
    pub fn is_folder_stale(&self, id: NodeId) -> bool {
        let Some(folder) = self.folders.get(&id) else { return false };
        let key = folder.keys.last();
        let by_parent = if folder.private {
            older_than(key, self.card_act)
        } else {
            self.is_stale() || key.and_then(|key| key.under) != Some(self.epoch())
        };
        by_parent || self.exposed.contains_key(&(id, id))
    }

    /// Whether a document's key is stale: its folder's is, or somebody has it whose grant is over. A document that isn't here isn't.
    #[must_use]
    pub fn is_document_stale(&self, id: NodeId) -> bool {
        let Some(document) = self.documents.get(&id) else { return false };
        self.is_folder_stale(document.folder) || self.is_exposed(id, document.folder, document.epoch, document.turn)
    }

    /// Acts since the newest checkpoint, or since act 0.
    #[must_use]
    pub fn acts_since_checkpoint(&self) -> u64 {
        self.head.seq - self.checkpoint.map_or(0, |checkpoint| checkpoint.seq)
    }
}

impl DocumentState {
    /// The state that this act, whose body is `put`, brings a document to.
    #[must_use]
    pub fn after(act: &Act, put: &Document) -> Self {
        Self {
            folder: put.parent,
            put: Place { seq: act.header.seq, hash: act.hash },
            time: act.header.time,
            author: act.header.author,
            epoch: put.epoch,
            turn: put.turn,
            version: put.version,
            label: put.label.clone(),
            objects: put.objects.clone(),
        }
    }
}

impl Folder {
    /// The folder's newest epoch.
    #[must_use]
    pub fn newest_epoch(&self) -> u64 {
        self.keys.last().map_or(0, |key| key.epoch)
    }
}

fn older_than(key: Option<&KeyEpoch>, card_act: Option<Place>) -> bool {
    match (key, card_act) {
        (Some(key), Some(card)) => key.act.seq < card.seq,
        _ => false,
    }
}
