//! What is said about people who hand nothing in any more.

use crate::client::command::table::visible;

pub(in crate::client::command) const BLOCKED_HEADINGS: [&str; 2] = ["ACCOUNT", "WHO"];
pub(in crate::client::command) const NOBODY_BLOCKED: &str = "You have blocked nobody.";
pub(in crate::client::command) const BLOCKED_ONESELF: &str = "This is your own account.";
pub(in crate::client::command) const OWN_LOCKER: &str = "Who may hand in is said by a locker's holder alone.";

pub(in crate::client::command) fn blocked(who: &str) -> String {
    format!(
        "{} can hand in nothing any more, and isn't told so. What of theirs still waits isn't shown from now on, and is deleted with the next \
         change to your locker. What you lent them stays lent: `armoire revoke`.",
        visible(who)
    )
}

pub(in crate::client::command) fn unblocked(who: &str) -> String {
    format!("{} can hand something in again.", visible(who))
}
