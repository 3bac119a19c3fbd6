//! A bucket: what only it does, and what `check-config` says about one that doesn't work.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpListener,
    path::Path,
    process::{Command, Output, Stdio},
    sync::Arc,
    thread,
};

use armoire::{
    protocol::id::ObjectId,
    server::{
        objects::{Place, S3},
        storage::{IN_A_FOLDER, Settings as _},
    },
};
use axum::body::Bytes;
use futures_util::TryStreamExt as _;

use crate::harness::{ACCESS_KEY, BUCKET, Database, Person, S3Server, SECRET_KEY, Store, World, age_file, random};

#[tokio::test]
async fn a_large_object_goes_in_parts_and_comes_back_from_anywhere() {
    if S3Server::only_folder() {
        return;
    }
    let world = World::with(Database::Sqlite, Store::S3, |_| {}).await;
    let person = Person::signed_up(&world, "nadia4821").await;
    let (file, id) = (age_file(20_000_000), ObjectId(random()));
    let path = person.object_path(id);
    world.call("PUT", &path).bearer(&person.token).bytes(&file).send().await.expect(201);
    assert_eq!(world.files(), 1, "one object, and nothing on the way");
    assert_eq!(world.bucket.as_ref().map(S3Server::parts), Some(0));
    let got = world.call("GET", &path).bearer(&person.token).send().await.expect(200);
    assert!(got.body == file);

    let name = world.paths().pop().expect("an object");
    let mut parts = name.iter().rev().map(|part| part.to_str().expect("text"));
    let (name, locker) = (parts.next().expect("a name"), parts.next().expect("a locker"));
    let place: Place = format!("{locker}/{name}").parse().expect("a place");
    for range in [0..1, 8_388_607..8_388_609, 19_000_000..file.len()] {
        let wanted = u64::try_from(range.start).expect("small")..u64::try_from(range.end).expect("small");
        let pieces = world.app.objects.open(&place, wanted).await.expect("there");
        let read: Vec<Bytes> = pieces.try_collect().await.expect("whole");
        assert!(read.concat() == file[range.clone()], "{range:?}");
    }
    let behind = world.app.objects.open(&place, 19_000_000..file.len() as u64 + 1).await.expect("there");
    assert!(behind.try_collect::<Vec<Bytes>>().await.is_err(), "an object that ends earlier");
}

#[tokio::test]
async fn a_file_becomes_an_object_and_one_that_failed_may_be_taken_again() {
    if S3Server::only_folder() {
        return;
    }
    let mut world = World::with(Database::Sqlite, Store::S3, |_| {}).await;
    let person = Person::signed_up(&world, "nadia4821").await;
    let (bytes, file) = (age_file(9_000_000), world.folder.path().join("arrived"));
    std::fs::write(&file, &bytes).expect("written");
    let place = Place::new(person.locker(), ObjectId(random()));
    let objects = Arc::clone(&world.app.objects);
    let bucket = world.bucket.as_mut().expect("a bucket");
    bucket.stop();
    objects.take_file(&place, &file).await.expect_err("the store is away");
    bucket.resume(SECRET_KEY);
    // One that was away is asked again in a moment.
    while let Err(error) = objects.take_file(&place, &file).await {
        assert!(file.exists(), "{error}");
        tokio::task::yield_now().await;
    }
    assert!(!file.exists());
    let read: Vec<Bytes> =
        objects.open(&place, 0..bytes.len() as u64).await.expect("there").try_collect().await.expect("whole");
    assert!(read.concat() == bytes);
    objects.delete(&place).await.expect("deleted");
    objects.delete(&place).await.expect("nothing to delete is no error");
    assert_eq!(world.files(), 0);
}

#[tokio::test]
async fn a_server_whose_bucket_is_away_is_not_ready() {
    if S3Server::only_folder() {
        return;
    }
    let mut world = World::with(Database::Sqlite, Store::S3, |_| {}).await;
    world.outside("GET", "/readyz").send().await.expect(200);
    world.bucket.as_mut().expect("a bucket").stop();
    // A good answer counts for a moment.
    while world.outside("GET", "/readyz").send().await.status == 200 {
        tokio::task::yield_now().await;
    }
    world.outside("GET", "/readyz").send().await.expect_problem(503, "unavailable");
    world.outside("GET", "/healthz").send().await.expect(200);
}

