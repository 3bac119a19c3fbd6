//! A network that isn't there, or is cut at any step: exit 5, and nothing lost.

use std::{
    fs,
    io::{Read, Write},
    net::TcpListener,
    process::Stdio,
};

use crate::harness::{Device, Person, Server, Wire, specimen};

#[test]
fn without_a_server_the_network_is_named() {
    let device = Device::new("http://localhost:1");
    device.run(["signup", "--server", device.server(), "--handle", "nadia4821"]).problem(5, "network");
    let signin = ["signin", "--server", device.server(), "--handle", "nadia4821"];
    device.run_with(("ARMOIRE_WORDS", "abandon ability able about above"), signin).problem(5, "network");
}

#[test]
fn every_command_says_so_when_the_server_is_away_and_goes_on_when_it_is_back() {
    let mut server = Server::start();
    let nadia = Person::new(server.address());
    let id = nadia.device.add(specimen("pdf/recepisse.pdf"));
    nadia.device.run(["export", "-o", "backup"]).json();
    server.kill();
    let id = id.as_str();
    let path = specimen("odd/anime.gif").into_os_string().into_string().unwrap();
    for arguments in [
        &["list"][..],
        &["folders"],
        &["folders", "new", "A"],
        &["add", &path],
        &["replace", id, &path],
        &["get", id, "-o", "out"],
        &["rename", id, "x"],
        &["move", id, "--folder", "B"],
        &["trash", id],
        &["restore", id],
        &["delete", id],
        &["versions", id],
        &["journal"],
        &["verify"],
        &["export", "-o", "other"],
        &["import", "backup"],
        &["sessions"],
        &["invite", "--name", "Nadia"],
        &["people"],
        &["signout"],
    ] {
        nadia.device.run(arguments).problem(5, "network");
    }
    assert!(!nadia.device.path("out").exists());
    server.resume();
    assert_eq!(nadia.device.names(), ["recepisse.pdf"]);
    assert_eq!(nadia.device.bytes(id), fs::read(specimen("pdf/recepisse.pdf")).unwrap());
}

/// Cuts the wire at many places of one `add`, in what goes to the server and in what comes back.
#[test]
fn a_wire_cut_at_each_step_of_adding_loses_nothing() {
    const STEPS: u64 = 12;
    let server = Server::start();
    let wire = Wire::to(server.address());
    let nadia = Person::new(wire.address());
    let first = nadia.device.add(specimen("pdf/recepisse.pdf"));
    let path = nadia.device.write("paper.txt", "a paper of one kilobyte or so ".repeat(40));
    wire.mend();
    nadia.device.add(&path);
    let (sent, received) = wire.passed();

    let mut said_done = 2;
    for step in 0..STEPS {
        for (most_sent, most_received) in [(sent * step / STEPS, u64::MAX), (u64::MAX, received * step / STEPS)] {
            wire.cut_after(most_sent, most_received);
            let outcome = nadia.device.run(["add".as_ref(), path.as_os_str()]);
            if outcome.code == 0 {
                said_done += 1;
            } else {
                outcome.problem(5, "network");
            }
            wire.mend();
            assert!(nadia.device.names().len() >= said_done, "what was said to be there is there");
        }
    }
    assert_eq!(nadia.device.bytes(&first), fs::read(specimen("pdf/recepisse.pdf")).unwrap());
    let report = nadia.device.run(["verify"]).json();
    assert_eq!(report["documents"], nadia.device.names().len(), "nothing is half there");
}

/// Whatever was cut, the words that open the locker were shown, or the handle is still free.
#[test]
fn a_wire_cut_at_each_step_of_signing_up_loses_no_handle() {
    const STEPS: u64 = 8;
    let server = Server::start();
    let wire = Wire::to(server.address());
    wire.mend();
    Device::new(wire.address()).sign_up("nadia0000");
    let (sent, received) = wire.passed();
    for step in 1..=STEPS {
        for (side, cut) in [(0, (sent * step / STEPS, u64::MAX)), (1, (u64::MAX, received * step / STEPS))] {
            let handle = format!("nadia{side}{step:03}");
            let signup = ["signup", "--server", wire.address(), "--handle", handle.as_str()];
            wire.cut_after(cut.0, cut.1);
            let outcome = Device::new(wire.address()).run(signup);
            wire.mend();
            let device = Device::new(wire.address());
            if outcome.stdout.is_empty() {
                outcome.problem(5, "network");
                device.run(signup).json();
                continue;
            }
            let words = outcome.document()["words"].as_str().unwrap().to_owned();
            let signin = ["signin", "--server", wire.address(), "--handle", handle.as_str()];
            let signed_in = device.run_with(("ARMOIRE_WORDS", &words), signin);
            if signed_in.code != 0 {
                outcome.problem(5, "network");
                signed_in.problem(3, "sign_in_refused");
                device.run(signup).json();
            }
        }
    }
}

