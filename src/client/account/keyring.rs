//! The keyring: what an account key opens.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use zeroize::{Zeroize, Zeroizing};

use super::{Handle, card::CardKeys};
use crate::{
    client::{
        envelope::{self, Context},
        hazmat::{Identity, Key, Recipient},
        people::{
            Introduction, OpenInvitation, OpenInvitationJson, Vouch, merge_invitations, merge_people, vouch::keep,
        },
        sealed_json,
    },
    protocol::{
        Refusal,
        age_header::RecipientType,
        bytes::{Bytes, Hash},
        canonical,
        id::{AccountId, LockerId},
        limits,
        signing::SigningSeed,
    },
};

const SUITE: u64 = 1;
const BLOCK: usize = 1024;

/// Seeds, roots and pins of one account.
#[derive(Debug)]
pub struct Keyring {
    /// The account's handle.
    pub handle: Handle,
    /// The secret keys of the newest card.
    pub keys: CardKeys,
    /// Number of that card.
    pub card: u64,
    /// X25519 recipient of the recovery card, so that its slot can be sealed again without the paper.
    pub recovery: Recipient,
    /// Own lockers.
    pub lockers: Vec<OwnLocker>,
    /// People who were met, each as [`Person`](crate::client::people::Person) reads them; others are kept as they are.
    pub people: Vec<Value>,
    /// Own invitations that wait for an answer.
    pub invitations: Vec<OpenInvitation>,
    /// How the holder last introduced themselves.
    pub introduction: Option<Introduction>,
    /// Whose deposits the holder doesn't want.
    pub blocked: BTreeSet<AccountId>,
    /// What organisations say of the holder, at most 8, ascending by organisation.
    pub vouches: Vec<Vouch>,
    /// Keys that this version doesn't know, kept.
    pub unknown: Map<String, Value>,
}

/// A locker of one's own.
#[derive(Debug)]
pub struct OwnLocker {
    /// Its id.
    pub locker: LockerId,
    /// What seals its key, and those of private folders.
    pub root: Key,
    /// Seq of the newest act that this account has seen: a pin.
    pub seq: u64,
    /// Hash of that act.
    pub hash: Hash,
    /// Keys that this version doesn't know, kept.
    pub unknown: Map<String, Value>,
}

impl Keyring {
    /// Seals it as `version` of `account`'s keyring, under the account key.
    ///
    /// # Errors
    /// `too_large` over 1 MiB.
    pub fn seal(&self, account_key: &Key, account: AccountId, version: u64) -> Result<Vec<u8>, Refusal> {
        let json = sealed_json::write(&KeyringJson::of(self), BLOCK, limits::KEYRING)?;
        Ok(envelope::seal(account_key, &Context::Keyring { account, version }, &json))
    }

    /// Opens a keyring that the server gave as `version`. `seen` is the highest version that this client has seen, 0 at
    /// first.
    ///
    /// # Errors
    /// `rolled_back` below `seen`; those of [`envelope::open`]; `suite`, `malformed` and `too_large` for its contents.
    pub fn open(
        account_key: &Key,
        account: AccountId,
        version: u64,
        seen: u64,
        sealed: &[u8],
    ) -> Result<Self, Refusal> {
        if version < seen {
            return Err(Refusal::RolledBack);
        }
        if sealed.len() > limits::KEYRING + crate::protocol::bytes::SEAL_OVERHEAD {
            return Err(Refusal::TooLarge);
        }
        let json = envelope::open(account_key, &Context::Keyring { account, version }, sealed)?;
        sealed_json::read::<KeyringJson>(&json, limits::KEYRING)?.into_keyring()
    }

    /// The locker's entry.
    #[must_use]
    pub fn locker(&self, locker: LockerId) -> Option<&OwnLocker> {
        self.lockers.iter().find(|own| own.locker == locker)
    }

    /// After a conflict: takes from `older`, which lost, what the newer keyring may not know. Pins by maximum, people,
    /// invitations and vouches by union, the rest stays the newer's.
    pub fn merge(&mut self, older: &Self) {
        for own in &mut self.lockers {
            if let Some(other) = older.locker(own.locker).filter(|other| other.seq > own.seq) {
                (own.seq, own.hash) = (other.seq, other.hash);
            }
        }
        merge_people(&mut self.people, &older.people);
        merge_invitations(&mut self.invitations, &older.invitations);
        if self.introduction.is_none() {
            self.introduction.clone_from(&older.introduction);
        }
        for vouch in &older.vouches {
            keep(&mut self.vouches, vouch);
        }
    }
}

