//! Rotations after a loss: what they cost, and what other devices live through meanwhile.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU64, Ordering},
};

use armoire::client::{
    account::Words,
    vault::{Loss, Silent, Vault},
};

use crate::harness::{Database, Device as _, Moment, Person, Proxy, Server, Verdict};

const FOLDERS: usize = 40;
/// Of those, private ones: each has its rotation.
const PRIVATE: usize = 8;
/// Bytes that a rotation may move in both directions, signing in by card and all.
const MOST: usize = 20_000_000;

#[test]
fn a_rotation_of_a_large_locker_moves_its_log_and_nothing_else() {
    let documents = std::env::var("ARMOIRE_DOCUMENTS").map_or(200, |text| text.parse().unwrap());
    let server = Server::start_with(Database::Sqlite, &[("ARMOIRE_QUOTA", "4000000000")]);
    let proxy = Proxy::before(server.address());
    let (nadia, mut device) = Person::sign_up(server.address(), "nadia4821");
    let folders: Vec<_> = (1..FOLDERS)
        .map(|number| match number {
            1..=PRIVATE => device.create_private_folder(&format!("private {number}"), None).unwrap(),
            _ => device.create_folder(&format!("folder {number}"), None).unwrap(),
        })
        .collect();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), vec![7; 20_000]).unwrap();
    for number in 0..documents {
        let folder = folders[number % folders.len()];
        device.add(file.path(), &format!("paper {number}.pdf"), "application/pdf", folder, &mut Silent).unwrap();
    }
    device.sign_out().unwrap();

    // The worst case: on a device that knows nothing, by card.
    let objects = Arc::new(AtomicU64::new(0));
    let counting = Arc::clone(&objects);
    proxy.watch(move |moment| {
        if let Moment::Begins(request) = moment {
            counting.fetch_add(u64::from(request.first_line().contains("/objects/")), Ordering::SeqCst);
        }
        Verdict::GoOn
    });
    proxy.record();
    let (mut back, secrets) =
        Vault::recover(&proxy.address().parse().unwrap(), nadia.secrets.card.clone(), None).unwrap();
    let moved = proxy.recorded().len();
    println!("{documents} documents, {FOLDERS} folders: {moved} bytes moved");
    assert!(moved < MOST, "{moved} bytes");
    assert_eq!(objects.load(Ordering::SeqCst), 0, "no object is sent or fetched");

    // Each folder's key is replaced before the next write there, private ones were already.
    for folder in [folders[0], folders[PRIVATE + 1]] {
        back.add(file.path(), "after.pdf", "application/pdf", folder, &mut Silent).unwrap();
    }
    let mut other = Vault::sign_in(&nadia.server, None, &nadia.handle, &secrets.words, None).unwrap();
    assert_eq!(other.documents().unwrap().len(), documents + 2);
    for document in other.documents().unwrap().iter().step_by(documents / 20 + 1) {
        assert_eq!(other.read(document.id).unwrap(), vec![7; 20_000], "{}", document.name);
    }
}

#[test]
fn another_device_goes_on_working_until_the_rotation_and_loses_nothing() {
    let server = Server::start(Database::Sqlite);
    let proxy = Proxy::before(server.address());
    let (nadia, mut other) = Person::sign_up(server.address(), "nadia4821");
    other.put("before.pdf", b"before").unwrap();
    let through: url::Url = proxy.address().parse().unwrap();
    let mut device = Vault::sign_in(&through, None, &nadia.handle, &nadia.secrets.words, None).unwrap();

    // It writes at the last moment, when the rotation is on its way: that must be signed again, and not be lost.
    let other = Arc::new(Mutex::new(other));
    let writing = Arc::clone(&other);
    let left = AtomicU64::new(2);
    proxy.watch(move |moment| {
        let rotates = matches!(moment, Moment::Begins(request) if request.asks("POST ", "/account/rotation"));
        if rotates && left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok() {
            let number = left.load(Ordering::SeqCst);
            writing.lock().unwrap().put(&format!("meanwhile {number}.pdf"), b"meanwhile").unwrap();
        }
        Verdict::GoOn
    });
    let replacement = device.replacement(Loss::Phone).unwrap();
    assert!(replacement.words.is_none() && replacement.card.is_none(), "nothing has to be written down again");
    device.rotate(&replacement).unwrap();
    proxy.rest();
    let refused = other.lock().unwrap().put("after.pdf", b"after").unwrap_err();
    assert_eq!(refused.code, "no_session");
    let expected = ["before.pdf", "meanwhile 0.pdf", "meanwhile 1.pdf"];
    assert_eq!(device.everything().keys().map(String::as_str).collect::<Vec<_>>(), expected);
    assert_eq!(nadia.other_device().everything(), device.everything(), "the words stay good");
}

