//! Rate limits: what is counted, and under which name.

use super::{App, address::Address, problem::Problem};
use crate::{
    protocol::{bytes::Hash, id::AccountId},
    server::storage::{Tries as _, Window},
};

/// Wrong codes of an account's second step.
const SECOND_STEPS: Window = Window { most: 5, milliseconds: 15 * 60 * 1000 };

/// Invitations that are looked up or answered from one address: a shelter shares one.
const INVITATIONS: Window = Window { most: 300, milliseconds: 15 * 60 * 1000 };

/// Questions of one account where lockers end: each deposit needs one, and one more when another act came between.
const TAILS: Window = Window { most: 600, milliseconds: 15 * 60 * 1000 };

/// The name under which tries of one slot are counted.
pub fn of_slot(kind: &str, find: &str) -> Hash {
    subject(&["slot", kind, find])
}

/// The name under which an address's tries to sign in are counted.
pub fn of_address(address: &Address) -> Hash {
    subject(&["sign-in", address.as_str()])
}

/// Counts a code of an account's second step; gives the name to give a right one back.
///
/// # Errors
/// `too_many_tries`.
pub async fn count_second_step(app: &App, account: AccountId) -> Result<Hash, Problem> {
    let subject = subject(&["second step", &account.to_string()]);
    count(app, subject, SECOND_STEPS).await?;
    Ok(subject)
}

/// Counts a sign-up from an address.
///
/// # Errors
/// `too_many_tries`.
pub async fn count_sign_up(app: &App, address: &Address) -> Result<(), Problem> {
    count(app, subject(&["sign-up", address.as_str()]), app.policy.limits.sign_ups_per_address).await
}

/// Counts somebody who looks an invitation up or answers it.
///
/// # Errors
/// `too_many_tries`.
pub async fn count_invitation(app: &App, address: &Address) -> Result<(), Problem> {
    count(app, subject(&["invitation", address.as_str()]), INVITATIONS).await
}

/// Counts somebody who asks where a locker ends.
///
/// # Errors
/// `too_many_tries`.
pub async fn count_tail(app: &App, account: AccountId) -> Result<(), Problem> {
    count(app, subject(&["tail", &account.to_string()]), TAILS).await
}

async fn count(app: &App, subject: Hash, window: Window) -> Result<(), Problem> {
    let now = app.now();
    let tally = app.storage.count_try(subject, window, now).await?;
    window.wait(tally, now).map_or(Ok(()), |wait| Err(Problem::too_many_tries(wait)))
}

fn subject(parts: &[&str]) -> Hash {
    Hash::of(parts.join("\n").as_bytes())
}
