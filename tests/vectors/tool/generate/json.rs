//! `header`, `body`, `list`: canonical JSON, and everything that only looks like it.

use armoire::{
    client::hazmat::random,
    protocol::{
        act::{Body, Deposit, Document, Gap, GivenBox, Grant, Header, Leave, Purge, Put, Revoke, Right, Rotate, Seen},
        bytes::{Bytes, Hash, encode},
        canonical,
        id::{AccountId, GrantId, LockerId, NodeId},
        log::{ListedAct, write_list},
    },
};
use serde_json::{Value, json};

use super::{Scenarios, log::sample};

pub fn add(scenarios: &mut Scenarios) {
    add_headers(scenarios);
    add_bodies(scenarios);
    add_people(scenarios);
    add_lists(scenarios);
}

fn input(bytes: &[u8]) -> Value {
    json!({"bytes": encode(bytes)})
}

fn hash() -> Hash {
    Hash(random::bytes())
}

fn add_headers(scenarios: &mut Scenarios) {
    let header = Header {
        locker: Some(LockerId(random::bytes())),
        seq: 7,
        prev: Some(hash()),
        chain: Some(hash()),
        author: AccountId(random::bytes()),
        card: hash(),
        time: 1_790_000_000_000,
        body: hash(),
    };
    let good = String::from_utf8(canonical::write(&header)).unwrap();
    let accepted = |bytes: &str| json!({"hash": Hash::of(bytes.as_bytes())});
    scenarios.ok("header/good", "All keys, in their order.", &input(good.as_bytes()), accepted(&good));
    let first = Header { locker: None, seq: 0, prev: None, chain: None, ..header.clone() };
    let first = String::from_utf8(canonical::write(&first)).unwrap();
    scenarios.ok("header/first", "Act 0 has no locker, prev and chain.", &input(first.as_bytes()), accepted(&first));
    let largest = good.replace("\"seq\":7", "\"seq\":9007199254740991");
    scenarios.ok(
        "header/largest-integer",
        "2^53 - 1 is the largest integer.",
        &input(largest.as_bytes()),
        accepted(&largest),
    );

    let author = format!("\"author\":\"{}\"", header.author);
    let body = format!("\"body\":\"{}\"", header.body);
    let cases = [
        ("duplicate-key", "A key twice.", good.replace("\"seq\":7", "\"seq\":7,\"seq\":7")),
        ("duplicate-first-wins", "A key twice with two values.", good.replace("\"seq\":7", "\"seq\":8,\"seq\":7")),
        ("space", "A space after a colon.", good.replace("\"seq\":7", "\"seq\": 7")),
        ("space-at-the-end", "A space after the object.", format!("{good} ")),
        ("newline-at-the-end", "A newline after the object.", format!("{good}\n")),
        ("float", "7.0 for 7.", good.replace("\"seq\":7", "\"seq\":7.0")),
        ("exponent", "7e0 for 7.", good.replace("\"seq\":7", "\"seq\":7e0")),
        ("leading-zero", "07 for 7.", good.replace("\"seq\":7", "\"seq\":07")),
        ("negative", "-7.", good.replace("\"seq\":7", "\"seq\":-7")),
        ("negative-zero", "-0.", good.replace("\"seq\":7", "\"seq\":-0")),
        ("too-large-integer", "2^53.", good.replace("\"seq\":7", "\"seq\":9007199254740992")),
        ("huge-integer", "2^64 + 7 must not become 7.", good.replace("\"seq\":7", "\"seq\":18446744073709551623")),
        ("text-for-number", "\"7\" for 7.", good.replace("\"seq\":7", "\"seq\":\"7\"")),
        (
            "other-order",
            "Two keys exchanged.",
            good.replace(&format!(",{body}"), "").replace(&author, &format!("{body},{author}")),
        ),
        ("unknown-key", "A key that isn't listed.", good.replace("\"seq\":7", "\"seq\":7,\"x\":1")),
        (
            "null",
            "null for an absent key.",
            good.replace(&format!("\"chain\":\"{}\"", header.chain.unwrap()), "\"chain\":null"),
        ),
        ("missing-key", "A key that must be there isn't.", good.replace(&format!("{author},"), "")),
        ("upper-case-key", "Seq for seq.", good.replace("\"seq\"", "\"Seq\"")),
        ("escape", "An escape where none is needed.", good.replace("\"seq\"", "\"s\\u0065q\"")),
        ("byte-order-mark", "A byte order mark before it.", format!("\u{feff}{good}")),
        (
            "padding-in-hash",
            "base64url with padding.",
            good.replace(&format!("{}\"", header.body), &format!("{}=\"", header.body)),
        ),
        (
            "trailing-bits",
            "The last character of a hash with bits that say nothing.",
            good.replace(&body, &trailing_bits(&body)),
        ),
        (
            "standard-alphabet",
            "base64 for base64url: + and / for - and _.",
            good.replace(&body, &format!("\"body\":\"{}+/\"", &header.body.to_string()[..41])),
        ),
        (
            "short-hash",
            "A hash of 31 bytes.",
            good.replace(&body, &format!("\"body\":\"{}\"", encode(&header.body.0[..31]))),
        ),
        (
            "upper-case-id",
            "An id in upper case.",
            good.replace(&author, &author.to_uppercase().replace("AUTHOR", "author")),
        ),
        ("long-id", "An id of 33 characters.", good.replace(&author, &format!("\"author\":\"{}a\"", header.author))),
        ("array", "A list with an object.", format!("[{good}]")),
        ("two", "Two objects.", format!("{good}{good}")),
        ("nothing", "No byte at all.", String::new()),
        ("cut", "The last byte is missing.", good[..good.len() - 1].to_owned()),
    ];
    for (name, about, bytes) in cases {
        assert_ne!(bytes, good, "{name}");
        scenarios.refused(&format!("header/{name}"), about, &input(bytes.as_bytes()), "not_canonical");
    }
    let mut not_utf8 = good.clone().into_bytes();
    not_utf8[15] = 0xff;
    scenarios.refused("header/not-utf-8", "A byte that is no UTF-8.", &input(&not_utf8), "not_canonical");
    let bomb = format!("{}{}", "[".repeat(500), "]".repeat(500));
    scenarios.refused("header/nested-bomb", "500 lists in each other.", &input(bomb.as_bytes()), "not_canonical");
    let padded = format!("{good}{}", " ".repeat(1025 - good.len()));
    scenarios.refused("header/1025", "One byte over 1 KiB.", &input(padded.as_bytes()), "too_large");
}

