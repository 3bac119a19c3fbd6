//! Invariants 1 to 3, over random inputs: a sealed thing opens under its own key and context alone, an age file has one
//! recipient, canonical JSON has one form.

use armoire::{
    client::{
        envelope::{Context, open, open_from, seal, to},
        hazmat::{Identity, Key},
    },
    protocol::{
        act::{Body, Header, read_frames, write_frame},
        age_header::RecipientType,
        id::{LockerId, NodeId},
    },
};
use rand::RngExt;

use crate::{history::History, seed};

#[test]
fn a_sealed_thing_with_one_thing_changed_is_refused() {
    for (number, mut random) in seed::run("seal", 3000) {
        let key = Key::take(&mut random.random());
        let (locker, node) = (LockerId(random.random()), NodeId(random.random()));
        let version = random.random_range(1..1000);
        let context = Context::Label { locker, node, version };
        let plaintext: Vec<u8> = (0..random.random_range(0..600)).map(|_| random.random()).collect();
        let sealed = seal(&key, &context, &plaintext);
        assert_eq!(open(&key, &context, &sealed).expect("its own").as_slice(), plaintext);
        let others = [
            Context::Label { locker, node, version: version + 1 },
            Context::Label { locker: LockerId(node.0), node: NodeId(locker.0), version },
            Context::Node { locker, node, epoch: version },
            Context::Prior { locker, node, epoch: version },
        ];
        for other in &others {
            let refused = open(&key, other, &sealed).expect_err("another context");
            assert_eq!(refused.name(), "commitment", "{number}: {other:?}");
        }
        let other_key = Key::take(&mut random.random());
        assert_eq!(open(&other_key, &context, &sealed).expect_err("another key").name(), "commitment", "{number}");
        let mut altered = sealed.clone();
        let at = random.random_range(0..altered.len());
        altered[at] ^= 1 << random.random_range(0..8);
        let refused = open(&key, &context, &altered).expect_err("altered").name();
        let due = match at {
            0 => "suite",
            1..=64 => "commitment",
            _ => "tampered",
        };
        assert_eq!(refused, due, "{number}: byte {at}");
        let cut = &sealed[..random.random_range(0..sealed.len())];
        assert!(open(&key, &context, cut).is_err(), "{number}: cut");
    }
}

#[test]
fn an_age_file_with_one_byte_changed_or_cut_is_refused() {
    for (number, mut random) in seed::run("age", 300) {
        let identity = Identity::from_seed(RecipientType::X25519, Key::take(&mut random.random()));
        let plaintext: Vec<u8> = (0..random.random_range(1..70_000)).map(|_| random.random()).collect();
        let file = to(&identity.to_recipient(), &plaintext);
        assert_eq!(open_from(&identity, &file).expect("its own").as_slice(), plaintext);
        let mut altered = file.clone();
        let at = random.random_range(0..altered.len());
        altered[at] ^= 1 << random.random_range(0..8);
        assert!(open_from(&identity, &altered).is_err(), "{number}: byte {at}");
        let cut = random.random_range(0..file.len());
        assert!(open_from(&identity, &file[..cut]).is_err(), "{number}: cut at {cut}");
    }
}

#[test]
fn signed_json_has_one_form() {
    for (number, random) in seed::run("canonical", 300) {
        let mut history = History::begin(random);
        for _ in 0..5 {
            history.step();
        }
        for act in &history.acts.clone() {
            let body = act.body_bytes.clone().expect("unpurged");
            for bytes in [respaced(&act.header_bytes), reordered(&act.header_bytes), doubled(&act.header_bytes)] {
                assert!(Header::read(&bytes).is_err(), "history {number}: {}", String::from_utf8_lossy(&bytes));
            }
            for bytes in [respaced(&body), reordered(&body), doubled(&body)] {
                assert!(Body::read(&bytes).is_err(), "history {number}: {}", String::from_utf8_lossy(&bytes));
            }
            let mut frame = Vec::new();
            write_frame(&mut frame, act);
            let at = history.random.random_range(0..frame.len());
            frame[at] ^= 1 << history.random.random_range(0..8);
            if let Ok(read) = read_frames(&frame, 1) {
                // What still parses is another act, or has another signature or list: its hash or its signature tells.
                assert_ne!(read, std::slice::from_ref(act), "history {number}: byte {at} changes nothing");
            }
        }
    }
}

fn respaced(json: &[u8]) -> Vec<u8> {
    [b"{ ", &json[1..]].concat()
}

/// The first key last. By text, since a map of JSON would sort its keys.
fn reordered(json: &[u8]) -> Vec<u8> {
    let comma = json.iter().position(|byte| *byte == b',').expect("two keys");
    [b"{", &json[comma + 1..json.len() - 1], b",", &json[1..comma], b"}"].concat()
}

/// The first key twice.
fn doubled(json: &[u8]) -> Vec<u8> {
    let comma = json.iter().position(|byte| *byte == b',').expect("two keys");
    [&json[..=comma], &json[1..]].concat()
}
