//! Deposits: `GET /lockers/{locker}/tail`, objects that somebody hands in, and what bounds them.

use armoire::{
    protocol::{
        act::{Act, Body, ObjectName, Put, Right},
        bytes::Hash,
        id::{NodeId, ObjectId},
    },
    server::{clock::DAY, sweeper::sweep},
};
use serde_json::Value;

use crate::{
    harness::{Answer, NewDocument, NewGrant, Person, World, age_file, on_both_ends, on_each_store, random},
    storage::every_value,
};

/// Nadia with a folder, and Yusuf, a stranger who knows her locker's id.
async fn two(world: &World) -> (Person, Person, NodeId) {
    let mut nadia = Person::signed_up(world, "nadia4821").await;
    let yusuf = Person::signed_up(world, "yusuf1111").await;
    nadia.meets(&yusuf);
    let folder = nadia.journal.folder(world.now());
    nadia.append(world, 2).await.expect(200);
    (nadia, yusuf, folder)
}

async fn put(world: &World, nadia: &Person, person: &Person, id: ObjectId, file: &[u8]) -> Answer {
    let path = format!("{}?deposit=true", nadia.object_path(id));
    world.call("PUT", &path).bearer(&person.token).bytes(file).send().await
}

async fn hand_in(world: &World, nadia: &Person, person: &Person, size: usize) -> ObjectName {
    let (id, file) = (ObjectId(random()), age_file(size));
    put(world, nadia, person, id, &file).await.expect(201);
    ObjectName { id, size: file.len() as u64, sha256: Hash::of(&file) }
}

/// Deposits these objects, and Nadia's device follows.
async fn deposit(world: &World, nadia: &mut Person, person: &Person, objects: Vec<ObjectName>) -> NodeId {
    let (node, act) = person.deposits(&nadia.journal, objects, world.now());
    person.send(world, nadia.locker(), std::slice::from_ref(&act)).await.expect(200);
    nadia.journal.follow(act);
    node
}

async fn used(world: &World, nadia: &Person) -> Value {
    let path = format!("/lockers/{}", nadia.locker());
    world.call("GET", &path).bearer(&nadia.token).send().await.expect(200).json()["used"].clone()
}

on_each_store! {
    async fn what_a_stranger_hands_in_waits_and_is_taken(world: World) {
        let (mut nadia, yusuf, folder) = two(&world).await;
        let tail = world.call("GET", &format!("/lockers/{}/tail", nadia.locker())).bearer(&yusuf.token).send().await.expect(200).json();
        let state = &nadia.journal.state;
        assert_eq!((&tail["seq"], &tail["hash"]), (&state.head.seq.into(), &state.head.hash.to_string().into()));
        assert_eq!((&tail["people"], &tail["time"]), (&state.people_stream.hash.to_string().into(), &state.time.into()));
        assert_eq!(tail["epoch"], 1);
        assert!(tail["inbox"].as_str().is_some_and(|inbox| inbox.starts_with("age1pq1")));
        let object = hand_in(&world, &nadia, &yusuf, 5000).await;
        let (node, act) = yusuf.deposits(&nadia.journal, vec![object.clone()], world.now());
        yusuf.send(&world, nadia.locker(), std::slice::from_ref(&act)).await.expect(200);
        yusuf.send(&world, nadia.locker(), std::slice::from_ref(&act)).await.expect(200);
        nadia.journal.follow(act.clone());
        // It takes no room before it is accepted, and is the holder's alone to open.
        assert_eq!(used(&world, &nadia).await, 0);
        world.call("GET", &nadia.object_path(object.id)).bearer(&nadia.token).send().await.expect(200);
        world.call("GET", &nadia.object_path(object.id)).bearer(&yusuf.token).send().await.expect_problem(404, "not_found");
        let path = format!("/lockers/{}/acts/{}/beside", nadia.locker(), act.header.seq);
        let file = world.call("GET", &path).bearer(&nadia.token).send().await.expect(200).body;
        assert_eq!(file, act.beside);
        let served = world.call("GET", &format!("/lockers/{}/acts?from={}", nadia.locker(), act.header.seq)).bearer(&nadia.token).send().await;
        assert_eq!(served.acts()[0].body, act.body);
        world.clock.advance(30 * DAY);
        sweep(&world.app).await.expect("a sweep");
        assert_eq!(world.files(), 1);
        let from = nadia.journal.next();
        let nadia_token = nadia.sign_in(&world).await.expect(200).token();
        nadia.token = nadia_token;
        nadia.journal.accept(node, folder, world.now());
        nadia.append(&world, from).await.expect(200);
        assert_eq!(used(&world, &nadia).await, object.size);
        assert!(every_value(&world, "deposits").await.is_empty());
        world.call("GET", &nadia.object_path(object.id)).bearer(&nadia.token).send().await.expect(200);
        // From now on it is a document like any other.
        let from = nadia.journal.next();
        nadia.journal.document(NewDocument { node, folder, objects: vec![object] }, world.now());
        nadia.append(&world, from).await.expect(200);
    }

    async fn what_is_refused_is_gone(world: World) {
        let (mut nadia, yusuf, _) = two(&world).await;
        let object = hand_in(&world, &nadia, &yusuf, 5000).await;
        let node = deposit(&world, &mut nadia, &yusuf, vec![object.clone()]).await;
        let from = nadia.journal.next();
        nadia.journal.refuse(node, world.now());
        nadia.append(&world, from).await.expect(200);
        assert_eq!(world.files(), 0);
        assert_eq!(used(&world, &nadia).await, 0);
        world.call("GET", &nadia.object_path(object.id)).bearer(&nadia.token).send().await.expect_problem(404, "not_found");
        let path = format!("/lockers/{}/acts", nadia.locker());
        let acts = world.call("GET", &path).bearer(&nadia.token).send().await.expect(200).acts();
        assert!(acts[3].body.is_none() && acts[3].header == nadia.journal.acts[3].header);
        let path = format!("/lockers/{}/acts/3/beside", nadia.locker());
        world.call("GET", &path).bearer(&nadia.token).send().await.expect_problem(404, "not_found");
    }

    async fn what_was_handed_in_without_an_act_lives_seven_days(world: World) {
        let (nadia, yusuf, _) = two(&world).await;
        hand_in(&world, &nadia, &yusuf, 5000).await;
        world.clock.advance(8 * DAY);
        sweep(&world.app).await.expect("a sweep");
        assert_eq!(world.files(), 0);
        // Room that was never taken isn't given back.
        assert_eq!(used(&world, &nadia).await, 0);
    }
}

