use armoire::protocol::{
    bytes::Hash,
    card::{CardChain, CardContent, PublicKey, SignedCard},
    id::AccountId,
    signing::SigningSeed,
};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// Somebody, with all their cards.
pub struct Person {
    pub account: AccountId,
    pub cards: CardChain,
    pub(super) seeds: Vec<SigningSeed>,
}

impl Person {
    pub(super) fn new(random: &mut ChaCha8Rng) -> Self {
        let seed = SigningSeed::new(random.random());
        let account = AccountId::of_first_key(&seed.public_key());
        let content = CardContent {
            account,
            number: 1,
            signing: PublicKey(seed.public_key()),
            recipient: "age1pq1specimen".into(),
            previous: None,
        };
        let card = SignedCard::sign(&content, &seed, None);
        let cards = CardChain::verify(account, &[card]).expect("a good card");
        Self { account, cards, seeds: vec![seed] }
    }

    pub(super) fn renew(&mut self, random: &mut ChaCha8Rng) {
        let seed = SigningSeed::new(random.random());
        let newest = self.cards.newest();
        let content = CardContent {
            account: self.account,
            number: newest.content.number + 1,
            signing: PublicKey(seed.public_key()),
            recipient: "age1pq1specimen".into(),
            previous: Some(newest.hash),
        };
        let card = SignedCard::sign(&content, &seed, self.seeds.last());
        self.cards.push(&card).expect("a good card");
        self.seeds.push(seed);
    }

    pub(super) fn seed(&self, card: Hash) -> &SigningSeed {
        let number = self.cards.find(card).expect("their own card").content.number;
        &self.seeds[usize::try_from(number).expect("small") - 1]
    }
}
