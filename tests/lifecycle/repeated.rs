//! An answer that is lost on its way: the client asks again, and what it asked for is done once.

use std::sync::atomic::{AtomicUsize, Ordering};

use armoire::client::ProblemKind;

use crate::harness::{Database, Device as _, Moment, Opened, Person, Proxy, Server, Verdict, ask, frames, on_both};

on_both! {
    fn a_document_whose_answer_was_lost_is_there_once(database: Database) {
        let server = Server::start(database);
        let proxy = Proxy::before(server.address());
        let (nadia, mut vault) = Person::sign_up(proxy.address(), "nadia4821");

        lose_answers(&proxy, "/acts", 1);
        vault.put("bail.pdf", b"the lease").unwrap();
        proxy.rest();
        assert_eq!(names(&nadia), ["bail.pdf"]);

        // So often that the client gives up: it can't know, and the person looks.
        lose_answers(&proxy, "/acts", usize::MAX);
        let unsure = vault.put("identite.jpg", b"the card").unwrap_err();
        assert_eq!(unsure.kind, ProblemKind::Network);
        proxy.rest();
        vault.sync().unwrap();
        assert_eq!(names(&nadia), ["bail.pdf", "identite.jpg"]);
        assert_eq!(vault.everything().len(), 2);
    }
}

#[test]
fn an_upload_whose_answer_was_lost_shows_nothing_and_is_repeated() {
    let server = Server::start(Database::Sqlite);
    let proxy = Proxy::before(server.address());
    let (nadia, mut vault) = Person::sign_up(proxy.address(), "nadia4821");
    lose_answers(&proxy, "/objects/", 1);
    let cut = vault.put("bail.pdf", b"the lease").unwrap_err();
    assert_eq!(cut.kind, ProblemKind::Network);
    proxy.rest();
    assert_eq!(names(&nadia), Vec::<String>::new());
    vault.put("bail.pdf", b"the lease").unwrap();
    assert_eq!(names(&nadia), ["bail.pdf"]);
}

on_both! {
    fn a_repeated_append_is_answered_with_the_same_bytes(database: Database) {
        let server = Server::start(database);
        let (_, mut vault) = Person::sign_up(server.address(), "nadia4821");
        let opened = Opened::of(&vault);
        let acts = frames(&opened.sign_seen(3, opened.acts.last().unwrap().header.time));
        let address = format!("{}/api/v1/lockers/{}/acts", server.address(), opened.locker());
        let append = || ask("POST", &address, vault.token().ok(), ("application/vnd.armoire.acts", &acts));
        let first = append();
        assert_eq!(first.status, 200);
        assert_eq!(append(), first);
        vault.sync().unwrap();
        // Repeated when others have written since, it is still the answer to the same.
        vault.put("bail.pdf", b"the lease").unwrap();
        let append = || ask("POST", &address, vault.token().ok(), ("application/vnd.armoire.acts", &acts));
        assert_eq!(append(), first);
    }
}

/// Lets the server do the next `count` requests that change this, and loses what it answers.
fn lose_answers(proxy: &Proxy, path_part: &'static str, count: usize) {
    let left = AtomicUsize::new(count);
    proxy.watch(move |moment| match moment {
        Moment::Answered(request, _)
            if (request.asks("POST", path_part) || request.asks("PUT", path_part))
                && left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok() =>
        {
            Verdict::Cut
        }
        _ => Verdict::GoOn,
    });
}

fn names(person: &Person) -> Vec<String> {
    person.other_device().everything().into_keys().collect()
}
