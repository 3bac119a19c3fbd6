//! What is said about other people.

use super::count;
use crate::client::{
    command::{table::visible, time::readable},
    people::{Introduction, KeptVouch, Person, Trust},
};

pub(in crate::client::command) const PEOPLE_HEADINGS: [&str; 6] =
    ["ID", "NAME", "HOW SURE", "SINCE (UTC)", "MISSION", "REACHED BY"];
pub(in crate::client::command) const NO_PEOPLE: &str =
    "You have met nobody here yet. Invite somebody with `armoire invite`, or answer with `armoire join`.";
pub(in crate::client::command) const OWN_NAME_PROMPT: &str = "What shall they call you? ";
pub(in crate::client::command) const OWN_NAME_NEEDED: &str = "Say with --name what they shall call you.";
pub(in crate::client::command) const INTRODUCTION: &str =
    "A name has at most 256 bytes, what you say of your work at most 1,024, on one line.";
pub(in crate::client::command) const WAITING_FOR_ANSWER: &str =
    "Waiting for the answer. You may leave with Ctrl-C: `armoire people` takes it up again.";
pub(in crate::client::command) const NOT_ANSWERED: &str =
    "Nobody has answered in time: this invitation is over. Make a new one.";
pub(in crate::client::command) const NOT_JOINED: &str = "Nothing was answered: they know nothing of you.";
pub(in crate::client::command) const RECOVERY_CARD_SHOWN: &str = "This is a recovery card, which opens somebody's whole locker, and no invitation. Show it to \
    nobody.";

/// How sure it is who somebody is.
pub(in crate::client::command) fn trust(trust: Trust) -> &'static str {
    match trust {
        Trust::Scanned => "met face to face",
        Trust::Invited => "by a link",
        Trust::Vouched => "by a link, vouched for",
        Trust::Unverified => "not sure",
    }
}

pub(in crate::client::command) fn invitation_code(code: &str, text: &str, until: &str) -> String {
    format!(
        "Let them scan this code, or say `armoire join` with the text under it:\n\n{code}\n\n{text}\n\nIt can be answered once, until {until} (UTC). \
         Send it to nobody: for who isn't here, `armoire invite --link`."
    )
}

pub(in crate::client::command) fn invitation_link(text: &str, until: &str) -> String {
    format!(
        "Send them this link:\n\n{text}\n\nIt can be answered once, until {until} (UTC). Whoever has it can answer: when somebody has, `armoire people` \
         shows who."
    )
}

/// Who invites, and how sure that is.
pub(in crate::client::command) fn invited_by(person: &Person, until: &str) -> String {
    let sure = match person.trust {
        Trust::Scanned => "You have this from their screen.",
        Trust::Invited => "This came by a link: it is as sure as the way by which you got it.",
        Trust::Vouched => {
            "This came by a link, and a service that you met face to face vouches for them: `armoire people` says which."
        }
        Trust::Unverified => "Who this is isn't sure.",
    };
    format!("{} invites you, until {until} (UTC). {sure}", visible(&person.introduction.described()))
}

pub(in crate::client::command) fn join_not_asked(invited: &str) -> String {
    format!("{invited} There is nobody to ask here: say --yes to answer.")
}

pub(in crate::client::command) fn confirm_join(invited: &str, who: &Introduction) -> String {
    let told = [&who.site, &who.mission, &who.reach].into_iter().flatten().map(|text| visible(text));
    let told: Vec<String> = std::iter::once(visible(&who.described())).chain(told).collect();
    format!("{invited}\nThey are told: {}. Nothing of your locker.\nType yes to answer: ", told.join(", "))
}

pub(in crate::client::command) fn met(person: &Person) -> String {
    let name = visible(&person.introduction.described());
    match person.trust {
        Trust::Scanned => format!("You and {name} have met: each is one of the other's people now."),
        Trust::Vouched => format!(
            "You and {name} know each other now, by a link, and a service that you met face to face vouches for them: `armoire people` says \
             which."
        ),
        Trust::Invited => {
            format!("You and {name} know each other now, by a link. Met face to face with a code, it would be sure.")
        }
        Trust::Unverified => format!("You and {name} know each other now, but who that is isn't sure."),
    }
}

/// What an organisation says of a member, in a few words.
pub(in crate::client::command) fn says_of_member(vouch: &KeptVouch) -> String {
    let site = vouch.site.as_ref().map_or_else(String::new, |site| format!(" ({site})"));
    format!("vouched for as {}{site}, until {} (UTC)", vouch.role, readable(vouch.until))
}

/// Whose word makes somebody surer, by the name under which one has met the organisation.
pub(in crate::client::command) fn vouched_by(
    person: &Person,
    vouch: &KeptVouch,
    organisation: Option<&Introduction>,
) -> String {
    let by = organisation.map_or_else(|| vouch.organisation.to_string(), Introduction::described);
    visible(&format!("{} is {} by {by}, whom you met face to face.", person.introduction.name, says_of_member(vouch)))
}

pub(in crate::client::command) fn vouched_oneself(vouch: &KeptVouch, organisation: Option<&Introduction>) -> String {
    let by = organisation.map_or_else(|| vouch.organisation.to_string(), Introduction::described);
    visible(&format!("You are {} by {by}: whoever you meet is shown it.", says_of_member(vouch)))
}

pub(in crate::client::command) fn vouched_for(member: &Person, until: &str) -> String {
    format!(
        "{} can show until {until} (UTC) that they belong to you. It is sent to them; say it again before it is over.",
        visible(&member.introduction.name)
    )
}

pub(in crate::client::command) fn vouch_shown(person: &Person) -> String {
    let name = visible(&person.introduction.name);
    format!("{name} is told. It says something to them if they have scanned your organisation's code.")
}

pub(in crate::client::command) fn tried_by_another(person: &Person) -> String {
    format!(
        "Somebody else tried to answer the invitation that {} answered: others have seen it. Until you have met again with a new code, {} isn't \
         sure, and can be given nothing.",
        visible(&person.introduction.described()),
        visible(&person.introduction.name)
    )
}

pub(in crate::client::command) fn waiting_invitations(number: usize) -> String {
    format!("Not answered yet: {}.", count(number as u64, "invitation", "invitations"))
}

pub(in crate::client::command) fn taken_back(number: usize) -> String {
    format!("Taken back: {}.", count(number as u64, "invitation", "invitations"))
}

pub(in crate::client::command) fn no_such_person(typed: &str) -> String {
    format!("Nobody of your people is called \"{}\": `armoire people` shows them.", visible(typed))
}

pub(in crate::client::command) fn several_people(typed: &str) -> String {
    format!("Several of your people are called \"{}\": say the ID that `armoire people` shows.", visible(typed))
}

pub(in crate::client::command) fn two_histories(person: &Person) -> String {
    format!(
        "The server has shown you and {} two different histories of your locker. Compare what you both see, face to face; meet again by a \
         code once you know why.",
        visible(&person.introduction.name)
    )
}
