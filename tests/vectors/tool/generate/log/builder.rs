//! A log in the making, folded as it grows, so that each next act is right unless a scenario spoils it.

use armoire::{
    client::hazmat::random,
    protocol::{
        act::{
            Act, Body, CardBody, Checkpoint, Document, FolderState, Header, Leave, NewFolder, Purge, Put, Rotate, Seen,
            write_frame,
        },
        bytes::{Hash, encode},
        card::Chains,
        id::{LockerId, NodeId},
        log::{Locker, LogReader, Place, Signatures, living_list, write_list},
        signing::SigningSeed,
    },
};
use serde_json::{Value, json};

use super::sample;
use crate::generate::card::{Chain, cards_json};

pub const BEGINNING: u64 = 1_790_000_000_000;

/// A locker's log, its holder's cards, and the card in use.
pub struct Log {
    pub chain: Chain,
    /// Other people.
    pub others: Vec<Chain>,
    pub acts: Vec<Act>,
    reader: Option<LogReader>,
    card: usize,
}

impl Log {
    /// Acts 0 and 1.
    pub fn begin() -> Self {
        Self::begin_among(0)
    }

    /// Acts 0 and 1, with other people who have cards.
    pub fn begin_among(others: usize) -> Self {
        let others = (0..others).map(|_| Chain::of(2)).collect();
        let mut log = Self { chain: Chain::of(2), others, acts: Vec::new(), reader: None, card: 0 };
        log.push(Body::Locker(sample::first_act()));
        let node = log.id().as_node();
        log.push(Body::Rotate(sample::rotate(node)));
        log
    }

    pub fn id(&self) -> LockerId {
        self.acts[0].locker()
    }

    pub fn state(&self) -> &Locker {
        self.reader.as_ref().unwrap().locker()
    }

    pub fn seed(&self) -> &SigningSeed {
        &self.chain.keys[self.card].signing
    }

    /// The header that an act with this body has next.
    pub fn header(&self, body: &Body) -> Header {
        let state = self.reader.as_ref().map(LogReader::locker);
        let seq = self.acts.len() as u64;
        Header {
            locker: state.map(|state| state.id),
            seq,
            prev: state.map(|state| state.head.hash),
            chain: state.and_then(|state| state.stream_head(body)),
            author: self.chain.account,
            card: Hash::of(&self.chain.cards[self.card].card),
            time: BEGINNING + seq * 1000,
            body: Hash([0; 32]),
        }
    }

    /// The next act, right in all that isn't the body's.
    pub fn act(&self, body: Body) -> Act {
        self.act_with(body, |_| {})
    }

    /// The next act, its header spoilt before it is signed.
    pub fn act_with(&self, body: Body, spoil: impl FnOnce(&mut Header)) -> Act {
        let mut header = self.header(&body);
        spoil(&mut header);
        Act::sign(header, body, Vec::new(), self.seed())
    }

    /// Everybody's cards.
    pub fn chains(&self) -> Chains {
        let mut chains = Chains::from(self.chain.verified());
        for other in &self.others {
            chains.add(other.verified()).unwrap();
        }
        chains
    }

    /// The next act, by somebody else, with the first of their cards.
    pub fn act_by(&self, other: usize, body: Body) -> Act {
        self.act_by_with(other, body, |_| {})
    }

    /// The next act, by somebody else, its header spoilt before it is signed.
    pub fn act_by_with(&self, other: usize, body: Body, spoil: impl FnOnce(&mut Header)) -> Act {
        let mut header = self.header(&body);
        let author = &self.others[other];
        (header.author, header.card) = (author.account, Hash::of(&author.cards[0].card));
        spoil(&mut header);
        Act::sign(header, body, Vec::new(), &author.keys[0].signing)
    }

    /// Adds somebody else's act, which must be right.
    pub fn push_by(&mut self, other: usize, body: Body) {
        let act = self.act_by(other, body);
        self.push_act(act);
    }

