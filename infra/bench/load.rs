//! Closed-loop load: each client sends its next request when it has the answer to the last.

use std::error::Error;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::process::Process;

pub type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// What a load saw.
pub struct Load {
    /// How long each operation took, ascending.
    pub times: Vec<Duration>,
    /// The whole load, from the first request to the last answer.
    pub elapsed: Duration,
    /// Processor time that the server spent meanwhile.
    pub server: Duration,
}

impl Load {
    pub fn median(&self) -> Duration {
        self.quantile(50)
    }

    /// The time within which so many of a hundred operations ended.
    pub fn quantile(&self, percent: usize) -> Duration {
        self.times
            .get((self.times.len() * percent / 100).min(self.times.len().saturating_sub(1)))
            .copied()
            .unwrap_or_default()
    }

    #[allow(clippy::cast_precision_loss)]
    pub fn per_second(&self) -> f64 {
        self.times.len() as f64 / self.elapsed.as_secs_f64()
    }

    /// Milliseconds of the server's processor for each operation.
    #[allow(clippy::cast_precision_loss)]
    pub fn processor(&self) -> f64 {
        self.server.as_secs_f64() * 1000.0 / self.times.len().max(1) as f64
    }
}

/// Lets all `clients` repeat `step` for so long, each on its own thread. A step answers false when its client has
/// nothing left to do.
pub fn repeat<C: Send>(
    server: &Process,
    clients: &mut [C],
    long: Duration,
    step: impl Fn(&mut C) -> Outcome<bool> + Sync,
) -> Outcome<Load> {
    let before = server.processor_time()?;
    let started = Instant::now();
    let over = AtomicBool::new(false);
    let run = |client: &mut C| -> Outcome<Vec<Duration>> {
        let mut times = Vec::new();
        while !over.load(Ordering::Relaxed) && started.elapsed() < long {
            let began = Instant::now();
            let more = step(client).inspect_err(|_| over.store(true, Ordering::Relaxed))?;
            if !more {
                break;
            }
            times.push(began.elapsed());
        }
        Ok(times)
    };
    let runs: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = clients.iter_mut().map(|client| scope.spawn(|| run(client))).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|_| Err("a client's thread panicked".into())))
            .collect()
    });
    let elapsed = started.elapsed();
    let mut times = runs.into_iter().collect::<Outcome<Vec<_>>>()?.concat();
    times.sort_unstable();
    Ok(Load { times, elapsed, server: server.processor_time()?.saturating_sub(before) })
}
