//! Everything that the command line says to a person, but for `--help`. Plain words, whole sentences.

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
use crate::client::{account::Handle, problem::Problem};
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

pub(super) const WORDS_PROMPT: &str = "Your five words (they stay hidden): ";
pub(super) const WORDS_NEEDED: &str =
    "Your five words are needed: run this in a terminal, or put them in ARMOIRE_WORDS.";
pub(super) const CARD_PROMPT: &str = "The nine groups of your recovery card (they stay hidden): ";
pub(super) const CARD_NEEDED: &str =
    "Your recovery card is needed: run this in a terminal, or put its nine groups in ARMOIRE_CARD.";
pub(super) const KNOWN_WORDS_PROMPT: &str =
    "Your five words, if they shall stay as they are; only Enter makes new ones (they stay hidden): ";
pub(super) const PIN_PROMPT: &str = "PIN of this device (it stays hidden): ";
pub(super) const NEW_PIN_PROMPT: &str = "A PIN for this device, six digits (it stays hidden): ";
pub(super) const PIN_AGAIN_PROMPT: &str = "The same PIN again: ";
pub(super) const PIN_NEEDED: &str = "A PIN is needed: run this in a terminal, or put its six digits in ARMOIRE_PIN.";
pub(super) const PIN_DIFFERS: &str = "You typed two different PINs: nothing was changed.";
pub(super) const NO_PIN: &str =
    "This device has no PIN. Sign in with `armoire signin`, then set one with `armoire pin set`.";
pub(super) const PIN_GONE: &str = "This device's PIN is gone, after five wrong tries, a rotation or a restored server. Your \
    locker is safe: sign in with `armoire signin` or `armoire recover`, then set a PIN again with `armoire pin set`.";
pub(super) const PIN_REMOVED: &str = "This device has no PIN any more.";
pub(super) const SECOND_STEP_PROMPT: &str = "The six digits that your authenticator shows now: ";
pub(super) const SECOND_STEP_NEEDED: &str =
    "A code of the second step is needed: run this in a terminal, or put its six digits in ARMOIRE_SECOND_STEP.";
pub(super) const SECOND_STEP_DIGITS: &str = "A code of the second step is exactly six digits, 0 to 9.";
pub(super) const SECOND_STEP_CONFIRMED: &str =
    "From now on, signing in with words also asks for a code of your authenticator. The card and a PIN don't.";
pub(super) const SECOND_STEP_ENDED: &str = "Signing in with words asks for no code any more.";
pub(super) const WAY_REMOVED: &str = "This way in is removed.";
pub(super) const UNFINISHED_KEPT: &str = "A change of your ways in was interrupted, and it isn't known whether it happened. \
    `armoire ways unfinished` shows what it made.";
pub(super) const UNFINISHED_FIRST: &str = "A change of your ways in was interrupted before: first look at what it made with \
    `armoire ways unfinished`, and then say `armoire ways unfinished --forget`.";
pub(super) const NOTHING_UNFINISHED: &str = "No change was interrupted here.";
pub(super) const UNFINISHED_FORGOTTEN: &str = "Forgotten here.";
pub(super) const CHANGE_UNANSWERED: &str = "The connection was cut at the last moment, and it isn't known whether this was \
    done. Keep what is shown above beside the old, try both, and throw away what no longer opens.";
pub(super) const NOT_CONFIRMED: &str = "Nothing was changed: your locker stays as it is.";
pub(super) const NOT_ASKED: &str = "There is nobody to ask here: say --handle with your handle, and --yes.";
pub(super) const DELETION_CANCELLED: &str = "Your locker stays: its deletion is cancelled.";
pub(super) const NO_DELETION: &str = "Your locker isn't to be deleted.";
pub(super) const CONFIRM_ACCOUNT: &str = "Your locker, with every paper in it, is to be deleted. Whoever wants to keep the papers \
    says `armoire export` first.\nType your handle to go on: ";
pub(super) const CONFIRM_ACCOUNT_AGAIN: &str = "After that nobody can bring it back. Type yes: ";

pub(super) const CODE_PROMPT: &str = "This server wants a code for a new locker: ";

pub(super) const UNANSWERED: &str = "The connection was cut at the last moment, and it isn't known whether the locker was \
    made. Keep the words and the card. Later, sign in with `armoire signin`; if the words are refused, sign up again.";

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
pub(super) const SESSION_ENDED: &str = "That session is ended.";
pub(super) const CURRENT: &str = "current";
pub(super) const THIS_ONE: &str = "this one";

pub(super) const DOCUMENT_HEADINGS: [&str; 6] = ["ID", "NAME", "FOLDER", "SIZE", "VERSION", "CHANGED (UTC)"];
pub(super) const FOLDER_HEADINGS: [&str; 3] = ["ID", "NAME", "DOCUMENTS"];
pub(super) const VERSION_HEADINGS: [&str; 5] = ["VERSION", "NAME", "SIZE", "TIME (UTC)", ""];
pub(super) const JOURNAL_HEADINGS: [&str; 4] = ["NUMBER", "TIME (UTC)", "WHAT", "NAME"];
pub(super) const SESSION_HEADINGS: [&str; 6] = ["ID", "NAME", "PROGRAM", "SINCE (UTC)", "LAST USED (UTC)", ""];
pub(super) const WAY_HEADINGS: [&str; 6] = ["ID", "WAY IN", "NAME", "SINCE (UTC)", "LAST USED (UTC)", ""];

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

pub(super) fn signed_up(handle: &Handle, words: &str, numbers: &str, card: &str) -> String {
    format!(
        "Your words and your recovery card are shown once: write them down on paper, and keep the card apart from the words.\n\n\
         Handle:         {handle}\n\
         Five words:     {words}\n\
         or in numbers:  {numbers}\n\n\
         Recovery card:  {}\n\n\
         The words open your locker. If they are lost, the card is the only way back: nobody else has them.",
        in_rows(card)
    )
}

