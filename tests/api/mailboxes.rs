//! `GET`, `POST /mailboxes`, `GET`, `DELETE /mailboxes/{find}`, `PUT /mailboxes/{find}/reply`: invitations.

use armoire::{
    protocol::bytes::{Hash, encode},
    server::{clock::DAY, sweeper::sweep},
};
use axum::http::HeaderMap;
use serde_json::{Value, json};

use crate::{
    harness::{Answer, Person, World, on_both, random, sealed},
    storage::every_value,
};

const MINUTE: i64 = 60 * 1000;

/// Somebody's invitation.
struct Invited {
    find: Hash,
    request: Value,
}

impl Invited {
    fn new(world: &World, kind: &str, until: i64) -> Self {
        let find = Hash(random());
        let until = i64::try_from(world.now()).expect("small") + until;
        Self { find, request: json!({"find": find, "kind": kind, "until": until, "greeting": sealed(100)}) }
    }

    async fn open(&self, world: &World, person: &Person) -> Answer {
        world.call("POST", "/mailboxes").bearer(&person.token).json(&self.request).send().await
    }

    fn path(&self) -> String {
        format!("/mailboxes/{}", self.find)
    }

    async fn get(&self, world: &World) -> Answer {
        world.call("GET", &self.path()).send().await
    }

    async fn reply(&self, world: &World, person: &Person, reply: &Value) -> Answer {
        let path = format!("{}/reply", self.path());
        world.call("PUT", &path).bearer(&person.token).json(reply).send().await
    }
}

fn reply() -> Value {
    json!({"sealed": sealed(400)})
}

/// An invitation that lasts as long as a code may.
async fn invited(world: &World, person: &Person) -> Invited {
    let invited = Invited::new(world, "qr", 10 * MINUTE);
    invited.open(world, person).await.expect(201);
    invited
}

/// What an answer says, but for the number that each request has.
fn headers(answer: &Answer) -> HeaderMap {
    let mut headers = answer.headers.clone();
    headers.remove("x-request-id");
    headers
}

/// What the inviter sees.
async fn own(world: &World, person: &Person) -> Vec<Value> {
    let list = world.call("GET", "/mailboxes").bearer(&person.token).send().await.expect(200).json();
    list["mailboxes"].as_array().expect("a list").clone()
}

