//! Every context of `derive`, with its fields in their order.

use zeroize::Zeroizing;

use super::context::{SlotKind, info};
use crate::{
    client::hazmat::{Key, Pin, Secret, hkdf},
    protocol::{bytes, id::NodeId},
};

/// What a derived key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derivation<'a> {
    /// How the server looks a slot up, from the slot's P.
    Find(SlotKind),
    /// Where greeting and reply to an invitation lie, from its secret.
    FindInvitation,
    /// Proof of knowing P.
    Auth(SlotKind),
    /// The slot's key, from P.
    Key(SlotKind),
    /// The recovery card's X25519 identity, from its P.
    Recovery,
    /// Proof of knowing a device's PIN, from the device's D.
    Pin {
        /// What was typed.
        pin: &'a Pin,
    },
    /// The device slot's key, from D.
    Device {
        /// The server's part, 32 bytes, given for a right PIN alone.
        pepper: &'a Key,
        /// What was typed.
        pin: &'a Pin,
    },
    /// The key of a device's pocket, from a device key of its own.
    Pocket {
        /// Argon2id of the pocket's code.
        stretched: &'a Key,
    },
    /// A document's key, from its folder's.
    Document {
        /// The document.
        node: NodeId,
        /// Epoch of the folder's key.
        epoch: u64,
        /// The document's turn, from 0.
        turn: u64,
    },
    /// Seed of the inbox's hybrid identity, from the locker's key.
    Inbox {
        /// Epoch of the locker's key.
        epoch: u64,
    },
    /// Key of a client's own state, from its device's secret and its session's half.
    Profile {
        /// Which profile.
        profile: &'a str,
    },
}

impl Derivation<'_> {
    /// `"armoire/1/" context`, then each field after a newline.
    #[must_use]
    pub fn info(&self) -> Vec<u8> {
        match *self {
            Self::Find(kind) => info("find", &[&kind.name()]),
            Self::FindInvitation => info("find", &[&"invite"]),
            Self::Auth(kind) => info("auth", &[&kind.name()]),
            Self::Key(kind) => info("key", &[&kind.name()]),
            Self::Recovery => info("recovery", &[]),
            Self::Pin { pin } => info("pin", &[&pin.expose_secret_text()]),
            Self::Device { pepper, pin } => info("device", &[&*text(pepper), &pin.expose_secret_text()]),
            Self::Pocket { stretched } => info("pocket", &[&*text(stretched)]),
            Self::Document { node, epoch, turn } => info("document", &[&node, &epoch, &turn]),
            Self::Inbox { epoch } => info("inbox", &[&epoch]),
            Self::Profile { profile } => info("profile", &[&profile]),
        }
    }
}

/// HKDF-SHA-256 of `secret` with an empty salt, 32 bytes.
#[must_use]
pub fn derive<const N: usize>(secret: &Secret<N>, derivation: &Derivation<'_>) -> Key {
    hkdf::derive(secret.expose_secret_bytes(), &[], &Zeroizing::new(derivation.info()))
}

fn text(key: &Key) -> Zeroizing<String> {
    Zeroizing::new(bytes::encode(key.expose_secret_bytes()))
}
