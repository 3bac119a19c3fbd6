//! Ids: 20 bytes as 32 characters of lower-case base32 (§1).

use std::{fmt, str::FromStr, sync::LazyLock};

use data_encoding::{Encoding, Specification};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{
    Refusal,
    bytes::{self, Hash},
};

/// Bytes of an id.
pub const LENGTH: usize = 20;

static BASE32: LazyLock<Encoding> = LazyLock::new(|| {
    let mut specification = Specification::new();
    specification.symbols.push_str("abcdefghijklmnopqrstuvwxyz234567");
    #[expect(clippy::expect_used, reason = "a constant")]
    specification.encoding().expect("32 different symbols")
});

macro_rules! id {
    ($(#[$documentation:meta])* $name:ident) => {
        $(#[$documentation])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; LENGTH]);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&BASE32.encode(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, formatter)
            }
        }

        impl FromStr for $name {
            type Err = Refusal;

            /// # Errors
            /// `malformed` unless it is 32 characters of lower-case base32.
            fn from_str(text: &str) -> Result<Self, Refusal> {
                let bytes = BASE32.decode(text.as_bytes()).map_err(|_| Refusal::Malformed)?;
                bytes.try_into().map(Self).map_err(|_| Refusal::Malformed)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }
    };
}

id! {
    /// A person's account: hash of its first signing key (§5).
    AccountId
}
id! {
    /// A locker: hash of its act 0 (§7).
    LockerId
}
id! {
    /// A node of a locker: a folder or a document (random), or the locker itself (its own id).
    NodeId
}
id! {
    /// A stored object (random).
    ObjectId
}
id! {
    /// A slot (random).
    SlotId
}

/// A grant: 16 random bytes, base64url (§7).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GrantId(pub [u8; 16]);

impl fmt::Display for GrantId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&bytes::encode(&self.0))
    }
}

impl fmt::Debug for GrantId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl FromStr for GrantId {
    type Err = Refusal;

    /// # Errors
    /// `malformed` unless it is 16 bytes of base64url without padding.
    fn from_str(text: &str) -> Result<Self, Refusal> {
        bytes::decode(text)?.try_into().map(Self).map_err(|_| Refusal::Malformed)
    }
}

impl Serialize for GrantId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for GrantId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl AccountId {
    /// The account that begins with this Ed25519 key.
    #[must_use]
    pub fn of_first_key(key: &[u8; 32]) -> Self {
        let mut input = b"armoire/1/id\n".to_vec();
        input.extend_from_slice(key);
        Self(first_bytes(Hash::of(&input)))
    }
}

impl LockerId {
    /// The locker that begins with the act of this hash.
    #[must_use]
    pub fn of_first_act(hash: Hash) -> Self {
        Self(first_bytes(hash))
    }

    /// The locker as a node of itself, as `rotate` and `seen` name it.
    #[must_use]
    pub fn as_node(self) -> NodeId {
        NodeId(self.0)
    }
}

fn first_bytes(hash: Hash) -> [u8; LENGTH] {
    let mut id = [0; LENGTH];
    id.copy_from_slice(&hash.0[..LENGTH]);
    id
}
