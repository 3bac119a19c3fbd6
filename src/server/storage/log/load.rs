//! Reading the projection. The locker's row comes first: what is read after it may be newer, and then the compare-and-set on
//! the head fails.

use std::collections::BTreeSet;

use super::{
    Projection,
    people::{self, Counts},
    sql::{EPOCHS, HEAD, LOCKER, NODES, SOME_NODES},
};
use crate::{
    protocol::{
        bytes::{Bytes, Hash},
        id::{AccountId, LockerId, NodeId},
        log::{DocumentState, Folder, KeyEpoch, Locker, Place},
    },
    server::storage::{Engine, Row, Step, StorageError, value::values},
};

pub(super) async fn some(
    engine: &Engine,
    id: LockerId,
    nodes: &BTreeSet<NodeId>,
) -> Result<Option<Projection>, StorageError> {
    // Most appends touch a document and its folder: one read with the locker's.
    let nodes: Vec<NodeId> = nodes.iter().copied().filter(|node| *node != id.as_node()).collect();
    let mut steps = vec![(LOCKER, values![id])];
    steps.extend(node_steps(id, &nodes));
    let mut answers = engine.fetch_all(steps).await?.into_iter();
    let Some(row) = answers.next().and_then(|mut rows| rows.pop()) else { return Ok(None) };
    let (mut projection, counts) = locker(id, row)?;
    for row in answers.flatten() {
        node_with_key(&mut projection.locker, row)?;
    }
    people::load(engine, &mut projection.locker, counts).await?;
    let missing = |node: &NodeId| *node != id.as_node() && !projection.locker.folders.contains_key(node);
    let missing: BTreeSet<NodeId> = people::key_nodes(&projection.locker).filter(missing).collect();
    let steps = node_steps(id, &missing.into_iter().collect::<Vec<_>>());
    if !steps.is_empty() {
        for row in engine.fetch_all(steps).await?.into_iter().flatten() {
            node_with_key(&mut projection.locker, row)?;
        }
    }
    Ok(Some(projection))
}

/// Asks for nodes, four at a time.
fn node_steps(id: LockerId, nodes: &[NodeId]) -> Vec<Step> {
    let step = |some: &[NodeId]| {
        let one = |index: usize| *some.get(index).unwrap_or(&some[0]);
        (SOME_NODES, values![id, one(0), one(1), one(2), one(3)])
    };
    nodes.chunks(4).map(step).collect()
}

fn node_with_key(locker: &mut Locker, mut row: Row) -> Result<(), StorageError> {
    let found = node(locker, &mut row)?;
    if let (Some(key), Some(folder)) = (optional_key(&mut row)?, locker.folders.get_mut(&found)) {
        folder.keys.push(key);
    }
    Ok(())
}

pub(super) async fn whole(engine: &Engine, id: LockerId) -> Result<Option<Projection>, StorageError> {
    let Some(row) = engine.fetch_optional(LOCKER, values![id]).await? else { return Ok(None) };
    let (mut projection, counts) = locker(id, row)?;
    projection.locker.keys.clear();
    for mut row in engine.fetch(NODES, values![id]).await? {
        node(&mut projection.locker, &mut row)?;
    }
    for mut row in engine.fetch(EPOCHS, values![id]).await? {
        let owner: NodeId = row.parsed()?;
        let Some(key) = optional_key(&mut row)? else { continue };
        if owner == id.as_node() {
            projection.locker.keys.push(key);
        } else if let Some(folder) = projection.locker.folders.get_mut(&owner) {
            folder.keys.push(key);
        }
    }
    people::load(engine, &mut projection.locker, counts).await?;
    Ok(Some(projection))
}

pub(super) async fn head(engine: &Engine, id: LockerId) -> Result<Option<Place>, StorageError> {
    engine.fetch_optional(HEAD, values![id]).await?.map(|mut row| place(&mut row)).transpose()
}

fn locker(id: LockerId, mut row: Row) -> Result<(Projection, Counts), StorageError> {
    let holder: AccountId = row.parsed()?;
    let first = Hash(row.array()?);
    let card = (Hash(row.array()?), row.unsigned()?);
    let head = (place(&mut row)?, row.unsigned()?);
    let mut locker = Locker::resume(id, holder, first, card, head, place(&mut row)?);
    locker.card_act = optional_place(&mut row)?;
    locker.keys_stream = optional_place(&mut row)?;
    locker.checkpoint = optional_place(&mut row)?;
    let (folders, documents) = (row.unsigned()?, row.unsigned()?);
    let counts = Counts { grants: row.unsigned()?, exposed: row.unsigned()?, deposits: row.unsigned()? };
    locker.keys.extend(optional_key(&mut row)?);
    Ok((Projection { locker, folders, documents }, counts))
}

fn node(locker: &mut Locker, row: &mut Row) -> Result<NodeId, StorageError> {
    let id: NodeId = row.parsed()?;
    let parent = row.optional_text()?;
    let private = row.integer()? != 0;
    let put = place(row)?;
    let (version, epoch, turn) = (row.unsigned()?, row.unsigned()?, row.unsigned()?);
    let stream = optional_place(row)?;
    let label = Bytes::default();
    match (parent, stream) {
        (None, Some(stream)) => {
            locker.folders.insert(id, Folder { private, keys: Vec::new(), stream, put, version, epoch, label });
        }
        (Some(folder), None) => {
            let folder = folder.parse().map_err(|_| StorageError::Corrupt("a folder's id"))?;
            let (time, author, objects) = (0, locker.holder, Vec::new());
            let document = DocumentState { folder, put, time, author, epoch, turn, version, label, objects };
            locker.documents.insert(id, document);
        }
        _ => return Err(StorageError::Corrupt("a node that is neither folder nor document")),
    }
    Ok(id)
}

pub(super) fn place(row: &mut Row) -> Result<Place, StorageError> {
    Ok(Place { seq: row.unsigned()?, hash: Hash(row.array()?) })
}

pub(super) fn optional_place(row: &mut Row) -> Result<Option<Place>, StorageError> {
    match (row.optional_unsigned()?, row.optional_bytes()?) {
        (Some(seq), Some(hash)) => {
            let hash = hash.try_into().map_err(|_| StorageError::Corrupt("a hash"))?;
            Ok(Some(Place { seq, hash: Hash(hash) }))
        }
        _ => Ok(None),
    }
}

/// Reads `epoch, under, seq, hash` of a left join.
fn optional_key(row: &mut Row) -> Result<Option<KeyEpoch>, StorageError> {
    let (epoch, under) = (row.optional_unsigned()?, row.optional_unsigned()?);
    let act = optional_place(row)?;
    Ok(epoch.zip(act).map(|(epoch, act)| KeyEpoch { epoch, act, under, key: Bytes::default(), prior: None }))
}
