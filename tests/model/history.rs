//! Random histories of one locker, as its holder's client would write them. Sealed things are random bytes of the right length: the
//! rules of the log never open them.

use std::collections::BTreeMap;

use armoire::protocol::{
    act::{
        Act, Body, CardBody, Checkpoint, Document, FirstAct, FolderState, Gap, Header, Leave, NewFolder, ObjectName,
        Purge, Put, Rotate, Seen,
    },
    bytes::{Bytes, Hash},
    card::{CardChain, CardContent, PublicKey, SignedCard},
    id::{AccountId, NodeId, ObjectId},
    log::{Aside, Locker, living_list, write_list},
    signing::SigningSeed,
};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

const SEALED_KEY: usize = 113;
const SEALED_LABEL: usize = 593;

pub struct History {
    pub random: ChaCha8Rng,
    pub signing: SigningSeed,
    pub cards: CardChain,
    pub acts: Vec<Act>,
    pub locker: Locker,
    /// The `put`s of each node.
    pub on: BTreeMap<NodeId, Vec<u64>>,
    time: u64,
}

impl History {
    /// Act 0 and act 1.
    pub fn begin(mut random: ChaCha8Rng) -> Self {
        let signing = SigningSeed::new(random.random());
        let account = AccountId::of_first_key(&signing.public_key());
        let content = CardContent {
            account,
            number: 1,
            signing: PublicKey(signing.public_key()),
            recipient: "age1pq1specimen".into(),
            previous: None,
        };
        let card = SignedCard::sign(&content, &signing, None);
        let cards = CardChain::verify(account, &[card]).expect("a good card");
        let header = Header {
            locker: None,
            seq: 0,
            prev: None,
            chain: None,
            author: account,
            card: cards.newest().hash,
            time: 1_700_000_000_000,
            body: Hash([0; 32]),
        };
        let body = Body::Locker(FirstAct { salt: bytes(&mut random, 16), inbox: "age1pq1specimen".into() });
        let first = Act::sign(header, body, Vec::new(), &signing);
        let locker = Locker::begin(&first, &cards).expect("a good first act");
        let time = locker.time;
        let mut history = Self { random, signing, cards, acts: vec![first], locker, on: BTreeMap::default(), time };
        let rotation = history.rotation(history.locker.id.as_node());
        history.push(rotation);
        history
    }

    /// A random thing that a person does: one act, or the few that belong together.
    pub fn step(&mut self) {
        let folders: Vec<NodeId> = self.locker.folders.keys().copied().collect();
        let documents: Vec<NodeId> = self.locker.documents.keys().copied().collect();
        let choice = self.random.random_range(0..100);
        let new = NodeId(self.random.random());
        match (self.pick(&folders), self.pick(&documents)) {
            (None, _) => self.new_folder(),
            _ if choice < 8 => self.new_folder(),
            (Some(folder), _) if choice < 35 => self.put(new, folder),
            (Some(folder), _) if choice < 42 => self.put_folder(folder),
            (Some(folder), _) if choice < 47 => {
                let rotation = self.rotation(folder);
                self.push_rotation(rotation);
            }
            (_, _) if choice < 51 => {
                let rotation = self.rotation(self.locker.id.as_node());
                self.push(rotation);
            }
            (_, _) if choice < 54 => self.new_card(),
            (folder, _) if choice < 58 => self.seen(folder.filter(|_| choice % 2 == 0)),
            (_, _) if choice < 60 => {
                let (seq, hash) = (self.locker.head.seq + 10, Hash(self.random.random()));
                let body = Body::Gap(Gap { salt: self.salt(), seq, hash, lost: Vec::new() });
                self.push(body);
            }
            (_, _) if choice < 64 => self.checkpoint(),
            (Some(folder), Some(document)) if choice < 76 => self.move_to(document, folder),
            (_, Some(document)) if choice < 84 => self.purge(document),
            (_, Some(document)) => self.put(document, self.locker.documents[&document].folder),
            (Some(folder), None) => self.put(new, folder),
        }
    }

