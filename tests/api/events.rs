//! `GET /events`: open pages are woken. What comes first decides here, never how long it took.

use armoire::server::{
    clock::DAY,
    storage::{Location, OF_ACCOUNT, OF_SESSION},
    sweeper,
};
use axum::http::StatusCode;
use sqlx::{AssertSqlSafe, ConnectOptions as _, PgConnection, postgres::PgConnectOptions};

use crate::{
    harness::{Call, Database, EventStream, Person, World, on_both},
    rotation::rotated,
};

async fn opened(world: &World, token: &str) -> EventStream {
    world.call("GET", "/events").bearer(token).events().await
}

/// Appends one act.
async fn act(world: &World, person: &mut Person) -> u64 {
    let seq = person.journal.next();
    person.journal.seen(world.now());
    person.append(world, seq).await.expect(200);
    seq
}

/// The same by another way to the server.
async fn act_by(call: Call, world: &World, person: &mut Person) -> u64 {
    let seq = person.journal.next();
    person.journal.seen(world.now());
    call.bearer(&person.token).acts(person.journal.since(seq)).send().await.expect(200);
    seq
}

on_both! {
    async fn a_page_gets_the_head_at_once_and_with_each_append(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let locker = person.locker();
        let mut page = opened(&world, &person.token).await;
        page.expect_head(locker, 1).await;
        for _ in 0..3 {
            let seq = act(&world, &mut person).await;
            page.expect_head(locker, seq).await;
        }
        let seq = act(&world, &mut person).await;
        // One that comes later begins where the locker is.
        opened(&world, &person.token).await.expect_head(locker, seq).await;
    }

    async fn a_page_that_waits_is_woken(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let phone = person.sign_in(&world).await.token();
        let locker = person.locker();
        let mut page = opened(&world, &phone).await;
        page.expect_head(locker, 1).await;
        for seq in 2..5 {
            // The page is asked first, and waits.
            tokio::join!(biased; page.expect_head(locker, seq), act(&world, &mut person));
        }
        tokio::join!(biased; page.expect_ended(), async {
            world.call("DELETE", "/sessions").bearer(&person.token).send().await.expect(204);
        });
    }

    async fn a_page_that_was_slow_gets_the_newest_head_only(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let mut page = opened(&world, &person.token).await;
        page.expect_head(person.locker(), 1).await;
        let mut last = 1;
        for _ in 0..50 {
            last = act(&world, &mut person).await;
        }
        page.expect_head(person.locker(), last).await;
    }

    async fn a_refused_append_wakes_nobody(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let mut page = opened(&world, &person.token).await;
        page.expect_head(person.locker(), 1).await;
        let repeated = person.journal.since(1).to_vec();
        let path = format!("/lockers/{}/acts", person.locker());
        world.call("POST", &path).bearer(&person.token).acts(&repeated).send().await.expect(200);
        world.call("POST", &path).bearer(&person.token).acts(&person.journal.acts).send().await.expect(200);
        world.call("POST", &path).bearer(&person.token).body("not acts").send().await.expect(415);
        let seq = act(&world, &mut person).await;
        page.expect_head(person.locker(), seq).await;
    }

    async fn nobody_hears_of_other_peoples_lockers(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let mut stranger = Person::signed_up(&world, "karim0007").await;
        let mut page = opened(&world, &person.token).await;
        page.expect_head(person.locker(), 1).await;
        act(&world, &mut stranger).await;
        world.call("DELETE", "/session").bearer(&stranger.token).send().await.expect(204);
        let seq = act(&world, &mut person).await;
        page.expect_head(person.locker(), seq).await;
    }

    async fn a_stream_ends_with_its_session_and_no_other_does(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let (phone, library) = (person.sign_in(&world).await.token(), person.sign_in(&world).await.token());
        let mut pages = [opened(&world, &person.token).await, opened(&world, &phone).await, opened(&world, &library).await];
        for page in &mut pages {
            page.expect_head(person.locker(), 1).await;
        }
        let [mut own, mut on_phone, mut in_library] = pages;
        // By itself.
        world.call("DELETE", "/session").bearer(&library).send().await.expect(204);
        in_library.expect_ended().await;
        // From elsewhere.
        let session = world.call("GET", "/session").bearer(&phone).send().await.json();
        let path = format!("/sessions/{}", session["session"]["id"].as_str().expect("an id"));
        world.call("DELETE", &path).bearer(&person.token).send().await.expect(204);
        on_phone.expect_ended().await;
        let seq = act(&world, &mut person).await;
        own.expect_head(person.locker(), seq).await;
    }

    async fn streams_end_when_all_others_are_signed_out(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let phone = person.sign_in(&world).await.token();
        let (mut own, mut on_phone) = (opened(&world, &person.token).await, opened(&world, &phone).await);
        own.expect_head(person.locker(), 1).await;
        on_phone.expect_head(person.locker(), 1).await;
        world.call("DELETE", "/sessions").bearer(&person.token).send().await.expect(204);
        on_phone.expect_ended().await;
        let seq = act(&world, &mut person).await;
        own.expect_head(person.locker(), seq).await;
    }

    async fn streams_end_with_the_accounts_rotation(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let mut page = opened(&world, &person.token).await;
        page.expect_head(person.locker(), 1).await;
        let token = rotated(&world, &mut person).await;
        page.expect_ended().await;
        opened(&world, &token).await.expect_head(person.locker(), person.journal.state.head.seq).await;
    }

    async fn a_session_that_ran_out_hears_nothing_more(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let mut page = opened(&world, &person.token).await;
        page.expect_head(person.locker(), 1).await;
        world.clock.advance(i64::from(world.app.policy.session_days) * DAY);
        person.token = person.sign_in(&world).await.token();
        // It is over, though no sweep has come by.
        act(&world, &mut person).await;
        page.expect_ended().await;
    }

    async fn a_sweep_ends_the_streams_of_sessions_that_ran_out(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let mut page = opened(&world, &person.token).await;
        page.expect_head(person.locker(), 1).await;
        world.clock.advance(i64::from(world.app.policy.session_days) * DAY);
        sweeper::sweep(&world.app).await.expect("sweeps");
        page.expect_ended().await;
    }

    async fn an_open_page_keeps_no_session_alive(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        for _ in 0..i64::from(world.app.policy.session_days) {
            opened(&world, &person.token).await.expect_head(person.locker(), 1).await;
            world.clock.advance(DAY);
        }
        world.call("GET", "/events").bearer(&person.token).send().await.expect_problem(401, "no_session");
    }

    async fn the_oldest_stream_of_a_session_gives_way(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let mut pages = Vec::new();
        for _ in 0..=OF_SESSION {
            let mut page = opened(&world, &person.token).await;
            page.expect_head(person.locker(), 1).await;
            pages.push(page);
        }
        assert_eq!(world.app.storage.watchers().count(), OF_SESSION);
        let last = pages[0].next().await.expect("a last word");
        assert!(last.starts_with("event: replaced\ndata: {}\nretry: "), "{last}");
        assert_eq!(pages[0].next().await, None);
        let seq = act(&world, &mut person).await;
        for page in &mut pages[1..] {
            page.expect_head(person.locker(), seq).await;
        }
    }

    async fn the_oldest_stream_of_an_account_gives_way(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let mut pages = Vec::new();
        for _ in 0..=OF_ACCOUNT {
            let token = person.sign_in(&world).await.token();
            pages.push(opened(&world, &token).await);
        }
        assert_eq!(world.app.storage.watchers().count(), OF_ACCOUNT);
        assert!(pages[0].next().await.expect("a last word").starts_with("event: replaced"));
    }

    async fn a_stop_ends_all_streams_and_begins_none(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let mut page = opened(&world, &person.token).await;
        page.expect_head(person.locker(), 1).await;
        world.app.storage.watchers().close();
        assert_eq!(page.next().await, None);
        world.call("GET", "/events").bearer(&person.token).send().await.expect_problem(503, "unavailable");
        assert_eq!(world.app.storage.watchers().count(), 0);
    }
}

