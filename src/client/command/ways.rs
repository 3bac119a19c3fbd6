//! `armoire ways`

use clap::{Args, Subcommand};
use serde::Serialize;
use serde_json::json;

use super::{
    answer::Answer,
    context::Context,
    node::{beginnings, only_of},
    sentences,
    table::table,
    time::readable,
};
use crate::client::{
    problem::Problem,
    profile::Profile,
    vault::{Vault, WayIn, WayKind},
};

/// Show what opens your locker, and what is missing
///
/// A locker is safe from loss when two different kinds open it: the words in your head, the card in a drawer. A PIN is for every day
/// on one device, and never the only way.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire ways
  armoire ways remove k3fz        # a device that you no longer have
  armoire words new               # other words instead of the old ones
  armoire card new                # another card instead of the old one
  armoire pin set                 # a PIN on this device

If something was stolen or is known to somebody, see `armoire rotate --help`.")]
pub(super) struct Arguments {
    #[command(subcommand)]
    change: Option<Change>,
}

#[derive(Debug, Subcommand)]
enum Change {
    /// Remove a way in; words or card must remain
    Remove(Remove),
    /// Show the words and card that an interrupted change made
    Unfinished(Unfinished),
}

#[derive(Debug, Args)]
struct Remove {
    /// The way in
    id: String,
}

#[derive(Debug, Args)]
struct Unfinished {
    /// They were tried and written down, or thrown away: forget them here
    #[arg(long)]
    forget: bool,
}

#[derive(Serialize)]
struct Way {
    id: String,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    here: bool,
    created: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    used: Option<u64>,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let profile = context.profile()?;
    match &arguments.change {
        None => context.unlocked_in(&profile, |vault| list(&profile, vault)),
        Some(Change::Remove(Remove { id })) => context.unlocked_in(&profile, |vault| remove(&profile, vault, id)),
        Some(Change::Unfinished(Unfinished { forget })) => unfinished(&profile, *forget),
    }
}

fn list(profile: &Profile, vault: &Vault) -> Result<Answer, Problem> {
    let here = profile.enrolment()?.map(|enrolment| enrolment.slot);
    let ways: Vec<Way> = vault.ways_in()?.into_iter().map(|way| described(way, here)).collect();
    let has = |kind: WayKind| ways.iter().any(|way| way.kind == kind.name());
    let safe = has(WayKind::Words) && has(WayKind::Card);
    let mut missing: Vec<&str> =
        [WayKind::Words, WayKind::Card].into_iter().filter(|kind| !has(*kind)).map(WayKind::name).collect();
    if !ways.iter().any(|way| way.here) {
        missing.push(WayKind::Pin.name());
    }
    let ids = beginnings(&ways.iter().map(|way| way.id.clone()).collect::<Vec<_>>());
    let row = |(id, way): (String, &Way)| {
        vec![
            id,
            sentences::way(way.kind).to_owned(),
            way.name.clone().unwrap_or_default(),
            readable(way.created),
            way.used.map(readable).unwrap_or_default(),
            if way.here { sentences::THIS_ONE } else { "" }.to_owned(),
        ]
    };
    let rows: Vec<Vec<String>> = ids.into_iter().zip(&ways).map(row).collect();
    let text = format!("{}\n\n{}", table(&sentences::WAY_HEADINGS, &rows), sentences::ways(safe, &missing));
    Ok(Answer::new(json!({ "ways": ways, "safe": safe, "missing": missing }), text))
}

fn described(way: WayIn, here: Option<crate::protocol::id::SlotId>) -> Way {
    Way {
        id: way.id.to_string(),
        kind: way.kind.name(),
        name: way.name,
        here: Some(way.id) == here,
        created: way.created,
        used: way.used,
    }
}

fn remove(profile: &Profile, vault: &mut Vault, typed: &str) -> Result<Answer, Problem> {
    let ids: Vec<_> = vault.ways_in()?.iter().map(|way| way.id).collect();
    let id = only_of("armoire ways", typed, &ids, Vec::new)?;
    vault.remove_way(id)?;
    if profile.enrolment()?.is_some_and(|enrolment| enrolment.slot == id) {
        profile.forget_enrolment()?;
    }
    Ok(Answer::new(json!({ "removed": id.to_string() }), sentences::WAY_REMOVED))
}

fn unfinished(profile: &Profile, forget: bool) -> Result<Answer, Problem> {
    let Some(unshown) = profile.unshown()? else {
        return Ok(Answer::new(json!({}), sentences::NOTHING_UNFINISHED));
    };
    if forget {
        profile.forget_unshown()?;
        return Ok(Answer::new(json!({}), sentences::UNFINISHED_FORGOTTEN));
    }
    let (words, card) = (unshown.words.as_deref(), unshown.card.as_deref());
    let text = sentences::unfinished(words, card);
    Ok(Answer::new(json!(unshown), text))
}
