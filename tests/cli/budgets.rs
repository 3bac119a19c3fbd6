//! What people do must not cost more than it did: bytes, requests and statements against `infra/bench/baseline.json`, and the server's
//! processor time as a ratio to a request that asks nothing of the database, in the same run. Nothing here depends on how fast a
//! machine is. `ARMOIRE_BASELINE=write` writes the file again: whoever lets something grow shows it.

use std::{
    collections::BTreeMap,
    fs,
    io::{Read as _, Write as _},
    net::TcpStream,
    path::PathBuf,
    thread,
};

use serde::{Deserialize, Serialize};

use crate::harness::{Person, Server, Wire};

/// age puts a few random bytes into each header.
const BYTES: f64 = 1.03;
/// Bytes beside that.
const FEW_BYTES: u64 = 400;
/// Processor time is counted in steps of 10 ms, by a machine that does other things too.
const PROCESSOR: f64 = 3.0;
/// What was seen, or is allowed.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Costs {
    operations: BTreeMap<String, Cost>,
    /// Times the server's processor that a request needs which asks nothing of the database.
    processor: BTreeMap<String, f64>,
}

#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Cost {
    requests: u64,
    statements: u64,
    sent: u64,
    received: u64,
}

#[test]
#[ignore = "measured alone: infra/test --only budgets"]
fn nothing_costs_more_than_it_did() {
    let server = Server::start();
    // The server sweeps once when it starts, then every hour: what that asks is nobody's request.
    while sum(&metrics(&server), "armoire_sweeps_total", "") == 0 {
        thread::yield_now();
    }
    let wire = Wire::to(server.address());
    let mut meter = Meter { server: &server, wire: &wire, seen: Costs::default() };
    let nadia = meter.measure("sign up", || Person::new(wire.address()));
    let device = &nadia.device;
    let (small, large) = (device.write("small.txt", "a".repeat(1000)), device.write("large.bin", vec![7; 3_000_000]));
    let paper = meter.measure("add 1 KB", || device.add(&small));
    let photo = meter.measure("add 3 MB", || device.add(&large));
    meter.measure("list, nothing new", || device.list());
    meter.measure("get 3 MB", || device.bytes(&photo));
    meter.measure("rename", || device.run(["rename", &paper, "Bail"]).json());
    let phone = meter.measure("sign in on another device", || nadia.second_device());
    meter.measure("list on another device", || phone.list());
    let mut seen = meter.seen;

    let token = device.run(["token"]).json()["token"].as_str().expect("a token").to_owned();
    let nothing = processor(&server, 2000, || drop(ask(&server, "/api/v1/server", &token)));
    let lockers = processor(&server, 2000, || drop(ask(&server, "/api/v1/lockers", &token)));
    let renames = processor(&server, 40, || drop(device.run(["rename", &paper, "Bail"]).json()));
    seen.processor.insert("GET /lockers".to_owned(), lockers / nothing);
    seen.processor.insert("rename".to_owned(), renames / nothing);
    compare(&seen);
}

fn compare(seen: &Costs) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("infra/bench/baseline.json");
    let shown = serde_json::to_string_pretty(seen).expect("JSON");
    println!("{shown}");
    if std::env::var("ARMOIRE_BASELINE").is_ok_and(|value| value == "write") {
        fs::write(file, shown + "\n").expect("written");
        return;
    }
    let known: Costs = serde_json::from_slice(&fs::read(file).expect("the baseline")).expect("JSON");
    assert!(known.operations.keys().eq(seen.operations.keys()), "the baseline has the same operations");
    assert!(known.processor.keys().eq(seen.processor.keys()), "the baseline has the same operations");
    let mut grown = Vec::new();
    for (name, cost) in &seen.operations {
        let before = known.operations[name];
        for (what, now, most) in [
            ("requests", cost.requests, before.requests),
            ("statements", cost.statements, before.statements),
            ("bytes sent", cost.sent, allowed(before.sent)),
            ("bytes received", cost.received, allowed(before.received)),
        ] {
            if now > most {
                grown.push(format!("{name}: {now} {what}, at most {most}"));
            }
        }
    }
    for (name, ratio) in &seen.processor {
        let most = known.processor[name] * PROCESSOR;
        if *ratio > most {
            grown.push(format!("{name}: {ratio:.1} times a request that asks nothing, at most {most:.1}"));
        }
    }
    assert!(grown.is_empty(), "{}", grown.join("\n"));
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "some megabytes"
)]
fn allowed(bytes: u64) -> u64 {
    (bytes as f64 * BYTES) as u64 + FEW_BYTES
}

struct Meter<'w> {
    server: &'w Server,
    wire: &'w Wire,
    seen: Costs,
}

impl Meter<'_> {
    fn measure<T>(&mut self, name: &str, operation: impl FnOnce() -> T) -> T {
        let (requests, statements) = counted(self.server);
        self.wire.mend();
        let done = operation();
        let (sent, received) = self.wire.passed();
        let (requests_after, statements_after) = counted(self.server);
        let cost =
            Cost { requests: requests_after - requests, statements: statements_after - statements, sent, received };
        self.seen.operations.insert(name.to_owned(), cost);
        done
    }
}

/// Requests and statements that the server has counted, without those for this.
fn counted(server: &Server) -> (u64, u64) {
    let metrics = metrics(server);
    (
        sum(&metrics, "armoire_request_seconds_count", "route=\"/metrics\""),
        sum(&metrics, "armoire_statements_total", ""),
    )
}

fn metrics(server: &Server) -> String {
    ask(server, "/metrics", "")
}

/// A metric over all its labels but one. An empty one leaves none out.
fn sum(metrics: &str, name: &str, without: &str) -> u64 {
    let of_others = |line: &&str| line.starts_with(name) && (without.is_empty() || !line.contains(without));
    metrics.lines().filter(of_others).filter_map(|line| line.rsplit(' ').next()?.parse::<u64>().ok()).sum()
}

/// Milliseconds of the server's processor for each of so many.
fn processor(server: &Server, count: u32, mut operation: impl FnMut()) -> f64 {
    let before = ticks(server);
    (0..count).for_each(|_| operation());
    let spent = u32::try_from(ticks(server) - before).expect("a few seconds");
    // A step of 10 ms at least: nothing costs nothing.
    f64::from(spent.max(1)) * 10.0 / f64::from(count)
}

fn ticks(server: &Server) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{}/stat", server.id())).expect("a running server");
    // Counted after the name, which stands in brackets and may hold spaces: user and system time are fields 14 and 15.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    fields[11..=12].iter().map(|field| field.parse::<u64>().expect("a number")).sum()
}

fn ask(server: &Server, path: &str, token: &str) -> String {
    let authority = server.address().rsplit('/').next().expect("an address").replace("localhost", "127.0.0.1");
    let mut stream = TcpStream::connect(authority).expect("listens");
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("sends");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
    answer
}
