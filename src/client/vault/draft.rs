use std::cell::Cell;

use crate::{
    client::{
        document::key::{NodeEpoch, inbox_identity, seal_node_key, seal_prior},
        hazmat::{Key, random},
        vault::{boxes::NewKey, keys::Keys, recipients::Recipients},
    },
    protocol::{
        Refusal,
        act::{Act, Body, Header, Rotate, SALT_LENGTH},
        bytes::{Bytes, Hash},
        card::CardChain,
        id::NodeId,
        log::{Aside, Locker},
        signing::SigningSeed,
    },
};

/// Acts to be appended together, each signed on the state that the one before it makes. Refuses by the same rules as a reader,
/// so that nothing is sent that would be refused.
pub(super) struct Draft<'a> {
    pub(super) locker: Locker,
    cards: &'a CardChain,
    signing: &'a SigningSeed,
    recipients: Option<&'a Recipients>,
    unknown_recipients: Cell<bool>,
    card: Hash,
    pub(super) time: u64,
    acts: Vec<Act>,
}

impl<'a> Draft<'a> {
    /// Begins after the head of `locker`, signing with the key of the newest card of `cards`.
    pub(super) fn new(mut locker: Locker, cards: &'a CardChain, signing: &'a SigningSeed, now: u64) -> Self {
        let time = now.max(locker.time);
        locker.pass_time(time);
        Self {
            locker,
            cards,
            signing,
            card: cards.newest().hash,
            time,
            recipients: None,
            unknown_recipients: Cell::new(false),
            acts: Vec::new(),
        }
    }

    /// The same, giving each new key to those whose grants stay.
    pub(super) fn giving_to(self, recipients: &'a Recipients) -> Self {
        Self { recipients: Some(recipients), ..self }
    }

    /// Signs the next act.
    pub(super) fn push(&mut self, body: Body) -> Result<Hash, Refusal> {
        self.push_with(body, Vec::new())
    }

    /// Signs the next act, with what stands beside its body.
    pub(super) fn push_with(&mut self, body: Body, beside: Vec<u8>) -> Result<Hash, Refusal> {
        let header = Header {
            locker: Some(self.locker.id),
            seq: self.locker.head.seq + 1,
            prev: Some(self.locker.head.hash),
            chain: self.locker.stream_head(&body),
            author: self.cards.account(),
            card: self.card,
            time: self.time,
            body: Hash([0; 32]),
        };
        let act = Act::sign(header, body, beside, self.signing);
        self.locker.apply(&act, self.cards, &mut Aside::default())?;
        let hash = act.hash;
        self.acts.push(act);
        Ok(hash)
    }

    /// Gives the locker a new key under `root`.
    pub(super) fn rotate_locker(&mut self, root: &Key, old: &Key) -> Result<Key, Refusal> {
        let node = self.locker.id.as_node();
        let place = NodeEpoch { locker: self.locker.id, node, epoch: self.locker.epoch() + 1 };
        let key = Key::generate();
        let (boxes, beside) = self.boxes(NewKey { node, key_node: node, epoch: place.epoch, turn: None, key: &key })?;
        let body = Rotate {
            salt: salt(),
            node,
            epoch: place.epoch,
            under: None,
            key: seal_node_key(root, place, &key).into(),
            prior: Some(seal_prior(&key, NodeEpoch { epoch: place.epoch - 1, ..place }, old).into()),
            inbox: Some(inbox_identity(&key, place.epoch).to_recipient().to_string()),
            boxes,
            sealed: None,
        };
        self.push_with(Body::Rotate(body), beside)?;
        Ok(key)
    }

    /// Gives a folder a new key under its parent's newest.
    pub(super) fn rotate_folder(&mut self, folder: NodeId, root: &Key) -> Result<Key, Refusal> {
        let state = self.locker.folders.get(&folder).ok_or(Refusal::Node)?;
        if state.private {
            return self.rotate_private_folder(folder, root, root);
        }
        self.fresh_locker_key(root)?;
        let state = self.locker.folders.get(&folder).ok_or(Refusal::Node)?;
        let keys = Keys { locker: &self.locker, root };
        let old = keys.folder(folder, state.newest_epoch())?;
        self.push_folder_key(folder, &keys.newest_locker()?, Some(self.locker.epoch()), &old)
    }

    /// Gives a private folder, whose key is under `old_root`, a new one under `root`.
    pub(super) fn rotate_private_folder(&mut self, folder: NodeId, old_root: &Key, root: &Key) -> Result<Key, Refusal> {
        let state = self.locker.folders.get(&folder).ok_or(Refusal::Node)?;
        let old = Keys { locker: &self.locker, root: old_root }.folder(folder, state.newest_epoch())?;
        self.push_folder_key(folder, root, None, &old)
    }

    fn push_folder_key(&mut self, folder: NodeId, parent: &Key, under: Option<u64>, old: &Key) -> Result<Key, Refusal> {
        let newest = self.locker.folders.get(&folder).map_or(0, crate::protocol::log::Folder::newest_epoch);
        let place = NodeEpoch { locker: self.locker.id, node: folder, epoch: newest + 1 };
        let key = Key::generate();
        let new = NewKey { node: folder, key_node: folder, epoch: place.epoch, turn: None, key: &key };
        let (boxes, beside) = self.boxes(new)?;
        let body = Rotate {
            salt: salt(),
            node: folder,
            epoch: place.epoch,
            under,
            key: seal_node_key(parent, place, &key).into(),
            prior: Some(seal_prior(&key, NodeEpoch { epoch: newest, ..place }, old).into()),
            inbox: None,
            boxes,
            sealed: None,
        };
        self.push_with(Body::Rotate(body), beside)?;
        Ok(key)
    }

    /// The key to write under in the locker itself: its newest, replaced first when somebody has it whose grant is over.
    pub(super) fn fresh_locker_key(&mut self, root: &Key) -> Result<Key, Refusal> {
        let newest = Keys { locker: &self.locker, root }.newest_locker()?;
        if self.locker.is_stale() { self.rotate_locker(root, &newest) } else { Ok(newest) }
    }

    /// Somebody should be given a new key, and their card isn't known.
    pub(super) fn unknown_recipient(&self) {
        self.unknown_recipients.set(true);
    }

    /// Whether there was anybody like that.
    pub(super) fn has_unknown_recipients(&self) -> bool {
        self.unknown_recipients.get()
    }

    /// To whom new keys are given.
    pub(super) fn recipients(&self) -> Option<&Recipients> {
        self.recipients
    }

    /// The key to write under in a folder: its newest, replaced first when it is stale.
    pub(super) fn fresh_folder_key(&mut self, folder: NodeId, root: &Key) -> Result<Key, Refusal> {
        let state = self.locker.folders.get(&folder).ok_or(Refusal::Parent)?;
        if self.locker.is_folder_stale(folder) {
            return self.rotate_folder(folder, root);
        }
        Keys { locker: &self.locker, root }.folder(folder, state.newest_epoch())
    }

    /// The signed acts.
    pub(super) fn into_acts(self) -> Vec<Act> {
        self.acts
    }
}

/// 16 random bytes, so that a body can't be guessed from its hash.
pub(super) fn salt() -> Bytes {
    random::bytes::<SALT_LENGTH>().to_vec().into()
}
