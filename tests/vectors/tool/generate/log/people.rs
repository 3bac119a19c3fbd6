//! Other people in the log: grants, revocations, deposits; rule 3, and keys that are stale once a grant is over.

use armoire::{
    client::hazmat::random,
    protocol::{
        act::{Act, Body, Deposit, Document, GivenBox, Grant, Header, Purge, Put, Revoke, Right, Rotate, join_files},
        bytes::Hash,
        id::{GrantId, NodeId},
    },
};

use super::{
    builder::{BEGINNING, Log},
    sample,
};
use crate::generate::{Scenarios, envelope::accepted};

/// Long after any act of these scenarios.
const LATER: u64 = BEGINNING + 1_000_000;

impl Log {
    /// A grant on what is there, by the holder, until [`LATER`].
    pub fn new_grant(&self, node: NodeId, other: usize, right: Right) -> Grant {
        let state = self.state();
        let document = state.documents.get(&node);
        Grant {
            salt: sample::salt(),
            node,
            parent: document.map(|document| document.folder),
            epoch: document.map_or_else(|| state.newest_epoch(node).unwrap_or(1), |document| document.epoch),
            turn: document.map(|document| document.turn),
            card: Hash::of(&self.others[other].cards[0].card),
            grant: GrantId(random::bytes()),
            grantee: self.others[other].account,
            right,
            start: BEGINNING,
            end: LATER,
            via: None,
            file: Hash::of(b"box"),
            sealed: None,
        }
    }

    /// Adds such a grant.
    pub fn give(&mut self, node: NodeId, other: usize, right: Right) -> GrantId {
        let grant = self.new_grant(node, other, right);
        let id = grant.grant;
        self.push(Body::Grant(grant));
        id
    }

    pub fn revocation(grant: GrantId) -> Body {
        Body::Revoke(Revoke { salt: sample::salt(), grant, sealed: None })
    }

    pub fn new_deposit() -> Deposit {
        let node = NodeId(random::bytes());
        Deposit { salt: sample::salt(), node, objects: vec![sample::object()], file: Hash::of(b"deposit") }
    }

    /// The `put` that accepts the deposit which waits for this node.
    pub fn acceptance(&self, node: NodeId, folder: NodeId) -> Document {
        let waiting = &self.state().deposits[&node];
        let (objects, deposit) = (waiting.objects.clone(), Some(waiting.act.hash));
        Document { node, objects, deposit, ..self.new_document(folder) }
    }

    fn refusal_of(&self, node: NodeId) -> Purge {
        let waiting = self.state().deposits[&node].act;
        let (parent, base, gone) = (self.id().as_node(), waiting.hash, vec![waiting.seq]);
        Purge { salt: sample::salt(), node, parent, base, gone }
    }

    pub fn boxed(&self, node: NodeId, grants: &[GrantId]) -> Rotate {
        let mut boxes: Vec<GivenBox> =
            grants.iter().map(|grant| GivenBox { grant: *grant, file: Hash::of(&grant.0) }).collect();
        boxes.sort_by_key(|given| given.grant);
        Rotate { boxes, ..self.rotation(node) }
    }
}

pub fn add(scenarios: &mut Scenarios) {
    add_story(scenarios);
    add_grants(scenarios);
    add_rights(scenarios);
    add_stale(scenarios);
    add_over(scenarios);
    add_left_out(scenarios);
    add_deposits(scenarios);
    add_beside(scenarios);
}

