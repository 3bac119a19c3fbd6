//! An organisation vouches for its members: who has scanned its code knows whom a link comes from.

use serde_json::{Value, json};

use crate::harness::{Device, Person, Server, Stores, on_both, town::meet};

/// Nadia has scanned the code of the town hall, for which Luc works. She doesn't know him.
struct Office {
    server: Server,
    nadia: Person,
    luc: Person,
    hall: Person,
}

impl Office {
    fn new() -> Self {
        Self::on(Stores::Beside)
    }

    fn on(stores: Stores) -> Self {
        let server = Server::on(stores);
        let person = |handle| Person::called(server.address(), handle);
        let (nadia, luc, hall) = (person("nadia4821"), person("luc0001"), person("mairie0001"));
        meet((&hall.device, "Mairie"), (&nadia.device, "Nadia"));
        meet((&hall.device, "Mairie"), (&luc.device, "Luc"));
        Self { server, nadia, luc, hall }
    }

    /// The town hall vouches for Luc, who takes it in.
    #[track_caller]
    fn vouch(&self, until: &str) -> u64 {
        let said = ["vouch", "Luc", "--role", "Housing adviser", "--site", "Fives", "--until", until];
        let until = self.hall.device.run(said).json()["vouch"]["until"].as_u64().unwrap();
        let vouches = self.luc.device.run(["people"]).json()["vouches"].clone();
        assert_eq!(vouches, json!([self.word(until)]));
        until
    }

    fn word(&self, until: u64) -> Value {
        json!({"organisation": self.hall.id, "role": "Housing adviser", "site": "Fives", "until": until})
    }

    /// How Nadia knows Luc, and by whose word.
    #[track_caller]
    fn luc_as_seen(&self) -> (String, Value) {
        let people = self.nadia.device.run(["people"]).json()["people"].clone();
        let luc = people.as_array().unwrap().iter().find(|person| person["account"] == self.luc.id.as_str()).unwrap();
        (luc["trust"].as_str().unwrap().to_owned(), luc["vouch"].clone())
    }
}

#[track_caller]
fn by_link((host, name): (&Device, &str), (guest, called): (&Device, &str)) {
    let link = host.run(["invite", "--link", "--name", name]).json();
    guest.run(["join", link["invitation"].as_str().unwrap(), "--name", called, "--yes"]).json();
    host.run(["people"]).json();
}

on_both! { a_members_link_is_vouched_for }

fn a_members_link_is_vouched_for(stores: Stores) {
    let office = Office::on(stores);
    let (nadia, luc) = (&office.nadia.device, &office.luc.device);
    let until = office.vouch("90d");
    let link = luc.run(["invite", "--link", "--name", "Luc"]).json()["invitation"].as_str().unwrap().to_owned();
    let shown = nadia.run(["join", &link, "--show"]).json();
    assert_eq!((&shown["inviter"]["trust"], &shown["inviter"]["vouch"]), (&json!("vouched"), &office.word(until)));
    nadia.run(["join", &link, "--name", "Nadia", "--yes"]).json();
    assert_eq!(office.luc_as_seen(), ("vouched".to_owned(), office.word(until)));
    let told = nadia.read(["people"]).text();
    assert!(
        told.contains("Luc is vouched for as Housing adviser (Fives), until") && told.contains("by Mairie"),
        "{told}"
    );
    // Nobody says who Nadia is.
    luc.run(["people"]).json();
    let nadia_there = luc.run(["people"]).json()["people"].as_array().unwrap().clone();
    let nadia_there = nadia_there.iter().find(|person| person["account"] == office.nadia.id.as_str()).unwrap().clone();
    assert_eq!((&nadia_there["trust"], &nadia_there["vouch"]), (&json!("invited"), &Value::Null));
}

#[test]
fn a_members_answer_is_vouched_for() {
    let office = Office::new();
    let until = office.vouch("30d");
    by_link((&office.nadia.device, "Nadia"), (&office.luc.device, "Luc"));
    assert_eq!(office.luc_as_seen(), ("vouched".to_owned(), office.word(until)));
}