#[tokio::test]
async fn beyond_the_bound_nobody_waits() {
    let world = World::configured(Database::Sqlite, |config| config.event_streams = 2).await;
    let person = Person::signed_up(&world, "nadia4821").await;
    let stranger = Person::signed_up(&world, "karim0007").await;
    let page = opened(&world, &person.token).await;
    let _other = opened(&world, &person.token).await;
    let refused = world.call("GET", "/events").bearer(&stranger.token).send().await;
    refused.expect_problem(503, "unavailable");
    // Whoever goes makes room.
    drop(page);
    opened(&world, &stranger.token).await.expect_head(stranger.locker(), 1).await;
}

#[tokio::test]
async fn an_append_in_one_process_wakes_the_pages_of_another() {
    if Database::only_sqlite() {
        return;
    }
    let world = World::new(Database::Postgres).await;
    let beside = world.beside().await;
    let mut person = Person::signed_up(&world, "nadia4821").await;
    let phone = person.sign_in(&world).await.token();
    let mut page = beside.call("GET", "/events").bearer(&phone).events().await;
    page.expect_head(person.locker(), 1).await;
    // The first may be found when listening begins; the others are heard.
    for _ in 0..3 {
        let seq = act(&world, &mut person).await;
        page.expect_head(person.locker(), seq).await;
    }
    world.call("DELETE", "/sessions").bearer(&person.token).send().await.expect(204);
    page.expect_ended().await;
}

