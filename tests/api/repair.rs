//! After a restore, a client gives back what the server lost.

use armoire::protocol::id::NodeId;

use crate::harness::{NewDocument, Person, World, on_both, random};

on_both! {
    async fn old_acts_come_back_when_the_holder_vouches_for_them_now(world: World) {
        // Everything after the sign-up was lost with the restore: here it was never sent.
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let (folder, node) = (person.journal.folder(world.now()), NodeId(random()));
        let objects = vec![person.store(&world, 2000).await];
        person.journal.document(NewDocument { node, folder, objects }, world.now());
        for _ in 0..120 {
            person.journal.rename_folder(folder, world.now());
        }
        world.clock.advance(60 * 60 * 1000);
        // Without the fresh `seen` they are too old, and too many.
        let from = 2;
        person.append(&world, from).await.expect_problem(413, "too_large");
        person.journal.seen(world.now());
        person.append(&world, from).await.expect(200);
        person.append(&world, from).await.expect(200);
        let path = format!("/lockers/{}/acts", person.locker());
        let served = world.call("GET", &path).bearer(&person.token).send().await.expect(200);
        assert_eq!(served.body, person.journal.frames(0));
    }

    async fn a_seen_that_is_old_itself_repairs_nothing(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        person.journal.folder(world.now());
        person.journal.seen(world.now());
        world.clock.advance(60 * 60 * 1000);
        let problem = person.append(&world, 2).await.expect_problem(422, "act_refused");
        assert_eq!(problem["reason"], "time");
    }

    async fn what_nobody_has_is_closed_by_a_gap(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        person.journal.gap(40, world.now());
        person.journal.folder(world.now());
        person.append(&world, 2).await.expect(200);
    }
}
