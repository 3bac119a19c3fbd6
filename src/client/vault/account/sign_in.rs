//! Opening a locker by one of its ways in.

use url::Url;

use super::{Held, Pin, origin::origin_of};
use crate::{
    client::{
        account::{
            DeviceSecret, Handle, PasskeySecret, RecoverySecret, Words,
            slot::{WordsSecret, open_card_slot},
        },
        api::{
            Api,
            types::{SignIn, SignedIn},
        },
        envelope::SlotKind,
        hazmat::{self, Key},
        problem::Problem,
        vault::{SavedState, Vault},
    },
    protocol::{Refusal, log::Place},
};

/// Asks whoever sits there for the code of the second step; `None` when there is nobody.
pub type AskCode<'a> = &'a mut dyn FnMut() -> Option<String>;

/// An account's slot, opened.
pub(super) struct Opened {
    pub(super) api: Api,
    pub(super) origin: String,
    pub(super) answer: SignedIn,
    pub(super) account_key: Key,
    pub(super) held: Held,
}

impl Vault {
    /// Signs in with words. `former_origin` is the address at which the words were made, if the server has moved since; `known` is what this
    /// device kept of the same account.
    ///
    /// # Errors
    /// `sign_in_refused`, `second_step`, `too_many_tries`, `origin`, `network`; `rolled_back`, `fork` and the rules of the log when the
    /// server shows another state than was stored.
    pub fn sign_in(
        server: &Url,
        former_origin: Option<&str>,
        handle: &Handle,
        words: &Words,
        known: Option<&SavedState>,
    ) -> Result<Self, Problem> {
        Self::sign_in_with_code(server, former_origin, handle, words, known, &mut || None)
    }

    /// The same, where the account may want a second step: `code` is asked only after the words were right.
    ///
    /// # Errors
    /// As [`Vault::sign_in`]; `second_step` when nobody gives a code, `second_step_refused` for a wrong one.
    pub fn sign_in_with_code(
        server: &Url,
        former_origin: Option<&str>,
        handle: &Handle,
        words: &Words,
        known: Option<&SavedState>,
        code: AskCode<'_>,
    ) -> Result<Self, Problem> {
        Self::enter(server, open_words_slot(server, former_origin, handle, words, code)?, known)
    }

    /// Signs in on a server that was restored from a backup and lacks acts that nobody has any more: the person accepts that, and signs
    /// it as a `gap`, with what `known`, the state that this device kept, still has of it.
    ///
    /// # Errors
    /// As [`Vault::sign_in_with_code`], but for `rolled_back`.
    pub fn sign_in_accepting_loss(
        server: &Url,
        former_origin: Option<&str>,
        handle: &Handle,
        words: &Words,
        known: Option<&SavedState>,
        code: AskCode<'_>,
    ) -> Result<Self, Problem> {
        let opened = open_words_slot(server, former_origin, handle, words, code)?;
        let mut vault = Self::open(server.clone(), opened, None, Pin::GivenUp)?;
        let own = vault.own_locker()?;
        let pin = Place { seq: own.seq, hash: own.hash };
        vault.accept_loss_of(pin, known)?;
        Ok(vault)
    }

    /// Signs in with this device's PIN.
    ///
    /// # Errors
    /// As [`Vault::sign_in`]; `sign_in_refused` has the field `left`: tries that are left, 0 when the PIN is gone.
    pub fn sign_in_by_pin(
        server: &Url,
        device: &DeviceSecret,
        pin: &hazmat::Pin,
        known: Option<&SavedState>,
    ) -> Result<Self, Problem> {
        Self::enter(server, open_device_slot(server, device, pin)?, known)
    }

    /// Signs in with what a passkey answered.
    ///
    /// # Errors
    /// As [`Vault::sign_in`].
    pub fn sign_in_by_passkey(
        server: &Url,
        passkey: &PasskeySecret,
        known: Option<&SavedState>,
    ) -> Result<Self, Problem> {
        Self::enter(server, open_passkey_slot(server, passkey)?, known)
    }

