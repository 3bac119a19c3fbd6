//! What somebody sees of what they were let in to, how long, and who is told.

use armoire::{
    protocol::{
        act::{Body, Right, read_frames},
        card::Chains,
        id::NodeId,
        log::{Lent, View, lent_list},
    },
    server::{clock::DAY, sweeper::sweep},
};
use futures_util::StreamExt as _;

use super::{HOUR, Shared, bytes, lent, random_object};
use crate::{
    harness::{NewDocument, NewGrant, World, on_both_ends, on_each_store, random},
    storage::{every_value, tamper},
};

on_both_ends! {
    async fn what_is_lent_is_listed_while_it_lives(world: World) {
        let mut shared = Shared::new(&world).await;
        let from = shared.nadia.journal.next();
        let (start, end) = (world.now() + HOUR, world.now() + 2 * HOUR);
        let new = NewGrant { node: shared.papers[0], grantee: &shared.karim, right: Right::Read, start, end };
        let (grant, file) = shared.nadia.journal.grant(new, world.now());
        shared.nadia.append(&world, from).await.expect(200);
        // Neither the list nor what is in it comes before its time.
        assert!(lent(&world, &shared.karim).await.is_empty());
        shared.view(&world, grant).await.expect_problem(404, "not_found");
        assert_eq!(shared.opens(&world).await, [false; 5]);
        world.clock.advance(60 * 60 * 1000);
        let listed = lent(&world, &shared.karim).await;
        assert_eq!(listed.len(), 1);
        let one = &listed[0];
        assert_eq!(one["locker"], shared.nadia.locker().to_string());
        assert_eq!(one["holder"], shared.nadia.cards.account().to_string());
        assert_eq!((&one["grant"], &one["node"]), (&grant.to_string().into(), &shared.papers[0].to_string().into()));
        assert_eq!((&one["right"], &one["start"], &one["end"]), (&"read".into(), &start.into(), &end.into()));
        assert_eq!(one["seq"], from);
        assert_eq!(bytes(&one["box"]), file);
        let act = read_frames(&bytes(&one["act"]), 1).expect("a frame").remove(0);
        assert_eq!(act.header, shared.nadia.journal.acts.last().expect("it").header);
        assert!(act.beside.is_empty());
        // Neither to its giver, nor to anybody else.
        assert!(lent(&world, &shared.nadia).await.is_empty() && lent(&world, &shared.yusuf).await.is_empty());
        world.clock.advance(60 * 60 * 1000 - 1);
        assert_eq!(lent(&world, &shared.karim).await.len(), 1);
        assert_eq!(shared.opens(&world).await, [true, true, false, false, false]);
        world.clock.advance(1);
        assert!(lent(&world, &shared.karim).await.is_empty());
        shared.view(&world, grant).await.expect_problem(404, "not_found");
        assert_eq!(shared.opens(&world).await, [false; 5]);
    }

    async fn a_long_list_comes_in_parts(world: World) {
        let mut shared = Shared::new(&world).await;
        let from = shared.nadia.journal.next();
        let (start, end) = (world.now(), world.now() + HOUR);
        for (node, _) in &shared.documents[..3] {
            let new = NewGrant { node: *node, grantee: &shared.karim, right: Right::Read, start, end };
            shared.nadia.journal.grant(new, start);
        }
        shared.nadia.append(&world, from).await.expect(200);
        let all = lent(&world, &shared.karim).await;
        assert_eq!(all.len(), 3);
        let after = format!("{}.{}", all[0]["locker"].as_str().expect("text"), all[0]["grant"].as_str().expect("text"));
        let rest = world.call("GET", &format!("/grants?after={after}")).bearer(&shared.karim.token).send().await.expect(200).json();
        assert_eq!(rest["grants"].as_array().expect("a list")[..], all[1..]);
        for wrong in ["x", ".", "after=x", "after=x.y", "before=1"] {
            let path = format!("/grants?{}", if wrong.contains('=') { wrong.to_owned() } else { format!("after={wrong}") });
            world.call("GET", &path).bearer(&shared.karim.token).send().await.expect_problem(400, "malformed");
        }
    }

    async fn a_folder_is_seen_from_what_lived_when_it_was_granted(world: World) {
        let mut shared = Shared::new(&world).await;
        let [folder, other] = shared.papers;
        let (node, object) = shared.documents[0].clone();
        // 2, 3: the folders; 4: the private one; 5 to 9: the documents; then a second version, a name, a rotation.
        let from = shared.nadia.journal.next();
        assert_eq!(from, 10);
        shared.nadia.journal.document(NewDocument { node, folder, objects: vec![object] }, world.now());
        shared.nadia.journal.rename_folder(folder, world.now());
        shared.nadia.journal.rename_folder(folder, world.now());
        shared.nadia.journal.rotate_folder(folder, world.now());
        shared.nadia.append(&world, from).await.expect(200);
        let grant = shared.grant(&world, folder, Right::Read).await;
        let granted = 14;
        assert_eq!(shared.seqs(&world, grant).await, [2, 6, 10, 12, 13, granted]);
        // Since then: all of this folder's, and nothing else.
        let from = shared.nadia.journal.next();
        let new = NodeId(random());
        shared.nadia.journal.document(NewDocument { node: new, folder, objects: Vec::new() }, world.now());
        shared.nadia.journal.document(NewDocument { node: new, folder, objects: Vec::new() }, world.now());
        shared.nadia.journal.document(NewDocument { node: NodeId(random()), folder: other, objects: Vec::new() }, world.now());
        shared.nadia.journal.leave(new, world.now());
        shared.nadia.journal.document(NewDocument { node: new, folder: other, objects: Vec::new() }, world.now());
        shared.nadia.journal.rename_folder(other, world.now());
        shared.nadia.journal.seen(world.now());
        shared.nadia.append(&world, from).await.expect(200);
        assert_eq!(shared.seqs(&world, grant).await, [2, 6, 10, 12, 13, granted, 15, 16, 18]);
        let path = format!("/lockers/{}/view?grant={grant}&from=15", shared.nadia.locker());
        let tail = world.call("GET", &path).bearer(&shared.karim.token).send().await.expect(200).acts();
        assert_eq!(tail.iter().map(|act| act.header.seq).collect::<Vec<_>>(), [15, 16, 18]);
        // Byte for byte what the holder signed.
        for act in shared.view(&world, grant).await.acts() {
            let place = usize::try_from(act.header.seq).expect("small");
            assert_eq!(act.header_bytes, shared.nadia.journal.acts[place].header_bytes);
            assert_eq!(act.body_bytes, shared.nadia.journal.acts[place].body_bytes);
        }
    }

    async fn a_document_is_seen_alone_wherever_it_goes(world: World) {
        let mut shared = Shared::new(&world).await;
        let [folder, other] = shared.papers;
        let (node, object) = shared.documents[1].clone();
        let grant = shared.grant(&world, node, Right::Read).await;
        assert_eq!(shared.seqs(&world, grant).await, [6, 10]);
        let from = shared.nadia.journal.next();
        shared.nadia.journal.rename_folder(folder, world.now());
        shared.nadia.journal.leave(node, world.now());
        shared.nadia.journal.document(NewDocument { node, folder: other, objects: vec![object] }, world.now());
        shared.nadia.append(&world, from).await.expect(200);
        assert_eq!(shared.seqs(&world, grant).await, [6, 10, 12, 13]);
        assert_eq!(shared.opens(&world).await, [false, true, false, false, false]);
    }

    async fn a_locker_is_seen_but_for_private_folders(world: World) {
        let mut shared = Shared::new(&world).await;
        let grant = shared.grant(&world, shared.nadia.locker().as_node(), Right::Read).await;
        // Keys, of which the private folder's is one that nobody opens; no document in it.
        assert_eq!(shared.seqs(&world, grant).await, [1, 2, 3, 4, 5, 6, 7, 8, 10]);
        assert_eq!(shared.opens(&world).await, [true, true, true, true, false]);
        let from = shared.nadia.journal.next();
        shared.nadia.journal.document(NewDocument { node: NodeId(random()), folder: shared.private, objects: Vec::new() }, world.now());
        shared.nadia.journal.document(NewDocument { node: NodeId(random()), folder: shared.papers[1], objects: Vec::new() }, world.now());
        shared.nadia.journal.rotate_locker(world.now());
        shared.nadia.append(&world, from).await.expect(200);
        assert_eq!(shared.seqs(&world, grant).await, [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 13]);
    }

    async fn acts_of_before_there_were_grants_are_seen_as_well(world: World) {
        let mut shared = Shared::new(&world).await;
        let from = shared.nadia.journal.next();
        shared.nadia.journal.purge(shared.documents[1].0, world.now());
        shared.nadia.append(&world, from).await.expect(200);
        // As a program of before left them.
        tamper(&world, "UPDATE acts SET stream = NULL").await;
        let grant = shared.grant(&world, shared.papers[0], Right::Read).await;
        assert_eq!(shared.seqs(&world, grant).await, [2, 5, 10, 11]);
        let whole = shared.grant(&world, shared.nadia.locker().as_node(), Right::Read).await;
        assert_eq!(shared.seqs(&world, whole).await, [1, 2, 3, 4, 5, 7, 8, 10, 12]);
    }

    // What is served is exactly what a grantee's own rules take: the acts that the box lists, then streams without a gap.
    async fn what_is_seen_verifies(world: World) {
        let mut shared = Shared::new(&world).await;
        let ([folder, other], locker) = (shared.papers, shared.nadia.locker());
        let documents: Vec<NodeId> = shared.documents.iter().map(|(node, _)| *node).collect();
        let put = |shared: &mut Shared, place: usize, folder: NodeId| {
            let (node, object) = shared.documents[place].clone();
            shared.nadia.journal.document(NewDocument { node, folder, objects: vec![object] }, world.now());
        };
        // Before: versions, names, keys, something that moves, something that goes, keys that are nobody else's.
        let from = shared.nadia.journal.next();
        put(&mut shared, 0, folder);
        shared.nadia.journal.rename_folder(folder, world.now());
        shared.nadia.journal.rotate_folder(folder, world.now());
        shared.nadia.journal.leave(documents[2], world.now());
        put(&mut shared, 2, folder);
        shared.nadia.journal.purge(documents[1], world.now());
        shared.nadia.journal.rotate_locker(world.now());
        shared.nadia.journal.rotate_folder(folder, world.now());
        shared.nadia.journal.rotate_folder(other, world.now());
        shared.nadia.journal.private_folder(world.now());
        shared.nadia.journal.folder(world.now());
        shared.nadia.append(&world, from).await.expect(200);
        let mut lent = Vec::new();
        for node in [folder, documents[0], locker.as_node()] {
            let from = shared.nadia.journal.next();
            let living = lent_list(&shared.nadia.journal.state, node);
            let (start, end) = (world.now(), world.now() + HOUR);
            let new = NewGrant { node, grantee: &shared.karim, right: Right::Add, start, end };
            let (grant, file) = shared.nadia.journal.grant(new, start);
            shared.nadia.append(&world, from).await.expect(200);
            let act = shared.nadia.journal.acts.last().expect("it").clone();
            let Some(Body::Grant(body)) = &act.body else { panic!("a grant") };
            lent.push((act.clone(), Lent { locker, node, epoch: body.epoch, turn: body.turn, grant, living }, file));
        }
        // Since: the same again, what the grantee adds, and other people's business in between.
        let new = NodeId(random());
        let act = shared.put(&world, new, folder, Vec::new());
        shared.karim_appends(&world, act).await;
        let from = shared.nadia.journal.next();
        let (start, end) = (world.now(), world.now() + HOUR);
        shared.nadia.journal.grant(NewGrant { node: folder, grantee: &shared.yusuf, right: Right::Read, start, end }, start);
        shared.nadia.journal.rotate_with_boxes(folder, &[lent[0].1.grant], world.now());
        put(&mut shared, 0, folder);
        shared.nadia.journal.leave(documents[0], world.now());
        put(&mut shared, 0, other);
        shared.nadia.journal.purge(new, world.now());
        let private = shared.private;
        put(&mut shared, 4, private);
        shared.nadia.journal.rename_folder(folder, world.now());
        shared.nadia.append(&world, from).await.expect(200);
        let mut chains = Chains::from(shared.nadia.cards.clone());
        chains.add(shared.karim.cards.clone()).expect("cards");
        let seen = [vec![documents[2]], vec![documents[0]], vec![documents[0], documents[2], documents[3]]];
        for ((act, lent, file), mut expected) in lent.into_iter().zip(seen) {
            let served = shared.view(&world, lent.grant).await.expect(200).acts();
            let view = View::open(&act, shared.karim.cards.account(), (&lent, &file), &served, chains.clone());
            let view = view.unwrap_or_else(|refusal| panic!("{}: {refusal:?}", lent.node));
            expected.sort_unstable();
            assert_eq!(view.state().documents.keys().copied().collect::<Vec<_>>(), expected);
            assert!(!view.is_over());
            // Without one of its acts it doesn't; the newest of a stream alone nobody misses.
            let of_one_stream = if lent.node == locker.as_node() { 0 } else { served.len() - 1 };
            for left_out in 0..of_one_stream {
                let mut served = served.clone();
                let gone = served.remove(left_out);
                let view = View::open(&act, shared.karim.cards.account(), (&lent, &file), &served, chains.clone());
                assert!(view.is_err() || gone.hash == act.hash, "{}: without {}", lent.node, gone.header.seq);
            }
        }
    }

    async fn a_private_folder_is_seen_only_by_its_own_grant(world: World) {
        let mut shared = Shared::new(&world).await;
        let grant = shared.grant(&world, shared.private, Right::Read).await;
        assert_eq!(shared.opens(&world).await, [false, false, false, false, true]);
        assert_eq!(shared.seqs(&world, grant).await, [4, 9, 10]);
    }

    async fn nobody_sees_by_somebody_elses_grant(world: World) {
        let mut shared = Shared::new(&world).await;
        let grant = shared.grant(&world, shared.papers[0], Right::Manage).await;
        let path = format!("/lockers/{}/view?grant={grant}", shared.nadia.locker());
        for person in [&shared.yusuf, &shared.nadia] {
            world.call("GET", &path).bearer(&person.token).send().await.expect_problem(404, "not_found");
        }
        // Nor in another locker.
        let path = format!("/lockers/{}/view?grant={grant}", shared.yusuf.locker());
        world.call("GET", &path).bearer(&shared.karim.token).send().await.expect_problem(404, "not_found");
        shared.object(&world, &shared.yusuf, &shared.documents[0].1).await.expect_problem(404, "not_found");
    }

    async fn objects_of_older_versions_stay_the_holders(world: World) {
        let mut shared = Shared::new(&world).await;
        let (node, old) = shared.documents[0].clone();
        shared.grant(&world, shared.papers[0], Right::Read).await;
        shared.object(&world, &shared.karim, &old).await.expect(200);
        let from = shared.nadia.journal.next();
        let new = shared.nadia.store(&world, 3000).await;
        let unnamed = shared.nadia.store(&world, 3000).await;
        shared.nadia.journal.document(NewDocument { node, folder: shared.papers[0], objects: vec![new.clone()] }, world.now());
        shared.nadia.append(&world, from).await.expect(200);
        shared.object(&world, &shared.karim, &old).await.expect_problem(404, "not_found");
        shared.object(&world, &shared.karim, &unnamed).await.expect_problem(404, "not_found");
        shared.object(&world, &shared.nadia, &old).await.expect(200);
        let head = world.call("HEAD", &shared.nadia.object_path(new.id)).bearer(&shared.karim.token).send().await.expect(200);
        assert_eq!(head.header("content-length"), new.size.to_string());
        let part = world.call("GET", &shared.nadia.object_path(new.id)).bearer(&shared.karim.token).header("range", "bytes=0-9");
        assert_eq!(part.send().await.expect(206).body.len(), 10);
    }

    async fn what_was_revoked_is_over_when_that_is_answered(world: World) {
        let mut shared = Shared::new(&world).await;
        let grant = shared.grant(&world, shared.papers[0], Right::Edit).await;
        let (node, object) = shared.documents[0].clone();
        let put = shared.put(&world, node, shared.papers[0], vec![object.clone()]);
        shared.object(&world, &shared.karim, &object).await.expect(200);
        shared.revoke(&world, grant).await;
        assert!(lent(&world, &shared.karim).await.is_empty());
        shared.view(&world, grant).await.expect_problem(404, "not_found");
        assert_eq!(shared.opens(&world).await, [false; 5]);
        let path = shared.nadia.object_path(random_object());
        world.call("PUT", &path).bearer(&shared.karim.token).bytes(&[0]).send().await.expect_problem(404, "not_found");
        shared.karim.send(&world, shared.nadia.locker(), &[put]).await.expect_problem(404, "not_found");
        assert!(every_value(&world, "grants").await.is_empty());
    }

    async fn the_holder_sees_what_others_were_served(world: World) {
        let mut shared = Shared::new(&world).await;
        let grant = shared.grant(&world, shared.papers[0], Right::Read).await;
        let path = format!("/lockers/{}/reads", shared.nadia.locker());
        let reads = async || world.call("GET", &path).bearer(&shared.nadia.token).send().await.expect(200).json();
        assert_eq!(reads().await["reads"], serde_json::json!([]));
        shared.view(&world, grant).await.expect(200);
        world.clock.advance(61_000);
        for _ in 0..2 {
            assert_eq!(shared.opens(&world).await, [true, true, false, false, false]);
        }
        let read = |node: NodeId, at: u64| serde_json::json!({"node": node, "account": shared.karim.cards.account(), "at": at});
        let (first, second) = (world.now() / 60_000 * 60_000 - 60_000, world.now() / 60_000 * 60_000);
        let mut documents = [shared.documents[0].0, shared.documents[1].0];
        documents.sort_by_key(ToString::to_string);
        let expected = [read(documents[0], second), read(documents[1], second), read(shared.papers[0], first)];
        assert_eq!(reads().await, serde_json::json!({"reads": expected, "more": false}));
        // The holder's own aren't anybody's business, and nobody else sees the list.
        shared.object(&world, &shared.nadia, &shared.documents[0].1).await.expect(200);
        assert_eq!(reads().await["reads"].as_array().map(Vec::len), Some(3));
        world.call("GET", &path).bearer(&shared.karim.token).send().await.expect_problem(404, "not_found");
        world.clock.advance(366 * DAY);
        sweep(&world.app).await.expect("a sweep");
        assert!(every_value(&world, "reads").await.is_empty());
    }

    async fn a_grantees_page_is_woken_for_what_they_see(world: World) {
        let mut shared = Shared::new(&world).await;
        let [folder, other] = shared.papers;
        let locker = shared.nadia.locker();
        let mut page = world.call("GET", "/events").bearer(&shared.karim.token).events().await;
        page.expect_head(shared.karim.locker(), 1).await;
        let lent = |seq: u64| Some(format!("event: lent\ndata: {{\"locker\":\"{locker}\",\"seq\":{seq}}}"));
        let grant = shared.grant(&world, folder, Right::Read).await;
        assert_eq!(page.next().await, lent(10));
        for (in_folder, wakes) in [(folder, true), (other, false), (shared.private, false), (folder, true)] {
            let from = shared.nadia.journal.next();
            shared.nadia.journal.document(NewDocument { node: NodeId(random()), folder: in_folder, objects: Vec::new() }, world.now());
            shared.nadia.append(&world, from).await.expect(200);
            if wakes {
                assert_eq!(page.next().await, lent(from));
            } else {
                shared.nothing_came(&world, &mut page).await;
            }
        }
        // Who else is let in to the same is nobody's business; that one isn't any more is theirs.
        let from = shared.nadia.journal.next();
        let (start, end) = (world.now(), world.now() + HOUR);
        shared.nadia.journal.grant(NewGrant { node: folder, grantee: &shared.yusuf, right: Right::Read, start, end }, start);
        shared.nadia.append(&world, from).await.expect(200);
        shared.nothing_came(&world, &mut page).await;
        shared.revoke(&world, grant).await;
        assert_eq!(page.next().await, lent(from + 1));
        let from = shared.nadia.journal.next();
        shared.nadia.journal.rotate_folder(folder, world.now());
        shared.nadia.append(&world, from).await.expect(200);
        shared.nothing_came(&world, &mut page).await;
    }
}

