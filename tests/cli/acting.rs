//! What somebody does in a locker that isn't theirs, by what they were lent.

use std::sync::Mutex;

use armoire::protocol::act::Body;
use serde_json::{Value, json};

use crate::harness::{
    Device, Liar, Outcome, Stores, on_both, specimen,
    town::{Town, assert_reads, assert_reads_nothing, lend, lent, meet, read},
};

/// `armoire … --locker Nadia`
fn at_nadias(device: &Device, arguments: &[&str]) -> Outcome {
    device.run(arguments.iter().chain(&["--locker", "Nadia"]))
}

/// Adds a text in Nadia's locker; gives its id.
#[track_caller]
fn add(device: &Device, name: &str, text: &str, more: &[&str]) -> String {
    let added = try_to_add(device, name, text, more).json();
    added[0]["id"].as_str().unwrap().to_owned()
}

fn try_to_add(device: &Device, name: &str, text: &str, more: &[&str]) -> Outcome {
    let path = device.write(name, text);
    let arguments: Vec<&str> = ["add", path.to_str().unwrap()].into_iter().chain(more.iter().copied()).collect();
    at_nadias(device, &arguments)
}

#[track_caller]
fn assert_whole(nadia: &Device) {
    assert_eq!(nadia.run(["verify"]).json()["altered"], json!([]));
}

/// Whoever the journal says did something last.
fn last_author(nadia: &Device) -> String {
    let journal = nadia.run(["journal"]).json();
    let newest = journal.as_array().unwrap().iter().max_by_key(|entry| entry["seq"].as_u64()).unwrap();
    newest["author"].as_str().unwrap().to_owned()
}

on_both! {
    each_right_allows_what_it_says_in_a_folder,
    a_delegate_runs_everything_in_their_own_name,
    who_runs_everything_replaces_a_key_and_gives_it_to_those_who_stay,
    whom_nobody_else_could_give_the_new_key_the_holder_gives_it,
    two_delegates_undo_what_was_written_and_not_what_the_other_lent,
    a_delegate_who_is_revoked_in_the_middle_is_told_and_leaves_nothing,
    one_of_several_lockers_is_chosen_by_whose_it_is,
}

fn each_right_allows_what_it_says_in_a_folder(stores: Stores) {
    let town = Town::on(stores);
    let lease = town.add("lease.txt", "lease", "Housing");
    town.add("identity.txt", "identity card", "Papers");
    let (nadia, luc) = (&town.nadia.device, &town.luc.device);
    let read = town.lend("Housing", "Luc", "read");
    try_to_add(luc, "receipt.txt", "receipt", &[]).problem(4, "author");
    nadia.run(["revoke", &read]).json();

    let add_only = town.lend("Housing", "Luc", "add");
    // The only folder that Luc sees.
    let receipt = add(luc, "receipt.txt", "receipt", &[]);
    assert_eq!(last_author(nadia), town.luc.id);
    assert_eq!(nadia.bytes(&receipt), b"receipt");
    assert_eq!(nadia.run(["list", "--folder", "Housing"]).json().as_array().unwrap().len(), 2);
    // His own, with what he gave it himself.
    assert_reads(luc, &receipt, "receipt");
    for refused in [["rename", &lease, "mine.txt"].as_slice(), &["trash", &receipt], &["rename", "Housing", "Mine"]] {
        let node = if refused[1] == "Housing" {
            nadia.run(["folders"]).json()[0]["id"].as_str().unwrap().to_owned()
        } else {
            refused[1].to_owned()
        };
        let mut refused = refused.to_vec();
        refused[1] = &node;
        at_nadias(luc, &refused).problem(4, "author");
    }
    try_to_add(luc, "other.txt", "other", &["--folder", "Papers"]).problem(4, "author");
    nadia.run(["revoke", &add_only]).json();

    town.lend("Housing", "Luc", "edit");
    at_nadias(luc, &["rename", &lease, "lease 2026.txt"]).json();
    let path = luc.write("new.txt", "new lease");
    let replaced = at_nadias(luc, &["replace", &lease, path.to_str().unwrap()]).json();
    assert_eq!((replaced["name"].as_str(), replaced["version"].as_u64()), (Some("lease 2026.txt"), Some(2)));
    assert_eq!(nadia.bytes(&lease), b"new lease");
    at_nadias(luc, &["trash", &receipt]).json();
    assert_eq!(nadia.names(), ["identity.txt", "lease 2026.txt"]);
    at_nadias(luc, &["restore", &receipt]).json();
    assert_eq!(lent(luc), ["lease 2026.txt", "receipt.txt"]);
    // Elsewhere he may nothing, and what only runs a place may is refused.
    at_nadias(luc, &["move", &lease, "--folder", "Papers"]).problem(4, "author");
    at_nadias(luc, &["grant", &lease, "--to", "Nadia", "--until", "30m", "--yes"]).problem(2, "grantee");
    at_nadias(luc, &["inbox"]).problem(4, "author");
    assert_whole(nadia);
}