#[test]
fn a_wire_cut_at_each_step_of_recovering_leaves_the_card_good() {
    const STEPS: u64 = 8;
    let server = Server::start();
    let wire = Wire::to(server.address());
    let nadia = Person::new(wire.address());
    nadia.device.add(specimen("pdf/recepisse.pdf"));
    wire.mend();
    nadia.recover(&Device::new(wire.address())).json();
    let (sent, received) = wire.passed();
    for step in 1..=STEPS {
        for cut in [(sent * step / STEPS, u64::MAX), (u64::MAX, received * step / STEPS)] {
            wire.cut_after(cut.0, cut.1);
            let outcome = nadia.recover(&Device::new(wire.address()));
            assert!(matches!(outcome.code, 0 | 5), "{}", outcome.stderr);
        }
    }
    wire.mend();
    let device = Device::new(wire.address());
    nadia.recover(&device).json();
    assert_eq!(device.names(), ["recepisse.pdf"]);
}

#[test]
fn a_wire_cut_while_receiving_leaves_no_file() {
    let server = Server::start();
    let wire = Wire::to(server.address());
    let nadia = Person::new(wire.address());
    let id = nadia.device.add(specimen("photos/p01-carte-bois-facile.jpg"));
    let there = nadia.device.write("there.jpg", "mine");
    wire.cut_after(u64::MAX, 500_000);
    nadia.device.run(["get", &id, "-o", "new.jpg"]).problem(5, "network");
    wire.cut_after(u64::MAX, 500_000);
    nadia.device.run(["get", &id, "-o", "there.jpg", "--force"]).problem(5, "network");
    assert!(!nadia.device.path("new.jpg").exists());
    assert_eq!(fs::read(there).unwrap(), b"mine");
    let left: Vec<_> = fs::read_dir(nadia.device.path(".")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "the profile and the file that was there: {left:?}");
}

#[test]
fn a_download_that_is_cut_goes_on_where_it_was() {
    let server = Server::start();
    let wire = Wire::to(server.address());
    let nadia = Person::new(wire.address());
    let path = specimen("photos/p01-carte-bois-facile.jpg");
    let id = nadia.device.add(&path);
    let size = fs::metadata(&path).unwrap().len();
    wire.cut_each_after(size / 3);
    let before = wire.connections();
    nadia.device.run(["get", &id, "-o", "new.jpg"]).json();
    assert_eq!(fs::read(nadia.device.path("new.jpg")).unwrap(), fs::read(&path).unwrap());
    assert!(wire.connections() - before > 3, "it was cut");
    assert!(wire.passed().1 < size * 2, "no byte came twice: {} for {size}", wire.passed().1);
    // Cut again and again, it ends.
    wire.cut_each_after(size / 30);
    nadia.device.run(["get", &id, "-o", "other.jpg"]).problem(5, "network");
    assert!(!nadia.device.path("other.jpg").exists());
}

/// Kills the program when so many bytes have gone to the server.
#[test]
fn a_device_that_loses_power_while_adding_has_a_good_profile() {
    const STEPS: u64 = 8;
    let server = Server::start();
    let wire = Wire::to(server.address());
    let nadia = Person::new(wire.address());
    let path = specimen("photos/p13-page-messagerie-compressee.jpg");
    wire.mend();
    nadia.device.add(&path);
    let (sent, _) = wire.passed();
    for step in 1..=STEPS {
        wire.mend();
        let mut command = nadia.device.command();
        let mut child = command.arg("add").arg(&path).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        while wire.passed().0 < sent * step / STEPS && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(!nadia.device.names().is_empty());
    }
    assert_eq!(nadia.device.run(["verify"]).json()["documents"], nadia.device.names().len());
}

#[test]
fn a_server_killed_between_two_commands_has_everything() {
    let mut server = Server::start();
    let nadia = Person::new(server.address());
    for path in ["pdf/recepisse.pdf", "odd/anime.gif"] {
        nadia.device.add(specimen(path));
        server.kill();
        server.resume();
    }
    assert_eq!(nadia.device.names(), ["anime.gif", "recepisse.pdf"]);
    assert_eq!(nadia.device.run(["verify"]).json()["documents"], 2);
}

#[test]
fn a_server_that_is_another_is_named() {
    let page =
        "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 14\r\nconnection: close\r\n\r\n<html>hi</html";
    let device = Device::new(&stranger(page));
    let signup = ["signup", "--server", device.server(), "--handle", "nadia4821"];
    device.run(signup).problem(8, "malformed");
    let failing = "HTTP/1.1 502 Bad Gateway\r\ncontent-length: 3\r\nconnection: close\r\n\r\nbad";
    let device = Device::new(&stranger(failing));
    device.run(["signup", "--server", device.server(), "--handle", "nadia4821"]).problem(5, "malformed");
}

#[test]
fn what_a_server_says_cannot_write_to_the_terminal() {
    let problem = r#"{"code":"not_found","detail":"\u001b[2Jgone\u202e.","status":404}"#;
    let length = problem.len();
    let answer = format!("HTTP/1.1 404 Not Found\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{problem}");
    let device = Device::new(&stranger(&answer));
    let outcome = device.read(["signup", "--server", device.server(), "--handle", "nadia4821"]);
    assert_eq!(outcome.code, 4);
    assert!(!outcome.stderr.contains(['\u{1b}', '\u{202e}']), "{:?}", outcome.stderr);
}

/// The address of something that gives everybody the same answer.
fn stranger(answer: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    let answer = answer.to_owned();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.read(&mut [0; 4096]).and_then(|_| stream.write_all(answer.as_bytes()));
        }
    });
    address
}
