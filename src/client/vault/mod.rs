//! What a person does with their locker: everything that the command line offers, without its words and prompts.
//!
//! A [`Vault`] is one account on one device, unlocked. It only ever shows what it has verified, and it signs only on a log that it has
//! verified (§7 of the protocol).

mod account;
mod acting;
mod append;
mod asked;
mod boxes;
mod consents;
mod deposits;
mod documents;
mod draft;
mod entries;
mod folders;
mod grants;
mod heads;
mod history;
mod keyring;
mod keys;
mod lent;
mod lent_locker;
mod letters;
mod meetings;
mod mode;
mod notes;
mod open_session;
mod opens;
mod others;
mod people;
mod people_folder;
mod reads;
mod recipients;
mod referent;
mod repair;
mod replaced;
mod saved;
mod seen;
mod serving;
mod shelf;
mod sync;
mod transfer;
mod until;
mod unwanted;
mod verify;
mod views;
mod vouching;

use url::Url;

use super::{
    account::{Handle, Keyring, RecoverySecret, Words, keyring::OwnLocker},
    api::{
        Api,
        types::{KeyringStored, Session},
    },
    hazmat::Key,
    problem::{Problem, ProblemKind},
};
use others::Others;
use recipients::Recipients;

use crate::protocol::{
    Refusal,
    act::Act,
    card::SignedCard,
    id::{AccountId, LockerId},
    log::LogReader,
};
pub use account::{AskCode, Enrolment, Loss, Replacement, WayIn, WayKind};
pub use acting::Acting;
pub use consents::{Consent, Consented, History, Lent};
pub use deposits::WaitingDeposit;
pub use entries::EntryView;
pub use grants::{GrantView, Lending, check_times};
pub use lent::Loan;
pub use lent_locker::{LentDocument, LentLocker};
pub use letters::{Letters, WaitingLetter};
pub use meetings::{GuestView, InvitedView, MeetingView, NewMeeting};
pub use mode::{Companions, Mode};
pub use open_session::OpenSession;
pub use people::{Answer, Inviter};
pub use reads::ReadView;
pub use saved::SavedState;
pub use seen::Seen;
pub use shelf::Shelf;
pub use until::Until;
pub use verify::{AlteredDocument, Report};
pub use views::{DocumentView, FolderView, JournalEntry, VersionView};

/// Told how far long work has come.
pub trait Progress {
    /// Bytes moved, of so many.
    fn bytes(&mut self, done: u64, total: u64);
    /// What is being done now.
    fn step(&mut self, sentence: &str);
}

/// For who doesn't look.
#[derive(Debug)]
pub struct Silent;

impl Progress for Silent {
    fn bytes(&mut self, _: u64, _: u64) {}
    fn step(&mut self, _: &str) {}
}

/// What a person must write down, shown once.
#[derive(Debug)]
pub struct Secrets {
    /// Five words.
    pub words: Words,
    /// The recovery card.
    pub card: RecoverySecret,
}

impl Secrets {
    /// Fresh ones, for a new locker.
    #[must_use]
    pub fn generate() -> Self {
        Self { words: Words::generate(), card: RecoverySecret::generate() }
    }
}

/// An unlocked locker.
#[derive(Debug)]
pub struct Vault {
    api: Api,
    server: Url,
    origin: String,
    account: AccountId,
    account_key: Key,
    keyring: Keyring,
    keyring_stored: KeyringStored,
    cards: Vec<SignedCard>,
    session: Session,
    held: account::Held,
    log: Log,
    /// Recipients of grantees' cards, fetched as they are needed.
    recipients: Recipients,
    notices: Vec<String>,
}

/// The verified log, and the acts it was read from, as they are kept on the device.
#[derive(Debug)]
struct Log {
    reader: LogReader,
    acts: Vec<Act>,
    /// Cards of the others who have acted here, as they travel.
    others: Others,
}

impl Vault {
    /// Whose it is.
    #[must_use]
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// The handle to sign in with.
    #[must_use]
    pub fn handle(&self) -> &Handle {
        &self.keyring.handle
    }

    /// Where it lives.
    #[must_use]
    pub fn server(&self) -> &Url {
        &self.server
    }

    /// The address that is mixed into the words' salt, and printed in the card's QR code.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The session's token: a secret, for stock clients.
    ///
    /// # Errors
    /// `no_session` after signing out.
    pub fn token(&self) -> Result<&str, Problem> {
        self.api.token().ok_or_else(no_session)
    }

    /// Where the server describes its interface.
    #[must_use]
    pub fn description(&self) -> String {
        self.api.description()
    }

    /// This device's session.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The server's half of the key of this device's state, 32 bytes.
    ///
    /// # Errors
    /// `malformed` when the server gave none.
    pub fn session_half(&self) -> Result<&[u8], Problem> {
        match &self.session.half {
            Some(half) if half.0.len() == 32 => Ok(&half.0),
            _ => Err(Problem::altered(Refusal::Malformed)),
        }
    }

    /// What happened that the person should know, once: acts repaired or lost.
    pub fn take_notices(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notices)
    }

    /// All sessions of this account.
    ///
    /// # Errors
    /// The server's, `network`.
    pub fn sessions(&self) -> Result<Vec<Session>, Problem> {
        self.api.sessions()
    }

    /// Ends one session.
    ///
    /// # Errors
    /// `not_found`, the server's, `network`.
    pub fn end_session(&self, id: &str) -> Result<(), Problem> {
        self.api.end_session(id)
    }

    /// Ends all sessions but this one.
    ///
    /// # Errors
    /// The server's, `network`.
    pub fn end_other_sessions(&self) -> Result<(), Problem> {
        self.api.end_other_sessions()
    }

    /// Ends this session; the vault is of no use afterwards.
    ///
    /// # Errors
    /// The server's, `network`.
    pub fn sign_out(&mut self) -> Result<(), Problem> {
        self.api.sign_out()
    }

    fn own_locker(&self) -> Result<&OwnLocker, Problem> {
        // One locker an account for now; the keyring and the protocol keep room for several.
        self.keyring.lockers.first().ok_or_else(|| Problem::altered(Refusal::Locker))
    }

    fn locker_id(&self) -> LockerId {
        self.log.reader.locker().id
    }
}

fn no_session() -> Problem {
    Problem::new(ProblemKind::SignIn, "no_session", "You are signed out: sign in first.")
}