/// The keyring as JSON. Never leaves this file unsealed; wiped on drop.
#[derive(Serialize, Deserialize)]
struct KeyringJson {
    #[serde(deserialize_with = "canonical::integer")]
    suite: u64,
    handle: String,
    signing: SecretJson,
    identity: SecretJson,
    #[serde(deserialize_with = "canonical::integer")]
    card: u64,
    recovery: String,
    lockers: Vec<OwnLockerJson>,
    people: Vec<Value>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    invitations: Vec<OpenInvitationJson>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    introduction: Option<Introduction>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    blocked: BTreeSet<AccountId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    vouches: Vec<Value>,
    #[serde(flatten)]
    unknown: Map<String, Value>,
}

#[derive(Serialize, Deserialize)]
struct OwnLockerJson {
    locker: LockerId,
    root: SecretJson,
    #[serde(deserialize_with = "canonical::integer")]
    seq: u64,
    hash: Hash,
    #[serde(flatten)]
    unknown: Map<String, Value>,
}

/// 32 secret bytes on their way into or out of sealed JSON.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct SecretJson(Bytes);

impl Drop for SecretJson {
    fn drop(&mut self) {
        self.0.0.zeroize();
    }
}

impl SecretJson {
    fn of(bytes: &[u8; 32]) -> Self {
        Self(Bytes(bytes.to_vec()))
    }

    fn key(&self) -> Result<Key, Refusal> {
        Key::from_slice(&self.0.0).ok_or(Refusal::Malformed)
    }
}

impl KeyringJson {
    fn of(keyring: &Keyring) -> Self {
        Self {
            suite: SUITE,
            handle: keyring.handle.to_string(),
            signing: SecretJson::of(keyring.keys.signing.dangerous_seed_bytes()),
            identity: SecretJson::of(keyring.keys.identity.expose_secret_seed().expose_secret_bytes()),
            card: keyring.card,
            recovery: keyring.recovery.to_string(),
            lockers: keyring.lockers.iter().map(OwnLockerJson::of).collect(),
            people: keyring.people.clone(),
            invitations: keyring.invitations.iter().map(OpenInvitationJson::from).collect(),
            introduction: keyring.introduction.clone(),
            blocked: keyring.blocked.clone(),
            vouches: keyring.vouches.iter().filter_map(|vouch| serde_json::to_value(vouch).ok()).collect(),
            unknown: keyring.unknown.clone(),
        }
    }

    fn into_keyring(self) -> Result<Keyring, Refusal> {
        if self.suite != SUITE {
            return Err(Refusal::Suite);
        }
        let signing = Zeroizing::new(*self.signing.key()?.expose_secret_bytes());
        let recovery: Recipient = self.recovery.parse().map_err(|_| Refusal::Malformed)?;
        if recovery.recipient_type() != RecipientType::X25519 {
            return Err(Refusal::Malformed);
        }
        Ok(Keyring {
            handle: self.handle.parse()?,
            keys: CardKeys {
                signing: SigningSeed::new(*signing),
                identity: Identity::from_seed(RecipientType::Hybrid, self.identity.key()?),
            },
            card: self.card,
            recovery,
            lockers: self.lockers.into_iter().map(OwnLockerJson::into_locker).collect::<Result<_, _>>()?,
            people: self.people,
            invitations: self.invitations.into_iter().filter_map(|json| json.try_into().ok()).collect(),
            introduction: self.introduction,
            blocked: self.blocked,
            vouches: self.vouches.into_iter().filter_map(|vouch| serde_json::from_value(vouch).ok()).collect(),
            unknown: self.unknown,
        })
    }
}

impl OwnLockerJson {
    fn of(own: &OwnLocker) -> Self {
        Self {
            locker: own.locker,
            root: SecretJson::of(own.root.expose_secret_bytes()),
            seq: own.seq,
            hash: own.hash,
            unknown: own.unknown.clone(),
        }
    }

    fn into_locker(self) -> Result<OwnLocker, Refusal> {
        Ok(OwnLocker {
            locker: self.locker,
            root: self.root.key()?,
            seq: self.seq,
            hash: self.hash,
            unknown: self.unknown,
        })
    }
}
