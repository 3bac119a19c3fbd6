//! Two people meet, and others stand in between.

use serde_json::{Value, json};

use crate::harness::{Device, Liar, Outcome, Person, Server, Stores, on_both};

/// Nadia, Luc and somebody else, on one server.
struct Town {
    server: Server,
    nadia: Person,
    luc: Person,
    third: Person,
}

impl Town {
    fn new() -> Self {
        Self::on(Stores::Beside)
    }

    fn on(stores: Stores) -> Self {
        let server = Server::on(stores);
        let person = |handle| Person::called(server.address(), handle);
        Self { nadia: person("nadia4821"), luc: person("luc0001"), third: person("yusuf1111"), server }
    }
}

/// An invitation, as it is carried.
#[track_caller]
fn invite(device: &Device, more: &[&str]) -> String {
    let invited = device.run(["invite", "--name", "Nadia"].iter().chain(more)).json();
    invited["invitation"].as_str().unwrap().to_owned()
}

fn join(device: &Device, invitation: &str, name: &str) -> Outcome {
    device.run(["join", invitation, "--name", name, "--yes"])
}

#[track_caller]
fn people(device: &Device) -> Vec<Value> {
    device.run(["people"]).json()["people"].as_array().unwrap().clone()
}

on_both! {
    two_people_meet_by_a_link,
    two_people_meet_face_to_face,
    another_device_takes_up_the_answer,
    an_invitation_used_twice_is_heard_of_by_both,
}

fn two_people_meet_by_a_link(stores: Stores) {
    let town = Town::on(stores);
    let (nadia, luc) = (&town.nadia, &town.luc);
    let link = invite(&nadia.device, &["--link"]);
    assert!(link.starts_with(&format!("{}/#/invite/{}.", town.server.address(), nadia.id)));
    let waiting = nadia.device.run(["people"]).json();
    assert_eq!((&waiting["people"], waiting["invitations"][0]["carrier"].as_str()), (&json!([]), Some("link")));

    let shown = luc.device.run(["join", &link, "--show"]).json();
    assert_eq!(
        (shown["inviter"]["name"].as_str(), shown["inviter"]["trust"].as_str()),
        (Some("Nadia"), Some("invited"))
    );
    // Nobody is there to ask.
    luc.device.run(["join", &link, "--name", "Luc"]).problem(2, "not_confirmed");
    assert!(people(&luc.device).is_empty());
    let met = luc
        .device
        .run(["join", &link, "--name", "Luc Petit", "--organisation", "CCAS", "--mission", "Housing", "--yes"])
        .json();
    assert_eq!(met["account"], nadia.id.as_str());

    let seen = nadia.device.run(["people"]).json();
    let (person, news) = (&seen["people"][0], &seen["news"][0]);
    let since = person["since"].as_u64().unwrap();
    let expected = json!({
        "account": luc.id, "name": "Luc Petit", "organisation": "CCAS", "mission": "Housing", "trust": "invited", "since": since,
    });
    assert_eq!((person, &news["person"], news["news"].as_str()), (&expected, &expected, Some("met")));
    assert_eq!(seen["invitations"], json!([]));
    // It is news once.
    assert_eq!(nadia.device.run(["people"]).json()["news"], json!([]));
    let inviter = &people(&luc.device)[0];
    assert_eq!(inviter["since"], met["since"]);
    assert_eq!((inviter["name"].as_str(), inviter["account"].as_str()), (Some("Nadia"), Some(nadia.id.as_str())));
    let table = nadia.device.read(["people"]).text();
    assert!(table.contains("Luc Petit (CCAS)") && table.contains("by a link") && table.contains("Housing"), "{table}");
}

