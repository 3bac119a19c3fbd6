//! `PINNED`: the SHA-256 of each scenario, in the form of `sha256sum`.

use std::{collections::BTreeMap, fs, path::Path};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::scenario;

/// What differs between `PINNED` and the files beside it.
pub fn changes(folder: &Path) -> Vec<String> {
    let pinned = read(folder);
    let found = hashes(folder);
    let gone = pinned.keys().filter(|name| !found.contains_key(*name)).map(|name| format!("{name} is missing"));
    let others = found.iter().filter_map(|(name, hash)| match pinned.get(name) {
        None => Some(format!("{name} isn't listed")),
        Some(pinned) if pinned != hash => Some(format!("{name} was changed")),
        Some(_) => None,
    });
    gone.chain(others).collect()
}

/// Hashes of the files that are there, by name.
pub fn hashes(folder: &Path) -> BTreeMap<String, String> {
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
    let hash = |path: &Path| HEXLOWER.encode(&Sha256::digest(fs::read(path).unwrap()));
    scenario::files(&folder.join("scenarios")).iter().map(|path| (name(path), hash(path))).collect()
}

/// What `PINNED` lists, by name.
pub fn read(folder: &Path) -> BTreeMap<String, String> {
    let text = fs::read_to_string(folder.join("PINNED")).unwrap_or_default();
    let line = |line: &str| line.split_once("  ").map(|(hash, name)| (name.to_owned(), hash.to_owned()));
    text.lines().map(|text| line(text).unwrap_or_else(|| panic!("PINNED: {text}"))).collect()
}
