//! The one writer of a SQLite file. Whoever waits while a transaction is being flushed shares the next one: a flush
//! costs milliseconds, a use case far less. Each use case runs in a savepoint, so that it fails alone, and is answered
//! only when the flush that holds it has succeeded.

use std::{future::Future, panic::AssertUnwindSafe, pin::Pin, sync::Arc};

use futures_util::FutureExt as _;
use sqlx::{Connection as _, SqliteConnection};
use tokio::sync::{mpsc, oneshot};

use super::{
    Running,
    transaction::{Connection, Transaction},
};
use crate::server::storage::{Change, Observer, StorageError, Watchers};

/// Use cases that may wait; more callers wait for a place.
const QUEUE: usize = 256;
/// Use cases in one transaction.
const BATCH: usize = 64;

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

    /// Answers without having run.
    fn refuse(self: Box<Self>, error: StorageError);
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

    fn refuse(self: Box<Self>, error: StorageError) {
        let _ = self.answer.send(Err(error.into()));
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
    if let Err(error) = command(connection, "BEGIN IMMEDIATE").await {
        let error = StorageError::from(error);
        for job in jobs {
            job.refuse(again(&error));
        }
        return;
    }
    let alone = jobs.len() == 1;
    let mut ended = Vec::with_capacity(jobs.len());
    let mut failure = None;
    for job in jobs {
        let (one, failed) = if alone {
            (run(connection, job, observer).await, None)
        } else {
            in_savepoint(connection, job, observer).await
        };
        ended.push(one);
        failure = failure.or(failed);
    }
    if failure.is_none() && ended.iter().any(|one| one.keep) {
        failure = command(connection, "COMMIT").await.err();
        if failure.is_none() {
            observer.committed(ended.iter().filter(|one| one.keep).count());
            for one in ended {
                if one.keep {
                    one.changes.iter().for_each(|change| watchers.tell(change));
                }
                (one.answer)(Ok(()));
            }
            return;
        }
    }
    // SQLite ends a transaction by itself on some errors; then this says so, and that's fine.
    let _ = command(connection, "ROLLBACK").await;
    let error = failure.map_or(StorageError::Corrupt("no failure"), StorageError::from);
    for one in ended {
        (one.answer)(Err(again(&error)));
    }
}

/// Runs a job so that it fails alone. An error beside its end is of the whole batch.
async fn in_savepoint(
    connection: &mut SqliteConnection,
    job: Box<dyn Job>,
    observer: &dyn Observer,
) -> (Ended, Option<sqlx::Error>) {
    let begun = command(connection, "SAVEPOINT use_case").await;
    let ended = run(connection, job, observer).await;
    let end = if ended.keep { "RELEASE use_case" } else { "ROLLBACK TO use_case" };
    let finished = command(connection, end).await;
    (ended, begun.and(finished).err())
}

/// Runs a job. A fault in it must not end the writer: its caller gets no answer, its changes are rolled back.
async fn run(connection: &mut SqliteConnection, job: Box<dyn Job>, observer: &dyn Observer) -> Ended {
    let mut transaction = Transaction::new(Connection::Sqlite(connection), observer);
    let ended = AssertUnwindSafe(job.run(&mut transaction)).catch_unwind().await;
    let ended = ended.unwrap_or_else(|_| Ended { keep: false, changes: Vec::new(), answer: Box::new(drop) });
    Ended { changes: transaction.changes(), ..ended }
}

async fn command(connection: &mut SqliteConnection, sql: &'static str) -> Result<(), sqlx::Error> {
    sqlx::query(sql).execute(connection).await.map(drop)
}

/// The same failure, for each of those whom it concerns.
fn again(error: &StorageError) -> StorageError {
    match error {
        StorageError::DiskFull => StorageError::DiskFull,
        other => StorageError::Unavailable(other.to_string()),
    }
}
