//! Names that a holder gives to devices, passkeys and sessions: the server keeps them and can't read them.

use crate::{
    client::{
        envelope::{self, Context},
        hazmat::Key,
    },
    protocol::{Refusal, id::AccountId, limits, padding},
};

/// Seals the name of the slot or session `id`: always as long, whatever the name.
///
/// # Errors
/// `malformed` for an empty name or one with a control character; `too_large` over 128 bytes.
pub fn seal_name(account_key: &Key, account: AccountId, id: &str, name: &str) -> Result<Vec<u8>, Refusal> {
    let name = name.trim();
    if name.is_empty() || name.chars().any(char::is_control) {
        return Err(Refusal::Malformed);
    }
    if name.len() > limits::DEVICE_NAME {
        return Err(Refusal::TooLarge);
    }
    let padded = padding::with_spaces(name.as_bytes().to_vec(), limits::DEVICE_NAME);
    Ok(envelope::seal(account_key, &Context::Name { account, id }, &padded))
}

/// Inverse of [`seal_name`].
///
/// # Errors
/// Those of [`envelope::open`]; `length` for what isn't 128 bytes, `malformed` for what is no name.
pub fn open_name(account_key: &Key, account: AccountId, id: &str, sealed: &[u8]) -> Result<String, Refusal> {
    let padded = envelope::open(account_key, &Context::Name { account, id }, sealed)?;
    if padded.len() != limits::DEVICE_NAME {
        return Err(Refusal::Length);
    }
    let name = std::str::from_utf8(padding::without_spaces(&padded)).map_err(|_| Refusal::Malformed)?;
    let good = !name.is_empty() && !name.chars().any(char::is_control);
    if good { Ok(name.to_owned()) } else { Err(Refusal::Malformed) }
}
