//! The vectors: what the protocol's page says, as files that every implementation reads. `README.md` has the format.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops at the first thing that isn't so"
)]

mod operations;
mod pinned;
mod scenario;
mod separation;

use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

#[test]
fn every_scenario_ends_as_it_says() {
    let scenarios = scenario::read_all(&folder().join("scenarios"));
    let disagreements: Vec<String> = scenarios.iter().filter_map(scenario::Scenario::disagreement).collect();
    assert!(disagreements.is_empty(), "{} of {}:\n{}", disagreements.len(), scenarios.len(), disagreements.join("\n"));
}

#[test]
fn there_are_enough_scenarios_and_most_are_refusals() {
    let scenarios = scenario::read_all(&folder().join("scenarios"));
    let negative = scenarios.iter().filter(|scenario| matches!(scenario.expect, scenario::Expect::Refused(_))).count();
    assert!(scenarios.len() >= 80, "{} scenarios", scenarios.len());
    assert!(negative * 3 >= scenarios.len() * 2, "{negative} of {} are refusals", scenarios.len());
}

#[test]
fn every_file_is_the_one_that_was_pinned() {
    let changes = pinned::changes(&folder());
    assert!(changes.is_empty(), "a stored format is never broken, add a scenario instead:\n{}", changes.join("\n"));
}
