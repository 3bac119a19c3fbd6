//! The history of consents: what was lent and taken back, what was answered, and the referent, each in the holder's words.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{
    Vault,
    history::VerifiedLog,
    views::{Reading, place},
};
use crate::{
    client::{
        clock,
        document::{
            DocumentLabel, FolderLabel, Letter, Note,
            key::{ActText, open_act_text},
        },
        people::referent::Step,
        problem::Problem,
        sealed_json,
    },
    protocol::{
        act::{Act, Body, Document, Grant, Put, Right},
        consents::{self, Words},
        id::{AccountId, GrantId, NodeId},
        limits,
    },
};

/// One entry.
#[derive(Clone, Debug)]
pub struct Consent {
    /// Its act.
    pub seq: u64,
    /// When, milliseconds since 1970.
    pub time: u64,
    /// Who has signed it.
    pub author: AccountId,
    /// What it says.
    pub what: Consented,
}

/// What was consented to, or answered. Names are those of that time; `None` for what can't be read any more.
#[derive(Clone, Debug)]
pub enum Consented {
    /// Somebody was let in to something.
    Lent {
        /// Whom.
        to: AccountId,
        /// What they might do.
        right: Right,
        /// What.
        what: Lent,
        /// From when, milliseconds since 1970.
        start: u64,
        /// Until when.
        end: u64,
        /// What for.
        purpose: Option<String>,
    },
    /// It was taken back.
    TakenBack {
        /// From whom; `None` where the grant can't be found.
        from: Option<AccountId>,
        /// What.
        what: Lent,
    },
    /// What somebody had handed in was taken in: a paper, or an entry of the list, by its name.
    Accepted {
        /// Who had handed it in.
        from: Option<AccountId>,
        /// What it is called.
        name: Option<String>,
    },
    /// It was refused, or a letter was put away or answered.
    Refused {
        /// Who had handed it in.
        from: Option<AccountId>,
    },
    /// A letter was taken in.
    Letter {
        /// Who wrote it.
        from: AccountId,
        /// What it says.
        letter: Box<Letter>,
    },
    /// A step with the referent.
    Referent {
        /// Whom it is about.
        name: Option<String>,
        /// The step.
        step: Box<Step>,
    },
}

/// What a grant was on.
#[derive(Clone, Debug)]
pub enum Lent {
    /// Everything but private folders.
    Locker,
    /// A folder, a document or an entry of the list; `None` when its name can't be read any more.
    Node(Option<String>),
}

/// A verified log, told.
pub struct History {
    log: VerifiedLog,
    /// The oldest first.
    pub entries: Vec<Consent>,
}

#[derive(Deserialize)]
struct PurposeJson {
    purpose: String,
}

impl Vault {
    /// The whole history, from a log of which each signature was checked.
    ///
    /// # Errors
    /// A rule of the log; `network`.
    pub fn consents(&self) -> Result<History, Problem> {
        let log = self.verified_log()?;
        let reading = self.reading()?;
        let mut telling = Telling {
            vault: self,
            reading,
            names: BTreeMap::new(),
            grants: BTreeMap::new(),
            deposits: BTreeMap::new(),
            authors: BTreeMap::new(),
            steps: BTreeSet::new(),
        };
        let mut entries = Vec::new();
        for act in &log.acts {
            telling.authors.insert(act.header.seq, act.header.author);
            let Some(body) = &act.body else { continue };
            for what in telling.tell(act, body) {
                let (seq, time, author) = (act.header.seq, act.header.time, act.header.author);
                entries.push(Consent { seq, time, author, what });
            }
        }
        Ok(History { log, entries })
    }

    /// The history as one file, signed with the newest card, with these words about its acts.
    ///
    /// # Errors
    /// `too_large` over 64 MiB.
    pub fn sign_consents(&self, history: &History, words: Vec<Words>) -> Result<Vec<u8>, Problem> {
        let VerifiedLog { acts, cards, others } = &history.log;
        let own = (self.account, cards.clone());
        let chains: Vec<_> =
            std::iter::once(own).chain(others.iter().map(|(account, cards)| (*account, cards.clone()))).collect();
        let time = clock::now();
        consents::sign((self.locker_id(), time), &chains, acts, words, &self.keyring.keys.signing)
            .map_err(Problem::typed)
    }
}

/// What is known while acts are told one after the other.
struct Telling<'a> {
    vault: &'a Vault,
    reading: Reading<'a>,
    /// What nodes were called last.
    names: BTreeMap<NodeId, String>,
    grants: BTreeMap<GrantId, (AccountId, NodeId)>,
    /// Who had handed in what waits at a node.
    deposits: BTreeMap<NodeId, AccountId>,
    /// Who has signed which act: what was refused is known by that alone, its body being gone.
    authors: BTreeMap<u64, AccountId>,
    /// Steps that were told already: an entry, a time and a state.
    steps: BTreeSet<(NodeId, u64, &'static str)>,
}

