//! Rules 1 to 4: place, author, card, signature, the two halves of a move.

use armoire::{
    client::hazmat::random,
    protocol::{
        act::{Act, Body, CardBody, Header, Purge, Put},
        bytes::Hash,
        id::{AccountId, LockerId, NodeId},
        signing::{SignatureType, SigningSeed},
    },
};
use serde_json::Value;

use super::{builder::Log, good::Story, sample};
use crate::generate::{Scenarios, with};

pub fn add(scenarios: &mut Scenarios) {
    let mut log = Log::begin();
    let folder = log.add_folder(false);
    let other_folder = log.add_folder(false);
    let document = log.add_document(folder);
    let second = log.add_document(folder);
    let next = || Body::Put(Put::Document(log.next_document(document)));
    let mut refused = |name: &str, about: &str, acts: &[Act], error: &str| {
        scenarios.refused(&format!("log/{name}"), about, &log.input(acts), error);
    };
    let spoilt = |spoil: fn(&mut Header)| log.and(log.act_with(next(), spoil));

    refused("seq-skipped", "A number is skipped.", &spoilt(|header| header.seq += 1), "seq");
    refused("seq-repeated", "A number comes twice.", &spoilt(|header| header.seq -= 1), "seq");
    refused("replayed", "The last act again.", &log.and(log.acts[5].clone()), "seq");
    let mut acts = log.plain();
    acts.swap(4, 5);
    refused("exchanged", "Two acts exchanged.", &acts, "seq");
    let mut acts = log.plain();
    acts.remove(3);
    refused("left-out", "An act in the middle is left out.", &acts, "seq");
    refused("without-first", "The log begins with act 1.", &log.plain()[1..], "locker");
    refused(
        "prev-other",
        "`prev` is the hash of an earlier act.",
        &spoilt_with(&log, next(), log.acts[2].hash),
        "prev",
    );
    refused("prev-absent", "No `prev`.", &spoilt(|header| header.prev = None), "prev");
    refused(
        "locker-other",
        "An act of another locker.",
        &spoilt(|header| header.locker = Some(LockerId(random::bytes()))),
        "locker",
    );
    refused("locker-absent", "No locker after act 0.", &spoilt(|header| header.locker = None), "locker");
    refused("time-before", "A millisecond before the act before.", &spoilt(|header| header.time -= 1001), "time");
    refused(
        "author-other",
        "An author without any right here.",
        &spoilt(|header| header.author = AccountId(random::bytes())),
        "author",
    );
    refused("card-other", "A card that isn't the author's.", &spoilt(|header| header.card = Hash([1; 32])), "card");
    refused(
        "card-too-new",
        "The author's next card, before a `card` act.",
        &log.and(log.act_with(next(), |header| header.card = Hash::of(&log.chain.cards[1].card))),
        "card",
    );
    let stranger = SigningSeed::new(random::bytes());
    let act = log.act(next());
    let by_stranger = Act { signature: stranger.sign(SignatureType::Act, &act.header_bytes), ..act.clone() };
    refused("signature-of-a-stranger", "Signed by another key.", &log.and(by_stranger), "signature");
    let as_card = Act { signature: log.seed().sign(SignatureType::Card, &act.header_bytes), ..act.clone() };
    refused("signature-of-another-type", "Signed as a card.", &log.and(as_card), "signature");
    let mut acts = log.plain();
    acts[3].signature[10] ^= 1;
    refused("signature-in-the-middle", "One bit of a signature in the middle, each verified.", &acts, "signature");
    let mut acts = log.plain();
    acts[0].signature[10] ^= 1;
    refused("signature-of-the-first", "One bit of act 0's signature.", &acts, "signature");
    let mut acts = log.and(act.clone());
    acts[6].signature[10] ^= 1;
    let newest = with(&log.input(&acts), "signatures", "newest");
    scenarios.refused(
        "log/signature-newest",
        "One bit of the last signature, the only one verified.",
        &newest,
        "signature",
    );

    add_limbo(scenarios, &log, [folder, other_folder], [document, second]);
    add_cards(scenarios);
    add_altered(scenarios, &log, &act);
    add_without_body(scenarios, &log, document);
    add_first_acts(scenarios);
}

