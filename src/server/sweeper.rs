//! What is deleted by time: accounts whose holders asked for it or that nobody uses, objects that nothing names, deposits that nobody answered, sessions, codes, tries and invitations that are over.

use std::time::Duration;

use super::{
    clock::{DAY, HOUR, Milliseconds},
    config::Inactivity,
    http::App,
    objects::{ObjectError, Place},
    pins::{Device, Found, TRIES},
    storage::{
        Activity as _, Codes as _, Deletions as _, Deposits as _, Lent as _, Mailboxes as _, Objects as _,
        Sessions as _, Slots as _, StorageError, Tries as _,
    },
    transfers,
};
use crate::protocol::limits;

/// How often.
const EVERY: Duration = Duration::from_hours(1);
/// Every so many sweeps the store is compared with the database, which reads all names.
const STRAYS_EVERY: u64 = 24;
/// Rows or names at once.
pub(super) const BATCH: usize = 500;
/// Accounts at once.
const ACCOUNTS: u64 = 100;

/// How long a reply waits for its inviter after the invitation is over.
const ANSWERED: Milliseconds = 30 * DAY;

/// How long a holder sees what others were served.
const READS: Milliseconds = 365 * DAY;

/// How long a deposit of somebody without a grant waits for an answer. A day more here: until then its holder's own client has left it
/// out, even by a clock that is slow.
const DEPOSITS: Milliseconds = limits::DEPOSIT_TIME.cast_signed();

/// Why a sweep stopped. The next one goes on where it stopped.
#[derive(Debug, thiserror::Error)]
pub enum SweepError {
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The object store.
    #[error(transparent)]
    Objects(#[from] ObjectError),
}

/// Sweeps at once, then every hour, until dropped.
pub async fn run(app: App) {
    let mut ticks = tokio::time::interval(EVERY);
    for count in 0_u64.. {
        ticks.tick().await;
        let swept = sweep(&app).await;
        let swept = if count % STRAYS_EVERY == 0 {
            swept.and(sweep_strays(&app).await).and(sweep_pins(&app).await)
        } else {
            swept
        };
        match swept {
            Ok(()) => app.metrics.sweeps.inc(),
            Err(error) => tracing::warn!(%error, "sweep"),
        }
    }
}

/// One sweep.
///
/// # Errors
/// See [`SweepError`].
pub async fn sweep(app: &App) -> Result<(), SweepError> {
    let now = app.now();
    app.storage.forget_sessions(now).await?;
    app.storage.forget_codes(now).await?;
    app.storage.forget_tries(now - DAY).await?;
    app.storage.forget_mailboxes(now, now - ANSWERED).await?;
    app.storage.forget_reads(now - READS).await?;
    enter_inactive(app).await?;
    delete_accounts(app).await?;
    while app.storage.condemn_unnamed(now - app.policy.unnamed, BATCH as u64, now).await? > 0 {}
    transfers::sweep(app, now).await?;
    let before = now - DEPOSITS - DAY;
    while app.storage.end_overdue_deposits(before, BATCH as u64, now).await? > 0 {}
    delete_condemned(app).await
}

/// Enters the deletion of accounts that nobody uses. Any use takes it back.
async fn enter_inactive(app: &App) -> Result<(), SweepError> {
    let Some(Inactivity { after, notice }) = app.policy.inactivity else { return Ok(()) };
    let now = app.now();
    while app.storage.enter_inactive(now - after, now + notice, BATCH as u64).await? > 0 {}
    Ok(())
}

/// Deletes the accounts whose time has come; their objects are condemned.
async fn delete_accounts(app: &App) -> Result<(), SweepError> {
    let now = app.now();
    loop {
        let due = app.storage.due_deletions(now, ACCOUNTS).await?;
        if due.is_empty() {
            return Ok(());
        }
        for account in due {
            app.storage.delete_account(account, now).await?;
            app.pins.end_all(account).await?;
        }
    }
}

/// Deletes from the store what no act names any more. A crash in between leaves the names, and this goes on.
///
/// # Errors
/// See [`SweepError`].
pub async fn delete_condemned(app: &App) -> Result<(), SweepError> {
    loop {
        let names = app.storage.condemned(BATCH as u64).await?;
        if names.is_empty() {
            return Ok(());
        }
        for name in &names {
            if let Ok(place) = name.parse::<Place>() {
                app.objects.delete(&place).await?;
            }
        }
        app.storage.forget_condemned(names).await?;
    }
}

/// Deletes objects that were durable when the process ended, before the database knew them. Young ones may be on their way.
///
/// # Errors
/// See [`SweepError`].
pub async fn sweep_strays(app: &App) -> Result<(), SweepError> {
    let age = Duration::from_millis(u64::try_from(app.policy.unnamed).unwrap_or(0));
    let mut after = None;
    loop {
        let places = app.objects.list(after.as_ref(), age, BATCH).await?;
        for place in &places {
            if !app.storage.is_kept(&place.to_string()).await? {
                app.objects.delete(place).await?;
            }
        }
        after = places.into_iter().next_back();
        if after.is_none() {
            return Ok(());
        }
    }
}

/// Ends PINs without a slot, slots without a PIN and PINs without a try: a crash between the two stores leaves each. What is young may be on its way.
///
/// # Errors
/// See [`SweepError`].
pub async fn sweep_pins(app: &App) -> Result<(), SweepError> {
    let mut after = None;
    loop {
        let found = app.pins.after(after, BATCH as u64).await?;
        for &Found { device, wrong, created } in &found {
            if wrong >= TRIES {
                // The last try of five is under way or was killed: either way it is over.
                app.storage.end_device(device.account, device.slot, true).await?;
                app.pins.end(vec![device]).await?;
            } else if created <= app.now() - HOUR && !app.storage.has_slot(device.account, device.slot).await? {
                app.pins.end(vec![device]).await?;
            }
        }
        after = found.last().map(|one| one.device);
        if after.is_none() {
            break;
        }
    }
    let mut after = None;
    loop {
        // A PIN is kept before its slot: one that isn't there for a slot that is has gone.
        let devices = app.storage.devices(after, BATCH as u64).await?;
        for &(account, slot) in &devices {
            if !app.pins.has(Device { account, slot }).await? {
                app.storage.end_device(account, slot, false).await?;
            }
        }
        after = devices.last().copied();
        if after.is_none() {
            return Ok(());
        }
    }
}
