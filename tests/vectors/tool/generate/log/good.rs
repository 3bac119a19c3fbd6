//! Histories that hold: everything that one person does with a locker.

use armoire::protocol::{
    act::{Act, Body, Gap, Put},
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
    let pinned = |place: Place, input: &Value| {
        let mut input = input.clone();
        input["pin"] = json!({"seq": place.seq, "hash": place.hash});
        input
    };
    let third = Place { seq: 3, hash: log.acts[3].hash };
    good("pinned", "A pin that the log still holds.", &pinned(third, &whole));
    good("pinned-head", "A pin at the head.", &pinned(log.head(), &whole));

    let mut short = Log::begin();
    short.add_folder(false);
    let input = short.input(&short.plain());
    let ok = accepted("log", &input).unwrap();
    scenarios.ok("log/good-short", "A locker with one folder.", &input, ok);
    // The server lost act 3; the holder closed the gap.
    let lost = Place { seq: 3, hash: log.acts[3].hash };
    short.push(Body::Gap(Gap { salt: sample::salt(), seq: lost.seq, hash: lost.hash }));
    let input = pinned(lost, &short.input(&short.plain()));
    let ok = accepted("log", &input).unwrap();
    scenarios.ok("log/good-gap", "A pin that was lost, and that the holder closed by a gap.", &input, ok);
}
