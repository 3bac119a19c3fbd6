//! Ways in: what there is, changing them, a PIN on this device.

use serde_json::Value;

use crate::harness::{Device, Person, Server, Wire, specimen};

const PIN: (&str, &str) = ("ARMOIRE_PIN", "042517");
const OTHER_PIN: (&str, &str) = ("ARMOIRE_PIN", "042518");

#[test]
fn a_new_locker_has_words_and_card_and_is_safe() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let ways = nadia.device.run(["ways"]).json();
    assert_eq!((kinds(&ways), &ways["safe"], &ways["missing"]), (vec!["card", "words"], &true.into(), &json(&["pin"])));
    let text = nadia.device.read(["ways"]).text();
    assert!(
        text.contains("five words") && text.contains("recovery card") && text.contains("armoire pin set"),
        "{text}"
    );
}

#[test]
fn without_words_or_card_a_locker_is_not_called_safe_and_the_last_stays() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    nadia.device.run_with(PIN, ["pin", "set"]).json();
    let ways = nadia.device.run(["ways"]).json();
    nadia.device.run(["ways", "remove", &id_of(&ways, "card")]).json();
    let ways = nadia.device.run(["ways"]).json();
    assert_eq!((&ways["safe"], &ways["missing"]), (&false.into(), &json(&["card"])));
    nadia.device.run(["ways", "remove", &id_of(&ways, "words")]).problem(2, "last_way_in");
    nadia.recover(&Device::new(server.address())).problem(3, "sign_in_refused");
    let made = nadia.device.run(["card", "new"]).json();
    assert_eq!(nadia.device.run(["ways"]).json()["safe"], true);
    recover(&server, made["card"].as_str().unwrap());
    nadia.device.run(["ways", "remove", "nosuch"]).problem(3, "no_session");
}

#[test]
fn new_words_replace_the_old_ones_and_change_nothing_else() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    nadia.device.add(specimen("pdf/recepisse.pdf"));
    let other = nadia.second_device();
    let made = nadia.device.run(["words", "new", "--language", "fr"]).json();
    assert_eq!(made["card"], Value::Null);
    nadia.sign_in(&Device::new(server.address())).problem(3, "sign_in_refused");
    assert_eq!(sign_in(&server, &nadia, made["words"].as_str().unwrap()).names(), ["recepisse.pdf"]);
    assert_eq!(other.names(), ["recepisse.pdf"], "the other device goes on");
    assert_eq!(nadia.device.run(["ways", "unfinished"]).json(), serde_json::json!({}), "what was shown is forgotten");
    nadia.recover(&Device::new(server.address())).json();
}

#[test]
fn a_new_card_replaces_the_old_one_and_changes_nothing_else() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    nadia.device.add(specimen("pdf/recepisse.pdf"));
    let other = nadia.second_device();
    let text = nadia.device.read(["card", "new"]).text();
    assert!(text.contains("Recovery card:") && text.contains("destroy it"), "{text}");
    let made = nadia.device.run(["card", "new"]).json();
    nadia.recover(&Device::new(server.address())).problem(3, "sign_in_refused");
    assert_eq!(other.names(), ["recepisse.pdf"], "the other device goes on");
    // A rotation on a device that has not seen the new card seals to the new one all the same.
    other.run(["rotate", "--because", "words"]).json();
    assert_eq!(recover(&server, made["card"].as_str().unwrap()).names(), ["recepisse.pdf"]);
}

#[test]
fn a_pin_opens_on_its_device_after_signing_out_and_a_wrong_one_says_what_is_left() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    nadia.device.add(specimen("pdf/recepisse.pdf"));
    nadia.device.run_with(PIN, ["pin", "set", "--name", "Portable de Nadia"]).json();
    let ways = nadia.device.run(["ways"]).json();
    let pin = ways["ways"].as_array().unwrap().iter().find(|way| way["kind"] == "pin").unwrap();
    assert_eq!((&pin["name"], &pin["here"], &ways["missing"]), (&"Portable de Nadia".into(), &true.into(), &json(&[])));
    let other = nadia.second_device().run(["ways"]).json();
    let elsewhere = other["ways"].as_array().unwrap().iter().find(|way| way["kind"] == "pin").unwrap();
    assert_eq!((&elsewhere["name"], &elsewhere["here"]), (&"Portable de Nadia".into(), &false.into()));

    nadia.device.run(["signout"]).json();
    nadia.device.run(["list"]).problem(3, "not_signed_in");
    assert_eq!(nadia.device.run_with(OTHER_PIN, ["pin", "try"]).problem(3, "sign_in_refused")["left"], 4);
    assert_eq!(nadia.device.run_with(OTHER_PIN, ["pin", "try"]).problem(3, "sign_in_refused")["left"], 3);
    assert_eq!(nadia.device.run_with(PIN, ["pin", "try"]).json()["documents"], 1);
    assert_eq!(nadia.device.names(), ["recepisse.pdf"]);
    // A right one gives all five tries back.
    assert_eq!(nadia.device.run_with(OTHER_PIN, ["pin", "try"]).problem(3, "sign_in_refused")["left"], 4);
}

