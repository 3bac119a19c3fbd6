use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use url::Url;
use zeroize::{Zeroize, Zeroizing};

use super::{
    Log, OpenSession, Vault,
    append::frames,
    others::{Others, kept_chains},
    recipients::Recipients,
    repair::{Held, held},
    sync::fetch_cards,
};
use crate::{
    client::{
        account::Keyring,
        api::{
            Api,
            types::{CardJson, KeyringStored},
        },
        hazmat::Key,
        problem::{Problem, ProblemKind},
    },
    protocol::{
        Refusal,
        act::read_frames,
        bytes::Bytes,
        card::{CardChain, SignedCard},
        id::{AccountId, LockerId},
        log::{LogReader, Place, Signatures},
    },
};

/// What a device keeps of an unlocked vault between two commands. It opens everything: keep it sealed only.
#[derive(Serialize, Deserialize)]
pub struct SavedState {
    server: Url,
    origin: String,
    account: AccountId,
    locker: LockerId,
    account_key: Bytes,
    keyring: KeyringStored,
    cards: Vec<CardJson>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    others: BTreeMap<AccountId, Vec<CardJson>>,
    #[serde(skip)]
    log: Vec<u8>,
}

impl SavedState {
    /// As JSON, to be sealed at once, and the log's frames, to be sealed beside it.
    ///
    /// # Errors
    /// `internal`, never in practice.
    pub fn expose_secret_parts(&self) -> Result<(Zeroizing<Vec<u8>>, &[u8]), Problem> {
        let json = serde_json::to_vec(self).map_err(|_| unreadable())?;
        Ok((Zeroizing::new(json), &self.log))
    }

    /// Takes both parts back.
    ///
    /// # Errors
    /// `profile` when they aren't a state.
    pub fn from_parts(json: &[u8], log: Vec<u8>) -> Result<Self, Problem> {
        let mut state: Self = serde_json::from_slice(json).map_err(|_| unreadable())?;
        state.log = log;
        Ok(state)
    }

    /// Whose it is.
    #[must_use]
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// Where it lives.
    #[must_use]
    pub fn server(&self) -> &Url {
        &self.server
    }

    /// The acts that this device has, by seq; none if they can't be read.
    pub(super) fn held(&self) -> Held {
        read_frames(&self.log, usize::MAX).map(|acts| held(&acts)).unwrap_or_default()
    }

    /// The newest version of the keyring that this device has seen.
    pub(super) fn keyring_version(&self) -> u64 {
        self.keyring.version
    }

    /// The verified log, read again from what was kept.
    pub(super) fn read_log(&self, locker: LockerId, chain: CardChain) -> Result<Log, Problem> {
        if self.locker != locker {
            return Err(Problem::altered(Refusal::Locker));
        }
        let acts = read_frames(&self.log, usize::MAX).map_err(|_| unreadable())?;
        let read = |(account, cards): (&AccountId, &Vec<CardJson>)| signed(cards).map(|cards| (*account, cards));
        let others: Others = self.others.iter().map(read).collect::<Result<_, _>>()?;
        let chains = kept_chains(chain, &others).map_err(|_| unreadable())?;
        let reader = LogReader::open(locker, &acts, chains, Signatures::Newest).map_err(|_| unreadable())?;
        Ok(Log { reader, acts, others })
    }
}

impl Drop for SavedState {
    fn drop(&mut self) {
        self.account_key.0.zeroize();
    }
}

impl std::fmt::Debug for SavedState {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "SavedState({}, …)", self.account)
    }
}

impl Vault {
    /// What the device must keep, sealed, to go on with this session.
    #[must_use]
    pub fn saved_state(&self) -> SavedState {
        SavedState {
            server: self.server.clone(),
            origin: self.origin.clone(),
            account: self.account,
            locker: self.locker_id(),
            account_key: self.account_key.expose_secret_bytes().to_vec().into(),
            keyring: self.keyring_stored.clone(),
            cards: self.cards.iter().map(Into::into).collect(),
            others: self
                .log
                .others
                .iter()
                .map(|(account, cards)| (*account, cards.iter().map(Into::into).collect()))
                .collect(),
            log: frames(&self.log.acts),
        }
    }

    /// Goes on where a device left off: nothing is fetched until [`Vault::sync`].
    ///
    /// # Errors
    /// `profile` when the state can't be read, `author` when the session is another account's.
    pub fn resume(session: OpenSession, state: &SavedState) -> Result<Self, Problem> {
        let OpenSession { api, current } = session;
        if current.account != state.account {
            return Err(Problem::altered(Refusal::Author));
        }
        let account_key = Key::from_slice(&state.account_key.0).ok_or_else(unreadable)?;
        let keyring = Keyring::open(&account_key, state.account, state.keyring.version, 0, &state.keyring.sealed.0)
            .map_err(|_| unreadable())?;
        let cards = signed(&state.cards)?;
        let chain = CardChain::verify(state.account, &cards).map_err(|_| unreadable())?;
        let log = state.read_log(state.locker, chain)?;
        Ok(Self {
            api,
            server: state.server.clone(),
            origin: state.origin.clone(),
            account: state.account,
            account_key,
            keyring,
            keyring_stored: state.keyring.clone(),
            cards,
            session: current.session,
            held: super::account::Held::default(),
            log,
            recipients: Recipients::new(),
            notices: Vec::new(),
        })
    }

    /// Opens the log after signing in: what this device kept of it if it knows this locker, else the server's, held against the keyring's
    /// pin.
    pub(super) fn open_log(
        api: &Api,
        account: AccountId,
        locker: LockerId,
        pin: Option<Place>,
        known: Option<&SavedState>,
    ) -> Result<(Vec<SignedCard>, Log), Problem> {
        let (cards, chain) = fetch_cards(api, account)?;
        if let Some(log) = known.and_then(|known| known.read_log(locker, chain.clone()).ok()) {
            return Ok((cards, log));
        }
        let log = Log::fetch(api, locker, chain, pin)?;
        Ok((cards, log))
    }
}

fn signed(cards: &[CardJson]) -> Result<Vec<SignedCard>, Problem> {
    let cards = cards.iter().cloned().map(TryInto::try_into).collect::<Result<_, Refusal>>();
    cards.map_err(|_| unreadable())
}

fn unreadable() -> Problem {
    Problem::new(
        ProblemKind::Other,
        "profile",
        "This profile can't be read: sign in again, or use the recovery card. Nothing on the server is lost.",
    )
}
