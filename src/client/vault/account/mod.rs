mod first_acts;
mod origin;
mod rotation;
mod sign_in;
mod slots;
mod ways;

use std::collections::BTreeSet;

use url::Url;

use super::{Log, SavedState, Secrets, Vault, append::frames, others::Others, recipients::Recipients};
use crate::{
    client::{
        account::{Handle, Keyring, RecoverySecret, Words, card::CardKeys, keyring::OwnLocker, slot::WordsSecret},
        api::{
            Api,
            types::{KeyringNew, KeyringStored, SignUp},
        },
        clock,
        hazmat::Key,
        problem::{Problem, ProblemKind},
    },
    protocol::{
        Refusal,
        card::CardChain,
        limits,
        log::{LogReader, Place, Signatures},
    },
};
use first_acts::first_acts;
use origin::origin_of;
pub use rotation::{Loss, Replacement};
pub use sign_in::AskCode;
use sign_in::Opened;
use slots::{Answered, card_slot, words_slot};
pub use ways::{Enrolment, WayIn, WayKind};

impl Vault {
    /// Makes an account with its first locker and two ways in, `secrets`, from the first moment.
    ///
    /// # Errors
    /// `handle_taken`, `sign_up_closed`, `sign_up_code`, `origin`, `network`; `altered` when a slot doesn't open from what
    /// the server kept. A `network` problem with the field `unanswered` (and `id`) says that the account may have been made:
    /// the secrets must be shown all the same.
    pub fn sign_up(server: &Url, handle: &Handle, code: Option<&str>, secrets: &Secrets) -> Result<Self, Problem> {
        let mut api = Api::new(server, None)?;
        let named = api.server()?;
        let origin = origin_of(server, &named.origin, None)?;
        // A clock that is wrong by days still signs up: with the server's time, which a new log has nothing against.
        let own = clock::now();
        let now = if own.abs_diff(named.time) > limits::CLOCK_DIFFERENCE { named.time } else { own };
        let keys = CardKeys::generate();
        let (account, card) = keys.first_card();
        let chain = CardChain::verify(account, std::slice::from_ref(&card)).map_err(Problem::altered)?;
        let account_key = Key::generate();
        let root = Key::generate();
        let acts = first_acts(&chain, &keys, &root, now).map_err(Problem::altered)?;
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
            invitations: Vec::new(),
            introduction: None,
            blocked: BTreeSet::new(),
            vouches: Vec::new(),
            unknown: serde_json::Map::new(),
        };
        let sealed = keyring.seal(&account_key, account, 1).map_err(Problem::altered)?;
        let words = WordsSecret::derive(&secrets.words, &origin, handle);
        let slots =
            [words_slot(account, &account_key, handle, &words), card_slot(account, &account_key, &secrets.card)];
        let ids = slots.each_ref().map(|slot| slot.id);
        let made = api.sign_up(&SignUp {
            code: code.map(Into::into),
            handle: handle.to_string(),
            card: (&card).into(),
            slots: slots.into(),
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
        let answered = Answered { slots: &made.slots, account, account_key: &account_key };
        let words = answered.trust_words(ids[0], &secrets.words, &origin, handle)?;
        answered.trust_card(ids[1], &secrets.card)?;
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
            held: Held { words: Some(words), card: Some(secrets.card.clone()) },
            log: Log { reader, acts, others: Others::new() },
            recipients: Recipients::new(),
            notices: Vec::new(),
        })
    }

    /// The way back with the card alone: opens its slot, then changes everything that somebody else may know. The paper card stays
    /// good; old words, sessions and keys are not.
    ///
    /// # Errors
    /// As [`Vault::sign_in`].
    pub fn recover(server: &Url, card: RecoverySecret, known: Option<&SavedState>) -> Result<(Self, Secrets), Problem> {
        let mut vault = Self::sign_in_by_card(server, card.clone(), known)?;
        let words = Words::generate();
        vault.rotate(&Replacement { words: Some(words.clone()), card: None })?;
        Ok((vault, Secrets { words, card }))
    }

    fn open(server: Url, opened: Opened, known: Option<&SavedState>, pin: Pin) -> Result<Self, Problem> {
        let Opened { api, origin, answer, account_key, held } = opened;
        let account = answer.account;
        let known = known.filter(|known| known.account() == account);
        let seen = known.map_or(0, SavedState::keyring_version);
        let stored = answer.keyring;
        let keyring =
            Keyring::open(&account_key, account, stored.version, seen, &stored.sealed.0).map_err(Problem::altered)?;
        let own = keyring.lockers.first().ok_or_else(|| Problem::altered(Refusal::Locker))?;
        let reaches = (pin == Pin::Held).then_some(Place { seq: own.seq, hash: own.hash });
        let (cards, log) = Self::open_log(&api, account, own.locker, reaches, known)?;
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
            held,
            log,
            recipients: Recipients::new(),
            notices: Vec::new(),
        })
    }
}

/// What the person came in with, in memory alone: it lets a rotation keep the words, and test the card.
#[derive(Debug, Default)]
pub(super) struct Held {
    words: Option<WordsSecret>,
    card: Option<RecoverySecret>,
}

/// What to do with the keyring's pin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pin {
    /// The server's log must reach it.
    Held,
    /// The person accepts that it doesn't.
    GivenUp,
}
