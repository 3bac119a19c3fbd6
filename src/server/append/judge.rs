//! The rules, over facts that were read before. Nothing here waits for anything.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Facts;
use crate::{
    protocol::{
        Refusal,
        act::{Act, Body, Checkpoint, ObjectName, Purge, Put, Seen, write_frame},
        age_header::{self, RecipientType},
        bytes::Hash,
        card::{CardChain, FindCard},
        id::{AccountId, NodeId},
        limits,
        log::{Aside, Locker, Place, Stream, living_list, write_list},
        signing::{SignatureType, verify},
    },
    server::{
        clock::Milliseconds,
        storage::{Projection, StoredAct, Stretch},
    },
};

/// A rule that an act breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The rule.
    pub reason: Refusal,
    /// The act's place, where it has one.
    pub seq: Option<u64>,
}

/// Begins a locker with its first two acts.
///
/// # Errors
/// The first rule that one of them breaks.
pub fn begin(acts: &[Act], cards: &CardChain, now: Milliseconds) -> Result<Stretch, Refused> {
    let refuse = |reason, seq| Refused { reason, seq: Some(seq) };
    let [first, second] = acts else { return Err(Refused { reason: Refusal::Node, seq: None }) };
    let mut locker = Locker::begin(first, cards).map_err(|reason| refuse(reason, 0))?;
    check_signature(first, cards).and(check_time(first, now)).map_err(|reason| refuse(reason, 0))?;
    if !matches!(second.body, Some(Body::Rotate(_))) {
        return Err(refuse(Refusal::Node, 1));
    }
    let taken = locker.apply(second, cards, &mut Aside::default());
    taken.and(check_signature(second, cards)).and(check_time(second, now)).map_err(|reason| refuse(reason, 1))?;
    Ok(Stretch {
        before: None,
        after: locker,
        acts: acts.iter().zip([Stream::People, Stream::Keys]).map(|(act, stream)| stored(act, Some(stream))).collect(),
        named: Vec::new(),
        deposited: Vec::new(),
        accepted: Vec::new(),
        authors: BTreeSet::new(),
        quota: 0,
        purged: BTreeMap::new(),
        living: None,
        now,
    })
}

/// Somebody who appends, and what bounds them.
#[derive(Clone, Copy, Debug)]
pub struct Appending {
    /// Who.
    pub account: AccountId,
    /// Bytes that a locker may hold.
    pub quota: u64,
    /// When.
    pub now: Milliseconds,
}

/// Judges acts on a locker that is there.
///
/// # Errors
/// The first rule that one of them breaks.
pub fn judge(facts: Facts, acts: &[Act], cards: &impl FindCard, by: Appending) -> Result<Stretch, Refused> {
    let Facts { projection: Some(before), hashes, seqs } = facts else {
        return Err(Refused { reason: Refusal::Locker, seq: None });
    };
    let Appending { account, quota, now } = by;
    let repair = account == before.locker.holder && is_repair(acts, &before, now);
    if acts.len() > limits::APPEND_ACTS && !repair {
        return Err(Refused { reason: Refusal::TooLarge, seq: None });
    }
    let mut judging = Judging {
        streams: known_streams(&before.locker),
        locker: before.locker.clone(),
        aside: Aside::default(),
        hashes,
        seqs,
        named: Vec::new(),
        deposited: Vec::new(),
        accepted: Vec::new(),
        purged: BTreeMap::new(),
        living: None,
        stored: Vec::new(),
    };
    for act in acts {
        let refuse = |reason| Refused { reason, seq: Some(act.header.seq) };
        if !repair {
            check_fresh(act, account, now).map_err(refuse)?;
        }
        judging.take(act, acts, cards).map_err(refuse)?;
    }
    let end = |reason| Refused { reason, seq: acts.last().map(|act| act.header.seq) };
    if judging.locker.is_moving() {
        return Err(end(Refusal::Limbo));
    }
    judging.aside.finish().map_err(end)?;
    check_counts(&before, &judging.locker).map_err(end)?;
    let Judging { locker: after, named, deposited, accepted, purged, living, stored, .. } = judging;
    let named = named.into_iter().filter(|(node, _)| !purged.contains_key(node)).collect();
    let deposited = deposited.into_iter().filter(|(node, _, _)| !purged.contains_key(node)).collect();
    let accepted = accepted.into_iter().filter(|node| !purged.contains_key(node)).collect();
    let authors = acts.iter().map(|act| act.header.author).filter(|author| *author != before.locker.holder).collect();
    Ok(Stretch {
        before: Some(before),
        after,
        acts: stored,
        named,
        deposited,
        accepted,
        authors,
        quota,
        purged,
        living,
        now,
    })
}

