//! Histories that hold: everything that one person does with a locker.

use armoire::protocol::{
    act::{Act, Body, Gap, Put},
    bytes::Hash,
    log::Place,
};
use serde_json::{Value, json};

use super::{builder::Log, sample};
use crate::generate::{Scenarios, envelope::accepted, with};

/// Folders, documents, versions, a move, rotations, a purge, a checkpoint, a new card, and more after it.
pub struct Story {
    pub log: Log,
    /// Seq of the act whose body the purge names.
    pub purged: usize,
}

impl Story {
    pub fn tell() -> Self {
        let mut log = Log::begin();
        let (folder, private) = (log.add_folder(false), log.add_folder(true));
        let one = log.add_document(folder);
        let two = log.add_document(folder);
        let again = log.next_document(one);
        log.push(Body::Put(Put::Document(again)));
        log.move_document(one, private);
        let locker = log.id().as_node();
        log.rotate(locker);
        log.rotate(folder);
        let newer = log.next_document(two);
        log.push(Body::Put(Put::Document(newer)));
        let purged = log.acts.len();
        let three = log.add_document(folder);
        let purge = log.purge(three);
        log.push(Body::Purge(purge));
        let renamed = log.next_folder(folder);
        log.push(Body::Put(Put::Folder(renamed)));
        let seen = log.seen(locker);
        log.push(Body::Seen(seen));
        let checkpoint = log.checkpoint();
        log.push_act(checkpoint);
        log.add_document(private);
        log.renew_card();
        for node in [locker, folder, private] {
            log.rotate(node);
        }
        let mut turned = log.next_document(two);
        log.push(Body::Put(Put::Document(turned)));
        turned = log.next_document(two);
        turned.turn += 1;
        log.push(Body::Put(Put::Document(turned)));
        let seen = log.seen(folder);
        log.push(Body::Seen(seen));
        Self { log, purged }
    }

    /// All acts, the purged one without its body.
    pub fn without_purged_body(&self) -> Vec<Act> {
        let mut acts = self.log.plain();
        let gone = &mut acts[self.purged];
        (gone.body, gone.body_bytes) = (None, None);
        acts
    }
}

pub fn add(scenarios: &mut Scenarios) {
    let story = Story::tell();
    let log = &story.log;
    let whole = log.input(&log.plain());
    let ok = accepted("log", &whole).unwrap();
    let mut good = |name: &str, about: &str, input: &Value| {
        scenarios.ok(&format!("log/good-{name}"), about, input, ok.clone());
    };
    good("whole", "A whole history: folders, a move, rotations, a purge, a checkpoint, a new card.", &whole);
    good(
        "newest",
        "The same with the holder's last signature verified, which vouches for the rest.",
        &with(&whole, "signatures", "newest"),
    );
    good("body-gone", "The same when the purged act's body is gone.", &log.input(&story.without_purged_body()));
    good(
        "living",
        "The same from its checkpoint: living acts and tail fold to what the whole log folds to.",
        &log.input(&log.living()),
    );
    let third = Place { seq: 3, hash: log.acts[3].hash };
    good("pinned", "A pin that the log still holds.", &pinned(third, &whole));
    good("pinned-head", "A pin at the head.", &pinned(log.head(), &whole));
    add_gap(scenarios, third);
    add_purged(scenarios);
    add_same_time(scenarios);
}

/// The server lost act 3; the holder closed the gap.
fn add_gap(scenarios: &mut Scenarios, lost: Place) {
    let mut log = Log::begin();
    log.add_folder(false);
    accept(scenarios, "good-short", "A locker with one folder.", &log.input(&log.plain()));
    log.push(Body::Gap(Gap { salt: sample::salt(), seq: lost.seq, hash: lost.hash, lost: Vec::new() }));
    let input = pinned(lost, &log.input(&log.plain()));
    accept(scenarios, "good-gap", "A pin that was lost, and that the holder closed by a gap.", &input);
    add_lost(scenarios);
}

