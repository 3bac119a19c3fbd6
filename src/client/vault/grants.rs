//! What the holder lends: given, taken back, and who sees what.

use serde::{Deserialize, Serialize};

use super::{
    Until, Vault,
    documents::{change_document, current_with, root},
    draft::{Draft, salt},
    keys::Keys,
    notes::{is_note, renew_note},
    opens::Opens,
    people_folder::people_folder,
    recipients::recipient,
    sync::fetch_cards,
    views::{not_found, place},
};
use crate::{
    client::{
        clock,
        document::{
            FolderLabel, GivenKey,
            given_key::check_purpose,
            key::{ActText, open_act_text, seal_act_text},
        },
        hazmat::{Key, Recipient, random},
        people::Person,
        problem::{Problem, ProblemKind},
        sealed_json,
    },
    protocol::{
        Refusal,
        act::{Act, Body, Grant, Revoke, Right},
        bytes::Hash,
        canonical,
        id::{AccountId, GrantId, NodeId},
        limits,
        log::{GrantState, lent_list},
    },
};

/// What is to be lent.
#[derive(Clone, Debug)]
pub struct Lending {
    /// The locker as a node, a folder or a document.
    pub node: NodeId,
    /// Whom.
    pub grantee: AccountId,
    /// What they may do.
    pub right: Right,
    /// From when, milliseconds since 1970; at once if not said.
    pub start: Option<u64>,
    /// Until when.
    pub until: Until,
    /// What for, in words, at most 1,024 bytes.
    pub purpose: Option<String>,
}

/// A grant that isn't over.
#[derive(Clone, Debug)]
pub struct GrantView {
    /// To end it by.
    pub id: GrantId,
    /// The locker as a node, a folder or a document.
    pub node: NodeId,
    /// What that is called; `None` for the whole locker.
    pub name: Option<String>,
    /// Whom.
    pub grantee: AccountId,
    /// Whom, if they are one of one's people.
    pub person: Option<Person>,
    /// What they may do.
    pub right: Right,
    /// From when, milliseconds since 1970.
    pub start: u64,
    /// Until when.
    pub end: u64,
    /// What for; of what somebody else gave, only they and its receiver know.
    pub purpose: Option<String>,
    /// Who gave it, where that wasn't the holder, and them, if they are one of one's people.
    pub by: Option<(AccountId, Option<Person>)>,
    /// Whether one may take it back: the holder all of them, somebody else what hangs on their own.
    pub yours: bool,
}

#[derive(Serialize, Deserialize)]
struct PurposeJson {
    purpose: String,
}

impl Vault {
    /// Whether somebody can be lent something: one of one's people, not unverified, and with the keys that were met.
    ///
    /// # Errors
    /// `grantee` for oneself; `not_found` for a stranger; `unverified`; `card` when the server shows other keys; the server's, `network`.
    pub fn check_grantee(&mut self, account: AccountId) -> Result<Person, Problem> {
        if account == self.account {
            return Err(Problem::new(ProblemKind::Usage, "grantee", "That is you: nobody lends to themselves."));
        }
        let person = self.person_of(account).ok_or_else(|| {
            Problem::new(ProblemKind::NotFound, "not_found", "This isn't one of your people: invite them first.")
        })?;
        if !person.trust.may_receive() {
            let sentence = format!(
                "Who {} is isn't sure: they can be given nothing before you have met with a new code.",
                person.introduction.name
            );
            return Err(Problem::new(ProblemKind::Usage, "unverified", sentence));
        }
        self.pinned_card(&person).map(|(_, _, person)| person)
    }

    /// Lends something: gives the key to who it is for, and signs what they may do with it and until when.
    ///
    /// # Errors
    /// As [`Vault::check_grantee`]; `not_found` for the node, `trashed` for one in the bin, `end` for times that make no sense, `too_large` for a purpose, the server's.
    pub fn grant(&mut self, lending: &Lending) -> Result<GrantId, Problem> {
        check_purpose(lending.purpose.as_deref()).map_err(Problem::written)?;
        let person = self.check_grantee(lending.grantee)?;
        let (card, recipient, _) = self.pinned_card(&person)?;
        let id = GrantId(random::bytes());
        self.append(|draft, keyring| {
            let opens = root(keyring)?;
            give(draft, opens, lending, &Gift { id, card, recipient: &recipient, via: None })
        })?;
        self.settle();
        Ok(id)
    }

    /// Takes back what was lent, before its end: from now on the server gives nothing more of it. What was seen stays seen.
    ///
    /// # Errors
    /// `not_found` for one that is over, the server's, `network`.
    pub fn revoke(&mut self, grants: &[GrantId]) -> Result<(), Problem> {
        for some in grants.chunks(limits::APPEND_ACTS) {
            let now = self.time_of_grants()?;
            self.append_at(now, |draft, _| {
                for grant in some {
                    // One that hangs on another goes with it, and one that ended meanwhile is over.
                    if draft.locker.grants.contains_key(grant) {
                        let revoke = Revoke { salt: salt(), grant: *grant, sealed: None };
                        draft.push(Body::Revoke(revoke)).map_err(Problem::altered)?;
                    }
                }
                Ok(())
            })?;
        }
        self.settle();
        Ok(())
    }

