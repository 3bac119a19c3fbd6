//! A person as the measurements play them: real signatures and a real log over HTTP, random bytes where a client would
//! seal. The server can't tell the difference, and a client's own cryptography stays out of the measurement.

use std::net::SocketAddr;
use std::time::{SystemTime, UNIX_EPOCH};

use armoire::client::envelope;
use armoire::client::hazmat::{Identity, random};
use armoire::protocol::act::{
    Act, Body, Document, FirstAct, Header, NewFolder, ObjectName, Put, Rotate, Seen, write_frame,
};
use armoire::protocol::age_header::RecipientType;
use armoire::protocol::bytes::{Bytes, Hash, SEAL_OVERHEAD, encode};
use armoire::protocol::card::{CardContent, PublicKey, SignedCard};
use armoire::protocol::id::{AccountId, LockerId, NodeId, ObjectId, SlotId};
use armoire::protocol::signing::SigningSeed;
use serde_json::{Value, json};

use crate::http::{Answer, Connection};
use crate::load::Outcome;

pub struct Holder {
    seed: SigningSeed,
    account: AccountId,
    card: Hash,
    /// How the server looks the words slot up, and the proof for it.
    pub handle: String,
    pub auth: [u8; 32],
    pub locker: LockerId,
    head: (u64, Hash),
    keys: Hash,
    people: Hash,
    session: String,
    address: SocketAddr,
    connection: Connection,
}

/// One more connection of a holder's session, which reads one path again and again.
pub struct Reader {
    connection: Connection,
    path: String,
    bearer: String,
}

/// A page that a holder has open: it waits for changes.
pub struct Page(Connection);

impl Page {
    /// Waits until the locker has a new newest act; gives its number.
    pub fn woken(&mut self) -> Outcome<u64> {
        loop {
            let line = self.0.streamed_line()?;
            if let Some(data) = line.strip_prefix("data: ") {
                let head: Value = serde_json::from_str(data)?;
                return head["seq"].as_u64().ok_or_else(|| format!("not a head: {data}").into());
            }
        }
    }
}

impl Reader {
    pub fn read(&mut self) -> Outcome<Answer> {
        Ok(self.connection.get(&self.path, &[("Authorization", &self.bearer)])?.expect(200)?)
    }
}

impl Holder {
    /// Signs up a new account with its locker.
    pub fn sign_up(address: SocketAddr, handle: &str) -> Outcome<Self> {
        let seed = SigningSeed::new(random::bytes());
        let public = seed.public_key();
        let account = AccountId::of_first_key(&public);
        let recipient = Identity::generate(RecipientType::Hybrid).to_recipient().to_string();
        let content = CardContent {
            account,
            number: 1,
            signing: PublicKey(public),
            recipient: recipient.clone(),
            previous: None,
        };
        let card = SignedCard::sign(&content, &seed, None);
        let card_hash = Hash::of(&card.card);

        let first = Body::Locker(FirstAct { salt: salt(), inbox: recipient.clone() });
        let first = sign(&seed, account, card_hash, None, None, first)?;
        let locker = first.locker();
        let key = Rotate {
            salt: salt(),
            node: locker.as_node(),
            epoch: 1,
            under: None,
            key: sealed(32),
            prior: None,
            inbox: Some(recipient),
            boxes: Vec::new(),
            sealed: None,
        };
        let second = sign(&seed, account, card_hash, Some((locker, 0, first.hash)), None, Body::Rotate(key))?;

        let auth: [u8; 32] = random::bytes();
        let card_slot =
            envelope::to(&Identity::generate(RecipientType::X25519).to_recipient(), &random::bytes::<120>());
        let slots = [
            json!({"id": SlotId(random::bytes()), "kind": "words", "find": handle, "verifier": Hash::of(&auth), "sealed": sealed(32)}),
            json!({
                "id": SlotId(random::bytes()), "kind": "card", "find": encode(&random::bytes::<32>()),
                "verifier": Hash(random::bytes()), "sealed": encode(&card_slot),
            }),
        ];
        let body = json!({
            "handle": handle,
            "card": {"card": encode(&card.card), "signature": encode(&card.signature)},
            "slots": slots,
            "keyring": {"version": 1, "sealed": sealed(1024)},
            "locker": encode(&frames(&[&first, &second])),
        });
        let mut connection = Connection::open(address)?;
        let answer = post(&mut connection, "/api/v1/accounts", &body)?.expect(201)?;
        let session = session_of(&answer)?;
        Ok(Self {
            seed,
            account,
            card: card_hash,
            handle: handle.to_owned(),
            auth,
            locker,
            head: (1, second.hash),
            keys: second.hash,
            people: first.hash,
            session,
            address,
            connection,
        })
    }

    /// Signs in with the words slot, as a session of its own, and forgets that session.
    pub fn sign_in(&mut self) -> Outcome<()> {
        let body = json!({"kind": "words", "find": self.handle, "auth": encode(&self.auth)});
        post(&mut self.connection, "/api/v1/session", &body)?.expect(200)?;
        Ok(())
    }

    /// Asks once for a path below the locker.
    pub fn get(&self, below: &str) -> Outcome<Answer> {
        self.reader(below)?.read()
    }

    /// A connection that asks for a path below the locker.
    pub fn reader(&self, below: &str) -> Outcome<Reader> {
        Ok(Reader {
            connection: Connection::open(self.address)?,
            path: format!("/api/v1/lockers/{}{below}", self.locker),
            bearer: format!("Bearer {}", self.session),
        })
    }

