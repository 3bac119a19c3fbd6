//! Rules 7 and 8: epochs, turns, versions, stale keys.

use armoire::protocol::{
    act::{Act, Body, Document, FolderState, NewFolder, Put, Rotate},
    id::NodeId,
};

use super::builder::Log;
use crate::generate::Scenarios;

pub fn add(scenarios: &mut Scenarios) {
    add_steps(scenarios);
    add_stale_by_rotation(scenarios);
    add_stale_by_card(scenarios);
}

fn refused(scenarios: &mut Scenarios, log: &Log, name: &str, about: &str, body: Body, error: &str) {
    let act: Act = log.act(body);
    scenarios.refused(&format!("log/{name}"), about, &log.input(&log.and(act)), error);
}

fn document(document: Document) -> Body {
    Body::Put(Put::Document(document))
}

fn add_steps(scenarios: &mut Scenarios) {
    let mut log = Log::begin();
    let folder = log.add_folder(false);
    let node = log.add_document(folder);
    let locker = log.id().as_node();
    log.rotate(locker);
    log.rotate(folder);
    let mut turned = log.next_document(node);
    log.push(document(turned));
    turned = log.next_document(node);
    turned.turn = 1;
    log.push(document(turned));

    let log = &log;
    let mut check =
        |name: &str, about: &str, body: Body, error: &str| refused(scenarios, log, name, about, body, error);
    let next = || log.next_document(node);
    check(
        "epoch-old",
        "A document under a folder's key that was replaced.",
        document(Document { epoch: 1, turn: 0, ..next() }),
        "epoch",
    );
    check(
        "epoch-to-come",
        "Under an epoch still to come.",
        document(Document { epoch: 3, turn: 0, ..next() }),
        "epoch",
    );
    let renamed = FolderState { epoch: 1, ..log.next_folder(folder) };
    check("epoch-of-label", "A folder's label under its old key.", Body::Put(Put::Folder(renamed)), "epoch");
    let rotation = |node: NodeId| log.rotation(node);
    check(
        "epoch-skipped",
        "A rotation that skips an epoch.",
        Body::Rotate(Rotate { epoch: 4, ..rotation(folder) }),
        "epoch",
    );
    check(
        "epoch-repeated",
        "A rotation to the epoch that is.",
        Body::Rotate(Rotate { epoch: 2, ..rotation(locker) }),
        "epoch",
    );
    check(
        "epoch-of-new-folder",
        "A new folder at epoch 2.",
        Body::Put(Put::NewFolder(NewFolder { epoch: 2, ..log.new_folder(false) })),
        "epoch",
    );
    check(
        "under-old",
        "A new folder under the locker's old key.",
        Body::Put(Put::NewFolder(NewFolder { under: Some(1), ..log.new_folder(false) })),
        "under",
    );
    check(
        "under-old-rotation",
        "A folder rotated under the locker's old key.",
        Body::Rotate(Rotate { under: Some(1), ..rotation(folder) }),
        "under",
    );
    check(
        "under-to-come",
        "Under a locker key still to come.",
        Body::Rotate(Rotate { under: Some(3), ..rotation(folder) }),
        "under",
    );
    check(
        "under-missing",
        "A folder of the locker rotated under `root`.",
        Body::Rotate(Rotate { under: None, ..rotation(folder) }),
        "body",
    );
    check("turn-skipped", "A turn is skipped.", document(Document { turn: 3, ..next() }), "turn");
    check("turn-back", "A turn that was left.", document(Document { turn: 0, ..next() }), "turn");
    check(
        "turn-of-new",
        "A new document at turn 1.",
        document(Document { turn: 1, ..log.new_document(folder) }),
        "turn",
    );
    check("version-skipped", "A version is skipped.", document(Document { version: 5, ..next() }), "version");
    check("version-repeated", "A version comes twice.", document(Document { version: 3, ..next() }), "version");
    check(
        "version-of-new",
        "A new document at version 2.",
        document(Document { version: 2, ..log.new_document(folder) }),
        "version",
    );
    let new_folder = NewFolder { version: 2, ..log.new_folder(false) };
    check("version-of-new-folder", "A new folder at version 2.", Body::Put(Put::NewFolder(new_folder)), "version");
    let renamed = FolderState { version: 3, ..log.next_folder(folder) };
    check("version-of-folder", "A folder's version is skipped.", Body::Put(Put::Folder(renamed)), "version");
    let without_prior = Rotate { prior: None, ..rotation(folder) };
    check("prior-missing", "A rotation that doesn't carry the old key.", Body::Rotate(without_prior), "body");
}

fn add_stale_by_rotation(scenarios: &mut Scenarios) {
    let mut log = Log::begin();
    let folder = log.add_folder(false);
    let node = log.add_document(folder);
    let locker = log.id().as_node();
    log.rotate(locker);
    let about = "The locker's key was replaced, the folder's not yet.";
    refused(scenarios, &log, "stale-key-new-document", about, document(log.new_document(folder)), "stale_key");
    refused(scenarios, &log, "stale-key-document", about, document(log.next_document(node)), "stale_key");
    refused(scenarios, &log, "stale-key-folder", about, Body::Put(Put::Folder(log.next_folder(folder))), "stale_key");
}

fn add_stale_by_card(scenarios: &mut Scenarios) {
    let mut log = Log::begin();
    let (folder, private) = (log.add_folder(false), log.add_folder(true));
    log.renew_card();
    let about = "A new card, and the keys under `root` not yet replaced.";
    refused(scenarios, &log, "stale-key-card-private", about, document(log.new_document(private)), "stale_key");
    refused(scenarios, &log, "stale-key-card-document", about, document(log.new_document(folder)), "stale_key");
    refused(
        scenarios,
        &log,
        "stale-key-card-new-folder",
        about,
        Body::Put(Put::NewFolder(log.new_folder(false))),
        "stale_key",
    );
    refused(
        scenarios,
        &log,
        "stale-key-card-rotate-folder",
        "The folder rotated before the locker.",
        Body::Rotate(log.rotation(folder)),
        "stale_key",
    );
}
