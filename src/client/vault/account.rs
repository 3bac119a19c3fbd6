use url::Url;

use super::{
    SavedState, Secrets, Vault,
    append::frames,
    draft::{Draft, salt},
    keys::Keys,
};
use crate::{
    client::{
        account::{
            Handle, Keyring, RecoverySecret, Words,
            card::CardKeys,
            keyring::OwnLocker,
            slot::{WordsSecret, open_card_slot, seal_card_slot},
        },
        api::{
            Api,
            types::{
                AccountMade, KeyringNew, KeyringStored, LockerActs, Rotation, SignIn, SignUp, SignedIn, Slot, SlotNew,
            },
            verifier,
        },
        clock,
        document::key::{NodeEpoch, inbox_identity, seal_node_key},
        envelope::SlotKind,
        hazmat::{Key, random},
        problem::{Problem, ProblemKind},
    },
    protocol::{
        Refusal,
        act::{Act, Body, CardBody, FirstAct, Header, Rotate},
        bytes::Hash,
        card::CardChain,
        id::{AccountId, SlotId},
        log::{Locker, LogReader, Place, Signatures},
    },
};

/// How often a rotation is tried again after another device wrote at the same moment.
const TRIES: usize = 5;

impl Vault {
    /// Makes an account with its first locker, its words and its recovery card: two ways in from the first moment.
    ///
    /// # Errors
    /// `handle_taken`, `sign_up_closed`, `sign_up_code`, `origin`, `network`; `altered` when a slot doesn't open from what
    /// the server kept.
    pub fn sign_up(server: &Url, handle: &Handle, code: Option<&str>) -> Result<(Self, Secrets), Problem> {
        let mut api = Api::new(server, None)?;
        let origin = origin_of(server, &api.server()?.origin, None)?;
        let secrets = Secrets { words: Words::generate(), card: RecoverySecret::generate() };
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
        let slots = new_slots(account, &account_key, &origin, &keyring, &secrets);
        let made = api.sign_up(&SignUp {
            code: code.map(Into::into),
            handle: handle.to_string(),
            card: (&card).into(),
            slots: slots.0.into(),
            keyring: KeyringNew { expected: None, version: 1, sealed: sealed.clone().into() },
            locker: frames(&acts).into(),
        })?;
        trust_slots(&made, account, &account_key, &origin, handle, &secrets, slots.1)?;
        let vault = Self {
            api,
            server: server.clone(),
            origin,
            account,
            account_key,
            keyring,
            keyring_stored: KeyringStored { version: 1, sealed: sealed.into() },
            cards: vec![card],
            session: made.session,
            log: super::Log { reader, acts },
            notices: Vec::new(),
        };
        Ok((vault, secrets))
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

    /// One transaction: next card, new account key, keyring, root and words; the card's slot sealed again; in the locker `card` and
    /// `rotate`. The server ends all other slots and sessions.
    fn rotate_account(&mut self, secrets: &Secrets) -> Result<(), Problem> {
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

/// What to do with the keyring's pin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pin {
    /// The server's log must reach it.
    Held,
    /// The person accepts that it doesn't.
    GivenUp,
}

fn open_words_slot(
    api: &mut Api,
    server: &Url,
    former_origin: Option<&str>,
    handle: &Handle,
    words: &Words,
) -> Result<(String, SignedIn, Key), Problem> {
    let origin = origin_of(server, &api.server()?.origin, former_origin)?;
    let secret = WordsSecret::derive(words, &origin, handle);
    let answer = api.sign_in(&SignIn {
        kind: SlotKind::Words.name(),
        find: handle.to_string(),
        auth: secret.auth().expose_secret_bytes().to_vec().into(),
    })?;
    let account_key =
        secret.open_slot(answer.account, answer.slot.id, &answer.slot.sealed.0).map_err(Problem::altered)?;
    Ok((origin, answer, account_key))
}

/// The address that is mixed into salts: the one the person uses, never one that the server alone names. On loopback any
/// port is the same place, so that a server may listen elsewhere tomorrow.
fn origin_of(server: &Url, named: &str, former: Option<&str>) -> Result<String, Problem> {
    let used = server.origin().ascii_serialization();
    if let Some(former) = former {
        return Url::parse(former)
            .map(|url| url.origin().ascii_serialization())
            .map_err(|_| Problem::new(ProblemKind::Usage, "origin", "The former address can't be read."));
    }
    if named == used || (is_loopback(server) && Url::parse(named).is_ok_and(|named| is_loopback(&named))) {
        return Ok(named.to_owned());
    }
    Err(Problem::new(
        ProblemKind::Altered,
        "origin",
        format!("This server calls itself {named}, and you call it {used}. If it moved, name the former address."),
    ))
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Acts 0 and 1 of a locker.
fn first_acts(chain: &CardChain, keys: &CardKeys, root: &Key, now: u64) -> Result<Vec<Act>, Refusal> {
    let key = Key::generate();
    let inbox = inbox_identity(&key, 1).to_recipient().to_string();
    let header = Header {
        locker: None,
        seq: 0,
        prev: None,
        chain: None,
        author: chain.account(),
        card: chain.newest().hash,
        time: now,
        body: Hash([0; 32]),
    };
    let body = Body::Locker(FirstAct { salt: salt(), inbox: inbox.clone() });
    let first = Act::sign(header, body, Vec::new(), &keys.signing);
    let locker = Locker::begin(&first, chain)?;
    let place = NodeEpoch { locker: locker.id, node: locker.id.as_node(), epoch: 1 };
    let mut draft = Draft::new(locker, chain, &keys.signing, now);
    draft.push(Body::Rotate(Rotate {
        salt: salt(),
        node: place.node,
        epoch: 1,
        under: None,
        key: seal_node_key(root, place, &key).into(),
        prior: None,
        inbox: Some(inbox),
        sealed: None,
    }))?;
    Ok(std::iter::once(first).chain(draft.into_acts()).collect())
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

/// Both slots, and their ids.
fn new_slots(
    account: AccountId,
    account_key: &Key,
    origin: &str,
    keyring: &Keyring,
    secrets: &Secrets,
) -> ([SlotNew; 2], [SlotId; 2]) {
    let words = WordsSecret::derive(&secrets.words, origin, &keyring.handle);
    let ids = [SlotId(random::bytes()), SlotId(random::bytes())];
    let slots = [
        SlotNew {
            id: ids[0],
            kind: SlotKind::Words.name(),
            find: keyring.handle.to_string(),
            verifier: verifier(&words.auth()),
            sealed: words.seal_slot(account, ids[0], account_key).into(),
        },
        SlotNew {
            id: ids[1],
            kind: SlotKind::Card.name(),
            find: secrets.card.find(),
            verifier: verifier(&secrets.card.auth()),
            sealed: seal_card_slot(&keyring.recovery, account, ids[1], account_key).into(),
        },
    ];
    (slots, ids)
}

/// Opens both slots from what the server kept, with what the person will type derived again: a device whose Argon2 is broken
/// shows here, before it locks anyone out.
fn trust_slots(
    made: &AccountMade,
    account: AccountId,
    account_key: &Key,
    origin: &str,
    handle: &Handle,
    secrets: &Secrets,
    ids: [SlotId; 2],
) -> Result<(), Problem> {
    let find =
        |id: SlotId| -> Result<&Slot, Refusal> { made.slots.iter().find(|slot| slot.id == id).ok_or(Refusal::Slot) };
    let open = || -> Result<bool, Refusal> {
        let typed = secrets.words.expose_secret_text(crate::client::account::Language::Numbers);
        let words = WordsSecret::derive(&Words::parse(&typed)?.0, origin, handle);
        let card = RecoverySecret::parse_groups(&secrets.card.expose_secret_groups())?;
        let by_words = words.open_slot(account, ids[0], &find(ids[0])?.sealed.0)?;
        let by_card = open_card_slot(&card, account, ids[1], &find(ids[1])?.sealed.0)?;
        Ok(by_words == *account_key && by_card == *account_key)
    };
    match open() {
        Ok(true) => Ok(()),
        Ok(false) => Err(Problem::altered(Refusal::Slot)),
        Err(refusal) => Err(Problem::altered(refusal)),
    }
}
