//! SIGKILL of the command line at each step of a rotation that makes words and card anew: what opens is the old or the new, never neither.

use std::{
    io::Read as _,
    process::{Child, Stdio},
    sync::{Arc, Mutex},
};

use armoire::client::{
    Problem,
    account::{RecoverySecret, Words},
    vault::Vault,
};

use crate::harness::{CommandLine, Database, Device as _, Moment, Person, Proxy, Server, Verdict};

const ROTATE: [&str; 3] = ["rotate", "--because", "card"];

#[test]
fn a_device_that_dies_while_changing_every_key_leaves_the_old_ways_in_or_the_new_ones() {
    let server = Server::start(Database::Sqlite);
    let proxy = Proxy::before(server.address());
    let (mut nadia, mut device) = Person::sign_up(proxy.address(), "nadia4821");
    device.put("bail.pdf", b"The lease").unwrap();
    let papers = device.everything();
    let moments = moments_of_a_rotation(&proxy, &mut nadia);
    assert!(moments.iter().any(|moment| moment.contains("/account/rotation")), "{moments:?}");

    let (mut old, mut new) = (0, 0);
    for moment in &moments {
        let line = CommandLine::new();
        line.sign_in(&nadia);
        let printed = kill_at(&proxy, &line, moment);
        let unfinished = line.json(&["ways", "unfinished"]);
        // What was printed in time is no longer kept.
        let unfinished = serde_json::from_slice(&printed).unwrap_or(unfinished);
        let by_old = opens(&nadia, &nadia.secrets.words, &nadia.secrets.card);
        let made = unfinished["words"].as_str().zip(unfinished["card"].as_str());
        let made =
            made.map(|(words, card)| (Words::parse(words).unwrap().0, RecoverySecret::parse_groups(card).unwrap()));
        let by_new = made.as_ref().map(|(words, card)| opens(&nadia, words, card));
        match (by_old, by_new, made) {
            ([Ok(_), Ok(_)], None | Some([Err(_), Err(_)]), _) => old += 1,
            ([Err(_), Err(_)], Some([Ok(mut one), Ok(mut two)]), Some((words, card))) => {
                assert_eq!((&one.everything(), &two.everything()), (&papers, &papers), "killed at {moment}");
                (nadia.secrets.words, nadia.secrets.card) = (words, card);
                new += 1;
            }
            (by_old, by_new, _) => panic!("killed at {moment}: old {by_old:?}, new {by_new:?}"),
        }
        assert_eq!(nadia.other_device().everything(), papers, "killed at {moment}");
    }
    println!("killed at {} moments: {old} times the old ways in are good, {new} times the new ones", moments.len());
    assert!(old > 0 && new > 0, "both must have happened");
}

/// Every moment of one undisturbed rotation, but for the pieces of what is sent.
fn moments_of_a_rotation(proxy: &Proxy, nadia: &mut Person) -> Vec<String> {
    let line = CommandLine::new();
    line.sign_in(nadia);
    let moments = Arc::new(Mutex::new(Vec::new()));
    let noting = Arc::clone(&moments);
    proxy.watch(move |moment| {
        noting.lock().unwrap().extend(described(moment));
        Verdict::GoOn
    });
    let made = line.json(&ROTATE);
    proxy.rest();
    nadia.secrets.words = Words::parse(made["words"].as_str().unwrap()).unwrap().0;
    nadia.secrets.card = RecoverySecret::parse_groups(made["card"].as_str().unwrap()).unwrap();
    let mut moments = moments.lock().unwrap().clone();
    // Asking for the same twice is one moment here.
    moments.sort();
    moments.dedup();
    moments
}

/// Runs the rotation, and kills it when this moment comes; gives what it had printed.
fn kill_at(proxy: &Proxy, line: &CommandLine, at: &str) -> Vec<u8> {
    let running: Arc<Mutex<Option<Child>>> = Arc::default();
    let (killing, at) = (Arc::clone(&running), at.to_owned());
    // Held until the child is there to be killed.
    let mut slot = running.lock().unwrap();
    proxy.watch(move |moment| {
        if described(moment).as_ref() != Some(&at) {
            return Verdict::GoOn;
        }
        if let Some(child) = killing.lock().unwrap().as_mut() {
            child.kill().unwrap();
        }
        Verdict::Cut
    });
    let mut command = line.command(&ROTATE);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut output = child.stdout.take().unwrap();
    *slot = Some(child);
    drop(slot);
    // Its output ends when it does, without keeping it from being killed.
    let mut printed = Vec::new();
    output.read_to_end(&mut printed).unwrap();
    running.lock().unwrap().as_mut().unwrap().wait().unwrap();
    proxy.rest();
    printed
}

fn described(moment: Moment<'_>) -> Option<String> {
    let (what, request) = match moment {
        Moment::Begins(request) => ("begins", request),
        Moment::Sends(..) => return None,
        Moment::Answered(request, _) => ("answered", request),
        Moment::Delivered(request) => ("delivered", request),
    };
    // The log grows from one rotation to the next: from where it is read says nothing.
    let line = request.first_line();
    Some(format!("{what} {}", line.split('?').next().unwrap_or_default().trim_end_matches(" HTTP/1.1")))
}

/// By words, and by card.
fn opens(nadia: &Person, words: &Words, card: &RecoverySecret) -> [Result<Vault, Problem>; 2] {
    [
        Vault::sign_in(&nadia.server, None, &nadia.handle, words, None),
        Vault::sign_in_by_card(&nadia.server, card.clone(), None),
    ]
}
