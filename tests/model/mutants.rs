//! Every act of a good history, with one thing changed, is refused by the rule that names it, and leaves no trace.
//!
//! The signature is left out here: it is good for whatever the holder's own client signs by mistake or malice.

use std::collections::BTreeMap;

use armoire::protocol::{
    act::{Act, Body, Header, Put},
    bytes::Hash,
    card::CardChain,
    id::{AccountId, LockerId, NodeId},
    log::{Aside, Locker},
    signing::SigningSeed,
};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use crate::{history::History, seed};

#[test]
fn an_act_with_one_thing_changed_is_refused_by_its_rule() {
    let mut tried = BTreeMap::<&str, u64>::new();
    for (number, random) in seed::run("mutants", 1000) {
        let mut history = History::begin(random);
        for _ in 0..30 {
            history.step();
        }
        let mut locker = Locker::begin(&history.acts[0], &history.cards).expect("a good first act");
        for act in &history.acts[1..] {
            for mutant in mutants(act, &locker, &mut history.random) {
                let context = format!("history {number}, act {}, {}: {:?}", act.header.seq, mutant.name, act.body);
                let refused =
                    refusal(&locker, &mutant.act, &history.cards).unwrap_or_else(|| panic!("taken: {context}"));
                assert!(mutant.refusals.contains(&refused), "{refused}: {context}");
                *tried.entry(mutant.name).or_default() += 1;
            }
            locker.apply(act, &history.cards, &mut Aside::default()).expect("a good act");
        }
    }
    println!("mutants tried: {tried:?}");
    assert!(tried.len() >= 20, "some mutants never came up: {tried:?}");
}

struct Mutant {
    name: &'static str,
    refusals: &'static [&'static str],
    act: Act,
}

fn refusal(locker: &Locker, act: &Act, cards: &CardChain) -> Option<&'static str> {
    let mut next = locker.clone();
    let refused = next.apply(act, cards, &mut Aside::default()).err();
    if refused.is_some() {
        assert_eq!(&next, locker, "a refused act leaves no trace");
    }
    refused.map(armoire::protocol::Refusal::name)
}

fn mutants(act: &Act, locker: &Locker, random: &mut ChaCha8Rng) -> Vec<Mutant> {
    let mut mutants = headers(act, random);
    mutants.extend(bodies(act, locker, random));
    mutants
}

fn headers(act: &Act, random: &mut ChaCha8Rng) -> Vec<Mutant> {
    let hash = Hash(random.random());
    let change = |name, refusals, change: &dyn Fn(&mut Header)| {
        let mut header = act.header.clone();
        change(&mut header);
        Mutant { name, refusals, act: write(header, act.body.clone().expect("unpurged")) }
    };
    let other = AccountId(random.random());
    vec![
        change("seq left out", &["seq"], &|header| header.seq += 1),
        change("seq repeated", &["seq"], &|header| header.seq -= 1),
        change("another prev", &["prev"], &|header| header.prev = Some(hash)),
        change("no prev", &["prev"], &|header| header.prev = None),
        change("another chain", &["chain"], &|header| header.chain = Some(hash)),
        change("another locker", &["locker"], &|header| header.locker = Some(LockerId(other.0))),
        change("no locker", &["locker"], &|header| header.locker = None),
        change("another author", &["author"], &|header| header.author = other),
        change("another card", &["card"], &|header| header.card = hash),
        change("an earlier time", &["time"], &|header| header.time = 1),
    ]
}

