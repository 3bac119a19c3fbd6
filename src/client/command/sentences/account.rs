//! What is said about getting in and staying the only one who does: words, card, PIN, second step, sessions, and the account's end.

use std::fmt::Write as _;

use super::count;
use crate::client::{account::Handle, command::table::visible};

pub(in crate::client::command) const WORDS_PROMPT: &str = "Your five words (they stay hidden): ";
pub(in crate::client::command) const WORDS_NEEDED: &str =
    "Your five words are needed: run this in a terminal, or put them in ARMOIRE_WORDS.";
pub(in crate::client::command) const CARD_PROMPT: &str = "The nine groups of your recovery card (they stay hidden): ";
pub(in crate::client::command) const CARD_NEEDED: &str =
    "Your recovery card is needed: run this in a terminal, or put its nine groups in ARMOIRE_CARD.";
pub(in crate::client::command) const KNOWN_WORDS_PROMPT: &str =
    "Your five words, if they shall stay as they are; only Enter makes new ones (they stay hidden): ";
pub(in crate::client::command) const PIN_PROMPT: &str = "PIN of this device (it stays hidden): ";
pub(in crate::client::command) const NEW_PIN_PROMPT: &str = "A PIN for this device, six digits (it stays hidden): ";
pub(in crate::client::command) const PIN_AGAIN_PROMPT: &str = "The same PIN again: ";
pub(in crate::client::command) const PIN_NEEDED: &str =
    "A PIN is needed: run this in a terminal, or put its six digits in ARMOIRE_PIN.";
pub(in crate::client::command) const PIN_DIFFERS: &str = "You typed two different PINs: nothing was changed.";
pub(in crate::client::command) const NO_PIN: &str =
    "This device has no PIN. Sign in with `armoire signin`, then set one with `armoire pin set`.";
pub(in crate::client::command) const PIN_GONE: &str = "This device's PIN is gone, after five wrong tries, a rotation or a restored server. Your \
    locker is safe: sign in with `armoire signin` or `armoire recover`, then set a PIN again with `armoire pin set`.";
pub(in crate::client::command) const PIN_REMOVED: &str = "This device has no PIN any more.";
pub(in crate::client::command) const SECOND_STEP_PROMPT: &str = "The six digits that your authenticator shows now: ";
pub(in crate::client::command) const SECOND_STEP_NEEDED: &str =
    "A code of the second step is needed: run this in a terminal, or put its six digits in ARMOIRE_SECOND_STEP.";
pub(in crate::client::command) const SECOND_STEP_DIGITS: &str =
    "A code of the second step is exactly six digits, 0 to 9.";
pub(in crate::client::command) const SECOND_STEP_CONFIRMED: &str =
    "From now on, signing in with words also asks for a code of your authenticator. The card and a PIN don't.";
pub(in crate::client::command) const SECOND_STEP_ENDED: &str = "Signing in with words asks for no code any more.";
pub(in crate::client::command) const WAY_REMOVED: &str = "This way in is removed.";
pub(in crate::client::command) const UNFINISHED_KEPT: &str = "A change of your ways in was interrupted, and it isn't known whether it happened. \
    `armoire ways unfinished` shows what it made.";
pub(in crate::client::command) const UNFINISHED_FIRST: &str = "A change of your ways in was interrupted before: first look at what it made with \
    `armoire ways unfinished`, and then say `armoire ways unfinished --forget`.";
pub(in crate::client::command) const NOTHING_UNFINISHED: &str = "No change was interrupted here.";
pub(in crate::client::command) const UNFINISHED_FORGOTTEN: &str = "Forgotten here.";
pub(in crate::client::command) const CHANGE_UNANSWERED: &str = "The connection was cut at the last moment, and it isn't known whether this was \
    done. Keep what is shown above beside the old, try both, and throw away what no longer opens.";
pub(in crate::client::command) const NOT_CONFIRMED: &str = "Nothing was changed: your locker stays as it is.";
pub(in crate::client::command) const NOT_ASKED: &str =
    "There is nobody to ask here: say --handle with your handle, and --yes.";
pub(in crate::client::command) const DELETION_CANCELLED: &str = "Your locker stays: its deletion is cancelled.";
pub(in crate::client::command) const NO_DELETION: &str = "Your locker isn't to be deleted.";
pub(in crate::client::command) const CONFIRM_ACCOUNT: &str = "Your locker, with every paper in it, is to be deleted. Whoever wants to keep the papers \
    says `armoire export` first.\nType your handle to go on: ";
