//! What the holder lends: given, taken back, and who sees what.

use serde::{Deserialize, Serialize};

use super::{
    Until, Vault,
    documents::{Target, current, put},
    draft::{Draft, salt},
    keys::Keys,
    people_folder::people_folder,
    recipients::recipient,
    sync::fetch_cards,
    views::not_found,
};
use crate::{
    client::{
        account::Keyring,
        document::{
            GivenKey,
            given_key::check_purpose,
            key::{ActText, document_key, open_act_text, seal_act_text},
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
    /// What for.
    pub purpose: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct PurposeJson {
    purpose: String,
}

impl Vault {
    /// Whether somebody can be lent something: one of one's people, not unverified, and with the keys that were met.
    ///
    /// # Errors
    /// `not_found` for a stranger; `unverified`; `card` when the server shows other keys; the server's, `network`.
    pub fn check_grantee(&mut self, account: AccountId) -> Result<Person, Problem> {
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
    /// As [`Vault::check_grantee`]; `not_found` for the node, `end` for times that make no sense, `too_large` for a purpose, the server's.
    pub fn grant(&mut self, lending: &Lending) -> Result<GrantId, Problem> {
        check_purpose(lending.purpose.as_deref()).map_err(Problem::typed)?;
        let person = self.check_grantee(lending.grantee)?;
        let (card, recipient, _) = self.pinned_card(&person)?;
        let id = GrantId(random::bytes());
        self.append(|draft, keyring| give(draft, keyring, lending, id, (card, &recipient)))?;
        self.settle();
        Ok(id)
    }

    /// Takes back what was lent, before its end: from now on the server gives nothing more of it. What was seen stays seen.
    ///
    /// # Errors
    /// `not_found` for one that is over, the server's, `network`.
    pub fn revoke(&mut self, grants: &[GrantId]) -> Result<(), Problem> {
        for some in grants.chunks(limits::APPEND_ACTS) {
            self.append(|draft, _| {
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
    /// When a label doesn't open.
    pub fn grants(&self) -> Result<Vec<GrantView>, Problem> {
        let mut locker = self.log.reader.locker().clone();
        locker.pass_time(crate::client::clock::now());
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
            });
        }
        views.sort_by_key(|view| (view.end, view.id));
        Ok(views)
    }

    /// The whole locker as what can be lent.
    #[must_use]
    pub fn whole_locker(&self) -> NodeId {
        self.locker_id().as_node()
    }

    /// Somebody's newest card, by what is pinned of them, and the pin raised to it.
    fn pinned_card(&mut self, person: &Person) -> Result<(Hash, Recipient, Person), Problem> {
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

/// Signs a grant, after a fresh key where the present one is in wrong hands.
fn give(
    draft: &mut Draft<'_>,
    keyring: &Keyring,
    lending: &Lending,
    id: GrantId,
    (card, recipient): (Hash, &Recipient),
) -> Result<(), Problem> {
    let own = keyring.lockers.first().ok_or_else(not_found)?;
    let given = fresh_key(draft, keyring, lending.node, &own.root)?;
    let salt = salt();
    let sealed = match &lending.purpose {
        None => None,
        Some(purpose) => {
            let people = draft.people_key(&own.root).map_err(Problem::altered)?;
            let salt = salt.0.as_slice().try_into().map_err(|_| Problem::altered(Refusal::Length))?;
            let place = ActText { locker: draft.locker.id, node: lending.node, kind: "grant", salt };
            let json = canonical::write(&PurposeJson { purpose: purpose.clone() });
            Some(seal_act_text(&people, place, &json).into())
        }
    };
    let start = lending.start.unwrap_or(draft.time);
    let file = GivenKey {
        locker: draft.locker.id,
        node: lending.node,
        epoch: given.epoch,
        turn: given.turn,
        key: given.key,
        grant: id,
        living: lent_list(&draft.locker, lending.node),
        purpose: lending.purpose.clone(),
    }
    .seal(recipient)
    .map_err(Problem::typed)?;
    let body = Grant {
        salt,
        node: lending.node,
        parent: given.parent,
        epoch: given.epoch,
        turn: given.turn,
        card,
        grant: id,
        grantee: lending.grantee,
        right: lending.right,
        start,
        end: lending.until.end(start),
        via: None,
        file: Hash::of(&file),
        sealed,
    };
    draft.push_with(Body::Grant(body), file).map(drop).map_err(|refusal| match refusal {
        Refusal::End => Problem::new(
            ProblemKind::Usage,
            "end",
            "A grant begins before it ends, ends in the future, and lasts ten years at most.",
        ),
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

fn fresh_key(draft: &mut Draft<'_>, keyring: &Keyring, node: NodeId, root: &Key) -> Result<NodeKey, Problem> {
    if node == draft.locker.id.as_node() {
        let key = draft.fresh_locker_key(root).map_err(Problem::altered)?;
        return Ok(NodeKey { epoch: draft.locker.epoch(), turn: None, parent: None, key });
    }
    if draft.locker.folders.contains_key(&node) {
        let key = draft.fresh_folder_key(node, root).map_err(Problem::altered)?;
        let epoch = draft.locker.newest_epoch(node).ok_or_else(not_found)?;
        return Ok(NodeKey { epoch, turn: None, parent: None, key });
    }
    if draft.locker.is_document_stale(node) {
        // Sealed again under a key that nobody has.
        let (state, label) = current(draft, keyring, node)?;
        let target = Target { id: node, folder: state.folder };
        put(draft, keyring, target, Some(state.put.hash), &label, &state.objects)?;
    }
    let state = draft.locker.documents.get(&node).ok_or_else(not_found)?;
    let (folder, epoch, turn) = (state.folder, state.epoch, state.turn);
    let folder_key = Keys { locker: &draft.locker, root }.folder(folder, epoch).map_err(Problem::altered)?;
    let key = document_key(&folder_key, node, epoch, turn);
    Ok(NodeKey { epoch, turn: Some(turn), parent: Some(folder), key })
}
