//! Payloads on their way: sealed once into a temporary file, sent, named by an act; fetched, verified, opened.

use std::{
    fs::File,
    io::{Seek, SeekFrom},
    path::Path,
};

use super::{Progress, Vault, draft::Draft};
use crate::{
    client::{
        account::Keyring,
        api::Api,
        document::{DocumentLabel, SealedObject, payload},
        envelope::Opening,
        hazmat::{Identity, random},
        problem::{Problem, ProblemKind},
    },
    protocol::{
        Refusal,
        act::ObjectName,
        age_header::RecipientType,
        id::{LockerId, ObjectId},
        limits,
    },
};

/// How often an object that the server swept is sent again.
pub(super) const SENDS: usize = 3;

/// A payload sealed into a temporary file, kept until it is acknowledged.
pub(super) struct Outgoing {
    pub(super) id: ObjectId,
    pub(super) identity: Identity,
    pub(super) size: u64,
    pub(super) object: SealedObject,
    pub(super) ciphertext: File,
}

impl Vault {
    /// Sends a payload, then appends what names it. An object that was swept in between is sent again.
    pub(super) fn send_then_append(
        &mut self,
        mut outgoing: Outgoing,
        progress: &mut dyn Progress,
        mut build: impl FnMut(&mut Draft<'_>, &Keyring, &[ObjectName]) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let objects = [outgoing.name()];
        for _ in 0..SENDS {
            send(&self.api, self.locker_id(), &mut outgoing, progress)?;
            match self.append(|draft, keyring| build(draft, keyring, &objects)) {
                Err(problem) if problem.code == "object_gone" => {}
                Err(problem) => return Err(problem),
                Ok(()) => {
                    self.settle();
                    return Ok(());
                }
            }
        }
        Err(object_gone())
    }

    /// Fetches a payload and opens it into `out`, verified.
    pub(super) fn fetch_payload(
        &self,
        object: &ObjectName,
        label: &DocumentLabel,
        out: &mut File,
        progress: &mut dyn Progress,
    ) -> Result<(), Problem> {
        fetch(&self.api, self.locker_id(), object, label, out, progress).map_err(|problem| {
            // The log names it, so that a server without it has lost or hides it.
            if problem.code == "not_found" { Problem::altered(Refusal::Size) } else { problem }
        })
    }
}

impl Outgoing {
    /// As an act names it.
    pub(super) fn name(&self) -> ObjectName {
        ObjectName { id: self.id, size: self.object.size, sha256: self.object.sha256 }
    }
}

/// Sends a payload to any locker.
pub(super) fn send(
    api: &Api,
    locker: LockerId,
    outgoing: &mut Outgoing,
    progress: &mut dyn Progress,
) -> Result<(), Problem> {
    outgoing.ciphertext.seek(SeekFrom::Start(0)).map_err(|error| disk(&error))?;
    api.put_object((locker, outgoing.id), &outgoing.object, &mut outgoing.ciphertext, progress)
}

/// The server doesn't keep what it is sent.
pub(super) fn object_gone() -> Problem {
    Problem::new(ProblemKind::Conflict, "object_gone", "The server keeps losing what is sent: try again.")
}

/// Fetches a payload of any locker and opens it into `out`, verified.
pub(super) fn fetch(
    api: &Api,
    locker: LockerId,
    object: &ObjectName,
    label: &DocumentLabel,
    out: &mut File,
    progress: &mut dyn Progress,
) -> Result<(), Problem> {
    let mut ciphertext = tempfile::tempfile().map_err(|error| disk(&error))?;
    api.get_object((locker, object.id), object.size, &mut ciphertext, progress)?;
    ciphertext.seek(SeekFrom::Start(0)).map_err(|error| disk(&error))?;
    payload::open(&label.payload, object.size, object.sha256, label.size, &mut ciphertext, out).map_err(opening)
}

/// Seals a file for a document of its own.
pub(super) fn seal(path: &Path, progress: &mut dyn Progress) -> Result<Outgoing, Problem> {
    let unreadable = |error: std::io::Error| {
        Problem::new(ProblemKind::Usage, "file", format!("{} can't be read: {error}.", path.display()))
    };
    seal_file(File::open(path).map_err(unreadable)?, path, progress)
}

/// The same of an open file, from its beginning.
pub(super) fn seal_file(mut file: File, path: &Path, progress: &mut dyn Progress) -> Result<Outgoing, Problem> {
    let unreadable = |error: std::io::Error| {
        Problem::new(ProblemKind::Usage, "file", format!("{} can't be read: {error}.", path.display()))
    };
    file.rewind().map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(Problem::new(ProblemKind::Usage, "file", format!("{} is not a file.", path.display())));
    }
    let size = metadata.len();
    if size == 0 {
        return Err(Problem::new(
            ProblemKind::Usage,
            "empty",
            format!("{} is empty: there is nothing to keep.", path.display()),
        ));
    }
    if size > limits::DOCUMENT {
        let most = limits::DOCUMENT / 1024 / 1024;
        return Err(Problem::new(
            ProblemKind::Limit,
            "too_large",
            format!("{} is larger than {most} MiB, the most that a document may be.", path.display()),
        ));
    }
    progress.step("Sealing");
    let identity = Identity::generate(RecipientType::X25519);
    let mut ciphertext = tempfile::tempfile().map_err(|error| disk(&error))?;
    let object = payload::seal(&identity.to_recipient(), file, size, &mut ciphertext).map_err(opening)?;
    Ok(Outgoing { id: ObjectId(random::bytes()), identity, size, object, ciphertext })
}

pub(super) fn opening(error: Opening) -> Problem {
    match error {
        Opening::Refused(refusal) => Problem::altered(refusal),
        Opening::Io(error) => disk(&error),
    }
}

pub(super) fn disk(error: &std::io::Error) -> Problem {
    Problem::new(ProblemKind::Limit, "disk", format!("This device can't write: {error}."))
}
