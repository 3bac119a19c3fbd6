//! `armoire asked`

use clap::Args;
use indicatif::HumanBytes;
use serde_json::{Value, json};

use super::{
    answer::Answer, context::Context, node::beginnings, people::PersonJson, sentences, table::table, time::readable,
};
use crate::client::{
    document::asked::{Asked, Handed},
    problem::Problem,
    vault::Vault,
};

/// Show what you have asked of others and what they answered, and what you have handed in
///
/// What became of a paper that you handed in only they know.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire ask Nadia --paper \"Tax notice\" --purpose \"Housing file\" --until month
  armoire asked
  armoire list --locker Nadia        # what she has lent you")]
pub(super) struct Arguments {}

pub(super) fn run(context: &Context, _: &Arguments) -> Result<Answer, Problem> {
    context.unlocked(|vault| {
        // What was answered meanwhile counts.
        vault.letters()?;
        let (asked, handed) = (vault.asked()?, vault.handed()?);
        let json = json!({
            "asked": asked.iter().map(|asked| described(vault, asked)).collect::<Vec<_>>(),
            "handed": handed.iter().map(|handed| handed_json(vault, handed)).collect::<Vec<_>>(),
        });
        let mut paragraphs = Vec::new();
        if !asked.is_empty() {
            let rows: Vec<Vec<String>> = asked.iter().map(|asked| row(vault, asked)).collect();
            paragraphs.push(table(&sentences::ASKED_HEADINGS, &rows));
        }
        if !handed.is_empty() {
            let ids = beginnings(&handed.iter().map(|handed| handed.deposit.to_string()).collect::<Vec<_>>());
            let rows: Vec<Vec<String>> =
                ids.into_iter().zip(&handed).map(|(id, handed)| handed_row(vault, id, handed)).collect();
            paragraphs.push(table(&sentences::HANDED_HEADINGS, &rows));
        }
        if paragraphs.is_empty() {
            paragraphs.push(sentences::NOTHING_ASKED.to_owned());
        }
        Ok(Answer::new(json, paragraphs.join("\n\n")))
    })
}

fn described(vault: &Vault, asked: &Asked) -> Value {
    let person = vault.person_of(asked.to);
    json!({
        "letter": asked.letter, "to": asked.to, "person": person.as_ref().map(PersonJson::from), "time": asked.time,
        "papers": asked.papers, "purpose": asked.purpose, "until": asked.until, "answer": asked.answer,
    })
}

fn handed_json(vault: &Vault, handed: &Handed) -> Value {
    let person = vault.person_of(handed.to);
    json!({
        "id": handed.deposit, "to": handed.to, "person": person.as_ref().map(PersonJson::from), "time": handed.time,
        "name": handed.name, "type": handed.media_type, "size": handed.size,
    })
}

fn row(vault: &Vault, asked: &Asked) -> Vec<String> {
    vec![
        sentences::somebody(vault.person_of(asked.to).as_ref(), &asked.to),
        readable(asked.time),
        sentences::asked_papers(asked),
        readable(asked.until),
        asked.purpose.clone(),
        sentences::asked_answer(asked),
    ]
}

fn handed_row(vault: &Vault, id: String, handed: &Handed) -> Vec<String> {
    vec![
        id,
        sentences::somebody(vault.person_of(handed.to).as_ref(), &handed.to),
        readable(handed.time),
        handed.name.clone(),
        HumanBytes(handed.size).to_string(),
    ]
}
