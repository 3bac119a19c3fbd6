//! What an organisation says of a member: who has scanned the organisation's code needs no other proof of who the member is.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    Person,
    introduction::{NAME, check},
};
use crate::protocol::{
    Refusal,
    bytes::{Bytes, Hash},
    canonical,
    card::{CardChain, VerifiedCard},
    id::AccountId,
    limits,
    signing::{self, SignatureType, SigningSeed},
};

/// A vouch as it travels, signed. The order of the fields is the order of the keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vouch {
    /// Whose word it is.
    pub organisation: AccountId,
    /// Hash of their newest card, which signs it.
    pub card: Hash,
    /// Of whom.
    pub member: AccountId,
    /// What they do there, 1 to 256 bytes.
    pub role: String,
    /// Where, 1 to 256 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// Until when, milliseconds since 1970.
    #[serde(deserialize_with = "canonical::integer")]
    pub until: u64,
    /// As `vouch`, over all the rest.
    signature: Bytes,
}

/// What is signed: the rest, in the same order.
#[derive(Serialize)]
struct SignedJson<'a> {
    organisation: AccountId,
    card: Hash,
    member: AccountId,
    role: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    site: Option<&'a str>,
    until: u64,
}

/// What is kept of one with the person whom it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptVouch {
    /// Whose word it is.
    pub organisation: AccountId,
    /// Hash of the card that has signed it.
    pub card: Hash,
    /// What the person does there.
    pub role: String,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// Until when, milliseconds since 1970.
    #[serde(deserialize_with = "canonical::integer")]
    pub until: u64,
    /// Keys that this version doesn't know, kept.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// What an organisation says, before it is signed.
#[derive(Clone, Debug)]
pub struct Membership {
    /// Of whom.
    pub member: AccountId,
    /// What they do there.
    pub role: String,
    /// Where.
    pub site: Option<String>,
    /// Until when, milliseconds since 1970.
    pub until: u64,
}

impl Membership {
    /// Signs it as the organisation of this account and newest card.
    ///
    /// # Errors
    /// Those of [`Vouch::check_texts`].
    pub fn sign(&self, organisation: AccountId, card: Hash, signing: &SigningSeed) -> Result<Vouch, Refusal> {
        let Self { member, role, site, until } = self.clone();
        let unsigned = Vouch { organisation, card, member, role, site, until, signature: Bytes(Vec::new()) };
        unsigned.check_texts()?;
        let signature = signing.sign(SignatureType::Vouch, &unsigned.signed()).to_vec().into();
        Ok(Vouch { signature, ..unsigned })
    }
}

