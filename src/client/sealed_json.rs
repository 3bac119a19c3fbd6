//! JSON that is sealed and not signed: bounded before parsing, padded with spaces, its unknown keys kept.

use serde::{Serialize, de::DeserializeOwned};
use zeroize::Zeroizing;

use crate::protocol::{Refusal, padding};

/// How deep JSON of this protocol nests at most (§3).
const NESTING: usize = 4;

/// Reads padded JSON.
///
/// # Errors
/// `too_large` over `limit` bytes with padding, or nested deeper than 4; `malformed` for what isn't a `T`.
pub fn read<T: DeserializeOwned>(padded: &[u8], limit: usize) -> Result<T, Refusal> {
    if padded.len() > limit || nesting(padded) > NESTING {
        return Err(Refusal::TooLarge);
    }
    serde_json::from_slice(padding::without_spaces(padded)).map_err(|_| Refusal::Malformed)
}

/// Writes JSON padded to a multiple of `block` bytes.
///
/// # Errors
/// `too_large` over `limit` bytes with padding.
pub fn write<T: Serialize>(value: &T, block: usize, limit: usize) -> Result<Zeroizing<Vec<u8>>, Refusal> {
    #[expect(clippy::expect_used, reason = "our own types: string keys, no failing Serialize")]
    let mut json = Zeroizing::new(serde_json::to_vec(value).expect("plain data serialises"));
    if json.len().next_multiple_of(block) > limit {
        return Err(Refusal::TooLarge);
    }
    // A new allocation, because growing one leaves a copy of what it held.
    let mut padded = Vec::with_capacity(json.len().next_multiple_of(block));
    padded.append(&mut json);
    Ok(Zeroizing::new(padding::with_spaces(padded, block)))
}

/// The deepest nesting of arrays and objects, without parsing anything else.
fn nesting(json: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut in_string, mut escaped) = (false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_to_be_read_is_not_written() {
        let text = "x".repeat(1000);
        let written = write(&text, 512, 1024).unwrap();
        assert_eq!(written.len(), 1024);
        assert_eq!(read::<String>(&written, 1024), Ok(text));
        assert_eq!(write(&"x".repeat(1023), 512, 1024), Err(Refusal::TooLarge));
        assert_eq!(read::<String>(&written, 1023), Err(Refusal::TooLarge));
    }

    #[test]
    fn nesting_counts_brackets_outside_strings() {
        assert_eq!(nesting(br#"{"a":["[[[[\"[[[["],"b":{}}"#), 2);
        assert_eq!(nesting(br"[[[[[]]]]]"), 5);
    }
}
