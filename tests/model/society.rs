//! Random histories of one locker by several people: its holder, delegates, a reader, an editor, somebody who adds, a stranger. Each step
//! somebody tries something; the oracle, which remembers everything and forgets nothing, says what must come of it.

mod documents;
mod keys;
mod lending;
mod person;

use std::collections::BTreeMap;

use armoire::protocol::{
    act::{Act, Body, Document, FirstAct, Header, ObjectName, Put, Right, join_files},
    bytes::{Bytes, Hash},
    card::Chains,
    id::{NodeId, ObjectId},
    log::{Aside, ListedAct, Locker, lent_list, living_list, write_list},
};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

pub use self::person::Person;
use crate::{
    history::{bytes, served_until},
    oracle::Oracle,
};

const SEALED_KEY: usize = 113;
const SEALED_LABEL: usize = 593;
/// The holder is the first.
const PEOPLE: usize = 7;
const STRANGER: usize = 6;

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
