//! Every act by which other people come in, with one thing changed, is refused by the rule that names it, and leaves no trace.

use std::collections::BTreeMap;

use armoire::protocol::{
    act::{Act, Body, Grant, Header, Put},
    bytes::Hash,
    card::Chains,
    id::{AccountId, GrantId, NodeId},
    limits,
    log::{Aside, Locker},
    signing::SigningSeed,
};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use crate::{seed, society::Society};

struct Mutant {
    name: &'static str,
    refusals: &'static [&'static str],
    act: Act,
}

#[test]
fn an_act_about_others_with_one_thing_changed_is_refused_by_its_rule() {
    let mut tried = BTreeMap::<&str, u64>::new();
    for (number, random) in seed::run("people-mutants", 120) {
        let mut society = Society::begin(random);
        for _ in 0..80 {
            society.step();
        }
        let mut locker = Locker::begin(&society.acts[0], &society.chains).expect("a good first act");
        for act in &society.acts[1..] {
            let mut now = locker.clone();
            now.pass_time(act.header.time);
            for mutant in mutants(act, &now, &mut society.random) {
                let context = format!("society {number}, act {}, {}: {:?}", act.header.seq, mutant.name, act.body);
                let refused = refusal(&locker, &mutant.act, &society.chains);
                let refused = refused.unwrap_or_else(|| panic!("taken: {context}"));
                assert!(mutant.refusals.contains(&refused), "{refused}: {context}");
                *tried.entry(mutant.name).or_default() += 1;
            }
            locker.apply(act, &society.chains, &mut Aside::default()).expect("a good act");
        }
    }
    println!("mutants tried: {tried:?}");
    assert!(tried.len() >= 28, "some mutants never came up: {} of them, {tried:?}", tried.len());
}

fn refusal(locker: &Locker, act: &Act, chains: &Chains) -> Option<&'static str> {
    let mut next = locker.clone();
    let refused = next.apply(act, chains, &mut Aside::default()).err();
    if refused.is_some() {
        assert_eq!(&next, locker, "a refused act leaves no trace");
    }
    refused.map(armoire::protocol::Refusal::name)
}

fn mutants(act: &Act, locker: &Locker, random: &mut ChaCha8Rng) -> Vec<Mutant> {
    let mut mutants = match &act.body {
        Some(Body::Grant(grant)) => grants(act, grant, locker, random),
        Some(Body::Revoke(_) | Body::Deposit(_)) => Vec::new(),
        Some(body) if !body.boxes().is_empty() => Vec::new(),
        Some(Body::Put(Put::Document(put))) if put.deposit.is_some() => Vec::new(),
        Some(Body::Purge(purge)) if purge.parent == locker.id.as_node() => Vec::new(),
        _ if act.header.author != locker.holder => return headers(act, random),
        _ => return Vec::new(),
    };
    mutants.extend(headers(act, random));
    mutants.extend(bodies(act, locker, random));
    mutants
}

fn headers(act: &Act, random: &mut ChaCha8Rng) -> Vec<Mutant> {
    let hash = Hash(random.random());
    let stranger = AccountId(random.random());
    let change = |name, refusals, change: &dyn Fn(&mut Header)| {
        let mut header = act.header.clone();
        change(&mut header);
        Mutant { name, refusals, act: write(header, act.body.clone().expect("unpurged"), act.beside.clone()) }
    };
    vec![
        change("another chain", &["chain"], &|header| header.chain = Some(hash)),
        change("another card", &["card"], &|header| header.card = hash),
        // Anybody may hand something in, but nobody without cards.
        change("an author without rights or cards", &["author", "card"], &|header| header.author = stranger),
        change("a time after every end", &["author", "end", "via", "grant", "stale_key"], &|header| {
            header.time += limits::GRANT_TIME * 2;
        }),
    ]
    .into_iter()
    .filter(|mutant| mutant.name != "a time after every end" || matches!(&act.body, Some(Body::Grant(_))))
    .collect()
}

fn grants(act: &Act, grant: &Grant, locker: &Locker, random: &mut ChaCha8Rng) -> Vec<Mutant> {
    let by_holder = act.header.author == locker.holder;
    let mut mutants = Vec::new();
    let mut change = |name, refusals, change: &dyn Fn(&mut Grant)| {
        let mut changed = grant.clone();
        change(&mut changed);
        if changed != *grant {
            mutants.push(Mutant {
                name,
                refusals,
                act: write(act.header.clone(), Body::Grant(changed), act.beside.clone()),
            });
        }
    };
    let (node, other) = (NodeId(random.random()), GrantId(random.random()));
    change("a grant on nothing", &["node", "author"], &|grant| grant.node = node);
    change("a grant to its author", &["grantee"], &|grant| grant.grantee = act.header.author);
    change("a grant to the holder", &["grantee"], &|grant| grant.grantee = locker.holder);
    change("a grant of no time", &["end"], &|grant| grant.end = grant.start);
    change("a grant that ends before it starts", &["end"], &|grant| grant.start = grant.end + 1);
    change("a grant that is over", &["end"], &|grant| (grant.start, grant.end) = (1, act.header.time));
    change("a grant of more than ten years", &["end"], &|grant| grant.end = grant.start + limits::GRANT_TIME + 1);
    change("an epoch later", &["epoch"], &|grant| grant.epoch += 1);
    change("an epoch earlier", &["epoch"], &|grant| grant.epoch -= 1);
    change("a turn later", &["turn"], &|grant| grant.turn = grant.turn.map(|turn| turn + 1));
    change("a document in another folder", &["parent", "author"], &|grant| {
        let folder = locker.folders.keys().find(|folder| Some(**folder) != grant.parent);
        grant.parent = grant.parent.and(folder.copied()).or(grant.parent);
    });
    change("a document without its folder", &["body", "author"], &|grant| (grant.parent, grant.turn) = (None, None));
    change("by a grant that isn't there", &["via"], &|grant| grant.via = Some(other));
    if by_holder {
        for id in locker.grants.keys().take(1) {
            change("by the holder, by somebody's grant", &["via"], &|grant| grant.via = Some(*id));
        }
    } else {
        change("by nobody's grant", &["via"], &|grant| grant.via = None);
        let via = grant.via.and_then(|via| locker.grants.get(&via)).expect("by a grant");
        change("longer than the grant by which", &["via"], &|grant| grant.end = via.end + 1);
    }
    for id in locker.grants.keys().take(1) {
        change("an id that is used", &["grant"], &|grant| grant.grant = *id);
    }
    change("another box", &["box"], &|grant| grant.file = Hash([7; 32]));
    mutants
}

