//! `/lockers/{locker}/blocked`: who is blocked hands in as if there were no such locker.

use armoire::{
    protocol::{
        act::{Act, Right},
        id::{AccountId, LockerId, NodeId, ObjectId},
    },
    server::storage::Blocked as _,
};
use axum::body::{Body, Bytes};
use data_encoding::BASE64;
use futures_util::{StreamExt as _, stream};
use serde_json::json;

use crate::harness::{Answer, Call, NewDocument, NewGrant, Person, World, age_file, on_both, random};

/// Nadia, and Yusuf, who knows her locker's id.
async fn two(world: &World) -> (Person, Person) {
    let mut nadia = Person::signed_up(world, "nadia4821").await;
    let yusuf = Person::signed_up(world, "yusuf1111").await;
    nadia.meets(&yusuf);
    (nadia, yusuf)
}

fn path_of(nadia: &Person, account: AccountId) -> String {
    format!("/lockers/{}/blocked/{account}", nadia.locker())
}

fn block(world: &World, nadia: &Person, person: &Person) -> Call {
    world.call("PUT", &path_of(nadia, person.cards.account())).bearer(&nadia.token)
}

fn unblock(world: &World, nadia: &Person, person: &Person) -> Call {
    world.call("DELETE", &path_of(nadia, person.cards.account())).bearer(&nadia.token)
}

async fn blocked(world: &World, nadia: &Person) -> serde_json::Value {
    let path = format!("/lockers/{}/blocked", nadia.locker());
    world.call("GET", &path).bearer(&nadia.token).send().await.expect(200).json()["accounts"].clone()
}

/// All of an answer by which two can be told apart, but the number that each gets anew.
fn alike(answer: &Answer) -> String {
    let headers = answer.headers.iter().filter(|(name, _)| name.as_str() != "x-request-id");
    let mut headers: Vec<_> = headers.map(|(name, value)| (name.to_string(), value.as_bytes().to_vec())).collect();
    headers.sort();
    format!("{} {headers:?} {:?}", answer.status, answer.body)
}

/// Everything that somebody without a grant may ask of a locker, rightly and wrongly, and what it is answered.
async fn answers(world: &World, locker: LockerId, yusuf: &Person, act: &Act) -> Vec<(String, Answer)> {
    let base = format!("/lockers/{locker}");
    let object = |query: &str| format!("{base}/objects/{}{query}", ObjectId(random()));
    let call = |method: &str, path: &str| world.call(method, path).bearer(&yusuf.token);
    let encode = |text: &str| BASE64.encode(text.as_bytes());
    let metadata = format!("object {},deposit {}", encode(&ObjectId(random()).to_string()), encode("true"));
    let begin = || call("POST", &format!("{base}/uploads")).header("upload-length", "500");
    let tus = |call: Call| call.header("tus-resumable", "1.0.0");
    let later = Act { header: armoire::protocol::act::Header { seq: 90, ..act.header.clone() }, ..act.clone() };
    let calls = [
        ("tail", call("GET", &format!("{base}/tail"))),
        ("object", call("PUT", &object("?deposit=true")).bytes(&age_file(300))),
        ("object without length", call("PUT", &object("?deposit=true")).body(age_file(300))),
        ("what isn't sealed", call("PUT", &object("?deposit=true")).bytes(b"%PDF-1.7 and more")),
        ("another question", call("PUT", &object("?deposit=maybe")).bytes(&age_file(300))),
        ("act", call("POST", &format!("{base}/acts")).acts(std::slice::from_ref(act))),
        ("forged", call("POST", &format!("{base}/acts")).acts(&[Act { signature: [1; 64], ..act.clone() }])),
        ("elsewhere in the log", call("POST", &format!("{base}/acts")).acts(&[later])),
        ("upload", tus(begin().header("upload-metadata", &metadata))),
        ("upload of no version", begin().header("upload-metadata", &metadata)),
        ("upload of nothing known", tus(begin())),
        (
            "upload of nothing at all",
            tus(call("POST", &format!("{base}/uploads")).header("upload-metadata", &metadata)),
        ),
    ];
    let mut answers = Vec::new();
    for (name, call) in calls {
        answers.push((name.to_owned(), call.send().await));
    }
    answers
}

