//! What travels as JSON, as `src/server/http/README.md` says.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::protocol::{
    Refusal,
    bytes::{Bytes, Hash},
    card::SignedCard,
    id::{AccountId, GrantId, LockerId, NodeId, SlotId},
};

/// `GET /server`
#[derive(Debug, Deserialize)]
pub struct Server {
    /// The server's own address, mixed into salts.
    pub origin: String,
    /// Its clock, milliseconds since 1970.
    pub time: u64,
}

/// A card as it travels.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CardJson {
    card: Bytes,
    signature: Bytes,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    endorsement: Option<Bytes>,
}

/// `GET /accounts/{account}/cards`
#[derive(Debug, Deserialize)]
pub struct Cards {
    /// From the first to the newest.
    pub cards: Vec<CardJson>,
}

/// A slot to be made.
#[derive(Clone, Debug, Serialize)]
pub struct SlotNew {
    /// Random.
    pub id: SlotId,
    /// `words`, `card`, `device` or `passkey`.
    pub kind: &'static str,
    /// How it is looked up.
    pub find: String,
    /// SHA-256 of `auth`.
    pub verifier: Hash,
    /// What opens to the account key.
    pub sealed: Bytes,
    /// What the server's pepper was made from; for a device alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nonce: Option<Bytes>,
    /// Its name, sealed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Bytes>,
}

/// A slot as the server keeps it.
#[derive(Clone, Debug, Deserialize)]
pub struct Slot {
    /// Random.
    pub id: SlotId,
    /// `words`, `card`, `device` or `passkey`.
    pub kind: String,
    /// What opens to the account key.
    pub sealed: Bytes,
    /// When it was made, milliseconds since 1970.
    pub created: u64,
    /// Its name, sealed.
    #[serde(default)]
    pub name: Option<Bytes>,
    /// When it was last signed in with, to the hour, milliseconds since 1970.
    #[serde(default)]
    pub used: Option<u64>,
}

/// `GET /slots`
#[derive(Debug, Deserialize)]
pub struct Slots {
    /// Oldest first.
    pub slots: Vec<Slot>,
}

/// `POST /account/pepper`
#[derive(Deserialize)]
pub struct Pepper {
    /// 16 bytes that stand for it.
    pub nonce: Bytes,
    /// 32 bytes: a secret.
    pub pepper: Bytes,
}

/// `POST /account/ways`
#[derive(Debug, Serialize)]
pub struct WaysChange {
    /// Where the card's recipient changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keyring: Option<KeyringNew>,
    /// New ones.
    pub add: Vec<SlotNew>,
    /// Those that go.
    pub remove: Vec<SlotId>,
}

/// `PUT /session/name`
#[derive(Debug, Serialize)]
pub struct SessionName {
    /// The name, sealed.
    pub sealed: Bytes,
}

/// `/account/deletion`
#[derive(Debug, Deserialize)]
pub struct Deletion {
    /// When the account goes, milliseconds since 1970.
    #[serde(default)]
    pub due: Option<u64>,
}

/// `GET /account/second-step`
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SecondStep {
    /// Signing in by words asks for a code.
    pub active: bool,
    /// Nothing can be written before it is active.
    pub required: bool,
}

/// `POST /account/second-step`: what an authenticator program is given.
#[derive(Serialize, Deserialize)]
pub struct SecondStepBegun {
    /// Base32.
    pub secret: String,
    /// `otpauth://…`
    pub uri: String,
}

/// A code of six digits.
#[derive(Serialize)]
pub struct SecondStepCode<'a> {
    /// As it is shown by the authenticator.
    pub code: &'a str,
}

/// A keyring that replaces one.
#[derive(Clone, Debug, Serialize)]
pub struct KeyringNew {
    /// The version it replaces; absent for the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<u64>,
    /// Its version.
    pub version: u64,
    /// Sealed under the account key.
    pub sealed: Bytes,
}

/// A keyring as the server keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeyringStored {
    /// Its version.
    pub version: u64,
    /// Sealed under the account key.
    pub sealed: Bytes,
}