#[expect(clippy::too_many_lines, reason = "a list, one mutant after the other")]
fn bodies(act: &Act, locker: &Locker, random: &mut ChaCha8Rng) -> Vec<Mutant> {
    let node = NodeId(random.random());
    let hash = Hash(random.random());
    let mut mutants = Vec::new();
    let mut change = |name, refusals, change: &dyn Fn(&mut Body)| {
        let mut body = act.body.clone().expect("unpurged");
        change(&mut body);
        if Some(&body) != act.body.as_ref() {
            mutants.push(Mutant { name, refusals, act: write(act.header.clone(), body) });
        }
    };
    change("an epoch later", &["epoch"], &|body| match body {
        Body::Rotate(rotate) => rotate.epoch += 1,
        Body::Put(Put::NewFolder(put)) => put.epoch += 1,
        Body::Put(Put::Folder(put)) => put.epoch += 1,
        Body::Put(Put::Document(put)) => put.epoch += 1,
        _ => {}
    });
    change("under another epoch", &["under"], &|body| match body {
        Body::Rotate(rotate) => rotate.under = rotate.under.map(|under| under + 1),
        Body::Put(Put::NewFolder(put)) => put.under = put.under.map(|under| under + 1),
        _ => {}
    });
    change("two turns on", &["turn"], &|body| {
        if let Body::Put(Put::Document(put)) = body {
            put.turn += 2;
        }
    });
    change("a version left out", &["version"], &|body| match body {
        Body::Put(Put::NewFolder(put)) => put.version += 1,
        Body::Put(Put::Folder(put)) => put.version += 1,
        Body::Put(Put::Document(put)) => put.version += 1,
        _ => {}
    });
    change("another base", &["base", "node"], &|body| match body {
        Body::Put(Put::Folder(put)) => put.base = hash,
        Body::Put(Put::Document(put)) => put.base = Some(hash),
        Body::Leave(leave) => leave.base = hash,
        Body::Purge(purge) => purge.base = hash,
        _ => {}
    });
    change("no base", &["base"], &|body| {
        if let Body::Put(Put::Document(put)) = body {
            put.base = None;
        }
    });
    change("an unknown node", &["node", "chain", "base", "limbo"], &|body| match body {
        Body::Rotate(rotate) => rotate.node = node,
        Body::Put(Put::Folder(put)) => put.node = node,
        Body::Put(Put::Document(put)) if put.base.is_some() => put.node = node,
        Body::Leave(leave) => leave.node = node,
        Body::Seen(seen) => seen.node = node,
        Body::Purge(purge) => purge.node = node,
        _ => {}
    });
    change("an unknown parent", &["parent"], &|body| match body {
        Body::Put(Put::NewFolder(put)) => put.parent = node,
        Body::Put(Put::Folder(put)) => put.parent = node,
        Body::Put(Put::Document(put)) => put.parent = node,
        Body::Leave(leave) => leave.parent = node,
        Body::Purge(purge) => purge.parent = node,
        _ => {}
    });
    change("a folder as a document", &["node", "limbo"], &|body| {
        if let (Body::Put(Put::Document(put)), Some(folder)) = (body, locker.folders.keys().next()) {
            put.node = *folder;
        }
    });
    change("nothing gone", &["gone"], &|body| {
        if let Body::Purge(purge) = body {
            purge.gone.clear();
        }
    });
    change("the future gone", &["gone"], &|body| {
        if let Body::Purge(purge) = body {
            purge.gone.push(act.header.seq);
        }
    });
    change("the newest not gone", &["gone"], &|body| {
        if let Body::Purge(purge) = body {
            purge.gone.pop();
        }
    });
    change("gone twice", &["gone"], &|body| {
        if let Body::Purge(purge) = body {
            purge.gone.insert(0, purge.gone[0]);
        }
    });
    change("seen too early", &["seen"], &|body| {
        if let Body::Seen(seen) = body {
            seen.seq = act.header.seq;
        }
    });
    change("another act seen", &["seen"], &|body| {
        if let Body::Seen(seen) = body {
            seen.hash = hash;
        }
    });
    change("a card number left out", &["card"], &|body| {
        if let Body::Card(card) = body {
            card.number += 1;
        }
    });
    change("no prior", &["body"], &|body| {
        if let Body::Rotate(rotate) = body {
            rotate.prior = rotate.prior.take().filter(|_| act.header.seq == 1).or(None);
        }
    });
    change("an inbox that isn't due, or none that is", &["body"], &|body| {
        if let Body::Rotate(rotate) = body {
            rotate.inbox = if rotate.inbox.is_some() { None } else { Some("age1pq1specimen".into()) };
        }
    });
    if matches!(act.body, Some(Body::Leave(_))) {
        // The second half of a move is another act than the document's.
        mutants.push(Mutant {
            name: "a move to where it was",
            refusals: &["node", "chain", "base", "parent"],
            act: write(act.header.clone(), moved_nowhere(act)),
        });
    }
    mutants
}

/// A `leave` of a document that isn't in that folder: its parent's.
fn moved_nowhere(act: &Act) -> Body {
    match act.body.clone() {
        Some(Body::Leave(mut leave)) => {
            std::mem::swap(&mut leave.node, &mut leave.parent);
            Body::Leave(leave)
        }
        _ => unreachable!("only for a leave"),
    }
}

fn write(header: Header, body: Body) -> Act {
    Act::sign(header, body, Vec::new(), &SigningSeed::new([7; 32]))
}
