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

/// Every key of a locker, opened from its root as it is asked for.
pub(super) struct Keys<'a> {
    pub(super) locker: &'a Locker,
    pub(super) root: &'a Key,
}

impl Keys<'_> {
    /// The locker's newest key.
    pub(super) fn newest_locker(&self) -> Result<Key, Refusal> {
        let newest = self.locker.keys.last().ok_or(Refusal::Epoch)?;
        open_node_key(self.root, self.place(self.locker.id.as_node(), newest.epoch), &newest.key.0)
    }

    /// A folder's key of this epoch.
    pub(super) fn folder(&self, folder: NodeId, epoch: u64) -> Result<Key, Refusal> {
        let state = self.locker.folders.get(&folder).ok_or(Refusal::Parent)?;
        let newest = state.keys.last().ok_or(Refusal::Epoch)?;
        let parent = match newest.under {
            None => self.root.clone(),
            Some(under) => self.locker(under)?,
        };
        let place = self.place(folder, newest.epoch);
        let key = open_node_key(&parent, place, &newest.key.0)?;
        earlier_key(&key, place, epoch, |epoch| prior(&state.keys, epoch))
    }

    /// A document's key.
    pub(super) fn document(&self, folder: NodeId, document: NodeId, epoch: u64, turn: u64) -> Result<Key, Refusal> {
        Ok(document_key(&self.folder(folder, epoch)?, document, epoch, turn))
    }

    /// The locker's key of this epoch.
    pub(super) fn locker(&self, epoch: u64) -> Result<Key, Refusal> {
        let place = self.place(self.locker.id.as_node(), self.locker.epoch());
        earlier_key(&self.newest_locker()?, place, epoch, |epoch| prior(&self.locker.keys, epoch))
    }

    fn place(&self, node: NodeId, epoch: u64) -> NodeEpoch {
        NodeEpoch { locker: self.locker.id, node, epoch }
    }
}

fn prior(keys: &[KeyEpoch], epoch: u64) -> Option<&[u8]> {
    keys.iter().find(|key| key.epoch == epoch)?.prior.as_ref().map(|prior| prior.0.as_slice())
}
