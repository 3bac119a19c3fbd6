//! Every context of `seal`, with its fields in their order.

use std::fmt::{self, Write};

use crate::protocol::{
    bytes,
    id::{AccountId, LockerId, NodeId, SlotId},
};

/// Before every context, in `seal` and `derive`.
const SUITE: &str = "armoire/1/";

/// What a sealed thing is and where it belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context<'a> {
    /// A keyring, under the account key.
    Keyring {
        /// Whose.
        account: AccountId,
        /// The keyring's version, from 1.
        version: u64,
    },
    /// A slot of any kind but the card's: the account key, under the slot's key.
    Slot {
        /// Whose.
        account: AccountId,
        /// Which.
        slot: SlotId,
        /// Of what kind.
        kind: SlotKind,
    },
    /// A key of the locker or of a folder, under its parent's.
    Node {
        /// The locker.
        locker: LockerId,
        /// Whose key it is.
        node: NodeId,
        /// The key's epoch, from 1.
        epoch: u64,
    },
    /// The key that a rotation replaced, under the one that replaced it.
    Prior {
        /// The locker.
        locker: LockerId,
        /// Whose key it is.
        node: NodeId,
        /// Epoch of the old key.
        epoch: u64,
    },
    /// A label, under the document's or folder's key.
    Label {
        /// The locker.
        locker: LockerId,
        /// The document or folder.
        node: NodeId,
        /// Its version, from 1.
        version: u64,
    },
    /// What a person wrote about an act, under the node's key.
    Act {
        /// The locker.
        locker: LockerId,
        /// The node that the act is about.
        node: NodeId,
        /// Kind of the act, as its body names it.
        kind: &'a str,
        /// The body's salt.
        salt: &'a [u8; 16],
    },
    /// The name that its holder gave a way in or a session, under the account key.
    Name {
        /// Whose.
        account: AccountId,
        /// The slot's or the session's id.
        id: &'a str,
    },
    /// What an inviter says to whoever opens their invitation, under its secret.
    Greeting {
        /// Who invites.
        inviter: AccountId,
    },
    /// The answer to an invitation, under its secret.
    Invite {
        /// Who invites.
        inviter: AccountId,
        /// Who answers.
        invitee: AccountId,
    },
    /// A client's own state on its device.
    Profile {
        /// Which profile.
        profile: &'a str,
        /// Which part of it.
        part: &'a str,
    },
}

/// Kinds of slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotKind {
    /// Five words.
    Words,
    /// The recovery card.
    Card,
    /// A device with its PIN.
    Device,
    /// A passkey that answers with a secret (`WebAuthn` PRF).
    Passkey,
}

impl SlotKind {
    /// The name in fields and on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Card => "card",
            Self::Device => "device",
            Self::Passkey => "passkey",
        }
    }
}

impl Context<'_> {
    /// `"armoire/1/" context`, then each field after a newline. Fields are ids, decimal numbers, base64url and names of
    /// this code; newlines in the texts of `Name` and `Profile` are left out, so that no field runs into the next.
    #[must_use]
    pub fn info(&self) -> Vec<u8> {
        match *self {
            Self::Keyring { account, version } => info("keyring", &[&account, &version]),
            Self::Slot { account, slot, kind } => info("slot", &[&account, &slot, &kind.name()]),
            Self::Node { locker, node, epoch } => info("node", &[&locker, &node, &epoch]),
            Self::Prior { locker, node, epoch } => info("prior", &[&locker, &node, &epoch]),
            Self::Label { locker, node, version } => info("label", &[&locker, &node, &version]),
            Self::Act { locker, node, kind, salt } => info("act", &[&locker, &node, &kind, &bytes::encode(salt)]),
            Self::Greeting { inviter } => info("greeting", &[&inviter]),
            Self::Invite { inviter, invitee } => info("invite", &[&inviter, &invitee]),
            Self::Name { account, id } => info("name", &[&account, &id]),
            Self::Profile { profile, part } => info("profile", &[&profile, &part]),
        }
    }
}

/// The bytes that HKDF gets as `info`.
pub(super) fn info(context: &str, fields: &[&dyn fmt::Display]) -> Vec<u8> {
    let mut info = format!("{SUITE}{context}");
    for field in fields {
        // Writing to a `String` can't fail.
        let _ = write!(info, "\n{}", field.to_string().replace('\n', ""));
    }
    info.into_bytes()
}