on_both! {
    async fn an_invitation_is_found_and_answered(world: World) {
        let nadia = Person::signed_up(&world, "nadia4821").await;
        let karim = Person::signed_up(&world, "karim0007").await;
        let invited = Invited::new(&world, "link", 7 * DAY);
        let opened = invited.open(&world, &nadia).await.expect(201).json();
        assert_eq!(opened["until"], invited.request["until"]);
        // Nobody needs an account to see who invites.
        let found = invited.get(&world).await.expect(200).json();
        let owner = nadia.cards.account().to_string();
        let (until, greeting) = (&opened["until"], &invited.request["greeting"]);
        assert_eq!(found, json!({"inviter": owner, "kind": "link", "until": until, "greeting": greeting}));
        let waits = own(&world, &nadia).await;
        let expected = json!({"find": invited.find, "kind": "link", "until": until, "greeting": greeting, "tried": false});
        assert_eq!(waits, [expected]);
        let reply = reply();
        world.clock.advance(DAY);
        invited.reply(&world, &karim, &reply).await.expect(204);
        let seen = own(&world, &nadia).await;
        let account = karim.cards.account().to_string();
        assert_eq!(seen[0]["reply"], json!({"account": account, "sealed": reply["sealed"], "at": world.now()}));
        world.call("DELETE", &invited.path()).bearer(&nadia.token).send().await.expect(204);
        assert!(own(&world, &nadia).await.is_empty());
        invited.get(&world).await.expect_problem(404, "not_found");
        invited.reply(&world, &karim, &reply).await.expect_problem(404, "not_found");
    }

    async fn the_first_reply_stands_and_the_inviter_hears_of_a_second(world: World) {
        let nadia = Person::signed_up(&world, "nadia4821").await;
        let karim = Person::signed_up(&world, "karim0007").await;
        let third = Person::signed_up(&world, "yusuf1111").await;
        let invited = invited(&world, &nadia).await;
        let (first, before) = (reply(), invited.get(&world).await.expect(200).body);
        invited.reply(&world, &karim, &first).await.expect(204);
        // Whoever comes second isn't told before they have tried, so that they try.
        assert_eq!(invited.get(&world).await.expect(200).body, before);
        // A lost answer is no second person; neither is the same one who seals anew.
        invited.reply(&world, &karim, &first).await.expect(204);
        invited.reply(&world, &karim, &reply()).await.expect(204);
        assert_eq!(own(&world, &nadia).await[0]["tried"], false);
        invited.reply(&world, &third, &reply()).await.expect_problem(409, "mailbox_replied");
        // Nor do the same bytes make a first one of a second.
        invited.reply(&world, &third, &first).await.expect_problem(409, "mailbox_replied");
        let seen = own(&world, &nadia).await;
        assert_eq!(seen[0]["tried"], true);
        assert_eq!(seen[0]["reply"]["account"], karim.cards.account().to_string());
        assert_eq!(seen[0]["reply"]["sealed"], first["sealed"]);
    }

    async fn of_two_at_once_one_is_first(world: World) {
        let nadia = Person::signed_up(&world, "nadia4821").await;
        let karim = Person::signed_up(&world, "karim0007").await;
        let third = Person::signed_up(&world, "yusuf1111").await;
        let invited = invited(&world, &nadia).await;
        let (one, two) = (reply(), reply());
        let (one, two) = tokio::join!(invited.reply(&world, &karim, &one), invited.reply(&world, &third, &two));
        let mut statuses = [one.status.as_u16(), two.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [204, 409]);
        assert_eq!(own(&world, &nadia).await[0]["tried"], true);
    }

    async fn one_that_is_over_is_as_unknown(world: World) {
        let nadia = Person::signed_up(&world, "nadia4821").await;
        let karim = Person::signed_up(&world, "karim0007").await;
        let invited = invited(&world, &nadia).await;
        let nowhere = Invited::new(&world, "qr", MINUTE);
        world.clock.advance(10 * MINUTE - 1);
        invited.get(&world).await.expect(200);
        world.clock.advance(1);
        world.statements();
        let over = invited.get(&world).await;
        let for_over = world.statements();
        let unknown = nowhere.get(&world).await;
        assert_eq!((over.status, headers(&over), &over.body), (unknown.status, headers(&unknown), &unknown.body));
        assert_eq!(for_over, world.statements());
        over.expect_problem(404, "not_found");
        let late = invited.reply(&world, &karim, &reply()).await;
        let for_late = world.statements();
        assert_eq!(late.body, nowhere.reply(&world, &karim, &reply()).await.body);
        assert_eq!(for_late, world.statements());
        late.expect_problem(404, "not_found");
        assert!(own(&world, &nadia).await.is_empty());
    }

    async fn an_answered_one_that_is_over_is_as_unknown_but_to_its_inviter(world: World) {
        let nadia = Person::signed_up(&world, "nadia4821").await;
        let karim = Person::signed_up(&world, "karim0007").await;
        let third = Person::signed_up(&world, "yusuf1111").await;
        let invited = invited(&world, &nadia).await;
        invited.reply(&world, &karim, &reply()).await.expect(204);
        world.clock.advance(10 * MINUTE);
        invited.get(&world).await.expect_problem(404, "not_found");
        invited.reply(&world, &third, &reply()).await.expect_problem(404, "not_found");
        let seen = own(&world, &nadia).await;
        assert_eq!(seen[0]["reply"]["account"], karim.cards.account().to_string());
        assert_eq!(seen[0]["tried"], false, "who comes after the end finds nothing to try");
    }

    async fn a_stranger_reads_no_reply_and_closes_nothing(world: World) {
        let nadia = Person::signed_up(&world, "nadia4821").await;
        let karim = Person::signed_up(&world, "karim0007").await;
        let third = Person::signed_up(&world, "yusuf1111").await;
        let invited = invited(&world, &nadia).await;
        let reply = reply();
        invited.reply(&world, &karim, &reply).await.expect(204);
        let sealed = reply["sealed"].as_str().expect("text").to_owned();
        for person in [&karim, &third] {
            assert!(own(&world, person).await.is_empty());
            for (method, path) in [("GET", invited.path()), ("GET", format!("{}/reply", invited.path())), ("DELETE", invited.path())] {
                let answer = world.call(method, &path).bearer(&person.token).send().await;
                assert!(!String::from_utf8_lossy(&answer.body).contains(&sealed), "{method} {path}");
            }
            // As if there were none.
            world.call("DELETE", &invited.path()).bearer(&person.token).send().await.expect(204);
        }
        assert_eq!(own(&world, &nadia).await.len(), 1);
    }

    async fn nobody_answers_themselves_or_takes_a_mailbox_over(world: World) {
        let nadia = Person::signed_up(&world, "nadia4821").await;
        let karim = Person::signed_up(&world, "karim0007").await;
        let invited = invited(&world, &nadia).await;
        invited.reply(&world, &nadia, &reply()).await.expect_problem(409, "mailbox_own");
        assert!(own(&world, &nadia).await[0].get("reply").is_none());
        // After a lost answer it is there already; what differs is refused, whoever sends it.
        invited.open(&world, &nadia).await.expect(201);
        invited.open(&world, &karim).await.expect_problem(409, "mailbox_exists");
        let mut other = Invited::new(&world, "qr", MINUTE);
        other.request["find"] = json!(invited.find);
        other.open(&world, &nadia).await.expect_problem(409, "mailbox_exists");
        let found = invited.get(&world).await.expect(200).json();
        assert_eq!(found["inviter"], nadia.cards.account().to_string());
        assert_eq!(found["greeting"], invited.request["greeting"]);
    }

    async fn each_kind_has_its_longest(world: World) {
        let nadia = Person::signed_up(&world, "nadia4821").await;
        for (kind, longest) in [("qr", 10 * MINUTE), ("link", 7 * DAY)] {
            let invited = Invited::new(&world, kind, longest + 5 * MINUTE);
            let until = invited.open(&world, &nadia).await.expect(201).json()["until"].as_u64();
            assert_eq!(until, Some(world.now() + u64::try_from(longest).expect("positive")), "{kind}");
            assert_eq!(invited.get(&world).await.json()["until"].as_u64(), until);
        }
        Invited::new(&world, "qr", 0).open(&world, &nadia).await.expect_problem(400, "malformed");
        Invited::new(&world, "paper", MINUTE).open(&world, &nadia).await.expect_problem(400, "malformed");
    }

    async fn what_is_too_large_or_malformed_is_refused(world: World) {
        let nadia = Person::signed_up(&world, "nadia4821").await;
        let karim = Person::signed_up(&world, "karim0007").await;
        let mut large = Invited::new(&world, "qr", MINUTE);
        large.request["greeting"] = encode(&[1; 4096]).into();
        large.open(&world, &nadia).await.expect(201);
        for (key, value, status, code) in [
            ("greeting", json!(encode(&[1; 4097])), 413, "too_large"),
            ("greeting", json!(encode(&vec![1; 40_000])), 413, "too_large"),
            ("find", json!(encode(&random::<31>())), 400, "malformed"),
            ("find", json!("x"), 400, "malformed"),
            ("until", json!(-1), 400, "malformed"),
            ("until", Value::Null, 400, "malformed"),
            ("more", json!(1), 400, "malformed"),
        ] {
            let mut invited = Invited::new(&world, "qr", MINUTE);
            invited.request[key] = value;
            invited.open(&world, &nadia).await.expect_problem(status, code);
        }
        large.reply(&world, &karim, &json!({"sealed": encode(&[1; 8193])})).await.expect_problem(413, "too_large");
        large.reply(&world, &karim, &json!({"sealed": encode(&vec![1; 80_000])})).await.expect_problem(413, "too_large");
        large.reply(&world, &karim, &json!({"sealed": "="})).await.expect_problem(400, "malformed");
        large.reply(&world, &karim, &json!({"sealed": encode(&[1; 8192])})).await.expect(204);
        for find in ["x", "%00", &"A".repeat(5000)] {
            world.call("GET", &format!("/mailboxes/{find}")).send().await.expect_problem(404, "not_found");
        }
    }

    async fn an_account_has_fifty_at_most(world: World) {
        let nadia = Person::signed_up(&world, "nadia4821").await;
        let karim = Person::signed_up(&world, "karim0007").await;
        let first = invited(&world, &nadia).await;
        for _ in 1..50 {
            invited(&world, &nadia).await;
        }
        let one_more = || Invited::new(&world, "qr", MINUTE);
        one_more().open(&world, &nadia).await.expect_problem(429, "too_many_mailboxes");
        // A reply that nobody took away still counts; others' don't, and what is over or closed doesn't.
        first.reply(&world, &karim, &reply()).await.expect(204);
        one_more().open(&world, &nadia).await.expect_problem(429, "too_many_mailboxes");
        one_more().open(&world, &karim).await.expect(201);
        world.call("DELETE", &first.path()).bearer(&nadia.token).send().await.expect(204);
        one_more().open(&world, &nadia).await.expect(201);
        world.clock.advance(11 * MINUTE);
        one_more().open(&world, &nadia).await.expect(201);
    }

    async fn looking_and_answering_are_limited_per_address(world: World) {
        let nadia = Person::signed_up(&world, "nadia4821").await;
        let karim = Person::signed_up(&world, "karim0007").await;
        let invited = invited(&world, &nadia).await;
        for _ in 0..299 {
            invited.get(&world).await.expect(200);
        }
        Invited::new(&world, "qr", MINUTE).get(&world).await.expect_problem(404, "not_found");
        let refused = invited.get(&world).await;
        assert!(!refused.header("retry-after").is_empty());
        refused.expect_problem(429, "too_many_tries");
        invited.reply(&world, &karim, &reply()).await.expect_problem(429, "too_many_tries");
        let elsewhere = axum::extract::ConnectInfo(([192, 0, 2, 7], 40_000).into());
        world.call("GET", &invited.path()).from(elsewhere).send().await.expect(200);
        world.clock.advance(15 * MINUTE);
        Invited::new(&world, "qr", MINUTE).get(&world).await.expect_problem(404, "not_found");
    }

    async fn what_is_over_is_swept(world: World) {
        let nadia = Person::signed_up(&world, "nadia4821").await;
        let karim = Person::signed_up(&world, "karim0007").await;
        let (answered, waits) = (invited(&world, &nadia).await, invited(&world, &nadia).await);
        let link = Invited::new(&world, "link", 7 * DAY);
        link.open(&world, &nadia).await.expect(201);
        answered.reply(&world, &karim, &reply()).await.expect(204);
        world.clock.advance(10 * MINUTE);
        sweep(&world.app).await.expect("a sweep");
        let kept = every_value(&world, "mailboxes").await;
        assert!(kept.contains(&answered.find.to_string()) && kept.contains(&link.find.to_string()));
        assert!(!kept.contains(&waits.find.to_string()));
        world.clock.advance(30 * DAY);
        sweep(&world.app).await.expect("a sweep");
        assert!(every_value(&world, "mailboxes").await.is_empty());
    }

    async fn the_inviters_page_is_woken(world: World) {
        let mut nadia = Person::signed_up(&world, "nadia4821").await;
        let mut karim = Person::signed_up(&world, "karim0007").await;
        let third = Person::signed_up(&world, "yusuf1111").await;
        let invited = invited(&world, &nadia).await;
        let mut page = world.call("GET", "/events").bearer(&nadia.token).events().await;
        let mut other = world.call("GET", "/events").bearer(&karim.token).events().await;
        page.expect_head(nadia.locker(), 1).await;
        other.expect_head(karim.locker(), 1).await;
        for (person, status) in [(&karim, 204), (&third, 409)] {
            invited.reply(&world, person, &reply()).await.expect(status);
            assert_eq!(page.next().await.as_deref(), Some("event: mailboxes\ndata: {}"));
        }
        // Nothing has changed: nobody is woken.
        invited.reply(&world, &karim, &reply()).await.expect(204);
        let seq = nadia.journal.next();
        nadia.journal.seen(world.now());
        nadia.append(&world, seq).await.expect(200);
        page.expect_head(nadia.locker(), seq).await;
        let seq = karim.journal.next();
        karim.journal.seen(world.now());
        karim.append(&world, seq).await.expect(200);
        other.expect_head(karim.locker(), seq).await;
    }

    async fn an_account_that_goes_takes_its_invitations_and_replies_with_it(world: World) {
        let nadia = Person::signed_up(&world, "nadia4821").await;
        let karim = Person::signed_up(&world, "karim0007").await;
        let of_nadia = Invited::new(&world, "link", 7 * DAY);
        of_nadia.open(&world, &nadia).await.expect(201);
        let of_karim = Invited::new(&world, "link", 7 * DAY);
        of_karim.open(&world, &karim).await.expect(201);
        of_karim.reply(&world, &nadia, &reply()).await.expect(204);
        world.call("POST", "/account/deletion").bearer(&nadia.token).signed(&nadia).send().await.expect(200);
        world.clock.advance(7 * DAY);
        sweep(&world.app).await.expect("a sweep");
        let kept = every_value(&world, "mailboxes").await;
        assert!(!kept.contains(&nadia.cards.account().to_string()), "{kept:?}");
    }
}
