//! What is lent, taken back, and handed in: two people and what stands between them.

use std::fs;

use armoire::protocol::act::Body;
use serde_json::{Value, json};

use crate::harness::{
    Device, Liar, Person, Stores, on_both, specimen,
    town::{Town, assert_reads, assert_reads_nothing, lent, read},
};

on_both! {
    a_paper_is_lent_for_an_hour_and_nothing_else_shows,
    what_is_lent_from_a_day_on_opens_on_that_day,
    what_has_not_begun_is_told_as_such_and_can_be_taken_back,
    who_runs_a_locker_lends_on_from_a_day_on,
    what_is_taken_back_is_refused_and_the_next_write_is_under_a_new_key,
    a_folder_is_lent_with_what_comes_into_it,
    everything_is_lent_but_what_is_private,
    what_is_handed_in_waits_and_its_author_is_certain,
    what_waits_is_looked_at_and_goes_on_waiting,
}

fn a_paper_is_lent_for_an_hour_and_nothing_else_shows(stores: Stores) {
    let town = Town::on(stores);
    let paper = town.add("identity.txt", "identity card", "Papers");
    let other = town.add("lease.txt", "lease", "Papers");
    let (nadia, luc) = (&town.nadia.device, &town.luc.device);
    let ask = ["grant", &paper, "--to", "Luc", "--until", "1h", "--purpose", "RSA file"];
    let asked = nadia.run(ask).problem(2, "not_confirmed");
    let sentence = asked["detail"].as_str().unwrap();
    assert!(sentence.starts_with("Luc will be able to open \"identity.txt\" until "), "{sentence}");
    assert!(sentence.contains("for: RSA file. Nothing else of your locker."), "{sentence}");
    assert_eq!(nadia.run(["grants"]).json(), json!([]));
    let told = nadia.read(ask.iter().chain(&["--yes"])).text();
    assert!(told.starts_with("Luc can now open \"identity.txt\" until "), "{told}");

    let seen = &nadia.run(["grants"]).json()[0];
    assert_eq!((seen["name"].as_str(), seen["to"].as_str()), (Some("identity.txt"), Some(town.luc.id.as_str())));
    assert_eq!((seen["purpose"].as_str(), seen["right"].as_str()), (Some("RSA file"), Some("read")));
    // It began after it was agreed to, and ends when that was said.
    let lasts = seen["end"].as_u64().unwrap() - seen["start"].as_u64().unwrap();
    assert!((1..=60 * 60 * 1000).contains(&lasts));
    let shared = &luc.run(["shared"]).json()[0];
    assert_eq!((shared["from"]["name"].as_str(), shared["purpose"].as_str()), (Some("Nadia"), Some("RSA file")));
    assert_eq!((&shared["end"], shared["grant"].as_str()), (&seen["end"], seen["grant"].as_str()));

    assert_eq!(lent(luc), ["identity.txt"]);
    assert_reads(luc, &paper, "identity card");
    assert_eq!((read(luc, &other).code, luc.list().len()), (4, 0));
    town.yusuf.device.run(["list", "--locker", "Nadia"]).problem(4, "not_found");
    // What Nadia changes shows; her folders don't, not even those for people.
    nadia.run(["rename", &paper, "card.txt"]).json();
    assert_eq!(lent(luc), ["card.txt"]);
    let path = nadia.write("new.txt", "newer identity card");
    nadia.run(["replace".as_ref(), paper.as_ref(), path.as_os_str()]).json();
    assert_reads(luc, &paper, "newer identity card");
    assert_eq!(nadia.run(["folders"]).json().as_array().unwrap().len(), 1);
    assert_eq!(nadia.run(["verify"]).json()["altered"], json!([]));
}

