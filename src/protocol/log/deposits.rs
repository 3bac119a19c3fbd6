//! Deposits: what somebody hands in waits until a `put` takes it or a `purge` refuses it.

use super::{Aside, Locker, Place};
use crate::protocol::{
    Refusal,
    act::{Act, Deposit, Document, ObjectName, Purge},
    id::AccountId,
    limits,
};

/// A deposit that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepositState {
    /// The act.
    pub act: Place,
    /// When it came, milliseconds since 1970.
    pub time: u64,
    /// Who handed it in.
    pub author: AccountId,
    /// As in the `put` that accepts it.
    pub objects: Vec<ObjectName>,
}

impl Locker {
    pub(super) fn deposit(&mut self, act: &Act, deposit: &Deposit, aside: &Aside) -> Result<(), Refusal> {
        let node = deposit.node;
        let used = node == self.id.as_node()
            || self.folders.contains_key(&node)
            || self.documents.contains_key(&node)
            || self.deposits.contains_key(&node);
        if used {
            return Err(Refusal::Node);
        }
        if !aside.leads_to(act.header.chain, Some(self.people_stream.hash)) {
            return Err(Refusal::Chain);
        }
        // Who has met acts without a body may count one that was answered.
        if self.deposits.len() >= limits::DEPOSITS && aside.is_empty() {
            return Err(Refusal::Deposit);
        }
        act.files()?;
        self.add_deposit(act, deposit);
        Ok(())
    }

    /// Keeps a deposit that the rules took, or that a checkpoint vouches for.
    pub(super) fn add_deposit(&mut self, act: &Act, deposit: &Deposit) {
        let place = Place { seq: act.header.seq, hash: act.hash };
        let (time, author) = (act.header.time, act.header.author);
        let objects = deposit.objects.clone();
        self.deposits.insert(deposit.node, DepositState { act: place, time, author, objects });
        self.people_stream = place;
    }

    /// A `put` takes the deposit that waits for its node, on the same objects; there is no other first `put` of that node.
    pub(super) fn check_accepted(&self, put: &Document) -> Result<(), Refusal> {
        match (put.deposit, self.deposits.get(&put.node)) {
            (None, None) => Ok(()),
            (Some(named), Some(waiting)) if named == waiting.act.hash && put.objects == waiting.objects => Ok(()),
            _ => Err(Refusal::Deposit),
        }
    }

    /// A `purge` that refuses a deposit: its parent is the locker.
    pub(super) fn refuse_deposit(&mut self, act: &Act, purge: &Purge, aside: &mut Aside) -> Result<(), Refusal> {
        let waiting = self.deposits.get(&purge.node).map(|waiting| waiting.act);
        let gone = aside.holds(purge.base);
        if waiting.is_none() && !gone {
            return Err(Refusal::Node);
        }
        if !aside.leads_to(act.header.chain, Some(self.people_stream.hash)) {
            return Err(Refusal::Chain);
        }
        if waiting.is_some_and(|waiting| waiting.hash != purge.base) && !gone {
            return Err(Refusal::Base);
        }
        let named = match waiting {
            Some(waiting) => purge.gone == [waiting.seq],
            None => purge.gone.len() == 1 && aside.holds_all(&purge.gone),
        };
        if !named {
            return Err(Refusal::Gone);
        }
        act.files()?;
        aside.explain(&purge.gone);
        self.deposits.remove(&purge.node);
        self.people_stream = Place { seq: act.header.seq, hash: act.hash };
        Ok(())
    }
}
