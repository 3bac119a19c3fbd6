//! A locker's log as its holder keeps it: signs acts, and follows them with the same rules as the server.

use armoire::protocol::{
    act::{
        Act, Body, CardBody, Checkpoint, Document, FolderState, Gap, Header, Leave, NewFolder, ObjectName, Purge, Put,
        Rotate, Seen, write_frame,
    },
    bytes::{Bytes, Hash},
    card::{CardChain, Chains},
    id::{AccountId, LockerId, NodeId},
    log::{Aside, Locker, living_list, write_list},
    signing::SigningSeed,
};

use super::person::{random, sealed};

/// A log and its state.
pub struct Journal {
    /// The state after the last act.
    pub state: Locker,
    /// All acts.
    pub acts: Vec<Act>,
    seed: SigningSeed,
    cards: Chains,
}

/// What a `put` of a document says.
pub struct NewDocument {
    /// The document.
    pub node: NodeId,
    /// Its folder.
    pub folder: NodeId,
    /// What it names.
    pub objects: Vec<ObjectName>,
}

impl Journal {
    pub(super) fn begin(seed: SigningSeed, cards: &CardChain, body: Body, time: u64) -> Self {
        let header = Header {
            locker: None,
            seq: 0,
            prev: None,
            chain: None,
            author: cards.account(),
            card: cards.newest().hash,
            time,
            body: Hash([0; 32]),
        };
        let act = Act::sign(header, body, Vec::new(), &seed);
        let state = Locker::begin(&act, cards).expect("a good beginning");
        Self { state, acts: vec![act], seed, cards: cards.clone().into() }
    }

    /// The locker.
    pub fn id(&self) -> LockerId {
        self.state.id
    }

    /// The number that the next act will have.
    pub fn next(&self) -> u64 {
        self.state.head.seq + 1
    }

    /// Acts from this number on.
    pub fn since(&self, seq: u64) -> &[Act] {
        &self.acts[usize::try_from(seq).expect("a small number")..]
    }

    /// Frames from this number on.
    pub fn frames(&self, seq: u64) -> Vec<u8> {
        let mut frames = Vec::new();
        for act in self.since(seq) {
            write_frame(&mut frames, act);
        }
        frames
    }

    /// A new folder under the locker's key.
    pub fn folder(&mut self, time: u64) -> NodeId {
        let node = NodeId(random());
        let (parent, under) = (self.id().as_node(), Some(self.state.epoch()));
        let (key, label) = (sealed(32), sealed(512));
        let put = NewFolder {
            salt: salt(),
            node,
            parent,
            epoch: 1,
            under,
            version: 1,
            private: false,
            key,
            label,
            sealed: None,
        };
        self.take(Body::Put(Put::NewFolder(put)), self.state.keys_stream.map(|place| place.hash), time);
        node
    }

    /// A folder's new name.
    pub fn rename_folder(&mut self, node: NodeId, time: u64) {
        let folder = self.state.folders[&node].clone();
        let put = FolderState {
            salt: salt(),
            node,
            parent: self.id().as_node(),
            epoch: folder.newest_epoch(),
            version: folder.version + 1,
            base: folder.put.hash,
            label: sealed(512),
            sealed: None,
        };
        self.take(Body::Put(Put::Folder(put)), Some(folder.stream.hash), time);
    }

    /// A document: new, or a new version of it.
    pub fn document(&mut self, new: NewDocument, time: u64) {
        let (body, chain) = self.document_body(new);
        self.take(body, chain, time);
    }

    /// The body that [`Self::document`] would sign.
    pub fn document_body(&self, new: NewDocument) -> (Body, Option<Hash>) {
        let NewDocument { node, folder: parent, objects } = new;
        let folder = &self.state.folders[&parent];
        let known = self.state.documents.get(&node);
        let turn = known
            .filter(|known| known.folder == parent && known.epoch == folder.newest_epoch())
            .map_or(0, |known| known.turn);
        let put = Document {
            salt: salt(),
            node,
            parent,
            epoch: folder.newest_epoch(),
            turn,
            version: known.map_or(1, |known| known.version + 1),
            base: match self.acts.last().and_then(|act| act.body.as_ref()) {
                Some(Body::Leave(leave)) if leave.node == node => Some(self.state.head.hash),
                _ => known.map(|known| known.put.hash),
            },
            label: sealed(512),
            objects,
            boxes: Vec::new(),
            deposit: None,
            sealed: None,
        };
        (Body::Put(Put::Document(put)), Some(folder.stream.hash))
    }

    /// The first half of a move.
    pub fn leave(&mut self, node: NodeId, time: u64) {
        let known = &self.state.documents[&node];
        let (parent, base) = (known.folder, known.put.hash);
        let chain = self.state.folders[&parent].stream.hash;
        self.take(Body::Leave(Leave { salt: salt(), node, parent, base, sealed: None }), Some(chain), time);
    }

