use serde::{Deserialize, Serialize};

use crate::protocol::{
    Refusal,
    bytes::{Bytes, Hash, SEAL_OVERHEAD},
    canonical,
    id::{NodeId, ObjectId},
    limits,
};

/// Bytes of an act's salt.
pub const SALT_LENGTH: usize = 16;
const LABEL_BLOCK: usize = 512;
const SEALED_KEY: usize = SEAL_OVERHEAD + 32;

/// What an act does, by its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Act 0.
    Locker(FirstAct),
    /// A new key for the locker or a folder.
    Rotate(Rotate),
    /// The state of a folder or document.
    Put(Put),
    /// The first half of a move.
    Leave(Leave),
    /// The author vouches for what is before an act.
    Seen(Seen),
    /// The living acts, signed.
    Checkpoint(Checkpoint),
    /// The holder's newest card.
    Card(CardBody),
    /// A document's end.
    Purge(Purge),
    /// Acts that nobody has any more.
    Gap(Gap),
}

/// Act 0 of a locker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstAct {
    /// Random.
    pub salt: Bytes,
    /// Hybrid age recipient of the inbox.
    pub inbox: String,
}

/// `rotate`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotate {
    /// Random.
    pub salt: Bytes,
    /// The locker or a folder.
    pub node: NodeId,
    /// Of the new key.
    pub epoch: u64,
    /// The parent's epoch that seals it; absent under `root`.
    pub under: Option<u64>,
    /// The new key, sealed.
    pub key: Bytes,
    /// The old key under the new; absent only at the locker's epoch 1.
    pub prior: Option<Bytes>,
    /// With the locker, and only there.
    pub inbox: Option<String>,
    /// What a person wrote about it, sealed.
    pub sealed: Option<Bytes>,
}

/// `put`
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Put {
    /// A folder that begins.
    NewFolder(NewFolder),
    /// A folder's new state.
    Folder(FolderState),
    /// A document's whole state.
    Document(Document),
}

/// `put` that makes a folder; epoch 1, version 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFolder {
    /// Random.
    pub salt: Bytes,
    /// The folder.
    pub node: NodeId,
    /// The locker.
    pub parent: NodeId,
    /// 1
    pub epoch: u64,
    /// The locker's epoch that seals the key; absent when private.
    pub under: Option<u64>,
    /// 1
    pub version: u64,
    /// Sealed under `root`, out of reach of any grant on the locker.
    pub private: bool,
    /// The folder's key, sealed.
    pub key: Bytes,
    /// Sealed.
    pub label: Bytes,
    /// What a person wrote about it, sealed.
    pub sealed: Option<Bytes>,
}

/// `put` of a folder that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderState {
    /// Random.
    pub salt: Bytes,
    /// The folder.
    pub node: NodeId,
    /// The locker.
    pub parent: NodeId,
    /// The folder's newest.
    pub epoch: u64,
    /// One more than before.
    pub version: u64,
    /// The folder's newest `put`.
    pub base: Hash,
    /// Sealed.
    pub label: Bytes,
    /// What a person wrote about it, sealed.
    pub sealed: Option<Bytes>,
}

/// `put` of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Random.
    pub salt: Bytes,
    /// The document.
    pub node: NodeId,
    /// Its folder.
    pub parent: NodeId,
    /// The folder's newest.
    pub epoch: u64,
    /// From 0 under each folder epoch.
    pub turn: u64,
    /// 1, then one more each.
    pub version: u64,
    /// The document's newest `put`; absent when new.
    pub base: Option<Hash>,
    /// Sealed.
    pub label: Bytes,
    /// Payload first, then the thumbnail.
    pub objects: Vec<ObjectName>,
    /// What a person wrote about it, sealed.
    pub sealed: Option<Bytes>,
}

/// `put` with `left`: the document leaves its folder; the next act puts it elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leave {
    /// Random.
    pub salt: Bytes,
    /// The document.
    pub node: NodeId,
    /// The folder it leaves.
    pub parent: NodeId,
    /// The document's newest `put`.
    pub base: Hash,
    /// What a person wrote about it, sealed.
    pub sealed: Option<Bytes>,
}

