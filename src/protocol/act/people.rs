//! Bodies of the acts by which other people come in: `grant`, `revoke`, `deposit`, and the boxes of a new key.

use serde::{Deserialize, Serialize};

use super::body::ObjectName;
use crate::protocol::{
    Refusal,
    bytes::{Bytes, Hash},
    id::{AccountId, GrantId, NodeId},
};

/// What a grant allows. Each includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// Open.
    Read,
    /// And new documents.
    Add,
    /// And versions, names, moves, the bin.
    Edit,
    /// And grants, rotation; with the locker, answers to deposits.
    Manage,
}

/// `grant`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Random.
    pub salt: Bytes,
    /// The locker, a folder or a document.
    pub node: NodeId,
    /// The document's folder; with a document, and only there.
    pub parent: Option<NodeId>,
    /// Of the key that is given: the node's newest.
    pub epoch: u64,
    /// The document's; with a document, and only there.
    pub turn: Option<u64>,
    /// Hash of the grantee's card that the box is addressed to, and that signs what they do.
    pub card: Hash,
    /// Random.
    pub grant: GrantId,
    /// Whom.
    pub grantee: AccountId,
    /// What they may do.
    pub right: Right,
    /// From when, milliseconds since 1970.
    pub start: u64,
    /// Until when: at this time no more.
    pub end: u64,
    /// The grant by which an author who isn't the holder gives this one.
    pub via: Option<GrantId>,
    /// SHA-256 of the age file beside.
    pub file: Hash,
    /// What a person wrote about it, sealed.
    pub sealed: Option<Bytes>,
}

/// `revoke`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revoke {
    /// Random.
    pub salt: Bytes,
    /// Which.
    pub grant: GrantId,
    /// What a person wrote about it, sealed.
    pub sealed: Option<Bytes>,
}

/// `deposit`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deposit {
    /// Random.
    pub salt: Bytes,
    /// The document that it becomes when it is accepted.
    pub node: NodeId,
    /// As in the `put` that accepts it.
    pub objects: Vec<ObjectName>,
    /// SHA-256 of the age file beside.
    pub file: Hash,
}

/// A new key for somebody whose grant stays: an entry of `boxes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenBox {
    /// The grant, on exactly the act's node.
    pub grant: GrantId,
    /// SHA-256 of the age file, one of those beside.
    #[serde(rename = "box")]
    pub file: Hash,
}

impl Right {
    /// All of them, the least first.
    pub const ALL: [Self; 4] = [Self::Read, Self::Add, Self::Edit, Self::Manage];

    /// The name in a body.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Add => "add",
            Self::Edit => "edit",
            Self::Manage => "manage",
        }
    }
}

impl std::str::FromStr for Right {
    type Err = Refusal;

    /// # Errors
    /// `body` for a name that isn't known.
    fn from_str(name: &str) -> Result<Self, Refusal> {
        Self::ALL.into_iter().find(|right| right.name() == name).ok_or(Refusal::Body)
    }
}
