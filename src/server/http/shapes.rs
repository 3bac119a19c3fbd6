//! What travels as JSON.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    protocol::{
        bytes::Bytes,
        card::SignedCard,
        id::{AccountId, LockerId, SlotId},
    },
    server::{
        clock::Milliseconds,
        storage::{self, LockerSummary},
    },
};

/// A public card, as it was signed.
#[expect(clippy::struct_field_names, reason = "the names of the interface")]
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// Canonical JSON, base64url.
    #[schema(value_type = String)]
    pub card: Bytes,
    /// By its own key, 64 bytes, base64url.
    #[schema(value_type = String)]
    pub signature: Bytes,
    /// By the key of the card before, 64 bytes, base64url; absent in the first.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[schema(value_type = Option<String>)]
    pub endorsement: Option<Bytes>,
}

/// Bytes as they are.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "for the description only")]
pub struct Binary(Vec<u8>);

/// A way in, as a client makes it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SlotNew {
    /// Random, 32 characters of base32.
    #[schema(value_type = String)]
    pub id: SlotId,
    /// What leads to it.
    pub kind: SlotKind,
    /// The handle, or a derived value.
    pub find: String,
    /// SHA-256 of the proof, base64url.
    #[schema(value_type = String)]
    pub verifier: Bytes,
    /// The account key, sealed, base64url.
    #[schema(value_type = String)]
    pub sealed: Bytes,
    /// Of a device's slot: what came with its pepper, 16 bytes, base64url.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub nonce: Option<Bytes>,
    /// What its holder calls it, sealed, at most 512 bytes, base64url.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub name: Option<Bytes>,
}

/// A way in that stays when others go.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SlotKept {
    /// The slot of words or of a card that is there.
    #[schema(value_type = String)]
    pub id: SlotId,
    /// The new account key, sealed, base64url.
    #[schema(value_type = String)]
    pub sealed: Bytes,
}

/// What leads to a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum SlotKind {
    /// A handle and five words.
    Words,
    /// A recovery card.
    Card,
    /// A device and its PIN.
    Device,
    /// A passkey.
    Passkey,
}

/// A way in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Slot {
    /// Its id.
    #[schema(value_type = String)]
    pub id: SlotId,
    /// What leads to it.
    pub kind: SlotKind,
    /// The account key, sealed, base64url.
    #[schema(value_type = String)]
    pub sealed: Bytes,
    /// Milliseconds since 1970.
    #[schema(value_type = i64)]
    pub created: Milliseconds,
    /// What its holder calls it, sealed, base64url.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub name: Option<Bytes>,
    /// When somebody last came in by it, by the hour, in milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    pub used: Option<Milliseconds>,
}

/// A keyring.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Keyring {
    /// From 1, only growing.
    pub version: u64,
    /// Sealed, base64url.
    #[schema(value_type = String)]
    pub sealed: Bytes,
}

/// A keyring that replaces one of a known version.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyringNew {
    /// The version that it replaces.
    pub expected: u64,
    /// More than `expected`.
    pub version: u64,
    /// Sealed, base64url.
    #[schema(value_type = String)]
    pub sealed: Bytes,
}

/// A session.
#[derive(Debug, Serialize, ToSchema)]
pub struct Session {
    /// Its id; not the token.
    pub id: String,
    /// `browser`, `command line` or `other`.
    pub client: &'static str,
    /// Milliseconds since 1970.
    #[schema(value_type = i64)]
    pub created: Milliseconds,
    /// Milliseconds since 1970, by the hour.
    #[schema(value_type = i64)]
    pub last_used: Milliseconds,
    /// Milliseconds since 1970.
    #[schema(value_type = i64)]
    pub expires: Milliseconds,
    /// Whether this request came with it.
    pub current: bool,
    /// What its holder calls it, sealed, base64url.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub name: Option<Bytes>,
    /// 32 bytes that the server keeps for the device, base64url; only of the current one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub half: Option<Bytes>,
}

/// An account that was just opened.
#[derive(Debug, Serialize, ToSchema)]
pub struct Opened {
    /// Its id.
    #[schema(value_type = String)]
    pub account: AccountId,
    /// Its first locker.
    #[schema(value_type = String)]
    pub locker: LockerId,
    /// Its ways in, as they are stored.
    pub slots: Vec<Slot>,
    /// Its keyring, as it is stored.
    pub keyring: Keyring,
    /// The session that begins.
    pub session: Session,
}

/// A locker in short.
#[derive(Debug, Serialize, ToSchema)]
pub struct Locker {
    /// Its id.
    #[schema(value_type = String)]
    pub id: LockerId,
    /// Whose.
    #[schema(value_type = String)]
    pub holder: AccountId,
    /// The newest act.
    pub seq: u64,
    /// Its hash, base64url.
    pub hash: String,
    /// The newest checkpoint, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checkpoint: Option<u64>,
    /// Bytes of sealed objects.
    pub used: u64,
    /// Bytes at most.
    pub quota: u64,
}

impl Locker {
    /// From what is stored.
    pub fn new(locker: &LockerSummary, quota: u64) -> Self {
        let &LockerSummary { id, holder, seq, hash, checkpoint, used, .. } = locker;
        Self { id, holder, seq, hash: hash.to_string(), checkpoint, used, quota }
    }
}

impl From<storage::Slot> for Slot {
    fn from(slot: storage::Slot) -> Self {
        Self {
            id: slot.id,
            kind: slot.kind.into(),
            sealed: Bytes(slot.sealed),
            created: slot.created,
            name: slot.name.map(Bytes),
            used: slot.used,
        }
    }
}

impl From<storage::Keyring> for Keyring {
    fn from(keyring: storage::Keyring) -> Self {
        Self { version: keyring.version, sealed: Bytes(keyring.sealed) }
    }
}

impl From<storage::SlotKind> for SlotKind {
    fn from(kind: storage::SlotKind) -> Self {
        match kind {
            storage::SlotKind::Words => Self::Words,
            storage::SlotKind::Card => Self::Card,
            storage::SlotKind::Device => Self::Device,
            storage::SlotKind::Passkey => Self::Passkey,
        }
    }
}

impl From<SlotKind> for storage::SlotKind {
    fn from(kind: SlotKind) -> Self {
        match kind {
            SlotKind::Words => Self::Words,
            SlotKind::Card => Self::Card,
            SlotKind::Device => Self::Device,
            SlotKind::Passkey => Self::Passkey,
        }
    }
}

impl From<SignedCard> for Card {
    fn from(card: SignedCard) -> Self {
        Self {
            card: Bytes(card.card),
            signature: Bytes(card.signature.to_vec()),
            endorsement: card.endorsement.map(|signature| Bytes(signature.to_vec())),
        }
    }
}

impl TryFrom<Card> for SignedCard {
    type Error = crate::protocol::Refusal;

    fn try_from(card: Card) -> Result<Self, Self::Error> {
        let signature = |bytes: Bytes| bytes.0.try_into().map_err(|_| crate::protocol::Refusal::Malformed);
        Ok(Self {
            card: card.card.0,
            signature: signature(card.signature)?,
            endorsement: card.endorsement.map(signature).transpose()?,
        })
    }
}
