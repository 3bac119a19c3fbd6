//! SIGKILL of the command line at each step of adding a document: it is there once or not at all, and adding it again works.

use std::{
    process::{Child, Stdio},
    sync::{Arc, Mutex},
};

use crate::harness::{CommandLine, Database, Head, Moment, Person, Proxy, Server, Verdict};

/// Large enough to be sent in many pieces.
const SIZE: usize = 400_000;

/// A moment of adding, as it is told apart from the others.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Step {
    number: usize,
    what: String,
}

#[test]
fn a_device_that_dies_while_adding_leaves_the_document_once_or_not_at_all() {
    let server = Server::start(Database::Sqlite);
    let proxy = Proxy::before(server.address());
    let (nadia, _) = Person::sign_up(proxy.address(), "nadia4821");
    let line = CommandLine::new();
    line.sign_in(&nadia);

    let steps = steps_of_adding(&proxy, &line);
    assert!(steps.iter().any(|step| step.what.contains("objects")), "{steps:?}");
    assert!(steps.iter().any(|step| step.what.contains("acts")), "{steps:?}");
    for (index, step) in steps.iter().enumerate() {
        let name = format!("paper-{index}.bin");
        let bytes: Vec<u8> = (0..SIZE).map(|at| u8::try_from((at * 31 + index) % 251).unwrap()).collect();
        line.write(&name, &bytes);
        kill_at(&proxy, &line, &name, step.number);
        let found = documents(&line, &name);
        assert!(found.len() <= 1, "killed at {step:?}: there {} times", found.len());
        // The person looks, sees whether it is there, and adds it again if not.
        let id = found.into_iter().next().unwrap_or_else(|| {
            let added = line.json(&["add", &name, "--folder", "Papiers"]);
            added[0]["id"].as_str().unwrap().to_owned()
        });
        assert_eq!(documents(&line, &name), [id.as_str()], "killed at {step:?}");
        assert!(line.get(&id) == bytes, "killed at {step:?}");
    }
    println!("killed at {} steps", steps.len());
    let verified = line.json(&["verify"]);
    assert_eq!(verified["altered"], serde_json::json!([]));
    drop(server);
}

/// Every moment of one undisturbed `add`.
fn steps_of_adding(proxy: &Proxy, line: &CommandLine) -> Vec<Step> {
    line.write("first.bin", &vec![7; SIZE]);
    let steps = Arc::new(Mutex::new(Vec::new()));
    let noting = Arc::clone(&steps);
    proxy.watch(move |moment| {
        let mut steps = noting.lock().unwrap();
        let number = steps.len();
        steps.push(Step { number, what: describe(moment) });
        Verdict::GoOn
    });
    line.json(&["add", "first.bin", "--folder", "Papiers"]);
    proxy.rest();
    let steps = steps.lock().unwrap().clone();
    // Of an upload's many pieces, a few stand for all.
    let is_piece = |step: &Step| step.what.starts_with("sends");
    let (pieces, others): (Vec<_>, Vec<_>) = steps.into_iter().partition(is_piece);
    others.into_iter().chain(pieces.into_iter().step_by(8)).collect()
}

/// Runs `add`, and kills it when the moment with this number comes.
fn kill_at(proxy: &Proxy, line: &CommandLine, name: &str, number: usize) {
    let running: Arc<Mutex<Option<Child>>> = Arc::default();
    let killing = Arc::clone(&running);
    let passed = Mutex::new(0);
    // Held until the child is there to be killed.
    let mut slot = running.lock().unwrap();
    proxy.watch(move |_| {
        let mut passed = passed.lock().unwrap();
        *passed += 1;
        if *passed <= number {
            return Verdict::GoOn;
        }
        if let Some(child) = killing.lock().unwrap().as_mut() {
            child.kill().unwrap();
        }
        Verdict::Cut
    });
    let mut command = line.command(&["add", name, "--folder", "Papiers"]);
    *slot = Some(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
    drop(slot);
    wait(&running);
    proxy.rest();
}

/// Waits for the end without keeping the child from being killed.
fn wait(running: &Mutex<Option<Child>>) {
    while running.lock().unwrap().as_mut().unwrap().try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
}

fn describe(moment: Moment<'_>) -> String {
    let line = |head: &Head| head.first_line();
    match moment {
        Moment::Begins(request) => format!("begins {}", line(request)),
        Moment::Sends(request, sent) => format!("sends {sent} of {}", line(request)),
        Moment::Answered(request, _) => format!("answered {}", line(request)),
        Moment::Delivered(request) => format!("delivered {}", line(request)),
    }
}

/// Ids of the documents of this name.
fn documents(line: &CommandLine, name: &str) -> Vec<String> {
    let listed = line.json(&["list"]);
    let of_name = listed.as_array().unwrap().iter().filter(|document| document["name"] == name);
    of_name.map(|document| document["id"].as_str().unwrap().to_owned()).collect()
}
