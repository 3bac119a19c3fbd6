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
        let (mut replaced, mut open) = (Vec::new(), Vec::new());
        for view in grants {
            let Some(grant) = self.log.reader.locker().grants.get(&view.id) else { continue };
            let card = match newest.get(&view.grantee) {
                Some(known) => *known,
                None if newest.len() == MOST => continue,
                None => {
                    let card = self.newest_card(view.grantee)?;
                    newest.insert(view.grantee, card);
                    card
                }
            };
            if card.is_some_and(|card| card != grant.card) {
                replaced.push(view);
            } else {
                open.push(view);
            }
        }
        // What was lent anew already needn't be once more.
        let is_anew = |old: &GrantView, new: &GrantView| {
            new.grantee == old.grantee && new.node == old.node && new.right >= old.right
        };
        replaced.retain(|old| !open.iter().any(|new| is_anew(old, new)));
        Ok(replaced)
    }

    fn newest_card(&self, account: AccountId) -> Result<Option<Hash>, Problem> {
        match fetch_cards(&self.api, account) {
            Ok((_, chain)) => Ok(Some(chain.newest().hash)),
            Err(problem) if problem.kind == ProblemKind::Network => Err(problem),
            Err(_) => Ok(None),
        }
    }
}