/// Three people let in, one by another; keys that follow them; deposits; a checkpoint; a revocation that ends two.
fn add_story(scenarios: &mut Scenarios) {
    let mut log = Log::begin_among(4);
    let locker = log.id().as_node();
    let folder = log.add_folder(false);
    let private = log.add_folder(true);
    let document = log.add_document(folder);
    let delegate = log.give(locker, 0, Right::Manage);
    let hanging = Grant { via: Some(delegate), ..log.new_grant(folder, 1, Right::Edit) };
    let hanging_id = hanging.grant;
    log.push_by(0, Body::Grant(hanging));
    let reader = log.give(document, 2, Right::Read);
    let edited = log.next_document(document);
    log.push_by(1, Body::Put(Put::Document(edited)));
    let rotation = log.boxed(folder, &[hanging_id]);
    log.push_by(0, Body::Rotate(rotation));
    let mut turned = log.next_document(document);
    turned.boxes = vec![GivenBox { grant: reader, file: Hash::of(b"box") }];
    log.push(Body::Put(Put::Document(turned)));
    let (one, two, three) = (Log::new_deposit(), Log::new_deposit(), Log::new_deposit());
    for deposit in [&one, &two, &three] {
        log.push_by(3, Body::Deposit(deposit.clone()));
    }
    let acceptance = log.acceptance(one.node, folder);
    log.push_by(0, Body::Put(Put::Document(acceptance)));
    let refused = log.acts.len() - 3;
    let refusal = log.refusal_of(two.node);
    log.push(Body::Purge(refusal));
    let checkpoint = log.checkpoint();
    log.push_act(checkpoint);
    let mut entry = log.new_document(private);
    entry.objects.clear();
    log.push(Body::Put(Put::Document(entry)));
    let seen = log.seen(folder);
    log.push_by(0, Body::Seen(seen));
    let revocation = Log::revocation(delegate);
    log.push(revocation);
    let ended = Log::revocation(reader);
    log.push_by(2, ended);
    let checkpoint = log.checkpoint();
    log.push_act(checkpoint);
    log.rotate(locker);
    log.rotate(folder);
    let newest = log.next_document(document);
    log.push(Body::Put(Put::Document(newest)));

    accept(
        scenarios,
        &log,
        "whole",
        "People let in, one by another; deposits; a revocation that ends two.",
        &log.plain(),
    );
    accept(scenarios, &log, "living", "The same from its newest checkpoint.", &log.living());
    let earlier = log.acts.iter().position(|act| matches!(act.body, Some(Body::Checkpoint(_)))).unwrap();
    let mut until = log.living_at(earlier);
    accept(scenarios, &log, "living-earlier", "The same from an earlier checkpoint, before the revocation.", &until);
    until.truncate(until.len() - (log.acts.len() - earlier - 1));
    accept(scenarios, &log, "living-alone", "An earlier checkpoint alone.", &until);
    let mut gone = log.plain();
    (gone[refused].body, gone[refused].body_bytes) = (None, None);
    let was = matches!(log.acts[refused].body, Some(Body::Deposit(ref deposit)) if deposit.node == two.node);
    assert!(was, "the refused deposit");
    accept(scenarios, &log, "refused-gone", "The refused deposit's body is gone.", &gone);
    let mut unknown = log.input(&log.plain());
    unknown["others"].as_array_mut().unwrap().pop();
    scenarios.refused("log/people-cards-unknown", "The cards of an author aren't known.", &unknown, "card");
    let mut altered = log.plain();
    altered[7].signature[3] ^= 1;
    let input = log.input(&altered);
    scenarios.refused("log/people-signature", "One bit of a delegate's signature.", &input, "signature");
}

