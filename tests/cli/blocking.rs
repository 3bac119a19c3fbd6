//! What is handed in and isn't wanted: by people who are blocked, and what nobody answered in time.

use serde_json::{Value, json};

use crate::harness::{Device, Outcome, Person, Server, Stores, on_both};

/// Nadia has met Luc.
struct Pair {
    server: Server,
    nadia: Person,
    luc: Person,
}

impl Pair {
    fn new() -> Self {
        Self::on(Stores::Beside)
    }

    fn on(stores: Stores) -> Self {
        let server = Server::on(stores);
        let [nadia, luc] = ["nadia4821", "luc0001"].map(|handle| Person::called(server.address(), handle));
        let invited = nadia.device.run(["invite", "--name", "Nadia"]).json();
        luc.device.run(["join", invited["invitation"].as_str().unwrap(), "--name", "Luc", "--yes"]).json();
        nadia.device.run(["people"]).json();
        Self { server, nadia, luc }
    }
}

fn hand_in(device: &Device, name: &str) -> Outcome {
    let path = device.write(name, name);
    device.run(["deposit".as_ref(), path.as_os_str(), "--to".as_ref(), "Nadia".as_ref()])
}

/// What waits in the log, whoever is shown it.
fn purged(device: &Device) -> usize {
    let journal = device.run(["journal"]).json();
    journal.as_array().unwrap().iter().filter(|entry| entry["kind"] == "deleted").count()
}

fn names(inbox: &Value) -> Vec<&str> {
    inbox.as_array().unwrap().iter().map(|waiting| waiting["name"].as_str().unwrap()).collect()
}

on_both! {
    who_is_blocked_hands_in_nothing_and_is_not_told,
}

fn who_is_blocked_hands_in_nothing_and_is_not_told(stores: Stores) {
    let town = Pair::on(stores);
    let (nadia, luc) = (&town.nadia.device, &town.luc.device);
    assert_eq!(nadia.run(["inbox", "blocked"]).json(), json!([]));
    let blocked = nadia.run(["inbox", "block", "Luc"]).json();
    assert_eq!((&blocked["account"], &blocked["blocked"]), (&town.luc.id.as_str().into(), &true.into()));
    // As where there is no such locker.
    hand_in(luc, "first.txt").problem(4, "not_found");
    // Another device of hers knows; and somebody is blocked by their account as well, once.
    let second = town.nadia.second_device();
    second.run(["inbox", "block", &town.luc.id]).json();
    let listed = second.run(["inbox", "blocked"]).json();
    assert_eq!((listed.as_array().unwrap().len(), &listed[0]["person"]["name"]), (1, &"Luc".into()));
    assert!(nadia.read(["inbox", "blocked"]).text().contains("Luc"));
    second.run(["inbox", "unblock", "Luc"]).json();
    second.run(["inbox", "unblock", "Luc"]).problem(4, "not_found");
    hand_in(luc, "second.txt").json();
    assert_eq!(names(&nadia.run(["inbox"]).json()), ["second.txt"]);
    nadia.run(["inbox", "block", &town.nadia.id]).problem(2, "malformed");
    nadia.run(["inbox", "block", "Nobody"]).problem(4, "not_found");
    nadia.run(["inbox", "block", "Luc", "--locker", "Luc"]).problem(2, "usage");
}

#[test]
fn what_a_server_lets_through_is_not_shown_and_goes() {
    let town = Pair::new();
    let (nadia, luc) = (&town.nadia.device, &town.luc.device);
    nadia.run(["inbox", "block", "Luc"]).json();
    // A server that was restored, or helps him.
    town.server.sql("DELETE FROM blocked");
    hand_in(luc, "first.txt").json();
    hand_in(luc, "second.txt").json();
    let inbox = nadia.run(["inbox"]);
    assert_eq!((inbox.code, inbox.document()), (0, json!([])));
    assert!(inbox.stderr.contains("2 handed in by people whom you have blocked"), "{}", inbox.stderr);
    assert_eq!(purged(nadia), 0, "looking changes nothing");
    let paper = nadia.write("paper.txt", "paper");
    nadia.add(&paper);
    assert_eq!(purged(nadia), 2);
    let inbox = nadia.run(["inbox"]);
    assert!((inbox.code, inbox.document()) == (0, json!([])) && !inbox.stderr.contains("blocked"), "{}", inbox.stderr);
    assert_eq!(nadia.names(), ["paper.txt"]);
    assert_eq!(nadia.run(["verify"]).json()["altered"], json!([]));
}