/// The same 32 bytes, the last character with its two lowest bits set.
fn trailing_bits(body: &str) -> String {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let last = body.chars().rev().nth(1).unwrap();
    let place = ALPHABET.find(last).unwrap();
    format!("{}{}\"", &body[..body.len() - 2], ALPHABET.chars().nth(place | 1).unwrap())
}

fn add_bodies(scenarios: &mut Scenarios) {
    let node = NodeId(random::bytes());
    let salt = || Bytes(random::bytes::<16>().to_vec());
    let bodies = [
        Body::Locker(sample::first_act()),
        Body::Rotate(sample::rotate(node)),
        Body::Put(Put::NewFolder(sample::new_folder(node))),
        Body::Put(Put::Document(sample::document(node))),
        Body::Leave(Leave { salt: salt(), node, parent: NodeId(random::bytes()), base: hash(), sealed: None }),
        Body::Seen(Seen { salt: salt(), node, seq: 3, hash: hash() }),
        Body::Purge(Purge { salt: salt(), node, parent: NodeId(random::bytes()), base: hash(), gone: vec![4, 9] }),
    ];
    for (place, body) in bodies.iter().enumerate() {
        let bytes = body.write();
        let ok = json!({"hash": Hash::of(&bytes), "kind": body.kind()});
        scenarios.ok(&format!("body/{}-{place}", body.kind()), "All its keys, in their order.", &input(&bytes), ok);
    }
    let seen = String::from_utf8(bodies[5].write()).unwrap();
    let purge = String::from_utf8(bodies[6].write()).unwrap();
    let folder = String::from_utf8(bodies[2].write()).unwrap();
    let document = sample::document(node);
    let mut refused = |name: &str, about: &str, bytes: &str, error: &str| {
        scenarios.refused(&format!("body/{name}"), about, &input(bytes.as_bytes()), error);
    };
    refused("unknown-kind", "A kind that isn't known.", &seen.replace("\"seen\"", "\"sees\""), "kind");
    refused(
        "epoch-in-seen",
        "A key that another kind lists.",
        &seen.replace(",\"seq\":3", ",\"epoch\":1,\"seq\":3"),
        "body",
    );
    refused("missing-salt", "No salt.", &without(&seen, "salt"), "body");
    refused("missing-key", "A key that its kind needs isn't there.", &without(&seen, "hash"), "body");
    refused(
        "unknown-key",
        "A key that no kind lists.",
        &seen.replace("\"seq\":3", "\"seq\":3,\"text\":\"x\""),
        "not_canonical",
    );
    refused(
        "other-order",
        "Two keys exchanged.",
        &purge.replace("{\"kind\":\"purge\",", "{").replace('}', ",\"kind\":\"purge\"}"),
        "not_canonical",
    );
    refused("space", "A space.", &purge.replace("[4,9]", "[4, 9]"), "not_canonical");
    refused("float-in-list", "4.0 for 4.", &purge.replace("[4,9]", "[4.0,9]"), "not_canonical");
    refused(
        "too-large-integer-in-list",
        "2^53 in a list.",
        &purge.replace("[4,9]", "[4,9007199254740992]"),
        "not_canonical",
    );
    refused(
        "null",
        "null for an absent key.",
        &seen.replace("\"seq\":3", "\"version\":null,\"seq\":3"),
        "not_canonical",
    );
    refused(
        "not-private",
        "`private` is true or absent.",
        &folder.replace("\"version\":1,", "\"version\":1,\"private\":false,"),
        "body",
    );
    refused(
        "private-and-under",
        "A private folder has no `under`.",
        &folder.replace("\"version\":1,", "\"version\":1,\"private\":true,"),
        "body",
    );
    let leave = String::from_utf8(bodies[4].write()).unwrap();
    refused("not-left", "`left` is true or absent.", &leave.replace("\"left\":true", "\"left\":false"), "body");
    let short_salt = seen.replace(&salt_of(&seen), &encode(&[1; 15]));
    refused("short-salt", "A salt of 15 bytes.", &short_salt, "body");
    let mut put = document.clone();
    let body = |put| String::from_utf8(Body::Put(Put::Document(put)).write()).unwrap();
    put.objects = vec![document.objects[0].clone(), document.objects[0].clone()];
    refused("object-twice", "The same object twice.", &body(put.clone()), "objects");
    put.objects = (0..5).map(|_| sample::object()).collect();
    refused("five-objects", "Five objects.", &body(put.clone()), "objects");
    put = document.clone();
    put.label = Bytes(vec![1; 81 + 511]);
    refused("label-not-padded", "A label whose length isn't padded.", &body(put.clone()), "body");
    put.label = Bytes(vec![1; 80]);
    refused("label-too-short", "A label shorter than anything sealed.", &body(put), "body");
    let large = format!("{purge}{}", " ".repeat(64 * 1024 + 1 - purge.len()));
    refused("65537", "One byte over 64 KiB.", &large, "too_large");
    let bomb = format!("{{\"kind\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    refused("nested-bomb", "10,000 lists in each other.", &bomb, "not_canonical");
}

/// Bodies by which other people come in.
fn add_people(scenarios: &mut Scenarios) {
    let salt = || Bytes(random::bytes::<16>().to_vec());
    let node = NodeId(random::bytes());
    let folder = Grant {
        salt: salt(),
        node,
        parent: None,
        epoch: 3,
        turn: None,
        card: hash(),
        grant: GrantId(random::bytes()),
        grantee: AccountId(random::bytes()),
        right: Right::Edit,
        start: 1_790_000_000_000,
        end: 1_790_000_600_000,
        via: None,
        file: hash(),
        sealed: None,
    };
    let document = Grant {
        parent: Some(NodeId(random::bytes())),
        turn: Some(0),
        via: Some(GrantId(random::bytes())),
        sealed: Some(Bytes(vec![1; 300])),
        ..folder.clone()
    };
    let deposit = Deposit { salt: salt(), node, objects: vec![sample::object()], file: hash() };
    let mut boxes: Vec<GivenBox> = (0..3).map(|_| GivenBox { grant: GrantId(random::bytes()), file: hash() }).collect();
    boxes.sort_by_key(|given| given.grant);
    let rotate = Rotate { boxes: boxes.clone(), ..sample::rotate(node) };
    let mut put = sample::document(node);
    (put.boxes, put.deposit) = (boxes.clone(), Some(hash()));
    let bodies = [
        ("grant-folder", Body::Grant(folder.clone())),
        ("grant-document", Body::Grant(document)),
        ("revoke", Body::Revoke(Revoke { salt: salt(), grant: folder.grant, sealed: None })),
        ("deposit", Body::Deposit(deposit.clone())),
        ("deposit-empty", Body::Deposit(Deposit { objects: Vec::new(), ..deposit.clone() })),
        ("rotate-boxes", Body::Rotate(rotate.clone())),
        ("put-boxes-deposit", Body::Put(Put::Document(put.clone()))),
        ("put-without-objects", Body::Put(Put::Document(Document { objects: Vec::new(), ..put }))),
    ];
    for (name, body) in &bodies {
        let bytes = body.write();
        let ok = json!({"hash": Hash::of(&bytes), "kind": body.kind()});
        scenarios.ok(&format!("body/{name}"), "All its keys, in their order.", &input(&bytes), ok);
    }
    add_gap_bodies(scenarios);
    let [grant, of_document, revoke, ..] = &bodies;
    let text = |body: &Body| String::from_utf8(body.write()).unwrap();
    let (grant, of_document, revoke) = (text(&grant.1), text(&of_document.1), text(&revoke.1));
    let mut refused = |name: &str, about: &str, bytes: &str, error: &str| {
        assert!(![&grant, &of_document, &revoke].contains(&&bytes.to_owned()), "{name}");
        scenarios.refused(&format!("body/{name}"), about, &input(bytes.as_bytes()), error);
    };
    refused("grant-right", "A right that isn't known.", &grant.replace("\"edit\"", "\"own\""), "body");
    refused("grant-right-number", "A right that isn't a text.", &grant.replace("\"edit\"", "3"), "not_canonical");
    refused("grant-without-end", "No end.", &without(&grant, "end"), "body");
    refused("grant-turn-alone", "A turn without the folder.", &without(&of_document, "parent"), "body");
    refused("grant-parent-alone", "A folder without the turn.", &without(&of_document, "turn"), "body");
    let id = folder.grant.to_string();
    refused("grant-id-short", "An id of 15 bytes.", &grant.replace(&id, &encode(&[1; 15])), "not_canonical");
    refused("grant-id-base32", "An id like a node's.", &grant.replace(&id, &node.to_string()), "not_canonical");
    let times =
        grant.replace("\"start\":1790000000000,\"end\":1790000600000", "\"end\":1790000600000,\"start\":1790000000000");
    refused("grant-other-order", "Two keys exchanged.", &times, "not_canonical");
    refused(
        "revoke-node",
        "A key that another kind lists.",
        &revoke.replace("\"grant\":", &format!("\"node\":\"{node}\",\"grant\":")),
        "body",
    );
    let body = |boxes: Vec<GivenBox>| text(&Body::Rotate(Rotate { boxes, ..rotate.clone() }));
    refused("boxes-exchanged", "Two boxes exchanged.", &body(vec![boxes[1], boxes[0]]), "body");
    refused("boxes-twice", "Two boxes for one grant.", &body(vec![boxes[0], boxes[0]]), "body");
    let listed = serde_json::to_string(&boxes).unwrap();
    refused("boxes-empty", "A list of no boxes.", &text(&bodies[5].1).replace(&listed, "[]"), "body");
    let many = (0..=200_u8).map(|place| GivenBox { grant: GrantId([place; 16]), file: boxes[0].file }).collect();
    refused("boxes-201", "201 boxes.", &body(many), "body");
    refused(
        "boxes-other-key",
        "A key more in a box.",
        &text(&bodies[5].1).replacen("\"box\":", "\"age\":1,\"box\":", 1),
        "not_canonical",
    );
    let many = Body::Deposit(Deposit { objects: (0..5).map(|_| sample::object()).collect(), ..deposit });
    refused("deposit-five-objects", "Five objects handed in.", &text(&many), "objects");
}

fn add_lists(scenarios: &mut Scenarios) {
    let list = vec![ListedAct(0, hash()), ListedAct(1, hash()), ListedAct(8, hash())];
    let good = write_list(&list);
    scenarios.ok(
        "list/good",
        "A list beside a checkpoint.",
        &input(&good),
        json!({"hash": Hash::of(&good), "length": 3}),
    );
    let exchanged = write_list(&[list[1], list[0], list[2]]);
    scenarios.refused("list/not-ascending", "Two entries exchanged.", &input(&exchanged), "list");
    let twice = write_list(&[list[0], list[1], list[1]]);
    scenarios.refused("list/twice", "An entry twice.", &input(&twice), "list");
    let text = String::from_utf8(good).unwrap();
    scenarios.refused("list/space", "A space.", &input(text.replacen(',', ", ", 1).as_bytes()), "not_canonical");
    scenarios.refused("list/float", "0.0 for 0.", &input(text.replacen("[0,", "[0.0,", 1).as_bytes()), "not_canonical");
    let third = text.replacen("\"]", "\",1]", 1);
    scenarios.refused("list/third-element", "An entry of three.", &input(third.as_bytes()), "not_canonical");
}

/// The object without one key.
fn without(json: &str, key: &str) -> String {
    let start = json.find(&format!("\"{key}\":")).unwrap();
    let end = start + json[start..].find([',', '}']).unwrap();
    if json.as_bytes()[end] == b',' {
        format!("{}{}", &json[..start], &json[end + 1..])
    } else {
        format!("{}{}", &json[..start - 1], &json[end..])
    }
}

fn salt_of(json: &str) -> String {
    let start = json.find("\"salt\":\"").unwrap() + 8;
    json[start..start + 22].to_owned()
}

/// The acts that were lost with the one that a gap names.
fn add_gap_bodies(scenarios: &mut Scenarios) {
    let one = hash();
    let gap = |lost: usize, seq: u64| {
        Body::Gap(Gap { salt: sample::salt(), seq, hash: hash(), lost: vec![one; lost] }).write()
    };
    let whole = gap(1000, 1001);
    let ok = json!({"hash": Hash::of(&whole), "kind": "gap"});
    scenarios.ok("body/gap-lost", "A thousand acts lost before the newest.", &input(&whole), ok);
    let mut refused = |name: &str, about: &str, bytes: &[u8]| {
        scenarios.refused(&format!("body/gap-{name}"), about, &input(bytes), "body");
    };
    refused("lost-1001", "A thousand and one.", &gap(1001, 5000));
    refused("lost-first-act", "Act 0 among what is lost.", &gap(3, 3));
    let text = String::from_utf8(gap(1, 9)).unwrap();
    let listed = serde_json::to_string(&[one]).unwrap();
    refused("lost-none", "A list of none.", text.replace(&listed, "[]").as_bytes());
    let seen = Seen { salt: sample::salt(), node: NodeId(random::bytes()), seq: 3, hash: hash() };
    let seen = String::from_utf8(Body::Seen(seen).write()).unwrap();
    refused(
        "lost-of-seen",
        "A key that another kind lists.",
        seen.replace('}', &format!(",\"lost\":{listed}}}")).as_bytes(),
    );
}
