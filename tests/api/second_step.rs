//! `GET`, `POST`, `PUT`, `DELETE /account/second-step`, codes at `POST /session`, and sign-up codes that require them.

use armoire::{
    protocol::{bytes::Hash, bytes::encode, id::ObjectId},
    server::{clock::Clock as _, clock::DAY, config::SignUp, storage::Codes as _},
};
use futures_util::future::join_all;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::json;

use crate::harness::{Answer, Database, Person, Way, World, age_file, change, on_both, random};

/// Milliseconds in which a code is the newest.
const STEP: i64 = 30_000;

/// An app that makes codes: RFC 6238, as it is written there.
struct App(Vec<u8>);

impl App {
    /// Scans what the server gives.
    async fn scan(world: &World, person: &Person) -> Self {
        let answer = world
            .call("POST", "/account/second-step")
            .bearer(&person.token)
            .signed(person)
            .send()
            .await
            .expect(200)
            .json();
        let secret = answer["secret"].as_str().expect("a secret");
        let uri = answer["uri"].as_str().expect("an address");
        assert!(uri.starts_with("otpauth://totp/Armoire:nadia4821?"), "{uri}");
        assert!(uri.contains(&format!("secret={secret}")), "{uri}");
        Self(data_encoding::BASE32_NOPAD.decode(secret.as_bytes()).expect("base32"))
    }

    /// The code `steps` after the newest.
    fn code(&self, world: &World, steps: i64) -> String {
        let step = world.clock.now() / STEP + steps;
        let mut mac = Hmac::<sha1::Sha1>::new_from_slice(&self.0).expect("a key");
        mac.update(&step.to_be_bytes());
        let digest = mac.finalize().into_bytes();
        let offset = usize::from(digest[19] & 15);
        let number = u32::from_be_bytes(digest[offset..offset + 4].try_into().expect("4 bytes")) & 0x7FFF_FFFF;
        format!("{:06}", number % 1_000_000)
    }

    /// A code that is none of those around now.
    fn wrong(&self, world: &World) -> String {
        let near: Vec<String> = (-3..=3).map(|steps| self.code(world, steps)).collect();
        (0..10).map(|number| format!("{number:06}")).find(|code| !near.contains(code)).expect("ten codes")
    }

    /// Someone whose words ask for its codes.
    async fn active(world: &World, person: &Person) -> Self {
        let app = Self::scan(world, person).await;
        send(world, "PUT", person, &person.token, &app.code(world, 0)).await.expect(204);
        world.clock.advance(STEP);
        app
    }
}

async fn send(world: &World, method: &str, person: &Person, token: &str, code: &str) -> Answer {
    world.call(method, "/account/second-step").bearer(token).json(&json!({"code": code})).signed(person).send().await
}

async fn state(world: &World, token: &str) -> (bool, bool) {
    let state = world.call("GET", "/account/second-step").bearer(token).send().await.expect(200).json();
    (state["active"].as_bool().expect("active"), state["required"].as_bool().expect("required"))
}

async fn sign_in(world: &World, person: &Person, code: &str) -> Answer {
    let request = json!({"kind": "words", "find": person.handle, "auth": encode(&person.words), "code": code});
    world.call("POST", "/session").json(&request).send().await
}

