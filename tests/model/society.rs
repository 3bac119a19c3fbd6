//! Random histories of one locker by several people: its holder, delegates, a reader, an editor, somebody who adds, a stranger. Each step
//! somebody tries something; the oracle, which remembers everything and forgets nothing, says what must come of it.

use std::collections::BTreeMap;

use armoire::protocol::{
    act::{
        Act, Body, CardBody, Checkpoint, Deposit, Document, FirstAct, FolderState, Gap, GivenBox, Grant, Header, Leave,
        NewFolder, ObjectName, Purge, Put, Revoke, Right, Rotate, Seen, join_files,
    },
    bytes::{Bytes, Hash},
    card::{CardChain, CardContent, Chains, PublicKey, SignedCard},
    id::{AccountId, GrantId, NodeId, ObjectId},
    log::{Aside, ListedAct, Locker, Place, lent_list, living_list, write_list},
    signing::SigningSeed,
};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use crate::{
    history::{bytes, served_until},
    oracle::Oracle,
};

const SEALED_KEY: usize = 113;
const SEALED_LABEL: usize = 593;
/// The holder is the first.
const PEOPLE: usize = 7;
const STRANGER: usize = 6;

/// Somebody, with all their cards.
pub struct Person {
    pub account: AccountId,
    pub cards: CardChain,
    seeds: Vec<SigningSeed>,
}

pub struct Society {
    pub random: ChaCha8Rng,
    pub people: Vec<Person>,
    pub chains: Chains,
    pub acts: Vec<Act>,
    pub locker: Locker,
    pub oracle: Oracle,
    /// How often each refusal and each accepted kind came.
    pub told: BTreeMap<String, u64>,
    /// Of each grant's act, what its box lists.
    pub lent: BTreeMap<u64, Vec<ListedAct>>,
    /// Acts whose bodies a purge of their node names.
    on: BTreeMap<NodeId, Vec<u64>>,
    pub time: u64,
}

/// What a server has at a moment, as a backup keeps it.
pub struct Backup {
    acts: usize,
    locker: Locker,
    oracle: Oracle,
    on: BTreeMap<NodeId, Vec<u64>>,
}

impl Society {
    pub fn begin(mut random: ChaCha8Rng) -> Self {
        let people: Vec<Person> = (0..PEOPLE).map(|_| Person::new(&mut random)).collect();
        let mut chains = Chains::from(people[0].cards.clone());
        for person in &people {
            chains.add(person.cards.clone()).expect("a first chain");
        }
        let time = 1_700_000_000_000;
        let header = Header {
            locker: None,
            seq: 0,
            prev: None,
            chain: None,
            author: people[0].account,
            card: people[0].cards.newest().hash,
            time,
            body: Hash([0; 32]),
        };
        let body = Body::Locker(FirstAct { salt: bytes(&mut random, 16), inbox: "age1pq1specimen".into() });
        let first = Act::sign(header, body, Vec::new(), &people[0].seeds[0]);
        let locker = Locker::begin(&first, &chains).expect("a good first act");
        let oracle = Oracle::new(locker.id, people[0].account);
        let (acts, told, lent, on) = (vec![first], BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let mut society = Self { random, people, chains, acts, locker, oracle, told, lent, on, time };
        let rotation = society.rotation(society.locker.id.as_node());
        assert_eq!(society.attempt(0, rotation), None);
        // Most are let in from the start, so that there is something to do.
        let rights = [Right::Manage, Right::Manage, Right::Read, Right::Edit, Right::Add];
        for (place, right) in rights.into_iter().enumerate() {
            if society.chance(60) {
                society.grant_to(0, society.locker.id.as_node(), place + 1, right);
            }
        }
        society
    }

    /// Somebody tries something.
    pub fn step(&mut self) {
        self.time +=
            if self.chance(10) { self.random.random_range(0..60_000) } else { self.random.random_range(0..500) };
        self.locker.pass_time(self.time);
        let actor = if self.chance(45) { 0 } else { self.random.random_range(1..PEOPLE) };
        let folder = self.pick(self.locker.folders.keys().copied().collect());
        let document = self.pick(self.locker.documents.keys().copied().collect());
        let new = NodeId(self.random.random());
        let choice = self.random.random_range(0..100);
        let Some(folder) = folder else { return self.new_folder(actor) };
        match (choice, document) {
            (0..5, _) => self.new_folder(actor),
            (5..18, _) => drop(self.put(actor, new, folder)),
            (18..38, _) => self.grant(actor),
            (38..46, _) => self.revoke(actor),
            (46..50, _) => self.rotate(actor, folder),
            (50..52, _) => self.rotate(actor, self.locker.id.as_node()),
            (52..55, _) => self.put_folder(actor, folder),
            (55..62, _) => self.deposit(actor, new),
            (62..69, _) => self.accept(actor, folder),
            (69..71, _) => self.refuse(actor),
            (71..73, _) => self.seen(actor, folder),
            (73..75, _) => self.checkpoint(actor),
            (75..78, _) => self.new_card(actor),
            (78..82, Some(document)) => self.move_to(actor, document, folder),
            (82..85, Some(document)) => self.purge(actor, document),
            (_, Some(document)) => drop(self.put(actor, document, self.locker.documents[&document].folder)),
            (_, None) => drop(self.put(actor, new, folder)),
        }
    }

    /// Signs, gives to the rules, and compares what they say with the oracle.
    pub fn attempt(&mut self, actor: usize, body: Body) -> Option<&'static str> {
        let beside = match &body {
            Body::Checkpoint(_) => write_list(&living_list(&self.locker)),
            Body::Grant(grant) => grant.salt.0.clone(),
            Body::Deposit(deposit) => deposit.salt.0.clone(),
            _ => {
                let files: Vec<Vec<u8>> = body.boxes().iter().map(|given| given.grant.0.to_vec()).collect();
                join_files(files.iter().map(Vec::as_slice))
            }
        };
        let act = self.sign(actor, body, beside);
        self.take(act)
    }