/// Each rule of `grant` and `revoke`.
fn add_grants(scenarios: &mut Scenarios) {
    let mut log = Log::begin_among(3);
    let locker = log.id().as_node();
    let (folder, other, private) = (log.add_folder(false), log.add_folder(false), log.add_folder(true));
    let document = log.add_document(folder);
    let hidden = log.add_document(private);
    let delegate = log.give(locker, 0, Right::Manage);
    let second = log.give(private, 1, Right::Manage);
    log.give(locker, 1, Right::Manage);
    let held = |node, right| log.new_grant(node, 2, right);
    let mut refused = |name: &str, about: &str, act: Act, error: &str| {
        scenarios.refused(&format!("log/grant-{name}"), about, &log.input(&log.and(act)), error);
    };
    let by_holder = |grant| log.act(Body::Grant(grant));
    let read = || held(folder, Right::Read);
    refused("on-nothing", "On a node that isn't there.", by_holder(held(NodeId(random::bytes()), Right::Read)), "node");
    let parent = Some(other);
    refused(
        "parent",
        "On a document in another folder.",
        by_holder(Grant { parent, ..held(document, Right::Read) }),
        "parent",
    );
    let bare = Grant { parent: None, turn: None, ..held(document, Right::Read) };
    refused("document-without-folder", "On a document, without its folder and turn.", by_holder(bare), "body");
    let filled = Grant { parent, turn: Some(0), ..read() };
    refused("folder-with-turn", "On a folder, as if it were a document.", by_holder(filled), "node");
    refused("epoch", "Of a key to come.", by_holder(Grant { epoch: 2, ..read() }), "epoch");
    refused("turn", "Of a turn to come.", by_holder(Grant { turn: Some(1), ..held(document, Right::Read) }), "turn");
    let own = Grant { grantee: log.chain.account, ..read() };
    refused("holder-to-holder", "By the holder to the holder.", by_holder(own), "grantee");
    refused("id-used", "With the id of one that isn't over.", by_holder(Grant { grant: delegate, ..read() }), "grant");
    refused("no-time", "That ends when it starts.", by_holder(Grant { end: BEGINNING, ..read() }), "end");
    let ended = Grant { end: BEGINNING + 1000 * log.acts.len() as u64, ..read() };
    refused("over", "That ends when it is given.", by_holder(ended), "end");
    let decade = Grant { end: BEGINNING + 3653 * 86_400_000 + 1, ..read() };
    refused("too-long", "A millisecond more than ten years.", by_holder(decade), "end");
    refused(
        "holder-via",
        "By the holder, who needs no other grant.",
        by_holder(Grant { via: Some(delegate), ..read() }),
        "via",
    );
    let mut header = |name: &str, about: &str, spoil: fn(&mut Header), error: &str| {
        let act = log.act_with(Body::Grant(read()), spoil);
        refused(name, about, act, error);
    };
    header(
        "chain",
        "Outside the stream of people.",
        |header| header.chain = header.prev.map(|_| Hash([1; 32])),
        "chain",
    );
    let via = |grant: Grant| log.act_by(0, Body::Grant(Grant { via: Some(delegate), ..grant }));
    refused("to-author", "By a delegate to themselves.", via(log.new_grant(folder, 0, Right::Read)), "grantee");
    let to_holder = Grant { grantee: log.chain.account, ..read() };
    refused("to-holder", "By a delegate to the holder.", via(to_holder), "grantee");
    refused("longer-than-via", "That ends after the one by which.", via(Grant { end: LATER + 1, ..read() }), "via");
    refused("without-via", "By a delegate, without naming by which.", log.act_by(0, Body::Grant(read())), "via");
    let elsewhere = Grant { via: Some(second), ..log.new_grant(locker, 2, Right::Read) };
    let about = "The locker, by somebody who manages it by another grant than the one named.";
    refused("via-elsewhere", about, log.act_by(1, Body::Grant(elsewhere)), "via");
    let others = Grant { via: Some(second), ..read() };
    refused("via-of-another", "By somebody else's grant.", log.act_by(0, Body::Grant(others)), "via");
    refused(
        "private-by-locker",
        "A private folder, by a delegate of the locker.",
        via(held(private, Right::Read)),
        "author",
    );
    let in_private = Grant { via: Some(second), ..held(hidden, Right::Read) };
    let about = "What is in a private folder, by somebody who manages that folder.";
    refused("in-private", about, log.act_by(1, Body::Grant(in_private)), "node");
    refused(
        "by-stranger",
        "By somebody without a right.",
        log.act_by(2, Body::Grant(log.new_grant(folder, 1, Right::Read))),
        "author",
    );
    refused(
        "revoke-unknown",
        "A grant that isn't there, revoked.",
        log.act(Log::revocation(GrantId([1; 16]))),
        "grant",
    );
    let beside = log.act_by(1, Log::revocation(delegate));
    refused("revoke-of-another", "Somebody else's grant, revoked.", beside, "author");
    let unknown = log.act_by(0, Log::revocation(GrantId([1; 16])));
    refused("revoke-unknown-by-other", "A grant that isn't there, revoked by a delegate.", unknown, "author");
    add_line(scenarios);
}

/// Nine grants, each by the one before: the ninth is too far from the holder's.
fn add_line(scenarios: &mut Scenarios) {
    let mut log = Log::begin_among(11);
    let locker = log.id().as_node();
    let mut via = log.give(locker, 0, Right::Manage);
    for other in 1..=8 {
        let grant = Grant { via: Some(via), ..log.new_grant(locker, other, Right::Manage) };
        via = grant.grant;
        log.push_by(other - 1, Body::Grant(grant));
    }
    accept(scenarios, &log, "line", "Eight grants, each by the one before, below the holder's.", &log.plain());
    let ninth = Grant { via: Some(via), ..log.new_grant(locker, 9, Right::Read) };
    let act = log.act_by(8, Body::Grant(ninth));
    scenarios.refused("log/grant-too-far", "A ninth.", &log.input(&log.and(act)), "via");
    let first = log.act_by(0, Log::revocation(via));
    accept(scenarios, &log, "line-revoked", "The last, revoked by the author of the second.", &log.and(first));
}

