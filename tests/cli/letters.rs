//! What people ask, propose and tell one another, and the list of those who help.

use serde_json::{Value, json};

use crate::harness::{Device, Person, Server, Stores, on_both};

/// Nadia, a holder; Luc and Awa, who help her. Nadia has met both.
pub struct Office {
    pub server: Server,
    pub nadia: Person,
    pub luc: Person,
    pub awa: Person,
}

impl Office {
    pub fn new() -> Self {
        Self::on(Stores::Beside)
    }

    /// With what their server has kept there.
    pub fn on(stores: Stores) -> Self {
        let server = Server::on(stores);
        let person = |handle| Person::called(server.address(), handle);
        let office = Self { nadia: person("nadia4821"), luc: person("luc0001"), awa: person("awa2222"), server };
        office.meet(&office.luc.device, "Luc", "CCAS de Lille");
        office.meet(&office.awa.device, "Awa", "SIAO 59");
        office
    }

    #[track_caller]
    fn meet(&self, device: &Device, name: &str, organisation: &str) {
        let invited = self.nadia.device.run(["invite", "--name", "Nadia"]).json();
        let invitation = invited["invitation"].as_str().unwrap();
        device.run(["join", invitation, "--name", name, "--organisation", organisation, "--yes"]).json();
        self.nadia.device.run(["people"]).json();
    }

    #[track_caller]
    fn add(&self, name: &str, text: &str) -> String {
        self.nadia.device.add(self.nadia.device.write(name, text))
    }

    /// Kinds of the acts in Nadia's journal that `author` has signed.
    #[track_caller]
    pub fn kinds(&self, author: &Person) -> Vec<String> {
        let journal = self.nadia.device.run(["journal"]).json();
        let theirs = journal.as_array().unwrap().iter().filter(|entry| entry["author"] == author.id.as_str());
        theirs.map(|entry| entry["kind"].as_str().unwrap().to_owned()).collect()
    }
}

/// The one letter that waits.
#[track_caller]
pub fn waiting(device: &Device) -> Value {
    let letters = device.run(["letters"]).json();
    assert_eq!(letters["waiting"].as_array().unwrap().len(), 1, "{letters}");
    letters["waiting"][0].clone()
}

#[track_caller]
pub fn assert_nothing_waits(device: &Device) {
    assert_eq!(device.run(["letters"]).json()["waiting"], json!([]));
}

pub fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("no {key} in {value}"))
}

fn lent(device: &Device) -> Vec<String> {
    let list = device.run(["list", "--locker", "Nadia"]).json();
    let mut names: Vec<String> = list.as_array().unwrap().iter().map(|paper| text(paper, "name").to_owned()).collect();
    names.sort();
    names
}

#[test]
fn what_cannot_be_asked_is_refused_in_its_own_words() {
    let office = Office::new();
    let (nadia, luc) = (&office.nadia.device, &office.luc.device);
    let ask = |paper: &str, purpose: &str, until: &str| {
        luc.run(["ask", "Nadia", "--paper", paper, "--purpose", purpose, "--until", until])
    };
    for (paper, purpose) in [("", "RSA"), ("Tax notice", " "), ("Tax\nnotice", "RSA")] {
        let refused = ask(paper, purpose, "1h").problem(2, "malformed");
        assert!(text(&refused, "detail").contains("can't be blank, nor hold a line break"), "{refused}");
    }
    assert!(text(&ask("Tax notice", "RSA", "2090-01-01").problem(2, "end"), "detail").contains("too far ahead"));
    ask("Tax notice", "RSA", "2020-01-01").problem(2, "past");
    let long = ask(&"x".repeat(257), "RSA", "1h").problem(7, "too_large");
    assert!(text(&long, "detail").contains("256 bytes"), "{long}");
    assert_eq!(luc.run(["asked"]).json()["asked"], json!([]));
    assert_nothing_waits(nadia);
    // The answer is read out as it will be, and only where it can be given.
    let (one, other) = (office.add("one.txt", "one"), office.add("other.txt", "other"));
    ask("Tax notice", "RSA", "1h").json();
    let letter = text(&waiting(nadia), "id").to_owned();
    let twice = ["answer", &letter, "--lend", &format!("1={one}"), "--lend", &format!("1={other}")];
    nadia.run(twice).problem(2, "usage");
    nadia.run(["answer", &letter, "--lend", &format!("1={one}"), "--until", "2020-01-01"]).problem(2, "end");
    assert_eq!(nadia.run(["grants"]).json(), json!([]));
}