    /// Opens a page, which has got the head already.
    pub fn page(&self) -> Outcome<Page> {
        let mut connection = Connection::open(self.address)?;
        connection.stream("/api/v1/events", &[("Authorization", &format!("Bearer {}", self.session))])?;
        let mut page = Page(connection);
        page.woken()?;
        Ok(page)
    }

    /// Makes a folder with so many documents of one small object each.
    pub fn fill(&mut self, documents: usize) -> Outcome<()> {
        let folder = NodeId(random::bytes());
        let put = NewFolder {
            salt: salt(),
            node: folder,
            parent: self.locker.as_node(),
            epoch: 1,
            under: Some(1),
            version: 1,
            private: false,
            key: sealed(32),
            label: sealed(512),
            sealed: None,
        };
        let made = self.sign(Some(self.keys), Body::Put(Put::NewFolder(put)))?;
        self.append(&[&made])?;
        let mut chain = made.hash;
        let payload = envelope::to(&Identity::generate(RecipientType::X25519).to_recipient(), &[0; 1024]);
        for _ in 0..documents {
            let object = self.upload(&payload)?;
            let put = document(folder, object);
            let act = self.sign(Some(chain), Body::Put(Put::Document(put)))?;
            chain = act.hash;
            self.append(&[&act])?;
        }
        Ok(())
    }

    /// Uploads one sealed object under a fresh id.
    pub fn upload(&mut self, payload: &[u8]) -> Outcome<ObjectName> {
        let id = ObjectId(random::bytes());
        let path = format!("/api/v1/lockers/{}/objects/{id}", self.locker);
        self.send("PUT", &path, "application/octet-stream", payload)?.expect(201)?;
        Ok(ObjectName { id, size: payload.len() as u64, sha256: Hash::of(payload) })
    }

    /// One small durable record: an act that vouches for the head.
    pub fn vouch(&mut self) -> Outcome<()> {
        let (seq, hash) = self.head;
        let seen = Body::Seen(Seen { salt: salt(), node: self.locker.as_node(), seq, hash });
        let act = self.sign(Some(self.people), seen)?;
        self.people = act.hash;
        self.append(&[&act])
    }

    /// The newest act that the server has from this person.
    pub fn head(&self) -> u64 {
        self.head.0
    }

    fn sign(&self, chain: Option<Hash>, body: Body) -> Outcome<Act> {
        let after = (self.locker, self.head.0, self.head.1);
        sign(&self.seed, self.account, self.card, Some(after), chain, body)
    }

    fn append(&mut self, acts: &[&Act]) -> Outcome<()> {
        let path = format!("/api/v1/lockers/{}/acts", self.locker);
        self.send("POST", &path, "application/vnd.armoire.acts", &frames(acts))?.expect(200)?;
        if let Some(last) = acts.last() {
            self.head = (last.header.seq, last.hash);
        }
        Ok(())
    }

    fn send(&mut self, method: &str, path: &str, content: &str, body: &[u8]) -> Outcome<Answer> {
        let bearer = format!("Bearer {}", self.session);
        let headers = [("Authorization", bearer.as_str()), ("Content-Type", content)];
        Ok(self.connection.request(method, path, &headers, body)?)
    }
}

fn sign(
    seed: &SigningSeed,
    author: AccountId,
    card: Hash,
    after: Option<(LockerId, u64, Hash)>,
    chain: Option<Hash>,
    body: Body,
) -> Outcome<Act> {
    let header = Header {
        locker: after.map(|(locker, ..)| locker),
        seq: after.map_or(0, |(_, seq, _)| seq + 1),
        prev: after.map(|(.., hash)| hash),
        chain,
        author,
        card,
        time: now()?,
        body: Hash([0; 32]),
    };
    Ok(Act::sign(header, body, Vec::new(), seed))
}

fn document(folder: NodeId, object: ObjectName) -> Document {
    Document {
        salt: salt(),
        node: NodeId(random::bytes()),
        parent: folder,
        epoch: 1,
        turn: 0,
        version: 1,
        base: None,
        label: sealed(512),
        objects: vec![object],
        boxes: Vec::new(),
        deposit: None,
        sealed: None,
    }
}

fn frames(acts: &[&Act]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for act in acts {
        write_frame(&mut bytes, act);
    }
    bytes
}

fn post(connection: &mut Connection, path: &str, body: &Value) -> Outcome<Answer> {
    Ok(connection.request("POST", path, &[("Content-Type", "application/json")], body.to_string().as_bytes())?)
}

// The cookie of loopback http: `armoire=TOKEN; HttpOnly; …`.
fn session_of(answer: &Answer) -> Outcome<String> {
    let cookie = answer.header("set-cookie").ok_or("no session came back")?;
    let token = cookie.split(';').next().and_then(|pair| pair.split_once('='));
    Ok(token.ok_or("no session in the cookie")?.1.to_owned())
}

// What `seal` would give for so many bytes: the suite, then nothing to tell from random.
fn sealed(length: usize) -> Bytes {
    let mut bytes = vec![0; length + SEAL_OVERHEAD];
    random::fill(&mut bytes);
    bytes[0] = 1;
    Bytes(bytes)
}

fn salt() -> Bytes {
    Bytes(random::bytes::<16>().to_vec())
}

#[allow(clippy::disallowed_methods, reason = "the server compares with its own clock")]
fn now() -> Outcome<u64> {
    Ok(u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?)
}
