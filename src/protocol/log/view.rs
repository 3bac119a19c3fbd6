//! What a grantee folds (§7, "What a grantee reads"): the acts of the nodes that were lent to them, from those that the box names on. They
//! see no other node, and not who else helps; so they follow streams and bases instead of the whole chain.

use std::collections::BTreeMap;

use super::{Aside, ListedAct, Locker, Place, Stream, kinds::folder};
use crate::protocol::{
    Refusal,
    act::{Act, Body, Document, Grant, Leave, Purge, Put, Rotate},
    bytes::Hash,
    card::{Chains, FindCard},
    id::{AccountId, GrantId, LockerId, NodeId},
    limits,
    signing::{SignatureType, verify},
};

/// What a grant's box says, but for the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lent {
    /// In whose locker.
    pub locker: LockerId,
    /// The locker, a folder or a document.
    pub node: NodeId,
    /// Of the key.
    pub epoch: u64,
    /// A document's.
    pub turn: Option<u64>,
    /// The grant.
    pub grant: GrantId,
    /// The acts to begin with, ascending.
    pub living: Vec<ListedAct>,
}

/// A grantee's verified view of what one grant reaches.
#[derive(Clone, Debug)]
pub struct View {
    scope: Scope,
    grant: GrantId,
    given: Hash,
    granter: AccountId,
    /// Only what was served: folders, documents, keys and their streams.
    state: Locker,
    /// Documents that have left: by which act, and their version then.
    left: BTreeMap<NodeId, (Place, u64)>,
    aside: Aside,
    /// Acts to begin with whose bodies are gone: heads of streams, perhaps.
    anchors: Vec<Hash>,
    chains: Chains,
    /// The highest number of the holder's cards.
    card: u64,
    /// The newest act of somebody trusted, by stream; a document's own chain by its id.
    vouched: BTreeMap<NodeId, u64>,
    since: u64,
    over: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    Locker,
    Folder(NodeId),
    Document(NodeId),
}

impl View {
    /// Reads what was served for a grant: first the acts that the box names, then those that came after. `grant` is its act, `file` the box
    /// as it travelled, `lent` what it says. `chains` holds the cards of the holder, of the grant's author, and of each author of what
    /// came after.
    ///
    /// # Errors
    /// `grant` when act and box aren't of one grant to `grantee`, `box` for another file, `list` when the first acts aren't those that
    /// the box names, and the rules of [`View::extend`].
    pub fn open(
        grant: &Act,
        grantee: AccountId,
        (lent, file): (&Lent, &[u8]),
        acts: &[Act],
        chains: Chains,
    ) -> Result<Self, Refusal> {
        let Some(Body::Grant(given)) = &grant.body else { return Err(Refusal::Kind) };
        if grant.header.locker != Some(lent.locker) {
            return Err(Refusal::Locker);
        }
        let same = (lent.grant, lent.node, lent.epoch, lent.turn) == (given.grant, given.node, given.epoch, given.turn);
        if !same || given.grantee != grantee {
            return Err(Refusal::Grant);
        }
        if Hash::of(file) != given.file {
            return Err(Refusal::Box);
        }
        if !lent.living.is_sorted_by(|one, other| one.0 < other.0) {
            return Err(Refusal::List);
        }
        let mut view = Self::begin(grant, given, lent.locker, chains);
        view.verify(grant)?;
        let (living, tail) = acts.split_at_checked(lent.living.len()).ok_or(Refusal::List)?;
        for (act, listed) in living.iter().zip(&lent.living) {
            if act.header.seq != listed.0 || act.hash != listed.1 || listed.0 >= grant.header.seq {
                return Err(Refusal::List);
            }
            view.check_header(act)?;
            view.set(act)?;
        }
        view.extend(tail)?;
        Ok(view)
    }

