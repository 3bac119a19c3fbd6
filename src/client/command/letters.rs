//! `armoire letters`

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::{
    answer::Answer,
    context::Context,
    node::{beginnings, one_of},
    people::PersonJson,
    sentences,
    table::table,
    time::readable,
};
use crate::client::{
    problem::Problem,
    vault::{Vault, WaitingLetter},
};

/// Show what others ask you, propose to you and tell you
///
/// Who wrote is certain: they have signed it. Papers that were lent or not, what your referent answers, and ends are taken in by themselves and
/// shown once; `armoire asked`, `armoire referent` and `armoire accompaniment` show what became of it. All else waits until you answer it or put
/// it away.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire letters
  armoire answer k3fz --lend 1=m2qa --lend 3=c7tt    # papers that they ask for
  armoire accept k3fz                                # a proposal
  armoire decline k3fz --motive \"Not now\"
  armoire letters dismiss k3fz                       # read, and done with")]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Put a letter away that asks for nothing, or that you leave without an answer
    Dismiss(Dismiss),
}

#[derive(Debug, Args)]
struct Dismiss {
    /// What waits
    id: String,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    context.unlocked(|vault| match &arguments.what {
        None => list(vault),
        Some(What::Dismiss(Dismiss { id })) => {
            let letter = letter(vault, id)?;
            vault.dismiss(&letter)?;
            Ok(Answer::new(json!({ "letter": letter.id, "dismissed": true }), sentences::LETTER_DISMISSED))
        }
    })
}

/// The letter that waits under this id.
///
/// # Errors
/// `not_found`, `id_ambiguous`; the server's.
pub(super) fn letter(vault: &mut Vault, typed: &str) -> Result<WaitingLetter, Problem> {
    one_of("armoire letters", typed, vault.letters()?.waiting, |letter| letter.id, |_| "")
}

fn list(vault: &mut Vault) -> Result<Answer, Problem> {
    let letters = vault.letters()?;
    let all = |letters: &[WaitingLetter]| letters.iter().map(described).collect::<Vec<Value>>();
    let json = json!({ "waiting": all(&letters.waiting), "taken": all(&letters.taken) });
    let mut paragraphs: Vec<String> = letters.taken.iter().map(sentences::taken).collect();
    if letters.waiting.is_empty() {
        paragraphs.push(sentences::NO_LETTERS.to_owned());
    } else {
        let ids = beginnings(&letters.waiting.iter().map(|letter| letter.id.to_string()).collect::<Vec<_>>());
        let row = |(id, letter): (String, &WaitingLetter)| {
            vec![
                id,
                sentences::depositor(letter.person.as_ref(), &letter.author.to_string()),
                readable(letter.time),
                sentences::letter(&letter.letter),
            ]
        };
        let rows: Vec<Vec<String>> = ids.into_iter().zip(&letters.waiting).map(row).collect();
        paragraphs.push(table(&sentences::LETTER_HEADINGS, &rows));
    }
    Ok(Answer::new(json, paragraphs.join("\n\n")))
}

fn described(letter: &WaitingLetter) -> Value {
    json!({
        "id": letter.id, "time": letter.time, "author": letter.author, "person": letter.person.as_ref().map(PersonJson::from),
        "form": letter.letter.form(), "letter": letter.letter,
    })
}
