//! Invariant 9: after coming back with the paper card, whatever somebody else knew is worth nothing, and the paper still opens.

use armoire::{
    client::vault::{Silent, Vault},
    protocol::{
        act::{Act, Header},
        log::{LogReader, Signatures},
    },
};

use crate::harness::{Device as _, Opened, Person, Server, ask, frames, on_both};

on_both! {
    fn old_words_sessions_and_keys_are_refused_and_the_paper_card_opens_again_twice(database: Database) {
        let server = Server::start(database);
        let (nadia, mut device) = Person::sign_up(server.address(), "nadia4821");
        device.put("bail.pdf", b"The lease of Nadia").unwrap();
        let papers = device.everything();
        let thief = Opened::of(&device);

        let mut words = nadia.secrets.words;
        let mut card = nadia.secrets.card;
        for round in 0..3 {
            let (mut back, secrets) = Vault::recover(&nadia.server, card, None).unwrap();
            assert_eq!(back.everything(), papers, "round {round}");

            let old = Vault::sign_in(&nadia.server, None, &nadia.handle, &words, None).unwrap_err();
            assert_eq!(old.code, "sign_in_refused", "old words");
            assert_eq!(device.sync().unwrap_err().code, "no_session", "old session");
            refuse_old_key(&server, &thief, &back);

            let added = back.put("apres.pdf", b"Added under the new keys").unwrap();
            let mut other = Vault::sign_in(&nadia.server, None, &nadia.handle, &secrets.words, None).unwrap();
            assert_eq!(other.read(added).unwrap(), b"Added under the new keys");
            let report = other.verify(&mut Silent).unwrap();
            assert!(report.altered.is_empty(), "{:?}", report.altered);
            back.delete(added).unwrap();
            device = back;
            words = secrets.words;
            card = secrets.card;
        }
    }
}

/// The key that signed before signs no more: for the server, even in a good session; for a client, even when the server lets it in.
fn refuse_old_key(server: &Server, thief: &Opened, back: &Vault) {
    let now = Opened::of(back);
    let (old, new) = (thief.cards.newest().hash, now.cards.newest().hash);
    for (card, reason) in [(old, "card"), (new, "signature")] {
        let act = now.sign_seen(1, time(&now)).remove(0);
        let header = Header { card, ..act.header };
        let forged = [Act::sign(header, act.body.unwrap(), Vec::new(), &thief.keyring.keys.signing)];
        let address = format!("{}/api/v1/lockers/{}/acts", server.address(), now.locker());
        let media_type = "application/vnd.armoire.acts";
        let answer = ask("POST", &address, Some(back.token().unwrap()), (media_type, &frames(&forged)));
        assert_eq!(answer.code(), "act_refused");
        assert_eq!(answer.json()["reason"], reason);

        let mut reader = LogReader::open(now.locker(), &now.acts, now.cards.clone(), Signatures::Newest).unwrap();
        let refused = reader.extend(&forged, Signatures::Newest).unwrap_err();
        assert_eq!(refused.name(), reason, "a client that is served this act");
    }
}

/// When the newest act was signed.
fn time(opened: &Opened) -> u64 {
    opened.acts.last().unwrap().header.time
}