#[test]
fn a_paper_alone_is_changed_by_who_may_as_long_as_its_key_is_good() {
    let town = Town::new();
    let paper = town.add("lease.txt", "lease", "Housing");
    let (nadia, luc) = (&town.nadia.device, &town.luc.device);
    town.lend(&paper, "Luc", "edit");
    // What Luc can't know, he is told: the folder goes on without him.
    town.add("other.txt", "other", "Housing");
    at_nadias(luc, &["rename", &paper, "lease 2026.txt"]).json();
    let path = luc.write("new.txt", "new lease");
    at_nadias(luc, &["replace", &paper, path.to_str().unwrap()]).json();
    assert_eq!((nadia.bytes(&paper), last_author(nadia)), (b"new lease".to_vec(), town.luc.id.clone()));
    try_to_add(luc, "mine.txt", "mine", &["--folder", "Housing"]).problem(4, "author");

    let grant = town.lend(&paper, "Yusuf", "read");
    nadia.run(["revoke", &grant]).json();
    // Yusuf has the key; Luc has no other.
    let refused = at_nadias(luc, &["rename", &paper, "again.txt"]).problem(6, "stale_key");
    assert!(refused["detail"].as_str().unwrap().contains("armoire deposit"));
    nadia.run(["rename", &paper, "lease.txt"]).json();
    at_nadias(luc, &["rename", &paper, "again.txt"]).json();
    assert_eq!(lent(luc), ["again.txt"]);
    assert_whole(nadia);
}

