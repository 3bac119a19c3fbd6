//! Whatever isn't yours isn't there: every route of the interface, with somebody else's ids and with none's.

use armoire::protocol::id::{LockerId, ObjectId};
use serde_json::{Value, json};

use crate::harness::{Person, Way, World, age_file, on_both, random, sealed};

/// Every method and path of the interface, from its own description.
fn routes() -> Vec<(String, String)> {
    let description: Value = serde_json::to_value(armoire::server::http::openapi()).expect("JSON");
    let paths = description["paths"].as_object().expect("paths").clone();
    let methods = |(path, item): (String, Value)| {
        let methods: Vec<String> = item.as_object().expect("methods").keys().cloned().collect();
        methods.into_iter().map(move |method| (method.to_uppercase(), path.clone()))
    };
    paths.into_iter().flat_map(methods).collect()
}

/// What needs no session, because it begins one or says nothing of anyone.
const OPEN: [(&str, &str); 3] = [("GET", "/server"), ("POST", "/accounts"), ("POST", "/session")];

on_both! {
    async fn every_route_but_three_needs_a_session(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        for (method, path) in routes() {
            if OPEN.contains(&(method.as_str(), path.as_str())) {
                continue;
            }
            let path = path
                .replace("{locker}", &person.locker().to_string())
                .replace("{account}", &person.cards.account().to_string())
                .replace("{object}", &ObjectId(random()).to_string())
                .replace("{upload}", "0123456789abcdef0123456789abcdef")
                .replace("{id}", "x");
            let answer = world.call(&method, &path).send().await;
            assert_eq!(answer.status.as_u16(), 401, "{method} {path}");
        }
    }

    async fn somebody_elses_locker_is_not_there(world: World) {
        let mine = Person::signed_up(&world, "nadia4821").await;
        let object = mine.store(&world, 2000).await;
        let stranger = Person::signed_up(&world, "karim0007").await;
        let nowhere = LockerId(random());
        for (method, path) in routes().into_iter().filter(|(_, path)| path.contains("{locker}")) {
            let ask = |locker: &str| {
                let path = path.replace("{locker}", locker).replace("{object}", &object.id.to_string());
                let path = path.replace("{upload}", "0123456789abcdef0123456789abcdef");
                let call = world.call(&method, &path).bearer(&stranger.token);
                match (method.as_str(), path.contains("objects")) {
                    ("POST", _) => call.acts(stranger.journal.since(1)),
                    ("PUT", _) => call.bytes(&age_file(2000)),
                    _ => call,
                }.send()
            };
            let theirs = ask(&mine.locker().to_string()).await;
            let nobodys = ask(&nowhere.to_string()).await;
            assert_eq!(theirs.body, nobodys.body, "{method} {path}");
            for answer in [theirs, ask("not-an-id").await] {
                // An answer to HEAD has no body to name the problem in.
                if method == "HEAD" {
                    answer.expect(404);
                } else {
                    answer.expect_problem(404, "not_found");
                }
            }
        }
        world.call("GET", &mine.object_path(object.id)).bearer(&mine.token).send().await.expect(200);
    }

    // Routes of the account name nobody: whatever a stranger sends there is about themselves.
    async fn what_a_stranger_does_to_their_account_touches_nobody_elses(world: World) {
        let mine = Person::signed_up(&world, "nadia4821").await;
        let device = Way::enrolled(&world, &mine).await;
        let mine_token = mine.sign_in(&world).await.expect(200).token();
        let of_mine = ["/slots", "/keyring", "/account/second-step", "/account/deletion"];
        let mut before = Vec::new();
        for path in of_mine {
            before.push(world.call("GET", path).bearer(&mine_token).send().await.expect(200).json());
        }
        let stranger = Person::signed_up(&world, "karim0007").await;
        for (method, path) in routes().into_iter().filter(|(_, path)| path.starts_with("/account/") || path == "/session/name") {
            if path == "/account/rotation" {
                continue;
            }
            let id = before[0]["slots"][0]["id"].clone();
            let body = match path.as_str() {
                "/account/ways" => json!({"add": [Way::passkey("passkey").slot()], "remove": [id]}),
                "/session/name" => json!({"sealed": sealed(40)}),
                _ => json!({"code": "000000"}),
            };
            let answer = world.call(&method, &path).bearer(&stranger.token).json(&body).signed(&stranger).send().await;
            assert!(answer.status.as_u16() < 500, "{method} {path}");
        }
        for (path, before) in of_mine.into_iter().zip(before) {
            assert_eq!(world.call("GET", path).bearer(&mine_token).send().await.expect(200).json(), before, "{path}");
        }
        let named = world.call("GET", "/sessions").bearer(&mine_token).send().await.expect(200).json();
        assert!(named["sessions"].as_array().expect("a list").iter().all(|session| session.get("name").is_none()));
        device.sign_in(&world).await.expect(200);
        mine.sign_in(&world).await.expect(200);
    }

    async fn somebody_elses_session_is_not_ended(world: World) {
        let mine = Person::signed_up(&world, "nadia4821").await;
        let stranger = Person::signed_up(&world, "karim0007").await;
        let session = world.call("GET", "/session").bearer(&mine.token).send().await.json();
        let path = format!("/sessions/{}", session["session"]["id"].as_str().expect("an id"));
        world.call("DELETE", &path).bearer(&stranger.token).send().await.expect_problem(404, "not_found");
        world.call("GET", "/session").bearer(&mine.token).send().await.expect(200);
    }
}
