//! Appending to a log: the same rules as the clients', over what the tables hold of the nodes that an append touches.

mod cards;
mod facts;
mod judge;
mod others;

use std::collections::BTreeSet;

pub use cards::{Cards, load as load_cards};
pub use judge::{Appending, Refused, begin, judge};

use crate::{
    protocol::{
        Refusal,
        act::{Act, read_frames},
        bytes::Hash,
        card::{CardChain, FindCard},
        id::{LockerId, ObjectId},
        limits,
        log::Place,
    },
    server::storage::{AppendError, Log as _, Storage, StorageError, Stretch},
};
use facts::Facts;

/// Why an append isn't done. Nothing has changed then.
#[derive(Debug, thiserror::Error)]
pub enum NotAppended {
    /// No such locker, or not this account's.
    #[error("no such locker")]
    NotFound,
    /// The head is another one; here it is.
    #[error("the head has moved")]
    Conflict(Place),
    /// A rule is broken.
    #[error("an act is refused: {}", .0.reason)]
    Refused(Refused),
    /// An object isn't there with this size.
    #[error("object {0} is gone")]
    ObjectGone(ObjectId),
    /// Somebody hands in more than may wait.
    #[error("too many deposits")]
    TooManyDeposits,
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

/// An append that is in the log.
#[derive(Clone, Copy, Debug)]
pub struct Appended {
    /// Its last act.
    pub last: Place,
    /// Whether it gave objects over to deletion.
    pub purged: bool,
}

/// Appends the acts of `frames` to a locker. A repeated append is answered like the first.
///
/// # Errors
/// See [`NotAppended`].
pub async fn append(
    storage: &Storage,
    cards: &Cards,
    locker: LockerId,
    frames: &[u8],
    by: Appending,
) -> Result<Appended, NotAppended> {
    let acts = read(frames)?;
    let last = acts.last().map(|act| Place { seq: act.header.seq, hash: act.hash }).ok_or(malformed())?;
    others::may_hand_in(storage, locker, &acts, by).await?;
    let facts = Facts::gather(storage, locker, &acts).await?;
    let Some(before) = facts.projection() else { return Err(NotAppended::NotFound) };
    let holder = before.locker.holder;
    let signed = others::cards_to_be_newest(&acts, holder, by);
    let prepared = if by.account == holder && acts.iter().all(|act| act.header.author == holder) {
        let cards = cards.of(storage, holder, acts.iter().map(|act| act.header.card)).await?;
        prepare_with(storage, facts, acts, &*cards, by).await?
    } else {
        others::may_ask(before, &acts, by)?;
        let chains = others::chains(storage, cards, holder, &acts).await?;
        prepare_with(storage, facts, acts, &chains, by).await?
    };
    let stretch = match prepared {
        Prepared::New(stretch) => stretch,
        Prepared::Repeated => return Ok(Appended { last, purged: false }),
    };
    others::are_newest(storage, signed).await?;
    let purged = !stretch.purged.is_empty();
    match storage.append(*stretch).await {
        Ok(()) => Ok(Appended { last, purged }),
        Err(error) => Err(refused(storage, locker, error, last.seq).await?),
    }
}

/// What an append turned out to be.
#[derive(Debug)]
pub enum Prepared {
    /// Acts that the rules accept, still to be written.
    New(Box<Stretch>),
    /// All of them are in the log already.
    Repeated,
}

/// Judges acts of a locker's holder, whose cards these are; the newest may be part of the same use case.
///
/// # Errors
/// See [`NotAppended`].
pub async fn prepare(
    storage: &Storage,
    locker: LockerId,
    acts: Vec<Act>,
    cards: &CardChain,
    by: Appending,
) -> Result<Prepared, NotAppended> {
    let facts = Facts::gather(storage, locker, &acts).await?;
    if facts.projection().is_none_or(|projection| projection.locker.holder != by.account) {
        return Err(NotAppended::NotFound);
    }
    prepare_with(storage, facts, acts, cards, by).await
}

async fn prepare_with(
    storage: &Storage,
    facts: Facts,
    acts: Vec<Act>,
    cards: &impl FindCard,
    by: Appending,
) -> Result<Prepared, NotAppended> {
    let Some(before) = facts.projection() else { return Err(NotAppended::NotFound) };
    let (locker, head) = (before.locker.id, before.locker.head);
    let first = acts.first().ok_or(malformed())?;
    if first.header.seq != head.seq + 1 || first.header.prev != Some(head.hash) {
        return if is_repeated(storage, locker, &acts).await? {
            Ok(Prepared::Repeated)
        } else {
            Err(NotAppended::Conflict(head))
        };
    }
    match judge(facts, &acts, cards, by) {
        Ok(stretch) => Ok(Prepared::New(Box::new(stretch))),
        Err(refused) => {
            // The tables may have moved on while they were read; then the rule speaks of a mixture.
            let newest = storage.head(locker).await?.ok_or(NotAppended::NotFound)?;
            Err(if newest == head { NotAppended::Refused(refused) } else { NotAppended::Conflict(newest) })
        }
    }
}

/// Reads the frames of an append.
///
/// # Errors
/// `malformed` for none, and those of [`read_frames`].
pub fn read(frames: &[u8]) -> Result<Vec<Act>, NotAppended> {
    let refused = |reason| NotAppended::Refused(Refused { reason, seq: None });
    let acts = read_frames(frames, limits::REPAIR_ACTS).map_err(refused)?;
    if acts.is_empty() { Err(malformed()) } else { Ok(acts) }
}

/// Says why the tables didn't take what the rules accepted.
///
/// # Errors
/// The database's.
pub async fn refused(
    storage: &Storage,
    locker: LockerId,
    error: AppendError,
    seq: u64,
) -> Result<NotAppended, StorageError> {
    Ok(match error {
        AppendError::Conflict => match storage.head(locker).await? {
            Some(head) => NotAppended::Conflict(head),
            None => NotAppended::NotFound,
        },
        AppendError::ObjectGone(object) => NotAppended::ObjectGone(object),
        AppendError::ObjectTaken(_) => NotAppended::Refused(Refused { reason: Refusal::Objects, seq: Some(seq) }),
        AppendError::Gone => NotAppended::Refused(Refused { reason: Refusal::Gone, seq: Some(seq) }),
        AppendError::Quota { used, quota } => NotAppended::Quota { used, quota },
        AppendError::Storage(error) => NotAppended::Storage(error),
    })
}

/// Whether these very acts are in the log at their places.
async fn is_repeated(storage: &Storage, locker: LockerId, acts: &[Act]) -> Result<bool, StorageError> {
    let (Some(first), Some(last)) = (acts.first(), acts.last()) else { return Ok(false) };
    let ours: Vec<Hash> = acts.iter().map(|act| act.hash).collect();
    let in_order = acts.iter().zip(first.header.seq..).all(|(act, seq)| act.header.seq == seq);
    Ok(in_order && storage.hashes(locker, first.header.seq, last.header.seq).await? == ours)
}

fn malformed() -> NotAppended {
    NotAppended::Refused(Refused { reason: Refusal::Malformed, seq: None })
}

/// The nodes that acts touch, with their parents.
fn touched(acts: &[Act]) -> BTreeSet<crate::protocol::id::NodeId> {
    use crate::protocol::act::{Body, Put};
    let mut nodes = BTreeSet::new();
    for body in acts.iter().filter_map(|act| act.body.as_ref()) {
        nodes.extend(body.node());
        match body {
            Body::Put(Put::Document(put)) => nodes.extend([put.parent]),
            Body::Grant(grant) => nodes.extend(grant.parent),
            Body::Leave(leave) => nodes.extend([leave.parent]),
            Body::Purge(purge) => nodes.extend([purge.parent]),
            _ => {}
        }
    }
    nodes
}