on_both! {
    papers_are_asked_for_and_chosen_one_by_one,
    none_of_the_papers_is_an_answer_too,
    somebody_offers_to_stand_on_the_list_and_both_signatures_stand,
    somebody_who_offers_again_is_asked_about_once,
    who_leaves_says_so_and_stays_on_the_list_as_past,
    the_list_is_the_holders_and_is_shown_entry_by_entry,
}

fn papers_are_asked_for_and_chosen_one_by_one(stores: Stores) {
    let office = Office::on(stores);
    let (nadia, luc) = (&office.nadia.device, &office.luc.device);
    let identity = office.add("identity.txt", "identity card");
    office.add("diary.txt", "diary");
    let ask = ["ask", "Nadia", "--paper", "Identity card", "--paper", "Tax notice", "--purpose", "Housing file"];
    luc.run(ask.iter().chain(&["--until", "400d"])).problem(2, "end");
    let asked = luc.run(ask.iter().chain(&["--until", "30d"])).json();
    assert_eq!(nadia.run(["inbox"]).json(), json!([]), "a letter is no paper");
    let letter = waiting(nadia);
    assert_eq!((text(&letter, "form"), &letter["id"]), ("ask", &asked["letter"]));
    assert_eq!(letter["person"]["name"], "Luc");
    let papers = json!([{"name": "Identity card"}, {"name": "Tax notice"}]);
    assert_eq!((&letter["letter"]["papers"], text(&letter["letter"], "purpose")), (&papers, "Housing file"));
    assert!(
        nadia.read(["letters"]).text().contains("asks for 1 Identity card, 2 Tax notice; for: Housing file; until ")
    );

    let id = text(&letter, "id");
    let first = format!("1={identity}");
    let told = nadia.run(["answer", id, "--lend", &first]).problem(2, "not_confirmed");
    let sentence = text(&told, "detail");
    assert!(sentence.contains("can open \"identity.txt\" until ") && sentence.contains("1 of 2"), "{sentence}");
    let third = format!("3={identity}");
    nadia.run(["answer", id, "--lend", &third, "--yes"]).problem(2, "usage");
    assert_eq!(nadia.run(["grants"]).json(), json!([]));
    let answered = nadia.run(["answer", id, "--lend", &first, "--yes"]).json();
    assert_eq!(answered["granted"], json!([true, false]));
    let grant = &nadia.run(["grants"]).json()[0];
    assert_eq!((&grant["grant"], text(grant, "purpose")), (&answered["grants"][0], "Housing file"));
    assert_eq!(grant["end"], letter["letter"]["until"]);
    assert_nothing_waits(nadia);
    nadia.run(["answer", id, "--yes"]).problem(4, "not_found");

    assert_eq!(lent(luc), ["identity.txt"]);
    // The answer is told once, and kept with what was asked.
    let told = luc.run(["letters"]).json();
    let answer = &told["taken"][0];
    assert_eq!((text(answer, "form"), &answer["letter"]["to"]), ("answer", &asked["letter"]));
    assert_eq!(answer["letter"]["granted"], json!([true, false]));
    assert_eq!(luc.run(["letters"]).json(), json!({"waiting": [], "taken": []}));
    let kept = luc.run(["asked"]).json();
    assert_eq!((kept["asked"][0]["papers"].clone(), &kept["handed"]), (papers, &json!([])));
    assert_eq!(kept["asked"][0]["answer"]["granted"], json!([true, false]));
    let shown = luc.read(["asked"]).text();
    assert!(shown.contains("Identity card (lent), Tax notice (no)") && shown.contains("1 of 2"), "{shown}");
    assert_eq!(nadia.run(["verify"]).json()["altered"], json!([]));
}

fn none_of_the_papers_is_an_answer_too(stores: Stores) {
    let office = Office::on(stores);
    let (nadia, luc) = (&office.nadia.device, &office.luc.device);
    luc.run(["ask", "Nadia", "--paper", "Diary", "--purpose", "Curiosity", "--until", "1h"]).json();
    let id = text(&waiting(nadia), "id").to_owned();
    assert!(luc.read(["asked"]).text().contains("not yet"));
    // A letter that isn't an ask can't be answered with papers, and one that isn't a proposal not with yes.
    nadia.run(["accept", &id]).problem(2, "kind");
    nadia.run(["answer", &id, "--motive", "That is mine"]).json();
    assert_eq!(nadia.run(["grants"]).json(), json!([]));
    let answer = &luc.run(["asked"]).json()["asked"][0]["answer"];
    assert_eq!((&answer["granted"], text(answer, "motive")), (&json!([false]), "That is mine"));
    luc.run(["list", "--locker", "Nadia"]).problem(4, "not_found");
    luc.run(["propose", "Nadia", "entry"]).json();
    nadia.run(["answer", text(&waiting(nadia), "id")]).problem(2, "kind");
    // Whose letter was answered is known, though nothing of it is left.
    let told = nadia.run(["consents"]).json();
    assert_eq!(
        (text(&told[0], "kind"), text(&told[0], "text")),
        ("refuse", "You refused, or answered, what came from Luc (CCAS de Lille).")
    );
}

