use std::{
    collections::{BTreeMap, VecDeque},
    convert::Infallible,
    time::Duration,
};

use axum::{
    extract::State,
    http::header,
    response::{
        IntoResponse as _, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use serde::Serialize;
use tokio::time::Instant;
use utoipa::ToSchema;

use crate::{
    protocol::id::LockerId,
    server::{
        clock::Milliseconds,
        http::{
            App,
            problem::{Answer, Problem},
            session::Watching,
        },
        storage::{Lockers as _, News, Watcher},
    },
};

/// Proxies and telephone networks forget a connection that says nothing for a minute.
const COMMENT_EVERY: Duration = Duration::from_secs(50);
/// After so long a page begins a new stream: whatever went wrong with this one ends then.
const LONGEST: Duration = Duration::from_hours(6);
/// How long a page waits that has newer streams beside it.
const REPLACED_WAIT: Duration = Duration::from_mins(10);

/// The newest act of a locker.
#[derive(Debug, Serialize, ToSchema)]
pub struct LockerHead {
    #[schema(value_type = String)]
    locker: LockerId,
    seq: u64,
}

/// Wakes an open page: `head` with locker and seq, for each own locker at once and whenever it has new acts; `lent` with the same when
/// there is something new in what others let the account in to; `mailboxes` when something has come to one of the account's own; `ended` when the session is over; `replaced` when this session has opened newer ones in its place.
#[utoipa::path(
    get, path = "/events", operation_id = "events",
    responses(
        (status = 200, content_type = "text/event-stream", body = LockerHead), (status = 401, response = Problem),
        (status = 503, response = Problem),
    ),
)]
pub async fn get(State(app): State<App>, watching: Watching) -> Answer<Response> {
    // Waiting begins before the heads are read, so nothing falls in between.
    let watcher = app.storage.watchers().watch(watching.account, &watching.id, app.policy.event_streams);
    let watcher = watcher.map_err(|_| Problem::unavailable())?;
    let stream = Events {
        app,
        watching,
        watcher,
        session_ends: Milliseconds::MAX,
        stream_ends: Instant::now() + LONGEST,
        sent: BTreeMap::new(),
        waiting: VecDeque::new(),
        over: false,
    };
    let events = futures_util::stream::unfold(stream, Events::next);
    let comments = KeepAlive::new().interval(COMMENT_EVERY);
    let headers = [(header::CACHE_CONTROL.as_str(), "no-store"), ("x-accel-buffering", "no")];
    Ok((headers, Sse::new(events).keep_alive(comments)).into_response())
}

/// One stream: as large as its account has lockers, however long it lasts.
struct Events {
    app: App,
    watching: Watching,
    watcher: Watcher,
    session_ends: Milliseconds,
    stream_ends: Instant,
    /// The newest act that was sent, by locker.
    sent: BTreeMap<LockerId, u64>,
    waiting: VecDeque<Event>,
    over: bool,
}

impl Events {
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        loop {
            if let Some(event) = self.waiting.pop_front() {
                return Some((Ok(event), self));
            }
            if self.over {
                return None;
            }
            match tokio::time::timeout_at(self.stream_ends, self.watcher.next()).await.unwrap_or(News::Closed) {
                News::Heads(heads) if self.app.now() < self.session_ends => self.send("head", heads),
                News::Lent(heads) if self.app.now() < self.session_ends => self.send("lent", heads),
                News::Mailboxes if self.app.now() < self.session_ends => {
                    self.waiting.push_back(Event::default().event("mailboxes").data("{}"));
                }
                News::Heads(_) | News::Lent(_) | News::Mailboxes | News::Look => self.look().await,
                News::Replaced => self.end(Event::default().event("replaced").data("{}").retry(REPLACED_WAIT)),
                News::Closed => return None,
            }
        }
    }

    /// Asks the database whether the session lives and where its lockers are.
    async fn look(&mut self) {
        match self.app.storage.heads_of_session(self.watching.token, self.app.now()).await {
            Ok(Some((ends, heads))) => {
                self.session_ends = ends;
                self.send("head", heads);
            }
            Ok(None) => self.end(Event::default().event("ended").data("{}")),
            Err(error) => {
                // The page comes again, and is told then.
                tracing::warn!(%error, "events");
                self.over = true;
            }
        }
    }

    fn send(&mut self, event: &'static str, heads: Vec<(LockerId, u64)>) {
        for (locker, seq) in heads {
            if self.sent.get(&locker).is_some_and(|sent| *sent >= seq) {
                continue;
            }
            // An id and a number are always JSON.
            if let Ok(event) = Event::default().event(event).json_data(LockerHead { locker, seq }) {
                self.sent.insert(locker, seq);
                self.waiting.push_back(event);
            }
        }
    }

    fn end(&mut self, last: Event) {
        self.waiting.push_back(last);
        self.over = true;
    }
}
