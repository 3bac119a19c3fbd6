//! What is said about the history of consents.

use std::{io, path::Path};

use super::{count, letter, right, step};
use crate::{
    client::{
        command::{table::visible, time::readable},
        vault::{Consent, Consented, Lent},
    },
    protocol::{consents::Consents, id::AccountId},
};

pub(in crate::client::command) const YOU: &str = "you";
pub(in crate::client::command) const NO_CONSENTS: &str = "You gave no consent yet, and nobody asked for one.";
pub(in crate::client::command) const CONSENTS_ALTERED: &str =
    "This isn't a whole history as its holder has signed it: it was altered, cut, or is something else.";

/// One entry of the history, in a sentence. `who` names an account.
pub(in crate::client::command) fn consent(entry: &Consent, who: &dyn Fn(AccountId) -> String) -> String {
    let by = capital(&who(entry.author));
    let somebody = |account: Option<AccountId>| account.map_or_else(|| "somebody".to_owned(), who);
    let text = match &entry.what {
        Consented::Lent { to, right: may, what, start, end, purpose } => {
            let purpose = purpose.as_ref().map_or_else(String::new, |purpose| format!(", for: {purpose}"));
            let (start, end) = (readable(*start), readable(*end));
            format!("{by} let {} {} {}, from {start} until {end} (UTC){purpose}.", who(*to), right(*may), lent(what))
        }
        Consented::TakenBack { from, what } => format!("{by} took back from {}: {}.", somebody(*from), lent(what)),
        Consented::Accepted { from, name } => {
            let name = name.as_ref().map_or_else(|| "something".to_owned(), |name| format!("\"{name}\""));
            format!("{by} accepted {name} from {}.", somebody(*from))
        }
        Consented::Refused { from } => format!("{by} refused, or answered, what came from {}.", somebody(*from)),
        Consented::Letter { from, letter: said } => {
            format!("{by} took in a letter of {}, who {}.", who(*from), letter(said))
        }
        Consented::Referent { name, step: taken } => {
            format!("Referent: {}", step(taken, name.as_deref().unwrap_or("somebody")))
        }
    };
    visible(&text)
}

fn lent(what: &Lent) -> String {
    match what {
        Lent::Locker => "everything but private folders".to_owned(),
        Lent::Node(Some(name)) => format!("\"{name}\""),
        Lent::Node(None) => "something that was deleted since".to_owned(),
    }
}

fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

pub(in crate::client::command) fn consents_written(number: usize, path: &Path) -> String {
    let path = visible(&path.to_string_lossy());
    format!(
        "{}, signed, in {path}. Anybody can check it with `armoire consents --verify`; it can be read by whoever has it.",
        count(number as u64, "entry", "entries")
    )
}

pub(in crate::client::command) fn consents_verified(proven: &Consents) -> String {
    let mut lines = vec![format!(
        "Whole and unaltered: {} of the locker {}, signed by its holder {} on {} (UTC), with {}.",
        count(proven.acts, "act", "acts"),
        proven.locker,
        proven.holder,
        readable(proven.time),
        count(proven.grants.len() as u64, "grant", "grants"),
    )];
    lines.extend(proven.words.iter().map(|words| format!("{:>6}  {}", words.seq, visible(&words.text))));
    lines.join("\n")
}

pub(in crate::client::command) fn no_file(path: &Path, error: &io::Error) -> String {
    format!("{}: {error}.", visible(&path.to_string_lossy()))
}