/// `seen`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Random.
    pub salt: Bytes,
    /// The locker, or a folder.
    pub node: NodeId,
    /// The act vouched for.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
}

/// `checkpoint`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Random.
    pub salt: Bytes,
    /// SHA-256 of the list beside.
    pub list: Hash,
    /// How many acts the list names.
    pub living: u64,
}

/// `card`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardBody {
    /// Random.
    pub salt: Bytes,
    /// Hash of the holder's new card.
    pub card: Hash,
    /// Its number.
    pub number: u64,
}

/// `purge`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purge {
    /// Random.
    pub salt: Bytes,
    /// The document.
    pub node: NodeId,
    /// Its folder.
    pub parent: NodeId,
    /// Its newest `put`.
    pub base: Hash,
    /// All acts on it, ascending.
    pub gone: Vec<u64>,
}

/// `gap`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Random.
    pub salt: Bytes,
    /// The newest act that was seen before it was lost.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
}

/// An object as a `put` names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectName {
    /// Random.
    pub id: ObjectId,
    /// Bytes of the padded ciphertext.
    #[serde(deserialize_with = "canonical::integer")]
    pub size: u64,
    /// Of the padded ciphertext.
    pub sha256: Hash,
}

impl Body {
    /// Reads a body as its hash binds it.
    ///
    /// # Errors
    /// `too_large` over 64 KiB, `not_canonical`, `kind` for an unknown kind, `body` for keys missing, too many or out of
    /// their bounds, `objects` for a wrong count.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        canonical::read::<Keys>(bytes, limits::ACT_BODY)?.into_body()
    }

    /// Canonical bytes.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        canonical::write(&Keys::from_body(self))
    }

    /// The kind's name.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Locker(_) => "locker",
            Self::Rotate(_) => "rotate",
            Self::Put(_) | Self::Leave(_) => "put",
            Self::Seen(_) => "seen",
            Self::Checkpoint(_) => "checkpoint",
            Self::Card(_) => "card",
            Self::Purge(_) => "purge",
            Self::Gap(_) => "gap",
        }
    }

    /// The node it is about, if it is about one.
    #[must_use]
    pub fn node(&self) -> Option<NodeId> {
        match self {
            Self::Rotate(rotate) => Some(rotate.node),
            Self::Put(put) => Some(put.node()),
            Self::Leave(leave) => Some(leave.node),
            Self::Seen(seen) => Some(seen.node),
            Self::Purge(purge) => Some(purge.node),
            Self::Locker(_) | Self::Checkpoint(_) | Self::Card(_) | Self::Gap(_) => None,
        }
    }
}

impl Put {
    /// The folder or document.
    #[must_use]
    pub fn node(&self) -> NodeId {
        match self {
            Self::NewFolder(put) => put.node,
            Self::Folder(put) => put.node,
            Self::Document(put) => put.node,
        }
    }
}

/// Every key of every kind, in the one listed order.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Keys {
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    salt: Option<Bytes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    node: Option<NodeId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<NodeId>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "canonical::optional_integer")]
    epoch: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "canonical::optional_integer")]
    under: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "canonical::optional_integer")]
    turn: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "canonical::optional_integer")]
    version: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<Hash>,
    #[serde(skip_serializing_if = "Option::is_none")]
    left: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    private: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<Bytes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    prior: Option<Bytes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<Bytes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    objects: Option<Vec<ObjectName>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    inbox: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    card: Option<Hash>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "canonical::optional_integer")]
    number: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "canonical::optional_integer")]
    seq: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<Hash>,
    #[serde(skip_serializing_if = "Option::is_none")]
    list: Option<Hash>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "canonical::optional_integer")]
    living: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "canonical::optional_integers")]
    gone: Option<Vec<u64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sealed: Option<Bytes>,
}

