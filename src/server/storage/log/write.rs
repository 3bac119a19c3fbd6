//! Writing acts and the projection that they leave.

use std::collections::BTreeMap;

use super::{
    AppendError, StoredAct, Stretch, people,
    sql::{
        ADVANCE, BEGIN_LOCKER, DELETE_EPOCHS, DELETE_NODE, DIED, DROP_LIST, FRAME, INSERT_ACT, INSERT_EPOCH,
        LIVING_SEQS, PUT_NODE, SIGNED_HERE, STRIP,
    },
    streams,
};
use crate::{
    protocol::{
        act::{Act, Body, read_frames, write_frame},
        id::{LockerId, NodeId},
        log::{KeyEpoch, Locker, Place},
    },
    server::{
        clock::Milliseconds,
        storage::{Change, Step, StorageError, Transaction, deposits, objects, value::values},
    },
};

/// Writes an append: the head first, by compare-and-set, which on PostgreSQL also takes the row's lock.
pub(in crate::server::storage) async fn write(
    transaction: &mut Transaction<'_>,
    stretch: Stretch,
) -> Result<(), AppendError> {
    let Some(before) = &stretch.before else { return begin(transaction, stretch).await };
    let (old, new) = (&before.locker, &stretch.after);
    let mut values = values![new.id, old.head.seq, old.head.hash];
    values.extend(state(new));
    values.extend(values![
        grown(new.folders.len(), old.folders.len()),
        grown(new.documents.len(), old.documents.len()),
        new.grants.len() as u64,
        new.exposed.len() as u64,
        new.deposits.len() as u64
    ]);
    let keys = new_keys(old, new).map(|(node, key)| insert_epoch(new.id, node, key)).collect();
    write_acts(transaction, (ADVANCE, values), keys, &stretch).await?;
    transaction.tell(Change::Head { holder: new.holder, locker: new.id, seq: new.head.seq });
    for grantee in people::concerned(old, new, &stretch.acts, stretch.now) {
        transaction.tell(Change::Lent { grantee, locker: new.id, seq: new.head.seq });
    }
    for node in &stretch.accepted {
        deposits::accept(transaction, new.id, *node, stretch.quota).await?;
    }
    if stretch.acts.iter().any(|act| act.grants) {
        streams::fill(transaction, new.id).await?;
    }
    delete_gone(transaction, old, new).await?;
    purge(transaction, new.id, &stretch.purged, stretch.now).await?;
    if let Some((checkpoint, living)) = &stretch.living {
        for mut row in transaction.fetch(LIVING_SEQS, values![new.id, *checkpoint]).await? {
            let seq = row.unsigned()?;
            if !living.contains(&seq) {
                transaction.execute(DIED, values![new.id, seq]).await?;
            }
        }
    }
    Ok(())
}

/// Writes the first acts of a locker.
pub(in crate::server::storage) async fn begin(
    transaction: &mut Transaction<'_>,
    stretch: Stretch,
) -> Result<(), AppendError> {
    let new = &stretch.after;
    let mut values = values![new.id, new.holder, new.first.hash];
    values.extend(state(new));
    let keys = new.keys.iter().map(|key| insert_epoch(new.id, new.id.as_node(), key)).collect();
    write_acts(transaction, (BEGIN_LOCKER, values), keys, &stretch).await
}

/// Writes what every append has: the locker's row, keys, acts, objects that they name, and nodes; all with one hand-over.
async fn write_acts(
    transaction: &mut Transaction<'_>,
    locker: Step,
    keys: Vec<Step>,
    stretch: &Stretch,
) -> Result<(), AppendError> {
    let id = stretch.after.id;
    let insert = |act: &StoredAct| {
        let (place, frame, stream) = (act.place, act.frame.as_slice(), act.stream.map(streams::text));
        (INSERT_ACT, values![id, place.seq, act.node, place.hash, frame, act.beside.clone(), stream])
    };
    let first_act = keys.len();
    let first_object = first_act + stretch.acts.len();
    let first_node = first_object + stretch.named.len() + stretch.deposited.len();
    let mut steps = keys;
    steps.extend(stretch.acts.iter().map(insert));
    steps.extend(stretch.named.iter().map(|(node, object)| objects::name(id, *node, object)));
    let deposit = |(node, object, author): &(_, _, _)| deposits::name(id, *node, object, *author);
    steps.extend(stretch.deposited.iter().map(deposit));
    steps.extend(stretch.authors.iter().map(|author| (SIGNED_HERE, values![id, *author])));
    steps.extend(stretch.before.iter().flat_map(|before| people::steps(&before.locker, &stretch.after)));
    steps.extend(put_nodes(stretch.before.as_ref().map(|before| &before.locker), &stretch.after));
    let Some(done) = transaction.guarded(locker, steps).await? else { return Err(AppendError::Conflict) };
    // Nothing of it stays when any of these is missing.
    let part = |from: usize, to: usize| done.get(from..to).unwrap_or_default();
    if part(first_act, first_object).iter().any(|act| act.touched != 1) {
        return Err(StorageError::Corrupt("an act that is there already").into());
    }
    let named = stretch.named.iter().map(|(_, object)| object);
    let deposited = stretch.deposited.iter().map(|(_, object, _)| object);
    for (object, done) in named.chain(deposited).zip(part(first_object, first_node)) {
        if done.touched != 1 {
            return Err(objects::not_named(transaction, id, object).await?);
        }
    }
    Ok(())
}