on_each_store! {
    async fn what_nobody_answers_for_sixty_days_is_over(world: World) {
        let (mut nadia, yusuf, folder) = two(&world).await;
        let object = hand_in(&world, &nadia, &yusuf, 5000).await;
        let node = deposit(&world, &mut nadia, &yusuf, vec![object]).await;
        let empty = deposit(&world, &mut nadia, &yusuf, Vec::new()).await;
        let kept = hand_in(&world, &nadia, &yusuf, 3000).await;
        let accepted = deposit(&world, &mut nadia, &yusuf, vec![kept.clone()]).await;
        let from = nadia.journal.next();
        nadia.journal.accept(accepted, folder, world.now());
        nadia.append(&world, from).await.expect(200);
        let seqs = [node, empty].map(|node| nadia.journal.state.deposits[&node].act.seq);
        let beside = |seq: u64| format!("/lockers/{}/acts/{seq}/beside", nadia.locker());
        // A day longer than it waits for its holder.
        world.clock.advance(61 * DAY);
        sweep(&world.app).await.expect("a sweep");
        let token = nadia.sign_in(&world).await.expect(200).token();
        for seq in seqs {
            world.call("GET", &beside(seq)).bearer(&token).send().await.expect(200);
        }
        assert_eq!(world.files(), 2);
        world.clock.advance(1);
        sweep(&world.app).await.expect("a sweep");
        for seq in seqs {
            world.call("GET", &beside(seq)).bearer(&token).send().await.expect_problem(404, "not_found");
        }
        // What was accepted in time is the holder's.
        assert_eq!((world.files(), every_value(&world, "objects").await.iter().filter(|value| **value == accepted.to_string()).count()), (1, 1));
        world.call("GET", &nadia.object_path(kept.id)).bearer(&token).send().await.expect(200);
        nadia.token = token;
        assert_eq!(used(&world, &nadia).await, kept.size);
        // The act waits until its holder refuses it; there is nothing to accept any more.
        let before = (nadia.journal.next(), nadia.journal.acts.len(), nadia.journal.state.clone());
        nadia.journal.accept(node, folder, world.now());
        nadia.append(&world, before.0).await.expect_problem(409, "object_gone");
        nadia.journal.acts.truncate(before.1);
        nadia.journal.state = before.2;
        for node in [node, empty] {
            nadia.journal.refuse(node, world.now());
        }
        nadia.append(&world, before.0).await.expect(200);
        assert!(every_value(&world, "deposits").await.is_empty());
    }
}

