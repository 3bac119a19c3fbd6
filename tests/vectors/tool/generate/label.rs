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

/// Where the labels of these scenarios belong.
struct Shelf {
    key: Key,
    locker: LockerId,
    node: NodeId,
}

const VERSION: u64 = 3;

impl Shelf {
    fn new() -> Self {
        Self { key: Key::generate(), locker: LockerId(random::bytes()), node: NodeId(random::bytes()) }
    }

    fn sealed(&self, bytes: &[u8]) -> String {
        let context = Context::Label { locker: self.locker, node: self.node, version: VERSION };
        encode(&seal(&self.key, &context, bytes))
    }

    fn input(&self, kind: &str, json: &Value) -> Value {
        json!({
            "kind": kind, "key": encode(self.key.expose_secret_bytes()), "locker": self.locker.to_string(),
            "node": self.node.to_string(), "version": VERSION,
            "sealed": self.sealed(&with_spaces(json.to_string().into_bytes(), 512)),
        })
    }
}

fn add_labels(scenarios: &mut Scenarios) {
    let shelf = Shelf::new();
    let json = document();
    let good = shelf.input("document", &json);
    let about = "A document's label with every key, and one of a later version.";
    scenarios.ok("label/document", about, &good, json!({"json": json}));
    let mut least = json.clone();
    for key in ["trashed", "thumbnail", "thumbnail_size", "pages", "category", "expires", "later"] {
        least.as_object_mut().unwrap().remove(key);
    }
    let about = "Only the keys that are always there.";
    scenarios.ok("label/document-least", about, &shelf.input("document", &least), json!({"json": least}));
    let folder = json!({"name": "Santé", "pictogram": "heart", "trashed": 1_790_000_000_000_u64, "later": 1});
    scenarios.ok("label/folder", "A folder's label.", &shelf.input("folder", &folder), json!({"json": folder}));

    let sealed = decode(good["sealed"].as_str().unwrap()).unwrap();
    let other = NodeId(random::bytes()).to_string();
    let mut refused = |name: &str, about: &str, key: &str, value: Value, error: &str| {
        scenarios.refused(&format!("label/{name}"), about, &with(&good, key, value), error);
    };
    refused("other-node", "Another document's label in this one's place.", "node", json!(other), "commitment");
    refused("other-locker", "Another locker's.", "locker", json!(other), "commitment");
    refused("other-version", "An earlier label as the newest.", "version", json!(VERSION + 1), "commitment");
    refused("wrong-key", "Another turn's key.", "key", json!(encode(&random::bytes::<32>())), "commitment");
    refused("altered", "One bit.", "sealed", json!(flipped(&sealed, 100)), "tampered");
    add_contents(scenarios, &shelf, &json, &good);
    add_forms(scenarios, &shelf, &json, &good);
}

/// Labels that say what no label may say.
fn add_contents(scenarios: &mut Scenarios, shelf: &Shelf, json: &Value, good: &Value) {
    let hybrid = Identity::generate(RecipientType::Hybrid).expose_secret_text().to_string();
    let recipient = Identity::generate(RecipientType::X25519).to_recipient().to_string();
    let mut altered = |name: &str, about: &str, key: &str, value: Value, error: &str| {
        let label = shelf.input("document", &with(json, key, value));
        scenarios.refused(&format!("label/{name}"), about, &label, error);
    };
    altered("payload-hybrid", "A payload identity of the wrong type.", "payload", json!(hybrid), "malformed");
    let about = "A recipient in the place of the payload's identity.";
    altered("payload-recipient", about, "payload", json!(recipient), "malformed");
    altered("size-over-50-mib", "A size over 50 MiB.", "size", json!(52_428_801), "too_large");
    altered("size-text", "A size that isn't a number.", "size", json!("2345678"), "malformed");
    altered("size-over-2-53", "A size of 2^53.", "size", json!(9_007_199_254_740_992_u64), "malformed");
    altered("name-1025", "A name of 1,025 bytes.", "name", json!("é".repeat(512) + "e"), "too_large");
    let nested = json!({"a": {"b": {"c": {}}}});
    altered("nested", "An unknown key nested too deep.", "later", nested, "too_large");
    let mut without = |name: &str, about: &str, key: &str| {
        let mut json = json.clone();
        json.as_object_mut().unwrap().remove(key);
        let label = with(good, "sealed", shelf.input("document", &json)["sealed"].clone());
        scenarios.refused(&format!("label/{name}"), about, &label, "malformed");
    };
    without("no-payload", "No identity for the payload.", "payload");
    without("thumbnail-without-size", "A thumbnail without its size.", "thumbnail_size");
}

/// What isn't padded JSON of a label's length.
fn add_forms(scenarios: &mut Scenarios, shelf: &Shelf, json: &Value, good: &Value) {
    let text = json.to_string().into_bytes();
    let mut refused = |name: &str, about: &str, bytes: &[u8], error: &str| {
        scenarios.refused(&format!("label/{name}"), about, &with(good, "sealed", shelf.sealed(bytes)), error);
    };
    let long = with_spaces(text.clone(), 16 * 1024 + 512);
    refused("over-16-kib", "Longer than 16 KiB with its padding.", &long, "too_large");
    refused("padding-not-spaces", "Zero bytes after the JSON.", &[&text[..], &[0; 10]].concat(), "malformed");
    refused("list", "A list in the place of an object.", &with_spaces(b"[]".to_vec(), 512), "malformed");
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
