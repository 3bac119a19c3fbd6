use std::collections::BTreeMap;

use armoire::protocol::{
    Refusal,
    act::{Body, Header, read_frames},
    bytes::Hash,
    card::CardChain,
    log::{LogReader, Place, Signatures, living_list, read_list, write_list},
};
use serde_json::{Value, json};

use super::Input;

/// As many acts as any scenario has.
const MOST: usize = 1000;

pub fn header(input: &Input<'_>) -> Result<Value, Refusal> {
    let bytes = input.bytes("bytes");
    Header::read(&bytes)?;
    Ok(json!({"hash": Hash::of(&bytes)}))
}

pub fn body(input: &Input<'_>) -> Result<Value, Refusal> {
    let bytes = input.bytes("bytes");
    let body = Body::read(&bytes)?;
    Ok(json!({"hash": Hash::of(&bytes), "kind": body.kind()}))
}

pub fn list(input: &Input<'_>) -> Result<Value, Refusal> {
    let bytes = input.bytes("bytes");
    let list = read_list(&bytes)?;
    Ok(json!({"hash": Hash::of(&bytes), "length": list.len()}))
}

pub fn frames(input: &Input<'_>) -> Result<Value, Refusal> {
    let acts = read_frames(&input.bytes("bytes"), MOST)?;
    let acts: Vec<Value> = acts
        .iter()
        .map(|act| json!({"hash": act.hash, "seq": act.header.seq, "body": act.body.is_some(), "beside": act.beside.len()}))
        .collect();
    Ok(json!({"acts": acts}))
}

pub fn log(input: &Input<'_>) -> Result<Value, Refusal> {
    let acts = read_frames(&input.bytes("acts"), MOST)?;
    let signatures = match input.text("signatures") {
        "newest" => Signatures::Newest,
        "each" => Signatures::Each,
        other => panic!("signatures are verified as newest or each, not {other}"),
    };
    let chain = CardChain::verify(input.parsed("holder"), &input.cards("cards"))?;
    let reader = LogReader::open(input.parsed("locker"), &acts, chain, signatures)?;
    if input.has("pin") {
        let pin = Input(input.value("pin"));
        reader.check_pin(&acts, Place { seq: pin.number("seq"), hash: pin.hash("hash") })?;
    }
    let locker = reader.locker();
    let folders: BTreeMap<String, u64> =
        locker.folders.iter().map(|(id, folder)| (id.to_string(), folder.version)).collect();
    let documents: BTreeMap<String, u64> =
        locker.documents.iter().map(|(id, document)| (id.to_string(), document.version)).collect();
    Ok(json!({
        "seq": locker.head.seq,
        "hash": locker.head.hash,
        "living": Hash::of(&write_list(&living_list(locker))),
        "folders": folders,
        "documents": documents,
    }))
}
