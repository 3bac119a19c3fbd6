use std::collections::{BTreeMap, BTreeSet};

use crate::protocol::{Refusal, act::Act, bytes::Hash};

/// Acts whose bodies are gone, kept aside until a later `purge` names them and until the streams that lead through them are
/// placed. Empty for a reader that has every body.
#[derive(Clone, Debug, Default)]
pub struct Aside {
    unexplained: BTreeSet<u64>,
    hashes: BTreeMap<u64, Hash>,
    chains: BTreeMap<Hash, Option<Hash>>,
}

impl Aside {
    /// Whether every body was there.
    pub(super) fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// Keeps an act without a body.
    pub(super) fn keep(&mut self, act: &Act) {
        self.unexplained.insert(act.header.seq);
        self.hashes.insert(act.header.seq, act.hash);
        self.chains.insert(act.hash, act.header.chain);
    }

    /// Whether `chain` is `head`, or leads there through acts whose bodies are gone.
    pub(super) fn leads_to(&self, chain: Option<Hash>, head: Option<Hash>) -> bool {
        let mut place = chain;
        // A hash chain has no cycles; the bound is for readers of this code.
        for _ in 0..=self.chains.len() {
            if place == head {
                return true;
            }
            match place.and_then(|hash| self.chains.get(&hash)) {
                Some(before) => place = *before,
                None => return false,
            }
        }
        false
    }

    /// Whether an act with this hash is aside.
    pub(super) fn holds(&self, hash: Hash) -> bool {
        self.chains.contains_key(&hash)
    }

    /// Whether the bodies of all these acts are gone.
    pub(super) fn holds_all(&self, seqs: &[u64]) -> bool {
        seqs.iter().all(|seq| self.hashes.contains_key(seq))
    }

    /// A `purge` names these.
    pub(super) fn explain(&mut self, seqs: &[u64]) {
        for seq in seqs {
            self.unexplained.remove(seq);
        }
    }

    /// In a view: a document has left for where its `purge` isn't seen. Which of these were its own can't be told.
    pub(super) fn explain_all(&mut self) {
        self.unexplained.clear();
    }

    /// At the head: every missing body has its `purge`.
    ///
    /// # Errors
    /// `body_missing` when one has none.
    pub fn finish(&self) -> Result<(), Refusal> {
        if self.unexplained.is_empty() { Ok(()) } else { Err(Refusal::BodyMissing) }
    }
}
