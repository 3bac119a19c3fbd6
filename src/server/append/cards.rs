//! Verified cards of accounts that were here lately: verifying a chain again for each act would cost more than the act.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    protocol::{
        bytes::Hash,
        card::{CardChain, SignedCard},
        id::AccountId,
    },
    server::storage::{Accounts as _, Storage, StorageError},
};

/// Accounts that are remembered; beyond that all are forgotten.
const REMEMBERED: usize = 512;

/// Chains that were verified. A chain only grows, so a remembered one can lack cards but never have a wrong one; and which card
/// is the newest at a place is the log's word, not this one's.
#[derive(Debug, Default)]
pub struct Cards(Mutex<HashMap<AccountId, Arc<CardChain>>>);

impl Cards {
    /// The chain of `account`, as long as it needs to be to hold each of `wanted` that there is.
    ///
    /// # Errors
    /// The database's.
    pub async fn of(
        &self,
        storage: &Storage,
        account: AccountId,
        wanted: impl IntoIterator<Item = Hash>,
    ) -> Result<Arc<CardChain>, StorageError> {
        self.find(storage, account, wanted).await?.ok_or(StorageError::Corrupt("an account without cards"))
    }

    /// The same of an account that there may not be.
    ///
    /// # Errors
    /// The database's.
    pub async fn find(
        &self,
        storage: &Storage,
        account: AccountId,
        wanted: impl IntoIterator<Item = Hash>,
    ) -> Result<Option<Arc<CardChain>>, StorageError> {
        let remembered = self.remembered().get(&account).cloned();
        if let Some(chain) = remembered
            && wanted.into_iter().all(|card| chain.find(card).is_some())
        {
            return Ok(Some(chain));
        }
        let cards = storage.cards(account).await?;
        if cards.is_empty() {
            return Ok(None);
        }
        let chain = Arc::new(verified(account, &cards)?);
        let mut remembered = self.remembered();
        if remembered.len() >= REMEMBERED {
            remembered.clear();
        }
        remembered.insert(account, Arc::clone(&chain));
        Ok(Some(chain))
    }

    fn remembered(&self) -> std::sync::MutexGuard<'_, HashMap<AccountId, Arc<CardChain>>> {
        // Nothing is left half done in there: a panic of another thread is no reason to stop.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The verified cards of an account, from the database.
///
/// # Errors
/// `Corrupt` when they don't verify: they did when they came.
pub async fn load(storage: &Storage, account: AccountId) -> Result<CardChain, StorageError> {
    verified(account, &storage.cards(account).await?)
}

fn verified(account: AccountId, cards: &[SignedCard]) -> Result<CardChain, StorageError> {
    CardChain::verify(account, cards).map_err(|_| StorageError::Corrupt("a chain of cards"))
}
