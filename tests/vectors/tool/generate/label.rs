//! `label`, `act_text`.

use armoire::{
    client::{
        document::key::{ActText, seal_act_text},
        envelope::{Context, seal},
        hazmat::{Identity, Key, random},
    },
    protocol::{
        age_header::RecipientType,
        bytes::{decode, encode},
        id::{LockerId, NodeId},
        padding::with_spaces,
    },
};
use serde_json::{Value, json};

use super::{Scenarios, flipped, with};

pub fn add(scenarios: &mut Scenarios) {
    add_labels(scenarios);
    add_act_texts(scenarios);
}

fn document() -> Value {
    let identity = |recipient_type| Identity::generate(recipient_type).expose_secret_text().to_string();
    json!({
        "name": "Carte d'identité – recto.jpg", "type": "image/jpeg", "size": 2_345_678, "edition": 2,
        "added": 1_790_000_000_000_u64, "modified": 1_790_000_100_000_u64, "trashed": 1_790_000_200_000_u64,
        "payload": identity(RecipientType::X25519), "thumbnail": identity(RecipientType::X25519), "thumbnail_size": 4_096,
        "pages": 1, "category": "identity", "expires": "2031-05-17", "later": {"kept": [true]},
    })
}

fn add_labels(scenarios: &mut Scenarios) {
    let key = Key::generate();
    let (locker, node, version) = (LockerId(random::bytes()), NodeId(random::bytes()), 3);
    let sealed_as = |bytes: Vec<u8>| encode(&seal(&key, &Context::Label { locker, node, version }, &bytes));
    let padded = |json: &Value| sealed_as(with_spaces(json.to_string().into_bytes(), 512));
    let input = |kind: &str, sealed: String| {
        json!({
            "kind": kind, "key": encode(key.expose_secret_bytes()), "locker": locker.to_string(), "node": node.to_string(),
            "version": version, "sealed": sealed,
        })
    };
    let json = document();
    let good = input("document", padded(&json));
    scenarios.ok("label/document", "A document's label with every key, and one of a later version.", &good, json!({"json": json}));
    let mut least = json.clone();
    for key in ["trashed", "thumbnail", "thumbnail_size", "pages", "category", "expires", "later"] {
        least.as_object_mut().unwrap().remove(key);
    }
    scenarios.ok("label/document-least", "Only the keys that are always there.", &input("document", padded(&least)), json!({"json": least}));
    let folder = json!({"name": "Santé", "pictogram": "heart", "trashed": 1_790_000_000_000_u64, "later": 1});
    scenarios.ok("label/folder", "A folder's label.", &input("folder", padded(&folder)), json!({"json": folder}));

    let sealed = decode(good["sealed"].as_str().unwrap()).unwrap();
    let mut refused = |name: &str, about: &str, key: &str, value: Value, error: &str| {
        scenarios.refused(&format!("label/{name}"), about, &with(&good, key, value), error);
    };
    refused("other-node", "Another document's label in this one's place.", "node", json!(NodeId(random::bytes()).to_string()), "commitment");
    refused("other-locker", "Another locker's.", "locker", json!(LockerId(random::bytes()).to_string()), "commitment");
    refused("other-version", "An earlier label as the newest.", "version", json!(4), "commitment");
    refused("wrong-key", "Another turn's key.", "key", json!(encode(&random::bytes::<32>())), "commitment");
    refused("altered", "One bit.", "sealed", json!(flipped(&sealed, 100)), "tampered");
    let mut alter = |name: &str, about: &str, key: &str, value: Value, error: &str| {
        let altered = match json.get(key) {
            Some(_) => with(&json, key, value),
            None => panic!("{key}"),
        };
        scenarios.refused(&format!("label/{name}"), about, &with(&good, "sealed", padded(&altered)), error);
    };
    alter("payload-hybrid", "A payload identity of the wrong type.", "payload", json!(*Identity::generate(RecipientType::Hybrid).expose_secret_text()), "malformed");
    alter("payload-recipient", "A recipient in the place of the payload's identity.", "payload", json!(Identity::generate(RecipientType::X25519).to_recipient().to_string()), "malformed");
    alter("size-over-50-mib", "A size over 50 MiB.", "size", json!(52_428_801), "too_large");
    alter("size-text", "A size that isn't a number.", "size", json!("2345678"), "malformed");
    alter("size-over-2-53", "A size of 2^53.", "size", json!(9_007_199_254_740_992_u64), "malformed");
    alter("name-1025", "A name of 1,025 bytes.", "name", json!("é".repeat(512) + "e"), "too_large");
    alter("nested", "An unknown key nested too deep.", "later", json!({"a": {"b": {"c": {}}}}), "too_large");
    let mut missing = json.clone();
    missing.as_object_mut().unwrap().remove("payload");
    scenarios.refused("label/no-payload", "No identity for the payload.", &with(&good, "sealed", padded(&missing)), "malformed");
    let mut half = json.clone();
    half.as_object_mut().unwrap().remove("thumbnail_size");
    scenarios.refused("label/thumbnail-without-size", "A thumbnail without its size.", &with(&good, "sealed", padded(&half)), "malformed");
    let long = with_spaces(json.to_string().into_bytes(), 16 * 1024 + 512);
    scenarios.refused("label/over-16-kib", "Longer than 16 KiB with its padding.", &with(&good, "sealed", sealed_as(long)), "too_large");
    let zeros = [json.to_string().as_bytes(), &[0; 10]].concat();
    scenarios.refused("label/padding-not-spaces", "Zero bytes after the JSON.", &with(&good, "sealed", sealed_as(zeros)), "malformed");
    scenarios.refused("label/list", "A list in the place of an object.", &with(&good, "sealed", sealed_as(with_spaces(b"[]".to_vec(), 512))), "malformed");
}

fn add_act_texts(scenarios: &mut Scenarios) {
    let key = Key::generate();
    let (locker, node, salt) = (LockerId(random::bytes()), NodeId(random::bytes()), random::bytes());
    let act = ActText { locker, node, kind: "put", salt: &salt };
    let text = r#"{"purpose":"Dossier de logement"}"#.as_bytes();
    let good = json!({
        "key": encode(key.expose_secret_bytes()), "locker": locker.to_string(), "node": node.to_string(), "kind": "put",
        "salt": encode(&salt), "sealed": encode(&seal_act_text(&key, act, text)),
    });
    scenarios.ok("act_text/good", "What a person wrote about an act.", &good, json!({"text": encode(text)}));
    let mut refused = |name: &str, about: &str, key: &str, value: String, error: &str| {
        scenarios.refused(&format!("act_text/{name}"), about, &with(&good, key, value), error);
    };
    refused("other-act", "Another act's salt.", "salt", encode(&random::bytes::<16>()), "commitment");
    refused("other-kind", "Another kind of act.", "kind", "purge".to_owned(), "commitment");
    refused("other-node", "Another node.", "node", NodeId(random::bytes()).to_string(), "commitment");
    refused("too-long", "More than 4 KiB.", "sealed", encode(&seal_act_text(&key, act, &[b'x'; 4097])), "too_large");
}
