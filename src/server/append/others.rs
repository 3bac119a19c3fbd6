//! Appends by people who aren't the locker's holder: who may ask at all, and whose cards are needed.

use std::collections::{BTreeMap, BTreeSet};

use super::{Appending, Cards, NotAppended, Refused};
use crate::{
    protocol::{
        Refusal,
        act::{Act, Body},
        bytes::Hash,
        card::Chains,
        id::{AccountId, LockerId},
        limits,
        log::DepositState,
    },
    server::{
        clock::Milliseconds,
        storage::{Accounts as _, Blocked as _, Projection, Storage, StorageError},
    },
};

/// Deposits of one account that wait in a locker, if its holder has granted it nothing.
const OF_STRANGER: usize = 5;
/// The same, if there is a grant.
const OF_GRANTEE: usize = 50;

/// Who is blocked hands nothing in, as if there were no such locker. First of all: no other refusal says that there is one.
pub(super) async fn may_hand_in(
    storage: &Storage,
    locker: LockerId,
    acts: &[Act],
    by: Appending,
) -> Result<(), NotAppended> {
    if acts.iter().any(is_deposit) && storage.is_blocked(locker, by.account).await? {
        return Err(NotAppended::NotFound);
    }
    Ok(())
}

fn is_deposit(act: &Act) -> bool {
    matches!(act.body, Some(Body::Deposit(_)))
}

/// Whoever was granted something may ask, and the rules say what they may; everybody else may hand in, and finds nothing otherwise.
pub(super) fn may_ask(before: &Projection, acts: &[Act], by: Appending) -> Result<(), NotAppended> {
    let locker = &before.locker;
    if by.account == locker.holder {
        return Ok(());
    }
    let now = u64::try_from(by.now).unwrap_or(0);
    let granted = locker.grants.values().any(|grant| grant.grantee == by.account && now < grant.end);
    let deposits = acts.iter().filter(|act| is_deposit(act)).count();
    if !granted && deposits < acts.len() {
        return Err(NotAppended::NotFound);
    }
    let most = if granted { OF_GRANTEE } else { OF_STRANGER };
    // What waited too long is over, whether its holder has been here since or not.
    let waits = |deposit: &&DepositState| granted || now.saturating_sub(deposit.time) <= limits::DEPOSIT_TIME;
    let of_author = locker.deposits.values().filter(|deposit| deposit.author == by.account);
    let waiting = of_author.filter(waits).count();
    if deposits > 0 && waiting + deposits > most {
        return Err(NotAppended::TooManyDeposits);
    }
    Ok(())
}

/// A card that must be its account's newest, and the number of the act that says so.
pub(super) type Claimed = (AccountId, Hash, u64);

/// Whoever isn't the holder signs with their newest card, and a grant is for its grantee's newest: no log says so, the server alone knows.
/// What a repair brings is of long ago, and isn't asked.
pub(super) fn cards_to_be_newest(acts: &[Act], holder: AccountId, by: Appending) -> Vec<Claimed> {
    let mut claimed = Vec::new();
    for act in acts.iter().filter(|act| is_fresh(act, by.now)) {
        let header = &act.header;
        if header.author != holder {
            claimed.push((header.author, header.card, header.seq));
        }
        if let Some(Body::Grant(grant)) = &act.body {
            claimed.push((grant.grantee, grant.card, header.seq));
        }
    }
    claimed
}

/// Asks the database, not the cards that are remembered: they may lack the newest.
pub(super) async fn are_newest(storage: &Storage, claimed: Vec<Claimed>) -> Result<(), NotAppended> {
    for (account, card, seq) in claimed {
        let newest = storage.cards(account).await?.pop();
        if newest.is_none_or(|newest| Hash::of(&newest.card) != card) {
            return Err(NotAppended::Refused(Refused { reason: Refusal::Card, seq: Some(seq) }));
        }
    }
    Ok(())
}

fn is_fresh(act: &Act, now: Milliseconds) -> bool {
    act.header.time.abs_diff(u64::try_from(now).unwrap_or(0)) <= limits::CLOCK_DIFFERENCE
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
