use super::opens::Opens;
use crate::{
    client::hazmat::Key,
    protocol::{Refusal, id::NodeId, log::Locker},
};

/// Every key of a locker, opened from its root as it is asked for.
pub(super) struct Keys<'a> {
    pub(super) locker: &'a Locker,
    pub(super) root: &'a Key,
}

impl Keys<'_> {
    /// The locker's newest key.
    pub(super) fn newest_locker(&self) -> Result<Key, Refusal> {
        Opens::Root(self.root).newest_locker(self.locker)
    }

    /// A folder's key of this epoch.
    pub(super) fn folder(&self, folder: NodeId, epoch: u64) -> Result<Key, Refusal> {
        Opens::Root(self.root).folder(self.locker, folder, epoch)
    }

    /// A document's key.
    pub(super) fn document(&self, folder: NodeId, document: NodeId, epoch: u64, turn: u64) -> Result<Key, Refusal> {
        Opens::Root(self.root).document(self.locker, folder, document, (epoch, turn))
    }
}