/// Rule 3: what each right allows and doesn't.
fn add_rights(scenarios: &mut Scenarios) {
    let mut log = Log::begin_among(6);
    let locker = log.id().as_node();
    let (folder, other, private) = (log.add_folder(false), log.add_folder(false), log.add_folder(true));
    let document = log.add_document(folder);
    let hidden = log.add_document(private);
    log.give(folder, 0, Right::Read);
    log.give(folder, 1, Right::Add);
    log.give(folder, 2, Right::Edit);
    log.give(locker, 3, Right::Manage);
    log.give(document, 4, Right::Edit);
    let ahead = Grant { start: LATER - 1, ..log.new_grant(locker, 5, Right::Manage) };
    log.push(Body::Grant(ahead));
    let new = || Body::Put(Put::Document(log.new_document(folder)));
    let next = || Body::Put(Put::Document(log.next_document(document)));
    let named = || Body::Put(Put::Folder(log.next_folder(folder)));
    let mut refused = |name: &str, about: &str, act: Act, error: &str| {
        scenarios.refused(&format!("log/right-{name}"), about, &log.input(&log.and(act)), error);
    };
    refused("read-adds", "Who may read adds a document.", log.act_by(0, new()), "author");
    refused("add-edits", "Who may add writes a version.", log.act_by(1, next()), "author");
    let leave = || Body::Leave(log.leave(document));
    refused("add-moves", "Who may add moves a document away.", log.act_by(1, leave()), "author");
    refused("edit-rotates", "Who may edit rotates.", log.act_by(2, Body::Rotate(log.rotation(folder))), "author");
    refused(
        "manage-rotates-locker",
        "Who runs all rotates the locker.",
        log.act_by(3, Body::Rotate(log.rotation(locker))),
        "author",
    );
    refused("edit-sees", "Who may edit vouches.", log.act_by(2, Body::Seen(log.seen(folder))), "author");
    let elsewhere = Body::Put(Put::Document(log.new_document(other)));
    refused("elsewhere", "Who may edit a folder adds to another.", log.act_by(2, elsewhere), "author");
    refused("document-adds", "Who may edit a document adds one beside it.", log.act_by(4, new()), "author");
    refused("document-renames-folder", "Who may edit a document renames its folder.", log.act_by(4, named()), "author");
    let in_private = Body::Put(Put::Document(log.next_document(hidden)));
    refused("private", "Who manages the locker writes in a private folder.", log.act_by(3, in_private), "author");
    let own_private = Body::Put(Put::NewFolder(log.new_folder(true)));
    refused("new-private", "Who manages the locker makes a private folder.", log.act_by(3, own_private), "author");
    let purge = Body::Purge(log.purge(document));
    refused("purge", "Who manages the locker purges a document.", log.act_by(3, purge), "author");
    let gap =
        Body::Gap(armoire::protocol::act::Gap { salt: sample::salt(), seq: 99, hash: Hash([1; 32]), lost: Vec::new() });
    refused("gap", "Who manages the locker closes a gap.", log.act_by(3, gap), "author");
    refused("ahead", "Before the grant starts.", log.act_by(5, new()), "author");
    let card = Hash::of(&log.others[2].cards[1].card);
    let header = |header: &mut Header| header.card = card;
    refused("next-card", "With a newer card than the grant names.", log.act_by_with(2, next(), header), "card");
    let late = log.act_by_with(2, next(), |header| header.time = LATER);
    refused("at-the-end", "At the grant's end.", late, "author");
    let [leave_act, put] = log.moving_acts(document, other);
    let by = |act: &Act, prev: Option<Hash>, number: usize| {
        let mut body = act.body.clone().unwrap();
        if let (Body::Put(Put::Document(put)), Some(prev)) = (&mut body, prev) {
            put.base = Some(prev);
        }
        let chain = act.header.chain;
        log.act_by_with(number, body, |header| {
            (header.seq, header.time, header.chain) = (act.header.seq, act.header.time, chain);
            header.prev = prev.or(header.prev);
        })
    };
    let first = by(&leave_act, None, 2);
    let second = by(&put, Some(first.hash), 2);
    let acts = [log.plain(), vec![first, second]].concat();
    let about = "Who may edit a folder moves a document to one where they may not add.";
    scenarios.refused("log/right-moves-elsewhere", about, &log.input(&acts), "author");
    let first = by(&leave_act, None, 3);
    let second = by(&put, Some(first.hash), 3);
    let acts = [log.plain(), vec![first, second]].concat();
    accept(scenarios, &log, "moved", "A document moved by who manages the locker.", &acts);
    for (other, body, name, about) in [
        (1, new(), "added", "A document by who may add."),
        (2, next(), "edited", "A version by who may edit the folder."),
        (4, next(), "edited-alone", "A version by who may edit the document alone."),
        (2, named(), "renamed", "A folder's name by who may edit it."),
        (3, Body::Put(Put::NewFolder(log.new_folder(false))), "made", "A folder by who manages the locker."),
    ] {
        accept(scenarios, &log, name, about, &log.and(log.act_by(other, body)));
    }
}