fn what_is_lent_from_a_day_on_opens_on_that_day(stores: Stores) {
    let mut town = Town::on(stores);
    let paper = town.add("identity.txt", "identity card", "Papers");
    let ask = ["grant", &paper, "--to", "Luc", "--from", "2d", "--until", "7d"];
    let asked = town.nadia.device.run(ask).problem(2, "not_confirmed");
    let sentence = asked["detail"].as_str().unwrap();
    assert!(sentence.starts_with("Luc will be able to open \"identity.txt\" from "), "{sentence}");
    town.nadia.device.run(ask.iter().chain(&["--yes"])).json();
    let seen = &town.nadia.device.run(["grants"]).json()[0];
    assert_eq!(seen["end"].as_u64().unwrap() - seen["start"].as_u64().unwrap(), 7 * 24 * 60 * 60 * 1000);
    assert_ne!(read(&town.luc.device, &paper).code, 0);

    town.server.live_later(3);
    town.luc.device.live_later(3);
    assert_reads(&town.luc.device, &paper, "identity card");
}

fn what_has_not_begun_is_told_as_such_and_can_be_taken_back(stores: Stores) {
    let mut town = Town::on(stores);
    let paper = town.add("identity.txt", "identity card", "Papers");
    let (nadia, luc) = (&town.nadia.device, &town.luc.device);
    let later = |to: &str| {
        nadia.run(["grant", "all", "--to", to, "--right", "manage", "--from", "2d", "--until", "week", "--yes"]).json()
    };
    let (first, second) = (later("Luc"), later("Yusuf"));
    let (start, end) = (first["start"].as_u64().unwrap(), first["end"].as_u64().unwrap());
    assert_eq!(end - start, 7 * 24 * 60 * 60 * 1000, "the week begins when it begins");
    let sentence = first["sentence"].as_str().unwrap();
    assert!(
        sentence.starts_with("Luc will be able to open, add to, change and lend to others everything"),
        "{sentence}"
    );
    // Its holder sees to whom and from when, and is alone until then.
    let journal = nadia.read(["journal", "--last", "2"]).text();
    assert!(journal.contains("lent to Luc") && journal.contains("lent to Yusuf"), "{journal}");
    let table = nadia.read(["grants"]).text();
    let day = |text: &str| text.split(" from ").nth(1).unwrap()[..16].to_owned();
    assert!(table.contains("FROM (UTC)") && table.contains(&day(sentence)), "{table}");
    assert!(table.ends_with("You run your locker on your own.\n"), "{table}");
    assert_eq!(nadia.run(["people"]).json()["mode"], json!({"mode": "alone", "with": []}));
    assert!(nadia.read(["consents"]).text().contains(&format!("from {} until", day(sentence))));
    // They see nothing yet, and are told what that may mean.
    assert_reads_nothing(luc, &paper);
    assert!(luc.read(["shared"]).text().contains("shows once it begins"));
    // It can be taken back before, and the other lent anew.
    assert_eq!(nadia.run(["revoke", first["grant"].as_str().unwrap()]).json()["revoked"], json!([first["grant"]]));
    later("Luc");
    nadia.run(["revoke", "--to", "Luc"]).json();
    assert_eq!(nadia.run(["grants"]).json()[0]["grant"], second["grant"]);

    town.server.live_later(3);
    town.nadia.device.live_later(3);
    town.yusuf.device.live_later(3);
    town.luc.device.live_later(3);
    assert_eq!(town.nadia.device.run(["people"]).json()["mode"], json!({"mode": "run", "with": [town.yusuf.id]}));
    assert_reads(&town.yusuf.device, &paper, "identity card");
    assert_reads_nothing(&town.luc.device, &paper);
}

