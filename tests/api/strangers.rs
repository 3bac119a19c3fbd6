//! Whatever isn't yours isn't there: every route of the interface, with somebody else's ids and with none's.

use armoire::protocol::{
    act::Right,
    bytes::Hash,
    id::{GrantId, LockerId, NodeId, ObjectId},
};
use serde_json::{Value, json};

use crate::harness::{Answer, NewDocument, NewGrant, Person, Way, World, age_file, on_both, random, sealed};

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

/// What anybody may ask who knows a locker's id: a test of its own says what.
const OF_ANYBODY: [(&str, &str); 1] = [("GET", "/lockers/{locker}/tail")];

/// Somebody in a role towards Nadia's locker.
struct Role {
    name: &'static str,
    person: Person,
    /// What they have been granted.
    grant: Option<GrantId>,
    /// Whether they still have it.
    lives: bool,
    /// Whether they may bring objects, for what they may write elsewhere.
    brings: bool,
}

/// Nadia's locker, with a document that none of these people was let in to.
struct Table {
    nadia: Person,
    roles: Vec<Role>,
    /// Of that document.
    object: ObjectId,
    folder: NodeId,
    /// Of somebody else's grant on that document.
    grant: GrantId,
}

impl Table {
    async fn laid(world: &World) -> Self {
        let mut nadia = Person::signed_up(world, "nadia4821").await;
        let [folder, lent] = [(); 2].map(|()| nadia.journal.folder(world.now()));
        let object = nadia.store(world, 2000).await;
        let node = NodeId(random());
        nadia.journal.document(NewDocument { node, folder, objects: vec![object.clone()] }, world.now());
        let (hour, mut roles, mut over) = (60 * 60 * 1000, Vec::new(), Vec::new());
        let friend = Person::signed_up(world, "amina0001").await;
        nadia.meets(&friend);
        let (start, end) = (world.now(), world.now() + 2 * hour);
        let for_friend = NewGrant { node, grantee: &friend, right: Right::Manage, start, end };
        let (grant, _) = nadia.journal.grant(for_friend, start);
        for (name, handle, on, right, lasts, revoked) in [
            ("stranger", "karim0002", None, Right::Read, 0, false),
            ("grantee with read elsewhere", "karim0003", Some(lent), Right::Read, 2 * hour, false),
            ("grantee with manage elsewhere", "karim0004", Some(lent), Right::Manage, 2 * hour, false),
            ("grantee whose grant was revoked", "karim0005", Some(folder), Right::Manage, 2 * hour, true),
            ("grantee whose grant is over", "karim0006", Some(folder), Right::Manage, hour, false),
            ("depositor", "karim0007", None, Right::Read, 0, false),
        ] {
            let person = Person::signed_up(world, handle).await;
            nadia.meets(&person);
            let granted = on.map(|node| {
                let end = start + lasts;
                nadia.journal.grant(NewGrant { node, grantee: &person, right, start, end }, start).0
            });
            over.extend(granted.filter(|_| revoked));
            let lives = on == Some(lent);
            roles.push(Role { name, person, grant: granted, lives, brings: lives && right > Right::Read });
        }
        for grant in over {
            nadia.journal.revoke(grant, start);
        }
        nadia.append(world, 2).await.expect(200);
        let depositor = roles.last().expect("six");
        let (_, act) = depositor.person.deposits(&nadia.journal, Vec::new(), world.now());
        depositor.person.send(world, nadia.locker(), std::slice::from_ref(&act)).await.expect(200);
        nadia.journal.follow(act);
        world.clock.advance(i64::try_from(hour).expect("small"));
        Self { nadia, roles, object: object.id, folder, grant }
    }

    /// Asks what the route offers, with what would be right for somebody who may.
    async fn ask(&self, world: &World, role: &Role, method: &str, path: &str, locker: &str) -> Answer {
        let person = &role.person;
        // By a grant that they don't have any more, or by somebody else's.
        let grant = role.grant.filter(|_| !role.lives).unwrap_or(self.grant);
        let query = if path.ends_with("/view") || path.ends_with("/managed") {
            format!("?grant={grant}")
        } else {
            String::new()
        };
        let path = path.replace("{locker}", locker).replace("{object}", &self.object.to_string()).replace("{seq}", "2");
        let path = path.replace("{upload}", "0123456789abcdef0123456789abcdef") + &query;
        let path = path.replace("{account}", &self.nadia.cards.account().to_string());
        let call = world.call(method, &path).bearer(&person.token);
        let new = NewDocument { node: NodeId(random()), folder: self.folder, objects: Vec::new() };
        let (body, _) = self.nadia.journal.document_body(new);
        match (method, path.contains("objects")) {
            ("POST", _) => call.acts(&[person.acts_in(&self.nadia.journal, body, Vec::new(), world.now())]),
            // Whoever may write elsewhere may bring what they then put there: only the name is wrong.
            ("PUT", _) if role.brings => call.bytes(&[]).to(&path.replace(&self.object.to_string(), "x")),
            ("PUT", _) => call.bytes(&age_file(2000)),
            _ => call,
        }
        .send()
        .await
    }
}

