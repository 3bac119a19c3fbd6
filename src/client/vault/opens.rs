//! What opens a locker's keys: its root, which the holder has; or some of the keys themselves, which others were given.

use std::collections::BTreeMap;

use crate::{
    client::{
        document::key::{NodeEpoch, document_key, earlier_key, open_node_key},
        hazmat::Key,
    },
    protocol::{
        Refusal,
        id::NodeId,
        log::{KeyEpoch, Locker},
    },
};

/// What somebody opens a locker's keys with.
#[derive(Clone, Copy)]
pub(super) enum Opens<'a> {
    /// The holder: all of them.
    Root(&'a Key),
    /// A grantee: what they were given, and what follows from it. What doesn't is `epoch`.
    Given(&'a GivenKeys),
}

/// Keys that were given, by the node that was lent; of each the epoch, and a document's turn.
#[derive(Clone, Debug, Default)]
pub(super) struct GivenKeys(BTreeMap<NodeId, BTreeMap<(u64, u64), Key>>);

impl GivenKeys {
    /// Takes a key of a node.
    pub(super) fn add(&mut self, node: NodeId, epoch: u64, turn: Option<u64>, key: Key) {
        self.0.entry(node).or_default().insert((epoch, turn.unwrap_or(0)), key);
    }

    /// The key of a node that was lent, of this epoch: given, or one that a given one leads to.
    fn own(&self, locker: &Locker, node: NodeId, keys: &[KeyEpoch], epoch: u64) -> Result<Key, Refusal> {
        let given = self.0.get(&node).ok_or(Refusal::Epoch)?;
        let (&(newest, _), key) = given.range((epoch, 0)..).next().ok_or(Refusal::Epoch)?;
        let at = NodeEpoch { locker: locker.id, node, epoch: newest };
        earlier_key(key, at, epoch, |epoch| prior(keys, epoch))
    }
}

impl<'a> From<&'a Key> for Opens<'a> {
    fn from(root: &'a Key) -> Self {
        Self::Root(root)
    }
}

impl Opens<'_> {
    /// The locker's newest key.
    pub(super) fn newest_locker(self, locker: &Locker) -> Result<Key, Refusal> {
        self.locker(locker, locker.epoch())
    }

    /// The locker's key of this epoch.
    pub(super) fn locker(self, locker: &Locker, epoch: u64) -> Result<Key, Refusal> {
        let node = locker.id.as_node();
        match self {
            Self::Given(given) => given.own(locker, node, &locker.keys, epoch),
            Self::Root(root) => {
                let newest = locker.keys.last().ok_or(Refusal::Epoch)?;
                let at = NodeEpoch { locker: locker.id, node, epoch: newest.epoch };
                let key = open_node_key(root, at, &newest.key.0)?;
                earlier_key(&key, at, epoch, |epoch| prior(&locker.keys, epoch))
            }
        }
    }

    /// A folder's key of this epoch: given itself, or under its parent's.
    pub(super) fn folder(self, locker: &Locker, folder: NodeId, epoch: u64) -> Result<Key, Refusal> {
        let keys = &locker.folders.get(&folder).ok_or(Refusal::Parent)?.keys;
        if let Self::Given(given) = self {
            match given.own(locker, folder, keys, epoch) {
                Err(Refusal::Epoch) => {}
                opened => return opened,
            }
        }
        let newest = keys.last().ok_or(Refusal::Epoch)?;
        let parent = match (self, newest.under) {
            (_, Some(under)) => self.locker(locker, under)?,
            (Self::Root(root), None) => root.clone(),
            (Self::Given(_), None) => return Err(Refusal::Epoch),
        };
        let at = NodeEpoch { locker: locker.id, node: folder, epoch: newest.epoch };
        let key = open_node_key(&parent, at, &newest.key.0)?;
        earlier_key(&key, at, epoch, |epoch| prior(keys, epoch))
    }

    /// A document's key: given itself, or from its folder's.
    pub(super) fn document(
        self,
        locker: &Locker,
        folder: NodeId,
        document: NodeId,
        (epoch, turn): (u64, u64),
    ) -> Result<Key, Refusal> {
        let given = match self {
            Self::Given(given) => given.0.get(&document).and_then(|keys| keys.get(&(epoch, turn))),
            Self::Root(_) => None,
        };
        match given {
            Some(key) => Ok(key.clone()),
            None => Ok(document_key(&self.folder(locker, folder, epoch)?, document, epoch, turn)),
        }
    }
}

fn prior(keys: &[KeyEpoch], epoch: u64) -> Option<&[u8]> {
    keys.iter().find(|key| key.epoch == epoch)?.prior.as_ref().map(|prior| prior.0.as_slice())
}
