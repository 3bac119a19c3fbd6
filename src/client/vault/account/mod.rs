mod first_acts;
mod origin;
mod rotation;
mod slots;

use url::Url;

use super::{Log, SavedState, Secrets, Vault, append::frames};
use crate::{
    client::{
        account::{Handle, Keyring, RecoverySecret, Words, card::CardKeys, keyring::OwnLocker, slot::open_card_slot},
        api::{
            Api,
            types::{KeyringNew, KeyringStored, SignIn, SignUp, SignedIn},
        },
        clock,
        envelope::SlotKind,
        hazmat::Key,
        problem::{Problem, ProblemKind},
    },
    protocol::{
        Refusal,
        card::CardChain,
        log::{LogReader, Place, Signatures},
    },
};
use first_acts::first_acts;
use origin::origin_of;
use slots::{new_slots, open_words_slot, trust_slots};

impl Vault {
    /// Makes an account with its first locker and two ways in, `secrets`, from the first moment.
    ///
    /// # Errors
    /// `handle_taken`, `sign_up_closed`, `sign_up_code`, `origin`, `network`; `altered` when a slot doesn't open from what
    /// the server kept. A `network` problem with the field `unanswered` (and `id`) says that the account may have been made:
    /// the secrets must be shown all the same.
    pub fn sign_up(server: &Url, handle: &Handle, code: Option<&str>, secrets: &Secrets) -> Result<Self, Problem> {
        let mut api = Api::new(server, None)?;
        let origin = origin_of(server, &api.server()?.origin, None)?;
        let keys = CardKeys::generate();
        let (account, card) = keys.first_card();
        let chain = CardChain::verify(account, std::slice::from_ref(&card)).map_err(Problem::altered)?;
        let account_key = Key::generate();
        let root = Key::generate();
        let acts = first_acts(&chain, &keys, &root, clock::now()).map_err(Problem::altered)?;
        let reader = LogReader::open(acts[0].locker(), &acts, chain, Signatures::Newest).map_err(Problem::altered)?;
        let head = reader.locker().head;
        let keyring = Keyring {
            handle: handle.clone(),
            keys,
            card: 1,
            recovery: secrets.card.identity().to_recipient(),
            lockers: vec![OwnLocker {
                locker: reader.locker().id,
                root,
                seq: head.seq,
                hash: head.hash,
                unknown: serde_json::Map::new(),
            }],
            people: Vec::new(),
            unknown: serde_json::Map::new(),
        };
        let sealed = keyring.seal(&account_key, account, 1).map_err(Problem::altered)?;
        let slots = new_slots(account, &account_key, &origin, &keyring, secrets);
        let made = api.sign_up(&SignUp {
            code: code.map(Into::into),
            handle: handle.to_string(),
            card: (&card).into(),
            slots: slots.0.into(),
            keyring: KeyringNew { expected: None, version: 1, sealed: sealed.clone().into() },
            locker: frames(&acts).into(),
        });
        let made = match made {
            Err(problem) if problem.kind == ProblemKind::Network => {
                // The answer was lost, not necessarily the request.
                let unanswered = problem.with("unanswered", true).with("id", account.to_string());
                return Self::sign_in(server, None, handle, &secrets.words, None).map_err(|_| unanswered);
            }
            made => made?,
        };
        trust_slots(&made, account, &account_key, &origin, handle, secrets, slots.1)?;
        Ok(Self {
            api,
            server: server.clone(),
            origin,
            account,
            account_key,
            keyring,
            keyring_stored: KeyringStored { version: 1, sealed: sealed.into() },
            cards: vec![card],
            session: made.session,
            log: Log { reader, acts },
            notices: Vec::new(),
        })
    }

