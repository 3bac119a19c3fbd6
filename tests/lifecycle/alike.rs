//! Invariant 12: whoever guesses learns nothing, not even whether there is such a person. The order of storage calls is tested in
//! `tests/api`.

use std::sync::{Arc, Mutex};

use armoire::client::{account::Words, vault::Vault};
use serde_json::json;

use crate::harness::{Database, Head, Moment, Person, Proxy, Server, Verdict, ask, on_both};

on_both! {
    fn an_unknown_handle_and_wrong_words_are_answered_with_the_same_bytes(database: Database) {
        let server = Server::start(database);
        let (nadia, _) = Person::sign_up(server.address(), "nadia4821");
        let address = format!("{}/api/v1/session", server.address());
        let try_in = |kind: &str, find: &str| {
            let body = json!({ "kind": kind, "find": find, "auth": "A".repeat(43) }).to_string();
            ask("POST", &address, None, ("application/json", body.as_bytes()))
        };
        let known = try_in("words", "nadia4821");
        assert_eq!((known.status, known.code().as_str()), (401, "sign_in_refused"));
        assert_eq!(try_in("words", "nobody0000"), known);
        assert_eq!(try_in("card", &nadia.secrets.card.find()), known);
        assert_eq!(try_in("card", &"A".repeat(43)), known);
    }
}

#[test]
fn a_client_asks_as_often_and_says_the_same() {
    let server = Server::start(Database::Sqlite);
    let proxy = Proxy::before(server.address());
    let (nadia, _) = Person::sign_up(proxy.address(), "nadia4821");
    let attempt = |handle: &str| {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let noting = Arc::clone(&asked);
        proxy.watch(move |moment| {
            if let Moment::Begins(request) = moment {
                noting.lock().unwrap().push(Head::first_line(request));
            }
            Verdict::GoOn
        });
        let refused =
            Vault::sign_in(&nadia.server, None, &handle.parse().unwrap(), &Words::generate(), None).unwrap_err();
        proxy.rest();
        let asked = asked.lock().unwrap().clone();
        (refused.code, refused.sentence, asked)
    };
    let wrong = attempt("nadia4821");
    assert_eq!(wrong.0, "sign_in_refused");
    assert_eq!(attempt("nobody0000"), wrong);
    assert_eq!(wrong.2.iter().filter(|line| line.contains("/session")).count(), 1, "one request");
}