    /// Signs an act with this body after the head.
    pub fn sign(&mut self, body: Body, beside: Vec<u8>) -> Act {
        self.time += self.random.random_range(0..1000);
        let header = Header {
            locker: Some(self.locker.id),
            seq: self.locker.head.seq + 1,
            prev: Some(self.locker.head.hash),
            chain: self.locker.stream_head(&body),
            author: self.cards.account(),
            card: self.cards.newest().hash,
            time: self.time,
            body: Hash([0; 32]),
        };
        Act::sign(header, body, beside, &self.signing)
    }

    /// Appends an act, which the rules must take.
    pub fn push(&mut self, body: Body) -> Hash {
        let act = self.sign(body, Vec::new());
        self.take(act)
    }

    pub fn take(&mut self, act: Act) -> Hash {
        let hash = act.hash;
        let taken = self.locker.apply(&act, &self.cards, &mut Aside::default());
        assert_eq!(taken, Ok(()), "act {}: {:?}", act.header.seq, act.body);
        if let Some(Body::Put(put)) = &act.body {
            self.on.entry(put.node()).or_default().push(act.header.seq);
        }
        self.acts.push(act);
        hash
    }

    /// The log as a server serves it now.
    pub fn served(&self) -> Vec<Act> {
        served_until(&self.acts)
    }

    fn new_folder(&mut self) {
        self.freshen_locker();
        let private = self.random.random_range(0..4) == 0;
        let body = NewFolder {
            salt: self.salt(),
            node: NodeId(self.random.random()),
            parent: self.locker.id.as_node(),
            epoch: 1,
            under: (!private).then(|| self.locker.epoch()),
            version: 1,
            private,
            key: bytes(&mut self.random, SEALED_KEY),
            label: bytes(&mut self.random, SEALED_LABEL),
            sealed: None,
        };
        self.push(Body::Put(Put::NewFolder(body)));
    }

    fn put_folder(&mut self, node: NodeId) {
        self.freshen(node);
        let folder = &self.locker.folders[&node];
        let (epoch, version, base) = (folder.newest_epoch(), folder.version + 1, folder.put.hash);
        let body = FolderState {
            salt: self.salt(),
            node,
            parent: self.locker.id.as_node(),
            epoch,
            version,
            base,
            label: bytes(&mut self.random, SEALED_LABEL),
            sealed: None,
        };
        self.push(Body::Put(Put::Folder(body)));
    }

    fn put(&mut self, node: NodeId, folder: NodeId) {
        self.freshen(folder);
        let base = self.locker.documents.get(&node).map(|known| known.put.hash);
        let body = self.document(node, folder, base);
        self.push(body);
    }

    fn move_to(&mut self, node: NodeId, folder: NodeId) {
        let from = self.locker.documents[&node].folder;
        if from == folder {
            return self.put(node, folder);
        }
        self.freshen(folder);
        let base = self.locker.documents[&node].put.hash;
        let leave = Leave { salt: self.salt(), node, parent: from, base, sealed: None };
        let left = self.push(Body::Leave(leave));
        let body = self.document(node, folder, Some(left));
        self.push(body);
    }

    fn document(&mut self, node: NodeId, parent: NodeId, base: Option<Hash>) -> Body {
        let epoch = self.locker.folders[&parent].newest_epoch();
        let known = self.locker.documents.get(&node);
        let same_key = known.filter(|known| known.folder == parent && known.epoch == epoch);
        let turn = same_key.map_or(0, |known| known.turn + u64::from(known.version % 3 == 0));
        let version = known.map_or(0, |known| known.version) + 1;
        let objects =
            vec![ObjectName { id: ObjectId(self.random.random()), size: 1500, sha256: Hash(self.random.random()) }];
        let label = bytes(&mut self.random, SEALED_LABEL);
        Body::Put(Put::Document(Document {
            salt: self.salt(),
            node,
            parent,
            epoch,
            turn,
            version,
            base,
            label,
            objects,
            boxes: Vec::new(),
            deposit: None,
            sealed: None,
        }))
    }

