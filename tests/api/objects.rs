//! `PUT`, `GET`, `HEAD /lockers/{locker}/objects/{object}`

use std::{ops::Range, path::Path, sync::Arc, time::Duration};

use armoire::{
    protocol::{
        bytes::Hash,
        id::{NodeId, ObjectId},
    },
    server::{
        clock::DAY,
        objects::{ObjectError, ObjectStore, Pieces, Place, Upload},
        sweeper::{sweep, sweep_strays},
    },
};
use async_trait::async_trait;
use axum::body::{Body, Bytes};
use data_encoding::BASE64;
use futures_util::stream;

use crate::harness::{Database, NewDocument, Person, World, age_file, on_each_store, random};

fn digest(file: &[u8]) -> String {
    format!("crc32c=:{}:", BASE64.encode(&crc32c::crc32c(file).to_be_bytes()))
}

on_each_store! {
    async fn what_was_stored_comes_back_byte_for_byte(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        for length in [0, 1, 8192, 300_000, 3_000_000] {
            let (file, path) = (age_file(length), person.object_path(ObjectId(random())));
            let put = world.call("PUT", &path).bearer(&person.token).header("content-digest", &digest(&file));
            put.bytes(&file).send().await.expect(201);
            let got = world.call("GET", &path).bearer(&person.token).send().await.expect(200);
            assert!(got.body == file, "{length} bytes");
            assert_eq!(got.header("content-digest"), digest(&file));
            let head = world.call("HEAD", &path).bearer(&person.token).send().await.expect(200);
            assert_eq!(head.header("content-length"), file.len().to_string());
            assert!(head.body.is_empty());
        }
    }

    async fn an_upload_repeated_is_answered_and_another_one_refused(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let (file, path) = (age_file(5000), person.object_path(ObjectId(random())));
        let put = |file: &[u8]| world.call("PUT", &path).bearer(&person.token).bytes(file).send();
        put(&file).await.expect(201);
        put(&file).await.expect(200);
        put(&age_file(5000)).await.expect_problem(409, "object_exists");
        put(&age_file(6000)).await.expect_problem(409, "object_exists");
        assert_eq!(world.files(), 1);
        let locker = world.call("GET", &format!("/lockers/{}", person.locker())).bearer(&person.token).send().await.json();
        assert_eq!(locker["used"], file.len());
    }

    async fn two_uploads_at_once_leave_one_object(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let (file, path) = (age_file(400_000), person.object_path(ObjectId(random())));
        let put = || world.call("PUT", &path).bearer(&person.token).bytes(&file).send();
        let (one, two) = tokio::join!(put(), put());
        let mut statuses = [one.status.as_u16(), two.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 201]);
        assert_eq!(world.files(), 1);
    }

    async fn nothing_unsealed_is_stored(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let two = String::from_utf8_lossy(&age_file(0)).replace("\n---", "\n-> X25519 AAAA\nBBBB\n---").into_bytes();
        let hybrid = String::from_utf8_lossy(&age_file(0)).replace("X25519", "mlkem768x25519").into_bytes();
        let bomb = format!("age-encryption.org/v1\n-> X25519 {}\n", "A".repeat(200_000)).into_bytes();
        for (file, reason) in [
            (b"%PDF-1.7\n".to_vec(), "header"),
            (vec![], "header"),
            (bomb, "header"),
            (two, "stanzas"),
            (hybrid, "stanzas"),
        ] {
            let put = world.call("PUT", &person.object_path(ObjectId(random()))).bearer(&person.token);
            assert_eq!(put.bytes(&file).send().await.expect_problem(422, "object_refused")["reason"], reason);
        }
        assert_eq!(world.files(), 0);
    }

    async fn a_wrong_length_or_checksum_leaves_nothing(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let (file, path) = (age_file(500_000), person.object_path(ObjectId(random())));
        let put = || world.call("PUT", &path).bearer(&person.token);
        put().body(file.clone()).send().await.expect_problem(411, "length_required");
        put().header("content-length", "x").body(file.clone()).send().await.expect_problem(411, "length_required");
        for length in [file.len() - 1, file.len() + 1] {
            put().header("content-length", &length.to_string()).body(file.clone()).send().await.expect_problem(400, "malformed");
        }
        put().header("content-length", "99999999999").body(file.clone()).send().await.expect_problem(413, "too_large");
        put().header("content-digest", &digest(b"other")).bytes(&file).send().await.expect_problem(400, "checksum");
        put().header("content-digest", "crc32c=:x:").bytes(&file).send().await.expect_problem(400, "malformed");
        let half = Bytes::from(file[..250_000].to_vec());
        let cut = stream::iter([Ok(half), Err(std::io::Error::other("cut"))]);
        let length = file.len().to_string();
        put().header("content-length", &length).body(Body::from_stream(cut)).send().await.expect_problem(400, "malformed");
        assert_eq!(world.files(), 0);
        put().bytes(&file).send().await.expect(201);
    }

    async fn an_object_that_no_act_names_lives_seven_days(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let (folder, node) = (person.journal.folder(world.now()), NodeId(random()));
        let named = person.store(&world, 2000).await;
        person.journal.document(NewDocument { node, folder, objects: vec![named.clone()] }, world.now());
        person.append(&world, 2).await.expect(200);
        let unnamed = person.store(&world, 3000).await;
        world.clock.advance(6 * DAY);
        sweep(&world.app).await.expect("a sweep");
        assert_eq!(world.files(), 2);
        world.clock.advance(2 * DAY);
        sweep(&world.app).await.expect("a sweep");
        assert_eq!(world.files(), 1);
        world.call("GET", &person.object_path(named.id)).bearer(&person.token).send().await.expect(200);
        let from = person.journal.next();
        person.journal.document(NewDocument { node, folder, objects: vec![unnamed.clone()] }, world.now());
        let problem = person.append(&world, from).await.expect_problem(409, "object_gone");
        assert_eq!(problem["object"], unnamed.id.to_string());
        let locker = world.call("GET", &format!("/lockers/{}", person.locker())).bearer(&person.token).send().await.json();
        assert_eq!(locker["used"], named.size);
    }

    async fn an_upload_that_the_database_never_knew_is_swept(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let kept = person.store(&world, 2000).await;
        // As a process leaves it that is killed between the file and the row.
        let place = Place::new(person.locker(), ObjectId(random()));
        let mut upload = world.app.objects.begin(&place).await.expect("a file");
        upload.write(Bytes::from_static(b"sealed")).await.expect("written");
        upload.finish().await.expect("durable");
        sweep_strays(&world.app).await.expect("a sweep");
        assert_eq!(world.files(), 2);
        let week = std::time::SystemTime::UNIX_EPOCH;
        for file in world.paths() {
            std::fs::File::open(file).and_then(|file| file.set_modified(week)).expect("older");
        }
        sweep_strays(&world.app).await.expect("a sweep");
        assert_eq!(world.files(), 1);
        world.call("GET", &person.object_path(kept.id)).bearer(&person.token).send().await.expect(200);
    }

    async fn a_full_disk_is_said_so_and_nothing_is_half_there(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let full = world.with_objects(Arc::new(Full));
        let path = person.object_path(ObjectId(random()));
        full.call("PUT", &path).bearer(&person.token).bytes(&age_file(20_000)).send().await.expect_problem(507, "disk_full");
        world.call("GET", &path).bearer(&person.token).send().await.expect_problem(404, "not_found");
        let locker = world.call("GET", &format!("/lockers/{}", person.locker())).bearer(&person.token).send().await.json();
        assert_eq!(locker["used"], 0);
        world.call("PUT", &path).bearer(&person.token).bytes(&age_file(20_000)).send().await.expect(201);
    }

    async fn an_object_that_the_disk_lost_is_named_and_the_rest_still_opens(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let lost = person.store(&world, 2000).await;
        let file = world.paths().pop().expect("a file");
        std::fs::remove_file(file).expect("lost");
        let kept = person.store(&world, 3000).await;
        let get = |id| world.call("GET", &person.object_path(id)).bearer(&person.token).send();
        get(lost.id).await.expect_problem(404, "not_found");
        get(kept.id).await.expect(200);
    }

    async fn bytes_that_changed_in_the_store_never_arrive_whole(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let (damaged, path) = (person.store(&world, 700_000).await, world.paths().pop().expect("a file"));
        let kept = person.store(&world, 3000).await;
        let mut bytes = std::fs::read(&path).expect("readable");
        bytes[500_000] ^= 1;
        std::fs::write(&path, &bytes).expect("written");
        let get = |id| world.call("GET", &person.object_path(id)).bearer(&person.token);
        let (read, whole) = get(damaged.id).send_and_read().await;
        assert!(!whole && read.len() < bytes.len(), "{} of {} bytes", read.len(), bytes.len());
        get(kept.id).send().await.expect(200);
    }

    async fn an_act_that_names_another_size_finds_nothing(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let (folder, node) = (person.journal.folder(world.now()), NodeId(random()));
        let mut object = person.store(&world, 2000).await;
        object.size += 1;
        object.sha256 = Hash(random());
        person.journal.document(NewDocument { node, folder, objects: vec![object] }, world.now());
        person.append(&world, 2).await.expect_problem(409, "object_gone");
    }
}

