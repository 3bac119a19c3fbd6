//! What can be wrong with a profile, and what to do then.

use std::path::Path;

use crate::client::problem::{Problem, ProblemKind};

pub(super) fn not_signed_in() -> Problem {
    Problem::new(
        ProblemKind::SignIn,
        "not_signed_in",
        "Nobody is signed in here. Sign in with `armoire signin`, or begin a locker with `armoire signup`.",
    )
}

/// A part is missing, cut or altered. Nothing of the locker is lost: it is on the server.
pub(super) fn damaged(part: &Path) -> Problem {
    let sentence = format!(
        "The profile isn't whole: {} is missing or was altered. Your locker is safe on the server. Move the profile's folder \
         away, or name another with --profile, and sign in again with `armoire signin`.",
        part.display()
    );
    Problem::new(ProblemKind::SignIn, "profile_damaged", sentence).with("path", part.to_string_lossy())
}

pub(super) fn foreign(folder: &Path) -> Problem {
    let sentence = format!(
        "{} holds files that aren't a profile of Armoire, and they are left alone. Name an empty folder, or one that isn't \
         there yet, with --profile.",
        folder.display()
    );
    Problem::new(ProblemKind::Usage, "profile_foreign", sentence).with("path", folder.to_string_lossy())
}

pub(super) fn busy(lock: &Path) -> Problem {
    let sentence = "Another `armoire` uses this profile and hasn't finished. Try again when it has, wait longer with --wait, or \
                    sign in with a profile of its own.";
    Problem::new(ProblemKind::Conflict, "profile_busy", sentence).with("path", lock.to_string_lossy())
}
