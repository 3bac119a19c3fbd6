//! The referent: free to have one or none, free to say yes or no, free to end it.

use serde_json::{Value, json};

use crate::{
    harness::{Device, Stores, on_both},
    letters::{Office, assert_nothing_waits, text, waiting},
};

fn state(device: &Device) -> String {
    text(&device.run(["referent"]).json(), "state").to_owned()
}

fn steps(device: &Device) -> Vec<(String, String)> {
    let referent = device.run(["referent"]).json();
    let step = |step: &Value| (text(step, "state").to_owned(), text(step, "by").to_owned());
    referent["steps"].as_array().unwrap().iter().map(step).collect()
}

/// Puts somebody whom Nadia has met on her list.
fn list(office: &Office, name: &str) -> String {
    text(&office.nadia.device.run(["accompaniment", "add", name, "--person", name]).json(), "id").to_owned()
}

on_both! {
    a_holder_asks_and_the_practitioner_says_yes,
    a_practitioner_offers_and_the_holder_decides,
}

fn a_holder_asks_and_the_practitioner_says_yes(stores: Stores) {
    let office = Office::on(stores);
    let (nadia, luc) = (&office.nadia.device, &office.luc.device);
    assert_eq!(state(nadia), "none");
    let entry = list(&office, "Luc");
    nadia.run(["referent", "propose", "Luc", "--motive", "You know my file"]).json();
    assert_eq!(state(nadia), "proposed");
    let asked = waiting(luc);
    assert_eq!((text(&asked["letter"], "what"), text(&asked["letter"], "by")), ("referent", "holder"));
    // Asked again, it stays one letter and one step.
    nadia.run(["referent", "propose", &entry]).json();
    assert_eq!((waiting(luc), steps(nadia).len()), (asked.clone(), 1));
    assert_eq!(state(nadia), "proposed");
    luc.run(["accept", text(&asked, "id")]).json();
    assert_nothing_waits(luc);
    assert!(nadia.read(["referent"]).text().contains("Luc said yes"));
    assert_eq!(state(nadia), "accepted");
    let newest = nadia.run(["referent"]).json()["steps"][1].clone();
    assert!(newest["letter"].is_string(), "Luc's own signature: {newest}");
    assert_eq!(office.kinds(&office.luc), ["deposit"]);
    assert_eq!(text(&nadia.run(["accompaniment"]).json()[0], "referent"), "accepted");
    // Nobody else becomes referent meanwhile, and who is isn't taken off the list.
    list(&office, "Awa");
    nadia.run(["referent", "propose", "Awa"]).problem(6, "step");
    nadia.run(["accompaniment", "end", &entry]).problem(2, "referent");
    nadia.run(["accompaniment", "remove", &entry]).problem(2, "referent");

    nadia.run(["referent", "end", "--motive", "I moved"]).json();
    assert_eq!(state(nadia), "ended");
    let end = waiting(luc);
    assert_eq!((text(&end, "form"), text(&end["letter"], "motive")), ("end", "I moved"));
    nadia.run(["referent", "end"]).problem(6, "step");
    let second = office.nadia.second_device();
    assert_eq!(steps(&second), steps(nadia));
    assert_eq!(second.run(["verify"]).json()["altered"], json!([]));
}

#[test]
fn a_no_takes_nothing_away_and_an_old_yes_answers_nothing() {
    let office = Office::new();
    let (nadia, luc) = (&office.nadia.device, &office.luc.device);
    list(&office, "Luc");
    let path = nadia.write("identity.txt", "identity card");
    let paper = nadia.add(&path);
    nadia.run(["grant", &paper, "--to", "Luc", "--until", "1h", "--yes"]).json();
    nadia.run(["referent", "propose", "Luc"]).json();
    luc.run(["decline", text(&waiting(luc), "id"), "--motive", "Too many already"]).json();
    assert_eq!(steps(nadia).last().unwrap(), &("declined".to_owned(), "practitioner".to_owned()));
    assert_eq!(nadia.run(["grants"]).json().as_array().unwrap().len(), 1);
    assert_eq!(luc.run(["list", "--locker", "Nadia"]).json().as_array().unwrap().len(), 1);

    // Asked, taken back: Luc's question is gone from his letters, and a yes to it would answer nothing.
    nadia.run(["referent", "propose", "Luc"]).json();
    let asked = text(&waiting(luc), "id").to_owned();
    nadia.run(["referent", "end"]).json();
    assert_eq!(text(&waiting(luc), "form"), "end");
    luc.run(["accept", &asked]).problem(4, "not_found");
    assert_eq!(state(nadia), "ended");
}

