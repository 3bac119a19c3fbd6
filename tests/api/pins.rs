//! PINs of devices: `POST /account/pepper`, `POST /session` by `device`, and the store that neither database nor backup holds.

use std::{process::Command, sync::Arc};

use armoire::{
    protocol::{bytes::decode, id::SlotId},
    server::{
        clock::{DAY, HOUR},
        pins::{Device, Pins, PinsError},
        storage::{Engine, Location, Nobody, Schema, Settings as _},
        sweeper,
    },
};
use futures_util::future::join_all;
use serde_json::Value;

use crate::{
    harness::{Database, Person, Way, World, change, on_both, random},
    storage::{every_value, every_value_at},
};

/// Whether the device's slot is listed, as somebody sees who comes in by words.
async fn has(world: &World, person: &Person, device: &Way) -> bool {
    let token = person.sign_in(world).await.expect(200).token();
    let list = world.call("GET", "/slots").bearer(&token).send().await.expect(200).json();
    list["slots"].as_array().expect("a list").iter().any(|slot| slot["id"] == device.id.to_string())
}

on_both! {
    async fn a_right_pin_gets_slot_keyring_and_pepper(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let device = Way::enrolled(&world, &person).await;
        let answer = device.sign_in(&world).await.expect(200);
        let body = answer.json();
        assert_eq!(body["account"], person.cards.account().to_string());
        assert_eq!(body["slot"]["kind"], "device");
        assert_eq!(body["slot"]["sealed"], device.slot()["sealed"]);
        assert_eq!(Some(&body["pepper"]), device.pepper.as_ref());
        assert_eq!(body["keyring"]["version"], 1);
        world.call("GET", "/session").bearer(&answer.token()).send().await.expect(200);
        // Words have none.
        assert!(person.sign_in(&world).await.expect(200).json().get("pepper").is_none());
        // Each PIN has its own.
        assert_ne!(Way::device(&world, &person.token).await.pepper, device.pepper);
    }

    async fn the_fifth_wrong_one_in_a_row_ends_it(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let device = Way::enrolled(&world, &person).await;
        let phone = device.sign_in(&world).await.expect(200).token();
        let mut page = world.call("GET", "/events").bearer(&phone).events().await;
        page.expect_head(person.locker(), 1).await;
        for left in [4, 3, 2, 1] {
            assert_eq!(device.try_wrong(&world).await, left);
        }
        assert!(has(&world, &person, &device).await);
        assert_eq!(device.try_wrong(&world).await, 0);
        let refused = device.sign_in(&world).await.expect_problem(401, "sign_in_refused");
        assert_eq!(refused["left"], 0);
        assert!(!has(&world, &person, &device).await);
        assert_eq!(every_value_at(&world.pins_location(), "pins").await, [""; 0]);
        // Who holds the device guessed: its open pages end, and nobody else's.
        page.expect_ended().await;
        world.call("GET", "/session").bearer(&phone).send().await.expect_problem(401, "no_session");
        person.sign_in(&world).await.expect(200);
    }

    async fn a_right_one_gives_all_tries_back(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let device = Way::enrolled(&world, &person).await;
        for _ in 0..3 {
            for left in [4, 3, 2, 1] {
                assert_eq!(device.try_wrong(&world).await, left);
            }
            device.sign_in(&world).await.expect(200);
        }
    }

    async fn a_device_that_nobody_has_has_no_tries(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        assert_eq!(Way::device(&world, &person.token).await.try_wrong(&world).await, 0);
        // Words say nothing of tries.
        let wrong = world.call("POST", "/session").json(&Way::passkey("words").request(&[])).send().await;
        assert!(wrong.expect_problem(401, "sign_in_refused").get("left").is_none());
    }

    async fn tries_at_once_on_two_servers_are_five(world: World) {
        let beside = world.beside().await;
        for round in 0..8 {
            let person = Person::signed_up(&world, &format!("nadia{round:04}")).await;
            let device = Way::enrolled(&world, &person).await;
            let wrong: Vec<[u8; 32]> = (0..10).map(|_| random()).collect();
            let tries = wrong.iter().enumerate().map(|(number, proof)| {
                let router = if number % 2 == 0 { world.call("POST", "/session") } else { beside.call("POST", "/session") };
                device.send(router, proof)
            });
            let left = join_all(tries).await.into_iter().map(|answer| answer.expect_problem(401, "sign_in_refused")["left"].clone());
            let mut left: Vec<u64> = left.map(|left| left.as_u64().expect("a number")).collect();
            left.sort_unstable();
            assert_eq!(left, [0, 0, 0, 0, 0, 0, 1, 2, 3, 4], "each try is counted before it is compared");
            assert_eq!(device.sign_in(&world).await.expect_problem(401, "sign_in_refused")["left"], 0);
            assert!(!has(&world, &person, &device).await);
        }
    }

    async fn tries_stay_across_restarts(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let device = Way::enrolled(&world, &person).await;
        assert_eq!(device.try_wrong(&world).await, 4);
        let world = world.restarted().await;
        assert_eq!(device.try_wrong(&world).await, 3);
        let world = world.restarted().await;
        for left in [2, 1, 0] {
            assert_eq!(device.try_wrong(&world).await, left);
        }
    }

    async fn a_restored_database_gives_no_try_back(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let (one, other) = (Way::enrolled(&world, &person).await, Way::enrolled(&world, &person).await);
        let (world, backup) = world.backed_up().await;
        for left in [4, 3, 2] {
            assert_eq!(one.try_wrong(&world).await, left);
        }
        for left in [4, 3, 2, 1, 0] {
            assert_eq!(other.try_wrong(&world).await, left);
        }
        let world = world.restored(Some(&backup.database), None).await;
        assert!(has(&world, &person, &other).await, "the database knows no better");
        assert_eq!(one.try_wrong(&world).await, 1);
        assert_eq!(other.sign_in(&world).await.expect_problem(401, "sign_in_refused")["left"], 0);
        assert!(!has(&world, &person, &other).await);
        one.sign_in(&world).await.expect(200);
    }

    async fn a_removed_pin_stays_removed_when_the_database_is_restored(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let device = Way::enrolled(&world, &person).await;
        let (world, backup) = world.backed_up().await;
        change(&world, &person, &person.token, &[], &[device.id]).await.expect(200);
        let world = world.restored(Some(&backup.database), None).await;
        assert_eq!(device.sign_in(&world).await.expect_problem(401, "sign_in_refused")["left"], 0);
    }

    async fn a_restored_store_ends_all_pins(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let (one, other) = (Way::enrolled(&world, &person).await, Way::enrolled(&world, &person).await);
        let (world, backup) = world.backed_up().await;
        assert_eq!(one.try_wrong(&world).await, 4);
        let world = world.restored(None, Some(&backup.pins)).await;
        for device in [&one, &other] {
            assert_eq!(device.sign_in(&world).await.expect_problem(401, "sign_in_refused")["left"], 0);
        }
        person.sign_in(&world).await.expect(200);
        // A new PIN works.
        Way::enrolled(&world, &person).await.sign_in(&world).await.expect(200);
        let world = world.restarted().await;
        Way::enrolled(&world, &person).await.sign_in(&world).await.expect(200);
    }

    async fn a_store_that_is_restored_below_a_running_server_ends_all_pins(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let device = Way::enrolled(&world, &person).await;
        let before = world.app.storage.pins_generation().await.expect("known");
        device.sign_in(&world).await.expect(200);
        let known = world.app.storage.pins_generation().await.expect("known");
        assert!(known > before, "the database is told of each try");
        world.app.storage.tell_pins_generation(known + 1).await.expect("told");
        assert_eq!(device.sign_in(&world).await.expect_problem(401, "sign_in_refused")["left"], 0);
        Way::enrolled(&world, &person).await.sign_in(&world).await.expect(200);
    }

    async fn a_clock_that_is_moved_gives_no_try_back(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let device = Way::enrolled(&world, &person).await;
        for (days, left) in [(-400, 4), (800, 3), (-400, 2)] {
            world.clock.advance(days * DAY);
            sweeper::sweep(&world.app).await.expect("sweeps");
            sweeper::sweep_pins(&world.app).await.expect("sweeps");
            assert_eq!(device.try_wrong(&world).await, left);
        }
    }

    async fn what_the_database_holds_checks_no_pin(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let device = Way::enrolled(&world, &person).await;
        device.sign_in(&world).await.expect(200);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let of = |value: &Option<Value>| {
            let value = value.as_ref().and_then(Value::as_str).expect("given");
            text(&decode(value).expect("bytes"))
        };
        let slots = every_value(&world, "slots").await;
        assert!(slots.contains(&device.find));
        let verifier = armoire::protocol::bytes::Hash::of(&device.proof);
        for secret in [text(&verifier.0), text(&device.proof), of(&device.nonce), of(&device.pepper)] {
            for table in ["slots", "sessions", "settings", "tries", "accounts"] {
                assert!(!every_value(&world, table).await.contains(&secret), "{table}");
            }
        }
        assert!(every_value_at(&world.pins_location(), "pins").await.contains(&of(&device.nonce)));
    }

    async fn a_slot_sent_again_gives_no_try_back(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let device = Way::enrolled(&world, &person).await;
        assert_eq!(device.try_wrong(&world).await, 4);
        change(&world, &person, &person.token, &[device.slot()], &[]).await.expect(200);
        assert_eq!(device.try_wrong(&world).await, 3);
        // With another nonce it is another PIN, and the slot is there.
        let mut other = device.slot();
        other["nonce"] = Way::device(&world, &person.token).await.nonce.expect("a nonce");
        change(&world, &person, &person.token, &[other], &[]).await.expect_problem(409, "slot_conflict");
        assert_eq!(device.try_wrong(&world).await, 2);
    }

    async fn what_a_crash_leaves_in_one_store_is_swept(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let (slot_only, whole) = (Way::enrolled(&world, &person).await, Way::enrolled(&world, &person).await);
        world.app.pins.end(vec![slot_only.pin(&person)]).await.expect("ended");
        let pin_only = Device { account: person.cards.account(), slot: SlotId(random()) };
        world.app.pins.keep(pin_only, random(), i64::try_from(world.now()).expect("a time")).await.expect("kept");
        sweeper::sweep_pins(&world.app).await.expect("sweeps");
        assert!(!has(&world, &person, &slot_only).await);
        assert!(world.app.pins.has(pin_only).await.expect("asked"), "it may be on its way");
        world.clock.advance(HOUR);
        sweeper::sweep_pins(&world.app).await.expect("sweeps");
        assert!(!world.app.pins.has(pin_only).await.expect("asked"));
        whole.sign_in(&world).await.expect(200);
        // The fifth try was counted, and the process killed before it was compared.
        for _ in 0..5 {
            world.app.pins.count(whole.pin(&person), 0).await.expect("counted");
        }
        assert_eq!(whole.sign_in(&world).await.expect_problem(401, "sign_in_refused")["left"], 0);
        assert!(has(&world, &person, &whole).await);
        sweeper::sweep_pins(&world.app).await.expect("sweeps");
        assert!(!has(&world, &person, &whole).await);
    }

    async fn every_statement_of_the_store_is_understood(world: World) {
        for statement in Pins::statements() {
            let prepared = world.app.pins.engine().prepare(statement).await;
            assert!(prepared.is_ok(), "{}: {prepared:?}", statement.name);
        }
    }

    async fn a_store_with_another_key_is_refused_until_it_is_forgotten(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let device = Way::enrolled(&world, &person).await;
        world.stop().await;
        let place = world.config.pins_place();
        std::fs::write(place.folder.join("key"), [7; 32]).expect("written");
        let refused = Pins::open(&place, Arc::new(Nobody)).await;
        assert!(matches!(refused, Err(PinsError::OtherKey(_))));
        let known = 3;
        let (generation, ended) = Pins::forget_all(&place, known, Arc::new(Nobody)).await.expect("forgotten");
        assert!(generation > known);
        assert_eq!(ended, 1);
        let world = world.restarted().await;
        assert_eq!(device.sign_in(&world).await.expect_problem(401, "sign_in_refused")["left"], 0);
    }
}

