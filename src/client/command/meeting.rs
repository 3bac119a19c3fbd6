//! `armoire meeting`

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Value, json};

use super::{
    answer::Answer,
    ask::is_confirmed,
    context::Context,
    lending::until,
    node::{beginnings, node, not_found, only_of},
    people::{PersonJson, person},
    secret, sentences,
    table::table,
    taken_out::{check_new, write_new},
    time::readable,
};
use crate::{
    client::{
        calendar::Event,
        clock,
        document::meeting::{Appointment, MeetingId},
        people::Person,
        problem::{Problem, ProblemKind},
        vault::{GuestView, InvitedView, MeetingView, NewMeeting, Until, Vault},
    },
    protocol::id::{AccountId, NodeId},
};

/// The command that shows ids of meetings.
const SHOWN_BY: &str = "armoire meeting";
const MINUTE: u64 = 60 * 1000;
const DAY: u64 = 24 * 60 * MINUTE;

/// Call a meeting with those who help you, or answer who calls one
///
/// Each person gets a letter and says yes or no. What you show for it they see until the end of that day, and nothing else; a no, a move and calling
/// it off take it back. Who else comes is told to nobody unless you say --name-others.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = "\
Examples:
  armoire meeting
  armoire meeting call --with Luc --with Awa --at 2026-12-01T14:00 --lasts 1h --about Housing --show Luc=k3fz
  armoire meeting answer m2qa yes --ics meeting.ics
  armoire meeting answer m2qa no --motive \"On leave\"
  armoire meeting move m2qa --at 2026-12-02T14:00
  armoire meeting cancel m2qa

Times are UTC. A calendar file says only \"Appointment\", unless you say --in-words.")]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Call one
    Call(Call),
    /// Say whether you come
    Answer(Answering),
    /// Another time or place: everybody is asked anew
    Move(Move),
    /// Call it off: what was lent for it is taken back
    Cancel(Named),
    /// Write again to those who haven't answered
    Remind(Named),
    /// Those ahead; those that are over, too, with --all
    List(List),
}

impl What {
    /// The calendar file that is wished.
    fn calendar(&self) -> Option<&Path> {
        let calendar = match self {
            Self::Call(Call { calendar, .. })
            | Self::Answer(Answering { calendar, .. })
            | Self::Move(Move { calendar, .. })
            | Self::Cancel(Named { calendar, .. })
            | Self::Remind(Named { calendar, .. })
            | Self::List(List { calendar, .. }) => calendar,
        };
        calendar.ics.as_deref()
    }
}

#[derive(Debug, Args)]
struct Call {
    /// Whom: the name or the id that `armoire people` shows; repeat it for several, 20 at most
    #[arg(long = "with", value_name = "PERSON", required = true)]
    people: Vec<String>,
    /// When: 2026-12-31T18:00, or in 2h, 7d
    #[arg(long, value_name = "TIME", value_parser = until)]
    at: Until,
    /// How long: 30m, 1h; a day at most
    #[arg(long, value_name = "TIME", default_value = "1h", value_parser = minutes)]
    lasts: u64,
    /// Where
    #[arg(long, value_name = "TEXT")]
    place: Option<String>,
    /// What for
    #[arg(long, value_name = "TEXT")]
    about: String,
    /// What one of them sees until the end of that day: who, and the id of a document or folder; repeat it for more, 30 in all
    #[arg(long, value_name = "PERSON=ID", value_parser = shown)]
    show: Vec<(String, String)>,
    /// Tell each of them who the others are
    #[arg(long)]
    name_others: bool,
    /// Don't ask
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    calendar: Calendar,
}

