//! Everything that the server remembers but objects: one file an aggregate, one method a use case, each atomic.
//!
//! One body of SQL serves SQLite and PostgreSQL. What changes state does so by compare-and-set, and several statements run only
//! inside [`Engine::write`].

mod accounts;
mod activity;
mod blocked;
mod change;
mod codes;
mod deletions;
mod deposits;
mod engine;
mod error;
mod keyrings;
mod lent;
mod lockers;
mod log;
mod mailboxes;
mod objects;
mod observer;
mod row;
mod second_steps;
mod sessions;
mod settings;
mod sign_in;
mod slots;
pub(super) mod statement;
mod tries;
mod uploads;
pub(super) mod value;
mod view;
mod watchers;
mod ways;

use std::sync::Arc;

pub use accounts::{Accounts, NewAccount, Rotation, RotationError, SignUpError};
pub use activity::{Activity, Inactive};
pub use blocked::{BlockError, Blocked};
pub use change::{Change, UnknownChange};
pub use codes::Codes;
pub use deletions::Deletions;
pub use deposits::{Cap, Deposits};
pub use engine::{Done, Engine, Location, Running, Schema, Step, Transaction};
pub use error::StorageError;
pub use keyrings::{Keyring, Keyrings, NewKeyring};
pub use lent::{Lens, Lent, LentGrant, ReadRow};
pub use lockers::{LockerSummary, Lockers};
pub use log::{AppendError, Log, Projection, StoredAct, Stretch, Tail};
pub use mailboxes::{Carrier, Invitation, Mailbox, MailboxError, Mailboxes, NewMailbox, Replied, Reply};
pub use objects::{KeepError, Objects, StoredObject};
pub use observer::{Nobody, Observer};
pub use row::Row;
pub use second_steps::{NONCE, SecondStep, SecondSteps};
pub use sessions::{Beginning, Client, SessionRow, Sessions};
pub use settings::{IN_A_FOLDER, Settings};
pub use sign_in::{Attempt, FoundSlot, SignIn, Tried};
pub use slots::{KeptSlot, NewSlot, Slot, SlotKind, Slots};
pub use statement::Statement;
pub use tries::{Tally, Tries, Window};
pub use uploads::{BeginError, Bound, Finished, Upload, Uploads};
pub use watchers::{Full, News, OF_ACCOUNT, OF_SESSION, Watcher, Watchers};
pub use ways::{MOST_OF_A_KIND, Ways, WaysChange, WaysError};

/// An open database. Cheap to clone.
#[derive(Clone)]
pub struct Storage {
    engine: Engine,
}

impl Storage {
    /// Opens `location` and brings its schema up to date.
    ///
    /// # Errors
    /// When it can't be reached, or was written by a newer program.
    pub async fn open(location: &Location, observer: Arc<dyn Observer>) -> Result<Self, StorageError> {
        Ok(Self { engine: Engine::open(location, Schema::Armoire, observer).await? })
    }

    /// The engine, for what no aggregate owns.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Those who wait for changes, here and, with PostgreSQL, in other processes.
    #[must_use]
    pub fn watchers(&self) -> &Arc<Watchers> {
        self.engine.watchers()
    }

    /// Ends all connections, after what is under way.
    pub async fn close(&self) {
        self.engine.close().await;
    }

    /// Every SQL text of the program.
    #[must_use]
    pub fn statements() -> Vec<Statement> {
        [
            accounts::ALL,
            activity::ALL,
            blocked::ALL,
            codes::ALL,
            deletions::ALL,
            deposits::ALL,
            keyrings::ALL,
            lent::ALL,
            lockers::ALL,
            log::ALL,
            mailboxes::ALL,
            objects::ALL,
            second_steps::ALL,
            sessions::ALL,
            settings::ALL,
            sign_in::ALL,
            slots::ALL,
            tries::ALL,
            uploads::ALL,
            view::ALL,
        ]
        .concat()
    }
}
