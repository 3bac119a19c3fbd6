//! Everything that the command line says to a person, but for `--help`. Plain words, whole sentences.

mod account;
mod asked;
mod blocking;
mod consents;
mod lending;
mod letters;
mod meetings;
mod people;

use std::{fmt::Write, io, path::Path};

use indicatif::HumanBytes;

use super::table::visible;
use crate::client::problem::Problem;
pub(super) use account::*;
pub(super) use asked::*;
pub(super) use blocking::*;
pub(super) use consents::*;
pub(super) use lending::*;
pub(super) use letters::*;
pub(super) use meetings::*;
pub(super) use people::*;

pub(super) const PROFILE_NEEDED: &str = "This system names no home folder: say where your profile is with --profile.";
pub(super) const NOT_SIGNED_IN: &str =
    "Nobody is signed in here. Sign in with `armoire signin`, or begin a locker with `armoire signup`.";
pub(super) const SERVER_ADDRESS: &str = "The server's address begins with http:// or https://.";
pub(super) const LANGUAGES: &str = "choose fr, en or numbers";
pub(super) const ROLLED_BACK: &str = "If another device of yours is signed in, use it once: it gives back what the server \
    lost. If nobody has it any more, sign out and accept the loss with `armoire signin --accept-loss`.";

pub(super) const NAME_NEEDED: &str = "A name can't be blank.";
pub(super) const NAME_TOO_LONG: &str = "This name is too long: 1,024 bytes at most.";
pub(super) const NAME_FOR_ONE_FILE: &str = "--name is for one file: add the others on their own.";
pub(super) const OUTPUT_IS_ONE: &str =
    "Standard output can hold the document or JSON, not both: leave out --json, or name a file.";
pub(super) const NOTHING_DELETED: &str = "Nothing was deleted.";

pub(super) const NO_DOCUMENTS: &str = "No documents yet. Add one with `armoire add FILE`.";
pub(super) const BIN_EMPTY: &str = "No documents in the bin.";
pub(super) const NO_FOLDERS: &str =
    "No folders yet. They are made when you add to one: `armoire add FILE --folder NAME`.";
pub(super) const NO_TRASHED_FOLDERS: &str = "No folders in the bin.";
pub(super) const CURRENT: &str = "current";

pub(super) const DOCUMENT_HEADINGS: [&str; 6] = ["ID", "NAME", "FOLDER", "SIZE", "VERSION", "CHANGED (UTC)"];
pub(super) const FOLDER_HEADINGS: [&str; 3] = ["ID", "NAME", "DOCUMENTS"];
pub(super) const VERSION_HEADINGS: [&str; 5] = ["VERSION", "NAME", "SIZE", "TIME (UTC)", ""];
pub(super) const JOURNAL_HEADINGS: [&str; 5] = ["NUMBER", "TIME (UTC)", "BY", "WHAT", "NAME"];

/// A problem, with its code for who asks for help.
pub(super) fn problem(problem: &Problem) -> String {
    format!("{} [{}]", visible(&problem.sentence), visible(&problem.code))
}

