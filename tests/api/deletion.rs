//! `GET`, `POST`, `DELETE /account/deletion`, and the deletion itself.

use std::sync::Arc;

use armoire::{
    protocol::id::NodeId,
    server::{
        clock::DAY,
        storage::{Location, Nobody, Storage},
        sweeper,
    },
};
use serde_json::Value;

use crate::{
    harness::{Database, NewDocument, Person, Way, World, on_both, random},
    storage::every_value,
};

/// Every table that says something of an account. Rate limits are of addresses and of what was tried, and pass within a day.
const TABLES: [&str; 22] = [
    "accounts",
    "cards",
    "slots",
    "sessions",
    "lockers",
    "nodes",
    "epochs",
    "acts",
    "objects",
    "condemned",
    "deletions",
    "uploads",
    "activity",
    "second_steps",
    "mailboxes",
    "grants",
    "exposed",
    "deposits",
    "reads",
    "authors",
    "blocked",
    "kept_cards",
];

async fn due(world: &World, token: &str) -> Value {
    world.call("GET", "/account/deletion").bearer(token).send().await.expect(200).json()["due"].clone()
}

async fn ask(world: &World, person: &Person, token: &str) -> Value {
    world.call("POST", "/account/deletion").bearer(token).signed(person).send().await.expect(200).json()["due"].clone()
}

/// Someone with a folder and a document of one object.
async fn with_papers(world: &World, handle: &str) -> Person {
    let mut person = Person::signed_up(world, handle).await;
    let folder = person.journal.folder(world.now());
    let objects = vec![person.store(world, 3000).await];
    person.journal.document(NewDocument { node: NodeId(random()), folder, objects }, world.now());
    person.append(world, 2).await.expect(200);
    person
}

/// All that the tables hold.
async fn everything(world: &World) -> Vec<String> {
    let mut values = Vec::new();
    for table in TABLES {
        values.extend(every_value(world, table).await);
    }
    values
}

