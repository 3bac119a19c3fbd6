//! A person brings real papers to a locker, uses everything that there is, loses their words and comes back.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use armoire::client::{
    account::{RecoverySecret, Words},
    vault::Vault,
};
use rand::Rng as _;

use crate::{
    harness::{CommandLine, Database, Device as _, Proxy, Server, Upload, Uploads, files, seed, specimen},
    places,
    search::Needle,
    secrets,
};

/// Bytes of a window that is searched for.
const WINDOW: usize = 32;
/// Windows of a file.
const WINDOWS: usize = 12;
/// A handle is no secret: the server looks people up by it.
const HANDLE: &str = "nadia4821";
const FOLDERS: [&str; 3] = ["Papiers", "Santé de l’aînée", "المحكمة والسكن"];

/// Bytes by name.
type Papers = BTreeMap<String, Vec<u8>>;

pub struct Journey {
    pub server: Server,
    pub proxy: Proxy,
    needles: Vec<Needle>,
}

impl Journey {
    /// Everything through the real command line and a wire that records all that passes.
    pub fn walk(database: Database) -> Self {
        let server = Server::start_with(database, &[("ARMOIRE_LOG", "debug")]);
        let proxy = Proxy::before(server.address());
        proxy.record();
        let line = CommandLine::new();
        let made = line.json(&["signup", "--server", proxy.address(), "--handle", HANDLE]);
        let card = RecoverySecret::parse_groups(made["card"].as_str().unwrap()).unwrap();
        let words = Words::parse(made["words"].as_str().unwrap()).unwrap().0;
        let ordinary = ordinary_bytes();

        let papers = papers();
        let mut needles: Vec<Needle> =
            FOLDERS.iter().map(|name| Needle::text(format!("folder {name}"), name)).collect();
        let all = papers.0.iter().chain(&papers.1);
        needles.extend(all.flat_map(|(name, bytes)| needles_of_paper(name, bytes)));
        let ids = bring(&line, &papers);
        let mut before = sign_in(&proxy, &words);
        check(&mut before, &papers, ids.len());
        needles.extend(use_everything(&line, &ids));
        needles.extend(send_in_parts(&line));
        before.sync().unwrap();
        needles.extend(secrets::of_words(&words, &before, &ordinary));
        needles.extend(secrets::of_card(&card));
        needles.extend(secrets::of_vault(&before));
        let new_words = recover(&proxy, &made);
        let mut after = sign_in(&proxy, &new_words);
        let last = b"Written after the words were lost, under keys that nobody had before.";
        after.put("retrouvé.pdf", last).unwrap();
        needles.extend(needles_of_paper("retrouvé.pdf", last));
        needles.extend(secrets::of_words(&new_words, &after, &ordinary));
        needles.extend(secrets::of_vault(&after));

        assert_eq!(after.documents().unwrap().len(), ids.len() + 1, "papers outlive their owner's words");
        Self { server, proxy, needles }
    }

    pub fn needles(&self) -> Vec<Needle> {
        self.needles.clone()
    }
}

/// The specimens, odd names for one of them, and a paper made here of several megabytes.
fn papers() -> (Papers, Papers) {
    let (mut papers, mut odd) = (BTreeMap::new(), BTreeMap::new());
    for folder in ["photos", "pdf", "odd", "hostile"] {
        for path in files(&specimen(folder)) {
            let bytes = fs::read(&path).unwrap();
            if !bytes.is_empty() {
                papers.insert(path.file_name().unwrap().to_str().unwrap().to_owned(), bytes);
            }
        }
    }
    let mut large = vec![0; 5_000_000];
    seed::run("a large paper", 1).next().unwrap().1.fill_bytes(&mut large);
    papers.insert("dossier complet du logement.pdf".to_owned(), large);
    for list in ["noms.json", "noms-difficiles.json"] {
        let names: Vec<String> = serde_json::from_slice(&papers[list]).unwrap();
        for name in names {
            // Each of its own, so that a leak tells which.
            let mut bytes = papers["nom-etrange.jpg"].clone();
            bytes.extend(format!("A copy of a picture, under an odd name: {name:?}").into_bytes());
            odd.insert(name, bytes);
        }
    }
    (papers, odd)
}

/// A paper that isn't whole on the server yet: its first part lies there.
fn send_in_parts(line: &CommandLine) -> Vec<Needle> {
    let mut file = vec![0; 200_000];
    seed::run("a paper in parts", 1).next().unwrap().1.fill_bytes(&mut file);
    let mut upload = Upload::new(1, &file);
    Uploads::of(line).send_part(&mut upload).unwrap();
    needles_of_paper("en plusieurs fois.pdf", &file)
}