    /// Adds an act that must be right.
    pub fn push(&mut self, body: Body) {
        let act = self.act(body);
        self.push_act(act);
    }

    pub fn push_act(&mut self, act: Act) {
        self.acts.push(act);
        let moving = self.acts.last().is_some_and(|act| matches!(act.body, Some(Body::Leave(_))));
        match &mut self.reader {
            // The reader takes both halves of a move at once.
            Some(_) if moving => {}
            Some(reader) => {
                let seen = usize::try_from(reader.locker().head.seq).unwrap() + 1;
                reader.extend(&self.acts[seen..], Signatures::Each).unwrap();
            }
            None => {
                let id = self.acts[0].locker();
                self.reader = Some(LogReader::open(id, &self.acts, self.chains(), Signatures::Each).unwrap());
            }
        }
    }

    pub fn add_folder(&mut self, private: bool) -> NodeId {
        let folder = self.new_folder(private);
        let node = folder.node;
        self.push(Body::Put(Put::NewFolder(folder)));
        node
    }

    pub fn add_document(&mut self, folder: NodeId) -> NodeId {
        let document = self.new_document(folder);
        let node = document.node;
        self.push(Body::Put(Put::Document(document)));
        node
    }

    pub fn new_folder(&self, private: bool) -> NewFolder {
        let state = self.state();
        NewFolder {
            parent: self.id().as_node(),
            under: (!private).then(|| state.epoch()),
            private,
            ..sample::new_folder(NodeId(random::bytes()))
        }
    }

    pub fn new_document(&self, folder: NodeId) -> Document {
        let epoch = self.state().folders[&folder].newest_epoch();
        Document { parent: folder, epoch, ..sample::document(NodeId(random::bytes())) }
    }

    /// The next state of a document where it is.
    pub fn next_document(&self, node: NodeId) -> Document {
        let known = &self.state().documents[&node];
        let epoch = self.state().folders[&known.folder].newest_epoch();
        Document {
            parent: known.folder,
            epoch,
            turn: if epoch == known.epoch { known.turn } else { 0 },
            version: known.version + 1,
            base: Some(known.put.hash),
            objects: known.objects.clone(),
            ..sample::document(node)
        }
    }

    pub fn next_folder(&self, node: NodeId) -> FolderState {
        let known = &self.state().folders[&node];
        FolderState {
            salt: sample::salt(),
            node,
            parent: self.id().as_node(),
            epoch: known.newest_epoch(),
            version: known.version + 1,
            base: known.put.hash,
            label: sample::label(),
            sealed: None,
        }
    }

    pub fn leave(&self, node: NodeId) -> Leave {
        let known = &self.state().documents[&node];
        Leave { salt: sample::salt(), node, parent: known.folder, base: known.put.hash, sealed: None }
    }

    /// Both halves of a move.
    pub fn move_document(&mut self, node: NodeId, to: NodeId) {
        for act in self.moving_acts(node, to) {
            self.push_act(act);
        }
    }

    pub fn moving_acts(&self, node: NodeId, to: NodeId) -> [Act; 2] {
        let document = Document {
            parent: to,
            epoch: self.state().folders[&to].newest_epoch(),
            turn: 0,
            ..self.next_document(node)
        };
        self.halves(self.leave(node), document)
    }

    /// A `put` with `left`, and the `put` that follows it.
    pub fn halves(&self, leave: Leave, document: Document) -> [Act; 2] {
        let leave = self.act(Body::Leave(leave));
        let body = Body::Put(Put::Document(Document { base: Some(leave.hash), ..document }));
        let second = self.act_with(body, |header| {
            header.seq += 1;
            header.prev = Some(leave.hash);
            header.time += 1000;
        });
        [leave, second]
    }