/// `POST /accounts`
#[derive(Debug, Serialize)]
pub struct SignUp {
    /// Where the server wants one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// A name and four digits.
    pub handle: String,
    /// The first card.
    pub card: CardJson,
    /// Words and recovery card.
    pub slots: Vec<SlotNew>,
    /// The first keyring.
    pub keyring: KeyringNew,
    /// Frames of acts 0 and 1.
    pub locker: Bytes,
}

/// `POST /account/rotation`
#[derive(Debug, Serialize)]
pub struct Rotation {
    /// The next card.
    pub card: CardJson,
    /// The keyring under the new account key.
    pub keyring: KeyringNew,
    /// New ways in.
    pub slots: Vec<SlotNew>,
    /// Words or card that stay: their slots, sealed again under their own ids.
    pub keep: Vec<SlotKept>,
    /// For each own locker, its append.
    pub lockers: Vec<LockerActs>,
}

/// A slot that a rotation keeps.
#[derive(Debug, Serialize)]
pub struct SlotKept {
    /// Which.
    pub id: SlotId,
    /// What opens to the new account key.
    pub sealed: Bytes,
}

/// One locker's part of a rotation.
#[derive(Debug, Serialize)]
pub struct LockerActs {
    /// Which.
    pub locker: LockerId,
    /// Frames.
    pub acts: Bytes,
}

/// Answer to sign-up and rotation.
#[derive(Debug, Deserialize)]
pub struct AccountMade {
    /// As the server keeps them.
    pub slots: Vec<Slot>,
    /// This device's session.
    pub session: Session,
}

/// `POST /session`
#[derive(Debug, Serialize)]
pub struct SignIn {
    /// Kind of the slot.
    pub kind: &'static str,
    /// The handle, or what the secret derives.
    pub find: String,
    /// Proof.
    pub auth: Bytes,
    /// The second step's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// Answer to sign-in.
#[derive(Debug, Deserialize)]
pub struct SignedIn {
    /// Whose slot it was.
    pub account: AccountId,
    /// The slot.
    pub slot: Slot,
    /// The keyring.
    pub keyring: KeyringStored,
    /// This device's session.
    pub session: Session,
    /// For a device alone: the server's part of its slot's key.
    #[serde(default)]
    pub pepper: Option<Bytes>,
}

/// `GET /session`
#[derive(Debug, Deserialize)]
pub struct CurrentSession {
    /// Whose it is.
    pub account: AccountId,
    /// This device's session.
    pub session: Session,
}

/// A session.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Session {
    /// To end it by.
    pub id: String,
    /// `browser`, `command line` or `other`.
    pub client: String,
    /// When it began.
    pub created: u64,
    /// When it was last used.
    pub last_used: u64,
    /// When it ends by itself.
    pub expires: u64,
    /// Whether it is this one.
    pub current: bool,
    /// Its name, sealed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name: Option<Bytes>,
    /// The server's half of the key of this device's state; only with the current one.
    #[serde(skip_serializing, default)]
    pub half: Option<Bytes>,
}

/// `GET /sessions`
#[derive(Debug, Deserialize)]
pub struct Sessions {
    /// All of this account.
    pub sessions: Vec<Session>,
}

/// `GET /lockers/{locker}`
#[derive(Debug, Deserialize)]
pub struct Locker {
    /// Seq of the newest act.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
    /// Bytes in objects.
    pub used: u64,
    /// Most bytes in objects.
    pub quota: u64,
}

/// `POST /mailboxes`
#[derive(Debug, Serialize)]
pub struct MailboxNew {
    /// Follows from the invitation's secret.
    pub find: String,
    /// `qr` or `link`.
    pub kind: &'static str,
    /// Until when it can be answered, milliseconds since 1970.
    pub until: u64,
    /// Sealed under the secret.
    pub greeting: Bytes,
}

/// `GET /mailboxes/{find}`
#[derive(Debug, Deserialize)]
pub struct MailboxFound {
    /// Who invites, says the server.
    pub inviter: AccountId,
    /// Until when it can be answered, milliseconds since 1970.
    pub until: u64,
    /// Sealed under the secret.
    pub greeting: Bytes,
}

