//! What an inviter says to whoever opens their invitation.

use serde::{Deserialize, Serialize};

use super::Introduction;
use crate::{
    client::{
        envelope::{self, Context},
        hazmat::Key,
        sealed_json,
    },
    protocol::{
        Refusal,
        id::{AccountId, LockerId},
    },
};

/// Padded to multiples of this, so that the length of a name doesn't show.
const BLOCK: usize = 512;
/// Most bytes, opened.
const MOST: usize = 7 * BLOCK;
/// Most bytes, sealed.
const SEALED: usize = 4 * 1024;

#[derive(Serialize, Deserialize)]
struct GreetingJson {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    organisation: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    locker: Option<LockerId>,
}

/// Seals name, organisation and locker of `inviter` under their invitation's secret: at most 4 KiB.
///
/// # Errors
/// Those of [`Introduction::check`].
pub fn seal(secret: &Key, inviter: AccountId, who: &Introduction) -> Result<Vec<u8>, Refusal> {
    who.check()?;
    let json = GreetingJson { name: who.name.clone(), organisation: who.organisation.clone(), locker: who.locker };
    let json = sealed_json::write(&json, BLOCK, MOST)?;
    Ok(envelope::seal(secret, &Context::Greeting { inviter }, &json))
}

/// Inverse of [`seal`].
///
/// # Errors
/// `too_large`, those of [`envelope::open`] and [`Introduction::check`]; `malformed` for what is no greeting.
pub fn open(secret: &Key, inviter: AccountId, sealed: &[u8]) -> Result<Introduction, Refusal> {
    if sealed.len() > SEALED {
        return Err(Refusal::TooLarge);
    }
    let json = envelope::open(secret, &Context::Greeting { inviter }, sealed)?;
    let GreetingJson { name, organisation, locker } = sealed_json::read(&json, MOST)?;
    let who = Introduction { name, organisation, locker, ..Introduction::default() };
    who.check()?;
    Ok(who)
}
