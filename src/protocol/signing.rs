//! What is signed: Ed25519 (RFC 8032) over DSSE's pre-authentication encoding, strictly verified (§2).

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use zeroize::Zeroizing;

use super::Refusal;

/// Everything that is ever signed, in one place. A signature under one type is worthless under another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureType {
    /// A card, by its own key.
    Card,
    /// A card, by the key of the card before it.
    Endorsement,
    /// The header of an act.
    Act,
    /// A request that changes what leads into an account.
    Change,
    /// The answer to an invitation.
    Reply,
    /// A history of consents.
    Consents,
    /// What an organisation says of a member.
    Vouch,
}

impl SignatureType {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Card, Self::Endorsement, Self::Act, Self::Change, Self::Reply, Self::Consents, Self::Vouch];

    /// The name inside the media type.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Endorsement => "endorsement",
            Self::Act => "act",
            Self::Change => "change",
            Self::Reply => "reply",
            Self::Consents => "consents",
            Self::Vouch => "vouch",
        }
    }
}

/// The 32-byte seed of a signing key. Zeroized on drop, never printed, never serialised.
pub struct SigningSeed(Zeroizing<[u8; 32]>);

impl SigningSeed {
    /// Takes a seed.
    #[must_use]
    pub fn new(seed: [u8; 32]) -> Self {
        Self(Zeroizing::new(seed))
    }

    /// The public key, 32 bytes.
    #[must_use]
    pub fn public_key(&self) -> [u8; 32] {
        SigningKey::from_bytes(&self.0).verifying_key().to_bytes()
    }

    /// Signs `bytes` as `kind`.
    #[must_use]
    pub fn sign(&self, kind: SignatureType, bytes: &[u8]) -> [u8; 64] {
        SigningKey::from_bytes(&self.0).sign(&pre_authentication_encoding(kind, bytes)).to_bytes()
    }

    /// The seed itself, for the keyring only.
    #[must_use]
    pub fn dangerous_seed_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for SigningSeed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SigningSeed(…)")
    }
}

/// Verifies strictly: small-order keys and non-canonical encodings are refused.
///
/// # Errors
/// `weak_key` for a key of small order, `signature` for everything else.
pub fn verify(kind: SignatureType, key: &[u8; 32], bytes: &[u8], signature: &[u8; 64]) -> Result<(), Refusal> {
    let key = VerifyingKey::from_bytes(key).map_err(|_| Refusal::Signature)?;
    if key.is_weak() {
        return Err(Refusal::WeakKey);
    }
    key.verify_strict(&pre_authentication_encoding(kind, bytes), &Signature::from_bytes(signature))
        .map_err(|_| Refusal::Signature)
}

/// DSSE v1 pre-authentication encoding (secure-systems-lab/dsse, protocol.md).
#[must_use]
pub fn pre_authentication_encoding(kind: SignatureType, bytes: &[u8]) -> Vec<u8> {
    let media_type = format!("application/vnd.armoire.{}+json", kind.name());
    let mut encoding = format!("DSSEv1 {} {media_type} {} ", media_type.len(), bytes.len()).into_bytes();
    encoding.extend_from_slice(bytes);
    encoding
}
