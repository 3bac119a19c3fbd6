//! A database that is away, a disk that is full: said in words, nothing half there, nothing lost.

mod wire;

use armoire::{client::ProblemKind, server::storage::Location};
use sqlx::{ConnectOptions as _, Connection as _, sqlite::SqliteConnectOptions};
use wire::Wire;

use crate::harness::{CommandLine, Database, Device as _, Person, Server, files};

#[test]
fn a_locked_database_is_unavailable_and_loses_nothing() {
    let server = Server::start(Database::Sqlite);
    let (nadia, mut vault) = Person::sign_up(server.address(), "nadia4821");
    vault.put("bail.pdf", b"the lease").unwrap();
    let Location::Sqlite(path) = server.location() else { panic!("SQLite") };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let lock = runtime.block_on(async {
        let mut lock = SqliteConnectOptions::new().filename(path).connect().await.unwrap();
        sqlx::query("BEGIN EXCLUSIVE").execute(&mut lock).await.unwrap();
        lock
    });
    let away = vault.put("identite.jpg", b"the card").unwrap_err();
    assert_eq!((away.kind, away.code.as_str()), (ProblemKind::Network, "unavailable"));
    runtime.block_on(async {
        let mut lock = lock;
        sqlx::query("ROLLBACK").execute(&mut lock).await.unwrap();
        lock.close().await.unwrap();
    });
    vault.put("identite.jpg", b"the card").unwrap();
    assert_eq!(nadia.other_device().everything().len(), 2);
}

#[test]
fn a_postgres_that_is_away_is_unavailable_and_loses_nothing() {
    if Database::only_sqlite() {
        return;
    }
    let cluster = std::env::var("ARMOIRE_TEST_POSTGRES").expect("infra/test sets it");
    let wire = Wire::to(&cluster);
    let server = Server::start_on_wire(wire.folder());
    let (nadia, mut vault) = Person::sign_up(server.address(), "nadia4821");
    vault.put("bail.pdf", b"the lease").unwrap();
    wire.cut();
    let away = vault.put("identite.jpg", b"the card").unwrap_err();
    assert_eq!((away.kind, away.code.as_str()), (ProblemKind::Network, "unavailable"));
    wire.mend();
    vault.put("identite.jpg", b"the card").unwrap();
    assert_eq!(nadia.other_device().everything().len(), 2);
}

#[test]
fn a_file_that_finds_no_room_is_refused_whole() {
    let mut server = Server::start(Database::Sqlite);
    let (nadia, vault) = Person::sign_up(server.address(), "nadia4821");
    drop(vault);
    server.kill();
    server.limit_files(Some(1024));
    server.resume();
    let line = CommandLine::new();
    line.sign_in(&nadia);
    line.write("photo.jpg", &vec![42; 2_000_000]);
    let output = line.run(&["add", "photo.jpg", "--folder", "Papiers"]);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(7), "{errors}");
    assert!(errors.contains("disk_full"), "{errors}");
    assert_eq!(line.json(&["list"]), serde_json::json!([]));
    assert_eq!(files(&server.data().join("incoming")).len() + files(&server.data().join("objects")).len(), 0);
    line.write("small.txt", b"what is small still finds room");
    line.json(&["add", "small.txt", "--folder", "Papiers"]);

    server.kill();
    server.limit_files(None);
    server.resume();
    line.json(&["add", "photo.jpg", "--folder", "Papiers"]);
    assert_eq!(nadia.other_device().everything().len(), 2);
    server.check_objects();
}

/// A real full disk, which only root can make.
#[test]
fn a_full_disk_is_said_and_what_was_kept_stays_whole() {
    let Some(server) = Server::start_on_small_disk(4) else {
        println!("left out: no right to mount a small disk");
        return;
    };
    let (nadia, mut vault) = Person::sign_up(server.address(), "nadia4821");
    let mut kept = 0;
    let full = loop {
        match vault.put(&format!("{kept}.jpg"), &vec![42; 300_000]) {
            Ok(_) => kept += 1,
            Err(problem) => break problem,
        }
        assert!(kept < 100, "the disk is small");
    };
    assert_eq!((full.kind, full.code.as_str()), (ProblemKind::Limit, "disk_full"));
    assert!(kept > 2);
    // Now the database: what remains is less than a large file needs, and is eaten up by small ones.
    let full = loop {
        match vault.put(&format!("{kept}.txt"), b"small") {
            Ok(_) => kept += 1,
            Err(problem) => break problem,
        }
        assert!(kept < 2000, "the disk is small");
    };
    assert_eq!((full.kind, full.code.as_str()), (ProblemKind::Limit, "disk_full"));
    vault.sync().unwrap();
    assert_eq!(vault.everything().len(), kept, "what was kept is whole, and nothing else is there");
    drop(nadia);
}
