//! Invariants 4 to 7 with several people: whatever somebody tries, the fold says what the oracle says, and a log amounts to the same
//! however it is read.

use armoire::protocol::{
    act::{Act, Body, Right},
    id::NodeId,
    log::{LogReader, Signatures, read_list},
};
use rand::RngExt as _;
use std::collections::BTreeMap;

use crate::{seed, society::Society};

const STEPS: usize = 120;

#[test]
fn what_somebody_may_do_is_what_their_grants_allow_at_that_place() {
    let mut told = BTreeMap::<String, u64>::new();
    for (_, random) in seed::run("people", 300) {
        for (kind, count) in society(random).told {
            *told.entry(kind).or_default() += count;
        }
    }
    println!("told: {told:?}");
    let expected = [
        "card taken holder",
        "checkpoint author other",
        "deposit taken other",
        "grant author other",
        "grant card other",
        "grant end holder",
        "grant grantee other",
        "grant node other",
        "grant stale_key holder",
        "grant taken holder",
        "grant taken other",
        "grant via holder",
        "grant via other",
        "purge author other",
        "purge taken holder",
        "purge taken other",
        "put author other",
        "put card other",
        "put deposit holder",
        "put stale_key holder",
        "put stale_key other",
        "put taken holder",
        "put taken other",
        "revoke author other",
        "revoke card other",
        "revoke grant holder",
        "revoke taken holder",
        "revoke taken other",
        "rotate author other",
        "rotate card other",
        "rotate stale_key holder",
        "rotate taken other",
        "seen author other",
        "seen taken other",
    ];
    let missing: Vec<&str> = expected.into_iter().filter(|kind| !told.contains_key(*kind)).collect();
    assert!(missing.is_empty(), "never came: {missing:?}");
}

#[test]
fn a_log_of_several_people_amounts_to_the_same_read_whole_and_from_any_checkpoint() {
    let mut checkpoints = 0;
    for (number, random) in seed::run("people-fold", 120) {
        let society = society(random);
        let served = society.served();
        let open = |acts: &[Act]| LogReader::open(society.locker.id, acts, society.chains.clone(), Signatures::Newest);
        let whole = open(&served).unwrap_or_else(|refusal| panic!("society {number}: {refusal}"));
        assert_eq!(whole.locker(), &society.settled(), "society {number}");
        for checkpoint in served.iter().filter(|act| matches!(act.body, Some(Body::Checkpoint(_)))) {
            let Some(acts) = living_and_tail(&served, checkpoint) else { continue };
            let seq = checkpoint.header.seq;
            let cold = open(&acts).unwrap_or_else(|refusal| panic!("society {number} from {seq}: {refusal}"));
            assert_eq!(cold.locker(), &society.settled(), "society {number} from {seq}");
            checkpoints += 1;
        }
    }
    assert!(checkpoints > 0, "no history had a checkpoint");
}

#[test]
fn a_device_that_was_away_while_others_wrote_reads_on_to_the_same() {
    for (number, random) in seed::run("people-away", 120) {
        let mut society = society(random);
        let cut = society.random.random_range(2..society.acts.len());
        let in_a_move = matches!(society.acts[cut - 1].body, Some(Body::Leave(_)));
        let cut = cut - usize::from(in_a_move);
        let known = society.served_until(cut);
        let mut reader = LogReader::open(society.locker.id, &known, society.chains.clone(), Signatures::Each)
            .unwrap_or_else(|refusal| panic!("society {number}: {refusal}"));
        reader
            .extend(&society.served()[cut..], Signatures::Each)
            .unwrap_or_else(|refusal| panic!("society {number} from {cut}: {refusal}"));
        assert_eq!(reader.locker(), &society.settled(), "society {number} from {cut}");
    }
}

/// Invariant 6.
#[test]
fn a_revoked_delegates_own_grants_end_with_theirs_and_the_holders_stay() {
    for (number, random) in seed::run("people-revoked", 100) {
        let mut society = society(random);
        let node = society.locker.id.as_node();
        let Some(first) = society.grant_to(0, node, 1, Right::Manage) else { continue };
        let Some(hanging) = society.grant_to(1, node, 4, Right::Manage) else { continue };
        let Some(further) = society.grant_to(4, node, 5, Right::Edit) else { continue };
        if society.locker.grants[&hanging].via != Some(first) || society.locker.grants[&further].via != Some(hanging) {
            continue;
        }
        let beside = society.grant_to(0, node, 2, Right::Manage);
        assert_eq!(society.revoke_it(0, first), None, "society {number}");
        for over in [first, hanging, further] {
            assert!(!society.locker.grants.contains_key(&over), "society {number}");
        }
        let stays = |id| society.locker.grants.contains_key(&id);
        assert!(beside.is_none_or(stays), "society {number}");
        assert!(society.locker.is_stale(), "society {number}: what they were given opens nothing new");
    }
}

/// Invariant 7.
#[test]
fn a_put_that_a_rotation_overtook_ends_as_one_document() {
    let (mut overtaken, mut again) = (0, 0);
    for (number, random) in seed::run("people-overtaken", 200) {
        let mut society = society(random);
        let folder = society.locker.folders.iter().find(|(_, folder)| !folder.private).map(|(id, _)| *id);
        let Some(folder) = folder else { continue };
        society.rotate(0, society.locker.id.as_node());
        society.rotate(0, folder);
        let Some(grant) = society.grant_to(0, folder, 4, Right::Add) else { continue };
        let node = NodeId(society.random.random());
        let late = society.document(node, folder, None);
        let signed = society.sign(4, Body::Put(armoire::protocol::act::Put::Document(late.clone())), Vec::new());
        // Meanwhile the holder takes the right back, or only rotates.
        if number % 2 == 0 {
            society.revoke_it(0, grant);
        }
        society.rotate(0, folder);
        let mut reader = society.locker.clone();
        let refused = reader.apply(&signed, &society.chains, &mut armoire::protocol::log::Aside::default());
        assert!(refused.is_err(), "society {number}: signed on an older head");
        overtaken += 1;
        let mut newer = late;
        newer.epoch = society.locker.folders[&folder].newest_epoch();
        let body = Body::Put(armoire::protocol::act::Put::Document(newer));
        if society.attempt(4, body).is_none() {
            again += 1;
        } else {
            society.deposit(4, node);
            for _ in 0..20 {
                if society.accept_it(0, node, folder).is_none() {
                    break;
                }
            }
        }
        assert!(society.locker.documents.contains_key(&node), "society {number}: lost");
        assert!(!society.locker.deposits.contains_key(&node), "society {number}: twice");
    }
    assert!(overtaken > again && again > 0, "{overtaken} overtaken, {again} put again");
}

fn society(random: rand_chacha::ChaCha8Rng) -> Society {
    let mut society = Society::begin(random);
    for _ in 0..STEPS {
        society.step();
    }
    society
}

fn living_and_tail(served: &[Act], checkpoint: &Act) -> Option<Vec<Act>> {
    let at = |seq: u64| &served[usize::try_from(seq).expect("small")];
    let mut acts = vec![checkpoint.clone()];
    for listed in read_list(&checkpoint.beside).expect("a good list") {
        acts.push(at(listed.0).clone());
    }
    if acts.iter().any(|act| act.body.is_none()) {
        return None;
    }
    acts.extend_from_slice(&served[usize::try_from(checkpoint.header.seq).expect("small") + 1..]);
    Some(acts)
}
