//! The log of a locker and its projection: what the rules need to judge the next act.

mod load;
mod people;
mod read;
mod sql;
mod streams;
mod write;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use sql::ALL;
pub(super) use write::{begin, write};

use super::{Storage, StorageError};
use crate::{
    protocol::{
        act::ObjectName,
        bytes::Hash,
        id::{AccountId, LockerId, NodeId, ObjectId},
        log::{Locker, Place, Stream},
    },
    server::clock::Milliseconds,
};

/// Acts that the rules accepted, and what they do to the tables.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// The head that they were judged on; `None` when they begin a locker.
    pub before: Option<Projection>,
    /// The locker after them.
    pub after: Locker,
    /// The acts, in order.
    pub acts: Vec<StoredAct>,
    /// Objects that they name, each with its document.
    pub named: Vec<(NodeId, ObjectName)>,
    /// Objects that deposits among them name, each with the document that it would become and whoever hands it in.
    pub deposited: Vec<(NodeId, ObjectName, AccountId)>,
    /// Documents that were deposits: their objects take room from now on, as much as there is.
    pub accepted: Vec<NodeId>,
    /// Whoever signed one of them and isn't the holder.
    pub authors: BTreeSet<AccountId>,
    /// Bytes that a locker may hold.
    pub quota: u64,
    /// Nodes that they end: bodies of these acts and all objects of the node go.
    pub purged: BTreeMap<NodeId, Vec<u64>>,
    /// The living acts that their newest checkpoint lists.
    pub living: Option<(u64, BTreeSet<u64>)>,
    /// When they came.
    pub now: Milliseconds,
}

/// An act as its row holds it.
#[derive(Clone, Debug)]
pub struct StoredAct {
    /// Its place.
    pub place: Place,
    /// The node that it is about.
    pub node: Option<NodeId>,
    /// As it travels, with nothing beside.
    pub frame: Vec<u8>,
    /// The list beside a checkpoint, or the age files that a body names.
    pub beside: Option<Vec<u8>>,
    /// The stream that it joins, where that can be told.
    pub stream: Option<Stream>,
    /// Whether it lets somebody else in.
    pub grants: bool,
}

/// A locker as its newest act left it. Folders and documents are those that were asked for; each key has its newest epoch,
/// or all of them in a whole one. Labels, keys and objects are left empty: no rule looks at them.
#[derive(Clone, Debug)]
pub struct Projection {
    /// The state.
    pub locker: Locker,
    /// How many folders there are.
    pub folders: u64,
    /// How many documents there are.
    pub documents: u64,
}

/// What an act by somebody who doesn't see the log begins with.
#[derive(Clone, Debug)]
pub struct Tail {
    /// The newest act.
    pub head: Place,
    /// Its time.
    pub time: u64,
    /// Head of people's stream.
    pub people: Hash,
    /// The frame of the act that holds the locker's newest key, and its inbox.
    pub key: Vec<u8>,
}

/// Why an append that the rules accepted isn't written.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// Another append came first.
    #[error("the head has moved")]
    Conflict,
    /// An object isn't there with this size.
    #[error("object {0} is gone")]
    ObjectGone(ObjectId),
    /// An object belongs to another document.
    #[error("object {0} belongs to another document")]
    ObjectTaken(ObjectId),
    /// A `purge` names an act whose body must stay.
    #[error("an act that must stay")]
    Gone,
    /// The locker has no room for what was handed in.
    #[error("{used} of {quota} bytes are used")]
    Quota {
        /// Bytes, before.
        used: u64,
        /// Bytes.
        quota: u64,
    },
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Judging, writing and reading acts.
pub trait Log {
    /// The locker with those of `nodes` that exist.
    fn projection(
        &self,
        locker: LockerId,
        nodes: &BTreeSet<NodeId>,
    ) -> impl Future<Output = Result<Option<Projection>, StorageError>> + Send;

    /// The locker with everything in it.
    fn whole_projection(
        &self,
        locker: LockerId,
    ) -> impl Future<Output = Result<Option<Projection>, StorageError>> + Send;