/// Rule 8: keys that somebody has whose grant is over.
fn add_stale(scenarios: &mut Scenarios) {
    let mut log = Log::begin_among(3);
    let locker = log.id().as_node();
    let (folder, other) = (log.add_folder(false), log.add_folder(false));
    let document = log.add_document(folder);
    let short = Grant { end: BEGINNING + 10_000, ..log.new_grant(folder, 0, Right::Read) };
    log.push(Body::Grant(short));
    let at = |log: &Log, body: Body, time: u64| log.and(log.act_with(body, |header| header.time = time));
    let next = |log: &Log| Body::Put(Put::Document(log.next_document(document)));
    let mut refused = |log: &Log, name: &str, about: &str, acts: &[Act]| {
        scenarios.refused(&format!("log/stale-{name}"), about, &log.input(acts), "stale_key");
    };
    let (before, end) = (BEGINNING + 9_999, BEGINNING + 10_000);
    refused(&log, "at-the-end", "In the millisecond in which a grant on the folder ends.", &at(&log, next(&log), end));
    let renamed = Body::Put(Put::Folder(log.next_folder(folder)));
    refused(&log, "folder", "A folder's name, after a grant on it.", &at(&log, renamed, end));
    let again = Body::Grant(log.new_grant(folder, 1, Right::Read));
    refused(&log, "grant", "A grant of a stale key.", &at(&log, again, end));
    let below = Body::Grant(log.new_grant(document, 1, Right::Read));
    refused(&log, "grant-document", "A grant of a document in a folder whose key is stale.", &at(&log, below, end));
    let in_time = at(&log, next(&log), before);
    let given = log.give(locker, 1, Right::Read);
    let revocation = Log::revocation(given);
    log.push(revocation);
    refused(&log, "locker", "In a folder, after a grant on the locker.", &log.and(log.act(next(&log))));
    let new = Body::Put(Put::NewFolder(log.new_folder(false)));
    refused(&log, "new-folder", "A new folder, after a grant on the locker.", &log.and(log.act(new)));
    let rotation = Body::Rotate(log.rotation(other));
    refused(&log, "rotate-folder", "A folder rotated under a locker key that is stale.", &log.and(log.act(rotation)));
    log.rotate(locker);
    refused(&log, "under", "In a folder under the older locker key.", &log.and(log.act(next(&log))));
    log.rotate(folder);
    let after = log.and(log.act(next(&log)));
    accept(scenarios, &log, "rotated", "The locker, then the folder rotated: written again.", &after);
    let mut log = Log::begin_among(1);
    let (folder, other) = (log.add_folder(false), log.add_folder(false));
    let document = log.add_document(folder);
    let given = log.give(document, 0, Right::Read);
    let revocation = Log::revocation(given);
    log.push(revocation);
    let next = |log: &Log| log.next_document(document);
    let mut refused = |log: &Log, name: &str, about: &str, acts: &[Act]| {
        scenarios.refused(&format!("log/stale-{name}"), about, &log.input(acts), "stale_key");
    };
    let same = log.act(Body::Put(Put::Document(next(&log))));
    refused(&log, "document", "A document under the turn that was given.", &log.and(same));
    log.move_document(document, other);
    let [leave, back] = log.moving_acts(document, folder);
    let acts = [log.plain(), vec![leave, back]].concat();
    refused(&log, "moved-back", "A document back in its folder, under the key that was given there.", &acts);
    let checkpoint = log.checkpoint();
    let mut from = log.and(checkpoint);
    log.push_act(from.pop().unwrap());
    let [leave, back] = log.moving_acts(document, folder);
    let acts = [log.living(), vec![leave, back]].concat();
    refused(&log, "moved-back-living", "The same, read from a checkpoint.", &acts);
    log.rotate(folder);
    log.move_document(document, folder);
    accept(scenarios, &log, "moved-back-rotated", "Back in its folder, which was rotated.", &log.plain());
    let mut log = Log::begin_among(1);
    let folder = log.add_folder(false);
    let document = log.add_document(folder);
    let given = log.give(document, 0, Right::Read);
    let revocation = Log::revocation(given);
    log.push(revocation);
    let turned = Document { turn: 1, ..log.next_document(document) };
    log.push(Body::Put(Put::Document(turned)));
    accept(scenarios, &log, "turned", "After a grant on a document, its next turn.", &log.plain());
    let mut log = Log::begin_among(1);
    let folder = log.add_folder(false);
    let document = log.add_document(folder);
    let short = Grant { end: BEGINNING + 10_000, ..log.new_grant(folder, 0, Right::Read) };
    log.push(Body::Grant(short));
    let before_end = log.act_with(Body::Put(Put::Document(log.next_document(document))), |header| header.time = before);
    accept(scenarios, &log, "in-time", "In the last millisecond of a grant on the folder.", &log.and(before_end));
    drop(in_time);
    let mut log = Log::begin_among(1);
    let folder = log.add_folder(false);
    let document = log.add_document(folder);
    let given = log.give(document, 0, Right::Read);
    let boxes = vec![GivenBox { grant: given, file: Hash::of(b"box") }];
    let turned = Document { turn: 1, boxes, ..log.next_document(document) };
    log.push(Body::Put(Put::Document(turned)));
    let again = log.next_document(document);
    log.push(Body::Put(Put::Document(again)));
    let checkpoint = log.checkpoint();
    log.push_act(checkpoint);
    let about = "A turn that a box gave, by a state before the newest, which lives for that alone.";
    accept(scenarios, &log, "box-living", about, &log.living());
    log.push(Log::revocation(given));
    let same = log.act(Body::Put(Put::Document(log.next_document(document))));
    let acts = [log.living(), vec![same]].concat();
    let input = log.input(&acts);
    let about = "A turn that a box gave, by a state before the newest; read from a checkpoint.";
    scenarios.refused("log/stale-box-living", about, &input, "stale_key");
}