fn somebody_who_offers_again_is_asked_about_once(stores: Stores) {
    let office = Office::on(stores);
    let (nadia, luc) = (&office.nadia.device, &office.luc.device);
    for motive in ["Hello", "As we said"] {
        luc.run(["propose", "Nadia", "entry", "--motive", motive]).json();
    }
    assert_eq!(text(&waiting(nadia)["letter"], "motive"), "As we said", "what he wrote last is all that waits");
    // The other one is nowhere, not only hidden.
    assert_eq!(office.kinds(&office.luc), ["deleted", "deposit"]);
    luc.run(["propose", "Nadia", "referent"]).json();
    office.awa.device.run(["propose", "Nadia", "referent"]).json();
    let waiting = nadia.run(["letters"]).json()["waiting"].as_array().unwrap().len();
    assert_eq!(waiting, 3, "another kind, or somebody else's, is another matter");
}

fn somebody_offers_to_stand_on_the_list_and_both_signatures_stand(stores: Stores) {
    let office = Office::on(stores);
    let (nadia, luc) = (&office.nadia.device, &office.luc.device);
    luc.run(["propose", "Nadia", "entry", "--motive", "As we said"]).json();
    let letter = waiting(nadia);
    assert_eq!((text(&letter, "form"), text(&letter["letter"]["entry"], "organisation")), ("propose", "CCAS de Lille"));
    assert_eq!(nadia.run(["accompaniment"]).json(), json!([]), "it waits for her");
    nadia.run(["accept", text(&letter, "id")]).json();
    let entry = &nadia.run(["accompaniment"]).json()[0];
    assert_eq!((text(entry, "name"), text(entry, "organisation")), ("Luc", "CCAS de Lille"));
    assert_eq!((text(entry, "account"), text(entry, "added_by")), (office.luc.id.as_str(), office.luc.id.as_str()));
    assert_eq!(entry["id"], letter["id"], "at the node of what Luc has signed");
    assert_eq!(entry["shown_to"][0]["account"], office.luc.id.as_str());
    let lasts = |grant: &Value| (grant["end"].as_u64().unwrap() - grant["start"].as_u64().unwrap()) / 86_400_000;
    assert_eq!(lasts(&nadia.run(["grants"]).json()[0]), 365);
    // Luc's signature is still there: an answered letter isn't erased.
    assert_eq!(office.kinds(&office.luc), ["deposit"]);
    let yes = waiting(luc);
    assert_eq!((text(&yes, "form"), &yes["letter"]["to"]), ("accept", &letter["id"]));
    // Luc sees his own entry, and nothing else of the list.
    nadia.run(["accompaniment", "add", "Awa", "--person", "Awa"]).json();
    let seen = luc.run(["accompaniment", "--locker", "Nadia"]).json();
    assert_eq!((seen.as_array().unwrap().len(), &seen[0]["id"], text(&seen[0], "name")), (1, &letter["id"], "Luc"));
    nadia.run(["accompaniment", "change", "Luc", "--mission", "Housing"]).json();
    assert_eq!(text(&luc.run(["accompaniment", "--locker", "Nadia"]).json()[0], "mission"), "Housing");
    office.awa.device.run(["accompaniment", "--locker", "Nadia"]).problem(4, "not_found");
    nadia.run(["accompaniment", "remove", "Awa"]).json();
    let entry = &nadia.run(["accompaniment"]).json()[0];
    // Nothing of it is a paper, for anybody.
    assert_eq!(luc.run(["list", "--locker", "Nadia"]).json(), json!([]));
    assert!(nadia.list().is_empty() && luc.run(["shared"]).json().as_array().unwrap().len() == 1);
    assert_eq!(nadia.run(["verify"]).json()["documents"], 0);
    let second = office.nadia.second_device();
    assert_eq!(&second.run(["accompaniment"]).json()[0], entry);

    luc.run(["propose", "Nadia", "entry"]).json();
    let again = text(&waiting(nadia), "id").to_owned();
    nadia.run(["accept", &again]).problem(6, "entry");
    nadia.run(["decline", &again]).json();
    assert_nothing_waits(nadia);
    assert_eq!(nadia.run(["accompaniment"]).json().as_array().unwrap().len(), 1);
}

