//! Codes beside words (RFC 6238): six digits of an app, new every 30 seconds, each taken once.

use totp_rs::{Builder, Totp};

use super::{
    App,
    problem::{Answer, Problem},
    tries,
};
use crate::{
    protocol::id::AccountId,
    server::storage::{NONCE, SecondStep, Tries as _},
};

/// What a code was, compared with a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RightCode {
    /// What the secret comes from.
    pub nonce: [u8; NONCE],
    /// Which 30 seconds it is of.
    pub step: u64,
}

/// The generator of an account's codes. `handle` is shown by the app.
///
/// # Errors
/// `internal`: never, for a secret of 20 bytes.
pub fn totp(app: &App, nonce: &[u8; NONCE], handle: &str) -> Answer<Totp> {
    let totp = Builder::new().with_secret(app.pins.second_step(nonce)).with_issuer(Some("Armoire"));
    totp.with_account_name(handle).build().map_err(|_| Problem::internal())
}

/// Compares a code with an account's secret, after the try was counted; `take` says whether it may be taken, and is asked once.
/// Nothing when it is wrong or was taken before.
///
/// # Errors
/// `too_many_tries`: only whoever knows the words, or has a session, comes so far.
pub async fn check<T: Future<Output = Answer<bool>>>(
    app: &App,
    account: AccountId,
    second_step: &SecondStep,
    code: &str,
    take: impl FnOnce(RightCode) -> T,
) -> Answer<bool> {
    let subject = tries::count_second_step(app, account).await?;
    let Some(nonce) = second_step.nonce else { return Ok(false) };
    let seconds = u64::try_from(app.now() / 1000).unwrap_or(0);
    if code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(false);
    }
    let Some(step) = totp(app, &nonce, "")?.check(code, seconds) else { return Ok(false) };
    let taken = take(RightCode { nonce, step }).await?;
    if taken {
        app.storage.give_tries_back(vec![subject]).await?;
    }
    Ok(taken)
}
