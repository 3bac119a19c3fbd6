//! Looking for many things at once.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;

use crate::{encodings, places::Place};

/// Shorter than this, a form is found by chance in megabytes of ciphertext.
const SHORTEST: usize = 6;

/// Something that must not be found.
#[derive(Clone, Debug)]
pub struct Needle {
    /// What it is, for whoever reads a failure.
    pub what: String,
    /// Its forms.
    forms: Vec<Vec<u8>>,
    /// Whether it may pass to the server, which must then not keep it: a proof, a session's token.
    pub may_be_sent: bool,
}

impl Needle {
    pub fn bytes(what: impl Into<String>, bytes: &[u8]) -> Self {
        Self::new(what.into(), encodings::of_bytes(bytes))
    }

    pub fn text(what: impl Into<String>, text: &str) -> Self {
        Self::new(what.into(), encodings::of_text(text))
    }

    /// It passes to the server, which must not keep it.
    pub fn may_be_sent(mut self) -> Self {
        self.may_be_sent = true;
        self
    }

    fn new(what: String, mut forms: Vec<Vec<u8>>) -> Self {
        forms.retain(|form| form.len() >= SHORTEST);
        forms.sort();
        forms.dedup();
        Self { what, forms, may_be_sent: false }
    }

    /// In one form only, as it may be planted.
    pub fn forms(&self) -> &[Vec<u8>] {
        &self.forms
    }
}

/// All needles at once.
pub struct Searcher {
    needles: Vec<Needle>,
    owners: Vec<usize>,
    automaton: AhoCorasick,
}

impl Searcher {
    pub fn new(needles: Vec<Needle>) -> Self {
        let of_needle = |(index, needle): (usize, &Needle)| vec![index; needle.forms.len()];
        let owners = needles.iter().enumerate().flat_map(of_needle).collect();
        let forms = needles.iter().flat_map(|needle| &needle.forms);
        let automaton = AhoCorasick::new(forms).expect("needles fit in memory");
        Self { needles, owners, automaton }
    }

    pub fn needles(&self) -> &[Needle] {
        &self.needles
    }

    /// Everything that was found: what, and where.
    pub fn search(&self, places: &[Place]) -> Vec<String> {
        let mut found = BTreeSet::new();
        for place in places {
            for hit in self.automaton.find_overlapping_iter(&place.bytes) {
                let needle = &self.needles[self.owners[hit.pattern().as_usize()]];
                if !(needle.may_be_sent && place.is_traffic) {
                    found.insert(format!("{} in {}", needle.what, place.name));
                }
            }
        }
        found.into_iter().collect()
    }
}