#[test]
fn after_five_wrong_pins_in_a_row_the_right_one_opens_nothing() {
    let mut server = Server::start();
    let nadia = Person::new(server.address());
    nadia.device.run_with(PIN, ["pin", "set"]).json();
    for left in [4, 3] {
        assert_eq!(nadia.device.run_with(OTHER_PIN, ["pin", "try"]).problem(3, "sign_in_refused")["left"], left);
    }
    server.kill();
    server.resume();
    for left in [2, 1, 0] {
        let refused = nadia.device.run_with(OTHER_PIN, ["pin", "try"]).problem(3, "sign_in_refused");
        assert_eq!(refused["left"], left, "also after the server was away");
    }
    nadia.device.run_with(PIN, ["pin", "try"]).problem(3, "no_pin");
    // Nothing is lost, and the PIN can be set again.
    nadia.sign_in(&nadia.device).json();
    nadia.device.run_with(OTHER_PIN, ["pin", "set"]).json();
    nadia.device.run_with(OTHER_PIN, ["pin", "try"]).json();
}

#[test]
fn another_pin_replaces_the_one_before_and_removing_it_leaves_none() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    nadia.device.run_with(PIN, ["pin", "set"]).json();
    nadia.device.run_with(OTHER_PIN, ["pin", "set"]).json();
    assert_eq!(kinds(&nadia.device.run(["ways"]).json()), ["card", "pin", "words"]);
    assert_eq!(nadia.device.run_with(PIN, ["pin", "try"]).problem(3, "sign_in_refused")["left"], 4);
    nadia.device.run_with(OTHER_PIN, ["pin", "try"]).json();
    nadia.device.run(["pin", "remove"]).json();
    assert_eq!(kinds(&nadia.device.run(["ways"]).json()), ["card", "words"]);
    nadia.device.run_with(OTHER_PIN, ["pin", "try"]).problem(3, "no_pin");
    nadia.device.run(["pin", "remove"]).problem(3, "no_pin");
}

#[test]
fn a_pin_is_six_digits_and_what_is_none_is_never_sent() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    nadia.device.run_with(PIN, ["pin", "set"]).json();
    let wire = Wire::to(server.address());
    let device = Device::new(wire.address());
    let signin = ["signin", "--server", wire.address(), "--handle", &nadia.handle];
    device.run_with(("ARMOIRE_WORDS", &nadia.words), signin).json();
    device.run_with(PIN, ["pin", "set"]).json();
    let before = wire.connections();
    for pin in ["", "12345", "1234567", "12345a", "12 345", "١٢٣٤٥٦"] {
        device.run_with(("ARMOIRE_PIN", pin), ["pin", "set"]).problem(2, "digits");
        device.run_with(("ARMOIRE_PIN", pin), ["pin", "try"]).problem(2, "digits");
    }
    device.run(["pin", "try"]).problem(2, "secret_needed");
    assert_eq!(wire.connections(), before);
}

#[test]
fn a_device_is_named_for_its_holder_alone() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    nadia.device.run(["sessions", "name", "Ordinateur de l'accueil"]).json();
    assert_eq!(nadia.device.run(["sessions"]).json()[0]["name"], "Ordinateur de l'accueil");
    assert!(nadia.device.read(["sessions"]).text().contains("Ordinateur de l'accueil"));
    for name in ["", "   ", "a\nb"] {
        nadia.device.run(["sessions", "name", name]).problem(2, "malformed");
    }
    nadia.device.run(["sessions", "name", &"x".repeat(129)]).problem(7, "too_large");
}

#[cfg(unix)]
#[test]
fn a_word_that_is_in_no_list_gets_its_neighbours_on_a_terminal() {
    use std::{
        io::Write,
        process::{Command, Stdio},
    };

    let device = Device::new("http://localhost:1");
    let program = device.command();
    let arguments: Vec<String> = program.get_args().map(|argument| argument.to_str().unwrap().to_owned()).collect();
    let line = format!(
        "{} {} signin --server {} --handle nadia4821",
        program.get_program().to_str().unwrap(),
        arguments.join(" "),
        device.server()
    );
    // A terminal of its own, in which three times the same is typed.
    let mut terminal = Command::new("script")
        .args(["--quiet", "--return", "--command", &line, "/dev/null"])
        .envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    terminal.stdin.take().unwrap().write_all(&b"abandon ability abxle about above\r".repeat(3)).unwrap();
    let output = terminal.wait_with_output().unwrap();
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(
        shown.contains("Word 3 is in no list") && shown.contains("Did you mean able") && !shown.contains("fable"),
        "{shown}"
    );
    // What was typed before the prompt was there is the terminal's; from then on it stays hidden.
    let (_, answered) = shown.split_once("Your five words").unwrap();
    assert!(answered.contains("[words_unknown]") && !answered.contains("abxle"), "{shown}");
    assert_eq!(output.status.code(), Some(3));
}

/// Kinds of the ways in, sorted.
fn kinds(ways: &Value) -> Vec<&str> {
    let mut kinds: Vec<&str> =
        ways["ways"].as_array().unwrap().iter().map(|way| way["kind"].as_str().unwrap()).collect();
    kinds.sort_unstable();
    kinds
}

fn id_of(ways: &Value, kind: &str) -> String {
    let way = ways["ways"].as_array().unwrap().iter().find(|way| way["kind"] == kind).unwrap();
    way["id"].as_str().unwrap().to_owned()
}

fn json(texts: &[&str]) -> Value {
    texts.to_vec().into()
}

/// A fresh device that came in with these words.
#[track_caller]
pub fn sign_in(server: &Server, person: &Person, words: &str) -> Device {
    let device = Device::new(server.address());
    let signin = ["signin", "--server", server.address(), "--handle", &person.handle];
    device.run_with(("ARMOIRE_WORDS", words), signin).json();
    device
}

/// A fresh device that came back with this card.
#[track_caller]
pub fn recover(server: &Server, card: &str) -> Device {
    let device = Device::new(server.address());
    device.run_with(("ARMOIRE_CARD", card), ["recover", "--server", server.address()]).json();
    device
}
