//! Everything out in an open format, and in again elsewhere.

use std::{fmt::Write, fs, path::Path, process::Command};

use serde_json::Value;

use crate::harness::{Device, Person, Server, sha256, specimen};

const PAPERS: [&str; 3] = ["pdf/recepisse.pdf", "photos/p13-page-messagerie-compressee.jpg", "odd/anime.gif"];

fn with_papers(server: &Server) -> Person {
    let nadia = Person::new(server.address());
    for path in PAPERS {
        nadia.device.add(specimen(path));
    }
    nadia
}

fn index(folder: &Path) -> Value {
    serde_json::from_slice(&fs::read(folder.join("index.json")).unwrap()).unwrap()
}

/// Name, folder, size, hash and type of every document, sorted.
fn contents(folder: &Path) -> Vec<[String; 5]> {
    let index = index(folder);
    let part = |entry: &Value, key: &str| entry[key].to_string();
    let row = |entry: &Value| ["name", "folder", "size", "sha256", "type"].map(|key| part(entry, key));
    let mut rows: Vec<[String; 5]> = index["documents"].as_array().unwrap().iter().map(row).collect();
    rows.sort();
    rows
}

#[test]
fn the_stock_age_tool_opens_every_document_byte_for_byte() {
    let server = Server::start();
    let nadia = with_papers(&server);
    nadia.device.run(["export", "-o", "backup"]).json();
    let backup = nadia.device.path("backup");
    for path in PAPERS {
        let path = specimen(path);
        let file = backup.join("age").join(format!("{}.age", path.file_name().unwrap().to_str().unwrap()));
        let opened = Command::new("age").arg("-d").arg("-i").arg(backup.join("keys.txt")).arg(&file).output();
        let opened = opened.expect("this test needs the stock age tool: install the package `age`");
        assert!(opened.status.success(), "{}", String::from_utf8_lossy(&opened.stderr));
        assert_eq!(opened.stdout, fs::read(&path).unwrap(), "{}", path.display());
    }
}

#[test]
fn the_index_tells_names_sizes_and_hashes() {
    let server = Server::start();
    let nadia = with_papers(&server);
    nadia.device.run(["folders", "new", "Empty"]).json();
    nadia.device.run(["export", "-o", "backup"]).json();
    let index = index(&nadia.device.path("backup"));
    assert_eq!(index["folders"], serde_json::json!(["Empty", "Papers"]));
    for entry in index["documents"].as_array().unwrap() {
        let path =
            PAPERS.iter().map(specimen_path).find(|path| path.ends_with(entry["name"].as_str().unwrap())).unwrap();
        assert_eq!(entry["sha256"], sha256(&path));
        assert_eq!(entry["size"], fs::metadata(&path).unwrap().len());
        assert!(nadia.device.path("backup").join(entry["file"].as_str().unwrap()).is_file());
    }
}

fn specimen_path(path: &&str) -> std::path::PathBuf {
    specimen(path)
}

#[cfg(unix)]
#[test]
fn only_its_owner_reads_an_export() {
    use std::os::unix::fs::PermissionsExt;
    let server = Server::start();
    let nadia = with_papers(&server);
    nadia.device.run(["export", "-o", "backup", "--open"]).json();
    let mode = |path: &str| fs::metadata(nadia.device.path(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("backup"), mode("backup/keys.txt"), mode("backup/files/recepisse.pdf")), (0o700, 0o600, 0o600));
}

#[test]
fn open_adds_the_documents_themselves() {
    let server = Server::start();
    let nadia = with_papers(&server);
    nadia.device.run(["export", "-o", "backup", "--open"]).json();
    for path in PAPERS {
        let path = specimen(path);
        let written = nadia.device.path("backup/files").join(path.file_name().unwrap());
        assert_eq!(sha256(written), sha256(path));
    }
}

#[test]
fn an_import_elsewhere_has_equal_hashes() {
    let (here, elsewhere) = (Server::start(), Server::start());
    let nadia = with_papers(&here);
    let trashed = nadia.device.add(specimen("odd/transparent.png"));
    nadia.device.run(["trash", &trashed]).json();
    let newest = nadia.device.list()[0]["id"].clone();
    nadia.device.run(["move", newest.as_str().unwrap(), "--folder", "Été"]).json();
    nadia.device.run(["export", "-o", "backup"]).json();

    let other = Device::new(elsewhere.address()).sign_up("nadia4821");
    let backup = nadia.device.path("backup");
    let imported = other.device.run(["import".as_ref(), backup.as_os_str()]).json();
    assert_eq!((&imported["documents"], &imported["present"]), (&4.into(), &0.into()));
    other.device.run(["export", "-o", "again"]).json();
    assert_eq!(contents(&other.device.path("again")), contents(&backup));
    assert_eq!(other.device.run(["list", "--trashed"]).json()[0]["name"], "transparent.png");

    let imported = other.device.run(["import".as_ref(), backup.as_os_str()]).json();
    assert_eq!((&imported["documents"], &imported["present"]), (&0.into(), &4.into()), "nothing twice");
}