#[tokio::test]
async fn a_full_locker_says_so_and_keeps_nothing() {
    let mut databases = vec![Database::Sqlite];
    if !Database::only_sqlite() {
        databases.push(Database::Postgres);
    }
    for database in databases {
        let world = World::configured(database, |config| config.quota = 10_000).await;
        let person = Person::signed_up(&world, "nadia4821").await;
        let object = person.store(&world, 8000).await;
        let put = world.call("PUT", &person.object_path(ObjectId(random()))).bearer(&person.token);
        let problem = put.bytes(&age_file(8000)).send().await.expect_problem(507, "quota_reached");
        assert_eq!(problem["quota"], 10_000);
        assert_eq!(problem["used"], object.size);
        assert_eq!(world.files(), 1);
    }
}

/// A store whose disk is full.
struct Full;

#[async_trait]
impl ObjectStore for Full {
    async fn begin(&self, _: &Place) -> Result<Box<dyn Upload>, ObjectError> {
        Ok(Box::new(Self))
    }

    async fn take_file(&self, _: &Place, _: &Path) -> Result<(), ObjectError> {
        Err(ObjectError::DiskFull)
    }

    async fn open(&self, _: &Place, _: Range<u64>) -> Result<Pieces, ObjectError> {
        Err(ObjectError::Missing)
    }

    async fn delete(&self, _: &Place) -> Result<(), ObjectError> {
        Ok(())
    }

    async fn list(&self, _: Option<&Place>, _: Duration, _: usize) -> Result<Vec<Place>, ObjectError> {
        Ok(Vec::new())
    }

    async fn ready(&self) -> Result<(), ObjectError> {
        Ok(())
    }
}

#[async_trait]
impl Upload for Full {
    async fn write(&mut self, _: Bytes) -> Result<(), ObjectError> {
        Ok(())
    }

    async fn finish(self: Box<Self>) -> Result<(), ObjectError> {
        Err(ObjectError::DiskFull)
    }
}
