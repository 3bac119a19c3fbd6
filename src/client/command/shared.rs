//! `armoire shared`

use std::collections::BTreeSet;

use clap::Args;
use serde_json::{Value, json};

use super::{
    answer::Answer,
    context::Context,
    locker,
    node::{beginnings, one_of},
    people::PersonJson,
    sentences,
    table::table,
    time::readable,
};
use crate::client::{
    problem::Problem,
    vault::{LentDocument, Loan, Vault},
};

/// Show what others have lent to you, and until when
///
/// What is lent from a later day on shows once it begins.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire shared
  armoire list --locker Nadia            # the documents that Nadia has lent you
  armoire get k3fz --locker Nadia
  armoire revoke Zk3f --locker Nadia     # give one of them back")]
pub(super) struct Arguments {}

pub(super) fn run(context: &Context, _: &Arguments) -> Result<Answer, Problem> {
    let loans = context.unlocked(Vault::loans)?;
    let json: Vec<Value> = loans.iter().map(described).collect();
    if loans.is_empty() {
        return Ok(Answer::new(json, sentences::NOTHING_LENT));
    }
    // Several loans may be of one locker.
    let lockers: BTreeSet<String> = loans.iter().map(|loan| loan.locker.to_string()).collect();
    let length = beginnings(&lockers.into_iter().collect::<Vec<_>>()).first().map_or(0, String::len);
    let row = |loan: &Loan| {
        vec![
            loan.locker.to_string().chars().take(length).collect(),
            loan.from.introduction.described(),
            sentences::right(loan.right).to_owned(),
            sentences::lent_part(loan.node == loan.locker.as_node()).to_owned(),
            readable(loan.end),
            loan.purpose.clone().unwrap_or_default(),
            loan.by
                .as_ref()
                .map_or_else(String::new, |(account, person)| sentences::somebody(person.as_ref(), account)),
            loan.grant.to_string(),
        ]
    };
    let rows: Vec<Vec<String>> = loans.iter().map(row).collect();
    Ok(Answer::new(json, table(&sentences::LOAN_HEADINGS, &rows)))
}

fn described(loan: &Loan) -> Value {
    json!({
        "grant": loan.grant, "locker": loan.locker, "id": loan.node, "from": PersonJson::from(&loan.from),
        "right": loan.right.name(), "start": loan.start, "end": loan.end, "purpose": loan.purpose, "holder": loan.holder,
        "by": loan.by.as_ref().map(|(account, _)| account),
        "by_person": loan.by.as_ref().and_then(|(_, person)| person.as_ref()).map(PersonJson::from),
    })
}

/// Every document that was lent of a locker. One that several grants reach is there once; one whose key is awaited isn't, and that is told.
pub(super) fn documents(context: &Context, vault: &mut Vault, typed: &str) -> Result<Vec<LentDocument>, Problem> {
    let loans = locker::loans(vault, typed)?;
    let (documents, awaited) = vault.lent_locker(loans)?.lent_documents()?;
    if awaited > 0 {
        context.tell(&sentences::awaited(awaited));
    }
    Ok(documents)
}

/// The lent document whose id begins with `typed`.
pub(super) fn document(
    context: &Context,
    vault: &mut Vault,
    locker: &str,
    typed: &str,
) -> Result<LentDocument, Problem> {
    let documents = documents(context, vault, locker)?;
    let shown_by = "armoire list --locker";
    one_of(shown_by, typed, documents, |document| document.view.id, |document| &document.view.name)
}