impl Keys {
    /// Takes what the kind lists, and refuses what is left over.
    fn into_body(mut self) -> Result<Body, Refusal> {
        let kind = std::mem::take(&mut self.kind);
        let body = match kind.as_str() {
            "locker" => Body::Locker(FirstAct { salt: self.salt()?, inbox: self.inbox()?.ok_or(Refusal::Body)? }),
            "rotate" => Body::Rotate(Rotate {
                salt: self.salt()?,
                node: take(&mut self.node)?,
                epoch: take(&mut self.epoch)?,
                under: self.under.take(),
                key: sealed_key(take(&mut self.key)?)?,
                prior: self.prior.take().map(sealed_key).transpose()?,
                inbox: self.inbox()?,
                sealed: self.sealed()?,
            }),
            "put" => self.take_put()?,
            "seen" => Body::Seen(Seen {
                salt: self.salt()?,
                node: take(&mut self.node)?,
                seq: take(&mut self.seq)?,
                hash: take(&mut self.hash)?,
            }),
            "checkpoint" => Body::Checkpoint(Checkpoint {
                salt: self.salt()?,
                list: take(&mut self.list)?,
                living: take(&mut self.living)?,
            }),
            "card" => Body::Card(CardBody {
                salt: self.salt()?,
                card: take(&mut self.card)?,
                number: take(&mut self.number)?,
            }),
            "purge" => Body::Purge(Purge {
                salt: self.salt()?,
                node: take(&mut self.node)?,
                parent: take(&mut self.parent)?,
                base: take(&mut self.base)?,
                gone: take(&mut self.gone)?,
            }),
            "gap" => Body::Gap(Gap { salt: self.salt()?, seq: take(&mut self.seq)?, hash: take(&mut self.hash)? }),
            _ => return Err(Refusal::Kind),
        };
        if self == Self::default() { Ok(body) } else { Err(Refusal::Body) }
    }

    fn take_put(&mut self) -> Result<Body, Refusal> {
        let salt = self.salt()?;
        let node = take(&mut self.node)?;
        let parent = take(&mut self.parent)?;
        if let Some(left) = self.left.take() {
            if !left {
                return Err(Refusal::Body);
            }
            return Ok(Body::Leave(Leave { salt, node, parent, base: take(&mut self.base)?, sealed: self.sealed()? }));
        }
        let epoch = take(&mut self.epoch)?;
        let version = take(&mut self.version)?;
        let label = sealed_label(take(&mut self.label)?)?;
        let sealed = self.sealed()?;
        let put = if let Some(objects) = self.objects.take() {
            Put::Document(Document {
                salt,
                node,
                parent,
                epoch,
                turn: take(&mut self.turn)?,
                version,
                base: self.base.take(),
                label,
                objects: distinct(objects)?,
                sealed,
            })
        } else if let Some(key) = self.key.take() {
            let private = self.private.take();
            let under = self.under.take();
            if private == Some(false) || private.is_some() == under.is_some() {
                return Err(Refusal::Body);
            }
            let private = private.is_some();
            Put::NewFolder(NewFolder { salt, node, parent, epoch, under, version, private, key: sealed_key(key)?, label, sealed })
        } else {
            Put::Folder(FolderState { salt, node, parent, epoch, version, base: take(&mut self.base)?, label, sealed })
        };
        Ok(Body::Put(put))
    }

    fn salt(&mut self) -> Result<Bytes, Refusal> {
        self.salt.take().filter(|salt| salt.0.len() == SALT_LENGTH).ok_or(Refusal::Body)
    }

    fn inbox(&mut self) -> Result<Option<String>, Refusal> {
        match self.inbox.take() {
            Some(inbox) if !inbox.starts_with("age1pq1") || inbox.len() > limits::RECIPIENT => Err(Refusal::Body),
            inbox => Ok(inbox),
        }
    }

    fn sealed(&mut self) -> Result<Option<Bytes>, Refusal> {
        match self.sealed.take() {
            Some(sealed) if sealed.0.len() < SEAL_OVERHEAD || sealed.0.len() > limits::ACT_SEALED => Err(Refusal::Body),
            sealed => Ok(sealed),
        }
    }

