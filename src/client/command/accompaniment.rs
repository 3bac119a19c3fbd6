//! `armoire accompaniment`

mod page;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::{
    answer::Answer,
    context::Context,
    lending::until,
    locker::loans,
    node::{beginnings, one_of},
    people::person,
    sentences,
    table::table,
    taken_out::take_out,
    time::readable,
};
use crate::{
    client::{
        clock,
        document::note::{Entry, EntryKind},
        export::vcards,
        people::{Introduction, referent::State},
        problem::Problem,
        vault::{EntryView, Until, Vault},
    },
    protocol::id::NodeId,
};

/// Keep the list of those who help you: who, where, with what, since when
///
/// Nobody sees it but whom you show an entry. Those who have helped stay on it, and can be brought back.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = "\
Examples:
  armoire accompaniment
  armoire accompaniment add Luc --person Luc --mission Housing
  armoire accompaniment add \"Maraude Nord\" --team --reach \"06 00 00 00 00\"
  armoire accompaniment show k3fz --to Awa          # Awa sees this entry
  armoire accompaniment hide k3fz --from Awa
  armoire accompaniment end k3fz                    # they help no longer
  armoire accompaniment back k3fz                   # they help again
  armoire accompaniment --html list.html            # to print it, or to save it as PDF from a browser
  armoire accompaniment --vcard contacts.vcf        # for the contacts of a phone
  armoire accompaniment --locker Nadia              # what Nadia shows you of hers")]
pub(super) struct Arguments {
    /// Somebody else's list, as far as they show it to you: their name, or the locker that `armoire shared` shows
    #[arg(long, value_name = "LOCKER")]
    locker: Option<String>,
    #[command(flatten)]
    out: Out,
    #[command(subcommand)]
    what: Option<What>,
}

/// The list on its way to paper or to other programs.
#[derive(Debug, Args)]
struct Out {
    /// Write those who help now into this new file as vCard 4.0; - for standard output
    #[arg(long, value_name = "FILE", group = "out")]
    vcard: Option<PathBuf>,
    /// Write them as a page to print into this new file; - for standard output. Any browser saves it as PDF
    #[arg(long, value_name = "FILE", group = "out")]
    html: Option<PathBuf>,
    /// Also those who have helped
    #[arg(long, requires = "out")]
    past: bool,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Put somebody on the list
    Add(Add),
    /// Change what it says of them
    Change(Change),
    /// They help no longer; what you lent them stays lent until you take it back
    End(Named),
    /// They help again
    Back(Named),
    /// Take them off the list for ever
    Remove(Named),
    /// Show an entry to somebody
    Show(Show),
    /// Show it to them no longer
    Hide(Hide),
}

#[derive(Debug, Args)]
struct Add {
    /// What they are called
    name: String,
    #[command(flatten)]
    words: Words,
    /// Who they are among your people: the name or the id that `armoire people` shows. What they said of themselves is taken where you say nothing
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
    /// It is a team, that you met one day
    #[arg(long)]
    team: bool,
    /// Since when they help, as `armoire grant` reads times; now if you don't say
    #[arg(long, value_name = "TIME", value_parser = until)]
    since: Option<Until>,
}

#[derive(Debug, Args)]
struct Words {
    /// Who employs them
    #[arg(long, value_name = "NAME")]
    organisation: Option<String>,
    /// Where
    #[arg(long, value_name = "NAME")]
    site: Option<String>,
    /// What they help with
    #[arg(long, value_name = "TEXT")]
    mission: Option<String>,
    /// How to reach them
    #[arg(long, value_name = "TEXT")]
    reach: Option<String>,
}

#[derive(Debug, Args)]
struct Change {
    #[command(flatten)]
    who: Named,
    /// What they are called
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    words: Words,
}

#[derive(Debug, Args)]
struct Named {
    /// The entry: its id, or their name
    entry: String,
}

#[derive(Debug, Args)]
struct Show {
    #[command(flatten)]
    who: Named,
    /// To whom: the name or the id that `armoire people` shows
    #[arg(long, value_name = "PERSON")]
    to: String,
    /// Until when
    #[arg(long, value_name = "TIME", default_value = "365d", value_parser = until)]
    until: Until,
}