fn two_people_meet_face_to_face(stores: Stores) {
    let town = Town::on(stores);
    let shown = town.nadia.device.read(["invite", "--name", "Nadia"]).text();
    assert!(shown.contains(['█', '▀', '▄']), "a code: {shown}");
    let code = shown.lines().find(|line| line.starts_with("ARMOIRE:2:")).unwrap();
    assert_eq!(join(&town.luc.device, &format!(" {code}\n"), "Luc").json()["trust"], "scanned");
    assert_eq!(people(&town.nadia.device)[0]["trust"], "scanned");
    // The name is remembered, and a later link makes nobody less sure.
    let link = town.nadia.device.run(["invite", "--link"]).json()["invitation"].as_str().unwrap().to_owned();
    town.luc.device.run(["join", &link, "--yes"]).json();
    let again = people(&town.nadia.device);
    assert_eq!((again.len(), again[0]["trust"].as_str()), (1, Some("scanned")));
}

fn another_device_takes_up_the_answer(stores: Stores) {
    let town = Town::on(stores);
    let link = invite(&town.nadia.device, &["--link"]);
    let other = town.nadia.second_device();
    join(&town.luc.device, &link, "Luc").json();
    assert_eq!(people(&other)[0]["name"], "Luc");
    assert_eq!(people(&town.nadia.device)[0]["name"], "Luc");
    // A lost answer is given again.
    join(&town.luc.device, &link, "Luc").json();
    assert_eq!(people(&town.nadia.device)[0]["trust"], "invited", "nobody else has tried");
}

#[test]
fn an_invitation_can_end_or_be_taken_back() {
    let town = Town::new();
    let code = invite(&town.nadia.device, &[]);
    town.server.sql("UPDATE mailboxes SET until = 1");
    join(&town.luc.device, &code, "Luc").problem(4, "invitation_over");
    let link = invite(&town.nadia.device, &["--link"]);
    assert_eq!(town.nadia.device.run(["invite", "--take-back"]).json()["taken_back"], 2);
    join(&town.luc.device, &link, "Luc").problem(4, "invitation_over");
    assert!(people(&town.luc.device).is_empty() && people(&town.nadia.device).is_empty());
    // Who has stolen a device has its invitations: a rotation ends them.
    let link = invite(&town.nadia.device, &["--link"]);
    town.nadia.device.run_with(("ARMOIRE_WORDS", &town.nadia.words), ["stolen"]).json();
    join(&town.third.device, &link, "Yusuf").json();
    assert!(people(&town.nadia.device).is_empty());
}

fn an_invitation_used_twice_is_heard_of_by_both(stores: Stores) {
    let town = Town::on(stores);
    let code = invite(&town.nadia.device, &[]);
    join(&town.luc.device, &code, "Luc").json();
    assert_eq!(people(&town.nadia.device)[0]["trust"], "scanned");
    join(&town.third.device, &code, "Yusuf").problem(6, "mailbox_replied");
    assert!(people(&town.third.device).is_empty());
    let told = town.nadia.device.run(["people"]);
    assert_eq!(told.problem(8, "invitation_tried")["account"], town.luc.id.as_str());
    assert_eq!(told.document()["people"][0]["trust"], "unverified");
    // It is told once, and stays so until they meet again.
    assert_eq!(people(&town.nadia.device)[0]["trust"], "unverified");
    let code = invite(&town.nadia.device, &[]);
    join(&town.luc.device, &code, "Luc").json();
    assert_eq!(people(&town.nadia.device)[0]["trust"], "scanned");
    // What was told before says nothing about that meeting, the next time neither.
    assert_eq!(people(&town.nadia.device)[0]["trust"], "scanned");
    assert_eq!(people(&town.nadia.second_device())[0]["trust"], "scanned");
}

#[test]
fn a_link_that_others_have_seen_says_nothing_about_who_was_scanned_since() {
    let town = Town::new();
    let link = invite(&town.nadia.device, &["--link"]);
    join(&town.luc.device, &link, "Luc").json();
    assert_eq!(people(&town.nadia.device)[0]["trust"], "invited");
    let code = invite(&town.nadia.device, &[]);
    join(&town.luc.device, &code, "Luc").json();
    assert_eq!(people(&town.nadia.device)[0]["trust"], "scanned");
    join(&town.third.device, &link, "Yusuf").problem(6, "mailbox_replied");
    assert_eq!(people(&town.nadia.device)[0]["trust"], "scanned");
}

