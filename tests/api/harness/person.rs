//! A person with an account, as far as the server can tell: what is sealed is random here.

use armoire::protocol::{
    act::{Act, Body, FirstAct, Rotate},
    bytes::{Bytes, Hash, encode},
    card::{CardChain, CardContent, PublicKey, SignedCard},
    change::Signer,
    id::{AccountId, LockerId, ObjectId, SlotId},
    signing::SigningSeed,
};
use serde_json::{Value, json};

use super::{Answer, Journal, World};

/// Someone who has signed up, or is about to.
pub struct Person {
    /// Their handle.
    pub handle: String,
    /// What proves that they know their words.
    pub words: Vec<u8>,
    /// Their cards.
    pub cards: CardChain,
    /// Their locker.
    pub journal: Journal,
    /// The token of their session; empty before they signed up.
    pub token: String,
    signed: SignedCard,
}

/// `N` random bytes.
pub fn random<const N: usize>() -> [u8; N] {
    rand::random()
}

/// Bytes that look sealed.
pub fn sealed(length: usize) -> Bytes {
    let mut bytes: Vec<u8> = (0..81 + length).map(|_| rand::random()).collect();
    bytes[0] = 1;
    Bytes(bytes)
}

/// Bytes that look like an age file to one X25519 recipient.
pub fn age_file(length: usize) -> Vec<u8> {
    let mut file =
        format!("age-encryption.org/v1\n-> X25519 {}\n{}\n--- {}\n", "A".repeat(43), "B".repeat(43), "C".repeat(43))
            .into_bytes();
    file.extend((0..length).map(|_| rand::random::<u8>()));
    file
}

/// Bytes that look like an age file to one published key.
pub fn box_file(length: usize) -> Vec<u8> {
    let file = age_file(length);
    let end = file.windows(3).position(|three| three == b"---").expect("a header");
    let header = String::from_utf8_lossy(&file[..end]).replace("X25519", "mlkem768x25519");
    [header.as_bytes(), &file[end..]].concat()
}

fn hybrid_recipient() -> String {
    format!("age1pq1{}", "q".repeat(1000))
}

impl Person {
    /// Someone with everything that a sign-up needs.
    pub fn new(world: &World, handle: &str) -> Self {
        let seed = SigningSeed::new(random());
        let account = AccountId::of_first_key(&seed.public_key());
        let content = CardContent {
            account,
            number: 1,
            signing: PublicKey(seed.public_key()),
            recipient: hybrid_recipient(),
            previous: None,
        };
        let signed = SignedCard::sign(&content, &seed, None);
        let cards = CardChain::verify(account, std::slice::from_ref(&signed)).expect("a good card");
        let inbox = hybrid_recipient();
        let first = Body::Locker(FirstAct { salt: Bytes(random::<16>().to_vec()), inbox: inbox.clone() });
        let mut journal = Journal::begin(seed, &cards, first, world.now());
        let rotate = Rotate {
            salt: Bytes(random::<16>().to_vec()),
            node: journal.id().as_node(),
            epoch: 1,
            under: None,
            key: sealed(32),
            prior: None,
            inbox: Some(inbox),
            boxes: Vec::new(),
            sealed: None,
        };
        journal.rotate(rotate, world.now());
        Self { handle: handle.to_owned(), words: random::<32>().to_vec(), cards, journal, token: String::new(), signed }
    }

    /// Someone who has signed up.
    pub async fn signed_up(world: &World, handle: &str) -> Self {
        let mut person = Self::new(world, handle);
        let answer = person.sign_up(world).await.expect(201);
        person.token = answer.token();
        person
    }

    /// Sends the sign-up.
    pub async fn sign_up(&self, world: &World) -> Answer {
        world.call("POST", "/accounts").json(&self.sign_up_request()).send().await
    }

    /// What a sign-up sends.
    pub fn sign_up_request(&self) -> Value {
        json!({
            "handle": self.handle,
            "card": card(&self.signed),
            "slots": self.slots(),
            "keyring": {"version": 1, "sealed": sealed(1024)},
            "locker": encode(&self.journal.frames(0)),
        })
    }

    /// A slot of words and one of a card.
    pub fn slots(&self) -> Value {
        json!([
            {"id": SlotId(random()), "kind": "words", "find": self.handle, "verifier": Hash::of(&self.words), "sealed": sealed(32)},
            {"id": SlotId(random()), "kind": "card", "find": encode(&random::<32>()), "verifier": Hash(random()),
             "sealed": encode(&age_file(200))},
        ])
    }

    /// Signs in by words.
    pub async fn sign_in(&self, world: &World) -> Answer {
        let request = json!({"kind": "words", "find": self.handle, "auth": encode(&self.words)});
        world.call("POST", "/session").json(&request).send().await
    }

    /// Signs what a session alone may not change.
    pub fn signer(&self) -> Signer<'_> {
        Signer { account: self.cards.account(), card: self.cards.newest().hash, seed: self.journal.seed() }
    }

    /// Makes the next card; the journal signs with it from its `card` act on.
    pub fn next_card(&mut self) -> SignedCard {
        let seed = SigningSeed::new(random());
        let last = self.cards.newest();
        let content = CardContent {
            account: self.cards.account(),
            number: last.content.number + 1,
            signing: PublicKey(seed.public_key()),
            recipient: hybrid_recipient(),
            previous: Some(last.hash),
        };
        let signed = SignedCard::sign(&content, &seed, Some(self.journal.seed()));
        self.cards.push(&signed).expect("a good card");
        self.journal.renew(seed, &self.cards);
        signed
    }

    /// Their locker.
    pub fn locker(&self) -> LockerId {
        self.journal.id()
    }

    /// Path of one of their objects.
    pub fn object_path(&self, object: ObjectId) -> String {
        format!("/lockers/{}/objects/{object}", self.locker())
    }

    /// Stores an object of about this size; gives its name for an act.
    pub async fn store(&self, world: &World, length: usize) -> armoire::protocol::act::ObjectName {
        let (id, file) = (ObjectId(random()), age_file(length));
        world.call("PUT", &self.object_path(id)).bearer(&self.token).bytes(&file).send().await.expect(201);
        armoire::protocol::act::ObjectName { id, size: file.len() as u64, sha256: Hash::of(&file) }
    }

    /// Sends acts to anybody's locker.
    pub async fn send(&self, world: &World, locker: LockerId, acts: &[Act]) -> Answer {
        let path = format!("/lockers/{locker}/acts");
        world.call("POST", &path).bearer(&self.token).acts(acts).send().await
    }

    /// Appends what the journal has since `from`.
    pub async fn append(&self, world: &World, from: u64) -> Answer {
        let path = format!("/lockers/{}/acts", self.locker());
        world.call("POST", &path).bearer(&self.token).acts(self.journal.since(from)).send().await
    }
}

/// A card as JSON carries it.
pub fn card(card: &SignedCard) -> Value {
    let mut value = json!({"card": encode(&card.card), "signature": encode(&card.signature)});
    if let Some(endorsement) = &card.endorsement {
        value["endorsement"] = encode(endorsement).into();
    }
    value
}
