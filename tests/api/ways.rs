//! `POST /account/ways`, `PUT /session/name`, and what the ways in say of themselves.

use armoire::{
    protocol::{
        bytes::{Hash, encode},
        id::SlotId,
    },
    server::{
        clock::HOUR,
        storage::{NewSlot, SlotKind, Slots as _, Ways as _, WaysChange, WaysError},
    },
};
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::harness::{Answer, Person, Way, World, change, on_both, random, sealed};

async fn slots(world: &World, token: &str) -> Vec<Value> {
    let list = world.call("GET", "/slots").bearer(token).send().await.expect(200).json();
    list["slots"].as_array().expect("a list").clone()
}

/// The id of the account's slot of a kind.
async fn id_of(world: &World, person: &Person, kind: &str) -> SlotId {
    let slots = slots(world, &person.token).await;
    let slot = slots.iter().find(|slot| slot["kind"] == kind).expect("a slot");
    serde_json::from_value(slot["id"].clone()).expect("an id")
}

/// What a person's session is called.
async fn session_of(world: &World, person: &Person) -> String {
    let own = world.call("GET", "/session").bearer(&person.token).send().await.expect(200).json();
    own["session"]["id"].as_str().expect("an id").to_owned()
}

async fn send(world: &World, person: &Person, token: &str, request: &Value) -> Answer {
    world.call("POST", "/account/ways").bearer(token).json(request).signed(person).send().await
}

/// A new slot of words, or of a card, for a person.
fn new(person: &Person, kind: &str) -> Value {
    let slots = person.slots();
    slots.as_array().expect("two").iter().find(|slot| slot["kind"] == kind).expect("one").clone()
}

