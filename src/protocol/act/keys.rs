//! The one listed order of a body's keys, and what each kind lists.

use serde::{Deserialize, Serialize};

use super::{
    body::{
        Body, CardBody, Checkpoint, Document, FirstAct, FolderState, Gap, Leave, NewFolder, ObjectName, Purge, Put,
        Rotate, SALT_LENGTH, Seen,
    },
    people::{Deposit, GivenBox, Grant, Revoke},
};
use crate::protocol::{
    Refusal,
    bytes::{Bytes, Hash, SEAL_OVERHEAD},
    canonical,
    id::{AccountId, GrantId, NodeId},
    limits,
};

const LABEL_BLOCK: usize = 512;
const SEALED_KEY: usize = SEAL_OVERHEAD + 32;

/// Every key of every kind, in the one listed order.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Keys {
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
    grant: Option<GrantId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grantee: Option<AccountId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    right: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "canonical::optional_integer")]
    start: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "canonical::optional_integer")]
    end: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    via: Option<GrantId>,
    #[serde(rename = "box", skip_serializing_if = "Option::is_none")]
    file: Option<Hash>,
    #[serde(skip_serializing_if = "Option::is_none")]
    boxes: Option<Vec<GivenBox>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deposit: Option<Hash>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sealed: Option<Bytes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lost: Option<Vec<Hash>>,
}

impl Keys {
    /// Takes what the kind lists, and refuses what is left over.
    pub(super) fn into_body(mut self) -> Result<Body, Refusal> {
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
                boxes: self.boxes()?,
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
            "gap" => Body::Gap(self.take_gap()?),
            "grant" => self.take_grant()?,
            "revoke" => {
                Body::Revoke(Revoke { salt: self.salt()?, grant: take(&mut self.grant)?, sealed: self.sealed()? })
            }
            "deposit" => Body::Deposit(Deposit {
                salt: self.salt()?,
                node: take(&mut self.node)?,
                objects: distinct(take(&mut self.objects)?)?,
                file: take(&mut self.file)?,
            }),
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
                boxes: self.boxes()?,
                deposit: self.deposit.take(),
                sealed,
            })
        } else if let Some(key) = self.key.take() {
            let private = self.private.take();
            let under = self.under.take();
            if private == Some(false) || private.is_some() == under.is_some() {
                return Err(Refusal::Body);
            }
            let private = private.is_some();
            Put::NewFolder(NewFolder {
                salt,
                node,
                parent,
                epoch,
                under,
                version,
                private,
                key: sealed_key(key)?,
                label,
                sealed,
            })
        } else {
            Put::Folder(FolderState { salt, node, parent, epoch, version, base: take(&mut self.base)?, label, sealed })
        };
        Ok(Body::Put(put))
    }

    fn take_grant(&mut self) -> Result<Body, Refusal> {
        let turn = self.turn.take();
        let parent = self.parent.take();
        if parent.is_some() != turn.is_some() {
            return Err(Refusal::Body);
        }
        Ok(Body::Grant(Grant {
            salt: self.salt()?,
            node: take(&mut self.node)?,
            parent,
            epoch: take(&mut self.epoch)?,
            turn,
            card: take(&mut self.card)?,
            grant: take(&mut self.grant)?,
            grantee: take(&mut self.grantee)?,
            right: take(&mut self.right)?.parse()?,
            start: take(&mut self.start)?,
            end: take(&mut self.end)?,
            via: self.via.take(),
            file: take(&mut self.file)?,
            sealed: self.sealed()?,
        }))
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

    /// Absent when there are none; ascending by grant, none twice.
    fn boxes(&mut self) -> Result<Vec<GivenBox>, Refusal> {
        let Some(boxes) = self.boxes.take() else { return Ok(Vec::new()) };
        let ascending = boxes.is_sorted_by(|one, other| one.grant < other.grant);
        if boxes.is_empty() || boxes.len() > limits::BOXES || !ascending {
            return Err(Refusal::Body);
        }
        Ok(boxes)
    }

    fn take_gap(&mut self) -> Result<Gap, Refusal> {
        let (salt, seq, hash) = (self.salt()?, take(&mut self.seq)?, take(&mut self.hash)?);
        let lost = match self.lost.take() {
            // Act 0 is the locker itself: it can't be lost.
            Some(lost) if lost.is_empty() || lost.len() > limits::REPAIR_ACTS || lost.len() as u64 >= seq => {
                return Err(Refusal::Body);
            }
            lost => lost.unwrap_or_default(),
        };
        Ok(Gap { salt, seq, hash, lost })
    }

    fn sealed(&mut self) -> Result<Option<Bytes>, Refusal> {
        match self.sealed.take() {
            Some(sealed) if sealed.0.len() < SEAL_OVERHEAD || sealed.0.len() > limits::ACT_SEALED => Err(Refusal::Body),
            sealed => Ok(sealed),
        }
    }

    pub(super) fn from_body(body: &Body) -> Self {
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
                keys.boxes = some_boxes(&act.boxes);
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
                keys.lost = (!act.lost.is_empty()).then(|| act.lost.clone());
            }
            Body::Grant(act) => keys.fill_grant(act),
            Body::Revoke(act) => {
                keys.salt = Some(act.salt.clone());
                keys.grant = Some(act.grant);
                keys.sealed.clone_from(&act.sealed);
            }
            Body::Deposit(act) => {
                keys.salt = Some(act.salt.clone());
                keys.objects = Some(act.objects.clone());
                keys.file = Some(act.file);
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
                self.boxes = some_boxes(&act.boxes);
                self.deposit = act.deposit;
                self.sealed.clone_from(&act.sealed);
            }
        }
    }

    fn fill_grant(&mut self, act: &Grant) {
        self.salt = Some(act.salt.clone());
        self.parent = act.parent;
        self.epoch = Some(act.epoch);
        self.turn = act.turn;
        self.card = Some(act.card);
        self.grant = Some(act.grant);
        self.grantee = Some(act.grantee);
        self.right = Some(act.right.name().into());
        self.start = Some(act.start);
        self.end = Some(act.end);
        self.via = act.via;
        self.file = Some(act.file);
        self.sealed.clone_from(&act.sealed);
    }
}

fn some_boxes(boxes: &[GivenBox]) -> Option<Vec<GivenBox>> {
    (!boxes.is_empty()).then(|| boxes.to_vec())
}

fn take<T>(key: &mut Option<T>) -> Result<T, Refusal> {
    key.take().ok_or(Refusal::Body)
}

fn sealed_key(key: Bytes) -> Result<Bytes, Refusal> {
    if key.0.len() == SEALED_KEY { Ok(key) } else { Err(Refusal::Body) }
}

fn sealed_label(label: Bytes) -> Result<Bytes, Refusal> {
    let plain = label.0.len().checked_sub(SEAL_OVERHEAD).ok_or(Refusal::Body)?;
    if plain == 0 || plain > limits::LABEL || !plain.is_multiple_of(LABEL_BLOCK) {
        Err(Refusal::Body)
    } else {
        Ok(label)
    }
}

fn distinct(objects: Vec<ObjectName>) -> Result<Vec<ObjectName>, Refusal> {
    let too_many = objects.len() > limits::OBJECTS;
    let twice =
        objects.iter().enumerate().any(|(place, object)| objects[..place].iter().any(|other| other.id == object.id));
    if too_many || twice { Err(Refusal::Objects) } else { Ok(objects) }
}
