//! `armoire shared`

use clap::Args;
use serde_json::{Value, json};

use super::{
    answer::Answer,
    context::Context,
    node::{beginnings, only},
    people::PersonJson,
    sentences,
    table::table,
    time::readable,
};
use crate::{
    client::{
        problem::Problem,
        vault::{LentDocument, Loan, Vault},
    },
    protocol::id::{LockerId, NodeId},
};

/// Show what others have lent to you, and until when
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire shared
  armoire list --locker Nadia            # the documents that Nadia has lent you
  armoire get k3fz --locker Nadia")]
pub(super) struct Arguments {}

pub(super) fn run(context: &Context, _: &Arguments) -> Result<Answer, Problem> {
    let loans = context.unlocked(Vault::loans)?;
    let json: Vec<Value> = loans.iter().map(described).collect();
    if loans.is_empty() {
        return Ok(Answer::new(json, sentences::NOTHING_LENT));
    }
    let lockers = beginnings(&loans.iter().map(|loan| loan.locker.to_string()).collect::<Vec<_>>());
    let row = |(locker, loan): (String, &Loan)| {
        vec![
            locker,
            loan.from.introduction.described(),
            sentences::right(loan.right).to_owned(),
            readable(loan.end),
            loan.purpose.clone().unwrap_or_default(),
        ]
    };
    let rows: Vec<Vec<String>> = lockers.into_iter().zip(&loans).map(row).collect();
    Ok(Answer::new(json, table(&sentences::LOAN_HEADINGS, &rows)))
}

fn described(loan: &Loan) -> Value {
    json!({
        "grant": loan.grant, "locker": loan.locker, "id": loan.node, "from": PersonJson::from(&loan.from),
        "right": loan.right.name(), "start": loan.start, "end": loan.end, "purpose": loan.purpose,
    })
}

/// Every document that was lent from a locker: by its id's beginning, or by who lent it. One that several grants reach is there once.
pub(super) fn documents(vault: &mut Vault, typed: &str) -> Result<Vec<LentDocument>, Problem> {
    let loans = vault.loans()?;
    let mut lockers: Vec<LockerId> =
        loans.iter().filter(|loan| loan.from.introduction.name == typed).map(|loan| loan.locker).collect();
    if lockers.is_empty() {
        let ids: Vec<LockerId> = loans.iter().map(|loan| loan.locker).collect();
        let mut ids = ids.clone();
        ids.sort_unstable();
        ids.dedup();
        lockers = vec![only(typed, &ids, Vec::new).map_err(|mut problem| {
            if problem.code == "not_found" {
                problem.sentence = sentences::not_lent(typed);
            }
            problem
        })?];
    }
    let mut documents: Vec<LentDocument> = Vec::new();
    for loan in loans.iter().filter(|loan| lockers.contains(&loan.locker)) {
        for document in vault.lent_documents(loan)? {
            if documents.iter().all(|known| known.view.id != document.view.id) {
                documents.push(document);
            }
        }
    }
    documents.sort_by_key(|document| std::cmp::Reverse((document.view.added, document.view.id)));
    Ok(documents)
}

/// The lent document whose id begins with `typed`.
pub(super) fn document(vault: &mut Vault, locker: &str, typed: &str) -> Result<LentDocument, Problem> {
    let documents = documents(vault, locker)?;
    let ids: Vec<NodeId> = documents.iter().map(|document| document.view.id).collect();
    let named =
        || documents.iter().filter(|document| document.view.name == typed).map(|document| document.view.id).collect();
    let id = only(typed, &ids, named)?;
    let found = documents.into_iter().find(|document| document.view.id == id);
    found.ok_or_else(|| {
        Problem::new(crate::client::problem::ProblemKind::NotFound, "not_found", sentences::not_lent(typed))
    })
}