/// Adds all papers, and gives the names under which they are kept with their ids.
fn bring(line: &CommandLine, (papers, odd): &(Papers, Papers)) -> Vec<String> {
    let mut ids = Vec::new();
    let mut keep = |output: &std::process::Output| {
        let added: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        ids.extend(added.as_array().unwrap().iter().map(|document| document["id"].as_str().unwrap().to_owned()));
    };
    for (name, bytes) in papers {
        line.write(name, bytes);
    }
    let names: Vec<&str> = papers.keys().map(String::as_str).collect();
    let output = line.run(&[&["add", "--folder", FOLDERS[0]], names.as_slice()].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    keep(&output);
    let mut refused = 0;
    for ((name, bytes), folder) in odd.iter().zip(FOLDERS.iter().cycle()) {
        line.write("paper", bytes);
        let output = line.run(&["add", "paper", &format!("--name={name}"), "--folder", folder]);
        if output.status.success() {
            keep(&output);
        } else {
            // A name that the command line doesn't take is told before anything is sent.
            assert_eq!(output.status.code(), Some(2), "{name:?}: {}", String::from_utf8_lossy(&output.stderr));
            refused += 1;
        }
    }
    assert!(refused < odd.len() / 3, "most odd names are taken, not refused: {refused}");
    ids
}

/// All that is there is, byte for byte, what was brought.
fn check(vault: &mut Vault, (papers, odd): &(Papers, Papers), count: usize) {
    let there = vault.everything();
    assert_eq!(there.len(), count);
    for (name, bytes) in &there {
        assert!(papers.get(name).or_else(|| odd.get(name)) == Some(bytes), "{name:?} comes out as it went in");
    }
}

/// Renames, replaces, moves, bins and looks; gives what it wrote.
fn use_everything(line: &CommandLine, ids: &[String]) -> Vec<Needle> {
    let mut all = ids.iter();
    let mut next = || all.next().unwrap().as_str();
    let renamed = "Décision de la MDPH, à rendre à l’assistante.pdf";
    line.json(&["rename", next(), renamed]);
    let replaced = b"The second version of a paper says that the rent is paid until the end of March.".repeat(40);
    line.write("second", &replaced);
    line.json(&["replace", next(), "second"]);
    line.json(&["move", next(), "--folder", FOLDERS[1]]);
    let binned = next();
    line.json(&["trash", binned]);
    line.json(&["restore", binned]);
    for command in ["folders", "list", "journal", "verify", "sessions"] {
        line.json(&[command]);
    }
    let mut needles = needles_of_paper("the second version", &replaced);
    needles.push(Needle::text("a new name", renamed));
    needles
}

fn sign_in(proxy: &Proxy, words: &Words) -> Vault {
    Vault::sign_in(&proxy.address().parse().unwrap(), None, &HANDLE.parse().unwrap(), words, None).unwrap()
}

fn recover(proxy: &Proxy, made: &serde_json::Value) -> Words {
    let elsewhere = CommandLine::new();
    let mut command = elsewhere.command(&["recover", "--server", proxy.address()]);
    let output = command.env("ARMOIRE_CARD", made["card"].as_str().unwrap()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let recovered: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    Words::parse(recovered["words"].as_str().unwrap()).unwrap().0
}

/// The name, and windows from all over the file.
fn needles_of_paper(name: &str, bytes: &[u8]) -> Vec<Needle> {
    let mut needles = vec![Needle::text(format!("the name {name:?}"), name)];
    let last = bytes.len().saturating_sub(WINDOW);
    let starts: BTreeSet<usize> = (0..WINDOWS).map(|index| last * index / (WINDOWS - 1)).collect();
    for start in starts {
        let window = &bytes[start..(start + WINDOW).min(bytes.len())];
        // Zeros and the like stand everywhere.
        if window.iter().collect::<BTreeSet<_>>().len() >= 10 {
            needles.push(Needle::bytes(format!("{name:?} from byte {start}"), window));
        }
    }
    assert!(needles.len() > 1, "{name:?} has something to search for");
    needles
}

/// What a server keeps, says and is sent for somebody else, who has other words: `session`, `object`, `account` stand there anyway.
fn ordinary_bytes() -> Vec<u8> {
    let server = Server::start_with(Database::Sqlite, &[("ARMOIRE_LOG", "debug")]);
    let proxy = Proxy::before(server.address());
    proxy.record();
    let line = CommandLine::new();
    let made = line.json(&["signup", "--server", proxy.address(), "--handle", "somebody1000"]);
    line.write("paper", b"a paper");
    let ids: Vec<String> =
        (0..4).map(|_| line.json(&["add", "paper"])[0]["id"].as_str().expect("an id").to_owned()).collect();
    use_everything(&line, &ids);
    recover(&proxy, &made);
    places::all(&server, &proxy).into_iter().flat_map(|place| place.bytes).collect()
}
