//! Who lets others in to what they look after, and who leaves.

use armoire::{
    protocol::{
        act::{Act, Body, Revoke, Right, read_frames},
        bytes::Bytes,
        id::{GrantId, NodeId},
    },
    server::{clock::DAY, sweeper::sweep},
};
use serde_json::Value;

use super::{HOUR, Shared, bytes, lent};
use crate::{
    harness::{NewGrant, Person, World, on_both_ends, random},
    rotation::rotated,
    storage::every_value,
};

on_both_ends! {
    async fn a_delegate_lets_others_in_and_all_of_it_ends_with_them(world: World) {
        let mut shared = Shared::new(&world).await;
        let folder = shared.papers[0];
        let via = shared.grant(&world, folder, Right::Manage).await;
        let (start, end) = (world.now(), world.now() + HOUR);
        let passes_on = |shared: &Shared, end| {
            let new = NewGrant { node: shared.documents[0].0, grantee: &shared.yusuf, right: Right::Read, start, end };
            let (body, file) = shared.nadia.journal.grant_body(new, Some(via));
            shared.karim.acts_in(&shared.nadia.journal, body, file, world.now())
        };
        let act = passes_on(&shared, end);
        shared.karim_appends(&world, act).await;
        assert_eq!(lent(&world, &shared.yusuf).await.len(), 1);
        shared.object(&world, &shared.yusuf, &shared.documents[0].1).await.expect(200);
        shared.object(&world, &shared.yusuf, &shared.documents[1].1).await.expect_problem(404, "not_found");
        // Not longer than their own.
        shared.karim_is_refused(&world, passes_on(&shared, end + 1), "via").await;
        shared.revoke(&world, via).await;
        for person in [&shared.karim, &shared.yusuf] {
            assert!(lent(&world, person).await.is_empty());
            shared.object(&world, person, &shared.documents[0].1).await.expect_problem(404, "not_found");
        }
    }

    async fn a_delegate_is_told_what_they_look_after_and_nothing_else(world: World) {
        let mut shared = Shared::new(&world).await;
        let [folder, other] = shared.papers;
        let locker = shared.nadia.locker();
        let private = shared.private;
        let hour = (world.now(), world.now() + HOUR);
        // Nadia lets Yusuf in here and there.
        let mut of_yusuf = Vec::new();
        for node in [folder, other, private, shared.documents[0].0] {
            let from = shared.nadia.journal.next();
            let new = NewGrant { node, grantee: &shared.yusuf, right: Right::Read, start: hour.0, end: hour.1 };
            of_yusuf.push(shared.nadia.journal.grant(new, world.now()).0);
            shared.nadia.append(&world, from).await.expect(200);
        }
        let via = shared.grant(&world, folder, Right::Manage).await;
        let new = NewGrant { node: shared.documents[1].0, grantee: &shared.yusuf, right: Right::Edit, start: hour.0, end: hour.1 };
        let (body, file) = shared.nadia.journal.grant_body(new, Some(via));
        let Body::Grant(on) = body.clone() else { unreachable!() };
        let act = shared.karim.acts_in(&shared.nadia.journal, body, file, world.now());
        shared.karim_appends(&world, act).await;

        // What hangs on another's comes with what it hangs on, what is the holder's own with nothing.
        let served = world.call("GET", "/grants").bearer(&shared.yusuf.token).send().await.expect(200).json();
        for entry in served["grants"].as_array().expect("a list") {
            let line: Vec<Act> = entry["line"].as_array().into_iter().flatten().map(frame_of).collect();
            let expected = if entry["grant"] == on.grant.to_string() { vec![via] } else { Vec::new() };
            assert_eq!(grants_of(&line), expected);
        }
        let managed = async |person: &Person, grant: GrantId| {
            let path = format!("/lockers/{locker}/managed?grant={grant}");
            world.call("GET", &path).bearer(&person.token).send().await
        };
        let there = managed(&shared.karim, via).await.expect(200).acts();
        let mut expected = vec![of_yusuf[0], of_yusuf[3], via, on.grant];
        expected.sort_unstable();
        let mut seen = grants_of(&there);
        seen.sort_unstable();
        assert_eq!(seen, expected);
        assert!(there.iter().all(|act| act.beside.is_empty()));
        // Who doesn't manage isn't told, nor by another's grant.
        for (person, grant) in [(&shared.yusuf, of_yusuf[0]), (&shared.yusuf, via), (&shared.yusuf, on.grant)] {
            managed(person, grant).await.expect_problem(404, "not_found");
        }
        // Of the whole locker, but what is private; and what waits, with its file.
        let (_, deposit) = shared.yusuf.deposits(&shared.nadia.journal, Vec::new(), world.now());
        shared.yusuf.send(&world, locker, std::slice::from_ref(&deposit)).await.expect(200);
        shared.nadia.journal.follow(deposit.clone());
        let all = shared.grant(&world, locker.as_node(), Right::Manage).await;
        let there = managed(&shared.karim, all).await.expect(200).acts();
        assert_eq!(grants_of(&there).len(), 6, "all but the private folder's");
        assert!(!grants_of(&there).contains(&of_yusuf[2]));
        let waiting: Vec<&Act> = there.iter().filter(|act| matches!(act.body, Some(Body::Deposit(_)))).collect();
        assert_eq!((waiting.len(), waiting[0].hash, &waiting[0].beside), (1, deposit.hash, &deposit.beside));

        // The head of a stream, to whom it concerns.
        let tail = async |person: &Person, node: NodeId| {
            let path = format!("/lockers/{locker}/tail?node={node}");
            world.call("GET", &path).bearer(&person.token).send().await
        };
        let head = shared.nadia.journal.state.folders[&folder].stream.hash.to_string();
        for node in [folder, shared.documents[0].0] {
            assert_eq!(tail(&shared.yusuf, node).await.expect(200).json()["chain"], head);
        }
        let stranger = Person::signed_up(&world, "amina0001").await;
        for (person, node) in [(&stranger, folder), (&shared.karim, private), (&shared.yusuf, NodeId(random()))] {
            tail(person, node).await.expect_problem(404, "not_found");
        }
        shared.revoke(&world, via).await;
        managed(&shared.karim, via).await.expect_problem(404, "not_found");
    }

    async fn who_was_let_in_may_leave(world: World) {
        let mut shared = Shared::new(&world).await;
        let grant = shared.grant(&world, shared.papers[0], Right::Read).await;
        let body = Body::Revoke(Revoke { salt: Bytes(random::<16>().to_vec()), grant, sealed: None });
        let act = shared.karim.acts_in(&shared.nadia.journal, body, Vec::new(), world.now());
        shared.karim_appends(&world, act).await;
        assert!(lent(&world, &shared.karim).await.is_empty());
    }

    async fn only_newest_cards_let_anybody_in(world: World) {
        let mut shared = Shared::new(&world).await;
        shared.grant(&world, shared.papers[0], Right::Edit).await;
        let (node, object) = shared.documents[0].clone();
        let by_old_card = shared.put(&world, node, shared.papers[0], vec![object]);
        let (start, end) = (world.now(), world.now() + HOUR);
        let new = NewGrant { node: shared.papers[1], grantee: &shared.karim, right: Right::Read, start, end };
        let (to_old_card, file) = shared.nadia.journal.grant_body(new, None);
        let old = shared.karim.cards.clone();
        rotated(&world, &mut shared.karim).await;
        assert_ne!(old.newest().hash, shared.karim.cards.newest().hash);
        let chain = shared.nadia.journal.state.stream_head(&to_old_card);
        let act = shared.nadia.journal.signed(to_old_card, chain, world.now(), |_| {});
        let answer = shared.nadia.send(&world, shared.nadia.locker(), &[Act { beside: file, ..act }]).await;
        assert_eq!(answer.expect_problem(422, "act_refused")["reason"], "card");
        shared.karim_is_refused(&world, by_old_card, "card").await;
        let of_nobody = Person::new(&world, "nobody0000");
        let new = NewGrant { node: shared.papers[1], grantee: &of_nobody, right: Right::Read, start, end };
        let (body, file) = shared.nadia.journal.grant_body(new, None);
        let act = shared.nadia.journal.signed(body, chain, world.now(), |_| {});
        let answer = shared.nadia.send(&world, shared.nadia.locker(), &[Act { beside: file, ..act }]).await;
        assert_eq!(answer.expect_problem(422, "act_refused")["reason"], "card");
    }

    async fn cards_of_who_signed_in_a_log_outlive_their_account(world: World) {
        let mut shared = Shared::new(&world).await;
        shared.grant(&world, shared.papers[0], Right::Add).await;
        let act = shared.put(&world, NodeId(random()), shared.papers[0], Vec::new());
        shared.karim_appends(&world, act).await;
        let cards = async |person: &Person| {
            let path = format!("/accounts/{}/cards", person.cards.account());
            world.call("GET", &path).bearer(&shared.nadia.token).send().await
        };
        let before = cards(&shared.karim).await.expect(200).body;
        for person in [&shared.karim, &shared.yusuf] {
            world.call("POST", "/account/deletion").bearer(&person.token).signed(person).send().await.expect(200);
        }
        world.clock.advance(7 * DAY);
        sweep(&world.app).await.expect("a sweep");
        assert_eq!(cards(&shared.karim).await.expect(200).body, before);
        cards(&shared.yusuf).await.expect_problem(404, "not_found");
        // No longer than the log.
        world.call("POST", "/account/deletion").bearer(&shared.nadia.token).signed(&shared.nadia).send().await.expect(200);
        world.clock.advance(7 * DAY);
        sweep(&world.app).await.expect("a sweep");
        for table in ["kept_cards", "cards", "authors", "grants", "acts"] {
            assert!(every_value(&world, table).await.is_empty(), "{table}");
        }
    }
}

fn frame_of(frame: &Value) -> Act {
    read_frames(&bytes(frame), 1).expect("a frame").remove(0)
}

fn grants_of(acts: &[Act]) -> Vec<GrantId> {
    let grant = |act: &Act| match &act.body {
        Some(Body::Grant(grant)) => Some(grant.grant),
        _ => None,
    };
    acts.iter().filter_map(grant).collect()
}
