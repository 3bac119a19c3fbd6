//! Final deletion: bodies and objects go at once, headers stay.

use armoire::protocol::id::NodeId;

use crate::harness::{NewDocument, Person, World, on_each_store, random};

on_each_store! {
    async fn bodies_and_objects_are_gone_at_once_and_headers_stay(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let (folder, node, kept) = (person.journal.folder(world.now()), NodeId(random()), NodeId(random()));
        let first = person.store(&world, 3000).await;
        let second = person.store(&world, 4000).await;
        let other = person.store(&world, 5000).await;
        person.journal.document(NewDocument { node, folder, objects: vec![first.clone()] }, world.now());
        person.journal.document(NewDocument { node, folder, objects: vec![second.clone()] }, world.now());
        person.journal.document(NewDocument { node: kept, folder, objects: vec![other.clone()] }, world.now());
        person.append(&world, 2).await.expect(200);
        let from = person.journal.next();
        person.journal.purge(node, world.now());
        person.append(&world, from).await.expect(200);

        let acts = world.call("GET", &format!("/lockers/{}/acts", person.locker())).bearer(&person.token).send().await.acts();
        let gone: Vec<bool> = acts.iter().map(|act| act.body.is_none()).collect();
        assert_eq!(gone, [false, false, false, true, true, false, false]);
        assert!(acts.iter().zip(&person.journal.acts).all(|(served, sent)| served.header == sent.header));
        for object in [first, second] {
            world.call("GET", &person.object_path(object.id)).bearer(&person.token).send().await.expect_problem(404, "not_found");
        }
        world.call("GET", &person.object_path(other.id)).bearer(&person.token).send().await.expect(200);
        assert_eq!(world.files(), 1);
        let locker = world.call("GET", &format!("/lockers/{}", person.locker())).bearer(&person.token).send().await.json();
        assert_eq!(locker["used"], other.size);
    }

    async fn only_bodies_of_the_document_itself_are_deleted(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let (folder, node) = (person.journal.folder(world.now()), NodeId(random()));
        let objects = vec![person.store(&world, 3000).await];
        person.journal.document(NewDocument { node, folder, objects }, world.now());
        person.append(&world, 2).await.expect(200);
        let from = person.journal.next();
        person.journal.purge(node, world.now());
        let purge = person.journal.since(from)[0].body.clone();
        let Some(armoire::protocol::act::Body::Purge(mut purge)) = purge else { panic!("a purge") };
        purge.gone = vec![2, 3];
        let act = {
            // The same act, but it names the folder's beginning too.
            let header = person.journal.since(from)[0].header.clone();
            person.journal.signed(armoire::protocol::act::Body::Purge(purge), header.chain, world.now(), |new| {
                new.seq = header.seq;
                new.prev = header.prev;
            })
        };
        let path = format!("/lockers/{}/acts", person.locker());
        let refused = world.call("POST", &path).bearer(&person.token).acts(&[act]).send().await;
        assert_eq!(refused.expect_problem(422, "act_refused")["reason"], "gone");
    }
}
