//! What the server alters is refused by name, and the rest still opens.

use std::fs;

use crate::harness::{Person, Server, specimen};

/// Flips a bit in the middle of the largest object.
fn spoil(server: &Server) {
    let object = &server.objects()[0];
    let mut bytes = fs::read(object).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(object, bytes).unwrap();
}

#[test]
fn a_corrupted_document_is_named_and_the_rest_opens() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let spoilt = nadia.device.add(specimen("photos/p01-carte-bois-facile.jpg"));
    let whole = nadia.device.add(specimen("pdf/recepisse.pdf"));
    spoil(&server);

    let problem = nadia.device.run(["get", &spoilt, "-o", "out.jpg"]);
    assert_eq!(problem.code, 8, "{}", problem.stderr);
    assert!(!nadia.device.path("out.jpg").exists());
    let printed = nadia.device.read(["get", &spoilt, "-o", "-"]);
    assert_eq!((printed.code, printed.stdout.len()), (8, 0), "nothing is printed of what doesn't hold");
    assert_eq!(nadia.device.bytes(&whole), fs::read(specimen("pdf/recepisse.pdf")).unwrap());

    let verified = nadia.device.run(["verify"]);
    assert_eq!(verified.code, 8);
    assert_eq!(verified.document()["altered"][0]["id"], spoilt.as_str());
    assert_eq!(verified.document()["documents"], 1);
}

#[test]
fn an_export_leaves_out_what_is_corrupted_and_says_so() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    nadia.device.add(specimen("photos/p01-carte-bois-facile.jpg"));
    nadia.device.add(specimen("pdf/recepisse.pdf"));
    spoil(&server);
    let exported = nadia.device.run(["export", "-o", "backup", "--open"]);
    assert_eq!(exported.code, 8, "{}", exported.stderr);
    assert_eq!(exported.document()["documents"], 1);
    assert!(nadia.device.path("backup/files/recepisse.pdf").exists());
    assert!(!nadia.device.path("backup/files/p01-carte-bois-facile.jpg").exists());
}

#[test]
fn a_server_that_went_back_in_time_is_given_back_what_it_lost() {
    let mut server = Server::start();
    let nadia = Person::new(server.address());
    let id = nadia.device.add(specimen("pdf/recepisse.pdf"));
    let backup = server.backup();
    nadia.device.run(["rename", &id, "Reçu.pdf"]).json();
    server.restore(&backup);
    let listed = nadia.device.run(["list"]);
    assert_eq!((listed.code, &listed.document()[0]["name"]), (0, &"Reçu.pdf".into()), "{}", listed.stderr);
    assert!(listed.stderr.contains("gave them back"), "and the person is told: {}", listed.stderr);
}

#[test]
fn going_back_in_time_is_noticed_after_signing_in_again() {
    let mut server = Server::start();
    let nadia = Person::new(server.address());
    nadia.device.add(specimen("pdf/recepisse.pdf"));
    let backup = server.backup();
    nadia.device.add(specimen("odd/anime.gif"));
    nadia.device.run(["signout"]).json();
    server.restore(&backup);

    let refused = nadia.sign_in(&nadia.device).problem(8, "rolled_back");
    assert!(refused["detail"].as_str().unwrap().contains("--accept-loss"));
    nadia.device.run(["list"]).problem(3, "not_signed_in");

    let accept = ["signin", "--server", server.address(), "--handle", &nadia.handle, "--accept-loss"];
    nadia.device.run_with(("ARMOIRE_WORDS", &nadia.words), accept).json();
    assert_eq!(nadia.device.names(), ["recepisse.pdf"]);
    nadia.device.run(["signout"]).json();
    nadia.sign_in(&nadia.device).json();
}