    /// Every grant that isn't over, those that end first coming first. Those that haven't begun are there too.
    ///
    /// # Errors
    /// When a label doesn't open; `network`.
    pub fn grants(&self) -> Result<Vec<GrantView>, Problem> {
        let mut locker = self.log.reader.locker().clone();
        locker.pass_time(self.time_of_grants()?);
        let mut views = Vec::new();
        for (id, grant) in &locker.grants {
            views.push(GrantView {
                id: *id,
                node: grant.node,
                name: self.node_name(grant.node)?,
                grantee: grant.grantee,
                person: self.person_of(grant.grantee),
                right: grant.right,
                start: grant.start,
                end: grant.end,
                purpose: self.purpose(grant),
                by: (grant.author != self.account).then(|| (grant.author, self.person_of(grant.author))),
                yours: true,
            });
        }
        views.sort_by_key(|view| (view.end, view.id));
        Ok(views)
    }

    /// The device's time. Where that alone would say that a grant is over, the server's if it is earlier: by a clock that is ahead, what
    /// somebody still sees would be neither shown nor taken back.
    pub(super) fn time_of_grants(&self) -> Result<u64, Problem> {
        let now = clock::now();
        if self.log.reader.locker().grants.values().all(|grant| now < grant.end) {
            return Ok(now);
        }
        Ok(now.min(self.api.server()?.time))
    }

    /// The whole locker as what can be lent.
    #[must_use]
    pub fn whole_locker(&self) -> NodeId {
        self.locker_id().as_node()
    }

    /// Somebody's newest card, by what is pinned of them, and the pin raised to it.
    pub(super) fn pinned_card(&mut self, person: &Person) -> Result<(Hash, Recipient, Person), Problem> {
        let (_, chain) = fetch_cards(&self.api, person.account)?;
        let card = person.newest_card(&chain).map_err(|_| super::people::other_keys(&person.introduction.name))?;
        let (hash, recipient, number) = (card.hash, recipient(card)?, card.content.number);
        let raised = Person { card: hash, number, ..person.clone() };
        if number > person.number {
            self.change_keyring(|keyring| super::people::remember(keyring, &raised))?;
        }
        Ok((hash, recipient, raised))
    }

    fn node_name(&self, node: NodeId) -> Result<Option<String>, Problem> {
        if node == self.whole_locker() {
            return Ok(None);
        }
        if is_note(self.log.reader.locker(), node) {
            let found = self.notes()?.into_iter().find(|(id, _)| *id == node).map(|(_, note)| note);
            return Ok(found.and_then(|note| note.name().map(str::to_owned)));
        }
        let mut reading = self.reading()?;
        let name = match self.log.reader.locker().documents.get(&node) {
            Some(state) => reading.label(node, state).map(|label| label.name),
            None => reading.folder_label(node).map(|label| label.name),
        };
        name.map(Some).map_err(Problem::altered)
    }

    /// What the holder wrote about a grant, if it can still be read.
    fn purpose(&self, grant: &GrantState) -> Option<String> {
        let act: &Act = self.log.acts.iter().find(|act| act.hash == grant.act.hash)?;
        let Some(Body::Grant(body)) = &act.body else { return None };
        let (sealed, salt) = (body.sealed.as_ref()?, body.salt.0.as_slice().try_into().ok()?);
        let (locker, root) = (self.log.reader.locker(), &self.own_locker().ok()?.root);
        let folder = people_folder(locker, root)?;
        let keys = Keys { locker, root };
        let place = ActText { locker: locker.id, node: body.node, kind: "grant", salt };
        // The act doesn't say of which epoch its key was.
        let newest = locker.folders.get(&folder)?.newest_epoch();
        let opened = (1..=newest).rev().find_map(|epoch| {
            let key = keys.folder(folder, epoch).ok()?;
            open_act_text(&key, place, &sealed.0).ok()
        })?;
        sealed_json::read::<PurposeJson>(&opened, limits::ACT_SEALED).ok().map(|json| json.purpose)
    }
}

/// To whom something is given, and by what right.
pub(super) struct Gift<'a> {
    pub(super) id: GrantId,
    /// The grantee's.
    pub(super) card: Hash,
    pub(super) recipient: &'a Recipient,
    /// The author's own grant, if they aren't the holder.
    pub(super) via: Option<GrantId>,
}

/// Whether something can be lent from `start` until `end`, milliseconds since 1970.
///
/// # Errors
/// `end`.
pub fn check_times(start: u64, end: u64) -> Result<(), Problem> {
    let lasts = end.checked_sub(start).is_some_and(|lasts| (1..=limits::GRANT_TIME).contains(&lasts));
    if lasts { Ok(()) } else { Err(no_times()) }
}

