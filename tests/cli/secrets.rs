//! Secrets come from the environment or a prompt, and mistakes in them are found on the device.

use crate::harness::{Device, Person, Server, Wire};

#[test]
fn without_a_terminal_the_missing_secret_is_named() {
    let device = Device::new("http://localhost:1");
    let signin = device.run(["signin", "--server", device.server(), "--handle", "nadia4821"]);
    assert_eq!(signin.problem(2, "secret_needed")["variable"], "ARMOIRE_WORDS");
    let recover = device.run(["recover", "--server", device.server()]);
    assert_eq!(recover.problem(2, "secret_needed")["variable"], "ARMOIRE_CARD");
}

#[test]
fn secrets_are_never_arguments() {
    let device = Device::new("http://localhost:1");
    for arguments in [&["signin", "--words", "a b c d e"][..], &["recover", "--card", "1"], &["signup", "--code", "x"]]
    {
        device.run(arguments).problem(2, "usage");
    }
}

#[test]
fn a_word_that_is_in_no_list_is_found_before_any_request() {
    let wire = Wire::to("http://localhost:1");
    let device = Device::new(wire.address());
    let signin = ["signin", "--server", wire.address(), "--handle", "nadia4821"];
    let refused = device.run_with(("ARMOIRE_WORDS", "abandon ability abxe about above"), signin);
    assert_eq!(refused.problem(3, "words_unknown")["word"], 3);
    assert!(!refused.stderr.contains("abxe"), "what was typed is not repeated");
    assert_eq!(wire.connections(), 0);
}

#[test]
fn a_card_with_a_typing_mistake_is_found_before_any_request() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let wire = Wire::to(server.address());
    let device = Device::new(wire.address());
    let groups: Vec<&str> = nadia.card.split(' ').collect();

    let mut mistyped: Vec<String> = groups.iter().map(|group| (*group).to_owned()).collect();
    let digit = if mistyped[3].ends_with('0') { "1" } else { "0" };
    mistyped[3].replace_range(5.., digit);
    let recover = |card: &str| device.run_with(("ARMOIRE_CARD", card), ["recover", "--server", wire.address()]);
    assert_eq!(recover(&mistyped.join(" ")).problem(3, "card_group")["group"], 4);

    let mut exchanged = groups.clone();
    exchanged.swap(0, 1);
    if exchanged != groups {
        recover(&exchanged.join(" ")).problem(3, "card_check");
    }
    recover(&groups[..8].join(" ")).problem(3, "card_group");
    recover("").problem(3, "card_group");
    assert_eq!(wire.connections(), 0);
}

#[test]
fn a_good_card_of_nobody_is_refused() {
    let (server, elsewhere) = (Server::start(), Server::start());
    let nadia = Person::new(elsewhere.address());
    let device = Device::new(server.address());
    device
        .run_with(("ARMOIRE_CARD", &nadia.card), ["recover", "--server", server.address()])
        .problem(3, "sign_in_refused");
}

#[test]
fn a_card_is_typed_with_or_without_spaces() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let digits = nadia.card.replace(' ', "");
    let device = Device::new(server.address());
    device.run_with(("ARMOIRE_CARD", &digits), ["recover", "--server", server.address()]).json();
}