#[tokio::test]
async fn many_objects_are_listed_in_order() {
    if S3Server::only_folder() {
        return;
    }
    let world = World::with(Database::Sqlite, Store::S3, |_| {}).await;
    let person = Person::signed_up(&world, "nadia4821").await;
    let mut places = Vec::new();
    for _ in 0..5 {
        let place = Place::new(person.locker(), ObjectId(random()));
        let mut upload = world.app.objects.begin(&place).await.expect("begun");
        upload.write(Bytes::from_static(b"sealed")).await.expect("written");
        upload.finish().await.expect("stored");
        places.push(place);
    }
    places.sort();
    let (mut listed, mut after) = (Vec::new(), None);
    loop {
        let page = world.app.objects.list(after.as_ref(), std::time::Duration::ZERO, 2).await.expect("listed");
        after = page.last().cloned();
        listed.extend(page);
        if after.is_none() {
            break;
        }
    }
    assert_eq!(listed, places);
    let week = std::time::Duration::from_hours(7 * 24);
    assert_eq!(world.app.objects.list(None, week, 10).await.expect("listed"), []);
}

#[tokio::test]
async fn an_upload_whose_client_leaves_is_nowhere() {
    if S3Server::only_folder() {
        return;
    }
    let world = World::with(Database::Sqlite, Store::S3, |_| {}).await;
    let person = Person::signed_up(&world, "nadia4821").await;
    let place = Place::new(person.locker(), ObjectId(random()));
    let mut upload = world.app.objects.begin(&place).await.expect("begun");
    upload.write(Bytes::from(vec![7; 1_000_000])).await.expect("written");
    drop(upload);
    assert_eq!(world.files(), 0);
    // The next start deletes what a killed one left.
    std::fs::write(world.folder.path().join("incoming/left"), b"half").expect("written");
    let settings = armoire::server::config::Config {
        s3_endpoint: world.bucket.as_ref().map(S3Server::address),
        s3_bucket: Some(BUCKET.to_owned()),
        s3_access_key: Some(ACCESS_KEY.to_owned()),
        s3_secret_key: Some(SECRET_KEY.to_owned().into()),
        ..armoire::server::config::Config::default()
    };
    S3::open(settings.bucket().expect("a bucket"), world.folder.path()).expect("opens");
    assert_eq!(world.files(), 0);
}

/// What `check-config` says with these variables.
fn check(variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_armoire-server"));
    command.arg("check-config").env_clear();
    for (name, value) in
        [("BUCKET", BUCKET), ("ACCESS_KEY", ACCESS_KEY), ("SECRET_KEY", SECRET_KEY), ("TIMEOUT_SECONDS", "5")]
    {
        command.env(format!("ARMOIRE_S3_{name}"), value);
    }
    for (name, value) in variables {
        command.env(format!("ARMOIRE_S3_{name}"), value);
    }
    command.output().expect("runs")
}

#[track_caller]
fn refused(variables: &[(&str, &str)], sentence: &str) {
    let output = check(variables);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains(sentence), "{said}");
    assert_eq!(said.trim().lines().count(), 1, "one sentence: {said}");
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(!shown.contains(SECRET_KEY) && !said.contains(SECRET_KEY), "{shown}{said}");
}

#[test]
fn a_bucket_is_tried_and_what_is_wrong_is_said() {
    if S3Server::only_folder() {
        return;
    }
    let server = S3Server::start();
    let address = server.address();
    let there = ("ENDPOINT", address.as_str());
    let good = check(&[there]);
    let said = String::from_utf8_lossy(&good.stderr);
    assert!(good.status.success() && said.contains("can be written to, read, listed and deleted from"), "{said}");
    assert!(!String::from_utf8_lossy(&good.stdout).contains(SECRET_KEY));
    assert_eq!(server.files().len(), 0, "the try leaves nothing");

    refused(&[there, ("SECRET_KEY", "another")], "s3_secret_key isn't the secret of s3_access_key");
    refused(&[there, ("ACCESS_KEY", "another")], "it doesn't know s3_access_key");
    refused(&[there, ("BUCKET", "another")], "there is no bucket of this name");
    let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("an address");
    refused(&[("ENDPOINT", &format!("http://{free}"))], "nothing answers at s3_endpoint");
    refused(&[there, ("PREFIX", "x")], "s3_prefix is empty or ends in");
    refused(&[there, ("SECRET_KEY", "")], "s3_secret_key is missing");
}

