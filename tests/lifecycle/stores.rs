//! An object store that is away, slow, full of errors or wrong: said in words, nothing acknowledged lost, nobody else kept waiting.

mod wire;

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use armoire::client::{Problem, ProblemKind, vault::Vault};
use wire::{Fate, Wire};

use crate::harness::{ACCESS_KEY, BUCKET, Database, Device as _, Person, S3Server, SECRET_KEY, Server};

/// A server whose objects lie in a bucket behind a wire.
struct Scene {
    bucket: S3Server,
    wire: Wire,
    server: Server,
    person: Person,
    vault: Vault,
}

impl Scene {
    /// With seconds that the store may take for one answer. None when S3 is left out.
    fn with_patience(seconds: u32) -> Option<Self> {
        if S3Server::only_folder() {
            return None;
        }
        let bucket = S3Server::start();
        let wire = Wire::to(&bucket.address());
        let variables = [
            ("ARMOIRE_S3_ENDPOINT", wire.address()),
            ("ARMOIRE_S3_BUCKET", BUCKET),
            ("ARMOIRE_S3_ACCESS_KEY", ACCESS_KEY),
            ("ARMOIRE_S3_SECRET_KEY", SECRET_KEY),
            ("ARMOIRE_S3_TIMEOUT_SECONDS", &seconds.to_string()),
        ];
        let server = Server::start_with(Database::Sqlite, &variables);
        let (person, vault) = Person::sign_up(server.address(), "nadia4821");
        Some(Self { bucket, wire, server, person, vault })
    }

    /// Does to requests of this method and kind of address what `fate` says of the first, the second and so on.
    fn script(&self, method: &'static str, part: &'static str, fate: impl Fn(usize) -> Fate + Send + Sync + 'static) {
        let count = AtomicUsize::new(0);
        self.wire.script(move |request| {
            if request.asks(method, part) { fate(count.fetch_add(1, Ordering::SeqCst)) } else { Fate::Pass }
        });
    }

    /// What a person does who is told to try again in a moment.
    fn put_in_the_end(&mut self, name: &str, bytes: &[u8]) {
        while let Err(problem) = self.vault.put(name, bytes) {
            expect_away(&problem);
            thread::yield_now();
        }
    }

    /// The bytes of the only object, asked for once: without a client that goes on by itself after a cut.
    fn download(&self) -> Result<Vec<u8>, ureq::Error> {
        let row = self.server.rows().pop().unwrap();
        let (locker, object) = row.place.split_once('/').unwrap();
        let object = object.split_once('-').unwrap().0;
        let address = format!("{}/api/v1/lockers/{locker}/objects/{object}", self.server.address());
        let bearer = format!("Bearer {}", self.vault.token().unwrap());
        ureq::get(&address).header("authorization", bearer).call()?.body_mut().read_to_vec()
    }

    /// Other devices see so many documents, all whole, and the store has no others.
    fn expect_documents(&self, count: usize) {
        assert_eq!(self.person.other_device().everything().len(), count);
        assert_eq!(self.server.rows().len(), count);
    }
}

#[track_caller]
fn expect_away(problem: &Problem) {
    assert_eq!((problem.kind, problem.code.as_str()), (ProblemKind::Network, "unavailable"));
}

#[test]
fn a_store_that_is_away_is_unavailable_and_keeps_nobody_else_waiting() {
    let Some(mut scene) = Scene::with_patience(5) else { return };
    scene.vault.put("bail.pdf", b"the lease").unwrap();
    scene.bucket.stop();
    expect_away(&scene.vault.put("identite.jpg", b"the card").unwrap_err());
    let lease = scene.vault.documents().unwrap()[0].id;
    expect_away(&scene.vault.read(lease).unwrap_err());
    scene.vault.create_folder("Santé", None).unwrap();
    assert_eq!(scene.person.other_device().documents().unwrap().len(), 1);
    scene.bucket.resume(SECRET_KEY);
    scene.put_in_the_end("identite.jpg", b"the card");
    scene.expect_documents(2);
}

#[test]
fn a_store_that_is_slow_keeps_nobody_else_waiting() {
    // Longer than any test: what is held goes on only when it is released.
    let Some(mut scene) = Scene::with_patience(600) else { return };
    scene.vault.put("bail.pdf", b"the lease").unwrap();
    scene.script("PUT ", "", |_| Fate::Hold);
    let mut other = scene.person.other_device();
    let putting = thread::spawn(move || other.put("photo.jpg", &vec![42; 100_000]).map(drop));
    scene.wire.wait_for_held(1);
    scene.vault.create_folder("Santé", None).unwrap();
    let mut third = scene.person.other_device();
    assert_eq!(third.everything().len(), 1, "what is there already still opens");
    scene.wire.release();
    putting.join().unwrap().unwrap();
    scene.expect_documents(2);
}

#[test]
fn a_store_that_never_answers_is_unavailable() {
    let Some(mut scene) = Scene::with_patience(1) else { return };
    scene.vault.put("bail.pdf", b"the lease").unwrap();
    scene.script("PUT ", "", |_| Fate::Hold);
    expect_away(&scene.vault.put("photo.jpg", &vec![42; 100_000]).unwrap_err());
    scene.wire.release();
    scene.put_in_the_end("photo.jpg", &vec![42; 100_000]);
    scene.expect_documents(2);
}