    fn purge(&mut self, node: NodeId) {
        let known = &self.locker.documents[&node];
        let (parent, base) = (known.folder, known.put.hash);
        let gone = self.on[&node].clone();
        let body = Body::Purge(Purge { salt: self.salt(), node, parent, base, gone });
        self.push(body);
    }

    fn seen(&mut self, folder: Option<NodeId>) {
        let node = folder.unwrap_or(self.locker.id.as_node());
        let head = self.locker.head;
        let body = Body::Seen(Seen { salt: self.salt(), node, seq: head.seq, hash: head.hash });
        self.push(body);
    }

    fn checkpoint(&mut self) {
        let list = living_list(&self.locker);
        let beside = write_list(&list);
        let body = Checkpoint { salt: self.salt(), list: Hash::of(&beside), living: list.len() as u64 };
        let act = self.sign(Body::Checkpoint(body), beside);
        self.take(act);
    }

    /// A changed account: next card, then new keys under the new root.
    fn new_card(&mut self) {
        let signing = SigningSeed::new(self.random.random());
        let newest = self.cards.newest();
        let content = CardContent {
            account: self.cards.account(),
            number: newest.content.number + 1,
            signing: PublicKey(signing.public_key()),
            recipient: "age1pq1specimen".into(),
            previous: Some(newest.hash),
        };
        let card = SignedCard::sign(&content, &signing, Some(&self.signing));
        self.cards.push(&card).expect("a good card");
        self.signing = signing;
        let salt = self.salt();
        let newest = self.cards.newest();
        let body = Body::Card(CardBody { salt, card: newest.hash, number: newest.content.number });
        self.push(body);
        let rotation = self.rotation(self.locker.id.as_node());
        self.push(rotation);
    }

    fn freshen(&mut self, folder: NodeId) {
        self.freshen_locker();
        if self.locker.is_folder_stale(folder) {
            let rotation = self.rotation(folder);
            self.push(rotation);
        }
    }

    fn freshen_locker(&mut self) {
        if self.locker.is_stale() {
            let rotation = self.rotation(self.locker.id.as_node());
            self.push(rotation);
        }
    }

    fn push_rotation(&mut self, rotation: Body) {
        self.freshen_locker();
        self.push(rotation);
    }

    fn rotation(&mut self, node: NodeId) -> Body {
        let of_locker = node == self.locker.id.as_node();
        let (newest, private) = match self.locker.folders.get(&node) {
            Some(folder) => (folder.newest_epoch(), folder.private),
            None => (self.locker.epoch(), true),
        };
        Body::Rotate(Rotate {
            salt: self.salt(),
            node,
            epoch: newest + 1,
            under: (!private).then(|| self.locker.epoch()),
            key: bytes(&mut self.random, SEALED_KEY),
            prior: (newest > 0).then(|| bytes(&mut self.random, SEALED_KEY)),
            inbox: of_locker.then(|| "age1pq1specimen".into()),
            boxes: Vec::new(),
            sealed: None,
        })
    }

    fn salt(&mut self) -> Bytes {
        bytes(&mut self.random, 16)
    }

    fn pick(&mut self, nodes: &[NodeId]) -> Option<NodeId> {
        if nodes.is_empty() { None } else { Some(nodes[self.random.random_range(0..nodes.len())]) }
    }
}

pub fn bytes(random: &mut ChaCha8Rng, length: usize) -> Bytes {
    (0..length).map(|_| random.random()).collect::<Vec<u8>>().into()
}

/// A log as a server serves it after these acts: bodies that were purged are gone.
pub fn served_until(acts: &[Act]) -> Vec<Act> {
    let mut served = acts.to_vec();
    for act in acts {
        if let Some(Body::Purge(purge)) = &act.body {
            for seq in &purge.gone {
                let gone = &mut served[usize::try_from(*seq).expect("small")];
                (gone.body, gone.body_bytes) = (None, None);
            }
        }
    }
    served
}
