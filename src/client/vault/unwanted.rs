//! What waits and isn't wanted: of people who are blocked, and what nobody answered in time. It isn't shown, and goes with the next act.
//!
//! The server refuses the deposits of whoever is blocked; the keyring says who that is, so that a server that lets them through, or was
//! restored, changes nothing.

use super::{Vault, draft::salt};
use crate::{
    client::{account::Keyring, clock, problem::Problem},
    protocol::{
        act::{Body, Purge},
        bytes::Hash,
        id::{AccountId, NodeId},
        limits,
        log::{DepositState, GrantState, Locker},
    },
};

/// Deposits that go with one act at most: 200 wait in a locker.
const MOST: usize = 50;

/// Why a deposit isn't shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unwanted {
    /// Its author is blocked.
    Blocked,
    /// It has waited too long, and its author has no living grant.
    Over,
}

impl Vault {
    /// Wants nothing any more that somebody hands in, here and on the server. What they were lent stays lent. Repeating it is fine.
    ///
    /// # Errors
    /// `too_many_blocked`, `too_large` for the keyring, the server's, `network`.
    pub fn block(&mut self, account: AccountId) -> Result<(), Problem> {
        self.change_keyring(|keyring| {
            keyring.blocked.insert(account);
        })?;
        self.api.block(self.locker_id(), account)
    }

    /// Lets somebody hand in again. Repeating it is fine.
    ///
    /// # Errors
    /// The server's, `network`.
    pub fn unblock(&mut self, account: AccountId) -> Result<(), Problem> {
        self.api.unblock(self.locker_id(), account)?;
        self.change_keyring(|keyring| {
            keyring.blocked.remove(&account);
        })
    }

    /// Those who are blocked, in the order of their ids.
    ///
    /// # Errors
    /// Those of [`Keyring::open`]; the server's, `network`.
    pub fn blocked(&mut self) -> Result<Vec<AccountId>, Problem> {
        self.refresh_people()?;
        Ok(self.keyring.blocked.iter().copied().collect())
    }

    /// What waits and is wanted. The notices say how much isn't.
    pub(super) fn wanted(&mut self) -> Vec<(NodeId, DepositState)> {
        let (locker, now) = (self.log.reader.locker(), clock::now());
        let (mut wanted, mut blocked, mut over) = (Vec::new(), 0, 0);
        for (id, state) in &locker.deposits {
            match why_unwanted(locker, &self.keyring, state, now) {
                None => wanted.push((*id, state.clone())),
                Some(Unwanted::Blocked) => blocked += 1,
                Some(Unwanted::Over) => over += 1,
            }
        }
        if blocked > 0 {
            self.notices.push(format!(
                "Not shown: {blocked} handed in by people whom you have blocked. It is deleted with the next change to your locker."
            ));
        }
        if over > 0 {
            self.notices.push(not_answered(over, "with the next change to your locker"));
        }
        wanted
    }

    /// Refuses what isn't wanted, after an append. Nothing that was done before it needs that, so that a failure is left to the next time.
    pub(super) fn refuse_unwanted(&mut self) {
        // The newest act's time, which the server has compared with its clock: a device whose clock is wrong deletes nothing.
        let now = self.log.reader.locker().time;
        if unwanted(self.log.reader.locker(), &self.keyring, now).next().is_none() {
            return;
        }
        let _ = self.append(|draft, keyring| {
            let unwanted: Vec<_> = unwanted(&draft.locker, keyring, now).take(MOST).collect();
            for (node, base, seq) in unwanted {
                let parent = draft.locker.id.as_node();
                let purge = Purge { salt: salt(), node, parent, base, gone: vec![seq] };
                draft.push(Body::Purge(purge)).map_err(Problem::altered)?;
            }
            Ok(())
        });
    }
}

/// What isn't wanted of what waits: node, hash and number of the act.
fn unwanted(locker: &Locker, keyring: &Keyring, now: u64) -> impl Iterator<Item = (NodeId, Hash, u64)> {
    let is_unwanted = move |(_, state): &(&NodeId, &DepositState)| why_unwanted(locker, keyring, state, now).is_some();
    locker.deposits.iter().filter(is_unwanted).map(|(node, state)| (*node, state.act.hash, state.act.seq))
}

fn why_unwanted(locker: &Locker, keyring: &Keyring, state: &DepositState, now: u64) -> Option<Unwanted> {
    if keyring.blocked.contains(&state.author) {
        return Some(Unwanted::Blocked);
    }
    is_over(locker, state, now).then_some(Unwanted::Over)
}

/// Whether it has waited too long, its author having no living grant.
pub(super) fn is_over(locker: &Locker, state: &DepositState, now: u64) -> bool {
    let is_theirs = |grant: &&GrantState| grant.grantee == state.author;
    let granted = locker.grants.values().filter(is_theirs).any(|grant| locker.is_living(grant, now));
    now.saturating_sub(state.time) > limits::DEPOSIT_TIME && !granted
}

/// What is said of those; `when` they go.
pub(super) fn not_answered(number: usize, when: &str) -> String {
    let days = limits::DEPOSIT_TIME / (24 * 60 * 60 * 1000);
    format!("Not shown: {number} handed in more than {days} days ago and never answered. It is deleted {when}.")
}