    /// Signs in with the recovery card, and changes nothing: what a person does to be sure that the paper works. The way back, when words
    /// are lost, is [`Vault::recover`].
    ///
    /// # Errors
    /// As [`Vault::sign_in`].
    pub fn sign_in_by_card(server: &Url, card: RecoverySecret, known: Option<&SavedState>) -> Result<Self, Problem> {
        let mut api = Api::new(server, None)?;
        let origin = origin_of(server, &api.server()?.origin, None)?;
        let answer = prove(&mut api, SlotKind::Card, card.find(), &card.auth(), &mut || None)?;
        let account_key =
            open_card_slot(&card, answer.account, answer.slot.id, &answer.slot.sealed.0).map_err(Problem::altered)?;
        let held = Held { card: Some(card), ..Held::default() };
        Self::enter(server, Opened { api, origin, answer, account_key, held }, known)
    }

    fn enter(server: &Url, opened: Opened, known: Option<&SavedState>) -> Result<Self, Problem> {
        let mut vault = Self::open(server.clone(), opened, known, Pin::Held)?;
        vault.sync()?;
        Ok(vault)
    }
}

fn open_words_slot(
    server: &Url,
    former_origin: Option<&str>,
    handle: &Handle,
    words: &Words,
    code: AskCode<'_>,
) -> Result<Opened, Problem> {
    let mut api = Api::new(server, None)?;
    let origin = origin_of(server, &api.server()?.origin, former_origin)?;
    let secret = WordsSecret::derive(words, &origin, handle);
    let answer = prove(&mut api, SlotKind::Words, handle.to_string(), &secret.auth(), code)?;
    let account_key =
        secret.open_slot(answer.account, answer.slot.id, &answer.slot.sealed.0).map_err(Problem::altered)?;
    Ok(Opened { api, origin, answer, account_key, held: Held { words: Some(secret), ..Held::default() } })
}

/// Opens a device's slot: the server gives its part of the key for a right PIN alone.
pub(super) fn open_device_slot(server: &Url, device: &DeviceSecret, pin: &hazmat::Pin) -> Result<Opened, Problem> {
    let mut api = Api::new(server, None)?;
    let origin = origin_of(server, &api.server()?.origin, None)?;
    let answer = prove(&mut api, SlotKind::Device, device.find(), &device.proof(pin), &mut || None)?;
    let pepper = answer.pepper.as_ref().and_then(|pepper| Key::from_slice(&pepper.0));
    let pepper = pepper.ok_or_else(|| Problem::altered(Refusal::Length))?;
    let account_key = device
        .open_slot(pin, &pepper, (answer.account, answer.slot.id), &answer.slot.sealed.0)
        .map_err(Problem::altered)?;
    Ok(Opened { api, origin, answer, account_key, held: Held::default() })
}

/// Opens a passkey's slot.
pub(super) fn open_passkey_slot(server: &Url, passkey: &PasskeySecret) -> Result<Opened, Problem> {
    let mut api = Api::new(server, None)?;
    let origin = origin_of(server, &api.server()?.origin, None)?;
    let answer = prove(&mut api, SlotKind::Passkey, passkey.find(), &passkey.auth(), &mut || None)?;
    let account_key =
        passkey.open_slot(answer.account, answer.slot.id, &answer.slot.sealed.0).map_err(Problem::altered)?;
    Ok(Opened { api, origin, answer, account_key, held: Held::default() })
}

/// Proves knowing a slot's secret; a second step is asked for only where the server wants one.
fn prove(api: &mut Api, kind: SlotKind, find: String, auth: &Key, code: AskCode<'_>) -> Result<SignedIn, Problem> {
    let mut proof = SignIn { kind: kind.name(), find, auth: auth.expose_secret_bytes().to_vec().into(), code: None };
    match api.sign_in(&proof) {
        Err(problem) if problem.code == "second_step" => {
            proof.code = Some(code().ok_or(problem)?);
            api.sign_in(&proof)
        }
        other => other,
    }
}
