//! Invariant 4: fold(living + tail) = fold(whole log). And 5, as far as one person goes: no accepted act is under a stale
//! key, none has a time below its predecessor's.

use armoire::protocol::{
    act::{Act, Body, Put, read_frames, write_frame},
    log::{LogReader, Place, Signatures, read_list},
};

use rand::RngExt as _;

use crate::{
    history::{History, served_until},
    seed,
};

const STEPS: usize = 40;

#[test]
fn a_log_amounts_to_the_same_read_whole_and_from_any_checkpoint() {
    let mut checkpoints = 0;
    for (number, random) in seed::run("fold", 2000) {
        let history = history(random);
        let served = history.served();
        let open = |acts: &[Act]| LogReader::open(history.locker.id, acts, history.cards.clone(), Signatures::Newest);
        let whole = open(&served).unwrap_or_else(|refusal| panic!("history {number}: {refusal}"));
        assert_eq!(whole.locker(), &history.locker, "history {number}");
        for checkpoint in history.acts.iter().filter(|act| matches!(act.body, Some(Body::Checkpoint(_)))) {
            // A document purged since is no longer served by its checkpoint: the server goes on to a newer one.
            let Some(acts) = living_and_tail(&served, checkpoint) else { continue };
            let cold = open(&acts)
                .unwrap_or_else(|refusal| panic!("history {number} from {}: {refusal}", checkpoint.header.seq));
            assert_eq!(cold.locker(), &history.locker, "history {number} from {}", checkpoint.header.seq);
            checkpoints += 1;
        }
    }
    assert!(checkpoints > 0, "no history had a checkpoint");
}

/// A device that was away reads on from what it knew: documents that it knows may have changed, moved and been purged since, so that
/// the newest bodies are gone and the older ones aren't.
#[test]
fn a_device_that_was_away_reads_on_to_the_same() {
    for (number, random) in seed::run("away", 1000) {
        let mut history = history(random);
        let cut = history.random.random_range(2..history.acts.len());
        let in_a_move = matches!(history.acts[cut - 1].body, Some(Body::Leave(_)));
        let cut = cut - usize::from(in_a_move);
        let known = served_until(&history.acts[..cut]);
        let cards = history.cards.clone();
        let mut reader = LogReader::open(history.locker.id, &known, cards, Signatures::Newest)
            .unwrap_or_else(|refusal| panic!("history {number}: {refusal}"));
        reader
            .extend(&history.served()[cut..], Signatures::Newest)
            .unwrap_or_else(|refusal| panic!("history {number} from {cut}: {refusal}"));
        assert_eq!(reader.locker(), &history.locker, "history {number} from {cut}");
    }
}

#[test]
fn a_log_is_the_same_after_its_frames_were_written_and_read() {
    for (number, random) in seed::run("frames", 200) {
        let history = history(random);
        let mut frames = Vec::new();
        for act in &history.served() {
            write_frame(&mut frames, act);
        }
        let read = read_frames(&frames, usize::MAX).unwrap_or_else(|refusal| panic!("history {number}: {refusal}"));
        assert_eq!(read, history.served(), "history {number}");
    }
}

#[test]
fn nothing_is_written_under_a_replaced_key_and_time_never_runs_back() {
    for (number, random) in seed::run("stale", 500) {
        let history = history(random);
        let mut locker_epoch = 0;
        let mut under = std::collections::BTreeMap::new();
        let mut since_card = std::collections::BTreeSet::new();
        let mut last = 0;
        for act in &history.acts {
            assert!(act.header.time >= last, "history {number}: time");
            last = act.header.time;
            match act.body.as_ref().expect("unpurged") {
                Body::Card(_) => since_card.clear(),
                Body::Rotate(rotate) => {
                    since_card.insert(rotate.node);
                    if rotate.node == history.locker.id.as_node() {
                        locker_epoch = rotate.epoch;
                    } else {
                        under.insert(rotate.node, rotate.under);
                    }
                }
                Body::Put(Put::NewFolder(put)) => {
                    since_card.insert(put.node);
                    under.insert(put.node, put.under);
                }
                Body::Put(Put::Folder(put)) => assert_fresh(&under, &since_card, put.node, locker_epoch, number),
                Body::Put(Put::Document(put)) => assert_fresh(&under, &since_card, put.parent, locker_epoch, number),
                _ => {}
            }
        }
    }
}

#[test]
fn a_pin_tells_a_rollback_and_a_fork() {
    for (number, random) in seed::run("pins", 300) {
        let history = history(random);
        let served = history.served();
        let open = |acts: &[Act]| LogReader::open(history.locker.id, acts, history.cards.clone(), Signatures::Newest);
        let pin = Place { seq: history.locker.head.seq, hash: history.locker.head.hash };
        let whole = open(&served).expect("a good log");
        assert_eq!(whole.check_pin(&served, pin), Ok(()), "history {number}");
        let older = &history.acts[..history.acts.len() - 1];
        if let Ok(reader) = open(older) {
            let refused = reader.check_pin(older, pin).expect_err("a rollback");
            assert_eq!(refused.name(), "rolled_back", "history {number}");
        }
        let gap = history.acts.iter().any(|act| matches!(&act.body, Some(Body::Gap(gap)) if gap.seq >= pin.seq));
        let other = Place { hash: history.locker.first.hash, ..pin };
        let refused = whole.check_pin(&served, other).expect_err("a fork, whatever others lost").name();
        assert_eq!(refused, if gap { "rolled_back" } else { "fork" }, "history {number}");
    }
}

fn history(random: rand_chacha::ChaCha8Rng) -> History {
    let mut history = History::begin(random);
    for _ in 0..STEPS {
        history.step();
    }
    history
}

/// What a server gives a cold client, standing on `checkpoint`; `None` when a body that it lists was purged since.
fn living_and_tail(served: &[Act], checkpoint: &Act) -> Option<Vec<Act>> {
    let at = |seq: u64| &served[usize::try_from(seq).expect("small")];
    let mut acts = vec![checkpoint.clone()];
    for listed in read_list(&checkpoint.beside).expect("a good list") {
        acts.push(at(listed.0).clone());
    }
    if acts.iter().any(|act| act.body.is_none()) {
        return None;
    }
    acts.extend_from_slice(&served[usize::try_from(checkpoint.header.seq).expect("small") + 1..]);
    Some(acts)
}

fn assert_fresh(
    under: &std::collections::BTreeMap<armoire::protocol::id::NodeId, Option<u64>>,
    since_card: &std::collections::BTreeSet<armoire::protocol::id::NodeId>,
    folder: armoire::protocol::id::NodeId,
    locker_epoch: u64,
    history: u64,
) {
    // Before the first `card` act everything was made since the (absent) card.
    match under[&folder] {
        Some(epoch) => assert_eq!(epoch, locker_epoch, "history {history}: a folder under an older locker key"),
        None => assert!(since_card.contains(&folder), "history {history}: a private folder under an older root"),
    }
}
