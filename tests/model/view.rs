//! Invariant 10, as far as the log goes: a grantee's view holds what their grant reaches and nothing else, amounts to what the whole log
//! amounts to there, and refuses what was left out, exchanged or altered.

use std::collections::BTreeMap;

use armoire::protocol::{
    act::{Act, Body, Grant, Put},
    id::NodeId,
    log::{Aside, Lent, ListedAct, Locker, Stream, View, lent_list},
};
use rand::RngExt as _;

use crate::{seed, society::Society};

/// A grant, and what its grantee is served.
struct Loan<'a> {
    act: &'a Act,
    grant: &'a Grant,
    lent: Lent,
    served: Vec<Act>,
}

#[test]
fn a_grantee_reads_what_was_lent_and_nothing_else() {
    let mut read = BTreeMap::<&str, u64>::new();
    for (number, random) in seed::run("view", 120) {
        let society = society(random);
        let after = society.settled();
        for loan in loans(&society) {
            let view = open(&society, &loan, &loan.served);
            let view = view.unwrap_or_else(|refusal| panic!("society {number}, {:?}: {refusal}", loan.grant));
            let context = format!("society {number}, {:?}", loan.grant);
            let shown = |folder: NodeId| after.folders.get(&folder).is_some_and(|folder| !folder.private);
            let whole = loan.grant.node == society.locker.id.as_node();
            let reached = |node: NodeId, folder: NodeId| match loan.grant.parent {
                Some(_) => node == loan.grant.node,
                None => folder == loan.grant.node || whole && shown(folder),
            };
            let mut documents = after.documents.clone();
            documents.retain(|node, document| reached(*node, document.folder));
            assert_eq!(view.state().documents, documents, "{context}");
            let mut folders = after.folders.clone();
            folders.retain(|node, _| loan.grant.parent.is_none() && reached(*node, *node));
            assert_eq!(view.state().folders, folders, "{context}");
            if whole {
                assert_eq!(view.state().keys, after.keys, "{context}");
            }
            *read.entry(scope(&loan)).or_default() += 1;
        }
    }
    println!("read: {read:?}");
    assert_eq!(read.len(), 3, "a document, a folder, the locker");
}

#[test]
fn what_was_left_out_of_a_view_is_refused() {
    let mut refusals = BTreeMap::<(&str, &str), u64>::new();
    for (number, random) in seed::run("view-left-out", 60) {
        let society = society(random);
        for loan in loans(&society) {
            let from = loan.lent.living.len();
            for place in from..loan.served.len() {
                let mut served = loan.served.clone();
                let left_out = served.remove(place);
                let Some(body) = &left_out.body else { continue };
                if matches!(body, Body::Grant(_) | Body::Revoke(_)) {
                    continue;
                }
                let later = served[place..].iter().filter_map(|act| act.body.as_ref());
                let noticed = later.into_iter().any(|later| follows(&loan, &society.locker, body, later));
                match open(&society, &loan, &served) {
                    Err(refusal) => *refusals.entry((scope(&loan), refusal.name())).or_default() += 1,
                    Ok(_) => assert!(!noticed, "society {number}, {:?}: {body:?} isn't missed", loan.grant),
                }
            }
        }
    }
    println!("left out: {refusals:?}");
    for due in [("document", "base"), ("folder", "chain"), ("folder", "epoch"), ("locker", "chain")] {
        assert!(refusals.contains_key(&due), "{due:?} never came");
    }
}

#[test]
fn what_doesnt_belong_in_a_view_is_refused() {
    let (mut foreign, mut altered, mut files) = (0, 0, 0);
    for (number, random) in seed::run("view-foreign", 60) {
        let mut society = society(random);
        let pick: u32 = society.random.random();
        for loan in loans(&society) {
            let last = loan.served.last().map_or(0, |act| act.header.seq).max(loan.act.header.seq);
            for act in society.acts.iter().filter(|act| act.header.seq > last) {
                let mut served = loan.served.clone();
                served.push(Act { beside: Vec::new(), ..act.clone() });
                let refused = open(&society, &loan, &served).expect_err("foreign").name();
                let of_other_grant = matches!(act.body, Some(Body::Revoke(_)));
                assert_eq!(refused, if of_other_grant { "grant" } else { "node" }, "society {number}: {act:?}");
                foreign += 1;
            }
            if let Some(place) = loan.served.iter().position(|act| !act.beside.is_empty()) {
                let mut served = loan.served.clone();
                served[place].beside[3] ^= 1;
                assert_eq!(open(&society, &loan, &served).expect_err("another key").name(), "box");
                files += 1;
            }
            let from = loan.lent.living.len();
            if let Some(place) = (from..loan.served.len()).nth(pick as usize % (loan.served.len() - from).max(1)) {
                if loan.served[place].hash == loan.act.hash {
                    continue;
                }
                let mut served = loan.served.clone();
                served[place].signature[7] ^= 1;
                assert_eq!(open(&society, &loan, &served).expect_err("altered").name(), "signature");
                altered += 1;
            }
        }
    }
    assert!(foreign > 0 && altered > 0 && files > 0, "{foreign} foreign, {altered} altered, {files} files");
}

