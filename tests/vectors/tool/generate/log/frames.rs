//! `frames`: how acts travel.

use armoire::protocol::{
    act::{Act, write_frame},
    bytes::encode,
};
use serde_json::{Value, json};

use super::builder::Log;
use crate::generate::Scenarios;

pub fn add(scenarios: &mut Scenarios) {
    let mut log = Log::begin();
    let folder = log.add_folder(false);
    log.add_document(folder);
    let mut gone = log.acts[3].clone();
    (gone.body, gone.body_bytes) = (None, None);
    let checkpoint = log.checkpoint();
    let listed = |acts: &[&Act]| -> Value {
        let one = |act: &&Act| json!({"hash": act.hash, "seq": act.header.seq, "body": act.body.is_some(), "beside": act.beside.len()});
        json!({"acts": acts.iter().map(one).collect::<Vec<_>>()})
    };
    let bytes = |acts: &[&Act]| {
        let mut bytes = Vec::new();
        for act in acts {
            write_frame(&mut bytes, act);
        }
        bytes
    };
    let mut ok = |name: &str, about: &str, acts: &[&Act]| {
        scenarios.ok(&format!("frames/{name}"), about, &input(&bytes(acts)), listed(acts));
    };
    ok("none", "No act.", &[]);
    ok("four", "Four acts.", &log.acts.iter().collect::<Vec<_>>());
    ok("body-gone", "An act whose body is gone.", &[&gone]);
    ok("checkpoint", "A checkpoint with its list.", &[&checkpoint]);

    let good = bytes(&[&log.acts[2]]);
    let header = log.acts[2].header_bytes.len();
    let body_length = 4 + header + 64;
    let mut refused = |name: &str, about: &str, bytes: &[u8], error: &str| {
        scenarios.refused(&format!("frames/{name}"), about, &input(bytes), error);
    };
    refused("trailing", "One byte after the last frame.", &[&good[..], &[0]].concat(), "malformed");
    refused("cut", "The last byte is missing.", &good[..good.len() - 1], "malformed");
    refused("cut-in-header", "Cut in the header.", &good[..40], "malformed");
    refused("cut-in-signature", "Cut in the signature.", &good[..4 + header + 10], "malformed");
    refused("cut-in-length", "Cut in a length.", &good[..2], "malformed");
    refused("no-beside", "Cut before the last length.", &good[..good.len() - 4], "malformed");
    refused("header-bomb", "A header said to have 4 GiB.", &replaced(&good, 0, u32::MAX), "too_large");
    refused("header-1025", "A header said to have one byte over 1 KiB.", &replaced(&good, 0, 1025), "too_large");
    refused(
        "body-bomb",
        "A body said to have 4 GiB less two bytes: not the number that says it is gone.",
        &replaced(&good, body_length, u32::MAX - 1),
        "too_large",
    );
    refused(
        "body-65537",
        "A body said to have one byte over 64 KiB.",
        &replaced(&good, body_length, 65_537),
        "too_large",
    );
    refused(
        "beside-bomb",
        "A list said to have one byte over 4 MiB.",
        &replaced(&good, good.len() - 4, 4 * 1024 * 1024 + 1),
        "too_large",
    );
    let mut other_body = log.acts[2].clone();
    other_body.body_bytes.clone_from(&log.acts[3].body_bytes);
    refused("body-of-another", "Another act's body.", &bytes(&[&other_body]), "body");
    let mut altered = good.clone();
    altered[body_length + 4 + 20] ^= 1;
    refused("body-altered", "One bit of the body.", &altered, "body");
    let mut spaced = log.acts[2].clone();
    spaced.header_bytes.push(b' ');
    refused("header-not-canonical", "A space after the header.", &bytes(&[&spaced]), "not_canonical");
}

fn input(bytes: &[u8]) -> Value {
    json!({"bytes": encode(bytes)})
}

/// Another length at `place`.
fn replaced(bytes: &[u8], place: usize, length: u32) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[place..place + 4].copy_from_slice(&length.to_be_bytes());
    bytes
}