impl Vouch {
    /// Reads one that stands alone.
    ///
    /// # Errors
    /// `too_large` over 2 KiB, `not_canonical`; those of [`Vouch::check_texts`].
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let vouch: Self = canonical::read(bytes, limits::VOUCH)?;
        vouch.check_texts()?;
        Ok(vouch)
    }

    /// Whether what it says can be shown. Whatever reads one as a part of something larger calls this.
    ///
    /// # Errors
    /// `too_large` for a text over 256 bytes, `malformed` when one is blank or holds a control character.
    pub fn check_texts(&self) -> Result<(), Refusal> {
        check(&self.role, NAME)?;
        self.site.as_deref().map_or(Ok(()), |site| check(site, NAME))
    }

    /// Whether it holds: of `member`, by an organisation of which this is pinned and this the verified chain, at this time.
    ///
    /// # Errors
    /// `vouch` when it is about somebody else; `end` when it is over, or holds for more than 90 days; `card` when the organisation's newest
    /// card is another, or their chain lacks the one that was pinned; `signature`, `weak_key`.
    pub fn check(&self, member: AccountId, organisation: &Person, chain: &CardChain, now: u64) -> Result<(), Refusal> {
        if self.member != member {
            return Err(Refusal::Vouch);
        }
        // Clocks differ: one that was signed just now for 90 days isn't refused.
        let latest = now.saturating_add(limits::VOUCH_TIME + limits::CLOCK_DIFFERENCE);
        if self.is_over(now) || self.until > latest {
            return Err(Refusal::End);
        }
        let card = organisation.newest_card(chain)?;
        if chain.account() != self.organisation || card.hash != self.card {
            return Err(Refusal::Card);
        }
        let signature = self.signature.0.as_slice().try_into().map_err(|_| Refusal::Signature)?;
        signing::verify(SignatureType::Vouch, &card.content.signing.0, &self.signed(), signature)
    }

    fn signed(&self) -> Vec<u8> {
        let Self { organisation, card, member, role, site, until, .. } = self;
        let (organisation, card, member, site) = (*organisation, *card, *member, site.as_deref());
        canonical::write(&SignedJson { organisation, card, member, role, site, until: *until })
    }

    /// Whether it only grew old: its time is over, or the organisation has a newer card since. That is no attack.
    #[must_use]
    pub fn is_old(&self, organisation: &Person, chain: &CardChain, now: u64) -> bool {
        let is_earlier = |newest: &VerifiedCard| newest.hash != self.card && chain.find(self.card).is_some();
        self.is_over(now) || organisation.newest_card(chain).is_ok_and(is_earlier)
    }

    /// Whether its time has passed.
    #[must_use]
    pub fn is_over(&self, now: u64) -> bool {
        self.until <= now
    }

    /// What is kept of it with the member, once it was checked.
    #[must_use]
    pub fn kept(&self) -> KeptVouch {
        let Self { organisation, card, role, site, until, .. } = self.clone();
        KeptVouch { organisation, card, role, site, until, unknown: Map::new() }
    }
}

impl KeptVouch {
    /// Whether it counts now, for somebody who has met these people.
    #[must_use]
    pub fn counts(&self, people: &[Person], now: u64) -> bool {
        let says = |known: &Person| known.account == self.organisation && known.card == self.card && known.may_vouch();
        now < self.until && people.iter().any(says)
    }
}

/// Takes one into those that a keyring keeps: one of each organisation, ascending; of too many those that end last.
pub fn keep(vouches: &mut Vec<Vouch>, vouch: &Vouch) {
    match vouches.iter_mut().find(|known| known.organisation == vouch.organisation) {
        Some(known) if vouch.until > known.until => known.clone_from(vouch),
        Some(_) => {}
        None => vouches.push(vouch.clone()),
    }
    vouches.sort_by_key(|known| (std::cmp::Reverse(known.until), known.organisation));
    vouches.truncate(limits::VOUCHES);
    vouches.sort_by_key(|known| known.organisation);
}

