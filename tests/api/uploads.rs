//! `/lockers/{locker}/uploads`: uploads that go on after a cut, by tus 1.0.0

use armoire::{
    protocol::id::ObjectId,
    server::{
        clock::DAY,
        objects::Place,
        storage::Uploads as _,
        sweeper::{sweep, sweep_strays},
        transfers::UploadId,
    },
};
use axum::body::{Body, Bytes};
use data_encoding::BASE64;
use futures_util::stream;
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use crate::harness::{Answer, Call, Database, Person, World, age_file, on_both, on_each_store, random};

/// An upload that a test sends.
struct Sent {
    object: ObjectId,
    file: Vec<u8>,
    /// Its address, below `/api/v1`.
    path: String,
    token: String,
}

fn digest(file: &[u8]) -> String {
    format!("crc32c=:{}:", BASE64.encode(&crc32c::crc32c(file).to_be_bytes()))
}

fn metadata(object: ObjectId) -> String {
    format!("object {}", BASE64.encode(object.to_string().as_bytes()))
}

fn uploads(person: &Person) -> String {
    format!("/lockers/{}/uploads", person.locker())
}

/// The beginning of an upload, with nothing of it.
fn begin(world: &World, person: &Person, object: ObjectId, length: usize) -> Call {
    tus(world.call("POST", &uploads(person)).bearer(&person.token))
        .header("upload-length", &length.to_string())
        .header("upload-metadata", &metadata(object))
}

fn tus(call: Call) -> Call {
    call.header("tus-resumable", "1.0.0")
}

#[track_caller]
fn path_of(answer: &Answer) -> String {
    answer.header("location").strip_prefix("/api/v1").expect("an address").to_owned()
}

impl Sent {
    /// Begins to send an object of about `length` bytes.
    async fn begin(world: &World, person: &Person, length: usize) -> Self {
        let (object, file) = (ObjectId(random()), age_file(length));
        let begun = begin(world, person, object, file.len()).send().await.expect(201);
        assert_eq!(begun.header("upload-offset"), "0");
        Self { object, path: path_of(&begun), file, token: person.token.clone() }
    }

    fn call(&self, world: &World, method: &str) -> Call {
        tus(world.call(method, &self.path).bearer(&self.token))
    }

    fn patch(&self, world: &World, offset: usize) -> Call {
        self.call(world, "PATCH")
            .header("content-type", "application/offset+octet-stream")
            .header("upload-offset", &offset.to_string())
    }

    /// Sends `range` of the file.
    async fn send(&self, world: &World, range: std::ops::Range<usize>) -> Answer {
        self.patch(world, range.start).bytes(&self.file[range]).send().await
    }

    async fn expect_offset(&self, world: &World, offset: usize) {
        let head = self.call(world, "HEAD").send().await.expect(200);
        assert_eq!(head.header("upload-offset"), offset.to_string());
        assert_eq!(head.header("upload-length"), self.file.len().to_string());
        assert_eq!(head.header("cache-control"), "no-store");
    }

    async fn expect_stored(&self, world: &World, person: &Person) {
        let got = world.call("GET", &person.object_path(self.object)).bearer(&self.token).send().await.expect(200);
        assert!(got.body == self.file, "the object is what was sent");
        assert_eq!(got.header("content-digest"), digest(&self.file));
        assert_eq!(spooled(world), 0);
    }

    async fn expect_over(&self, world: &World, person: &Person) {
        self.call(world, "HEAD").send().await.expect(404);
        world
            .call("GET", &person.object_path(self.object))
            .bearer(&self.token)
            .send()
            .await
            .expect_problem(404, "not_found");
        assert_eq!((used(world, person).await, spooled(world), world.files()), (0, 0, 0));
    }

    fn id(&self) -> UploadId {
        self.path.rsplit('/').next().expect("an id").parse().expect("an id")
    }
}

/// Bytes of the locker that are taken.
async fn used(world: &World, person: &Person) -> u64 {
    let locker = world.call("GET", &format!("/lockers/{}", person.locker())).bearer(&person.token).send().await;
    locker.json()["used"].as_u64().expect("a number")
}

