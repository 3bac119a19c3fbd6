//! PINs of devices: six digits that are checked here and nowhere else, five times in a row at most.
//!
//! What a PIN opens depends on a pepper that comes from the key and a nonce. Both lie in a store of their own, outside the
//! database and its backups, and so do the tries: a thief of database and device checks no PIN, and a restored database gives no try
//! back. A store that was itself restored shows, because the database knows a newer state of it; then all its PINs go.

mod key;
mod prove;
mod store;

use std::{path::PathBuf, sync::Arc};

use super::{
    clock::Milliseconds,
    random,
    storage::{Engine, Location, NONCE, Observer, Schema, Statement, StorageError},
};
use crate::protocol::{
    bytes::Hash,
    id::{AccountId, SlotId},
};
use key::Key;
pub use prove::{Proof, prove};
pub use store::{Counted, Kept, Try};

/// The tries, where they lie in a file.
const TRIES_FILE: &str = "tries.sqlite";
/// Wrong tries in a row that a device has.
pub const TRIES: u64 = 5;

/// Where the store lies.
#[derive(Clone, Debug)]
pub struct Place {
    /// Folder of the key and, without a database, of the tries.
    pub folder: PathBuf,
    /// A `postgres://` address, for several servers.
    pub database: Option<String>,
}

impl Place {
    /// Whether a server has begun here.
    #[must_use]
    pub fn is_begun(&self) -> bool {
        Key::is_in(&self.folder) || self.folder.join(TRIES_FILE).exists()
    }
}

/// Why the store can't be used.
#[derive(Debug, thiserror::Error)]
pub enum PinsError {
    /// The folder or the key file.
    #[error("The folder of PINs {0} can't be used: {1}")]
    Folder(String, std::io::Error),
    /// Its database.
    #[error("The tries of PINs can't be used: {0}")]
    Storage(#[from] StorageError),
    /// The key of another store.
    #[error(
        "The key in {0} is missing, or isn't the one that these PINs began with. Several servers need the same file; if it is \
         lost, `armoire-server forget-pins` begins anew."
    )]
    OtherKey(String),
}

/// The store, open.
pub struct Pins {
    key: Key,
    engine: Engine,
}

impl std::fmt::Debug for Pins {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Pins")
    }
}

impl Pins {
    /// Opens the store; makes key and tables where there are none.
    ///
    /// # Errors
    /// A sentence for an operator.
    pub async fn open(place: &Place, observer: Arc<dyn Observer>) -> Result<Self, PinsError> {
        let had_key = Key::is_in(&place.folder);
        let pins = Self::open_any(place, observer).await?;
        if pins.knows_key().await? {
            return Ok(pins);
        }
        pins.close().await;
        if !had_key {
            // A new one is of no use here, and would look like the one that is missing.
            Key::remove(&place.folder).map_err(|error| PinsError::Folder(place.folder.display().to_string(), error))?;
        }
        Err(PinsError::OtherKey(place.folder.display().to_string()))
    }

    /// Opens the store whatever its key, and forgets all PINs: they are to be set again. `generation` is the newest state that the
    /// database knows of; gives the one to tell it.
    ///
    /// # Errors
    /// A sentence for an operator.
    pub async fn forget_all(
        place: &Place,
        generation: u64,
        observer: Arc<dyn Observer>,
    ) -> Result<(u64, u64), PinsError> {
        let pins = Self::open_any(place, observer).await?;
        let forgotten = pins.begin_anew(generation).await?;
        pins.close().await;
        Ok(forgotten)
    }

    async fn open_any(place: &Place, observer: Arc<dyn Observer>) -> Result<Self, PinsError> {
        let in_folder = |error| PinsError::Folder(place.folder.display().to_string(), error);
        std::fs::create_dir_all(&place.folder).map_err(in_folder)?;
        super::serve::close_to_others(&place.folder).map_err(in_folder)?;
        let key = Key::open(&place.folder).map_err(in_folder)?;
        let location = match &place.database {
            Some(address) => Location::Postgres(address.clone()),
            None => Location::Sqlite(place.folder.join(TRIES_FILE)),
        };
        Ok(Self { key, engine: Engine::open(&location, Schema::Pins, observer).await? })
    }

    /// A new nonce, and the pepper that comes from it.
    #[must_use]
    pub fn new_pepper(&self) -> ([u8; NONCE], [u8; 32]) {
        let nonce = random::bytes();
        (nonce, self.pepper(&nonce))
    }

    /// What a right PIN is answered with.
    #[must_use]
    pub fn pepper(&self, nonce: &[u8; NONCE]) -> [u8; 32] {
        self.key.derive("pepper", nonce)
    }

    /// What the database keeps of a device's proof, whose SHA-256 is given: nothing that it could compare by itself.
    #[must_use]
    pub fn verifier(&self, proof: &[u8; 32]) -> [u8; 32] {
        Hash::of(&self.key.derive("verifier", proof)).0
    }

    /// The secret of a second step.
    #[must_use]
    pub fn second_step(&self, nonce: &[u8; NONCE]) -> [u8; 20] {
        let mut secret = [0; 20];
        secret.copy_from_slice(&self.key.derive("totp", nonce)[..20]);
        secret
    }

    /// Every SQL text of the store.
    #[must_use]
    pub fn statements() -> Vec<Statement> {
        store::ALL.to_vec()
    }

    /// The engine, for tests.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Ends all connections, after what is under way.
    pub async fn close(&self) {
        self.engine.close().await;
    }
}

/// A device's slot, by which its PIN is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Device {
    /// Whose.
    pub account: AccountId,
    /// The slot.
    pub slot: SlotId,
}

/// When something was kept, with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which.
    pub device: Device,
    /// Wrong tries in a row.
    pub wrong: u64,
    /// When its PIN was set.
    pub created: Milliseconds,
}