#[test]
fn a_store_that_stumbles_is_asked_again() {
    let Some(mut scene) = Scene::with_patience(5) else { return };
    scene.script("PUT ", "", |count| if count < 2 { Fate::Say(503, "SlowDown") } else { Fate::Pass });
    scene.vault.put("bail.pdf", b"the lease").unwrap();
    scene.script("GET ", "", |count| if count < 2 { Fate::Cut } else { Fate::Pass });
    scene.expect_documents(1);
}

#[test]
fn a_store_that_answers_503_is_unavailable() {
    let Some(mut scene) = Scene::with_patience(5) else { return };
    scene.vault.put("bail.pdf", b"the lease").unwrap();
    scene.wire.script(|_| Fate::Say(503, "SlowDown"));
    expect_away(&scene.vault.put("photo.jpg", b"the photo").unwrap_err());
    scene.wire.script(|_| Fate::Pass);
    scene.put_in_the_end("photo.jpg", b"the photo");
    scene.expect_documents(2);
}

#[test]
fn bytes_that_changed_on_the_way_to_the_store_are_never_acknowledged() {
    let Some(mut scene) = Scene::with_patience(5) else { return };
    scene.script("PUT ", "", |_| Fate::AlterRequest);
    expect_away(&scene.vault.put("photo.jpg", &vec![42; 100_000]).unwrap_err());
    assert_eq!(scene.server.rows().len(), 0);
    scene.wire.script(|_| Fate::Pass);
    scene.put_in_the_end("photo.jpg", &vec![42; 100_000]);
    scene.expect_documents(1);
}

#[test]
fn wrong_bytes_from_the_store_are_a_cut_download_and_never_a_document() {
    let Some(mut scene) = Scene::with_patience(5) else { return };
    let photo = scene.vault.put("photo.jpg", &vec![42; 100_000]).unwrap();
    scene.script("GET ", "", |_| Fate::AlterAnswer);
    assert!(scene.download().is_err(), "cut before its end");
    // A client that goes on where it was cut compares the hash of the whole.
    scene.vault.read(photo).unwrap_err();
    let log = String::from_utf8_lossy(&scene.server.log()).into_owned();
    assert!(log.contains("the object store gives other bytes than were stored"), "{log}");
    scene.wire.script(|_| Fate::Pass);
    assert_eq!(scene.vault.read(photo).unwrap(), vec![42; 100_000]);
}

#[test]
fn a_download_that_the_store_cuts_goes_on_where_it_was() {
    let Some(mut scene) = Scene::with_patience(5) else { return };
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|index| index.to_le_bytes()[0]).collect();
    scene.vault.put("photo.jpg", &bytes).unwrap();
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    scene.script("GET ", "", move |count| {
        counted.store(count + 1, Ordering::SeqCst);
        if count < 3 { Fate::CutAnswer(700_000) } else { Fate::Pass }
    });
    assert_eq!(scene.download().unwrap().len() as u64, scene.server.rows()[0].size);
    assert_eq!(asked.load(Ordering::SeqCst), 4);
}

#[test]
fn a_large_upload_that_is_cut_leaves_no_parts_and_is_sent_again() {
    let Some(mut scene) = Scene::with_patience(20) else { return };
    let bytes: Vec<u8> = (0..20_000_000_u32).map(|index| index.to_le_bytes()[1]).collect();
    scene.script("PUT ", "partNumber=2", |_| Fate::CutAfter(1_000_000));
    expect_away(&scene.vault.put("film.mp4", &bytes).unwrap_err());
    assert_eq!((scene.server.rows().len(), scene.bucket.files().len(), scene.bucket.parts()), (0, 0, 0));
    // Cut once, a part alone is sent again.
    scene.script("PUT ", "partNumber=2", |count| if count == 0 { Fate::CutAfter(1_000_000) } else { Fate::Pass });
    scene.put_in_the_end("film.mp4", &bytes);
    scene.expect_documents(1);
    assert_eq!(scene.bucket.parts(), 0);
}

#[test]
fn an_answer_to_a_completion_that_is_lost_loses_nothing() {
    let Some(mut scene) = Scene::with_patience(20) else { return };
    scene.script("POST ", "uploadId=", |_| Fate::CutAnswer(0));
    scene.vault.put("film.mp4", &vec![7; 9_000_000]).unwrap();
    scene.wire.script(|_| Fate::Pass);
    scene.expect_documents(1);
}

#[test]
fn credentials_that_are_revoked_are_unavailable_until_they_are_good_again() {
    let Some(mut scene) = Scene::with_patience(5) else { return };
    let lease = scene.vault.put("bail.pdf", b"the lease").unwrap();
    scene.bucket.stop();
    scene.bucket.resume("another secret");
    expect_away(&scene.vault.put("photo.jpg", b"the photo").unwrap_err());
    expect_away(&scene.vault.read(lease).unwrap_err());
    let log = String::from_utf8_lossy(&scene.server.log()).into_owned();
    assert!(log.contains("s3_secret_key isn't the secret of s3_access_key"), "{log}");
    assert!(!log.contains(SECRET_KEY) && !log.contains("another secret"), "{log}");
    scene.bucket.stop();
    scene.bucket.resume(SECRET_KEY);
    scene.put_in_the_end("photo.jpg", b"the photo");
    scene.expect_documents(2);
}
