//! The ways into a locker: which there are, and how they change while the account key stays (§5, "Changing ways in").

use url::Url;

use super::{
    sign_in::{open_device_slot, open_passkey_slot},
    slots::{Answered, card_slot, words_slot},
};
use crate::{
    client::{
        account::{
            DeviceSecret, PasskeySecret, RecoverySecret, Words,
            name::{open_name, seal_name},
            slot::WordsSecret,
        },
        api::{
            types::{
                Deletion, KeyringNew, KeyringStored, SecondStep, SecondStepBegun, Session, Slot, SlotNew, WaysChange,
            },
            verifier,
        },
        envelope::SlotKind,
        hazmat::{Key, Pin, Recipient, random},
        problem::{Problem, ProblemKind},
        vault::Vault,
    },
    protocol::{
        Refusal,
        bytes::Bytes,
        id::{AccountId, SlotId},
    },
};

/// How often a change is tried again after another device changed a way in or the keyring.
const TRIES: usize = 5;

/// A way in, as its holder sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayIn {
    /// To remove it by.
    pub id: SlotId,
    /// What it is.
    pub kind: WayKind,
    /// What its holder calls it.
    pub name: Option<String>,
    /// When it was made, milliseconds since 1970.
    pub created: u64,
    /// When it was last signed in with, to the hour.
    pub used: Option<u64>,
}

/// What a way in is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayKind {
    /// Five words.
    Words,
    /// The recovery card.
    Card,
    /// A device with its PIN.
    Pin,
    /// A passkey.
    Passkey,
}

impl WayKind {
    /// What programs call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Card => "card",
            Self::Pin => "pin",
            Self::Passkey => "passkey",
        }
    }

    fn of_slot(kind: &str) -> Option<Self> {
        match kind {
            "words" => Some(Self::Words),
            "card" => Some(Self::Card),
            "device" => Some(Self::Pin),
            "passkey" => Some(Self::Passkey),
            _ => None,
        }
    }
}

/// What a device keeps to open its slot with a PIN: a secret, though worth nothing without PIN and server.
#[derive(Debug)]
pub struct Enrolment {
    /// Whose.
    pub account: AccountId,
    /// Where.
    pub server: Url,
    /// As the person is called there.
    pub handle: String,
    /// The slot.
    pub slot: SlotId,
    /// D.
    pub device: DeviceSecret,
}

impl Vault {
    /// The ways into this locker, oldest first. A kind that this version doesn't know isn't shown.
    ///
    /// # Errors
    /// The server's, `network`.
    pub fn ways_in(&self) -> Result<Vec<WayIn>, Problem> {
        let way = |slot: Slot| {
            let name = slot.name.and_then(|name| self.opened_name(&slot.id.to_string(), &name));
            let kind = WayKind::of_slot(&slot.kind)?;
            Some(WayIn { id: slot.id, kind, name, created: slot.created, used: slot.used })
        };
        Ok(self.api.slots()?.into_iter().filter_map(way).collect())
    }

    /// New words in the place of the old ones. Who opened the locker with the old ones keeps what they saw: when somebody knows them, the
    /// account is rotated instead.
    ///
    /// # Errors
    /// The server's. With the field `unanswered` it may have happened: the words must be shown all the same.
    pub fn replace_words(&mut self, words: &Words) -> Result<(), Problem> {
        let secret = WordsSecret::derive(words, &self.origin, &self.keyring.handle);
        let slot = words_slot(self.account, &self.account_key, &self.keyring.handle, &secret);
        let id = slot.id;
        let slots = self.replace_slot(SlotKind::Words, &slot, None)?;
        self.held.words = Some(
            self.answered(&slots)
                .trust_words(id, words, &self.origin, &self.keyring.handle)
                .map_err(|problem| problem.with("unanswered", true))?,
        );
        Ok(())
    }

    /// A new card in the place of the old one.
    ///
    /// # Errors
    /// As [`Vault::replace_words`].
    pub fn replace_card(&mut self, card: &RecoverySecret) -> Result<(), Problem> {
        let slot = card_slot(self.account, &self.account_key, card);
        let id = slot.id;
        let slots = self.replace_slot(SlotKind::Card, &slot, Some(&card.identity().to_recipient()))?;
        self.held.card = Some(card.clone());
        self.answered(&slots).trust_card(id, card).map_err(|problem| problem.with("unanswered", true))
    }

