//! `/lockers/{locker}/uploads` of somebody else's locker: for a deposit, or by a grant to add.

use armoire::{
    protocol::{
        act::{ObjectName, Right},
        bytes::Hash,
        id::{GrantId, NodeId, ObjectId},
    },
    server::{
        clock::{DAY, HOUR},
        sweeper::sweep,
    },
};
use axum::body::{Body, Bytes};
use data_encoding::BASE64;
use futures_util::{StreamExt as _, stream};

use crate::harness::{
    Answer, Call, Database, NewDocument, NewGrant, Person, World, age_file, on_both_ends, on_each_store, random,
};

/// Nadia with a folder, and Yusuf, who knows her locker's id.
async fn two(world: &World) -> (Person, Person, NodeId) {
    let mut nadia = Person::signed_up(world, "nadia4821").await;
    let yusuf = Person::signed_up(world, "yusuf1111").await;
    nadia.meets(&yusuf);
    let folder = nadia.journal.folder(world.now());
    nadia.append(world, 2).await.expect(200);
    (nadia, yusuf, folder)
}

async fn lend(world: &World, nadia: &mut Person, person: &Person, node: NodeId, right: Right) -> GrantId {
    let from = nadia.journal.next();
    let (start, end) = (world.now(), world.now() + u64::try_from(HOUR).expect("small"));
    let (grant, _) = nadia.journal.grant(NewGrant { node, grantee: person, right, start, end }, start);
    nadia.append(world, from).await.expect(200);
    grant
}

fn tus(call: Call) -> Call {
    call.header("tus-resumable", "1.0.0")
}

fn begin(world: &World, nadia: &Person, person: &Person, object: ObjectId, length: usize, deposit: bool) -> Call {
    let encode = |text: &str| BASE64.encode(text.as_bytes());
    let deposit = if deposit { format!(",deposit {}", encode("true")) } else { String::new() };
    tus(world.call("POST", &format!("/lockers/{}/uploads", nadia.locker())).bearer(&person.token))
        .header("upload-length", &length.to_string())
        .header("upload-metadata", &format!("object {}{deposit}", encode(&object.to_string())))
}

fn path_of(answer: &Answer) -> String {
    answer.header("location").strip_prefix("/api/v1").expect("an address").to_owned()
}

/// A part of an upload of somebody's, or a question about it.
fn call(world: &World, method: &str, path: &str, person: &Person) -> Call {
    tus(world.call(method, path).bearer(&person.token))
}

fn patch(world: &World, path: &str, person: &Person, offset: usize) -> Call {
    call(world, "PATCH", path, person)
        .header("content-type", "application/offset+octet-stream")
        .header("upload-offset", &offset.to_string())
}

async fn used(world: &World, nadia: &Person) -> u64 {
    let locker = world.call("GET", &format!("/lockers/{}", nadia.locker())).bearer(&nadia.token).send().await;
    locker.json()["used"].as_u64().expect("a number")
}

on_each_store! {
    async fn what_is_handed_in_comes_in_parts(world: World) {
        let (mut nadia, yusuf, folder) = two(&world).await;
        let (object, file) = (ObjectId(random()), age_file(300_000));
        let begun = begin(&world, &nadia, &yusuf, object, file.len(), true).send().await.expect(201);
        let path = path_of(&begun);
        patch(&world, &path, &yusuf, 0).bytes(&file[..100_000]).send().await.expect(204);
        // Not even the holder sees an upload that isn't their own.
        let karim = Person::signed_up(&world, "karim0007").await;
        for person in [&nadia, &karim] {
            for method in ["HEAD", "DELETE"] {
                call(&world, method, &path, person).send().await.expect(404);
            }
            patch(&world, &path, person, 100_000).bytes(&file[100_000..]).send().await.expect_problem(404, "not_found");
        }
        let head = call(&world, "HEAD", &path, &yusuf).send().await.expect(200);
        assert_eq!(head.header("upload-offset"), "100000");
        assert!(head.header("upload-metadata").ends_with(",deposit dHJ1ZQ=="));
        patch(&world, &path, &yusuf, 100_000).bytes(&file[100_000..]).send().await.expect(204);
        call(&world, "HEAD", &path, &yusuf).send().await.expect(200);
        assert_eq!((used(&world, &nadia).await, world.files()), (0, 1), "it takes no room before it is accepted");
        let name = ObjectName { id: object, size: file.len() as u64, sha256: Hash::of(&file) };
        let (node, act) = yusuf.deposits(&nadia.journal, vec![name], world.now());
        yusuf.send(&world, nadia.locker(), std::slice::from_ref(&act)).await.expect(200);
        nadia.journal.follow(act);
        let from = nadia.journal.next();
        nadia.journal.accept(node, folder, world.now());
        nadia.append(&world, from).await.expect(200);
        assert_eq!(used(&world, &nadia).await, file.len() as u64);
        let got = world.call("GET", &nadia.object_path(object)).bearer(&nadia.token).send().await.expect(200);
        assert!(got.body == file);
    }

    async fn who_may_add_something_brings_it_in_parts(world: World) {
        let (mut nadia, yusuf, folder) = two(&world).await;
        lend(&world, &mut nadia, &yusuf, folder, Right::Add).await;
        let (object, file) = (ObjectId(random()), age_file(100_000));
        let all = begin(&world, &nadia, &yusuf, object, file.len(), false);
        let begun = all.header("content-type", "application/offset+octet-stream").bytes(&file[..60_000]).send().await.expect(201);
        assert_eq!(used(&world, &nadia).await, file.len() as u64);
        patch(&world, &path_of(&begun), &yusuf, 60_000).bytes(&file[60_000..]).send().await.expect(204);
        assert_eq!((used(&world, &nadia).await, world.files()), (file.len() as u64, 1));
        let name = ObjectName { id: object, size: file.len() as u64, sha256: Hash::of(&file) };
        let (body, _) = nadia.journal.document_body(NewDocument { node: NodeId(random()), folder, objects: vec![name] });
        let act = yusuf.acts_in(&nadia.journal, body, Vec::new(), world.now());
        yusuf.send(&world, nadia.locker(), &[act]).await.expect(200);
    }
}

