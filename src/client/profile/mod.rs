//! A profile: the folder where the command line keeps one person's state on one device.
//!
//! | file | holds | opens with |
//! |---|---|---|
//! | `device` | the profile's id and the device's secret; readable by its owner alone | – |
//! | `session` | server, handle, account and token | the device's secret |
//! | `state` | what opens the locker | device's secret ‖ session's half |
//! | `log` | the locker's log, as far as it was verified | device's secret ‖ session's half |
//! | `pins` | the newest head seen of each locker; outlives sessions | the device's secret |
//! | `pin` | what opens the locker together with a PIN and the server; outlives sessions | the device's secret |
//! | `unshown` | new words and card, from before they are sent until they are printed | the device's secret |
//! | `lock` | nothing: whoever uses the profile holds its lock | – |
//!
//! The session's half is kept by the server, so ending the session from elsewhere makes `state` and `log` worthless. Files
//! are replaced whole (temporary file, fsync, rename, fsync of the folder); a signed-in profile has all of them but
//! `pins`, `pin` and `unshown`,
//! and `session` is written last, so that a crash before it leaves a profile that is signed out.

mod atomic;
mod device;
mod enrolment;
mod lock;
mod pins;
mod place;
mod problem;
mod session;
mod unshown;

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use zeroize::Zeroizing;

use self::{device::Device, lock::Lock};
use super::{
    envelope::{self, Context},
    hazmat::Key,
    problem::Problem,
    vault::Enrolment,
};
use crate::protocol::bytes::SEAL_OVERHEAD;

pub use pins::{Pin, Pins};
pub use place::default_folder;
pub use session::SavedSession;
pub use unshown::Unshown;

const DEVICE: &str = "device";
const SESSION: &str = "session";
const STATE: &str = "state";
const LOG: &str = "log";
const PINS: &str = "pins";
const PIN: &str = "pin";
const UNSHOWN: &str = "unshown";
const LOCK: &str = "lock";

/// Bytes of a state at most: a keyring and an account's cards.
const STATE_LIMIT: usize = 64 * 1024 * 1024;
/// Bytes of a log at most.
const LOG_LIMIT: usize = 512 * 1024 * 1024;

/// A profile in use by this process alone.
#[derive(Debug)]
pub struct Profile {
    folder: PathBuf,
    device: Device,
    _lock: Lock,
}

/// What a signed-in profile keeps under the session's key; `None` for what is there already.
#[derive(Clone, Copy)]
pub struct Parts<'a> {
    /// What opens the locker.
    pub state: Option<&'a [u8]>,
    /// The log.
    pub log: Option<&'a [u8]>,
}

/// The same, read again.
pub struct OpenParts {
    /// What opens the locker.
    pub state: Zeroizing<Vec<u8>>,
    /// The log.
    pub log: Zeroizing<Vec<u8>>,
}

/// How long to wait for another process that uses the profile, and what to do before waiting.
pub struct Patience<'a> {
    /// At most.
    pub longest: Duration,
    /// Called once, when there is something to wait for.
    pub announce: &'a mut dyn FnMut(),
}

impl Profile {
    /// Opens a profile that was signed in here before.
    ///
    /// # Errors
    /// `not_signed_in` when there is none, `profile_foreign`, `profile_damaged`, `profile_busy`.
    pub fn open(folder: &Path, mut patience: Patience<'_>) -> Result<Self, Problem> {
        if !folder.join(DEVICE).exists() {
            check_nothing_lost(folder)?;
            return Err(problem::not_signed_in());
        }
        let lock = Lock::take(&folder.join(LOCK), &mut patience)?;
        Ok(Self { device: Device::read(&folder.join(DEVICE))?, folder: folder.to_owned(), _lock: lock })
    }

    /// Opens a profile, or begins one in a folder that is empty or not there.
    ///
    /// # Errors
    /// As [`Profile::open`], without `not_signed_in`; `storage` when the folder can't be written.
    pub fn open_or_begin(folder: &Path, mut patience: Patience<'_>) -> Result<Self, Problem> {
        check_nothing_lost(folder)?;
        atomic::create_private_folder(folder).map_err(|error| Problem::storage(folder, &error))?;
        let lock = Lock::take(&folder.join(LOCK), &mut patience)?;
        let path = folder.join(DEVICE);
        let device = if path.exists() { Device::read(&path)? } else { Device::begin(&path)? };
        Ok(Self { folder: folder.to_owned(), device, _lock: lock })
    }

    /// Who is signed in, if anybody.
    ///
    /// # Errors
    /// `profile_damaged`.
    pub fn session(&self) -> Result<Option<SavedSession>, Problem> {
        self.read(SESSION, &self.device.key(), session::LIMIT)?.map(|json| SavedSession::parse(&json)).transpose()
    }

    /// State and log that were kept with the session, opened with its half.
    ///
    /// # Errors
    /// `profile_damaged` when one is missing or doesn't open.
    pub fn parts(&self, half: &Key) -> Result<OpenParts, Problem> {
        let key = self.device.key_with(half);
        let part = |part, limit| self.read(part, &key, limit)?.ok_or_else(|| problem::damaged(&self.folder.join(part)));
        Ok(OpenParts { state: part(STATE, STATE_LIMIT)?, log: part(LOG, LOG_LIMIT)? })
    }

