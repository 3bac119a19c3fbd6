use std::collections::BTreeMap;

use armoire::protocol::{
    Refusal,
    act::{Body, Header, read_frames},
    bytes::Hash,
    card::{CardChain, Chains},
    log::{Lent, LogReader, Place, Signatures, View, living_list, read_list, write_list},
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
    let reader = LogReader::open(input.parsed("locker"), &acts, chains(input)?, signatures)?;
    if input.has("pin") {
        let pin = Input(input.value("pin"));
        reader.check_pin(&acts, Place { seq: pin.number("seq"), hash: pin.hash("hash") })?;
    }
    let locker = reader.locker();
    let folders: BTreeMap<String, u64> =
        locker.folders.iter().map(|(id, folder)| (id.to_string(), folder.version)).collect();
    let documents: BTreeMap<String, u64> =
        locker.documents.iter().map(|(id, document)| (id.to_string(), document.version)).collect();
    let mut ok = json!({
        "seq": locker.head.seq,
        "hash": locker.head.hash,
        "living": Hash::of(&write_list(&living_list(locker))),
        "folders": folders,
        "documents": documents,
    });
    if input.has("others") {
        let exposed = locker.exposed.iter().map(|((node, key_node), exposed)| {
            json!([node.to_string(), key_node.to_string(), exposed.given.epoch, exposed.given.turn])
        });
        ok["grants"] = locker.grants.keys().map(ToString::to_string).collect();
        ok["exposed"] = exposed.collect();
        ok["deposits"] = locker.deposits.keys().map(ToString::to_string).collect();
    }
    Ok(ok)
}

pub fn view(input: &Input<'_>) -> Result<Value, Refusal> {
    let acts = read_frames(&input.bytes("acts"), MOST)?;
    let grant = read_frames(&input.bytes("grant"), 1)?;
    let said = Input(input.value("lent"));
    let living = said.value("living").as_array().expect("living is a list").iter();
    let lent = Lent {
        locker: said.parsed("locker"),
        node: said.parsed("node"),
        epoch: said.number("epoch"),
        turn: said.has("turn").then(|| said.number("turn")),
        grant: said.parsed("grant"),
        living: living.map(|listed| serde_json::from_value(listed.clone()).expect("[seq, hash]")).collect(),
    };
    let file = input.bytes("file");
    let view = View::open(&grant[0], input.parsed("grantee"), (&lent, &file), &acts, chains(input)?)?;
    let state = view.state();
    let folders: BTreeMap<String, u64> =
        state.folders.iter().map(|(id, folder)| (id.to_string(), folder.version)).collect();
    let documents: BTreeMap<String, u64> =
        state.documents.iter().map(|(id, document)| (id.to_string(), document.version)).collect();
    let unconfirmed = state.documents.keys().filter(|document| !view.is_confirmed(**document));
    let unconfirmed: Vec<String> = unconfirmed.map(ToString::to_string).collect();
    Ok(json!({"folders": folders, "documents": documents, "unconfirmed": unconfirmed, "over": view.is_over()}))
}

/// The holder's cards, and other people's where there are any.
fn chains(input: &Input<'_>) -> Result<Chains, Refusal> {
    let mut chains = Chains::from(CardChain::verify(input.parsed("holder"), &input.cards("cards"))?);
    if input.has("others") {
        for other in input.items("others") {
            chains.add(CardChain::verify(other.parsed("account"), &other.cards("cards"))?)?;
        }
    }
    Ok(chains)
}