    /// Signs an act after the head, with the newest card now and then, else with the card of a right that the author has.
    pub fn sign(&mut self, actor: usize, body: Body, beside: Vec<u8>) -> Act {
        let place = self.locker.head.seq + 1;
        let newest = self.people[actor].cards.newest().hash;
        let by_right = self.oracle.cards(&self.locker, self.people[actor].account, &body, place, self.time);
        let card = match by_right.as_ref().and_then(|cards| cards.first()) {
            Some(card) if actor != 0 && !self.chance(30) => *card,
            _ => newest,
        };
        let header = Header {
            locker: Some(self.locker.id),
            seq: place,
            prev: Some(self.locker.head.hash),
            chain: self.locker.stream_head(&body),
            author: self.people[actor].account,
            card,
            time: self.time,
            body: Hash([0; 32]),
        };
        Act::sign(header, body, beside, self.people[actor].seed(card))
    }

    pub fn take(&mut self, act: Act) -> Option<&'static str> {
        let body = act.body.clone().expect("unpurged");
        let expected = self.oracle.expect(&self.locker, &act);
        let before = self.locker.clone();
        let taken =
            self.locker.apply(&act, &self.chains, &mut Aside::default()).err().map(armoire::protocol::Refusal::name);
        assert_eq!(taken, expected, "act {} of {}: {body:?}", act.header.seq, act.header.author);
        let by = if act.header.author == self.people[0].account { "holder" } else { "other" };
        *self.told.entry(format!("{} {} {by}", body.kind(), taken.unwrap_or("taken"))).or_default() += 1;
        if taken.is_some() {
            assert_eq!(self.locker, before, "a refused act leaves no trace");
            return taken;
        }
        if matches!(body, Body::Put(Put::Document(_)) | Body::Deposit(_)) {
            self.on.entry(body.node().expect("a node")).or_default().push(act.header.seq);
        }
        if let Body::Purge(purge) = &body {
            self.on.remove(&purge.node);
        }
        if let Body::Put(Put::Document(put)) = &body {
            self.check_openers(&act, put);
        }
        if let Body::Grant(grant) = &body {
            self.lent.insert(act.header.seq, lent_list(&before, grant.node));
        }
        self.oracle.take(&act, &body);
        self.acts.push(act);
        None
    }

    /// Nobody opens what is written now but by a grant that isn't over and reaches it.
    fn check_openers(&self, act: &Act, put: &Document) {
        for given in self.oracle.openers(put).into_iter().filter(|given| given.gone.is_none()) {
            let over = self.oracle.is_over(given, act.header.seq, act.header.time);
            let reached = self.oracle.reaches(&self.locker, given.grant.node, put.node, Some(put.parent));
            assert!(!over && reached, "act {}: {:?} opens it", act.header.seq, given.grant);
        }
    }

    pub fn backup(&self) -> Backup {
        let (acts, locker, oracle, on) = (self.acts.len(), self.locker.clone(), self.oracle.clone(), self.on.clone());
        Backup { acts, locker, oracle, on }
    }

    /// The server has what it had then; gives the acts that it lost.
    pub fn restore(&mut self, backup: Backup) -> Vec<Act> {
        (self.locker, self.oracle, self.on) = (backup.locker, backup.oracle, backup.on);
        let lost = self.acts.split_off(backup.acts);
        self.lent.split_off(&(backup.acts as u64));
        lost
    }

    /// The log as a server serves it now.
    pub fn served(&self) -> Vec<Act> {
        self.served_until(self.acts.len())
    }

    /// The log as a server served it when it had these many acts.
    pub fn served_until(&self, count: usize) -> Vec<Act> {
        let mut served = served_until(&self.acts[..count]);
        for act in &mut served {
            if !matches!(act.body, Some(Body::Checkpoint(_))) {
                act.beside = Vec::new();
            }
        }
        served
    }

    /// The state at the newest act's time: what was refused since let time pass in vain.
    pub fn settled(&self) -> Locker {
        let mut settled = Locker::begin(&self.acts[0], &self.chains).expect("a good first act");
        for act in &self.acts[1..] {
            settled.apply(act, &self.chains, &mut Aside::default()).expect("a good act");
        }
        settled
    }

    pub fn new_folder(&mut self, actor: usize) {
        self.freshen(actor, self.locker.id.as_node());
        let private = actor == 0 && self.chance(25);
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
        self.attempt(actor, Body::Put(Put::NewFolder(body)));
    }

    fn put_folder(&mut self, actor: usize, node: NodeId) {
        self.freshen(actor, node);
        let folder = &self.locker.folders[&node];
        let (epoch, version, base) = (folder.newest_epoch(), folder.version + 1, folder.put.hash);
        let (parent, salt) = (self.locker.id.as_node(), self.salt());
        let label = bytes(&mut self.random, SEALED_LABEL);
        let body = FolderState { salt, node, parent, epoch, version, base, label, sealed: None };
        self.attempt(actor, Body::Put(Put::Folder(body)));
    }

    pub fn put(&mut self, actor: usize, node: NodeId, folder: NodeId) -> Option<&'static str> {
        self.freshen_for(actor, node, folder);
        let base = self.locker.documents.get(&node).map(|known| known.put.hash);
        let body = self.document(node, folder, base);
        self.attempt(actor, Body::Put(Put::Document(body)))
    }

    pub fn document(&mut self, node: NodeId, parent: NodeId, base: Option<Hash>) -> Document {
        let epoch = self.locker.folders[&parent].newest_epoch();
        let known = self.locker.documents.get(&node);
        let same_key = known.filter(|known| known.folder == parent && known.epoch == epoch);
        let stubborn = self.random.random_range(0..10) == 0;
        let due = if stubborn { None } else { self.locker.next_turn(node, parent) };
        let turn = due.unwrap_or(same_key.map_or(0, |known| known.turn));
        let version = known.map_or(0, |known| known.version) + 1;
        let changed = same_key.is_none_or(|known| known.turn != turn);
        let count = self.random.random_range(0..3);
        Document {
            salt: self.salt(),
            node,
            parent,
            epoch,
            turn,
            version,
            base,
            label: bytes(&mut self.random, SEALED_LABEL),
            objects: (0..count).map(|_| self.object()).collect(),
            boxes: if changed || self.chance(10) { self.boxes(node) } else { Vec::new() },
            deposit: None,
            sealed: None,
        }
    }

    /// Boxes for those whose grants stay; now and then somebody is forgotten.
    fn boxes(&mut self, node: NodeId) -> Vec<GivenBox> {
        let stay: Vec<GrantId> =
            self.locker.grants.iter().filter(|(_, grant)| grant.node == node).map(|(id, _)| *id).collect();
        let kept: Vec<GrantId> = stay.into_iter().filter(|_| !self.chance(20)).collect();
        kept.into_iter().map(|grant| GivenBox { grant, file: Hash::of(&grant.0) }).collect()
    }

    fn move_to(&mut self, actor: usize, node: NodeId, folder: NodeId) {
        let from = self.locker.documents[&node].folder;
        if from == folder {
            self.put(actor, node, folder);
            return;
        }
        self.freshen_for(actor, node, folder);
        let (before, acts, oracle, on) = (self.locker.clone(), self.acts.len(), self.oracle.clone(), self.on.clone());
        let base = self.locker.documents[&node].put.hash;
        let leave = Leave { salt: self.salt(), node, parent: from, base, sealed: None };
        if self.attempt(actor, Body::Leave(leave)).is_some() {
            return;
        }
        let left = self.locker.head.hash;
        let mut body = self.document(node, folder, Some(left));
        body.turn = 0;
        if self.attempt(actor, Body::Put(Put::Document(body))).is_some() {
            // All or none.
            (self.locker, self.oracle, self.on) = (before, oracle, on);
            self.acts.truncate(acts);
        }
    }

    fn purge(&mut self, actor: usize, node: NodeId) {
        let known = &self.locker.documents[&node];
        let (parent, base, gone) = (known.folder, known.put.hash, self.on[&node].clone());
        let body = Body::Purge(Purge { salt: self.salt(), node, parent, base, gone });
        self.attempt(actor, body);
    }

    /// The holder signs that acts up to this one are lost.
    pub fn gap(&mut self, lost: Place) {
        let body = Body::Gap(Gap { salt: self.salt(), seq: lost.seq, hash: lost.hash, lost: Vec::new() });
        assert_eq!(self.attempt(0, body), None);
    }

    /// The holder vouches for what is there, now.
    pub fn vouch(&mut self) {
        let (head, node) = (self.locker.head, self.locker.id.as_node());
        let body = Body::Seen(Seen { salt: self.salt(), node, seq: head.seq, hash: head.hash });
        assert_eq!(self.attempt(0, body), None);
    }

    fn seen(&mut self, actor: usize, folder: NodeId) {
        let node = if self.chance(50) { folder } else { self.locker.id.as_node() };
        let head = self.locker.head;
        let body = Body::Seen(Seen { salt: self.salt(), node, seq: head.seq, hash: head.hash });
        self.attempt(actor, body);
    }

    pub fn checkpoint(&mut self, actor: usize) {
        let list = living_list(&self.locker);
        let body = Checkpoint { salt: self.salt(), list: Hash::of(&write_list(&list)), living: list.len() as u64 };
        self.attempt(actor, Body::Checkpoint(body));
    }

    /// The holder's account is changed: a card, then a new key. Somebody else's: only their chain is longer.
    fn new_card(&mut self, actor: usize) {
        self.people[actor].renew(&mut self.random);
        self.chains.add(self.people[actor].cards.clone()).expect("a continuation");
        if actor != 0 {
            return;
        }
        let other = self.random.random_range(1..STRANGER);
        self.people[other].renew(&mut self.random);
        self.chains.add(self.people[other].cards.clone()).expect("a continuation");
        let (card, number) = {
            let newest = self.people[0].cards.newest();
            (newest.hash, newest.content.number)
        };
        let body = Body::Card(CardBody { salt: self.salt(), card, number });
        assert_eq!(self.attempt(0, body), None);
        self.rotate(0, self.locker.id.as_node());
    }

    pub fn rotate(&mut self, actor: usize, node: NodeId) {
        if node != self.locker.id.as_node() && !self.chance(10) {
            self.freshen(actor, self.locker.id.as_node());
        }
        let rotation = self.rotation(node);
        self.attempt(actor, rotation);
    }

    /// Replaces a stale key before a write; now and then somebody forgets to.
    fn freshen(&mut self, actor: usize, node: NodeId) {
        let own = self.locker.id.as_node();
        if self.chance(8) {
            return;
        }
        let private = self.locker.folders.get(&node).is_some_and(|folder| folder.private);
        if self.locker.is_stale() && !private {
            let rotation = self.rotation(own);
            self.attempt(actor, rotation);
        }
        if node != own && self.locker.is_folder_stale(node) {
            let rotation = self.rotation(node);
            self.attempt(actor, rotation);
        }
    }

    fn freshen_for(&mut self, actor: usize, document: NodeId, folder: NodeId) {
        self.freshen(actor, folder);
        if self.locker.next_turn(document, folder).is_none() && self.chance(90) {
            let rotation = self.rotation(folder);
            self.attempt(actor, rotation);
        }
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
            boxes: self.boxes(node),
            sealed: None,
        })
    }

    pub fn grant(&mut self, actor: usize) {
        let folders: Vec<NodeId> = self.locker.folders.keys().copied().collect();
        let documents: Vec<NodeId> = self.locker.documents.keys().copied().collect();
        let node = match self.random.random_range(0..10) {
            0..2 => Some(self.locker.id.as_node()),
            2..6 => self.pick(folders),
            _ => self.pick(documents),
        };
        let Some(node) = node else { return };
        let grantee = self.random.random_range(0..STRANGER);
        let right = if grantee < 3 { Right::Manage } else { Right::ALL[self.random.random_range(0..4)] };
        self.grant_to(actor, node, grantee, right);
    }

    pub fn grant_to(&mut self, actor: usize, node: NodeId, grantee: usize, right: Right) -> Option<GrantId> {
        let document = self.locker.documents.get(&node).map(|known| (known.folder, known.epoch, known.turn));
        match document {
            Some((folder, ..)) => self.freshen_for(actor, node, folder),
            None => self.freshen(actor, node),
        }
        let epoch = document.map_or_else(|| self.locker.newest_epoch(node).expect("a key"), |known| known.1);
        let author = self.people[actor].account;
        let now = self.time;
        // One of their own by which they may, the one that lasts longest; or, now and then, any.
        let mut own: Vec<(u64, GrantId)> = self
            .locker
            .grants
            .iter()
            .filter(|(_, grant)| {
                actor == 0 || grant.grantee == author && (grant.right == Right::Manage || now.is_multiple_of(7))
            })
            .map(|(id, grant)| (grant.end, *id))
            .collect();
        own.sort_unstable();
        let at =
            if self.chance(80) { own.len().saturating_sub(1) } else { self.random.random_range(0..own.len().max(1)) };
        let via = own.get(at).copied().filter(|_| actor != 0 || now.is_multiple_of(37));
        let start = if self.chance(15) {
            now + self.random.random_range(0..5000)
        } else {
            now - self.random.random_range(0..9)
        };
        let lasts = if self.chance(5) { 0 } else { self.random.random_range(1..600_000) };
        let end = match via {
            Some((end, _)) if !self.chance(10) => (start + lasts).min(end),
            _ => start + lasts,
        };
        let salt = self.salt();
        let grant = GrantId(self.random.random());
        let body = Grant {
            file: Hash::of(&salt.0),
            salt,
            node,
            parent: document.map(|known| known.0),
            epoch,
            turn: document.map(|known| known.2),
            card: self.people[grantee].cards.newest().hash,
            grant,
            grantee: self.people[grantee].account,
            right,
            start,
            end,
            via: via.map(|via| via.1),
            sealed: None,
        };
        self.attempt(actor, Body::Grant(body)).is_none().then_some(grant)
    }

    fn revoke(&mut self, actor: usize) {
        let grants: Vec<GrantId> = self.oracle.grants.iter().rev().take(12).map(|grant| grant.id).collect();
        let living: Vec<GrantId> = self.locker.grants.keys().copied().collect();
        let from = if self.chance(70) { living } else { grants };
        if let Some(grant) = self.pick(from) {
            self.revoke_it(actor, grant);
        }
    }

    pub fn revoke_it(&mut self, actor: usize, grant: GrantId) -> Option<&'static str> {
        let body = Body::Revoke(Revoke { salt: self.salt(), grant, sealed: None });
        self.attempt(actor, body)
    }

    pub fn deposit(&mut self, actor: usize, node: NodeId) {
        let salt = self.salt();
        let count = self.random.random_range(0..3);
        let objects = (0..count).map(|_| self.object()).collect();
        let body = Deposit { file: Hash::of(&salt.0), salt, node, objects };
        self.attempt(actor, Body::Deposit(body));
    }

    fn accept(&mut self, actor: usize, folder: NodeId) {
        if let Some(node) = self.pick(self.locker.deposits.keys().copied().collect()) {
            self.accept_it(actor, node, folder);
        }
    }

    pub fn accept_it(&mut self, actor: usize, node: NodeId, folder: NodeId) -> Option<&'static str> {
        self.freshen(actor, folder);
        let waiting = self.locker.deposits[&node].clone();
        let mut body = self.document(node, folder, None);
        body.objects = waiting.objects;
        body.deposit = Some(waiting.act.hash);
        if self.chance(10) {
            // Without naming it, or with other objects.
            if self.chance(50) { body.deposit = None } else { body.objects = vec![self.object()] }
        }
        self.attempt(actor, Body::Put(Put::Document(body)))
    }

    fn refuse(&mut self, actor: usize) {
        let Some(node) = self.pick(self.locker.deposits.keys().copied().collect()) else { return };
        let waiting = &self.locker.deposits[&node];
        let (base, gone, parent) = (waiting.act.hash, vec![waiting.act.seq], self.locker.id.as_node());
        let body = Body::Purge(Purge { salt: self.salt(), node, parent, base, gone });
        self.attempt(actor, body);
    }

    pub fn chance(&mut self, percent: u32) -> bool {
        self.random.random_range(0..100) < percent
    }

    fn object(&mut self) -> ObjectName {
        ObjectName { id: ObjectId(self.random.random()), size: 1500, sha256: Hash(self.random.random()) }
    }

    fn salt(&mut self) -> Bytes {
        bytes(&mut self.random, 16)
    }

    fn pick<T: Copy>(&mut self, mut from: Vec<T>) -> Option<T> {
        if from.is_empty() { None } else { Some(from.swap_remove(self.random.random_range(0..from.len()))) }
    }
}