#[derive(Debug, Args)]
struct Hide {
    #[command(flatten)]
    who: Named,
    /// From whom: the name or the id that `armoire people` shows
    #[arg(long, value_name = "PERSON")]
    from: String,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let out = &arguments.out;
    context.unlocked(|vault| match &arguments.what {
        None if out.vcard.is_some() || out.html.is_some() => {
            let entries = match &arguments.locker {
                None => own_entries(vault)?,
                Some(typed) => lent_entries(vault, typed)?.into_iter().map(|(_, entry)| entry).collect(),
            };
            write(context, out, entries)
        }
        None => match &arguments.locker {
            None => list(vault),
            Some(typed) => lent(vault, typed),
        },
        Some(What::Add(new)) => add(vault, new),
        Some(What::Change(Change { who, name, words })) => {
            let id = entry(vault, &who.entry)?.id;
            vault.change_entry(id, |entry| {
                let replace = |old: &mut Option<String>, new: &Option<String>| {
                    if new.is_some() {
                        old.clone_from(new);
                    }
                };
                if let Some(name) = name {
                    entry.name.clone_from(name);
                }
                replace(&mut entry.organisation, &words.organisation);
                replace(&mut entry.site, &words.site);
                replace(&mut entry.mission, &words.mission);
                replace(&mut entry.reach, &words.reach);
            })?;
            one(vault, id, sentences::ENTRY_CHANGED)
        }
        Some(What::End(who)) => {
            let id = entry(vault, &who.entry)?.id;
            vault.end_entry(id)?;
            one(vault, id, sentences::ENTRY_ENDED)
        }
        Some(What::Back(who)) => {
            let id = entry(vault, &who.entry)?.id;
            vault.bring_entry_back(id)?;
            one(vault, id, sentences::ENTRY_BACK)
        }
        Some(What::Remove(who)) => {
            let id = entry(vault, &who.entry)?.id;
            vault.remove_entry(id)?;
            Ok(Answer::new(json!({ "id": id, "removed": true }), sentences::ENTRY_REMOVED))
        }
        Some(What::Show(show)) => {
            let view = entry(vault, &show.who.entry)?;
            let to = person(vault, &show.to)?;
            let grant = vault.show_entry(view.id, to.account, show.until)?;
            let text = sentences::entry_shown(&view.entry.name, &to, &readable(show.until.end(clock::now())));
            Ok(Answer::new(json!({ "id": view.id, "grant": grant, "to": to.account }), text))
        }
        Some(What::Hide(Hide { who, from })) => {
            let view = entry(vault, &who.entry)?;
            let from = person(vault, from)?;
            let theirs = view.shown_to.iter().filter(|(account, _)| *account == from.account);
            let grants: Vec<_> = theirs.map(|(_, grant)| *grant).collect();
            vault.revoke(&grants)?;
            Ok(Answer::new(json!({ "revoked": grants }), sentences::revoked(grants.len())))
        }
    })
}

/// The entry that is called so, or whose id begins so.
///
/// # Errors
/// `not_found`, `id_ambiguous`.
pub(super) fn entry(vault: &Vault, typed: &str) -> Result<EntryView, Problem> {
    let mut entries = vault.entries()?;
    let called: Vec<usize> = (0..entries.len()).filter(|place| entries[*place].entry.name == typed).collect();
    if let [place] = called[..] {
        return Ok(entries.swap_remove(place));
    }
    one_of("armoire accompaniment", typed, entries, |view| view.id, |view| &view.entry.name)
}

fn add(vault: &mut Vault, new: &Add) -> Result<Answer, Problem> {
    let met = new.person.as_deref().map(|typed| person(vault, typed)).transpose()?;
    let said = met.as_ref().map(|person| person.introduction.clone()).unwrap_or_default();
    let Words { organisation, site, mission, reach } = &new.words;
    let who = Introduction {
        name: new.name.clone(),
        organisation: organisation.clone().or(said.organisation),
        site: site.clone().or(said.site),
        mission: mission.clone().or(said.mission),
        reach: reach.clone().or(said.reach),
        locker: None,
    };
    let kind = if new.team { EntryKind::Team } else { EntryKind::Person };
    let now = clock::now();
    let since = new.since.map_or(now, |since| since.end(now));
    let account = met.map(|person| person.account);
    let entry = vault.new_entry(&who, account, kind, since);
    let id = vault.add_entry(&entry)?;
    one(vault, id, sentences::ENTRY_ADDED)
}

