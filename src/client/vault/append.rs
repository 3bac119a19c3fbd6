use super::{Vault, draft::Draft};
use crate::{
    client::{
        account::Keyring,
        api::types::{KeyringNew, KeyringStored},
        clock,
        problem::{Problem, ProblemKind},
        vault::draft::salt,
    },
    protocol::{
        Refusal,
        act::{Act, Body, Checkpoint, write_frame},
        bytes::Hash,
        change::Signer,
        limits,
        log::{Signatures, living_list, write_list},
    },
};

/// How often an append is signed again after somebody else was faster.
pub(super) const TRIES: usize = 20;

impl Vault {
    /// Appends what `build` signs. After a conflict it fetches what is new, looks whether its acts are there already, and only
    /// then lets `build` sign again on the new state.
    pub(super) fn append(
        &mut self,
        build: impl FnMut(&mut Draft<'_>, &Keyring) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        self.append_at(clock::now(), build)
    }

    /// The same, at this time.
    pub(super) fn append_at(
        &mut self,
        mut now: u64,
        mut build: impl FnMut(&mut Draft<'_>, &Keyring) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        for _ in 0..TRIES {
            let (acts, unknown) = {
                let reader = &self.log.reader;
                let signing = &self.keyring.keys.signing;
                let draft = Draft::new(reader.locker().clone(), reader.cards(), signing, now);
                let mut draft = draft.giving_to(&self.recipients);
                build(&mut draft, &self.keyring)?;
                let unknown = draft.has_unknown_recipients();
                (draft.into_acts(), unknown)
            };
            // A new key, and somebody to give it to.
            if unknown && self.know_recipients()? {
                continue;
            }
            let Some(last) = acts.last() else { return Ok(()) };
            match self.api.append(self.locker_id(), &frames(&acts)) {
                Ok(()) => return self.take_own(acts),
                Err(problem) if matches!(problem.code.as_str(), "log_conflict" | "edit_conflict" | "stale_key") => {
                    let head = last.hash;
                    self.sync()?;
                    if self.log.acts.iter().any(|act| act.hash == head) {
                        return Ok(());
                    }
                }
                // A clock that is wrong by years still signs: with the server's time, if that isn't before the log's.
                Err(problem) if is_time(&problem) => now = self.api.server()?.time,
                Err(problem) => return Err(problem),
            }
        }
        Err(Problem::new(
            ProblemKind::Conflict,
            "log_conflict",
            "Another device keeps writing at the same moment: try again.",
        ))
    }

    /// Refuses what waits and isn't wanted, keeps the newest head in the keyring, for devices that come later, and signs a checkpoint when
    /// one is due. None of it is needed for what was done before it to stand, so that a failure is left to the next time.
    pub(super) fn settle(&mut self) {
        self.refuse_unwanted();
        if self.log.reader.locker().acts_since_checkpoint() >= limits::CHECKPOINT_EVERY {
            let _ = self.checkpoint();
        }
        let _ = self.store_pin();
    }

    /// Signs the living acts.
    pub(super) fn checkpoint(&mut self) -> Result<(), Problem> {
        self.append(|draft, _| {
            let list = living_list(&draft.locker);
            let beside = write_list(&list);
            let body = Checkpoint { salt: salt(), list: Hash::of(&beside), living: list.len() as u64 };
            draft.push_with(Body::Checkpoint(body), beside).map(drop).map_err(Problem::altered)
        })
    }

    /// What a session alone may not change is signed by the account's newest card.
    pub(super) fn signer(&self) -> Signer<'_> {
        Signer { account: self.account, card: self.log.reader.cards().newest().hash, seed: &self.keyring.keys.signing }
    }

    /// Replaces the keyring by compare-and-set, merging when another device was faster.
    pub(super) fn store_pin(&mut self) -> Result<(), Problem> {
        let head = self.log.reader.locker().head;
        if self.own_locker()?.seq >= head.seq {
            return Ok(());
        }
        let mut expected = self.keyring_stored.version;
        for _ in 0..TRIES {
            if let Some(own) = self.keyring.lockers.first_mut() {
                (own.seq, own.hash) = (head.seq, head.hash);
            }
            let version = expected.max(self.keyring_stored.version) + 1;
            let sealed = self.keyring.seal(&self.account_key, self.account, version).map_err(Problem::altered)?;
            let new = KeyringNew { expected: Some(expected), version, sealed: sealed.clone().into() };
            match self.api.replace_keyring(&new, self.signer()) {
                Ok(()) => {
                    self.keyring_stored = KeyringStored { version, sealed: sealed.into() };
                    return Ok(());
                }
                Err(problem) if problem.code == "keyring_conflict" => {
                    let stored = self.api.keyring()?;
                    expected = stored.version;
                    // A server that was restored has an older one: it is given the newer, and nothing is taken from it.
                    let is_newer = expected >= self.keyring_stored.version;
                    if is_newer && self.merge_keyring(stored)? >= head.seq {
                        return Ok(());
                    }
                }
                Err(problem) => return Err(problem),
            }
        }
        Err(Problem::new(
            ProblemKind::Conflict,
            "keyring_conflict",
            "Another device keeps writing at the same moment: try again.",
        ))
    }

    /// After somebody else was faster: takes what is newer, and gives the version that the server has. A server that was restored has an
    /// older one, from which nothing is taken.
    pub(super) fn take_newer_keyring(&mut self) -> Result<u64, Problem> {
        let stored = self.api.keyring()?;
        let version = stored.version;
        if version > self.keyring_stored.version {
            self.merge_keyring(stored)?;
        }
        Ok(version)
    }

    /// Takes a newer keyring, and gives the pin that it held.
    fn merge_keyring(&mut self, stored: KeyringStored) -> Result<u64, Problem> {
        let seen = self.keyring_stored.version;
        let mut newer = Keyring::open(&self.account_key, self.account, stored.version, seen, &stored.sealed.0)
            .map_err(Problem::altered)?;
        let theirs = newer.lockers.first().map_or(0, |own| own.seq);
        newer.merge(&self.keyring);
        self.keyring = newer;
        self.keyring_stored = stored;
        Ok(theirs)
    }

    fn take_own(&mut self, acts: Vec<Act>) -> Result<(), Problem> {
        self.log.reader.extend(&acts, Signatures::Newest).map_err(Problem::altered)?;
        self.log.acts.extend(acts);
        Ok(())
    }
}

/// The acts as they travel.
pub(super) fn frames(acts: &[Act]) -> Vec<u8> {
    let mut frames = Vec::new();
    for act in acts {
        write_frame(&mut frames, act);
    }
    frames
}

pub(super) fn is_time(problem: &Problem) -> bool {
    is_refused(problem, Refusal::Time)
}

/// Whether the server refused an act by this rule.
pub(super) fn is_refused(problem: &Problem, refusal: Refusal) -> bool {
    problem.code == "act_refused"
        && problem.extra.get("reason").and_then(|reason| reason.as_str()) == Some(refusal.name())
}
