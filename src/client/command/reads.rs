//! `armoire reads`

use clap::Args;
use serde_json::{Value, json};

use super::{answer::Answer, context::Context, people::PersonJson, sentences, table::table, time::readable};
use crate::client::{
    problem::Problem,
    vault::{Lent, ReadView, Vault},
};

/// Show who has looked at what you lent, and when
///
/// The server records it, for a year, and could leave something out: nobody signs that they have read. What was changed stands signed in `armoire
/// journal`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire reads
  armoire reads --last 20")]
pub(super) struct Arguments {
    /// Only the newest
    #[arg(long, value_name = "NUMBER")]
    last: Option<usize>,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let mut reads = context.unlocked(Vault::reads)?;
    reads.truncate(arguments.last.unwrap_or(usize::MAX));
    let json: Vec<Value> = reads.iter().map(described).collect();
    if reads.is_empty() {
        return Ok(Answer::new(json, sentences::NO_READS));
    }
    let rows: Vec<Vec<String>> = reads.iter().map(row).collect();
    Ok(Answer::new(json, table(&sentences::READ_HEADINGS, &rows)))
}

fn described(read: &ReadView) -> Value {
    let name = match &read.what {
        Lent::Locker => None,
        Lent::Node(name) => name.as_ref(),
    };
    json!({
        "id": read.node, "name": name, "account": read.account, "person": read.person.as_ref().map(PersonJson::from),
        "time": read.time,
    })
}

fn row(read: &ReadView) -> Vec<String> {
    let what = match &read.what {
        Lent::Locker => sentences::WHOLE_LOCKER.to_owned(),
        Lent::Node(Some(name)) => name.clone(),
        Lent::Node(None) => sentences::GONE.to_owned(),
    };
    vec![readable(read.time), sentences::somebody(read.person.as_ref(), &read.account), what]
}
