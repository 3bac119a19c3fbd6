//! Rules 5, 6, 9 and 10: nodes and parents, streams and bases, objects, purge, seen.

use armoire::{
    client::hazmat::random,
    protocol::{
        act::{Act, Body, Document, Gap, Header, Leave, NewFolder, Purge, Put, Seen},
        bytes::Hash,
        id::NodeId,
    },
};

use super::{builder::Log, sample};
use crate::generate::Scenarios;

struct Place {
    log: Log,
    folder: NodeId,
    other: NodeId,
    document: NodeId,
}

pub fn add(scenarios: &mut Scenarios) {
    let mut log = Log::begin();
    let (folder, other) = (log.add_folder(false), log.add_folder(false));
    let document = log.add_document(folder);
    let again = log.next_document(document);
    log.push(Body::Put(Put::Document(again)));
    log.add_document(folder);
    let place = Place { log, folder, other, document };
    place.add_parents(scenarios);
    place.add_nodes(scenarios);
    place.add_chains(scenarios);
    place.add_chains_of_others(scenarios);
    place.add_bases(scenarios);
    place.add_purges(scenarios);
    place.add_seen(scenarios);
    add_first_rotation(scenarios);
}

impl Place {
    fn refused(&self, scenarios: &mut Scenarios, name: &str, about: &str, act: Act, error: &str) {
        scenarios.refused(&format!("log/{name}"), about, &self.log.input(&self.log.and(act)), error);
    }

    fn put(&self, document: Document) -> Act {
        self.log.act(Body::Put(Put::Document(document)))
    }

    fn chained(&self, document: Document, chain: Hash) -> Act {
        self.log.act_with(Body::Put(Put::Document(document)), |header| header.chain = Some(chain))
    }

    fn stream(&self, folder: NodeId) -> Hash {
        self.log.state().folders[&folder].stream.hash
    }

    fn add_parents(&self, scenarios: &mut Scenarios) {
        let unknown = Document { parent: NodeId(random::bytes()), ..self.log.new_document(self.folder) };
        self.refused(
            scenarios,
            "parent-unknown",
            "A document in a folder that isn't there.",
            self.put(unknown),
            "parent",
        );
        let moved = Document { parent: self.other, turn: 0, ..self.log.next_document(self.document) };
        self.refused(
            scenarios,
            "parent-other",
            "A document in another folder without having left.",
            self.put(moved),
            "parent",
        );
        let in_locker = Document { parent: self.log.id().as_node(), ..self.log.new_document(self.folder) };
        self.refused(scenarios, "parent-locker", "A document that lies in no folder.", self.put(in_locker), "parent");
        let nested = NewFolder { parent: self.folder, ..self.log.new_folder(false) };
        let act = self.log.act(Body::Put(Put::NewFolder(nested)));
        self.refused(scenarios, "parent-folder", "A folder in a folder.", act, "parent");
        let mut renamed = self.log.next_folder(self.folder);
        renamed.parent = self.other;
        let act = self.log.act(Body::Put(Put::Folder(renamed)));
        self.refused(scenarios, "parent-folder-moved", "A folder moved into another.", act, "parent");
        let leave = Leave { parent: self.other, ..self.log.leave(self.document) };
        let act = self.log.act(Body::Leave(leave));
        self.refused(scenarios, "parent-left-other", "A document leaves a folder that it isn't in.", act, "parent");
        let purge = Purge { parent: self.other, ..self.log.purge(self.document) };
        let act = self.log.act(Body::Purge(purge));
        self.refused(
            scenarios,
            "parent-purged-other",
            "A document is purged from a folder that it isn't in.",
            act,
            "parent",
        );
    }