    /// A PIN for this device, in the place of `former` if there is one. It is trusted, and given back to be kept, only once it has opened
    /// the locker from the server's answer.
    ///
    /// # Errors
    /// The server's, `network`; `altered` when the new slot doesn't open, which is then removed.
    pub fn set_pin(&mut self, pin: &Pin, name: Option<&str>, former: Option<SlotId>) -> Result<Enrolment, Problem> {
        let made = self.api.pepper()?;
        let pepper = Key::from_slice(&made.pepper.0).ok_or_else(|| Problem::altered(Refusal::Length))?;
        let device = DeviceSecret::generate();
        let id = SlotId(random::bytes());
        let slot = SlotNew {
            id,
            kind: SlotKind::Device.name(),
            find: device.find(),
            verifier: verifier(&device.proof(pin)),
            sealed: device.seal_slot(pin, &pepper, (self.account, id), &self.account_key).into(),
            nonce: Some(made.nonce),
            name: self.sealed_name(&id.to_string(), name)?,
        };
        // Nobody else removes this device's slot but the holder elsewhere: then it is gone already.
        let present = self.api.slots()?;
        let remove = former.filter(|former| present.iter().any(|slot| slot.id == *former)).into_iter().collect();
        self.api.change_ways(&WaysChange { keyring: None, add: vec![slot], remove }, self.signer())?;
        let opened = open_device_slot(&self.server, &device, pin).and_then(|mut opened| {
            let same = opened.account_key == self.account_key && opened.answer.account == self.account;
            opened.api.sign_out()?;
            if same { Ok(()) } else { Err(Problem::altered(Refusal::Slot)) }
        });
        self.trusted_or_removed(id, opened)?;
        let handle = self.keyring.handle.to_string();
        Ok(Enrolment { account: self.account, server: self.server.clone(), handle, slot: id, device })
    }

    /// Adds a passkey by what it answered twice.
    ///
    /// # Errors
    /// `passkey_changes` when it answered differently; the server's, `network`; `altered` when the new slot doesn't open, which is then removed.
    pub fn add_passkey(
        &mut self,
        first: &PasskeySecret,
        second: &PasskeySecret,
        name: &str,
    ) -> Result<SlotId, Problem> {
        if first != second {
            let sentence = "This passkey answers differently each time: it can't open a locker.";
            return Err(Problem::new(ProblemKind::Other, "passkey_changes", sentence));
        }
        let id = SlotId(random::bytes());
        let slot = SlotNew {
            id,
            kind: SlotKind::Passkey.name(),
            find: first.find(),
            verifier: verifier(&first.auth()),
            sealed: first.seal_slot(self.account, id, &self.account_key).into(),
            nonce: None,
            name: self.sealed_name(&id.to_string(), Some(name))?,
        };
        self.api.change_ways(&WaysChange { keyring: None, add: vec![slot], remove: Vec::new() }, self.signer())?;
        let opened = open_passkey_slot(&self.server, second).and_then(|mut opened| {
            let same = opened.account_key == self.account_key && opened.answer.account == self.account;
            opened.api.sign_out()?;
            if same { Ok(()) } else { Err(Problem::altered(Refusal::Slot)) }
        });
        self.trusted_or_removed(id, opened)?;
        Ok(id)
    }

    /// Removes a way in.
    ///
    /// # Errors
    /// `last_way_in` when neither words nor card would remain, `slot_conflict` when it is gone already, `network`; `altered` when the server
    /// keeps it.
    pub fn remove_way(&mut self, id: SlotId) -> Result<(), Problem> {
        let change = WaysChange { keyring: None, add: Vec::new(), remove: vec![id] };
        let left = self.api.change_ways(&change, self.signer())?;
        // A server that keeps it says so itself.
        if left.iter().any(|slot| slot.id == id) { Err(Problem::altered(Refusal::Slot)) } else { Ok(()) }
    }

    /// Names this device's session, for its holder's lists.
    ///
    /// # Errors
    /// `malformed`, `too_large`; the server's, `network`.
    pub fn name_session(&mut self, name: &str) -> Result<(), Problem> {
        let sealed = self.sealed_name(&self.session.id, Some(name))?;
        sealed.map_or(Ok(()), |sealed| self.api.name_session(sealed))
    }

    /// What a session is called, if it was named.
    #[must_use]
    pub fn session_name(&self, session: &Session) -> Option<String> {
        self.opened_name(&session.id, session.name.as_ref()?)
    }

    /// When the account is to be deleted, if so.
    ///
    /// # Errors
    /// The server's, `network`.
    pub fn deletion(&self) -> Result<Deletion, Problem> {
        self.api.deletion()
    }

