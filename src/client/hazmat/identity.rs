//! age identities and recipients of the two types that this protocol uses.

use std::{fmt, str::FromStr};

use zeroize::Zeroizing;

use super::{
    bech,
    hybrid::{HybridIdentity, HybridRecipient},
    secret::Key,
};
use crate::protocol::age_header::RecipientType;

/// Bech32 prefixes of an identity and a recipient.
fn prefixes(recipient_type: RecipientType) -> (&'static str, &'static str) {
    match recipient_type {
        RecipientType::X25519 => ("age-secret-key-", "age"),
        RecipientType::Hybrid => ("age-secret-key-pq-", "age1pq"),
    }
}

/// An age identity: 32 secret bytes and what they are for.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    recipient_type: RecipientType,
    seed: Key,
}

impl Identity {
    /// The identity of these 32 bytes: the scalar before clamping (X25519) or the seed (hybrid).
    #[must_use]
    pub fn from_seed(recipient_type: RecipientType, seed: Key) -> Self {
        Self { recipient_type, seed }
    }

    /// A fresh identity.
    #[must_use]
    pub fn generate(recipient_type: RecipientType) -> Self {
        Self::from_seed(recipient_type, Key::generate())
    }

    /// `AGE-SECRET-KEY-1…` or `AGE-SECRET-KEY-PQ-1…`; `None` for anything else.
    #[must_use]
    pub fn parse_secret(text: &str) -> Option<Self> {
        [RecipientType::X25519, RecipientType::Hybrid].into_iter().find_map(|recipient_type| {
            let bytes = bech::decode::<32>(prefixes(recipient_type).0, text)?;
            // Lower case is Bech32 too, but stock tools write and read upper case alone.
            if text.bytes().any(|byte| byte.is_ascii_lowercase()) {
                return None;
            }
            Some(Self::from_seed(recipient_type, Key::from_slice(&bytes[..])?))
        })
    }

    /// Its type.
    #[must_use]
    pub fn recipient_type(&self) -> RecipientType {
        self.recipient_type
    }

    /// Its 32 bytes: for a keyring.
    #[must_use]
    pub fn expose_secret_seed(&self) -> &Key {
        &self.seed
    }

    /// Its text, as the stock `age` tool reads it: for a label or an export.
    #[must_use]
    pub fn expose_secret_text(&self) -> Zeroizing<String> {
        let mut text = bech::encode(prefixes(self.recipient_type).0, self.seed.expose_secret_bytes());
        text.make_ascii_uppercase();
        text
    }

    /// Who may seal to it.
    #[must_use]
    pub fn to_recipient(&self) -> Recipient {
        match self.recipient_type {
            RecipientType::X25519 => Recipient(Inner::X25519(self.x25519().to_public())),
            RecipientType::Hybrid => {
                Recipient(Inner::Hybrid(Box::new(HybridIdentity::from_seed(&self.seed).to_recipient())))
            }
        }
    }

    pub(super) fn to_age(&self) -> Box<dyn age::Identity> {
        match self.recipient_type {
            RecipientType::X25519 => Box::new(self.x25519()),
            RecipientType::Hybrid => Box::new(HybridIdentity::from_seed(&self.seed)),
        }
    }

    fn x25519(&self) -> age::x25519::Identity {
        match self.expose_secret_text().parse() {
            Ok(identity) => identity,
            Err(_) => unreachable!("the text was just written from 32 bytes"),
        }
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Identity({:?}, …)", self.recipient_type)
    }
}

/// An age recipient of one of the two types.
#[derive(Clone)]
pub struct Recipient(Inner);

#[derive(Clone)]
enum Inner {
    X25519(age::x25519::Recipient),
    Hybrid(Box<HybridRecipient>),
}

/// Why a text is no recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an age recipient of a type that this protocol uses")]
pub struct NotARecipient;

impl Recipient {
    /// Its type.
    #[must_use]
    pub fn recipient_type(&self) -> RecipientType {
        match self.0 {
            Inner::X25519(_) => RecipientType::X25519,
            Inner::Hybrid(_) => RecipientType::Hybrid,
        }
    }

    pub(super) fn as_age(&self) -> &dyn age::Recipient {
        match &self.0 {
            Inner::X25519(recipient) => recipient,
            Inner::Hybrid(recipient) => &**recipient,
        }
    }
}

impl FromStr for Recipient {
    type Err = NotARecipient;

    /// `age1…` or `age1pq1…`, in lower case.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Err(NotARecipient);
        }
        if let Some(bytes) = bech::decode(prefixes(RecipientType::Hybrid).1, text) {
            return HybridRecipient::from_bytes(&bytes)
                .map(|key| Self(Inner::Hybrid(Box::new(key))))
                .ok_or(NotARecipient);
        }
        text.parse().map(|key| Self(Inner::X25519(key))).map_err(|_| NotARecipient)
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::X25519(recipient) => recipient.fmt(formatter),
            Inner::Hybrid(recipient) => {
                formatter.write_str(&bech::encode(prefixes(RecipientType::Hybrid).1, &recipient.to_bytes()))
            }
        }
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}