    fn add_nodes(&self, scenarios: &mut Scenarios) {
        let unknown = NodeId(random::bytes());
        let rotate = armoire::protocol::act::Rotate { node: unknown, ..self.log.rotation(self.folder) };
        self.refused(
            scenarios,
            "node-rotated",
            "A rotation of a folder that isn't there.",
            self.log.act(Body::Rotate(rotate)),
            "node",
        );
        let rotate = armoire::protocol::act::Rotate { node: self.document, ..self.log.rotation(self.folder) };
        self.refused(
            scenarios,
            "node-document-rotated",
            "A rotation of a document.",
            self.log.act(Body::Rotate(rotate)),
            "node",
        );
        let seen = Seen { node: unknown, ..self.log.seen(self.folder) };
        self.refused(
            scenarios,
            "node-seen",
            "A `seen` of a folder that isn't there.",
            self.log.act(Body::Seen(seen)),
            "node",
        );
        let purge = Purge { node: unknown, base: Hash([1; 32]), ..self.log.purge(self.document) };
        self.refused(
            scenarios,
            "node-purged",
            "A purge of a document that isn't there.",
            self.log.act(Body::Purge(purge)),
            "node",
        );
        let leave = Leave { node: unknown, ..self.log.leave(self.document) };
        self.refused(
            scenarios,
            "node-left",
            "A document leaves that isn't there.",
            self.log.act(Body::Leave(leave)),
            "node",
        );
        let as_document = Document { node: self.other, ..self.log.new_document(self.folder) };
        self.refused(
            scenarios,
            "node-folder-as-document",
            "A document with a folder's id.",
            self.put(as_document),
            "node",
        );
        let as_folder = NewFolder { node: self.document, ..self.log.new_folder(false) };
        let act = self.log.act(Body::Put(Put::NewFolder(as_folder)));
        self.refused(scenarios, "node-document-as-folder", "A folder with a document's id.", act, "node");
        let renamed = armoire::protocol::act::FolderState { node: unknown, ..self.log.next_folder(self.folder) };
        let act = self.log.act(Body::Put(Put::Folder(renamed)));
        self.refused(scenarios, "node-folder-unknown", "A new name for a folder that isn't there.", act, "node");
    }

    fn add_chains(&self, scenarios: &mut Scenarios) {
        let new = || self.log.new_document(self.folder);
        let earlier = self.log.acts[4].hash;
        self.refused(
            scenarios,
            "chain-earlier",
            "`chain` is an earlier act of the stream.",
            self.chained(new(), earlier),
            "chain",
        );
        let other = self.stream(self.other);
        self.refused(
            scenarios,
            "chain-of-another",
            "`chain` is the head of another folder's stream.",
            self.chained(new(), other),
            "chain",
        );
        let absent = self.log.act_with(Body::Put(Put::Document(new())), |header| header.chain = None);
        self.refused(scenarios, "chain-absent", "No `chain`.", absent, "chain");
        let body = || Body::Put(Put::NewFolder(self.log.new_folder(false)));
        let act = self.log.act_with(body(), |header| header.chain = Some(self.log.acts[0].hash));
        self.refused(scenarios, "chain-keys", "A new folder in the stream of people.", act, "chain");
        let body = Body::Seen(self.log.seen(self.log.id().as_node()));
        let act = self.log.act_with(body, |header: &mut Header| header.chain = header.prev);
        self.refused(
            scenarios,
            "chain-people",
            "A `seen` of the locker that follows the log and not its stream.",
            act,
            "chain",
        );
        let body = Body::Rotate(self.log.rotation(self.folder));
        let act = self.log.act_with(body, |header| header.chain = Some(self.stream(self.folder)));
        self.refused(scenarios, "chain-rotate", "A rotation in the folder's stream.", act, "chain");
    }

    /// The other kinds of acts, each in the stream of another.
    fn add_chains_of_others(&self, scenarios: &mut Scenarios) {
        let (people, folder) = (self.log.acts[0].hash, self.stream(self.folder));
        let acts = [
            ("folder", Body::Put(Put::Folder(self.log.next_folder(self.folder))), people),
            ("leave", Body::Leave(self.log.leave(self.document)), people),
            ("purge", Body::Purge(self.log.purge(self.document)), people),
            ("seen-folder", Body::Seen(self.log.seen(self.folder)), people),
            ("gap", Body::Gap(Gap { salt: sample::salt(), seq: 99, hash: Hash([1; 32]), lost: Vec::new() }), folder),
        ];
        for (name, body, chain) in acts {
            let act = self.log.act_with(body, |header| header.chain = Some(chain));
            self.refused(scenarios, &format!("chain-{name}"), "In another stream than its own.", act, "chain");
        }
    }

