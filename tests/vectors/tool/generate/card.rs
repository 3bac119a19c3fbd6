//! `cards`: chains that hold, and each way to break one.

use armoire::{
    client::account::card::CardKeys,
    protocol::{
        bytes::{Hash, encode},
        canonical,
        card::{CardChain, CardContent, PublicKey, SignedCard},
        id::AccountId,
        signing::{SignatureType, SigningSeed},
    },
};
use serde_json::{Value, json};

use super::Scenarios;

/// Three cards of one account, with the keys behind them.
pub struct Chain {
    pub account: AccountId,
    pub keys: Vec<CardKeys>,
    pub cards: Vec<SignedCard>,
}

impl Chain {
    pub fn of(length: usize) -> Self {
        let keys: Vec<CardKeys> = (0..length).map(|_| CardKeys::generate()).collect();
        let (account, first) = keys[0].first_card();
        let mut cards = vec![first];
        for (previous, next) in keys.iter().zip(&keys[1..]) {
            let chain = CardChain::verify(account, &cards).unwrap();
            cards.push(next.next_card(&chain, &previous.signing));
        }
        Self { account, keys, cards }
    }

    pub fn content(&self, place: usize) -> CardContent {
        serde_json::from_slice(&self.cards[place].card).unwrap()
    }

    pub fn verified(&self) -> CardChain {
        CardChain::verify(self.account, &self.cards).unwrap()
    }
}

/// Cards as scenarios write them.
pub fn cards_json(cards: &[SignedCard]) -> Value {
    cards
        .iter()
        .map(|card| match &card.endorsement {
            None => json!({"card": encode(&card.card), "signature": encode(&card.signature)}),
            Some(endorsement) => {
                json!({"card": encode(&card.card), "signature": encode(&card.signature), "endorsement": encode(endorsement)})
            }
        })
        .collect()
}

pub fn add(scenarios: &mut Scenarios) {
    let chain = Chain::of(3);
    let input = |cards: &[SignedCard]| json!({"account": chain.account.to_string(), "cards": cards_json(cards)});
    for length in [1, 3] {
        let cards = &chain.cards[..length];
        let content = chain.content(length - 1);
        let ok = json!({
            "number": length, "signing": encode(&content.signing.0), "recipient": content.recipient,
            "hash": Hash::of(&cards[length - 1].card),
        });
        scenarios.ok(&format!("cards/{length}"), "A chain that holds.", &input(cards), ok);
    }
    add_breaks(scenarios, &chain);
    add_forms(scenarios, &chain);
}

fn add_breaks(scenarios: &mut Scenarios, chain: &Chain) {
    let other = Chain::of(2);
    let [one, two, three] = &chain.cards[..] else { panic!("three cards") };
    let (first, second) = (&chain.keys[0].signing, &chain.keys[1].signing);
    let input = |cards: &[&SignedCard]| {
        let cards: Vec<SignedCard> = cards.iter().map(|card| (*card).clone()).collect();
        json!({"account": chain.account.to_string(), "cards": cards_json(&cards)})
    };
    let sign = |content: &CardContent, previous: Option<&SigningSeed>| SignedCard::sign(content, second, previous);
    let content = chain.content(1);
    let mut refused = |name: &str, about: &str, cards: &[&SignedCard], error: &str| {
        scenarios.refused(&format!("cards/{name}"), about, &input(cards), error);
    };
    refused("none", "No card.", &[], "card");
    refused("without-first", "The chain begins with number 2.", &[two, three], "card");
    refused("without-middle", "Number 2 is left out.", &[one, three], "card");
    refused("exchanged", "Numbers 2 and 3 exchanged.", &[one, three, two], "card");
    refused("twice", "Number 1 twice.", &[one, one], "card");
    refused("of-another-account", "Another account's card, good in itself.", &[&other.cards[0]], "card");
    refused("continued-by-another", "Another account's second card after our first.", &[one, &other.cards[1]], "card");
    let number = CardContent { number: 3, ..content.clone() };
    refused("number-skipped", "Number 3 after 1, well signed.", &[one, &sign(&number, Some(first))], "card");
    let previous = CardContent { previous: Some(Hash([1; 32])), ..content.clone() };
    refused("previous-other", "`previous` is another hash.", &[one, &sign(&previous, Some(first))], "card");
    let previous = CardContent { previous: None, ..content.clone() };
    refused("previous-absent", "`previous` is absent in number 2.", &[one, &sign(&previous, Some(first))], "card");
    let previous = CardContent { previous: Some(Hash([1; 32])), ..chain.content(0) };
    let with_previous = SignedCard::sign(&previous, first, None);
    refused("previous-in-first", "`previous` in number 1.", &[&with_previous], "card");
    let account = CardContent { account: other.account, ..content.clone() };
    refused("account-other", "Number 2 names another account.", &[one, &sign(&account, Some(first))], "card");
    refused("not-endorsed", "Number 2 without an endorsement.", &[one, &sign(&content, None)], "card");
    refused(
        "endorsed-by-itself",
        "The key of number 2 endorses itself.",
        &[one, &sign(&content, Some(second))],
        "card",
    );
    let stranger = &other.keys[0].signing;
    refused(
        "endorsed-by-a-stranger",
        "Endorsed by another account's key.",
        &[one, &sign(&content, Some(stranger))],
        "card",
    );
    let first_endorsed = SignedCard::sign(&chain.content(0), first, Some(first));
    refused("first-endorsed", "Number 1 has nobody to endorse it.", &[&first_endorsed], "card");
    let signed_by_old = SignedCard::sign(&content, first, Some(first));
    refused(
        "signed-by-previous-only",
        "Number 2 signed by the old key in place of its own.",
        &[one, &signed_by_old],
        "card",
    );
    let swapped = SignedCard {
        signature: second.sign(SignatureType::Endorsement, &two.card),
        endorsement: Some(first.sign(SignatureType::Card, &two.card)),
        ..two.clone()
    };
    refused("types-exchanged", "Signed as an endorsement, endorsed as a card.", &[one, &swapped], "card");
    let mut flipped = two.clone();
    flipped.signature[5] ^= 1;
    refused("signature-altered", "One bit of the signature.", &[one, &flipped], "card");
    let signing = CardContent { signing: PublicKey(second.public_key()), ..chain.content(0) };
    let stolen = SignedCard::sign(&signing, second, None);
    refused("first-key-other", "Number 1 with a key that doesn't give the account's id.", &[&stolen], "card");
    let recipient = CardContent {
        recipient: "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj".to_owned(),
        ..chain.content(0)
    };
    refused(
        "recipient-x25519",
        "A published recipient that isn't hybrid.",
        &[&SignedCard::sign(&recipient, first, None)],
        "card",
    );
}

