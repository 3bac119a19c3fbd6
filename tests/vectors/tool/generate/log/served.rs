//! What a server serves: living acts, lists, pins.

use armoire::protocol::{
    act::{Act, Body, Checkpoint, Header},
    bytes::Hash,
    id::{AccountId, LockerId},
    log::{ListedAct, living_list, write_list},
};
use serde_json::{Value, json};

use super::{builder::Log, good::Story, sample};
use crate::generate::Scenarios;

pub fn add(scenarios: &mut Scenarios) {
    add_living(scenarios);
    add_other_checkpoints(scenarios);
    add_lists(scenarios);
    add_pins(scenarios);
}

fn add_living(scenarios: &mut Scenarios) {
    let story = Story::tell();
    let log = &story.log;
    let good = log.living();
    let mut refused = |name: &str, about: &str, acts: &[Act], error: &str| {
        scenarios.refused(&format!("log/{name}"), about, &log.input(acts), error);
    };
    let mut left_out = good.clone();
    left_out.remove(3);
    refused("living-left-out", "A living act is left out.", &left_out, "list");
    let mut exchanged = good.clone();
    exchanged.swap(3, 4);
    refused("living-exchanged", "Two living acts exchanged.", &exchanged, "list");
    let mut replaced = good.clone();
    replaced[3] = good[4].clone();
    refused("living-replaced", "A living act in another's place.", &replaced, "list");
    let mut shorter = good.clone();
    let list: Vec<ListedAct> = serde_json::from_slice(&good[0].beside).unwrap();
    shorter[0].beside = write_list(&list[..list.len() - 1]);
    shorter.remove(list.len());
    refused("living-list-shorter", "Act and list entry left out together.", &shorter, "list");
    let mut spaced = good.clone();
    spaced[0].beside.push(b' ');
    refused("living-list-not-canonical", "A space after the list.", &spaced, "not_canonical");
    let mut no_list = good.clone();
    no_list[0].beside.clear();
    refused("living-without-list", "A checkpoint first, without its list.", &no_list, "not_canonical");
    let mut unsigned = good.clone();
    unsigned[0].signature[9] ^= 1;
    refused("living-signature", "One bit of the checkpoint's signature.", &unsigned, "signature");
    let mut gone = good.clone();
    (gone[3].body, gone[3].body_bytes) = (None, None);
    refused("living-body-gone", "A living act without its body.", &gone, "list");
    let tail = 1 + list.len();
    let mut missing_tail = good.clone();
    missing_tail.remove(tail);
    refused("living-tail-left-out", "The first act after the checkpoint is left out.", &missing_tail, "seq");
    let only = &good[..3];
    refused("living-cut", "Fewer acts than the list names.", only, "list");
}

/// Checkpoints at the head of what is served that nobody with a right signed, or that belong elsewhere.
fn add_other_checkpoints(scenarios: &mut Scenarios) {
    let mut log = Log::begin();
    log.add_folder(false);
    let checkpoint = log.checkpoint();
    let living = [&checkpoint].into_iter().chain(&log.acts).cloned().collect::<Vec<_>>();
    let input = log.input(&living);
    let ok = crate::generate::envelope::accepted("log", &input).unwrap();
    scenarios.ok("log/good-living-short", "A checkpoint, its living acts, and no tail.", &input, ok);
    let mut refused = |name: &str, about: &str, spoil: fn(&mut Header), error: &str| {
        let mut header = checkpoint.header.clone();
        spoil(&mut header);
        let mut acts = living.clone();
        acts[0] = Act::sign(header, checkpoint.body.clone().unwrap(), checkpoint.beside.clone(), log.seed());
        scenarios.refused(&format!("log/living-{name}"), about, &log.input(&acts), error);
    };
    let other = |header: &mut Header| header.locker = Some(LockerId([1; 20]));
    refused("locker", "A checkpoint of another locker.", other, "locker");
    refused("author", "A checkpoint of another author.", |header| header.author = AccountId([1; 20]), "author");
    refused("card", "A checkpoint under another card.", |header| header.card = Hash([1; 32]), "card");
    refused("seq", "A checkpoint before what it lists.", |header| header.seq = 2, "list");
    let mut header = checkpoint.header.clone();
    header.card = Hash::of(&log.chain.cards[1].card);
    let (body, beside) = (checkpoint.body.clone().unwrap(), checkpoint.beside.clone());
    let mut acts = living.clone();
    acts[0] = Act::sign(header, body, beside, &log.chain.keys[1].signing);
    let about = "A checkpoint under the holder's next card, which no living act brings in.";
    scenarios.refused("log/living-card-next", about, &log.input(&acts), "card");
    let mut with_list = log.and(checkpoint.clone());
    let mut list: Vec<ListedAct> = serde_json::from_slice(&checkpoint.beside).unwrap();
    list.pop();
    with_list[3].beside = write_list(&list);
    let about = "A checkpoint in the tail, with another list beside it than it signs.";
    scenarios.refused("log/list-beside-other", about, &log.input(&with_list), "list");
    let mut left_out = log.plain();
    left_out.pop();
    left_out.push(checkpoint);
    let about = "The act before a checkpoint is left out: its place is looked at before its list.";
    scenarios.refused("log/left-out-before-checkpoint", about, &log.input(&left_out), "seq");
}

/// Checkpoints that don't name what lives.
fn add_lists(scenarios: &mut Scenarios) {
    let mut log = Log::begin();
    let folder = log.add_folder(false);
    let document = log.add_document(folder);
    let again = log.next_document(document);
    log.push(Body::Put(armoire::protocol::act::Put::Document(again)));
    let list = living_list(log.state());
    let signed = |list: &[ListedAct], living: u64| {
        let body = Body::Checkpoint(Checkpoint { salt: sample::salt(), list: Hash::of(&write_list(list)), living });
        log.and(log.act(body))
    };
    let mut refused = |name: &str, about: &str, acts: &[Act]| {
        scenarios.refused(&format!("log/{name}"), about, &log.input(acts), "list");
    };
    let count = list.len() as u64;
    refused(
        "list-left-out",
        "A checkpoint that forgets a living document.",
        &signed(&list[..list.len() - 1], count - 1),
    );
    let mut dead = list.clone();
    dead.push(ListedAct(3, log.acts[3].hash));
    dead.sort_by_key(|listed| listed.0);
    dead.dedup();
    assert_ne!(dead, list);
    refused("list-too-many", "A checkpoint that names a state that was replaced.", &signed(&dead, count + 1));
    refused("list-length", "Another number than the list has.", &signed(&list, count + 1));
}

fn add_pins(scenarios: &mut Scenarios) {
    let story = Story::tell();
    let log = &story.log;
    let pinned = |acts: &[Act], seq: u64, hash: Hash| -> Value {
        let mut input = log.input(acts);
        input["pin"] = json!({"seq": seq, "hash": hash});
        input
    };
    let mut refused = |name: &str, about: &str, input: &Value, error: &str| {
        scenarios.refused(&format!("log/{name}"), about, input, error);
    };
    let acts = log.plain();
    let head = log.head();
    refused(
        "rolled-back",
        "The log ends before what was seen.",
        &pinned(&acts[..acts.len() - 1], head.seq, head.hash),
        "rolled_back",
    );
    refused("rolled-back-far", "The log of the beginning.", &pinned(&acts[..2], head.seq, head.hash), "rolled_back");
    refused("fork-at-head", "Another head than was seen.", &pinned(&acts, head.seq, Hash([7; 32])), "fork");
    refused("fork", "Another act at a number that was seen.", &pinned(&acts, 5, acts[6].hash), "fork");
}