fn no_times() -> Problem {
    let sentence =
        "A grant begins before it ends, ends in the future, and lasts ten years at most. Is this device's clock right?";
    Problem::new(ProblemKind::Usage, "end", sentence)
}

/// Signs a grant, after a fresh key where the present one is in wrong hands.
pub(super) fn give(draft: &mut Draft<'_>, opens: Opens<'_>, lending: &Lending, gift: &Gift<'_>) -> Result<(), Problem> {
    check_not_trashed(draft, opens, lending.node)?;
    let given = fresh_key(draft, opens, lending.node)?;
    let salt = salt();
    // The holder's own words for it. What a delegate writes is in the box alone, for who it is for.
    let sealed = match (&lending.purpose, opens) {
        (Some(purpose), Opens::Root(root)) => {
            let people = draft.people_key(root).map_err(Problem::altered)?;
            let salt = salt.0.as_slice().try_into().map_err(|_| Problem::altered(Refusal::Length))?;
            let place = ActText { locker: draft.locker.id, node: lending.node, kind: "grant", salt };
            let json = canonical::write(&PurposeJson { purpose: purpose.clone() });
            Some(seal_act_text(&people, place, &json).into())
        }
        _ => None,
    };
    let start = lending.start.unwrap_or(draft.time);
    let file = GivenKey {
        locker: draft.locker.id,
        node: lending.node,
        epoch: given.epoch,
        turn: given.turn,
        key: given.key,
        grant: gift.id,
        living: lent_list(&draft.locker, lending.node),
        purpose: lending.purpose.clone(),
    }
    .seal(gift.recipient)
    .map_err(Problem::typed)?;
    let body = Grant {
        salt,
        node: lending.node,
        parent: given.parent,
        epoch: given.epoch,
        turn: given.turn,
        card: gift.card,
        grant: gift.id,
        grantee: lending.grantee,
        right: lending.right,
        start,
        end: lending.until.end(start),
        via: gift.via,
        file: Hash::of(&file),
        sealed,
    };
    draft.push_with(Body::Grant(body), file).map(drop).map_err(|refusal| match refusal {
        Refusal::End => no_times(),
        Refusal::Grant => Problem::new(
            ProblemKind::Limit,
            "too_many",
            "A thousand grants aren't over yet: take some of them back first.",
        ),
        other => Problem::altered(other),
    })
}

/// The newest key of what is lent.
struct NodeKey {
    epoch: u64,
    turn: Option<u64>,
    /// A document's folder.
    parent: Option<NodeId>,
    key: Key,
}

fn fresh_key(draft: &mut Draft<'_>, opens: Opens<'_>, node: NodeId) -> Result<NodeKey, Problem> {
    if node == draft.locker.id.as_node() {
        let key = draft.fresh_locker_key(opens).map_err(Problem::altered)?;
        return Ok(NodeKey { epoch: draft.locker.epoch(), turn: None, parent: None, key });
    }
    if draft.locker.folders.contains_key(&node) {
        let key = draft.fresh_folder_key(node, opens).map_err(Problem::altered)?;
        let epoch = draft.locker.newest_epoch(node).ok_or_else(not_found)?;
        return Ok(NodeKey { epoch, turn: None, parent: None, key });
    }
    if draft.locker.is_document_stale(node) {
        // Sealed again under a key that nobody has.
        match opens {
            Opens::Root(root) if is_note(&draft.locker, node) => renew_note(draft, root, node)?,
            _ => change_document(draft, opens, node, &|_| ())?,
        }
    }
    let state = draft.locker.documents.get(&node).ok_or_else(not_found)?;
    let (folder, epoch, turn) = (state.folder, state.epoch, state.turn);
    let key = opens.document(&draft.locker, folder, node, (epoch, turn)).map_err(Problem::altered)?;
    Ok(NodeKey { epoch, turn: Some(turn), parent: Some(folder), key })
}

/// What lies in the bin isn't lent: nobody would know what they agree to.
fn check_not_trashed(draft: &Draft<'_>, opens: Opens<'_>, node: NodeId) -> Result<(), Problem> {
    let trashed = if is_note(&draft.locker, node) {
        None
    } else if draft.locker.documents.contains_key(&node) {
        current_with(draft, opens, node)?.1.trashed
    } else if let Some(state) = draft.locker.folders.get(&node) {
        let key = opens.folder(&draft.locker, node, state.epoch).map_err(Problem::altered)?;
        let label = FolderLabel::open(&key, place(&draft.locker, node, state.version), &state.label.0);
        label.map_err(Problem::altered)?.trashed
    } else {
        None
    };
    match trashed {
        None => Ok(()),
        Some(_) => {
            Err(Problem::new(ProblemKind::Usage, "trashed", "It lies in the bin: restore it before you lend it."))
        }
    }
}
