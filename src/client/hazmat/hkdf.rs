//! HKDF-SHA-256 (RFC 5869).

use hkdf::Hkdf;
use sha2::Sha256;

use super::secret::Secret;

/// HKDF-SHA-256 with `key` as its key material; N is 32 or 64 in this protocol, and at most 8,160 in any.
#[must_use]
pub fn derive<const N: usize>(key: &[u8], salt: &[u8], info: &[u8]) -> Secret<N> {
    const { assert!(N <= 255 * 32, "HKDF-SHA-256 gives at most 8,160 bytes") };
    let extracted = Hkdf::<Sha256>::new(Some(salt), key);
    match Secret::filled_by(|output: &mut [u8; N]| extracted.expand(info, output)) {
        Ok(secret) => secret,
        Err(_) => unreachable!("the length was checked when this was compiled"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::HEXLOWER;

    /// RFC 5869, test case 1, its first 32 bytes.
    #[test]
    fn gives_the_bytes_of_the_standard() {
        let salt = HEXLOWER.decode(b"000102030405060708090a0b0c").unwrap();
        let info = HEXLOWER.decode(b"f0f1f2f3f4f5f6f7f8f9").unwrap();
        let key: Secret<32> = derive(&[0x0b; 22], &salt, &info);
        assert_eq!(
            HEXLOWER.encode(key.expose_secret_bytes()),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
        );
    }
}