    /// Keeps a new session with its parts, both of them.
    ///
    /// # Errors
    /// `storage`, `disk_full`.
    pub fn sign_in(&self, session: &SavedSession, half: &Key, parts: Parts<'_>) -> Result<(), Problem> {
        self.forget_session()?;
        self.keep(half, parts)?;
        self.write(SESSION, &self.device.key(), &session.to_json())
    }

    /// Keeps what has changed of the session that is there.
    ///
    /// # Errors
    /// `storage`, `disk_full`.
    pub fn keep(&self, half: &Key, parts: Parts<'_>) -> Result<(), Problem> {
        let key = self.device.key_with(half);
        if let Some(log) = parts.log {
            self.write(LOG, &key, log)?;
        }
        parts.state.map_or(Ok(()), |state| self.write(STATE, &key, state))
    }

    /// Forgets the session and what it opens; device, pins and PIN stay.
    ///
    /// # Errors
    /// `storage`.
    pub fn forget_session(&self) -> Result<(), Problem> {
        [SESSION, STATE, LOG].into_iter().try_for_each(|part| self.forget(part))
    }

    /// What was seen of lockers on this device.
    ///
    /// # Errors
    /// `profile_damaged`.
    pub fn pins(&self) -> Result<Pins, Problem> {
        let json = self.read(PINS, &self.device.key(), pins::LIMIT)?;
        json.map_or_else(
            || Ok(Pins::default()),
            |json| Pins::parse(&json).ok_or_else(|| problem::damaged(&self.folder.join(PINS))),
        )
    }

    /// Keeps what was seen.
    ///
    /// # Errors
    /// `storage`.
    pub fn keep_pins(&self, pins: &Pins) -> Result<(), Problem> {
        self.write(PINS, &self.device.key(), &pins.to_json())
    }

    /// What opens the locker with a PIN on this device, if one was set.
    ///
    /// # Errors
    /// `profile_damaged`.
    pub fn enrolment(&self) -> Result<Option<Enrolment>, Problem> {
        let json = self.read(PIN, &self.device.key(), enrolment::LIMIT)?;
        let parse =
            |json: Zeroizing<Vec<u8>>| enrolment::parse(&json).ok_or_else(|| problem::damaged(&self.folder.join(PIN)));
        json.map(parse).transpose()
    }

    /// Keeps it.
    ///
    /// # Errors
    /// `storage`.
    pub fn keep_enrolment(&self, enrolment: &Enrolment) -> Result<(), Problem> {
        self.write(PIN, &self.device.key(), &enrolment::write(enrolment))
    }

    /// Forgets it: the PIN is gone, here or on the server.
    ///
    /// # Errors
    /// `storage`.
    pub fn forget_enrolment(&self) -> Result<(), Problem> {
        self.forget(PIN)
    }

    /// What an interrupted change made and nobody has seen.
    ///
    /// # Errors
    /// `profile_damaged`.
    pub fn unshown(&self) -> Result<Option<Unshown>, Problem> {
        let json = self.read(UNSHOWN, &self.device.key(), unshown::LIMIT)?;
        let parse = |json: Zeroizing<Vec<u8>>| {
            Unshown::parse(&json).ok_or_else(|| problem::damaged(&self.folder.join(UNSHOWN)))
        };
        json.map(parse).transpose()
    }

    /// Keeps it until it has been shown.
    ///
    /// # Errors
    /// `storage`.
    pub fn keep_unshown(&self, unshown: &Unshown) -> Result<(), Problem> {
        self.write(UNSHOWN, &self.device.key(), &unshown.to_json())
    }

    /// It has been shown.
    ///
    /// # Errors
    /// `storage`.
    pub fn forget_unshown(&self) -> Result<(), Problem> {
        self.forget(UNSHOWN)
    }

    fn forget(&self, part: &str) -> Result<(), Problem> {
        let path = self.folder.join(part);
        atomic::remove(&path).map_err(|error| Problem::storage(&path, &error))
    }

    fn read(&self, part: &str, key: &Key, limit: usize) -> Result<Option<Zeroizing<Vec<u8>>>, Problem> {
        let path = self.folder.join(part);
        let sealed = match atomic::read(&path, limit + SEAL_OVERHEAD) {
            Ok(sealed) => sealed,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Problem::storage(&path, &error)),
        };
        envelope::open(key, &self.context(part), &sealed).map(Some).map_err(|_| problem::damaged(&path))
    }

    fn write(&self, part: &str, key: &Key, plaintext: &[u8]) -> Result<(), Problem> {
        let path = self.folder.join(part);
        let sealed = envelope::seal(key, &self.context(part), plaintext);
        atomic::write(&path, &sealed).map_err(|error| Problem::storage(&path, &error))
    }

    fn context<'a>(&'a self, part: &'a str) -> Context<'a> {
        Context::Profile { profile: self.device.profile(), part }
    }
}

/// A folder without `device` must be empty, but for what an interrupted beginning leaves: parts without a device's secret
/// are the remains of a profile, and other files are somebody else's.
fn check_nothing_lost(folder: &Path) -> Result<(), Problem> {
    if folder.join(DEVICE).exists() {
        return Ok(());
    }
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Problem::storage(folder, &error)),
    };
    for entry in entries {
        let name = entry.map_err(|error| Problem::storage(folder, &error))?.file_name();
        match name.to_str() {
            Some(LOCK) => {}
            Some(name) if atomic::is_temporary(name) => {}
            Some(SESSION | STATE | LOG | PINS | PIN | UNSHOWN) => return Err(problem::damaged(&folder.join(DEVICE))),
            _ => return Err(problem::foreign(folder)),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