#[test]
fn a_box_of_another_grant_opens_no_view() {
    for (_, random) in seed::run("view-box", 40) {
        let society = society(random);
        for loan in loans(&society) {
            let try_with = |change: &dyn Fn(&mut Lent)| {
                let mut lent = loan.lent.clone();
                change(&mut lent);
                View::open(
                    loan.act,
                    loan.grant.grantee,
                    (&lent, &loan.grant.salt.0),
                    &loan.served,
                    society.chains.clone(),
                )
                .expect_err("another box")
                .name()
            };
            assert_eq!(try_with(&|lent| lent.node = NodeId([3; 20])), "grant");
            assert_eq!(try_with(&|lent| lent.epoch += 1), "grant");
            assert_eq!(try_with(&|lent| lent.locker.0[0] ^= 1), "locker");
            assert_eq!(try_with(&|lent| lent.living[0].1.0[0] ^= 1), "list");
            let lent = (&loan.lent, &[1_u8][..]);
            let other = View::open(loan.act, loan.grant.grantee, lent, &loan.served, society.chains.clone());
            assert_eq!(other.expect_err("another file").name(), "box");
            let lent = (&loan.lent, loan.grant.salt.0.as_slice());
            let other = View::open(loan.act, society.locker.holder, lent, &loan.served, society.chains.clone());
            assert_eq!(other.expect_err("another grantee").name(), "grant");
        }
    }
}

fn open(society: &Society, loan: &Loan<'_>, served: &[Act]) -> Result<View, armoire::protocol::Refusal> {
    let lent = (&loan.lent, loan.grant.salt.0.as_slice());
    View::open(loan.act, loan.grant.grantee, lent, served, society.chains.clone())
}

fn society(random: rand_chacha::ChaCha8Rng) -> Society {
    let mut society = Society::begin(random);
    for _ in 0..80 {
        society.step();
    }
    society
}

fn scope(loan: &Loan<'_>) -> &'static str {
    match loan.grant.parent {
        Some(_) => "document",
        None if loan.grant.node.0 == loan.lent.locker.0 => "locker",
        None => "folder",
    }
}

/// Every grant of a history, with what a server gives its grantee: the acts that lived at its place, then those that its node's streams
/// got since, and its own.
fn loans(society: &Society) -> Vec<Loan<'_>> {
    let all = society.served();
    let at = |seq: u64| all[usize::try_from(seq).expect("small")].clone();
    let mut locker = Locker::begin(&society.acts[0], &society.chains).expect("a good first act");
    let mut loans = Vec::new();
    for act in &society.acts[1..] {
        if let Some(Body::Grant(grant)) = &act.body {
            let living: Vec<ListedAct> = lent_list(&locker, grant.node);
            let lent = Lent {
                locker: locker.id,
                node: grant.node,
                epoch: grant.epoch,
                turn: grant.turn,
                grant: grant.grant,
                living: living.clone(),
            };
            let mut served: Vec<Act> = living.iter().map(|listed| at(listed.0)).collect();
            let since = society.acts.iter().filter(|later| later.header.seq >= act.header.seq);
            let reached = since.filter(|later| later.hash == act.hash || is_served(society, grant, later));
            served.extend(reached.map(|later| with_own_file(at(later.header.seq), grant)));
            loans.push(Loan { act, grant, lent, served });
        }
        locker.apply(act, &society.chains, &mut Aside::default()).expect("a good act");
    }
    loans
}

/// Beside an act, a grantee is served their own new key alone.
pub fn with_own_file(mut act: Act, grant: &Grant) -> Act {
    let boxes = act.body.as_ref().map(Body::boxes).unwrap_or_default();
    if boxes.iter().any(|given| given.grant == grant.grant) {
        act.beside = grant.grant.0.to_vec();
    }
    act
}

pub fn is_served(society: &Society, grant: &Grant, act: &Act) -> bool {
    let body = act.body.as_ref().expect("unpurged");
    if let Body::Revoke(revoke) = body {
        return revoke.grant == grant.grant;
    }
    let whole = grant.node == society.locker.id.as_node();
    match Stream::of(body, society.locker.id) {
        Some(Stream::Folder(_)) if grant.parent.is_some() => {
            matches!(body, Body::Put(Put::Document(_)) | Body::Leave(_) | Body::Purge(_))
                && body.node() == Some(grant.node)
        }
        Some(Stream::Folder(folder)) => folder == grant.node || whole && !society.locker.folders[&folder].private,
        Some(Stream::Keys) => whole || body.node() == Some(grant.node),
        _ => false,
    }
}

/// Whether somebody who reads the later act must notice that the earlier one isn't there.
fn follows(loan: &Loan<'_>, locker: &Locker, earlier: &Body, later: &Body) -> bool {
    let streams = (Stream::of(earlier, locker.id), Stream::of(later, locker.id));
    match (loan.grant.parent, streams) {
        // Of a document that is purged only its end has a body.
        (Some(_), _) => matches!(later, Body::Put(_)),
        // The keys of a folder alone: what is written under the key, or the next one.
        (None, (Some(Stream::Keys), other)) if loan.grant.node != locker.id.as_node() => {
            other == Some(Stream::Keys) || matches!(later, Body::Put(_))
        }
        (None, (one, other)) => one == other,
    }
}