#[test]
fn who_photographs_a_code_and_answers_first_is_not_trusted() {
    let town = Town::new();
    let code = invite(&town.nadia.device, &[]);
    join(&town.third.device, &code, "Luc").json();
    join(&town.luc.device, &code, "Luc").problem(6, "mailbox_replied");
    let told = town.nadia.device.run(["people"]);
    told.problem(8, "invitation_tried");
    let seen = told.document();
    let person = &seen["people"][0];
    assert_eq!(
        (person["account"].as_str(), person["trust"].as_str()),
        (Some(town.third.id.as_str()), Some("unverified"))
    );
}

#[test]
fn of_whom_nobody_is_sure_no_other_attempt_tells_more() {
    let town = Town::new();
    let nadia = &town.nadia.device;
    let [first, second] = [invite(nadia, &["--link"]), invite(nadia, &["--link"])];
    for link in [&first, &second] {
        join(&town.luc.device, link, "Luc").json();
    }
    nadia.run(["people"]).json();
    join(&town.third.device, &first, "Luc").problem(6, "mailbox_replied");
    let told = nadia.run(["people"]);
    told.problem(8, "invitation_tried");
    let doubted = told.document()["people"][0].clone();
    assert_eq!(doubted["trust"], "unverified");
    // Somebody follows the other one as well: he is no less sure than before, and since then.
    join(&town.third.device, &second, "Luc").problem(6, "mailbox_replied");
    let again = nadia.run(["people"]);
    assert_eq!((again.code, &again.document()["people"][0]), (0, &doubted), "{}", again.stderr);
    // It is over by that: what they meet by next isn't doubted for it.
    join(&town.luc.device, &invite(nadia, &[]), "Luc").json();
    assert_eq!(people(nadia)[0]["trust"], "scanned");
    assert_eq!(people(nadia)[0]["trust"], "scanned");
}

#[test]
fn what_is_no_invitation_says_why() {
    let town = Town::new();
    let (code, link) = (invite(&town.nadia.device, &[]), invite(&town.nadia.device, &["--link"]));
    let refused = |text: &str, code: &str| join(&town.luc.device, text, "Luc").problem(2, code);
    refused(&link[..link.len() - 10], "length");
    refused(&code[..100], "length");
    refused(&code.replace("ARMOIRE:2:", "ARMOIRE:9:"), "suite");
    refused("https://armoire.example/", "malformed");
    let card = refused(&code.replace("ARMOIRE:2:", "ARMOIRE:1:"), "malformed");
    assert!(card["detail"].as_str().unwrap().contains("recovery card"));
    town.nadia.device.run(["join", &link, "--yes"]).problem(2, "invitation_own");
    town.luc.device.run(["invite"]).problem(2, "name");
    town.luc.device.run(["invite", "--name", "a\u{1b}[2J"]).problem(2, "name");
    let another = Server::start();
    let stranger = Person::called(another.address(), "luc0001");
    let elsewhere = join(&stranger.device, &code, "Luc").problem(2, "invitation_elsewhere");
    assert_eq!(elsewhere["origin"], town.server.address());
    join(&stranger.device, &link, "Luc").problem(2, "invitation_elsewhere");
}