on_both_ends! {
    async fn who_may_add_nothing_begins_nothing(world: World) {
        let (mut nadia, yusuf, folder) = two(&world).await;
        let amina = Person::signed_up(&world, "amina0001").await;
        nadia.meets(&amina);
        lend(&world, &mut nadia, &amina, folder, Right::Read).await;
        for person in [&yusuf, &amina] {
            begin(&world, &nadia, person, ObjectId(random()), 500, false).send().await.expect_problem(404, "not_found");
        }
        // The holder needs no deposit of their own.
        begin(&world, &nadia, &nadia, ObjectId(random()), 500, true).send().await.expect_problem(400, "malformed");
        assert_eq!(used(&world, &nadia).await, 0);
    }

    async fn an_upload_ends_with_the_grant(world: World) {
        let (mut nadia, yusuf, folder) = two(&world).await;
        let grant = lend(&world, &mut nadia, &yusuf, folder, Right::Edit).await;
        let (object, file) = (ObjectId(random()), age_file(60_000));
        let begun = begin(&world, &nadia, &yusuf, object, file.len(), false).send().await.expect(201);
        let path = path_of(&begun);
        // It is taken back while the last part comes.
        let from = nadia.journal.next();
        nadia.journal.revoke(grant, world.now());
        let revoke = world.call("POST", &format!("/lockers/{}/acts", nadia.locker())).bearer(&nadia.token).acts(nadia.journal.since(from));
        let (first, rest) = (Bytes::from(file[..30_000].to_vec()), Bytes::from(file[30_000..].to_vec()));
        let first = stream::once(async move { Ok::<_, std::io::Error>(first) });
        let body = Body::from_stream(first.chain(stream::once(async move {
            revoke.send().await.expect(200);
            Ok(rest)
        })));
        patch(&world, &path, &yusuf, 0).body(body).send().await.expect_problem(404, "not_found");
        for method in ["HEAD", "DELETE"] {
            call(&world, method, &path, &yusuf).send().await.expect(404);
        }
        world.call("GET", &nadia.object_path(object)).bearer(&nadia.token).send().await.expect_problem(404, "not_found");
        assert_eq!(world.files(), 0);
        // Its room is free again once it is swept.
        assert_eq!(used(&world, &nadia).await, file.len() as u64);
        world.clock.advance(8 * DAY);
        sweep(&world.app).await.expect("a sweep");
        assert_eq!(used(&world, &nadia).await, 0);
    }

    async fn a_file_that_is_sent_whole_is_not_kept_once_the_grant_has_ended(world: World) {
        let (mut nadia, yusuf, folder) = two(&world).await;
        let grant = lend(&world, &mut nadia, &yusuf, folder, Right::Add).await;
        let file = age_file(60_000);
        let from = nadia.journal.next();
        nadia.journal.revoke(grant, world.now());
        let revoke = world.call("POST", &format!("/lockers/{}/acts", nadia.locker())).bearer(&nadia.token).acts(nadia.journal.since(from));
        let (first, rest) = (Bytes::from(file[..30_000].to_vec()), Bytes::from(file[30_000..].to_vec()));
        let first = stream::once(async move { Ok::<_, std::io::Error>(first) });
        let body = Body::from_stream(first.chain(stream::once(async move {
            revoke.send().await.expect(200);
            Ok(rest)
        })));
        let put = world.call("PUT", &nadia.object_path(ObjectId(random()))).bearer(&yusuf.token);
        put.header("content-length", &file.len().to_string()).body(body).send().await.expect_problem(404, "not_found");
        assert_eq!((used(&world, &nadia).await, world.files()), (0, 0));
    }

    async fn what_is_on_its_way_counts_as_waiting(world: World) {
        let (nadia, yusuf, _) = two(&world).await;
        let most = 20 * 1024 * 1024;
        begin(&world, &nadia, &yusuf, ObjectId(random()), most + 1, true).send().await.expect_problem(429, "too_many_deposits");
        let half = begin(&world, &nadia, &yusuf, ObjectId(random()), most / 2, true).send().await.expect(201);
        begin(&world, &nadia, &yusuf, ObjectId(random()), most / 2 + 1, true).send().await.expect_problem(429, "too_many_deposits");
        let put = |file: Vec<u8>| {
            let path = format!("{}?deposit=true", nadia.object_path(ObjectId(random())));
            world.call("PUT", &path).bearer(&yusuf.token).bytes(&file).send()
        };
        put(age_file(most / 2)).await.expect_problem(429, "too_many_deposits");
        // What is ended doesn't wait, and somebody else's isn't counted.
        call(&world, "DELETE", &path_of(&half), &yusuf).send().await.expect(204);
        put(age_file(most / 2)).await.expect(201);
        let karim = Person::signed_up(&world, "karim0007").await;
        for _ in 0..20 {
            begin(&world, &nadia, &karim, ObjectId(random()), 500, true).send().await.expect(201);
        }
        begin(&world, &nadia, &karim, ObjectId(random()), 500, true).send().await.expect_problem(429, "too_many_deposits");
        assert_eq!(used(&world, &nadia).await, 0);
        // Nobody's take the holder's places, nor what the holder is sending.
        for _ in 0..64 {
            begin(&world, &nadia, &nadia, ObjectId(random()), 500, false).send().await.expect(201);
        }
        begin(&world, &nadia, &nadia, ObjectId(random()), 500, false).send().await.expect_problem(429, "too_many_uploads");
        world.clock.advance(8 * DAY);
        sweep(&world.app).await.expect("a sweep");
        assert_eq!(used(&world, &nadia).await, 0);
        assert_eq!(std::fs::read_dir(world.folder.path().join("uploads")).expect("the spool").count(), 0);
        let again = begin(&world, &nadia, &karim, ObjectId(random()), 500, true).send().await;
        again.expect(201);
    }

    async fn what_all_together_have_on_its_way_is_bounded(world: World) {
        let (nadia, yusuf, _) = two(&world).await;
        for number in 0..10 {
            let person = Person::signed_up(&world, &format!("person000{number}")).await;
            begin(&world, &nadia, &person, ObjectId(random()), 20 * 1024 * 1024, true).send().await.expect(201);
        }
        begin(&world, &nadia, &yusuf, ObjectId(random()), 500, true).send().await.expect_problem(429, "too_many_deposits");
        assert_eq!(used(&world, &nadia).await, 0);
    }

    async fn the_same_name_is_each_ones_own_until_one_is_there(world: World) {
        let (nadia, yusuf, _) = two(&world).await;
        let (object, of_nadia, of_yusuf) = (ObjectId(random()), age_file(5000), age_file(5000));
        let own = begin(&world, &nadia, &nadia, object, of_nadia.len(), false).send().await.expect(201);
        let deposit = begin(&world, &nadia, &yusuf, object, of_yusuf.len(), true).send().await.expect(201);
        let size = of_nadia.len() as u64;
        assert_eq!(used(&world, &nadia).await, size);
        call(&world, "HEAD", &path_of(&own), &nadia).send().await.expect(200);
        patch(&world, &path_of(&own), &nadia, 0).bytes(&of_nadia).send().await.expect(204);
        let late = patch(&world, &path_of(&deposit), &yusuf, 0).bytes(&of_yusuf).send().await;
        late.expect_problem(409, "object_exists");
        assert_eq!((used(&world, &nadia).await, world.files()), (size, 1));
        let got = world.call("GET", &nadia.object_path(object)).bearer(&nadia.token).send().await.expect(200);
        assert!(got.body == of_nadia);
        // Begun anew, the first is over, and takes no room with it.
        let object = ObjectId(random());
        for _ in 0..2 {
            begin(&world, &nadia, &yusuf, object, 700, true).send().await.expect(201);
        }
        assert_eq!(used(&world, &nadia).await, size);
    }
}

#[tokio::test]
async fn how_full_a_locker_is_is_told_to_its_holder_alone() {
    for database in [Database::Sqlite, Database::Postgres] {
        if database == Database::Postgres && Database::only_sqlite() {
            continue;
        }
        let world = World::configured(database, |config| config.quota = 10_000).await;
        let (mut nadia, yusuf, folder) = two(&world).await;
        lend(&world, &mut nadia, &yusuf, folder, Right::Add).await;
        let (object, over) = (ObjectId(random()), 11_000);
        let problem =
            begin(&world, &nadia, &yusuf, object, over, false).send().await.expect_problem(507, "quota_reached");
        assert!(problem.get("used").is_none() && problem.get("quota").is_none());
        let problem =
            begin(&world, &nadia, &nadia, object, over, false).send().await.expect_problem(507, "quota_reached");
        assert_eq!(problem["quota"], 10_000);
        // What is handed in needs no room yet.
        begin(&world, &nadia, &yusuf, object, over, true).send().await.expect(201);
    }
}
