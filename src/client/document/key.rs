//! Keys of lockers, folders and documents, and how one leads to the next.

use crate::{
    client::{
        envelope::{self, Context, Derivation, derive},
        hazmat::{Identity, Key},
    },
    protocol::{
        Refusal,
        age_header::RecipientType,
        id::{LockerId, NodeId},
        limits,
    },
};
use zeroize::Zeroizing;

/// Where a key of the locker or a folder belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeEpoch {
    /// The locker.
    pub locker: LockerId,
    /// The folder, or the locker as a node.
    pub node: NodeId,
    /// The key's epoch, from 1.
    pub epoch: u64,
}

/// Seals a node's key under its parent's: `root`, or the locker's key.
#[must_use]
pub fn seal_node_key(parent: &Key, place: NodeEpoch, key: &Key) -> Vec<u8> {
    envelope::seal(parent, &node_context(place), key.expose_secret_bytes())
}

/// Opens what [`seal_node_key`] made.
///
/// # Errors
/// Those of [`envelope::open`]; `length` when it holds no key.
pub fn open_node_key(parent: &Key, place: NodeEpoch, sealed: &[u8]) -> Result<Key, Refusal> {
    Key::from_slice(&envelope::open(parent, &node_context(place), sealed)?).ok_or(Refusal::Length)
}

/// Seals the key of `old` under the one that replaces it.
#[must_use]
pub fn seal_prior(new: &Key, old: NodeEpoch, old_key: &Key) -> Vec<u8> {
    envelope::seal(new, &prior_context(old), old_key.expose_secret_bytes())
}

/// Opens what [`seal_prior`] made.
///
/// # Errors
/// As [`open_node_key`].
pub fn open_prior(new: &Key, old: NodeEpoch, sealed: &[u8]) -> Result<Key, Refusal> {
    Key::from_slice(&envelope::open(new, &prior_context(old), sealed)?).ok_or(Refusal::Length)
}

/// The key of an earlier epoch: walks back from the key of `newest` through the `prior` that each rotation carries.
/// `prior` gives what the rotation *to* an epoch carries.
///
/// # Errors
/// `epoch` when `wanted` is 0, above `newest`, or a rotation is missing; else as [`open_prior`].
pub fn earlier_key<'a>(
    newest_key: &Key,
    newest: NodeEpoch,
    wanted: u64,
    prior: impl Fn(u64) -> Option<&'a [u8]>,
) -> Result<Key, Refusal> {
    if wanted == 0 || wanted > newest.epoch {
        return Err(Refusal::Epoch);
    }
    let mut key = newest_key.clone();
    for epoch in (wanted..newest.epoch).rev() {
        let sealed = prior(epoch + 1).ok_or(Refusal::Epoch)?;
        key = open_prior(&key, NodeEpoch { epoch, ..newest }, sealed)?;
    }
    Ok(key)
}

/// A document's key.
#[must_use]
pub fn document_key(folder_key: &Key, document: NodeId, folder_epoch: u64, turn: u64) -> Key {
    derive(folder_key, &Derivation::Document { node: document, epoch: folder_epoch, turn })
}

/// The inbox of the locker under its key of this epoch.
#[must_use]
pub fn inbox_identity(locker_key: &Key, epoch: u64) -> Identity {
    Identity::from_seed(RecipientType::Hybrid, derive(locker_key, &Derivation::Inbox { epoch }))
}

/// Where a text about an act belongs.
#[derive(Clone, Copy, Debug)]
pub struct ActText<'a> {
    /// The locker.
    pub locker: LockerId,
    /// The node that the act is about.
    pub node: NodeId,
    /// Kind of the act.
    pub kind: &'a str,
    /// Salt of its body.
    pub salt: &'a [u8; 16],
}

impl<'a> From<ActText<'a>> for Context<'a> {
    fn from(act: ActText<'a>) -> Self {
        Self::Act { locker: act.locker, node: act.node, kind: act.kind, salt: act.salt }
    }
}

/// Seals what a person wrote about an act, under the node's key.
#[must_use]
pub fn seal_act_text(node_key: &Key, act: ActText<'_>, json: &[u8]) -> Vec<u8> {
    envelope::seal(node_key, &act.into(), json)
}

/// Opens what [`seal_act_text`] made.
///
/// # Errors
/// `too_large`, and those of [`envelope::open`].
pub fn open_act_text(node_key: &Key, act: ActText<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Refusal> {
    if sealed.len() > limits::ACT_SEALED {
        return Err(Refusal::TooLarge);
    }
    envelope::open(node_key, &act.into(), sealed)
}

fn node_context(place: NodeEpoch) -> Context<'static> {
    Context::Node { locker: place.locker, node: place.node, epoch: place.epoch }
}

fn prior_context(place: NodeEpoch) -> Context<'static> {
    Context::Prior { locker: place.locker, node: place.node, epoch: place.epoch }
}