/// Files in the spool.
fn spooled(world: &World) -> usize {
    std::fs::read_dir(world.folder.path().join("uploads")).expect("the spool").count()
}

/// A body that is cut after these bytes.
fn cut(bytes: &[u8]) -> Body {
    Body::from_stream(stream::iter([Ok(Bytes::from(bytes.to_vec())), Err(std::io::Error::other("cut"))]))
}

on_each_store! {
    async fn an_upload_in_parts_becomes_the_object(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let sent = Sent::begin(&world, &person, 700_000).await;
        let length = sent.file.len();
        let mut offset = 0;
        for end in [10, 100, 20_000, 600_000] {
            sent.expect_offset(&world, offset).await;
            let patched = sent.send(&world, offset..end).await.expect(204);
            assert_eq!(patched.header("upload-offset"), end.to_string());
            assert_eq!(patched.header("tus-resumable"), "1.0.0");
            assert_eq!(patched.header("upload-expires"), "Thu, 08 Jan 2026 00:00:00 GMT");
            offset = end;
        }
        world.call("GET", &person.object_path(sent.object)).bearer(&person.token).send().await.expect_problem(404, "not_found");
        assert_eq!(used(&world, &person).await, length as u64, "the room is taken from the beginning on");
        sent.send(&world, offset..length).await.expect(204);
        sent.expect_stored(&world, &person).await;
        assert_eq!(used(&world, &person).await, length as u64);
        assert_eq!(world.files(), 1);
    }

    async fn a_crash_on_the_way_to_the_object_leaves_it_complete(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        for steps in 1..=3 {
            let sent = Sent::begin(&world, &person, 100_000).await;
            sent.send(&world, 0..50_000).await.expect(204);
            // As a process leaves it that is killed after so many of the steps.
            let spool = &world.app.transfers.spool;
            let mut appending = spool.append(&sent.id()).await.expect("a file");
            appending.write(&Bytes::from(sent.file[50_000..].to_vec())).await.expect("written");
            appending.finish().await.expect("on disk");
            let place = Place::new(person.locker(), sent.object);
            if steps > 1 {
                let sum = crc32c::crc32c(&sent.file);
                let (id, to) = (sent.id(), place.to_string());
                let placed = world.app.storage.place_upload(person.locker(), id.as_str(), &to, sum);
                assert!(placed.await.expect("stored"));
            }
            if steps > 2 {
                world.app.objects.take_file(&place, &spool.path(&sent.id())).await.expect("taken");
                make_old(&world);
                sweep_strays(&world.app).await.expect("a sweep");
            }
            sent.expect_offset(&world, sent.file.len()).await;
            sent.expect_stored(&world, &person).await;
            assert_eq!(world.files(), steps);
        }
    }
}

