//! The same store against a distributed one: only `infra/test --full` starts it and says where it is, in `ARMOIRE_TEST_STORE_…`.

use std::{process::Command, time::Duration};

use armoire::{
    protocol::id::ObjectId,
    server::{
        config::Config,
        objects::{ObjectStore as _, Place, S3},
    },
};
use axum::body::Bytes;
use futures_util::TryStreamExt as _;

use crate::harness::{Database, Person, World, age_file, random};

/// Where it is.
fn variable(name: &str) -> Option<String> {
    std::env::var(format!("ARMOIRE_TEST_STORE_{name}")).ok()
}

fn is_there() -> bool {
    let there = variable("ENDPOINT").is_some();
    if !there {
        println!("left out: infra/test --full starts the store");
    }
    there
}

fn configure(config: &mut Config) {
    config.s3_endpoint = variable("ENDPOINT");
    config.s3_region = variable("REGION").expect("a region");
    config.s3_bucket = variable("BUCKET");
    config.s3_prefix = format!("{}/", ObjectId(random()));
    config.s3_access_key = variable("ACCESS_KEY");
    config.s3_secret_key = variable("SECRET_KEY").map(Into::into);
}

#[tokio::test]
async fn objects_of_all_sizes_go_in_and_come_back() {
    if !is_there() {
        return;
    }
    let world = World::configured(Database::Sqlite, configure).await;
    world.outside("GET", "/readyz").send().await.expect(200);
    let person = Person::signed_up(&world, "nadia4821").await;
    for length in [1, 300_000, 8_388_608, 20_000_000] {
        let (file, path) = (age_file(length), person.object_path(ObjectId(random())));
        world.call("PUT", &path).bearer(&person.token).bytes(&file).send().await.expect(201);
        let got = world.call("GET", &path).bearer(&person.token).send().await.expect(200);
        assert!(got.body == file, "{length} bytes");
    }
    let listed = world.app.objects.list(None, Duration::ZERO, 1000).await.expect("listed");
    assert_eq!(listed.len(), 4);
    for place in &listed {
        world.app.objects.delete(place).await.expect("deleted");
        world.app.objects.delete(place).await.expect("deleted again");
    }
    assert_eq!(world.app.objects.list(None, Duration::ZERO, 1000).await.expect("listed"), []);
}

#[tokio::test]
async fn ranges_and_files_work_too() {
    if !is_there() {
        return;
    }
    let world = World::configured(Database::Sqlite, configure).await;
    let person = Person::signed_up(&world, "nadia4821").await;
    let (bytes, file) = (age_file(17_000_000), world.folder.path().join("arrived"));
    std::fs::write(&file, &bytes).expect("written");
    let place = Place::new(person.locker(), ObjectId(random()));
    world.app.objects.take_file(&place, &file).await.expect("taken");
    assert!(!file.exists());
    for range in [0..1, 8_388_607..8_388_609, 16_000_000..bytes.len()] {
        let wanted = range.start as u64..range.end as u64;
        let pieces = world.app.objects.open(&place, wanted).await.expect("there");
        let read: Vec<Bytes> = pieces.try_collect().await.expect("whole");
        assert!(read.concat() == bytes[range.clone()], "{range:?}");
    }
    world.app.objects.delete(&place).await.expect("deleted");
}

/// Parts that a killed process leaves are found and deleted; the small server of the other tests can't list them.
#[tokio::test]
async fn parts_that_are_left_are_swept() {
    if !is_there() {
        return;
    }
    let mut config = Config::default();
    configure(&mut config);
    let settings = config.bucket().expect("a bucket");
    let folder = tempfile::TempDir::new().expect("a folder");
    let store = S3::open(settings, folder.path()).expect("opens");
    store.begin_parts("left").await.expect("begun");
    assert_eq!(store.unfinished().await.expect("listed"), 1);
    store.list(None, Duration::from_hours(24), 10).await.expect("swept");
    assert_eq!(store.unfinished().await.expect("listed"), 1, "a young one may be on its way");
    store.list(None, Duration::ZERO, 10).await.expect("swept");
    assert_eq!(store.unfinished().await.expect("listed"), 0);
}

#[test]
fn what_is_wrong_is_said() {
    if !is_there() {
        return;
    }
    for (name, value, sentence) in [
        ("REGION", "garage", "can be written to, read, listed and deleted from"),
        ("SECRET_KEY", "another", "s3_secret_key isn't the secret of s3_access_key"),
        ("ACCESS_KEY", "GK000000000000000000000000", "it doesn't know s3_access_key"),
        ("REGION", "elsewhere", "s3_region isn't the bucket's region"),
        ("BUCKET", "another", "there is no bucket of this name"),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_armoire-server"));
        command.arg("check-config").env_clear();
        for given in ["ENDPOINT", "REGION", "BUCKET", "ACCESS_KEY", "SECRET_KEY"] {
            command.env(format!("ARMOIRE_S3_{given}"), variable(given).expect("all of them"));
        }
        let output = command.env(format!("ARMOIRE_S3_{name}"), value).output().expect("runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(sentence), "{name} {value}: {said}");
    }
}
