//! Each context opens under no other, and each type of signature verifies under no other.

use armoire::{
    client::{
        envelope::{Context, Derivation, SlotKind, derive, open, seal},
        hazmat::{Key, Pin},
    },
    protocol::{
        Refusal,
        id::{AccountId, LockerId, NodeId, SlotId},
        signing::{SignatureType, SigningSeed, verify},
    },
};

/// One of each context, all fields as alike as their types allow.
fn contexts() -> Vec<Context<'static>> {
    let (account, slot, locker, node) = (AccountId([1; 20]), SlotId([1; 20]), LockerId([1; 20]), NodeId([1; 20]));
    let contexts = vec![
        Context::Keyring { account, version: 1 },
        Context::Slot { account, slot, kind: SlotKind::Words },
        Context::Slot { account, slot, kind: SlotKind::Card },
        Context::Slot { account, slot, kind: SlotKind::Device },
        Context::Slot { account, slot, kind: SlotKind::Passkey },
        Context::Name { account, id: "1" },
        Context::Node { locker, node, epoch: 1 },
        Context::Prior { locker, node, epoch: 1 },
        Context::Label { locker, node, version: 1 },
        Context::Act { locker, node, kind: "put", salt: &[1; 16] },
        Context::Profile { profile: "1", part: "1" },
        Context::Greeting { inviter: account },
        Context::Invite { inviter: account, invitee: account },
    ];
    // A new context must be added above: this match says so.
    for context in &contexts {
        match context {
            Context::Keyring { .. }
            | Context::Slot { .. }
            | Context::Node { .. }
            | Context::Prior { .. }
            | Context::Label { .. }
            | Context::Act { .. }
            | Context::Name { .. }
            | Context::Greeting { .. }
            | Context::Invite { .. }
            | Context::Profile { .. } => {}
        }
    }
    contexts
}

#[test]
fn what_is_sealed_in_one_context_opens_in_no_other() {
    let key = Key::generate();
    for (place, one) in contexts().iter().enumerate() {
        let sealed = seal(&key, one, b"paper");
        for (other_place, other) in contexts().iter().enumerate() {
            let opened = open(&key, other, &sealed).map(|plaintext| plaintext.to_vec());
            let expected = if place == other_place { Ok(b"paper".to_vec()) } else { Err(Refusal::Commitment) };
            assert_eq!(opened, expected, "{one:?} under {other:?}");
        }
    }
}

#[test]
fn no_two_derivations_give_the_same_key() {
    let key = Key::generate();
    let node = NodeId([1; 20]);
    let (secret, pin): (_, Pin) = (Key::generate(), "123456".parse().unwrap());
    let (other_secret, other_pin): (_, Pin) = (Key::generate(), "123457".parse().unwrap());
    let derivations = [
        Derivation::Find(SlotKind::Device),
        Derivation::Find(SlotKind::Passkey),
        Derivation::FindInvitation,
        Derivation::Auth(SlotKind::Passkey),
        Derivation::Key(SlotKind::Passkey),
        Derivation::Pin { pin: &pin },
        Derivation::Pin { pin: &other_pin },
        Derivation::Device { pepper: &secret, pin: &pin },
        Derivation::Device { pepper: &secret, pin: &other_pin },
        Derivation::Device { pepper: &other_secret, pin: &pin },
        Derivation::Pocket { stretched: &secret },
        Derivation::Pocket { stretched: &other_secret },
        Derivation::Find(SlotKind::Words),
        Derivation::Find(SlotKind::Card),
        Derivation::Auth(SlotKind::Words),
        Derivation::Auth(SlotKind::Card),
        Derivation::Key(SlotKind::Words),
        Derivation::Key(SlotKind::Card),
        Derivation::Recovery,
        Derivation::Document { node, epoch: 1, turn: 0 },
        Derivation::Document { node, epoch: 1, turn: 1 },
        Derivation::Document { node, epoch: 11, turn: 0 },
        Derivation::Inbox { epoch: 1 },
        Derivation::Profile { profile: "1" },
    ];
    for (place, one) in derivations.iter().enumerate() {
        for other in &derivations[..place] {
            assert_ne!(derive(&key, one), derive(&key, other), "{one:?} and {other:?}");
        }
    }
}

#[test]
fn a_signature_of_one_type_verifies_as_no_other() {
    let seed = SigningSeed::new([7; 32]);
    for one in SignatureType::ALL {
        let signature = seed.sign(one, b"{}");
        for other in SignatureType::ALL {
            let expected = if one == other { Ok(()) } else { Err(Refusal::Signature) };
            assert_eq!(verify(other, &seed.public_key(), b"{}", &signature), expected, "{one:?} as {other:?}");
        }
    }
}