struct Judging {
    locker: Locker,
    aside: Aside,
    hashes: BTreeMap<u64, Hash>,
    seqs: BTreeMap<NodeId, BTreeSet<u64>>,
    /// By the acts that joined them last, and those of this append: what has no body joins where its `chain` leads.
    streams: BTreeMap<Hash, Stream>,
    named: Vec<(NodeId, ObjectName)>,
    deposited: Vec<(NodeId, ObjectName, AccountId)>,
    accepted: Vec<NodeId>,
    purged: BTreeMap<NodeId, Vec<u64>>,
    living: Option<(u64, BTreeSet<u64>)>,
    stored: Vec<StoredAct>,
}

impl Judging {
    fn take(&mut self, act: &Act, all: &[Act], cards: &impl FindCard) -> Result<(), Refusal> {
        if let Some(Body::Checkpoint(checkpoint)) = &act.body {
            self.check_list(act, checkpoint)?;
        }
        self.locker.apply(act, cards, &mut self.aside)?;
        check_signature(act, cards)?;
        check_sealed(act)?;
        self.hashes.insert(act.header.seq, act.hash);
        if let Some(node) = act.body.as_ref().and_then(Body::node) {
            self.seqs.entry(node).or_default().insert(act.header.seq);
        }
        match &act.body {
            Some(Body::Seen(seen)) => self.check_seen(seen)?,
            Some(Body::Purge(purge)) => self.check_gone(purge, all)?,
            Some(Body::Put(Put::Document(put))) => {
                self.named.extend(put.objects.iter().map(|object| (put.node, object.clone())));
                self.accepted.extend(put.deposit.map(|_| put.node));
            }
            Some(Body::Deposit(deposit)) => {
                let author = act.header.author;
                self.deposited.extend(deposit.objects.iter().map(|object| (deposit.node, object.clone(), author)));
            }
            _ => {}
        }
        let stream = match &act.body {
            Some(body) => Some(Stream::of(body, self.locker.id).unwrap_or(Stream::People)),
            None => act.header.chain.and_then(|chain| self.streams.get(&chain).copied()),
        };
        self.streams.extend(stream.map(|stream| (act.hash, stream)));
        self.stored.push(stored(act, stream));
        Ok(())
    }

    /// The list is the living acts before the checkpoint: all of the locker is loaded.
    fn check_list(&mut self, act: &Act, checkpoint: &Checkpoint) -> Result<(), Refusal> {
        self.locker.pass_time(act.header.time);
        let living = living_list(&self.locker);
        let list = write_list(&living);
        if list != act.beside || Hash::of(&list) != checkpoint.list || living.len() as u64 != checkpoint.living {
            return Err(Refusal::List);
        }
        self.living = Some((act.header.seq, living.into_iter().map(|listed| listed.0).collect()));
        Ok(())
    }

    fn check_seen(&self, seen: &Seen) -> Result<(), Refusal> {
        if self.hashes.get(&seen.seq) == Some(&seen.hash) { Ok(()) } else { Err(Refusal::Seen) }
    }

