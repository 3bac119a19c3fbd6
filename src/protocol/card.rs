//! Cards: an account's public keys, each signed by itself and by the one before it (§5).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Refusal,
    bytes::Hash,
    canonical,
    id::AccountId,
    limits,
    signing::{SignatureType, SigningSeed, verify},
};

/// What a card says. The order of the fields is the order of the keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardContent {
    /// The account, hash of the signing key of its first card.
    pub account: AccountId,
    /// 1, 2, …
    #[serde(deserialize_with = "canonical::integer")]
    pub number: u64,
    /// Ed25519 public key.
    pub signing: PublicKey,
    /// Hybrid age recipient, `age1pq1…`.
    pub recipient: String,
    /// Hash of the card before; absent in the first.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub previous: Option<Hash>,
}

/// An Ed25519 public key, base64url in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "super::bytes::Bytes", into = "super::bytes::Bytes")]
pub struct PublicKey(pub [u8; 32]);

/// A card as it travels: the bytes that were signed, and what signs them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCard {
    /// Canonical JSON of a [`CardContent`].
    pub card: Vec<u8>,
    /// By the card's own key, as `card`.
    pub signature: [u8; 64],
    /// By the key of the card before, as `endorsement`; absent in the first.
    pub endorsement: Option<[u8; 64]>,
}

/// An account's verified cards, from the first to the newest.
#[derive(Clone, Debug)]
pub struct CardChain {
    account: AccountId,
    cards: Vec<VerifiedCard>,
}

/// The verified cards of everybody who acts in one locker.
#[derive(Clone, Debug)]
pub struct Chains {
    holder: CardChain,
    others: BTreeMap<AccountId, CardChain>,
}

/// Where the cards of a locker's authors are looked up: [`Chains`], or the holder's [`CardChain`] where nobody else acts.
pub trait FindCard {
    /// Whose locker it is.
    fn holder(&self) -> AccountId;

    /// Whether this account's cards are here.
    fn knows(&self, account: AccountId) -> bool;

    /// The card of this hash, if it is one of this account's.
    fn find_card(&self, account: AccountId, card: Hash) -> Option<&VerifiedCard>;
}

/// One card of a verified chain.
#[derive(Clone, Debug)]
pub struct VerifiedCard {
    /// Hash of its bytes.
    pub hash: Hash,
    /// What it says.
    pub content: CardContent,
}

impl SignedCard {
    /// Signs `content` with its own key and, from the second card on, with the key before.
    #[must_use]
    pub fn sign(content: &CardContent, own: &SigningSeed, previous: Option<&SigningSeed>) -> Self {
        let card = canonical::write(content);
        Self {
            signature: own.sign(SignatureType::Card, &card),
            endorsement: previous.map(|seed| seed.sign(SignatureType::Endorsement, &card)),
            card,
        }
    }
}

impl CardChain {
    /// Verifies the whole chain of `account`.
    ///
    /// # Errors
    /// `card` for a break of any sort, `weak_key`, `too_large` and `not_canonical` for a single bad card.
    pub fn verify(account: AccountId, cards: &[SignedCard]) -> Result<Self, Refusal> {
        if cards.is_empty() || cards.len() > limits::CARDS {
            return Err(Refusal::Card);
        }
        let mut chain = Self { account, cards: Vec::new() };
        for card in cards {
            chain.push(card)?;
        }
        Ok(chain)
    }

    /// Verifies `card` as the next one and adds it.
    ///
    /// # Errors
    /// As [`CardChain::verify`]; the chain is unchanged then.
    pub fn push(&mut self, card: &SignedCard) -> Result<(), Refusal> {
        let content: CardContent = canonical::read(&card.card, limits::CARD)?;
        let previous = self.cards.last();
        let due = previous.map_or(1, |last| last.content.number + 1);
        let plausible_recipient =
            content.recipient.starts_with("age1pq1") && content.recipient.len() <= limits::RECIPIENT;
        let id_holds = previous.is_some() || AccountId::of_first_key(&content.signing.0) == self.account;
        if content.account != self.account
            || content.number != due
            || content.previous != previous.map(|last| last.hash)
            || card.endorsement.is_some() != previous.is_some()
            || !id_holds
            || !plausible_recipient
        {
            return Err(Refusal::Card);
        }
        verify(SignatureType::Card, &content.signing.0, &card.card, &card.signature).map_err(as_card)?;
        if let (Some(last), Some(endorsement)) = (previous, &card.endorsement) {
            verify(SignatureType::Endorsement, &last.content.signing.0, &card.card, endorsement).map_err(as_card)?;
        }
        self.cards.push(VerifiedCard { hash: Hash::of(&card.card), content });
        Ok(())
    }

    /// Whose cards these are.
    #[must_use]
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// The card of this hash, if it is one of the chain.
    #[must_use]
    pub fn find(&self, hash: Hash) -> Option<&VerifiedCard> {
        self.cards.iter().find(|card| card.hash == hash)
    }

    /// The newest card; a verified chain has one.
    ///
    /// # Panics
    /// Never: an empty chain isn't verified.
    #[must_use]
    pub fn newest(&self) -> &VerifiedCard {
        #[expect(clippy::expect_used, reason = "`verify` refuses an empty chain")]
        self.cards.last().expect("never empty")
    }
}

impl FindCard for CardChain {
    fn holder(&self) -> AccountId {
        self.account
    }

    fn knows(&self, account: AccountId) -> bool {
        account == self.account
    }

    fn find_card(&self, account: AccountId, card: Hash) -> Option<&VerifiedCard> {
        if account == self.account { self.find(card) } else { None }
    }
}

impl Chains {
    /// The holder's cards.
    #[must_use]
    pub fn holder_chain(&self) -> &CardChain {
        &self.holder
    }

    /// Adds somebody's cards, or replaces them by a longer chain.
    ///
    /// # Errors
    /// `card` when what is known of that account isn't its beginning.
    pub fn add(&mut self, chain: CardChain) -> Result<(), Refusal> {
        let known =
            if chain.account == self.holder.account { Some(&self.holder) } else { self.others.get(&chain.account) };
        if known.is_some_and(|known| chain.find(known.newest().hash).is_none()) {
            return Err(Refusal::Card);
        }
        if chain.account == self.holder.account {
            self.holder = chain;
        } else {
            self.others.insert(chain.account, chain);
        }
        Ok(())
    }

    /// The cards of an account, if they are here.
    #[must_use]
    pub fn of(&self, account: AccountId) -> Option<&CardChain> {
        if account == self.holder.account { Some(&self.holder) } else { self.others.get(&account) }
    }
}

impl From<CardChain> for Chains {
    fn from(holder: CardChain) -> Self {
        Self { holder, others: BTreeMap::new() }
    }
}

impl FindCard for Chains {
    fn holder(&self) -> AccountId {
        self.holder.account
    }

    fn knows(&self, account: AccountId) -> bool {
        self.of(account).is_some()
    }

    fn find_card(&self, account: AccountId, card: Hash) -> Option<&VerifiedCard> {
        self.of(account)?.find(card)
    }
}

fn as_card(refusal: Refusal) -> Refusal {
    if refusal == Refusal::Signature { Refusal::Card } else { refusal }
}

impl TryFrom<super::bytes::Bytes> for PublicKey {
    type Error = Refusal;

    fn try_from(bytes: super::bytes::Bytes) -> Result<Self, Refusal> {
        bytes.0.try_into().map(Self).map_err(|_| Refusal::Malformed)
    }
}

impl From<PublicKey> for super::bytes::Bytes {
    fn from(key: PublicKey) -> Self {
        Self(key.0.to_vec())
    }
}
