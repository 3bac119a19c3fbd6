//! `keys.txt`: the one identity that opens an export, as the stock `age` tool reads it.

use std::{
    fs::File,
    io::{self, Read, Write},
    path::Path,
};

use zeroize::Zeroizing;

use super::{KEYS, problem};
use crate::{
    client::{hazmat::Identity, problem::Problem, unfinished::Unfinished},
    protocol::age_header::RecipientType,
};

/// Bytes of a key file at most.
const LONGEST: u64 = 64 * 1024;

/// The identity of the export in `folder`, made if there is none.
pub(super) fn read_or_make(folder: &Path) -> Result<Identity, Problem> {
    match read(folder) {
        Ok(Some(identity)) => Ok(identity),
        Ok(None) => Err(problem::not_an_export(folder, KEYS)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => make(folder),
        Err(error) => Err(Problem::storage(&folder.join(KEYS), &error)),
    }
}

/// The identity in `folder/keys.txt`; `None` when there is none in it.
pub(super) fn read(folder: &Path) -> io::Result<Option<Identity>> {
    let mut text = Zeroizing::new(String::new());
    match File::open(folder.join(KEYS))?.take(LONGEST).read_to_string(&mut text) {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::InvalidData => return Ok(None),
        Err(error) => return Err(error),
    }
    let identity = text.lines().map(str::trim).find_map(Identity::parse_secret);
    Ok(identity.filter(|identity| identity.recipient_type() == RecipientType::X25519))
}

fn make(folder: &Path) -> Result<Identity, Problem> {
    // X25519, because stock tools of today open it; the file lies beside its key anyway.
    let identity = Identity::generate(RecipientType::X25519);
    let text = Zeroizing::new(format!(
        "# Opens this export: age -d -i {KEYS} {AGE}/NAME.age\n# public key: {}\n{}\n",
        identity.to_recipient(),
        *identity.expose_secret_text(),
        AGE = super::AGE,
    ));
    let path = folder.join(KEYS);
    let written = Unfinished::new_in(folder).and_then(|mut partial| {
        partial.as_file_mut().write_all(text.as_bytes())?;
        partial.replace(&path)
    });
    written.map_err(|error| Problem::storage(&path, &error))?;
    Ok(identity)
}