impl Telling<'_> {
    fn tell(&mut self, act: &Act, body: &Body) -> Vec<Consented> {
        match body {
            Body::Grant(grant) => {
                self.grants.insert(grant.grant, (grant.grantee, grant.node));
                vec![Consented::Lent {
                    to: grant.grantee,
                    right: grant.right,
                    what: self.lent(grant.node),
                    start: grant.start,
                    end: grant.end,
                    purpose: self.purpose(grant),
                }]
            }
            Body::Revoke(revoke) => {
                let known = self.grants.get(&revoke.grant).copied();
                let what = known.map_or(Lent::Node(None), |(_, node)| self.lent(node));
                vec![Consented::TakenBack { from: known.map(|(grantee, _)| grantee), what }]
            }
            Body::Deposit(deposit) => {
                self.deposits.insert(deposit.node, act.header.author);
                Vec::new()
            }
            Body::Purge(purge) if purge.parent == self.vault.whole_locker() => {
                self.deposits.remove(&purge.node);
                let from = purge.gone.first().and_then(|seq| self.authors.get(seq));
                vec![Consented::Refused { from: from.copied() }]
            }
            Body::Put(Put::NewFolder(put)) => {
                self.name_folder(put.node, (put.epoch, put.version), &put.label.0);
                Vec::new()
            }
            Body::Put(Put::Folder(put)) => {
                self.name_folder(put.node, (put.epoch, put.version), &put.label.0);
                Vec::new()
            }
            Body::Put(Put::Document(put)) => self.tell_put(put),
            _ => Vec::new(),
        }
    }

    fn tell_put(&mut self, put: &Document) -> Vec<Consented> {
        let from = put.deposit.and_then(|_| self.deposits.remove(&put.node));
        let locker = self.reading.keys.locker;
        let at = place(locker, put.node, put.version);
        let Ok(key) = self.reading.document_key(put.parent, put.node, put.epoch, put.turn) else {
            return Vec::new();
        };
        // Only the holder writes into private folders.
        if put.objects.is_empty() && locker.folders.get(&put.parent).is_some_and(|folder| folder.private) {
            return match Note::open(&key, at, &put.label.0) {
                Ok(Note::Letter(kept)) => {
                    vec![Consented::Letter { from: kept.author, letter: Box::new(kept.letter) }]
                }
                Ok(Note::Referent(referent, _)) => self.tell_steps(referent.steps()),
                Ok(Note::Entry(entry)) => {
                    self.names.insert(put.node, entry.name.clone());
                    let accepted = Consented::Accepted { from, name: Some(entry.name) };
                    put.deposit.map(|_| accepted).into_iter().collect()
                }
                Ok(Note::Meeting(_) | Note::Asked(_) | Note::Handed(_)) | Err(_) => Vec::new(),
            };
        }
        let name = DocumentLabel::open(&key, at, &put.label.0).ok().map(|label| label.name);
        if let Some(name) = &name {
            self.names.insert(put.node, name.clone());
        }
        put.deposit.map(|_| Consented::Accepted { from, name }).into_iter().collect()
    }

    /// Those that a version of the note has and the versions before hadn't.
    fn tell_steps(&mut self, steps: &[Step]) -> Vec<Consented> {
        let mut told = Vec::new();
        for step in steps {
            if self.steps.insert((step.entry, step.time, step.state.name())) {
                let name = self.names.get(&step.entry).cloned();
                told.push(Consented::Referent { name, step: Box::new(step.clone()) });
            }
        }
        told
    }

    fn lent(&self, node: NodeId) -> Lent {
        if node == self.vault.whole_locker() { Lent::Locker } else { Lent::Node(self.names.get(&node).cloned()) }
    }

    fn name_folder(&mut self, id: NodeId, (epoch, version): (u64, u64), label: &[u8]) {
        let at = place(self.reading.keys.locker, id, version);
        let opened = self.reading.keys.folder(id, epoch).and_then(|key| FolderLabel::open(&key, at, label));
        if let Ok(label) = opened {
            self.names.insert(id, label.name);
        }
    }

    /// What the holder wrote about a grant, if it can still be read.
    fn purpose(&self, grant: &Grant) -> Option<String> {
        let (sealed, salt) = (grant.sealed.as_ref()?, grant.salt.0.as_slice().try_into().ok()?);
        let locker = self.reading.keys.locker;
        let at = ActText { locker: locker.id, node: grant.node, kind: "grant", salt };
        // The act says neither of which folder nor of which epoch its key was.
        let private = locker.folders.iter().filter(|(_, folder)| folder.private);
        let opened = private
            .flat_map(|(id, folder)| (1..=folder.newest_epoch()).rev().map(|epoch| (*id, epoch)))
            .find_map(|(id, epoch)| {
                let key = self.reading.keys.folder(id, epoch).ok()?;
                open_act_text(&key, at, &sealed.0).ok()
            })?;
        sealed_json::read::<PurposeJson>(&opened, limits::ACT_SEALED).ok().map(|json| json.purpose)
    }
}