fn bodies(act: &Act, locker: &Locker, random: &mut ChaCha8Rng) -> Vec<Mutant> {
    let (other, hash) = (GrantId(random.random()), Hash(random.random()));
    let mut mutants = Vec::new();
    let mut change = |name, refusals, change: &dyn Fn(&mut Body)| {
        let mut body = act.body.clone().expect("unpurged");
        change(&mut body);
        if Some(&body) != act.body.as_ref() {
            mutants.push(Mutant { name, refusals, act: write(act.header.clone(), body, act.beside.clone()) });
        }
    };
    change("revoked what isn't there", &["grant", "author"], &|body| {
        if let Body::Revoke(revoke) = body {
            revoke.grant = other;
        }
    });
    let taken = locker.documents.keys().chain(locker.folders.keys()).chain(locker.deposits.keys()).next().copied();
    change("handed in where something is", &["node"], &|body| {
        if let Body::Deposit(deposit) = body {
            deposit.node = taken.unwrap_or(locker.id.as_node());
        }
    });
    change("handed in as the locker", &["node"], &|body| {
        if let Body::Deposit(deposit) = body {
            deposit.node = locker.id.as_node();
        }
    });
    change("another file handed in", &["box"], &|body| {
        if let Body::Deposit(deposit) = body {
            deposit.file = hash;
        }
    });
    change("a box for nobody", &["grant"], &|body| match body {
        Body::Rotate(rotate) if !rotate.boxes.is_empty() => rotate.boxes[0].grant = other,
        Body::Put(Put::Document(put)) if !put.boxes.is_empty() => put.boxes[0].grant = other,
        _ => {}
    });
    let elsewhere = |node: NodeId| locker.grants.iter().find(|(_, grant)| grant.node != node).map(|(id, _)| *id);
    change("a box for a grant on another node", &["grant"], &|body| match body {
        Body::Rotate(rotate) if !rotate.boxes.is_empty() => {
            rotate.boxes[0].grant = elsewhere(rotate.node).unwrap_or(other);
        }
        Body::Put(Put::Document(put)) if !put.boxes.is_empty() => {
            put.boxes[0].grant = elsewhere(put.node).unwrap_or(other);
        }
        _ => {}
    });
    change("another file in a box", &["box"], &|body| match body {
        Body::Rotate(rotate) if !rotate.boxes.is_empty() => rotate.boxes[0].file = hash,
        Body::Put(Put::Document(put)) if !put.boxes.is_empty() => put.boxes[0].file = hash,
        _ => {}
    });
    change("another deposit accepted", &["deposit"], &|body| {
        if let Body::Put(Put::Document(put)) = body {
            put.deposit = put.deposit.map(|_| hash);
        }
    });
    change("a deposit's document without naming it", &["deposit"], &|body| {
        if let Body::Put(Put::Document(put)) = body {
            put.deposit = None;
        }
    });
    change("a deposit accepted on another object", &["deposit"], &|body| {
        if let Body::Put(Put::Document(put)) = body
            && put.deposit.is_some()
        {
            put.objects = vec![crate::society::object([9; 20])];
        }
    });
    change("another deposit refused", &["node", "base", "parent"], &|body| {
        if let Body::Purge(purge) = body {
            purge.base = hash;
        }
    });
    change("a deposit refused, and more", &["gone"], &|body| {
        if let Body::Purge(purge) = body
            && purge.parent == locker.id.as_node()
        {
            purge.gone.insert(0, purge.gone[0] - 1);
        }
    });
    let body = act.body.clone().expect("unpurged");
    let (name, refusals, beside): (_, &'static [&'static str], _) = if act.beside.is_empty() {
        ("something beside where nothing is named", &["malformed"], vec![1])
    } else {
        // Something is left of it: without anything beside, it is as in a log that is read.
        ("files beside cut", &["box", "malformed"], act.beside[..act.beside.len() - 1].to_vec())
    };
    mutants.push(Mutant { name, refusals, act: write(act.header.clone(), body, beside) });
    mutants
}

fn write(header: Header, body: Body, beside: Vec<u8>) -> Act {
    Act::sign(header, body, beside, &SigningSeed::new([7; 32]))
}
