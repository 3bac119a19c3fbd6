//! `Range` on `GET /lockers/{locker}/objects/{object}`: a download goes on where it was cut.

use armoire::protocol::id::ObjectId;

use crate::harness::{Answer, Person, World, age_file, on_each_store, random};

on_each_store! {
    async fn a_download_goes_on_where_it_was_cut(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let (file, path) = (age_file(700_000), person.object_path(ObjectId(random())));
        world.call("PUT", &path).bearer(&person.token).bytes(&file).send().await.expect(201);
        let get = |range: &str| world.call("GET", &path).bearer(&person.token).header("range", range);
        let whole = world.call("GET", &path).bearer(&person.token).send().await.expect(200);
        assert_eq!(whole.header("accept-ranges"), "bytes");
        let etag = whole.header("etag").to_owned();
        assert!(etag.starts_with('"') && etag.len() > 10, "a strong one: {etag}");
        let expect_part = |answer: Answer, first: usize, end: usize| {
            let answer = answer.expect(206);
            assert!(answer.body == file[first..end], "bytes {first} to {end}");
            assert_eq!(answer.header("content-length"), (end - first).to_string());
            assert_eq!(answer.header("content-range"), format!("bytes {first}-{}/{}", end - 1, file.len()));
            assert_eq!((answer.header("etag"), answer.header("content-digest")), (etag.as_str(), whole.header("content-digest")));
        };
        let size = file.len();
        for (range, first, end) in [
            ("bytes=0-".to_owned(), 0, size),
            ("bytes=300000-".to_owned(), 300_000, size),
            ("bytes=300000-599999".to_owned(), 300_000, 600_000),
            (format!("bytes={}-{}", size - 1, size + 5), size - 1, size),
            ("bytes=-10".to_owned(), size - 10, size),
        ] {
            expect_part(get(&range).send().await, first, end);
            expect_part(get(&range).header("if-range", &etag).send().await, first, end);
        }
        for (range, condition) in [("bytes=5-9", "\"another\""), ("bytes=5-9", "Thu, 08 Jan 2026 00:00:00 GMT")] {
            let answer = get(range).header("if-range", condition).send().await.expect(200);
            assert!(answer.body == file, "another object is sent from its beginning");
        }
        for range in ["bytes=0-1,5-6", "bytes=9-5", "lines=1-2", "bytes"] {
            assert!(get(range).send().await.expect(200).body == file, "{range} isn't one range of bytes");
        }
        for range in [format!("bytes={size}-"), "bytes=-0".to_owned(), "bytes=99999999999999999999-".to_owned()] {
            let refused = get(&range).send().await.expect(416);
            assert_eq!(refused.header("content-range"), format!("bytes */{size}"));
            refused.expect_problem(416, "range");
        }
        let head = world.call("HEAD", &path).bearer(&person.token).header("range", "bytes=5-9").send().await.expect(200);
        assert_eq!((head.header("etag"), head.header("accept-ranges")), (etag.as_str(), "bytes"));
        assert_eq!(head.header("content-length"), size.to_string());
    }

    async fn another_upload_of_an_object_has_another_etag(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let etag = |object| {
            let call = world.call("HEAD", &person.object_path(object)).bearer(&person.token);
            async move { call.send().await.expect(200).header("etag").to_owned() }
        };
        let (one, two) = (person.store(&world, 3000).await, person.store(&world, 3000).await);
        assert_ne!(etag(one.id).await, etag(two.id).await);
        assert_eq!(etag(one.id).await, etag(one.id).await);
    }
}
