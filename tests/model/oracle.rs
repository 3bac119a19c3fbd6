//! What must come of an act, told from the whole history without forgetting: who may do what, and who has which keys. Slow and plain on
//! purpose; it shares no line with the fold.

use std::collections::BTreeMap;

use armoire::protocol::{
    act::{Act, Body, Document, Grant, Put, Right},
    bytes::Hash,
    id::{AccountId, GrantId, LockerId, NodeId},
    limits,
    log::Locker,
};

/// A grant that was ever given.
#[derive(Clone)]
pub struct Given {
    pub id: GrantId,
    pub grant: Grant,
    pub revoked: Option<u64>,
    /// Its document was purged.
    pub gone: Option<u64>,
}

/// A key, by what it is the key of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum KeyOf {
    Locker { epoch: u64 },
    Folder { folder: NodeId, epoch: u64 },
    Document { document: NodeId, folder: NodeId, epoch: u64, turn: u64 },
}

#[derive(Clone)]
pub struct Oracle {
    locker: LockerId,
    holder: AccountId,
    pub grants: Vec<Given>,
    /// Every key that every grant was ever given.
    keys: Vec<(GrantId, KeyOf)>,
    /// Under which of the locker's keys a folder's key lies.
    under: BTreeMap<(NodeId, u64), Option<u64>>,
    /// Where the newest key of each node was made.
    made: BTreeMap<NodeId, u64>,
    card_at: Option<u64>,
    /// The locker's newest.
    epoch: u64,
}

impl Oracle {
    pub fn new(locker: LockerId, holder: AccountId) -> Self {
        let (grants, keys) = (Vec::new(), Vec::new());
        Self { locker, holder, grants, keys, under: BTreeMap::new(), made: BTreeMap::new(), card_at: None, epoch: 0 }
    }