on_both! {
    async fn it_is_asked_for_once_a_first_code_has_come(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        assert_eq!(state(&world, &person.token).await, (false, false));
        let app = App::scan(&world, &person).await;
        person.sign_in(&world).await.expect(200);
        send(&world, "PUT", &person, &person.token, &app.wrong(&world)).await.expect_problem(422, "second_step_refused");
        assert_eq!(state(&world, &person.token).await, (false, false));
        send(&world, "PUT", &person, &person.token, &app.code(&world, 0)).await.expect(204);
        assert_eq!(state(&world, &person.token).await, (true, false));
        world.clock.advance(STEP);
        let asked = person.sign_in(&world).await;
        assert!(asked.headers.get("set-cookie").is_none());
        let asked = asked.expect_problem(401, "second_step");
        assert!(asked.get("slot").is_none() && asked.get("keyring").is_none());
        let refused = sign_in(&world, &person, &app.wrong(&world)).await;
        refused.expect_problem(401, "second_step_refused");
        let answer = sign_in(&world, &person, &app.code(&world, 0)).await.expect(200);
        assert_eq!(answer.json()["slot"]["kind"], "words");
        // Wrong words learn nothing of it.
        let request = json!({"kind": "words", "find": person.handle, "auth": encode(&random::<32>()), "code": app.code(&world, 1)});
        world.call("POST", "/session").json(&request).send().await.expect_problem(401, "sign_in_refused");
    }

    async fn a_code_is_taken_once_and_none_before_it(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let app = App::active(&world, &person).await;
        let (before, now, next) = (app.code(&world, -1), app.code(&world, 0), app.code(&world, 1));
        sign_in(&world, &person, &before).await.expect_problem(401, "second_step_refused");
        sign_in(&world, &person, &now).await.expect(200);
        sign_in(&world, &person, &now).await.expect_problem(401, "second_step_refused");
        // Phones' clocks differ: half a minute to either side.
        sign_in(&world, &person, &next).await.expect(200);
        sign_in(&world, &person, &now).await.expect_problem(401, "second_step_refused");
        let far = app.code(&world, 3);
        sign_in(&world, &person, &far).await.expect_problem(401, "second_step_refused");
        // A clock that is set back gives none back.
        world.clock.advance(-STEP);
        sign_in(&world, &person, &now).await.expect_problem(401, "second_step_refused");
    }

    async fn of_many_who_send_one_code_at_once_one_comes_in(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let app = App::active(&world, &person).await;
        let code = app.code(&world, 0);
        let beside = world.beside().await;
        let request = json!({"kind": "words", "find": person.handle, "auth": encode(&person.words), "code": code});
        let tries = (0..4).map(|number| {
            let call = if number % 2 == 0 { world.call("POST", "/session") } else { beside.call("POST", "/session") };
            call.json(&request).send()
        });
        let mut statuses: Vec<u16> = join_all(tries).await.iter().map(|answer| answer.status.as_u16()).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 401, 401, 401]);
    }

    async fn five_wrong_codes_wait_and_only_who_knows_the_words_comes_so_far(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let app = App::active(&world, &person).await;
        for _ in 0..9 {
            let request = json!({"kind": "words", "find": person.handle, "auth": encode(&random::<32>()), "code": app.wrong(&world)});
            world.call("POST", "/session").json(&request).send().await.expect_problem(401, "sign_in_refused");
        }
        for _ in 0..20 {
            person.sign_in(&world).await.expect_problem(401, "second_step");
        }
        sign_in(&world, &person, &app.code(&world, 0)).await.expect(200);
        world.clock.advance(STEP);
        for _ in 0..5 {
            sign_in(&world, &person, &app.wrong(&world)).await.expect_problem(401, "second_step_refused");
        }
        sign_in(&world, &person, &app.code(&world, 0)).await.expect_problem(429, "too_many_tries");
        send(&world, "DELETE", &person, &person.token, &app.code(&world, 0)).await.expect_problem(429, "too_many_tries");
        world.clock.advance(15 * 60 * 1000);
        sign_in(&world, &person, &app.code(&world, 0)).await.expect(200);
    }

    async fn devices_and_passkeys_are_not_asked_and_the_card_switches_it_off(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let (device, passkey, card) = (Way::enrolled(&world, &person).await, Way::passkey("passkey"), Way::passkey("card"));
        let old = world.call("GET", "/slots").bearer(&person.token).send().await.json();
        let old = old["slots"].as_array().expect("a list").iter().find(|slot| slot["kind"] == "card").expect("a card").clone();
        let mut new_card = card.slot();
        new_card["sealed"] = encode(&age_file(200)).into();
        let gone = serde_json::from_value(old["id"].clone()).expect("an id");
        change(&world, &person, &person.token, &[passkey.slot(), new_card], &[gone]).await.expect(200);
        App::active(&world, &person).await;
        device.sign_in(&world).await.expect(200);
        passkey.sign_in(&world).await.expect(200);
        person.sign_in(&world).await.expect_problem(401, "second_step");
        card.sign_in(&world).await.expect(200);
        assert_eq!(state(&world, &person.token).await, (false, false));
        person.sign_in(&world).await.expect(200);
    }

    async fn it_ends_by_a_code_and_an_active_one_is_not_replaced(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let app = App::active(&world, &person).await;
        let again = world.call("POST", "/account/second-step").bearer(&person.token).signed(&person).send().await;
        again.expect_problem(409, "second_step_active");
        for wrong in [app.wrong(&world), String::new(), "12345".to_owned(), "1234567".to_owned()] {
            send(&world, "DELETE", &person, &person.token, &wrong).await.expect_problem(422, "second_step_refused");
        }
        send(&world, "DELETE", &person, &person.token, &app.code(&world, 0)).await.expect(204);
        person.sign_in(&world).await.expect(200);
        // A new one has another secret.
        world.clock.advance(15 * 60 * 1000);
        let other = App::scan(&world, &person).await;
        assert_ne!(other.0, app.0);
        send(&world, "PUT", &person, &person.token, &app.code(&world, 0)).await.expect_problem(422, "second_step_refused");
        send(&world, "PUT", &person, &person.token, &other.code(&world, 0)).await.expect(204);
    }

    async fn the_secret_is_not_in_the_database(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let app = App::active(&world, &person).await;
        let secret = String::from_utf8_lossy(&app.0).into_owned();
        let values = crate::storage::every_value(&world, "second_steps").await;
        assert!(values.contains(&person.cards.account().to_string()));
        assert!(!values.contains(&secret));
    }

    async fn rotation_keeps_it(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let app = App::active(&world, &person).await;
        let token = crate::rotation::rotated(&world, &mut person).await;
        assert_eq!(state(&world, &token).await, (true, false));
        person.sign_in(&world).await.expect_problem(401, "second_step");
        sign_in(&world, &person, &app.code(&world, 0)).await.expect(200);
    }
}

