use std::collections::BTreeMap;

use super::{
    JournalEntry, Vault, VersionView,
    others::{Others, chains_of},
    sync::{all_acts, fetch_cards},
    views::{Reading, not_found, place},
};
use crate::{
    client::{
        document::{DocumentLabel, FolderLabel},
        problem::Problem,
    },
    protocol::{
        Refusal,
        act::{Act, Body, Grant, Put},
        card::SignedCard,
        id::{GrantId, NodeId},
        log::{DocumentState, LogReader, Signatures},
    },
};

/// A locker's whole log, verified.
pub(super) struct VerifiedLog {
    /// From act 0 to the head.
    pub(super) acts: Vec<Act>,
    /// The holder's, as they travel.
    pub(super) cards: Vec<SignedCard>,
    /// Of everybody else who has acted.
    pub(super) others: Others,
}

impl Vault {
    /// Every edition of a document, the oldest first.
    ///
    /// # Errors
    /// `not_found`; a rule of the log; `network`.
    pub fn versions(&self, id: NodeId) -> Result<Vec<VersionView>, Problem> {
        let current = self.document_state(id)?.objects.first().map(|object| object.id);
        let mut reading = self.reading()?;
        let mut versions: BTreeMap<u64, VersionView> = BTreeMap::new();
        for state in self.states(id)? {
            let label = reading.label(id, &state).map_err(Problem::altered)?;
            versions.entry(label.edition).or_insert(VersionView {
                edition: label.edition,
                size: label.size,
                name: label.name,
                time: state.time,
                author: state.author,
                current: state.objects.first().map(|object| object.id) == current,
            });
        }
        Ok(versions.into_values().collect())
    }

    /// The whole journal, verified from the first act on, the oldest first.
    ///
    /// # Errors
    /// A rule of the log; `network`.
    pub fn journal(&self) -> Result<Vec<JournalEntry>, Problem> {
        let acts = self.verified_acts()?;
        let mut reading = self.reading()?;
        let mut labels: BTreeMap<NodeId, DocumentLabel> = BTreeMap::new();
        let mut folders: BTreeMap<NodeId, FolderLabel> = BTreeMap::new();
        let mut lent: BTreeMap<GrantId, &Grant> = BTreeMap::new();
        let mut moving = None;
        let mut entries = Vec::new();
        for act in &acts {
            let grant = act.body.as_ref().and_then(|body| given(body, &mut lent));
            let (kind, name) = match &act.body {
                None => ("deleted", None),
                // All in its label, which isn't a paper's.
                Some(Body::Put(Put::Document(put))) if put.objects.is_empty() => ("note", None),
                Some(Body::Put(Put::Document(put))) => {
                    let label = reading.label(put.node, &DocumentState::after(act, put)).map_err(Problem::altered)?;
                    let before = labels.insert(put.node, label.clone());
                    let kind = if moving.take() == Some(put.node) { "move" } else { change(before.as_ref(), &label) };
                    (kind, Some(label.name))
                }
                Some(Body::Put(Put::NewFolder(put))) => {
                    let label = folder_label(&reading, put.node, (put.epoch, put.version), &put.label.0)?;
                    folders.insert(put.node, label.clone());
                    ("folder", Some(label.name))
                }
                Some(Body::Put(Put::Folder(put))) => {
                    let label = folder_label(&reading, put.node, (put.epoch, put.version), &put.label.0)?;
                    let before = folders.insert(put.node, label.clone());
                    (folder_change(before.as_ref(), &label), Some(label.name))
                }
                Some(Body::Leave(leave)) => {
                    // The move is told by its second half.
                    moving = Some(leave.node);
                    continue;
                }
                Some(Body::Purge(_)) => ("delete", None),
                Some(other @ (Body::Grant(_) | Body::Revoke(_))) => {
                    let called = |grant: &Grant| {
                        let document = labels.get(&grant.node).map(|label| label.name.clone());
                        document.or_else(|| folders.get(&grant.node).map(|label| label.name.clone()))
                    };
                    (other.kind(), grant.and_then(called))
                }
                Some(other) => (other.kind(), None),
            };
            let node = grant.map(|grant| grant.node).or_else(|| act.body.as_ref().and_then(Body::node));
            let to = grant.map(|grant| grant.grantee);
            let (seq, time, author) = (act.header.seq, act.header.time, act.header.author);
            entries.push(JournalEntry { seq, time, author, kind, node, name, to });
        }
        Ok(entries)
    }