    /// The newest act.
    fn head(&self, locker: LockerId) -> impl Future<Output = Result<Option<Place>, StorageError>> + Send;

    /// Hashes of the acts from `from` to `to`, both included, in order.
    fn hashes(
        &self,
        locker: LockerId,
        from: u64,
        to: u64,
    ) -> impl Future<Output = Result<Vec<Hash>, StorageError>> + Send;

    /// Numbers of all acts on a node, in order.
    fn seqs_of_node(
        &self,
        locker: LockerId,
        node: NodeId,
    ) -> impl Future<Output = Result<Vec<u64>, StorageError>> + Send;

    /// Writes acts, all or none, if the head is still the one that they were judged on.
    fn append(&self, stretch: Stretch) -> impl Future<Output = Result<(), AppendError>> + Send;

    /// Frames of at most `limit` acts from `from` on.
    fn frames(
        &self,
        locker: LockerId,
        from: u64,
        limit: u64,
    ) -> impl Future<Output = Result<Vec<Vec<u8>>, StorageError>> + Send;

    /// Frames of all acts on a node.
    fn frames_of_node(
        &self,
        locker: LockerId,
        node: NodeId,
    ) -> impl Future<Output = Result<Vec<Vec<u8>>, StorageError>> + Send;

    /// What stands beside an act.
    fn beside(&self, locker: LockerId, seq: u64) -> impl Future<Output = Result<Option<Vec<u8>>, StorageError>> + Send;

    /// The newest act, its time, the head of people's stream, and the act that holds the newest key of the locker. Nothing for an account
    /// that is blocked there and was granted nothing.
    fn tail(
        &self,
        locker: LockerId,
        asks: AccountId,
        now: Milliseconds,
    ) -> impl Future<Output = Result<Option<Tail>, StorageError>> + Send;

    /// Frames that a cold client needs: the newest checkpoint with its list, its living acts, all acts after it.
    fn living(&self, locker: LockerId) -> impl Future<Output = Result<Vec<Vec<u8>>, StorageError>> + Send;
}

impl Log for Storage {
    async fn projection(&self, locker: LockerId, nodes: &BTreeSet<NodeId>) -> Result<Option<Projection>, StorageError> {
        load::some(&self.engine, locker, nodes).await
    }

    async fn whole_projection(&self, locker: LockerId) -> Result<Option<Projection>, StorageError> {
        load::whole(&self.engine, locker).await
    }

    async fn head(&self, locker: LockerId) -> Result<Option<Place>, StorageError> {
        load::head(&self.engine, locker).await
    }

    async fn hashes(&self, locker: LockerId, from: u64, to: u64) -> Result<Vec<Hash>, StorageError> {
        read::hashes(&self.engine, locker, from, to).await
    }

    async fn seqs_of_node(&self, locker: LockerId, node: NodeId) -> Result<Vec<u64>, StorageError> {
        read::seqs_of_node(&self.engine, locker, node).await
    }

    async fn append(&self, stretch: Stretch) -> Result<(), AppendError> {
        self.engine.write(|transaction| Box::pin(write(transaction, stretch))).await
    }

    async fn frames(&self, locker: LockerId, from: u64, limit: u64) -> Result<Vec<Vec<u8>>, StorageError> {
        read::frames(&self.engine, locker, from, limit).await
    }

    async fn frames_of_node(&self, locker: LockerId, node: NodeId) -> Result<Vec<Vec<u8>>, StorageError> {
        read::frames_of_node(&self.engine, locker, node).await
    }

    async fn living(&self, locker: LockerId) -> Result<Vec<Vec<u8>>, StorageError> {
        read::living(&self.engine, locker).await
    }

    async fn beside(&self, locker: LockerId, seq: u64) -> Result<Option<Vec<u8>>, StorageError> {
        read::beside(&self.engine, locker, seq).await
    }

    async fn tail(&self, locker: LockerId, asks: AccountId, now: Milliseconds) -> Result<Option<Tail>, StorageError> {
        read::tail(&self.engine, locker, asks, now).await
    }
}