#[test]
fn a_device_that_slept_through_a_rotation_comes_back_with_what_it_had() {
    let server = Server::start(Database::Sqlite);
    let (nadia, mut device) = Person::sign_up(server.address(), "nadia4821");
    let paper = device.put("bail.pdf", b"The lease").unwrap();
    let asleep = nadia.other_device();
    let (json, log) = {
        let saved = asleep.saved_state();
        let (json, log) = saved.expose_secret_parts().unwrap();
        (json.to_vec(), log.to_vec())
    };
    for loss in [Loss::Card, Loss::Phone] {
        let replacement = device.replacement(loss).unwrap();
        device.rotate(&replacement).unwrap();
    }
    device.put_again(paper, b"The lease, signed").unwrap();
    device.put("new.pdf", b"New").unwrap();

    let known = armoire::client::vault::SavedState::from_parts(&json, log).unwrap();
    let mut back = Vault::sign_in(&nadia.server, None, &nadia.handle, &nadia.secrets.words, Some(&known)).unwrap();
    assert_eq!(back.everything(), device.everything());
    back.put("from the old device.pdf", b"Old").unwrap();
    device.sync().unwrap();
    assert_eq!(back.everything(), device.everything());
}

#[test]
fn words_that_were_changed_elsewhere_are_not_sealed_again() {
    let server = Server::start(Database::Sqlite);
    let (nadia, mut device) = Person::sign_up(server.address(), "nadia4821");
    let mut other = nadia.other_device();
    let words = Words::generate();
    other.replace_words(&words).unwrap();
    // This device came in with the old ones. To seal their key again under the new words' proof would lock their holder out.
    let replacement = device.replacement(Loss::Phone).unwrap();
    assert!(replacement.words.is_some());
    let keeps = armoire::client::vault::Replacement { words: None, card: None };
    assert_eq!(device.rotate(&keeps).unwrap_err().code, "words_other");
    Vault::sign_in(&nadia.server, None, &nadia.handle, &words, None).unwrap();
    device.rotate(&replacement).unwrap();
    Vault::sign_in(&nadia.server, None, &nadia.handle, &replacement.words.unwrap(), None).unwrap();
}

#[test]
fn when_the_answer_is_lost_the_device_finds_out_what_was_done() {
    let server = Server::start(Database::Sqlite);
    let proxy = Proxy::before(server.address());
    let (nadia, mut device) = Person::sign_up(proxy.address(), "nadia4821");
    device.put("bail.pdf", b"The lease").unwrap();

    cut_answers(&proxy, "/account/ways", 1);
    let words = Words::generate();
    device.replace_words(&words).unwrap();
    Vault::sign_in(&nadia.server, None, &nadia.handle, &words, None).unwrap();

    cut_answers(&proxy, "/account/rotation", 1);
    let replacement = device.replacement(Loss::Card).unwrap();
    device.rotate(&replacement).unwrap();
    device.put("after.pdf", b"after").unwrap();
    let by_card = Vault::sign_in_by_card(&nadia.server, replacement.card.unwrap(), None).unwrap();
    assert_eq!(by_card.documents().unwrap().len(), 2);

    // Nobody answers any more: what was made must be shown, since it may be what opens now.
    proxy.watch(|moment| match moment {
        Moment::Answered(request, _) if request.asks("POST ", "/account/rotation") => Verdict::Cut,
        Moment::Begins(request) if request.asks("GET ", "/session") => Verdict::Cut,
        _ => Verdict::GoOn,
    });
    let replacement = device.replacement(Loss::Words).unwrap();
    let unknown = device.rotate(&replacement).unwrap_err();
    assert_eq!((unknown.code.as_str(), unknown.extra.get("unanswered")), ("network", Some(&true.into())));
    proxy.rest();
    Vault::sign_in(&nadia.server, None, &nadia.handle, &replacement.words.unwrap(), None).unwrap();
}

/// Cuts the next so many answers to this path, after the server has done what was asked.
fn cut_answers(proxy: &Proxy, path: &'static str, count: u64) {
    let left = AtomicU64::new(count);
    proxy.watch(move |moment| {
        let answered = matches!(moment, Moment::Answered(request, _) if request.asks("POST ", path));
        if answered && left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok() {
            return Verdict::Cut;
        }
        Verdict::GoOn
    });
}