fn who_runs_a_locker_lends_on_from_a_day_on(stores: Stores) {
    let mut town = Town::of_friends(stores);
    let paper = town.add("lease.txt", "lease", "Housing");
    town.nadia.device.run(["grant", "all", "--to", "Luc", "--right", "manage", "--until", "7d", "--yes"]).json();
    let luc = &town.luc.device;
    let lend = |from: &str, until: &str| {
        luc.run(["grant", "Housing", "--to", "Yusuf", "--from", from, "--until", until, "--locker", "Nadia", "--yes"])
    };
    // From then on for three days is longer than he has it himself.
    lend("5d", "3d").problem(2, "end");
    let told = lend("2d", "3d").json();
    assert!(told["sentence"].as_str().unwrap().starts_with("Yusuf will be able to open \"Housing\" from "), "{told}");
    assert_eq!(luc.run(["grants", "--locker", "Nadia"]).json()[0]["start"], told["start"]);
    assert_reads_nothing(&town.yusuf.device, &paper);

    town.server.live_later(3);
    town.yusuf.device.live_later(3);
    assert_reads(&town.yusuf.device, &paper, "lease");
}

#[test]
fn times_that_make_no_sense_are_refused_before_anybody_agrees() {
    let town = Town::new();
    let paper = town.add("identity.txt", "identity card", "Papers");
    for times in [
        ["--from", "2099-01-02", "--until", "2099-01-01"],
        ["--from", "2d", "--until", "4000d"],
        ["--from", "2d", "--until", "4000000000w"],
    ] {
        let asked = ["grant", &paper, "--to", "Luc"].into_iter().chain(times);
        town.nadia.device.run(asked).problem(2, "end");
    }
    for from in ["2020-01-01", "0h", "month", "2099-13-01"] {
        let asked = ["grant", &paper, "--to", "Luc", "--from", from, "--until", "7d"];
        let refused = town.nadia.device.run(asked).problem(2, "usage");
        assert!(refused["detail"].as_str().unwrap().contains("a time ahead"), "{refused}");
    }
    assert_eq!(town.nadia.device.run(["grants"]).json(), json!([]));
}

#[test]
fn what_a_clock_that_is_ahead_calls_over_is_shown_and_taken_back() {
    let mut town = Town::new();
    let paper = town.add("identity.txt", "identity card", "Papers");
    town.lend(&paper, "Luc", "read");
    town.lend("all", "Yusuf", "manage");
    town.nadia.device.live_later(1);
    let nadia = &town.nadia.device;
    assert_eq!(nadia.run(["grants"]).json().as_array().unwrap().len(), 2);
    assert_eq!(nadia.run(["people"]).json()["mode"]["mode"], "run");
    assert_eq!(nadia.run(["revoke", "--all"]).json()["revoked"].as_array().unwrap().len(), 2);
    assert_reads_nothing(&town.luc.device, &paper);
    assert_reads_nothing(&town.yusuf.device, &paper);
    assert_eq!(nadia.run(["grants"]).json(), json!([]));
}

#[test]
fn who_was_let_in_acts_and_gives_back_by_a_clock_that_is_ahead() {
    let mut town = Town::of_friends(Stores::Beside);
    let paper = town.add("lease.txt", "lease", "Housing");
    town.lend("all", "Luc", "manage");
    town.luc.device.live_later(1);
    let luc = &town.luc.device;
    luc.run(["rename", &paper, "contract.txt", "--locker", "Nadia"]).json();
    let receipt = luc.write("receipt.txt", "receipt");
    luc.run([
        "add".as_ref(),
        receipt.as_os_str(),
        "--folder".as_ref(),
        "Health".as_ref(),
        "--locker".as_ref(),
        "Nadia".as_ref(),
    ])
    .json();
    assert_eq!(town.nadia.device.names(), ["contract.txt", "receipt.txt"]);
    luc.run(["deposit".as_ref(), receipt.as_os_str(), "--to".as_ref(), "Nadia".as_ref()]).json();
    let inbox = luc.read(["inbox", "--locker", "Nadia"]).text();
    assert!(inbox.contains("receipt.txt  you  "), "not by a stranger: {inbox}");
    luc.run(["revoke", &own_grant(luc), "--locker", "Nadia"]).json();
    assert_eq!(town.nadia.device.run(["grants"]).json(), json!([]));
    assert_reads_nothing(luc, &paper);
}

