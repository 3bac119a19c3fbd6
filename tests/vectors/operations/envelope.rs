use armoire::{
    client::{
        envelope::{self, Context, Derivation, SlotKind},
        hazmat::{Identity, Key, Pin},
    },
    protocol::{
        Refusal,
        age_header::RecipientType,
        bytes::{self, Hash, encode},
        change::Signer,
        signing::{self, SignatureType, SigningSeed},
    },
};
use serde_json::{Value, json};

use super::Input;

pub fn open(input: &Input<'_>) -> Result<Value, Refusal> {
    let fields = fields(input);
    let salt = salt(input.text("context"), &fields);
    let context = context(input.text("context"), &fields, &salt);
    let plaintext = envelope::open(&input.key("key"), &context, &input.bytes("sealed"))?;
    Ok(json!({"plaintext": encode(&plaintext)}))
}

pub fn derive(input: &Input<'_>) -> Result<Value, Refusal> {
    let fields = fields(input);
    let secrets = secret_fields(input.text("context"), &fields)?;
    let derivation = derivation(input.text("context"), &fields, &secrets);
    let key = match input.bytes("key").len() {
        16 => envelope::derive(&input.secret::<16>("key"), &derivation),
        32 => envelope::derive(&input.secret::<32>("key"), &derivation),
        64 => envelope::derive(&input.secret::<64>("key"), &derivation),
        other => panic!("no key of this protocol has {other} bytes"),
    };
    Ok(json!({"key": encode(key.expose_secret_bytes())}))
}

pub fn sign(input: &Input<'_>) -> Result<Value, Refusal> {
    let seed = SigningSeed::new(input.array("seed"));
    let signature = seed.sign(signature_type(input.text("type")), &input.bytes("bytes"));
    Ok(json!({"key": encode(&seed.public_key()), "signature": encode(&signature)}))
}

pub fn verify(input: &Input<'_>) -> Result<Value, Refusal> {
    let kind = signature_type(input.text("type"));
    signing::verify(kind, &input.array("key"), &input.bytes("bytes"), &input.array("signature"))?;
    Ok(json!({}))
}

pub fn change(input: &Input<'_>) -> Result<Value, Refusal> {
    let seed = SigningSeed::new(input.array("seed"));
    let signer = Signer { account: parse(input.text("account")), card: Hash(input.array("card")), seed: &seed };
    Ok(json!({"signature": encode(&signer.sign(input.text("request"), &input.bytes("body")))}))
}

pub fn identity(input: &Input<'_>) -> Result<Value, Refusal> {
    let recipient_type = match input.text("recipient_type") {
        "X25519" => RecipientType::X25519,
        "mlkem768x25519" => RecipientType::Hybrid,
        other => panic!("no recipient type {other}"),
    };
    let identity = Identity::from_seed(recipient_type, input.key("seed"));
    Ok(json!({"identity": *identity.expose_secret_text(), "recipient": identity.to_recipient().to_string()}))
}

pub fn open_from(input: &Input<'_>) -> Result<Value, Refusal> {
    let plaintext = envelope::open_from(&input.identity("identity"), &input.bytes("file"))?;
    Ok(json!({"plaintext": encode(&plaintext)}))
}

fn fields<'a>(input: &'a Input<'_>) -> Vec<&'a str> {
    let fields = input.value("fields").as_array().expect("fields is a list");
    fields.iter().map(|field| field.as_str().expect("a field is a text")).collect()
}

/// The one field of a context that isn't text: an act's salt.
fn salt(context: &str, fields: &[&str]) -> [u8; 16] {
    match (context, fields) {
        ("act", [_, _, _, salt]) => {
            bytes::decode(salt).ok().and_then(|salt| salt.try_into().ok()).expect("a salt has 16 bytes")
        }
        _ => [0; 16],
    }
}

fn context<'a>(name: &str, fields: &[&'a str], salt: &'a [u8; 16]) -> Context<'a> {
    match (name, fields) {
        ("keyring", [account, version]) => Context::Keyring { account: parse(account), version: parse(version) },
        ("slot", [account, slot, kind]) => {
            Context::Slot { account: parse(account), slot: parse(slot), kind: slot_kind(kind) }
        }
        ("node", [locker, node, epoch]) => {
            Context::Node { locker: parse(locker), node: parse(node), epoch: parse(epoch) }
        }
        ("prior", [locker, node, epoch]) => {
            Context::Prior { locker: parse(locker), node: parse(node), epoch: parse(epoch) }
        }
        ("label", [locker, node, version]) => {
            Context::Label { locker: parse(locker), node: parse(node), version: parse(version) }
        }
        ("act", [locker, node, kind, _]) => Context::Act { locker: parse(locker), node: parse(node), kind, salt },
        ("greeting", [inviter]) => Context::Greeting { inviter: parse(inviter) },
        ("invite", [inviter, account]) => Context::Invite { inviter: parse(inviter), invitee: parse(account) },
        ("name", [account, id]) => Context::Name { account: parse(account), id },
        ("profile", [profile, part]) => Context::Profile { profile, part },
        other => panic!("no context is {other:?}"),
    }
}

/// Fields of derivations that are secrets: 32 bytes, and a PIN.
fn secret_fields(name: &str, fields: &[&str]) -> Result<(Key, Pin), Refusal> {
    let key = |field: &str| bytes::decode(field).ok().and_then(|bytes| Key::from_slice(&bytes)).expect("32 bytes");
    let none = Key::take(&mut [0; 32]);
    Ok(match (name, fields) {
        ("pin", [pin]) => (none, pin.parse()?),
        ("device", [pepper, pin]) => (key(pepper), pin.parse()?),
        ("pocket", [stretched]) => (key(stretched), parse("000000")),
        _ => (none, parse("000000")),
    })
}

fn derivation<'a>(name: &str, fields: &[&'a str], (key, pin): &'a (Key, Pin)) -> Derivation<'a> {
    match (name, fields) {
        ("pin", [_]) => Derivation::Pin { pin },
        ("device", [_, _]) => Derivation::Device { pepper: key, pin },
        ("pocket", [_]) => Derivation::Pocket { stretched: key },
        ("find", ["invite"]) => Derivation::FindInvitation,
        ("find", [kind]) => Derivation::Find(slot_kind(kind)),
        ("auth", [kind]) => Derivation::Auth(slot_kind(kind)),
        ("key", [kind]) => Derivation::Key(slot_kind(kind)),
        ("recovery", []) => Derivation::Recovery,
        ("document", [node, epoch, turn]) => {
            Derivation::Document { node: parse(node), epoch: parse(epoch), turn: parse(turn) }
        }
        ("inbox", [epoch]) => Derivation::Inbox { epoch: parse(epoch) },
        ("profile", [profile]) => Derivation::Profile { profile },
        other => panic!("no derivation is {other:?}"),
    }
}

fn slot_kind(name: &str) -> SlotKind {
    match name {
        "words" => SlotKind::Words,
        "card" => SlotKind::Card,
        "device" => SlotKind::Device,
        "passkey" => SlotKind::Passkey,
        other => panic!("no slot is of kind {other}"),
    }
}

fn signature_type(name: &str) -> SignatureType {
    let known = SignatureType::ALL.into_iter().find(|kind| kind.name() == name);
    known.unwrap_or_else(|| panic!("no signature is of type {name}"))
}

fn parse<T: std::str::FromStr>(field: &str) -> T {
    field.parse().unwrap_or_else(|_| panic!("the field {field} isn't what it should be"))
}
