//! Two devices write at once: both changes end up there.

use std::{fs, thread};

use crate::harness::{Device, Person, Server, specimen};

const EACH: usize = 6;

#[test]
fn two_devices_add_at_once() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let other = nadia.second_device();
    let add = |device: &Device, mark: &str| {
        for number in 0..EACH {
            let path = device.write(&format!("{mark}{number}.txt"), format!("{mark} {number}"));
            device.add(path);
        }
    };
    thread::scope(|scope| {
        scope.spawn(|| add(&nadia.device, "one"));
        scope.spawn(|| add(&other, "two"));
    });
    assert_eq!(nadia.device.names().len(), 2 * EACH);
    assert_eq!(nadia.device.names(), other.names());
    assert_eq!(nadia.device.run(["verify"]).json()["documents"], 2 * EACH);
}

#[test]
fn two_commands_in_one_profile_take_turns() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let add = |mark: &str| {
        for number in 0..EACH {
            let path = nadia.device.write(&format!("{mark}{number}.txt"), mark);
            let added = nadia.device.run(["add".as_ref(), path.as_os_str()]);
            assert_eq!(added.code, 0, "{}", added.stderr);
        }
    };
    thread::scope(|scope| {
        scope.spawn(|| add("one"));
        scope.spawn(|| add("two"));
    });
    assert_eq!(nadia.device.names().len(), 2 * EACH);
}

#[test]
fn two_devices_replace_the_same_document_and_neither_is_lost() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let other = nadia.second_device();
    let id = nadia.device.add(specimen("pdf/recepisse.pdf"));
    let replace = |device: &Device, mark: &str| {
        let path = device.write("newer.txt", mark);
        let replaced = device.run(["replace".as_ref(), id.as_ref(), path.as_os_str()]);
        assert_eq!(replaced.code, 0, "{}", replaced.stderr);
    };
    thread::scope(|scope| {
        scope.spawn(|| replace(&nadia.device, "one"));
        scope.spawn(|| replace(&other, "two"));
    });
    // One after the other they are two versions; truly at once, one is a copy beside the other.
    let mut contents: Vec<Vec<u8>> = Vec::new();
    for paper in nadia.device.list() {
        let paper = paper["id"].as_str().unwrap();
        for version in nadia.device.run(["versions", paper]).json().as_array().unwrap() {
            let number = version["version"].to_string();
            nadia.device.run(["get", paper, "--version", &number, "-o", "out", "--force"]).json();
            contents.push(fs::read(nadia.device.path("out")).unwrap());
        }
    }
    for mark in [&b"one"[..], b"two"] {
        assert!(contents.iter().any(|content| content == mark));
    }
}

#[test]
fn a_rename_and_a_move_at_once_both_hold() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let other = nadia.second_device();
    let id = nadia.device.add(specimen("pdf/recepisse.pdf"));
    nadia.device.run(["folders", "new", "Impôts"]).json();
    thread::scope(|scope| {
        scope.spawn(|| nadia.device.run(["rename", &id, "Reçu.pdf"]).json());
        scope.spawn(|| other.run(["move", &id, "--folder", "Impôts"]).json());
    });
    let paper = &nadia.device.list()[0];
    assert_eq!((&paper["name"], &paper["folder"]), (&"Reçu.pdf".into(), &"Impôts".into()));
}
