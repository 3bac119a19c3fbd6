//! Everything that somebody else may know is changed in one transaction (§5, "Rotation of the account").

use super::slots::{new_slots, trust_slots};
use crate::{
    client::{
        account::{Keyring, card::CardKeys, keyring::OwnLocker},
        api::types::{KeyringNew, KeyringStored, LockerActs, Rotation},
        clock,
        hazmat::Key,
        problem::{Problem, ProblemKind},
        vault::{
            Secrets, Vault,
            append::frames,
            draft::{Draft, salt},
            keys::Keys,
        },
    },
    protocol::{
        Refusal,
        act::{Act, Body, CardBody},
        card::CardChain,
        log::{Locker, Place, Signatures},
    },
};

/// How often a rotation is tried again after another device wrote at the same moment.
const TRIES: usize = 5;

impl Vault {
    /// One transaction: next card, new account key, keyring, root and words; the card's slot sealed again; in the locker `card` and
    /// `rotate`. The server ends all other slots and sessions.
    pub(super) fn rotate_account(&mut self, secrets: &Secrets) -> Result<(), Problem> {
        for _ in 0..TRIES {
            match self.try_rotate_account(secrets) {
                Err(problem) if problem.kind == ProblemKind::Conflict => {
                    self.keyring_stored = self.api.keyring()?;
                    self.sync()?;
                }
                other => return other,
            }
        }
        Err(Problem::new(
            ProblemKind::Conflict,
            "log_conflict",
            "Another device keeps writing at the same moment: try again.",
        ))
    }

    fn try_rotate_account(&mut self, secrets: &Secrets) -> Result<(), Problem> {
        let keys = CardKeys::generate();
        let old = &self.keyring;
        let card = keys.next_card(self.log.reader.cards(), &old.keys.signing);
        let mut chain = self.log.reader.cards().clone();
        chain.push(&card).map_err(Problem::altered)?;
        let (account_key, root) = (Key::generate(), Key::generate());
        let old_root = &self.own_locker()?.root;
        let acts = rotation_acts(self.log.reader.locker(), &chain, &keys, old_root, &root).map_err(Problem::altered)?;
        let head =
            acts.last().map_or(self.log.reader.locker().head, |act| Place { seq: act.header.seq, hash: act.hash });
        let keyring = Keyring {
            handle: old.handle.clone(),
            keys,
            card: chain.newest().content.number,
            recovery: secrets.card.identity().to_recipient(),
            lockers: vec![OwnLocker {
                locker: self.locker_id(),
                root,
                seq: head.seq,
                hash: head.hash,
                unknown: self.own_locker()?.unknown.clone(),
            }],
            people: old.people.clone(),
            unknown: old.unknown.clone(),
        };
        let expected = self.keyring_stored.version;
        let version = expected + 1;
        let sealed = keyring.seal(&account_key, self.account, version).map_err(Problem::altered)?;
        let slots = new_slots(self.account, &account_key, &self.origin, &keyring, secrets);
        let made = self.api.rotate_account(&Rotation {
            card: (&card).into(),
            keyring: KeyringNew { expected: Some(expected), version, sealed: sealed.clone().into() },
            slots: slots.0.into(),
            lockers: vec![LockerActs { locker: self.locker_id(), acts: frames(&acts).into() }],
        })?;
        trust_slots(&made, self.account, &account_key, &self.origin, &keyring.handle, secrets, slots.1)?;
        self.log.reader.renew_cards(chain).map_err(Problem::altered)?;
        self.log.reader.extend(&acts, Signatures::Newest).map_err(Problem::altered)?;
        self.log.acts.extend(acts);
        self.cards.push(card);
        self.keyring = keyring;
        self.account_key = account_key;
        self.keyring_stored = KeyringStored { version, sealed: sealed.into() };
        self.session = made.session;
        Ok(())
    }
}

/// `card`, the locker's rotation, and that of each private folder, under the new root.
fn rotation_acts(
    locker: &Locker,
    chain: &CardChain,
    keys: &CardKeys,
    old_root: &Key,
    root: &Key,
) -> Result<Vec<Act>, Refusal> {
    let old = Keys { locker, root: old_root }.newest_locker()?;
    let newest = chain.newest();
    let mut draft = Draft::new(locker.clone(), chain, &keys.signing, clock::now());
    draft.push(Body::Card(CardBody { salt: salt(), card: newest.hash, number: newest.content.number }))?;
    draft.rotate_locker(root, &old)?;
    let private: Vec<_> = locker.folders.iter().filter(|(_, folder)| folder.private).map(|(id, _)| *id).collect();
    for folder in private {
        draft.rotate_private_folder(folder, old_root, root)?;
    }
    Ok(draft.into_acts())
}
