//! `GET`, `POST /lockers/{locker}/acts`

use armoire::protocol::{
    act::{Body, Gap, ObjectName},
    bytes::{Bytes, Hash},
    id::{NodeId, ObjectId},
};

use crate::harness::{NewDocument, Person, World, on_both, random};

/// A person with a folder and a document in it.
async fn with_document(world: &World) -> (Person, NodeId, NodeId) {
    let mut person = Person::signed_up(world, "nadia4821").await;
    let (folder, node) = (person.journal.folder(world.now()), NodeId(random()));
    let objects = vec![person.store(world, 3000).await];
    person.journal.document(NewDocument { node, folder, objects }, world.now());
    person.append(world, 2).await.expect(200);
    (person, folder, node)
}

on_both! {
    async fn what_was_appended_is_served_as_it_was_sent(world: World) {
        let (person, _, node) = with_document(&world).await;
        let path = format!("/lockers/{}/acts", person.locker());
        let all = world.call("GET", &path).bearer(&person.token).send().await.expect(200);
        assert_eq!(all.header("content-type"), "application/vnd.armoire.acts");
        assert_eq!(all.body, person.journal.frames(0));
        let some = world.call("GET", &format!("{path}?from=1&limit=2")).bearer(&person.token).send().await.expect(200);
        assert_eq!(some.acts(), person.journal.acts[1..3]);
        let of_node = world.call("GET", &format!("{path}?node={node}")).bearer(&person.token).send().await.expect(200);
        assert_eq!(of_node.acts(), person.journal.acts[3..]);
        let living = world.call("GET", &format!("/lockers/{}/living", person.locker()));
        assert_eq!(living.bearer(&person.token).send().await.expect(200).body, person.journal.frames(0));
        world.call("GET", &format!("{path}?from=x")).bearer(&person.token).send().await.expect_problem(400, "malformed");
    }

    async fn an_append_repeated_is_answered_like_the_first(world: World) {
        let (mut person, folder, _) = with_document(&world).await;
        let from = person.journal.next();
        person.journal.rename_folder(folder, world.now());
        let first = person.append(&world, from).await.expect(200).json();
        let second = person.append(&world, from).await.expect(200).json();
        assert_eq!(first, second);
        assert_eq!(first["seq"], from);
        assert_eq!(first["hash"], person.journal.state.head.hash.to_string());
        // Also when others came meanwhile.
        person.journal.rename_folder(folder, world.now());
        person.append(&world, from + 1).await.expect(200);
        let path = format!("/lockers/{}/acts", person.locker());
        let acts = &person.journal.acts[usize::try_from(from).expect("small")..][..1];
        let third = world.call("POST", &path).bearer(&person.token).acts(acts).send().await.expect(200).json();
        assert_eq!(first, third);
    }

    async fn two_devices_at_once_have_one_winner(world: World) {
        let (person, folder, _) = with_document(&world).await;
        let put = |person: &Person| {
            let (body, chain) = {
                let state = &person.journal.state.folders[&folder];
                let put = armoire::protocol::act::FolderState {
                    salt: Bytes(random::<16>().to_vec()),
                    node: folder,
                    parent: person.locker().as_node(),
                    epoch: 1,
                    version: 2,
                    base: state.put.hash,
                    label: crate::harness::sealed(512),
                    sealed: None,
                };
                (Body::Put(armoire::protocol::act::Put::Folder(put)), Some(state.stream.hash))
            };
            let act = person.journal.signed(body, chain, world.now(), |_| {});
            let path = format!("/lockers/{}/acts", person.locker());
            world.call("POST", &path).bearer(&person.token).acts(&[act]).send()
        };
        let (one, two) = tokio::join!(put(&person), put(&person));
        let (winner, loser) = if one.status.is_success() { (one, two) } else { (two, one) };
        winner.expect(200);
        let problem = loser.expect_problem(409, "log_conflict");
        assert_eq!(problem["seq"], person.journal.next());
    }

    async fn all_acts_of_an_append_are_there_or_none(world: World) {
        let (mut person, folder, node) = with_document(&world).await;
        let head = person.journal.state.head;
        let from = person.journal.next();
        person.journal.rename_folder(folder, world.now());
        let gone = ObjectName { id: ObjectId(random()), size: 5000, sha256: Hash(random()) };
        person.journal.document(NewDocument { node, folder, objects: vec![gone.clone()] }, world.now());
        let problem = person.append(&world, from).await.expect_problem(409, "object_gone");
        assert_eq!(problem["object"], gone.id.to_string());
        let locker = world.call("GET", &format!("/lockers/{}", person.locker())).bearer(&person.token).send().await.json();
        assert_eq!(locker["seq"], head.seq);
        assert_eq!(locker["hash"], head.hash.to_string());
    }

    async fn an_object_belongs_to_one_document(world: World) {
        let (mut person, folder, node) = with_document(&world).await;
        let objects = person.journal.state.documents[&node].objects.clone();
        let from = person.journal.next();
        // A new version may name it again; another document may not.
        person.journal.document(NewDocument { node, folder, objects: objects.clone() }, world.now());
        person.append(&world, from).await.expect(200);
        person.journal.document(NewDocument { node: NodeId(random()), folder, objects }, world.now());
        let problem = person.append(&world, from + 1).await.expect_problem(422, "act_refused");
        assert_eq!(problem["reason"], "objects");
    }

    async fn a_document_moves_in_one_append(world: World) {
        let (mut person, _, node) = with_document(&world).await;
        let from = person.journal.next();
        let objects = person.journal.state.documents[&node].objects.clone();
        let folder = person.journal.folder(world.now());
        person.journal.leave(node, world.now());
        let half = person.journal.since(from).to_vec();
        let path = format!("/lockers/{}/acts", person.locker());
        let limbo = world.call("POST", &path).bearer(&person.token).acts(&half).send().await;
        assert_eq!(limbo.expect_problem(422, "act_refused")["reason"], "limbo");
        person.journal.document(NewDocument { node, folder, objects }, world.now());
        person.append(&world, from).await.expect(200);
        // The tables hold what the rules need for the next one.
        let from = person.journal.next();
        person.journal.rename_folder(folder, world.now());
        person.append(&world, from).await.expect(200);
    }

    async fn keys_rotate_and_stale_ones_are_refused(world: World) {
        let (mut person, folder, node) = with_document(&world).await;
        let from = person.journal.next();
        let objects = person.journal.state.documents[&node].objects.clone();
        let under_old_key = person.journal.document_body(NewDocument { node, folder, objects: objects.clone() });
        person.journal.rotate_locker(world.now());
        person.append(&world, from).await.expect(200);
        let (body, chain) = under_old_key;
        let act = person.journal.signed(body, chain, world.now(), |_| {});
        let path = format!("/lockers/{}/acts", person.locker());
        let stale = world.call("POST", &path).bearer(&person.token).acts(&[act]).send().await;
        assert_eq!(stale.expect_problem(409, "stale_key")["seq"], from + 1);
        person.journal.rotate_folder(folder, world.now());
        person.journal.document(NewDocument { node, folder, objects }, world.now());
        person.append(&world, from + 1).await.expect(200);
    }

    async fn each_rule_has_its_name(world: World) {
        let (person, folder, node) = with_document(&world).await;
        let path = format!("/lockers/{}/acts", person.locker());
        let objects = person.journal.state.documents[&node].objects.clone();
        let (good, chain) = person.journal.document_body(NewDocument { node, folder, objects });
        let late = world.now() - 6 * 60 * 1000;
        let cases = [
            ("signature", {
                let mut act = person.journal.signed(good.clone(), chain, world.now(), |_| {});
                act.signature[0] ^= 1;
                act
            }),
            ("chain", person.journal.signed(good.clone(), Some(Hash(random())), world.now(), |_| {})),
            ("author", person.journal.signed(good.clone(), chain, world.now(), |header| {
                header.author = armoire::protocol::id::AccountId(random());
            })),
            ("card", person.journal.signed(good.clone(), chain, world.now(), |header| header.card = Hash(random()))),
            ("time", person.journal.signed(good.clone(), chain, late, |_| {})),
            ("time", person.journal.signed(good.clone(), chain, world.now() + 6 * 60 * 1000, |_| {})),
            ("locker", person.journal.signed(good, chain, world.now(), |header| {
                header.locker = Some(armoire::protocol::id::LockerId(random()));
            })),
        ];
        for (reason, act) in cases {
            let refused = world.call("POST", &path).bearer(&person.token).acts(&[act]).send().await;
            let problem = refused.expect_problem(422, "act_refused");
            assert_eq!(problem["reason"], reason);
            assert_eq!(problem["seq"], person.journal.next());
        }
    }

    async fn an_old_state_of_a_document_is_an_edit_conflict(world: World) {
        let (mut person, folder, node) = with_document(&world).await;
        let objects = person.journal.state.documents[&node].objects.clone();
        let (old, _) = person.journal.document_body(NewDocument { node, folder, objects: objects.clone() });
        let from = person.journal.next();
        person.journal.document(NewDocument { node, folder, objects }, world.now());
        person.append(&world, from).await.expect(200);
        let chain = Some(person.journal.state.folders[&folder].stream.hash);
        let act = person.journal.signed(old, chain, world.now(), |_| {});
        let path = format!("/lockers/{}/acts", person.locker());
        world.call("POST", &path).bearer(&person.token).acts(&[act]).send().await.expect_problem(409, "edit_conflict");
    }

    async fn bounds_hold_before_anything_is_parsed(world: World) {
        let (person, ..) = with_document(&world).await;
        let path = format!("/lockers/{}/acts", person.locker());
        let send = |body: Vec<u8>| {
            let call = world.call("POST", &path).bearer(&person.token).header("content-type", "application/vnd.armoire.acts");
            call.body(body).send()
        };
        send(vec![]).await.expect_problem(400, "malformed");
        send(b"\0\0\0\x05hell".to_vec()).await.expect_problem(400, "malformed");
        send(b"hello".to_vec()).await.expect_problem(413, "too_large");
        send(vec![0xFF; 100]).await.expect_problem(413, "too_large");
        send(vec![0; 16 * 1024 * 1024 + 1]).await.expect_problem(413, "too_large");
        let mut frames = person.journal.frames(1);
        frames.pop();
        send(frames).await.expect_problem(400, "malformed");
        let many: Vec<_> = (0..101).map(|_| {
            let gap = Body::Gap(Gap { salt: Bytes(random::<16>().to_vec()), seq: 1, hash: Hash(random()), lost: Vec::new() });
            person.journal.signed(gap, None, world.now(), |_| {})
        }).collect();
        world.call("POST", &path).bearer(&person.token).acts(&many).send().await.expect_problem(413, "too_large");
        world.call("POST", &path).bearer(&person.token).body("x").send().await.expect_problem(415, "malformed");
    }

    async fn an_answer_before_the_end_of_a_body_says_that_the_connection_closes(world: World) {
        let (person, ..) = with_document(&world).await;
        let path = format!("/lockers/{}/acts", person.locker());
        let send = |body: Vec<u8>| {
            let call = world.call("POST", &path).bearer(&person.token).header("content-type", "application/vnd.armoire.acts");
            call.body(body).send()
        };
        assert_eq!(send(vec![0; 16 * 1024 * 1024 + 1]).await.expect(413).header("connection"), "close");
        assert!(!send(b"hello".to_vec()).await.expect(413).headers.contains_key("connection"));
    }
}