#[test]
fn what_is_taken_back_while_it_is_fetched_says_so() {
    let town = Town::new();
    let paper = town.add("lease.txt", "lease", "Housing");
    town.lend(&paper, "Luc", "read");
    let liar = Liar::to(town.server.address());
    let device = Device::new(liar.address());
    town.luc.sign_in(&device).json();
    let nadia = town.nadia.second_device();
    liar.before(move |path| {
        if path.contains("/objects/") {
            nadia.run(["revoke", "--all"]);
        }
    });
    let refused = device.run(["get", &paper, "--locker", "Nadia", "-o", "lease.txt"]).problem(4, "not_found");
    assert_eq!(refused["detail"], "This was taken back, or its time is over.");
    assert!(!device.path("lease.txt").exists());
}

#[test]
fn what_is_lent_of_one_locker_is_shown_under_one_short_name() {
    let town = Town::new();
    let paper = town.add("lease.txt", "lease", "Housing");
    town.lend(&paper, "Luc", "read");
    let blank = ["grant", "Housing", "--to", "Luc", "--until", "1h", "--purpose", " ", "--yes"];
    assert!(!town.nadia.device.read(blank).text().contains("for:"));
    let luc = &town.luc.device;
    let table = luc.read(["shared"]).text();
    let lockers: Vec<&str> = table.lines().skip(1).map(|line| line.split(' ').next().unwrap()).collect();
    assert!(lockers.len() == 2 && lockers[0] == lockers[1] && lockers[0].len() == 8, "{table}");
    luc.read(["list", "--locker", lockers[0]]).text();
    // What is handed in there isn't his to see.
    let refused = luc.run(["inbox", "--locker", "Nadia"]).problem(4, "author");
    assert!(refused["detail"].as_str().unwrap().starts_with("What is handed in there"), "{refused}");
}

/// What was lent to whoever uses this device.
fn own_grant(device: &Device) -> String {
    device.run(["shared"]).json()[0]["grant"].as_str().unwrap().to_owned()
}

#[test]
fn the_journal_says_what_was_lent_to_whom_and_taken_back() {
    let town = Town::new();
    let paper = town.add("identity.txt", "identity card", "Papers");
    let (nadia, luc) = (&town.nadia.device, town.luc.id.as_str());
    nadia.run(["revoke", &town.lend(&paper, "Luc", "read")]).json();
    let journal = nadia.run(["journal", "--last", "2"]).json();
    for (entry, kind) in [(&journal[0], "grant"), (&journal[1], "revoke")] {
        let told = [&entry["kind"], &entry["name"], &entry["to"], &entry["id"]];
        assert_eq!(told, [&json!(kind), &json!("identity.txt"), &json!(luc), &json!(paper)]);
    }
    assert!(nadia.read(["journal", "--last", "1"]).text().contains("taken back from Luc  identity.txt"));
}

fn what_is_taken_back_is_refused_and_the_next_write_is_under_a_new_key(stores: Stores) {
    let town = Town::on(stores);
    let paper = town.add("identity.txt", "identity card", "Papers");
    let (nadia, luc, yusuf) = (&town.nadia.device, &town.luc.device, &town.yusuf.device);
    let grant = town.lend(&paper, "Luc", "read");
    town.lend(&paper, "Yusuf", "read");
    assert_reads(luc, &paper, "identity card");
    let before = town.key_of(&paper);
    assert_eq!(nadia.run(["revoke", &grant]).json()["revoked"], json!([grant]));
    assert_reads_nothing(luc, &paper);
    assert_reads(yusuf, &paper, "identity card");
    assert_eq!(town.key_of(&paper), before, "nothing was written yet");
    nadia.run(["rename", &paper, "card.txt"]).json();
    assert_ne!(town.key_of(&paper), before);
    // Whose grant stays was given the new key.
    assert_eq!(lent(yusuf), ["card.txt"]);
    let renamed = town.key_of(&paper);
    nadia.run(["rename", &paper, "identity.txt"]).json();
    assert_eq!(town.key_of(&paper), renamed, "once is enough");
    assert_eq!(nadia.run(["revoke", "--all"]).json()["revoked"].as_array().unwrap().len(), 1);
    assert_reads_nothing(yusuf, &paper);
    nadia.run(["revoke", &grant]).problem(4, "not_found");
    assert_eq!(nadia.bytes(&paper), b"identity card");
    assert_eq!(nadia.run(["verify"]).json()["altered"], json!([]));
    let kinds: Vec<Value> =
        nadia.run(["journal"]).json().as_array().unwrap().iter().map(|entry| entry["kind"].clone()).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == "grant").count(), 2);
    assert_eq!(kinds.iter().filter(|kind| **kind == "revoke").count(), 2);
}