on_both! {
    async fn a_beginning_may_bring_the_first_part_or_all(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let (object, file) = (ObjectId(random()), age_file(50_000));
        let all = begin(&world, &person, object, file.len()).header("content-type", "application/offset+octet-stream");
        let begun = all.bytes(&file).send().await.expect(201);
        assert_eq!(begun.header("upload-offset"), file.len().to_string());
        let sent = Sent { object, path: path_of(&begun), file, token: person.token.clone() };
        sent.expect_stored(&world, &person).await;
        sent.expect_offset(&world, sent.file.len()).await;

        let (object, file) = (ObjectId(random()), age_file(50_000));
        let first = begin(&world, &person, object, file.len()).header("content-type", "application/offset+octet-stream");
        let begun = first.bytes(&file[..30_000]).send().await.expect(201);
        assert_eq!(begun.header("upload-offset"), "30000");
        let sent = Sent { object, path: path_of(&begun), file, token: person.token.clone() };
        sent.send(&world, 30_000..sent.file.len()).await.expect(204);
        sent.expect_stored(&world, &person).await;
    }

    async fn a_completion_whose_answer_was_lost_is_answered_alike(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let sent = Sent::begin(&world, &person, 5000).await;
        let length = sent.file.len();
        sent.send(&world, 0..length).await.expect(204);
        for _ in 0..2 {
            sent.expect_offset(&world, length).await;
            let again = sent.send(&world, length..length).await.expect(204);
            assert_eq!(again.header("upload-offset"), length.to_string());
        }
        let problem = sent.send(&world, 0..length).await.expect_problem(409, "upload_offset");
        assert_eq!(problem["offset"], length);
        begin(&world, &person, sent.object, length).send().await.expect_problem(409, "object_exists");
        sent.expect_stored(&world, &person).await;
        assert_eq!((used(&world, &person).await, world.files()), (length as u64, 1));
    }

    async fn a_part_that_is_cut_keeps_what_arrived(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let sent = Sent::begin(&world, &person, 400_000).await;
        let half = sent.patch(&world, 0).body(cut(&sent.file[..150_000]));
        half.send().await.expect_problem(400, "malformed");
        sent.expect_offset(&world, 150_000).await;
        sent.send(&world, 0..10).await.expect_problem(409, "upload_offset");
        sent.send(&world, 150_000..sent.file.len()).await.expect(204);
        sent.expect_stored(&world, &person).await;
    }

    async fn a_part_with_a_checksum_is_taken_whole_or_not_at_all(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let sent = Sent::begin(&world, &person, 400_000).await;
        let part = &sent.file[..150_000];
        let sums = [
            ("crc32c", BASE64.encode(&crc32c::crc32c(part).to_be_bytes())),
            ("sha1", BASE64.encode(&Sha1::digest(part))),
            ("sha256", BASE64.encode(&Sha256::digest(part))),
        ];
        for (algorithm, sum) in &sums {
            let patch = || sent.patch(&world, 0).header("upload-checksum", &format!("{algorithm} {sum}"));
            let mut damaged = part.to_vec();
            damaged[149_999] ^= 1;
            patch().bytes(&damaged).send().await.expect_problem(460, "checksum");
            // Damaged at its beginning it looks like plaintext, and still only comes again.
            damaged[0] ^= 1;
            patch().bytes(&damaged).send().await.expect_problem(460, "checksum");
            patch().body(cut(&part[..100_000])).send().await.expect_problem(400, "malformed");
            sent.expect_offset(&world, 0).await;
        }
        for wrong in ["md5 AAAA", "sha1", "sha1 AAAA"] {
            sent.patch(&world, 0).header("upload-checksum", wrong).bytes(part).send().await.expect_problem(400, "malformed");
        }
        sent.expect_offset(&world, 0).await;
        let mut offset = 0;
        for (number, end) in [150_000, 300_000, sent.file.len()].into_iter().enumerate() {
            let part = &sent.file[offset..end];
            let sum = match number {
                0 => format!("sha1 {}", BASE64.encode(&Sha1::digest(part))),
                1 => format!("crc32c {}", BASE64.encode(&crc32c::crc32c(part).to_be_bytes())),
                _ => format!("sha256 {}", BASE64.encode(&Sha256::digest(part))),
            };
            sent.patch(&world, offset).header("upload-checksum", &sum).bytes(part).send().await.expect(204);
            offset = end;
        }
        sent.expect_stored(&world, &person).await;
    }

    async fn nothing_unsealed_is_taken(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let two = String::from_utf8_lossy(&age_file(0)).replace("\n---", "\n-> X25519 AAAA\nBBBB\n---").into_bytes();
        let bomb = format!("age-encryption.org/v1\n-> X25519 {}\n", "A".repeat(200_000)).into_bytes();
        for (head, reason) in [(b"%PDF-1.7\n".to_vec(), "header"), (bomb, "header"), (two, "stanzas")] {
            for step in [5, 3000, 300_000] {
                let mut sent = Sent::begin(&world, &person, 300_000).await;
                sent.file.splice(..head.len(), head.clone());
                let mut offset = 0;
                let problem = loop {
                    let answer = sent.send(&world, offset..sent.file.len().min(offset + step)).await;
                    if answer.status.as_u16() != 204 {
                        break answer.expect_problem(422, "object_refused");
                    }
                    offset += step;
                    assert!(offset <= 8192 + step, "{offset} bytes were taken");
                };
                assert_eq!(problem["reason"], reason);
                assert!(offset <= 8192 && (offset == 0 || !head.starts_with(b"%PDF")), "{offset} bytes were taken");
                sent.expect_over(&world, &person).await;
            }
        }
        let plaintext = b"Contents that nobody sealed".repeat(100);
        let sum = format!("sha1 {}", BASE64.encode(&Sha1::digest(&plaintext)));
        let sent = Sent::begin(&world, &person, 300_000).await;
        sent.patch(&world, 0).header("upload-checksum", &sum).bytes(&plaintext).send().await.expect_problem(422, "object_refused");
        sent.expect_over(&world, &person).await;
        let all = begin(&world, &person, ObjectId(random()), plaintext.len()).header("content-type", "application/offset+octet-stream");
        all.bytes(&plaintext).send().await.expect_problem(422, "object_refused");
        begin(&world, &person, ObjectId(random()), 0).send().await.expect_problem(422, "object_refused");
        assert_eq!((used(&world, &person).await, spooled(&world)), (0, 0));
    }

    async fn another_object_than_announced_is_refused_whole(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let (object, file) = (ObjectId(random()), age_file(30_000));
        let announce = |file: &[u8]| format!("{},digest {}", metadata(object), BASE64.encode(digest(file).as_bytes()));
        let begun = |file: &[u8]| {
            tus(world.call("POST", &uploads(&person)).bearer(&person.token))
                .header("upload-length", &file.len().to_string())
                .header("upload-metadata", &announce(file))
                .send()
        };
        let answer = begun(&file).await.expect(201);
        let mut sent = Sent { object, path: path_of(&answer), file: file.clone(), token: person.token.clone() };
        let head = sent.call(&world, "HEAD").send().await.expect(200);
        assert_eq!(head.header("upload-metadata"), announce(&file));
        sent.file[20_000] ^= 1;
        sent.send(&world, 0..sent.file.len()).await.expect_problem(400, "checksum");
        sent.expect_over(&world, &person).await;
        let answer = begun(&file).await.expect(201);
        let sent = Sent { object, path: path_of(&answer), file, token: person.token.clone() };
        sent.send(&world, 0..sent.file.len()).await.expect(204);
        sent.expect_stored(&world, &person).await;
    }

    async fn more_than_announced_is_refused(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let sent = Sent::begin(&world, &person, 30_000).await;
        let longer = [sent.file.as_slice(), b"more"].concat();
        sent.patch(&world, 0).bytes(&longer).send().await.expect_problem(400, "malformed");
        let sum = format!("crc32c {}", BASE64.encode(&crc32c::crc32c(&longer).to_be_bytes()));
        sent.patch(&world, 0).header("upload-checksum", &sum).bytes(&longer).send().await.expect_problem(400, "malformed");
        sent.expect_offset(&world, 0).await;
        sent.send(&world, 0..sent.file.len()).await.expect(204);
        sent.patch(&world, sent.file.len()).bytes(b"more").send().await.expect_problem(400, "malformed");
        sent.expect_stored(&world, &person).await;
    }

    async fn an_upload_that_never_ends_lives_seven_days(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let sent = Sent::begin(&world, &person, 30_000).await;
        sent.send(&world, 0..20_000).await.expect(204);
        world.clock.advance(7 * DAY - 1);
        sweep(&world.app).await.expect("a sweep");
        sent.expect_offset(&world, 20_000).await;
        world.clock.advance(1);
        sent.call(&world, "HEAD").send().await.expect(404);
        sent.send(&world, 20_000..sent.file.len()).await.expect_problem(404, "not_found");
        assert_eq!(spooled(&world), 1);
        sweep(&world.app).await.expect("a sweep");
        sent.expect_over(&world, &person).await;
    }

    async fn a_finished_upload_is_forgotten_and_its_object_is_not(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let sent = Sent::begin(&world, &person, 30_000).await;
        sent.send(&world, 0..sent.file.len()).await.expect(204);
        sent.call(&world, "DELETE").send().await.expect(204);
        sent.call(&world, "HEAD").send().await.expect(404);
        sweep(&world.app).await.expect("a sweep");
        sent.expect_stored(&world, &person).await;
        assert_eq!(used(&world, &person).await, sent.file.len() as u64);
    }

    async fn an_end_is_at_once(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let sent = Sent::begin(&world, &person, 30_000).await;
        sent.send(&world, 0..20_000).await.expect(204);
        assert_eq!(spooled(&world), 1);
        let ended = sent.call(&world, "DELETE").send().await.expect(204);
        assert_eq!(ended.header("tus-resumable"), "1.0.0");
        sent.expect_over(&world, &person).await;
        sent.call(&world, "DELETE").send().await.expect_problem(404, "not_found");
        sent.send(&world, 20_000..sent.file.len()).await.expect_problem(404, "not_found");
    }

    async fn two_parts_at_once_are_one_too_many(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let sent = Sent::begin(&world, &person, 400_000).await;
        let (pieces, coming) = tokio::sync::mpsc::unbounded_channel::<Bytes>();
        let stalling = stream::unfold(coming, |mut coming| async move {
            coming.recv().await.map(|piece| (Ok::<_, std::io::Error>(piece), coming))
        });
        pieces.send(Bytes::from(sent.file[..300_000].to_vec())).expect("sent");
        let slow = tokio::spawn(sent.patch(&world, 0).body(Body::from_stream(stalling)).send());
        // It has its turn once its bytes are in the spool.
        let path = world.app.transfers.spool.path(&sent.id());
        while std::fs::metadata(&path).map_or(0, |file| file.len()) < 300_000 {
            tokio::task::yield_now().await;
        }
        sent.send(&world, 0..sent.file.len()).await.expect_problem(423, "upload_busy");
        // Who asks how far it is goes on alone.
        sent.expect_offset(&world, 300_000).await;
        slow.await.expect("no panic").expect_problem(423, "upload_busy");
        assert!(pieces.is_closed());
        sent.send(&world, 300_000..sent.file.len()).await.expect(204);
        sent.expect_stored(&world, &person).await;
    }

    async fn a_foreign_upload_is_not_there_and_is_not_held_up(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let stranger = Person::signed_up(&world, "karim0007").await;
        let sent = Sent::begin(&world, &person, 400_000).await;
        sent.send(&world, 0..20_000).await.expect(204);
        let (pieces, coming) = tokio::sync::mpsc::unbounded_channel::<Bytes>();
        let stalling = stream::unfold(coming, |mut coming| async move {
            coming.recv().await.map(|piece| (Ok::<_, std::io::Error>(piece), coming))
        });
        let slow = tokio::spawn(sent.patch(&world, 20_000).body(Body::from_stream(stalling)).send());
        pieces.send(Bytes::from(sent.file[20_000..300_000].to_vec())).expect("sent");
        for path in [sent.path.clone(), format!("{}/{}", uploads(&stranger), sent.id())] {
            let call = |method| tus(world.call(method, &path).bearer(&stranger.token));
            call("HEAD").send().await.expect(404);
            call("DELETE").send().await.expect_problem(404, "not_found");
            let patch = call("PATCH").header("content-type", "application/offset+octet-stream").header("upload-offset", "20000");
            patch.bytes(b"more").send().await.expect_problem(404, "not_found");
        }
        let elsewhere = tus(world.call("POST", &uploads(&person)).bearer(&stranger.token))
            .header("upload-length", "5000")
            .header("upload-metadata", &metadata(ObjectId(random())));
        elsewhere.send().await.expect_problem(404, "not_found");
        for method in ["HEAD", "PATCH", "DELETE", "POST", "OPTIONS"] {
            assert_eq!(tus(world.call(method, &sent.path)).send().await.status.as_u16(), 401, "{method}");
        }
        pieces.send(Bytes::from(sent.file[300_000..].to_vec())).expect("sent");
        drop(pieces);
        slow.await.expect("no panic").expect(204);
        sent.expect_stored(&world, &person).await;
    }

    async fn an_upload_goes_on_after_a_restart(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let sent = Sent::begin(&world, &person, 400_000).await;
        sent.send(&world, 0..150_000).await.expect(204);
        let world = world.restarted().await;
        sent.expect_offset(&world, 150_000).await;
        sent.send(&world, 150_000..sent.file.len()).await.expect(204);
        let world = world.restarted().await;
        sent.expect_offset(&world, sent.file.len()).await;
        sent.expect_stored(&world, &person).await;
    }

    async fn an_upload_whose_bytes_the_disk_lost_begins_again(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let sent = Sent::begin(&world, &person, 100_000).await;
        let place = Place::new(person.locker(), sent.object).to_string();
        world.app.storage.place_upload(person.locker(), sent.id().as_str(), &place, 7).await.expect("stored");
        sent.call(&world, "HEAD").send().await.expect(404);
        sent.expect_over(&world, &person).await;
    }

    async fn bytes_that_belong_to_no_upload_are_swept(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let sent = Sent::begin(&world, &person, 100_000).await;
        sent.send(&world, 0..50_000).await.expect(204);
        std::fs::write(world.app.transfers.spool.path(&UploadId::random()), b"left").expect("written");
        sweep(&world.app).await.expect("a sweep");
        assert_eq!(spooled(&world), 1);
        sent.expect_offset(&world, 50_000).await;
    }

    async fn a_beginning_that_is_repeated_ends_the_first(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let lost = Sent::begin(&world, &person, 100_000).await;
        lost.send(&world, 0..50_000).await.expect(204);
        let length = lost.file.len();
        let begun = begin(&world, &person, lost.object, length).send().await.expect(201);
        assert_eq!(used(&world, &person).await, length as u64, "room is taken once");
        lost.call(&world, "HEAD").send().await.expect(404);
        let sent = Sent { path: path_of(&begun), ..lost };
        sent.send(&world, 0..length).await.expect(204);
        sweep(&world.app).await.expect("a sweep");
        sent.expect_stored(&world, &person).await;
        sent.expect_offset(&world, length).await;
    }

    async fn an_object_that_came_another_way_first_is_the_one(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let sent = Sent::begin(&world, &person, 100_000).await;
        let length = sent.file.len();
        let put = |file: &[u8]| world.call("PUT", &person.object_path(sent.object)).bearer(&person.token).bytes(file).send();
        put(&sent.file).await.expect(201);
        assert_eq!(used(&world, &person).await, 2 * length as u64);
        sent.send(&world, 0..length).await.expect(204);
        sent.expect_offset(&world, length).await;
        sent.expect_stored(&world, &person).await;
        assert_eq!((used(&world, &person).await, world.files()), (length as u64, 1));

        let other = Sent::begin(&world, &person, 50_000).await;
        let file = age_file(50_000);
        world.call("PUT", &person.object_path(other.object)).bearer(&person.token).bytes(&file).send().await.expect(201);
        other.send(&world, 0..other.file.len()).await.expect_problem(409, "object_exists");
        other.call(&world, "HEAD").send().await.expect(404);
        let got = world.call("GET", &person.object_path(other.object)).bearer(&person.token).send().await.expect(200);
        assert!(got.body == file, "the first one is the object");
        assert_eq!((used(&world, &person).await, world.files()), ((length + file.len()) as u64, 2));
        assert_eq!(spooled(&world), 0);
    }

    async fn an_upload_says_what_it_needs(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let (object, path) = (ObjectId(random()), uploads(&person));
        for version in ["0.2.2", "1.0", ""] {
            let call = world.call("POST", &path).bearer(&person.token).header("tus-resumable", version);
            let refused = call.send().await.expect(412);
            assert_eq!((refused.header("tus-version"), refused.header("tus-resumable")), ("1.0.0", "1.0.0"));
            refused.expect_problem(412, "tus_version");
        }
        let named = format!("{},filename {}", metadata(object), BASE64.encode(b"bail.pdf"));
        for (length, metadata, status, code) in [
            ("", metadata(object), 400, "malformed"),
            ("-1", metadata(object), 400, "malformed"),
            ("59768833", metadata(object), 413, "too_large"),
            ("99999999999999999999999", metadata(object), 400, "malformed"),
            ("5000", String::new(), 400, "malformed"),
            ("5000", format!("object {object}"), 400, "malformed"),
            ("5000", named, 400, "malformed"),
        ] {
            let call = tus(world.call("POST", &path).bearer(&person.token)).header("upload-length", length);
            call.header("upload-metadata", &metadata).send().await.expect_problem(status, code);
        }
        begin(&world, &person, object, 5000).bytes(b"untyped").send().await.expect_problem(415, "malformed");
        let sent = Sent::begin(&world, &person, 5000).await;
        sent.call(&world, "PATCH").header("upload-offset", "0").bytes(&sent.file).send().await.expect_problem(415, "malformed");
        let typed = sent.call(&world, "PATCH").header("content-type", "application/offset+octet-stream");
        typed.bytes(&sent.file).send().await.expect_problem(400, "malformed");
        let put = sent.call(&world, "PUT").send().await.expect_problem(405, "malformed");
        assert_eq!(put["status"], 405);
        for path in [path, sent.path.clone()] {
            let told = world.call("OPTIONS", &path).bearer(&person.token).send().await.expect(204);
            assert_eq!(told.header("tus-version"), "1.0.0");
            assert_eq!(told.header("tus-resumable"), "1.0.0");
            assert_eq!(told.header("tus-max-size"), "59768832");
            assert_eq!(told.header("tus-extension"), "creation,creation-with-upload,expiration,checksum,termination");
            assert_eq!(told.header("tus-checksum-algorithm"), "crc32c,sha1,sha256");
        }
        let post = || sent.call(&world, "POST").header("upload-offset", "0").header("content-type", "application/offset+octet-stream");
        post().bytes(&sent.file).send().await.expect_problem(405, "malformed");
        post().header("x-http-method-override", "PATCH").bytes(&sent.file).send().await.expect(204);
        sent.expect_stored(&world, &person).await;
        sent.call(&world, "POST").header("x-http-method-override", "DELETE").send().await.expect(204);
        sent.call(&world, "HEAD").send().await.expect(404);
    }

    async fn a_cookie_of_another_page_begins_nothing(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let sent = Sent::begin(&world, &person, 5000).await;
        for method in ["POST", "PATCH", "DELETE"] {
            let call = tus(world.call(method, &sent.path)).header("cookie", &format!("armoire={}", person.token));
            call.header("origin", "https://evil.example").send().await.expect_problem(403, "origin_refused");
        }
    }
}

