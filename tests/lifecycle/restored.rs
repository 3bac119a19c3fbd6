//! Invariant 13: an operator puts an old backup back.

use std::fs;

use armoire::client::{Problem, ProblemKind, vault::Silent};
use serde_json::Value;

use crate::harness::{CommandLine, Database, Device as _, Opened, Person, Server, files};

/// Acts that the backup lacks.
const LOST: usize = 10;

#[test]
fn a_device_gives_back_what_a_restored_server_lost() {
    let mut server = Server::start(Database::Sqlite);
    let (nadia, mut vault) = Person::sign_up(server.address(), "nadia4821");
    let ids = [vault.put("bail.pdf", b"the lease").unwrap(), vault.put("identite.jpg", b"the card").unwrap()];
    let backup = server.backup();
    vault.sync().unwrap();
    let before = Opened::of(&vault).acts.len();
    for round in 0..3 {
        vault.rename(ids[0], &format!("bail {round}.pdf")).unwrap();
        vault.trash(ids[1]).unwrap();
        vault.restore(ids[1]).unwrap();
    }
    vault.create_folder("Logement", None).unwrap();
    let (known, papers) = (Opened::of(&vault).hashes(), vault.everything());
    assert_eq!(known.len(), before + LOST);

    server.restore(&backup);
    server.resume();
    vault.sync().unwrap();
    assert!(vault.take_notices()[0].contains("10 changes"), "the person is told");
    // The very same acts, and one that vouches for them.
    let mut cold = nadia.other_device();
    assert_eq!(Opened::of(&cold).hashes()[..known.len()], known);
    assert_eq!(Opened::of(&cold).acts.len(), known.len() + 1);
    assert_eq!(cold.everything(), papers);
    assert!(cold.verify(&mut Silent).unwrap().altered.is_empty());
    vault.put("apres.pdf", b"and life goes on").unwrap();
    cold.sync().unwrap();
    assert_eq!(cold.documents().unwrap().len(), 3);
}

#[test]
fn a_device_that_healed_a_server_signs_in_again_as_before() {
    let mut server = Server::start(Database::Sqlite);
    let (nadia, _) = Person::sign_up(server.address(), "nadia4821");
    let phone = CommandLine::new();
    phone.sign_in(&nadia);
    phone.write("bail.pdf", b"the lease");
    let added = phone.json(&["add", "bail.pdf", "--folder", "Papiers"]);
    let backup = server.backup();
    for name in ["bail 2025.pdf", "bail 2026.pdf", "bail signé.pdf"] {
        phone.json(&["rename", added[0]["id"].as_str().unwrap(), name]);
    }
    server.restore(&backup);
    server.resume();
    let listed = phone.run(&["list"]);
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    // The keyring, which the backup had made older too, is the newest again.
    phone.json(&["signout"]);
    phone.sign_in(&nadia);
    assert_eq!(names(&phone), ["bail signé.pdf"]);
    assert_eq!(nadia.other_device().documents().unwrap()[0].name, "bail signé.pdf");
}

#[test]
fn a_restored_backup_with_an_altered_act_is_refused() {
    let mut server = Server::start(Database::Sqlite);
    let (nadia, mut vault) = Person::sign_up(server.address(), "nadia4821");
    let id = vault.put("bail.pdf", b"the lease").unwrap();
    let backup = server.backup();
    vault.rename(id, "bail 2026.pdf").unwrap();

    let mut by_client = 0;
    for (what, statement) in [
        (
            "a byte of a signature",
            // Right before the body and its length.
            "UPDATE acts SET frame = substr(frame, 1, instr(frame, CAST('{\"kind\"' AS BLOB)) - 21) || x'00' \
             || substr(frame, instr(frame, CAST('{\"kind\"' AS BLOB)) - 19) WHERE seq = 3",
        ),
        (
            "a byte of a header",
            "UPDATE acts SET frame = substr(frame, 1, 40) || x'00' || substr(frame, 42) WHERE seq = 3",
        ),
        (
            "a byte of a body",
            "UPDATE acts SET frame = substr(frame, 1, length(frame) - 40) || x'00' || substr(frame, length(frame) - 38) \
             WHERE seq = 3",
        ),
        ("an act", "UPDATE acts SET frame = (SELECT frame FROM acts WHERE seq = 1) WHERE seq = 2"),
        ("the place of an act", "DELETE FROM acts WHERE seq = 2"),
    ] {
        server.restore(&backup);
        assert_eq!(server.tamper(statement), 1, "{what}");
        server.resume();
        // The server may notice by itself that it can't read what it has; what it does serve, the client refuses.
        let refuses = |problem: Option<Problem>, who: &str| {
            let problem = problem.unwrap_or_else(|| panic!("{what} is taken by {who}"));
            let refused = problem.kind == ProblemKind::Altered || problem.code == "internal";
            assert!(refused, "{what}, {who}: {} {problem}", problem.code);
            println!("{what}, {who}: {}", problem.code);
            problem.kind == ProblemKind::Altered
        };
        by_client += usize::from(refuses(nadia.try_other_device().err(), "a device that knows nothing"));
        // The device that knows more has verified its own; it finds the alteration as soon as it reads them again.
        let healed = vault.sync().and_then(|()| vault.verify(&mut Silent));
        by_client += usize::from(refuses(healed.err(), "a device that knows"));
    }
    assert!(by_client >= 4, "most of it is for the client to find: {by_client}");
}