#[tokio::test]
async fn a_machine_that_was_restored_whole_forgets_pins_by_command() {
    let world = World::new(Database::Sqlite).await;
    let person = Person::signed_up(&world, "nadia4821").await;
    let device = Way::enrolled(&world, &person).await;
    let (world, backup) = world.backed_up().await;
    for left in [4, 3, 2, 1] {
        assert_eq!(device.try_wrong(&world).await, left);
    }
    let world = world.restored(Some(&backup.database), Some(&backup.pins)).await;
    world.stop().await;
    let Location::Sqlite(database) = world.location() else { panic!("SQLite") };
    let data = world.folder.path().join("data");
    std::fs::create_dir(&data).expect("made");
    std::fs::rename(database, data.join("armoire.sqlite")).expect("moved");
    let forgotten = Command::new(env!("CARGO_BIN_EXE_armoire-server"))
        .arg("forget-pins")
        .arg("--data")
        .arg(&data)
        .arg("--pins")
        .arg(world.config.pins_place().folder)
        .output()
        .expect("runs");
    assert_eq!(String::from_utf8_lossy(&forgotten.stdout), "1 PINs are forgotten.\n");
    std::fs::rename(data.join("armoire.sqlite"), database).expect("moved");
    let world = world.restarted().await;
    assert_eq!(device.sign_in(&world).await.expect_problem(401, "sign_in_refused")["left"], 0);
}

