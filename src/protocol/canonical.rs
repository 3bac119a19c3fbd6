//! Canonical JSON: what is signed or bound by a hash equals its own compact re-serialisation (§1).

use serde::{Deserialize, Deserializer, Serialize, de, de::DeserializeOwned};

use super::Refusal;

/// The largest integer that every implementation reads exactly, 2^53 − 1.
pub const LARGEST_INTEGER: u64 = (1 << 53) - 1;

/// Reads `bytes` as a `T` whose fields are declared in the listed order.
///
/// # Errors
/// `too_large` over `limit` bytes, before parsing; `not_canonical` when it isn't a `T`, or not written as [`write()`] would.
pub fn read<T: DeserializeOwned + Serialize>(bytes: &[u8], limit: usize) -> Result<T, Refusal> {
    if bytes.len() > limit {
        return Err(Refusal::TooLarge);
    }
    let value: T = serde_json::from_slice(bytes).map_err(|_| Refusal::NotCanonical)?;
    if write(&value) == bytes { Ok(value) } else { Err(Refusal::NotCanonical) }
}

/// Writes `value` compactly, its fields in the order of their declaration.
///
/// # Panics
/// Never: plain data serialises.
#[must_use]
pub fn write<T: Serialize>(value: &T) -> Vec<u8> {
    #[expect(clippy::expect_used, reason = "our own types: string keys, no failing Serialize")]
    serde_json::to_vec(value).expect("plain data serialises")
}

/// For `#[serde(deserialize_with)]`: an integer below 2^53.
///
/// # Errors
/// The deserializer's, for anything else.
pub fn integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let value = u64::deserialize(deserializer)?;
    if value <= LARGEST_INTEGER { Ok(value) } else { Err(de::Error::custom("an integer of 2^53 or more")) }
}

/// Like [`integer`], for a key that may be absent.
///
/// # Errors
/// The deserializer's, for anything else.
pub fn optional_integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    integer(deserializer).map(Some)
}

/// Like [`integer`], for a list that may be absent.
///
/// # Errors
/// The deserializer's, for anything else.
pub fn optional_integers<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<u64>>, D::Error> {
    let values = Vec::<u64>::deserialize(deserializer)?;
    if values.iter().all(|value| *value <= LARGEST_INTEGER) {
        Ok(Some(values))
    } else {
        Err(de::Error::custom("an integer of 2^53 or more"))
    }
}
