//! Giving a new key to those whose grants stay.

use super::draft::Draft;
use crate::{
    client::{document::GivenKey, hazmat::Key},
    protocol::{
        Refusal,
        act::{GivenBox, join_files},
        id::NodeId,
        limits,
    },
};

/// A new key of a node, and of which node's epochs it is: the locker's, a folder's, or a document's folder's.
#[derive(Clone, Copy)]
pub(super) struct NewKey<'a> {
    pub(super) node: NodeId,
    pub(super) key_node: NodeId,
    pub(super) epoch: u64,
    pub(super) turn: Option<u64>,
    pub(super) key: &'a Key,
}

impl Draft<'_> {
    /// A box for each grant on just this node that isn't over and hasn't this key, and what goes beside the body. Whose card isn't known
    /// is left out: they need a new grant.
    pub(super) fn boxes(&self, new: NewKey<'_>) -> Result<(Vec<GivenBox>, Vec<u8>), Refusal> {
        let Some(recipients) = self.recipients() else { return Ok((Vec::new(), Vec::new())) };
        let (mut boxes, mut files) = (Vec::new(), Vec::new());
        for (grant, state) in &self.locker.grants {
            let has = state.given.get(&new.key_node);
            let has = has.is_some_and(|given| (given.epoch, given.turn) == (new.epoch, new.turn.unwrap_or(0)));
            if state.node != new.node || has {
                continue;
            }
            let Some(recipient) = recipients.get(&state.card) else {
                self.unknown_recipient();
                continue;
            };
            if boxes.len() == limits::BOXES {
                break;
            }
            let given = GivenKey {
                locker: self.locker.id,
                node: new.node,
                epoch: new.epoch,
                turn: new.turn,
                key: new.key.clone(),
                grant: *grant,
                living: Vec::new(),
                purpose: None,
            };
            let file = given.seal(recipient)?;
            boxes.push(GivenBox { grant: *grant, file: crate::protocol::bytes::Hash::of(&file) });
            files.push(file);
        }
        Ok((boxes, join_files(files.iter().map(Vec::as_slice))))
    }
}