#[test]
fn who_runs_the_locker_is_shown_nothing_that_waited_too_long() {
    let mut town = Pair::new();
    let mut awa = Person::called(town.server.address(), "awa2222");
    let nadia = &town.nadia.device;
    let invited = nadia.run(["invite", "--name", "Nadia"]).json();
    awa.device.run(["join", invited["invitation"].as_str().unwrap(), "--name", "Awa", "--yes"]).json();
    nadia.run(["people"]).json();
    nadia.run(["grant", "all", "--to", "Awa", "--right", "manage", "--until", "year", "--yes"]).json();
    hand_in(&town.luc.device, "early.txt").json();
    town.server.live_later(40);
    for person in [&mut awa, &mut town.luc] {
        person.device.live_later(40);
        person.sign_in(&person.device).json();
    }
    hand_in(&town.luc.device, "late.txt").json();
    assert_eq!(names(&awa.device.run(["inbox", "--locker", "Nadia"]).json()), ["early.txt", "late.txt"]);
    awa.device.live_later(61);
    let inbox = awa.device.run(["inbox", "--locker", "Nadia"]);
    assert_eq!((inbox.code, names(&inbox.document())), (0, vec!["late.txt"]), "{}", inbox.stderr);
    assert!(inbox.stderr.contains("more than 60 days ago"), "{}", inbox.stderr);
}

#[test]
fn what_somebody_hands_in_waits_while_something_is_lent_to_them() {
    let mut town = Pair::new();
    let nadia = &mut town.nadia.device;
    let paper = nadia.add(nadia.write("paper.txt", "paper"));
    nadia.run(["grant", &paper, "--to", "Luc", "--until", "week", "--yes"]).json();
    hand_in(&town.luc.device, "early.txt").json();
    nadia.live_later(61);
    assert_eq!(names(&nadia.run(["inbox"]).document()), [""; 0], "what was lent is over");
    nadia.live_later(0);
    nadia.run(["grant", &paper, "--to", "Luc", "--until", "year", "--yes"]).json();
    nadia.live_later(61);
    assert_eq!(names(&nadia.run(["inbox"]).json()), ["early.txt"]);
}

#[test]
fn what_nobody_answers_for_sixty_days_goes() {
    let mut town = Pair::new();
    hand_in(&town.luc.device, "early.txt").json();
    town.server.live_later(40);
    for person in [&mut town.nadia, &mut town.luc] {
        person.device.live_later(40);
        person.sign_in(&person.device).json();
    }
    hand_in(&town.luc.device, "late.txt").json();
    let nadia = &mut town.nadia.device;
    nadia.add(nadia.write("paper.txt", "paper"));
    assert_eq!(names(&nadia.run(["inbox"]).json()), ["early.txt", "late.txt"]);
    // By a device whose clock is wrong nothing is deleted.
    nadia.live_later(61);
    let inbox = nadia.run(["inbox"]);
    assert!(
        names(&inbox.document()) == ["late.txt"] && inbox.stderr.contains("more than 60 days ago"),
        "{}",
        inbox.stderr
    );
    nadia.add(nadia.write("other.txt", "other"));
    assert_eq!(purged(nadia), 0);
    town.server.live_later(61);
    nadia.add(nadia.write("third.txt", "third"));
    assert_eq!(purged(nadia), 1);
    let inbox = nadia.run(["inbox"]);
    assert!(names(&inbox.document()) == ["late.txt"] && !inbox.stderr.contains("days ago"), "{}", inbox.stderr);
    assert_eq!(nadia.names(), ["other.txt", "paper.txt", "third.txt"]);
}
