//! People as a keyring keeps them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Introduction, KeptVouch};
use crate::protocol::{
    Refusal,
    bytes::Hash,
    canonical,
    card::{CardChain, VerifiedCard},
    id::AccountId,
    log::ListedAct,
};

/// How sure it is that an account is the person whose name stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Trust {
    /// Met face to face: one's camera read the other's screen.
    Scanned,
    /// By a link: as good as what carried it.
    Invited,
    /// By a link, and an organisation whose code was scanned vouches for them: never kept, only found by [`Person::among`].
    Vouched,
    /// Nobody has made sure: may deposit, never receives.
    #[serde(other)]
    Unverified,
}

/// Somebody who was met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their account.
    pub account: AccountId,
    /// Hash of their newest card that was seen: a pin.
    pub card: Hash,
    /// Its number.
    #[serde(deserialize_with = "canonical::integer")]
    pub number: u64,
    /// How sure it is that this is them.
    pub trust: Trust,
    /// What they say of themselves.
    #[serde(flatten)]
    pub introduction: Introduction,
    /// What an organisation has said of them, checked when it came. Whether it counts, [`Person::among`] says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vouch: Option<KeptVouch>,
    /// Since when they are trusted so, milliseconds since 1970.
    #[serde(deserialize_with = "canonical::integer")]
    pub since: u64,
    /// The newest head of their locker that was seen, where one was.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "canonical::optional_integer")]
    pub seq: Option<u64>,
    /// Hash of that act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<Hash>,
    /// An act that they have seen in one's own locker and that was never there: the server shows two histories.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fork: Option<ListedAct>,
    /// Keys that this version doesn't know, kept.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

impl Trust {
    /// What programs call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Scanned => "scanned",
            Self::Invited => "invited",
            Self::Vouched => "vouched",
            Self::Unverified => "unverified",
        }
    }

    /// The surer of two: who was once met face to face stays so when they answer a link.
    #[must_use]
    pub fn or_surer(self, other: Self) -> Self {
        let rank = |trust| match trust {
            Self::Scanned => 3,
            Self::Vouched => 2,
            Self::Invited => 1,
            Self::Unverified => 0,
        };
        if rank(other) > rank(self) { other } else { self }
    }

    /// Whether somebody trusted so may be given something to see.
    #[must_use]
    pub fn may_receive(self) -> bool {
        self != Self::Unverified
    }
}

impl Person {
    /// A person as a keyring's JSON has them; `None` for what this version can't read.
    #[must_use]
    pub fn read(value: &Value) -> Option<Self> {
        let person: Self = serde_json::from_value(value.clone()).ok()?;
        person.introduction.check().ok()?;
        Some(person.without_word())
    }

    /// As the keyring's JSON has it.
    #[must_use]
    pub fn write(&self) -> Value {
        serde_json::to_value(self.clone().without_word()).unwrap_or_default()
    }

    /// Them as they are trusted now, for somebody who has met these people: what was met by a link alone is vouched for as long as a scanned
    /// organisation's word holds.
    #[must_use]
    pub fn among(self, people: &[Self], now: u64) -> Self {
        let person = self.without_word();
        let counts = person.vouch.as_ref().is_some_and(|vouch| vouch.counts(people, now));
        if counts && person.trust == Trust::Invited { Self { trust: Trust::Vouched, ..person } } else { person }
    }

    /// Whose word this is, where it makes them [`Trust::Vouched`].
    #[must_use]
    pub fn vouched_by(&self) -> Option<&KeptVouch> {
        self.vouch.as_ref().filter(|_| self.trust == Trust::Vouched)
    }

    /// Whether their word counts: met face to face, and the server hasn't shown them another history.
    #[must_use]
    pub fn may_vouch(&self) -> bool {
        self.trust == Trust::Scanned && self.fork.is_none()
    }

    /// Their word with what is new, where that says more than what was kept.
    pub(in crate::client) fn hear(&mut self, vouch: KeptVouch, people: &[Self], now: u64) {
        let stays = self.vouch.as_ref().is_some_and(|kept| kept.counts(people, now) && kept.until > vouch.until);
        if !stays {
            self.vouch = Some(vouch);
        }
    }

    /// What is kept of somebody holds no word's effect, which ends by itself.
    fn without_word(self) -> Self {
        if self.trust == Trust::Vouched { Self { trust: Trust::Invited, ..self } } else { self }
    }

    /// The newest card of a chain that holds the pinned one at its place.
    ///
    /// # Errors
    /// `card` when it doesn't: this isn't who was met.
    pub fn newest_card<'a>(&self, chain: &'a CardChain) -> Result<&'a VerifiedCard, Refusal> {
        let pinned = chain.find(self.card).filter(|card| card.content.number == self.number);
        if pinned.is_none() || chain.account() != self.account { Err(Refusal::Card) } else { Ok(chain.newest()) }
    }
}

/// Two keyrings' people, united by account. Of one account the higher card number counts, then what was decided later; where two cards
/// have one number, nobody knows any more who it is.
pub fn merge_people(people: &mut Vec<Value>, others: &[Value]) {
    for other in others {
        match people.iter_mut().find(|known| **known == *other || same_account(known, other)) {
            None => people.push(other.clone()),
            Some(known) => merge(known, other),
        }
    }
}