fn add_forms(scenarios: &mut Scenarios, chain: &Chain) {
    let key = &chain.keys[0].signing;
    let good = String::from_utf8(chain.cards[0].card.clone()).unwrap();
    let signed = |text: &str| {
        let card = text.as_bytes().to_vec();
        let signature = key.sign(SignatureType::Card, &card);
        let cards = [SignedCard { card, signature, endorsement: None }];
        json!({"account": chain.account.to_string(), "cards": cards_json(&cards)})
    };
    let mut refused = |name: &str, about: &str, text: &str, error: &str| {
        assert_ne!(text, good, "{name}");
        scenarios.refused(&format!("cards/{name}"), about, &signed(text), error);
    };
    refused(
        "duplicate-key",
        "A key twice, well signed.",
        &good.replace("\"number\":1", "\"number\":1,\"number\":1"),
        "not_canonical",
    );
    refused("space", "A space, well signed.", &good.replace("\"number\":1", "\"number\": 1"), "not_canonical");
    refused("float", "1.0 for 1.", &good.replace("\"number\":1", "\"number\":1.0"), "not_canonical");
    refused(
        "unknown-key",
        "A key that isn't listed.",
        &good.replace("\"number\":1", "\"number\":1,\"name\":\"Nadia\""),
        "not_canonical",
    );
    refused("null", "`previous` is null.", &good.replace('}', ",\"previous\":null}"), "not_canonical");
    refused(
        "escape",
        "An escape that JSON allows and JSON.stringify never writes.",
        &good.replace("age1pq1", "age1\\u0070q1"),
        "not_canonical",
    );
    refused(
        "other-order",
        "Two keys exchanged.",
        &good.replace(
            &format!("\"account\":\"{}\",\"number\":1", chain.account),
            &format!("\"number\":1,\"account\":\"{}\"", chain.account),
        ),
        "not_canonical",
    );
    refused("4097", "One byte over 4 KiB.", &format!("{good}{}", " ".repeat(4097 - good.len())), "too_large");
    let content: CardContent = serde_json::from_slice(&chain.cards[0].card).unwrap();
    let mut identity = [0; 32];
    identity[0] = 1;
    let weak = CardContent { signing: PublicKey(identity), account: AccountId::of_first_key(&identity), ..content };
    let cards = [SignedCard {
        card: canonical::write(&weak),
        signature: [identity, [0; 32]].concat().try_into().unwrap(),
        endorsement: None,
    }];
    scenarios.refused(
        "cards/small-order-key",
        "A card whose key verifies anything, if the check isn't strict.",
        &json!({"account": weak.account.to_string(), "cards": cards_json(&cards)}),
        "weak_key",
    );
}
