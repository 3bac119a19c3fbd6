use std::str::FromStr;

use armoire::{
    client::hazmat::{Identity, Key, Secret},
    protocol::{
        bytes::{self, Hash},
        card::SignedCard,
    },
};
use serde_json::Value;

/// A scenario's input. Its getters panic: a scenario that isn't as `README.md` says is no scenario.
pub struct Input<'a>(pub &'a Value);

impl Input<'_> {
    pub fn value(&self, key: &str) -> &Value {
        self.0.get(key).unwrap_or_else(|| panic!("the input has no {key}"))
    }

    pub fn has(&self, key: &str) -> bool {
        self.0.get(key).is_some()
    }

    pub fn text(&self, key: &str) -> &str {
        self.value(key).as_str().unwrap_or_else(|| panic!("{key} is no text"))
    }

    pub fn number(&self, key: &str) -> u64 {
        self.value(key).as_u64().unwrap_or_else(|| panic!("{key} is no number"))
    }

    pub fn items(&self, key: &str) -> Vec<Input<'_>> {
        self.value(key).as_array().unwrap_or_else(|| panic!("{key} is no list")).iter().map(Input).collect()
    }

    pub fn bytes(&self, key: &str) -> Vec<u8> {
        bytes::decode(self.text(key)).unwrap_or_else(|_| panic!("{key} isn't base64url"))
    }

    pub fn array<const N: usize>(&self, key: &str) -> [u8; N] {
        self.bytes(key).try_into().unwrap_or_else(|_| panic!("{key} hasn't {N} bytes"))
    }

    pub fn secret<const N: usize>(&self, key: &str) -> Secret<N> {
        Secret::take(&mut self.array(key))
    }

    pub fn key(&self, key: &str) -> Key {
        self.secret(key)
    }

    pub fn hash(&self, key: &str) -> Hash {
        Hash(self.array(key))
    }

    pub fn parsed<T: FromStr>(&self, key: &str) -> T {
        self.text(key).parse().unwrap_or_else(|_| panic!("{key} isn't what it should be"))
    }

    pub fn identity(&self, key: &str) -> Identity {
        Identity::parse_secret(self.text(key)).unwrap_or_else(|| panic!("{key} is no identity"))
    }

    pub fn cards(&self, key: &str) -> Vec<SignedCard> {
        let card = |item: &Input<'_>| SignedCard {
            card: item.bytes("card"),
            signature: item.array("signature"),
            endorsement: item.has("endorsement").then(|| item.array("endorsement")),
        };
        self.items(key).iter().map(card).collect()
    }
}
