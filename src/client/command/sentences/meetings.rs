//! What is said about meetings.

use super::count;
use crate::client::{
    command::{table::visible, time::readable},
    document::meeting::{Appointment, Invited},
    people::Person,
    vault::GuestView,
};

pub(in crate::client::command) const CALLED_HEADINGS: [&str; 6] =
    ["ID", "WHEN (UTC)", "HOW LONG", "WHERE", "WHAT FOR", "WHO"];
pub(in crate::client::command) const INVITED_HEADINGS: [&str; 7] =
    ["ID", "WHEN (UTC)", "HOW LONG", "WHERE", "WHAT FOR", "WHO CALLS IT", "YOU"];
pub(in crate::client::command) const NO_MEETINGS: &str = "No meeting is ahead. Call one with `armoire meeting call`.";
pub(in crate::client::command) const CALLED: &str = "You call:";
pub(in crate::client::command) const INVITED: &str = "You are invited to:";
pub(in crate::client::command) const COMES: &str = "You come, and they are told.";
pub(in crate::client::command) const COMES_NOT: &str = "You don't come, and they are told.";
pub(in crate::client::command) const NOT_CALLED: &str = "Nobody was invited, and nothing was lent.";
pub(in crate::client::command) const CALLED_OFF: &str =
    "Called off. What was lent for it is taken back, and they are told.";
pub(in crate::client::command) const REMINDED: &str = "Those who haven't answered are asked again.";
pub(in crate::client::command) const SHOWN_TO_INVITED: &str = "say to whom of those invited, and what, as in Luc=k3fz";
pub(in crate::client::command) const NOT_INVITED: &str = "Only who is invited is shown something: add them by --with.";
pub(in crate::client::command) const ONE_MEETING: &str = "A calendar file is about one meeting: say which.";
pub(in crate::client::command) const MINUTES: &str = "say how long: 30m, 1h, 90m";
/// What a calendar shows that shall know nothing.
pub(in crate::client::command) const APPOINTMENT: &str = "Appointment";

/// What each one will see, and until when: the sentence that is agreed to.
pub(in crate::client::command) fn will_see(
    guests: &[(Person, Vec<String>)],
    appointment: &Appointment,
    until: u64,
) -> String {
    let when = readable(appointment.start);
    let mut sentences = Vec::new();
    let mut nothing = Vec::new();
    for (person, names) in guests {
        let who = visible(&person.introduction.described());
        if names.is_empty() {
            nothing.push(who);
        } else {
            let names = names.iter().map(|name| format!("\"{}\"", visible(name))).collect::<Vec<_>>().join(", ");
            sentences.push(format!("{who} will be able to open {names} until {} (UTC).", readable(until)));
        }
    }
    if !nothing.is_empty() {
        let (who, verb) = (nothing.join(", "), if nothing.len() == 1 { "is" } else { "are" });
        sentences.push(format!("{who} {verb} invited and will see nothing of your locker."));
    }
    format!("Meeting on {when} (UTC), {}. {}", count(appointment.minutes, "minute", "minutes"), sentences.join(" "))
}

pub(in crate::client::command) fn invited_twice(person: &Person) -> String {
    format!("{} is invited twice: say it once.", visible(&person.introduction.name))
}

pub(in crate::client::command) fn confirm_meeting(sentence: &str) -> String {
    format!("{sentence}\nYou can move it or call it off at any time. Type yes to send it: ")
}

/// A meeting in the list of letters.
pub(in crate::client::command) fn invited_to(invited: &Invited) -> String {
    let (when, purpose) = (readable(invited.start), &invited.purpose);
    if invited.off {
        return format!("calls off the meeting of {when} ({purpose})");
    }
    let verb = if invited.sequence == 0 { "invites you to a meeting on" } else { "moves a meeting to" };
    let place = invited.place.as_ref().map_or_else(String::new, |place| format!(", {place}"));
    format!("{verb} {when}, {}{place}; for: {purpose}", count(invited.minutes, "minute", "minutes"))
}

/// One guest, and their answer.
pub(in crate::client::command) fn guest(view: &GuestView) -> String {
    let who = super::depositor(view.person.as_ref(), &view.guest.account.to_string());
    let answer = match view.guest.comes {
        None => "hasn't answered",
        Some(true) => "comes",
        Some(false) => "doesn't come",
    };
    let why = view.guest.motive.as_ref().map_or_else(String::new, |motive| format!(" ({motive})"));
    let names: Vec<&str> = view.sees.iter().map(|grant| grant.name.as_deref().unwrap_or("?")).collect();
    let sees = if names.is_empty() { "sees nothing".to_owned() } else { format!("sees {}", names.join(", ")) };
    format!("{who}: {answer}{why}, {sees}")
}

/// Where one stands with a meeting that one is invited to.
pub(in crate::client::command) fn standing(off: bool, accepted: bool) -> &'static str {
    match (off, accepted) {
        (true, _) => "called off",
        (false, true) => "come",
        (false, false) => "haven't answered",
    }
}