#[tokio::test]
async fn a_code_can_require_it_before_anything_is_written() {
    let mut databases = vec![Database::Sqlite];
    if !Database::only_sqlite() {
        databases.push(Database::Postgres);
    }
    for database in databases {
        let world = World::configured(database, |config| config.sign_up = SignUp::Code).await;
        let code = Hash::of(b"aaaa-bbbb").0;
        world.app.storage.add_code(code, world.clock.now() + DAY, true).await.expect("stored");
        let mut person = Person::new(&world, "nadia4821");
        let mut request = person.sign_up_request();
        request["code"] = "aaaa-bbbb".into();
        person.token = world.call("POST", "/accounts").json(&request).send().await.expect(201).token();
        assert_eq!(state(&world, &person.token).await, (false, true));
        barred(&world, &person).await;
        // Reading works, and so does setting it up.
        world.call("GET", "/lockers").bearer(&person.token).send().await.expect(200);
        let app = App::active(&world, &person).await;
        assert_eq!(state(&world, &person.token).await, (true, true));
        let from = person.journal.next();
        person.journal.seen(world.now());
        person.append(&world, from).await.expect(200);
        person.store(&world, 2000).await;
        // Without one, nothing again.
        send(&world, "DELETE", &person, &person.token, &app.code(&world, 0)).await.expect(204);
        barred(&world, &person).await;
    }
}

/// Expects that nothing is written.
async fn barred(world: &World, person: &Person) {
    let refused = person.append(world, 1).await;
    refused.expect_problem(403, "second_step_required");
    let put = world.call("PUT", &person.object_path(ObjectId(random()))).bearer(&person.token).bytes(&age_file(2000));
    put.send().await.expect_problem(403, "second_step_required");
    let uploads = format!("/lockers/{}/uploads", person.locker());
    let begin = world.call("POST", &uploads).bearer(&person.token).header("tus-resumable", "1.0.0").send().await;
    begin.expect_problem(403, "second_step_required");
}
