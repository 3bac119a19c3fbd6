//! What this device keeps to open its locker with a PIN: outlives sessions, and opens nothing without PIN and server.

use serde::{Deserialize, Serialize};
use url::Url;
use zeroize::{Zeroize, Zeroizing};

use crate::{
    client::{account::DeviceSecret, hazmat::Key, vault::Enrolment},
    protocol::{
        bytes::Bytes,
        canonical,
        id::{AccountId, SlotId},
    },
};

pub(super) const LIMIT: usize = 16 * 1024;

#[derive(Serialize, Deserialize)]
struct EnrolmentJson {
    account: AccountId,
    server: Url,
    handle: String,
    slot: SlotId,
    secret: Bytes,
}

impl Drop for EnrolmentJson {
    fn drop(&mut self) {
        self.secret.0.zeroize();
    }
}

pub(super) fn parse(json: &[u8]) -> Option<Enrolment> {
    let json: EnrolmentJson = serde_json::from_slice(json).ok()?;
    let device = DeviceSecret::from_secret(Key::from_slice(&json.secret.0)?);
    Some(Enrolment {
        account: json.account,
        server: json.server.clone(),
        handle: json.handle.clone(),
        slot: json.slot,
        device,
    })
}

pub(super) fn write(enrolment: &Enrolment) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(canonical::write(&EnrolmentJson {
        account: enrolment.account,
        server: enrolment.server.clone(),
        handle: enrolment.handle.clone(),
        slot: enrolment.slot,
        secret: enrolment.device.expose_secret().expose_secret_bytes().to_vec().into(),
    }))
}