    /// Signs in with words. `former_origin` is the address at which the words were made, if the server has moved since; `known` is what this
    /// device kept of the same account.
    ///
    /// # Errors
    /// `sign_in_refused`, `too_many_tries`, `origin`, `network`; `rolled_back`, `fork` and the rules of the log when the server shows
    /// another state than was stored.
    pub fn sign_in(
        server: &Url,
        former_origin: Option<&str>,
        handle: &Handle,
        words: &Words,
        known: Option<&SavedState>,
    ) -> Result<Self, Problem> {
        let mut api = Api::new(server, None)?;
        let (origin, answer, account_key) = open_words_slot(&mut api, server, former_origin, handle, words)?;
        let mut vault = Self::open(api, server.clone(), origin, answer, account_key, known, Pin::Held)?;
        vault.sync()?;
        Ok(vault)
    }

    /// Signs in on a server that was restored from a backup and lacks acts that nobody has any more: the person accepts that, and signs
    /// it as a `gap`.
    ///
    /// # Errors
    /// As [`Vault::sign_in`], but for `rolled_back`.
    pub fn sign_in_accepting_loss(
        server: &Url,
        former_origin: Option<&str>,
        handle: &Handle,
        words: &Words,
    ) -> Result<Self, Problem> {
        let mut api = Api::new(server, None)?;
        let (origin, answer, account_key) = open_words_slot(&mut api, server, former_origin, handle, words)?;
        let mut vault = Self::open(api, server.clone(), origin, answer, account_key, None, Pin::GivenUp)?;
        let own = vault.own_locker()?;
        let pin = Place { seq: own.seq, hash: own.hash };
        if pin.seq > vault.log.reader.locker().head.seq {
            vault.close_gap(pin)?;
        }
        Ok(vault)
    }

    /// The way back with the card alone: opens its slot, then changes everything that somebody else may know. The paper card stays
    /// good; old words, sessions and keys are not.
    ///
    /// # Errors
    /// As [`Vault::sign_in`].
    pub fn recover(server: &Url, card: RecoverySecret, known: Option<&SavedState>) -> Result<(Self, Secrets), Problem> {
        let mut api = Api::new(server, None)?;
        let origin = origin_of(server, &api.server()?.origin, None)?;
        let answer = api.sign_in(&SignIn {
            kind: SlotKind::Card.name(),
            find: card.find(),
            auth: card.auth().expose_secret_bytes().to_vec().into(),
        })?;
        let account_key =
            open_card_slot(&card, answer.account, answer.slot.id, &answer.slot.sealed.0).map_err(Problem::altered)?;
        let mut vault = Self::open(api, server.clone(), origin, answer, account_key, known, Pin::Held)?;
        vault.sync()?;
        let secrets = Secrets { words: Words::generate(), card };
        vault.rotate_account(&secrets)?;
        Ok((vault, secrets))
    }

    fn open(
        api: Api,
        server: Url,
        origin: String,
        answer: SignedIn,
        account_key: Key,
        known: Option<&SavedState>,
        pin: Pin,
    ) -> Result<Self, Problem> {
        let account = answer.account;
        let known = known.filter(|known| known.account() == account);
        let seen = known.map_or(0, SavedState::keyring_version);
        let stored = answer.keyring;
        let keyring =
            Keyring::open(&account_key, account, stored.version, seen, &stored.sealed.0).map_err(Problem::altered)?;
        let own = keyring.lockers.first().ok_or_else(|| Problem::altered(Refusal::Locker))?;
        let held = (pin == Pin::Held).then_some(Place { seq: own.seq, hash: own.hash });
        let (cards, log) = Self::open_log(&api, account, own.locker, held, known)?;
        keyring.keys.check(log.reader.cards()).map_err(Problem::altered)?;
        Ok(Self {
            api,
            server,
            origin,
            account,
            account_key,
            keyring,
            keyring_stored: stored,
            cards,
            session: answer.session,
            log,
            notices: Vec::new(),
        })
    }
}

/// What to do with the keyring's pin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pin {
    /// The server's log must reach it.
    Held,
    /// The person accepts that it doesn't.
    GivenUp,
}
