//! Words and card that were made and not yet shown: kept from before they are sent until they have been printed, so that a power cut
//! between the two locks nobody out.

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use crate::protocol::canonical;

pub(super) const LIMIT: usize = 4 * 1024;

/// What a person would have written down.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unshown {
    /// Five words, as they are shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The card's nine groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card: Option<String>,
}

impl Drop for Unshown {
    fn drop(&mut self) {
        self.words.zeroize();
        self.card.zeroize();
    }
}

impl std::fmt::Debug for Unshown {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Unshown(…)")
    }
}

impl Unshown {
    pub(super) fn parse(json: &[u8]) -> Option<Self> {
        serde_json::from_slice(json).ok()
    }

    pub(super) fn to_json(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(canonical::write(self))
    }
}