    /// The rule that refuses this act, or `None`. `locker` is the fold's state, used for what one person's history tells already.
    pub fn expect(&self, locker: &Locker, act: &Act) -> Option<&'static str> {
        let (header, body) = (&act.header, act.body.as_ref().expect("unpurged"));
        let (place, now) = (header.seq, header.time);
        if header.author != self.holder && !matches!(body, Body::Deposit(_)) {
            let Some(cards) = self.cards(locker, header.author, body, place, now) else { return Some("author") };
            if !cards.contains(&header.card) {
                return Some("card");
            }
        }
        let stale = |key: Option<KeyOf>| key.is_none_or(|key| self.is_stale(key, place, now));
        match body {
            Body::Put(Put::NewFolder(_)) if stale(Some(newest_locker(locker))) => Some("stale_key"),
            Body::Put(Put::Folder(put)) if stale(newest_folder(locker, put.node)) => Some("stale_key"),
            Body::Put(Put::Document(put)) => {
                let (document, folder) = (put.node, put.parent);
                let key = KeyOf::Document { document, folder, epoch: put.epoch, turn: put.turn };
                if stale(newest_folder(locker, folder)) || stale(Some(key)) {
                    return Some("stale_key");
                }
                let waiting = locker.deposits.get(&document);
                let fits = waiting.map(|waiting| (waiting.act.hash, &waiting.objects))
                    == put.deposit.map(|hash| (hash, &put.objects));
                (!fits).then_some("deposit")
            }
            Body::Rotate(rotate) if rotate.under.is_some() && stale(Some(newest_locker(locker))) => Some("stale_key"),
            Body::Grant(grant) => self.expect_grant(locker, header.author, header.card, grant, place, now),
            Body::Deposit(_) if locker.deposits.len() >= limits::DEPOSITS => Some("deposit"),
            Body::Revoke(revoke) => {
                let over = self.find(revoke.grant).is_none_or(|given| self.is_over(given, place, now));
                over.then_some("grant")
            }
            _ => None,
        }
    }

    fn expect_grant(
        &self,
        locker: &Locker,
        author: AccountId,
        card: Hash,
        grant: &Grant,
        place: u64,
        now: u64,
    ) -> Option<&'static str> {
        let folder = grant.parent.unwrap_or(grant.node);
        if author != self.holder && locker.folders.get(&folder).is_some_and(|folder| folder.private) {
            return Some("node");
        }
        let own = match grant.turn {
            Some(turn) => KeyOf::Document { document: grant.node, folder, epoch: grant.epoch, turn },
            None if grant.node == self.locker.as_node() => KeyOf::Locker { epoch: grant.epoch },
            None => KeyOf::Folder { folder, epoch: grant.epoch },
        };
        let parent = grant.turn.and_then(|_| newest_folder(locker, folder));
        // The key of an epoch that was replaced opens what is there, and nothing is written under it any more.
        let replaced = grant.turn.is_some() && locker.newest_epoch(folder) != Some(grant.epoch);
        if !replaced && self.is_stale(own, place, now) || parent.is_some_and(|key| self.is_stale(key, place, now)) {
            return Some("stale_key");
        }
        if grant.grantee == author || grant.grantee == self.holder {
            return Some("grantee");
        }
        if locker.grants.len() >= limits::GRANTS {
            return Some("grant");
        }
        if grant.end <= grant.start || grant.end <= now {
            return Some("end");
        }
        let Some(via) = grant.via else { return (author != self.holder).then_some("via") };
        let holds = self.find(via).is_some_and(|via| {
            let given = &via.grant;
            given.grantee == author
                && given.card == card
                && given.right == Right::Manage
                && self.is_living(via, place, now)
                && self.reaches(locker, given.node, grant.node, grant.parent)
                && grant.end <= given.end
                && self.depth(via) < 8
        });
        (!holds).then_some("via")
    }

    /// The cards with which somebody may sign this act here: those that their rights name. `None` without the right.
    pub fn cards(&self, locker: &Locker, author: AccountId, body: &Body, place: u64, now: u64) -> Option<Vec<Hash>> {
        let own = self.locker.as_node();
        let with = |right: Right, node: NodeId, folder: Option<NodeId>| -> Vec<Hash> {
            let of_author = self.grants.iter().filter(|given| given.grant.grantee == author);
            of_author
                .filter(|given| given.grant.right >= right && self.is_living(given, place, now))
                .filter(|given| self.reaches(locker, given.grant.node, node, folder))
                .map(|given| given.grant.card)
                .collect()
        };
        let cards = match body {
            Body::Put(Put::NewFolder(put)) if !put.private => with(Right::Add, own, None),
            Body::Put(Put::Folder(put)) => with(Right::Edit, put.node, None),
            Body::Put(Put::Document(put)) => {
                let moved = put
                    .base
                    .is_some_and(|base| locker.documents.get(&put.node).is_some_and(|known| known.put.hash != base));
                let new = put.base.is_none() || moved;
                let here = if new {
                    with(Right::Add, put.parent, None)
                } else {
                    with(Right::Edit, put.node, Some(put.parent))
                };
                if put.deposit.is_some() && !here.is_empty() {
                    let answers = with(Right::Manage, own, None);
                    let both = here.into_iter().filter(|card| answers.contains(card)).collect();
                    return (!answers.is_empty()).then_some(both);
                }
                here
            }
            Body::Leave(leave) => with(Right::Edit, leave.node, Some(leave.parent)),
            // What lies under the root is the holder's.
            Body::Rotate(rotate) if rotate.under.is_some() => with(Right::Manage, rotate.node, None),
            Body::Seen(seen) => with(Right::Manage, seen.node, None),
            Body::Grant(grant) => with(Right::Manage, grant.node, grant.parent),
            Body::Purge(purge) if purge.parent == own => with(Right::Manage, own, None),
            Body::Revoke(revoke) => self.revokers(author, revoke.grant, place, now),
            _ => Vec::new(),
        };
        (!cards.is_empty()).then_some(cards)
    }

    /// The grantee, and each author up the line, by what they were given.
    fn revokers(&self, author: AccountId, grant: GrantId, place: u64, now: u64) -> Vec<Hash> {
        let mut cards = Vec::new();
        let mut next = self.find(grant).filter(|given| !self.is_over(given, place, now));
        while let Some(given) = next {
            if given.grant.grantee == author {
                cards.push(given.grant.card);
            }
            next = given.grant.via.and_then(|via| self.find(via));
        }
        cards
    }

    /// Remembers.
    pub fn take(&mut self, act: &Act, body: &Body) {
        let seq = act.header.seq;
        match body {
            Body::Grant(grant) => {
                let id = grant.grant;
                self.grants.push(Given { id, grant: grant.clone(), revoked: None, gone: None });
                let folder = grant.parent.unwrap_or(grant.node);
                let key = match grant.turn {
                    Some(turn) => KeyOf::Document { document: grant.node, folder, epoch: grant.epoch, turn },
                    None if grant.node == self.locker.as_node() => KeyOf::Locker { epoch: grant.epoch },
                    None => KeyOf::Folder { folder, epoch: grant.epoch },
                };
                self.keys.push((id, key));
            }
            Body::Revoke(revoke) => {
                let given = self.grants.iter_mut().rev().find(|given| given.id == revoke.grant).expect("taken");
                given.revoked = Some(seq);
            }
            Body::Rotate(rotate) => {
                let own = rotate.node == self.locker.as_node();
                let (folder, epoch) = (rotate.node, rotate.epoch);
                self.made.insert(folder, seq);
                if own {
                    self.epoch = epoch;
                } else {
                    self.under.insert((folder, epoch), rotate.under);
                }
                let key = if own { KeyOf::Locker { epoch } } else { KeyOf::Folder { folder, epoch } };
                self.keys.extend(rotate.boxes.iter().map(|boxed| (boxed.grant, key)));
            }
            Body::Put(Put::NewFolder(put)) => {
                self.made.insert(put.node, seq);
                self.under.insert((put.node, 1), put.under);
            }
            Body::Put(Put::Document(put)) => {
                let (document, folder) = (put.node, put.parent);
                let key = KeyOf::Document { document, folder, epoch: put.epoch, turn: put.turn };
                self.keys.extend(put.boxes.iter().map(|boxed| (boxed.grant, key)));
            }
            Body::Card(_) => self.card_at = Some(seq),
            Body::Purge(purge) => {
                for given in self.grants.iter_mut().filter(|given| given.grant.node == purge.node) {
                    given.gone.get_or_insert(seq);
                }
            }
            _ => {}
        }
    }

    /// Invariant 5: no key that opens this is in the hands of somebody whose grant is over; and no key above it was replaced.
    fn is_stale(&self, key: KeyOf, place: u64, now: u64) -> bool {
        let older_than_card = |node: NodeId| self.card_at.is_some_and(|card| self.made[&node] < card);
        let replaced = match key {
            KeyOf::Locker { .. } => older_than_card(self.locker.as_node()),
            KeyOf::Folder { folder, epoch } => match self.under[&(folder, epoch)] {
                None => older_than_card(folder),
                Some(under) => {
                    let newest = self.epoch;
                    under != newest || self.is_stale(KeyOf::Locker { epoch: newest }, place, now)
                }
            },
            KeyOf::Document { .. } => false,
        };
        replaced || self.keys.iter().any(|(grant, given)| self.opens(*given, key) && self.was_over(*grant, place, now))
    }

    /// Whether a key is this one, or one from which this one comes, by itself or by what older keys are sealed under newer ones.
    fn opens(&self, given: KeyOf, key: KeyOf) -> bool {
        match (given, key) {
            (KeyOf::Locker { epoch: given }, KeyOf::Locker { epoch }) => epoch <= given,
            (KeyOf::Folder { folder: one, epoch: given }, KeyOf::Folder { folder, epoch }) => {
                one == folder && epoch <= given
            }
            (
                KeyOf::Document { document: one, folder: from, epoch: given, turn: last },
                KeyOf::Document { document, folder, epoch, turn },
                // A turn below one that was given counts as given: what the fold keeps is the newest.
            ) => one == document && from == folder && given == epoch && turn <= last,
            (_, KeyOf::Document { folder, epoch, .. }) => self.opens(given, KeyOf::Folder { folder, epoch }),
            (KeyOf::Locker { .. }, KeyOf::Folder { folder, epoch }) => {
                let under = self.under.get(&(folder, epoch)).copied().flatten();
                under.is_some_and(|epoch| self.opens(given, KeyOf::Locker { epoch }))
            }
            _ => false,
        }
    }

    /// Who can open a document's state: every grant that was ever given a key from which its key comes, whatever it is on now.
    pub fn openers(&self, put: &Document) -> Vec<&Given> {
        let (document, folder) = (put.node, put.parent);
        let key = KeyOf::Document { document, folder, epoch: put.epoch, turn: put.turn };
        let with_key = self.keys.iter().filter(|(_, given)| self.opens(*given, key));
        with_key.filter_map(|(grant, _)| self.find(*grant)).collect()
    }

    fn was_over(&self, grant: GrantId, place: u64, now: u64) -> bool {
        // What a grant on a purged document was given opens nothing that is there.
        self.find(grant).is_some_and(|given| given.gone.is_none() && self.is_over(given, place, now))
    }

    fn find(&self, id: GrantId) -> Option<&Given> {
        self.grants.iter().rev().find(|given| given.id == id)
    }

    /// At a place in the log: revoked before it, its end reached, its document gone, or what it hangs on is over.
    pub fn is_over(&self, given: &Given, place: u64, now: u64) -> bool {
        given.revoked.is_some_and(|seq| seq < place)
            || given.gone.is_some_and(|seq| seq < place)
            || now >= given.grant.end
            || given.grant.via.is_some_and(|via| self.find(via).is_none_or(|via| self.is_over(via, place, now)))
    }

    fn is_living(&self, given: &Given, place: u64, now: u64) -> bool {
        let started = |given: &Given| given.grant.start <= now;
        let above = given.grant.via.and_then(|via| self.find(via));
        !self.is_over(given, place, now)
            && started(given)
            && above.is_none_or(|above| self.is_living(above, place, now))
    }

    fn depth(&self, given: &Given) -> u64 {
        given.grant.via.and_then(|via| self.find(via)).map_or(0, |via| 1 + self.depth(via))
    }

    pub fn reaches(&self, locker: &Locker, granted: NodeId, node: NodeId, folder: Option<NodeId>) -> bool {
        let own = self.locker.as_node();
        if granted != own {
            return granted == node || Some(granted) == folder;
        }
        node == own || locker.folders.get(&folder.unwrap_or(node)).is_some_and(|folder| !folder.private)
    }
}

fn newest_locker(locker: &Locker) -> KeyOf {
    KeyOf::Locker { epoch: locker.epoch() }
}

fn newest_folder(locker: &Locker, folder: NodeId) -> Option<KeyOf> {
    locker.newest_epoch(folder).map(|epoch| KeyOf::Folder { folder, epoch })
}