/// A store that answers everything in one way.
fn scripted(status: u16, code: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("an address");
    let address = listener.local_addr().expect("an address");
    let body = format!("<Error><Code>{code}</Code><Message>so says the store</Message></Error>");
    let answer = format!("HTTP/1.1 {status} No\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            // The try's body is far smaller than this, and comes with its head or right after it.
            let (mut read, mut piece) = (Vec::new(), [0; 4096]);
            while !read.ends_with(b"deleted.\n") {
                match stream.read(&mut piece) {
                    Ok(count @ 1..) => read.extend_from_slice(&piece[..count]),
                    _ => break,
                }
            }
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    format!("http://{address}")
}

/// Runs the program with objects in the folder of `data`, or in a bucket.
fn program(command: &str, data: &Path, bucket: Option<&S3Server>) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_armoire-server"));
    program.arg(command).env_clear().env("ARMOIRE_DATA", data).env("ARMOIRE_LISTEN", "127.0.0.1:0");
    if let Some(bucket) = bucket {
        for (name, value) in [
            ("ENDPOINT", &*bucket.address()),
            ("BUCKET", BUCKET),
            ("ACCESS_KEY", ACCESS_KEY),
            ("SECRET_KEY", SECRET_KEY),
        ] {
            program.env(format!("ARMOIRE_S3_{name}"), value);
        }
    }
    program
}

#[tokio::test]
async fn objects_move_into_a_bucket_and_nothing_starts_before_they_have() {
    if S3Server::only_folder() {
        return;
    }
    let world = World::new(Database::Sqlite).await;
    let person = Person::signed_up(&world, "nadia4821").await;
    let object = person.store(&world, 300_000).await;
    world.app.storage.fix_objects(IN_A_FOLDER).await.expect("said");
    world.app.storage.close().await;
    let (data, bucket) = (world.folder.path(), S3Server::start());
    let said = |output: Output| {
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
    };

    let mut serving = program("serve", data, Some(&bucket));
    let mut serving = serving.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs");
    let mut address = String::new();
    BufReader::new(serving.stdout.take().expect("its output")).read_line(&mut address).expect("text");
    // One that serves would go on.
    let _ = serving.kill();
    let refused = said(serving.wait_with_output().expect("ends"));
    assert!(address.is_empty() && refused.contains("The objects of this data lie in a folder"), "{address}{refused}");
    let moved = said(program("move-objects", data, Some(&bucket)).output().expect("runs"));
    assert!(moved.contains("1 objects: 1 copied, 0 were there"), "{moved}");
    let again = said(program("move-objects", data, Some(&bucket)).output().expect("runs"));
    assert!(again.contains("already"), "{again}");
    let file = bucket.files().pop().expect("an object");
    assert_eq!(std::fs::read(&file).expect("readable").len() as u64, object.size);

    // Back: what is damaged or missing is no move.
    let place = world.paths().pop().expect("a file");
    std::fs::write(&place, b"damaged").expect("written");
    let incomplete = said(program("move-objects", data, None).output().expect("runs"));
    assert!(incomplete.contains("1 objects aren't in a folder, or not whole"), "{incomplete}");
    std::fs::copy(file, &place).expect("copied");
    let back = said(program("move-objects", data, None).output().expect("runs"));
    assert!(back.contains("0 copied, 1 were there"), "{back}");
}

/// Answers that the small server for tests never gives.
#[test]
fn a_clock_a_region_and_a_policy_are_told_apart() {
    for (status, code, sentence) in [
        (403, "RequestTimeTooSkewed", "set the clock"),
        (400, "AuthorizationHeaderMalformed", "s3_region isn't the bucket's region"),
        (403, "AccessDenied", "can't be written to: a policy forbids it to this key"),
        (507, "QuotaExceeded", "it has no room left"),
        (503, "SlowDown", "it can't answer right now"),
    ] {
        refused(&[("ENDPOINT", &scripted(status, code))], sentence);
    }
}
