//! `armoire pin`

use clap::{Args, Subcommand};
use serde_json::json;

use super::{
    answer::Answer,
    context::{Context, explained},
    secret, sentences,
    sign_in::{check_pins, in_use, signed_in},
};
use crate::client::{
    problem::{Problem, ProblemKind},
    profile::Profile,
    vault::{Enrolment, Vault},
};

/// Open your locker on this device with six digits
///
/// The PIN works on this device alone, and only together with the server, which counts: after five wrong tries in a row it is gone, and
/// words or card open as before. It is asked for, or taken from `ARMOIRE_PIN`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire pin set --name \"Laptop\"
  armoire signout
  armoire pin try
  armoire pin remove")]
pub(super) struct Arguments {
    #[command(subcommand)]
    change: Change,
}

#[derive(Debug, Subcommand)]
enum Change {
    /// Set this device's PIN, or another one instead
    Set(Set),
    /// Open your locker with this device's PIN
    Try,
    /// Remove this device's PIN
    Remove,
}

#[derive(Debug, Args)]
struct Set {
    /// What you call this device in your lists; the server can't read it
    #[arg(long, default_value = "command line")]
    name: String,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    match &arguments.change {
        Change::Set(Set { name }) => set(context, name),
        Change::Try => try_pin(context),
        Change::Remove => remove(context),
    }
}

fn set(context: &Context, name: &str) -> Result<Answer, Problem> {
    let profile = context.profile()?;
    let pin = secret::new_pin()?;
    context.unlocked_in(&profile, |vault| {
        let account = vault.account();
        let former = profile.enrolment()?.filter(|former| former.account == account).map(|former| former.slot);
        let enrolment = vault.set_pin(&pin, Some(name), former)?;
        profile.keep_enrolment(&enrolment)?;
        let json = json!({ "id": enrolment.slot.to_string(), "name": name.trim() });
        Ok(Answer::new(json, sentences::pin_set(name.trim())))
    })
}

fn try_pin(context: &Context) -> Result<Answer, Problem> {
    let profile = context.profile()?;
    let enrolment = enrolled(&profile)?;
    let former = profile.session().ok().flatten();
    if let Some(session) = former.as_ref().filter(|session| session.account != enrolment.account) {
        return Err(in_use(session));
    }
    let pin = secret::pin()?;
    let opened = Vault::sign_in_by_pin(&enrolment.server, &enrolment.device, &pin, None);
    let mut vault = opened.map_err(|problem| refused(&profile, problem))?;
    check_pins(&profile, &mut vault)?;
    signed_in(context, &profile, &mut vault, former)
}

fn remove(context: &Context) -> Result<Answer, Problem> {
    let profile = context.profile()?;
    let enrolment = enrolled(&profile)?;
    context.unlocked_in(&profile, |vault| {
        let present = vault.ways_in()?.iter().any(|way| way.id == enrolment.slot);
        if present {
            vault.remove_way(enrolment.slot)?;
        }
        profile.forget_enrolment()?;
        Ok(Answer::new(json!({ "removed": enrolment.slot.to_string() }), sentences::PIN_REMOVED))
    })
}

fn enrolled(profile: &Profile) -> Result<Enrolment, Problem> {
    profile.enrolment()?.ok_or_else(|| Problem::new(ProblemKind::SignIn, "no_pin", sentences::NO_PIN))
}

/// Says how many tries are left. A PIN that is gone on the server is of no use here either.
fn refused(profile: &Profile, problem: Problem) -> Problem {
    match problem.extra.get("left").and_then(serde_json::Value::as_u64) {
        Some(0) => {
            let forgotten = profile.forget_enrolment();
            forgotten.err().unwrap_or(Problem { sentence: sentences::PIN_GONE.to_owned(), ..problem })
        }
        Some(left) => Problem { sentence: sentences::pin_refused(left), ..problem },
        None => explained(problem),
    }
}
