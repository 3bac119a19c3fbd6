//! Files of the device: what is refused before anything is sent, and what is never overwritten.

use std::{
    fs::{self, File},
    process::Stdio,
};

use crate::harness::{Person, Server, Wire, specimen};

#[test]
fn files_that_cannot_be_added_are_named_before_anything_is_sent() {
    let server = Server::start();
    let wire = Wire::to(server.address());
    let nadia = Person::new(wire.address());
    let connections = wire.connections();
    let good = specimen("pdf/recepisse.pdf");
    let large = nadia.device.path("large.bin");
    File::create(&large).unwrap().set_len(50 * 1024 * 1024 + 1).unwrap();
    let add = |path: &std::path::Path| nadia.device.run(["add".as_ref(), good.as_os_str(), path.as_os_str()]);
    add(&large).problem(7, "too_large");
    add(&specimen("odd/zero-octet.pdf")).problem(2, "empty");
    add(&nadia.device.path("missing.pdf")).problem(2, "file");
    add(&specimen("odd")).problem(2, "file");
    assert_eq!(wire.connections(), connections);
    assert!(nadia.device.list().is_empty());
}

#[test]
fn who_reads_only_the_beginning_has_seen_enough() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let id = nadia.device.add(specimen("pdf/recepisse.pdf"));
    for command in [&["get", &id, "-o", "-"][..], &["accompaniment", "--html", "-"], &["list"]] {
        let mut child = nadia.device.command();
        let mut child = child.args(command).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        assert_eq!((ended.status.code(), ended.stderr), (Some(0), Vec::new()), "{command:?}");
    }
}

#[test]
fn the_largest_document_goes_in_and_out() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let large = nadia.device.path("large.bin");
    File::create(&large).unwrap().set_len(50 * 1024 * 1024).unwrap();
    let id = nadia.device.add(&large);
    nadia.device.run(["get", &id, "-o", "out.bin"]).json();
    assert_eq!(crate::harness::sha256(nadia.device.path("out.bin")), crate::harness::sha256(&large));
}

#[test]
fn a_full_locker_is_a_limit_and_what_is_there_stays() {
    let server = Server::start_with(&[("ARMOIRE_QUOTA", "100000")]);
    let nadia = Person::new(server.address());
    nadia.device.add(specimen("pdf/recepisse.pdf"));
    let refused = nadia.device.run(["add".as_ref(), specimen("photos/p12-carte-reflet.jpg").as_os_str()]);
    assert_eq!(refused.problem(7, "quota_reached")["quota"], 100_000);
    assert_eq!(nadia.device.names(), ["recepisse.pdf"]);
}

#[test]
fn when_adding_stops_in_the_middle_what_was_added_is_told() {
    let server = Server::start_with(&[("ARMOIRE_QUOTA", "100000")]);
    let nadia = Person::new(server.address());
    let (small, large) = (specimen("pdf/recepisse.pdf"), specimen("photos/p12-carte-reflet.jpg"));
    let outcome = nadia.device.run(["add".as_ref(), small.as_os_str(), large.as_os_str()]);
    outcome.problem(7, "quota_reached");
    assert_eq!(outcome.document()[0]["name"], "recepisse.pdf");
    assert_eq!(nadia.device.names(), ["recepisse.pdf"]);
}

#[test]
fn nothing_is_overwritten_without_force() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let id = nadia.device.add(specimen("pdf/recepisse.pdf"));
    let there = nadia.device.write("there.pdf", "mine");
    nadia.device.run(["get", &id, "-o", "there.pdf"]).problem(2, "file_exists");
    assert_eq!(fs::read(&there).unwrap(), b"mine");
    nadia.device.run(["get", &id, "-o", "there.pdf", "--force"]).json();
    assert_eq!(fs::read(&there).unwrap(), fs::read(specimen("pdf/recepisse.pdf")).unwrap());
    nadia.device.run(["get", &id, "-o", "no/such/folder/x.pdf"]).problem(2, "file");
}

#[cfg(unix)]
#[test]
fn a_device_is_not_a_file_even_with_force() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let id = nadia.device.add(specimen("pdf/recepisse.pdf"));
    nadia.device.run(["get", &id, "-o", "/dev/null", "--force"]).problem(2, "file_exists");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_limit() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let id = nadia.device.add(specimen("pdf/recepisse.pdf"));
    let full = || File::options().write(true).open("/dev/full").unwrap();
    for arguments in [&["get", id.as_str(), "-o", "-"][..], &["list"]] {
        let output = nadia.device.command().args(arguments).stdout(full()).output().unwrap();
        let problem = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(7), "{problem}");
        assert!(problem.ends_with("[disk_full]\n"), "{problem}");
    }
}

#[test]
fn json_and_the_document_do_not_share_standard_output() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let id = nadia.device.add(specimen("pdf/recepisse.pdf"));
    nadia.device.run(["get", &id, "-o", "-"]).problem(2, "usage");
}

#[test]
fn difficult_names_are_kept_whole_and_written_safely() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let mut names: Vec<String> = Vec::new();
    for list in ["odd/noms.json", "hostile/noms-difficiles.json"] {
        names.extend(serde_json::from_slice::<Vec<String>>(&fs::read(specimen(list)).unwrap()).unwrap());
    }
    let picture = specimen("odd/nom-etrange.jpg");
    fs::create_dir(nadia.device.path("out")).unwrap();
    for name in &names {
        let name = format!("--name={name}");
        let added = nadia.device.run(["add".as_ref(), picture.as_os_str(), name.as_ref()]).json();
        let got = nadia.device.run(["get", added[0]["id"].as_str().unwrap(), "-o", "out", "--force"]).json();
        let written = nadia.device.path(got["file"].as_str().unwrap());
        assert_eq!(written.parent(), Some(nadia.device.path("out").as_path()), "{name}");
        assert_eq!(fs::read(written).unwrap(), fs::read(&picture).unwrap(), "{name}");
    }
    names.sort();
    assert_eq!(nadia.device.names(), names);
    let table = nadia.device.read(["list"]).text();
    assert_eq!(table.lines().count(), names.len() + 1, "one line a document, whatever its name");
    assert!(!table.contains(['\u{202e}', '\t', '\u{1b}']));
}

#[test]
fn names_are_bounded() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let id = nadia.device.add(specimen("pdf/recepisse.pdf"));
    nadia.device.run(["rename", &id, &"é".repeat(513)]).problem(7, "too_large");
    nadia.device.run(["rename", &id, " "]).problem(2, "name");
    nadia.device.run(["rename", &id, &"é".repeat(512)]).json();
}

#[test]
fn the_type_comes_from_the_contents() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    nadia.device.add(specimen("odd/png-nomme-jpg.jpg"));
    assert_eq!(nadia.device.list()[0]["type"], "image/png");
}
