//! Everything that somebody else may know is changed in one transaction (§5, "Rotation of the account").

use super::{
    Held,
    slots::{Answered, card_slot, words_slot},
};
use crate::{
    client::{
        account::{
            Keyring, RecoverySecret, Words,
            card::CardKeys,
            keyring::OwnLocker,
            slot::{WordsSecret, seal_card_slot},
        },
        api::{
            Api,
            types::{AccountMade, KeyringNew, KeyringStored, LockerActs, Rotation, SignIn, Slot, SlotKept, SlotNew},
        },
        clock,
        envelope::SlotKind,
        hazmat::{Key, Recipient},
        problem::{Problem, ProblemKind},
        vault::{
            Vault,
            append::{frames, is_time},
            draft::{Draft, salt},
            keys::Keys,
            recipients::Recipients,
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

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// A phone was stolen, sold, or in other hands.
    Phone,
    /// Somebody knows the words.
    Words,
    /// Somebody has the card.
    Card,
}

/// What a rotation makes anew, and its holder must write down; `None` stays as it is.
#[derive(Debug)]
pub struct Replacement {
    /// Words.
    pub words: Option<Words>,
    /// Recovery card.
    pub card: Option<RecoverySecret>,
}

/// One of the two ways in after a rotation.
enum Next {
    New(SlotNew),
    Kept(SlotKept),
}

impl Vault {
    /// Says that these are the account's words, so that a rotation can keep them. Nothing is sent.
    ///
    /// # Errors
    /// `words_other` when they open nothing here; the server's, `network`.
    pub fn know_words(&mut self, words: &Words) -> Result<(), Problem> {
        let secret = WordsSecret::derive(words, &self.origin, &self.keyring.handle);
        if self.kept_words(&self.api.slots()?, Some(&secret)).is_none() {
            return Err(Problem::new(ProblemKind::SignIn, "words_other", "These aren't the words of this locker."));
        }
        self.held.words = Some(secret);
        Ok(())
    }

    /// What must be made anew after `loss`: made now, so that it can be kept safe before anything is sent.
    ///
    /// # Errors
    /// The server's, `network`.
    pub fn replacement(&self, loss: Loss) -> Result<Replacement, Problem> {
        let known = loss != Loss::Words && self.kept_words(&self.api.slots()?, self.held.words.as_ref()).is_some();
        Ok(Replacement {
            words: (!known).then(Words::generate),
            card: (loss == Loss::Card).then(RecoverySecret::generate),
        })
    }

    /// One transaction: next card, new account key, keyring and root; words and card as `replacement` says; in the locker `card` and
    /// `rotate`. The server ends all other ways in and all sessions; this device goes on in a new one.
    ///
    /// # Errors
    /// `words_other` when the words changed meanwhile and were to stay; the server's. A problem with the field `unanswered` says that it may
    /// have happened: what was made anew must be shown all the same.
    pub fn rotate(&mut self, replacement: &Replacement) -> Result<(), Problem> {
        let mut expected = self.keyring_stored.version;
        let mut now = clock::now();
        for _ in 0..TRIES {
            match self.try_rotate(replacement, expected, now) {
                // A clock that is wrong by years still signs, as everywhere.
                Err(problem) if is_time(&problem) => now = self.api.server()?.time,
                Err(problem) if problem.kind == ProblemKind::Conflict => {
                    expected = self.take_newer_keyring()?;
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

    fn try_rotate(&mut self, replacement: &Replacement, expected: u64, now: u64) -> Result<(), Problem> {
        let keys = CardKeys::generate();
        let card = keys.next_card(self.log.reader.cards(), &self.keyring.keys.signing);
        let mut chain = self.log.reader.cards().clone();
        chain.push(&card).map_err(Problem::altered)?;
        let (account_key, root) = (Key::generate(), Key::generate());
        self.know_recipients()?;
        let old = &self.keyring;
        let old_root = &self.own_locker()?.root;
        let acts = rotation_acts(self.log.reader.locker(), (&chain, &keys), (old_root, &root), &self.recipients, now)
            .map_err(Problem::altered)?;
        let head =
            acts.last().map_or(self.log.reader.locker().head, |act| Place { seq: act.header.seq, hash: act.hash });
        let present = self.api.slots()?;
        let words = match &replacement.words {
            Some(words) => WordsSecret::derive(words, &self.origin, &old.handle),
            None => self.kept_words(&present, self.held.words.as_ref()).ok_or_else(words_changed)?.1,
        };
        let by_words = self.next_words(&present, replacement, &words, &account_key)?;
        let by_card = self.next_card(&present, replacement, &old.recovery, &account_key)?;
        let keyring = Keyring {
            handle: old.handle.clone(),
            keys,
            card: chain.newest().content.number,
            recovery: replacement.card.as_ref().map_or(old.recovery.clone(), |card| card.identity().to_recipient()),
            lockers: vec![OwnLocker {
                locker: self.locker_id(),
                root,
                seq: head.seq,
                hash: head.hash,
                unknown: self.own_locker()?.unknown.clone(),
            }],
            people: old.people.clone(),
            // Whoever has the old keyring could answer them.
            invitations: Vec::new(),
            introduction: old.introduction.clone(),
            blocked: old.blocked.clone(),
            vouches: old.vouches.clone(),
            unknown: old.unknown.clone(),
        };
        let version = expected.max(self.keyring_stored.version) + 1;
        let sealed = keyring.seal(&account_key, self.account, version).map_err(Problem::altered)?;
        let (mut slots, mut keep) = (Vec::new(), Vec::new());
        let (words_id, card_id, card_bytes) = (by_words.id(), by_card.id(), by_card.sealed().to_vec());
        for next in [by_words, by_card] {
            match next {
                Next::New(slot) => slots.push(slot),
                Next::Kept(slot) => keep.push(slot),
            }
        }
        let made = self.api.rotate_account(&Rotation {
            card: (&card).into(),
            keyring: KeyringNew { expected: Some(expected), version, sealed: sealed.clone().into() },
            slots,
            keep,
            lockers: vec![LockerActs { locker: self.locker_id(), acts: frames(&acts).into() }],
        });
        let made = match made {
            Err(problem) if problem.kind == ProblemKind::Network => self.was_rotated(&words, version, problem)?,
            made => made?,
        };
        let answered = Answered { slots: &made.slots, account: self.account, account_key: &account_key };
        let trusted = match &replacement.words {
            Some(typed) => answered.trust_words(words_id, typed, &self.origin, &keyring.handle).map(drop),
            None => answered.trust_words_secret(words_id, &words),
        };
        let held_card = replacement.card.as_ref().or(self.held.card.as_ref());
        trusted
            .and_then(|()| answered.trust_bytes(card_id, &card_bytes))
            .and_then(|()| held_card.map_or(Ok(()), |card| answered.trust_card(card_id, card)))
            .map_err(|problem| problem.with("unanswered", true))?;
        self.log.reader.renew_cards(chain).map_err(Problem::altered)?;
        self.log.reader.extend(&acts, Signatures::Newest).map_err(Problem::altered)?;
        self.log.acts.extend(acts);
        self.cards.push(card);
        self.keyring = keyring;
        self.account_key = account_key;
        self.keyring_stored = KeyringStored { version, sealed: sealed.into() };
        self.session = made.session;
        self.held = Held { words: Some(words), card: replacement.card.clone().or(self.held.card.take()) };
        Ok(())
    }

    /// The words' slot, if `secret` opens it: after other words were made elsewhere, these must not be sealed again.
    fn kept_words(&self, present: &[Slot], secret: Option<&WordsSecret>) -> Option<(Slot, WordsSecret)> {
        let slot = of_kind(present, SlotKind::Words)?;
        let secret = secret?;
        let key = secret.open_slot(self.account, slot.id, &slot.sealed.0).ok()?;
        (key == self.account_key).then(|| (slot.clone(), secret.clone()))
    }

    fn next_words(
        &self,
        present: &[Slot],
        replacement: &Replacement,
        words: &WordsSecret,
        account_key: &Key,
    ) -> Result<Next, Problem> {
        if replacement.words.is_some() {
            return Ok(Next::New(words_slot(self.account, account_key, &self.keyring.handle, words)));
        }
        let id = of_kind(present, SlotKind::Words).ok_or_else(words_changed)?.id;
        Ok(Next::Kept(SlotKept { id, sealed: words.seal_slot(self.account, id, account_key).into() }))
    }

    fn next_card(
        &self,
        present: &[Slot],
        replacement: &Replacement,
        recipient: &Recipient,
        account_key: &Key,
    ) -> Result<Next, Problem> {
        if let Some(card) = &replacement.card {
            return Ok(Next::New(card_slot(self.account, account_key, card)));
        }
        let slot = of_kind(present, SlotKind::Card).ok_or_else(|| Problem::altered(Refusal::Slot))?;
        let sealed = seal_card_slot(recipient, self.account, slot.id, account_key);
        Ok(Next::Kept(SlotKept { id: slot.id, sealed: sealed.into() }))
    }

    /// The answer was lost, not necessarily the request. If it came through, this session is over, and the words sign in to the new keyring.
    fn was_rotated(&mut self, words: &WordsSecret, version: u64, lost: Problem) -> Result<AccountMade, Problem> {
        let unanswered = || lost.clone().with("unanswered", true);
        match self.api.session() {
            Ok(_) => return Err(lost),
            Err(problem) if problem.code == "no_session" => {}
            Err(_) => return Err(unanswered()),
        }
        let mut api = Api::new(&self.server, None)?;
        let answer = api
            .sign_in(&SignIn {
                kind: SlotKind::Words.name(),
                find: self.keyring.handle.to_string(),
                auth: words.auth().expose_secret_bytes().to_vec().into(),
                code: None,
            })
            .map_err(|_| unanswered())?;
        if answer.keyring.version != version {
            return Err(unanswered());
        }
        let slots = api.slots().map_err(|_| unanswered())?;
        self.api = api;
        Ok(AccountMade { slots, session: answer.session })
    }
}

impl Next {
    fn id(&self) -> crate::protocol::id::SlotId {
        match self {
            Self::New(slot) => slot.id,
            Self::Kept(slot) => slot.id,
        }
    }

    fn sealed(&self) -> &[u8] {
        match self {
            Self::New(slot) => &slot.sealed.0,
            Self::Kept(slot) => &slot.sealed.0,
        }
    }
}

fn of_kind(present: &[Slot], kind: SlotKind) -> Option<&Slot> {
    present.iter().find(|slot| slot.kind == kind.name())
}

fn words_changed() -> Problem {
    Problem::new(ProblemKind::SignIn, "words_other", "These aren't the words of this locker any more: try again.")
}

/// `card`, the locker's rotation, and that of each private folder, under the new root.
fn rotation_acts(
    locker: &Locker,
    (chain, keys): (&CardChain, &CardKeys),
    (old_root, root): (&Key, &Key),
    recipients: &Recipients,
    now: u64,
) -> Result<Vec<Act>, Refusal> {
    let old = Keys { locker, root: old_root }.newest_locker()?;
    let newest = chain.newest();
    let mut draft = Draft::new(locker.clone(), chain, &keys.signing, now).giving_to(recipients);
    draft.push(Body::Card(CardBody { salt: salt(), card: newest.hash, number: newest.content.number }))?;
    draft.rotate_locker(root, &old)?;
    let private: Vec<_> = locker.folders.iter().filter(|(_, folder)| folder.private).map(|(id, _)| *id).collect();
    for folder in private {
        draft.rotate_private_folder(folder, old_root, root)?;
    }
    Ok(draft.into_acts())
}