/// Deletes what acts have ended.
async fn delete_gone(transaction: &mut Transaction<'_>, old: &Locker, new: &Locker) -> Result<(), StorageError> {
    for node in old.folders.keys().chain(old.documents.keys()) {
        if !new.folders.contains_key(node) && !new.documents.contains_key(node) {
            let values = || values![new.id, *node];
            transaction.all(vec![(DELETE_NODE, values()), (DELETE_EPOCHS, values())]).await?;
        }
    }
    Ok(())
}

/// The columns of a locker that every append sets, in the order of the statements.
fn state(locker: &Locker) -> Vec<crate::server::storage::value::Value> {
    let (seqs, hashes): (Vec<_>, Vec<_>) = [locker.card_act, locker.keys_stream, locker.checkpoint]
        .map(|place| (place.map(|place: Place| place.seq), place.map(|place| place.hash)))
        .into_iter()
        .unzip();
    values![
        locker.head.seq,
        locker.head.hash,
        locker.time,
        locker.card,
        locker.card_number,
        seqs[0],
        hashes[0],
        seqs[1],
        hashes[1],
        locker.people_stream.seq,
        locker.people_stream.hash,
        seqs[2],
        hashes[2],
    ]
}

fn grown(now: usize, before: usize) -> i64 {
    i64::try_from(now).unwrap_or(i64::MAX) - i64::try_from(before).unwrap_or(i64::MAX)
}

/// Keys that `new` has and `old` hasn't.
fn new_keys<'l>(old: &'l Locker, new: &'l Locker) -> impl Iterator<Item = (NodeId, &'l KeyEpoch)> {
    let of_locker = new.keys.iter().map(|key| (new.id.as_node(), key));
    let of_folders = new.folders.iter().flat_map(|(id, folder)| folder.keys.iter().map(|key| (*id, key)));
    let head = old.head.seq;
    of_locker.chain(of_folders).filter(move |(_, key)| key.act.seq > head)
}

fn insert_epoch(locker: LockerId, node: NodeId, key: &KeyEpoch) -> Step {
    (INSERT_EPOCH, values![locker, node, key.epoch, key.under, key.act.seq, key.act.hash])
}

/// Writes the folders and documents that changed.
fn put_nodes(old: Option<&Locker>, new: &Locker) -> Vec<Step> {
    let mut steps = Vec::new();
    for (id, folder) in &new.folders {
        if old.and_then(|old| old.folders.get(id)).is_some_and(|before| before.stream == folder.stream) {
            continue;
        }
        let (put, stream) = (folder.put, folder.stream);
        let values = values![
            new.id,
            *id,
            None::<String>,
            folder.private,
            put.seq,
            put.hash,
            folder.version,
            folder.epoch,
            0_i64,
            stream.seq,
            stream.hash
        ];
        steps.push((PUT_NODE, values));
    }
    for (id, document) in &new.documents {
        if old.and_then(|old| old.documents.get(id)).is_some_and(|before| before.put == document.put) {
            continue;
        }
        let put = document.put;
        let values = values![
            new.id,
            *id,
            document.folder,
            false,
            put.seq,
            put.hash,
            document.version,
            document.epoch,
            document.turn,
            None::<i64>,
            None::<Vec<u8>>
        ];
        steps.push((PUT_NODE, values));
    }
    steps
}

/// Deletes bodies at once, and gives the objects over to the sweeper.
async fn purge(
    transaction: &mut Transaction<'_>,
    locker: LockerId,
    purged: &BTreeMap<NodeId, Vec<u64>>,
    now: Milliseconds,
) -> Result<(), AppendError> {
    for (node, gone) in purged {
        for seq in gone {
            if let Some(mut row) = transaction.fetch_optional(FRAME, values![locker, *seq]).await? {
                let stripped = without_body(&row.bytes()?)?.ok_or(AppendError::Gone)?;
                transaction.execute(STRIP, values![locker, *seq, stripped]).await?;
                if row.integer()? != 0 {
                    // A checkpoint that lists it is useless to cold readers from now on.
                    transaction.execute(DROP_LIST, values![locker, *seq]).await?;
                }
            }
        }
        objects::condemn(transaction, locker, *node, now).await?;
    }
    Ok(())
}

/// The frame without its body; nothing for a kind of act whose body is never deleted: who let whom in stays in the log.
fn without_body(frame: &[u8]) -> Result<Option<Vec<u8>>, StorageError> {
    let acts = read_frames(frame, 1).map_err(|_| StorageError::Corrupt("a frame"))?;
    let act = acts.into_iter().next().ok_or(StorageError::Corrupt("an empty frame"))?;
    if matches!(act.body, Some(Body::Grant(_))) {
        return Ok(None);
    }
    let mut stripped = Vec::new();
    write_frame(&mut stripped, &Act { body: None, body_bytes: None, beside: Vec::new(), ..act });
    Ok(Some(stripped))
}
