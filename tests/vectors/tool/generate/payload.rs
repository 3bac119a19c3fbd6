//! `payload`, `padded`.

use armoire::{
    client::{
        envelope::to,
        hazmat::{Identity, Recipient},
    },
    protocol::{
        age_header::RecipientType,
        bytes::{Hash, encode},
        padding::padded,
    },
};
use serde_json::{Value, json};

use super::{Scenarios, flipped, with};

pub fn add(scenarios: &mut Scenarios) {
    add_payloads(scenarios);
    for length in [0, 1, 1023, 1024, 1025, 1056, 1057, 4095, 65_535, 65_537, 100_000, 1_048_577, 3_000_000, 50 << 20] {
        let ok = json!({"padded": padded(length)});
        scenarios.ok(&format!("padded/{length}"), "The padded length of a payload.", &json!({"length": length}), ok);
    }
}

fn padded_file(content: &[u8]) -> Vec<u8> {
    let mut file = content.to_vec();
    file.resize(usize::try_from(padded(content.len() as u64)).unwrap(), 0);
    file
}

fn input(identity: &Identity, length: usize, file: &[u8]) -> Value {
    json!({
        "identity": *identity.expose_secret_text(), "size": file.len(), "sha256": Hash::of(file), "length": length,
        "file": encode(file),
    })
}

fn add_payloads(scenarios: &mut Scenarios) {
    let identity = Identity::generate(RecipientType::X25519);
    let recipient: Recipient = identity.to_recipient();
    let content: Vec<u8> = (0..1500).map(|place: usize| u8::try_from(place % 253 + 1).unwrap()).collect();
    let file = to(&recipient, &padded_file(&content));
    let good = input(&identity, content.len(), &file);
    scenarios.ok("payload/good", "Opened, its padding checked, cut.", &good, json!({"plaintext": encode(&content)}));
    let empty = to(&recipient, &padded_file(b""));
    scenarios.ok(
        "payload/empty",
        "An empty document is 1,024 zero bytes.",
        &input(&identity, 0, &empty),
        json!({"plaintext": ""}),
    );
    let full = padded_file(&content[..1024]);
    scenarios.ok(
        "payload/no-padding-needed",
        "A length that is its own padded length.",
        &input(&identity, 1024, &to(&recipient, &full)),
        json!({"plaintext": encode(&full)}),
    );

    let mut refused = |name: &str, about: &str, input: &Value, error: &str| {
        scenarios.refused(&format!("payload/{name}"), about, input, error);
    };
    refused("size-other", "One byte fewer than the log names.", &with(&good, "size", file.len() + 1), "size");
    refused(
        "longer",
        "One byte more than the log names.",
        &with(&good, "file", encode(&[&file[..], &[0]].concat())),
        "size",
    );
    refused("cut", "The last byte is missing.", &with(&good, "file", encode(&file[..file.len() - 1])), "size");
    refused("hash-other", "Another hash in the log.", &with(&good, "sha256", encode(&[1; 32])), "hash");
    refused(
        "altered",
        "One bit: found by the hash, before anything is opened.",
        &with(&good, "file", flipped(&file, file.len() - 1)),
        "hash",
    );
    let other = to(&recipient, &padded_file(&content[..1400]));
    let exchanged = with(&input(&identity, 1500, &other), "sha256", json!(Hash::of(&file)));
    refused("exchanged", "Another payload to the same identity.", &exchanged, "hash");
    let mut tail = padded_file(&content);
    *tail.last_mut().unwrap() = 1;
    refused(
        "padding-not-zero",
        "The last byte of the padding isn't zero.",
        &input(&identity, content.len(), &to(&recipient, &tail)),
        "padding",
    );
    refused(
        "length-shorter",
        "The label's size is shorter: content would pass for padding.",
        &with(&good, "length", 1499),
        "padding",
    );
    refused("not-padded", "No padding at all.", &input(&identity, content.len(), &to(&recipient, &content)), "padding");
    let more = [&padded_file(&content)[..], &[0; 32]].concat();
    refused(
        "padded-too-far",
        "More padding than the rule gives.",
        &input(&identity, content.len(), &to(&recipient, &more)),
        "padding",
    );
    refused("length-beyond", "The label's size is more than there is.", &with(&good, "length", 2000), "padding");
    refused(
        "length-over-50-mib",
        "The label's size is over 50 MiB.",
        &with(&good, "length", (50 << 20) + 1),
        "too_large",
    );
    let stranger = Identity::generate(RecipientType::X25519);
    refused(
        "other-identity",
        "Addressed to another identity, and the hash fits.",
        &input(&stranger, content.len(), &file),
        "recipient",
    );
    refused("plaintext", "A file in clear, and the hash fits.", &input(&identity, content.len(), &content), "header");
    let altered: Vec<u8> = armoire::protocol::bytes::decode(&flipped(&file, file.len() - 1)).unwrap();
    refused(
        "altered-and-hashed",
        "One bit altered, and the log names the altered hash.",
        &input(&identity, content.len(), &altered),
        "tampered",
    );
}