on_each_store! {
    async fn a_download_is_cut_when_the_grant_ends_in_its_middle(world: World) {
        let mut shared = Shared::with_objects_of(&world, 3_000_000).await;
        let object = shared.documents[0].1.clone();
        let read = async |shared: &Shared, range: &str| {
            let call = world.call("GET", &shared.nadia.object_path(object.id)).bearer(&shared.karim.token);
            call.header("range", range).stream().await
        };
        let whole = shared.object(&world, &shared.nadia, &object).await.body;
        for range in ["bytes=0-", "bytes=100-2999999", "chapters=1"] {
            let grant = shared.grant(&world, shared.papers[0], Right::Read).await;
            let mut pieces = read(&shared, range).await;
            let first = pieces.next().await.expect("a piece").expect("served");
            assert!(!first.is_empty() && whole.windows(first.len()).any(|part| part == first));
            shared.revoke(&world, grant).await;
            assert!(pieces.next().await.expect("an end").is_err(), "{range}: served after the end was answered");
            let from = shared.nadia.journal.next();
            shared.nadia.journal.rotate_folder(shared.papers[0], world.now());
            shared.nadia.append(&world, from).await.expect(200);
        }
        // By its time.
        shared.grant(&world, shared.papers[0], Right::Read).await;
        let mut pieces = read(&shared, "bytes=0-").await;
        pieces.next().await.expect("a piece").expect("served");
        world.clock.advance(60 * 60 * 1000);
        assert!(pieces.next().await.expect("an end").is_err());
    }
}
