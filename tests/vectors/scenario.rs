//! A scenario file: what it says, and whether an implementation agrees.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::operations;

/// One file of `scenarios`. `README.md` describes each operation.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Its path below `scenarios`, without `.json`.
    pub name: String,
    /// One sentence.
    pub about: String,
    /// What to do.
    pub operation: String,
    /// With what.
    pub input: Value,
    /// What must come of it.
    pub expect: Expect,
}

/// What must come of a scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Expect {
    /// It is refused.
    Refused(Refused),
    /// It gives this.
    Accepted {
        /// Compared as a JSON value.
        ok: Value,
    },
}

/// A refusal by name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refused {
    /// The protocol's name.
    pub error: String,
    /// The place inside, from 1, where the protocol names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<u8>,
}

impl Scenario {
    /// What is wrong with the scenario or with the implementation, or `None`.
    pub fn disagreement(&self) -> Option<String> {
        let found = operations::run(&self.operation, &self.input);
        (found != self.expect)
            .then(|| format!("{}: expected {}, found {}", self.name, show(&self.expect), show(&found)))
    }
}

/// All scenarios below a folder, in the order of their names. A file that isn't a scenario, or isn't named as it says, is a
/// failure.
pub fn read_all(folder: &Path) -> Vec<Scenario> {
    let mut scenarios: Vec<Scenario> = files(folder)
        .into_iter()
        .map(|path| {
            let text = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let scenario: Scenario =
                serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert!(
                path.ends_with(format!("{}.json", scenario.name)),
                "{} calls itself {}",
                path.display(),
                scenario.name
            );
            scenario
        })
        .collect();
    scenarios.sort_by(|one, other| one.name.cmp(&other.name));
    scenarios
}

/// Every file below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("a folder's entries can be read").path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.push(path);
        }
    }
    files
}

fn show(expect: &Expect) -> String {
    let text = serde_json::to_string(expect).expect("plain data");
    text.chars().take(400).collect()
}
