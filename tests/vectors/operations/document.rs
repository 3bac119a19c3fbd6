use std::io::Cursor;

use armoire::{
    client::{
        document::{
            DocumentLabel, FolderLabel, Note,
            key::{self, ActText, NodeEpoch},
            label::LabelPlace,
            payload,
        },
        envelope::{self, Context, Opening},
        hazmat::Key,
    },
    protocol::{Refusal, bytes::encode, padding},
};
use serde_json::{Value, json};

use super::Input;

pub fn node_key(input: &Input<'_>) -> Result<Value, Refusal> {
    let key = key::open_node_key(&input.key("parent"), node_epoch(input), &input.bytes("sealed"))?;
    Ok(json!({"key": encode(key.expose_secret_bytes())}))
}

pub fn earlier_key(input: &Input<'_>) -> Result<Value, Refusal> {
    let priors: Vec<(u64, Vec<u8>)> =
        input.items("priors").iter().map(|item| (item.number("epoch"), item.bytes("prior"))).collect();
    let prior = |epoch| priors.iter().find(|prior| prior.0 == epoch).map(|prior| prior.1.as_slice());
    let key = key::earlier_key(&input.key("key"), node_epoch(input), input.number("wanted"), prior)?;
    Ok(json!({"key": encode(key.expose_secret_bytes())}))
}

pub fn label(input: &Input<'_>) -> Result<Value, Refusal> {
    let (place, key, sealed) = (place(input), input.key("key"), input.bytes("sealed"));
    let again = match input.text("kind") {
        "document" => DocumentLabel::open(&key, place, &sealed)?.seal(&key, place)?,
        "folder" => FolderLabel::open(&key, place, &sealed)?.seal(&key, place)?,
        other => panic!("no label is of kind {other}"),
    };
    sealed_json(&key, place, &again)
}

pub fn note(input: &Input<'_>) -> Result<Value, Refusal> {
    let (place, key, sealed) = (place(input), input.key("key"), input.bytes("sealed"));
    let again = Note::open(&key, place, &sealed)?.seal(&key, place)?;
    sealed_json(&key, place, &again)
}

/// What was sealed, read back from a seal of our own: nothing was lost on the way.
fn sealed_json(key: &Key, place: LabelPlace, again: &[u8]) -> Result<Value, Refusal> {
    let context = Context::Label { locker: place.locker, node: place.node, version: place.version };
    let json: Value =
        serde_json::from_slice(&envelope::open(key, &context, again)?).expect("a label is JSON and spaces");
    Ok(json!({"json": json}))
}

fn place(input: &Input<'_>) -> LabelPlace {
    LabelPlace { locker: input.parsed("locker"), node: input.parsed("node"), version: input.number("version") }
}

pub fn act_text(input: &Input<'_>) -> Result<Value, Refusal> {
    let act = ActText {
        locker: input.parsed("locker"),
        node: input.parsed("node"),
        kind: input.text("kind"),
        salt: &input.array("salt"),
    };
    let text = key::open_act_text(&input.key("key"), act, &input.bytes("sealed"))?;
    Ok(json!({"text": encode(&text)}))
}

pub fn payload(input: &Input<'_>) -> Result<Value, Refusal> {
    let mut plaintext = Vec::new();
    let opened = payload::open(
        &input.identity("identity"),
        input.number("size"),
        input.hash("sha256"),
        input.number("length"),
        Cursor::new(input.bytes("file")),
        &mut plaintext,
    );
    match opened {
        Ok(()) => Ok(json!({"plaintext": encode(&plaintext)})),
        Err(Opening::Refused(refusal)) => Err(refusal),
        Err(Opening::Io(error)) => panic!("memory gives and takes every byte: {error}"),
    }
}

pub fn padded(input: &Input<'_>) -> Result<Value, Refusal> {
    Ok(json!({"padded": padding::padded(input.number("length"))}))
}

fn node_epoch(input: &Input<'_>) -> NodeEpoch {
    NodeEpoch { locker: input.parsed("locker"), node: input.parsed("node"), epoch: input.number("epoch") }
}