on_both! {
    async fn the_holder_alone_says_who_is_blocked(world: World) {
        let (nadia, yusuf) = two(&world).await;
        let karim = Person::signed_up(&world, "karim0007").await;
        assert_eq!(blocked(&world, &nadia).await, json!([]));
        for person in [&yusuf, &karim, &yusuf] {
            block(&world, &nadia, person).send().await.expect(204);
        }
        let mut ids = [&yusuf, &karim].map(|person| person.cards.account().to_string());
        ids.sort();
        assert_eq!(blocked(&world, &nadia).await, json!(ids));
        for _ in 0..2 {
            unblock(&world, &nadia, &yusuf).send().await.expect(204);
        }
        assert_eq!(blocked(&world, &nadia).await, json!([karim.cards.account()]));
        // Nobody else asks, blocks or unblocks; and nobody blocks themselves.
        for method in ["PUT", "DELETE"] {
            let call = world.call(method, &path_of(&nadia, karim.cards.account())).bearer(&karim.token);
            call.send().await.expect_problem(404, "not_found");
        }
        let list = format!("/lockers/{}/blocked", nadia.locker());
        world.call("GET", &list).bearer(&karim.token).send().await.expect_problem(404, "not_found");
        assert_eq!(blocked(&world, &nadia).await, json!([karim.cards.account()]));
        block(&world, &nadia, &nadia).send().await.expect_problem(400, "malformed");
        for method in ["PUT", "DELETE"] {
            let call = world.call(method, &format!("{list}/somebody")).bearer(&nadia.token);
            call.send().await.expect_problem(404, "not_found");
        }
    }

    async fn a_locker_blocks_a_thousand(world: World) {
        let (nadia, yusuf) = two(&world).await;
        let accounts: Vec<AccountId> = (0..1000).map(|_| AccountId(random())).collect();
        for account in &accounts {
            world.app.storage.block(nadia.locker(), *account, 1000).await.expect("blocked");
        }
        block(&world, &nadia, &yusuf).send().await.expect_problem(429, "too_many_blocked");
        world.call("PUT", &path_of(&nadia, accounts[500])).bearer(&nadia.token).send().await.expect(204);
        world.call("DELETE", &path_of(&nadia, accounts[500])).bearer(&nadia.token).send().await.expect(204);
        block(&world, &nadia, &yusuf).send().await.expect(204);
        assert_eq!(blocked(&world, &nadia).await.as_array().map(Vec::len), Some(1000));
    }

    async fn who_is_blocked_finds_no_locker(world: World) {
        let (mut nadia, yusuf) = two(&world).await;
        let (node, waits) = yusuf.deposits(&nadia.journal, Vec::new(), world.now());
        yusuf.send(&world, nadia.locker(), std::slice::from_ref(&waits)).await.expect(200);
        nadia.journal.follow(waits);
        let (_, act) = yusuf.deposits(&nadia.journal, Vec::new(), world.now());
        block(&world, &nadia, &yusuf).send().await.expect(204);
        let theirs = answers(&world, nadia.locker(), &yusuf, &act).await;
        let nowhere = answers(&world, LockerId(random()), &yusuf, &act).await;
        let pairs: Vec<_> = theirs.into_iter().zip(nowhere).collect();
        let told: Vec<_> =
            pairs.iter().filter(|((_, theirs), (_, nowhere))| alike(theirs) != alike(nowhere)).map(|((name, _), _)| name).collect();
        assert!(told.is_empty(), "by these they learn of it: {told:?}");
        for ((_, theirs), _) in pairs {
            theirs.expect_problem(404, "not_found");
        }
        assert_eq!(world.files(), 0);
        // It is of this locker alone, and of this account.
        let karim = Person::signed_up(&world, "karim0007").await;
        let (_, of_karim) = karim.deposits(&nadia.journal, Vec::new(), world.now());
        karim.send(&world, nadia.locker(), std::slice::from_ref(&of_karim)).await.expect(200);
        nadia.meets(&karim);
        nadia.journal.follow(of_karim);
        let (_, elsewhere) = yusuf.deposits(&karim.journal, Vec::new(), world.now());
        yusuf.send(&world, karim.locker(), &[elsewhere]).await.expect(200);
        // What waited before is still the holder's to answer.
        let from = nadia.journal.next();
        nadia.journal.refuse(node, world.now());
        nadia.append(&world, from).await.expect(200);
        unblock(&world, &nadia, &yusuf).send().await.expect(204);
        let (_, act) = yusuf.deposits(&nadia.journal, Vec::new(), world.now());
        let served = answers(&world, nadia.locker(), &yusuf, &act).await;
        let of = |name: &str| served.iter().find(|(known, _)| known == name).map(|(_, answer)| answer.status.as_u16());
        assert_eq!(["tail", "object", "act", "upload"].map(of), [200, 201, 200, 201].map(Some));
    }

    async fn who_is_blocked_on_the_way_is_stopped(world: World) {
        let (nadia, yusuf) = two(&world).await;
        let file = age_file(60_000);
        // The whole file, and Nadia decides while its second half is on its way.
        let half = |file: &[u8], call: Call| {
            let (first, rest) = file.split_at(30_000);
            let (first, rest) = (Bytes::from(first.to_vec()), Bytes::from(rest.to_vec()));
            let first = stream::once(async move { Ok::<_, std::io::Error>(first) });
            Body::from_stream(first.chain(stream::once(async move {
                call.send().await.expect(204);
                Ok(rest)
            })))
        };
        let path = format!("{}?deposit=true", nadia.object_path(ObjectId(random())));
        let put = world.call("PUT", &path).bearer(&yusuf.token).header("content-length", &file.len().to_string());
        put.body(half(&file, block(&world, &nadia, &yusuf))).send().await.expect_problem(404, "not_found");
        assert_eq!(world.files(), 0);
        unblock(&world, &nadia, &yusuf).send().await.expect(204);

        let encode = |text: &str| BASE64.encode(text.as_bytes());
        let object = ObjectId(random());
        let metadata = format!("object {},deposit {}", encode(&object.to_string()), encode("true"));
        let begun = world.call("POST", &format!("/lockers/{}/uploads", nadia.locker())).bearer(&yusuf.token)
            .header("tus-resumable", "1.0.0").header("upload-length", &file.len().to_string())
            .header("upload-metadata", &metadata).send().await.expect(201);
        let path = begun.header("location").strip_prefix("/api/v1").expect("an address").to_owned();
        let call = |method: &str| world.call(method, &path).bearer(&yusuf.token).header("tus-resumable", "1.0.0");
        let send = || call("PATCH").header("content-type", "application/offset+octet-stream").header("upload-offset", "0");
        send().body(half(&file, block(&world, &nadia, &yusuf))).send().await.expect_problem(404, "not_found");
        for method in ["HEAD", "DELETE"] {
            call(method).send().await.expect(404);
        }
        send().bytes(&file).send().await.expect_problem(404, "not_found");
        world.call("PATCH", &path).bearer(&yusuf.token).send().await.expect_problem(404, "not_found");
        world.call("GET", &nadia.object_path(object)).bearer(&nadia.token).send().await.expect_problem(404, "not_found");
        assert_eq!(world.files(), 0);
        // Let in again, it goes on where it was.
        unblock(&world, &nadia, &yusuf).send().await.expect(204);
        let head = call("HEAD").send().await.expect(200);
        assert_eq!(head.header("upload-offset"), file.len().to_string());
        assert_eq!(world.files(), 1);
    }

    async fn a_grant_of_somebody_blocked_lives_on_and_their_deposits_do_not(world: World) {
        let (mut nadia, yusuf) = two(&world).await;
        let folder = nadia.journal.folder(world.now());
        let (start, end) = (world.now(), world.now() + 1_000_000);
        let (grant, _) = nadia.journal.grant(NewGrant { node: folder, grantee: &yusuf, right: Right::Add, start, end }, start);
        nadia.append(&world, 2).await.expect(200);
        block(&world, &nadia, &yusuf).send().await.expect(204);
        world.call("GET", &format!("/lockers/{}/tail", nadia.locker())).bearer(&yusuf.token).send().await.expect(200);
        world.call("GET", &format!("/lockers/{}/view?grant={grant}", nadia.locker())).bearer(&yusuf.token).send().await.expect(200);
        world.call("PUT", &nadia.object_path(ObjectId(random()))).bearer(&yusuf.token).bytes(&age_file(100)).send().await.expect(201);
        let (body, _) = nadia.journal.document_body(NewDocument { node: NodeId(random()), folder, objects: Vec::new() });
        let act = yusuf.acts_in(&nadia.journal, body, Vec::new(), world.now());
        yusuf.send(&world, nadia.locker(), std::slice::from_ref(&act)).await.expect(200);
        nadia.journal.follow(act);
        let path = format!("{}?deposit=true", nadia.object_path(ObjectId(random())));
        world.call("PUT", &path).bearer(&yusuf.token).bytes(&age_file(100)).send().await.expect_problem(404, "not_found");
        let (_, deposit) = yusuf.deposits(&nadia.journal, Vec::new(), world.now());
        yusuf.send(&world, nadia.locker(), &[deposit]).await.expect_problem(404, "not_found");
    }
}