/// A grant that was revoked while what it hung on still lived; then that went too, and its key was replaced.
fn add_left_out(scenarios: &mut Scenarios) {
    let mut log = Log::begin_among(2);
    let locker = log.id().as_node();
    let folder = log.add_folder(false);
    let delegate = log.give(locker, 0, Right::Manage);
    let hanging = Grant { via: Some(delegate), ..log.new_grant(folder, 1, Right::Read) };
    let hanging_id = hanging.grant;
    log.push_by(0, Body::Grant(hanging));
    log.push(Log::revocation(hanging_id));
    log.push(Log::revocation(delegate));
    log.rotate(locker);
    for _ in 0..2 {
        let checkpoint = log.checkpoint();
        log.push_act(checkpoint);
    }
    let about = "Who reads from a checkpoint that leaves out what a grant hung on comes to the list of the next one.";
    accept(scenarios, &log, "via-left-out", about, &log.living_at(log.acts.len() - 2));
}

/// What is over allows nothing, and takes with it what hangs on it.
fn add_over(scenarios: &mut Scenarios) {
    let mut log = Log::begin_among(3);
    let locker = log.id().as_node();
    let folder = log.add_folder(false);
    let delegate = log.give(locker, 0, Right::Manage);
    let hanging = Grant { via: Some(delegate), ..log.new_grant(folder, 1, Right::Manage) };
    let hanging_id = hanging.grant;
    log.push_by(0, Body::Grant(hanging));
    let beside = log.give(folder, 2, Right::Manage);
    let mut log_up = log;
    let revocation = Log::revocation(delegate);
    log_up.push(revocation);
    let log = log_up;
    let mut refused = |name: &str, about: &str, act: Act, error: &str| {
        scenarios.refused(&format!("log/over-{name}"), about, &log.input(&log.and(act)), error);
    };
    let rotation = |log: &Log| Body::Rotate(log.rotation(folder));
    refused(
        "delegate",
        "A delegate after their grant was revoked.",
        log.act_by(0, Body::Rotate(log.rotation(locker))),
        "author",
    );
    refused("hanging", "Somebody whose grant hung on that.", log.act_by(1, rotation(&log)), "author");
    refused("revoked-again", "Revoked again.", log.act(Log::revocation(delegate)), "grant");
    refused("hanging-revoked", "What hung on it, revoked.", log.act(Log::revocation(hanging_id)), "grant");
    let again = Grant { grant: delegate, ..log.new_grant(locker, 0, Right::Manage) };
    refused("before-rotation", "Given anew under the stale key.", log.act(Body::Grant(again)), "stale_key");
    let mut log = log;
    log.rotate(locker);
    log.rotate(folder);
    let again = Grant { grant: delegate, ..log.new_grant(locker, 0, Right::Manage) };
    log.push(Body::Grant(again));
    let mut refused = |name: &str, about: &str, act: Act, error: &str| {
        scenarios.refused(&format!("log/over-{name}"), about, &log.input(&log.and(act)), error);
    };
    let about = "Given anew under the same id: what hung on it stays over.";
    refused("id-again", about, log.act_by(1, rotation(&log)), "author");
    let boxes = Body::Rotate(log.boxed(folder, &[hanging_id]));
    refused("box", "A box for a grant that is over.", log.act(boxes), "grant");
    accept(
        scenarios,
        &log,
        "beside",
        "The holder's own grant beside it stays.",
        &log.and(log.act_by(2, rotation(&log))),
    );
    let own = log.act_by(2, Log::revocation(beside));
    accept(scenarios, &log, "given-up", "A grantee gives up their own.", &log.and(own));
}

