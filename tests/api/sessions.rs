//! `GET`, `DELETE /session`, `GET`, `DELETE /sessions`, `DELETE /sessions/{id}`

use armoire::{protocol::bytes::encode, server::clock::DAY};
use serde_json::json;

use crate::harness::{ORIGIN, Person, World, on_both};

on_both! {
    async fn the_cookie_and_the_bearer_token_are_one(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let by_cookie = world.call("GET", "/session").header("cookie", &format!("other=1; armoire={}", person.token));
        let by_cookie = by_cookie.send().await.expect(200).json();
        let by_bearer = world.call("GET", "/session").bearer(&person.token).send().await.expect(200).json();
        assert_eq!(by_cookie, by_bearer);
        assert_eq!(by_cookie["session"]["half"].as_str().map(str::len), Some(43));
    }

    async fn sessions_are_listed_to_their_holder_and_ended(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let phone = person.sign_in(&world).await.expect(200).token();
        let list = world.call("GET", "/sessions").bearer(&person.token).send().await.expect(200).json();
        let sessions = list["sessions"].as_array().expect("a list").clone();
        assert_eq!(sessions.len(), 2);
        let other = sessions.iter().find(|session| session["current"] == false).expect("the phone's");
        assert!(other.get("half").is_none());
        let path = format!("/sessions/{}", other["id"].as_str().expect("an id"));
        world.call("DELETE", &path).bearer(&person.token).send().await.expect(204);
        world.call("DELETE", &path).bearer(&person.token).send().await.expect_problem(404, "not_found");
        world.call("GET", "/session").bearer(&phone).send().await.expect_problem(401, "no_session");
        world.call("GET", "/session").bearer(&person.token).send().await.expect(200);
    }

    async fn all_others_end_at_once(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let phone = person.sign_in(&world).await.expect(200).token();
        let stranger = Person::signed_up(&world, "karim0007").await;
        world.call("DELETE", "/sessions").bearer(&person.token).send().await.expect(204);
        world.call("GET", "/session").bearer(&phone).send().await.expect_problem(401, "no_session");
        world.call("GET", "/session").bearer(&person.token).send().await.expect(200);
        world.call("GET", "/session").bearer(&stranger.token).send().await.expect(200);
    }

    async fn a_sign_in_never_takes_over_a_token_that_was_there(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let request = json!({"kind": "words", "find": person.handle, "auth": encode(&person.words)});
        let by_cookie = world.call("POST", "/session").header("cookie", &format!("armoire={}", person.token));
        let token = by_cookie.header("origin", ORIGIN).json(&request).send().await.expect(200).token();
        assert_ne!(token, person.token);
        world.call("GET", "/session").bearer(&person.token).send().await.expect_problem(401, "no_session");
        world.call("GET", "/session").bearer(&token).send().await.expect(200);
    }

    async fn signing_out_ends_the_session(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let out = world.call("DELETE", "/session").header("cookie", &format!("armoire={}", person.token));
        let out = out.header("origin", ORIGIN).send().await.expect(204);
        assert!(out.header("set-cookie").contains("Max-Age=0"), "{}", out.header("set-cookie"));
        world.call("GET", "/session").bearer(&person.token).send().await.expect_problem(401, "no_session");
    }

    async fn a_session_ends_when_it_is_not_used(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let days = i64::from(world.app.policy.session_days);
        world.clock.advance((days - 1) * DAY);
        world.call("GET", "/session").bearer(&person.token).send().await.expect(200);
        world.clock.advance((days - 1) * DAY);
        world.call("GET", "/session").bearer(&person.token).send().await.expect(200);
        world.clock.advance(days * DAY);
        world.call("GET", "/session").bearer(&person.token).send().await.expect_problem(401, "no_session");
    }

    async fn no_token_is_kept(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let values = crate::storage::every_value(&world, "sessions").await;
        assert!(values.contains(&person.cards.account().to_string()));
        assert!(!values.iter().any(|value| value.contains(&person.token)));
    }

    async fn what_is_not_a_token_is_no_session(world: World) {
        for token in ["", "x", "AAAAAAAAAAAAAAAAAAAAAA", &"A".repeat(5000)] {
            world.call("GET", "/session").bearer(token).send().await.expect_problem(401, "no_session");
        }
    }
}
