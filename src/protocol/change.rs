//! What a session alone may not change: the account's newest card signs the request (§5).

use serde::Serialize;

use super::{
    Refusal,
    bytes::Hash,
    canonical,
    card::VerifiedCard,
    id::AccountId,
    signing::{self, SignatureType, SigningSeed},
};

/// The header that carries the signature: 64 bytes, base64url.
pub const SIGNATURE_HEADER: &str = "armoire-signature";

/// A request that changes what leads into an account, or ends it.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// Whose.
    pub account: AccountId,
    /// Hash of the account's newest card.
    pub card: Hash,
    /// Method and path below `/api/v1`, such as `PUT /keyring`.
    pub request: &'a str,
    /// The body as it is sent; empty without one.
    pub body: &'a [u8],
}

#[derive(Serialize)]
struct Signed<'a> {
    account: AccountId,
    card: Hash,
    request: &'a str,
    body: Hash,
}

/// Who can sign changes: the newest card of an account, with its seed.
#[derive(Clone, Copy, Debug)]
pub struct Signer<'a> {
    /// Whose.
    pub account: AccountId,
    /// Hash of the newest card.
    pub card: Hash,
    /// Its signing key.
    pub seed: &'a SigningSeed,
}

impl Signer<'_> {
    /// Signs a request with this body.
    #[must_use]
    pub fn sign(&self, request: &str, body: &[u8]) -> [u8; 64] {
        let change = Change { account: self.account, card: self.card, request, body };
        self.seed.sign(SignatureType::Change, &change.to_bytes())
    }
}

impl Change<'_> {
    /// What is signed: canonical JSON.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let Self { account, card, request, body } = *self;
        canonical::write(&Signed { account, card, request, body: Hash::of(body) })
    }

    /// Whether `card`, the account's newest, has signed it.
    ///
    /// # Errors
    /// `signature`, `weak_key`.
    pub fn verify(&self, card: &VerifiedCard, signature: &[u8; 64]) -> Result<(), Refusal> {
        signing::verify(SignatureType::Change, &card.content.signing.0, &self.to_bytes(), signature)
    }
}