    fn add_bases(&self, scenarios: &mut Scenarios) {
        let next = || self.log.next_document(self.document);
        let older = self.log.acts[4].hash;
        self.refused(
            scenarios,
            "base-older",
            "`base` is an older state: an edit conflict.",
            self.put(Document { base: Some(older), ..next() }),
            "base",
        );
        self.refused(
            scenarios,
            "base-absent",
            "No `base` for a known document.",
            self.put(Document { base: None, ..next() }),
            "base",
        );
        let new = Document { base: Some(older), ..self.log.new_document(self.folder) };
        self.refused(scenarios, "base-of-new", "A new document with a `base`.", self.put(new), "base");
        let mut renamed = self.log.next_folder(self.folder);
        renamed.base = self.stream(self.folder);
        let act = self.log.act(Body::Put(Put::Folder(renamed)));
        self.refused(
            scenarios,
            "base-of-folder",
            "A folder's `base` is the head of its stream, not its newest `put`.",
            act,
            "base",
        );
        let again = NewFolder { node: self.folder, ..self.log.new_folder(false) };
        let act = self.log.act(Body::Put(Put::NewFolder(again)));
        self.refused(scenarios, "base-folder-again", "A folder made a second time.", act, "base");
        let leave = Leave { base: older, ..self.log.leave(self.document) };
        self.refused(scenarios, "base-left", "A move of an older state.", self.log.act(Body::Leave(leave)), "base");
        let purge = Purge { base: older, ..self.log.purge(self.document) };
        self.refused(scenarios, "base-purged", "A purge of an older state.", self.log.act(Body::Purge(purge)), "base");
    }

    fn add_purges(&self, scenarios: &mut Scenarios) {
        let purge = || self.log.purge(self.document);
        let good = purge().gone;
        let seq = self.log.acts.len() as u64;
        let cases = [
            ("gone-nothing", "A purge that names no act.", vec![]),
            ("gone-newest-missing", "The newest `put` isn't named.", good[..good.len() - 1].to_vec()),
            ("gone-not-ascending", "Not ascending.", good.iter().rev().copied().collect()),
            ("gone-twice", "An act named twice.", [&good[..1], &good[..]].concat()),
            ("gone-itself", "The purge names itself.", [&good[..], &[seq]].concat()),
            ("gone-later", "An act that is still to come.", [&good[..], &[seq + 1]].concat()),
        ];
        for (name, about, gone) in cases {
            let act = self.log.act(Body::Purge(Purge { gone, ..purge() }));
            self.refused(scenarios, name, about, act, "gone");
        }
    }

    fn add_seen(&self, scenarios: &mut Scenarios) {
        let locker = self.log.id().as_node();
        let seq = self.log.acts.len() as u64;
        let itself = Seen { seq, ..self.log.seen(locker) };
        self.refused(
            scenarios,
            "seen-itself",
            "A `seen` that vouches for itself.",
            self.log.act(Body::Seen(itself)),
            "seen",
        );
        let later = Seen { seq: seq + 5, ..self.log.seen(locker) };
        self.refused(
            scenarios,
            "seen-later",
            "A `seen` of an act still to come.",
            self.log.act(Body::Seen(later)),
            "seen",
        );
        let other = Seen { hash: Hash([1; 32]), ..self.log.seen(locker) };
        self.refused(
            scenarios,
            "seen-other-hash",
            "A `seen` of the head with another hash.",
            self.log.act(Body::Seen(other)),
            "seen",
        );
        let mut twice = self.log.new_document(self.folder);
        twice.objects.push(twice.objects[0].clone());
        self.refused(scenarios, "objects-twice", "An object named twice.", self.put(twice), "objects");
        let mut five = self.log.new_document(self.folder);
        five.objects = (0..5).map(|_| sample::object()).collect();
        self.refused(scenarios, "objects-five", "Five objects.", self.put(five), "objects");
    }
}

/// Act 1 must give the locker its key.
fn add_first_rotation(scenarios: &mut Scenarios) {
    let log = Log::begin();
    let first = log.acts[0].clone();
    let body = Body::Put(Put::NewFolder(log.new_folder(true)));
    let mut header = log.header(&body);
    (header.seq, header.prev, header.chain) = (1, Some(first.hash), None);
    let act = Act::sign(header, body, Vec::new(), log.seed());
    scenarios.refused(
        "log/node-before-rotation",
        "A folder before the locker has a key.",
        &log.input(&[first, act]),
        "node",
    );
}
