//! What was sent and isn't known to have arrived, and what was lent to keys that aren't any more.

use serde_json::json;

use crate::{
    harness::{
        Device, Liar, Stores, Wire, on_both,
        town::{Town, assert_reads, lent, meet},
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
fn a_paper_whose_answer_was_lost_is_sent_again_and_lies_there_once() {
    let town = Town::new();
    let (wire, nadia) = (Wire::to(town.server.address()), &town.nadia.device);
    let device = Device::new(wire.address());
    town.luc.sign_in(&device).json();
    let paper = device.write("paper.txt", "paper");
    let file = paper.to_str().unwrap();
    let deposit = ["deposit", file, "--to", "Nadia"];
    wire.cut_after(u64::MAX, u64::MAX);
    let whole = device.run(deposit).json();
    let (sent, received) = wire.passed();
    nadia.run(["inbox", "refuse", whole["id"].as_str().unwrap()]).json();
    let known = |device: &Device| device.run(["asked"]).json()["handed"].as_array().unwrap().clone();
    // On the way there; then on the way back, from the end on, until an answer is lost: how long each is isn't known here.
    let (mut arrived_unanswered, mut lost) = (0, 0);
    let there = [4, 3, 2].map(|part| (sent * part / 5, u64::MAX));
    let back = (0..20).map(|step| (u64::MAX, received.saturating_sub(1 + 120 * step)));
    for (most_sent, most_received) in there.into_iter().chain(back) {
        if arrived_unanswered > 0 && lost > 0 {
            break;
        }
        let before = known(&device);
        wire.cut_after(most_sent, most_received);
        let tried = device.run(deposit);
        wire.mend();
        if tried.code == 0 {
            nadia.run(["inbox", "refuse", tried.json()["id"].as_str().unwrap()]).json();
            continue;
        }
        let Some(noted) = known(&device).into_iter().find(|handed| !before.contains(handed)) else {
            tried.problem(5, "network");
            assert_eq!(nadia.run(["inbox"]).json(), json!([]), "what leaves no note wasn't handed in");
            continue;
        };
        let id = noted["id"].as_str().unwrap();
        assert!(tried.stderr.contains(&format!("armoire deposit FILE --again {id}")), "{}", tried.stderr);
        let arrived = nadia.run(["inbox"]).json().as_array().unwrap().len();
        *if arrived == 0 { &mut lost } else { &mut arrived_unanswered } += 1;
        device.run(["deposit", file, "--again", id]).json();
        let waiting = nadia.run(["inbox"]).json();
        assert_eq!((waiting.as_array().unwrap().len(), waiting[0]["id"].as_str()), (1, Some(id)));
        assert_eq!(waiting[0]["name"], "paper.txt");
        let seen = nadia.read(["inbox", "get", id, "-o", "-"]);
        assert_eq!((seen.code, seen.stdout.as_slice()), (0, b"paper".as_slice()));
        assert_eq!(known(&device).iter().filter(|handed| handed["id"] == id).count(), 1, "one note");
        // Taken meanwhile, it isn't handed in again.
        nadia.run(["inbox", "accept", id]).json();
        device.run(["deposit", file, "--again", id]).json();
        assert_eq!(nadia.run(["inbox"]).json(), json!([]));
        nadia.run(["delete", id]).json();
    }
    assert!(arrived_unanswered > 0 && lost > 0, "{arrived_unanswered} {lost}");
}

#[test]
fn only_what_was_handed_in_is_sent_again() {
    let town = Town::new();
    let luc = &town.luc.device;
    let paper = luc.write("paper.txt", "paper");
    let file = paper.to_str().unwrap();
    let id = luc.run(["deposit", file, "--to", "Nadia"]).json()["id"].as_str().unwrap().to_owned();
    assert!(luc.read(["asked"]).text().contains(&id[..8]));
    luc.run(["deposit", file, "--again", &town.nadia.id]).problem(4, "not_found");
    luc.run(["deposit", file, "--again", &id, "--to", "Yusuf"]).problem(2, "usage");
    luc.run(["deposit", file]).problem(2, "usage");
    let other = luc.write("other.txt", "another paper");
    luc.run(["deposit", other.to_str().unwrap(), "--again", &id]).problem(2, "file");
    // To whom it was handed in first, under the name of then.
    let same = luc.write("same.txt", "paper");
    luc.run(["deposit", same.to_str().unwrap(), "--again", &id[..8]]).json();
    let waiting = town.nadia.device.run(["inbox"]).json();
    assert_eq!((waiting.as_array().unwrap().len(), waiting[0]["name"].as_str()), (1, Some("paper.txt")));
    assert_eq!(town.yusuf.device.run(["inbox"]).json(), json!([]));
}

#[test]
fn what_has_arrived_is_not_uploaded_once_more() {
    let town = Town::new();
    let wire = Wire::to(town.server.address());
    let device = Device::new(wire.address());
    town.luc.sign_in(&device).json();
    let paper = device.write("paper.txt", vec![b'p'; 1 << 20]);
    let file = paper.to_str().unwrap();
    let id = device.run(["deposit", file, "--to", "Nadia"]).json()["id"].as_str().unwrap().to_owned();
    wire.cut_after(u64::MAX, u64::MAX);
    device.run(["deposit", file, "--again", &id]).json();
    let (sent, _) = wire.passed();
    assert!(sent < 100_000, "{sent} bytes");
    assert_eq!(town.nadia.device.run(["inbox"]).json().as_array().unwrap().len(), 1);
    // Where they have refused it, it is.
    town.nadia.device.run(["inbox", "refuse", &id]).json();
    device.run(["deposit", file, "--again", &id]).json();
    assert_eq!(town.nadia.device.run(["inbox"]).json()[0]["id"], id);
    assert!(wire.passed().0 > 1 << 20);
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

#[test]
fn a_name_in_a_notice_cannot_turn_the_line_around() {
    let town = Town::new();
    let paper = town.add("lease.txt", "lease", "Housing");
    meet((&town.nadia.device, "Na\u{202e}dia"), (&town.luc.device, "Luc"));
    town.lend(&paper, "Luc", "read");
    town.luc.device.run_with(("ARMOIRE_WORDS", &town.luc.words), ["rotate", "--because", "phone"]).json();
    let told = town.luc.device.read(["shared"]).stderr;
    assert!(told.contains("Na\u{fffd}dia has lent you something"), "{told}");
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