fn merge(known: &mut Value, other: &Value) {
    let forked = number(known, "number") == number(other, "number") && known.get("card") != other.get("card");
    let (seq, hash) = newest_head(known, other);
    let vouch = last_vouch(known, other);
    let order = |person: &Value| (number(person, "number"), number(person, "since"));
    if order(other) > order(known) {
        *known = other.clone();
    }
    let Some(fields) = known.as_object_mut() else { return };
    for (key, value) in [("seq", seq), ("hash", hash), ("vouch", vouch)] {
        if let Some(value) = value {
            fields.insert(key.to_owned(), value);
        }
    }
    if forked {
        fields.insert("trust".to_owned(), Trust::Unverified.name().into());
    }
}

fn newest_head(one: &Value, other: &Value) -> (Option<Value>, Option<Value>) {
    let newest = if number(other, "seq") > number(one, "seq") { other } else { one };
    (newest.get("seq").cloned(), newest.get("hash").cloned())
}

/// Of two the one that ends later, whoever is newer otherwise.
fn last_vouch(one: &Value, other: &Value) -> Option<Value> {
    let until = |person: &Value| person.get("vouch").map_or(0, |vouch| number(vouch, "until"));
    if until(other) > until(one) { other.get("vouch").cloned() } else { one.get("vouch").cloned() }
}

fn same_account(one: &Value, other: &Value) -> bool {
    let account = |person: &Value| person.get("account").and_then(Value::as_str).map(str::to_owned);
    account(one).is_some_and(|id| Some(id) == account(other))
}

/// 0 for a key that is absent, less than any that is there.
fn number(person: &Value, key: &str) -> u64 {
    person.get(key).and_then(Value::as_u64).map_or(0, |number| number.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{client::account::card::CardKeys, protocol::signing::SigningSeed};

    fn person(number: u64, card: u8, since: u64) -> Person {
        Person {
            account: AccountId([1; 20]),
            card: Hash([card; 32]),
            number,
            trust: Trust::Scanned,
            introduction: Introduction { name: "Luc".to_owned(), ..Introduction::default() },
            since,
            seq: None,
            hash: None,
            vouch: None,
            fork: None,
            unknown: Map::new(),
        }
    }

    fn merged(one: &Person, other: &Person) -> Person {
        let mut people = vec![one.write()];
        merge_people(&mut people, &[other.write()]);
        assert_eq!(people.len(), 1);
        Person::read(&people[0]).unwrap()
    }

    #[test]
    fn a_person_is_what_was_written() {
        let mut luc = person(2, 3, 4);
        luc.unknown.insert("later".to_owned(), 5.into());
        luc.introduction.reach = Some("01 02 03 04 05".to_owned());
        assert_eq!(Person::read(&luc.write()), Some(luc.clone()));
        let mut value = luc.write();
        value["trust"] = "certified".into();
        assert_eq!(Person::read(&value).unwrap().trust, Trust::Unverified, "what isn't known isn't trusted");
        value["number"] = 1.5.into();
        assert_eq!(Person::read(&value), None);
    }

    #[test]
    fn the_higher_card_counts_then_the_later_decision() {
        let (first, second) = (person(1, 1, 100), person(2, 2, 50));
        assert_eq!(merged(&first, &second), second);
        assert_eq!(merged(&second, &first), second);
        let doubted = Person { trust: Trust::Unverified, ..person(1, 1, 200) };
        assert_eq!(merged(&first, &doubted), doubted);
        assert_eq!(merged(&doubted, &first), doubted);
    }

    #[test]
    fn heads_are_merged_by_maximum() {
        let seen = |seq| Person { seq: Some(seq), hash: Some(Hash([9; 32])), ..person(1, 1, 100) };
        let newer = person(2, 2, 100);
        let both = merged(&newer, &seen(7));
        assert_eq!((both.number, both.seq, both.hash), (2, Some(7), Some(Hash([9; 32]))));
        assert_eq!(merged(&seen(7), &seen(8)).seq, Some(8));
        assert_eq!(merged(&seen(8), &seen(7)).seq, Some(8));
    }

    #[test]
    fn two_cards_of_one_number_are_trusted_no_more() {
        let both = merged(&person(1, 1, 100), &person(1, 2, 50));
        assert_eq!((both.trust, both.card), (Trust::Unverified, Hash([1; 32])));
    }

    #[test]
    fn a_chain_that_changed_at_the_pin_is_refused() {
        let (first, second, other) = (CardKeys::generate(), CardKeys::generate(), CardKeys::generate());
        let (account, card) = first.first_card();
        let chain = CardChain::verify(account, &[card]).unwrap();
        let with = |keys: &CardKeys, seed: &SigningSeed| {
            let mut longer = chain.clone();
            longer.push(&keys.next_card(&chain, seed)).unwrap();
            longer
        };
        let (longer, forked) = (with(&second, &first.signing), with(&other, &first.signing));
        let pin = |chain: &CardChain| {
            let newest = chain.newest();
            Person { account, card: newest.hash, ..person(newest.content.number, 0, 0) }
        };
        assert_eq!(pin(&chain).newest_card(&longer).unwrap().hash, longer.newest().hash, "a new card is followed");
        assert_eq!(pin(&longer).newest_card(&forked).unwrap_err(), Refusal::Card, "another card at the pin");
        assert_eq!(pin(&longer).newest_card(&chain).unwrap_err(), Refusal::Card, "the pinned card hidden");
        let stranger = Person { account: AccountId([9; 20]), ..pin(&chain) };
        assert_eq!(stranger.newest_card(&chain).unwrap_err(), Refusal::Card);
    }
}
