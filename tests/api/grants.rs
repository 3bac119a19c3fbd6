//! Grants: `GET /grants`, `GET /lockers/{locker}/view`, objects for people whom somebody lets in, and what they may write.

use std::collections::BTreeSet;

use armoire::{
    protocol::{
        act::{Act, Body, ObjectName, Revoke, Right, read_frames},
        bytes::{Bytes, decode},
        card::Chains,
        id::{GrantId, NodeId},
        log::{Lent, View, lent_list, living_list, write_list},
    },
    server::{clock::DAY, sweeper::sweep},
};
use futures_util::StreamExt as _;
use serde_json::Value;

use crate::{
    harness::{
        Answer, EventStream, NewDocument, NewGrant, Person, World, box_file, on_both_ends, on_each_store, random,
    },
    rotation::rotated,
    storage::{every_value, tamper},
};

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

on_both_ends! {
    async fn what_is_lent_is_listed_while_it_lives(world: World) {
        let mut shared = Shared::new(&world).await;
        let from = shared.nadia.journal.next();
        let (start, end) = (world.now() + HOUR, world.now() + 2 * HOUR);
        let new = NewGrant { node: shared.papers[0], grantee: &shared.karim, right: Right::Read, start, end };
        let (grant, file) = shared.nadia.journal.grant(new, world.now());
        shared.nadia.append(&world, from).await.expect(200);
        // Neither the list nor what is in it comes before its time.
        assert!(lent(&world, &shared.karim).await.is_empty());
        shared.view(&world, grant).await.expect_problem(404, "not_found");
        assert_eq!(shared.opens(&world).await, [false; 5]);
        world.clock.advance(60 * 60 * 1000);
        let listed = lent(&world, &shared.karim).await;
        assert_eq!(listed.len(), 1);
        let one = &listed[0];
        assert_eq!(one["locker"], shared.nadia.locker().to_string());
        assert_eq!(one["holder"], shared.nadia.cards.account().to_string());
        assert_eq!((&one["grant"], &one["node"]), (&grant.to_string().into(), &shared.papers[0].to_string().into()));
        assert_eq!((&one["right"], &one["start"], &one["end"]), (&"read".into(), &start.into(), &end.into()));
        assert_eq!(one["seq"], from);
        assert_eq!(bytes(&one["box"]), file);
        let act = read_frames(&bytes(&one["act"]), 1).expect("a frame").remove(0);
        assert_eq!(act.header, shared.nadia.journal.acts.last().expect("it").header);
        assert!(act.beside.is_empty());
        // Neither to its giver, nor to anybody else.
        assert!(lent(&world, &shared.nadia).await.is_empty() && lent(&world, &shared.yusuf).await.is_empty());
        world.clock.advance(60 * 60 * 1000 - 1);
        assert_eq!(lent(&world, &shared.karim).await.len(), 1);
        assert_eq!(shared.opens(&world).await, [true, true, false, false, false]);
        world.clock.advance(1);
        assert!(lent(&world, &shared.karim).await.is_empty());
        shared.view(&world, grant).await.expect_problem(404, "not_found");
        assert_eq!(shared.opens(&world).await, [false; 5]);
    }

    async fn a_long_list_comes_in_parts(world: World) {
        let mut shared = Shared::new(&world).await;
        let from = shared.nadia.journal.next();
        let (start, end) = (world.now(), world.now() + HOUR);
        for (node, _) in &shared.documents[..3] {
            let new = NewGrant { node: *node, grantee: &shared.karim, right: Right::Read, start, end };
            shared.nadia.journal.grant(new, start);
        }
        shared.nadia.append(&world, from).await.expect(200);
        let all = lent(&world, &shared.karim).await;
        assert_eq!(all.len(), 3);
        let after = format!("{}.{}", all[0]["locker"].as_str().expect("text"), all[0]["grant"].as_str().expect("text"));
        let rest = world.call("GET", &format!("/grants?after={after}")).bearer(&shared.karim.token).send().await.expect(200).json();
        assert_eq!(rest["grants"].as_array().expect("a list")[..], all[1..]);
        for wrong in ["x", ".", "after=x", "after=x.y", "before=1"] {
            let path = format!("/grants?{}", if wrong.contains('=') { wrong.to_owned() } else { format!("after={wrong}") });
            world.call("GET", &path).bearer(&shared.karim.token).send().await.expect_problem(400, "malformed");
        }
    }

    async fn a_folder_is_seen_from_what_lived_when_it_was_granted(world: World) {
        let mut shared = Shared::new(&world).await;
        let [folder, other] = shared.papers;
        let (node, object) = shared.documents[0].clone();
        // 2, 3: the folders; 4: the private one; 5 to 9: the documents; then a second version, a name, a rotation.
        let from = shared.nadia.journal.next();
        assert_eq!(from, 10);
        shared.nadia.journal.document(NewDocument { node, folder, objects: vec![object] }, world.now());
        shared.nadia.journal.rename_folder(folder, world.now());
        shared.nadia.journal.rename_folder(folder, world.now());
        shared.nadia.journal.rotate_folder(folder, world.now());
        shared.nadia.append(&world, from).await.expect(200);
        let grant = shared.grant(&world, folder, Right::Read).await;
        let granted = 14;
        assert_eq!(shared.seqs(&world, grant).await, [2, 6, 10, 12, 13, granted]);
        // Since then: all of this folder's, and nothing else.
        let from = shared.nadia.journal.next();
        let new = NodeId(random());
        shared.nadia.journal.document(NewDocument { node: new, folder, objects: Vec::new() }, world.now());
        shared.nadia.journal.document(NewDocument { node: new, folder, objects: Vec::new() }, world.now());
        shared.nadia.journal.document(NewDocument { node: NodeId(random()), folder: other, objects: Vec::new() }, world.now());
        shared.nadia.journal.leave(new, world.now());
        shared.nadia.journal.document(NewDocument { node: new, folder: other, objects: Vec::new() }, world.now());
        shared.nadia.journal.rename_folder(other, world.now());
        shared.nadia.journal.seen(world.now());
        shared.nadia.append(&world, from).await.expect(200);
        assert_eq!(shared.seqs(&world, grant).await, [2, 6, 10, 12, 13, granted, 15, 16, 18]);
        let path = format!("/lockers/{}/view?grant={grant}&from=15", shared.nadia.locker());
        let tail = world.call("GET", &path).bearer(&shared.karim.token).send().await.expect(200).acts();
        assert_eq!(tail.iter().map(|act| act.header.seq).collect::<Vec<_>>(), [15, 16, 18]);
        // Byte for byte what the holder signed.
        for act in shared.view(&world, grant).await.acts() {
            let place = usize::try_from(act.header.seq).expect("small");
            assert_eq!(act.header_bytes, shared.nadia.journal.acts[place].header_bytes);
            assert_eq!(act.body_bytes, shared.nadia.journal.acts[place].body_bytes);
        }
    }

    async fn a_document_is_seen_alone_wherever_it_goes(world: World) {
        let mut shared = Shared::new(&world).await;
        let [folder, other] = shared.papers;
        let (node, object) = shared.documents[1].clone();
        let grant = shared.grant(&world, node, Right::Read).await;
        assert_eq!(shared.seqs(&world, grant).await, [6, 10]);
        let from = shared.nadia.journal.next();
        shared.nadia.journal.rename_folder(folder, world.now());
        shared.nadia.journal.leave(node, world.now());
        shared.nadia.journal.document(NewDocument { node, folder: other, objects: vec![object] }, world.now());
        shared.nadia.append(&world, from).await.expect(200);
        assert_eq!(shared.seqs(&world, grant).await, [6, 10, 12, 13]);
        assert_eq!(shared.opens(&world).await, [false, true, false, false, false]);
    }

    async fn a_locker_is_seen_but_for_private_folders(world: World) {
        let mut shared = Shared::new(&world).await;
        let grant = shared.grant(&world, shared.nadia.locker().as_node(), Right::Read).await;
        // Keys, of which the private folder's is one that nobody opens; no document in it.
        assert_eq!(shared.seqs(&world, grant).await, [1, 2, 3, 4, 5, 6, 7, 8, 10]);
        assert_eq!(shared.opens(&world).await, [true, true, true, true, false]);
        let from = shared.nadia.journal.next();
        shared.nadia.journal.document(NewDocument { node: NodeId(random()), folder: shared.private, objects: Vec::new() }, world.now());
        shared.nadia.journal.document(NewDocument { node: NodeId(random()), folder: shared.papers[1], objects: Vec::new() }, world.now());
        shared.nadia.journal.rotate_locker(world.now());
        shared.nadia.append(&world, from).await.expect(200);
        assert_eq!(shared.seqs(&world, grant).await, [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 13]);
    }

    async fn acts_of_before_there_were_grants_are_seen_as_well(world: World) {
        let mut shared = Shared::new(&world).await;
        let from = shared.nadia.journal.next();
        shared.nadia.journal.purge(shared.documents[1].0, world.now());
        shared.nadia.append(&world, from).await.expect(200);
        // As a program of before left them.
        tamper(&world, "UPDATE acts SET stream = NULL").await;
        let grant = shared.grant(&world, shared.papers[0], Right::Read).await;
        assert_eq!(shared.seqs(&world, grant).await, [2, 5, 10, 11]);
        let whole = shared.grant(&world, shared.nadia.locker().as_node(), Right::Read).await;
        assert_eq!(shared.seqs(&world, whole).await, [1, 2, 3, 4, 5, 7, 8, 10, 12]);
    }

    // What is served is exactly what a grantee's own rules take: the acts that the box lists, then streams without a gap.
    async fn what_is_seen_verifies(world: World) {
        let mut shared = Shared::new(&world).await;
        let ([folder, other], locker) = (shared.papers, shared.nadia.locker());
        let documents: Vec<NodeId> = shared.documents.iter().map(|(node, _)| *node).collect();
        let put = |shared: &mut Shared, place: usize, folder: NodeId| {
            let (node, object) = shared.documents[place].clone();
            shared.nadia.journal.document(NewDocument { node, folder, objects: vec![object] }, world.now());
        };
        // Before: versions, names, keys, something that moves, something that goes, keys that are nobody else's.
        let from = shared.nadia.journal.next();
        put(&mut shared, 0, folder);
        shared.nadia.journal.rename_folder(folder, world.now());
        shared.nadia.journal.rotate_folder(folder, world.now());
        shared.nadia.journal.leave(documents[2], world.now());
        put(&mut shared, 2, folder);
        shared.nadia.journal.purge(documents[1], world.now());
        shared.nadia.journal.rotate_locker(world.now());
        shared.nadia.journal.rotate_folder(folder, world.now());
        shared.nadia.journal.rotate_folder(other, world.now());
        shared.nadia.journal.private_folder(world.now());
        shared.nadia.journal.folder(world.now());
        shared.nadia.append(&world, from).await.expect(200);
        let mut lent = Vec::new();
        for node in [folder, documents[0], locker.as_node()] {
            let from = shared.nadia.journal.next();
            let living = lent_list(&shared.nadia.journal.state, node);
            let (start, end) = (world.now(), world.now() + HOUR);
            let new = NewGrant { node, grantee: &shared.karim, right: Right::Add, start, end };
            let (grant, file) = shared.nadia.journal.grant(new, start);
            shared.nadia.append(&world, from).await.expect(200);
            let act = shared.nadia.journal.acts.last().expect("it").clone();
            let Some(Body::Grant(body)) = &act.body else { panic!("a grant") };
            lent.push((act.clone(), Lent { locker, node, epoch: body.epoch, turn: body.turn, grant, living }, file));
        }
        // Since: the same again, what the grantee adds, and other people's business in between.
        let new = NodeId(random());
        let act = shared.put(&world, new, folder, Vec::new());
        shared.karim_appends(&world, act).await;
        let from = shared.nadia.journal.next();
        let (start, end) = (world.now(), world.now() + HOUR);
        shared.nadia.journal.grant(NewGrant { node: folder, grantee: &shared.yusuf, right: Right::Read, start, end }, start);
        shared.nadia.journal.rotate_with_boxes(folder, &[lent[0].1.grant], world.now());
        put(&mut shared, 0, folder);
        shared.nadia.journal.leave(documents[0], world.now());
        put(&mut shared, 0, other);
        shared.nadia.journal.purge(new, world.now());
        let private = shared.private;
        put(&mut shared, 4, private);
        shared.nadia.journal.rename_folder(folder, world.now());
        shared.nadia.append(&world, from).await.expect(200);
        let mut chains = Chains::from(shared.nadia.cards.clone());
        chains.add(shared.karim.cards.clone()).expect("cards");
        let seen = [vec![documents[2]], vec![documents[0]], vec![documents[0], documents[2], documents[3]]];
        for ((act, lent, file), mut expected) in lent.into_iter().zip(seen) {
            let served = shared.view(&world, lent.grant).await.expect(200).acts();
            let view = View::open(&act, shared.karim.cards.account(), (&lent, &file), &served, chains.clone());
            let view = view.unwrap_or_else(|refusal| panic!("{}: {refusal:?}", lent.node));
            expected.sort_unstable();
            assert_eq!(view.state().documents.keys().copied().collect::<Vec<_>>(), expected);
            assert!(!view.is_over());
            // Without one of its acts it doesn't; the newest of a stream alone nobody misses.
            let of_one_stream = if lent.node == locker.as_node() { 0 } else { served.len() - 1 };
            for left_out in 0..of_one_stream {
                let mut served = served.clone();
                let gone = served.remove(left_out);
                let view = View::open(&act, shared.karim.cards.account(), (&lent, &file), &served, chains.clone());
                assert!(view.is_err() || gone.hash == act.hash, "{}: without {}", lent.node, gone.header.seq);
            }
        }
    }

    async fn a_private_folder_is_seen_only_by_its_own_grant(world: World) {
        let mut shared = Shared::new(&world).await;
        let grant = shared.grant(&world, shared.private, Right::Read).await;
        assert_eq!(shared.opens(&world).await, [false, false, false, false, true]);
        assert_eq!(shared.seqs(&world, grant).await, [4, 9, 10]);
    }

    async fn nobody_sees_by_somebody_elses_grant(world: World) {
        let mut shared = Shared::new(&world).await;
        let grant = shared.grant(&world, shared.papers[0], Right::Manage).await;
        let path = format!("/lockers/{}/view?grant={grant}", shared.nadia.locker());
        for person in [&shared.yusuf, &shared.nadia] {
            world.call("GET", &path).bearer(&person.token).send().await.expect_problem(404, "not_found");
        }
        // Nor in another locker.
        let path = format!("/lockers/{}/view?grant={grant}", shared.yusuf.locker());
        world.call("GET", &path).bearer(&shared.karim.token).send().await.expect_problem(404, "not_found");
        shared.object(&world, &shared.yusuf, &shared.documents[0].1).await.expect_problem(404, "not_found");
    }

    async fn objects_of_older_versions_stay_the_holders(world: World) {
        let mut shared = Shared::new(&world).await;
        let (node, old) = shared.documents[0].clone();
        shared.grant(&world, shared.papers[0], Right::Read).await;
        shared.object(&world, &shared.karim, &old).await.expect(200);
        let from = shared.nadia.journal.next();
        let new = shared.nadia.store(&world, 3000).await;
        let unnamed = shared.nadia.store(&world, 3000).await;
        shared.nadia.journal.document(NewDocument { node, folder: shared.papers[0], objects: vec![new.clone()] }, world.now());
        shared.nadia.append(&world, from).await.expect(200);
        shared.object(&world, &shared.karim, &old).await.expect_problem(404, "not_found");
        shared.object(&world, &shared.karim, &unnamed).await.expect_problem(404, "not_found");
        shared.object(&world, &shared.nadia, &old).await.expect(200);
        let head = world.call("HEAD", &shared.nadia.object_path(new.id)).bearer(&shared.karim.token).send().await.expect(200);
        assert_eq!(head.header("content-length"), new.size.to_string());
        let part = world.call("GET", &shared.nadia.object_path(new.id)).bearer(&shared.karim.token).header("range", "bytes=0-9");
        assert_eq!(part.send().await.expect(206).body.len(), 10);
    }

    async fn what_was_revoked_is_over_when_that_is_answered(world: World) {
        let mut shared = Shared::new(&world).await;
        let grant = shared.grant(&world, shared.papers[0], Right::Edit).await;
        let (node, object) = shared.documents[0].clone();
        let put = shared.put(&world, node, shared.papers[0], vec![object.clone()]);
        shared.object(&world, &shared.karim, &object).await.expect(200);
        shared.revoke(&world, grant).await;
        assert!(lent(&world, &shared.karim).await.is_empty());
        shared.view(&world, grant).await.expect_problem(404, "not_found");
        assert_eq!(shared.opens(&world).await, [false; 5]);
        let path = shared.nadia.object_path(random_object());
        world.call("PUT", &path).bearer(&shared.karim.token).bytes(&[0]).send().await.expect_problem(404, "not_found");
        shared.karim.send(&world, shared.nadia.locker(), &[put]).await.expect_problem(404, "not_found");
        assert!(every_value(&world, "grants").await.is_empty());
    }

    async fn rights_are_levels(world: World) {
        let mut shared = Shared::new(&world).await;
        let [folder, other] = shared.papers;
        let (node, object) = shared.documents[0].clone();
        let (foreign, foreign_object) = shared.documents[2].clone();
        let version = |shared: &Shared| shared.put(&world, node, folder, vec![object.clone()]);
        let new = |shared: &Shared| shared.put(&world, NodeId(random()), folder, Vec::new());
        let upload = async |shared: &Shared| {
            let path = shared.nadia.object_path(random_object());
            world.call("PUT", &path).bearer(&shared.karim.token).bytes(&crate::harness::age_file(500)).send().await
        };
        let read = shared.grant(&world, folder, Right::Read).await;
        shared.karim_is_refused(&world, version(&shared), "author").await;
        shared.karim_is_refused(&world, new(&shared), "author").await;
        upload(&shared).await.expect_problem(404, "not_found");
        shared.revoke(&world, read).await;
        let from = shared.nadia.journal.next();
        shared.nadia.journal.rotate_folder(folder, world.now());
        shared.nadia.append(&world, from).await.expect(200);
        let add = shared.grant(&world, folder, Right::Add).await;
        shared.karim_is_refused(&world, version(&shared), "author").await;
        upload(&shared).await.expect(201);
        shared.karim_appends(&world, new(&shared)).await;
        shared.revoke(&world, add).await;
        let from = shared.nadia.journal.next();
        shared.nadia.journal.rotate_folder(folder, world.now());
        shared.nadia.append(&world, from).await.expect(200);
        shared.grant(&world, folder, Right::Edit).await;
        shared.karim_appends(&world, version(&shared)).await;
        // On that node alone.
        let elsewhere = shared.put(&world, foreign, other, vec![foreign_object]);
        shared.karim_is_refused(&world, elsewhere, "author").await;
        let elsewhere = shared.put(&world, NodeId(random()), other, Vec::new());
        shared.karim_is_refused(&world, elsewhere, "author").await;
        // Only the holder ends a document, and only who manages lets others in.
        let (body, file) = shared.nadia.journal.grant_body(
            NewGrant { node, grantee: &shared.yusuf, right: Right::Read, start: world.now(), end: world.now() + 1000 }, None);
        let act = shared.karim.acts_in(&shared.nadia.journal, body, file, world.now());
        shared.karim_is_refused(&world, act, "author").await;
    }

    async fn a_delegate_lets_others_in_and_all_of_it_ends_with_them(world: World) {
        let mut shared = Shared::new(&world).await;
        let folder = shared.papers[0];
        let via = shared.grant(&world, folder, Right::Manage).await;
        let (start, end) = (world.now(), world.now() + HOUR);
        let passes_on = |shared: &Shared, end| {
            let new = NewGrant { node: shared.documents[0].0, grantee: &shared.yusuf, right: Right::Read, start, end };
            let (body, file) = shared.nadia.journal.grant_body(new, Some(via));
            shared.karim.acts_in(&shared.nadia.journal, body, file, world.now())
        };
        let act = passes_on(&shared, end);
        shared.karim_appends(&world, act).await;
        assert_eq!(lent(&world, &shared.yusuf).await.len(), 1);
        shared.object(&world, &shared.yusuf, &shared.documents[0].1).await.expect(200);
        shared.object(&world, &shared.yusuf, &shared.documents[1].1).await.expect_problem(404, "not_found");
        // Not longer than their own.
        shared.karim_is_refused(&world, passes_on(&shared, end + 1), "via").await;
        shared.revoke(&world, via).await;
        for person in [&shared.karim, &shared.yusuf] {
            assert!(lent(&world, person).await.is_empty());
            shared.object(&world, person, &shared.documents[0].1).await.expect_problem(404, "not_found");
        }
    }

    async fn a_delegate_is_told_what_they_look_after_and_nothing_else(world: World) {
        let mut shared = Shared::new(&world).await;
        let [folder, other] = shared.papers;
        let locker = shared.nadia.locker();
        let private = shared.private;
        let hour = (world.now(), world.now() + HOUR);
        // Nadia lets Yusuf in here and there.
        let mut of_yusuf = Vec::new();
        for node in [folder, other, private, shared.documents[0].0] {
            let from = shared.nadia.journal.next();
            let new = NewGrant { node, grantee: &shared.yusuf, right: Right::Read, start: hour.0, end: hour.1 };
            of_yusuf.push(shared.nadia.journal.grant(new, world.now()).0);
            shared.nadia.append(&world, from).await.expect(200);
        }
        let via = shared.grant(&world, folder, Right::Manage).await;
        let new = NewGrant { node: shared.documents[1].0, grantee: &shared.yusuf, right: Right::Edit, start: hour.0, end: hour.1 };
        let (body, file) = shared.nadia.journal.grant_body(new, Some(via));
        let Body::Grant(on) = body.clone() else { unreachable!() };
        let act = shared.karim.acts_in(&shared.nadia.journal, body, file, world.now());
        shared.karim_appends(&world, act).await;

        // What hangs on another's comes with what it hangs on, what is the holder's own with nothing.
        let served = world.call("GET", "/grants").bearer(&shared.yusuf.token).send().await.expect(200).json();
        for entry in served["grants"].as_array().expect("a list") {
            let line: Vec<Act> = entry["line"].as_array().into_iter().flatten().map(frame_of).collect();
            let expected = if entry["grant"] == on.grant.to_string() { vec![via] } else { Vec::new() };
            assert_eq!(grants_of(&line), expected);
        }
        let managed = async |person: &Person, grant: GrantId| {
            let path = format!("/lockers/{locker}/managed?grant={grant}");
            world.call("GET", &path).bearer(&person.token).send().await
        };
        let there = managed(&shared.karim, via).await.expect(200).acts();
        let mut expected = vec![of_yusuf[0], of_yusuf[3], via, on.grant];
        expected.sort_unstable();
        let mut seen = grants_of(&there);
        seen.sort_unstable();
        assert_eq!(seen, expected);
        assert!(there.iter().all(|act| act.beside.is_empty()));
        // Who doesn't manage isn't told, nor by another's grant.
        for (person, grant) in [(&shared.yusuf, of_yusuf[0]), (&shared.yusuf, via), (&shared.yusuf, on.grant)] {
            managed(person, grant).await.expect_problem(404, "not_found");
        }
        // Of the whole locker, but what is private; and what waits, with its file.
        let (_, deposit) = shared.yusuf.deposits(&shared.nadia.journal, Vec::new(), world.now());
        shared.yusuf.send(&world, locker, std::slice::from_ref(&deposit)).await.expect(200);
        shared.nadia.journal.follow(deposit.clone());
        let all = shared.grant(&world, locker.as_node(), Right::Manage).await;
        let there = managed(&shared.karim, all).await.expect(200).acts();
        assert_eq!(grants_of(&there).len(), 6, "all but the private folder's");
        assert!(!grants_of(&there).contains(&of_yusuf[2]));
        let waiting: Vec<&Act> = there.iter().filter(|act| matches!(act.body, Some(Body::Deposit(_)))).collect();
        assert_eq!((waiting.len(), waiting[0].hash, &waiting[0].beside), (1, deposit.hash, &deposit.beside));

        // The head of a stream, to whom it concerns.
        let tail = async |person: &Person, node: NodeId| {
            let path = format!("/lockers/{locker}/tail?node={node}");
            world.call("GET", &path).bearer(&person.token).send().await
        };
        let head = shared.nadia.journal.state.folders[&folder].stream.hash.to_string();
        for node in [folder, shared.documents[0].0] {
            assert_eq!(tail(&shared.yusuf, node).await.expect(200).json()["chain"], head);
        }
        let stranger = Person::signed_up(&world, "amina0001").await;
        for (person, node) in [(&stranger, folder), (&shared.karim, private), (&shared.yusuf, NodeId(random()))] {
            tail(person, node).await.expect_problem(404, "not_found");
        }
        shared.revoke(&world, via).await;
        managed(&shared.karim, via).await.expect_problem(404, "not_found");
    }

    async fn only_newest_cards_let_anybody_in(world: World) {
        let mut shared = Shared::new(&world).await;
        shared.grant(&world, shared.papers[0], Right::Edit).await;
        let (node, object) = shared.documents[0].clone();
        let by_old_card = shared.put(&world, node, shared.papers[0], vec![object]);
        let (start, end) = (world.now(), world.now() + HOUR);
        let new = NewGrant { node: shared.papers[1], grantee: &shared.karim, right: Right::Read, start, end };
        let (to_old_card, file) = shared.nadia.journal.grant_body(new, None);
        let old = shared.karim.cards.clone();
        rotated(&world, &mut shared.karim).await;
        assert_ne!(old.newest().hash, shared.karim.cards.newest().hash);
        let chain = shared.nadia.journal.state.stream_head(&to_old_card);
        let act = shared.nadia.journal.signed(to_old_card, chain, world.now(), |_| {});
        let answer = shared.nadia.send(&world, shared.nadia.locker(), &[Act { beside: file, ..act }]).await;
        assert_eq!(answer.expect_problem(422, "act_refused")["reason"], "card");
        shared.karim_is_refused(&world, by_old_card, "card").await;
        let of_nobody = Person::new(&world, "nobody0000");
        let new = NewGrant { node: shared.papers[1], grantee: &of_nobody, right: Right::Read, start, end };
        let (body, file) = shared.nadia.journal.grant_body(new, None);
        let act = shared.nadia.journal.signed(body, chain, world.now(), |_| {});
        let answer = shared.nadia.send(&world, shared.nadia.locker(), &[Act { beside: file, ..act }]).await;
        assert_eq!(answer.expect_problem(422, "act_refused")["reason"], "card");
    }

    async fn cards_of_who_signed_in_a_log_outlive_their_account(world: World) {
        let mut shared = Shared::new(&world).await;
        shared.grant(&world, shared.papers[0], Right::Add).await;
        let act = shared.put(&world, NodeId(random()), shared.papers[0], Vec::new());
        shared.karim_appends(&world, act).await;
        let cards = async |person: &Person| {
            let path = format!("/accounts/{}/cards", person.cards.account());
            world.call("GET", &path).bearer(&shared.nadia.token).send().await
        };
        let before = cards(&shared.karim).await.expect(200).body;
        for person in [&shared.karim, &shared.yusuf] {
            world.call("POST", "/account/deletion").bearer(&person.token).signed(person).send().await.expect(200);
        }
        world.clock.advance(7 * DAY);
        sweep(&world.app).await.expect("a sweep");
        assert_eq!(cards(&shared.karim).await.expect(200).body, before);
        cards(&shared.yusuf).await.expect_problem(404, "not_found");
        // No longer than the log.
        world.call("POST", "/account/deletion").bearer(&shared.nadia.token).signed(&shared.nadia).send().await.expect(200);
        world.clock.advance(7 * DAY);
        sweep(&world.app).await.expect("a sweep");
        for table in ["kept_cards", "cards", "authors", "grants", "acts"] {
            assert!(every_value(&world, table).await.is_empty(), "{table}");
        }
    }

    async fn who_was_let_in_may_leave(world: World) {
        let mut shared = Shared::new(&world).await;
        let grant = shared.grant(&world, shared.papers[0], Right::Read).await;
        let body = Body::Revoke(Revoke { salt: Bytes(random::<16>().to_vec()), grant, sealed: None });
        let act = shared.karim.acts_in(&shared.nadia.journal, body, Vec::new(), world.now());
        shared.karim_appends(&world, act).await;
        assert!(lent(&world, &shared.karim).await.is_empty());
    }

    async fn nobody_sends_what_another_has_signed(world: World) {
        let mut shared = Shared::new(&world).await;
        shared.grant(&world, shared.papers[0], Right::Edit).await;
        let (node, object) = shared.documents[0].clone();
        let act = shared.put(&world, node, shared.papers[0], vec![object]);
        let answer = shared.nadia.send(&world, shared.nadia.locker(), std::slice::from_ref(&act)).await;
        assert_eq!(answer.expect_problem(422, "act_refused")["reason"], "author");
        shared.yusuf.send(&world, shared.nadia.locker(), std::slice::from_ref(&act)).await.expect_problem(404, "not_found");
        let forged = Act { signature: [7; 64], ..act.clone() };
        shared.karim_is_refused(&world, forged, "signature").await;
        shared.karim_appends(&world, act).await;
    }

    // The server reads only what an append touches: what isn't touched must count all the same.
    async fn a_key_that_somebody_has_whose_grant_is_over_is_stale(world: World) {
        let mut shared = Shared::new(&world).await;
        let [folder, other] = shared.papers;
        let grant = shared.grant(&world, folder, Right::Read).await;
        shared.grant(&world, shared.documents[2].0, Right::Read).await;
        shared.nadia_is_refused(&world, 0, other, "parent").await;
        shared.revoke(&world, grant).await;
        shared.nadia_is_refused(&world, 0, folder, "stale_key").await;
        // By its end, while something else is written that touches neither.
        world.clock.advance(60 * 60 * 1000);
        let from = shared.nadia.journal.next();
        shared.nadia.journal.private_folder(world.now());
        shared.nadia.append(&world, from).await.expect(200);
        shared.nadia_is_refused(&world, 2, other, "stale_key").await;
        shared.nadia_is_refused(&world, 0, folder, "stale_key").await;
        assert_eq!(every_value(&world, "exposed").await.iter().filter(|value| **value == other.to_string()).count(), 1);
        // A new key for the folder, a new turn for the document.
        let from = shared.nadia.journal.next();
        shared.nadia.journal.rotate_folder(folder, world.now());
        shared.nadia.journal.rotate_folder(other, world.now());
        for (place, folder) in [(0, folder), (2, other)] {
            let (node, object) = shared.documents[place].clone();
            shared.nadia.journal.document(NewDocument { node, folder, objects: vec![object] }, world.now());
        }
        shared.nadia.append(&world, from).await.expect(200);
        assert!(every_value(&world, "exposed").await.is_empty());
    }

    async fn who_let_whom_in_stays_in_the_log(world: World) {
        let mut shared = Shared::new(&world).await;
        let node = shared.documents[0].0;
        shared.grant(&world, node, Right::Read).await;
        let from = shared.nadia.journal.next();
        shared.nadia.journal.purge(node, world.now());
        let purge = shared.nadia.journal.acts.last().expect("it").clone();
        let Some(Body::Purge(mut body)) = purge.body.clone() else { panic!("a purge") };
        // The grant is an act on this node, too.
        body.gone.push(from - 1);
        let act = shared.nadia.journal.signed(Body::Purge(body), purge.header.chain, world.now(), |header| {
            header.seq = purge.header.seq;
            header.prev = purge.header.prev;
        });
        let answer = shared.nadia.send(&world, shared.nadia.locker(), &[act]).await;
        assert_eq!(answer.expect_problem(422, "act_refused")["reason"], "gone");
        shared.nadia.append(&world, from).await.expect(200);
        assert!(lent(&world, &shared.karim).await.is_empty() && every_value(&world, "grants").await.is_empty());
    }

    async fn the_locker_is_loaded_as_it_was_written(world: World) {
        let mut shared = Shared::new(&world).await;
        shared.grant(&world, shared.papers[0], Right::Manage).await;
        shared.grant(&world, shared.documents[2].0, Right::Edit).await;
        let over = shared.grant(&world, shared.nadia.locker().as_node(), Right::Add).await;
        let (_, deposit) = shared.yusuf.deposits(&shared.nadia.journal, Vec::new(), world.now());
        shared.yusuf.send(&world, shared.nadia.locker(), std::slice::from_ref(&deposit)).await.expect(200);
        shared.nadia.journal.follow(deposit);
        shared.revoke(&world, over).await;
        // A checkpoint is taken only if the server's own fold has the same living acts.
        let from = shared.nadia.journal.next();
        shared.nadia.journal.checkpoint(world.now());
        shared.nadia.append(&world, from).await.expect(200);
        let list = write_list(&living_list(&shared.nadia.journal.state));
        assert!(shared.nadia.journal.state.grants.len() == 2 && shared.nadia.journal.state.exposed.len() == 1);
        let path = format!("/lockers/{}/living", shared.nadia.locker());
        let living = world.call("GET", &path).bearer(&shared.nadia.token).send().await.expect(200).acts();
        assert_eq!(living[0].beside, list);
        let listed: BTreeSet<u64> = living[1..].iter().map(|act| act.header.seq).collect();
        assert!([10, 11, 12, 13, 14].iter().all(|seq| listed.contains(seq)), "{listed:?}");
    }

    async fn a_new_key_comes_to_whoever_stays(world: World) {
        let mut shared = Shared::new(&world).await;
        let folder = shared.papers[0];
        let grant = shared.grant(&world, folder, Right::Read).await;
        let from = shared.nadia.journal.next();
        let (start, end) = (world.now(), world.now() + HOUR);
        let new = NewGrant { node: folder, grantee: &shared.yusuf, right: Right::Read, start, end };
        let (other, _) = shared.nadia.journal.grant(new, start);
        let files = shared.nadia.journal.rotate_with_boxes(folder, &[grant, other], world.now());
        shared.nadia.append(&world, from).await.expect(200);
        let own = usize::from(grant > other);
        let seen = shared.view(&world, grant).await.expect(200);
        let rotate = seen.acts().pop().expect("the rotation");
        assert_eq!(rotate.beside, files[own]);
        let raw = seen.body;
        let theirs = &files[1 - own];
        assert!(!raw.windows(theirs.len()).any(|part| part == theirs), "somebody else's box");
        let of_other = every_value(&world, "grants").await;
        assert!(of_other.contains(&shared.yusuf.cards.account().to_string()));
        let yusuf = shared.yusuf.cards.account().to_string();
        assert!(!String::from_utf8_lossy(&raw).contains(&yusuf), "who else is let in");
        // The holder gets all that stands beside; nobody else asks there.
        let path = format!("/lockers/{}/acts/{}/beside", shared.nadia.locker(), rotate.header.seq);
        let beside = world.call("GET", &path).bearer(&shared.nadia.token).send().await.expect(200).body;
        assert_eq!(beside, shared.nadia.journal.acts.last().expect("it").beside);
        world.call("GET", &path).bearer(&shared.karim.token).send().await.expect_problem(404, "not_found");
    }

    async fn a_box_is_there_sealed_and_the_one_that_was_signed(world: World) {
        let shared = Shared::new(&world).await;
        let new = NewGrant { node: shared.papers[0], grantee: &shared.karim, right: Right::Read, start: world.now(), end: world.now() + HOUR };
        let (body, file) = shared.nadia.journal.grant_body(new, None);
        let chain = shared.nadia.journal.state.stream_head(&body);
        let act = shared.nadia.journal.signed(body, chain, world.now(), |_| {});
        for (beside, reason) in [(Vec::new(), "box"), (box_file(400), "box"), (file[..10].to_vec(), "box")] {
            let answer = shared.nadia.send(&world, shared.nadia.locker(), &[Act { beside, ..act.clone() }]).await;
            assert_eq!(answer.expect_problem(422, "act_refused")["reason"], reason);
        }
        let plain = b"%PDF-1.7 in clear".to_vec();
        let Some(Body::Grant(mut grant)) = act.body.clone() else { panic!("a grant") };
        grant.file = armoire::protocol::bytes::Hash::of(&plain);
        let act = shared.nadia.journal.signed(Body::Grant(grant), chain, world.now(), |_| {});
        let answer = shared.nadia.send(&world, shared.nadia.locker(), &[Act { beside: plain, ..act }]).await;
        assert_eq!(answer.expect_problem(422, "act_refused")["reason"], "header");
    }

    async fn the_holder_sees_what_others_were_served(world: World) {
        let mut shared = Shared::new(&world).await;
        let grant = shared.grant(&world, shared.papers[0], Right::Read).await;
        let path = format!("/lockers/{}/reads", shared.nadia.locker());
        let reads = async || world.call("GET", &path).bearer(&shared.nadia.token).send().await.expect(200).json();
        assert_eq!(reads().await["reads"], serde_json::json!([]));
        shared.view(&world, grant).await.expect(200);
        world.clock.advance(61_000);
        for _ in 0..2 {
            assert_eq!(shared.opens(&world).await, [true, true, false, false, false]);
        }
        let read = |node: NodeId, at: u64| serde_json::json!({"node": node, "account": shared.karim.cards.account(), "at": at});
        let (first, second) = (world.now() / 60_000 * 60_000 - 60_000, world.now() / 60_000 * 60_000);
        let mut documents = [shared.documents[0].0, shared.documents[1].0];
        documents.sort_by_key(ToString::to_string);
        let expected = [read(documents[0], second), read(documents[1], second), read(shared.papers[0], first)];
        assert_eq!(reads().await, serde_json::json!({"reads": expected, "more": false}));
        // The holder's own aren't anybody's business, and nobody else sees the list.
        shared.object(&world, &shared.nadia, &shared.documents[0].1).await.expect(200);
        assert_eq!(reads().await["reads"].as_array().map(Vec::len), Some(3));
        world.call("GET", &path).bearer(&shared.karim.token).send().await.expect_problem(404, "not_found");
        world.clock.advance(366 * DAY);
        sweep(&world.app).await.expect("a sweep");
        assert!(every_value(&world, "reads").await.is_empty());
    }

    async fn a_grantees_page_is_woken_for_what_they_see(world: World) {
        let mut shared = Shared::new(&world).await;
        let [folder, other] = shared.papers;
        let locker = shared.nadia.locker();
        let mut page = world.call("GET", "/events").bearer(&shared.karim.token).events().await;
        page.expect_head(shared.karim.locker(), 1).await;
        let lent = |seq: u64| Some(format!("event: lent\ndata: {{\"locker\":\"{locker}\",\"seq\":{seq}}}"));
        let grant = shared.grant(&world, folder, Right::Read).await;
        assert_eq!(page.next().await, lent(10));
        for (in_folder, wakes) in [(folder, true), (other, false), (shared.private, false), (folder, true)] {
            let from = shared.nadia.journal.next();
            shared.nadia.journal.document(NewDocument { node: NodeId(random()), folder: in_folder, objects: Vec::new() }, world.now());
            shared.nadia.append(&world, from).await.expect(200);
            if wakes {
                assert_eq!(page.next().await, lent(from));
            } else {
                shared.nothing_came(&world, &mut page).await;
            }
        }
        // Who else is let in to the same is nobody's business; that one isn't any more is theirs.
        let from = shared.nadia.journal.next();
        let (start, end) = (world.now(), world.now() + HOUR);
        shared.nadia.journal.grant(NewGrant { node: folder, grantee: &shared.yusuf, right: Right::Read, start, end }, start);
        shared.nadia.append(&world, from).await.expect(200);
        shared.nothing_came(&world, &mut page).await;
        shared.revoke(&world, grant).await;
        assert_eq!(page.next().await, lent(from + 1));
        let from = shared.nadia.journal.next();
        shared.nadia.journal.rotate_folder(folder, world.now());
        shared.nadia.append(&world, from).await.expect(200);
        shared.nothing_came(&world, &mut page).await;
    }

    async fn a_locker_without_others_costs_what_it_did(world: World) {
        let mut nadia = Person::signed_up(&world, "nadia4821").await;
        let folder = nadia.journal.folder(world.now());
        nadia.append(&world, 2).await.expect(200);
        world.statements();
        let from = nadia.journal.next();
        nadia.journal.document(NewDocument { node: NodeId(random()), folder, objects: Vec::new() }, world.now());
        nadia.append(&world, from).await.expect(200);
        let statements = world.statements();
        let of_others = ["GRANTS", "EXPOSED", "DEPOSITS", "UNFILLED", "ACCEPT"];
        assert!(!statements.iter().any(|name| of_others.contains(name)), "{statements:?}");
    }
}