/// Acts whose bodies are gone still need an author, a card and a place.
fn add_without_body(scenarios: &mut Scenarios, log: &Log, document: NodeId) {
    let body = || Body::Put(Put::Document(log.next_document(document)));
    let emptied = |act: Act| Act { body: None, body_bytes: None, ..act };
    let mut refused = |name: &str, about: &str, acts: &[Act], error: &str| {
        scenarios.refused(&format!("log/{name}"), about, &log.input(acts), error);
    };
    let by_other = log.act_with(body(), |header| header.author = AccountId(random::bytes()));
    refused("author-without-body", "A stranger's act without its body.", &log.and(emptied(by_other)), "author");
    let other_card = log.act_with(body(), |header| header.card = Hash([1; 32]));
    refused(
        "card-without-body",
        "An unknown card under an act without its body.",
        &log.and(emptied(other_card)),
        "card",
    );
    let body_of_next = body();
    let mut header = log.header(&body_of_next);
    header.card = Hash::of(&log.chain.cards[1].card);
    let next_card = Act::sign(header, body_of_next, Vec::new(), &log.chain.keys[1].signing);
    let about = "The holder's next card, not yet in use, under an act without its body.";
    refused("card-next-without-body", about, &log.and(emptied(next_card)), "card");
    let [leave, put] = log.halves(log.leave(document), log.next_document(document));
    let acts = [log.plain(), vec![leave, emptied(put)]].concat();
    let about = "A document that is still there leaves, and what comes after has no body.";
    refused("limbo-without-body", about, &acts, "body_missing");
    add_interrupted_move(scenarios);
}

/// Another document's act, purged later, between the halves of a move; all else is right.
fn add_interrupted_move(scenarios: &mut Scenarios) {
    let mut log = Log::begin();
    let (from, to) = (log.add_folder(false), log.add_folder(false));
    let document = log.add_document(from);
    let head = log.head();
    let place = |header: &mut Header, before: &Act| {
        header.seq = before.header.seq + 1;
        header.prev = Some(before.hash);
        header.time = before.header.time + 1000;
    };
    let leave = log.act(Body::Leave(log.leave(document)));
    assert_eq!(leave.header.prev, Some(head.hash));
    let new = log.new_document(from);
    let other = new.node;
    let between = log.act_with(Body::Put(Put::Document(new)), |header| {
        place(header, &leave);
        header.chain = Some(leave.hash);
    });
    let mut second = log.next_document(document);
    (second.parent, second.base) = (to, Some(leave.hash));
    let second = log.act_with(Body::Put(Put::Document(second)), |header| place(header, &between));
    let gone = vec![between.header.seq];
    let purge = Purge { salt: sample::salt(), node: other, parent: from, base: between.hash, gone };
    let purge = log.act_with(Body::Purge(purge), |header| {
        place(header, &second);
        header.chain = Some(between.hash);
    });
    let between = Act { body: None, body_bytes: None, ..between };
    let acts = [log.plain(), vec![leave, between, second, purge]].concat();
    let about = "A purged act between the halves of a move, all else right.";
    scenarios.refused("log/limbo-interrupted", about, &log.input(&acts), "parent");
}

/// Act 0 has the place of act 0, and its author's card.
fn add_first_acts(scenarios: &mut Scenarios) {
    let log = Log::begin();
    let mut refused = |name: &str, about: &str, spoil: fn(&mut Header), error: &str| {
        let mut header = log.acts[0].header.clone();
        spoil(&mut header);
        let act = Act::sign(header, Body::Locker(sample::first_act()), Vec::new(), log.seed());
        let input = with(&log.input(std::slice::from_ref(&act)), "locker", act.locker().to_string());
        scenarios.refused(&format!("log/first-{name}"), about, &input, error);
    };
    refused("seq", "Act 0 with the number 1.", |header| header.seq = 1, "seq");
    refused("prev", "Act 0 with a `prev`.", |header| header.prev = Some(Hash([1; 32])), "prev");
    refused("chain", "Act 0 with a `chain`.", |header| header.chain = Some(Hash([1; 32])), "chain");
    refused(
        "author",
        "Act 0 of another author than the cards are.",
        |header| header.author = AccountId([1; 20]),
        "author",
    );
    refused("card", "Act 0 under an unknown card.", |header| header.card = Hash([1; 32]), "card");
    let body = Body::Put(Put::NewFolder(log.new_folder(true)));
    let act = Act::sign(log.acts[0].header.clone(), body, Vec::new(), log.seed());
    let input = with(&log.input(std::slice::from_ref(&act)), "locker", act.locker().to_string());
    scenarios.refused("log/first-kind", "Act 0 of another kind.", &input, "kind");
}

fn spoilt_with(log: &Log, body: Body, prev: Hash) -> Vec<Act> {
    log.and(log.act_with(body, |header| header.prev = Some(prev)))
}

