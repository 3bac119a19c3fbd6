//! What is said about lending and handing in.

use std::path::Path;

use super::count;
use crate::{
    client::{
        command::table::visible,
        people::Person,
        vault::{GrantView, Mode},
    },
    protocol::{act::Right, id::AccountId},
};

pub(in crate::client::command) const GRANT_HEADINGS: [&str; 8] =
    ["GRANT", "WHO", "MAY", "WHAT", "FROM (UTC)", "UNTIL (UTC)", "WHAT FOR", "LENT BY"];
pub(in crate::client::command) const LOAN_HEADINGS: [&str; 8] =
    ["LOCKER", "FROM", "YOU MAY", "WHAT", "UNTIL (UTC)", "WHAT FOR", "LENT BY", "GRANT"];
pub(in crate::client::command) const INBOX_HEADINGS: [&str; 5] = ["ID", "NAME", "FROM", "SIZE", "SINCE (UTC)"];
pub(in crate::client::command) const READ_HEADINGS: [&str; 3] = ["TIME (UTC)", "WHO", "WHAT"];
pub(in crate::client::command) const NO_READS: &str = "Nobody else has looked at anything, says the server.";
pub(in crate::client::command) const GONE: &str = "(something that is gone)";
pub(in crate::client::command) const WHOLE_LOCKER: &str = "everything";
pub(in crate::client::command) const NO_GRANTS: &str = "Nobody but you sees anything. Lend with `armoire grant`.";
pub(in crate::client::command) const NO_OTHERS: &str = "Nobody else sees what you run there, but its holder.";
pub(in crate::client::command) const NOTHING_LENT: &str =
    "Nothing is lent to you now. What is lent from a later day on shows once it begins.";
pub(in crate::client::command) const INBOX_EMPTY: &str = "Nothing waits.";
pub(in crate::client::command) const NOT_GRANTED: &str = "Nothing was lent.";
pub(in crate::client::command) const RIGHTS: &str = "choose read, add, edit or manage";
pub(in crate::client::command) const STARTS: &str =
    "a time ahead such as 6h, 7d, 2026-12-31 (from its beginning) or 2026-12-31T08:00, in UTC";

pub(in crate::client::command) const TIMES: &str =
    "say hour, today, week, month, year, or 30m, 6h, 7d, 4w, or 2026-12, 2026-12-31, 2026-12-31T18:00 (UTC)";

/// Whether it is asked for or done.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::client::command) enum When {
    Before,
    After,
}

pub(in crate::client::command) fn right(right: Right) -> &'static str {
    match right {
        Right::Read => "open",
        Right::Add => "open, add",
        Right::Edit => "open, add, change",
        Right::Manage => "run",
    }
}

/// What a loan is on, as far as it is seen without opening it.
pub(in crate::client::command) fn lent_part(whole: bool) -> &'static str {
    if whole { WHOLE_LOCKER } else { "a part" }
}

/// The one plain sentence of a consent.
pub(in crate::client::command) fn granted(
    person: &Person,
    right: Right,
    name: Option<&str>,
    (start, end): (Option<&str>, &str),
    purpose: Option<&str>,
    when: When,
) -> String {
    let may = match right {
        Right::Read => "open",
        Right::Add => "open, and add documents to,",
        Right::Edit => "open, add to and change",
        Right::Manage => "open, add to, change and lend to others",
    };
    let what = name.map_or_else(
        || "everything in your locker but private folders".to_owned(),
        |name| format!("\"{}\"", visible(name)),
    );
    let purpose = purpose.map_or_else(String::new, |purpose| format!(", for: {}", visible(purpose)));
    let verb = match (when, start) {
        (When::After, None) => "can now",
        _ => "will be able to",
    };
    let start = start.map_or_else(String::new, |start| format!(" from {start} (UTC)"));
    let rest = if name.is_some() { " Nothing else of your locker." } else { "" };
    format!(
        "{} {verb} {may} {what}{start} until {end} (UTC){purpose}.{rest}",
        visible(&person.introduction.described())
    )
}

/// The same in a locker that one runs for somebody.
pub(in crate::client::command) fn of_whom(sentence: String, locker: Option<&str>) -> String {
    let Some(locker) = locker else { return sentence };
    let of = format!("of the locker \"{}\"", visible(locker));
    sentence.replace("in your locker", &of).replace("of your locker", &of)
}

pub(in crate::client::command) fn confirm_grant(sentence: &str) -> String {
    format!("{sentence}\nYou can take it back at any time; what was seen stays seen. Type yes to agree: ")
}