pub(super) fn recovered(handle: &Handle, words: &str, numbers: &str) -> String {
    format!(
        "You are back in your locker. Your new words are shown once: write them down.\n\n\
         Handle:         {handle}\n\
         Five words:     {words}\n\
         or in numbers:  {numbers}\n\n\
         The old words, and all other sessions, are ended. Your recovery card stays good."
    )
}

/// Three groups a row, under each other.
fn in_rows(card: &str) -> String {
    let groups: Vec<&str> = card.split(' ').collect();
    let rows: Vec<String> = groups.chunks(3).map(|row| row.join(" ")).collect();
    rows.join("\n                ")
}

pub(super) fn signed_in(handle: &Handle, documents: usize) -> String {
    format!("Signed in as {handle}: {}.", count(documents as u64, "document", "documents"))
}

pub(super) fn signed_out(handle: &str) -> String {
    format!("{handle} is signed out; nothing on this device opens the locker any more.")
}

pub(super) fn profile_in_use(handle: &str) -> String {
    format!("{handle} is signed in here. Sign out first with `armoire signout`, or name another folder with --profile.")
}

pub(super) fn card_server(origin: &str) -> String {
    format!("This card is of another server: {}.", visible(origin))
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

pub(super) fn sessions_ended(number: usize) -> String {
    format!("Ended {}.", count(number as u64, "other session", "other sessions"))
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

fn folder_phrase(folder: &str, made: bool) -> String {
    let folder = visible(folder);
    if made { format!("the new folder \"{folder}\"") } else { format!("\"{folder}\"") }
}

fn count(number: u64, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}

/// What a way in is called.
pub(super) fn way(kind: &str) -> &str {
    match kind {
        "words" => "five words",
        "card" => "recovery card",
        "pin" => "device with a PIN",
        other => other,
    }
}

/// What comes after the list of ways in.
pub(super) fn ways(safe: bool, missing: &[&str]) -> String {
    let mut text = if safe {
        "Losing one of them loses no paper.".to_owned()
    } else {
        "With only one kind of way in, losing it loses every paper.".to_owned()
    };
    for kind in missing {
        text.push_str(match *kind {
            "words" => " Words are missing: `armoire words new`.",
            "card" => " A recovery card is missing: `armoire card new`.",
            _ => " A PIN would make opening on this device easy: `armoire pin set`.",
        });
    }
    text
}

pub(super) fn named(name: &str) -> String {
    format!("This device is called \"{}\" in your lists now.", visible(name))
}

/// What was made anew, shown once.
pub(super) fn new_secrets(handle: &str, words: Option<(&str, &str)>, card: Option<&str>) -> String {
    let mut text = format!("Shown once: write it down on paper.\n\nHandle:         {handle}\n");
    // Writing to a `String` can't fail.
    if let Some((words, numbers)) = words {
        let _ = writeln!(text, "Five words:     {words}\nor in numbers:  {numbers}");
    }
    if let Some(card) = card {
        let _ = writeln!(text, "Recovery card:  {}", in_rows(card));
    }
    text
}

/// What became of the rest, after `new_secrets`.
pub(super) fn replaced_ways(words: bool, card: bool) -> &'static str {
    match (words, card) {
        (true, true) => "The old words and the old card open nothing any more.",
        (true, false) => "The old words open nothing any more. Your recovery card stays good.",
        (false, true) => "The old card opens nothing any more: destroy it. Your words stay good.",
        (false, false) => "Your words and your recovery card stay good.",
    }
}

pub(super) const ROTATED: &str = "Every key was changed. All other devices are signed out, their PINs are gone, and nothing that \
    somebody took opens your locker.";

pub(super) fn pin_set(name: &str) -> String {
    format!(
        "This device ({}) opens your locker with its PIN now: `armoire pin try`. After five wrong tries in a row the PIN is gone.",
        visible(name)
    )
}

pub(super) fn pin_refused(left: u64) -> String {
    format!("This isn't the PIN: {} left.", count(left, "try", "tries"))
}

pub(super) fn deletion_due(date: &str) -> String {
    format!(
        "Your locker is deleted on {date} (UTC), with every paper in it. Until then it works as always, and `armoire delete-account \
         --cancel` keeps it."
    )
}

pub(super) fn second_step(active: bool, required: bool) -> &'static str {
    match (active, required) {
        (true, _) => "Signing in with words also asks for a code of your authenticator.",
        (false, true) => "Your organisation wants a second step before you write: `armoire second-step begin`.",
        (false, false) => "Signing in with words asks for no code. `armoire second-step begin` sets that up.",
    }
}

pub(super) fn second_step_begun(secret: &str, uri: &str) -> String {
    format!(
        "Put this into an authenticator program:\n\nSecret:   {}\nAddress:  {}\n\nThen confirm with the code that it shows: `armoire second-step \
         confirm`.",
        visible(secret),
        visible(uri)
    )
}

/// What an interrupted change made.
pub(super) fn unfinished(words: Option<&str>, card: Option<&str>) -> String {
    let mut text = "A change was interrupted, and it isn't known whether it happened. Try these beside the old ones, and keep what \
        opens:\n\n"
        .to_owned();
    // Writing to a `String` can't fail.
    if let Some(words) = words {
        let _ = writeln!(text, "Five words:     {words}");
    }
    if let Some(card) = card {
        let _ = writeln!(text, "Recovery card:  {}", in_rows(card));
    }
    text.push_str("\nThen say `armoire ways unfinished --forget`.");
    text
}
