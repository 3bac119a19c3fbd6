//! Writes vectors: `generate` beside this file, `write DIR` and `read DIR` for the exchange between implementations.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a tool of the tests stops at the first thing that isn't so"
)]

mod generate;
#[path = "../operations/mod.rs"]
mod operations;
#[path = "../pinned.rs"]
mod pinned;
#[path = "../scenario.rs"]
mod scenario;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use scenario::Scenario;

/// Operations without randomness: nothing new comes of writing them again.
const PINNED_ONLY: [&str; 7] = ["derive", "handle", "padded", "passkey_input", "pocket_key", "words", "words_text"];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["generate"] => generate(),
        ["write", folder] => write(Path::new(folder)),
        ["read", folder] => return read(Path::new(folder)),
        _ => {
            eprintln!("vectors generate | write DIR | read DIR");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

/// Writes the scenarios that don't exist yet, and lists them all.
fn generate() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let changes: Vec<String> =
        pinned::changes(&folder).into_iter().filter(|change| !change.ends_with("isn't listed")).collect();
    assert!(changes.is_empty(), "{}", changes.join("\n"));
    let written = generate::all().iter().filter(|scenario| save(scenario, &folder.join("scenarios"))).count();
    let lines = pinned::hashes(&folder).into_iter().map(|(name, hash)| format!("{hash}  {name}\n"));
    fs::write(folder.join("PINNED"), lines.collect::<String>()).unwrap();
    println!("{written} scenarios written");
}

/// Writes fresh scenarios for another implementation.
fn write(folder: &Path) {
    let scenarios = generate::all();
    let fresh = scenarios.iter().filter(|scenario| !PINNED_ONLY.contains(&scenario.operation.as_str()));
    println!("{} scenarios written", fresh.filter(|scenario| save(scenario, folder)).count());
}

/// Runs what another implementation wrote.
fn read(folder: &Path) -> ExitCode {
    let scenarios = scenario::read_all(folder);
    let disagreements: Vec<String> = scenarios.iter().filter_map(Scenario::disagreement).collect();
    for disagreement in &disagreements {
        eprintln!("{disagreement}");
    }
    println!("{} of {} scenarios agree", scenarios.len() - disagreements.len(), scenarios.len());
    if scenarios.is_empty() || !disagreements.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Whether the file was new.
fn save(scenario: &Scenario, folder: &Path) -> bool {
    let path = folder.join(format!("{}.json", scenario.name));
    if path.exists() {
        return false;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, serde_json::to_string_pretty(scenario).unwrap() + "\n").unwrap();
    true
}
