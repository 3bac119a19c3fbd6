//! Accounts that nobody uses: noticed, listed, deleted in the end; any use lets them live on.

use std::process::Command;

use armoire::server::{
    clock::DAY,
    config::Config,
    storage::{Activity as _, Deletions as _, Location},
    sweeper,
};
use serde_json::Value;

use crate::harness::{Database, Person, Way, World};

/// Days without use, and days of notice.
const AFTER: u32 = 700;
const NOTICE: u32 = 60;

fn configure(config: &mut Config) {
    config.inactive_days = AFTER;
    config.inactive_notice_days = NOTICE;
}

/// A world on each database in which accounts may be inactive.
async fn worlds() -> Vec<World> {
    let mut worlds = vec![World::configured(Database::Sqlite, configure).await];
    if !Database::only_sqlite() {
        worlds.push(World::configured(Database::Postgres, configure).await);
    }
    worlds
}

async fn sweep_after(world: &World, days: u32) {
    world.clock.advance(i64::from(days) * DAY);
    sweeper::sweep(&world.app).await.expect("sweeps");
}

async fn due(world: &World, person: &Person) -> Option<i64> {
    world.app.storage.deletion(person.cards.account()).await.expect("asked")
}

#[tokio::test]
async fn an_account_that_nobody_uses_is_deleted_after_its_notice() {
    for world in worlds().await {
        let person = Person::signed_up(&world, "nadia4821").await;
        let device = Way::enrolled(&world, &person).await;
        sweep_after(&world, AFTER).await;
        assert_eq!(due(&world, &person).await, None);
        sweep_after(&world, 1).await;
        let entered = due(&world, &person).await.expect("entered");
        let now = i64::try_from(world.now()).expect("a time");
        assert_eq!(entered, now + i64::from(NOTICE) * DAY);
        sweep_after(&world, NOTICE - 1).await;
        assert_eq!(due(&world, &person).await, Some(entered), "swept again, the first time stands");
        sweep_after(&world, 1).await;
        assert_eq!(due(&world, &person).await, None);
        person.sign_in(&world).await.expect_problem(401, "sign_in_refused");
        assert!(!world.app.pins.has(device.pin(&person)).await.expect("asked"));
    }
}

#[tokio::test]
async fn any_sign_in_lets_it_live_on_until_the_last_minute() {
    for world in worlds().await {
        let person = Person::signed_up(&world, "nadia4821").await;
        let device = Way::enrolled(&world, &person).await;
        for by_pin in [false, true] {
            sweep_after(&world, AFTER + 1).await;
            assert!(due(&world, &person).await.is_some());
            world.clock.advance(i64::from(NOTICE) * DAY - 60_000);
            // Wrong tries are no use of it.
            device.try_wrong(&world).await;
            assert!(due(&world, &person).await.is_some());
            if by_pin {
                device.sign_in(&world).await.expect(200)
            } else {
                person.sign_in(&world).await.expect(200)
            };
            assert_eq!(due(&world, &person).await, None);
            world.clock.advance(60_000);
            sweeper::sweep(&world.app).await.expect("sweeps");
            person.sign_in(&world).await.expect(200);
        }
    }
}

#[tokio::test]
async fn a_session_in_use_lets_it_live_on() {
    let long = |config: &mut Config| {
        configure(config);
        config.session_days = 10_000;
    };
    let mut worlds = vec![World::configured(Database::Sqlite, long).await];
    if !Database::only_sqlite() {
        worlds.push(World::configured(Database::Postgres, long).await);
    }
    for world in worlds {
        let (person, other) =
            (Person::signed_up(&world, "nadia4821").await, Person::signed_up(&world, "karim0007").await);
        sweep_after(&world, AFTER + 1).await;
        // An open page by itself is no use.
        let mut page = world.call("GET", "/events").bearer(&person.token).events().await;
        page.expect_head(person.locker(), 1).await;
        assert!(due(&world, &person).await.is_some());
        let path = format!("/lockers/{}/acts", person.locker());
        world.call("GET", &path).bearer(&person.token).send().await.expect(200);
        assert_eq!(due(&world, &person).await, None);
        assert!(due(&world, &other).await.is_some(), "another's is another's");
        sweep_after(&world, AFTER).await;
        assert_eq!(due(&world, &person).await, None, "the days are counted from the last use");
        world.call("GET", "/session").bearer(&person.token).send().await.expect(200);
    }
}

#[tokio::test]
async fn a_deletion_that_was_asked_for_stays_whatever_is_used() {
    for world in worlds().await {
        let person = Person::signed_up(&world, "nadia4821").await;
        world.call("POST", "/account/deletion").bearer(&person.token).signed(&person).send().await.expect(200);
        let asked = due(&world, &person).await;
        person.sign_in(&world).await.expect(200);
        world.clock.advance(DAY);
        world.call("GET", "/session").bearer(&person.token).send().await.expect(200);
        assert_eq!(due(&world, &person).await, asked);
    }
}

#[tokio::test]
async fn without_configuration_nobody_is_inactive() {
    let world = World::new(Database::Sqlite).await;
    let person = Person::signed_up(&world, "nadia4821").await;
    sweep_after(&world, 20_000).await;
    assert_eq!(due(&world, &person).await, None);
    person.sign_in(&world).await.expect(200);
}

#[tokio::test]
async fn they_are_listed_in_parts_longest_unused_first() {
    for world in worlds().await {
        let mut expected = Vec::new();
        for number in 0..5 {
            let person = Person::signed_up(&world, &format!("nadia{number:04}")).await;
            expected.push(person.cards.account());
            world.clock.advance(DAY * (number % 2));
        }
        let before = i64::try_from(world.now()).expect("a time") + 2 * DAY;
        let (mut found, mut after) = (Vec::new(), None);
        loop {
            let part = world.app.storage.inactive(before, after, 2).await.expect("listed");
            assert!(part.len() <= 2);
            after = part.last().copied();
            found.extend(part);
            if after.is_none() {
                break;
            }
        }
        assert!(found.is_sorted_by_key(|one| one.day));
        let accounts: Vec<_> = found.iter().map(|one| one.account).collect();
        assert_eq!(accounts.len(), 5);
        assert!(expected.iter().all(|account| accounts.contains(account)));
    }
}

/// The program's clock is the machine's: the person was here at the harness' new year, long ago or to come.
#[tokio::test]
async fn the_command_lists_who_would_go_and_when() {
    let world = World::configured(Database::Sqlite, configure).await;
    // 2001-09-09, in any case long ago.
    world.clock.advance(1_000_000_000_000 - i64::try_from(world.now()).expect("a time"));
    Person::signed_up(&world, "nadia4821").await;
    sweep_after(&world, AFTER + 1).await;
    world.stop().await;
    let Location::Sqlite(database) = world.location() else { panic!("SQLite") };
    let data = database.parent().expect("a folder");
    let list = |days: &str, json: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_armoire-server"));
        command.arg("inactive").args(json).arg("--data").arg(data).arg("--pins").arg(data.with_extension("pins"));
        let output = command.env("ARMOIRE_INACTIVE_DAYS", days).output().expect("runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert_eq!(list("700", &[]), "nadia4821  last used 2001-09-09, deleted 2003-10-10\n");
    let listed: Value = serde_json::from_str(&list("700", &["--json"])).expect("JSON");
    assert_eq!(listed[0]["handle"], "nadia4821");
    assert_eq!(listed[0]["entered"], true);
    assert_eq!(list("0", &[]), "inactive_days is 0: accounts stay, used or not.\n");
    assert_eq!(list("0", &["--json"]), "[]\n");
}
