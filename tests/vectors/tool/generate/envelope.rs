//! `open`, `derive`, `sign`, `verify`, `identity`.

use armoire::{
    client::{
        envelope::{Context, SlotKind, seal},
        hazmat::{Identity, Key, random},
    },
    protocol::{
        age_header::RecipientType,
        bytes::{Hash, encode},
        id::{AccountId, LockerId, NodeId, SlotId},
        signing::{SignatureType, SigningSeed},
    },
};
use serde_json::{Value, json};

use super::{Scenarios, flipped, with};

const PLAINTEXT: &[u8] = "l'attestation d'hébergement".as_bytes();

pub fn add(scenarios: &mut Scenarios) {
    add_each_context(scenarios);
    add_altered(scenarios);
    add_derivations(scenarios);
    add_signatures(scenarios);
    add_identities(scenarios);
}

fn input(key: &Key, context: &str, fields: &[&str], sealed: &[u8]) -> Value {
    json!({"key": encode(key.expose_secret_bytes()), "context": context, "fields": fields, "sealed": encode(sealed)})
}

/// Each context opens, and under no other field.
fn add_each_context(scenarios: &mut Scenarios) {
    let key = Key::generate();
    let (account, locker) = (AccountId(random::bytes()), LockerId(random::bytes()));
    let (node, slot) = (NodeId(random::bytes()), SlotId(random::bytes()));
    let salt: [u8; 16] = random::bytes();
    let (account_text, locker_text, node_text, slot_text) =
        (account.to_string(), locker.to_string(), node.to_string(), slot.to_string());
    let salt_text = encode(&salt);
    let other = NodeId(random::bytes()).to_string();
    let other_salt = encode(&random::bytes::<16>());
    let cases: [(Context<'_>, Vec<&str>, Vec<&str>); 8] = [
        (Context::Keyring { account, version: 12 }, vec![&account_text, "12"], vec![&other, "11"]),
        (
            Context::Slot { account, slot, kind: SlotKind::Words },
            vec![&account_text, &slot_text, "words"],
            vec![&other, &other, "card"],
        ),
        (Context::Node { locker, node, epoch: 1 }, vec![&locker_text, &node_text, "1"], vec![&other, &other, "2"]),
        (Context::Prior { locker, node, epoch: 3 }, vec![&locker_text, &node_text, "3"], vec![&other, &other, "4"]),
        (Context::Label { locker, node, version: 7 }, vec![&locker_text, &node_text, "7"], vec![&other, &other, "70"]),
        (
            Context::Act { locker, node, kind: "put", salt: &salt },
            vec![&locker_text, &node_text, "put", &salt_text],
            vec![&other, &other, "purge", &other_salt],
        ),
        (Context::Profile { profile: "ab", part: "c" }, vec!["ab", "c"], vec!["ac", "d"]),
        (Context::Name { account, id: &slot_text }, vec![&account_text, &slot_text], vec![&other, &other]),
    ];
    for (context, fields, others) in cases {
        let info = context.info();
        let name =
            std::str::from_utf8(&info).unwrap().lines().next().unwrap().trim_start_matches("armoire/1/").to_owned();
        let sealed = seal(&key, &context, PLAINTEXT);
        let good = input(&key, &name, &fields, &sealed);
        scenarios.ok(
            &format!("open/{name}"),
            "Opens under its key, context and fields.",
            &good,
            json!({"plaintext": encode(PLAINTEXT)}),
        );
        for (place, other) in others.iter().enumerate() {
            let mut altered = fields.clone();
            altered[place] = other;
            scenarios.refused(
                &format!("open/{name}-other-field-{}", place + 1),
                "One field is another: the commitment doesn't fit.",
                &input(&key, &name, &altered, &sealed),
                "commitment",
            );
        }
    }
    let sealed = seal(&key, &Context::Node { locker, node, epoch: 1 }, PLAINTEXT);
    for other in ["prior", "label"] {
        scenarios.refused(
            &format!("open/node-as-{other}"),
            "Sealed as `node`, opened under another context with the same fields.",
            &input(&key, other, &[&locker_text, &node_text, "1"], &sealed),
            "commitment",
        );
    }
    let sealed = seal(&key, &Context::Profile { profile: "ab", part: "c" }, PLAINTEXT);
    scenarios.refused(
        "open/fields-shifted",
        "The fields \"ab\", \"c\" and \"a\", \"bc\" are different contexts.",
        &input(&key, "profile", &["a", "bc"], &sealed),
        "commitment",
    );
}

/// Each region of a sealed thing altered; cut and extended.
fn add_altered(scenarios: &mut Scenarios) {
    let key = Key::generate();
    let account = AccountId(random::bytes());
    let sealed = seal(&key, &Context::Keyring { account, version: 1 }, PLAINTEXT);
    let fields = [&*account.to_string(), "1"];
    let good = input(&key, "keyring", &fields, &sealed);
    let mut refused =
        |name: &str, about: &str, input: &Value, error: &str| scenarios.refused(name, about, input, error);
    refused("open/wrong-key", "Another key.", &input(&Key::generate(), "keyring", &fields, &sealed), "commitment");
    refused(
        "open/unknown-suite",
        "The first byte is 0x02: a suite of tomorrow.",
        &with(&good, "sealed", encode(&[&[2], &sealed[1..]].concat())),
        "suite",
    );
    refused("open/suite-zero", "The first byte is 0x00.", &with(&good, "sealed", flipped(&sealed, 0)), "suite");
    refused("open/salt-altered", "One bit of the salt.", &with(&good, "sealed", flipped(&sealed, 1)), "commitment");
    refused(
        "open/commitment-altered",
        "The last bit of the commitment.",
        &with(&good, "sealed", flipped(&sealed, 64)),
        "commitment",
    );
    refused(
        "open/ciphertext-altered",
        "One bit of the ciphertext.",
        &with(&good, "sealed", flipped(&sealed, 65)),
        "tampered",
    );
    refused(
        "open/tag-altered",
        "One bit of the tag.",
        &with(&good, "sealed", flipped(&sealed, sealed.len() - 1)),
        "tampered",
    );
    refused(
        "open/cut-by-one",
        "The last byte is missing.",
        &with(&good, "sealed", encode(&sealed[..sealed.len() - 1])),
        "tampered",
    );
    refused(
        "open/extended-by-one",
        "One byte too many.",
        &with(&good, "sealed", encode(&[&sealed[..], &[0]].concat())),
        "tampered",
    );
    refused(
        "open/cut-to-81",
        "The shortest length that is looked at, cut from something longer.",
        &with(&good, "sealed", encode(&sealed[..81])),
        "tampered",
    );
    refused(
        "open/cut-to-80",
        "One byte shorter than anything sealed.",
        &with(&good, "sealed", encode(&sealed[..80])),
        "length",
    );
    refused("open/nothing", "No byte at all.", &with(&good, "sealed", ""), "length");
    let empty = seal(&key, &Context::Keyring { account, version: 1 }, b"");
    scenarios.ok(
        "open/empty",
        "An empty plaintext is 81 bytes.",
        &with(&good, "sealed", encode(&empty)),
        json!({"plaintext": ""}),
    );
}

fn add_derivations(scenarios: &mut Scenarios) {
    let bytes = |count: u8| (0..count).collect::<Vec<u8>>();
    let node = NodeId([7; 20]).to_string();
    let secret = encode(&bytes(32));
    let cases: [(&str, u8, Vec<&str>); 10] = [
        ("pin", 32, vec!["012345"]),
        ("device", 32, vec![&secret, "012345"]),
        ("pocket", 32, vec![&secret]),
        ("find", 16, vec!["card"]),
        ("auth", 32, vec!["words"]),
        ("key", 32, vec!["words"]),
        ("recovery", 16, vec![]),
        ("document", 32, vec![&node, "3", "0"]),
        ("inbox", 32, vec!["1"]),
        ("profile", 64, vec!["default"]),
    ];
    for (context, length, fields) in cases {
        let input = json!({"key": encode(&bytes(length)), "context": context, "fields": fields});
        let Some(ok) = accepted("derive", &input) else { panic!("derive refuses nothing") };
        scenarios.ok(&format!("derive/{context}"), "HKDF-SHA-256 with an empty salt.", &input, ok);
    }
}

fn add_signatures(scenarios: &mut Scenarios) {
    let seed: [u8; 32] = std::array::from_fn(|place| u8::try_from(place).unwrap());
    let bytes = br#"{"a":1}"#;
    let signing = SigningSeed::new(seed);
    for kind in SignatureType::ALL {
        let input = json!({"type": kind.name(), "seed": encode(&seed), "bytes": encode(bytes)});
        let Some(ok) = accepted("sign", &input) else { panic!("sign refuses nothing") };
        scenarios.ok(&format!("sign/{}", kind.name()), "Ed25519 over DSSE's pre-authentication encoding.", &input, ok);
    }
    for (name, request, body) in [("keyring", "PUT /keyring", &bytes[..]), ("no-body", "POST /account/deletion", b"")] {
        let input = json!({
            "account": AccountId([3; 20]), "card": Hash([5; 32]), "seed": encode(&seed), "request": request,
            "body": encode(body),
        });
        let Some(ok) = accepted("change", &input) else { panic!("change refuses nothing") };
        scenarios.ok(&format!("change/{name}"), "What a session alone may not change.", &input, ok);
    }
    let signature = signing.sign(SignatureType::Act, bytes);
    let good = json!({
        "type": "act", "key": encode(&signing.public_key()), "bytes": encode(bytes), "signature": encode(&signature),
    });
    scenarios.ok("verify/act", "A signature holds.", &good, json!({}));
    for kind in [SignatureType::Card, SignatureType::Endorsement, SignatureType::Change] {
        let about = "A signature of one type is none of another.";
        scenarios.refused(
            &format!("verify/act-as-{}", kind.name()),
            about,
            &with(&good, "type", kind.name()),
            "signature",
        );
        let input = with(&good, "signature", encode(&signing.sign(kind, bytes)));
        scenarios.refused(&format!("verify/{}-as-act", kind.name()), about, &input, "signature");
    }
    let other = SigningSeed::new([9; 32]).public_key();
    scenarios.refused("verify/wrong-key", "Another key.", &with(&good, "key", encode(&other)), "signature");
    scenarios.refused(
        "verify/bytes-altered",
        "One bit of what was signed.",
        &with(&good, "bytes", flipped(bytes, 0)),
        "signature",
    );
    scenarios.refused(
        "verify/bytes-extended",
        "One byte after what was signed.",
        &with(&good, "bytes", encode(br#"{"a":1} "#)),
        "signature",
    );
    scenarios.refused(
        "verify/r-altered",
        "One bit of R.",
        &with(&good, "signature", flipped(&signature, 0)),
        "signature",
    );
    scenarios.refused(
        "verify/s-altered",
        "One bit of S.",
        &with(&good, "signature", flipped(&signature, 32)),
        "signature",
    );
    scenarios.refused(
        "verify/s-not-canonical",
        "S plus the group's order: the same point, another encoding.",
        &with(&good, "signature", encode(&plus_order(signature))),
        "signature",
    );
    scenarios.refused(
        "verify/key-not-a-point",
        "A key that is no point of the curve.",
        &with(&good, "key", encode(&[2; 32])),
        "signature",
    );
    let small_order_r = with(&good, "signature", SMALL_ORDER_R);
    scenarios.refused(
        "verify/small-order-r",
        "R is the identity and S fits: made with the right key, and good for who isn't strict.",
        &small_order_r,
        "signature",
    );
    let cofactor = with(&good, "signature", TIMES_THE_COFACTOR);
    let about = "Made with the right key, and holds only when both sides are multiplied by eight.";
    scenarios.refused("verify/times-the-cofactor", about, &cofactor, "signature");
    // With A of small order, R = the identity and S = 0 satisfy the equation for any message, if the check isn't strict.
    let mut identity = [0; 32];
    identity[0] = 1;
    let anything = [identity, [0; 32]].concat();
    let weak = with(&with(&good, "key", encode(&identity)), "signature", encode(&anything));
    scenarios.refused(
        "verify/small-order-key",
        "The identity as a key: a lax verifier accepts this signature for any message.",
        &weak,
        "weak_key",
    );
    let zero = with(&with(&good, "key", encode(&[0; 32])), "signature", encode(&anything));
    scenarios.refused("verify/small-order-key-zero", "A point of order 4 as a key.", &zero, "weak_key");
}

/// R = the identity, S = SHA-512(R, A, M) times the secret scalar, for the seed and the bytes of `add_signatures`.
const SMALL_ORDER_R: &str = "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAADEtwIJIltRwkSstvinS4HfrOoMw__IzAbJq3Ejl-DyDg";

/// R = a point of the right group plus one of order 8, S as always, for the same seed and bytes.
const TIMES_THE_COFACTOR: &str =
    "wHG3cZhwrOvoJXwJB0o3_u8PfqyK28LS0rbunQu7ir2PdDa8S_PB2NhxuEBtkJnsHgCptwQbJxccUipwM-ObDQ";

/// Adds the order of the group to S, which a lax verifier reduces away.
fn plus_order(mut signature: [u8; 64]) -> [u8; 64] {
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut carry = 0_u16;
    for (byte, order) in signature[32..].iter_mut().zip(ORDER) {
        let sum = u16::from(*byte) + u16::from(order) + carry;
        *byte = u8::try_from(sum & 0xff).unwrap();
        carry = sum >> 8;
    }
    signature
}

fn add_identities(scenarios: &mut Scenarios) {
    let seed: [u8; 32] = std::array::from_fn(|place| u8::try_from(place + 100).unwrap());
    for recipient_type in [RecipientType::X25519, RecipientType::Hybrid] {
        let input = json!({"recipient_type": recipient_type.name(), "seed": encode(&seed)});
        let identity = Identity::from_seed(recipient_type, Key::from_slice(&seed).unwrap());
        let ok = json!({"identity": *identity.expose_secret_text(), "recipient": identity.to_recipient().to_string()});
        let name = format!("identity/{}", recipient_type.name().to_lowercase());
        scenarios.ok(&name, "An age identity and its recipient, from 32 bytes.", &input, ok);
    }
}

/// What an operation without randomness gives; the other implementation confirms it.
pub fn accepted(operation: &str, input: &Value) -> Option<Value> {
    match crate::operations::run(operation, input) {
        crate::scenario::Expect::Accepted { ok } => Some(ok),
        crate::scenario::Expect::Refused(_) => None,
    }
}