/// An object with this id.
pub fn object(id: [u8; 20]) -> ObjectName {
    ObjectName { id: ObjectId(id), size: 1500, sha256: Hash([3; 32]) }
}

impl Person {
    fn new(random: &mut ChaCha8Rng) -> Self {
        let seed = SigningSeed::new(random.random());
        let account = AccountId::of_first_key(&seed.public_key());
        let content = CardContent {
            account,
            number: 1,
            signing: PublicKey(seed.public_key()),
            recipient: "age1pq1specimen".into(),
            previous: None,
        };
        let card = SignedCard::sign(&content, &seed, None);
        let cards = CardChain::verify(account, &[card]).expect("a good card");
        Self { account, cards, seeds: vec![seed] }
    }

    fn renew(&mut self, random: &mut ChaCha8Rng) {
        let seed = SigningSeed::new(random.random());
        let newest = self.cards.newest();
        let content = CardContent {
            account: self.account,
            number: newest.content.number + 1,
            signing: PublicKey(seed.public_key()),
            recipient: "age1pq1specimen".into(),
            previous: Some(newest.hash),
        };
        let card = SignedCard::sign(&content, &seed, self.seeds.last());
        self.cards.push(&card).expect("a good card");
        self.seeds.push(seed);
    }

    fn seed(&self, card: Hash) -> &SigningSeed {
        let number = self.cards.find(card).expect("their own card").content.number;
        &self.seeds[usize::try_from(number).expect("small") - 1]
    }
}
