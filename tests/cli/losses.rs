//! What one does after a loss, and leaving.

use serde_json::Value;

use super::ways::{recover, sign_in};
use crate::harness::{Device, Person, Server, specimen};

const PIN: (&str, &str) = ("ARMOIRE_PIN", "042517");

#[test]
fn after_a_stolen_phone_words_and_card_stay_and_the_phone_opens_nothing() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    nadia.device.add(specimen("pdf/recepisse.pdf"));
    let phone = nadia.second_device();
    phone.run_with(PIN, ["pin", "set", "--name", "Téléphone"]).json();

    let done = nadia.device.run_with(("ARMOIRE_WORDS", &nadia.words), ["stolen"]).json();
    assert_eq!((&done["id"], &done["words"], &done["card"]), (&nadia.id.as_str().into(), &Value::Null, &Value::Null));
    phone.run(["list"]).problem(3, "no_session");
    assert_eq!(phone.run_with(PIN, ["pin", "try"]).problem(3, "sign_in_refused")["left"], 0);
    assert_eq!(nadia.device.names(), ["recepisse.pdf"], "this device goes on");
    assert_eq!(sign_in(&server, &nadia, &nadia.words).names(), ["recepisse.pdf"]);
    assert_eq!(recover(&server, &nadia.card).names(), ["recepisse.pdf"]);
}

#[test]
fn without_the_words_a_stolen_phone_makes_new_ones() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    nadia.device.add(specimen("pdf/recepisse.pdf"));
    let done = nadia.device.run(["stolen"]).json();
    nadia.sign_in(&Device::new(server.address())).problem(3, "sign_in_refused");
    assert_eq!(sign_in(&server, &nadia, done["words"].as_str().unwrap()).names(), ["recepisse.pdf"]);
    assert_eq!(recover(&server, &nadia.card).names(), ["recepisse.pdf"]);
}

#[test]
fn words_that_are_not_this_lockers_change_nothing() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let other = ("ARMOIRE_WORDS", "abandon ability able about above");
    nadia.device.run_with(other, ["stolen"]).problem(3, "words_other");
    nadia
        .device
        .run_with(("ARMOIRE_WORDS", "abandon ability abxe about above"), ["stolen"])
        .problem(3, "words_unknown");
    assert!(nadia.second_device().list().is_empty());
}

#[test]
fn when_somebody_knows_the_words_new_ones_are_made_and_the_card_stays() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    nadia.device.add(specimen("pdf/recepisse.pdf"));
    let stranger = nadia.second_device();
    let done = nadia.device.run(["rotate", "--because", "words"]).json();
    assert_eq!(done["card"], Value::Null);
    stranger.run(["list"]).problem(3, "no_session");
    nadia.sign_in(&Device::new(server.address())).problem(3, "sign_in_refused");
    assert_eq!(sign_in(&server, &nadia, done["words"].as_str().unwrap()).names(), ["recepisse.pdf"]);
    assert_eq!(recover(&server, &nadia.card).names(), ["recepisse.pdf"]);
}

#[test]
fn when_somebody_has_the_card_another_is_made_and_the_words_stay() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    nadia.device.add(specimen("pdf/recepisse.pdf"));
    let done = nadia.device.run_with(("ARMOIRE_WORDS", &nadia.words), ["rotate", "--because", "card"]).json();
    assert_eq!(done["words"], Value::Null);
    nadia.recover(&Device::new(server.address())).problem(3, "sign_in_refused");
    assert_eq!(sign_in(&server, &nadia, &nadia.words).names(), ["recepisse.pdf"]);
    assert_eq!(recover(&server, done["card"].as_str().unwrap()).names(), ["recepisse.pdf"]);
}

#[test]
fn without_the_words_a_card_in_other_hands_makes_both_anew() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let text = nadia.device.read(["rotate", "--because", "card"]).text();
    assert!(text.contains("Five words:") && text.contains("Recovery card:") && text.contains("Shown once"), "{text}");
    let done = nadia.device.run(["rotate", "--because", "card"]).json();
    nadia.recover(&Device::new(server.address())).problem(3, "sign_in_refused");
    nadia.sign_in(&Device::new(server.address())).problem(3, "sign_in_refused");
    sign_in(&server, &nadia, done["words"].as_str().unwrap());
    recover(&server, done["card"].as_str().unwrap());
}

