//! The device's secret: what a stolen copy of the server doesn't have.

use std::path::Path;

use data_encoding::BASE32_NOPAD;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use super::{atomic, problem};
use crate::{
    client::{
        envelope::{Derivation, derive},
        hazmat::{Key, Secret, random},
        problem::Problem,
    },
    protocol::bytes::Bytes,
};

const FORMAT: u64 = 1;
const LIMIT: usize = 4 * 1024;

/// The profile's id and the secret that this device adds to every key of the profile.
#[derive(Debug)]
pub(super) struct Device {
    profile: String,
    secret: Key,
}

#[derive(Serialize, Deserialize)]
struct DeviceJson {
    format: u64,
    profile: String,
    secret: Bytes,
}

impl Drop for DeviceJson {
    fn drop(&mut self) {
        self.secret.0.zeroize();
    }
}

impl Device {
    /// A fresh one, kept at `path`.
    pub(super) fn begin(path: &Path) -> Result<Self, Problem> {
        let profile = BASE32_NOPAD.encode(&random::bytes::<20>()).to_ascii_lowercase();
        let device = Self { profile, secret: Key::generate() };
        atomic::write(path, &device.to_json()).map_err(|error| Problem::storage(path, &error))?;
        Ok(device)
    }

    /// The one at `path`.
    pub(super) fn read(path: &Path) -> Result<Self, Problem> {
        let json = atomic::read(path, LIMIT).map_err(|error| Problem::storage(path, &error))?;
        let json: DeviceJson = serde_json::from_slice(&json).map_err(|_| problem::damaged(path))?;
        match Key::from_slice(&json.secret.0) {
            Some(secret) if json.format == FORMAT => Ok(Self { profile: json.profile.clone(), secret }),
            _ => Err(problem::damaged(path)),
        }
    }

    /// The profile's id: binds what is sealed to this folder.
    pub(super) fn profile(&self) -> &str {
        &self.profile
    }

    /// For what must open before the session's half is known.
    pub(super) fn key(&self) -> Key {
        derive(&self.secret, &Derivation::Profile { profile: &self.profile })
    }

    /// For what the end of the session must make worthless.
    pub(super) fn key_with(&self, half: &Key) -> Key {
        let mut both = Zeroizing::new([0; 64]);
        both[..32].copy_from_slice(self.secret.expose_secret_bytes());
        both[32..].copy_from_slice(half.expose_secret_bytes());
        derive(&Secret::take(&mut both), &Derivation::Profile { profile: &self.profile })
    }

    fn to_json(&self) -> Zeroizing<Vec<u8>> {
        let secret = Bytes(self.secret.expose_secret_bytes().to_vec());
        let json = DeviceJson { format: FORMAT, profile: self.profile.clone(), secret };
        Zeroizing::new(crate::protocol::canonical::write(&json))
    }
}
