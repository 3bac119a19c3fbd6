//! Appends by people who aren't the locker's holder: who may ask at all, and whose cards are needed.

use std::collections::{BTreeMap, BTreeSet};

use super::{Appending, Cards, NotAppended};
use crate::{
    protocol::{
        act::{Act, Body},
        bytes::Hash,
        card::Chains,
        id::AccountId,
    },
    server::storage::{Projection, Storage, StorageError},
};

/// Deposits of one account that wait in a locker, if its holder has granted it nothing.
const OF_STRANGER: usize = 5;
/// The same, if there is a grant.
const OF_GRANTEE: usize = 50;

/// Whoever was granted something may ask, and the rules say what they may; everybody else may hand in, and finds nothing otherwise.
pub(super) fn may_ask(before: &Projection, acts: &[Act], by: Appending) -> Result<(), NotAppended> {
    let locker = &before.locker;
    if by.account == locker.holder {
        return Ok(());
    }
    let now = u64::try_from(by.now).unwrap_or(0);
    let granted = locker.grants.values().any(|grant| grant.grantee == by.account && now < grant.end);
    let is_deposit = |act: &&Act| matches!(act.body, Some(Body::Deposit(_)));
    let deposits = acts.iter().filter(is_deposit).count();
    if !granted && deposits < acts.len() {
        return Err(NotAppended::NotFound);
    }
    let waiting = locker.deposits.values().filter(|deposit| deposit.author == by.account).count();
    let most = if granted { OF_GRANTEE } else { OF_STRANGER };
    if deposits > 0 && waiting + deposits > most {
        return Err(NotAppended::TooManyDeposits);
    }
    Ok(())
}

/// The cards of the holder and of everybody who signed one of these acts; whoever has no account has none.
pub(super) async fn chains(
    storage: &Storage,
    cards: &Cards,
    holder: AccountId,
    acts: &[Act],
) -> Result<Chains, StorageError> {
    let mut wanted: BTreeMap<AccountId, BTreeSet<Hash>> = BTreeMap::from([(holder, BTreeSet::new())]);
    for act in acts {
        wanted.entry(act.header.author).or_default().insert(act.header.card);
    }
    let of_holder = wanted.remove(&holder).unwrap_or_default();
    let mut chains = Chains::from(cards.of(storage, holder, of_holder).await?.as_ref().clone());
    for (account, wanted) in wanted {
        if let Some(chain) = cards.find(storage, account, wanted).await? {
            chains.add(chain.as_ref().clone()).map_err(|_| StorageError::Corrupt("a chain of cards"))?;
        }
    }
    Ok(chains)
}