fn a_folder_is_lent_with_what_comes_into_it(stores: Stores) {
    let town = Town::on(stores);
    let lease = town.add("lease.txt", "lease", "Housing");
    town.add("identity.txt", "identity card", "Papers");
    let (nadia, luc, yusuf) = (&town.nadia.device, &town.luc.device, &town.yusuf.device);
    let grant = town.lend("Housing", "Luc", "read");
    town.lend("Housing", "Yusuf", "read");
    let receipt = town.add("receipt.txt", "receipt", "Housing");
    for device in [luc, yusuf] {
        assert_eq!(lent(device), ["lease.txt", "receipt.txt"]);
        assert_reads(device, &receipt, "receipt");
    }
    assert_eq!(luc.run(["list", "--locker", "Nadia"]).json()[0]["folder"], "Housing");
    nadia.run(["revoke", &grant]).json();
    assert_reads_nothing(luc, &lease);
    let (before, acts) = (town.key_of(&lease), town.acts(None).len());
    let letter = town.add("letter.txt", "letter", "Housing");
    assert!(town.key_of(&letter).0 > before.0, "a new epoch of the folder");
    assert!(matches!(&town.acts(None)[acts].body, Some(Body::Rotate(rotate)) if rotate.boxes.len() == 1));
    assert_eq!(lent(yusuf), ["lease.txt", "letter.txt", "receipt.txt"]);
    assert_reads(yusuf, &letter, "letter");
    assert_reads(yusuf, &lease, "lease");
    // What leaves the folder leaves their sight.
    nadia.run(["move", &lease, "--folder", "Papers"]).json();
    assert_eq!(lent(yusuf), ["letter.txt", "receipt.txt"]);
    assert_eq!(nadia.run(["verify"]).json()["altered"], json!([]));
}

fn everything_is_lent_but_what_is_private(stores: Stores) {
    let town = Town::on(stores);
    let lease = town.add("lease.txt", "lease", "Housing");
    let (nadia, luc, yusuf) = (&town.nadia.device, &town.luc.device, &town.yusuf.device);
    let grant = town.lend("all", "Luc", "manage");
    town.lend("all", "Yusuf", "read");
    town.add("identity.txt", "identity card", "Papers");
    assert_eq!(lent(luc), ["identity.txt", "lease.txt"]);
    nadia.run(["revoke", &grant]).json();
    assert_reads_nothing(luc, &lease);
    let letter = town.add("letter.txt", "letter", "Housing");
    assert_reads(yusuf, &letter, "letter");
    town.add("new.txt", "new", "Health");
    assert_eq!(lent(yusuf), ["identity.txt", "lease.txt", "letter.txt", "new.txt"]);
    // All keys are changed, and who may still see, sees.
    nadia.run_with(("ARMOIRE_WORDS", &town.nadia.words), ["stolen"]).json();
    let last = town.add("last.txt", "last", "Housing");
    assert_reads(yusuf, &last, "last");
    assert_reads_nothing(luc, &last);
}