fn a_delegate_runs_everything_in_their_own_name(stores: Stores) {
    let town = Town::of_friends(stores);
    let lease = town.add("lease.txt", "lease", "Housing");
    let (nadia, luc, yusuf) = (&town.nadia.device, &town.luc.device, &town.yusuf.device);
    let run = town.lend("all", "Luc", "manage");
    let scan = add(luc, "scan.txt", "scan", &["--folder", "Health"]);
    at_nadias(luc, &["move", &lease, "--folder", "Health"]).json();
    assert_eq!((nadia.bytes(&scan), last_author(nadia)), (b"scan".to_vec(), town.luc.id.clone()));
    assert_eq!(nadia.run(["list", "--folder", "Health"]).json().as_array().unwrap().len(), 2);

    // What waits is answered.
    let path = specimen("pdf/attestation-hebergement.pdf");
    let hand_in = || yusuf.run(["deposit".as_ref(), path.as_os_str(), "--to".as_ref(), "Nadia".as_ref()]).json();
    let (wanted, unwanted) = (hand_in(), hand_in());
    let waiting = at_nadias(luc, &["inbox"]).json();
    assert_eq!(waiting.as_array().unwrap().len(), 2);
    assert_eq!(
        (waiting[0]["author"].as_str(), waiting[0]["person"]["name"].as_str()),
        (Some(town.yusuf.id.as_str()), Some("Yusuf"))
    );
    let (wanted, unwanted) = (wanted["id"].as_str().unwrap(), unwanted["id"].as_str().unwrap());
    at_nadias(luc, &["inbox", "accept", wanted, "--folder", "Housing"]).json();
    at_nadias(luc, &["inbox", "refuse", unwanted]).json();
    assert_eq!(nadia.run(["inbox"]).json(), json!([]));
    assert_eq!(nadia.bytes(wanted), std::fs::read(&path).unwrap());

    // What he lends on hangs on his own, and is shown to be his.
    let on = lend(luc, "Health", "Yusuf", "read", &["--locker", "Nadia"]);
    let shared = &yusuf.run(["shared"]).json()[0];
    assert_eq!((shared["from"]["name"].as_str(), shared["by_person"]["name"].as_str()), (Some("Nadia"), Some("Luc")));
    assert_eq!(
        (shared["holder"].as_str(), shared["purpose"].as_str()),
        (Some(town.nadia.id.as_str()), Some("RSA file"))
    );
    assert_eq!(lent(yusuf), ["lease.txt", "scan.txt"]);
    assert_reads(yusuf, &scan, "scan");
    let grants = nadia.run(["grants"]).json();
    let of_luc = grants.as_array().unwrap().iter().find(|grant| grant["grant"] == *on).unwrap();
    assert_eq!(
        (of_luc["by"].as_str(), of_luc["by_person"]["name"].as_str()),
        (Some(town.luc.id.as_str()), Some("Luc"))
    );
    let there = at_nadias(luc, &["grants"]).json();
    assert_eq!((there.as_array().unwrap().len(), there[0]["grant"].as_str()), (1, Some(on.as_str())));
    // Not for longer than he has it, not to himself, not to her whose it is.
    at_nadias(luc, &["grant", &scan, "--to", "Yusuf", "--until", "7d", "--yes"]).problem(2, "end");
    at_nadias(luc, &["grant", &scan, "--to", &town.luc.id, "--until", "30m", "--yes"]).problem(2, "grantee");
    at_nadias(luc, &["grant", &scan, "--to", "Nadia", "--until", "30m", "--yes"]).problem(2, "grantee");

    assert_eq!(at_nadias(luc, &["revoke", &on]).json()["revoked"], json!([on]));
    assert_reads_nothing(yusuf, &scan);
    lend(luc, "Health", "Yusuf", "read", &["--locker", "Nadia"]);
    assert_reads(yusuf, &scan, "scan");
    // What hangs on his ends with his.
    nadia.run(["revoke", &run]).json();
    assert_reads_nothing(yusuf, &scan);
    try_to_add(luc, "late.txt", "late", &["--folder", "Health"]).problem(4, "not_found");
    assert_eq!(nadia.run(["grants"]).json(), json!([]));
    assert_whole(nadia);
}

fn who_runs_everything_replaces_a_key_and_gives_it_to_those_who_stay(stores: Stores) {
    let town = Town::on(stores);
    let lease = town.add("lease.txt", "lease", "Housing");
    let (nadia, luc, yusuf) = (&town.nadia.device, &town.luc.device, &town.yusuf.device);
    let awa = town.newcomer("awa2222", "Awa");
    town.lend("all", "Luc", "manage");
    town.lend("Housing", "Yusuf", "read");
    let hers = town.lend("Housing", "Awa", "read");
    let helper = town.newcomer("marc3333", "Marc");
    town.lend("Housing", "Marc", "edit");
    nadia.run(["revoke", &hers]).json();
    let (before, acts) = (town.key_of(&lease), town.acts(None).len());
    // Marc has the folder's key, not the locker's.
    try_to_add(&helper.device, "no.txt", "no", &[]).problem(6, "stale_key");
    let receipt = add(luc, "receipt.txt", "receipt", &["--folder", "Housing"]);
    assert!(town.key_of(&receipt).0 > before.0, "a new epoch of the folder");
    let rotation = &town.acts(None)[acts];
    assert_eq!(rotation.header.author.to_string(), town.luc.id);
    assert!(matches!(&rotation.body, Some(Body::Rotate(rotate)) if rotate.boxes.len() == 2), "Yusuf's and Marc's");
    for device in [yusuf, &helper.device] {
        assert_reads(device, &lease, "lease");
        // Neither the holder nor who lent it to them has written this.
        let got = read(device, &receipt);
        assert_eq!((got.code, got.stdout.as_slice()), (0, b"receipt".as_slice()));
        assert!(got.stderr.contains("hasn't confirmed"), "{}", got.stderr);
    }
    add(&helper.device, "yes.txt", "yes", &[]);
    assert_reads_nothing(&awa.device, &lease);
    assert_eq!(nadia.bytes(&receipt), b"receipt");
    assert_whole(nadia);
}