on_both! {
    async fn it_is_asked_for_and_cancelled_in_any_session(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let phone = person.sign_in(&world).await.token();
        assert_eq!(due(&world, &phone).await, Value::Null);
        let first = world.now() + 7 * u64::try_from(DAY).expect("positive");
        assert_eq!(ask(&world, &person, &person.token).await, first);
        assert_eq!(due(&world, &phone).await, first);
        world.clock.advance(DAY);
        assert_eq!(ask(&world, &person, &phone).await, first, "asked again, the first time stands");
        world.call("DELETE", "/account/deletion").bearer(&phone).send().await.expect(204);
        world.call("DELETE", "/account/deletion").bearer(&phone).send().await.expect(204);
        assert_eq!(due(&world, &person.token).await, Value::Null);
        world.clock.advance(8 * DAY);
        sweeper::sweep(&world.app).await.expect("sweeps");
        world.call("GET", "/session").bearer(&person.token).send().await.expect(200);
    }

    async fn until_then_everything_works(world: World) {
        let mut person = with_papers(&world, "nadia4821").await;
        ask(&world, &person, &person.token).await;
        world.clock.advance(7 * DAY - 1);
        sweeper::sweep(&world.app).await.expect("sweeps");
        person.token = person.sign_in(&world).await.expect(200).token();
        let from = person.journal.next();
        person.journal.seen(world.now());
        person.append(&world, from).await.expect(200);
        assert_eq!(world.files(), 1);
    }

    async fn nothing_remains_of_the_account_and_nobody_elses_changes(world: World) {
        let stranger = with_papers(&world, "karim0007").await;
        let others = everything(&world).await;
        let mut person = with_papers(&world, "nadia4821").await;
        // Whom others don't want to hear of any more is nothing to be kept, either.
        let path = format!("/lockers/{}/blocked/{}", stranger.locker(), person.cards.account());
        world.call("PUT", &path).bearer(&stranger.token).send().await.expect(204);
        assert_eq!(every_value(&world, "blocked").await.len(), 2);
        // More acts than go at once, and an object that no act names.
        for _ in 0..12 {
            let from = person.journal.next();
            (0..100).for_each(|_| person.journal.seen(world.now()));
            person.append(&world, from).await.expect(200);
        }
        person.store(&world, 4000).await;
        let device = Way::enrolled(&world, &person).await;
        world.call("POST", "/account/second-step").bearer(&person.token).signed(&person).send().await.expect(200);
        assert_eq!(world.files(), 3);
        let mut page = world.call("GET", "/events").bearer(&person.token).events().await;
        page.expect_head(person.locker(), person.journal.state.head.seq).await;
        ask(&world, &person, &person.token).await;
        world.clock.advance(7 * DAY);
        sweeper::sweep(&world.app).await.expect("sweeps");

        page.expect_ended().await;
        world.call("GET", "/session").bearer(&person.token).send().await.expect_problem(401, "no_session");
        assert!(everything(&world).await == others, "the tables hold what they held before");
        assert_eq!(world.files(), 1, "the files are gone at once");
        assert!(!world.app.pins.has(device.pin(&person)).await.expect("asked"));
        let path = format!("/lockers/{}/acts", stranger.locker());
        let acts = world.call("GET", &path).bearer(&stranger.token).send().await.expect(200).acts();
        assert_eq!(acts, stranger.journal.acts);
    }

    async fn ids_and_handle_are_never_given_again(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        ask(&world, &person, &person.token).await;
        world.clock.advance(7 * DAY);
        sweeper::sweep(&world.app).await.expect("sweeps");
        // From outside the handle looks like one that never was, and like one that somebody has.
        let unknown = Person::new(&world, "nobody0000").sign_in(&world).await;
        assert_eq!(person.sign_in(&world).await.body, unknown.body);
        Person::new(&world, "nadia4821").sign_up(&world).await.expect_problem(409, "handle_taken");
        world.clock.advance(-7 * DAY);
        person.sign_up(&world).await.expect_problem(409, "handle_taken");
        let mut other_name = person;
        "nadia4822".clone_into(&mut other_name.handle);
        other_name.sign_up(&world).await.expect_problem(409, "handle_taken");
        let kept = every_value(&world, "departed").await;
        assert_eq!(kept.len(), 3);
        assert!(!kept.iter().any(|value| value.contains("nadia")), "hashes only");
    }

    async fn in_the_last_minute_it_is_cancelled(world: World) {
        let person = with_papers(&world, "nadia4821").await;
        ask(&world, &person, &person.token).await;
        world.clock.advance(7 * DAY - 1);
        world.call("DELETE", "/account/deletion").bearer(&person.token).send().await.expect(204);
        world.clock.advance(1);
        sweeper::sweep(&world.app).await.expect("sweeps");
        person.sign_in(&world).await.expect(200);
        assert_eq!(world.files(), 1);
        // While others sweep, it is one or the other.
        ask(&world, &person, &person.token).await;
        world.clock.advance(7 * DAY - 1);
        let (cancelled, ()) = tokio::join!(
            world.call("DELETE", "/account/deletion").bearer(&person.token).send(),
            async { sweeper::sweep(&world.app).await.expect("sweeps") },
        );
        cancelled.expect(204);
        person.sign_in(&world).await.expect(200);
    }

    async fn a_clock_that_was_set_back_only_puts_it_off(world: World) {
        let person = with_papers(&world, "nadia4821").await;
        let first = ask(&world, &person, &person.token).await;
        world.clock.advance(-300 * DAY);
        sweeper::sweep(&world.app).await.expect("sweeps");
        assert_eq!(due(&world, &person.token).await, first);
        world.clock.advance(300 * DAY + 7 * DAY);
        sweeper::sweep(&world.app).await.expect("sweeps");
        assert_eq!(world.files(), 0);
    }

    async fn it_is_too_late_once_the_time_has_come(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        ask(&world, &person, &person.token).await;
        world.clock.advance(7 * DAY);
        let late = world.call("DELETE", "/account/deletion").bearer(&person.token).send().await;
        late.expect_problem(409, "deletion_due");
        sweeper::sweep(&world.app).await.expect("sweeps");
        world.call("GET", "/session").bearer(&person.token).send().await.expect_problem(401, "no_session");
    }
}

#[tokio::test]
async fn no_byte_remains_in_the_file_of_the_database() {
    let world = World::new(Database::Sqlite).await;
    let person = with_papers(&world, "nadia4821").await;
    let keyring = world.call("GET", "/keyring").bearer(&person.token).send().await.json();
    let keyring: armoire::protocol::bytes::Bytes = serde_json::from_value(keyring["sealed"].clone()).expect("bytes");
    let account = person.cards.account().to_string();
    let Location::Sqlite(path) = world.location() else { panic!("SQLite") };
    let holds = |what: &[u8]| {
        let file = std::fs::read(path).expect("the file");
        file.windows(what.len()).any(|window| window == what)
    };
    world.app.storage.close().await;
    assert!(holds(account.as_bytes()) && holds(&keyring.0[..64]) && holds(b"nadia4821"));

    let storage = Storage::open(world.location(), Arc::new(Nobody)).await.expect("a database");
    let app = armoire::server::http::App { storage, ..world.app.clone() };
    armoire::server::storage::Deletions::ask_deletion(&app.storage, person.cards.account(), 0).await.expect("asked");
    sweeper::sweep(&app).await.expect("sweeps");
    app.storage.close().await;
    assert!(!holds(account.as_bytes()), "the account's id");
    assert!(!holds(&keyring.0[..64]), "the keyring");
    assert!(!holds(b"nadia4821"), "the handle");
    assert!(!holds(&person.journal.acts[1].body_bytes.as_ref().expect("a body")[..64]), "an act");
}
