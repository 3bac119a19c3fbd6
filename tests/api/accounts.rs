//! `POST /accounts`, `GET /accounts/{account}/cards`, `GET /slots`

use armoire::{
    protocol::bytes::{Hash, encode},
    server::{
        clock::{Clock as _, DAY},
        config::SignUp,
        storage::Codes as _,
    },
};
use serde_json::json;

use crate::harness::{Database, Person, World, on_both, sealed};

on_both! {
    async fn a_person_gets_an_account_a_locker_and_a_session(world: World) {
        let person = Person::new(&world, "nadia4821");
        let answer = person.sign_up(&world).await.expect(201);
        let body = answer.json();
        assert_eq!(body["account"], person.cards.account().to_string());
        assert_eq!(body["locker"], person.locker().to_string());
        assert_eq!(body["slots"].as_array().map(Vec::len), Some(2));
        assert_eq!(body["keyring"]["version"], 1);
        assert_eq!(body["session"]["current"], true);
        assert!(answer.header("set-cookie").contains("HttpOnly; SameSite=Strict"));
        let token = answer.token();
        let session = world.call("GET", "/session").bearer(&token).send().await.expect(200).json();
        assert_eq!(session["account"], body["account"]);
        let slots = world.call("GET", "/slots").bearer(&token).send().await.expect(200).json();
        assert_eq!(slots["slots"], body["slots"]);
    }

    async fn a_handle_belongs_to_one_person(world: World) {
        Person::signed_up(&world, "nadia4821").await;
        let other = Person::new(&world, "nadia4821");
        other.sign_up(&world).await.expect_problem(409, "handle_taken");
        // Nothing of the refused account is there.
        let me = Person::signed_up(&world, "karim0007").await;
        let path = format!("/accounts/{}/cards", other.cards.account());
        world.call("GET", &path).bearer(&me.token).send().await.expect_problem(404, "not_found");
    }

    async fn a_sign_up_repeated_after_a_lost_answer_is_answered_again(world: World) {
        let person = Person::new(&world, "nadia4821");
        let request = person.sign_up_request();
        let send = || world.call("POST", "/accounts").json(&request).send();
        let first = send().await.expect(201);
        let second = send().await.expect(201);
        assert_ne!(first.token(), second.token());
        assert_eq!(first.json()["slots"], second.json()["slots"]);
        // Whoever read the slots doesn't know what proves them.
        let mut guessed = request.clone();
        guessed["slots"][0]["verifier"] = encode(&[0; 32]).into();
        world.call("POST", "/accounts").json(&guessed).send().await.expect_problem(409, "handle_taken");
    }

    async fn the_chain_of_cards_is_served_whole(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let path = format!("/accounts/{}/cards", person.cards.account());
        let cards = world.call("GET", &path).bearer(&person.token).send().await.expect(200).json();
        assert_eq!(cards["cards"].as_array().map(Vec::len), Some(1));
        world.call("GET", &path).send().await.expect_problem(401, "no_session");
        world.call("GET", "/accounts/nobody/cards").bearer(&person.token).send().await.expect_problem(404, "not_found");
    }

    async fn what_is_not_an_account_is_refused_with_a_sentence(world: World) {
        let person = Person::new(&world, "nadia4821");
        let send = |change: fn(&mut serde_json::Value)| {
            let mut request = person.sign_up_request();
            change(&mut request);
            world.call("POST", "/accounts").json(&request).send()
        };
        send(|request| request["handle"] = "Nadia 4821".into()).await.expect_problem(400, "malformed");
        send(|request| {
            request["handle"] = "nadia".into();
            request["slots"][0]["find"] = "nadia".into();
        }).await.expect_problem(422, "handle");
        send(|request| request["card"]["signature"] = encode(&[0; 64]).into()).await.expect_problem(422, "card_refused");
        send(|request| request["slots"][1]["kind"] = "words".into()).await.expect_problem(400, "malformed");
        send(|request| request["slots"][0]["sealed"] = encode(b"plain").into()).await.expect_problem(400, "malformed");
        send(|request| request["keyring"]["version"] = 2.into()).await.expect_problem(400, "malformed");
        send(|request| request["keyring"]["sealed"] = json!(sealed(1024 * 1024 + 1))).await.expect_problem(413, "too_large");
        send(|request| request["locker"] = "AAAA".into()).await.expect_problem(400, "malformed");
        send(|request| request["more"] = 1.into()).await.expect_problem(400, "malformed");
        world.call("POST", "/accounts").header("content-type", "application/json").body("{").send().await
            .expect_problem(400, "malformed");
        world.call("POST", "/accounts").header("content-type", "text/plain").body("{}").send().await
            .expect_problem(415, "malformed");
        person.sign_up(&world).await.expect(201);
    }

    async fn sign_ups_from_one_address_are_limited(world: World) {
        let most = world.app.policy.limits.sign_ups_per_address.most;
        for _ in 0..most {
            world.call("POST", "/accounts").json(&Person::new(&world, "n").sign_up_request()).send().await.expect(422);
        }
        let person = Person::new(&world, "nadia4821");
        let answer = person.sign_up(&world).await;
        assert_ne!(answer.header("retry-after"), "");
        answer.expect_problem(429, "too_many_tries");
        world.clock.advance(DAY);
        Person::signed_up(&world, "nadia4821").await;
    }
}

async fn with_sign_up(sign_up: SignUp) -> Vec<World> {
    let mut worlds = vec![World::configured(Database::Sqlite, |config| config.sign_up = sign_up).await];
    if !Database::only_sqlite() {
        worlds.push(World::configured(Database::Postgres, |config| config.sign_up = sign_up).await);
    }
    worlds
}

#[tokio::test]
async fn a_code_lets_one_person_sign_up() {
    for world in with_sign_up(SignUp::Code).await {
        let code = Hash::of(b"abcd-efgh").0;
        world.app.storage.add_code(code, world.clock.now() + DAY, false).await.expect("stored");
        let person = Person::new(&world, "nadia4821");
        person.sign_up(&world).await.expect_problem(403, "sign_up_code");
        let mut request = person.sign_up_request();
        request["code"] = "wrong".into();
        world.call("POST", "/accounts").json(&request).send().await.expect_problem(403, "sign_up_code");
        request["code"] = "abcd-efgh".into();
        world.call("POST", "/accounts").json(&request).send().await.expect(201);
        let mut second = Person::new(&world, "karim0007").sign_up_request();
        second["code"] = "abcd-efgh".into();
        world.call("POST", "/accounts").json(&second).send().await.expect_problem(403, "sign_up_code");
    }
}

#[tokio::test]
async fn nobody_signs_up_where_it_is_closed() {
    for world in with_sign_up(SignUp::Closed).await {
        Person::new(&world, "nadia4821").sign_up(&world).await.expect_problem(403, "sign_up_closed");
    }
}
