//! Padded sizes (§4).

/// A payload is padded to at least this many bytes.
const SMALLEST: u64 = 1024;

/// The padded length of a payload of `length` bytes: Padmé (Nikitin et al., "Reducing metadata leakage from encrypted
/// files and communication with PURBs", `PoPETs` 2019), at least 1,024; at most 12 % longer above that.
///
/// # Panics
/// Never for lengths up to 2^62.
#[must_use]
pub fn padded(length: u64) -> u64 {
    let length = length.max(SMALLEST);
    let exponent = length.ilog2();
    let significant = exponent.ilog2() + 1;
    let mask = (1_u64 << (exponent - significant)) - 1;
    (length + mask) & !mask
}

/// `text` followed by spaces up to the next multiple of `block` bytes (labels: 512, keyrings: 1,024).
#[must_use]
pub fn with_spaces(mut text: Vec<u8>, block: usize) -> Vec<u8> {
    text.resize(text.len().next_multiple_of(block), b' ');
    text
}

/// Inverse of [`with_spaces`].
#[must_use]
pub fn without_spaces(padded: &[u8]) -> &[u8] {
    let end = padded.iter().rposition(|byte| *byte != b' ').map_or(0, |last| last + 1);
    &padded[..end]
}