fn add_limbo(scenarios: &mut Scenarios, log: &Log, [folder, other]: [NodeId; 2], [document, second]: [NodeId; 2]) {
    let leave = log.act(Body::Leave(log.leave(document)));
    let mut refused = |name: &str, about: &str, acts: &[Act], error: &str| {
        scenarios.refused(&format!("log/{name}"), about, &log.input(acts), error);
    };
    refused("limbo-at-the-end", "The first half of a move, and nothing after it.", &log.and(leave), "limbo");
    let both = |half: [Act; 2]| [log.plain(), half.to_vec()].concat();
    let stay = log.next_document(document);
    assert_eq!(stay.parent, folder);
    refused(
        "limbo-same-folder",
        "A move to where the document was.",
        &both(log.halves(log.leave(document), stay)),
        "limbo",
    );
    let mut another = log.next_document(second);
    another.parent = other;
    refused(
        "limbo-another-document",
        "Another document comes where one has left.",
        &both(log.halves(log.leave(document), another)),
        "limbo",
    );
    let [first, mut put] = log.moving_acts(document, other);
    put.header.prev = Some(first.hash);
    let rename = log.act_with(Body::Put(Put::Folder(log.next_folder(other))), |header| {
        header.seq += 1;
        header.prev = Some(first.hash);
    });
    refused("limbo-something-else", "Something else between the halves.", &both([first, rename]), "limbo");
}

fn add_cards(scenarios: &mut Scenarios) {
    let mut log = Log::begin();
    let folder = log.add_folder(true);
    let mut refused = |log: &Log, name: &str, about: &str, act: Act| {
        scenarios.refused(&format!("log/{name}"), about, &log.input(&log.and(act)), "card");
    };
    let body = || log.card_body();
    let by_old = log.act(Body::Card(body()));
    refused(&log, "card-signed-with-old", "A `card` act signed with the card before.", by_old);
    let second = Hash::of(&log.chain.cards[1].card);
    let number = CardBody { number: 3, ..body() };
    refused(
        &log,
        "card-number-skipped",
        "A `card` act with a number too high.",
        signed_by_second(&log, number, second),
    );
    let unknown = CardBody { card: Hash([1; 32]), ..body() };
    refused(
        &log,
        "card-unknown",
        "A `card` act for a card that isn't in the chain.",
        signed_by_second(&log, unknown, Hash([1; 32])),
    );
    log.renew_card();
    let old_key = &log.chain.keys[0].signing;
    let body = Body::Seen(log.seen(log.id().as_node()));
    let mut header = log.header(&body);
    header.card = Hash::of(&log.chain.cards[0].card);
    let act = Act::sign(header, body, Vec::new(), old_key);
    refused(&log, "card-old", "An act signed with the card before, after a `card` act.", act);
    let again = log.act(Body::Card(log.card_body()));
    refused(&log, "card-again", "The same card once more.", again);
    let _ = folder;
}

fn signed_by_second(log: &Log, body: CardBody, card: Hash) -> Act {
    let body = Body::Card(body);
    let mut header = log.header(&body);
    header.card = card;
    Act::sign(header, body, Vec::new(), &log.chain.keys[1].signing)
}

fn add_altered(scenarios: &mut Scenarios, log: &Log, act: &Act) {
    let mut refused = |name: &str, about: &str, input: &Value, error: &str| {
        scenarios.refused(&format!("log/{name}"), about, input, error);
    };
    let mut acts = log.plain();
    acts[4].body_bytes.clone_from(&act.body_bytes);
    refused("body-exchanged", "Another act's body.", &log.input(&acts), "body");
    let first_again = log.act(Body::Locker(sample::first_act()));
    refused(
        "kind-locker-again",
        "A second act of the kind that begins a locker.",
        &log.input(&log.and(first_again)),
        "kind",
    );
    let with_inbox = armoire::protocol::act::Rotate { inbox: None, ..log.rotation(log.id().as_node()) };
    refused(
        "rotate-without-inbox",
        "A rotation of the locker without an inbox.",
        &log.input(&log.and(log.act(Body::Rotate(with_inbox)))),
        "body",
    );
    let mut input = log.input(&log.plain());
    input["locker"] = LockerId(random::bytes()).to_string().into();
    refused("locker-not-asked-for", "Another locker than was asked for.", &input, "locker");
    let other = Story::tell();
    let mut input = log.input(&log.plain());
    input["cards"] = other.log.input(&[])["cards"].clone();
    refused("cards-of-another", "The cards of another account.", &input, "card");
    let missing = Story::tell();
    let mut acts = missing.log.plain();
    let gone = &mut acts[4];
    (gone.body, gone.body_bytes) = (None, None);
    let cut = missing.log.input(&acts[..6]);
    refused("body-missing", "A body is gone, and no purge says so.", &cut, "body_missing");
}
