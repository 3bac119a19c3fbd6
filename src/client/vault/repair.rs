//! After an honest restore: the client gives back what the server lost (§8).

use std::collections::BTreeMap;

use super::{
    Log, SavedState, Vault,
    append::frames,
    draft::{Draft, salt},
    sync::{Reached, all_acts, fetch_cards},
};
use crate::{
    client::{
        clock,
        problem::{Problem, ProblemKind},
    },
    protocol::{
        Refusal,
        act::{Act, Body, Gap, Put, Seen},
        bytes::Hash,
        limits,
        log::{LogReader, Place, Signatures, living_list, write_list},
    },
};

impl Vault {
    /// The server's head is below this device's: offers the missing acts, the same bytes, with a fresh `seen` at the end. A server that
    /// doesn't take all of them back has lost something, or hides it: `rolled_back`, until the person accepts the loss.
    pub(super) fn repair(&mut self) -> Result<(), Problem> {
        let lost = self.log.reader.locker().head;
        let server = self.api.locker(self.locker_id())?;
        if server.seq >= lost.seq {
            return Err(Problem::altered(Refusal::Fork));
        }
        let missing = self.missing_acts(Place { seq: server.seq, hash: server.hash })?;
        if missing.is_empty() || missing.len() >= limits::REPAIR_ACTS {
            return Err(rolled_back(lost.seq - server.seq));
        }
        match self.offer(&missing) {
            Ok(()) => {
                let count = missing.len();
                self.notices.push(format!(
                    "The server had lost {count} changes, as after a backup: this device gave them back."
                ));
                self.sync_once_repaired()?;
                // The keyring was restored with the log; what was given back stands without it.
                let _ = self.store_pin();
                Ok(())
            }
            // What comes before it goes back with the word that the rest is lost: a `seen` after it now would stand where this device
            // has seen another act.
            Err(problem) if problem.code == "object_gone" => {
                Err(rolled_back((missing.len() - before_object(&missing, &problem)) as u64))
            }
            // Another device gave them back meanwhile; or the server has them, and shows an older state.
            Err(problem) if problem.code == "log_conflict" => self.sync_once_repaired(),
            Err(problem) => Err(problem),
        }
    }

    /// The person accepts that what the server lost is lost: signs a `gap` after the server's head, and goes on from there.
    ///
    /// # Errors
    /// The rule of the log that what was served breaks, the server's, `network`.
    pub fn accept_loss(&mut self) -> Result<(), Problem> {
        let lost = self.log.reader.locker().head;
        let held = held(&self.log.acts);
        self.close_gap(lost, &held)
    }

    /// Gives back what `known`, the state that this device kept, still has of what the server lost, up to the first act whose object is
    /// gone. Where another device was quicker, or there is nothing that follows the server's head, nothing is.
    ///
    /// # Errors
    /// `network`.
    pub(super) fn give_back(&mut self, known: &SavedState) -> Result<(), Problem> {
        let Ok(log) = known.read_log(self.locker_id(), self.log.reader.cards().clone()) else { return Ok(()) };
        let served = std::mem::replace(&mut self.log, log);
        let missing = self.missing_acts(served.reader.locker().head).unwrap_or_default();
        let given = self.offer_most(&missing);
        self.log = served;
        match given {
            Err(problem) if problem.kind == ProblemKind::Network => Err(problem),
            _ => Ok(()),
        }
    }

    /// All of them, or those before the first whose object is gone.
    fn offer_most(&self, missing: &[Act]) -> Result<(), Problem> {
        let mut left = missing;
        while !left.is_empty() && left.len() < limits::REPAIR_ACTS {
            match self.offer(left) {
                Err(problem) if problem.code == "object_gone" => left = &left[..before_object(left, &problem)],
                offered => return offered,
            }
        }
        Ok(())
    }

    /// The acts after the server's head that this device holds, whole.
    fn missing_acts(&self, server: Place) -> Result<Vec<Act>, Problem> {
        if self.log.acts.iter().any(|act| act.header.seq == server.seq && act.hash != server.hash) {
            return Err(Problem::altered(Refusal::Fork));
        }
        let mut missing: Vec<Act> = self.log.acts.iter().filter(|act| act.header.seq > server.seq).cloned().collect();
        missing.sort_by_key(|act| act.header.seq);
        missing.dedup_by_key(|act| act.header.seq);
        let contiguous = (server.seq + 1..).zip(&missing).all(|(seq, act)| act.header.seq == seq);
        if !contiguous {
            return Ok(Vec::new());
        }
        self.restore_lists(&mut missing);
        Ok(missing)
    }