on_both_ends! {
    async fn what_somebody_with_a_grant_hands_in_waits_as_long_as_that_lives(world: World) {
        let (mut nadia, yusuf, folder) = two(&world).await;
        let from = nadia.journal.next();
        let (start, end) = (world.now(), world.now() + 70 * u64::try_from(DAY).expect("positive"));
        nadia.journal.grant(NewGrant { node: folder, grantee: &yusuf, right: Right::Read, start, end }, start);
        nadia.append(&world, from).await.expect(200);
        let object = hand_in(&world, &nadia, &yusuf, 5000).await;
        let node = deposit(&world, &mut nadia, &yusuf, vec![object]).await;
        let path = format!("/lockers/{}/acts/{}/beside", nadia.locker(), nadia.journal.state.deposits[&node].act.seq);
        for (days, status, files) in [(69, 200, 1), (1, 404, 0)] {
            world.clock.advance(days * DAY);
            sweep(&world.app).await.expect("a sweep");
            let token = nadia.sign_in(&world).await.expect(200).token();
            world.call("GET", &path).bearer(&token).send().await.expect(status);
            assert_eq!(world.files(), files, "{days}");
        }
    }

    async fn who_manages_the_whole_locker_looks_at_what_waits(world: World) {
        let (mut nadia, yusuf, folder) = two(&world).await;
        let locker = nadia.locker().as_node();
        let rights = [(locker, Right::Manage, 200), (locker, Right::Edit, 404), (folder, Right::Manage, 404)];
        let mut delegates = Vec::new();
        for (number, (node, right, status)) in rights.into_iter().enumerate() {
            let delegate = Person::signed_up(&world, &format!("luc{number}111")).await;
            nadia.meets(&delegate);
            let (from, start) = (nadia.journal.next(), world.now());
            let end = start + 1000 * u64::try_from(DAY).expect("positive");
            let (grant, _) = nadia.journal.grant(NewGrant { node, grantee: &delegate, right, start, end }, start);
            nadia.append(&world, from).await.expect(200);
            delegates.push((delegate, status, grant));
        }
        let object = hand_in(&world, &nadia, &yusuf, 5000).await;
        let path = nadia.object_path(object.id);
        let get = async |person: &Person| world.call("GET", &path).bearer(&person.token).send().await;
        // Nobody handed it in before its act.
        for (delegate, ..) in &delegates {
            get(delegate).await.expect_problem(404, "not_found");
        }
        deposit(&world, &mut nadia, &yusuf, vec![object.clone()]).await;
        for (delegate, status, _) in &delegates {
            get(delegate).await.expect(*status);
        }
        let from = nadia.journal.next();
        nadia.journal.revoke(delegates[0].2, world.now());
        nadia.append(&world, from).await.expect(200);
        get(&delegates[0].0).await.expect_problem(404, "not_found");
        get(&nadia).await.expect(200);
    }

    async fn what_is_over_makes_room_for_what_comes(world: World) {
        let (mut nadia, mut yusuf, _) = two(&world).await;
        for _ in 0..5 {
            deposit(&world, &mut nadia, &yusuf, Vec::new()).await;
        }
        for (wait, status) in [(60 * DAY, 429), (1, 200)] {
            world.clock.advance(wait);
            yusuf.token = yusuf.sign_in(&world).await.expect(200).token();
            let (_, sixth) = yusuf.deposits(&nadia.journal, Vec::new(), world.now());
            yusuf.send(&world, nadia.locker(), &[sixth]).await.expect(status);
        }
    }

    async fn a_stranger_hands_in_and_does_nothing_else(world: World) {
        let (nadia, yusuf, folder) = two(&world).await;
        let (body, _) = nadia.journal.document_body(NewDocument { node: NodeId(random()), folder, objects: Vec::new() });
        let put_act = yusuf.acts_in(&nadia.journal, body, Vec::new(), world.now());
        let (_, deposit) = yusuf.deposits(&nadia.journal, Vec::new(), world.now());
        yusuf.send(&world, nadia.locker(), std::slice::from_ref(&put_act)).await.expect_problem(404, "not_found");
        yusuf.send(&world, nadia.locker(), &[deposit.clone(), put_act]).await.expect_problem(404, "not_found");
        world.call("PUT", &nadia.object_path(ObjectId(random()))).bearer(&yusuf.token).bytes(&age_file(100)).send().await
            .expect_problem(404, "not_found");
        let karim = Person::signed_up(&world, "karim0007").await;
        // In their own name.
        let answer = karim.send(&world, nadia.locker(), std::slice::from_ref(&deposit)).await;
        assert_eq!(answer.expect_problem(422, "act_refused")["reason"], "author");
        let answer = yusuf.send(&world, nadia.locker(), &[Act { signature: [1; 64], ..deposit.clone() }]).await;
        assert_eq!(answer.expect_problem(422, "act_refused")["reason"], "signature");
        let answer = yusuf.send(&world, nadia.locker(), &[Act { beside: Vec::new(), ..deposit.clone() }]).await;
        assert_eq!(answer.expect_problem(422, "act_refused")["reason"], "box");
        yusuf.send(&world, nadia.locker(), &[deposit]).await.expect(200);
        // The holder needs no deposit of their own.
        put(&world, &nadia, &nadia, ObjectId(random()), &age_file(100)).await.expect_problem(400, "malformed");
    }

    async fn a_deposit_names_what_its_author_handed_in(world: World) {
        let (nadia, yusuf, folder) = two(&world).await;
        let karim = Person::signed_up(&world, "karim0007").await;
        let of_nadia = nadia.store(&world, 3000).await;
        let of_karim = hand_in(&world, &nadia, &karim, 3000).await;
        for object in [of_nadia, of_karim.clone()] {
            let (_, act) = yusuf.deposits(&nadia.journal, vec![object.clone()], world.now());
            let problem = yusuf.send(&world, nadia.locker(), &[act]).await;
            assert!(problem.status == 409 || problem.status == 422, "{}", problem.status);
        }
        // Nor does the holder put what nobody gave them yet.
        let (body, chain) = nadia.journal.document_body(NewDocument { node: NodeId(random()), folder, objects: vec![of_karim.clone()] });
        let act = nadia.journal.signed(body, chain, world.now(), |_| {});
        assert_eq!(nadia.send(&world, nadia.locker(), &[act]).await.status, 422);
        let (_, act) = karim.deposits(&nadia.journal, vec![of_karim], world.now());
        karim.send(&world, nadia.locker(), &[act]).await.expect(200);
    }

    async fn deposits_of_a_stranger_are_few_and_small(world: World) {
        let (mut nadia, yusuf, folder) = two(&world).await;
        let karim = Person::signed_up(&world, "karim0007").await;
        nadia.meets(&karim);
        let mut nodes = Vec::new();
        for _ in 0..5 {
            nodes.push(deposit(&world, &mut nadia, &yusuf, Vec::new()).await);
        }
        let (_, sixth) = yusuf.deposits(&nadia.journal, Vec::new(), world.now());
        yusuf.send(&world, nadia.locker(), &[sixth]).await.expect_problem(429, "too_many_deposits");
        // Somebody else's aren't counted with them, and an answer makes room.
        deposit(&world, &mut nadia, &karim, Vec::new()).await;
        let from = nadia.journal.next();
        nadia.journal.accept(nodes[0], folder, world.now());
        nadia.append(&world, from).await.expect(200);
        deposit(&world, &mut nadia, &yusuf, Vec::new()).await;
        // Whom the holder has let in may hand in more.
        let from = nadia.journal.next();
        let (start, end) = (world.now(), world.now() + 1_000_000);
        nadia.journal.grant(NewGrant { node: folder, grantee: &yusuf, right: Right::Read, start, end }, start);
        nadia.append(&world, from).await.expect(200);
        deposit(&world, &mut nadia, &yusuf, Vec::new()).await;
    }

    async fn bytes_of_a_stranger_are_bounded(world: World) {
        let (nadia, yusuf, _) = two(&world).await;
        let most = 20 * 1024 * 1024;
        let over = age_file(most);
        put(&world, &nadia, &yusuf, ObjectId(random()), &over).await.expect_problem(429, "too_many_deposits");
        let half = age_file(most / 2 - 1000);
        for _ in 0..2 {
            put(&world, &nadia, &yusuf, ObjectId(random()), &half).await.expect(201);
        }
        let (id, small) = (ObjectId(random()), age_file(3000));
        put(&world, &nadia, &yusuf, id, &small).await.expect_problem(429, "too_many_deposits");
        let karim = Person::signed_up(&world, "karim0007").await;
        put(&world, &nadia, &karim, id, &small).await.expect(201);
        put(&world, &nadia, &karim, id, &small).await.expect(200);
        for _ in 1..20 {
            put(&world, &nadia, &karim, ObjectId(random()), &age_file(10)).await.expect(201);
        }
        put(&world, &nadia, &karim, ObjectId(random()), &age_file(10)).await.expect_problem(429, "too_many_deposits");
        assert_eq!(world.files(), 22);
        assert_eq!(used(&world, &nadia).await, 0);
        let own = nadia.store(&world, 1000).await;
        assert_eq!(used(&world, &nadia).await, own.size);
    }

    async fn only_what_waits_is_taken_and_as_it_is(world: World) {
        let (mut nadia, yusuf, folder) = two(&world).await;
        let object = hand_in(&world, &nadia, &yusuf, 5000).await;
        let node = deposit(&world, &mut nadia, &yusuf, vec![object.clone()]).await;
        let from = nadia.journal.next();
        nadia.journal.accept(node, folder, world.now());
        let accept = nadia.journal.acts.last().expect("it").clone();
        let Some(Body::Put(Put::Document(put))) = accept.body.clone() else { panic!("a put") };
        let chain = accept.header.chain;
        let sign = |put| {
            nadia.journal.signed(Body::Put(Put::Document(put)), chain, world.now(), |header| {
                header.seq = accept.header.seq;
                header.prev = accept.header.prev;
            })
        };
        for wrong in [
            sign(armoire::protocol::act::Document { objects: Vec::new(), ..put.clone() }),
            sign(armoire::protocol::act::Document { deposit: Some(Hash(random())), ..put.clone() }),
            sign(armoire::protocol::act::Document { deposit: None, ..put.clone() }),
            sign(armoire::protocol::act::Document { node: NodeId(random()), ..put.clone() }),
        ] {
            let answer = nadia.send(&world, nadia.locker(), &[wrong]).await;
            assert_eq!(answer.expect_problem(422, "act_refused")["reason"], "deposit");
        }
        nadia.append(&world, from).await.expect(200);
        assert_eq!(used(&world, &nadia).await, object.size);
    }

    async fn nobody_asks_for_the_end_of_a_log_without_bound(world: World) {
        let (nadia, yusuf, _) = two(&world).await;
        let path = format!("/lockers/{}/tail", nadia.locker());
        for _ in 0..600 {
            world.call("GET", &path).bearer(&yusuf.token).send().await.expect(200);
        }
        world.call("GET", &path).bearer(&yusuf.token).send().await.expect_problem(429, "too_many_tries");
        world.call("GET", &path).bearer(&nadia.token).send().await.expect(200);
    }
}

