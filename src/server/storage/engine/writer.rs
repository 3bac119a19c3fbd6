//! The one writer of a SQLite file. Whoever waits while a transaction is being flushed shares the next one: a flush
//! costs milliseconds, a use case far less. Each use case runs in a savepoint, so that it fails alone, and is answered
//! only when the flush that holds it has succeeded.

use std::{future::Future, panic::AssertUnwindSafe, pin::Pin, sync::Arc};

use futures_util::FutureExt as _;
use sqlx::{Connection as _, SqliteConnection};
use tokio::sync::{mpsc, oneshot};

use super::{
    Running,
    transaction::{Commands, Connection, Transaction, run_sqlite},
};
use crate::server::storage::{Change, Observer, StorageError, Watchers};

/// Use cases that may wait; more callers wait for a place.
const QUEUE: usize = 256;
/// Use cases in one transaction.
const BATCH: usize = 64;

// Each is sent with the statement that follows it: a hand-over to SQLite's thread costs more than most statements. A text that fails
// is not run to its end, so nothing of a use case happens outside its savepoint.
const BEGIN: &str = "BEGIN IMMEDIATE";
const SAVEPOINT: &str = "SAVEPOINT use_case";
const RELEASE: &str = "RELEASE use_case";
const ROLLBACK_TO: &str = "ROLLBACK TO use_case";
const COMMIT: &str = "COMMIT";
const ROLLBACK: &str = "ROLLBACK";

/// For a use case that says it went well though a statement of it failed. Those that failed by themselves say why.
const PASSED_OVER: StorageError = StorageError::Corrupt("a failure that was passed over");

/// A handle on the writer's task.
#[derive(Clone)]
pub struct Writer {
    queue: mpsc::Sender<Order>,
}

enum Order {
    Run(Box<dyn Job>),
    Close(oneshot::Sender<()>),
}

impl Writer {
    /// Starts the task that owns `connection`. It ends with the last handle, or by [`Self::close`].
    pub fn start(connection: SqliteConnection, observer: Arc<dyn Observer>, watchers: Arc<Watchers>) -> Self {
        let (queue, orders) = mpsc::channel(QUEUE);
        tokio::spawn(serve(connection, orders, observer, watchers));
        Self { queue }
    }

    /// Queues `work` and waits until it is on disk.
    pub async fn write<T, E, W>(&self, work: W) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
        W: for<'t> FnOnce(&'t mut Transaction<'_>) -> Running<'t, T, E> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let order = Order::Run(Box::new(Work { work, answer }));
        self.queue.send(order).await.map_err(|_| away())?;
        answered.await.map_err(|_| away())?
    }

    /// Runs what is queued, then closes the file.
    pub async fn close(&self) {
        let (done, closed) = oneshot::channel();
        if self.queue.send(Order::Close(done)).await.is_ok() {
            let _ = closed.await;
        }
    }
}

fn away() -> StorageError {
    StorageError::Unavailable("the writer has ended".to_owned())
}

/// A use case whose types are forgotten.
trait Job: Send {
    /// Runs it, and tells whether it is to be kept.
    fn run<'t>(
        self: Box<Self>,
        transaction: &'t mut Transaction<'_>,
    ) -> Pin<Box<dyn Future<Output = Ended> + Send + 't>>;
}

/// How a job ended: whether its changes stay, and how its caller is told once that is certain.
struct Ended {
    keep: bool,
    changes: Vec<Change>,
    answer: Box<dyn FnOnce(Result<(), StorageError>) + Send>,
}

struct Work<T, E, W> {
    work: W,
    answer: oneshot::Sender<Result<T, E>>,
}

impl<T, E, W> Job for Work<T, E, W>
where
    T: Send + 'static,
    E: From<StorageError> + Send + 'static,
    W: for<'t> FnOnce(&'t mut Transaction<'_>) -> Running<'t, T, E> + Send + 'static,
{
    fn run<'t>(
        self: Box<Self>,
        transaction: &'t mut Transaction<'_>,
    ) -> Pin<Box<dyn Future<Output = Ended> + Send + 't>> {
        let Self { work, answer } = *self;
        let running = work(transaction);
        Box::pin(async move {
            let result = running.await;
            // A caller that went away doesn't mind; its work stands.
            Ended {
                keep: result.is_ok(),
                changes: Vec::new(),
                answer: Box::new(move |committed| {
                    // What failed by itself says why; what succeeded stands only if it is on disk.
                    let _ = answer.send(result.and_then(|value| committed.map(|()| value).map_err(E::from)));
                }),
            }
        })
    }
}

