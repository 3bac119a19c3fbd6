//! Grants: `GET /grants`, `GET /lockers/{locker}/view`, objects for people whom somebody lets in, and what they may write.

mod delegates;
mod seen;
mod writing;

use armoire::protocol::{
    act::{Act, ObjectName, Right},
    bytes::decode,
    id::{GrantId, NodeId, ObjectId},
};
use serde_json::Value;

use crate::harness::{Answer, EventStream, NewDocument, NewGrant, Person, World, random};

const HOUR: u64 = 60 * 60 * 1000;

/// Nadia has two folders with two documents each, and a private one with one; Karim and Yusuf have nothing of it yet.
struct Shared {
    nadia: Person,
    karim: Person,
    yusuf: Person,
    papers: [NodeId; 2],
    private: NodeId,
    /// Two in the first folder, two in the second, one in the private one.
    documents: [(NodeId, ObjectName); 5],
}

impl Shared {
    async fn new(world: &World) -> Self {
        Self::with_objects_of(world, 2000).await
    }

    async fn with_objects_of(world: &World, size: usize) -> Self {
        let mut nadia = Person::signed_up(world, "nadia4821").await;
        let karim = Person::signed_up(world, "karim0007").await;
        let yusuf = Person::signed_up(world, "yusuf1111").await;
        nadia.meets(&karim);
        nadia.meets(&yusuf);
        let papers = [nadia.journal.folder(world.now()), nadia.journal.folder(world.now())];
        let private = nadia.journal.private_folder(world.now());
        let mut documents = Vec::new();
        for folder in [papers[0], papers[0], papers[1], papers[1], private] {
            let (node, object) = (NodeId(random()), nadia.store(world, size).await);
            nadia.journal.document(NewDocument { node, folder, objects: vec![object.clone()] }, world.now());
            documents.push((node, object));
        }
        nadia.append(world, 2).await.expect(200);
        let documents = documents.try_into().expect("five");
        Self { nadia, karim, yusuf, papers, private, documents }
    }

    /// Grants something to Karim for an hour.
    async fn grant(&mut self, world: &World, node: NodeId, right: Right) -> GrantId {
        let from = self.nadia.journal.next();
        let (start, end) = (world.now(), world.now() + HOUR);
        let (grant, _) = self.nadia.journal.grant(NewGrant { node, grantee: &self.karim, right, start, end }, start);
        self.nadia.append(world, from).await.expect(200);
        grant
    }

    async fn revoke(&mut self, world: &World, grant: GrantId) {
        let from = self.nadia.journal.next();
        self.nadia.journal.revoke(grant, world.now());
        self.nadia.append(world, from).await.expect(200);
    }

    async fn view(&self, world: &World, grant: GrantId) -> Answer {
        let path = format!("/lockers/{}/view?grant={grant}", self.nadia.locker());
        world.call("GET", &path).bearer(&self.karim.token).send().await
    }

    /// Numbers of the acts that Karim sees by a grant.
    async fn seqs(&self, world: &World, grant: GrantId) -> Vec<u64> {
        self.view(world, grant).await.expect(200).acts().iter().map(|act| act.header.seq).collect()
    }

    async fn object(&self, world: &World, person: &Person, object: &ObjectName) -> Answer {
        world.call("GET", &self.nadia.object_path(object.id)).bearer(&person.token).send().await
    }

    /// Which of the five documents Karim may open.
    async fn opens(&self, world: &World) -> Vec<bool> {
        let mut opens = Vec::new();
        for (_, object) in &self.documents {
            let answer = self.object(world, &self.karim, object).await;
            opens.push(answer.status == 200);
            if answer.status != 200 {
                answer.expect_problem(404, "not_found");
            }
        }
        opens
    }

    /// A version of a document or a new one, as Karim signs it.
    fn put(&self, world: &World, node: NodeId, folder: NodeId, objects: Vec<ObjectName>) -> Act {
        let (body, _) = self.nadia.journal.document_body(NewDocument { node, folder, objects });
        self.karim.acts_in(&self.nadia.journal, body, Vec::new(), world.now())
    }

    /// Karim appends one act, and Nadia's device follows it.
    async fn karim_appends(&mut self, world: &World, act: Act) {
        self.karim.send(world, self.nadia.locker(), std::slice::from_ref(&act)).await.expect(200);
        self.nadia.journal.follow(act);
    }

    async fn karim_is_refused(&self, world: &World, act: Act, reason: &str) {
        let answer = self.karim.send(world, self.nadia.locker(), &[act]).await;
        assert_eq!(answer.json()["reason"], reason, "{}", answer.json());
    }

    /// What comes next on Karim's page is his own newest act: nothing waited before it.
    async fn nothing_came(&mut self, world: &World, page: &mut EventStream) {
        let seq = self.karim.journal.next();
        self.karim.journal.seen(world.now());
        self.karim.append(world, seq).await.expect(200);
        page.expect_head(self.karim.locker(), seq).await;
    }

    /// Nadia puts a new version into a document, and is refused.
    async fn nadia_is_refused(&self, world: &World, document: usize, folder: NodeId, reason: &str) {
        let (node, object) = &self.documents[document];
        let new = NewDocument { node: *node, folder, objects: vec![object.clone()] };
        let (body, chain) = self.nadia.journal.document_body(new);
        let act = self.nadia.journal.signed(body, chain, world.now(), |_| {});
        let answer = self.nadia.send(world, self.nadia.locker(), &[act]).await;
        assert_eq!(answer.json()["reason"], reason, "{}", answer.json());
    }
}

async fn lent(world: &World, person: &Person) -> Vec<Value> {
    let list = world.call("GET", "/grants").bearer(&person.token).send().await.expect(200).json();
    assert_eq!(list["more"], false);
    list["grants"].as_array().expect("a list").clone()
}

fn bytes(value: &Value) -> Vec<u8> {
    decode(value.as_str().expect("text")).expect("base64url")
}

fn random_object() -> ObjectId {
    ObjectId(random())
}