pub(in crate::client::command) const CONFIRM_ACCOUNT_AGAIN: &str = "After that nobody can bring it back. Type yes: ";
pub(in crate::client::command) const CODE_PROMPT: &str = "This server wants a code for a new locker: ";
pub(in crate::client::command) const UNANSWERED: &str = "The connection was cut at the last moment, and it isn't known whether the locker was \
    made. Keep the words and the card. Later, sign in with `armoire signin`; if the words are refused, sign up again.";
pub(in crate::client::command) const SESSION_ENDED: &str = "That session is ended.";
pub(in crate::client::command) const THIS_ONE: &str = "this one";
pub(in crate::client::command) const SESSION_HEADINGS: [&str; 6] =
    ["ID", "NAME", "PROGRAM", "SINCE (UTC)", "LAST USED (UTC)", ""];
pub(in crate::client::command) const WAY_HEADINGS: [&str; 6] =
    ["ID", "WAY IN", "NAME", "SINCE (UTC)", "LAST USED (UTC)", ""];

pub(in crate::client::command) fn signed_up(handle: &Handle, words: &str, numbers: &str, card: &str) -> String {
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

pub(in crate::client::command) fn recovered(handle: &Handle, words: &str, numbers: &str) -> String {
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

pub(in crate::client::command) fn signed_in(handle: &Handle, documents: usize) -> String {
    format!("Signed in as {handle}: {}.", count(documents as u64, "document", "documents"))
}

pub(in crate::client::command) fn signed_out(handle: &str) -> String {
    format!("{handle} is signed out; nothing on this device opens the locker any more.")
}

pub(in crate::client::command) fn profile_in_use(handle: &str) -> String {
    format!("{handle} is signed in here. Sign out first with `armoire signout`, or name another folder with --profile.")
}

pub(in crate::client::command) fn card_server(origin: &str) -> String {
    format!("This card is of another server: {}.", visible(origin))
}

pub(in crate::client::command) fn sessions_ended(number: usize) -> String {
    format!("Ended {}.", count(number as u64, "other session", "other sessions"))
}

/// What a way in is called.
pub(in crate::client::command) fn way(kind: &str) -> &str {
    match kind {
        "words" => "five words",
        "card" => "recovery card",
        "pin" => "device with a PIN",
        other => other,
    }
}

/// What comes after the list of ways in.
pub(in crate::client::command) fn ways(safe: bool, missing: &[&str]) -> String {
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

pub(in crate::client::command) fn named(name: &str) -> String {
    format!("This device is called \"{}\" in your lists now.", visible(name))
}

/// What was made anew, shown once.
pub(in crate::client::command) fn new_secrets(handle: &str, words: Option<(&str, &str)>, card: Option<&str>) -> String {
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
pub(in crate::client::command) fn replaced_ways(words: bool, card: bool) -> &'static str {
    match (words, card) {
        (true, true) => "The old words and the old card open nothing any more.",
        (true, false) => "The old words open nothing any more. Your recovery card stays good.",
        (false, true) => "The old card opens nothing any more: destroy it. Your words stay good.",
        (false, false) => "Your words and your recovery card stay good.",
    }
}

pub(in crate::client::command) const ROTATED: &str = "Every key was changed. All other devices are signed out, their PINs are gone, and nothing that \
    somebody took opens your locker.";

pub(in crate::client::command) fn pin_set(name: &str) -> String {
    format!(
        "This device ({}) opens your locker with its PIN now: `armoire pin try`. After five wrong tries in a row the PIN is gone.",
        visible(name)
    )
}

pub(in crate::client::command) fn pin_refused(left: u64) -> String {
    format!("This isn't the PIN: {} left.", count(left, "try", "tries"))
}

pub(in crate::client::command) fn deletion_due(date: &str) -> String {
    format!(
        "Your locker is deleted on {date} (UTC), with every paper in it. Until then it works as always, and `armoire delete-account \
         --cancel` keeps it."
    )
}

pub(in crate::client::command) fn second_step(active: bool, required: bool) -> &'static str {
    match (active, required) {
        (true, _) => "Signing in with words also asks for a code of your authenticator.",
        (false, true) => "Your organisation wants a second step before you write: `armoire second-step begin`.",
        (false, false) => "Signing in with words asks for no code. `armoire second-step begin` sets that up.",
    }
}

pub(in crate::client::command) fn second_step_begun(secret: &str, uri: &str) -> String {
    format!(
        "Put this into an authenticator program:\n\nSecret:   {}\nAddress:  {}\n\nThen confirm with the code that it shows: `armoire second-step \
         confirm`.",
        visible(secret),
        visible(uri)
    )
}

/// What an interrupted change made.
pub(in crate::client::command) fn unfinished(words: Option<&str>, card: Option<&str>) -> String {
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
