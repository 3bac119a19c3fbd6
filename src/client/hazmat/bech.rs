//! Bech32 (BIP 173) as age uses it: without the limit of 90 characters, since a hybrid recipient has 1,959.

use bech32::{
    Bech32, Checksum, Hrp,
    primitives::{checksum::PackedFe32, decode::CheckedHrpstring},
};
use zeroize::Zeroizing;

/// The code of [`Bech32`] with room for age's long recipients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AgeBech32 {}

impl Checksum for AgeBech32 {
    type MidstateRepr = u32;
    const CODE_LENGTH: usize = 4096;
    const CHECKSUM_LENGTH: usize = Bech32::CHECKSUM_LENGTH;
    const GENERATOR_SH: [u32; 5] = Bech32::GENERATOR_SH;
    const TARGET_RESIDUE: u32 = Bech32::TARGET_RESIDUE;
}

const _: () = assert!(AgeBech32::CHECKSUM_LENGTH <= <u32 as PackedFe32>::WIDTH);

/// `data` in lower case under the prefix `prefix`.
///
/// # Panics
/// When `prefix` is none of Bech32, or `data` is longer than 2 KiB: prefixes are age's, and its longest key has 1,216 bytes.
#[must_use]
pub fn encode(prefix: &str, data: &[u8]) -> Zeroizing<String> {
    let encoded = Hrp::parse(prefix).ok().and_then(|prefix| bech32::encode_lower::<AgeBech32>(prefix, data).ok());
    #[expect(clippy::expect_used, reason = "prefixes are constants and lengths at most 1,216")]
    Zeroizing::new(encoded.expect("the prefix and the length are within Bech32's bounds"))
}

/// The N bytes of `text` under the prefix `prefix`, in either case but not in both.
#[must_use]
pub fn decode<const N: usize>(prefix: &str, text: &str) -> Option<Zeroizing<[u8; N]>> {
    let checked = CheckedHrpstring::new::<AgeBech32>(text).ok()?;
    // Bits left over in the last character must be zero: one text for one key.
    checked.validate_segwit_padding().ok()?;
    if checked.hrp() != Hrp::parse(prefix).ok()? || checked.byte_iter().len() != N {
        return None;
    }
    let mut data = Zeroizing::new([0; N]);
    data.iter_mut().zip(checked.byte_iter()).for_each(|(to, from)| *to = from);
    Some(data)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_bech32() {
        AgeBech32::sanity_check();
        let short = bech32::encode::<Bech32>(Hrp::parse("age").unwrap(), &[7; 32]).unwrap();
        assert_eq!(*encode("age", &[7; 32]), short);
    }

    #[test]
    fn prefix_length_and_checksum_must_fit() {
        let text = encode("age", &[7; 32]);
        assert_eq!(decode::<32>("age", &text).map(|data| *data), Some([7; 32]));
        assert!(decode::<32>("age1pq", &text).is_none());
        assert!(decode::<31>("age", &text).is_none());
        assert!(decode::<32>("age", &text.replace("age1q", "age1p")).is_none());
    }
}