    /// A document's state when it had this edition.
    pub(super) fn edition(&self, id: NodeId, edition: u64) -> Result<DocumentState, Problem> {
        self.document_state(id)?;
        let mut reading = self.reading()?;
        for state in self.states(id)? {
            if reading.label(id, &state).map_err(Problem::altered)?.edition == edition {
                return Ok(state);
            }
        }
        Err(not_found())
    }

    /// Every act from the first on, each signature and rule checked, and the same log as this device knows.
    pub(super) fn verified_acts(&self) -> Result<Vec<Act>, Problem> {
        self.verified_log().map(|log| log.acts)
    }

    /// The same, with the cards of everybody who has acted.
    pub(super) fn verified_log(&self) -> Result<VerifiedLog, Problem> {
        let acts = all_acts(&self.api, self.locker_id())?;
        let (cards, chain) = fetch_cards(&self.api, self.account)?;
        let (chains, others) = chains_of(&self.api, chain, &acts)?;
        let reader = LogReader::open(self.locker_id(), &acts, chains, Signatures::Each).map_err(Problem::altered)?;
        reader.check_pin(&acts, self.log.reader.locker().head).map_err(Problem::altered)?;
        Ok(VerifiedLog { acts, cards, others })
    }

    /// Every state that a document had. What the server gives is held against the verified newest `put`, back through each `base`.
    fn states(&self, id: NodeId) -> Result<Vec<DocumentState>, Problem> {
        let acts = self.api.acts_on(self.locker_id(), id)?;
        let newest = self.document_state(id)?.put.hash;
        let by_hash: BTreeMap<_, _> = acts.iter().map(|act| (act.hash, act)).collect();
        let mut states = Vec::new();
        let mut next = Some(newest);
        while let Some(hash) = next {
            let act = by_hash.get(&hash).ok_or_else(|| Problem::altered(Refusal::Base))?;
            next = match &act.body {
                Some(Body::Put(Put::Document(put))) if put.node == id => {
                    states.push(DocumentState::after(act, put));
                    put.base
                }
                Some(Body::Leave(leave)) if leave.node == id => Some(leave.base),
                _ => return Err(Problem::altered(Refusal::Base)),
            };
        }
        states.reverse();
        Ok(states)
    }
}

/// The grant that an act gives or takes back.
fn given<'a>(body: &'a Body, lent: &mut BTreeMap<GrantId, &'a Grant>) -> Option<&'a Grant> {
    match body {
        Body::Grant(grant) => {
            lent.insert(grant.grant, grant);
            Some(grant)
        }
        Body::Revoke(revoke) => lent.get(&revoke.grant).copied(),
        _ => None,
    }
}

fn folder_label(
    reading: &Reading<'_>,
    id: NodeId,
    (epoch, version): (u64, u64),
    sealed: &[u8],
) -> Result<FolderLabel, Problem> {
    let key = reading.keys.folder(id, epoch).map_err(Problem::altered)?;
    FolderLabel::open(&key, place(reading.keys.locker, id, version), sealed).map_err(Problem::altered)
}

fn change(before: Option<&DocumentLabel>, after: &DocumentLabel) -> &'static str {
    match before {
        None => "add",
        Some(before) if before.edition != after.edition => "replace",
        Some(before) => label_change((&before.name, before.trashed), (&after.name, after.trashed)),
    }
}

fn folder_change(before: Option<&FolderLabel>, after: &FolderLabel) -> &'static str {
    match before {
        None => "folder",
        Some(before) => label_change((&before.name, before.trashed), (&after.name, after.trashed)),
    }
}

fn label_change(before: (&str, Option<u64>), after: (&str, Option<u64>)) -> &'static str {
    match (before.1, after.1) {
        (None, Some(_)) => "trash",
        (Some(_), None) => "restore",
        _ if before.0 != after.0 => "rename",
        _ => "change",
    }
}
