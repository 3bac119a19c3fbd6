//! Making a locker, and ways into it.

use crate::harness::{Device, Person, Server, specimen};

#[test]
fn signing_up_shows_id_words_and_card_and_nothing_else() {
    let server = Server::start();
    let made = Device::new(server.address());
    let made = made.run(["signup", "--server", server.address(), "--handle", "Nadia 4821"]).json();
    let keys: Vec<&str> = made.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["card", "id", "words"]);
    assert_eq!(made["id"].as_str().unwrap().len(), 32);
    assert_eq!(made["words"].as_str().unwrap().split(' ').count(), 5);
    let groups: Vec<&str> = made["card"].as_str().unwrap().split(' ').collect();
    assert!(groups.len() == 9 && groups.iter().all(|group| group.len() == 6));
}

#[test]
fn a_person_reads_words_numbers_and_card() {
    let server = Server::start();
    let device = Device::new(server.address());
    let text =
        device.read(["signup", "--server", server.address(), "--handle", "nadia4821", "--language", "fr"]).text();
    for part in ["shown once", "Five words:", "or in numbers:", "Recovery card:", "nadia4821"] {
        assert!(text.contains(part), "{text}");
    }
}

#[test]
fn the_numbers_open_the_same_locker_as_the_words() {
    let server = Server::start();
    let device = Device::new(server.address());
    let text = device.read(["signup", "--server", server.address(), "--handle", "nadia4821"]).text();
    let numbers = text.lines().find_map(|line| line.strip_prefix("or in numbers:")).unwrap().trim();
    let other = Device::new(server.address());
    let signin = ["signin", "--server", server.address(), "--handle", "NADIA-4821"];
    assert_eq!(other.run_with(("ARMOIRE_WORDS", numbers), signin).json()["handle"], "nadia4821");
}

#[test]
fn words_open_the_locker_on_another_device() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    nadia.device.add(specimen("pdf/recepisse.pdf"));
    let other = nadia.second_device();
    assert_eq!(other.names(), ["recepisse.pdf"]);
}

#[test]
fn wrong_words_and_unknown_handles_are_refused_alike() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let device = Device::new(server.address());
    let wrong = ("ARMOIRE_WORDS", "abandon ability able about above");
    let known = device.run_with(wrong, ["signin", "--server", server.address(), "--handle", &nadia.handle]);
    let unknown = device.run_with(wrong, ["signin", "--server", server.address(), "--handle", "nobody0000"]);
    assert_eq!(known.problem(3, "sign_in_refused"), unknown.problem(3, "sign_in_refused"));
}

#[test]
fn too_many_wrong_words_are_a_limit() {
    let server = Server::start_with(&[("ARMOIRE_SIGN_INS_PER_SLOT", "2")]);
    let nadia = Person::new(server.address());
    let device = Device::new(server.address());
    let wrong = ("ARMOIRE_WORDS", "abandon ability able about above");
    let signin = ["signin", "--server", server.address(), "--handle", &nadia.handle];
    for _ in 0..2 {
        device.run_with(wrong, signin).problem(3, "sign_in_refused");
    }
    device.run_with(wrong, signin).problem(7, "too_many_tries");
}

#[test]
fn the_card_alone_sets_new_words_and_ends_everything_else() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let id = nadia.device.add(specimen("pdf/recepisse.pdf"));
    let found = Device::new(server.address());
    let recovered = nadia.recover(&found).json();
    let keys: Vec<&str> = recovered.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!((keys, &recovered["id"]), (vec!["id", "words"], &nadia.id.as_str().into()));

    assert_eq!(found.bytes(&id), std::fs::read(specimen("pdf/recepisse.pdf")).unwrap());
    nadia.device.run(["list"]).problem(3, "no_session");
    nadia.sign_in(&Device::new(server.address())).problem(3, "sign_in_refused");
    let words = recovered["words"].as_str().unwrap();
    let signin = ["signin", "--server", server.address(), "--handle", &nadia.handle];
    Device::new(server.address()).run_with(("ARMOIRE_WORDS", words), signin).json();
    // The paper stays good.
    nadia.recover(&Device::new(server.address())).json();
}

#[test]
fn recovering_in_the_profile_that_is_signed_in_goes_on_there() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    nadia.device.add(specimen("pdf/recepisse.pdf"));
    nadia.recover(&nadia.device).json();
    assert_eq!(nadia.device.names(), ["recepisse.pdf"]);
}

#[test]
fn a_handle_has_one_locker() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let other = Device::new(server.address());
    other.run(["signup", "--server", server.address(), "--handle", &nadia.handle]).problem(6, "handle_taken");
}

#[test]
fn a_handle_is_a_name_and_four_digits() {
    let device = Device::new("http://localhost:1");
    for handle in ["nadia", "4821", "nadia48211x", "", "نادية4821"] {
        device.run(["signup", "--server", device.server(), "--handle", handle]).problem(2, "handle");
    }
}

#[test]
fn a_closed_server_makes_no_lockers() {
    let server = Server::start_with(&[("ARMOIRE_SIGN_UP", "closed")]);
    let device = Device::new(server.address());
    device.run(["signup", "--server", server.address(), "--handle", "nadia4821"]).problem(2, "sign_up_closed");
}

#[test]
fn a_server_that_wants_a_code_says_so() {
    let server = Server::start_with(&[("ARMOIRE_SIGN_UP", "code")]);
    let device = Device::new(server.address());
    let signup = ["signup", "--server", server.address(), "--handle", "nadia4821"];
    device.run(signup).problem(2, "sign_up_code");
    device.run_with(("ARMOIRE_CODE", "not a code"), signup).problem(2, "sign_up_code");
}

#[test]
fn a_code_lets_one_person_sign_up() {
    let server = Server::start_with(&[("ARMOIRE_SIGN_UP", "code")]);
    let code = server.operate(&["sign-up-code", "new"]);
    let signup = |handle| {
        let arguments = ["signup", "--server", server.address(), "--handle", handle];
        Device::new(server.address()).run_with(("ARMOIRE_CODE", &code), arguments)
    };
    signup("nadia4821").json();
    signup("karim2064").problem(2, "sign_up_code");
}

#[test]
fn after_the_server_moved_the_former_address_or_the_card_lead_back() {
    let mut server = Server::start();
    let nadia = Person::new(server.address());
    nadia.device.add(specimen("pdf/recepisse.pdf"));
    server.kill();
    server.operate(&["move-origin", "http://localhost:9"]);
    server.resume();

    nadia.sign_in(&Device::new(server.address())).problem(3, "sign_in_refused");
    let device = Device::new(server.address());
    let signin =
        ["signin", "--server", server.address(), "--handle", &nadia.handle, "--former-origin", server.address()];
    device.run_with(("ARMOIRE_WORDS", &nadia.words), signin).json();
    assert_eq!(device.names(), ["recepisse.pdf"]);

    let device = Device::new(server.address());
    let words = nadia.recover(&device).json()["words"].as_str().unwrap().to_owned();
    let signin = ["signin", "--server", server.address(), "--handle", &nadia.handle];
    Device::new(server.address()).run_with(("ARMOIRE_WORDS", &words), signin).json();
}
