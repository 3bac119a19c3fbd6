//! The history of consents as one signed file (§7, "Consents"): who was let in to what, and which answers were given, to be checked by
//! anybody without the server and without Armoire.

use std::collections::BTreeMap;

use data_encoding::BASE64;
use serde::{Deserialize, Serialize};

use super::{
    Refusal,
    act::{Act, Body, Grant, Put, Right},
    bytes::{Bytes, Hash},
    canonical,
    card::{CardChain, CardContent, SignedCard},
    id::{AccountId, GrantId, LockerId, NodeId},
    limits,
    signing::{SignatureType, SigningSeed, verify},
};

const PAYLOAD_TYPE: &str = "application/vnd.armoire.consents+json";

/// What a history says beside its acts, in the holder's clear words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The act that they are about.
    #[serde(deserialize_with = "canonical::integer")]
    pub seq: u64,
    /// A sentence.
    pub text: String,
}

/// A history that holds together.
#[derive(Clone, Debug)]
pub struct Consents {
    /// Of which locker.
    pub locker: LockerId,
    /// Whose, and who has signed it.
    pub holder: AccountId,
    /// When it was signed, milliseconds since 1970.
    pub time: u64,
    /// How many acts there were.
    pub acts: u64,
    /// Hash of the last.
    pub head: Hash,
    /// Every grant, in the order in which they were given.
    pub grants: Vec<GrantLife>,
    /// The holder's words, by act.
    pub words: Vec<Words>,
}

/// What was lent, and for how long it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantLife {
    /// Its act.
    pub seq: u64,
    /// Its id.
    pub grant: GrantId,
    /// The locker as a node, a folder or a document.
    pub node: NodeId,
    /// Who gave it.
    pub author: AccountId,
    /// Whom.
    pub grantee: AccountId,
    /// What they might do.
    pub right: Right,
    /// From when, milliseconds since 1970.
    pub start: u64,
    /// Until when it was given.
    pub end: u64,
    /// Since when it is over: its end, or earlier, when it or what it hangs on was taken back.
    pub over: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope {
    payload: String,
    #[serde(rename = "payloadType")]
    payload_type: String,
    signatures: [EnvelopeSignature; 1],
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EnvelopeSignature {
    keyid: AccountId,
    sig: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Payload {
    locker: LockerId,
    holder: AccountId,
    #[serde(deserialize_with = "canonical::integer")]
    time: u64,
    /// Chains, the holder's first; of each card its bytes, its signature and, from the second on, its endorsement.
    cards: Vec<Vec<Vec<Bytes>>>,
    /// Headers with their signatures and, where it says something about consent, the body.
    acts: Vec<Vec<Bytes>>,
    words: Vec<Words>,
}

/// Signs the history of a locker with the key of the holder's newest card.
///
/// `chains` are whole, the holder's first; `acts` go from act 0 to the head.
///
/// # Errors
/// `too_large` over 64 MiB.
pub fn sign(
    (locker, time): (LockerId, u64),
    chains: &[(AccountId, Vec<SignedCard>)],
    acts: &[Act],
    words: Vec<Words>,
    seed: &SigningSeed,
) -> Result<Vec<u8>, Refusal> {
    let holder = chains.first().ok_or(Refusal::Card)?.0;
    let card = |card: &SignedCard| {
        let mut parts = vec![card.card.clone().into(), card.signature.to_vec().into()];
        parts.extend(card.endorsement.map(|endorsement| endorsement.to_vec().into()));
        parts
    };
    let act = |act: &Act| {
        let mut parts: Vec<Bytes> = vec![act.header_bytes.clone().into(), act.signature.to_vec().into()];
        let body = act.body.as_ref().filter(|body| is_about_consent(body, locker)).and(act.body_bytes.as_ref());
        parts.extend(body.map(|bytes| bytes.clone().into()));
        parts
    };
    let cards = chains.iter().map(|(_, cards)| cards.iter().map(card).collect()).collect();
    let payload = Payload { locker, holder, time, cards, acts: acts.iter().map(act).collect(), words };
    let payload = canonical::write(&payload);
    let sig = BASE64.encode(&seed.sign(SignatureType::Consents, &payload));
    let envelope = Envelope {
        payload: BASE64.encode(&payload),
        payload_type: PAYLOAD_TYPE.to_owned(),
        signatures: [EnvelopeSignature { keyid: holder, sig }],
    };
    let file = canonical::write(&envelope);
    if file.len() > limits::CONSENTS { Err(Refusal::TooLarge) } else { Ok(file) }
}

/// Checks a history: nothing in it was altered since its holder has signed it, each act was signed by its author, and none is missing between
/// the first and the last.
///
/// # Errors
/// `too_large` over 64 MiB; `not_canonical`, `malformed`; `card`, `signature`, `locker`, `seq`, `prev`, `time`, `author`, `body`, `kind`.
pub fn read(file: &[u8]) -> Result<Consents, Refusal> {
    let envelope: Envelope = canonical::read(file, limits::CONSENTS)?;
    let [EnvelopeSignature { keyid, sig }] = envelope.signatures;
    if envelope.payload_type != PAYLOAD_TYPE {
        return Err(Refusal::Kind);
    }
    let bytes = BASE64.decode(envelope.payload.as_bytes()).map_err(|_| Refusal::Malformed)?;
    let sig = BASE64.decode(sig.as_bytes()).map_err(|_| Refusal::Malformed)?;
    let payload: Payload = canonical::read(&bytes, limits::CONSENTS)?;
    let chains = chains(&payload)?;
    let holder = chains.get(&payload.holder).filter(|_| keyid == payload.holder).ok_or(Refusal::Card)?;
    let newest = &holder.newest().content.signing.0;
    verify(SignatureType::Consents, newest, &bytes, &signature(&sig)?)?;

    let mut history = History { locker: payload.locker, holder: payload.holder, chains: &chains, acts: Vec::new() };
    for parts in &payload.acts {
        history.push(parts)?;
    }
    let head = history.acts.last().ok_or(Refusal::Length)?.hash;
    let acts = history.acts.len() as u64;
    if payload.words.iter().any(|words| words.seq >= acts) {
        return Err(Refusal::Seq);
    }
    let Payload { locker, holder, time, words, .. } = payload;
    Ok(Consents { locker, holder, time, acts, head, grants: lives(&history.acts), words })
}

/// Whether an act's body belongs into a history: what lets in, ends it, or answers what others have handed in; and what that rests on.
fn is_about_consent(body: &Body, locker: LockerId) -> bool {
    match body {
        Body::Locker(_) | Body::Grant(_) | Body::Revoke(_) | Body::Deposit(_) | Body::Rotate(_) | Body::Card(_) => true,
        Body::Put(Put::Document(put)) => put.deposit.is_some(),
        Body::Purge(purge) => purge.parent == locker.as_node(),
        _ => false,
    }
}

fn chains(payload: &Payload) -> Result<BTreeMap<AccountId, CardChain>, Refusal> {
    let mut chains = BTreeMap::new();
    for (place, cards) in payload.cards.iter().enumerate() {
        let cards: Vec<SignedCard> = cards.iter().map(|parts| signed_card(parts)).collect::<Result<_, _>>()?;
        let first = cards.first().ok_or(Refusal::Card)?;
        let account = canonical::read::<CardContent>(&first.card, limits::CARD)?.account;
        if (place == 0) != (account == payload.holder) {
            return Err(Refusal::Card);
        }
        if chains.insert(account, CardChain::verify(account, &cards)?).is_some() {
            return Err(Refusal::Card);
        }
    }
    Ok(chains)
}

fn signed_card(parts: &[Bytes]) -> Result<SignedCard, Refusal> {
    let (card, own, endorsement) = match parts {
        [card, own] => (card, own, None),
        [card, own, endorsement] => (card, own, Some(signature(&endorsement.0)?)),
        _ => return Err(Refusal::Card),
    };
    Ok(SignedCard { card: card.0.clone(), signature: signature(&own.0)?, endorsement })
}

fn signature(bytes: &[u8]) -> Result<[u8; 64], Refusal> {
    bytes.try_into().map_err(|_| Refusal::Signature)
}

/// Acts as they are read, each after the one before it.
struct History<'a> {
    locker: LockerId,
    holder: AccountId,
    chains: &'a BTreeMap<AccountId, CardChain>,
    acts: Vec<Act>,
}

impl History<'_> {
    fn push(&mut self, parts: &[Bytes]) -> Result<(), Refusal> {
        let (header, own, body) = match parts {
            [header, own] => (header, own, None),
            [header, own, body] => (header, own, Some(body.0.as_slice())),
            _ => return Err(Refusal::Malformed),
        };
        let act = Act::parse(&header.0, signature(&own.0)?, body, &[])?;
        let before = self.acts.last();
        if act.locker() != self.locker || act.header.locker.is_some() != before.is_some() {
            return Err(Refusal::Locker);
        }
        if act.header.seq != self.acts.len() as u64 {
            return Err(Refusal::Seq);
        }
        if act.header.prev != before.map(|before| before.hash) {
            return Err(Refusal::Prev);
        }
        if before.is_some_and(|before| act.header.time < before.header.time) {
            return Err(Refusal::Time);
        }
        if before.is_none() && (act.header.author != self.holder || !matches!(act.body, Some(Body::Locker(_)))) {
            return Err(Refusal::Author);
        }
        if act.body.as_ref().is_some_and(|body| !is_about_consent(body, self.locker)) {
            return Err(Refusal::Kind);
        }
        let chain = self.chains.get(&act.header.author).ok_or(Refusal::Author)?;
        let card = chain.find(act.header.card).ok_or(Refusal::Card)?;
        verify(SignatureType::Act, &card.content.signing.0, &act.header_bytes, &act.signature)?;
        self.acts.push(act);
        Ok(())
    }
}