#[test]
fn whom_one_knows_already_is_shown_it_and_a_renewal_too() {
    let office = Office::new();
    by_link((&office.nadia.device, "Nadia"), (&office.luc.device, "Luc"));
    assert_eq!(office.luc_as_seen(), ("invited".to_owned(), Value::Null));
    office.luc.device.run(["introduce", "--to", "Nadia"]).problem(4, "vouch");
    let until = office.vouch("10d");
    assert_eq!(office.luc_as_seen().0, "invited", "not shown yet");
    office.luc.device.run(["introduce", "--to", "Nadia"]).json();
    let letters = office.nadia.device.run(["letters"]).json();
    assert_eq!((&letters["waiting"], letters["taken"][0]["form"].as_str()), (&json!([]), Some("vouch")));
    assert_eq!(office.luc_as_seen(), ("vouched".to_owned(), office.word(until)));
    let later = office.vouch("20d");
    assert!(later > until);
    office.luc.device.run(["introduce", "--to", "Nadia"]).json();
    assert_eq!(office.luc_as_seen(), ("vouched".to_owned(), office.word(later)));
}

#[test]
fn a_word_that_is_over_counts_for_nothing() {
    let mut office = Office::new();
    office.vouch("10d");
    by_link((&office.luc.device, "Luc"), (&office.nadia.device, "Nadia"));
    assert_eq!(office.luc_as_seen().0, "vouched");
    office.server.live_later(11);
    for person in [&mut office.nadia, &mut office.luc] {
        person.device.live_later(11);
    }
    assert_eq!(office.luc_as_seen(), ("invited".to_owned(), Value::Null));
    assert_eq!(office.luc.device.run(["people"]).json()["vouches"], json!([]));
    office.luc.device.run(["introduce", "--to", "Nadia"]).problem(4, "vouch");
}

#[test]
fn a_service_known_by_a_link_vouches_for_nobody() {
    let server = Server::start();
    let person = |handle| Person::called(server.address(), handle);
    let (nadia, luc, hall) = (person("nadia4821"), person("luc0001"), person("mairie0001"));
    by_link((&hall.device, "Mairie"), (&nadia.device, "Nadia"));
    meet((&hall.device, "Mairie"), (&luc.device, "Luc"));
    let office = Office { server, nadia, luc, hall };
    office.vouch("90d");
    by_link((&office.luc.device, "Luc"), (&office.nadia.device, "Nadia"));
    assert_eq!(office.luc_as_seen(), ("invited".to_owned(), Value::Null));
    // Scanned later, it says nothing of what was shown before.
    meet((&office.hall.device, "Mairie"), (&office.nadia.device, "Nadia"));
    assert_eq!(office.luc_as_seen().0, "invited");
    office.luc.device.run(["introduce", "--to", "Nadia"]).json();
    assert_eq!(office.luc_as_seen().0, "vouched");
}

#[test]
fn a_service_that_changed_its_keys_vouches_for_nobody_until_it_signs_anew() {
    let office = Office::new();
    office.vouch("60d");
    by_link((&office.luc.device, "Luc"), (&office.nadia.device, "Nadia"));
    assert_eq!(office.luc_as_seen().0, "vouched");
    office.hall.device.run(["rotate", "--because", "words"]).json();
    // Nadia hears of the new keys when she next has to do with it, and what was said before counts for nothing.
    office.nadia.device.run(["grant", "all", "--to", "Mairie", "--until", "1h", "--yes"]).json();
    assert_eq!(office.luc_as_seen(), ("invited".to_owned(), Value::Null));
    // An honest member's old word is no attack: it is only no word.
    let link = office.luc.device.run(["invite", "--link", "--name", "Luc"]).json()["invitation"].clone();
    let shown = office.nadia.device.run(["join", link.as_str().unwrap(), "--show"]).json();
    assert_eq!((&shown["inviter"]["trust"], &shown["inviter"]["vouch"]), (&json!("invited"), &Value::Null));
    let until = office.vouch("61d");
    office.luc.device.run(["introduce", "--to", "Nadia"]).json();
    assert_eq!(office.luc_as_seen(), ("vouched".to_owned(), office.word(until)));
}

#[test]
fn one_vouches_for_a_time_and_for_whom_one_knows() {
    let office = Office::new();
    let vouch = |who: &str, until: &str| office.hall.device.run(["vouch", who, "--role", "Adviser", "--until", until]);
    vouch("Luc", "91d").problem(2, "end");
    vouch("Luc", "2020-01-01").problem(2, "end");
    vouch("Nobody", "1d").problem(4, "not_found");
    let long = "x".repeat(257);
    office.hall.device.run(["vouch", "Luc", "--role", &long]).problem(7, "too_large");
    office.hall.device.run(["vouch", "Luc", "--role", " "]).problem(2, "malformed");
    // Nothing of it has reached him.
    assert_eq!(office.luc.device.run(["people"]).json()["vouches"], json!([]));
    let said = office.hall.device.run(["vouch", "Luc", "--role", "Adviser"]).json();
    assert_eq!((&said["to"], &said["vouch"]["site"]), (&json!(office.luc.id), &Value::Null));
}