fn whom_nobody_else_could_give_the_new_key_the_holder_gives_it(stores: Stores) {
    let town = Town::on(stores);
    let lease = town.add("lease.txt", "lease", "Housing");
    let (nadia, luc, yusuf) = (&town.nadia.device, &town.luc.device, &town.yusuf.device);
    let awa = town.newcomer("awa2222", "Awa");
    town.lend("Housing", "Luc", "edit");
    town.lend(&lease, "Yusuf", "read");
    let hers = town.lend(&lease, "Awa", "read");
    nadia.run(["revoke", &hers]).json();
    // Luc has the folder's key: the paper's next one follows from it. Who else has the paper he doesn't see.
    at_nadias(luc, &["rename", &lease, "new.txt"]).json();
    let waiting = at_nadias(yusuf, &["list"]);
    assert_eq!((waiting.code, waiting.document()), (0, json!([])));
    assert!(waiting.stderr.contains("new key"), "{}", waiting.stderr);
    // Whatever Nadia does next.
    let acts = town.acts(None).len();
    assert_eq!(nadia.names(), ["new.txt"]);
    assert_eq!(lent(yusuf), ["new.txt"]);
    assert_reads(yusuf, &lease, "lease");
    assert_eq!(town.acts(None).len(), acts + 1);
    nadia.run(["list"]).json();
    assert_eq!(town.acts(None).len(), acts + 1, "once is enough");
    assert_reads_nothing(&awa.device, &lease);
    assert_whole(nadia);
}

fn two_delegates_undo_what_was_written_and_not_what_the_other_lent(stores: Stores) {
    let town = Town::of_friends(stores);
    let lease = town.add("lease.txt", "lease", "Housing");
    let (nadia, luc, yusuf) = (&town.nadia.device, &town.luc.device, &town.yusuf.device);
    let awa = town.newcomer("awa2222", "Awa");
    meet((luc, "Luc"), (&awa.device, "Awa"));
    let (of_luc, of_yusuf) = (town.lend("all", "Luc", "manage"), town.lend("all", "Yusuf", "manage"));
    at_nadias(luc, &["trash", &lease]).json();
    at_nadias(yusuf, &["restore", &lease]).json();
    at_nadias(luc, &["rename", &lease, "of Luc.txt"]).json();
    at_nadias(yusuf, &["rename", &lease, "of Yusuf.txt"]).json();
    assert_eq!((nadia.names(), last_author(nadia)), (vec!["of Yusuf.txt".to_owned()], town.yusuf.id.clone()));
    let hers = lend(luc, &lease, "Awa", "read", &["--locker", "Nadia"]);
    let refused = at_nadias(yusuf, &["revoke", &hers]).problem(4, "author");
    assert!(refused["detail"].as_str().unwrap().contains("Somebody else lent this"));
    at_nadias(yusuf, &["revoke", &of_luc]).problem(4, "author");
    assert_eq!(at_nadias(yusuf, &["revoke", "--all"]).json()["revoked"], json!([]));
    assert_reads(&awa.device, &lease, "lease");
    // Giving back one's own is everybody's.
    at_nadias(yusuf, &["revoke", &of_yusuf]).json();
    assert_reads_nothing(yusuf, &lease);
    assert_eq!(nadia.run(["revoke", "--all"]).json()["revoked"].as_array().unwrap().len(), 2);
    assert_reads_nothing(&awa.device, &lease);
    assert_reads_nothing(luc, &lease);
    assert_whole(nadia);
}

