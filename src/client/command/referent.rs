//! `armoire referent`

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::{accompaniment::entry, answer::Answer, context::Context, sentences, time::readable};
use crate::client::{
    people::referent::Step,
    problem::Problem,
    vault::{EntryView, Vault},
};

/// Show who your referent is, ask somebody to be, or end it
///
/// A referent coordinates those who help you. You are free to have one or none, and to choose whom; they are free to say yes or no; both of you
/// can end it. Having none takes nothing from you.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire referent
  armoire referent propose k3fz         # somebody of `armoire accompaniment`
  armoire referent end --motive \"I moved\"")]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Ask somebody of your list; they say yes or no
    Propose(Propose),
    /// End it, or take the question back
    End(End),
}

#[derive(Debug, Args)]
struct Propose {
    /// Their entry on your list: its id, or their name
    #[arg(value_name = "ENTRY")]
    entry: String,
    /// A word about it
    #[arg(long, value_name = "TEXT")]
    motive: Option<String>,
}

#[derive(Debug, Args)]
struct End {
    /// Why, if you wish to say
    #[arg(long, value_name = "TEXT")]
    motive: Option<String>,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    context.unlocked(|vault| match &arguments.what {
        None => show(vault),
        Some(What::Propose(Propose { entry: typed, motive })) => {
            let entry = entry(vault, typed)?;
            vault.propose_referent(entry.id, motive.as_deref())?;
            let json = json!({ "state": "proposed", "entry": entry.id });
            Ok(Answer::new(json, sentences::referent_proposed(&entry.entry.name)))
        }
        Some(What::End(End { motive })) => {
            let untold = vault.end_referent(motive.as_deref())?;
            Ok(Answer::new(json!({ "state": "ended" }), sentences::REFERENT_ENDED).but(untold))
        }
    })
}

fn show(vault: &mut Vault) -> Result<Answer, Problem> {
    // What has come by letter counts.
    let taken = vault.letters()?.taken;
    let (referent, entries) = (vault.referent()?, vault.entries()?);
    let json = json!({
        "state": referent.newest().map_or("none", |step| step.state.name()),
        "steps": referent.steps().iter().map(|step| described(step, &entries)).collect::<Vec<_>>(),
    });
    let mut lines: Vec<String> = taken.iter().map(sentences::taken).collect();
    if referent.steps().is_empty() {
        lines.push(sentences::NO_REFERENT.to_owned());
    }
    for step in referent.steps() {
        let name = name(step, &entries).unwrap_or("?");
        lines.push(format!("{}  {}", readable(step.time), sentences::step(step, name)));
    }
    Ok(Answer::new(json, lines.join("\n")))
}

fn name<'a>(step: &Step, entries: &'a [EntryView]) -> Option<&'a str> {
    entries.iter().find(|view| view.id == step.entry).map(|view| view.entry.name.as_str())
}

fn described(step: &Step, entries: &[EntryView]) -> Value {
    let mut json = json!({
        "state": step.state, "entry": step.entry, "by": step.by, "time": step.time, "name": name(step, entries),
    });
    for (key, value) in
        [("motive", json!(step.motive)), ("successor", json!(step.successor)), ("letter", json!(step.letter))]
    {
        if !value.is_null() {
            json[key] = value;
        }
    }
    json
}