#[test]
fn nothing_is_lent_to_who_is_not_sure() {
    let town = Town::new();
    let paper = town.add("identity.txt", "identity card", "Papers");
    let grant = |to: &str| town.nadia.device.run(["grant", &paper, "--to", to, "--until", "1h", "--yes"]);
    grant("Awa").problem(4, "not_found");
    let third = Person::called(town.server.address(), "awa2222");
    let invited = town.nadia.device.run(["invite", "--name", "Nadia"]).json();
    let invitation = invited["invitation"].as_str().unwrap();
    third.device.run(["join", invitation, "--name", "Awa", "--yes"]).json();
    town.luc.device.run(["join", invitation, "--name", "Luc", "--yes"]).problem(6, "mailbox_replied");
    town.nadia.device.run(["people"]).problem(8, "invitation_tried");
    grant("Awa").problem(2, "unverified");
    for wrong in ["1y", "yesterday", "2020-13-01"] {
        let times = ["grant", &paper, "--to", "Luc", "--until", wrong, "--yes"];
        town.nadia.device.run(times).problem(2, "usage");
    }
    town.nadia.device.run(["grant", &paper, "--to", "Luc", "--until", "2020-01-01", "--yes"]).problem(2, "end");
    town.nadia.device.run(["grant", &paper, "--to", "Luc", "--until", "2099-01-01", "--yes"]).problem(2, "end");
    assert_eq!(town.nadia.device.run(["grants"]).json(), json!([]));
}

#[test]
fn nothing_is_lent_under_keys_that_were_never_met() {
    let town = Town::new();
    let paper = town.add("identity.txt", "identity card", "Papers");
    let liar = Liar::to(town.server.address());
    let device = Device::new(liar.address());
    town.nadia.sign_in(&device).json();
    let luc = town.luc.id.clone();
    // Luc's newest card is followed once, and must be there from then on.
    town.luc.device.run_with(("ARMOIRE_WORDS", &town.luc.words), ["stolen"]).json();
    let first = device.run(["grant", &paper, "--to", "Luc", "--until", "1h", "--yes"]).json();
    device.run(["revoke", first["grant"].as_str().unwrap()]).json();
    liar.lie(move |path, mut answer| {
        if path.ends_with(&format!("/accounts/{luc}/cards")) {
            answer["cards"].as_array_mut().unwrap().truncate(1);
        }
        answer
    });
    let refused = device.run(["grant", &paper, "--to", "Luc", "--until", "1h", "--yes"]).problem(8, "card");
    assert!(refused["detail"].as_str().unwrap().contains("other keys for Luc"));
    assert_eq!(town.nadia.device.run(["grants"]).json(), json!([]));
}

#[test]
fn what_a_server_says_was_lent_is_not_believed() {
    let town = Town::new();
    let paper = town.add("identity.txt", "identity card", "Papers");
    town.lend(&paper, "Luc", "read");
    for field in ["holder", "box", "act"] {
        let liar = Liar::to(town.server.address());
        let device = Device::new(liar.address());
        town.luc.sign_in(&device).json();
        let yusuf = town.yusuf.id.clone();
        liar.lie(move |path, mut answer| {
            if path.ends_with("/grants") {
                let truth = answer["grants"][0][field].as_str().unwrap().to_owned();
                answer["grants"][0][field] = if field == "holder" {
                    yusuf.as_str().into()
                } else {
                    // One character in the middle.
                    let place = truth.len() / 2;
                    let other = if &truth[place..=place] == "A" { "B" } else { "A" };
                    format!("{}{other}{}", &truth[..place], &truth[place + 1..]).into()
                };
            }
            answer
        });
        let shared = device.run(["shared"]);
        assert_eq!((shared.code, shared.document()), (0, json!([])), "{field}");
        assert!(shared.stderr.contains("was refused"), "{field}: {}", shared.stderr);
    }
}

