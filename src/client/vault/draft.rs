use std::cell::Cell;

use crate::{
    client::{
        document::key::{NodeEpoch, inbox_identity, seal_node_key, seal_prior},
        hazmat::{Key, random},
        vault::{boxes::NewKey, opens::Opens, recipients::Recipients},
    },
    protocol::{
        Refusal,
        act::{Act, Body, Header, Rotate, SALT_LENGTH},
        bytes::{Bytes, Hash},
        card::{CardChain, Chains},
        id::{AccountId, NodeId},
        log::{Aside, Locker},
        signing::SigningSeed,
    },
};

/// Acts to be appended together, each signed on the state that the one before it makes. Refuses by the same rules as a reader,
/// so that nothing is sent that would be refused.
pub(super) struct Draft<'a> {
    pub(super) locker: Locker,
    cards: Cards<'a>,
    author: AccountId,
    signing: &'a SigningSeed,
    recipients: Option<&'a Recipients>,
    unknown_recipients: Cell<bool>,
    card: Hash,
    pub(super) time: u64,
    acts: Vec<Act>,
}

/// By whose cards acts are judged.
#[derive(Clone, Copy)]
enum Cards<'a> {
    Holder(&'a CardChain),
    Everybody(&'a Chains),
}

impl<'a> Draft<'a> {
    /// Begins after the head of `locker`, signing with the key of the newest card of `cards`, its holder's.
    pub(super) fn new(locker: Locker, cards: &'a CardChain, signing: &'a SigningSeed, now: u64) -> Self {
        let author = (cards.account(), cards.newest().hash);
        Self::begin(locker, Cards::Holder(cards), author, signing, now)
    }

    /// The same for somebody who was let in: their account and the card whose key `signing` is.
    pub(super) fn by_grantee(
        locker: Locker,
        chains: &'a Chains,
        author: (AccountId, Hash),
        signing: &'a SigningSeed,
        now: u64,
    ) -> Self {
        Self::begin(locker, Cards::Everybody(chains), author, signing, now)
    }

    fn begin(
        mut locker: Locker,
        cards: Cards<'a>,
        (author, card): (AccountId, Hash),
        signing: &'a SigningSeed,
        now: u64,
    ) -> Self {
        let time = now.max(locker.time);
        locker.pass_time(time);
        Self {
            locker,
            cards,
            author,
            signing,
            card,
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
            author: self.author,
            card: self.card,
            time: self.time,
            body: Hash([0; 32]),
        };
        let act = Act::sign(header, body, beside, self.signing);
        match self.cards {
            Cards::Holder(cards) => self.locker.apply(&act, cards, &mut Aside::default())?,
            Cards::Everybody(cards) => self.locker.apply(&act, cards, &mut Aside::default())?,
        }
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

    /// Gives a folder a new key under its parent's newest. Whoever hasn't that one can't: `stale_key`.
    pub(super) fn rotate_folder<'o>(&mut self, folder: NodeId, opens: impl Into<Opens<'o>>) -> Result<Key, Refusal> {
        let opens = opens.into();
        let state = self.locker.folders.get(&folder).ok_or(Refusal::Node)?;
        if state.private {
            let Opens::Root(root) = opens else { return Err(Refusal::StaleKey) };
            return self.rotate_private_folder(folder, root, root);
        }
        let parent = self.fresh_locker_key(opens)?;
        let state = self.locker.folders.get(&folder).ok_or(Refusal::Node)?;
        let old = opens.folder(&self.locker, folder, state.newest_epoch());
        // A delegate may have written nonsense there, which opens for nobody: the epochs before open by themselves.
        let old = old.unwrap_or_else(|_| Key::generate());
        self.push_folder_key(folder, &parent, Some(self.locker.epoch()), &old)
    }

    /// Gives a private folder, whose key is under `old_root`, a new one under `root`.
    pub(super) fn rotate_private_folder(&mut self, folder: NodeId, old_root: &Key, root: &Key) -> Result<Key, Refusal> {
        let state = self.locker.folders.get(&folder).ok_or(Refusal::Node)?;
        let old = Opens::Root(old_root).folder(&self.locker, folder, state.newest_epoch())?;
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

    /// The key to write under in the locker itself: its newest, replaced first when somebody has it whose grant is over. That takes the
    /// root: for whoever hasn't it, `stale_key`; so it is for who doesn't have the newest.
    pub(super) fn fresh_locker_key<'o>(&mut self, opens: impl Into<Opens<'o>>) -> Result<Key, Refusal> {
        let opens = opens.into();
        let newest = opens.newest_locker(&self.locker);
        match opens {
            Opens::Root(root) if self.locker.is_stale() => self.rotate_locker(root, &newest?),
            Opens::Root(_) => newest,
            Opens::Given(_) if self.locker.is_stale() => Err(Refusal::StaleKey),
            Opens::Given(_) => newest.map_err(unreached),
        }
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
    pub(super) fn fresh_folder_key<'o>(&mut self, folder: NodeId, opens: impl Into<Opens<'o>>) -> Result<Key, Refusal> {
        let opens = opens.into();
        let epoch = self.locker.folders.get(&folder).ok_or(Refusal::Parent)?.newest_epoch();
        let newest = opens.folder(&self.locker, folder, epoch);
        if self.locker.is_folder_stale(folder) || is_nonsense(opens, &newest) {
            return self.rotate_folder(folder, opens);
        }
        newest.map_err(unreached)
    }

    /// Epoch, turn and key to write a document of a folder under. What is stale is replaced first: the folder's key, or the document's own, by
    /// its turn or with its folder's.
    pub(super) fn fresh_document_key<'o>(
        &mut self,
        document: NodeId,
        folder: NodeId,
        opens: impl Into<Opens<'o>>,
    ) -> Result<(u64, u64, Key), Refusal> {
        let opens = opens.into();
        if !self.locker.folders.contains_key(&folder) {
            return Err(Refusal::Parent);
        }
        let newest = self.locker.newest_epoch(folder).ok_or(Refusal::Parent)?;
        if self.locker.is_folder_stale(folder) || is_nonsense(opens, &opens.folder(&self.locker, folder, newest)) {
            self.rotate_folder(folder, opens)?;
        }
        let turn = if let Some(turn) = self.locker.next_turn(document, folder) {
            turn
        } else {
            self.rotate_folder(folder, opens)?;
            0
        };
        let epoch = self.locker.newest_epoch(folder).ok_or(Refusal::Parent)?;
        let key = opens.document(&self.locker, folder, document, (epoch, turn)).map_err(unreached)?;
        Ok((epoch, turn, key))
    }

    /// The signed acts.
    pub(super) fn into_acts(self) -> Vec<Act> {
        self.acts
    }
}

/// What the holder can't open, nobody can: a new key is needed. Who isn't the holder may just not have been given it.
fn is_nonsense(opens: Opens<'_>, newest: &Result<Key, Refusal>) -> bool {
    matches!(opens, Opens::Root(_)) && newest.is_err()
}

/// The newest key isn't there: who writes under it must be given it first.
fn unreached(refusal: Refusal) -> Refusal {
    if refusal == Refusal::Epoch { Refusal::StaleKey } else { refusal }
}

/// 16 random bytes, so that a body can't be guessed from its hash.
pub(super) fn salt() -> Bytes {
    random::bytes::<SALT_LENGTH>().to_vec().into()
}
