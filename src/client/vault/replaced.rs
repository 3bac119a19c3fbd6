//! Grants that were sealed to a card which its holder has replaced since: nobody opens them any more.

use std::collections::BTreeMap;

use super::{GrantView, Vault, sync::fetch_cards};
use crate::{
    client::problem::{Problem, ProblemKind},
    protocol::{bytes::Hash, id::AccountId},
};

/// Whose cards are asked for at most, each in a request of its own.
const MOST: usize = 50;

impl Vault {
    /// Those of these grants that have to be lent anew, because their grantees have other keys since.
    ///
    /// # Errors
    /// `network`. Somebody whose cards the server doesn't show, or not truly, isn't counted: lending to them says what is wrong.
    pub fn replaced<'a>(&self, grants: &'a [GrantView]) -> Result<Vec<&'a GrantView>, Problem> {
        let mut newest: BTreeMap<AccountId, Option<Hash>> = BTreeMap::new();
        let mut replaced = Vec::new();
        for view in grants {
            let Some(grant) = self.log.reader.locker().grants.get(&view.id) else { continue };
            if !newest.contains_key(&view.grantee) {
                if newest.len() == MOST {
                    continue;
                }
                let card = match fetch_cards(&self.api, view.grantee) {
                    Ok((_, chain)) => Some(chain.newest().hash),
                    Err(problem) if problem.kind == ProblemKind::Network => return Err(problem),
                    Err(_) => None,
                };
                newest.insert(view.grantee, card);
            }
            if newest.get(&view.grantee).copied().flatten().is_some_and(|card| card != grant.card) {
                replaced.push(view);
            }
        }
        Ok(replaced)
    }
}
