//! The history of consents: told in sentences, taken out as a signed file, and checked without the server.

use std::fs;

use serde_json::Value;

use crate::{
    harness::Device,
    letters::{Office, text, waiting},
};

/// Kinds and texts of the history.
fn consents(device: &Device) -> Vec<(String, String)> {
    let consents = device.run(["consents"]).json();
    let both = |entry: &Value| (text(entry, "kind").to_owned(), text(entry, "text").to_owned());
    consents.as_array().unwrap().iter().map(both).collect()
}

/// Much of what two people can agree on.
fn lived(office: &Office) {
    let (nadia, luc) = (&office.nadia.device, &office.luc.device);
    let paper = nadia.add(nadia.write("identity.txt", "identity card"));
    let lend = ["grant", &paper, "--to", "Luc", "--until", "1h", "--purpose", "RSA file", "--yes"];
    let grant = nadia.run(lend).json();
    nadia.run(["revoke", text(&grant, "grant")]).json();
    luc.run(["ask", "Nadia", "--paper", "Identity card", "--purpose", "Housing file", "--until", "30d"]).json();
    let first = format!("1={paper}");
    nadia.run(["answer", text(&waiting(nadia), "id"), "--lend", &first, "--yes"]).json();
    luc.run(["propose", "Nadia", "entry"]).json();
    nadia.run(["accept", text(&waiting(nadia), "id")]).json();
    nadia.run(["referent", "propose", "Luc"]).json();
    let asked = luc.run(["letters"]).json()["waiting"].clone();
    let asked = asked.as_array().unwrap().iter().find(|letter| letter["form"] == "propose").unwrap().clone();
    luc.run(["accept", text(&asked, "id")]).json();
    nadia.run(["referent"]).json();
    // Another device, other keys, from the middle on.
    nadia.run_with(("ARMOIRE_WORDS", &office.nadia.words), ["stolen"]).json();
    nadia.run(["referent", "end", "--motive", "I moved"]).json();
}

#[test]
fn every_consent_is_told_in_a_sentence() {
    let office = Office::new();
    let nadia = &office.nadia.device;
    assert_eq!(consents(nadia), []);
    lived(&office);
    let told = consents(nadia);
    let kinds: Vec<&str> = told.iter().map(|(kind, _)| kind.as_str()).collect();
    let expected =
        ["grant", "revoke", "grant", "refuse", "accept", "grant", "referent", "letter", "referent", "referent"];
    assert_eq!(kinds, expected);
    let luc = "Luc (CCAS de Lille)";
    assert!(told[0].1.starts_with(&format!("You let {luc} open \"identity.txt\", from ")), "{}", told[0].1);
    assert!(told[0].1.ends_with("(UTC), for: RSA file."), "{}", told[0].1);
    assert_eq!(told[1].1, format!("You took back from {luc}: \"identity.txt\"."));
    assert!(told[2].1.ends_with("for: Housing file."), "{}", told[2].1);
    assert_eq!(told[4].1, format!("You accepted \"Luc\" from {luc}."));
    assert_eq!(told[6].1, "Referent: you asked Luc to be your referent.");
    assert_eq!(told[7].1, format!("You took in a letter of {luc}, who says yes (being referent)."));
    assert_eq!(told[8].1, "Referent: Luc said yes.");
    assert_eq!(told[9].1, "Referent: you ended it with Luc: I moved.");
    let second = office.nadia.second_device();
    assert_eq!(consents(&second), told);
}

#[test]
fn a_file_is_checked_by_who_has_neither_locker_nor_server() {
    let office = Office::new();
    lived(&office);
    let nadia = &office.nadia.device;
    let path = nadia.path("consents.json");
    let write = ["consents".as_ref(), "-o".as_ref(), path.as_os_str()];
    assert_eq!(nadia.run(write).json()["consents"], 10);
    nadia.run(write).problem(2, "file_exists");
    let told = consents(nadia);
    drop(office.server);

    let anybody = Device::new("http://localhost:1");
    let verify = ["consents".as_ref(), "--verify".as_ref(), path.as_os_str()];
    let proven = anybody.run(verify).json();
    assert_eq!(text(&proven, "holder"), office.nadia.id);
    let grants = proven["grants"].as_array().unwrap();
    assert_eq!(grants.len(), 3);
    let over = |grant: &Value| grant["over"].as_u64().unwrap() < grant["end"].as_u64().unwrap();
    assert_eq!(grants.iter().map(over).collect::<Vec<_>>(), [true, false, false]);
    assert!(grants.iter().all(|grant| grant["to"] == office.luc.id.as_str()));
    let words: Vec<&str> =
        proven["words"].as_array().unwrap().iter().map(|words| words["text"].as_str().unwrap()).collect();
    assert_eq!(words, told.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>());

    // Some bytes, all over it; tests/consents does each.
    let good = fs::read(&path).unwrap();
    let flipped = nadia.path("flipped.json");
    for place in (0..good.len()).step_by(good.len() / 40) {
        let mut bytes = good.clone();
        bytes[place] ^= 1;
        fs::write(&flipped, &bytes).unwrap();
        let refused = anybody.run(["consents".as_ref(), "--verify".as_ref(), flipped.as_os_str()]);
        assert_eq!((refused.code, refused.stdout.len()), (8, 0), "byte {place}");
    }
    fs::write(&flipped, &good[..good.len() - 1]).unwrap();
    anybody.run(["consents".as_ref(), "--verify".as_ref(), flipped.as_os_str()]).problem(8, "not_canonical");
    let nowhere = nadia.path("nowhere.json");
    anybody.run(["consents".as_ref(), "--verify".as_ref(), nowhere.as_os_str()]).problem(2, "file");
}
