//! `open_from`: what may stand in the header of an age file, and what may not.

use age_core::format::Stanza;
use armoire::{
    client::{
        envelope::to,
        hazmat::{Identity, random},
    },
    protocol::{age_header::RecipientType, bytes::encode},
};
use data_encoding::{BASE64, BASE64_NOPAD};
use serde_json::{Value, json};

use super::{Scenarios, age_writer::AgeWriter, flipped, with};

const PLAINTEXT: &[u8] = "carte d'identité".as_bytes();

pub fn add(scenarios: &mut Scenarios) {
    for recipient_type in [RecipientType::X25519, RecipientType::Hybrid] {
        add_of_type(scenarios, recipient_type);
    }
    add_header_lengths(scenarios);
    add_forms(scenarios);
    add_streams(scenarios);
}

fn input(identity: &Identity, file: &[u8]) -> Value {
    json!({"identity": *identity.expose_secret_text(), "file": encode(file)})
}

fn plaintext() -> Value {
    json!({"plaintext": encode(PLAINTEXT)})
}

fn add_of_type(scenarios: &mut Scenarios, recipient_type: RecipientType) {
    let name = |scenario: &str| match recipient_type {
        RecipientType::X25519 => format!("open_from/x25519-{scenario}"),
        RecipientType::Hybrid => format!("open_from/hybrid-{scenario}"),
    };
    let identity = Identity::generate(recipient_type);
    let other = Identity::generate(recipient_type);
    let foreign = Identity::generate(match recipient_type {
        RecipientType::X25519 => RecipientType::Hybrid,
        RecipientType::Hybrid => RecipientType::X25519,
    });
    let one = AgeWriter::to(&identity).finish(PLAINTEXT);
    scenarios.ok(&name("one"), "Exactly one stanza.", &input(&identity, &one), plaintext());
    let library = to(&identity.to_recipient(), PLAINTEXT);
    scenarios.ok(
        &name("grease"),
        "One stanza, and the grease that a library adds.",
        &input(&identity, &library),
        plaintext(),
    );
    let grease_first = AgeWriter::new().grease(40).recipient(&identity).finish(PLAINTEXT);
    scenarios.ok(&name("grease-first"), "Grease before the stanza.", &input(&identity, &grease_first), plaintext());

    scenarios.refused(&name("wrong-identity"), "Another identity of the same type.", &input(&other, &one), "recipient");
    let two = AgeWriter::to(&identity).recipient(&other).finish(PLAINTEXT);
    scenarios.refused(
        &name("two"),
        "Two recipients: one could rewrite the file for the other.",
        &input(&identity, &two),
        "stanzas",
    );
    let twice = AgeWriter::to(&identity).recipient(&identity).finish(PLAINTEXT);
    scenarios.refused(&name("twice"), "The same recipient twice.", &input(&identity, &twice), "stanzas");
    let mixed = AgeWriter::to(&identity).recipient(&foreign).finish(PLAINTEXT);
    scenarios.refused(
        &name("mixed"),
        "Hybrid and X25519 in one file: no longer post-quantum.",
        &input(&identity, &mixed),
        "stanzas",
    );
    let foreign_only = AgeWriter::to(&foreign).finish(PLAINTEXT);
    scenarios.refused(
        &name("foreign-type"),
        "A stanza of the other type alone.",
        &input(&identity, &foreign_only),
        "stanzas",
    );
    let scrypt = Stanza {
        tag: "scrypt".to_owned(),
        args: vec![BASE64_NOPAD.encode(&random::bytes::<16>()), "10".to_owned()],
        body: random::bytes::<32>().to_vec(),
    };
    let with_scrypt = AgeWriter::to(&identity).stanza(&scrypt).finish(PLAINTEXT);
    scenarios.refused(
        &name("scrypt"),
        "A passphrase beside the recipient.",
        &input(&identity, &with_scrypt),
        "stanzas",
    );
    let mac = find(&one, b"\n--- ") + 5;
    scenarios.refused(
        &name("mac-altered"),
        "The header's MAC with another character.",
        &input(&identity, &changed(&one, mac)),
        "tampered",
    );
    scenarios.refused(
        &name("stream-altered"),
        "One bit of the stream.",
        &with(&input(&identity, &one), "file", flipped(&one, one.len() - 1)),
        "tampered",
    );
    scenarios.refused(
        &name("stream-cut"),
        "The last byte is missing.",
        &input(&identity, &one[..one.len() - 1]),
        "tampered",
    );
}