fn add_deposits(scenarios: &mut Scenarios) {
    let mut log = Log::begin_among(3);
    let folder = log.add_folder(false);
    let private = log.add_folder(true);
    let document = log.add_document(folder);
    log.give(folder, 0, Right::Manage);
    let locker = log.id().as_node();
    log.give(locker, 1, Right::Manage);
    let deposit = Log::new_deposit();
    let node = deposit.node;
    log.push_by(2, Body::Deposit(deposit));
    let waiting = &log.state().deposits[&node];
    let mut refused = |name: &str, about: &str, act: Act, error: &str| {
        scenarios.refused(&format!("log/deposit-{name}"), about, &log.input(&log.and(act)), error);
    };
    let hand_in = |node: NodeId| log.act_by(2, Body::Deposit(Deposit { node, ..Log::new_deposit() }));
    refused("on-document", "On a document that is there.", hand_in(document), "node");
    refused("on-folder", "On a folder.", hand_in(folder), "node");
    refused("on-locker", "On the locker.", hand_in(locker), "node");
    refused("on-deposit", "Where another waits.", hand_in(node), "node");
    let chain = log.act_by_with(2, Body::Deposit(Log::new_deposit()), |header| header.chain = Some(Hash([1; 32])));
    refused("chain", "Outside the stream of people.", chain, "chain");
    let accepting = |folder| log.acceptance(node, folder);
    let put = |document: Document| Body::Put(Put::Document(document));
    let other = Document { objects: vec![sample::object()], ..accepting(folder) };
    refused("other-object", "Accepted on another object.", log.act(put(other)), "deposit");
    let unnamed = Document { deposit: None, ..accepting(folder) };
    refused("unnamed", "Its document, without naming it.", log.act(put(unnamed)), "deposit");
    let unknown = Document { deposit: Some(Hash([1; 32])), ..accepting(folder) };
    refused("unknown", "Accepted under another hash.", log.act(put(unknown)), "deposit");
    let elsewhere = Document { deposit: Some(waiting.act.hash), ..log.new_document(folder) };
    refused("elsewhere", "Accepted as another document.", log.act(put(elsewhere)), "deposit");
    let by_folder = log.act_by(0, put(accepting(folder)));
    refused("by-folder", "Accepted by who manages the folder alone.", by_folder, "author");
    let in_private = log.act_by(1, put(accepting(private)));
    refused("in-private", "Accepted by a delegate into a private folder.", in_private, "author");
    let as_folder = armoire::protocol::act::NewFolder { node, ..log.new_folder(false) };
    refused("as-folder", "A folder where one waits.", log.act(Body::Put(Put::NewFolder(as_folder))), "node");
    let refusal = || log.refusal_of(node);
    let other = Purge { base: Hash([1; 32]), ..refusal() };
    refused("refused-other", "Refused under another hash.", log.act(Body::Purge(other)), "base");
    let more = Purge { gone: vec![2, log.head().seq], ..refusal() };
    refused("refused-more", "Refused, and another body gone.", log.act(Body::Purge(more)), "gone");
    let nothing = Purge { node: NodeId(random::bytes()), ..refusal() };
    refused("refused-unknown", "Refused where nothing waits.", log.act(Body::Purge(nothing)), "node");
    let by_folder = log.act_by(0, Body::Purge(refusal()));
    refused("refused-by-folder", "Refused by who manages a folder alone.", by_folder, "author");
    let accepted = log.and(log.act_by(1, put(accepting(folder))));
    accept(scenarios, &log, "accepted", "A deposit accepted by who manages the locker.", &accepted);
    let by_delegate = log.and(log.act_by(1, Body::Purge(refusal())));
    accept(scenarios, &log, "refused", "A deposit refused by who manages the locker.", &by_delegate);
    let acceptance = put(accepting(folder));
    let mut log = log;
    log.push(acceptance);
    let mut purge = log.purge(node);
    let deposit_seq = log.head().seq - 1;
    purge.gone.insert(0, deposit_seq);
    let gone = purge.gone.clone();
    log.push(Body::Purge(purge));
    let again = Document { node, ..log.new_document(folder) };
    log.push(Body::Put(Put::Document(again)));
    let mut acts = log.plain();
    for seq in gone {
        let act = &mut acts[usize::try_from(seq).unwrap()];
        (act.body, act.body_bytes) = (None, None);
    }
    accept(scenarios, &log, "deposit-purged", "An accepted deposit's document purged, bodies gone.", &acts);
    let mut log = Log::begin_among(2);
    let deposit = Log::new_deposit();
    let node = deposit.node;
    log.push_by(1, Body::Deposit(deposit));
    let refusal = log.refusal_of(node);
    log.push(Body::Purge(refusal));
    let mut acts = log.plain();
    (acts[2].body, acts[2].body_bytes) = (None, None);
    let mut unknown = log.input(&acts);
    unknown["others"].as_array_mut().unwrap().pop();
    let about = "A refused deposit's body is gone, and its author's cards aren't known.";
    scenarios.refused("log/people-author-unknown", about, &unknown, "author");
    let mut log = Log::begin_among(1);
    for _ in 0..200 {
        let deposit = Log::new_deposit();
        log.push_by(0, Body::Deposit(Deposit { objects: Vec::new(), ..deposit }));
    }
    let act = log.act_by(0, Body::Deposit(Log::new_deposit()));
    scenarios.refused("log/deposit-201", "One more than 200 that wait.", &log.input(&log.and(act)), "deposit");
}