/// What needs no session, because it begins one or says nothing of anyone.
const OPEN: [(&str, &str); 4] =
    [("GET", "/server"), ("POST", "/accounts"), ("POST", "/session"), ("GET", "/mailboxes/{find}")];

on_both! {
    async fn every_route_but_four_needs_a_session(world: World) {
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
                .replace("{seq}", "0")
                .replace("{find}", &Hash(random()).to_string())
                .replace("{id}", "x");
            let answer = world.call(&method, &path).send().await;
            assert_eq!(answer.status.as_u16(), 401, "{method} {path}");
        }
    }

    async fn what_nobody_let_somebody_see_is_not_there(world: World) {
        let table = Table::laid(&world).await;
        let nowhere = LockerId(random());
        for role in &table.roles {
            for (method, path) in routes().into_iter().filter(|(_, path)| path.contains("{locker}")) {
                if OF_ANYBODY.contains(&(method.as_str(), path.as_str())) {
                    continue;
                }
                let name = format!("{}: {method} {path}", role.name);
                let ask = async |locker: &str| table.ask(&world, role, &method, &path, locker).await;
                let theirs = ask(&table.nadia.locker().to_string()).await;
                if role.lives && (method.as_str(), path.as_str()) == ("POST", "/lockers/{locker}/acts") {
                    // Who has a right somewhere in it knows of the locker, but does nothing elsewhere.
                    assert_eq!(theirs.expect_problem(422, "act_refused")["reason"], "author", "{name}");
                    continue;
                }
                if role.brings && (method.as_str(), path.as_str()) == ("POST", "/lockers/{locker}/uploads") {
                    // What they then put elsewhere may come in parts.
                    theirs.expect_problem(412, "tus_version");
                    continue;
                }
                let nobodys = ask(&nowhere.to_string()).await;
                assert_eq!(theirs.body, nobodys.body, "{name}");
                for answer in [theirs, ask("not-an-id").await] {
                    // An answer to HEAD has no body to name the problem in.
                    if method == "HEAD" {
                        answer.expect(404);
                    } else {
                        answer.expect_problem(404, "not_found");
                    }
                }
            }
            // What is listed is one's own, whoever asks.
            for path in ["/lockers", "/grants"] {
                let body = world.call("GET", path).bearer(&role.person.token).send().await.expect(200).body;
                let listed = String::from_utf8_lossy(&body).contains(&table.nadia.locker().to_string());
                assert_eq!(listed, path == "/grants" && role.lives, "{}: {path}", role.name);
            }
        }
        // What is refused to everybody is there, and unchanged.
        let nadia = &table.nadia;
        world.call("GET", &nadia.object_path(table.object)).bearer(&nadia.token).send().await.expect(200);
        let path = format!("/lockers/{}/acts", nadia.locker());
        let served = world.call("GET", &path).bearer(&nadia.token).send().await.expect(200);
        assert_eq!(served.acts().len(), nadia.journal.acts.len());
    }

    async fn the_end_of_a_log_and_a_place_for_a_deposit_are_anybodys_who_knows_the_locker(world: World) {
        let table = Table::laid(&world).await;
        for role in &table.roles {
            let tail = format!("/lockers/{}/tail", table.nadia.locker());
            world.call("GET", &tail).bearer(&role.person.token).send().await.expect(200);
            let path = format!("{}?deposit=true", table.nadia.object_path(ObjectId(random())));
            world.call("PUT", &path).bearer(&role.person.token).bytes(&age_file(200)).send().await.expect(201);
            for path in [format!("/lockers/{}/tail", LockerId(random())), "/lockers/x/tail".to_owned()] {
                world.call("GET", &path).bearer(&role.person.token).send().await.expect_problem(404, "not_found");
            }
        }
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