/// Acts 3 to 5 were lost: the holder named them; another act stands now where each of them was.
fn add_lost(scenarios: &mut Scenarios) {
    let mut log = Log::begin();
    log.add_folder(false);
    let gone: Vec<Hash> = (3..6).map(|byte| Hash([byte; 32])).collect();
    let gap = Gap { salt: sample::salt(), seq: 5, hash: gone[2], lost: gone[..2].to_vec() };
    log.push(Body::Gap(gap));
    for _ in 0..3 {
        log.add_folder(false);
    }
    let whole = log.input(&log.plain());
    let at = |seq: u64, hash: Hash| pinned(Place { seq, hash }, &whole);
    accept(scenarios, "gap-lost", "A pin at an act that was lost with the newest one.", &at(4, gone[1]));
    accept(scenarios, "gap-lost-first", "A pin at the oldest act that was lost.", &at(3, gone[0]));
    let mut refused = |name: &str, about: &str, input: &Value, error: &str| {
        scenarios.refused(&format!("log/gap-{name}"), about, input, error);
    };
    let other = Hash([9; 32]);
    refused("not-named", "A pin among what was lost, that the gap doesn't name.", &at(4, other), "rolled_back");
    refused("of-another-place", "A pin that the gap names at another place.", &at(4, gone[0]), "rolled_back");
    refused(
        "of-another-head",
        "Another act in the place of the newest one that was lost.",
        &at(5, other),
        "rolled_back",
    );
    refused("before-it", "A pin before the gap, that it doesn't name.", &at(2, other), "fork");
    refused("after-it", "A pin after what was lost.", &at(6, other), "fork");
    let open = Gap { salt: sample::salt(), seq: 50, hash: other, lost: Vec::new() };
    log.push(Body::Gap(open));
    let whole = log.input(&log.plain());
    let beyond = pinned(Place { seq: 40, hash: gone[0] }, &whole);
    scenarios.refused(
        "log/gap-beyond",
        "A pin before the one that the gap names, beyond the head.",
        &beyond,
        "rolled_back",
    );
}

/// A document that was in two folders and is purged: every stream that leads through it stays whole.
fn add_purged(scenarios: &mut Scenarios) {
    let mut log = Log::begin();
    let (one, two) = (log.add_folder(false), log.add_folder(false));
    let document = log.add_document(one);
    let again = log.next_document(document);
    log.push(Body::Put(Put::Document(again)));
    let neighbour = log.add_document(one);
    log.move_document(document, two);
    let checkpoint = log.checkpoint();
    log.push_act(checkpoint);
    let again = log.next_document(neighbour);
    log.push(Body::Put(Put::Document(again)));
    log.add_document(two);
    let purge = log.purge(document);
    let gone = purge.gone.clone();
    log.push(Body::Purge(purge));
    log.add_document(two);

    let whole = log.input(&log.plain());
    accept(scenarios, "good-purged-whole", "A document that moved and was purged, its bodies still there.", &whole);
    let without = |seqs: &[u64]| {
        let mut acts = log.plain();
        for seq in seqs {
            let act = &mut acts[usize::try_from(*seq).unwrap()];
            (act.body, act.body_bytes) = (None, None);
        }
        acts
    };
    let input = log.input(&without(&gone));
    accept(scenarios, "good-purged", "Its bodies are gone: both folders' streams lead through them.", &input);
    let mut unnamed = gone.clone();
    unnamed.push(u64::try_from(log.acts.len()).unwrap() - 1);
    let refused = log.input(&without(&unnamed));
    scenarios.refused(
        "log/body-missing-unnamed",
        "One body more is gone than the purge names.",
        &refused,
        "body_missing",
    );
    let mut left_out = without(&gone);
    left_out.remove(4);
    scenarios.refused("log/purged-left-out", "An act without its body is left out.", &log.input(&left_out), "seq");
    let mut altered = without(&gone);
    altered[4].signature[3] ^= 1;
    let about = "One bit of the signature of an act without its body.";
    scenarios.refused("log/purged-signature", about, &log.input(&altered), "signature");
}

/// Two acts in the same millisecond.
fn add_same_time(scenarios: &mut Scenarios) {
    let mut log = Log::begin();
    let folder = log.new_folder(false);
    let act = log.act_with(Body::Put(Put::NewFolder(folder)), |header| header.time -= 1000);
    log.push_act(act);
    accept(scenarios, "good-same-time", "Two acts in the same millisecond.", &log.input(&log.plain()));
}

/// Adds what this implementation gives; the other confirms it.
fn accept(scenarios: &mut Scenarios, name: &str, about: &str, input: &Value) {
    let ok = accepted("log", input).unwrap_or_else(|| panic!("log/{name} is refused"));
    scenarios.ok(&format!("log/{name}"), about, input, ok);
}

fn pinned(place: Place, input: &Value) -> Value {
    let mut input = input.clone();
    input["pin"] = json!({"seq": place.seq, "hash": place.hash});
    input
}
