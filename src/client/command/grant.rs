//! `armoire grant`

use clap::Args;
use serde_json::json;

use super::{
    answer::Answer,
    ask::is_confirmed,
    context::Context,
    lending::{end, end_of, from, right},
    locker::{Which, at},
    node::node,
    people::person,
    secret, sentences,
    time::readable,
};
use crate::{
    client::{
        clock,
        problem::{Problem, ProblemKind},
        vault::{Lending, Shelf, Until, check_times},
    },
    protocol::{
        act::Right,
        id::{AccountId, NodeId},
    },
};

/// What stands for the whole locker.
const ALL: &str = "all";

/// Let somebody see a document, a folder or everything, until a time
///
/// It is read out in one sentence before it is done. They see nothing else, and not who else helps you. It ends by itself, and sooner with `armoire
/// revoke`; what they saw until then stays seen.
///
/// Rights, each including those before it: read opens; add adds documents; edit replaces, renames, moves and puts in the bin; manage also lends to
/// others. Ways into your locker and deleting for ever stay yours. It can't be prolonged: lend it again, which is a new consent.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire grant k3fz --to Luc --until 1h --purpose \"RSA file\"
  armoire grant Housing --to Luc --right add --until 2026-12-31
  armoire grant Housing --to Luc --from 2026-12-01 --until 2026-12-31
  armoire grant all --to Awa --right manage --until month
  armoire grant all --to Mum --right edit --until 2031-05-03      the eve of an 18th birthday
  armoire grant Housing --to Luc --until 7d --locker Nadia     what you run for Nadia

Ends: hour, today, week, month, year; 30m, 6h, 7d, 4w; 2026-12, 2026-12-31, 2026-12-31T18:00. All are UTC; a day and a month are meant whole.
Starts, by --from: 6h, 7d, 4w from now; 2026-12-31, from its beginning; 2026-12-31T18:00. Hours, days and months of the end are counted from there. \
Before it begins they see nothing of it, not even that it will be lent.

Three ways to live with a locker, which `armoire people` and `armoire grants` show: on your own; learning with somebody (`grant all --right edit`); run by \
somebody with you (`grant all --right manage`). You can change it any day: `armoire revoke --to PERSON`.")]
pub(super) struct Arguments {
    /// The document or folder, by its id or a folder's name; `all` for everything but private folders
    #[arg(value_name = "NODE")]
    node: String,
    /// Whom: the name or the id that `armoire people` shows
    #[arg(long, value_name = "PERSON")]
    to: String,
    /// What they may do: read, add, edit or manage
    #[arg(long, value_name = "RIGHT", default_value = "read", value_parser = right)]
    right: Right,
    /// From when, if not from now on
    #[arg(long, value_name = "TIME", value_parser = from)]
    from: Option<u64>,
    /// Until when
    #[arg(long, value_name = "TIME", value_parser = end)]
    until: String,
    /// What for, in your words: only you and they can read it
    #[arg(long, value_name = "TEXT")]
    purpose: Option<String>,
    /// Don't ask
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    locker: Which,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    context.unlocked(|vault| {
        // Nobody is one of their own people.
        let own = vault.account();
        let to = if arguments.to == own.to_string() { own } else { person(vault, &arguments.to)?.account };
        at(vault, &arguments.locker, |shelf| grant(shelf, arguments, to))
    })
}

fn grant(shelf: &mut dyn Shelf, arguments: &Arguments, to: AccountId) -> Result<Answer, Problem> {
    let (node, name) = what(shelf, &arguments.node)?;
    let person = shelf.check_grantee(to)?;
    let begin = arguments.from.unwrap_or_else(clock::now);
    let end = end_of(&arguments.until, begin).unwrap_or(u64::MAX);
    check_times(begin, end)?;
    let start = arguments.from.map(readable);
    let purpose = arguments.purpose.as_deref().map(str::trim).filter(|purpose| !purpose.is_empty());
    let sentence = |when| {
        sentences::granted(&person, arguments.right, name.as_deref(), (start.as_deref(), &readable(end)), purpose, when)
    };
    let sentence = |when| sentences::of_whom(sentence(when), arguments.locker.typed.as_deref());
    if !arguments.yes {
        if !secret::is_interactive() {
            let sentence = sentences::grant_not_asked(&sentence(sentences::When::Before));
            return Err(Problem::new(ProblemKind::Usage, "not_confirmed", sentence));
        }
        if !is_confirmed(&sentences::confirm_grant(&sentence(sentences::When::Before))) {
            return Err(Problem::new(ProblemKind::Usage, "not_confirmed", sentences::NOT_GRANTED));
        }
    }
    let lending = Lending {
        node,
        grantee: person.account,
        right: arguments.right,
        start: arguments.from,
        // What was agreed to is this time, whatever the server's clock says it is now.
        until: Until::At(end),
        purpose: purpose.map(str::to_owned),
    };
    let id = shelf.grant(&lending)?;
    let json = json!({
        "grant": id, "id": node, "name": name, "to": person.account, "right": arguments.right.name(), "start": arguments.from, "end": end,
        "sentence": sentence(sentences::When::After),
    });
    Ok(Answer::new(json, sentence(sentences::When::After)))
}

/// A node, and what it is called; no name for the whole locker.
fn what(shelf: &dyn Shelf, typed: &str) -> Result<(NodeId, Option<String>), Problem> {
    if typed == ALL {
        return Ok((shelf.whole_locker(), None));
    }
    if let Some(folder) = super::node::folder(shelf, typed)? {
        return Ok((folder.id, Some(folder.name)));
    }
    let node = node(shelf, typed)?;
    Ok((node.id(), Some(node.name().to_owned())))
}