async fn serve(
    mut connection: SqliteConnection,
    mut orders: mpsc::Receiver<Order>,
    observer: Arc<dyn Observer>,
    watchers: Arc<Watchers>,
) {
    let mut waiting = Vec::with_capacity(BATCH);
    while orders.recv_many(&mut waiting, BATCH).await > 0 {
        let mut jobs = Vec::with_capacity(waiting.len());
        let mut closing = None;
        for order in waiting.drain(..) {
            match order {
                Order::Run(job) => jobs.push(job),
                Order::Close(done) => closing = Some(done),
            }
        }
        if !jobs.is_empty() {
            batch(&mut connection, jobs, observer.as_ref(), &watchers).await;
        }
        if let Some(done) = closing {
            let _ = connection.close().await;
            let _ = done.send(());
            return;
        }
    }
    let _ = connection.close().await;
}

async fn batch(
    connection: &mut SqliteConnection,
    jobs: Vec<Box<dyn Job>>,
    observer: &dyn Observer,
    watchers: &Watchers,
) {
    let alone = jobs.len() == 1;
    let mut commands = vec![BEGIN];
    let mut ended = Vec::with_capacity(jobs.len());
    for job in jobs {
        if !alone {
            commands.push(SAVEPOINT);
        }
        let one = run(connection, &mut commands, job, observer).await;
        if !alone {
            if commands.last() == Some(&SAVEPOINT) {
                // It asked for nothing.
                commands.pop();
            } else if one.keep {
                commands.push(RELEASE);
            } else {
                commands.extend([ROLLBACK_TO, RELEASE]);
            }
        }
        ended.push(one);
    }
    let kept = ended.iter().filter(|one| one.keep).count();
    let finished = if commands.first() == Some(&BEGIN) {
        // Nobody asked for anything.
        Ok(())
    } else if kept > 0 {
        commands.push(COMMIT);
        let committed = send(connection, &mut commands).await;
        if committed.is_ok() {
            observer.committed(kept);
        }
        committed.map_err(StorageError::from)
    } else {
        Err(PASSED_OVER)
    };
    if finished.is_err() {
        // SQLite ends a transaction by itself on some errors; then this says so, and that's fine.
        let _ = send(connection, &mut vec![ROLLBACK]).await;
    }
    for one in ended {
        match &finished {
            Ok(()) if one.keep => {
                one.changes.iter().for_each(|change| watchers.tell(change));
                (one.answer)(Ok(()));
            }
            Ok(()) => (one.answer)(Err(PASSED_OVER)),
            Err(error) => (one.answer)(Err(again(error))),
        }
    }
}

/// Runs a job. A fault in it must not end the writer: its caller gets no answer, its changes are rolled back.
async fn run(
    connection: &mut SqliteConnection,
    commands: &mut Commands,
    job: Box<dyn Job>,
    observer: &dyn Observer,
) -> Ended {
    let mut transaction = Transaction::new(Connection::Sqlite(connection, commands), observer);
    let ended = AssertUnwindSafe(job.run(&mut transaction)).catch_unwind().await;
    let ended = ended.unwrap_or_else(|_| Ended { keep: false, changes: Vec::new(), answer: Box::new(drop) });
    match transaction.changes() {
        Some(changes) => Ended { changes, ..ended },
        None => Ended { keep: false, ..ended },
    }
}

/// Sends what is still to be sent.
async fn send(connection: &mut SqliteConnection, commands: &mut Commands) -> Result<(), sqlx::Error> {
    run_sqlite(connection, commands, Vec::new()).await.map(drop)
}

/// The same failure, for each of those whom it concerns.
fn again(error: &StorageError) -> StorageError {
    match error {
        StorageError::DiskFull => StorageError::DiskFull,
        other => StorageError::Unavailable(other.to_string()),
    }
}
