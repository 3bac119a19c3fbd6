use serde::{Deserialize, Serialize};

use crate::protocol::{
    Refusal,
    bytes::Hash,
    canonical,
    id::{AccountId, LockerId},
    limits,
};

/// The signed part of an act. The order of the fields is the order of the keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Absent in act 0, whose hash gives it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub locker: Option<LockerId>,
    /// Place in the log, from 0.
    #[serde(deserialize_with = "canonical::integer")]
    pub seq: u64,
    /// Hash of the act before; absent in act 0.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub prev: Option<Hash>,
    /// Hash of the act before in the same stream; absent in a stream's first.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub chain: Option<Hash>,
    /// Who did it.
    pub author: AccountId,
    /// Hash of the author's card, whose key signs.
    pub card: Hash,
    /// Milliseconds since 1970.
    #[serde(deserialize_with = "canonical::integer")]
    pub time: u64,
    /// Hash of the body.
    pub body: Hash,
}

impl Header {
    /// Reads a header as it was signed.
    ///
    /// # Errors
    /// `too_large` over 1 KiB, `not_canonical`.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        canonical::read(bytes, limits::ACT_HEADER)
    }
}