#[test]
fn a_yes_to_what_was_taken_back_is_not_taken_in() {
    let office = Office::new();
    let (nadia, luc) = (&office.nadia.device, &office.luc.device);
    list(&office, "Luc");
    nadia.run(["referent", "propose", "Luc"]).json();
    // Luc says yes before he hears that it was taken back, and Nadia has asked anew.
    luc.run(["accept", text(&waiting(luc), "id")]).json();
    nadia.run(["referent", "end"]).json();
    nadia.run(["referent", "propose", "Luc"]).json();
    assert_eq!(state(nadia), "proposed");
    let left = waiting(nadia);
    assert_eq!(text(&left, "form"), "accept");
    nadia.run(["letters", "dismiss", text(&left, "id")]).json();
    // Somebody else's yes is nobody's.
    assert_eq!(steps(nadia).len(), 3);
}

fn a_practitioner_offers_and_the_holder_decides(stores: Stores) {
    let office = Office::on(stores);
    let (nadia, luc) = (&office.nadia.device, &office.luc.device);
    luc.run(["propose", "Nadia", "referent", "--motive", "If you wish"]).json();
    let offered = waiting(nadia);
    assert_eq!(state(nadia), "none", "a proposal waits for the holder");
    assert!(nadia.read(["letters"]).text().contains("offers to be your referent: If you wish"));
    nadia.run(["accept", text(&offered, "id"), "--motive", "Gladly"]).json();
    assert_eq!(
        steps(nadia),
        [("proposed".into(), "practitioner".into()), ("accepted".into(), "holder".into())] as [(String, String); 2]
    );
    // Who becomes referent stands on the list.
    let entry = &nadia.run(["accompaniment"]).json()[0];
    assert_eq!((text(entry, "name"), text(entry, "referent")), ("Luc", "accepted"));
    assert_eq!(office.kinds(&office.luc), ["deposit"]);
    assert_eq!(text(&waiting(luc)["letter"], "motive"), "Gladly");

    // Another offers meanwhile: Nadia can only say no, and what stands stays.
    let awa = &office.awa.device;
    awa.run(["propose", "Nadia", "referent"]).json();
    let second = text(&waiting(nadia), "id").to_owned();
    nadia.run(["accept", &second]).problem(6, "step");
    nadia.run(["decline", &second]).json();
    assert_eq!((state(nadia).as_str(), text(&waiting(awa), "form")), ("accepted", "decline"));

    // A change of service: Luc ends it and says who could come next. Nadia decides.
    luc.run([
        "end",
        "Nadia",
        "referent",
        "--motive",
        "I change service",
        "--successor",
        "Awa",
        "--organisation",
        "SIAO 59",
    ])
    .json();
    let told = nadia.run(["letters"]).json();
    assert_eq!((text(&told["taken"][0], "form"), &told["waiting"]), ("end", &json!([])));
    let newest = nadia.run(["referent"]).json()["steps"][2].clone();
    assert_eq!((text(&newest, "state"), text(&newest, "by")), ("ended", "practitioner"));
    assert_eq!(newest["successor"], json!({"name": "Awa", "organisation": "SIAO 59"}));
    list(&office, "Awa");
    nadia.run(["referent", "propose", "Awa"]).json();
    let letters = awa.run(["letters"]).json()["waiting"].clone();
    let forms: Vec<&str> = letters.as_array().unwrap().iter().map(|letter| text(letter, "form")).collect();
    assert_eq!(forms, ["decline", "propose"]);
    awa.run(["accept", text(&letters[1], "id")]).json();
    assert_eq!(state(nadia), "accepted");
    assert_eq!(nadia.run(["verify"]).json()["altered"], json!([]));
}

#[test]
fn only_who_has_a_locker_can_say_yes() {
    let office = Office::new();
    let nadia = &office.nadia.device;
    nadia.run(["accompaniment", "add", "Docteur Roux", "--reach", "03 20 00 00 00"]).json();
    nadia.run(["referent", "propose", "Docteur Roux"]).problem(2, "no_account");
    nadia.run(["referent", "propose", "Nobody"]).problem(4, "not_found");
    nadia.run(["referent", "end"]).problem(6, "step");
    assert_eq!(state(nadia), "none");
}