#[tokio::test]
async fn no_byte_of_a_pin_that_went_remains_in_its_file() {
    let world = World::new(Database::Sqlite).await;
    let person = Person::signed_up(&world, "nadia4821").await;
    let device = Way::enrolled(&world, &person).await;
    let nonce = decode(device.nonce.as_ref().and_then(Value::as_str).expect("a nonce")).expect("bytes");
    let folder = world.config.pins_place().folder;
    let holds = || {
        let files = std::fs::read_dir(&folder).expect("a folder").flatten();
        let mut bytes = files.map(|file| std::fs::read(file.path()).expect("a file"));
        bytes.any(|bytes| bytes.windows(nonce.len()).any(|window| window == nonce))
    };
    assert!(holds());
    for _ in 0..5 {
        device.try_wrong(&world).await;
    }
    assert!(!holds(), "while the server runs");
}

/// Both engines have one schema of PINs.
#[tokio::test]
async fn the_two_schemas_of_pins_have_the_same_columns() {
    if Database::only_sqlite() {
        return;
    }
    let folder = tempfile::TempDir::new().expect("a folder");
    let mut found = Vec::new();
    for database in [Database::Sqlite, Database::Postgres] {
        let location = database.create(folder.path()).await;
        Engine::open(&location, Schema::Pins, Arc::new(Nobody)).await.expect("a database").close().await;
        found.push(crate::storage::columns(&location).await);
    }
    assert_eq!(found[0].len(), 8);
    assert_eq!(found[0], found[1]);
}