    pub fn rotation(&self, node: NodeId) -> Rotate {
        let state = self.state();
        if node == self.id().as_node() {
            return Rotate { epoch: state.epoch() + 1, prior: Some(sample::key()), ..sample::rotate(node) };
        }
        let folder = &state.folders[&node];
        Rotate {
            epoch: folder.newest_epoch() + 1,
            under: (!folder.private).then(|| state.epoch()),
            prior: Some(sample::key()),
            inbox: None,
            ..sample::rotate(node)
        }
    }

    pub fn rotate(&mut self, node: NodeId) {
        self.push(Body::Rotate(self.rotation(node)));
    }

    pub fn purge(&self, node: NodeId) -> Purge {
        let known = &self.state().documents[&node];
        let about = |act: &&Act| matches!(&act.body, Some(Body::Put(put)) if put.node() == node);
        let gone = self.acts.iter().filter(about).map(|act| act.header.seq).collect();
        Purge { salt: sample::salt(), node, parent: known.folder, base: known.put.hash, gone }
    }

    pub fn seen(&self, node: NodeId) -> Seen {
        let head = self.head();
        Seen { salt: sample::salt(), node, seq: head.seq, hash: head.hash }
    }

    pub fn head(&self) -> Place {
        self.state().head
    }

    /// A checkpoint with its list beside it.
    pub fn checkpoint(&self) -> Act {
        let list = living_list(self.state());
        let beside = write_list(&list);
        let body =
            Body::Checkpoint(Checkpoint { salt: sample::salt(), list: Hash::of(&beside), living: list.len() as u64 });
        Act::sign(self.header(&body), body, beside, self.seed())
    }

    /// The holder's second card comes into use.
    pub fn renew_card(&mut self) {
        self.card = 1;
        let body = Body::Card(self.card_body());
        self.push(body);
    }

    pub fn card_body(&self) -> CardBody {
        CardBody { salt: sample::salt(), card: Hash::of(&self.chain.cards[1].card), number: 2 }
    }

    /// What a client without a cache is served: the newest checkpoint, what it lists, and what came after.
    pub fn living(&self) -> Vec<Act> {
        self.living_at(self.acts.iter().rposition(|act| matches!(act.body, Some(Body::Checkpoint(_)))).unwrap())
    }

    /// The same, when the checkpoint at this place was the newest.
    pub fn living_at(&self, place: usize) -> Vec<Act> {
        let list = armoire::protocol::log::read_list(&self.acts[place].beside).unwrap();
        let listed = list.iter().map(|entry| &self.acts[usize::try_from(entry.0).unwrap()]);
        let mut served: Vec<Act> = [&self.acts[place]].into_iter().chain(listed).cloned().collect();
        served.extend(self.plain()[place + 1..].iter().cloned());
        served
    }

    /// All acts as a reader of plain acts gets them: without lists.
    pub fn plain(&self) -> Vec<Act> {
        self.acts.iter().cloned().map(|act| Act { beside: Vec::new(), ..act }).collect()
    }

    /// The whole log and one act more.
    pub fn and(&self, act: Act) -> Vec<Act> {
        let mut acts = self.plain();
        acts.push(act);
        acts
    }

    /// A scenario's input for these acts.
    pub fn input(&self, acts: &[Act]) -> Value {
        let mut input = json!({
            "locker": self.id().to_string(), "holder": self.chain.account.to_string(), "cards": cards_json(&self.chain.cards),
            "acts": frames(acts), "signatures": "each",
        });
        if !self.others.is_empty() {
            input["others"] = self.others_json();
        }
        input
    }

    /// Other people's cards, as scenarios write them.
    pub fn others_json(&self) -> Value {
        let other = |chain: &Chain| json!({"account": chain.account.to_string(), "cards": cards_json(&chain.cards)});
        self.others.iter().map(other).collect()
    }
}

/// The frames of acts, as text.
pub fn frames(acts: &[Act]) -> String {
    let mut bytes = Vec::new();
    for act in acts {
        write_frame(&mut bytes, act);
    }
    encode(&bytes)
}
