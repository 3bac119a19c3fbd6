//! `GET`, `PUT /keyring`

use serde_json::json;

use crate::harness::{Person, World, on_both, sealed};

on_both! {
    async fn a_keyring_is_replaced_once_for_each_version(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let put = |expected: u64, version: u64| {
            let request = json!({"expected": expected, "version": version, "sealed": sealed(1024)});
            world.call("PUT", "/keyring").bearer(&person.token).json(&request).signed(&person).send()
        };
        assert_eq!(put(1, 2).await.expect(200).json()["version"], 2);
        assert_eq!(put(1, 3).await.expect_problem(409, "keyring_conflict")["version"], 2);
        put(2, 2).await.expect_problem(400, "malformed");
        put(2, 5).await.expect(200);
        let keyring = world.call("GET", "/keyring").bearer(&person.token).send().await.expect(200).json();
        assert_eq!(keyring["version"], 5);
    }

    async fn two_devices_at_once_have_one_winner(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let put = || {
            let request = json!({"expected": 1, "version": 2, "sealed": sealed(1024)});
            world.call("PUT", "/keyring").bearer(&person.token).json(&request).signed(&person).send()
        };
        let (one, two, three) = tokio::join!(put(), put(), put());
        let mut statuses = [one.status.as_u16(), two.status.as_u16(), three.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409, 409]);
    }

    async fn a_session_alone_replaces_no_keyring(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let stranger = Person::signed_up(&world, "omar1977").await;
        let request = json!({"expected": 1, "version": 2, "sealed": sealed(1024)});
        let put = || world.call("PUT", "/keyring").bearer(&person.token);
        let other = json!({"expected": 1, "version": 3, "sealed": sealed(1024)});
        let of_another_body = put().json(&other).signed(&person).json_as_it_is(&request);
        let of_another_route = world.call("PUT", "/account/ways").bearer(&person.token).json(&request).signed(&person);
        for call in [
            put().json(&request),
            put().json(&request).header("armoire-signature", "A"),
            put().json(&request).header("armoire-signature", &"A".repeat(86)),
            put().json(&request).signed(&stranger),
            of_another_body,
            of_another_route.to("/keyring"),
        ] {
            call.send().await.expect_problem(403, "signature_required");
        }
        let keyring = world.call("GET", "/keyring").bearer(&person.token).send().await.expect(200).json();
        assert_eq!(keyring["version"], 1);
    }

    async fn a_keyring_that_is_not_sealed_is_refused(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let request = json!({"expected": 1, "version": 2, "sealed": "e30"});
        world.call("PUT", "/keyring").bearer(&person.token).json(&request).signed(&person).send().await.expect_problem(400, "malformed");
    }
}
