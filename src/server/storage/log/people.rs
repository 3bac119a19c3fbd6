//! What the log knows of other people: grants, keys that went too far, deposits. Most lockers have none, and nothing is asked then.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    StoredAct,
    load::{optional_place, place},
    sql::{
        DELETE_DEPOSIT, DELETE_EXPOSED, DELETE_GRANT, DEPOSITS, EXPOSED, GRANTS, INSERT_DEPOSIT, PUT_EXPOSED, PUT_GRANT,
    },
};
use crate::{
    protocol::{
        act::Right,
        bytes::Hash,
        id::{AccountId, GrantId, LockerId, NodeId},
        log::{DepositState, Exposed, Given, GrantState, Locker, Place, Stream},
    },
    server::{
        clock::Milliseconds,
        storage::{Engine, Row, Step, StorageError, value::values},
    },
};

/// How many rows each table has of a locker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub grants: u64,
    pub exposed: u64,
    pub deposits: u64,
}

/// A key that a grant was given, as its row holds it.
#[derive(Serialize, Deserialize)]
struct GivenRow {
    node: NodeId,
    epoch: u64,
    turn: u64,
    seq: u64,
    hash: Hash,
}

/// Reads all of it into a locker.
pub(super) async fn load(engine: &Engine, locker: &mut Locker, counts: Counts) -> Result<(), StorageError> {
    let of = |count: u64, statement| (count > 0).then(|| (statement, values![locker.id]));
    let steps: Vec<Step> = [of(counts.grants, GRANTS), of(counts.exposed, EXPOSED), of(counts.deposits, DEPOSITS)]
        .into_iter()
        .flatten()
        .collect();
    if steps.is_empty() {
        return Ok(());
    }
    let mut answers = engine.fetch_all(steps).await?.into_iter();
    let mut rows = |count: u64| if count > 0 { answers.next().unwrap_or_default() } else { Vec::new() };
    let (grants, exposed, deposits) = (rows(counts.grants), rows(counts.exposed), rows(counts.deposits));
    locker.grants = grants.into_iter().map(grant).collect::<Result<_, _>>()?;
    locker.exposed = exposed.into_iter().map(exposure).collect::<Result<_, _>>()?;
    locker.deposits = deposits.into_iter().map(deposit).collect::<Result<_, _>>()?;
    Ok(())
}

/// Nodes whose keys people were given: rules look at their newest epochs.
pub(super) fn key_nodes(locker: &Locker) -> impl Iterator<Item = NodeId> {
    locker.grants.values().flat_map(|grant| grant.given.keys().copied())
}

/// Writes what differs.
pub(super) fn steps(old: &Locker, new: &Locker) -> Vec<Step> {
    let id = new.id;
    let mut steps = Vec::new();
    for gone in old.grants.keys().filter(|grant| !new.grants.contains_key(grant)) {
        steps.push((DELETE_GRANT, values![id, *gone]));
    }
    for (grant, state) in new.grants.iter().filter(|(grant, state)| old.grants.get(grant) != Some(*state)) {
        steps.push(put_grant(id, *grant, state));
    }
    for (node, key_node) in old.exposed.keys().filter(|key| !new.exposed.contains_key(key)) {
        steps.push((DELETE_EXPOSED, values![id, *node, *key_node]));
    }
    for (key, state) in new.exposed.iter().filter(|(key, state)| old.exposed.get(key) != Some(*state)) {
        let Exposed { given, revoke } = *state;
        let (seq, hash) = (revoke.map(|place| place.seq), revoke.map(|place| place.hash));
        let (epoch, turn, act) = (given.epoch, given.turn, given.act);
        steps.push((PUT_EXPOSED, values![id, key.0, key.1, epoch, turn, act.seq, act.hash, seq, hash]));
    }
    for gone in old.deposits.keys().filter(|node| !new.deposits.contains_key(node)) {
        steps.push((DELETE_DEPOSIT, values![id, *gone]));
    }
    for (node, state) in new.deposits.iter().filter(|(node, _)| !old.deposits.contains_key(node)) {
        let objects = serde_json::to_vec(&state.objects).unwrap_or_default();
        let DepositState { act, time, author, .. } = state;
        steps.push((INSERT_DEPOSIT, values![id, *node, act.seq, act.hash, *time, *author, objects]));
    }
    steps
}

