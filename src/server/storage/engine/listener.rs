//! PostgreSQL's notifications: how an append in one process wakes the pages of another. They reach whoever listens at that moment, so
//! after each new beginning everybody looks.

use std::time::Duration;

use sqlx::{PgExecutor, PgPool, postgres::PgListener};

use crate::server::storage::{Change, Watchers};

/// The channel. Database names are channels' namespaces: others in the cluster don't hear us.
const CHANNEL: &str = "armoire";
/// How often the connection is tried: a dead one may say nothing for ever.
const BEAT: Duration = Duration::from_mins(1);
/// Silence after which it is given up.
const SILENCE: Duration = Duration::from_secs(150);
/// Waiting before another try, doubled each time.
const AGAIN: Duration = Duration::from_secs(1);
/// That, at most.
const AGAIN_MOST: Duration = Duration::from_secs(30);

/// Tells other processes, when the connection's transaction is committed.
///
/// # Errors
/// The engine's.
pub async fn notify(connection: impl PgExecutor<'_>, text: &str) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT pg_notify($1, $2)").bind(CHANNEL).bind(text).execute(connection).await.map(drop)
}

/// Hands on what is heard, until dropped.
pub async fn run(address: &str, pool: &PgPool, watchers: &Watchers) {
    let mut wait = AGAIN;
    loop {
        match begin(address).await {
            Ok(listener) => {
                wait = AGAIN;
                watchers.look_again();
                tokio::select! {
                    () = hear(listener, watchers) => {}
                    () = beat(pool) => {}
                }
                tracing::warn!("listening for changes ended; beginning again");
            }
            Err(error) => {
                tracing::warn!(%error, "listening for changes");
                tokio::time::sleep(wait).await;
                wait = (wait * 2).min(AGAIN_MOST);
            }
        }
    }
}

async fn begin(address: &str) -> Result<PgListener, sqlx::Error> {
    let mut listener = PgListener::connect(address).await?;
    // What comes between two connections is lost: each gets a look of its own.
    listener.eager_reconnect(false);
    listener.listen(CHANNEL).await?;
    Ok(listener)
}

/// Ends with the connection.
async fn hear(mut listener: PgListener, watchers: &Watchers) {
    while let Ok(Ok(Some(heard))) = tokio::time::timeout(SILENCE, listener.try_recv()).await {
        // A heartbeat is no change, and what a newer program tells isn't for us.
        if let Ok(change) = heard.payload().parse::<Change>() {
            watchers.tell(&change);
        }
    }
}

/// Never ends: when the database is away, silence does.
async fn beat(pool: &PgPool) {
    let mut ticks = tokio::time::interval(BEAT);
    loop {
        ticks.tick().await;
        let _ = notify(pool, "").await;
    }
}
