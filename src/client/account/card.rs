//! Making an account's cards. What a card is, and how a chain of them is checked, is in [`crate::protocol::card`].

use crate::{
    client::hazmat::{Identity, Key},
    protocol::{
        Refusal,
        age_header::RecipientType,
        bytes::Hash,
        card::{CardChain, CardContent, PublicKey, SignedCard},
        id::AccountId,
        signing::SigningSeed,
    },
};

/// The secret keys behind one card.
#[derive(Debug)]
pub struct CardKeys {
    /// Signs cards and acts.
    pub signing: SigningSeed,
    /// The published hybrid age identity.
    pub identity: Identity,
}

impl CardKeys {
    /// Fresh keys.
    #[must_use]
    pub fn generate() -> Self {
        Self {
            signing: SigningSeed::new(*Key::generate().expose_secret_bytes()),
            identity: Identity::generate(RecipientType::Hybrid),
        }
    }

    /// Card number 1, and the account that begins with it.
    #[must_use]
    pub fn first_card(&self) -> (AccountId, SignedCard) {
        let account = AccountId::of_first_key(&self.signing.public_key());
        (account, SignedCard::sign(&self.content(account, 1, None), &self.signing, None))
    }

    /// The card after the newest of `chain`, endorsed by `previous`, the key of that newest card.
    #[must_use]
    pub fn next_card(&self, chain: &CardChain, previous: &SigningSeed) -> SignedCard {
        let newest = chain.newest();
        let content = self.content(chain.account(), newest.content.number + 1, Some(newest.hash));
        SignedCard::sign(&content, &self.signing, Some(previous))
    }

    /// Whether these are the keys of the newest card: a keyring that someone else made doesn't fit the chain.
    ///
    /// # Errors
    /// `card` when they aren't.
    pub fn check(&self, chain: &CardChain) -> Result<(), Refusal> {
        let newest = &chain.newest().content;
        let same = newest.signing.0 == self.signing.public_key()
            && newest.recipient == self.identity.to_recipient().to_string();
        if same { Ok(()) } else { Err(Refusal::Card) }
    }

    fn content(&self, account: AccountId, number: u64, previous: Option<Hash>) -> CardContent {
        CardContent {
            account,
            number,
            signing: PublicKey(self.signing.public_key()),
            recipient: self.identity.to_recipient().to_string(),
            previous,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_newest_cards_keys_fit_the_chain() {
        let (first, second) = (CardKeys::generate(), CardKeys::generate());
        let (account, card) = first.first_card();
        let mut chain = CardChain::verify(account, &[card]).unwrap();
        assert_eq!(first.check(&chain), Ok(()));
        assert_eq!(second.check(&chain), Err(Refusal::Card));
        chain.push(&second.next_card(&chain, &first.signing)).unwrap();
        assert_eq!(first.check(&chain), Err(Refusal::Card));
        assert_eq!(second.check(&chain), Ok(()));
        let mixed = CardKeys { identity: first.identity, ..second };
        assert_eq!(mixed.check(&chain), Err(Refusal::Card));
    }
}