#[test]
fn a_reply_with_a_swapped_card_is_refused() {
    for swapped in ["cards", "account"] {
        let town = Town::new();
        let liar = Liar::to(town.server.address());
        let device = Device::new(liar.address());
        town.nadia.sign_in(&device).json();
        let code = invite(&device, &[]);
        join(&town.luc.device, &code, "Luc").json();
        // The third person's keys for Luc's: what they could read of everything that Nadia would ever give him.
        let cards = cards_of(&town.third);
        let (luc, third) = (town.luc.id.clone(), town.third.id.clone());
        liar.lie(move |path, mut answer| match swapped {
            "cards" if path.ends_with(&format!("/accounts/{luc}/cards")) => cards.clone(),
            "account" if path.ends_with("/mailboxes") => {
                answer["mailboxes"][0]["reply"]["account"] = third.as_str().into();
                answer
            }
            _ => answer,
        });
        let told = device.run(["people"]);
        told.problem(8, if swapped == "cards" { "card" } else { "commitment" });
        assert_eq!(told.document()["people"], json!([]), "{swapped}");
        // A server that tells the truth still brings the right person.
        assert_eq!(people(&town.nadia.device)[0]["account"], town.luc.id.as_str(), "{swapped}");
    }
}

#[test]
fn an_inviter_with_a_swapped_card_is_refused() {
    let town = Town::new();
    let liar = Liar::to(town.server.address());
    let device = Device::new(liar.address());
    town.luc.sign_in(&device).json();
    let code = invite(&town.nadia.device, &[]);
    let (cards, nadia, third) = (cards_of(&town.third), town.nadia.id.clone(), town.third.id.clone());
    liar.lie(
        move |path, answer| if path.ends_with(&format!("/accounts/{nadia}/cards")) { cards.clone() } else { answer },
    );
    join(&device, &code, "Luc").problem(8, "card");
    liar.lie(move |path, mut answer| {
        if path.contains("/mailboxes/") {
            answer["inviter"] = third.as_str().into();
        }
        answer
    });
    join(&device, &code, "Luc").problem(8, "card");
    // An older card of hers, which was stolen since.
    town.nadia.device.run_with(("ARMOIRE_WORDS", &town.nadia.words), ["stolen"]).json();
    let code = invite(&town.nadia.device, &[]);
    let nadia = town.nadia.id.clone();
    liar.lie(move |path, mut answer| {
        if path.ends_with(&format!("/accounts/{nadia}/cards")) {
            answer["cards"].as_array_mut().unwrap().truncate(1);
        }
        answer
    });
    join(&device, &code, "Luc").problem(8, "card");
    assert!(people(&device).is_empty() && people(&town.nadia.device).is_empty());
}

/// What a server says that wants an older key of somebody to be used, one that was stolen from them.
#[test]
fn a_chain_that_changed_at_the_pinned_card_stops_everything() {
    let town = Town::new();
    let liar = Liar::to(town.server.address());
    let device = Device::new(liar.address());
    town.nadia.sign_in(&device).json();
    let luc = &town.luc;
    let by_first_card = luc.device.run(["invite", "--link", "--name", "Luc"]).json();
    luc.device.run_with(("ARMOIRE_WORDS", &luc.words), ["stolen"]).json();
    let by_second_card = luc.device.run(["invite", "--link"]).json();
    let text = |invited: &Value| invited["invitation"].as_str().unwrap().to_owned();
    join(&device, &text(&by_second_card), "Nadia").json();
    let id = luc.id.clone();
    liar.lie(move |path, mut answer| {
        if path.ends_with(&format!("/accounts/{id}/cards")) {
            answer["cards"].as_array_mut().unwrap().truncate(1);
        }
        answer
    });
    let refused = join(&device, &text(&by_first_card), "Nadia").problem(8, "card");
    assert!(refused["detail"].as_str().unwrap().contains("other keys for Luc"));
}

/// Somebody's cards, as they ask for them themselves.
fn cards_of(person: &Person) -> Value {
    let token = person.device.run(["token"]).json();
    let address = format!("{}/api/v1/accounts/{}/cards", person.device.server(), person.id);
    let bearer = format!("Bearer {}", token["token"].as_str().unwrap());
    ureq::get(address).header("authorization", bearer).call().unwrap().body_mut().read_json().unwrap()
}