fn what_is_handed_in_waits_and_its_author_is_certain(stores: Stores) {
    let town = Town::on(stores);
    let (nadia, luc) = (&town.nadia.device, &town.luc.device);
    let path = specimen("pdf/attestation-hebergement.pdf");
    let handed = luc.run(["deposit".as_ref(), path.as_os_str(), "--to".as_ref(), "Nadia".as_ref()]).json();
    let id = handed["id"].as_str().unwrap();
    assert!(nadia.list().is_empty());
    let waiting = &nadia.run(["inbox"]).json()[0];
    assert_eq!((waiting["id"].as_str(), waiting["name"].as_str()), (Some(id), Some("attestation-hebergement.pdf")));
    assert_eq!(
        (waiting["author"].as_str(), waiting["person"]["trust"].as_str()),
        (Some(town.luc.id.as_str()), Some("scanned"))
    );
    assert!(nadia.read(["inbox"]).text().contains("Luc, met face to face"));
    let accepted = nadia.run(["inbox", "accept", id, "--folder", "Housing"]).json();
    assert_eq!((accepted["id"].as_str(), accepted["folder"].as_str()), (Some(id), Some("Housing")));
    assert_eq!(nadia.run(["inbox"]).json(), json!([]));
    assert_eq!(nadia.bytes(id), fs::read(path).unwrap());
    // Who handed it in sees it no more than anything else.
    luc.run(["list", "--locker", "Nadia"]).problem(4, "not_found");
    let other = luc.write("other.txt", "other");
    let handed = luc.run(["deposit".as_ref(), other.as_os_str(), "--to".as_ref(), "Nadia".as_ref()]).json();
    let refused = handed["id"].as_str().unwrap();
    nadia.run(["inbox", "refuse", refused]).json();
    assert_eq!(nadia.run(["inbox"]).json(), json!([]));
    nadia.run(["inbox", "accept", refused]).problem(4, "not_found");
    assert_eq!(nadia.names(), ["attestation-hebergement.pdf"]);
    // Another device of hers reads the whole of it, and what was accepted can be deleted.
    let second = town.nadia.second_device();
    assert_eq!(second.run(["verify"]).json()["documents"], 1);
    let journal = second.run(["journal"]).json();
    let authors: Vec<&Value> =
        journal.as_array().unwrap().iter().filter(|entry| entry["author"] == town.luc.id.as_str()).collect();
    assert!(authors.iter().all(|entry| entry["kind"] == "deposit" || entry["kind"] == "deleted") && authors.len() == 2);
    second.run(["delete", id]).json();
    assert!(nadia.list().is_empty());
    assert_eq!(nadia.run(["verify"]).json()["altered"], json!([]));
}

fn what_waits_is_looked_at_and_goes_on_waiting(stores: Stores) {
    let town = Town::on(stores);
    let (nadia, luc) = (&town.nadia.device, &town.luc.device);
    let path = specimen("pdf/attestation-hebergement.pdf");
    let handed = luc.run(["deposit".as_ref(), path.as_os_str(), "--to".as_ref(), "Nadia".as_ref()]).json();
    let id = handed["id"].as_str().unwrap();
    let (waiting, acts) = (nadia.run(["inbox"]).json(), town.acts(None).len());
    let seen = nadia.path("seen.pdf");
    let look = ["inbox", "get", &id[..8], "-o", seen.to_str().unwrap()];
    let looked = nadia.run(look).json();
    assert_eq!(
        looked,
        json!({ "id": id, "name": "attestation-hebergement.pdf", "size": fs::metadata(&path).unwrap().len(), "file": seen })
    );
    assert_eq!(fs::read(&seen).unwrap(), fs::read(&path).unwrap());
    nadia.run(look).problem(2, "file_exists");
    let printed = nadia.read(["inbox", "get", id, "-o", "-"]);
    assert_eq!((printed.code, printed.stdout), (0, fs::read(&path).unwrap()));
    nadia.run(["inbox", "get", id, "-o", "-"]).problem(2, "usage");
    assert!(nadia.read(["inbox", "get", id]).text().contains("goes on waiting"));
    assert!(nadia.path("attestation-hebergement.pdf").exists(), "under its own name");
    // Nothing was signed by it.
    assert_eq!((nadia.run(["inbox"]).json(), town.acts(None).len(), nadia.list()), (waiting, acts, Vec::new()));
    // Who runs the locker looks too; who was lent one folder of it doesn't, nor who handed it in.
    let lease = town.add("lease.txt", "lease", "Housing");
    town.lend("all", "Yusuf", "manage");
    town.lend(&lease, "Luc", "read");
    let yusuf = &town.yusuf.device;
    let seen = yusuf.path("seen.pdf");
    yusuf.run(["inbox", "get", id, "--locker", "Nadia", "-o", seen.to_str().unwrap()]).json();
    assert_eq!(fs::read(&seen).unwrap(), fs::read(&path).unwrap());
    luc.run(["inbox", "get", id, "--locker", "Nadia"]).problem(4, "author");
    nadia.run(["inbox", "refuse", id]).json();
    nadia.run(["inbox", "get", id]).problem(4, "not_found");
}

