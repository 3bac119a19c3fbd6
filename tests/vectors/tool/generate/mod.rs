//! All scenarios. Each is tried as it is made, so that none is written that this implementation doesn't agree with.

mod addressed;
mod age_writer;
mod card;
mod envelope;
mod json;
mod label;
mod letters;
mod log;
mod meetings;
mod payload;
mod people;
mod recovery;
mod slot;
mod vouches;
mod ways_in;
mod words;

use armoire::protocol::bytes::encode;
use serde_json::Value;

use crate::scenario::{Expect, Refused, Scenario};

/// Where scenarios are collected.
#[derive(Default)]
pub struct Scenarios(Vec<Scenario>);

/// Every scenario, with fresh randomness.
pub fn all() -> Vec<Scenario> {
    let mut scenarios = Scenarios::default();
    envelope::add(&mut scenarios);
    addressed::add(&mut scenarios);
    json::add(&mut scenarios);
    card::add(&mut scenarios);
    words::add(&mut scenarios);
    recovery::add(&mut scenarios);
    slot::add(&mut scenarios);
    ways_in::add(&mut scenarios);
    people::add(&mut scenarios);
    label::add(&mut scenarios);
    letters::add(&mut scenarios);
    vouches::add(&mut scenarios);
    meetings::add(&mut scenarios);
    payload::add(&mut scenarios);
    log::add(&mut scenarios);
    scenarios.0
}

impl Scenarios {
    pub fn ok(&mut self, name: &str, about: &str, input: &Value, ok: Value) {
        self.push(name, about, input, Expect::Accepted { ok });
    }

    pub fn refused(&mut self, name: &str, about: &str, input: &Value, error: &str) {
        self.push(name, about, input, Expect::Refused(Refused { error: error.to_owned(), place: None }));
    }

    pub fn refused_at(&mut self, name: &str, about: &str, input: &Value, error: &str, place: u8) {
        self.push(name, about, input, Expect::Refused(Refused { error: error.to_owned(), place: Some(place) }));
    }

    fn push(&mut self, name: &str, about: &str, input: &Value, expect: Expect) {
        let operation = name.split('/').next().unwrap().to_owned();
        let scenario =
            Scenario { name: name.to_owned(), about: about.to_owned(), operation, input: input.clone(), expect };
        if let Some(disagreement) = scenario.disagreement() {
            panic!("{disagreement}");
        }
        self.0.push(scenario);
    }
}

/// `input` with one key replaced.
pub fn with(input: &Value, key: &str, value: impl Into<Value>) -> Value {
    let mut input = input.clone();
    assert!(input.get(key).is_some(), "nothing to replace at {key}");
    input[key] = value.into();
    input
}

/// `bytes` with one bit of the byte at `place` flipped, as text.
pub fn flipped(bytes: &[u8], place: usize) -> String {
    let mut bytes = bytes.to_vec();
    bytes[place] ^= 1;
    encode(&bytes)
}
