//! `GET /lockers/{locker}/living`

use armoire::protocol::{
    act::Act,
    id::NodeId,
    log::{LogReader, Signatures},
};

use crate::harness::{NewDocument, Person, World, on_both, random};

async fn living(world: &World, person: &Person) -> Vec<Act> {
    let path = format!("/lockers/{}/living", person.locker());
    world.call("GET", &path).bearer(&person.token).send().await.expect(200).acts()
}

on_both! {
    async fn a_cold_reader_gets_the_checkpoint_what_lives_and_what_came_after(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let folder = person.journal.folder(world.now());
        let (one, two) = (NodeId(random()), NodeId(random()));
        for node in [one, two, one, one] {
            let objects = vec![person.store(&world, 2000).await];
            person.journal.document(NewDocument { node, folder, objects }, world.now());
        }
        person.journal.checkpoint(world.now());
        person.journal.rename_folder(folder, world.now());
        person.append(&world, 2).await.expect(200);
        let served = living(&world, &person).await;
        assert_eq!(served[0], person.journal.acts[7]);
        let seqs: Vec<u64> = served[1..].iter().map(|act| act.header.seq).collect();
        assert_eq!(seqs, [0, 1, 2, 4, 6, 8]);
        let reader = LogReader::open(person.locker(), &served, person.cards.clone(), Signatures::Each).expect("a good log");
        assert_eq!(*reader.locker(), person.journal.state);

        // The next checkpoint leaves out what died since; plain acts come without the list.
        let from = person.journal.next();
        person.journal.checkpoint(world.now());
        person.append(&world, from).await.expect(200);
        let served = living(&world, &person).await;
        let reader = LogReader::open(person.locker(), &served, person.cards.clone(), Signatures::Each).expect("a good log");
        assert_eq!(*reader.locker(), person.journal.state);
        let path = format!("/lockers/{}/acts", person.locker());
        let plain = world.call("GET", &path).bearer(&person.token).send().await.expect(200).acts();
        assert!(plain.iter().all(|act| act.beside.is_empty()));
        assert_eq!(plain.len(), person.journal.acts.len());
    }

    async fn a_list_that_leaves_something_out_is_refused(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        person.journal.folder(world.now());
        person.append(&world, 2).await.expect(200);
        // Signed over what lived before the folder's key changed.
        let from = person.journal.next();
        person.journal.checkpoint(world.now());
        let mut act = person.journal.since(from)[0].clone();
        act.beside = b"[]".to_vec();
        let path = format!("/lockers/{}/acts", person.locker());
        let refused = world.call("POST", &path).bearer(&person.token).acts(&[act]).send().await;
        assert_eq!(refused.expect_problem(422, "act_refused")["reason"], "list");
    }

    async fn a_purge_makes_an_older_checkpoint_useless(world: World) {
        let mut person = Person::signed_up(&world, "nadia4821").await;
        let (folder, node) = (person.journal.folder(world.now()), NodeId(random()));
        let objects = vec![person.store(&world, 2000).await];
        person.journal.document(NewDocument { node, folder, objects }, world.now());
        person.journal.checkpoint(world.now());
        person.journal.purge(node, world.now());
        person.append(&world, 2).await.expect(200);
        let served = living(&world, &person).await;
        assert_eq!(served.len(), person.journal.acts.len());
        let reader = LogReader::open(person.locker(), &served, person.cards.clone(), Signatures::Each).expect("a good log");
        assert!(reader.locker().documents.is_empty());
        let from = person.journal.next();
        person.journal.checkpoint(world.now());
        person.append(&world, from).await.expect(200);
        assert_eq!(living(&world, &person).await[0].header.seq, from);
    }
}
