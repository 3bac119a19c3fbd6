//! Those who wait for changes: open pages, by account. Nothing queues up for a slow one: it finds the newest head of each locker,
//! however many acts there were, so each takes the same small memory.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::watch;

use super::Change;
use crate::protocol::{
    bytes::Hash,
    id::{AccountId, LockerId},
};

/// Pages of one session that may wait; the oldest gives way. Tabs are better served by one stream for all.
pub const OF_SESSION: usize = 4;
/// Pages of one account that may wait, whatever their sessions; the oldest gives way.
pub const OF_ACCOUNT: usize = 16;

/// Lockers of others that one watcher is told of; with more, some are told twice.
const LENT: usize = 1000;
/// Mailboxes that one watcher is told of.
const MAILBOXES: usize = 64;

/// Everybody who waits in this process.
#[derive(Debug, Default)]
pub struct Watchers(Mutex<Waiting>);

#[derive(Debug, Default)]
struct Waiting {
    of_account: HashMap<AccountId, Vec<Entry>>,
    count: usize,
    next: u64,
    closed: bool,
}

#[derive(Debug)]
struct Entry {
    number: u64,
    session: Box<str>,
    told: watch::Sender<Told>,
}

/// The newest of what one watcher was told.
#[derive(Clone, Debug, Default)]
struct Told {
    heads: BTreeMap<LockerId, u64>,
    lent: BTreeMap<LockerId, u64>,
    looks: u64,
    mailboxes: BTreeMap<Hash, bool>,
    replaced: bool,
    closed: bool,
}

/// Someone who waits; no longer once dropped.
#[derive(Debug)]
pub struct Watcher {
    watchers: Arc<Watchers>,
    account: AccountId,
    number: u64,
    told: watch::Receiver<Told>,
    looks: u64,
    mailboxes: BTreeMap<Hash, bool>,
    heads: BTreeMap<LockerId, u64>,
    lent: BTreeMap<LockerId, u64>,
}

/// Why a watcher is woken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Newest acts, by locker; some may be known already.
    Heads(Vec<(LockerId, u64)>),
    /// Newest acts of lockers of others, in what this account was let in to; some may be known already.
    Lent(Vec<(LockerId, u64)>),
    /// Something may have been missed, or a session has ended: the database knows.
    Look,
    /// Something has come to a mailbox.
    Mailboxes,
    /// This session or account has opened newer ones.
    Replaced,
    /// The server stops.
    Closed,
}

/// So many wait already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

impl Watchers {
    /// Waits for changes of `account`, in a session that is called `session`. The first news is to look.
    ///
    /// # Errors
    /// When `most` wait in this process already, or it stops.
    pub fn watch(self: &Arc<Self>, account: AccountId, session: &str, most: usize) -> Result<Watcher, Full> {
        let mut waiting = self.waiting();
        if waiting.closed {
            return Err(Full);
        }
        waiting.make_room(account, session);
        if waiting.count >= most {
            return Err(Full);
        }
        let (sender, told) = watch::channel(Told { looks: 1, ..Told::default() });
        let number = waiting.next;
        waiting.next += 1;
        waiting.count += 1;
        waiting.of_account.entry(account).or_default().push(Entry { number, session: session.into(), told: sender });
        Ok(Watcher {
            watchers: Arc::clone(self),
            account,
            number,
            told,
            looks: 0,
            mailboxes: BTreeMap::new(),
            heads: BTreeMap::new(),
            lent: BTreeMap::new(),
        })
    }

    /// How many wait.
    #[must_use]
    pub fn count(&self) -> usize {
        self.waiting().count
    }

    /// Wakes those whom a change concerns.
    pub(super) fn tell(&self, change: &Change) {
        let waiting = self.waiting();
        for entry in waiting.of_account.get(&change.account()).into_iter().flatten() {
            entry.told.send_modify(|told| match change {
                Change::Head { locker, seq, .. } => {
                    let head = told.heads.entry(*locker).or_default();
                    *head = (*head).max(*seq);
                }
                Change::Lent { locker, seq, .. } => {
                    if told.lent.len() >= LENT {
                        told.lent.clear();
                    }
                    let newest = told.lent.entry(*locker).or_default();
                    *newest = (*newest).max(*seq);
                }
                Change::Sessions { .. } => told.looks += 1,
                Change::Mailbox { find, tried, .. } => {
                    // More than an account has at once: what is told again wakes once more, and that is all.
                    if told.mailboxes.len() >= MAILBOXES {
                        told.mailboxes.clear();
                    }
                    *told.mailboxes.entry(*find).or_default() |= *tried;
                }
            });
        }
    }

    /// Has everybody look: changes may have been missed.
    pub(super) fn look_again(&self) {
        for entry in self.waiting().of_account.values().flatten() {
            entry.told.send_modify(|told| told.looks += 1);
        }
    }

    /// Ends all waiting, for good.
    pub fn close(&self) {
        let mut waiting = self.waiting();
        waiting.closed = true;
        for entry in waiting.of_account.values().flatten() {
            entry.told.send_modify(|told| told.closed = true);
        }
    }

    fn leave(&self, account: AccountId, number: u64) {
        self.waiting().remove(account, |entry| entry.number == number);
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        // Nothing is left half done in there: a panic of another thread is no reason to stop.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    /// Lets the oldest go where a session or an account has as many as it may.
    fn make_room(&mut self, account: AccountId, session: &str) {
        let Some(entries) = self.of_account.get(&account) else { return };
        let of_session = || entries.iter().filter(|entry| *entry.session == *session);
        let oldest = if of_session().count() >= OF_SESSION {
            of_session().map(|entry| entry.number).next()
        } else if entries.len() >= OF_ACCOUNT {
            entries.first().map(|entry| entry.number)
        } else {
            None
        };
        if let Some(oldest) = oldest
            && let Some(entry) = self.remove(account, |entry| entry.number == oldest)
        {
            entry.told.send_modify(|told| told.replaced = true);
        }
    }

    fn remove(&mut self, account: AccountId, which: impl Fn(&Entry) -> bool) -> Option<Entry> {
        let entries = self.of_account.get_mut(&account)?;
        let entry = entries.remove(entries.iter().position(which)?);
        if entries.is_empty() {
            self.of_account.remove(&account);
        }
        self.count -= 1;
        Some(entry)
    }
}

impl Watcher {
    /// Waits for news. Several changes may be one.
    pub async fn next(&mut self) -> News {
        loop {
            if let Some(news) = self.unread() {
                return news;
            }
            if self.told.changed().await.is_err() {
                // Its entry is gone: it has been replaced, and the last words were read above.
                return News::Closed;
            }
        }
    }

    /// Compares with what was read before: whoever waited has been told that something changed, but not what.
    fn unread(&mut self) -> Option<News> {
        let told = self.told.borrow_and_update();
        if told.closed {
            return Some(News::Closed);
        }
        if told.replaced {
            return Some(News::Replaced);
        }
        if told.looks != self.looks {
            self.looks = told.looks;
            return Some(News::Look);
        }
        if told.mailboxes != self.mailboxes {
            self.mailboxes.clone_from(&told.mailboxes);
            return Some(News::Mailboxes);
        }
        if told.lent != self.lent {
            self.lent.clone_from(&told.lent);
            return Some(News::Lent(told.lent.iter().map(|(id, seq)| (*id, *seq)).collect()));
        }
        if told.heads != self.heads {
            self.heads.clone_from(&told.heads);
            return Some(News::Heads(told.heads.iter().map(|(id, seq)| (*id, *seq)).collect()));
        }
        None
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.watchers.leave(self.account, self.number);
    }
}