#[tokio::test]
async fn what_came_while_nobody_listened_is_told_afterwards() {
    if Database::only_sqlite() {
        return;
    }
    let world = World::new(Database::Postgres).await;
    let beside = world.beside().await;
    let mut person = Person::signed_up(&world, "nadia4821").await;
    let path = format!("/lockers/{}/acts", person.locker());
    let mut page = opened(&world, &person.token).await;
    page.expect_head(person.locker(), 1).await;
    let seq = act_by(beside.call("POST", &path), &world, &mut person).await;
    page.expect_head(person.locker(), seq).await;
    let mut administrator = administrator(&world).await;
    run(&mut administrator, "ALTER DATABASE {} ALLOW_CONNECTIONS false", &world).await;
    let listening =
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}' AND query LIKE 'LISTEN%'";
    assert_eq!(run(&mut administrator, listening, &world).await, 1);
    let seq = person.journal.next();
    person.journal.seen(world.now());
    let act = async || beside.call("POST", &path).bearer(&person.token).acts(person.journal.since(seq)).send().await;
    let mut answer = act().await;
    // A connection is idle again only a moment after its last statement, and no other may be opened now: whoever meets that moment
    // repeats, as a client does.
    for _ in 0..1_000 {
        if answer.status != StatusCode::INTERNAL_SERVER_ERROR {
            break;
        }
        answer = act().await;
    }
    answer.expect(200);
    run(&mut administrator, "ALTER DATABASE {} ALLOW_CONNECTIONS true", &world).await;
    page.expect_head(person.locker(), seq).await;
}

/// A connection beside the world's database.
async fn administrator(world: &World) -> PgConnection {
    let Location::Postgres(address) = world.location() else { panic!("PostgreSQL") };
    options(address).database("postgres").connect().await.expect("PostgreSQL answers")
}

/// Runs a statement about the world's database; gives how many rows it touched.
async fn run(connection: &mut PgConnection, statement: &str, world: &World) -> u64 {
    let Location::Postgres(address) = world.location() else { panic!("PostgreSQL") };
    let statement = statement.replace("{}", options(address).get_database().expect("a name"));
    sqlx::query(AssertSqlSafe(statement)).execute(connection).await.expect("runs").rows_affected()
}

fn options(address: &str) -> PgConnectOptions {
    address.parse().expect("an address")
}
