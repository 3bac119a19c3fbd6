//! What an inviter says to whoever opens their invitation.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Introduction, Vouch};
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    vouch: Option<Value>,
}

/// Seals name, organisation and locker of `inviter`, and what an organisation says of them, under their invitation's secret: at most 4 KiB.
///
/// # Errors
/// Those of [`Introduction::check`].
pub fn seal(secret: &Key, inviter: AccountId, who: &Introduction, vouch: Option<&Vouch>) -> Result<Vec<u8>, Refusal> {
    who.check()?;
    let (name, organisation, vouch) = (who.name.clone(), who.organisation.clone(), vouch.map(|vouch| json!(vouch)));
    let json = GreetingJson { name, organisation, locker: who.locker, vouch };
    let json = sealed_json::write(&json, BLOCK, MOST)?;
    Ok(envelope::seal(secret, &Context::Greeting { inviter }, &json))
}

/// Inverse of [`seal`]. Whether the organisation has said so isn't known before [`Vouch::check`].
///
/// # Errors
/// `too_large`, those of [`envelope::open`], [`Introduction::check`] and [`Vouch::check_texts`]; `malformed` for what is no greeting,
/// `not_canonical` for what is no vouch.
pub fn open(secret: &Key, inviter: AccountId, sealed: &[u8]) -> Result<(Introduction, Option<Vouch>), Refusal> {
    if sealed.len() > SEALED {
        return Err(Refusal::TooLarge);
    }
    let json = envelope::open(secret, &Context::Greeting { inviter }, sealed)?;
    let GreetingJson { name, organisation, locker, vouch } = sealed_json::read(&json, MOST)?;
    let who = Introduction { name, organisation, locker, ..Introduction::default() };
    who.check()?;
    if vouch.as_ref().is_some_and(|vouch| !vouch.is_object()) {
        return Err(Refusal::Malformed);
    }
    let vouch: Option<Vouch> = vouch.map(serde_json::from_value).transpose().map_err(|_| Refusal::NotCanonical)?;
    vouch.as_ref().map_or(Ok(()), Vouch::check_texts)?;
    Ok((who, vouch))
}
