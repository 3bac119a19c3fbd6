//! What is said about letters, the list of those who help, and the referent.

use super::{count, depositor};
use crate::client::{
    command::{table::visible, time::readable},
    document::{
        Letter,
        letter::{Shown, What},
    },
    people::{
        Introduction, Person,
        referent::{Side, State, Step},
    },
    vault::WaitingLetter,
};

pub(in crate::client::command) const LETTER_HEADINGS: [&str; 4] = ["ID", "FROM", "SINCE (UTC)", "SAYS"];
pub(in crate::client::command) const ENTRY_HEADINGS: [&str; 7] =
    ["ID", "WHO", "WITH WHAT", "SINCE (UTC)", "UNTIL (UTC)", "REFERENT", "HOW TO REACH"];
pub(in crate::client::command) const NO_LETTERS: &str = "Nobody asks you anything.";
pub(in crate::client::command) const LETTER_DISMISSED: &str = "Put away.";
pub(in crate::client::command) const NO_ASK: &str =
    "This letter asks for no papers: `armoire letters` says what it is.";
pub(in crate::client::command) const LEND_PLACES: &str =
    "say for which of their papers you lend which of yours, as in 1=k3fz";
pub(in crate::client::command) const PROPOSAL_ACCEPTED: &str = "Accepted, and they are told.";
pub(in crate::client::command) const PROPOSAL_DECLINED: &str = "Declined, and they are told. Nothing else changes.";
pub(in crate::client::command) const NO_REFERENT: &str =
    "You have no referent, and need none. To ask somebody: `armoire referent propose`.";
pub(in crate::client::command) const REFERENT_ENDED: &str =
    "Ended. Nothing else changes: what you lent stays lent until you take it back.";
pub(in crate::client::command) const NO_ENTRIES: &str =
    "Nobody is on your list yet. Put somebody on it with `armoire accompaniment add`.";
pub(in crate::client::command) const NO_ENTRIES_SHOWN: &str = "Nothing of their list is shown to you.";
pub(in crate::client::command) const ENTRY_ADDED: &str = "Added. Nobody else sees it.";
pub(in crate::client::command) const ENTRY_CHANGED: &str = "Changed.";
pub(in crate::client::command) const ENTRY_ENDED: &str =
    "Ended. What you lent them stays lent until you take it back: `armoire grants`.";
pub(in crate::client::command) const ENTRY_BACK: &str = "They are on your list again.";
pub(in crate::client::command) const ENTRY_REMOVED: &str = "Taken off the list for ever.";

pub(in crate::client::command) const WHO_HELPS: &str = "Who helps";
pub(in crate::client::command) const WHO_HELPED: &str = "Who has helped";
pub(in crate::client::command) const NOBODY_HELPS: &str = "Nobody.";

pub(in crate::client::command) fn printed_on(day: &str) -> String {
    format!("Taken out of the list on {day}.")
}

pub(in crate::client::command) fn helped(since: &str, until: Option<&str>) -> String {
    until.map_or_else(|| format!("Since {since}"), |until| format!("From {since} to {until}"))
}

/// What a letter says, in one line.
pub(in crate::client::command) fn letter(letter: &Letter) -> String {
    let because = |motive: &Option<String>| motive.as_ref().map_or_else(String::new, |why| format!(": {why}"));
    match letter {
        Letter::Ask(ask) => {
            let names = ask.papers.iter().enumerate().map(|(place, paper)| format!("{} {}", place + 1, paper.name));
            let names = names.collect::<Vec<_>>().join(", ");
            format!("asks for {names}; for: {}; until {}", ask.purpose, readable(ask.until))
        }
        Letter::Answer(answer) => {
            let granted = answer.granted.iter().filter(|granted| **granted).count();
            format!(
                "lends {granted} of {}{}",
                count(answer.granted.len() as u64, "paper", "papers"),
                because(&answer.motive)
            )
        }
        Letter::Propose(proposal) => match (proposal.what, proposal.by, &proposal.entry) {
            (What::Entry, _, Some(entry)) => {
                let who = Introduction::from(entry);
                format!("wishes to stand on your list as {}{}", who.described(), because(&proposal.motive))
            }
            (_, Side::Practitioner, _) => format!("offers to be your referent{}", because(&proposal.motive)),
            (_, Side::Holder, _) => format!("asks you to be their referent{}", because(&proposal.motive)),
        },
        Letter::Accept(decision) => format!("says yes ({}){}", matter(decision.what), because(&decision.motive)),
        Letter::Decline(decision) => format!("says no ({}){}", matter(decision.what), because(&decision.motive)),
        Letter::End(end) => {
            let next = end.successor.as_ref().map_or_else(String::new, |successor| {
                format!("; next could be {}", Introduction::from(successor).described())
            });
            format!("has ended it ({}){}{next}", matter(end.what), because(&end.motive))
        }
        Letter::Meeting(invited) => super::invited_to(invited),
        Letter::Coming(coming) if coming.comes => format!("comes to the meeting{}", because(&coming.motive)),
        Letter::Coming(coming) => format!("doesn't come to the meeting{}", because(&coming.motive)),
        Letter::Vouch(Shown { vouch }) => {
            format!("brings an organisation's word: {}", super::says_of_member(&vouch.kept()))
        }
    }
}