    /// Asks for the account's deletion; gives when. Until then it can be taken back.
    ///
    /// # Errors
    /// The server's, `network`.
    pub fn ask_deletion(&mut self) -> Result<Deletion, Problem> {
        self.api.ask_deletion(self.signer())
    }

    /// Lets the account live on.
    ///
    /// # Errors
    /// `deletion_due` once the time has come; the server's, `network`.
    pub fn cancel_deletion(&mut self) -> Result<(), Problem> {
        self.api.cancel_deletion()
    }

    /// Whether signing in by words asks for a code.
    ///
    /// # Errors
    /// The server's, `network`.
    pub fn second_step(&self) -> Result<SecondStep, Problem> {
        self.api.second_step()
    }

    /// Begins a second step: what an authenticator program is given.
    ///
    /// # Errors
    /// The server's, `network`.
    pub fn begin_second_step(&mut self) -> Result<SecondStepBegun, Problem> {
        self.api.begin_second_step(self.signer())
    }

    /// Ends beginning it, with a code of the authenticator.
    ///
    /// # Errors
    /// `second_step_refused`; the server's, `network`.
    pub fn confirm_second_step(&mut self, code: &str) -> Result<(), Problem> {
        self.api.confirm_second_step(code, self.signer())
    }

    /// Signing in by words asks for no code any more.
    ///
    /// # Errors
    /// `second_step_refused`; the server's, `network`.
    pub fn end_second_step(&mut self, code: &str) -> Result<(), Problem> {
        self.api.end_second_step(code, self.signer())
    }

    /// Puts `slot` in the place of the one of its kind, and a new card's recipient into the keyring, by compare-and-set.
    fn replace_slot(
        &mut self,
        kind: SlotKind,
        slot: &SlotNew,
        recipient: Option<&Recipient>,
    ) -> Result<Vec<Slot>, Problem> {
        let mut expected = self.keyring_stored.version;
        for _ in 0..TRIES {
            let present = self.api.slots()?;
            let remove = present.iter().filter(|slot| slot.kind == kind.name()).map(|slot| slot.id).collect();
            let keyring = recipient.map(|recipient| self.keyring_with(recipient, expected)).transpose()?;
            let change = WaysChange { keyring, add: vec![slot.clone()], remove };
            match self.api.change_ways(&change, self.signer()) {
                Ok(slots) => {
                    if let (Some(new), Some(recipient)) = (change.keyring, recipient) {
                        self.keyring_stored = KeyringStored { version: new.version, sealed: new.sealed };
                        self.keyring.recovery = recipient.clone();
                    }
                    return Ok(slots);
                }
                Err(problem) if matches!(problem.code.as_str(), "keyring_conflict" | "slot_conflict") => {
                    expected = self.take_newer_keyring()?;
                }
                Err(problem) if problem.kind == ProblemKind::Network => return Err(problem.with("unanswered", true)),
                Err(problem) => return Err(problem),
            }
        }
        Err(Problem::new(
            ProblemKind::Conflict,
            "slot_conflict",
            "Another device keeps changing ways in at the same moment: try again.",
        ))
    }

    /// The keyring with another card's recipient, sealed; the one in memory stays until the server has taken it.
    fn keyring_with(&mut self, recipient: &Recipient, expected: u64) -> Result<KeyringNew, Problem> {
        let version = expected.max(self.keyring_stored.version) + 1;
        let former = std::mem::replace(&mut self.keyring.recovery, recipient.clone());
        let sealed = self.keyring.seal(&self.account_key, self.account, version);
        self.keyring.recovery = former;
        Ok(KeyringNew { expected: Some(expected), version, sealed: sealed.map_err(Problem::altered)?.into() })
    }

    fn answered<'a>(&'a self, slots: &'a [Slot]) -> Answered<'a> {
        Answered { slots, account: self.account, account_key: &self.account_key }
    }

    /// A slot that doesn't open is of no use: it goes again, and the person is told why.
    fn trusted_or_removed(&mut self, id: SlotId, opened: Result<(), Problem>) -> Result<(), Problem> {
        opened.inspect_err(|_| {
            let _ = self.remove_way(id);
        })
    }

    fn sealed_name(&self, id: &str, name: Option<&str>) -> Result<Option<Bytes>, Problem> {
        let seal = |name| seal_name(&self.account_key, self.account, id, name).map(Bytes::from).map_err(Problem::typed);
        name.map(seal).transpose()
    }

    fn opened_name(&self, id: &str, sealed: &Bytes) -> Option<String> {
        open_name(&self.account_key, self.account, id, &sealed.0).ok()
    }
}