fn list(vault: &mut Vault) -> Result<Answer, Problem> {
    // What has come by letter counts.
    let taken = vault.letters()?.taken;
    let entries = vault.entries()?;
    let json: Vec<Value> = entries.iter().map(described).collect();
    let mut paragraphs: Vec<String> = taken.iter().map(sentences::taken).collect();
    if entries.is_empty() {
        paragraphs.push(sentences::NO_ENTRIES.to_owned());
    } else {
        let ids = beginnings(&entries.iter().map(|view| view.id.to_string()).collect::<Vec<_>>());
        let rows: Vec<Vec<String>> =
            ids.into_iter().zip(&entries).map(|(id, view)| row(id, &view.entry, view.referent)).collect();
        paragraphs.push(table(&sentences::ENTRY_HEADINGS, &rows));
    }
    Ok(Answer::new(json, paragraphs.join("\n\n")))
}

/// The list as it is once what came by letter was taken in.
fn own_entries(vault: &mut Vault) -> Result<Vec<Entry>, Problem> {
    vault.letters()?;
    Ok(vault.entries()?.into_iter().map(|view| view.entry).collect())
}

fn write(context: &Context, out: &Out, mut entries: Vec<Entry>) -> Result<Answer, Problem> {
    entries.retain(|entry| out.past || !entry.is_over());
    match (&out.vcard, &out.html) {
        (Some(path), _) => take_out(context, path, vcards(&entries).as_bytes(), entries.len()),
        (None, Some(path)) => take_out(context, path, page::page(&entries, clock::now()).as_bytes(), entries.len()),
        (None, None) => Ok(Answer::default()),
    }
}

fn lent_entries(vault: &mut Vault, typed: &str) -> Result<Vec<(NodeId, Entry)>, Problem> {
    let loans = loans(vault, typed)?;
    vault.lent_locker(loans)?.entries()
}

/// What somebody shows of their list.
fn lent(vault: &mut Vault, typed: &str) -> Result<Answer, Problem> {
    let entries = lent_entries(vault, typed)?;
    let json: Vec<Value> = entries.iter().map(|(id, entry)| words_of(*id, entry)).collect();
    if entries.is_empty() {
        return Ok(Answer::new(json, sentences::NO_ENTRIES_SHOWN));
    }
    let ids = beginnings(&entries.iter().map(|(id, _)| id.to_string()).collect::<Vec<_>>());
    let rows: Vec<Vec<String>> = ids.into_iter().zip(&entries).map(|(id, (_, entry))| row(id, entry, None)).collect();
    Ok(Answer::new(json, table(&sentences::ENTRY_HEADINGS, &rows)))
}

fn row(id: String, entry: &Entry, referent: Option<State>) -> Vec<String> {
    vec![
        id,
        entry.introduction().described(),
        entry.mission.clone().unwrap_or_default(),
        readable(entry.since),
        entry.until.map(readable).unwrap_or_default(),
        referent.map(|state| sentences::referent_state(state).to_owned()).unwrap_or_default(),
        entry.reach.clone().unwrap_or_default(),
    ]
}

fn one(vault: &Vault, id: NodeId, sentence: &str) -> Result<Answer, Problem> {
    let entries = vault.entries()?;
    let found = entries.iter().find(|view| view.id == id).map(described);
    Ok(Answer::new(found, sentence))
}

fn described(view: &EntryView) -> Value {
    let shown: Vec<Value> =
        view.shown_to.iter().map(|(account, grant)| json!({ "account": account, "grant": grant })).collect();
    let mut json = words_of(view.id, &view.entry);
    json["shown_to"] = shown.into();
    if let Some(person) = &view.person {
        json["trust"] = person.trust.name().into();
    }
    if let Some(state) = view.referent {
        json["referent"] = state.name().into();
    }
    json
}

/// What stands in an entry.
fn words_of(id: NodeId, entry: &Entry) -> Value {
    let mut json = json!({
        "id": id, "name": entry.name, "kind": entry.kind, "since": entry.since, "added_by": entry.added_by,
    });
    for (key, value) in [
        ("organisation", json!(entry.organisation)),
        ("site", json!(entry.site)),
        ("mission", json!(entry.mission)),
        ("reach", json!(entry.reach)),
        ("account", json!(entry.account)),
        ("until", json!(entry.until)),
    ] {
        if !value.is_null() {
            json[key] = value;
        }
    }
    json
}
