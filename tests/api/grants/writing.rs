//! What somebody who was let in may write, and what stays in the log of it.

use std::collections::BTreeSet;

use armoire::protocol::{
    act::{Act, Body, Right},
    id::NodeId,
    log::{living_list, write_list},
};

use super::{HOUR, Shared, lent, random_object};
use crate::{
    harness::{NewDocument, NewGrant, Person, World, box_file, on_both_ends, random},
    storage::every_value,
};

on_both_ends! {
    async fn rights_are_levels(world: World) {
        let mut shared = Shared::new(&world).await;
        let [folder, other] = shared.papers;
        let (node, object) = shared.documents[0].clone();
        let (foreign, foreign_object) = shared.documents[2].clone();
        let version = |shared: &Shared| shared.put(&world, node, folder, vec![object.clone()]);
        let new = |shared: &Shared| shared.put(&world, NodeId(random()), folder, Vec::new());
        let upload = async |shared: &Shared| {
            let path = shared.nadia.object_path(random_object());
            world.call("PUT", &path).bearer(&shared.karim.token).bytes(&crate::harness::age_file(500)).send().await
        };
        let read = shared.grant(&world, folder, Right::Read).await;
        shared.karim_is_refused(&world, version(&shared), "author").await;
        shared.karim_is_refused(&world, new(&shared), "author").await;
        upload(&shared).await.expect_problem(404, "not_found");
        shared.revoke(&world, read).await;
        let from = shared.nadia.journal.next();
        shared.nadia.journal.rotate_folder(folder, world.now());
        shared.nadia.append(&world, from).await.expect(200);
        let add = shared.grant(&world, folder, Right::Add).await;
        shared.karim_is_refused(&world, version(&shared), "author").await;
        upload(&shared).await.expect(201);
        shared.karim_appends(&world, new(&shared)).await;
        shared.revoke(&world, add).await;
        let from = shared.nadia.journal.next();
        shared.nadia.journal.rotate_folder(folder, world.now());
        shared.nadia.append(&world, from).await.expect(200);
        shared.grant(&world, folder, Right::Edit).await;
        shared.karim_appends(&world, version(&shared)).await;
        // On that node alone.
        let elsewhere = shared.put(&world, foreign, other, vec![foreign_object]);
        shared.karim_is_refused(&world, elsewhere, "author").await;
        let elsewhere = shared.put(&world, NodeId(random()), other, Vec::new());
        shared.karim_is_refused(&world, elsewhere, "author").await;
        // Only the holder ends a document, and only who manages lets others in.
        let (body, file) = shared.nadia.journal.grant_body(
            NewGrant { node, grantee: &shared.yusuf, right: Right::Read, start: world.now(), end: world.now() + 1000 }, None);
        let act = shared.karim.acts_in(&shared.nadia.journal, body, file, world.now());
        shared.karim_is_refused(&world, act, "author").await;
    }

    async fn nobody_sends_what_another_has_signed(world: World) {
        let mut shared = Shared::new(&world).await;
        shared.grant(&world, shared.papers[0], Right::Edit).await;
        let (node, object) = shared.documents[0].clone();
        let act = shared.put(&world, node, shared.papers[0], vec![object]);
        let answer = shared.nadia.send(&world, shared.nadia.locker(), std::slice::from_ref(&act)).await;
        assert_eq!(answer.expect_problem(422, "act_refused")["reason"], "author");
        shared.yusuf.send(&world, shared.nadia.locker(), std::slice::from_ref(&act)).await.expect_problem(404, "not_found");
        let forged = Act { signature: [7; 64], ..act.clone() };
        shared.karim_is_refused(&world, forged, "signature").await;
        shared.karim_appends(&world, act).await;
    }

    // The server reads only what an append touches: what isn't touched must count all the same.
    async fn a_key_that_somebody_has_whose_grant_is_over_is_stale(world: World) {
        let mut shared = Shared::new(&world).await;
        let [folder, other] = shared.papers;
        let grant = shared.grant(&world, folder, Right::Read).await;
        shared.grant(&world, shared.documents[2].0, Right::Read).await;
        shared.nadia_is_refused(&world, 0, other, "parent").await;
        shared.revoke(&world, grant).await;
        shared.nadia_is_refused(&world, 0, folder, "stale_key").await;
        // By its end, while something else is written that touches neither.
        world.clock.advance(60 * 60 * 1000);
        let from = shared.nadia.journal.next();
        shared.nadia.journal.private_folder(world.now());
        shared.nadia.append(&world, from).await.expect(200);
        shared.nadia_is_refused(&world, 2, other, "stale_key").await;
        shared.nadia_is_refused(&world, 0, folder, "stale_key").await;
        assert_eq!(every_value(&world, "exposed").await.iter().filter(|value| **value == other.to_string()).count(), 1);
        // A new key for the folder, a new turn for the document.
        let from = shared.nadia.journal.next();
        shared.nadia.journal.rotate_folder(folder, world.now());
        shared.nadia.journal.rotate_folder(other, world.now());
        for (place, folder) in [(0, folder), (2, other)] {
            let (node, object) = shared.documents[place].clone();
            shared.nadia.journal.document(NewDocument { node, folder, objects: vec![object] }, world.now());
        }
        shared.nadia.append(&world, from).await.expect(200);
        assert!(every_value(&world, "exposed").await.is_empty());
    }

    async fn who_let_whom_in_stays_in_the_log(world: World) {
        let mut shared = Shared::new(&world).await;
        let node = shared.documents[0].0;
        shared.grant(&world, node, Right::Read).await;
        let from = shared.nadia.journal.next();
        shared.nadia.journal.purge(node, world.now());
        let purge = shared.nadia.journal.acts.last().expect("it").clone();
        let Some(Body::Purge(mut body)) = purge.body.clone() else { panic!("a purge") };
        // The grant is an act on this node, too.
        body.gone.push(from - 1);
        let act = shared.nadia.journal.signed(Body::Purge(body), purge.header.chain, world.now(), |header| {
            header.seq = purge.header.seq;
            header.prev = purge.header.prev;
        });
        let answer = shared.nadia.send(&world, shared.nadia.locker(), &[act]).await;
        assert_eq!(answer.expect_problem(422, "act_refused")["reason"], "gone");
        shared.nadia.append(&world, from).await.expect(200);
        assert!(lent(&world, &shared.karim).await.is_empty() && every_value(&world, "grants").await.is_empty());
    }

    async fn the_locker_is_loaded_as_it_was_written(world: World) {
        let mut shared = Shared::new(&world).await;
        shared.grant(&world, shared.papers[0], Right::Manage).await;
        shared.grant(&world, shared.documents[2].0, Right::Edit).await;
        let over = shared.grant(&world, shared.nadia.locker().as_node(), Right::Add).await;
        let (_, deposit) = shared.yusuf.deposits(&shared.nadia.journal, Vec::new(), world.now());
        shared.yusuf.send(&world, shared.nadia.locker(), std::slice::from_ref(&deposit)).await.expect(200);
        shared.nadia.journal.follow(deposit);
        shared.revoke(&world, over).await;
        // A checkpoint is taken only if the server's own fold has the same living acts.
        let from = shared.nadia.journal.next();
        shared.nadia.journal.checkpoint(world.now());
        shared.nadia.append(&world, from).await.expect(200);
        let list = write_list(&living_list(&shared.nadia.journal.state));
        assert!(shared.nadia.journal.state.grants.len() == 2 && shared.nadia.journal.state.exposed.len() == 1);
        let path = format!("/lockers/{}/living", shared.nadia.locker());
        let living = world.call("GET", &path).bearer(&shared.nadia.token).send().await.expect(200).acts();
        assert_eq!(living[0].beside, list);
        let listed: BTreeSet<u64> = living[1..].iter().map(|act| act.header.seq).collect();
        assert!([10, 11, 12, 13, 14].iter().all(|seq| listed.contains(seq)), "{listed:?}");
    }

    async fn a_new_key_comes_to_whoever_stays(world: World) {
        let mut shared = Shared::new(&world).await;
        let folder = shared.papers[0];
        let grant = shared.grant(&world, folder, Right::Read).await;
        let from = shared.nadia.journal.next();
        let (start, end) = (world.now(), world.now() + HOUR);
        let new = NewGrant { node: folder, grantee: &shared.yusuf, right: Right::Read, start, end };
        let (other, _) = shared.nadia.journal.grant(new, start);
        let files = shared.nadia.journal.rotate_with_boxes(folder, &[grant, other], world.now());
        shared.nadia.append(&world, from).await.expect(200);
        let own = usize::from(grant > other);
        let seen = shared.view(&world, grant).await.expect(200);
        let rotate = seen.acts().pop().expect("the rotation");
        assert_eq!(rotate.beside, files[own]);
        let raw = seen.body;
        let theirs = &files[1 - own];
        assert!(!raw.windows(theirs.len()).any(|part| part == theirs), "somebody else's box");
        let of_other = every_value(&world, "grants").await;
        assert!(of_other.contains(&shared.yusuf.cards.account().to_string()));
        let yusuf = shared.yusuf.cards.account().to_string();
        assert!(!String::from_utf8_lossy(&raw).contains(&yusuf), "who else is let in");
        // The holder gets all that stands beside; nobody else asks there.
        let path = format!("/lockers/{}/acts/{}/beside", shared.nadia.locker(), rotate.header.seq);
        let beside = world.call("GET", &path).bearer(&shared.nadia.token).send().await.expect(200).body;
        assert_eq!(beside, shared.nadia.journal.acts.last().expect("it").beside);
        world.call("GET", &path).bearer(&shared.karim.token).send().await.expect_problem(404, "not_found");
    }

    async fn a_box_is_there_sealed_and_the_one_that_was_signed(world: World) {
        let shared = Shared::new(&world).await;
        let new = NewGrant { node: shared.papers[0], grantee: &shared.karim, right: Right::Read, start: world.now(), end: world.now() + HOUR };
        let (body, file) = shared.nadia.journal.grant_body(new, None);
        let chain = shared.nadia.journal.state.stream_head(&body);
        let act = shared.nadia.journal.signed(body, chain, world.now(), |_| {});
        for (beside, reason) in [(Vec::new(), "box"), (box_file(400), "box"), (file[..10].to_vec(), "box")] {
            let answer = shared.nadia.send(&world, shared.nadia.locker(), &[Act { beside, ..act.clone() }]).await;
            assert_eq!(answer.expect_problem(422, "act_refused")["reason"], reason);
        }
        let plain = b"%PDF-1.7 in clear".to_vec();
        let Some(Body::Grant(mut grant)) = act.body.clone() else { panic!("a grant") };
        grant.file = armoire::protocol::bytes::Hash::of(&plain);
        let act = shared.nadia.journal.signed(Body::Grant(grant), chain, world.now(), |_| {});
        let answer = shared.nadia.send(&world, shared.nadia.locker(), &[Act { beside: plain, ..act }]).await;
        assert_eq!(answer.expect_problem(422, "act_refused")["reason"], "header");
    }

    async fn a_locker_without_others_costs_what_it_did(world: World) {
        let mut nadia = Person::signed_up(&world, "nadia4821").await;
        let folder = nadia.journal.folder(world.now());
        nadia.append(&world, 2).await.expect(200);
        world.statements();
        let from = nadia.journal.next();
        nadia.journal.document(NewDocument { node: NodeId(random()), folder, objects: Vec::new() }, world.now());
        nadia.append(&world, from).await.expect(200);
        let statements = world.statements();
        let of_others = ["GRANTS", "EXPOSED", "DEPOSITS", "UNFILLED", "ACCEPT"];
        assert!(!statements.iter().any(|name| of_others.contains(name)), "{statements:?}");
    }
}