fn who_leaves_says_so_and_stays_on_the_list_as_past(stores: Stores) {
    let office = Office::on(stores);
    let (nadia, luc) = (&office.nadia.device, &office.luc.device);
    nadia.run(["accompaniment", "add", "Luc Petit", "--person", "Luc", "--mission", "Housing"]).json();
    luc.run(["end", "Nadia", "entry", "--motive", "I retire"]).json();
    let told = nadia.run(["letters"]).json();
    assert_eq!((text(&told["taken"][0], "form"), &told["waiting"]), ("end", &json!([])));
    let entry = &nadia.run(["accompaniment"]).json()[0];
    assert!(entry["until"].is_u64());
    assert_eq!((text(entry, "organisation"), text(entry, "mission")), ("CCAS de Lille", "Housing"));
    assert_eq!(office.kinds(&office.luc), ["deposit"], "Luc's own signature stays");
    nadia.run(["accompaniment", "back", "Luc Petit"]).json();
    assert!(nadia.run(["accompaniment"]).json()[0]["until"].is_null());
    // Somebody who isn't on the list ends nothing.
    office.awa.device.run(["end", "Nadia", "entry"]).json();
    assert_eq!(text(&waiting(nadia), "form"), "end");
    assert!(nadia.run(["accompaniment"]).json()[0]["until"].is_null());
}

fn the_list_is_the_holders_and_is_shown_entry_by_entry(stores: Stores) {
    let office = Office::on(stores);
    let (nadia, luc, awa) = (&office.nadia.device, &office.luc.device, &office.awa.device);
    let add = |arguments: &[&str]| {
        let added = nadia.run(["accompaniment", "add"].iter().chain(arguments)).json();
        text(&added, "id").to_owned()
    };
    let team = add(&["Maraude Nord", "--team", "--reach", "06 00 00 00 00"]);
    let luc_entry = add(&["Luc", "--person", "Luc"]);
    nadia.run(["accompaniment", "add", " "]).problem(2, "malformed");
    nadia.run(["accompaniment", "add", &"x".repeat(257)]).problem(7, "too_large");
    let shown = nadia.run(["accompaniment", "show", &team, "--to", "Awa"]).json();
    let grants = nadia.run(["grants"]).json();
    assert_eq!((&grants[0]["grant"], text(&grants[0], "name")), (&shown["grant"], "Maraude Nord"));
    assert_eq!(awa.run(["shared"]).json()[0]["id"], team.as_str());
    assert_eq!(luc.run(["shared"]).json(), json!([]));
    // Hidden again, the next change is under a key that Awa hasn't.
    nadia.run(["accompaniment", "hide", &team, "--from", "Awa"]).json();
    assert_eq!(awa.run(["shared"]).json(), json!([]));
    awa.run(["accompaniment", "--locker", "Nadia"]).problem(4, "not_found");
    nadia.run(["accompaniment", "change", &team, "--reach", "06 11 11 11 11"]).json();
    nadia.run(["accompaniment", "show", &team, "--to", "Luc", "--until", "1h"]).json();
    let entries = nadia.run(["accompaniment"]).json();
    assert_eq!((entries[0]["id"].as_str(), entries[1]["id"].as_str()), (Some(luc_entry.as_str()), Some(team.as_str())));
    assert_eq!((text(&entries[1], "reach"), text(&entries[1], "kind")), ("06 11 11 11 11", "team"));
    assert_eq!(entries[1]["shown_to"][0]["account"], office.luc.id.as_str());

    nadia.run(["accompaniment", "end", "Maraude Nord"]).json();
    nadia.run(["accompaniment", "remove", &luc_entry]).json();
    let entries = nadia.run(["accompaniment"]).json();
    assert_eq!((entries.as_array().unwrap().len(), entries[0]["until"].is_u64()), (1, true));
    nadia.run(["accompaniment", "remove", &luc_entry]).problem(4, "not_found");
    let second = office.nadia.second_device();
    assert_eq!(second.run(["accompaniment"]).json(), entries);
    let folder = nadia.path("backup");
    nadia.run(["export".as_ref(), "-o".as_ref(), folder.as_os_str()]).json();
    assert_eq!(nadia.run(["verify"]).json()["altered"], json!([]));
}