on_both! {
    async fn devices_and_passkeys_come_beside_words_and_card(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let (device, passkey) = (Way::device(&world, &person.token).await, Way::passkey("passkey"));
        let mut named = passkey.slot();
        named["name"] = json!(sealed(40));
        let answer = change(&world, &person, &person.token, &[device.slot(), named.clone()], &[]).await.expect(200).json();
        assert_eq!(answer["slots"].as_array().map(Vec::len), Some(4));
        assert_eq!(answer["keyring"]["version"], 1);
        assert_eq!(answer["slots"], json!(slots(&world, &person.token).await));
        let passkeys = answer["slots"].as_array().expect("a list").iter().find(|slot| slot["kind"] == "passkey");
        let stored = passkeys.expect("the passkey");
        assert_eq!((&stored["name"], &stored["sealed"]), (&named["name"], &named["sealed"]));
        assert!(stored.get("used").is_none() && stored.get("verifier").is_none() && stored.get("find").is_none());
        for way in [&device, &passkey] {
            assert_eq!(way.sign_in(&world).await.expect(200).json()["slot"]["id"], way.id.to_string());
        }
        let wrong = passkey.send(world.call("POST", "/session"), &random::<32>()).await;
        assert!(wrong.expect_problem(401, "sign_in_refused").get("left").is_none());
    }

    async fn new_words_replace_the_old_and_everything_else_stays(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let device = Way::enrolled(&world, &person).await;
        let old = std::mem::replace(&mut person.words, random::<32>().to_vec());
        let words = id_of(&world, &person, "words").await;
        change(&world, &person, &person.token, &[new(&person, "words")], &[words]).await.expect(200);
        person.sign_in(&world).await.expect(200);
        device.sign_in(&world).await.expect(200);
        world.call("GET", "/session").bearer(&person.token).send().await.expect(200);
        person.words = old;
        person.sign_in(&world).await.expect_problem(401, "sign_in_refused");
    }

    async fn a_new_card_comes_with_its_keyring(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let card = id_of(&world, &person, "card").await;
        let keyring = sealed(1024);
        let request = json!({"keyring": {"expected": 1, "version": 2, "sealed": keyring}, "add": [new(&person, "card")], "remove": [card]});
        let answer = send(&world, &person, &person.token, &request).await.expect(200).json();
        assert_eq!(answer["keyring"], json!({"version": 2, "sealed": keyring}));
        // Another device, which knows the keyring of before: nothing changes.
        let card = id_of(&world, &person, "card").await;
        let late = json!({"keyring": {"expected": 1, "version": 3, "sealed": sealed(1024)}, "add": [new(&person, "card")], "remove": [card]});
        assert_eq!(send(&world, &person, &person.token, &late).await.expect_problem(409, "keyring_conflict")["version"], 2);
        assert_eq!(id_of(&world, &person, "card").await, card);
    }

    async fn words_or_a_card_always_remain(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        Way::enrolled(&world, &person).await;
        let (words, card) = (id_of(&world, &person, "words").await, id_of(&world, &person, "card").await);
        change(&world, &person, &person.token, &[Way::passkey("passkey").slot()], &[words, card]).await.expect_problem(409, "last_way_in");
        change(&world, &person, &person.token, &[], &[words]).await.expect(200);
        change(&world, &person, &person.token, &[], &[card]).await.expect_problem(409, "last_way_in");
        assert_eq!(slots(&world, &person.token).await.len(), 2);
    }

    async fn of_two_who_each_remove_the_other_way_one_is_refused(world: World) {
        let storage = &world.app.storage;
        for round in 0..10 {
            let person = Person::signed_up(&world, &format!("nadia{round:04}")).await;
            let (account, session) = (person.cards.account(), session_of(&world, &person).await);
            let (words, card) = (id_of(&world, &person, "words").await, id_of(&world, &person, "card").await);
            // Connections for both are open before it counts.
            join_all((0..4).map(|_| storage.slots(account))).await;
            let now = i64::try_from(world.now()).expect("a time");
            let both = [words, card].map(|id| {
                let session = session.clone();
                storage.change_ways(WaysChange { account, session, keyring: None, add: Vec::new(), remove: vec![id], now })
            });
            let done = join_all(both).await;
            assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1);
            assert!(done.iter().any(|one| matches!(one, Err(WaysError::Last))));
            assert_eq!(slots(&world, &person.token).await.len(), 1);
        }
    }

    async fn of_two_changes_at_once_one_wins(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let old = [id_of(&world, &person, "words").await];
        let mut requests = Vec::new();
        for _ in 0..4 {
            person.words = random::<32>().to_vec();
            requests.push((person.words.clone(), [new(&person, "words")]));
        }
        let sent = requests.iter().map(|(_, add)| change(&world, &person, &person.token, add, &old));
        let answers = join_all(sent).await;
        let won: Vec<usize> = (0..4).filter(|number| answers[*number].status == 200).collect();
        assert_eq!(won.len(), 1);
        person.words.clone_from(&requests[won[0]].0);
        person.sign_in(&world).await.expect(200);
        for answer in answers.into_iter().filter(|answer| answer.status != 200) {
            answer.expect_problem(409, "slot_conflict");
        }
    }

    async fn a_change_repeated_after_a_lost_answer_is_answered_again(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let first = Way::enrolled(&world, &person).await;
        let device = Way::device(&world, &person.token).await;
        let request = json!({
            "keyring": {"expected": 1, "version": 2, "sealed": sealed(1024)}, "add": [device.slot()], "remove": [first.id],
        });
        let answer = send(&world, &person, &person.token, &request).await.expect(200);
        assert_eq!(send(&world, &person, &person.token, &request).await.expect(200).json(), answer.json());
        device.sign_in(&world).await.expect(200);
        // The same ids with something else in them are another change.
        let mut other = request.clone();
        other["add"][0]["verifier"] = json!(Hash(random()));
        send(&world, &person, &person.token, &other).await.expect_problem(409, "keyring_conflict");
        other["keyring"].take();
        send(&world, &person, &person.token, &other).await.expect_problem(409, "slot_conflict");
        device.sign_in(&world).await.expect(200);
        change(&world, &person, &person.token, &[], &[device.id]).await.expect(200);
        change(&world, &person, &person.token, &[], &[device.id]).await.expect(200);
    }

    async fn nothing_changes_when_any_part_is_refused(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let device = Way::enrolled(&world, &person).await;
        let stranger = Person::signed_up(&world, "karim0007").await;
        let theirs = id_of(&world, &stranger, "words").await;
        let before = slots(&world, &person.token).await;
        let words = id_of(&world, &person, "words").await;
        let new_device = Way::device(&world, &person.token).await;
        change(&world, &person, &person.token, &[new_device.slot()], &[words, SlotId(random())]).await.expect_problem(409, "slot_conflict");
        assert!(!world.app.pins.has(new_device.pin(&person)).await.expect("asked"), "no PIN without its slot");
        // Somebody else's way in isn't there.
        change(&world, &person, &person.token, &[new_device.slot()], &[theirs]).await.expect_problem(409, "slot_conflict");
        let mut handle = new(&person, "words");
        handle["find"] = "karim0007".into();
        change(&world, &person, &person.token, &[handle], &[words]).await.expect_problem(409, "handle_taken");
        let mut taken = Way::passkey("device").slot();
        taken["find"] = device.find.clone().into();
        taken["nonce"] = encode(&random::<16>()).into();
        change(&world, &person, &person.token, &[taken], &[]).await.expect_problem(409, "slot_conflict");
        change(&world, &person, &person.token, &[new(&person, "card")], &[]).await.expect_problem(409, "too_many_ways");
        assert_eq!(slots(&world, &person.token).await, before);
        stranger.sign_in(&world).await.expect(200);
        device.sign_in(&world).await.expect(200);
    }

    async fn there_are_eight_of_a_kind_at_most(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let passkeys: Vec<Value> = (0..8).map(|_| Way::passkey("passkey").slot()).collect();
        change(&world, &person, &person.token, &passkeys, &[]).await.expect(200);
        let one_more = Way::passkey("passkey").slot();
        change(&world, &person, &person.token, std::slice::from_ref(&one_more), &[]).await.expect_problem(409, "too_many_ways");
        Way::enrolled(&world, &person).await;
        let gone = serde_json::from_value(passkeys[3]["id"].clone()).expect("an id");
        change(&world, &person, &person.token, &[one_more], &[gone]).await.expect(200);
    }

    async fn what_is_no_way_in_is_malformed(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let device = Way::device(&world, &person.token).await;
        let with = |name: &str, value: Value| {
            let mut slot = device.slot();
            slot[name] = value;
            slot
        };
        let mut bare = device.slot();
        bare.as_object_mut().expect("an object").remove("nonce");
        let mut words = new(&person, "words");
        words["nonce"] = encode(&random::<16>()).into();
        for slot in [
            bare,
            words,
            with("nonce", encode(&random::<15>()).into()),
            with("verifier", encode(&random::<31>()).into()),
            with("find", "nadia4821".into()),
            with("find", encode(&random::<31>()).into()),
            with("sealed", json!(sealed(33))),
            with("sealed", encode(&[0; 113]).into()),
            with("kind", "link".into()),
            with("name", encode(b"in clear").into()),
            with("name", json!(sealed(432))),
            with("more", 1.into()),
        ] {
            change(&world, &person, &person.token, &[slot], &[]).await.expect_problem(400, "malformed");
        }
        change(&world, &person, &person.token, &[], &[]).await.expect_problem(400, "malformed");
        change(&world, &person, &person.token, &[device.slot(), device.slot()], &[]).await.expect_problem(400, "malformed");
        change(&world, &person, &person.token, &[device.slot()], &[device.id]).await.expect_problem(400, "malformed");
        let many: Vec<SlotId> = (0..19).map(|_| SlotId(random())).collect();
        change(&world, &person, &person.token, &[], &many).await.expect_problem(400, "malformed");
        assert_eq!(slots(&world, &person.token).await.len(), 2);
        let sign_up = |kind: &'static str| {
            let mut request = Person::new(&world, "karim0007").sign_up_request();
            request["slots"][1] = Way::passkey(kind).slot();
            world.call("POST", "/accounts").json(&request).send()
        };
        sign_up("device").await.expect_problem(400, "malformed");
        sign_up("passkey").await.expect_problem(400, "malformed");
    }

    async fn with_a_device_or_passkey_its_sessions_end_and_their_pages_are_told(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let laptop = person.sign_in(&world).await.expect(200).token();
        let (device, passkey) = (Way::enrolled(&world, &person).await, Way::passkey("passkey"));
        change(&world, &person, &laptop, &[passkey.slot()], &[]).await.expect(200);
        let by_pin = device.sign_in(&world).await.expect(200).token();
        let by_passkey = passkey.sign_in(&world).await.expect(200).token();
        // The PIN was set in the session that the sign-up began: that one is the device's, too.
        let mut pages = Vec::new();
        for token in [&person.token, &by_pin, &by_passkey, &laptop] {
            let mut page = world.call("GET", "/events").bearer(token).events().await;
            page.expect_head(person.locker(), 1).await;
            pages.push((token.clone(), page));
        }
        let (mine, mut mine_page) = pages.pop().expect("the laptop's");
        change(&world, &person, &mine, &[], &[device.id]).await.expect(200);
        let (passkeys, mut passkeys_page) = pages.pop().expect("the passkey's");
        for (token, mut page) in pages {
            page.expect_ended().await;
            world.call("GET", "/session").bearer(&token).send().await.expect_problem(401, "no_session");
        }
        world.call("GET", "/session").bearer(&passkeys).send().await.expect(200);
        change(&world, &person, &mine, &[], &[passkey.id]).await.expect(200);
        passkeys_page.expect_ended().await;
        // New words end no session.
        person.token.clone_from(&mine);
        let words = id_of(&world, &person, "words").await;
        change(&world, &person, &mine, &[], &[words]).await.expect(200);
        world.call("DELETE", "/session").bearer(&mine).send().await.expect(204);
        mine_page.expect_ended().await;
    }

    async fn a_new_pin_keeps_the_session_that_sets_it(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let old = Way::enrolled(&world, &person).await;
        let phone = old.sign_in(&world).await.expect(200).token();
        let new = Way::device(&world, &phone).await;
        change(&world, &person, &phone, &[new.slot()], &[old.id]).await.expect(200);
        world.call("GET", "/session").bearer(&phone).send().await.expect(200);
        world.call("GET", "/session").bearer(&person.token).send().await.expect_problem(401, "no_session");
        assert_eq!(old.try_wrong(&world).await, 0);
        // It belongs to the new PIN now.
        let laptop = person.sign_in(&world).await.expect(200).token();
        change(&world, &person, &laptop, &[], &[new.id]).await.expect(200);
        world.call("GET", "/session").bearer(&phone).send().await.expect_problem(401, "no_session");
    }

    async fn rotation_ends_devices_and_passkeys_and_their_sessions(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let (device, passkey) = (Way::enrolled(&world, &person).await, Way::passkey("passkey"));
        change(&world, &person, &person.token, &[passkey.slot()], &[]).await.expect(200);
        let phone = device.sign_in(&world).await.expect(200).token();
        let mut page = world.call("GET", "/events").bearer(&phone).events().await;
        page.expect_head(person.locker(), 1).await;
        let token = crate::rotation::rotated(&world, &mut person).await;
        // The new head may come before.
        let mut last = page.next().await;
        while last.as_deref().is_some_and(|event| event.starts_with("event: head")) {
            last = page.next().await;
        }
        assert_eq!(last.as_deref(), Some("event: ended\ndata: {}"));
        assert_eq!(device.sign_in(&world).await.expect_problem(401, "sign_in_refused")["left"], 0);
        passkey.sign_in(&world).await.expect_problem(401, "sign_in_refused");
        assert!(!world.app.pins.has(device.pin(&person)).await.expect("asked"));
        assert_eq!(slots(&world, &token).await.len(), 2);
    }

    async fn a_change_that_a_rotation_overtook_leaves_no_way_in_behind(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let session = session_of(&world, &person).await;
        let token = crate::rotation::rotated(&world, &mut person).await;
        // The request had passed its first check before.
        let add = vec![NewSlot {
            id: SlotId(random()),
            kind: SlotKind::Passkey,
            find: encode(&random::<32>()),
            verifier: random(),
            sealed: sealed(32).0,
            name: None,
        }];
        let now = i64::try_from(world.now()).expect("a time");
        let account = person.cards.account();
        let late = WaysChange { account, session, keyring: None, add, remove: Vec::new(), now };
        let refused = world.app.storage.change_ways(late).await;
        assert!(matches!(refused, Err(WaysError::Ended)));
        assert_eq!(slots(&world, &token).await.len(), 2);
    }

    async fn slots_say_when_somebody_came_in_by_them(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let device = Way::enrolled(&world, &person).await;
        world.clock.advance(HOUR + 5 * 60 * 1000);
        let hour = world.now() - 5 * 60 * 1000;
        device.sign_in(&world).await.expect(200);
        device.try_wrong(&world).await;
        let slots = slots(&world, &person.token).await;
        let used = |kind: &str| slots.iter().find(|slot| slot["kind"] == kind).expect("a slot").get("used").cloned();
        assert_eq!(used("device"), Some(hour.into()));
        assert_eq!(used("words"), None);
        assert_eq!(used("card"), None);
    }

    async fn sessions_are_named_by_their_holder_alone(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let phone = person.sign_in(&world).await.expect(200).token();
        let name = |sealed: Value| world.call("PUT", "/session/name").bearer(&phone).json(&json!({"sealed": sealed})).send();
        name(json!(sealed(40))).await.expect(204);
        let last = json!(sealed(431));
        name(last.clone()).await.expect(204);
        for wrong in [json!(sealed(432)), json!(sealed(0)), json!(encode(&[0; 100])), json!("")] {
            name(wrong).await.expect_problem(400, "malformed");
        }
        let sessions = world.call("GET", "/sessions").bearer(&person.token).send().await.expect(200).json();
        let names: Vec<_> = sessions["sessions"].as_array().expect("a list").iter().filter_map(|one| one.get("name")).collect();
        assert_eq!(names, [&last]);
        let own = world.call("GET", "/session").bearer(&phone).send().await.expect(200).json();
        assert_eq!(own["session"]["name"], last);
    }
}
