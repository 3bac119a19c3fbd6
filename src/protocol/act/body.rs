use serde::{Deserialize, Serialize};

use super::{
    keys::Keys,
    people::{Deposit, GivenBox, Grant, Revoke},
};
use crate::protocol::{
    Refusal,
    bytes::{Bytes, Hash},
    canonical,
    id::{NodeId, ObjectId},
    limits,
};

/// Bytes of an act's salt.
pub const SALT_LENGTH: usize = 16;

/// What an act does, by its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Act 0.
    Locker(FirstAct),
    /// A new key for the locker or a folder.
    Rotate(Rotate),
    /// The state of a folder or document.
    Put(Put),
    /// The first half of a move.
    Leave(Leave),
    /// The author vouches for what is before an act.
    Seen(Seen),
    /// The living acts, signed.
    Checkpoint(Checkpoint),
    /// The holder's newest card.
    Card(CardBody),
    /// A document's end.
    Purge(Purge),
    /// Acts that nobody has any more.
    Gap(Gap),
    /// A right, from somebody to somebody, until a time.
    Grant(Grant),
    /// The end of one before its time.
    Revoke(Revoke),
    /// A document that somebody hands in.
    Deposit(Deposit),
}

/// Act 0 of a locker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstAct {
    /// Random.
    pub salt: Bytes,
    /// Hybrid age recipient of the inbox.
    pub inbox: String,
}

/// `rotate`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotate {
    /// Random.
    pub salt: Bytes,
    /// The locker or a folder.
    pub node: NodeId,
    /// Of the new key.
    pub epoch: u64,
    /// The parent's epoch that seals it; absent under `root`.
    pub under: Option<u64>,
    /// The new key, sealed.
    pub key: Bytes,
    /// The old key under the new; absent only at the locker's epoch 1.
    pub prior: Option<Bytes>,
    /// With the locker, and only there.
    pub inbox: Option<String>,
    /// The new key for each of these grants on this node, ascending by grant.
    pub boxes: Vec<GivenBox>,
    /// What a person wrote about it, sealed.
    pub sealed: Option<Bytes>,
}

/// `put`
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Put {
    /// A folder that begins.
    NewFolder(NewFolder),
    /// A folder's new state.
    Folder(FolderState),
    /// A document's whole state.
    Document(Document),
}

/// `put` that makes a folder; epoch 1, version 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFolder {
    /// Random.
    pub salt: Bytes,
    /// The folder.
    pub node: NodeId,
    /// The locker.
    pub parent: NodeId,
    /// 1
    pub epoch: u64,
    /// The locker's epoch that seals the key; absent when private.
    pub under: Option<u64>,
    /// 1
    pub version: u64,
    /// Sealed under `root`, out of reach of any grant on the locker.
    pub private: bool,
    /// The folder's key, sealed.
    pub key: Bytes,
    /// Sealed.
    pub label: Bytes,
    /// What a person wrote about it, sealed.
    pub sealed: Option<Bytes>,
}

/// `put` of a folder that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderState {
    /// Random.
    pub salt: Bytes,
    /// The folder.
    pub node: NodeId,
    /// The locker.
    pub parent: NodeId,
    /// The folder's newest.
    pub epoch: u64,
    /// One more than before.
    pub version: u64,
    /// The folder's newest `put`.
    pub base: Hash,
    /// Sealed.
    pub label: Bytes,
    /// What a person wrote about it, sealed.
    pub sealed: Option<Bytes>,
}

/// `put` of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Random.
    pub salt: Bytes,
    /// The document.
    pub node: NodeId,
    /// Its folder.
    pub parent: NodeId,
    /// The folder's newest.
    pub epoch: u64,
    /// From 0 under each folder epoch.
    pub turn: u64,
    /// 1, then one more each.
    pub version: u64,
    /// The document's newest `put`; absent when new.
    pub base: Option<Hash>,
    /// Sealed.
    pub label: Bytes,
    /// Payload first, then the thumbnail; none for an entry that is all label.
    pub objects: Vec<ObjectName>,
    /// The new key for each of these grants on this document, ascending by grant.
    pub boxes: Vec<GivenBox>,
    /// The `deposit` that this accepts.
    pub deposit: Option<Hash>,
    /// What a person wrote about it, sealed.
    pub sealed: Option<Bytes>,
}

