//! The folder that remembers who is signed in.

use std::fs;

use crate::harness::{Device, Person, Server, specimen};

#[test]
fn without_a_profile_nobody_is_signed_in() {
    let device = Device::new("http://localhost:1");
    for arguments in [&["list"][..], &["add", "profile"], &["signout"], &["token"], &["verify"], &["export", "-o", "x"]]
    {
        let code = device.run(arguments).problem(if arguments[0] == "add" { 2 } else { 3 }, code_of(arguments))["code"]
            .clone();
        assert!(code.is_string());
    }
    assert!(!device.profile().exists(), "asking leaves nothing behind");
}

fn code_of(arguments: &[&str]) -> &'static str {
    if arguments[0] == "add" { "file" } else { "not_signed_in" }
}

#[test]
fn a_half_written_profile_says_what_to_do_and_loses_nothing() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let id = nadia.device.add(specimen("pdf/recepisse.pdf"));
    for part in ["device", "session", "state", "log", "pins"] {
        let path = nadia.device.profile().join(part);
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..whole.len() / 2]).unwrap();
        let problem = nadia.device.run(["list"]).problem(3, "profile_damaged");
        assert!(problem["detail"].as_str().unwrap().contains("armoire signin"), "{part}");
        fs::write(&path, &whole).unwrap();
        assert_eq!(nadia.device.list().len(), 1, "{part}");
    }
    for part in ["device", "state", "log"] {
        let path = nadia.device.profile().join(part);
        let whole = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        nadia.device.run(["list"]).problem(3, "profile_damaged");
        fs::write(&path, &whole).unwrap();
    }
    assert_eq!(nadia.device.bytes(&id), fs::read(specimen("pdf/recepisse.pdf")).unwrap());
}

#[test]
fn signing_in_mends_a_profile_whose_session_is_damaged() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    nadia.device.add(specimen("pdf/recepisse.pdf"));
    for part in ["session", "state", "log"] {
        fs::write(nadia.device.profile().join(part), "half").unwrap();
        nadia.sign_in(&nadia.device).json();
        assert_eq!(nadia.device.names(), ["recepisse.pdf"], "{part}");
    }
}

#[test]
fn a_foreign_folder_is_no_profile_and_is_left_alone() {
    let server = Server::start();
    let device = Device::new(server.address());
    fs::create_dir(device.profile()).unwrap();
    fs::write(device.profile().join("letter.txt"), "mine").unwrap();
    device.run(["signup", "--server", server.address(), "--handle", "nadia4821"]).problem(2, "profile_foreign");
    assert_eq!(fs::read_dir(device.profile()).unwrap().count(), 1);
}

#[test]
fn a_profile_is_one_persons_until_they_sign_out() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    nadia.device.run(["signup", "--server", server.address(), "--handle", "karim2064"]).problem(2, "profile_in_use");
    nadia.device.run(["signout"]).json();
    nadia.device.run(["list"]).problem(3, "not_signed_in");
    let signup = ["signup", "--server", server.address(), "--handle", "karim2064"];
    nadia.device.run(signup).json();
}

#[test]
fn a_profile_in_use_is_waited_for_no_longer_than_said() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let lock = fs::File::options().write(true).open(nadia.device.profile().join("lock")).unwrap();
    lock.lock().unwrap();
    let outcome = nadia.device.run(["list", "--wait", "0"]);
    outcome.problem(6, "profile_busy");
    assert!(outcome.stderr.lines().next().unwrap().contains("waiting up to 0 seconds"), "{}", outcome.stderr);
    drop(lock);
    assert!(nadia.device.list().is_empty());
}

#[test]
fn nothing_secret_is_on_the_disk_of_a_device() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    nadia.device.add(specimen("pdf/recepisse.pdf"));
    let token = nadia.device.run(["token"]).json()["token"].as_str().unwrap().to_owned();
    let digits = nadia.card.replace(' ', "");
    for entry in fs::read_dir(nadia.device.profile()).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        for secret in [&nadia.words, &nadia.card, &digits, &token, &nadia.handle, "recepisse", "%PDF", "AGE-SECRET-KEY"]
        {
            assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()));
        }
    }
}

#[cfg(unix)]
#[test]
fn what_was_done_is_told_also_when_the_profile_cannot_be_written() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let path = nadia.device.write("paper.txt", "a paper");
    while fs::metadata(nadia.device.profile().join("log")).unwrap().len() < 16 * 1024 {
        nadia.device.add(&path);
    }
    let before = nadia.device.list().len();
    let outcome = nadia.device.run_in_little_room(["add".as_ref(), path.as_os_str()]);
    outcome.problem(1, "storage");
    assert_eq!(outcome.document()[0]["name"], "paper.txt");
    assert_eq!(nadia.device.list().len(), before + 1);
}

#[cfg(unix)]
#[test]
fn a_document_that_finds_no_room_leaves_nothing_and_replaces_nothing() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let id = nadia.device.add(specimen("pdf/recepisse.pdf"));
    let there = nadia.device.write("there.pdf", "mine");
    let outcome = nadia.device.run_in_little_room(["get", &id, "-o", "there.pdf", "--force"]);
    assert!(outcome.code != 0 && outcome.stdout.is_empty());
    assert_eq!(fs::read(there).unwrap(), b"mine");
    assert_eq!(fs::read_dir(nadia.device.path(".")).unwrap().count(), 2, "the profile and the file");
}
