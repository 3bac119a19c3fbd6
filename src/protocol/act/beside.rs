//! What travels beside an act's body: a checkpoint's list, or the age files that a body names.

use super::{Act, Body, GivenBox, Put};
use crate::protocol::{Refusal, bytes::Hash, limits};

impl Body {
    /// Hashes of the age files that belong beside this body, in their order.
    #[must_use]
    pub fn files(&self) -> Vec<Hash> {
        match self {
            Self::Grant(grant) => vec![grant.file],
            Self::Deposit(deposit) => vec![deposit.file],
            _ => self.boxes().iter().map(|given| given.file).collect(),
        }
    }

    /// The boxes of a new key, for grants that stay.
    #[must_use]
    pub fn boxes(&self) -> &[GivenBox] {
        match self {
            Self::Rotate(rotate) => &rotate.boxes,
            Self::Put(Put::Document(put)) => &put.boxes,
            _ => &[],
        }
    }
}

impl Act {
    /// The age files beside, in the order in which the body names them; none when nothing is beside, as in a log that is read.
    ///
    /// # Errors
    /// `malformed` when something is beside a body that names no file, or the files are cut; `box` when they aren't those that the
    /// body names, `too_large` for one over its limit.
    pub fn files(&self) -> Result<Vec<&[u8]>, Refusal> {
        let Some(body) = &self.body else { return nothing(&self.beside) };
        let (named, limit) = match body {
            Body::Checkpoint(_) => return Ok(Vec::new()),
            Body::Grant(_) => (body.files(), limits::CHECKPOINT_LIST),
            _ => (body.files(), limits::BOX),
        };
        if named.is_empty() {
            return nothing(&self.beside);
        }
        if self.beside.is_empty() {
            return Ok(Vec::new());
        }
        let files = match body {
            Body::Grant(_) | Body::Deposit(_) => vec![self.beside.as_slice()],
            _ => split(&self.beside)?,
        };
        if files.iter().any(|file| file.len() > limit) {
            return Err(Refusal::TooLarge);
        }
        let as_named = files.iter().map(|file| Hash::of(file)).eq(named);
        if as_named { Ok(files) } else { Err(Refusal::Box) }
    }
}

/// Writes files to go beside a body with `boxes`: each after its length.
#[must_use]
pub fn join_files<'f>(files: impl IntoIterator<Item = &'f [u8]>) -> Vec<u8> {
    let mut beside = Vec::new();
    for file in files {
        #[expect(clippy::cast_possible_truncation, reason = "every file is bounded far below 4 GiB")]
        beside.extend_from_slice(&(file.len() as u32).to_be_bytes());
        beside.extend_from_slice(file);
    }
    beside
}

fn split(mut rest: &[u8]) -> Result<Vec<&[u8]>, Refusal> {
    let mut files = Vec::new();
    while !rest.is_empty() {
        if files.len() == limits::BOXES {
            return Err(Refusal::TooLarge);
        }
        let (length, after) = rest.split_first_chunk::<4>().ok_or(Refusal::Malformed)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| Refusal::TooLarge)?;
        let (file, after) = after.split_at_checked(length).ok_or(Refusal::Malformed)?;
        files.push(file);
        rest = after;
    }
    Ok(files)
}

fn nothing(beside: &[u8]) -> Result<Vec<&[u8]>, Refusal> {
    if beside.is_empty() { Ok(Vec::new()) } else { Err(Refusal::Malformed) }
}
