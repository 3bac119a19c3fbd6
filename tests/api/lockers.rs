//! `GET /lockers`, `GET /lockers/{locker}`

use crate::harness::{Person, World, on_both};

on_both! {
    async fn a_locker_tells_its_head_and_its_room(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        let list = world.call("GET", "/lockers").bearer(&person.token).send().await.expect(200).json();
        assert_eq!(list["lockers"].as_array().map(Vec::len), Some(1));
        let path = format!("/lockers/{}", person.locker());
        let locker = world.call("GET", &path).bearer(&person.token).send().await.expect(200).json();
        assert_eq!(list["lockers"][0], locker);
        assert_eq!(locker["seq"], 1);
        assert_eq!(locker["hash"], person.journal.state.head.hash.to_string());
        assert_eq!(locker["used"], 0);
        assert_eq!(locker["quota"], 2_u64 * 1024 * 1024 * 1024);
        let object = person.store(&world, 5000).await;
        let locker = world.call("GET", &path).bearer(&person.token).send().await.expect(200).json();
        assert_eq!(locker["used"], object.size);
    }

    async fn asking_for_anything_new_takes_one_read(world: World) {
        let person = Person::signed_up(&world, "nadia4821").await;
        world.statements();
        world.call("GET", &format!("/lockers/{}", person.locker())).bearer(&person.token).send().await.expect(200);
        assert_eq!(world.statements(), ["LOCKER_OF_SESSION"]);
    }
}
