//! Cards of the other people who have acted in a locker.

use std::collections::{BTreeMap, BTreeSet};

use super::sync::fetch_cards;
use crate::{
    client::{
        api::Api,
        problem::{Problem, ProblemKind},
    },
    protocol::{
        Refusal,
        act::Act,
        card::{CardChain, Chains, FindCard, SignedCard},
        id::AccountId,
    },
};

/// Their cards as they travel, by account.
pub(super) type Others = BTreeMap<AccountId, Vec<SignedCard>>;

/// Whose cards are needed to read these acts and aren't known, fetched and verified.
///
/// # Errors
/// `author` where the server has no such account; what is wrong with the cards; the server's, `network`.
pub(super) fn unknown_authors(
    api: &Api,
    chains: &Chains,
    acts: &[Act],
) -> Result<Vec<(Vec<SignedCard>, CardChain)>, Problem> {
    let unknown = |act: &&Act| {
        act.header.author != chains.holder() && chains.find_card(act.header.author, act.header.card).is_none()
    };
    let authors: BTreeSet<AccountId> = acts.iter().filter(unknown).map(|act| act.header.author).collect();
    authors.into_iter().map(|author| fetch_cards(api, author).map_err(no_author)).collect()
}

// The server keeps the cards of whoever has signed an act: an author who isn't there has never been one.
fn no_author(problem: Problem) -> Problem {
    if problem.kind == ProblemKind::NotFound { Problem::altered(Refusal::Author) } else { problem }
}

/// Everybody's cards, from the holder's on.
pub(super) fn chains_of(api: &Api, holder: CardChain, acts: &[Act]) -> Result<(Chains, Others), Problem> {
    let mut chains = Chains::from(holder);
    let mut others = Others::new();
    for (cards, chain) in unknown_authors(api, &chains, acts)? {
        others.insert(chain.account(), cards);
        chains.add(chain).map_err(Problem::altered)?;
    }
    Ok((chains, others))
}

/// The same from what a device kept.
pub(super) fn kept_chains(holder: CardChain, others: &Others) -> Result<Chains, Refusal> {
    let mut chains = Chains::from(holder);
    for (account, cards) in others {
        chains.add(CardChain::verify(*account, cards)?)?;
    }
    Ok(chains)
}
