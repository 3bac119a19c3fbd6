//! Reading acts: frames as they were sent, one column of one query.

use super::{
    Tail,
    load::place,
    sql::{BESIDE, FRAMES, FRAMES_OF_NODE, HASHES, LIVING, NEWEST_CHECKPOINT, SEQS_OF_NODE, TAIL},
};
use crate::{
    protocol::{
        bytes::Hash,
        id::{AccountId, LockerId, NodeId},
    },
    server::{
        clock::Milliseconds,
        storage::{Engine, Row, StorageError, value::values},
    },
};

pub(super) async fn hashes(engine: &Engine, locker: LockerId, from: u64, to: u64) -> Result<Vec<Hash>, StorageError> {
    let rows = engine.fetch(HASHES, values![locker, from, to]).await?;
    rows.into_iter().map(|mut row| row.array().map(Hash)).collect()
}

pub(super) async fn seqs_of_node(engine: &Engine, locker: LockerId, node: NodeId) -> Result<Vec<u64>, StorageError> {
    let rows = engine.fetch(SEQS_OF_NODE, values![locker, node]).await?;
    rows.into_iter().map(|mut row| row.unsigned()).collect()
}

pub(super) async fn frames(
    engine: &Engine,
    locker: LockerId,
    from: u64,
    limit: u64,
) -> Result<Vec<Vec<u8>>, StorageError> {
    column(engine.fetch(FRAMES, values![locker, from, limit]).await?)
}

pub(super) async fn frames_of_node(
    engine: &Engine,
    locker: LockerId,
    node: NodeId,
) -> Result<Vec<Vec<u8>>, StorageError> {
    column(engine.fetch(FRAMES_OF_NODE, values![locker, node]).await?)
}

pub(super) async fn living(engine: &Engine, locker: LockerId) -> Result<Vec<Vec<u8>>, StorageError> {
    let checkpoint = engine.fetch_optional(NEWEST_CHECKPOINT, values![locker]).await?;
    let checkpoint =
        checkpoint.map(|mut row| Ok::<_, StorageError>((row.unsigned()?, row.bytes()?, row.optional_bytes()?)));
    let Some((seq, frame, Some(list))) = checkpoint.transpose()? else {
        return frames(engine, locker, 0, u64::MAX).await;
    };
    let mut all = vec![with_beside(frame, &list)?];
    all.extend(column(engine.fetch(LIVING, values![locker, seq]).await?)?);
    Ok(all)
}

pub(super) async fn beside(engine: &Engine, locker: LockerId, seq: u64) -> Result<Option<Vec<u8>>, StorageError> {
    let row = engine.fetch_optional(BESIDE, values![locker, seq]).await?;
    Ok(row.map(|mut row| row.optional_bytes()).transpose()?.flatten())
}

pub(super) async fn tail(
    engine: &Engine,
    locker: LockerId,
    asks: AccountId,
    now: Milliseconds,
) -> Result<Option<Tail>, StorageError> {
    let read = |mut row: Row| {
        let (head, time) = (place(&mut row)?, row.unsigned()?);
        Ok(Tail { head, time, people: Hash(row.array()?), key: row.bytes()? })
    };
    engine.fetch_optional(TAIL, values![locker, asks, now]).await?.map(read).transpose()
}

fn column(rows: Vec<Row>) -> Result<Vec<Vec<u8>>, StorageError> {
    rows.into_iter().map(|mut row| row.bytes()).collect()
}

/// A stored frame ends with the length of nothing; this puts what is beside there again.
fn with_beside(mut frame: Vec<u8>, beside: &[u8]) -> Result<Vec<u8>, StorageError> {
    const NOTHING: [u8; 4] = [0; 4];
    let length = u32::try_from(beside.len()).map_err(|_| StorageError::Corrupt("a checkpoint's list"))?;
    let end = frame.len().checked_sub(NOTHING.len()).ok_or(StorageError::Corrupt("a frame"))?;
    frame.truncate(end);
    frame.extend_from_slice(&length.to_be_bytes());
    frame.extend_from_slice(beside);
    Ok(frame)
}
