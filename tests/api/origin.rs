//! Pages of other sites can't act for anyone.

use serde_json::json;

use crate::harness::{ORIGIN, Person, World, on_both, sealed};

on_both! {
    async fn a_change_by_cookie_needs_our_origin(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let cookie = format!("armoire={}", person.token);
        let put = |origin: Option<&str>| {
            let request = json!({"expected": 1, "version": 2, "sealed": sealed(1024)});
            let call = world.call("PUT", "/keyring").header("cookie", &cookie).json(&request).signed(&person);
            origin.into_iter().fold(call, |call, origin| call.header("origin", origin)).send()
        };
        put(None).await.expect_problem(403, "origin_refused");
        put(Some("null")).await.expect_problem(403, "origin_refused");
        put(Some("https://evil.example")).await.expect_problem(403, "origin_refused");
        put(Some("http://localhost:8081")).await.expect_problem(403, "origin_refused");
        put(Some(ORIGIN)).await.expect(200);
        world.call("GET", "/session").header("cookie", &cookie).send().await.expect(200);
    }

    async fn a_foreign_page_changes_nothing_even_without_a_cookie(world: World) {
        let person = Person::new(&world, "nadia4821");
        let call = world.call("POST", "/accounts").json(&person.sign_up_request());
        call.header("origin", "https://evil.example").send().await.expect_problem(403, "origin_refused");
    }
}