    /// Takes what came after. All or none.
    ///
    /// # Errors
    /// `locker`, `seq` and `time` where they don't go on; `card` and `signature`; `node` for what the grant doesn't reach; `chain` or
    /// `base` where an act was left out; `epoch`, `turn`, `version` as for everybody; `body_missing`.
    pub fn extend(&mut self, acts: &[Act]) -> Result<(), Refusal> {
        let mut next = self.clone();
        for act in acts {
            if act.header.seq < next.since {
                return Err(Refusal::Seq);
            }
            next.check_header(act)?;
            if act.hash != next.given {
                next.verify(act)?;
                next.own_file(act)?;
                next.take(act)?;
            }
        }
        next.aside.finish()?;
        *self = next;
        Ok(())
    }

    /// Folders, documents and keys of what was lent; all else in it is empty. A document that was lent alone has no folder here.
    #[must_use]
    pub fn state(&self) -> &Locker {
        &self.state
    }

    /// Whether the grant was revoked.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// Whether a document's newest state is by somebody whom the grantee trusts (the holder, the grant's author), or one of these has
    /// signed a later act of its stream.
    #[must_use]
    pub fn is_confirmed(&self, document: NodeId) -> bool {
        let Some(state) = self.state.documents.get(&document) else { return false };
        let stream = if matches!(self.scope, Scope::Document(_)) { document } else { state.folder };
        let vouched = self.vouched.get(&stream).is_some_and(|seq| *seq > state.put.seq);
        self.is_trusted(state.author) || state.put.seq < self.since || vouched
    }