/// Which grants lived when. An id may be used again once what it named is over.
fn lives(acts: &[Act]) -> Vec<GrantLife> {
    let mut lives: Vec<GrantLife> = Vec::new();
    let mut hang: Vec<Option<usize>> = Vec::new();
    let newest = |lives: &[GrantLife], id: GrantId| lives.iter().rposition(|life| life.grant == id);
    for act in acts {
        match &act.body {
            Some(Body::Grant(grant)) => {
                hang.push(grant.via.and_then(|via| newest(&lives, via)));
                lives.push(life(act, grant));
            }
            Some(Body::Revoke(revoke)) => {
                if let Some(life) = newest(&lives, revoke.grant).and_then(|place| lives.get_mut(place)) {
                    life.over = life.over.min(act.header.time);
                }
            }
            _ => {}
        }
    }
    // What a grant hangs on comes before it.
    for place in 0..lives.len() {
        let above = hang.get(place).copied().flatten().and_then(|above| lives.get(above)).map(|above| above.over);
        if let (Some(above), Some(life)) = (above, lives.get_mut(place)) {
            life.over = life.over.min(above);
        }
    }
    lives
}

fn life(act: &Act, grant: &Grant) -> GrantLife {
    GrantLife {
        seq: act.header.seq,
        grant: grant.grant,
        node: grant.node,
        author: act.header.author,
        grantee: grant.grantee,
        right: grant.right,
        start: grant.start,
        end: grant.end,
        over: grant.end,
    }
}