#[test]
fn a_device_that_knows_less_cannot_write_another_history_for_one_that_knows_more() {
    let mut server = Server::start(Database::Sqlite);
    let (nadia, mut phone) = Person::sign_up(server.address(), "nadia4821");
    let id = phone.put("bail.pdf", b"the lease").unwrap();
    let mut old_phone = nadia.other_device();
    let backup = server.backup();
    phone.rename(id, "bail signé.pdf").unwrap();
    server.restore(&backup);
    server.resume();
    old_phone.put("photo.jpg", b"a photo").unwrap();
    let refused = phone.sync().unwrap_err();
    assert_eq!((refused.kind, refused.code.as_str()), (ProblemKind::Altered, "fork"));
    assert_eq!(phone.documents().unwrap()[0].name, "bail signé.pdf", "what it knew still stands");
}

#[test]
fn a_loss_is_told_and_life_goes_on_once_it_is_accepted() {
    let mut server = Server::start(Database::Sqlite);
    let (nadia, _) = Person::sign_up(server.address(), "nadia4821");
    let (phone, counter) = (CommandLine::new(), CommandLine::new());
    phone.sign_in(&nadia);
    counter.sign_in(&nadia);
    phone.write("bail.pdf", b"the lease");
    phone.write("identite.jpg", b"the card");
    phone.json(&["add", "bail.pdf", "--folder", "Papiers"]);
    counter.json(&["list"]);
    let backup = server.backup();
    phone.json(&["add", "identite.jpg", "--folder", "Papiers"]);
    counter.json(&["list"]);

    server.restore(&backup);
    server.resume();
    for device in [&phone, &counter] {
        let output = device.run(&["list"]);
        assert_eq!((output.status.code(), code(&output.stderr).as_str()), (Some(8), "rolled_back"));
    }
    let accept = ["signin", "--server", nadia.server.as_str(), "--handle", nadia.handle.as_str(), "--accept-loss"];
    let output = phone.command(&accept).env("ARMOIRE_WORDS", nadia.words()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(names(&phone), ["bail.pdf"]);
    // The other device reads that the holder has accepted it.
    assert_eq!(names(&counter), ["bail.pdf"]);
    counter.json(&["add", &phone.path("identite.jpg").display().to_string(), "--folder", "Papiers"]);
    assert_eq!(names(&phone), ["bail.pdf", "identite.jpg"]);
    assert_eq!(phone.json(&["verify"])["altered"], serde_json::json!([]));
    assert!(nadia.other_device().everything().contains_key("identite.jpg"));
}

#[test]
fn what_can_be_given_back_is_before_the_rest_is_called_lost() {
    let mut server = Server::start(Database::Sqlite);
    let (nadia, _) = Person::sign_up(server.address(), "nadia4821");
    let phone = CommandLine::new();
    phone.sign_in(&nadia);
    phone.write("bail.pdf", b"the lease");
    phone.write("identite.jpg", b"the card");
    let id = phone.json(&["add", "bail.pdf", "--folder", "Papiers"])[0]["id"].as_str().unwrap().to_owned();
    let backup = server.backup();
    phone.json(&["rename", &id, "bail signé.pdf"]);
    phone.json(&["add", "identite.jpg", "--folder", "Papiers"]);
    server.restore(&backup);
    server.resume();
    // The card's file is gone. As often as one looks, the server is what lost it: nothing was written meanwhile.
    for _ in 0..2 {
        let output = phone.run(&["list"]);
        assert_eq!((output.status.code(), code(&output.stderr).as_str()), (Some(8), "rolled_back"));
    }
    let accept = ["signin", "--server", nadia.server.as_str(), "--handle", nadia.handle.as_str(), "--accept-loss"];
    let output = phone.command(&accept).env("ARMOIRE_WORDS", nadia.words()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(names(&phone), ["bail signé.pdf"]);
    assert_eq!(phone.json(&["verify"])["altered"], serde_json::json!([]));
    phone.json(&["add", "identite.jpg", "--folder", "Papiers"]);
    assert!(nadia.other_device().everything().contains_key("bail signé.pdf"));
}

#[test]
fn what_one_device_lost_says_nothing_of_what_another_has_seen() {
    let mut server = Server::start(Database::Sqlite);
    let (nadia, _) = Person::sign_up(server.address(), "nadia4821");
    let (phone, counter, library) = (CommandLine::new(), CommandLine::new(), CommandLine::new());
    for device in [&phone, &counter, &library] {
        device.sign_in(&nadia);
    }
    phone.write("bail.pdf", b"the lease");
    phone.write("identite.jpg", b"the card");
    phone.json(&["add", "bail.pdf", "--folder", "Papiers"]);
    let backup = server.backup();
    let add = |name: &str| phone.json(&["add", name, "--folder", "Papiers"]);
    let id = add("identite.jpg")[0]["id"].as_str().unwrap().to_owned();
    // Each stops somewhere among what is lost; the phone goes on.
    counter.json(&["list"]);
    phone.json(&["rename", &id, "carte.jpg"]);
    library.json(&["list"]);
    phone.json(&["rename", &id, "carte d'identité.jpg"]);
    server.restore(&backup);
    server.resume();
    let accept = ["signin", "--server", nadia.server.as_str(), "--handle", nadia.handle.as_str(), "--accept-loss"];
    let accepts = |device: &CommandLine| {
        let output = device.command(&accept).env("ARMOIRE_WORDS", nadia.words()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    // The library's device forgets its session, and with it which acts it had: only the newest it still knows.
    library.json(&["signout"]);
    accepts(&library);
    // The phone has an act in the place of the library's word, and more after it.
    for (device, told) in [(&phone, "fork"), (&counter, "rolled_back")] {
        let output = device.run(&["list"]);
        let refused = (output.status.code(), code(&output.stderr));
        assert_eq!(refused, (Some(8), told.to_owned()), "nobody has said that what this one saw is lost");
    }
    // The phone says what is lost, to the last act that it has: the counter needs no word of its own then.
    accepts(&phone);
    assert_eq!(names(&phone), ["bail.pdf"]);
    assert_eq!(names(&counter), ["bail.pdf"]);
    assert_eq!(names(&library), ["bail.pdf"]);
    for number in 0..6 {
        counter.json(&["folders", "new", &format!("Rayon {number}")]);
    }
    assert_eq!(phone.json(&["verify"])["altered"], serde_json::json!([]));
    for device in [&phone, &library, &counter] {
        device.json(&["signout"]);
        device.sign_in(&nadia);
        assert_eq!(names(device), ["bail.pdf"]);
    }
}

#[test]
fn a_lost_object_is_named_and_the_rest_still_opens() {
    let server = Server::start(Database::Sqlite);
    let (_, mut vault) = Person::sign_up(server.address(), "nadia4821");
    vault.put("bail.pdf", b"the lease").unwrap();
    let before = files(&server.data().join("objects"));
    let lost = vault.put("identite.jpg", b"the card").unwrap();
    for object in files(&server.data().join("objects")).iter().filter(|object| !before.contains(object)) {
        fs::remove_file(object).unwrap();
    }
    let refused = vault.read(lost).unwrap_err();
    assert_ne!(refused.kind, ProblemKind::NotFound, "it isn't the person's mistake: {refused}");
    let report = vault.verify(&mut Silent);
    let named = report.map(|report| report.altered.iter().map(|document| document.name.clone()).collect::<Vec<_>>());
    assert_eq!(named.unwrap(), ["identite.jpg"]);
}

fn names(line: &CommandLine) -> Vec<String> {
    let listed = line.json(&["list"]);
    let mut names: Vec<String> =
        listed.as_array().unwrap().iter().map(|document| document["name"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

fn code(stderr: &[u8]) -> String {
    let problem = stderr.split(|byte| *byte == b'\n').rfind(|line| !line.is_empty());
    let problem: Value = problem.and_then(|line| serde_json::from_slice(line).ok()).unwrap_or_default();
    problem["code"].as_str().unwrap_or_default().to_owned()
}