/// The one that is shown to others: it ends last; of several the first.
#[must_use]
pub fn carried(vouches: &[Vouch], now: u64) -> Option<&Vouch> {
    let living = vouches.iter().filter(|vouch| !vouch.is_over(now));
    living.min_by_key(|vouch| (std::cmp::Reverse(vouch.until), vouch.organisation))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::{account::card::CardKeys, people::Trust};

    const NOW: u64 = 1_790_000_000_000;
    const DAY: u64 = 24 * 60 * 60 * 1000;
    const MEMBER: AccountId = AccountId([7; 20]);

    struct Organisation {
        keys: CardKeys,
        chain: CardChain,
        known: Person,
    }

    impl Organisation {
        fn new() -> Self {
            let keys = CardKeys::generate();
            let (account, card) = keys.first_card();
            let chain = CardChain::verify(account, &[card]).unwrap();
            let known = json_person(account, chain.newest().hash, "scanned");
            Self { keys, chain, known }
        }

        fn vouch(&self, until: u64) -> Vouch {
            let membership = Membership { member: MEMBER, role: "Adviser".to_owned(), site: None, until };
            membership.sign(self.chain.account(), self.chain.newest().hash, &self.keys.signing).unwrap()
        }

        /// Its keys changed: what was pinned of it stays.
        fn rotated(&self) -> Self {
            let keys = CardKeys::generate();
            let mut chain = self.chain.clone();
            chain.push(&keys.next_card(&self.chain, &self.keys.signing)).unwrap();
            Self { keys, chain, known: self.known.clone() }
        }
    }

    fn json_person(account: AccountId, card: Hash, trust: &str) -> Person {
        let json = serde_json::json!({
            "account": account, "card": card, "number": 1, "trust": trust, "name": "x", "since": 0,
        });
        Person::read(&json).unwrap()
    }

    fn checked(vouch: &Vouch, by: &Organisation) -> Result<(), Refusal> {
        vouch.check(MEMBER, &by.known, &by.chain, NOW)
    }

    #[test]
    fn one_holds_for_its_member_and_its_time_alone() {
        let organisation = Organisation::new();
        let vouch = organisation.vouch(NOW + DAY);
        assert_eq!(checked(&vouch, &organisation), Ok(()));
        let other = vouch.check(AccountId([8; 20]), &organisation.known, &organisation.chain, NOW);
        assert_eq!(other, Err(Refusal::Vouch));
        assert_eq!(checked(&organisation.vouch(NOW), &organisation), Err(Refusal::End));
        assert_eq!(checked(&organisation.vouch(NOW + 1), &organisation), Ok(()));
        let most = NOW + limits::VOUCH_TIME + limits::CLOCK_DIFFERENCE;
        assert_eq!(checked(&organisation.vouch(most), &organisation), Ok(()));
        assert_eq!(checked(&organisation.vouch(most + 1), &organisation), Err(Refusal::End));
    }

    #[test]
    fn only_the_newest_card_of_the_pinned_chain_signs_one() {
        let (organisation, other) = (Organisation::new(), Organisation::new());
        let vouch = organisation.vouch(NOW + DAY);
        assert_eq!(
            checked(&vouch, &Organisation { known: other.known.clone(), ..Organisation::new() }),
            Err(Refusal::Card)
        );
        let swapped = vouch.check(MEMBER, &organisation.known, &other.chain, NOW);
        assert_eq!(swapped, Err(Refusal::Card), "another chain");
        let forged = Vouch { signature: other.vouch(NOW + DAY).signature, ..vouch.clone() };
        assert_eq!(checked(&forged, &organisation), Err(Refusal::Signature));
        for altered in [
            Vouch { role: "Director".to_owned(), ..vouch.clone() },
            Vouch { until: NOW + 2 * DAY, ..vouch.clone() },
            Vouch { signature: vec![0; 63].into(), ..vouch.clone() },
        ] {
            assert_eq!(checked(&altered, &organisation), Err(Refusal::Signature), "{altered:?}");
        }
        let rotated = organisation.rotated();
        assert_eq!(checked(&vouch, &rotated), Err(Refusal::Card), "by the keys before");
        assert!(
            vouch.is_old(&rotated.known, &rotated.chain, NOW)
                && !forged.is_old(&organisation.known, &organisation.chain, NOW)
        );
        assert!(!vouch.is_old(&other.known, &rotated.chain, NOW), "of a chain that isn't the pinned one");
        assert_eq!(checked(&rotated.vouch(NOW + DAY), &rotated), Ok(()), "signed anew");
    }

    #[test]
    fn a_word_counts_while_it_lasts_and_its_organisation_is_who_was_scanned() {
        let organisation = Organisation::new();
        let kept = Some(organisation.vouch(NOW + DAY).kept());
        let luc = |trust: Trust| Person { vouch: kept.clone(), trust, ..json_person(MEMBER, Hash([1; 32]), "invited") };
        let seen = |luc: Person, office: &Person, now| luc.clone().among(&[luc, office.clone()], now).trust;
        let office = &organisation.known;
        assert_eq!(seen(luc(Trust::Invited), office, NOW), Trust::Vouched);
        assert_eq!(seen(luc(Trust::Vouched), office, NOW + DAY), Trust::Invited, "over");
        assert_eq!(seen(luc(Trust::Scanned), office, NOW), Trust::Scanned);
        assert_eq!(seen(luc(Trust::Unverified), office, NOW), Trust::Unverified);
        let fork = serde_json::from_value(serde_json::json!([1, Hash([2; 32])])).unwrap();
        for office in [
            Person { trust: Trust::Invited, ..office.clone() },
            Person { trust: Trust::Vouched, ..office.clone() },
            Person { trust: Trust::Unverified, ..office.clone() },
            Person { card: Hash([3; 32]), ..office.clone() },
            Person { fork: Some(fork), ..office.clone() },
            Person { account: AccountId([4; 20]), ..office.clone() },
        ] {
            assert_eq!(seen(luc(Trust::Invited), &office, NOW), Trust::Invited, "{office:?}");
        }
        let vouched = luc(Trust::Invited).among(std::slice::from_ref(office), NOW);
        assert_eq!(vouched.vouched_by(), kept.as_ref());
        assert_eq!(vouched.write()["trust"], "invited", "what ends by itself isn't written");
    }

    #[test]
    fn the_word_that_ends_last_is_kept_while_it_counts() {
        let organisation = Organisation::new();
        let people = [organisation.known.clone()];
        let mut luc = json_person(MEMBER, Hash([1; 32]), "invited");
        let mut until = |until: u64| {
            luc.hear(organisation.vouch(until).kept(), &people, NOW);
            luc.vouch.as_ref().unwrap().until
        };
        assert_eq!(until(NOW + DAY), NOW + DAY);
        assert_eq!(until(NOW + 2 * DAY), NOW + 2 * DAY);
        assert_eq!(until(NOW + DAY), NOW + 2 * DAY);
        let rotated = organisation.rotated();
        let people = [Person { card: rotated.chain.newest().hash, ..organisation.known.clone() }];
        luc.hear(rotated.vouch(NOW + DAY).kept(), &people, NOW);
        assert_eq!(luc.vouch.unwrap().until, NOW + DAY, "the longer one counts for nothing any more");
    }

    #[test]
    fn a_keyring_keeps_eight_and_shows_the_one_that_ends_last() {
        let by = |organisation: u8, until: u64| Vouch {
            organisation: AccountId([organisation; 20]),
            ..Organisation::new().vouch(until)
        };
        let mut vouches = Vec::new();
        for number in (1..=10).rev() {
            keep(&mut vouches, &by(number, NOW + u64::from(number % 5)));
        }
        let kept: Vec<u8> = vouches.iter().map(|vouch| vouch.organisation.0[0]).collect();
        assert_eq!(kept, [1, 2, 3, 4, 6, 7, 8, 9], "5 and 10 end first");
        keep(&mut vouches, &by(3, NOW + 9));
        keep(&mut vouches, &by(3, NOW + 1));
        assert_eq!(carried(&vouches, NOW).map(|vouch| (vouch.organisation.0[0], vouch.until)), Some((3, NOW + 9)));
        assert_eq!(carried(&vouches[3..], NOW).map(|vouch| vouch.organisation.0[0]), Some(4), "of two the first");
        assert_eq!(carried(&vouches, NOW + 9), None);
    }

    #[test]
    fn what_cannot_be_shown_is_not_signed() {
        let keys = CardKeys::generate();
        let sign = |role: &str, site: Option<&str>| {
            let (role, site) = (role.to_owned(), site.map(str::to_owned));
            Membership { member: MEMBER, role, site, until: 1 }.sign(MEMBER, Hash([1; 32]), &keys.signing).map(|_| ())
        };
        assert_eq!(sign(&"x".repeat(256), Some(&"y".repeat(256))), Ok(()));
        assert_eq!(sign(&"x".repeat(257), None), Err(Refusal::TooLarge));
        assert_eq!(sign("x", Some(&"y".repeat(257))), Err(Refusal::TooLarge));
        for text in ["", " ", "a\nb"] {
            assert_eq!(sign(text, None), Err(Refusal::Malformed));
            assert_eq!(sign("x", Some(text)), Err(Refusal::Malformed));
        }
    }
}