fn add_header_lengths(scenarios: &mut Scenarios) {
    let identity = Identity::generate(RecipientType::X25519);
    let of_length = |length: usize| {
        let writer = AgeWriter::to(&identity);
        let grease = length - writer.header_length();
        let writer = writer.grease(grease);
        assert_eq!(writer.header_length(), length);
        writer.finish(PLAINTEXT)
    };
    scenarios.ok(
        "open_from/header-8192",
        "The longest header that is read.",
        &input(&identity, &of_length(8192)),
        plaintext(),
    );
    scenarios.refused(
        "open_from/header-8193",
        "One byte more, and otherwise whole.",
        &input(&identity, &of_length(8193)),
        "header",
    );
    let three = AgeWriter::to(&identity).grease(20).grease(30).grease(40).finish(PLAINTEXT);
    scenarios.refused("open_from/three-grease", "Three stanzas of grease.", &input(&identity, &three), "stanzas");
    let two = AgeWriter::to(&identity).grease(20).grease(30).finish(PLAINTEXT);
    scenarios.refused("open_from/two-grease", "Two stanzas of grease.", &input(&identity, &two), "stanzas");
    let none = AgeWriter::new().grease(30).finish(PLAINTEXT);
    scenarios.refused("open_from/only-grease", "Grease and no recipient.", &input(&identity, &none), "stanzas");
    let unknown = Stanza { tag: "piv-p256".to_owned(), args: vec!["a".to_owned()], body: vec![1; 32] };
    let unknown = AgeWriter::to(&identity).stanza(&unknown).finish(PLAINTEXT);
    scenarios.refused(
        "open_from/unknown-stanza",
        "A stanza of an unknown type that isn't grease.",
        &input(&identity, &unknown),
        "stanzas",
    );
}

fn add_forms(scenarios: &mut Scenarios) {
    let identity = Identity::generate(RecipientType::X25519);
    let file = AgeWriter::to(&identity).finish(PLAINTEXT);
    let armor =
        format!("-----BEGIN AGE ENCRYPTED FILE-----\n{}\n-----END AGE ENCRYPTED FILE-----\n", BASE64.encode(&file));
    scenarios.refused("open_from/armor", "ASCII armor.", &input(&identity, armor.as_bytes()), "header");
    let version = [b"age-encryption.org/v2", &file[b"age-encryption.org/v2".len()..]].concat();
    scenarios.refused("open_from/version-2", "Another version of age.", &input(&identity, &version), "header");
    scenarios.refused(
        "open_from/not-age",
        "A PDF in clear.",
        &input(&identity, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
        "header",
    );
    scenarios.refused("open_from/empty", "No byte at all.", &input(&identity, b""), "header");
    let cut = find(&file, b"\n--- ") + 1;
    scenarios.refused("open_from/no-mac", "The header ends before its MAC.", &input(&identity, &file[..cut]), "header");
    // The header with other lines before its first stanza.
    let with_lines = |lines: &str| {
        let header = String::from_utf8_lossy(&file[..cut]).replacen("-> ", &format!("{lines}-> "), 1);
        input(&identity, &[header.as_bytes(), &file[cut..]].concat())
    };
    let long = "A".repeat(65);
    let mut refused = |name: &str, about: &str, lines: &str| {
        scenarios.refused(&format!("open_from/{name}"), about, &with_lines(lines), "header");
    };
    refused("body-line-65", "A stanza's only line has 65 characters.", &format!("-> x-grease\n{long}\n"));
    refused("body-line-65-first", "A stanza's first line has 65 characters.", &format!("-> x-grease\n{long}\nAAAA\n"));
    refused("no-body", "A stanza without a body, not even an empty line.", "-> x-grease\n");
    refused("stanza-as-body", "A stanza in the place of another's body.", "-> x-grease\n-> a\n");
    let carriage =
        file.iter().flat_map(|byte| if *byte == b'\n' { vec![b'\r', b'\n'] } else { vec![*byte] }).collect::<Vec<_>>();
    scenarios.refused(
        "open_from/carriage-returns",
        "Line ends of another system.",
        &input(&identity, &carriage),
        "header",
    );
}

fn add_streams(scenarios: &mut Scenarios) {
    let identity = Identity::generate(RecipientType::X25519);
    let empty = AgeWriter::to(&identity).finish(b"");
    scenarios.ok(
        "open_from/empty-plaintext",
        "An empty plaintext.",
        &input(&identity, &empty),
        json!({"plaintext": ""}),
    );
    let long: Vec<u8> = (0..2 * 65_536 + 100).map(|place: usize| u8::try_from(place % 251).unwrap()).collect();
    let writer = AgeWriter::to(&identity);
    let file = writer.finish(&long);
    let start = writer.header_length() + 16;
    let chunk = 65_536 + 16;
    let (one, two) = (start + chunk, start + 2 * chunk);
    let exchanged = [&file[..start], &file[one..two], &file[start..one], &file[two..]].concat();
    scenarios.refused(
        "open_from/chunks-exchanged",
        "The first two chunks in the other order.",
        &input(&identity, &exchanged),
        "tampered",
    );
    scenarios.refused(
        "open_from/cut-between-chunks",
        "Only the first chunk of three: each is authentic, the end is missing.",
        &input(&identity, &file[..one]),
        "tampered",
    );
    let header_only = &empty[..empty.len() - 16];
    scenarios.refused(
        "open_from/no-stream",
        "Header and nonce, and no chunk.",
        &input(&identity, header_only),
        "tampered",
    );
    let extended = [&empty[..], &[0; 16]].concat();
    scenarios.refused("open_from/extended", "Bytes after the last chunk.", &input(&identity, &extended), "tampered");
}

fn find(file: &[u8], part: &[u8]) -> usize {
    file.windows(part.len()).position(|window| window == part).unwrap()
}

/// Another base64 character at `place`.
fn changed(file: &[u8], place: usize) -> Vec<u8> {
    let mut file = file.to_vec();
    file[place] = if file[place] == b'A' { b'B' } else { b'A' };
    file
}