pub(super) fn capitalised(sentence: &str) -> String {
    let mut characters = sentence.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// The first paragraph of what `clap` says, as one sentence.
pub(super) fn usage(text: &str) -> String {
    let paragraph: Vec<&str> = text.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
    let sentence = paragraph.join(" ");
    let sentence = sentence.trim_start_matches("error: ").trim_end_matches(['.', ':']);
    format!("{}. See `armoire --help`.", capitalised(sentence))
}

pub(super) fn waiting(seconds: u64) -> String {
    format!("Another armoire uses this profile; waiting up to {seconds} seconds for it to finish.")
}

pub(super) fn did_you_mean(words: &[String]) -> String {
    format!("Did you mean {}?", words.join(", "))
}

pub(super) fn unreadable(path: &Path, error: &io::Error) -> String {
    format!("{} can't be read: {error}.", path.display())
}

pub(super) fn unwritable(path: &Path, error: &io::Error) -> String {
    format!("{} can't be written: {error}.", path.display())
}

pub(super) fn not_a_file(path: &Path) -> String {
    format!("{} isn't a file.", path.display())
}

pub(super) fn empty(path: &Path) -> String {
    format!("{} is empty: there is nothing to keep.", path.display())
}

pub(super) fn too_large(path: &Path, size: u64) -> String {
    format!("{} has {}; a document may have 50 MiB.", path.display(), HumanBytes(size))
}

pub(super) fn file_exists(path: &Path) -> String {
    format!("{} is there already and was left alone: name another file, or say --force.", path.display())
}

/// The same where nothing is ever replaced.
pub(super) fn is_there_already(path: &Path) -> String {
    format!("{} is there already and was left alone: name another file.", path.display())
}

pub(super) fn taken_out(number: usize, path: &Path) -> String {
    format!("{} in {}. It can be read by whoever has it.", count(number as u64, "entry", "entries"), path.display())
}

/// `shown_by` is the command that shows what is there.
pub(super) fn not_found_in(typed: &str, named: &[String], shown_by: &str) -> String {
    let hint = match named {
        [] => format!("`{shown_by}` shows the ids."),
        [id] => format!("What is called so has the id {id}."),
        ids => format!("Several are called so: {}.", ids.join(", ")),
    };
    format!("Nothing here has an id that begins with \"{typed}\". {hint}")
}

pub(super) fn id_ambiguous(typed: &str, count: usize) -> String {
    format!("{count} ids begin with \"{}\": type a little more of it.", visible(typed))
}

pub(super) fn no_such_folder(typed: &str) -> String {
    format!("There is no folder \"{}\": `armoire folders` shows them.", visible(typed))
}

pub(super) fn folder_exists(name: &str) -> String {
    format!("There is a folder \"{}\" already.", visible(name))
}

pub(super) fn made_folder(name: &str) -> String {
    format!("Made the folder \"{}\".", visible(name))
}

pub(super) fn added(names: &[String], folder: &str, made: bool) -> String {
    format!("Added {} to {}.", names.join(", "), folder_phrase(folder, made))
}

pub(super) fn replaced(name: &str, version: u64) -> String {
    format!("{} is at version {version} now.", visible(name))
}

pub(super) fn got(name: &str, target: &Path) -> String {
    format!("{} is in {}.", visible(name), target.display())
}

pub(super) fn renamed(before: &str, after: &str) -> String {
    format!("\"{}\" is called \"{}\" now.", visible(before), visible(after))
}

pub(super) fn moved(names: &[String], folder: &str, made: bool) -> String {
    format!("Moved {} to {}.", visible(&names.join(", ")), folder_phrase(folder, made))
}

pub(super) fn trashed(name: &str) -> String {
    format!("\"{}\" is in the bin.", visible(name))
}

pub(super) fn restored(name: &str) -> String {
    format!("\"{}\" is out of the bin.", visible(name))
}

pub(super) fn confirm_deletion(names: &[String]) -> String {
    format!("Delete {} for ever? Nobody can bring it back. Type yes: ", names.join(", "))
}

pub(super) fn deleted(names: &[String]) -> String {
    format!("Deleted for ever: {}.", names.join(", "))
}

pub(super) fn verified(acts: u64, documents: u64, bytes: u64) -> String {
    let (acts, documents) = (count(acts, "entry", "entries"), count(documents, "document", "documents"));
    format!("Genuine: {acts} of the journal. Whole: {documents}, with all versions ({}).", HumanBytes(bytes))
}

pub(super) fn altered_documents(names: &[&str]) -> String {
    format!("Not what was stored, and not shown: {}. Everything else opens.", visible(&names.join(", ")))
}

pub(super) fn not_imported(names: &[&str]) -> String {
    format!("Not what was exported, and not imported: {}. Everything else was.", visible(&names.join(", ")))
}

pub(super) fn exported(documents: usize, bytes: u64, kept: usize, folder: &Path) -> String {
    let mut text = format!(
        "In {}: {} ({}). Whoever has this folder can open them: keep it in a safe place.",
        folder.display(),
        count(documents as u64, "document", "documents"),
        HumanBytes(bytes)
    );
    if kept > 0 {
        // Writing to a `String` can't fail.
        let _ = write!(text, " {kept} of them were there from an earlier export.");
    }
    text
}

pub(super) fn imported(added: usize, present: usize) -> String {
    let added = count(added as u64, "document", "documents");
    if present > 0 { format!("Added {added}; {present} here already.") } else { format!("Added {added}.") }
}

/// What a kind of act means.
pub(super) fn act(kind: &str) -> &str {
    match kind {
        "locker" => "locker made",
        "rotate" => "key changed",
        "folder" => "folder made",
        "add" => "added",
        "replace" => "replaced",
        "rename" => "renamed",
        "trash" => "put in the bin",
        "restore" => "taken out of the bin",
        "move" => "moved",
        "change" => "changed",
        "delete" => "deleted for ever",
        "deleted" => "(content deleted)",
        "seen" => "vouched for",
        "checkpoint" => "checkpoint",
        "card" => "account's keys changed",
        "gap" => "loss accepted",
        "grant" => "lent",
        "revoke" => "taken back",
        "deposit" => "handed in",
        "note" => "note about those who help",
        other => other,
    }
}

/// The same, with whom it concerns.
pub(super) fn act_on(kind: &str, whom: Option<&str>) -> String {
    match whom {
        None => act(kind).to_owned(),
        Some(whom) => format!("{} {} {whom}", act(kind), if kind == "grant" { "to" } else { "from" }),
    }
}

fn folder_phrase(folder: &str, made: bool) -> String {
    let folder = visible(folder);
    if made { format!("the new folder \"{folder}\"") } else { format!("\"{folder}\"") }
}

fn count(number: u64, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}
