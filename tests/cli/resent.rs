//! What was sent and isn't known to have arrived, and what was lent to keys that aren't any more.

use serde_json::json;

use crate::{
    harness::{
        Device, Liar, Stores, Wire, on_both,
        town::{Town, assert_reads, lent},
    },
    letters::{Office, text, waiting},
};

on_both! {
    what_is_sent_twice_lies_there_once,
    what_was_lent_to_keys_of_before_is_lent_anew,
}

#[test]
fn a_letter_whose_answer_was_lost_arrives_once() {
    let town = Town::new();
    let (wire, nadia) = (Wire::to(town.server.address()), &town.nadia.device);
    let device = Device::new(wire.address());
    town.luc.sign_in(&device).json();
    let ask = ["ask", "Nadia", "--paper", "Identity card", "--purpose", "RSA", "--until", "1h"];
    // How much comes back is found out, so that each answer is lost once, the last one among them.
    wire.cut_after(u64::MAX, u64::MAX);
    device.run(ask).json();
    let (_, whole) = wire.passed();
    let mut unanswered = 0;
    for received in (0..whole).step_by(usize::try_from(whole / 12).unwrap()) {
        let before = nadia.run(["letters"]).json()["waiting"].as_array().unwrap().len();
        wire.cut_after(u64::MAX, received);
        let asked = device.run(ask);
        wire.mend();
        let arrived = nadia.run(["letters"]).json()["waiting"].as_array().unwrap().len() - before;
        assert!(arrived <= 1, "once at most");
        if asked.code == 0 {
            assert_eq!(arrived, 1);
        } else if asked.stderr.contains("armoire asked") {
            unanswered += 1;
        } else {
            asked.problem(5, "network");
        }
    }
    assert!(unanswered > 0, "the answer to the letter itself was lost too");
}

fn what_is_sent_twice_lies_there_once(stores: Stores) {
    let town = Town::on(stores);
    let (liar, nadia) = (Liar::to(town.server.address()), &town.nadia.device);
    let device = Device::new(liar.address());
    town.luc.sign_in(&device).json();
    liar.twice("/acts");
    let paper = device.write("paper.txt", "paper");
    device.run(["deposit".as_ref(), paper.as_os_str(), "--to".as_ref(), "Nadia".as_ref()]).json();
    let waiting = nadia.run(["inbox"]).json();
    assert_eq!(waiting.as_array().unwrap().len(), 1, "once");
    let handed = device.run(["asked"]).json()["handed"].clone();
    assert_eq!((handed[0]["name"].as_str(), handed[0]["size"].as_u64()), (Some("paper.txt"), Some(5)));
    assert_eq!((&handed[0]["id"], handed.as_array().unwrap().len()), (&waiting[0]["id"], 1));
    assert!(device.read(["asked"]).text().contains("paper.txt"));
}

#[test]
fn what_was_refused_for_certain_leaves_no_note() {
    let office = Office::new();
    let (nadia, luc) = (&office.nadia.device, &office.luc.device);
    nadia.run(["inbox", "block", "Luc"]).json();
    luc.run(["ask", "Nadia", "--paper", "Diary", "--purpose", "Curiosity", "--until", "1h"]).problem(4, "not_found");
    assert_eq!(luc.run(["asked"]).json(), json!({"asked": [], "handed": []}));
    // An answer to nothing that was asked waits as any letter.
    nadia.run(["inbox", "unblock", "Luc"]).json();
    let asked = luc.run(["ask", "Nadia", "--paper", "Diary", "--purpose", "Curiosity", "--until", "1h"]).json();
    assert_eq!(waiting(nadia)["id"], asked["letter"]);
    assert_eq!(text(&luc.run(["asked"]).json()["asked"][0], "letter"), text(&asked, "letter"));
    let second = office.luc.second_device();
    assert_eq!(second.run(["asked"]).json(), luc.run(["asked"]).json());
}

fn what_was_lent_to_keys_of_before_is_lent_anew(stores: Stores) {
    let town = Town::on(stores);
    let paper = town.add("lease.txt", "lease", "Housing");
    town.lend(&paper, "Luc", "read");
    let (nadia, luc) = (&town.nadia.device, &town.luc.device);
    let entry = nadia.run(["accompaniment", "add", "Maraude", "--team"]).json()["id"].as_str().unwrap().to_owned();
    nadia.run(["accompaniment", "show", &entry, "--to", "Luc"]).json();
    luc.run_with(("ARMOIRE_WORDS", &town.luc.words), ["rotate", "--because", "phone"]).json();
    // He isn't told that the server had altered anything.
    let shared = luc.run(["shared"]);
    assert_eq!((shared.code, shared.document()), (0, json!([])));
    assert!(
        shared.stderr.contains("keys that you had before") && !shared.stderr.contains("not what was stored"),
        "{}",
        shared.stderr
    );
    // And she is told what to say.
    let grants = nadia.read(["grants"]);
    let said = format!("armoire grant {paper} --to {} --right read --until ", town.luc.id);
    assert!(grants.stderr.contains(&said), "{}", grants.stderr);
    let mut commands: Vec<&str> = grants.stderr.split('`').filter(|text| text.starts_with("armoire ")).collect();
    commands.sort_unstable();
    assert_eq!(commands.len(), 2, "{}", grants.stderr);
    assert!(commands[0].starts_with(&format!("armoire accompaniment show {entry} --to {} --until ", town.luc.id)));
    nadia.run(commands[0].split(' ').skip(1)).json();
    nadia.run(commands[1].split(' ').skip(1).chain(["--yes"])).json();
    // Then neither is told any more.
    assert_eq!(lent(luc), ["lease.txt"]);
    assert_reads(luc, &paper, "lease");
    let grants = nadia.run(["grants"]).json();
    assert_eq!(grants.as_array().unwrap().len(), 4, "the older ones end by themselves");
    assert_eq!(luc.run(["accompaniment", "--locker", "Nadia"]).json().as_array().unwrap().len(), 1);
}