fn matter(what: What) -> &'static str {
    match what {
        What::Entry => "their place on the list",
        What::Referent => "being referent",
    }
}

pub(in crate::client::command) fn taken(letter: &WaitingLetter) -> String {
    let who = depositor(letter.person.as_ref(), &letter.author.to_string());
    visible(&format!("{who}, {}.", self::letter(&letter.letter)))
}

pub(in crate::client::command) fn asked(person: &Person) -> String {
    format!(
        "{} is asked, and chooses paper by paper. `armoire letters` shows the answer.",
        visible(&person.introduction.name)
    )
}

pub(in crate::client::command) fn proposed(person: &Person) -> String {
    format!("{} says yes or no. `armoire letters` shows the answer.", visible(&person.introduction.name))
}

pub(in crate::client::command) fn end_told(person: &Person) -> String {
    format!("{} is told.", visible(&person.introduction.name))
}

pub(in crate::client::command) fn no_such_place(place: usize, papers: usize) -> String {
    format!("They ask for {}: there is no place {place}.", count(papers as u64, "paper", "papers"))
}

pub(in crate::client::command) fn place_named_twice(place: usize) -> String {
    format!("For place {place} one paper is lent: say it once.")
}

/// The one plain sentence of an answer to who asks for papers.
pub(in crate::client::command) fn answered(who: &str, lent: &[String], asked: usize, end: &str) -> String {
    let who = visible(who);
    if lent.is_empty() {
        return format!("Nothing is lent to {who}, and they are told.");
    }
    let names = lent.iter().map(|name| format!("\"{}\"", visible(name))).collect::<Vec<_>>().join(", ");
    format!("{who} can open {names} until {end} (UTC): {} of {asked} that they asked for. Nothing else.", lent.len())
}

pub(in crate::client::command) fn referent_proposed(name: &str) -> String {
    format!("{} says yes or no. `armoire referent` shows what they say.", visible(name))
}

pub(in crate::client::command) fn entry_shown(name: &str, to: &Person, end: &str) -> String {
    let to = visible(&to.introduction.name);
    format!("{to} sees the entry of {} until {end} (UTC), and nothing else by it.", visible(name))
}

pub(in crate::client::command) fn referent_state(state: State) -> &'static str {
    match state {
        State::Proposed => "asked",
        State::Accepted => "yes",
        State::Declined => "said no",
        State::Ended => "was",
    }
}

/// One step, in a sentence.
pub(in crate::client::command) fn step(step: &Step, name: &str) -> String {
    let name = visible(name);
    let what = match (step.state, step.by) {
        (State::Proposed, Side::Holder) => format!("you asked {name} to be your referent"),
        (State::Proposed, Side::Practitioner) => format!("{name} offered to be your referent"),
        (State::Accepted, Side::Holder) => format!("you said yes to {name}"),
        (State::Accepted, Side::Practitioner) => format!("{name} said yes"),
        (State::Declined, Side::Holder) => format!("you said no to {name}"),
        (State::Declined, Side::Practitioner) => format!("{name} said no"),
        (State::Ended, Side::Holder) => format!("you ended it with {name}"),
        (State::Ended, Side::Practitioner) => format!("{name} ended it"),
    };
    let why = step.motive.as_ref().map_or_else(String::new, |motive| format!(": {}", visible(motive)));
    let next = step.successor.as_ref().map_or_else(String::new, |successor| {
        format!("; next could be {}", visible(&Introduction::from(successor).described()))
    });
    format!("{what}{why}{next}.")
}
