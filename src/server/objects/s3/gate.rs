//! Nobody waits for a store that is away: so many requests at once, and none at all for a moment after several failed.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use tokio::sync::Semaphore;

use super::fault::{Fault, Kind};

/// Requests under way at once.
const AT_ONCE: usize = 64;
/// How long a request may wait for its turn.
const TURN: Duration = Duration::from_secs(5);
/// Failures in a row after which the store counts as away.
const FAILURES: u32 = 3;
/// How often one that is away is asked again.
const PAUSE: Duration = Duration::from_secs(2);

/// What every request to the store passes.
#[derive(Debug)]
pub struct Gate {
    turns: Semaphore,
    circuit: Mutex<Circuit>,
}

impl Gate {
    pub fn new() -> Self {
        Self { turns: Semaphore::new(AT_ONCE), circuit: Mutex::new(Circuit::default()) }
    }

    /// Makes a request when its turn comes, unless the store is away.
    pub async fn pass<T>(&self, request: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
        if !self.with(|circuit| circuit.admits(Instant::now())) {
            return Err(Kind::Away.into());
        }
        let Ok(Ok(_turn)) = tokio::time::timeout(TURN, self.turns.acquire()).await else {
            return Err(Kind::Away.into());
        };
        let outcome = request.await;
        let away = outcome.as_ref().is_err_and(Fault::is_away);
        self.with(|circuit| if away { circuit.failed(Instant::now()) } else { circuit.answered() });
        outcome
    }

    fn with<T>(&self, work: impl FnOnce(&mut Circuit) -> T) -> T {
        work(&mut self.circuit.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Whether the store answers, as far as we know.
#[derive(Debug, Default)]
struct Circuit {
    failures: u32,
    ask_again: Option<Instant>,
}

impl Circuit {
    /// Whether to ask at `now`. One that is away is asked once a pause.
    fn admits(&mut self, now: Instant) -> bool {
        match self.ask_again {
            Some(then) if now < then => false,
            Some(_) => {
                self.ask_again = Some(now + PAUSE);
                true
            }
            None => true,
        }
    }

    fn answered(&mut self) {
        if self.ask_again.is_some() {
            tracing::info!("the object store answers again");
        }
        *self = Self::default();
    }

    fn failed(&mut self, now: Instant) {
        self.failures = self.failures.saturating_add(1);
        if self.failures >= FAILURES {
            if self.ask_again.is_none() {
                tracing::warn!("the object store is away");
            }
            self.ask_again = Some(now + PAUSE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_that_is_away_is_asked_once_a_pause_until_it_answers() {
        let (mut circuit, now) = (Circuit::default(), Instant::now());
        for _ in 0..FAILURES {
            assert!(circuit.admits(now));
            circuit.failed(now);
        }
        assert!(!circuit.admits(now + PAUSE / 2));
        assert!(circuit.admits(now + PAUSE), "one asks");
        assert!(!circuit.admits(now + PAUSE), "the others don't wait for it");
        circuit.failed(now + PAUSE);
        assert!(circuit.admits(now + PAUSE * 2));
        circuit.answered();
        assert!(circuit.admits(now + PAUSE * 2));
        assert!(circuit.admits(now + PAUSE * 2));
    }

    #[test]
    fn an_answer_in_between_starts_the_count_again() {
        let (mut circuit, now) = (Circuit::default(), Instant::now());
        for _ in 0..10 {
            circuit.failed(now);
            circuit.answered();
            assert!(circuit.admits(now));
        }
    }
}