#[test]
fn equal_names_get_files_of_their_own() {
    let server = Server::start();
    let nadia = Person::new(server.address());
    for (path, folder) in [("pdf/recepisse.pdf", "A"), ("pdf/avis-annuel.pdf", "B"), ("pdf/tronque.pdf", "C")] {
        let path = specimen(path);
        let add = [
            "add".as_ref(),
            path.as_os_str(),
            "--name".as_ref(),
            "Paper.pdf".as_ref(),
            "--folder".as_ref(),
            folder.as_ref(),
        ];
        nadia.device.run(add).json();
    }
    nadia.device.run(["export", "-o", "backup", "--open"]).json();
    let mut files: Vec<String> = fs::read_dir(nadia.device.path("backup/files"))
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    assert_eq!(files, ["Paper (2).pdf", "Paper (3).pdf", "Paper.pdf"]);
    for entry in index(&nadia.device.path("backup"))["documents"].as_array().unwrap() {
        let written = nadia.device.path("backup").join(entry["open"].as_str().unwrap());
        assert_eq!((&entry["name"], &entry["sha256"]), (&"Paper.pdf".into(), &sha256(written).into()));
    }
}

#[test]
fn an_interrupted_export_goes_on_where_it_was() {
    let server = Server::start();
    let nadia = with_papers(&server);
    nadia.device.run(["export", "-o", "backup"]).json();
    let backup = nadia.device.path("backup");
    let key = fs::read(backup.join("keys.txt")).unwrap();
    // As if the power had failed after two documents: no index yet, the last line half-written.
    let index = index(&backup);
    let mut done = fs::read_to_string(backup.join(".armoire-export")).unwrap();
    for entry in &index["documents"].as_array().unwrap()[..2] {
        writeln!(done, "{entry}").unwrap();
    }
    let third = index["documents"][2].to_string();
    done.push_str(&third[..third.len() / 2]);
    fs::write(backup.join(".armoire-export"), done).unwrap();
    fs::remove_file(backup.join("index.json")).unwrap();
    fs::remove_file(backup.join(index["documents"][2]["file"].as_str().unwrap())).unwrap();

    assert!(nadia.device.read(["export", "-o", "backup"]).text().contains("2 of them were there"));
    assert_eq!(fs::read(backup.join("keys.txt")).unwrap(), key);
    assert_eq!(self::index(&backup), index);
}

#[test]
fn a_later_export_adds_what_is_new() {
    let server = Server::start();
    let nadia = with_papers(&server);
    nadia.device.run(["export", "-o", "backup"]).json();
    let id = nadia.device.add(specimen("odd/transparent.png"));
    nadia.device.run(["replace".as_ref(), id.as_ref(), specimen("odd/nom-etrange.jpg").as_os_str()]).json();
    assert_eq!(nadia.device.run(["export", "-o", "backup"]).json()["documents"], 4);
    let rows = contents(&nadia.device.path("backup"));
    assert!(rows.iter().any(|row| row[3].contains(&sha256(specimen("odd/nom-etrange.jpg")))));
}

#[test]
fn a_foreign_folder_is_left_alone() {
    let server = Server::start();
    let nadia = with_papers(&server);
    fs::create_dir(nadia.device.path("letters")).unwrap();
    nadia.device.write("letters/one.txt", "mine");
    nadia.device.run(["export", "-o", "letters"]).problem(2, "export_foreign");
    assert_eq!(fs::read_dir(nadia.device.path("letters")).unwrap().count(), 1);
    // Somebody else's export is foreign too.
    let karim = Device::new(server.address()).sign_up("karim2064");
    karim.device.run(["export", "-o", "backup"]).json();
    nadia
        .device
        .run(["export".as_ref(), "-o".as_ref(), karim.device.path("backup").as_os_str()])
        .problem(2, "export_foreign");
}

#[test]
fn a_folder_that_is_no_export_is_not_imported() {
    let server = Server::start();
    let nadia = with_papers(&server);
    nadia.device.run(["import", "missing"]).problem(2, "not_an_export");
    nadia.device.run(["export", "-o", "backup"]).json();
    nadia.device.write("backup/index.json", "{\"documents\":");
    nadia.device.run(["import", "backup"]).problem(2, "index");
    assert_eq!(nadia.device.list().len(), PAPERS.len());
}

#[test]
fn an_index_that_leads_out_of_the_export_is_refused() {
    let server = Server::start();
    let nadia = with_papers(&server);
    nadia.device.run(["export", "-o", "backup"]).json();
    let mut index = index(&nadia.device.path("backup"));
    index["documents"][0]["file"] = "../profile/device".into();
    nadia.device.write("backup/index.json", index.to_string());
    nadia.device.run(["import", "backup"]).problem(2, "index");
}

#[test]
fn an_altered_file_is_named_and_the_rest_is_imported() {
    let (here, elsewhere) = (Server::start(), Server::start());
    let nadia = with_papers(&here);
    nadia.device.run(["export", "-o", "backup"]).json();
    let altered = nadia.device.path("backup/age/recepisse.pdf.age");
    let mut bytes = fs::read(&altered).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&altered, bytes).unwrap();

    let other = Device::new(elsewhere.address()).sign_up("nadia4821");
    let outcome = other.device.run(["import".as_ref(), nadia.device.path("backup").as_os_str()]);
    assert_eq!(outcome.problem(8, "tampered")["altered"][0]["name"], "recepisse.pdf");
    assert_eq!(other.device.names(), ["anime.gif", "p13-page-messagerie-compressee.jpg"]);
}
