//! What a person does with documents and folders.

use std::fs;

use crate::harness::{Person, Server, specimen};

#[test]
fn real_documents_come_out_as_they_went_in() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let paths = ["photos/p01-carte-bois-facile.jpg", "pdf/attestation-bilingue-arabe.pdf", "odd/transparent.png"];
    let mut arguments = vec!["add".into(), "--folder".into(), "Logement".into()];
    arguments.extend(paths.iter().map(|path| specimen(path).into_os_string()));
    let added = nadia.device.run(arguments).json();
    for (path, paper) in paths.iter().zip(added.as_array().unwrap()) {
        let id = paper["id"].as_str().unwrap();
        let target = nadia.device.path("out");
        nadia.device.run(["get", id, "-o", "out", "--force"]).json();
        assert_eq!(fs::read(target).unwrap(), fs::read(specimen(path)).unwrap(), "{path}");
    }
}

#[test]
fn list_tells_id_name_folder_size_and_version() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let id = nadia.device.add(specimen("pdf/recepisse.pdf"));
    let list = nadia.device.list();
    let paper = &list[0];
    assert_eq!(list.len(), 1);
    assert_eq!(
        (&paper["id"], &paper["name"], &paper["folder"]),
        (&id.into(), &"recepisse.pdf".into(), &"Papers".into())
    );
    assert_eq!((&paper["version"], &paper["type"]), (&1.into(), &"application/pdf".into()));
    assert_eq!(paper["size"], fs::metadata(specimen("pdf/recepisse.pdf")).unwrap().len());
}

#[test]
fn an_id_may_be_given_by_its_beginning() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let id = nadia.device.add(specimen("pdf/recepisse.pdf"));
    assert_eq!(nadia.device.bytes(&id[..6]), fs::read(specimen("pdf/recepisse.pdf")).unwrap());
}

#[test]
fn ids_that_are_none_are_not_found() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    nadia.device.add(specimen("pdf/recepisse.pdf"));
    let unknown = "a".repeat(32);
    for id in ["", "zzzz", "../../etc/passwd", "recepisse.pdf", "é", unknown.as_str()] {
        nadia.device.run(["get", id, "-o", "out"]).problem(4, "not_found");
        for command in ["trash", "restore", "delete", "versions"] {
            nadia.device.run([command, id]).problem(4, "not_found");
        }
        nadia.device.run(["rename", id, "name"]).problem(4, "not_found");
        nadia.device.run(["move", id, "--folder", "Other"]).problem(4, "not_found");
    }
    assert!(!nadia.device.path("out").exists());
    assert_eq!(nadia.device.run(["folders"]).json().as_array().unwrap().len(), 1, "nothing was made on the way");
}

#[test]
fn somebody_elses_documents_are_not_found() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let id = nadia.device.add(specimen("pdf/recepisse.pdf"));
    let karim = crate::harness::Device::new(server.address()).sign_up("karim2064");
    karim.device.run(["get", &id, "-o", "out"]).problem(4, "not_found");
}

#[test]
fn folders_are_made_listed_and_renamed() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let made = nadia.device.run(["folders", "new", "Logement"]).json();
    nadia.device.run(["folders", "new", "Logement"]).problem(6, "folder_exists");
    let id = made["id"].as_str().unwrap();
    nadia.device.run(["folders", "rename", id, "Ma maison"]).json();
    nadia
        .device
        .run(["add".as_ref(), specimen("pdf/recepisse.pdf").as_os_str(), "--folder".as_ref(), id.as_ref()])
        .json();
    let folders = nadia.device.run(["folders"]).json();
    assert_eq!(folders.as_array().unwrap().len(), 1);
    assert_eq!(
        (&folders[0]["id"], &folders[0]["name"], &folders[0]["documents"]),
        (&made["id"], &"Ma maison".into(), &1.into())
    );
}

#[test]
fn a_folder_that_is_not_there_is_made_and_said() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let path = specimen("pdf/recepisse.pdf");
    let text = nadia.device.read(["add".as_ref(), path.as_os_str(), "--folder".as_ref(), "Impôts".as_ref()]).text();
    assert_eq!(text, "Added recepisse.pdf to the new folder \"Impôts\".\n");
    let text = nadia.device.read(["add".as_ref(), path.as_os_str(), "--folder".as_ref(), "Impôts".as_ref()]).text();
    assert_eq!(text, "Added recepisse.pdf to \"Impôts\".\n");
}