#[derive(Debug, Args)]
struct Answering {
    /// The meeting
    #[arg(value_name = "MEETING")]
    id: String,
    /// Whether you come
    comes: YesOrNo,
    /// Why, if you wish to say
    #[arg(long, value_name = "TEXT")]
    motive: Option<String>,
    #[command(flatten)]
    calendar: Calendar,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum YesOrNo {
    Yes,
    No,
}

#[derive(Debug, Args)]
struct Move {
    /// The meeting
    #[arg(value_name = "MEETING")]
    id: String,
    /// When, instead
    #[arg(long, value_name = "TIME", value_parser = until)]
    at: Option<Until>,
    /// How long, instead
    #[arg(long, value_name = "TIME", value_parser = minutes)]
    lasts: Option<u64>,
    /// Where, instead
    #[arg(long, value_name = "TEXT")]
    place: Option<String>,
    #[command(flatten)]
    calendar: Calendar,
}

#[derive(Debug, Args)]
struct Named {
    /// The meeting
    #[arg(value_name = "MEETING")]
    id: String,
    #[command(flatten)]
    calendar: Calendar,
}

#[derive(Debug, Args)]
struct List {
    /// Only this one
    #[arg(value_name = "MEETING")]
    id: Option<String>,
    /// Those that are over, too
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    calendar: Calendar,
}

#[derive(Debug, Default, Args)]
struct Calendar {
    /// Write a calendar file, which isn't there yet
    #[arg(long, value_name = "FILE")]
    ics: Option<PathBuf>,
    /// Let the calendar know what for and where
    #[arg(long, requires = "ics")]
    in_words: bool,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    if let Some(path) = arguments.what.as_ref().and_then(What::calendar) {
        check_new(path)?;
    }
    context.unlocked(|vault| match &arguments.what {
        None => list(vault, &List { id: None, all: false, calendar: Calendar::default() }),
        Some(What::List(arguments)) => list(vault, arguments),
        Some(What::Call(arguments)) => call(vault, arguments),
        Some(What::Answer(arguments)) => answer(vault, arguments),
        Some(What::Move(arguments)) => move_to(vault, arguments),
        Some(What::Cancel(arguments)) => {
            let id = called(vault, &arguments.id)?.id;
            let untold = vault.cancel_meeting(id)?;
            done(vault, id, sentences::CALLED_OFF.to_owned(), untold, &arguments.calendar)
        }
        Some(What::Remind(arguments)) => {
            let id = called(vault, &arguments.id)?.id;
            let untold = vault.remind_of_meeting(id)?;
            done(vault, id, sentences::REMINDED.to_owned(), untold, &arguments.calendar)
        }
    })
}

fn call(vault: &mut Vault, arguments: &Call) -> Result<Answer, Problem> {
    let start = arguments.at.end(clock::now());
    let appointment = Appointment {
        sequence: 0,
        start,
        minutes: arguments.lasts,
        place: arguments.place.clone(),
        purpose: arguments.about.clone(),
    };
    let mut guests: Vec<(Person, Vec<NodeId>, Vec<String>)> = Vec::new();
    for typed in &arguments.people {
        let person = person(vault, typed)?;
        if guests.iter().any(|(guest, ..)| guest.account == person.account) {
            return Err(Problem::new(ProblemKind::Usage, "malformed", sentences::invited_twice(&person)));
        }
        guests.push((vault.check_grantee(person.account)?, Vec::new(), Vec::new()));
    }
    for (typed, what) in &arguments.show {
        let account = person(vault, typed)?.account;
        let node = node(vault, what)?;
        let guest = guests
            .iter_mut()
            .find(|(person, ..)| person.account == account)
            .ok_or_else(|| Problem::new(ProblemKind::Usage, "usage", sentences::NOT_INVITED))?;
        guest.1.push(node.id());
        guest.2.push(node.name().to_owned());
    }
    let until = day_end(appointment.end());
    let seen: Vec<(Person, Vec<String>)> =
        guests.iter().map(|(person, _, names)| (person.clone(), names.clone())).collect();
    let sentence = sentences::will_see(&seen, &appointment, until);
    if !arguments.yes {
        if !secret::is_interactive() {
            return Err(Problem::new(ProblemKind::Usage, "not_confirmed", sentences::grant_not_asked(&sentence)));
        }
        if !is_confirmed(&sentences::confirm_meeting(&sentence)) {
            return Err(Problem::new(ProblemKind::Usage, "not_confirmed", sentences::NOT_CALLED));
        }
    }
    let guests: Vec<(AccountId, Vec<NodeId>)> =
        guests.into_iter().map(|(person, nodes, _)| (person.account, nodes)).collect();
    let new = NewMeeting { appointment, until, guests, named: arguments.name_others };
    let (id, untold) = vault.call_meeting(&new)?;
    done(vault, id, sentence, untold, &arguments.calendar)
}

fn answer(vault: &mut Vault, arguments: &Answering) -> Result<Answer, Problem> {
    let views = vault.meetings()?.1;
    let ids: Vec<NodeId> = views.iter().map(|view| view.id).collect();
    let id = only_of(SHOWN_BY, &arguments.id, &ids, Vec::new)?;
    let comes = arguments.comes == YesOrNo::Yes;
    vault.answer_meeting(id, comes, arguments.motive.as_deref())?;
    let Some(view) = views.into_iter().find(|view| view.id == id) else {
        return Err(not_found(SHOWN_BY, &arguments.id, &[]));
    };
    let view = InvitedView { accepted: comes, ..view };
    let meeting = (&view.letter.meeting, &view.letter.appointment(), false);
    let unwritten = if comes { write_calendar(&arguments.calendar, vault.account(), meeting).err() } else { None };
    let mut json = invited_json(&view);
    json["comes"] = comes.into();
    Ok(Answer::new(json, if comes { sentences::COMES } else { sentences::COMES_NOT }).but(unwritten))
}

fn move_to(vault: &mut Vault, arguments: &Move) -> Result<Answer, Problem> {
    let view = called(vault, &arguments.id)?;
    let before = &view.meeting.appointment;
    let start = arguments.at.map_or(before.start, |at| at.end(clock::now()));
    let minutes = arguments.lasts.unwrap_or(before.minutes);
    let place = arguments.place.clone().or_else(|| before.place.clone());
    let until = day_end(Appointment { start, minutes, ..before.clone() }.end());
    let untold = vault.move_meeting(view.id, (start, minutes, place), until)?;
    let moved = called(vault, &view.id.to_string())?;
    let seen: Vec<(Person, Vec<String>)> = moved.guests.iter().filter_map(seen).collect();
    let sentence = sentences::will_see(&seen, &moved.meeting.appointment, until);
    done(vault, view.id, sentence, untold, &arguments.calendar)
}

fn seen(view: &GuestView) -> Option<(Person, Vec<String>)> {
    Some((view.person.clone()?, view.sees.iter().filter_map(|grant| grant.name.clone()).collect()))
}

/// What became of a meeting that one calls.
fn done(
    vault: &mut Vault,
    id: NodeId,
    sentence: String,
    untold: Vec<Problem>,
    calendar: &Calendar,
) -> Result<Answer, Problem> {
    let view = called(vault, &id.to_string())?;
    let meeting = &view.meeting;
    // It is done already: what else went wrong comes after it.
    let unwritten =
        write_calendar(calendar, vault.account(), (&meeting.meeting, &meeting.appointment, meeting.off)).err();
    Ok(Answer::new(called_json(&view), sentence).but(untold.into_iter().next().or(unwritten)))
}

fn list(vault: &mut Vault, arguments: &List) -> Result<Answer, Problem> {
    let now = clock::now();
    let account = vault.account();
    let (mut called, mut invited) = vault.meetings()?;
    called.retain(|view| {
        arguments.all || arguments.id.is_some() || (!view.meeting.off && view.meeting.appointment.end() > now)
    });
    invited.retain(|view| arguments.all || arguments.id.is_some() || view.letter.appointment().end() > now);
    if let Some(typed) = &arguments.id {
        let ids: Vec<NodeId> = called.iter().map(|view| view.id).chain(invited.iter().map(|view| view.id)).collect();
        let id = only_of(SHOWN_BY, typed, &ids, Vec::new)?;
        called.retain(|view| view.id == id);
        invited.retain(|view| view.id == id);
        if let Some(MeetingView { meeting, .. }) = called.first() {
            write_calendar(&arguments.calendar, account, (&meeting.meeting, &meeting.appointment, meeting.off))?;
        }
        if let Some(InvitedView { letter, .. }) = invited.first() {
            write_calendar(&arguments.calendar, account, (&letter.meeting, &letter.appointment(), letter.off))?;
        }
    } else if arguments.calendar.ics.is_some() {
        return Err(Problem::new(ProblemKind::Usage, "usage", sentences::ONE_MEETING));
    }
    let json = json!({
        "called": called.iter().map(called_json).collect::<Vec<_>>(),
        "invited": invited.iter().map(invited_json).collect::<Vec<_>>(),
    });
    let mut paragraphs = Vec::new();
    if !called.is_empty() {
        paragraphs.push(format!("{}\n{}", sentences::CALLED, called_table(&called)));
    }
    if !invited.is_empty() {
        paragraphs.push(format!("{}\n{}", sentences::INVITED, invited_table(&invited)));
    }
    if paragraphs.is_empty() {
        paragraphs.push(sentences::NO_MEETINGS.to_owned());
    }
    Ok(Answer::new(json, paragraphs.join("\n\n")))
}

/// A meeting that one calls, by the beginning of its id.
fn called(vault: &mut Vault, typed: &str) -> Result<MeetingView, Problem> {
    let views = vault.meetings()?.0;
    let ids: Vec<NodeId> = views.iter().map(|view| view.id).collect();
    let id = only_of(SHOWN_BY, typed, &ids, Vec::new)?;
    views.into_iter().find(|view| view.id == id).ok_or_else(|| not_found(SHOWN_BY, typed, &[]))
}

fn write_calendar(
    calendar: &Calendar,
    account: AccountId,
    (meeting, appointment, off): (&MeetingId, &Appointment, bool),
) -> Result<(), Problem> {
    let Some(path) = &calendar.ics else { return Ok(()) };
    let event = Event {
        meeting: *meeting,
        account,
        sequence: appointment.sequence,
        written: clock::now(),
        start: appointment.start,
        end: appointment.end(),
        title: if calendar.in_words { &appointment.purpose } else { sentences::APPOINTMENT },
        place: appointment.place.as_deref().filter(|_| calendar.in_words),
        off,
    };
    write_new(path, event.to_file().as_bytes())
}

fn called_table(called: &[MeetingView]) -> String {
    let ids = beginnings(&called.iter().map(|view| view.id.to_string()).collect::<Vec<_>>());
    let row = |(id, view): (String, &MeetingView)| {
        let guests = view.guests.iter().map(sentences::guest).collect::<Vec<_>>().join("; ");
        let mut row = vec![id];
        row.extend(described(&view.meeting.appointment));
        row.push(guests);
        row
    };
    table(&sentences::CALLED_HEADINGS, &ids.into_iter().zip(called).map(row).collect::<Vec<_>>())
}

fn invited_table(invited: &[InvitedView]) -> String {
    let ids = beginnings(&invited.iter().map(|view| view.id.to_string()).collect::<Vec<_>>());
    let row = |(id, view): (String, &InvitedView)| {
        let mut row = vec![id];
        row.extend(described(&view.letter.appointment()));
        row.push(sentences::depositor(view.person.as_ref(), &view.author.to_string()));
        row.push(sentences::standing(view.letter.off, view.accepted).to_owned());
        row
    };
    table(&sentences::INVITED_HEADINGS, &ids.into_iter().zip(invited).map(row).collect::<Vec<_>>())
}

fn described(appointment: &Appointment) -> [String; 4] {
    [
        readable(appointment.start),
        format!("{} min", appointment.minutes),
        appointment.place.clone().unwrap_or_default(),
        appointment.purpose.clone(),
    ]
}

fn called_json(view: &MeetingView) -> Value {
    let guest = |view: &GuestView| {
        let sees = |grant: &crate::client::vault::GrantView| json!({ "grant": grant.id, "id": grant.node, "name": grant.name, "end": grant.end });
        json!({
            "account": view.guest.account, "person": view.person.as_ref().map(PersonJson::from),
            "comes": view.guest.comes, "motive": view.guest.motive, "sees": view.sees.iter().map(sees).collect::<Vec<_>>(),
        })
    };
    let mut json = appointment_json(&view.meeting.appointment);
    json["id"] = json!(view.id);
    json["off"] = view.meeting.off.into();
    json["until"] = view.meeting.until.into();
    json["guests"] = view.guests.iter().map(guest).collect();
    json
}

fn invited_json(view: &InvitedView) -> Value {
    let mut json = appointment_json(&view.letter.appointment());
    json["id"] = json!(view.id);
    json["off"] = view.letter.off.into();
    json["author"] = json!(view.author);
    json["person"] = json!(view.person.as_ref().map(PersonJson::from));
    json["with"] = json!(view.letter.with);
    json["comes"] = json!(view.accepted.then_some(true));
    json
}

fn appointment_json(appointment: &Appointment) -> Value {
    json!({
        "sequence": appointment.sequence, "start": appointment.start, "minutes": appointment.minutes,
        "place": appointment.place, "purpose": appointment.purpose,
    })
}

/// The end of that day, in UTC; milliseconds since 1970.
fn day_end(time: u64) -> u64 {
    time.saturating_sub(1) / DAY * DAY + DAY
}

/// Reads `--lasts`.
fn minutes(typed: &str) -> Result<u64, String> {
    match until(typed) {
        Ok(Until::After(milliseconds)) if (MINUTE..=DAY).contains(&milliseconds) => Ok(milliseconds / MINUTE),
        _ => Err(sentences::MINUTES.to_owned()),
    }
}

/// Reads `--show`: who, and what.
fn shown(typed: &str) -> Result<(String, String), String> {
    let (who, what) = typed.split_once('=').ok_or_else(|| sentences::SHOWN_TO_INVITED.to_owned())?;
    if who.is_empty() || what.is_empty() {
        return Err(sentences::SHOWN_TO_INVITED.to_owned());
    }
    Ok((who.to_owned(), what.to_owned()))
}
