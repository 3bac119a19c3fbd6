//! One request at a time writes an upload.
//!
//! A connection that died unnoticed keeps its turn until its patience ends. Who asks how far an upload is, or ends it, doesn't wait for
//! that: it stops the one who writes, which keeps what has arrived.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::{Mutex as Lock, OwnedMutexGuard};
use tokio_util::sync::CancellationToken;

use super::UploadId;

/// Who writes which upload. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Turns(Arc<Mutex<HashMap<UploadId, Entry>>>);

#[derive(Debug, Default)]
struct Entry {
    lock: Arc<Lock<()>>,
    stop: CancellationToken,
}

/// The right to write an upload, until dropped.
#[derive(Debug)]
pub struct Turn {
    id: UploadId,
    turns: Turns,
    held: Option<OwnedMutexGuard<()>>,
    stop: CancellationToken,
}

impl Turns {
    /// The turn, unless somebody has it.
    #[must_use]
    pub fn take(&self, id: &UploadId) -> Option<Turn> {
        let lock = Arc::clone(&self.entries().entry(id.clone()).or_default().lock);
        let held = lock.try_lock_owned().ok()?;
        Some(self.begin(id, held))
    }

    /// The turn, after having stopped whoever has it.
    pub async fn take_over(&self, id: &UploadId) -> Turn {
        let lock = {
            let mut entries = self.entries();
            let entry = entries.entry(id.clone()).or_default();
            entry.stop.cancel();
            Arc::clone(&entry.lock)
        };
        let held = lock.lock_owned().await;
        self.begin(id, held)
    }

    fn begin(&self, id: &UploadId, held: OwnedMutexGuard<()>) -> Turn {
        let stop = CancellationToken::new();
        self.entries().entry(id.clone()).or_default().stop = stop.clone();
        Turn { id: id.clone(), turns: self.clone(), held: Some(held), stop }
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<UploadId, Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn {
    /// Ends when someone else wants the turn.
    pub async fn stopped(&self) {
        self.stop.cancelled().await;
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut entries = self.turns.entries();
        self.held = None;
        // Whoever waits holds the lock too, and took it while the entries were locked.
        if entries.get(&self.id).is_some_and(|entry| Arc::strong_count(&entry.lock) == 1) {
            entries.remove(&self.id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_has_it_and_who_takes_over_waits_until_that_one_stops() {
        let (turns, id) = (Turns::default(), UploadId::random());
        let first = turns.take(&id).expect("free");
        assert!(turns.take(&id).is_none());
        let writing = tokio::spawn(async move {
            first.stopped().await;
            drop(first);
        });
        let second = turns.take_over(&id).await;
        writing.await.expect("stopped");
        assert!(turns.take(&id).is_none());
        assert!(turns.take(&UploadId::random()).is_some());
        drop(second);
        assert!(turns.take(&id).is_some());
        assert!(turns.entries().is_empty(), "nothing is remembered of those who are done");
    }
}