#[test]
fn documents_are_renamed_and_moved() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let id = nadia.device.add(specimen("pdf/recepisse.pdf"));
    assert_eq!(nadia.device.run(["rename", &id, "Reçu 2026.pdf"]).json()["name"], "Reçu 2026.pdf");
    assert_eq!(nadia.device.run(["move", &id, "--folder", "Impôts"]).json()[0]["folder"], "Impôts");
    let other = nadia.second_device();
    assert_eq!((&other.list()[0]["name"], &other.list()[0]["folder"]), (&"Reçu 2026.pdf".into(), &"Impôts".into()));
    assert_eq!(other.bytes(&id), fs::read(specimen("pdf/recepisse.pdf")).unwrap());
}

#[test]
fn the_bin_gives_back_what_was_put_there() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let id = nadia.device.add(specimen("pdf/recepisse.pdf"));
    assert!(nadia.device.run(["trash", &id]).json()[0]["trashed"].is_u64());
    assert!(nadia.device.list().is_empty());
    assert_eq!(nadia.device.run(["list", "--trashed"]).json()[0]["id"], id.as_str());
    nadia.device.run(["restore", &id]).json();
    assert_eq!(nadia.device.names(), ["recepisse.pdf"]);
}

#[test]
fn deleting_is_final_and_the_object_is_gone_at_once() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let id = nadia.device.add(specimen("pdf/recepisse.pdf"));
    nadia.device.run(["replace".as_ref(), id.as_ref(), specimen("pdf/avis-annuel.pdf").as_os_str()]).json();
    assert_eq!(server.objects().len(), 2);
    assert_eq!(nadia.device.run(["delete", &id]).json()[0]["deleted"], true);
    assert_eq!(server.objects().len(), 0);
    nadia.device.run(["get", &id, "-o", "out"]).problem(4, "not_found");
    assert!(nadia.device.run(["list", "--trashed"]).json().as_array().unwrap().is_empty());
    assert_eq!(nadia.device.run(["verify"]).json()["documents"], 0);
}

#[test]
fn every_version_is_kept_and_opens() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let id = nadia.device.add(specimen("pdf/recepisse.pdf"));
    let replaced =
        nadia.device.run(["replace".as_ref(), id.as_ref(), specimen("pdf/avis-annuel.pdf").as_os_str()]).json();
    assert_eq!((&replaced["version"], &replaced["name"]), (&2.into(), &"recepisse.pdf".into()));
    let versions = nadia.device.run(["versions", &id]).json();
    let current: Vec<bool> =
        versions.as_array().unwrap().iter().map(|version| version["current"].as_bool().unwrap()).collect();
    assert_eq!(current, [false, true]);
    nadia.device.run(["get", &id, "--version", "1", "-o", "old.pdf"]).json();
    assert_eq!(fs::read(nadia.device.path("old.pdf")).unwrap(), fs::read(specimen("pdf/recepisse.pdf")).unwrap());
    assert_eq!(nadia.device.bytes(&id), fs::read(specimen("pdf/avis-annuel.pdf")).unwrap());
    nadia.device.run(["get", &id, "--version", "3", "-o", "none.pdf"]).problem(4, "not_found");
}

#[test]
fn the_journal_tells_what_happened_in_order() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    let id = nadia.device.add(specimen("pdf/recepisse.pdf"));
    nadia.device.run(["rename", &id, "Reçu.pdf"]).json();
    nadia.device.run(["trash", &id]).json();
    nadia.device.run(["restore", &id]).json();
    nadia.device.run(["move", &id, "--folder", "Impôts"]).json();
    let journal = nadia.device.run(["journal"]).json();
    let of_document: Vec<(&str, &str)> = journal
        .as_array()
        .unwrap()
        .iter()
        .filter(|entry| entry["id"] == id.as_str())
        .map(|entry| (entry["kind"].as_str().unwrap(), entry["name"].as_str().unwrap()))
        .collect();
    let expected = [
        ("add", "recepisse.pdf"),
        ("rename", "Reçu.pdf"),
        ("trash", "Reçu.pdf"),
        ("restore", "Reçu.pdf"),
        ("move", "Reçu.pdf"),
    ];
    assert_eq!(of_document, expected);
    assert!(nadia.device.read(["journal"]).text().contains("put in the bin"));
}

#[test]
fn verify_counts_what_is_whole() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    nadia.device.add(specimen("pdf/recepisse.pdf"));
    nadia.device.add(specimen("odd/anime.gif"));
    let report = nadia.device.run(["verify"]).json();
    assert_eq!((&report["documents"], &report["altered"]), (&2.into(), &serde_json::json!([])));
}
