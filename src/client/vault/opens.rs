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
        let keys = match (locker.folders.get(&folder), self) {
            (Some(state), _) => &state.keys,
            (None, Self::Root(_)) => return Err(Refusal::Parent),
            // Only something in it was lent.
            (None, Self::Given(_)) => return Err(Refusal::Epoch),
        };
        if let Self::Given(given) = self {
            match given.own(locker, folder, keys, epoch) {
                Err(Refusal::Epoch) => {}
                opened => return opened,
            }
        }
        // As it was sealed itself: whatever a delegate has written into a later epoch, this one opens.
        let sealed = keys.iter().find(|key| key.epoch == epoch).ok_or(Refusal::Epoch)?;
        let opened = self.sealed(locker, folder, sealed);
        let newest = keys.last().filter(|newest| newest.epoch != epoch);
        match (opened, newest) {
            // A private folder's, from before the root was replaced.
            (Err(_), Some(newest)) if sealed.under.is_none() => {
                let key = self.sealed(locker, folder, newest)?;
                let at = NodeEpoch { locker: locker.id, node: folder, epoch: newest.epoch };
                earlier_key(&key, at, epoch, |epoch| prior(keys, epoch))
            }
            (opened, _) => opened,
        }
    }

    /// A folder's key as an act carries it, under its parent's.
    fn sealed(self, locker: &Locker, folder: NodeId, key: &KeyEpoch) -> Result<Key, Refusal> {
        let parent = match (self, key.under) {
            (_, Some(under)) => self.locker(locker, under)?,
            (Self::Root(root), None) => root.clone(),
            (Self::Given(_), None) => return Err(Refusal::Epoch),
        };
        let at = NodeEpoch { locker: locker.id, node: folder, epoch: key.epoch };
        open_node_key(&parent, at, &key.key.0)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        client::{
            account::card::CardKeys,
            document::key::{inbox_identity, seal_node_key, seal_prior},
            vault::{
                draft::{Draft, salt},
                folders::{new_folder, new_label},
            },
        },
        protocol::{
            act::{Act, Body, FirstAct, Header, Rotate},
            bytes::Hash,
            card::CardChain,
        },
    };

    const NOW: u64 = 1_700_000_000_000;

    fn rotation(node: NodeId, epoch: u64, under: Option<u64>, key: Vec<u8>, prior: Option<Vec<u8>>) -> Body {
        let inbox = under.is_none().then(|| inbox_identity(&Key::generate(), epoch).to_recipient().to_string());
        let (key, prior) = (key.into(), prior.map(Into::into));
        Body::Rotate(Rotate { salt: salt(), node, epoch, under, key, prior, inbox, boxes: Vec::new(), sealed: None })
    }

    #[test]
    fn what_a_delegate_writes_into_a_folders_key_costs_nothing_that_was_there() {
        let (keys, root) = (CardKeys::generate(), Key::generate());
        let (account, card) = keys.first_card();
        let chain = CardChain::verify(account, &[card]).unwrap();
        let header = Header {
            locker: None,
            seq: 0,
            prev: None,
            chain: None,
            author: account,
            card: chain.newest().hash,
            time: NOW,
            body: Hash([0; 32]),
        };
        let first = FirstAct { salt: salt(), inbox: "age1pq1specimen".into() };
        let first = Act::sign(header, Body::Locker(first), Vec::new(), &keys.signing);
        let locker = Locker::begin(&first, &chain).unwrap();
        let at = NodeEpoch { locker: locker.id, node: locker.id.as_node(), epoch: 1 };
        let mut draft = Draft::new(locker, &chain, &keys.signing, NOW);
        draft.push(rotation(at.node, 1, None, seal_node_key(&root, at, &Key::generate()), None)).unwrap();
        let (opens, folder) = (Opens::Root(&root), NodeId([7; 20]));
        new_folder(&mut draft, opens, folder, &new_label("Housing", None)).unwrap();
        let before = opens.folder(&draft.locker, folder, 1).unwrap();

        // Sealed under a key that nobody has, as is the one before it.
        let (own, wrong) = (NodeEpoch { node: folder, epoch: 2, ..at }, Key::generate());
        let prior = seal_prior(&wrong, NodeEpoch { epoch: 1, ..own }, &Key::generate());
        draft.push(rotation(folder, 2, Some(1), seal_node_key(&wrong, own, &wrong), Some(prior))).unwrap();
        assert!(opens.folder(&draft.locker, folder, 2).is_err());
        assert_eq!(opens.folder(&draft.locker, folder, 1).unwrap(), before);

        // The next write is under a key that opens, and what was there before opens still.
        let fresh = draft.fresh_folder_key(folder, opens).unwrap();
        assert_eq!(draft.locker.newest_epoch(folder), Some(3));
        assert_eq!(opens.folder(&draft.locker, folder, 3).unwrap(), fresh);
        assert_eq!(opens.folder(&draft.locker, folder, 1).unwrap(), before);
        let (epoch, _, _) = draft.fresh_document_key(NodeId([9; 20]), folder, opens).unwrap();
        assert_eq!(epoch, 3, "once is enough");
    }
}