/// Files beside acts.
fn add_beside(scenarios: &mut Scenarios) {
    let mut log = Log::begin_among(2);
    let folder = log.add_folder(false);
    let (one, two) = (log.give(folder, 0, Right::Read), log.give(folder, 1, Right::Read));
    let with = |act: Act, beside: Vec<u8>| log.and(Act { beside, ..act });
    let rotation = || log.act(Body::Rotate(log.boxed(folder, &[one, two])));
    let mut grants = [one, two];
    grants.sort_unstable();
    let files = |grants: &[GrantId]| join_files(grants.iter().map(|grant| grant.0.as_slice()));
    let grant = || log.act(Body::Grant(log.new_grant(folder, 0, Right::Read)));
    let deposit = || log.act_by(0, Body::Deposit(Log::new_deposit()));
    accept(scenarios, &log, "boxes", "Two boxes beside a rotation.", &with(rotation(), files(&grants)));
    accept(scenarios, &log, "box", "A box beside a grant.", &with(grant(), b"box".to_vec()));
    let mut refused = |name: &str, about: &str, acts: &[Act], error: &str| {
        scenarios.refused(&format!("log/beside-{name}"), about, &log.input(acts), error);
    };
    let mut cut = files(&grants);
    cut.pop();
    refused("cut", "Boxes cut.", &with(rotation(), cut), "malformed");
    refused("one-left-out", "A box left out.", &with(rotation(), files(&grants[..1])), "box");
    let exchanged = [grants[1], grants[0]];
    refused("exchanged", "Two boxes exchanged.", &with(rotation(), files(&exchanged)), "box");
    refused("other", "Another box beside a grant.", &with(grant(), b"bax".to_vec()), "box");
    refused("deposit", "Another file beside a deposit.", &with(deposit(), b"other".to_vec()), "box");
    refused("deposit-65537", "A file of 64 KiB and a byte.", &with(deposit(), vec![0; 65_537]), "too_large");
    refused("nothing-named", "A file that nothing names.", &with(log.act(Log::revocation(one)), vec![1]), "malformed");
}

fn accept(scenarios: &mut Scenarios, log: &Log, name: &str, about: &str, acts: &[Act]) {
    let input = log.input(acts);
    let ok = accepted("log", &input).unwrap_or_else(|| panic!("log/people-{name} is refused"));
    scenarios.ok(&format!("log/people-{name}"), about, &input, ok);
}
