//! What the rules need to know of the tables, read before they judge.

use std::collections::{BTreeMap, BTreeSet};

use super::touched;
use crate::{
    protocol::{
        act::{Act, Body},
        bytes::Hash,
        id::{LockerId, NodeId},
    },
    server::storage::{Log as _, Projection, Storage, StorageError},
};

/// Everything that one append may ask about.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The locker, with the nodes that are touched; with all of them when a checkpoint is among the acts.
    pub(super) projection: Option<Projection>,
    /// Hashes of acts that `seen` vouches for.
    pub(super) hashes: BTreeMap<u64, Hash>,
    /// All acts on nodes that are purged.
    pub(super) seqs: BTreeMap<NodeId, BTreeSet<u64>>,
}

impl Facts {
    /// Reads them. The locker's row is read first.
    pub async fn gather(storage: &Storage, locker: LockerId, acts: &[Act]) -> Result<Self, StorageError> {
        let mut facts = Self::default();
        let checkpoint = acts.iter().any(|act| matches!(act.body, Some(Body::Checkpoint(_))));
        facts.projection = if checkpoint {
            storage.whole_projection(locker).await?
        } else {
            storage.projection(locker, &touched(acts)).await?
        };
        let Some(projection) = &facts.projection else { return Ok(facts) };
        let head = projection.locker.head;
        for body in acts.iter().filter_map(|act| act.body.as_ref()) {
            match body {
                // Most vouch for the head, which is known.
                Body::Seen(seen) if seen.seq == head.seq => {
                    facts.hashes.insert(head.seq, head.hash);
                }
                Body::Seen(seen) => {
                    let hash = storage.hashes(locker, seen.seq, seen.seq).await?.pop();
                    facts.hashes.extend(hash.map(|hash| (seen.seq, hash)));
                }
                Body::Purge(purge) => {
                    let seqs = storage.seqs_of_node(locker, purge.node).await?;
                    facts.seqs.insert(purge.node, seqs.into_iter().collect());
                }
                _ => {}
            }
        }
        Ok(facts)
    }

    /// The locker, if there is one.
    pub fn projection(&self) -> Option<&Projection> {
        self.projection.as_ref()
    }
}