    /// A new key for the locker.
    pub fn rotate_locker(&mut self, time: u64) {
        let rotate = Rotate {
            salt: salt(),
            node: self.id().as_node(),
            epoch: self.state.epoch() + 1,
            under: None,
            key: sealed(32),
            prior: Some(sealed(32)),
            inbox: Some(format!("age1pq1{}", "q".repeat(1000))),
            boxes: Vec::new(),
            sealed: None,
        };
        self.rotate(rotate, time);
    }

    /// A new key for a folder under the locker's.
    pub fn rotate_folder(&mut self, node: NodeId, time: u64) {
        let epoch = self.state.folders[&node].newest_epoch() + 1;
        let (under, prior) = (Some(self.state.epoch()), Some(sealed(32)));
        self.rotate(
            Rotate {
                salt: salt(),
                node,
                epoch,
                under,
                key: sealed(32),
                prior,
                inbox: None,
                boxes: Vec::new(),
                sealed: None,
            },
            time,
        );
    }

    pub(super) fn rotate(&mut self, rotate: Rotate, time: u64) {
        self.take(Body::Rotate(rotate), self.state.keys_stream.map(|place| place.hash), time);
    }

    /// The end of a document.
    pub fn purge(&mut self, node: NodeId, time: u64) {
        let known = &self.state.documents[&node];
        let (parent, base) = (known.folder, known.put.hash);
        let of_node = |act: &&Act| matches!(&act.body, Some(Body::Put(Put::Document(put))) if put.node == node);
        let gone = self.acts.iter().filter(of_node).map(|act| act.header.seq).collect();
        let chain = self.state.folders[&parent].stream.hash;
        self.take(Body::Purge(Purge { salt: salt(), node, parent, base, gone }), Some(chain), time);
    }

    /// The holder vouches for the head.
    pub fn seen(&mut self, time: u64) {
        let head = self.state.head;
        let seen = Seen { salt: salt(), node: self.id().as_node(), seq: head.seq, hash: head.hash };
        self.people(Body::Seen(seen), Vec::new(), time);
    }

    /// The living acts, signed.
    pub fn checkpoint(&mut self, time: u64) {
        self.state.pass_time(time);
        let living = living_list(&self.state);
        let list = write_list(&living);
        let checkpoint = Checkpoint { salt: salt(), list: Hash::of(&list), living: living.len() as u64 };
        self.people(Body::Checkpoint(checkpoint), list, time);
    }

    /// The newest card.
    pub fn card(&mut self, time: u64) {
        let newest = self.cards.holder_chain().newest();
        let body = CardBody { salt: salt(), card: newest.hash, number: newest.content.number };
        self.people(Body::Card(body), Vec::new(), time);
    }

    /// Acts that nobody has any more.
    pub fn gap(&mut self, seq: u64, time: u64) {
        self.people(Body::Gap(Gap { salt: salt(), seq, hash: Hash(random()), lost: Vec::new() }), Vec::new(), time);
    }

    /// Signs an act that the rules may refuse, and doesn't follow it.
    pub fn signed(&self, body: Body, chain: Option<Hash>, time: u64, change: impl FnOnce(&mut Header)) -> Act {
        let card = match &body {
            Body::Card(_) => self.cards.holder_chain().newest().hash,
            _ => self.state.card,
        };
        let mut header = Header {
            locker: Some(self.id()),
            seq: self.next(),
            prev: Some(self.state.head.hash),
            chain,
            author: self.author(),
            card,
            time,
            body: Hash([0; 32]),
        };
        change(&mut header);
        Act::sign(header, body, Vec::new(), &self.seed)
    }

    /// Whose it is.
    pub fn author(&self) -> AccountId {
        self.state.holder
    }

    pub(super) fn seed(&self) -> &SigningSeed {
        &self.seed
    }

    pub(super) fn renew(&mut self, seed: SigningSeed, cards: &CardChain) {
        self.seed = seed;
        self.cards.add(cards.clone()).expect("a longer chain");
    }

    fn people(&mut self, body: Body, beside: Vec<u8>, time: u64) {
        let chain = Some(self.state.people_stream.hash);
        let act = Act { beside, ..self.signed(body, chain, time, |_| {}) };
        self.follow(act);
    }

    fn take(&mut self, body: Body, chain: Option<Hash>, time: u64) {
        let act = self.signed(body, chain, time, |_| {});
        self.follow(act);
    }

    /// Knows somebody's cards from now on.
    pub(super) fn meet(&mut self, cards: &CardChain) {
        self.cards.add(cards.clone()).expect("their chain");
    }

    /// Takes an act, whoever signed it.
    pub fn follow(&mut self, act: Act) {
        self.state.apply(&act, &self.cards, &mut Aside::default()).expect("an act by the rules");
        self.acts.push(act);
    }
}

pub(super) fn salt() -> Bytes {
    Bytes(random::<16>().to_vec())
}
