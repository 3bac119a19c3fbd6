//! What may be typed. The doc comments here and in each command's `Arguments` are its `--help`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use super::{
    add, delete, export, folders, get, import, journal, list, move_to, recover, rename, replace, restore, sessions,
    sign_in, sign_up, trash, versions,
};

/// Armoire keeps your papers in a locker that only you can open
///
/// What you add is sealed on this device; the server stores it and can read nothing. Five words open your locker, and a
/// recovery card on paper is the way back when they are lost. Words and card are asked for, or taken from `ARMOIRE_WORDS`
/// and `ARMOIRE_CARD`; they are never arguments, since those are seen by everybody on the machine.
#[derive(Debug, Parser)]
#[command(name = "armoire", version, after_help = EXAMPLES, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(super) struct Global {
    /// Folder that remembers who is signed in, sealed [default: armoire in `XDG_STATE_HOME` or ~/.local/state]
    #[arg(long, global = true, value_name = "DIR", env = "ARMOIRE_PROFILE", hide_env_values = true)]
    pub(super) profile: Option<PathBuf>,
    /// Print one JSON document; problems become JSON (RFC 9457) on standard error
    #[arg(long, global = true)]
    pub(super) json: bool,
    /// Seconds to wait for another armoire that uses the same profile
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 60)]
    pub(super) wait: u64,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a locker: shows your words and your recovery card, once
    Signup(sign_up::Arguments),
    /// Open your locker on this device with your handle and your five words
    Signin(sign_in::Arguments),
    /// Close the locker on this device
    Signout,
    /// Come back with the recovery card: sets new words, ends all other sessions
    Recover(recover::Arguments),
    /// Show folders, make one or give one another name
    Folders(folders::Arguments),
    /// Add documents
    Add(add::Arguments),
    /// Put a newer version of a document in place of the one that is there
    Replace(replace::Arguments),
    /// Show documents
    List(list::Arguments),
    /// Bring a document out of the locker
    Get(get::Arguments),
    /// Give a document or a folder another name
    Rename(rename::Arguments),
    /// Move documents to another folder
    Move(move_to::Arguments),
    /// Put documents or folders in the bin
    Trash(trash::Arguments),
    /// Take documents or folders out of the bin
    Restore(restore::Arguments),
    /// Delete documents for ever: their keys and contents are gone at once
    Delete(delete::Arguments),
    /// Show every version of a document
    Versions(versions::Arguments),
    /// Show everything that ever happened in the locker, verified
    Journal(journal::Arguments),
    /// Check every signature of the journal and open every document
    Verify,
    /// Take everything with you: documents that the stock age tool opens, and a list of them
    Export(export::Arguments),
    /// Add everything that an export holds
    Import(import::Arguments),
    /// Show where you are signed in, and end sessions
    Sessions(sessions::Arguments),
    /// Print this session's token, for other programs that talk to the server
    Token,
}

const EXAMPLES: &str = "\
Examples:
  armoire signup --server https://armoire.example --handle nadia4821
  armoire add bail.pdf identity.jpg --folder Housing
  armoire list
  armoire get k3fz -o bail.pdf
  armoire export -o backup

An id may be given by its beginning, as long as only one document or folder begins so.
Exit codes: 0 done, 1 other, 2 usage, 3 sign-in, 4 not found or not yours, 5 network, 6 conflict,
7 limit, 8 the server or a document was altered.";

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_make_sense() {
        super::Arguments::command().debug_assert();
    }
}