    /// Bodies are about to be deleted: only of acts on this node, or of acts that came without one.
    fn check_gone(&mut self, purge: &Purge, all: &[Act]) -> Result<(), Refusal> {
        let of_node = self.seqs.get(&purge.node);
        let bodiless = |seq: &u64| all.iter().any(|act| act.header.seq == *seq && act.body.is_none());
        if !purge.gone.iter().all(|seq| of_node.is_some_and(|seqs| seqs.contains(seq)) || bodiless(seq)) {
            return Err(Refusal::Gone);
        }
        self.purged.insert(purge.node, purge.gone.clone());
        Ok(())
    }
}

/// An append that ends in a present `seen` of the locker, signed by the holder, gives back what a restored server lost.
fn is_repair(acts: &[Act], before: &Projection, now: Milliseconds) -> bool {
    acts.last().is_some_and(|last| {
        matches!(&last.body, Some(Body::Seen(seen)) if seen.node == before.locker.id.as_node())
            && last.header.author == before.locker.holder
            && check_time(last, now).is_ok()
    })
}

fn check_time(act: &Act, now: Milliseconds) -> Result<(), Refusal> {
    let now = u64::try_from(now).unwrap_or(0);
    if act.header.time.abs_diff(now) <= limits::CLOCK_DIFFERENCE { Ok(()) } else { Err(Refusal::Time) }
}

/// What only a repair may bring: acts of long ago, without bodies, of other people.
fn check_fresh(act: &Act, account: AccountId, now: Milliseconds) -> Result<(), Refusal> {
    check_time(act, now)?;
    if act.header.author != account {
        return Err(Refusal::Author);
    }
    let Some(body) = &act.body else { return Err(Refusal::BodyMissing) };
    // The files themselves were compared with the body; a log that is read comes without them, and so does a repair.
    if act.beside.is_empty() && !body.files().is_empty() { Err(Refusal::Box) } else { Ok(()) }
}

/// What stands beside is sealed to one published key.
fn check_sealed(act: &Act) -> Result<(), Refusal> {
    for file in act.files()? {
        age_header::check(file, RecipientType::Hybrid)?;
    }
    Ok(())
}

fn known_streams(locker: &Locker) -> BTreeMap<Hash, Stream> {
    let folders = locker.folders.iter().map(|(id, folder)| (folder.stream.hash, Stream::Folder(*id)));
    let keys = locker.keys_stream.map(|place| (place.hash, Stream::Keys));
    // A folder's stream begins at the act that made it, which is of the keys': what follows it there is the folder's.
    keys.into_iter().chain([(locker.people_stream.hash, Stream::People)]).chain(folders).collect()
}

fn check_signature(act: &Act, cards: &impl FindCard) -> Result<(), Refusal> {
    let card = cards.find_card(act.header.author, act.header.card).ok_or(Refusal::Card)?;
    verify(SignatureType::Act, &card.content.signing.0, &act.header_bytes, &act.signature)
}

fn check_counts(before: &Projection, after: &Locker) -> Result<(), Refusal> {
    let count = |all: u64, loaded: usize, now: usize| (all + now as u64).saturating_sub(loaded as u64);
    let folders = count(before.folders, before.locker.folders.len(), after.folders.len());
    let documents = count(before.documents, before.locker.documents.len(), after.documents.len());
    if folders > limits::FOLDERS as u64 || documents > limits::DOCUMENTS as u64 {
        return Err(Refusal::TooLarge);
    }
    Ok(())
}

fn stored(act: &Act, stream: Option<Stream>) -> StoredAct {
    let place = Place { seq: act.header.seq, hash: act.hash };
    let node = act.body.as_ref().and_then(Body::node);
    let beside = (!act.beside.is_empty()).then(|| act.beside.clone());
    let mut frame = Vec::with_capacity(act.header_bytes.len() + act.body_bytes.as_ref().map_or(0, Vec::len) + 80);
    write_frame(&mut frame, act);
    // The frame is kept with nothing beside.
    frame.truncate(frame.len() - act.beside.len());
    if let Some(length) = frame.last_chunk_mut::<4>() {
        *length = [0; 4];
    }
    StoredAct { place, node, frame, beside, stream, grants: matches!(act.body, Some(Body::Grant(_))) }
}
