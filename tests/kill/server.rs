//! SIGKILL of the server at random moments while several devices add documents.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use armoire::client::{
    ProblemKind,
    vault::{Silent, Vault},
};
use rand::{Rng, RngExt as _};
use rand_chacha::ChaCha8Rng;

use crate::harness::{CommandLine, Device as _, Person, Proxy, Server, Verdict, on_both, seed};

/// Documents that must be acknowledged, by all devices together.
const DOCUMENTS: usize = 200;
/// Moments (a request begins, sends a piece, is answered, is delivered) between two kills, at most.
const MOMENTS: u64 = 120;

on_both! {
    /// Every document that the server acknowledged is there and whole after any number of power cuts; nothing else is half there.
    fn what_was_acknowledged_survives_power_cuts(database: Database) {
        let (_, mut random) = seed::run("power cuts", 1).next().unwrap();
        let mut server = Server::start(database);
        let proxy = Proxy::before(server.address());
        let (nadia, vault) = Person::sign_up(proxy.address(), "nadia4821");
        let (omar, vault_of_omar) = Person::sign_up(proxy.address(), "omar1977");
        let second = nadia.other_device();
        let line = CommandLine::new();
        line.sign_in(&omar);
        drop(vault_of_omar);

        let power = Arc::new(Power::default());
        let watching = Arc::clone(&power);
        proxy.watch(move |_| {
            watching.count();
            Verdict::GoOn
        });
        let (mut of_nadia, mut of_omar) = (BTreeMap::new(), BTreeMap::new());
        let mut kills = 0;
        thread::scope(|scope| {
            let mut devices = [(vault, "a"), (second, "b")].map(|(vault, name)| {
                let (power, random) = (Arc::clone(&power), fork(&mut random));
                Some(scope.spawn(move || add_by_vault(vault, name, &power, random)))
            });
            let commands = {
                let (power, random, line) = (Arc::clone(&power), fork(&mut random), &line);
                scope.spawn(move || add_by_command(line, &power, random))
            };
            while !power.is_enough() {
                power.wait_for_moments(random.random_range(1..MOMENTS));
                // Somewhere behind that moment: inside a write, a flush, a commit. Whatever it hits must hold.
                thread::sleep(Duration::from_micros(random.random_range(0..4000)));
                power.off();
                server.kill();
                kills += 1;
                server.resume();
                power.on();
            }
            for device in &mut devices {
                of_nadia.extend(device.take().unwrap().join().unwrap());
            }
            of_omar.extend(commands.join().unwrap());
        });
        println!("{} documents of Nadia, {} of Omar, {kills} power cuts", of_nadia.len(), of_omar.len());
        assert!(kills >= 5, "a run without power cuts shows nothing");

        server.kill();
        server.resume();
        server.check_objects();
        proxy.rest();
        check(&nadia, of_nadia);
        check(&omar, of_omar);
        let verified = line.json(&["verify"]);
        assert_eq!(verified["altered"], serde_json::json!([]));
    }
}

/// What a device tried to add: name, bytes, and whether it was told that they are safe.
type Tried = BTreeMap<String, (Vec<u8>, bool)>;

fn add_by_vault(mut vault: Vault, device: &str, power: &Power, mut random: ChaCha8Rng) -> Tried {
    let mut tried = Tried::new();
    while !power.is_enough() {
        power.wait_until_on();
        let name = format!("{device}-{}.bin", tried.len());
        let bytes = some_bytes(&mut random);
        let added = vault.put(&name, &bytes);
        if let Err(problem) = &added {
            let excused = matches!(problem.kind, ProblemKind::Network | ProblemKind::Conflict);
            assert!(excused, "{}: {problem}", problem.code);
        } else {
            power.acknowledge();
        }
        tried.insert(name, (bytes, added.is_ok()));
    }
    tried
}

fn add_by_command(line: &CommandLine, power: &Power, mut random: ChaCha8Rng) -> Tried {
    let mut tried = Tried::new();
    while !power.is_enough() {
        power.wait_until_on();
        let name = format!("c-{}.bin", tried.len());
        let bytes = some_bytes(&mut random);
        line.write(&name, &bytes);
        let output = line.run(&["add", &name, "--folder", "Papiers"]);
        match output.status.code() {
            Some(0) => power.acknowledge(),
            Some(5 | 6) => {}
            other => panic!("exit {other:?}: {}", String::from_utf8_lossy(&output.stderr)),
        }
        tried.insert(name, (bytes, output.status.success()));
    }
    tried
}

/// A device that knows nothing yet finds all that was acknowledged, and nothing that doesn't open.
fn check(person: &Person, tried: Tried) {
    let mut cold = person.other_device();
    let report = cold.verify(&mut Silent).unwrap();
    assert!(report.altered.is_empty(), "{:?}", report.altered);
    let mut there = cold.everything();
    for (name, (bytes, acknowledged)) in tried {
        match there.remove(&name) {
            Some(found) => assert!(found == bytes, "{name} isn't what was added"),
            None => assert!(!acknowledged, "{name} was acknowledged and is gone"),
        }
    }
    assert!(there.is_empty(), "nobody added {:?}", there.keys());
}

fn some_bytes(random: &mut ChaCha8Rng) -> Vec<u8> {
    // Mostly small; some of several pieces, so that uploads are hit in the middle.
    let most = if random.random_ratio(1, 4) { 300_000 } else { 5_000 };
    let mut bytes = vec![0; random.random_range(1..most)];
    random.fill_bytes(&mut bytes);
    bytes
}

fn fork(random: &mut ChaCha8Rng) -> ChaCha8Rng {
    use rand::SeedableRng as _;
    ChaCha8Rng::seed_from_u64(random.next_u64())
}

/// Whether there is power, how many moments have passed, and how many documents were acknowledged.
#[derive(Default)]
struct Power {
    off: AtomicBool,
    acknowledged: AtomicUsize,
    moments: AtomicU64,
    turn: Mutex<()>,
    changed: Condvar,
}

impl Power {
    fn count(&self) {
        self.moments.fetch_add(1, Ordering::SeqCst);
        self.tell();
    }

    fn acknowledge(&self) {
        self.acknowledged.fetch_add(1, Ordering::SeqCst);
        self.tell();
    }

    fn is_enough(&self) -> bool {
        self.acknowledged.load(Ordering::SeqCst) >= DOCUMENTS
    }

    fn off(&self) {
        self.off.store(true, Ordering::SeqCst);
    }

    fn on(&self) {
        self.off.store(false, Ordering::SeqCst);
        self.tell();
    }

    /// Waits for so many moments from now on, or until all is done.
    fn wait_for_moments(&self, count: u64) {
        let until = self.moments.load(Ordering::SeqCst) + count;
        self.wait(|| self.moments.load(Ordering::SeqCst) >= until || self.is_enough());
    }

    /// Devices don't try while there is no server: that would only be waiting with more noise.
    fn wait_until_on(&self) {
        self.wait(|| !self.off.load(Ordering::SeqCst));
    }

    fn wait(&self, until: impl Fn() -> bool) {
        let mut turn = self.turn.lock().unwrap();
        while !until() {
            turn = self.changed.wait(turn).unwrap();
        }
    }

    fn tell(&self) {
        let _turn = self.turn.lock().unwrap();
        self.changed.notify_all();
    }
}