/// `put` with `left`: the document leaves its folder; the next act puts it elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leave {
    /// Random.
    pub salt: Bytes,
    /// The document.
    pub node: NodeId,
    /// The folder it leaves.
    pub parent: NodeId,
    /// The document's newest `put`.
    pub base: Hash,
    /// What a person wrote about it, sealed.
    pub sealed: Option<Bytes>,
}

/// `seen`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Random.
    pub salt: Bytes,
    /// The locker, or a folder.
    pub node: NodeId,
    /// The act vouched for.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
}

/// `checkpoint`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Random.
    pub salt: Bytes,
    /// SHA-256 of the list beside.
    pub list: Hash,
    /// How many acts the list names.
    pub living: u64,
}

/// `card`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardBody {
    /// Random.
    pub salt: Bytes,
    /// Hash of the holder's new card.
    pub card: Hash,
    /// Its number.
    pub number: u64,
}

/// `purge`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purge {
    /// Random.
    pub salt: Bytes,
    /// The document; of a deposit that is refused, the one that it would have become.
    pub node: NodeId,
    /// Its folder; of a deposit, the locker.
    pub parent: NodeId,
    /// Its newest `put`; of a deposit, the deposit.
    pub base: Hash,
    /// All its `put`s with a label, and the deposit that it came from, ascending; of a deposit, that.
    pub gone: Vec<u64>,
}

/// `gap`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Random.
    pub salt: Bytes,
    /// The newest act that was seen before it was lost.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
    /// Hashes of the acts just before it that were lost with it, as far as its author has them; at most 1,000.
    pub lost: Vec<Hash>,
}

impl Gap {
    /// Whether it says that just this act is lost.
    #[must_use]
    pub fn names(&self, seq: u64, hash: Hash) -> bool {
        let back = self.seq.checked_sub(seq).and_then(|back| usize::try_from(back).ok());
        match back {
            Some(0) => self.hash == hash,
            Some(back) => self.lost.len().checked_sub(back).and_then(|at| self.lost.get(at)) == Some(&hash),
            None => false,
        }
    }
}

/// An object as a `put` names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectName {
    /// Random.
    pub id: ObjectId,
    /// Bytes of the padded ciphertext.
    #[serde(deserialize_with = "canonical::integer")]
    pub size: u64,
    /// Of the padded ciphertext.
    pub sha256: Hash,
}

impl Body {
    /// Reads a body as its hash binds it.
    ///
    /// # Errors
    /// `too_large` over 64 KiB, `not_canonical`, `kind` for an unknown kind, `body` for keys missing, too many or out of
    /// their bounds, `objects` for a wrong count.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        canonical::read::<Keys>(bytes, limits::ACT_BODY)?.into_body()
    }

    /// Canonical bytes.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        canonical::write(&Keys::from_body(self))
    }

    /// The kind's name.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Locker(_) => "locker",
            Self::Rotate(_) => "rotate",
            Self::Put(_) | Self::Leave(_) => "put",
            Self::Seen(_) => "seen",
            Self::Checkpoint(_) => "checkpoint",
            Self::Card(_) => "card",
            Self::Purge(_) => "purge",
            Self::Gap(_) => "gap",
            Self::Grant(_) => "grant",
            Self::Revoke(_) => "revoke",
            Self::Deposit(_) => "deposit",
        }
    }

    /// The node it is about, if it is about one.
    #[must_use]
    pub fn node(&self) -> Option<NodeId> {
        match self {
            Self::Rotate(rotate) => Some(rotate.node),
            Self::Put(put) => Some(put.node()),
            Self::Leave(leave) => Some(leave.node),
            Self::Seen(seen) => Some(seen.node),
            Self::Purge(purge) => Some(purge.node),
            Self::Grant(grant) => Some(grant.node),
            Self::Deposit(deposit) => Some(deposit.node),
            Self::Locker(_) | Self::Checkpoint(_) | Self::Card(_) | Self::Gap(_) | Self::Revoke(_) => None,
        }
    }
}

impl Put {
    /// The folder or document.
    #[must_use]
    pub fn node(&self) -> NodeId {
        match self {
            Self::NewFolder(put) => put.node,
            Self::Folder(put) => put.node,
            Self::Document(put) => put.node,
        }
    }
}