/// Who sees something new: by a grant that has begun and covers one of the acts, or that is another one now. Who else was let in is
/// nobody's business.
pub(super) fn concerned(old: &Locker, new: &Locker, acts: &[StoredAct], now: Milliseconds) -> BTreeSet<AccountId> {
    let now = u64::try_from(now).unwrap_or(0);
    let is_private = |folder: NodeId| new.folders.get(&folder).is_some_and(|folder| folder.private);
    let covers = |grant: &GrantState, act: &StoredAct| match act.stream {
        None | Some(Stream::People) => false,
        Some(_) if act.node == Some(grant.node) => true,
        Some(Stream::Keys) => grant.node == new.id.as_node(),
        Some(Stream::Folder(folder)) => folder == grant.node || grant.node == new.id.as_node() && !is_private(folder),
    };
    let grants = old.grants.iter().chain(new.grants.iter().filter(|(id, _)| !old.grants.contains_key(id)));
    let begun = grants.filter(|(_, grant)| grant.start <= now);
    let concerned = begun
        .filter(|(id, grant)| old.grants.get(id) != new.grants.get(id) || acts.iter().any(|act| covers(grant, act)));
    concerned.map(|(_, grant)| grant.grantee).collect()
}

fn put_grant(locker: LockerId, id: GrantId, state: &GrantState) -> Step {
    let given: Vec<GivenRow> = state
        .given
        .iter()
        .map(|(&node, &Given { epoch, turn, act })| GivenRow { node, epoch, turn, seq: act.seq, hash: act.hash })
        .collect();
    let given = serde_json::to_vec(&given).unwrap_or_default();
    let values = values![
        locker,
        id,
        state.act.seq,
        state.act.hash,
        state.node,
        state.author,
        state.grantee,
        state.card,
        state.right.name(),
        state.start,
        state.end,
        state.via,
        given
    ];
    (PUT_GRANT, values)
}

fn grant(mut row: Row) -> Result<(GrantId, GrantState), StorageError> {
    let id = row.parsed()?;
    let (act, node, author, grantee) = (place(&mut row)?, row.parsed()?, row.parsed()?, row.parsed()?);
    let (card, right) = (Hash(row.array()?), row.parsed::<Right>()?);
    let (start, end) = (row.unsigned()?, row.unsigned()?);
    let via = row.optional_text()?.map(|via| via.parse().map_err(|_| StorageError::Corrupt("a grant's id")));
    let via = via.transpose()?;
    let given: Vec<GivenRow> = json(&row.bytes()?)?;
    let key = |row: GivenRow| {
        let act = Place { seq: row.seq, hash: row.hash };
        (row.node, Given { epoch: row.epoch, turn: row.turn, act })
    };
    let given: BTreeMap<_, _> = given.into_iter().map(key).collect();
    Ok((id, GrantState { act, node, author, grantee, card, right, start, end, via, given }))
}

fn exposure(mut row: Row) -> Result<((NodeId, NodeId), Exposed), StorageError> {
    let key = (row.parsed()?, row.parsed()?);
    let (epoch, turn) = (row.unsigned()?, row.unsigned()?);
    let given = Given { epoch, turn, act: place(&mut row)? };
    Ok((key, Exposed { given, revoke: optional_place(&mut row)? }))
}

fn deposit(mut row: Row) -> Result<(NodeId, DepositState), StorageError> {
    let (node, act, time, author) = (row.parsed()?, place(&mut row)?, row.unsigned()?, row.parsed()?);
    Ok((node, DepositState { act, time, author, objects: json(&row.bytes()?)? }))
}

fn json<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, StorageError> {
    serde_json::from_slice(bytes).map_err(|_| StorageError::Corrupt("JSON in a row"))
}