    fn from_body(body: &Body) -> Self {
        let mut keys = Self { kind: body.kind().into(), node: body.node(), ..Self::default() };
        match body {
            Body::Locker(act) => {
                keys.salt = Some(act.salt.clone());
                keys.inbox = Some(act.inbox.clone());
            }
            Body::Rotate(act) => {
                keys.salt = Some(act.salt.clone());
                keys.epoch = Some(act.epoch);
                keys.under = act.under;
                keys.key = Some(act.key.clone());
                keys.prior.clone_from(&act.prior);
                keys.inbox.clone_from(&act.inbox);
                keys.sealed.clone_from(&act.sealed);
            }
            Body::Put(put) => keys.fill_put(put),
            Body::Leave(act) => {
                keys.salt = Some(act.salt.clone());
                keys.parent = Some(act.parent);
                keys.base = Some(act.base);
                keys.left = Some(true);
                keys.sealed.clone_from(&act.sealed);
            }
            Body::Seen(act) => {
                keys.salt = Some(act.salt.clone());
                keys.seq = Some(act.seq);
                keys.hash = Some(act.hash);
            }
            Body::Checkpoint(act) => {
                keys.salt = Some(act.salt.clone());
                keys.list = Some(act.list);
                keys.living = Some(act.living);
            }
            Body::Card(act) => {
                keys.salt = Some(act.salt.clone());
                keys.card = Some(act.card);
                keys.number = Some(act.number);
            }
            Body::Purge(act) => {
                keys.salt = Some(act.salt.clone());
                keys.parent = Some(act.parent);
                keys.base = Some(act.base);
                keys.gone = Some(act.gone.clone());
            }
            Body::Gap(act) => {
                keys.salt = Some(act.salt.clone());
                keys.seq = Some(act.seq);
                keys.hash = Some(act.hash);
            }
        }
        keys
    }

    fn fill_put(&mut self, put: &Put) {
        match put {
            Put::NewFolder(act) => {
                self.salt = Some(act.salt.clone());
                self.parent = Some(act.parent);
                self.epoch = Some(act.epoch);
                self.under = act.under;
                self.version = Some(act.version);
                self.private = act.private.then_some(true);
                self.key = Some(act.key.clone());
                self.label = Some(act.label.clone());
                self.sealed.clone_from(&act.sealed);
            }
            Put::Folder(act) => {
                self.salt = Some(act.salt.clone());
                self.parent = Some(act.parent);
                self.epoch = Some(act.epoch);
                self.version = Some(act.version);
                self.base = Some(act.base);
                self.label = Some(act.label.clone());
                self.sealed.clone_from(&act.sealed);
            }
            Put::Document(act) => {
                self.salt = Some(act.salt.clone());
                self.parent = Some(act.parent);
                self.epoch = Some(act.epoch);
                self.turn = Some(act.turn);
                self.version = Some(act.version);
                self.base = act.base;
                self.label = Some(act.label.clone());
                self.objects = Some(act.objects.clone());
                self.sealed.clone_from(&act.sealed);
            }
        }
    }
}

fn take<T>(key: &mut Option<T>) -> Result<T, Refusal> {
    key.take().ok_or(Refusal::Body)
}

fn sealed_key(key: Bytes) -> Result<Bytes, Refusal> {
    if key.0.len() == SEALED_KEY { Ok(key) } else { Err(Refusal::Body) }
}

fn sealed_label(label: Bytes) -> Result<Bytes, Refusal> {
    let plain = label.0.len().checked_sub(SEAL_OVERHEAD).ok_or(Refusal::Body)?;
    if plain == 0 || plain > limits::LABEL || !plain.is_multiple_of(LABEL_BLOCK) { Err(Refusal::Body) } else { Ok(label) }
}

fn distinct(objects: Vec<ObjectName>) -> Result<Vec<ObjectName>, Refusal> {
    let too_many = objects.is_empty() || objects.len() > limits::OBJECTS;
    let twice = objects.iter().enumerate().any(|(place, object)| objects[..place].iter().any(|other| other.id == object.id));
    if too_many || twice { Err(Refusal::Objects) } else { Ok(objects) }
}