#[test]
fn what_happened_must_be_one_of_three() {
    let device = Device::new("http://localhost:1");
    device.run(["rotate"]).problem(2, "usage");
    device.run(["rotate", "--because", "rain"]).problem(2, "usage");
    device.run(["words"]).problem(2, "usage");
    device.run(["words", "new", "--language", "xx"]).problem(2, "usage");
    device.run(["stolen"]).problem(3, "not_signed_in");
}

#[test]
fn a_locker_is_deleted_after_two_answers_and_can_be_kept_until_the_date() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let ask = |arguments: &[&str]| nadia.device.run([&["delete-account"], arguments].concat());
    ask(&[]).problem(2, "not_confirmed");
    ask(&["--yes"]).problem(2, "not_confirmed");
    ask(&["--handle", &nadia.handle]).problem(2, "not_confirmed");
    ask(&["--handle", "karim2064", "--yes"]).problem(2, "not_confirmed");
    ask(&["--cancel", "--yes"]).problem(2, "usage");
    assert_eq!(ask(&["--show"]).json()["due"], Value::Null);

    let due = ask(&["--handle", "Nadia 4821", "--yes"]).json()["due"].as_u64().unwrap();
    assert_eq!(ask(&["--show"]).json()["due"], due);
    let text = nadia.device.read(["delete-account", "--show"]).text();
    assert!(text.contains("Your locker is deleted on 20") && text.contains("--cancel"), "{text}");
    nadia.device.add(specimen("pdf/recepisse.pdf"));
    assert_eq!(ask(&["--cancel"]).json()["due"], Value::Null);
    assert_eq!(ask(&["--show"]).json()["due"], Value::Null);
}

#[test]
fn a_second_step_is_asked_of_words_alone() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let signin = ["signin", "--server", server.address(), "--handle", &nadia.handle];
    assert_eq!(nadia.device.run(["second-step"]).json(), serde_json::json!({"active": false, "required": false}));
    let begun = nadia.device.run(["second-step", "begin"]).json();
    assert!(begun["uri"].as_str().unwrap().starts_with("otpauth://totp/"));
    let secret = data_encoding::BASE32_NOPAD.decode(begun["secret"].as_str().unwrap().as_bytes()).unwrap();
    let now = seconds() / 30;
    let code = |step: u64| code(&secret, step);

    let step =
        |command: &str, code: &str| nadia.device.run_with(("ARMOIRE_SECOND_STEP", code), ["second-step", command]);
    step("confirm", "12345").problem(2, "digits");
    nadia.device.run(["second-step", "confirm"]).problem(2, "secret_needed");
    let wrong =
        (0..10).map(|digit| digit.to_string().repeat(6)).find(|wrong| (now - 1..now + 3).all(|at| code(at) != *wrong));
    step("confirm", &wrong.unwrap()).problem(3, "second_step_refused");
    assert!(nadia.second_device().list().is_empty(), "not asked for before it is confirmed");
    step("confirm", &code(now - 1)).json();
    assert_eq!(nadia.device.run(["second-step", "show"]).json()["active"], true);

    let device = Device::new(server.address());
    device.run_with(("ARMOIRE_WORDS", &nadia.words), signin).problem(3, "second_step");
    let with_code = |device: &Device, code: &str| -> crate::harness::Outcome {
        let mut command = device.command();
        command.env("ARMOIRE_WORDS", &nadia.words).env("ARMOIRE_SECOND_STEP", code).arg("--json").args(signin);
        command.output().unwrap().into()
    };
    with_code(&device, &code(now - 1)).problem(3, "second_step_refused");
    with_code(&device, &code(now)).json();
    // A PIN is two factors already.
    nadia.device.run_with(PIN, ["pin", "set"]).json();
    nadia.device.run_with(PIN, ["pin", "try"]).json();
    step("end", &code(now)).problem(3, "second_step_refused");
    step("end", &code(now + 1)).json();
    device.run(["signout"]).json();
    device.run_with(("ARMOIRE_WORDS", &nadia.words), signin).json();
}

fn seconds() -> u64 {
    #[expect(clippy::disallowed_methods, reason = "the server of this test has the machine's clock")]
    let now = std::time::SystemTime::now();
    now.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs()
}

/// RFC 6238, written down again from its text.
fn code(secret: &[u8], step: u64) -> String {
    use hmac::{Hmac, KeyInit, Mac};
    let mut mac = Hmac::<sha1::Sha1>::new_from_slice(secret).unwrap();
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[19] & 15);
    let number = u32::from_be_bytes([hash[at] & 0x7f, hash[at + 1], hash[at + 2], hash[at + 3]]);
    format!("{:06}", number % 1_000_000)
}