pub(in crate::client::command) fn grant_not_asked(sentence: &str) -> String {
    format!("{sentence} There is nobody to ask here: say --yes to agree.")
}

pub(in crate::client::command) fn revoked(number: usize) -> String {
    if number == 0 {
        return "There was nothing to take back.".to_owned();
    }
    format!(
        "Taken back: {}. Nothing more of it is given to them; what they saw stays seen.",
        count(number as u64, "grant", "grants")
    )
}

/// Which of the three ways to live with a locker it is.
pub(in crate::client::command) fn mode(mode: Mode, with: &[(AccountId, Option<Person>)]) -> String {
    let names: Vec<String> =
        with.iter().map(|(account, person)| visible(&somebody(person.as_ref(), account))).collect();
    let names = names.join(", ");
    match mode {
        Mode::Alone => "You run your locker on your own.".to_owned(),
        Mode::With => format!("You are learning to run your locker, with {names}."),
        Mode::Run => format!("Your locker is run with you, by {names}."),
    }
}

/// A grant that nobody can open any more, and what to say to lend it anew; an entry of the list is shown. `until` as it is typed.
pub(in crate::client::command) fn lend_anew(grant: &GrantView, is_entry: bool, until: &str) -> String {
    let who = visible(&somebody(grant.person.as_ref(), &grant.grantee));
    let what = grant.name.as_deref().map_or_else(|| WHOLE_LOCKER.to_owned(), |name| format!("\"{}\"", visible(name)));
    let (node, to, right) = (grant.node, grant.grantee, grant.right.name());
    let command = match &grant.name {
        None => format!("grant all --to {to} --right {right}"),
        Some(_) if is_entry => format!("accompaniment show {node} --to {to}"),
        Some(_) => format!("grant {node} --to {to} --right {right}"),
    };
    format!(
        "{who} has other keys since you lent them {what}, and can't open it any more. To lend it anew: `armoire {command} --until {until}`."
    )
}

pub(in crate::client::command) fn not_lent(typed: &str) -> String {
    format!("Nothing like \"{}\" is lent to you now: `armoire shared` shows what is.", visible(typed))
}

pub(in crate::client::command) fn several_lockers(typed: &str) -> String {
    format!(
        "Several lockers that were lent to you are {}'s: say the LOCKER that `armoire shared` shows.",
        visible(typed)
    )
}

/// Documents whose keys were replaced, and the new ones haven't come.
pub(in crate::client::command) fn awaited(number: usize) -> String {
    format!(
        "Not shown: {} with a new key, which who lent it gives you the next time that they open their locker.",
        count(number as u64, "document", "documents")
    )
}

/// Somebody, by name where they are one of one's people.
pub(in crate::client::command) fn somebody(person: Option<&Person>, account: &AccountId) -> String {
    person.map_or_else(|| account.to_string(), |person| person.introduction.described())
}

pub(in crate::client::command) fn unconfirmed(name: &str) -> String {
    format!(
        "Who lent it hasn't confirmed the newest state of \"{}\": somebody else of their people wrote it.",
        visible(name)
    )
}

pub(in crate::client::command) fn handed_in(name: &str, person: &Person) -> String {
    format!("\"{}\" waits in {}'s locker until they accept it.", visible(name), visible(&person.introduction.name))
}

pub(in crate::client::command) fn handed_in_again(name: &str, person: &Person) -> String {
    format!(
        "\"{}\" is in {}'s locker: it waits there once, or they have answered it.",
        visible(name),
        visible(&person.introduction.name)
    )
}

/// A file that can't be what was handed in.
pub(in crate::client::command) fn other_file(path: &Path, name: &str) -> String {
    format!("{} isn't as long as \"{}\" was: name the same file, or hand it in anew.", path.display(), visible(name))
}

pub(in crate::client::command) fn looked_at(name: &str, target: &Path) -> String {
    format!("{} It goes on waiting: `armoire inbox accept` or `armoire inbox refuse`.", super::got(name, target))
}

pub(in crate::client::command) fn refused(name: &str) -> String {
    format!("Refused and deleted: \"{}\".", visible(name))
}

/// Who handed something in: a name only for one of one's people.
pub(in crate::client::command) fn depositor(person: Option<&Person>, account: &str) -> String {
    person.map_or_else(
        || format!("a stranger ({account})"),
        |person| format!("{}, {}", person.introduction.described(), super::trust(person.trust)),
    )
}
