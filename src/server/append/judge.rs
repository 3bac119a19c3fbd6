//! The rules, over facts that were read before. Nothing here waits for anything.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Facts;
use crate::{
    protocol::{
        Refusal,
        act::{Act, Body, Checkpoint, ObjectName, Purge, Put, Seen, write_frame},
        bytes::Hash,
        card::CardChain,
        id::NodeId,
        limits,
        log::{Aside, Locker, Place, living_list, write_list},
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
pub fn begin(acts: Vec<Act>, cards: &CardChain, now: Milliseconds) -> Result<Stretch, Refused> {
    let refuse = |reason, seq| Refused { reason, seq: Some(seq) };
    let [first, second] = acts.as_slice() else { return Err(Refused { reason: Refusal::Node, seq: None }) };
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
        acts: acts.into_iter().map(stored).collect(),
        named: Vec::new(),
        purged: BTreeMap::new(),
        living: None,
        now,
    })
}

/// Judges acts on a locker that is there.
///
/// # Errors
/// The first rule that one of them breaks.
pub fn judge(facts: Facts, acts: Vec<Act>, cards: &CardChain, now: Milliseconds) -> Result<Stretch, Refused> {
    let Facts { projection: Some(before), hashes, seqs } = facts else {
        return Err(Refused { reason: Refusal::Locker, seq: None });
    };
    let repair = is_repair(&acts, &before, now);
    if acts.len() > limits::APPEND_ACTS && !repair {
        return Err(Refused { reason: Refusal::TooLarge, seq: None });
    }
    let mut judging = Judging {
        locker: before.locker.clone(),
        aside: Aside::default(),
        hashes,
        seqs,
        named: Vec::new(),
        purged: BTreeMap::new(),
        living: None,
    };
    for act in &acts {
        let refuse = |reason| Refused { reason, seq: Some(act.header.seq) };
        if !repair {
            check_time(act, now).map_err(refuse)?;
        }
        if act.body.is_none() && !repair {
            return Err(refuse(Refusal::BodyMissing));
        }
        judging.take(act, &acts, cards).map_err(refuse)?;
    }
    let end = |reason| Refused { reason, seq: acts.last().map(|act| act.header.seq) };
    if judging.locker.is_moving() {
        return Err(end(Refusal::Limbo));
    }
    judging.aside.finish().map_err(end)?;
    check_counts(&before, &judging.locker).map_err(end)?;
    let Judging { locker: after, named, purged, living, .. } = judging;
    let named = named.into_iter().filter(|(node, _)| !purged.contains_key(node)).collect();
    Ok(Stretch {
        before: Some(before),
        after,
        acts: acts.into_iter().map(stored).collect(),
        named,
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
    named: Vec<(NodeId, ObjectName)>,
    purged: BTreeMap<NodeId, Vec<u64>>,
    living: Option<(u64, BTreeSet<u64>)>,
}

impl Judging {
    fn take(&mut self, act: &Act, all: &[Act], cards: &CardChain) -> Result<(), Refusal> {
        match &act.body {
            Some(Body::Checkpoint(checkpoint)) => self.check_list(act, checkpoint)?,
            _ if !act.beside.is_empty() => return Err(Refusal::Malformed),
            _ => {}
        }
        self.locker.apply(act, cards, &mut self.aside)?;
        check_signature(act, cards)?;
        self.hashes.insert(act.header.seq, act.hash);
        if let Some(node) = act.body.as_ref().and_then(Body::node) {
            self.seqs.entry(node).or_default().insert(act.header.seq);
        }
        match &act.body {
            Some(Body::Seen(seen)) => self.check_seen(seen)?,
            Some(Body::Purge(purge)) => self.check_gone(purge, all)?,
            Some(Body::Put(Put::Document(put))) => {
                self.named.extend(put.objects.iter().map(|object| (put.node, object.clone())));
            }
            _ => {}
        }
        Ok(())
    }

    /// The list is the living acts before the checkpoint: all of the locker is loaded.
    fn check_list(&mut self, act: &Act, checkpoint: &Checkpoint) -> Result<(), Refusal> {
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

fn check_signature(act: &Act, cards: &CardChain) -> Result<(), Refusal> {
    let card = cards.find(act.header.card).ok_or(Refusal::Card)?;
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

fn stored(act: Act) -> StoredAct {
    let place = Place { seq: act.header.seq, hash: act.hash };
    let node = act.body.as_ref().and_then(Body::node);
    let beside = (!act.beside.is_empty()).then(|| act.beside.clone());
    let mut frame = Vec::with_capacity(act.header_bytes.len() + act.body_bytes.as_ref().map_or(0, Vec::len) + 80);
    write_frame(&mut frame, &Act { beside: Vec::new(), ..act });
    StoredAct { place, node, frame, beside }
}