#[test]
fn what_waits_and_is_not_what_was_handed_in_is_not_shown() {
    let town = Town::new();
    let (nadia, luc) = (&town.nadia.device, &town.luc.device);
    let path = specimen("photos/p01-carte-bois-facile.jpg");
    let handed = luc.run(["deposit".as_ref(), path.as_os_str(), "--to".as_ref(), "Nadia".as_ref()]).json();
    let id = handed["id"].as_str().unwrap();
    let object = &town.server.objects()[0];
    let mut bytes = fs::read(object).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(object, bytes).unwrap();
    let seen = nadia.path("seen.pdf");
    let refused = nadia.run(["inbox", "get", id, "-o", seen.to_str().unwrap()]);
    assert_eq!((refused.code, refused.stdout.len()), (8, 0), "{}", refused.stderr);
    let printed = nadia.read(["inbox", "get", id, "-o", "-"]);
    assert_eq!((printed.code, printed.stdout.len()), (8, 0));
    let left: Vec<_> = fs::read_dir(nadia.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name != "profile" && name != "."), "{left:?}");
    assert_eq!(nadia.run(["inbox"]).json().as_array().unwrap().len(), 1);
}

#[test]
fn nothing_is_handed_in_to_an_inbox_that_its_holder_has_not_signed() {
    let town = Town::new();
    let paper = town.luc.device.write("paper.txt", "paper");
    let liar = Liar::to(town.server.address());
    let device = Device::new(liar.address());
    town.luc.sign_in(&device).json();
    let deposit = || device.run(["deposit".as_ref(), paper.as_os_str(), "--to".as_ref(), "Nadia".as_ref()]);
    // The third person's inbox: they could read what Luc hands in.
    let told = town.yusuf.device.run(["token"]).json();
    let tail = told["tus"].as_str().unwrap().replace("/uploads", "/tail");
    let bearer = format!("Bearer {}", told["token"].as_str().unwrap());
    let theirs: Value = ureq::get(tail).header("authorization", bearer).call().unwrap().body_mut().read_json().unwrap();
    let inbox = theirs["inbox"].clone();
    liar.lie(move |path, mut answer| {
        if path.ends_with("/tail") {
            answer["inbox"] = inbox.clone();
        }
        answer
    });
    deposit().problem(8, "recipient");
    let (inbox, rotate) = (theirs["inbox"].clone(), theirs["rotate"].clone());
    liar.lie(move |path, mut answer| {
        if path.ends_with("/tail") {
            answer["inbox"] = inbox.clone();
            answer["rotate"] = rotate.clone();
        }
        answer
    });
    deposit().problem(8, "locker");
    assert_eq!(town.nadia.device.run(["inbox"]).json(), json!([]));
    liar.lie(|_, answer| answer);
    deposit().json();
}