on_each_store! {
    async fn a_download_is_cut_when_the_grant_ends_in_its_middle(world: World) {
        let mut shared = Shared::with_objects_of(&world, 3_000_000).await;
        let object = shared.documents[0].1.clone();
        let read = async |shared: &Shared, range: &str| {
            let call = world.call("GET", &shared.nadia.object_path(object.id)).bearer(&shared.karim.token);
            call.header("range", range).stream().await
        };
        let whole = shared.object(&world, &shared.nadia, &object).await.body;
        for range in ["bytes=0-", "bytes=100-2999999", "chapters=1"] {
            let grant = shared.grant(&world, shared.papers[0], Right::Read).await;
            let mut pieces = read(&shared, range).await;
            let first = pieces.next().await.expect("a piece").expect("served");
            assert!(!first.is_empty() && whole.windows(first.len()).any(|part| part == first));
            shared.revoke(&world, grant).await;
            assert!(pieces.next().await.expect("an end").is_err(), "{range}: served after the end was answered");
            let from = shared.nadia.journal.next();
            shared.nadia.journal.rotate_folder(shared.papers[0], world.now());
            shared.nadia.append(&world, from).await.expect(200);
        }
        // By its time.
        shared.grant(&world, shared.papers[0], Right::Read).await;
        let mut pieces = read(&shared, "bytes=0-").await;
        pieces.next().await.expect("a piece").expect("served");
        world.clock.advance(60 * 60 * 1000);
        assert!(pieces.next().await.expect("an end").is_err());
    }
}

fn random_object() -> armoire::protocol::id::ObjectId {
    armoire::protocol::id::ObjectId(random())
}

fn frame_of(frame: &Value) -> Act {
    read_frames(&bytes(frame), 1).expect("a frame").remove(0)
}

fn grants_of(acts: &[Act]) -> Vec<GrantId> {
    let grant = |act: &Act| match &act.body {
        Some(Body::Grant(grant)) => Some(grant.grant),
        _ => None,
    };
    acts.iter().filter_map(grant).collect()
}
