//! What may be typed. The doc comments here and in each command's `Arguments` are its `--help`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use super::{
    accompaniment, add, ask_papers, asked, card, consents, delete, delete_account, deposit, export, folders, get,
    grant, grants, import, inbox, invite, join, journal, letters, list, meeting, move_to, people, pin, propose, reads,
    recover, referent, rename, replace, restore, revoke, rotate, second_step, sessions, shared, sign_in, sign_up,
    trash, versions, vouch, ways, words,
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

/// The commands. Those with arguments are described where these are.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Signup(sign_up::Arguments),
    Signin(sign_in::Arguments),
    /// Close the locker on this device
    Signout,
    Recover(recover::Arguments),
    Folders(folders::Arguments),
    Add(add::Arguments),
    Replace(replace::Arguments),
    List(list::Arguments),
    Get(get::Arguments),
    Rename(rename::Arguments),
    Move(move_to::Arguments),
    Trash(trash::Arguments),
    Restore(restore::Arguments),
    Delete(delete::Arguments),
    Versions(versions::Arguments),
    Journal(journal::Arguments),
    /// Check every signature of the journal and open every document
    Verify,
    Export(export::Arguments),
    Import(import::Arguments),
    Sessions(sessions::Arguments),
    Ways(ways::Arguments),
    Words(words::Arguments),
    Card(card::Arguments),
    Pin(pin::Arguments),
    Stolen(rotate::Stolen),
    Rotate(rotate::Arguments),
    SecondStep(second_step::Arguments),
    Invite(invite::Arguments),
    Join(join::Arguments),
    People(people::Arguments),
    Vouch(vouch::Arguments),
    Introduce(vouch::Introducing),
    Grant(grant::Arguments),
    Grants(grants::Arguments),
    Revoke(revoke::Arguments),
    Reads(reads::Arguments),
    Shared(shared::Arguments),
    Deposit(deposit::Arguments),
    Inbox(inbox::Arguments),
    Letters(letters::Arguments),
    Ask(ask_papers::Asking),
    Asked(asked::Arguments),
    Answer(ask_papers::Answering),
    Propose(propose::Proposing),
    Accept(propose::Accepting),
    Decline(propose::Declining),
    End(propose::Ending),
    Accompaniment(accompaniment::Arguments),
    Referent(referent::Arguments),
    Meeting(meeting::Arguments),
    Consents(consents::Arguments),
    DeleteAccount(delete_account::Arguments),
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
