//! `POST /account/rotation`

use armoire::protocol::bytes::encode;
use serde_json::{Value, json};

use crate::harness::{Answer, NewDocument, Person, World, card, on_both, random, sealed};

/// Everything that a rotation sends; the journal and the cards have followed.
fn rotation(person: &mut Person, world: &World) -> Value {
    let from = person.journal.next();
    let next = person.next_card();
    person.journal.card(world.now());
    person.journal.rotate_locker(world.now());
    person.words = random::<32>().to_vec();
    json!({
        "card": card(&next),
        "keyring": {"expected": 1, "version": 2, "sealed": sealed(1024)},
        "slots": person.slots(),
        "lockers": [{"locker": person.locker(), "acts": encode(&person.journal.frames(from))}],
    })
}

/// Rotates a person's account; gives the new session's token.
pub async fn rotated(world: &World, person: &mut Person) -> String {
    let token = person.token.clone();
    let request = rotation(person, world);
    person.token = send(world, &token, &request).await.expect(200).token();
    person.token.clone()
}

async fn send(world: &World, token: &str, request: &Value) -> Answer {
    world.call("POST", "/account/rotation").bearer(token).json(request).send().await
}

on_both! {
    async fn old_words_and_sessions_end_and_new_words_open(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let (old_words, old_token) = (person.words.clone(), person.token.clone());
        let phone = person.sign_in(&world).await.expect(200).token();
        let request = rotation(&mut person, &world);
        let answer = send(&world, &old_token, &request).await.expect(200);
        person.token = answer.token();
        assert_eq!(answer.json()["keyring"]["version"], 2);
        for token in [&old_token, &phone] {
            world.call("GET", "/session").bearer(token).send().await.expect_problem(401, "no_session");
        }
        person.sign_in(&world).await.expect(200);
        let new_words = std::mem::replace(&mut person.words, old_words);
        person.sign_in(&world).await.expect_problem(401, "sign_in_refused");
        person.words = new_words;

        let path = format!("/accounts/{}/cards", person.cards.account());
        let cards = world.call("GET", &path).bearer(&person.token).send().await.expect(200).json();
        assert_eq!(cards["cards"].as_array().map(Vec::len), Some(2));
        // The log goes on under the new card.
        let from = person.journal.next();
        let folder = person.journal.folder(world.now());
        let objects = vec![person.store(&world, 2000).await];
        let node = armoire::protocol::id::NodeId(random());
        person.journal.document(NewDocument { node, folder, objects }, world.now());
        person.append(&world, from).await.expect(200);
    }

    async fn nothing_changes_when_any_part_is_refused(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let (old_words, old_token) = (person.words.clone(), person.token.clone());
        let good = rotation(&mut person, &world);
        let with = |change: fn(&mut Value)| {
            let mut request = good.clone();
            change(&mut request);
            request
        };
        let cases = [
            (with(|request| request["keyring"]["expected"] = 7.into()), 400, "malformed"),
            (with(|request| {
                request["keyring"]["expected"] = 7.into();
                request["keyring"]["version"] = 8.into();
            }), 409, "keyring_conflict"),
            (with(|request| request["card"]["endorsement"] = encode(&[0; 64]).into()), 422, "card_refused"),
            (with(|request| request["lockers"] = json!([])), 400, "malformed"),
            (with(|request| request["slots"] = json!([])), 400, "malformed"),
        ];
        for (request, status, code) in cases {
            send(&world, &old_token, &request).await.expect_problem(status, code);
        }
        person.words = old_words;
        person.sign_in(&world).await.expect(200);
        world.call("GET", "/session").bearer(&old_token).send().await.expect(200);
        send(&world, &old_token, &good).await.expect(200);
    }

    async fn a_way_that_is_kept_is_sealed_anew_and_proved_as_before(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let (old_words, token) = (person.words.clone(), person.token.clone());
        let before = world.call("GET", "/slots").bearer(&token).send().await.json();
        let of = |kind: &str| {
            let slots = before["slots"].as_array().expect("a list");
            slots.iter().find(|slot| slot["kind"] == kind).expect("a slot")["id"].clone()
        };
        let good = rotation(&mut person, &world);
        let with = |slots: Value, keep: Value| {
            let mut request = good.clone();
            request["slots"] = slots;
            request["keep"] = keep;
            request
        };
        let (words, card) = (good["slots"][0].clone(), good["slots"][1].clone());
        let (kept_words, kept_card) = (sealed(32), encode(&crate::harness::age_file(200)));
        let keep_words = json!({"id": of("words"), "sealed": kept_words});
        let keep_card = json!({"id": of("card"), "sealed": kept_card});
        for (slots, keep) in [
            (json!([words]), json!([keep_words])),
            (json!([words, card]), json!([keep_words])),
            (json!([]), json!([keep_words])),
            (json!([]), json!([keep_words, keep_words])),
            (json!([card]), json!([{"id": of("words"), "sealed": kept_card}])),
            (json!([card]), json!([{"id": of("words"), "sealed": encode(b"in clear")}])),
        ] {
            send(&world, &token, &with(slots, keep)).await.expect_problem(400, "malformed");
        }
        let nobodys = json!({"id": armoire::protocol::id::SlotId(random()), "sealed": kept_words});
        send(&world, &token, &with(json!([card]), json!([nobodys]))).await.expect_problem(409, "slot_conflict");
        let answer = send(&world, &token, &with(json!([]), json!([keep_words, keep_card]))).await.expect(200).json();
        let slots = answer["slots"].as_array().expect("a list");
        let sealed_of = |kind: &str| slots.iter().find(|slot| slot["kind"] == kind).expect("a slot")["sealed"].clone();
        assert_eq!((sealed_of("words"), sealed_of("card")), (json!(kept_words), json!(kept_card)));
        assert_eq!(slots.len(), 2);
        person.words = old_words;
        person.sign_in(&world).await.expect(200);
        world.call("GET", "/session").bearer(&token).send().await.expect_problem(401, "no_session");
    }

    async fn one_way_is_kept_and_the_other_is_new(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let (old_words, token) = (person.words.clone(), person.token.clone());
        let before = world.call("GET", "/slots").bearer(&token).send().await.json();
        let card = before["slots"].as_array().expect("a list").iter().find(|slot| slot["kind"] == "card").expect("a card").clone();
        let mut request = rotation(&mut person, &world);
        request["slots"] = json!([request["slots"][0]]);
        request["keep"] = json!([{"id": card["id"], "sealed": encode(&crate::harness::age_file(200))}]);
        let answer = send(&world, &token, &request).await.expect(200).json();
        assert!(answer["slots"].as_array().expect("a list").iter().any(|slot| slot["id"] == card["id"]));
        person.sign_in(&world).await.expect(200);
        person.words = old_words;
        person.sign_in(&world).await.expect_problem(401, "sign_in_refused");
    }

    async fn a_handle_of_somebody_else_is_not_taken_over(world: World) {
        Person::signed_up(&world, "karim0007").await;
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let token = person.token.clone();
        person.handle.replace_range(.., "karim0007");
        let request = rotation(&mut person, &world);
        send(&world, &token, &request).await.expect_problem(409, "handle_taken");
        world.call("GET", "/session").bearer(&token).send().await.expect(200);
    }
}