    /// The age file of this grant's own new key, where one came beside an act: a grantee is served no other.
    ///
    /// # Errors
    /// `too_large`, `box` when it isn't the one that the act names, `malformed` when it names none for this grant.
    pub fn own_file<'a>(&self, act: &'a Act) -> Result<Option<&'a [u8]>, Refusal> {
        if act.beside.is_empty() {
            return Ok(None);
        }
        if act.beside.len() > limits::BOX {
            return Err(Refusal::TooLarge);
        }
        let boxes = act.body.as_ref().map(Body::boxes).unwrap_or_default();
        let own = boxes.iter().find(|given| given.grant == self.grant).ok_or(Refusal::Malformed)?;
        if Hash::of(&act.beside) == own.file { Ok(Some(&act.beside)) } else { Err(Refusal::Box) }
    }

    fn begin(act: &Act, grant: &Grant, locker: LockerId, chains: Chains) -> Self {
        let scope = match grant.parent {
            Some(_) => Scope::Document(grant.node),
            None if grant.node == locker.as_node() => Scope::Locker,
            None => Scope::Folder(grant.node),
        };
        let nowhere = Place { seq: 0, hash: Hash([0; 32]) };
        let state = Locker::resume(locker, chains.holder(), nowhere.hash, (nowhere.hash, 0), (nowhere, 0), nowhere);
        Self {
            scope,
            grant: grant.grant,
            given: act.hash,
            granter: act.header.author,
            state,
            left: BTreeMap::new(),
            aside: Aside::default(),
            anchors: Vec::new(),
            chains,
            card: 0,
            vouched: BTreeMap::new(),
            since: act.header.seq,
            over: false,
        }
    }

    /// Place and time go on; what is between isn't served.
    fn check_header(&mut self, act: &Act) -> Result<(), Refusal> {
        let header = &act.header;
        if header.locker != Some(self.state.id) {
            return Err(Refusal::Locker);
        }
        if header.seq <= self.state.head.seq {
            return Err(Refusal::Seq);
        }
        if header.time < self.state.time {
            return Err(Refusal::Time);
        }
        self.state.advance(act);
        Ok(())
    }

    /// Signed with a card of its author; the holder's is never older than before. Others act by the card of each of their grants.
    fn verify(&mut self, act: &Act) -> Result<(), Refusal> {
        let header = &act.header;
        let card = self.chains.find_card(header.author, header.card).ok_or(Refusal::Card)?;
        if header.author == self.state.holder {
            if card.content.number < self.card {
                return Err(Refusal::Card);
            }
            self.card = card.content.number;
        }
        verify(SignatureType::Act, &card.content.signing.0, &act.header_bytes, &act.signature)
    }

    fn take(&mut self, act: &Act) -> Result<(), Refusal> {
        let Some(body) = &act.body else {
            self.aside.keep(act);
            return Ok(());
        };
        if let Body::Revoke(revoke) = body {
            self.over = true;
            return if revoke.grant == self.grant { Ok(()) } else { Err(Refusal::Grant) };
        }
        self.check_reach(body)?;
        self.check_chain(act, body)?;
        self.check_state(act, body)?;
        match body {
            Body::Purge(purge) => self.aside.explain(&purge.gone),
            Body::Leave(leave) if self.aside.holds(leave.base) => self.aside.explain_all(),
            _ => {}
        }
        self.place(act, body);
        if self.is_trusted(act.header.author) {
            let stream = match (self.scope, Stream::of(body, self.state.id)) {
                (Scope::Document(document), _) => Some(document),
                (_, Some(Stream::Folder(folder))) => Some(folder),
                _ => None,
            };
            self.vouched.extend(stream.map(|stream| (stream, act.header.seq)));
        }
        Ok(())
    }

    /// An act that the box names: no rule that needs those before it.
    fn set(&mut self, act: &Act) -> Result<(), Refusal> {
        let Some(body) = &act.body else {
            self.aside.keep(act);
            self.anchors.push(act.hash);
            return Ok(());
        };
        self.check_reach(body)?;
        self.place(act, body);
        Ok(())
    }

    /// `node` for what the grant doesn't reach.
    fn check_reach(&self, body: &Body) -> Result<(), Refusal> {
        let stream = Stream::of(body, self.state.id);
        let reached = match (self.scope, stream) {
            (Scope::Document(document), Some(Stream::Folder(_))) => {
                let of_document = matches!(body, Body::Put(Put::Document(_)) | Body::Leave(_) | Body::Purge(_));
                of_document && body.node() == Some(document)
            }
            (Scope::Folder(folder), Some(Stream::Folder(other))) => folder == other,
            (Scope::Folder(folder), Some(Stream::Keys)) => body.node() == Some(folder),
            // Private folders' acts in the stream of keys come along: else one that isn't private could be left out.
            (Scope::Locker, Some(Stream::Keys)) => true,
            (Scope::Locker, Some(Stream::Folder(folder))) => self.state.folders.contains_key(&folder),
            _ => false,
        };
        if reached { Ok(()) } else { Err(Refusal::Node) }
    }

    /// `chain` where an act of a stream that is followed was left out. A document alone is followed by `base`, and the keys of a
    /// folder alone by their epochs.
    fn check_chain(&self, act: &Act, body: &Body) -> Result<(), Refusal> {
        let head = match (self.scope, Stream::of(body, self.state.id)) {
            (Scope::Document(_), _) | (Scope::Folder(_), Some(Stream::Keys)) => return Ok(()),
            _ => self.state.stream_head(body),
        };
        let mut heads = std::iter::once(head).chain(self.anchors.iter().copied().map(Some));
        if heads.any(|head| self.aside.leads_to(act.header.chain, head)) { Ok(()) } else { Err(Refusal::Chain) }
    }

    fn check_state(&self, act: &Act, body: &Body) -> Result<(), Refusal> {
        match body {
            Body::Rotate(rotate) => self.check_rotate(rotate),
            Body::Put(Put::NewFolder(put)) if self.state.folders.contains_key(&put.node) => Err(Refusal::Base),
            Body::Put(Put::Folder(put)) => {
                let known = self.state.folders.get(&put.node).ok_or(Refusal::Node)?;
                if put.base != known.put.hash {
                    return Err(Refusal::Base);
                }
                if put.epoch != known.newest_epoch() {
                    return Err(Refusal::Epoch);
                }
                if put.version == known.version + 1 { Ok(()) } else { Err(Refusal::Version) }
            }
            Body::Put(Put::Document(put)) => self.check_document(act, put),
            Body::Leave(Leave { node, parent, base, .. }) | Body::Purge(Purge { node, parent, base, .. }) => {
                self.check_known(*node, *parent, *base)
            }
            _ => Ok(()),
        }
    }

    fn check_rotate(&self, rotate: &Rotate) -> Result<(), Refusal> {
        match self.state.newest_epoch(rotate.node) {
            Some(newest) if rotate.epoch == newest + 1 => Ok(()),
            Some(_) => Err(Refusal::Epoch),
            // A private folder's.
            None if rotate.under.is_none() => Ok(()),
            None => Err(Refusal::Node),
        }
    }

    fn check_document(&self, act: &Act, put: &Document) -> Result<(), Refusal> {
        let known = self.state.documents.get(&put.node);
        let alone = matches!(self.scope, Scope::Document(_));
        // Both halves of a move follow each other; what was elsewhere in between comes from what isn't seen.
        let left = self.left.get(&put.node).filter(|(leave, _)| alone || leave.seq + 1 == act.header.seq);
        let before = match known {
            Some(known) if known.folder != put.parent => return Err(Refusal::Parent),
            Some(known) => Some((known.put.hash, known.version)),
            None => left.map(|(leave, version)| (leave.hash, *version)),
        };
        match before {
            Some((base, _)) if put.base != Some(base) => return Err(Refusal::Base),
            Some((_, version)) if put.version != version + 1 => return Err(Refusal::Version),
            // New; or it comes from a folder that the grant doesn't reach.
            None if put.base.is_none() && put.version != 1 => return Err(Refusal::Version),
            None if put.base.is_some() && alone => return Err(Refusal::Base),
            _ => {}
        }
        if let Some(folder) = self.state.folders.get(&put.parent)
            && put.epoch != folder.newest_epoch()
        {
            return Err(Refusal::Epoch);
        }
        let turn_holds = match known {
            Some(known) if known.epoch == put.epoch => put.turn == known.turn || put.turn == known.turn + 1,
            _ => put.turn == 0,
        };
        if turn_holds { Ok(()) } else { Err(Refusal::Turn) }
    }

    /// A document that is here, its newest state as `base`; or one whose bodies are gone.
    fn check_known(&self, node: NodeId, parent: NodeId, base: Hash) -> Result<(), Refusal> {
        if self.aside.holds(base) {
            return Ok(());
        }
        let known = self.state.documents.get(&node).ok_or(Refusal::Base)?;
        if known.folder != parent {
            return Err(Refusal::Parent);
        }
        if known.put.hash == base { Ok(()) } else { Err(Refusal::Base) }
    }

    /// Takes an act into the state.
    fn place(&mut self, act: &Act, body: &Body) {
        let place = Place { seq: act.header.seq, hash: act.hash };
        match body {
            Body::Rotate(rotate) => self.state.add_key(rotate, place),
            Body::Put(Put::NewFolder(put)) => {
                if !put.private || self.scope == Scope::Folder(put.node) {
                    self.state.folders.insert(put.node, folder(put, place));
                }
                self.state.keys_stream = Some(place);
            }
            Body::Put(Put::Folder(put)) => {
                if let Some(folder) = self.state.folders.get_mut(&put.node) {
                    folder.take_state(put, place);
                }
            }
            Body::Put(Put::Document(put)) => {
                self.left.remove(&put.node);
                self.state.set_document(act, put);
            }
            Body::Leave(leave) => {
                let version = self.state.documents.remove(&leave.node).map(|known| known.version);
                self.left.extend(version.map(|version| (leave.node, (place, version))));
                self.set_stream(leave.parent, place);
            }
            Body::Purge(purge) => {
                self.state.documents.remove(&purge.node);
                self.set_stream(purge.parent, place);
            }
            Body::Seen(seen) => self.set_stream(seen.node, place),
            _ => {}
        }
    }

    fn set_stream(&mut self, folder: NodeId, place: Place) {
        if let Some(folder) = self.state.folders.get_mut(&folder) {
            folder.stream = place;
        }
    }

    fn is_trusted(&self, account: AccountId) -> bool {
        account == self.state.holder || account == self.granter
    }
}
