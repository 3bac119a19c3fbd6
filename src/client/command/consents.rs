//! `armoire consents`

use std::{
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
};

use clap::Args;
use serde_json::{Value, json};

use super::{
    answer::Answer,
    context::{Context, explained},
    sentences,
    taken_out::{file_problem, write_new},
    time::readable,
};
use crate::{
    client::{
        problem::Problem,
        vault::{Consent, Consented, Vault},
    },
    protocol::{
        Refusal,
        consents::{self, Words},
        limits,
    },
};

/// Show every consent that you gave, took back or answered, or take them out as a signed file
///
/// The file can be checked by anybody, without this server and without your locker: nothing in it can be altered or left out between its first
/// and its last act without being found. It says in clear words what you lent to whom and what for: give it only to whom may read that.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire consents
  armoire consents -o consents.json
  armoire consents --verify consents.json      # needs neither a locker nor a network")]
pub(super) struct Arguments {
    /// Write the history into this new file, signed
    #[arg(short, long, value_name = "FILE", conflicts_with = "verify")]
    output: Option<PathBuf>,
    /// Check such a file, and say which grants lived when
    #[arg(long, value_name = "FILE")]
    verify: Option<PathBuf>,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    if let Some(path) = &arguments.verify {
        return verify(path);
    }
    context.unlocked(|vault| {
        let history = vault.consents().map_err(explained)?;
        let words: Vec<Words> = history.entries.iter().map(|entry| words(vault, entry)).collect();
        if let Some(path) = &arguments.output {
            let number = words.len();
            let file = vault.sign_consents(&history, words)?;
            write_new(path, &file)?;
            let json = json!({ "file": path, "size": file.len(), "consents": number });
            return Ok(Answer::new(json, sentences::consents_written(number, path)));
        }
        let line = |(entry, words): (&Consent, &Words)| format!("{}  {}", readable(entry.time), words.text);
        let json: Vec<Value> = history.entries.iter().zip(&words).map(described).collect();
        let lines: Vec<String> = history.entries.iter().zip(&words).map(line).collect();
        let text = if lines.is_empty() { sentences::NO_CONSENTS.to_owned() } else { lines.join("\n") };
        Ok(Answer::new(json, text))
    })
}

fn words(vault: &Vault, entry: &Consent) -> Words {
    let who = |account| {
        if account == vault.account() {
            return sentences::YOU.to_owned();
        }
        vault.person_of(account).map_or_else(|| account.to_string(), |person| person.introduction.described())
    };
    Words { seq: entry.seq, text: sentences::consent(entry, &who) }
}

fn described((entry, words): (&Consent, &Words)) -> Value {
    let kind = match &entry.what {
        Consented::Lent { .. } => "grant",
        Consented::TakenBack { .. } => "revoke",
        Consented::Accepted { .. } => "accept",
        Consented::Refused { .. } => "refuse",
        Consented::Letter { .. } => "letter",
        Consented::Referent { .. } => "referent",
    };
    json!({ "seq": entry.seq, "time": entry.time, "author": entry.author, "kind": kind, "text": words.text })
}

fn verify(path: &Path) -> Result<Answer, Problem> {
    let mut file = Vec::new();
    // One byte more than is read, so that what is too long is found without reading it all.
    let opened = File::open(path).and_then(|open| open.take(limits::CONSENTS as u64 + 1).read_to_end(&mut file));
    opened.map_err(|error| file_problem(path, &error))?;
    let proven = consents::read(&file).map_err(altered)?;
    let grants: Vec<Value> = proven
        .grants
        .iter()
        .map(|life| {
            json!({
                "seq": life.seq, "grant": life.grant, "id": life.node, "author": life.author, "to": life.grantee,
                "right": life.right.name(), "start": life.start, "end": life.end, "over": life.over,
            })
        })
        .collect();
    let words: Vec<Value> = proven.words.iter().map(|words| json!({ "seq": words.seq, "text": words.text })).collect();
    let json = json!({
        "locker": proven.locker, "holder": proven.holder, "time": proven.time, "acts": proven.acts, "head": proven.head,
        "grants": grants, "words": words,
    });
    Ok(Answer::new(json, sentences::consents_verified(&proven)))
}

fn altered(refusal: Refusal) -> Problem {
    Problem { sentence: sentences::CONSENTS_ALTERED.to_owned(), ..Problem::altered(refusal) }
}
