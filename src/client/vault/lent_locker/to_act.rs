//! What the rules want to know of a lent locker before one acts in it: its head and streams, one's own grants, and what one manages.

use std::collections::BTreeMap;

use super::{LentLocker, over};
use crate::{
    client::{
        api::types::Tail,
        problem::Problem,
        vault::{Loan, Vault, lent::check_line, others::unknown_authors},
    },
    protocol::{
        Refusal,
        act::{Act, Body, Grant, Right, read_frames},
        bytes::{Bytes, Hash},
        id::{AccountId, GrantId, NodeId},
        limits,
        log::{DepositState, DocumentState, Folder, Given, GrantState, KeyEpoch, Place},
    },
};

impl Vault {
    /// As [`Vault::lent_locker`], to act on.
    pub(in crate::client::vault) fn lent_locker_to_act(&self, loans: Vec<Loan>) -> Result<LentLocker, Problem> {
        self.look_to_act(loans).map_err(|problem| if problem.code == "not_found" { over() } else { problem })
    }

    fn look_to_act(&self, loans: Vec<Loan>) -> Result<LentLocker, Problem> {
        let locker = loans.first().map(|loan| loan.locker).ok_or_else(over)?;
        // First: what comes later than this is a conflict, and nothing is signed on two states.
        let tail = self.api.tail(locker)?;
        let mut lent = self.lent_locker(loans)?;
        lent.state.head = Place { seq: tail.seq, hash: tail.hash };
        lent.state.time = tail.time;
        lent.state.people_stream = Place { seq: 0, hash: tail.people };
        lent.add_own_grants();
        self.add_folders(&mut lent, &tail)?;
        self.add_managed(&mut lent)?;
        Ok(lent)
    }

    /// What was lent without what it is in: only as much of that as acts need.
    fn add_folders(&self, lent: &mut LentLocker, tail: &Tail) -> Result<(), Problem> {
        if lent.state.keys.is_empty() {
            let act = read_frames(&tail.rotate.0, 1).map_err(Problem::altered)?;
            let hash = act.first().map(|act| act.hash).ok_or_else(|| Problem::altered(Refusal::Malformed))?;
            lent.state.keys.push(unopened(tail.epoch, Place { seq: 0, hash }, None));
        }
        let alone: Vec<(NodeId, DocumentState)> = lent
            .state
            .documents
            .iter()
            .filter(|(_, state)| !lent.state.folders.contains_key(&state.folder))
            .map(|(id, state)| (*id, state.clone()))
            .collect();
        for (id, state) in alone {
            let chain = self.api.tail_of(lent.id, id)?.chain.ok_or_else(|| Problem::altered(Refusal::Chain))?;
            let (stream, under) = (Place { seq: 0, hash: chain }, lent.state.epoch());
            // Whether the folder's key is newer than the document's isn't seen: the server says so, if it is.
            let folder = Folder {
                private: false,
                keys: vec![unopened(state.epoch, stream, Some(under))],
                stream,
                put: stream,
                version: 0,
                epoch: state.epoch,
                label: Bytes(Vec::new()),
            };
            lent.state.folders.insert(state.folder, folder);
        }
        Ok(())
    }

    /// Grants of others, and what waits, where one manages. What isn't signed by whom it may be is left out.
    fn add_managed(&self, lent: &mut LentLocker) -> Result<(), Problem> {
        let managing: Vec<GrantId> =
            lent.loans.iter().filter(|loan| loan.right == Right::Manage).map(|loan| loan.grant).collect();
        for grant in managing {
            let acts = self.api.managed(lent.id, grant)?;
            for (_, chain) in unknown_authors(&self.api, &lent.chains, &acts)? {
                lent.chains.add(chain).map_err(Problem::altered)?;
            }
            let all: BTreeMap<GrantId, (Act, Grant)> = acts.iter().filter_map(grant_of).collect();
            for (act, body) in all.values() {
                let line = line_of(body, &all);
                if check_line(lent.id, (act, body), &line, &lent.chains).is_ok() {
                    lent.state.grants.entry(body.grant).or_insert_with(|| granted(act, body));
                }
            }
            for act in acts {
                lent.take_waiting(act);
            }
        }
        Ok(())
    }

    /// Recipients of those who have a grant there, as far as they aren't known. Says whether there were any.
    pub(in crate::client::vault) fn know_recipients_there(&mut self, lent: &LentLocker) -> Result<bool, Problem> {
        let unknown: Vec<(AccountId, Hash)> = lent
            .state
            .grants
            .values()
            .filter(|grant| !self.recipients.contains_key(&grant.card))
            .map(|grant| (grant.grantee, grant.card))
            .collect();
        self.learn_recipients(unknown)
    }
}

impl LentLocker {
    /// One's own grants, and those that they hang on: by these the rules let one act.
    fn add_own_grants(&mut self) {
        for loan in &self.loans {
            self.state.grants.insert(loan.grant, granted(&loan.act, &loan.body));
            for (act, body) in &loan.line {
                self.state.grants.insert(body.grant, granted(act, body));
            }
        }
    }

    fn take_waiting(&mut self, act: Act) {
        let Some(Body::Deposit(deposit)) = &act.body else { return };
        let (node, objects) = (deposit.node, deposit.objects.clone());
        let at = Place { seq: act.header.seq, hash: act.hash };
        let state = DepositState { act: at, time: act.header.time, author: act.header.author, objects };
        self.state.deposits.insert(node, state);
        self.waiting.insert(node, act);
    }
}

fn grant_of(act: &Act) -> Option<(GrantId, (Act, Grant))> {
    match &act.body {
        Some(Body::Grant(body)) => Some((body.grant, (act.clone(), body.clone()))),
        _ => None,
    }
}

/// The grants that one hangs on, of those that are here, nearest first.
fn line_of(body: &Grant, all: &BTreeMap<GrantId, (Act, Grant)>) -> Vec<(Act, Grant)> {
    let above = |body: &Grant| body.via.and_then(|via| all.get(&via));
    std::iter::successors(above(body), |(_, body)| above(body)).take(limits::VIA).cloned().collect()
}

/// A grant as the rules know it.
fn granted(act: &Act, grant: &Grant) -> GrantState {
    let place = Place { seq: act.header.seq, hash: act.hash };
    let given = Given { epoch: grant.epoch, turn: grant.turn.unwrap_or(0), act: place };
    GrantState {
        act: place,
        node: grant.node,
        author: act.header.author,
        grantee: grant.grantee,
        card: grant.card,
        right: grant.right,
        start: grant.start,
        end: grant.end,
        via: grant.via,
        given: BTreeMap::from([(grant.parent.unwrap_or(grant.node), given)]),
    }
}

/// An epoch of which only the number is known.
fn unopened(epoch: u64, act: Place, under: Option<u64>) -> KeyEpoch {
    KeyEpoch { epoch, act, under, key: Bytes(Vec::new()), prior: None }
}
