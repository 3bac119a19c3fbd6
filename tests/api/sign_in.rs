//! `POST /session`

use std::net::SocketAddr;

use armoire::{protocol::bytes::encode, server::clock::DAY};
use axum::extract::ConnectInfo;
use serde_json::json;

use crate::harness::{Answer, Person, World, on_both, random};

async fn try_in(world: &World, find: &str, auth: &[u8]) -> Answer {
    let request = json!({"kind": "words", "find": find, "auth": encode(auth)});
    world.call("POST", "/session").json(&request).send().await
}

on_both! {
    async fn the_right_words_lead_to_slot_and_keyring(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let answer = person.sign_in(&world).await.expect(200);
        let body = answer.json();
        assert_eq!(body["account"], person.cards.account().to_string());
        assert_eq!(body["slot"]["kind"], "words");
        assert_eq!(body["keyring"]["version"], 1);
        assert_ne!(answer.token(), person.token);
    }

    async fn an_unknown_handle_and_a_wrong_proof_look_alike(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        world.statements();
        let wrong = try_in(&world, &person.handle, &random::<32>()).await;
        let of_wrong = world.statements();
        let unknown = try_in(&world, "nobody0000", &random::<32>()).await;
        let of_unknown = world.statements();
        assert_eq!(of_wrong, of_unknown);
        assert_eq!(of_wrong, ["COUNT_TRY", "COUNT_TRY", "FIND_SLOT"]);
        assert_eq!(wrong.body, unknown.body);
        let names = |answer: &Answer| answer.headers.keys().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(names(&wrong), names(&unknown));
        wrong.expect_problem(401, "sign_in_refused");
        unknown.expect_problem(401, "sign_in_refused");
    }

    async fn signing_in_takes_two_storage_calls(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        world.statements();
        person.sign_in(&world).await.expect(200);
        assert_eq!(world.statements(), ["COUNT_TRY", "COUNT_TRY", "FIND_SLOT", "GIVE_BACK", "GIVE_BACK", "USED", "ACTIVE", "LIVES_ON", "BEGIN_SESSION"]);
    }

    async fn too_many_wrong_tries_wait_and_the_right_words_never(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let window = world.app.policy.limits.sign_ins_per_slot;
        for _ in 0..window.most {
            try_in(&world, &person.handle, &random::<32>()).await.expect_problem(401, "sign_in_refused");
        }
        try_in(&world, &person.handle, &random::<32>()).await.expect_problem(429, "too_many_tries");
        // A stranger keeps nobody out.
        for _ in 0..3 {
            person.sign_in(&world).await.expect(200);
            try_in(&world, &person.handle, &random::<32>()).await.expect_problem(429, "too_many_tries");
        }
        // A handle that nobody has waits as long.
        for _ in 0..window.most {
            try_in(&world, "nobody0000", &random::<32>()).await.expect_problem(401, "sign_in_refused");
        }
        try_in(&world, "nobody0000", &random::<32>()).await.expect_problem(429, "too_many_tries");
        world.clock.advance(window.milliseconds);
        try_in(&world, &person.handle, &random::<32>()).await.expect_problem(401, "sign_in_refused");
        try_in(&world, "nobody0000", &random::<32>()).await.expect_problem(401, "sign_in_refused");
    }

    async fn a_clock_that_was_set_back_has_nobody_wait_for_it(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let window = world.app.policy.limits.sign_ins_per_slot;
        world.clock.advance(400 * DAY);
        for _ in 0..=window.most {
            try_in(&world, &person.handle, &random::<32>()).await;
        }
        try_in(&world, &person.handle, &random::<32>()).await.expect_problem(429, "too_many_tries");
        world.clock.advance(-400 * DAY);
        for _ in 0..window.most {
            try_in(&world, &person.handle, &random::<32>()).await.expect_problem(401, "sign_in_refused");
        }
        try_in(&world, &person.handle, &random::<32>()).await.expect_problem(429, "too_many_tries");
        // A little back, as when several servers differ, gives nothing back.
        world.clock.advance(-window.milliseconds / 2);
        try_in(&world, &person.handle, &random::<32>()).await.expect_problem(429, "too_many_tries");
    }

    async fn an_address_that_tries_too_often_locks_nobody_out(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let most = world.app.policy.limits.sign_ins_per_address.most;
        for number in 0..most {
            try_in(&world, &format!("nobody{number:04}"), &random::<32>()).await.expect_problem(401, "sign_in_refused");
        }
        world.statements();
        for _ in 0..=world.app.policy.limits.sign_ins_per_slot.most {
            try_in(&world, &person.handle, &random::<32>()).await.expect_problem(429, "too_many_tries");
        }
        assert!(world.statements().iter().all(|name| *name == "COUNT_TRY"));
        // From elsewhere the person comes in.
        let request = json!({"kind": "words", "find": person.handle, "auth": encode(&person.words)});
        let elsewhere = ConnectInfo(SocketAddr::from(([192, 0, 2, 7], 4000)));
        world.call("POST", "/session").json(&request).from(elsewhere).send().await.expect(200);
    }

    async fn right_tries_are_not_counted(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        for _ in 0..=world.app.policy.limits.sign_ins_per_slot.most {
            person.sign_in(&world).await.expect(200);
        }
    }

    async fn what_is_not_a_sign_in_is_malformed(world: World) {
        for request in [json!({}), json!({"kind": "pin", "find": "a", "auth": ""}), json!([1]), json!("words")] {
            world.call("POST", "/session").json(&request).send().await.expect_problem(400, "malformed");
        }
        let long = json!({"kind": "words", "find": "a".repeat(5000), "auth": ""});
        world.call("POST", "/session").json(&long).send().await.expect_problem(413, "too_large");
    }
}