fn a_delegate_who_is_revoked_in_the_middle_is_told_and_leaves_nothing(stores: Stores) {
    let town = Town::on(stores);
    town.add("lease.txt", "lease", "Housing");
    let (nadia, luc) = (&town.nadia.device, &town.luc);
    for place in ["/tail", "/view"] {
        town.lend("Housing", "Luc", "edit");
        let liar = Liar::to(town.server.address());
        let device = Device::new(liar.address());
        luc.sign_in(&device).json();
        // Nadia takes it back while Luc's program looks at what there is.
        let mut revoke = nadia.command();
        revoke.args(["--json", "revoke", "--all"]);
        let revoke = Mutex::new(Some(revoke));
        liar.before(move |path| {
            let due = path.split('?').next().unwrap().ends_with(place);
            if let Some(mut revoke) = due.then(|| revoke.lock().unwrap().take()).flatten() {
                assert!(revoke.output().unwrap().status.success());
            }
        });
        let told = try_to_add(&device, "late.txt", "late", &[]).problem(4, "not_found");
        assert!(told["detail"].as_str().unwrap().contains("taken back"), "{told}");
        assert_eq!(nadia.names(), ["lease.txt"]);
        assert_eq!(nadia.run(["grants"]).json(), json!([]));
    }
    assert_whole(nadia);
}

#[test]
fn what_lies_in_the_bin_is_not_lent_and_nobody_lends_to_themselves() {
    let town = Town::new();
    let lease = town.add("lease.txt", "lease", "Housing");
    let nadia = &town.nadia.device;
    let folder = nadia.run(["folders"]).json()[0]["id"].as_str().unwrap().to_owned();
    let grant = |what: &str, to: &str| nadia.run(["grant", what, "--to", to, "--until", "1h", "--yes"]);
    grant(&lease, &town.nadia.id).problem(2, "grantee");
    for node in [&lease, &folder] {
        nadia.run(["trash", node]).json();
        grant(node, "Luc").problem(2, "trashed");
        nadia.run(["restore", node]).json();
        grant(node, "Luc").json();
    }
    // What was lent and then put in the bin stays lent, as what lies in the bin.
    nadia.run(["trash", &lease]).json();
    let luc = &town.luc.device;
    assert_eq!(lent(luc), Vec::<String>::new());
    assert_eq!(at_nadias(luc, &["list", "--trashed"]).json()[0]["name"], "lease.txt");
}

#[test]
fn a_clock_that_lies_lends_nothing_for_longer() {
    let mut town = Town::new();
    let lease = town.add("lease.txt", "lease", "Housing");
    let grant = |device: &Device| device.run(["grant", &lease, "--to", "Luc", "--until", "1h", "--yes"]);
    // The server says that it is years later: what was agreed to is over then.
    town.server.live_later(400);
    let device = town.nadia.second_device();
    let refused = grant(&device).problem(2, "end");
    assert!(refused["detail"].as_str().unwrap().contains("clock"));
    assert_eq!(device.run(["grants"]).json(), json!([]));
    // One's own clock is wrong: what one is told is what is signed.
    town.server.live_later(0);
    let mut device = town.nadia.second_device();
    device.live_later(30);
    let granted = grant(&device).json();
    assert_eq!(device.run(["grants"]).json()[0]["end"], granted["end"]);
}

