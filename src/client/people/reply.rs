//! The answer to an invitation: who answers, by which card, signed by that card.

use serde::{Deserialize, Serialize};

use super::{Introduction, Vouch, find};
use crate::{
    client::{
        envelope::{self, Context},
        hazmat::Key,
    },
    protocol::{
        Refusal,
        bytes::{Bytes, Hash},
        canonical,
        card::{CardChain, VerifiedCard},
        id::{AccountId, LockerId},
        padding,
        signing::{self, SignatureType, SigningSeed},
    },
};

/// Padded to multiples of this, so that the lengths of names don't show.
const BLOCK: usize = 1024;
/// Most bytes, opened.
const MOST: usize = 7 * BLOCK;
/// Most bytes, sealed.
const SEALED: usize = 8 * 1024;

/// The invitation that is answered.
#[derive(Clone, Copy, Debug)]
pub struct Answered<'a> {
    /// Its secret.
    pub secret: &'a Key,
    /// Who invites.
    pub inviter: AccountId,
    /// Hash of the card that the invitation names.
    pub card: Hash,
}

/// A reply that was opened. Who wrote it isn't known before [`Reply::verify`].
#[derive(Debug)]
pub struct Reply {
    json: ReplyJson,
    signed: Vec<u8>,
}

/// The order of the fields is the order of the keys.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReplyJson {
    account: AccountId,
    card: Hash,
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    organisation: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    site: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mission: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reach: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    locker: Option<LockerId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    vouch: Option<Vouch>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    signature: Option<Bytes>,
}

/// What is signed: the reply and the invitation that it answers, so that it answers no other.
#[derive(Serialize)]
struct SignedJson<'a> {
    inviter: AccountId,
    inviter_card: Hash,
    find: String,
    #[serde(flatten)]
    reply: &'a ReplyJson,
}

/// Signs and seals the answer of the account whose newest card is `card`: at most 8 KiB.
///
/// # Errors
/// Those of [`Introduction::check`].
pub fn seal(
    to: Answered<'_>,
    account: AccountId,
    card: Hash,
    signing: &SigningSeed,
    (who, vouch): (&Introduction, Option<&Vouch>),
) -> Result<Vec<u8>, Refusal> {
    who.check()?;
    let Introduction { name, organisation, site, mission, reach, locker } = who.clone();
    let vouch = vouch.cloned();
    let mut json =
        ReplyJson { account, card, name, organisation, site, mission, reach, locker, vouch, signature: None };
    json.signature = Some(signing.sign(SignatureType::Reply, &signed(to, &json)).to_vec().into());
    let bytes = canonical::write(&json);
    if bytes.len().next_multiple_of(BLOCK) > MOST {
        return Err(Refusal::TooLarge);
    }
    let context = Context::Invite { inviter: to.inviter, invitee: account };
    Ok(envelope::seal(to.secret, &context, &padding::with_spaces(bytes, BLOCK)))
}

/// Opens the answer that `invitee` is said to have given.
///
/// # Errors
/// `too_large`, those of [`envelope::open`], `not_canonical`; `card` when it names another account; those of [`Introduction::check`] and
/// [`Vouch::check_texts`].
pub fn open(to: Answered<'_>, invitee: AccountId, sealed: &[u8]) -> Result<Reply, Refusal> {
    if sealed.len() > SEALED {
        return Err(Refusal::TooLarge);
    }
    let padded = envelope::open(to.secret, &Context::Invite { inviter: to.inviter, invitee }, sealed)?;
    let json: ReplyJson = canonical::read(padding::without_spaces(&padded), MOST)?;
    if json.account != invitee {
        return Err(Refusal::Card);
    }
    let signed = signed(to, &json);
    let reply = Reply { json, signed };
    reply.introduction().check()?;
    reply.vouch().map_or(Ok(()), Vouch::check_texts)?;
    Ok(reply)
}

impl Reply {
    /// The card that has signed it: one of this chain, which the caller has verified to be the invitee's.
    ///
    /// # Errors
    /// `card` when the chain is another account's or lacks the card; `signature`, `weak_key`.
    pub fn verify<'a>(&self, chain: &'a CardChain) -> Result<&'a VerifiedCard, Refusal> {
        if chain.account() != self.json.account {
            return Err(Refusal::Card);
        }
        let card = chain.find(self.json.card).ok_or(Refusal::Card)?;
        let signature = self.json.signature.as_ref().and_then(|signature| signature.0.as_slice().try_into().ok());
        let signature = signature.ok_or(Refusal::Signature)?;
        signing::verify(SignatureType::Reply, &card.content.signing.0, &self.signed, signature)?;
        Ok(card)
    }

    /// How whoever answers introduces themselves.
    #[must_use]
    pub fn introduction(&self) -> Introduction {
        let ReplyJson { name, organisation, site, mission, reach, locker, .. } = self.json.clone();
        Introduction { name, organisation, site, mission, reach, locker }
    }

    /// What an organisation is said to say of them; [`Vouch::check`] tells.
    #[must_use]
    pub fn vouch(&self) -> Option<&Vouch> {
        self.json.vouch.as_ref()
    }
}

