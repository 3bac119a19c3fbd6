//! A server that listens elsewhere, or moves to another address altogether.

use armoire::client::vault::Vault;

use crate::harness::{CommandLine, Database, Device as _, Person, Server};

#[test]
fn words_and_card_still_open_when_the_server_listens_on_another_port() {
    let mut server = Server::start(Database::Sqlite);
    let (mut nadia, mut vault) = Person::sign_up(server.address(), "nadia4821");
    vault.put("bail.pdf", b"the lease").unwrap();
    let before = server.address().to_owned();
    server.resume_elsewhere();
    assert_ne!(server.address(), before);
    nadia.server = server.address().parse().unwrap();
    assert_eq!(nadia.other_device().everything()["bail.pdf"], b"the lease");
    let line = CommandLine::new();
    line.sign_in(&nadia);
    assert_eq!(line.json(&["list"])[0]["name"], "bail.pdf");
    let (mut back, _) = Vault::recover(&nadia.server, nadia.secrets.card, None).unwrap();
    assert_eq!(back.everything()["bail.pdf"], b"the lease");
}

#[test]
fn after_a_move_old_words_open_with_the_former_address_and_the_card_makes_new_ones() {
    let mut server = Server::start(Database::Sqlite);
    let (nadia, mut vault) = Person::sign_up(server.address(), "nadia4821");
    vault.put("bail.pdf", b"the lease").unwrap();
    let former = server.address().to_owned();
    server.kill();
    let moved = server.operate(&["move-origin", "http://localhost:4821"]);
    assert!(moved.status.success(), "{}", String::from_utf8_lossy(&moved.stderr));
    assert_eq!(String::from_utf8_lossy(&moved.stdout).trim(), format!("{former} -> http://localhost:4821"));
    server.resume();

    let refused = nadia.try_other_device().unwrap_err();
    assert_eq!(refused.code, "sign_in_refused", "the salt of the words is another one now");
    let line = CommandLine::new();
    let arguments =
        ["signin", "--server", server.address(), "--handle", "nadia4821", "--former-origin", former.as_str()];
    let output = line.command(&arguments).env("ARMOIRE_WORDS", nadia.words()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(line.json(&["list"])[0]["name"], "bail.pdf");

    let (_, secrets) = Vault::recover(&nadia.server, nadia.secrets.card, None).unwrap();
    let mut back = Vault::sign_in(&nadia.server, None, &nadia.handle, &secrets.words, None).unwrap();
    assert_eq!(back.everything()["bail.pdf"], b"the lease");
}

#[test]
fn a_server_that_calls_itself_otherwise_gets_no_words() {
    let mut server = Server::start(Database::Sqlite);
    let (nadia, _) = Person::sign_up(server.address(), "nadia4821");
    server.kill();
    let moved = server.operate(&["move-origin", "https://armoire.example"]);
    assert!(moved.status.success(), "{}", String::from_utf8_lossy(&moved.stderr));
    server.resume();
    assert_eq!(nadia.try_other_device().unwrap_err().code, "origin");
    let former = server.address();
    let opened = Vault::sign_in(&nadia.server, Some(former), &nadia.handle, &nadia.secrets.words, None);
    assert!(opened.is_ok(), "the person says where the words are from: {:?}", opened.err());
}

#[test]
fn another_origin_in_the_configuration_is_refused_and_says_how_to_move() {
    let mut server = Server::start(Database::Sqlite);
    server.kill();
    let refused = server.operate(&["serve", "--listen", "127.0.0.1:0", "--origin", "https://armoire.example"]);
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("move-origin"));
}