#[tokio::test]
async fn what_is_taken_counts_against_the_quota() {
    use crate::harness::Database;
    for database in [Database::Sqlite, Database::Postgres] {
        if database == Database::Postgres && Database::only_sqlite() {
            continue;
        }
        let world = World::configured(database, |config| config.quota = 10_000).await;
        let (mut nadia, yusuf, folder) = two(&world).await;
        let full = nadia.store(&world, 9000).await;
        let id = NodeId(random());
        nadia.journal.document(NewDocument { node: id, folder, objects: vec![full.clone()] }, world.now());
        nadia.append(&world, 3).await.expect(200);
        // However full the locker is, what is handed in arrives.
        let object = hand_in(&world, &nadia, &yusuf, 6000).await;
        let node = deposit(&world, &mut nadia, &yusuf, vec![object.clone()]).await;
        assert_eq!(used(&world, &nadia).await, full.size);
        let from = nadia.journal.next();
        let before = (nadia.journal.acts.len(), nadia.journal.state.clone());
        nadia.journal.accept(node, folder, world.now());
        let problem = nadia.append(&world, from).await.expect_problem(507, "quota_reached");
        assert_eq!((&problem["used"], &problem["quota"]), (&full.size.into(), &10_000.into()));
        assert!(problem["detail"].as_str().is_some_and(|sentence| sentence.contains("full")));
        let head = world.call("GET", &format!("/lockers/{}", nadia.locker())).bearer(&nadia.token).send().await.json();
        assert_eq!(head["seq"], from - 1);
        // It goes on waiting, whole, and is taken once there is room.
        assert_eq!(every_value(&world, "deposits").await.len(), 7);
        world.call("GET", &nadia.object_path(object.id)).bearer(&nadia.token).send().await.expect(200);
        nadia.journal.acts.truncate(before.0);
        nadia.journal.state = before.1;
        nadia.journal.purge(id, world.now());
        nadia.append(&world, from).await.expect(200);
        assert_eq!(used(&world, &nadia).await, 0);
        let from = nadia.journal.next();
        nadia.journal.accept(node, folder, world.now());
        nadia.append(&world, from).await.expect(200);
        assert_eq!(used(&world, &nadia).await, object.size);
    }
}