/// `PUT /mailboxes/{find}/reply`
#[derive(Debug, Serialize)]
pub struct ReplyNew {
    /// Sealed under the secret.
    pub sealed: Bytes,
}

/// `GET /mailboxes`
#[derive(Debug, Deserialize)]
pub struct Mailboxes {
    /// Of this account.
    pub mailboxes: Vec<Mailbox>,
}

/// A mailbox of one's own.
#[derive(Debug, Deserialize)]
pub struct Mailbox {
    /// Follows from the invitation's secret.
    pub find: String,
    /// The first reply.
    #[serde(default)]
    pub reply: Option<MailboxReply>,
    /// Whether somebody else came after it.
    pub tried: bool,
}

/// A reply as the server keeps it.
#[derive(Debug, Deserialize)]
pub struct MailboxReply {
    /// Who gave it, says the server.
    pub account: AccountId,
    /// Sealed under the secret.
    pub sealed: Bytes,
}

/// `GET /grants`
#[derive(Debug, Deserialize)]
pub struct Grants {
    /// What others have granted, and lives now.
    pub grants: Vec<LentGrant>,
    /// Whether there are more.
    #[serde(default)]
    pub more: bool,
}

/// A grant that others have given. What the server says of it is compared with what its author has signed.
#[derive(Clone, Debug, Deserialize)]
pub struct LentGrant {
    /// In which locker.
    pub locker: LockerId,
    /// Whose that is, says the server.
    pub holder: AccountId,
    /// Which.
    pub grant: GrantId,
    /// The frame of its act, with nothing beside.
    pub act: Bytes,
    /// The age file that came beside it.
    #[serde(rename = "box")]
    pub file: Bytes,
    /// Of one that isn't the holder's: frames of the grants that it hangs on, nearest first.
    #[serde(default)]
    pub line: Vec<Bytes>,
}

/// `GET /lockers/{locker}/tail`
#[derive(Debug, Deserialize)]
pub struct Tail {
    /// The newest act's number.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
    /// Its time.
    pub time: u64,
    /// Head of the stream of people.
    pub people: Hash,
    /// Recipient of the inbox.
    pub inbox: String,
    /// Epoch of the locker's key that the inbox follows from.
    pub epoch: u64,
    /// Frame of the `rotate` that says so, with nothing beside.
    pub rotate: Bytes,
    /// Head of the stream that a node's acts join, where one was asked for.
    #[serde(default)]
    pub chain: Option<Hash>,
}

/// `GET /lockers/{locker}/reads`
#[derive(Debug, Deserialize)]
pub struct Reads {
    /// The newest first.
    pub reads: Vec<Read>,
    /// Whether there may be older ones.
    pub more: bool,
}

/// Somebody was served something.
#[derive(Debug, Deserialize)]
pub struct Read {
    /// What.
    pub node: NodeId,
    /// Who.
    pub account: AccountId,
    /// Milliseconds since 1970, to the minute.
    pub at: u64,
}

/// RFC 9457.
#[derive(Debug, Deserialize)]
pub struct ProblemDocument {
    /// Stable.
    #[serde(default)]
    pub code: String,
    /// A sentence.
    #[serde(default)]
    pub detail: String,
    /// The code's own fields.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl From<&SignedCard> for CardJson {
    fn from(card: &SignedCard) -> Self {
        Self {
            card: card.card.clone().into(),
            signature: card.signature.to_vec().into(),
            endorsement: card.endorsement.map(|signature| signature.to_vec().into()),
        }
    }
}

impl TryFrom<CardJson> for SignedCard {
    type Error = Refusal;

    fn try_from(json: CardJson) -> Result<Self, Refusal> {
        let signature = |bytes: Bytes| bytes.0.try_into().map_err(|_| Refusal::Malformed);
        Ok(Self {
            card: json.card.0,
            signature: signature(json.signature)?,
            endorsement: json.endorsement.map(signature).transpose()?,
        })
    }
}
