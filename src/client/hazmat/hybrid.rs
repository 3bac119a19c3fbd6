//! age's hybrid post-quantum recipient type `mlkem768x25519` (<https://c2sp.org/age>), which the age library lacks.
//!
//! The file key is sealed with HPKE (RFC 9180) in base mode: KEM MLKEM768-X25519, HKDF-SHA-256, ChaCha20-Poly1305.

use std::collections::HashSet;

use age_core::{
    format::{FILE_KEY_BYTES, FileKey, Stanza},
    secrecy::{ExposeSecret, zeroize::Zeroize},
};
use data_encoding::BASE64_NOPAD;
use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable, aead::ChaCha20Poly1305, kdf::HkdfSha256, kem::XWing,
    single_shot_open, single_shot_seal,
};

use super::secret::Key;

/// The stanza's type.
pub const TYPE: &str = "mlkem768x25519";
/// Bytes of a recipient.
pub const RECIPIENT: usize = 1216;
const INFO: &[u8] = b"age-encryption.org/mlkem768x25519";
const ENCAPSULATED: usize = 1120;
const TAG: usize = 16;

/// Who may open: an encapsulation key, checked when it was parsed.
#[derive(Clone)]
pub struct HybridRecipient(<XWing as Kem>::PublicKey);

/// Who opens: expanded from a seed of 32 bytes.
pub struct HybridIdentity(<XWing as Kem>::PrivateKey);

impl HybridRecipient {
    /// The recipient in these bytes, unless they are no encapsulation key.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; RECIPIENT]) -> Option<Self> {
        <XWing as Kem>::PublicKey::from_bytes(bytes).ok().map(Self)
    }

    /// The bytes that `age1pq1…` encodes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes().to_vec()
    }
}

impl HybridIdentity {
    /// The identity of a seed.
    #[must_use]
    pub fn from_seed(seed: &Key) -> Self {
        match <XWing as Kem>::PrivateKey::from_bytes(seed.expose_secret_bytes()) {
            Ok(key) => Self(key),
            Err(_) => unreachable!("every 32 bytes are a seed"),
        }
    }

    /// Its recipient.
    #[must_use]
    pub fn to_recipient(&self) -> HybridRecipient {
        HybridRecipient(XWing::sk_to_pk(&self.0))
    }
}

impl age::Recipient for HybridRecipient {
    fn wrap_file_key(&self, file_key: &FileKey) -> Result<(Vec<Stanza>, HashSet<String>), age::EncryptError> {
        let (encapsulated, body) = single_shot_seal::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeS::Base,
            &self.0,
            INFO,
            file_key.expose_secret(),
            &[],
        )
        .map_err(|error| age::EncryptError::Io(std::io::Error::other(error.to_string())))?;
        let stanza = Stanza { tag: TYPE.to_owned(), args: vec![BASE64_NOPAD.encode(&encapsulated.to_bytes())], body };
        // The label keeps age from writing a recipient beside it that isn't post-quantum.
        Ok((vec![stanza], HashSet::from(["postquantum".to_owned()])))
    }
}

impl age::Identity for HybridIdentity {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, age::DecryptError>> {
        if stanza.tag != TYPE {
            return None;
        }
        let Some(encapsulated) = encapsulated_key(stanza) else {
            return Some(Err(age::DecryptError::InvalidHeader));
        };
        let mut opened = single_shot_open::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeR::Base,
            &self.0,
            &encapsulated,
            INFO,
            &stanza.body,
            &[],
        )
        .ok()?;
        let file_key = FileKey::init_with_mut(|key| key.copy_from_slice(&opened));
        opened.zeroize();
        Some(Ok(file_key))
    }
}

/// The stanza's one argument, once argument and body have the lengths that the specification demands.
fn encapsulated_key(stanza: &Stanza) -> Option<<XWing as Kem>::EncappedKey> {
    let [argument] = &stanza.args[..] else { return None };
    let bytes = BASE64_NOPAD.decode(argument.as_bytes()).ok()?;
    if bytes.len() != ENCAPSULATED || stanza.body.len() != FILE_KEY_BYTES + TAG {
        return None;
    }
    <XWing as Kem>::EncappedKey::from_bytes(&bytes).ok()
}
