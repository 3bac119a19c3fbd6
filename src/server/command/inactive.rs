use std::sync::Arc;

use serde::Serialize;
use time::{OffsetDateTime, format_description::well_known::Iso8601};

use super::{Options, Outcome, block_on};
use crate::server::{
    clock::{Clock as _, Milliseconds, SystemClock},
    config::Inactivity,
    storage::{Activity as _, Inactive, Nobody, Storage, StorageError},
};

/// What the list is for.
pub const HELP: &str = "\
Only when inactive_days is set: an account that nobody has used for so many days is to be deleted inactive_notice_days later, and
lives on with the first sign-in or use of a session. The server knows no names, so it can tell nobody by itself: whoever
gave out the handles can.";

/// Rows at once.
const BATCH: u64 = 500;

#[derive(Serialize)]
struct Line {
    account: String,
    /// Its handle, if it has words.
    handle: Option<String>,
    /// `YYYY-MM-DD`
    last_used: String,
    /// `YYYY-MM-DD`
    deleted: String,
    /// Whether the deletion is entered; else the server does so within the hour.
    entered: bool,
}

/// `inactive`
pub fn run(json: bool, options: Options) -> Outcome {
    let config = options.load()?;
    let inactivity = config.inactivity();
    let lines = block_on(async {
        let storage = Storage::open(&config.location(), Arc::new(Nobody)).await?;
        let lines = match inactivity {
            Some(inactivity) => list(&storage, inactivity, SystemClock.now()).await?,
            None => Vec::new(),
        };
        storage.close().await;
        Ok::<_, StorageError>(lines)
    })??;
    if json {
        println!("{}", serde_json::to_string_pretty(&lines)?);
        return Ok(());
    }
    if inactivity.is_none() {
        println!("inactive_days is 0: accounts stay, used or not.");
    }
    for Line { account, handle, last_used, deleted, .. } in lines {
        println!("{}  last used {last_used}, deleted {deleted}", handle.unwrap_or(account));
    }
    Ok(())
}

async fn list(storage: &Storage, inactivity: Inactivity, now: Milliseconds) -> Result<Vec<Line>, StorageError> {
    let (mut lines, mut after) = (Vec::new(), None::<Inactive>);
    loop {
        let found = storage.inactive(now - inactivity.after, after, BATCH).await?;
        for one in &found {
            lines.push(Line {
                account: one.account.to_string(),
                handle: storage.handle(one.account).await?,
                last_used: date(one.day),
                deleted: date(one.due.unwrap_or(now + inactivity.notice)),
                entered: one.due.is_some(),
            });
        }
        after = found.last().copied();
        if after.is_none() {
            return Ok(lines);
        }
    }
}

fn date(time: Milliseconds) -> String {
    let date = OffsetDateTime::from_unix_timestamp(time / 1000).unwrap_or(OffsetDateTime::UNIX_EPOCH).date();
    date.format(&Iso8601::DATE).unwrap_or_default()
}
