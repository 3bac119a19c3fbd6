//! To whom new keys are sealed.

use std::collections::BTreeMap;

use super::{Vault, sync::fetch_cards};
use crate::{
    client::{hazmat::Recipient, problem::Problem},
    protocol::{Refusal, bytes::Hash, card::VerifiedCard, id::AccountId},
};

/// Recipients by the hash of the card that names them.
pub(super) type Recipients = BTreeMap<Hash, Recipient>;

impl Vault {
    /// Fetches the cards of everybody whose grant here isn't over: whoever writes under a new key gives it to them. Says whether there were
    /// any that weren't known.
    pub(super) fn know_recipients(&mut self) -> Result<bool, Problem> {
        let grants = self.log.reader.locker().grants.values();
        let unknown: Vec<_> = grants
            .filter(|grant| !self.recipients.contains_key(&grant.card))
            .map(|grant| (grant.grantee, grant.card))
            .collect();
        self.learn_recipients(unknown)
    }

    /// Fetches these cards. Says whether any was found.
    pub(super) fn learn_recipients(&mut self, unknown: Vec<(AccountId, Hash)>) -> Result<bool, Problem> {
        let known = self.recipients.len();
        for (grantee, hash) in unknown {
            let (_, chain) = match fetch_cards(&self.api, grantee) {
                // Their account is gone: nobody is left to give a key to.
                Err(problem) if problem.code == "not_found" => continue,
                fetched => fetched?,
            };
            // The grant's author has signed which card it is.
            let card = chain.find(hash).ok_or_else(|| Problem::altered(Refusal::Card))?;
            self.recipients.insert(hash, recipient(card)?);
        }
        Ok(self.recipients.len() > known)
    }
}

/// What a card's owner opens.
pub(super) fn recipient(card: &VerifiedCard) -> Result<Recipient, Problem> {
    card.content.recipient.parse().map_err(|_| Problem::altered(Refusal::Card))
}