fn signed(to: Answered<'_>, reply: &ReplyJson) -> Vec<u8> {
    let reply = &ReplyJson { signature: None, ..reply.clone() };
    canonical::write(&SignedJson { inviter: to.inviter, inviter_card: to.card, find: find(to.secret), reply })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::account::card::CardKeys;

    struct Meeting {
        secret: Key,
        inviter: AccountId,
        keys: CardKeys,
        account: AccountId,
        chain: CardChain,
    }

    impl Meeting {
        fn new() -> Self {
            let keys = CardKeys::generate();
            let (account, card) = keys.first_card();
            let chain = CardChain::verify(account, &[card]).unwrap();
            Self { secret: Key::generate(), inviter: AccountId([1; 20]), keys, account, chain }
        }

        fn to(&self) -> Answered<'_> {
            Answered { secret: &self.secret, inviter: self.inviter, card: Hash([3; 32]) }
        }

        fn sealed(&self) -> Vec<u8> {
            let who = Introduction { name: "Luc".to_owned(), ..Introduction::default() };
            seal(self.to(), self.account, self.chain.newest().hash, &self.keys.signing, (&who, None)).unwrap()
        }
    }

    #[test]
    fn a_reply_opens_for_who_invited_and_names_its_card() {
        let meeting = Meeting::new();
        let sealed = meeting.sealed();
        let reply = open(meeting.to(), meeting.account, &sealed).unwrap();
        assert_eq!(reply.verify(&meeting.chain).unwrap().hash, meeting.chain.newest().hash);
        assert_eq!(reply.introduction().name, "Luc");
        assert_eq!(sealed.len(), BLOCK + crate::protocol::bytes::SEAL_OVERHEAD, "lengths don't show");
    }

    #[test]
    fn a_swapped_card_is_refused() {
        let (meeting, other) = (Meeting::new(), Meeting::new());
        let who = Introduction { name: "Luc".to_owned(), ..Introduction::default() };
        let reply = open(meeting.to(), meeting.account, &meeting.sealed()).unwrap();
        assert_eq!(reply.verify(&other.chain).unwrap_err(), Refusal::Card, "another account's chain");
        // Signed by keys that aren't the card's.
        let card = meeting.chain.newest().hash;
        let forged = seal(meeting.to(), meeting.account, card, &other.keys.signing, (&who, None)).unwrap();
        let forged = open(meeting.to(), meeting.account, &forged).unwrap();
        assert_eq!(forged.verify(&meeting.chain).unwrap_err(), Refusal::Signature);
        // A card that isn't of the chain.
        let card = other.chain.newest().hash;
        let forged = seal(meeting.to(), meeting.account, card, &meeting.keys.signing, (&who, None)).unwrap();
        let forged = open(meeting.to(), meeting.account, &forged).unwrap();
        assert_eq!(forged.verify(&meeting.chain).unwrap_err(), Refusal::Card);
    }

    #[test]
    fn a_reply_answers_one_invitation_of_one_person() {
        let meeting = Meeting::new();
        let sealed = meeting.sealed();
        let to = meeting.to();
        let refusal = |to, account| open(to, account, &sealed).unwrap_err();
        assert_eq!(refusal(to, AccountId([9; 20])), Refusal::Commitment);
        assert_eq!(refusal(Answered { inviter: AccountId([9; 20]), ..to }, meeting.account), Refusal::Commitment);
        assert_eq!(refusal(Answered { secret: &Key::generate(), ..to }, meeting.account), Refusal::Commitment);
        // Whoever knows both secrets can seal it again; what was signed stays what it was.
        let other = Answered { card: Hash([4; 32]), ..to };
        let reply = open(other, meeting.account, &sealed).unwrap();
        assert_eq!(reply.verify(&meeting.chain).unwrap_err(), Refusal::Signature, "another card of the inviter's");
        let secret = Key::generate();
        let context = Context::Invite { inviter: to.inviter, invitee: meeting.account };
        let plaintext = envelope::open(to.secret, &context, &sealed).unwrap();
        let again = envelope::seal(&secret, &context, &plaintext);
        let reply = open(Answered { secret: &secret, ..to }, meeting.account, &again).unwrap();
        assert_eq!(reply.verify(&meeting.chain).unwrap_err(), Refusal::Signature, "another invitation");
    }
}