/// Everything in the object store was there for long.
fn make_old(world: &World) {
    for file in world.paths() {
        let file = std::fs::File::open(file).expect("a file");
        file.set_modified(std::time::SystemTime::UNIX_EPOCH).expect("older");
    }
}

#[tokio::test]
async fn unfinished_uploads_take_room_and_are_bounded() {
    let mut databases = vec![Database::Sqlite];
    if !Database::only_sqlite() {
        databases.push(Database::Postgres);
    }
    for database in databases {
        let world = World::configured(database, |config| config.quota = 100_000).await;
        let person = Person::signed_up(&world, "nadia4821").await;
        let sent = Sent::begin(&world, &person, 60_000).await;
        let problem =
            begin(&world, &person, ObjectId(random()), 60_000).send().await.expect_problem(507, "quota_reached");
        assert_eq!((&problem["quota"], &problem["used"]), (&100_000.into(), &sent.file.len().into()));
        let put = world.call("PUT", &person.object_path(ObjectId(random()))).bearer(&person.token);
        put.bytes(&age_file(60_000)).send().await.expect_problem(507, "quota_reached");
        sent.call(&world, "DELETE").send().await.expect(204);
        for _ in 0..64 {
            begin(&world, &person, ObjectId(random()), 500).send().await.expect(201);
        }
        begin(&world, &person, ObjectId(random()), 500).send().await.expect_problem(429, "too_many_uploads");
        assert_eq!(used(&world, &person).await, 64 * 500, "what doesn't begin takes nothing");
        // They are the locker's own bounds: another one's are untouched.
        let other = Person::signed_up(&world, "karim0007").await;
        Sent::begin(&world, &other, 60_000).await;
    }
}