    /// A checkpoint that another device signed came without its list, which is what the log before it amounts to.
    fn restore_lists(&self, missing: &mut [Act]) {
        for act in missing.iter_mut().filter(|act| act.beside.is_empty()) {
            if !matches!(act.body, Some(Body::Checkpoint(_))) {
                continue;
            }
            let end = self.log.acts.iter().position(|held| held.hash == act.hash).unwrap_or(0);
            let before = LogReader::open(
                self.locker_id(),
                &self.log.acts[..end],
                self.log.reader.chains().clone(),
                Signatures::Newest,
            );
            if let Ok(before) = before {
                act.beside = write_list(&living_list(before.locker()));
            }
        }
    }

    fn offer(&self, acts: &[Act]) -> Result<(), Problem> {
        let end = self.log.acts.iter().position(|held| acts.last().is_some_and(|last| last.hash == held.hash));
        let known = &self.log.acts[..end.map_or(0, |end| end + 1)];
        let reader = LogReader::open(self.locker_id(), known, self.log.reader.chains().clone(), Signatures::Newest)
            .map_err(Problem::altered)?;
        let head = reader.locker().head;
        let mut draft = Draft::new(reader.locker().clone(), reader.cards(), &self.keyring.keys.signing, clock::now());
        let seen = Seen { salt: salt(), node: self.locker_id().as_node(), seq: head.seq, hash: head.hash };
        draft.push(Body::Seen(seen)).map_err(Problem::altered)?;
        let mut offer = acts.to_vec();
        offer.extend(draft.into_acts());
        self.api.append(self.locker_id(), &frames(&offer))
    }

    /// Reads the server's log as it is now, and, unless `lost` stands in it, signs that this is gone, and of what is `held` the acts just before it that the server
    /// doesn't have: other devices that saw one of these need no word of their holder's then.
    pub(super) fn close_gap(&mut self, lost: Place, held: &Held) -> Result<(), Problem> {
        let (cards, chain) = fetch_cards(&self.api, self.account)?;
        let acts = all_acts(&self.api, self.locker_id())?;
        let log = Log::open(&self.api, self.locker_id(), acts, chain)?;
        self.cards = cards;
        self.log = log;
        if self.log.acts.iter().any(|act| act.hash == lost.hash) {
            return self.store_pin();
        }
        let with_it = lost_before(lost.seq, held, &self::held(&self.log.acts));
        self.append(|draft, _| {
            let gap = Gap { salt: salt(), seq: lost.seq, hash: lost.hash, lost: with_it.clone() };
            draft.push(Body::Gap(gap)).map(drop).map_err(Problem::altered)
        })?;
        // The keyring's pin is of an act that is gone: from now on it is the gap.
        if let Some(own) = self.keyring.lockers.first_mut() {
            own.seq = 0;
        }
        self.store_pin()
    }

    /// A server that takes the acts and still doesn't show them isn't offered them again: it would send a client round in circles.
    fn sync_once_repaired(&mut self) -> Result<(), Problem> {
        let head = self.log.reader.locker().head;
        match self.fetch_new()? {
            Reached::Head => Ok(()),
            Reached::Behind => {
                let server = self.api.locker(self.locker_id())?;
                Err(rolled_back(head.seq.saturating_sub(server.seq)))
            }
        }
    }
}

/// Acts by seq, as a device has them.
pub(super) type Held = BTreeMap<u64, Hash>;

pub(super) fn held(acts: &[Act]) -> Held {
    acts.iter().map(|act| (act.header.seq, act.hash)).collect()
}

/// Hashes of the acts just before `seq` that are held and that the server doesn't have, the oldest first.
fn lost_before(seq: u64, held: &Held, served: &Held) -> Vec<Hash> {
    let back = (1..seq).rev().map_while(|seq| held.get(&seq).filter(|hash| served.get(&seq) != Some(hash)));
    let mut lost: Vec<Hash> = back.copied().take(limits::REPAIR_ACTS).collect();
    lost.reverse();
    lost
}

fn rolled_back(lost: u64) -> Problem {
    Problem::altered(Refusal::RolledBack).with("lost", lost)
}

/// How many acts come before the one that names the object that is gone.
fn before_object(acts: &[Act], problem: &Problem) -> usize {
    let object = problem.extra.get("object").and_then(|object| object.as_str()).unwrap_or_default();
    let names = |act: &Act| match &act.body {
        Some(Body::Put(Put::Document(put))) => put.objects.iter().any(|name| name.id.to_string() == object),
        _ => false,
    };
    let before = acts.iter().position(names).unwrap_or(0);
    // Not between the halves of a move.
    match before.checked_sub(1).map(|last| &acts[last].body) {
        Some(Some(Body::Leave(_))) => before - 1,
        _ => before,
    }
}