#[test]
fn a_renewal_is_a_grant_of_its_own() {
    let town = Town::new();
    let lease = town.add("lease.txt", "lease", "Housing");
    let (nadia, luc) = (&town.nadia.device, &town.luc.device);
    let first = town.lend(&lease, "Luc", "read");
    let second = town.lend(&lease, "Luc", "edit");
    assert_ne!(first, second);
    assert_eq!(luc.run(["shared"]).json().as_array().unwrap().len(), 2);
    assert_eq!(lent(luc), ["lease.txt"]);
    nadia.run(["revoke", &first]).json();
    assert_reads(luc, &lease, "lease");
    nadia.run(["rename", &lease, "new.txt"]).json();
    at_nadias(luc, &["rename", &lease, "newer.txt"]).json();
    assert_whole(nadia);
}

#[test]
fn who_lent_it_is_followed_up_to_the_holder() {
    let town = Town::of_friends(Stores::Beside);
    let lease = town.add("lease.txt", "lease", "Housing");
    let (luc, yusuf) = (&town.luc.device, &town.yusuf);
    town.lend("Housing", "Luc", "manage");
    // Another line, of the same holder to the same delegate, that doesn't reach as far.
    let other = town.add("identity.txt", "identity card", "Papers");
    town.lend(&other, "Luc", "manage");
    lend(luc, "Housing", "Yusuf", "read", &["--locker", "Nadia"]);
    let of_luc = luc.run(["token"]).json();
    let address = of_luc["tus"].as_str().unwrap().split("/lockers/").next().unwrap().to_owned() + "/grants";
    let bearer = format!("Bearer {}", of_luc["token"].as_str().unwrap());
    let text = ureq::get(address).header("authorization", bearer).call().unwrap().body_mut().read_to_string().unwrap();
    let lines: Value = serde_json::from_str(&text).unwrap();
    let node = |grant: &&Value| grant["node"] == *other;
    let wrong = lines["grants"].as_array().unwrap().iter().find(node).unwrap()["act"].clone();
    for line in [json!([]), json!([wrong])] {
        let liar = Liar::to(town.server.address());
        let device = Device::new(liar.address());
        yusuf.sign_in(&device).json();
        assert_eq!(lent(&device), ["lease.txt"]);
        liar.lie(move |path, mut answer| {
            if path.ends_with("/grants") {
                answer["grants"][0]["line"] = line.clone();
            }
            answer
        });
        let shared = device.run(["shared"]);
        assert_eq!((shared.code, shared.document()), (0, json!([])));
        assert!(shared.stderr.contains("was refused"), "{}", shared.stderr);
    }
    assert_reads(&yusuf.device, &lease, "lease");
}

fn one_of_several_lockers_is_chosen_by_whose_it_is(stores: Stores) {
    let town = Town::on(stores);
    let lease = town.add("lease.txt", "lease", "Housing");
    let luc = &town.luc.device;
    let awa = town.newcomer("awa2222", "Awa");
    // She calls herself Nadia, too.
    let other = &awa.device;
    meet((other, "Nadia"), (luc, "Luc"));
    let path = other.write("scan.txt", "scan");
    let scan = other.add(&path);
    lend(other, "all", "Luc", "manage", &[]);
    assert_eq!(lent(luc), ["scan.txt"]);
    town.lend("all", "Luc", "manage");
    let refused = luc.run(["list", "--locker", "Nadia"]).problem(2, "id_ambiguous");
    assert_eq!(refused["ids"].as_array().unwrap().len(), 2);
    for (document, name) in [(&lease, "lease of Nadia.txt"), (&scan, "scan of Awa.txt")] {
        let shared = luc.run(["shared"]).json();
        let whose = if document == &lease { &town.nadia.id } else { &awa.id };
        let locker =
            shared.as_array().unwrap().iter().find(|loan| loan["holder"] == **whose).unwrap()["locker"].clone();
        luc.run(["rename", document, name, "--locker", locker.as_str().unwrap()]).json();
    }
    assert_eq!(
        (town.nadia.device.names(), other.names()),
        (vec!["lease of Nadia.txt".to_owned()], vec!["scan of Awa.txt".to_owned()])
    );
}
