//! `armoire inbox`

use clap::{Args, Subcommand};
use indicatif::HumanBytes;
use serde_json::{Value, json};

use super::{
    answer::Answer,
    block::{self, Who},
    context::Context,
    list::DocumentJson,
    locker::{Which, at, on},
    node::{beginnings, document, folder_or_new, one_of},
    output::Output,
    people::PersonJson,
    sentences,
    table::table,
    time::readable,
};
use crate::{
    client::{
        problem::{Problem, ProblemKind},
        vault::{Shelf, WaitingDeposit},
    },
    protocol::id::AccountId,
};

/// Show what others have handed in to your locker, and accept or refuse it
///
/// Who it is from is certain: they have signed it. Until you accept it, it waits outside: `get` brings it out to look at, and it goes on waiting.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire inbox
  armoire inbox get k3fz -o seen.pdf
  armoire inbox accept k3fz --folder Housing
  armoire inbox refuse k3fz
  armoire inbox block Luc
  armoire inbox --locker Nadia           # of a locker that you run")]
pub(super) struct Arguments {
    #[command(subcommand)]
    answer: Option<Reply>,
    #[command(flatten)]
    locker: Which,
}

#[derive(Debug, Subcommand)]
enum Reply {
    /// Bring it out to look at, verified whole. It goes on waiting, and who handed it in isn't told
    Get(Get),
    /// Take it into a folder
    Accept(Accept),
    /// Send it away: it is deleted
    Refuse(Refuse),
    /// Let somebody hand in nothing any more. They aren't told so
    Block(Who),
    /// Let them hand something in again
    Unblock(Who),
    /// Show who hands in nothing any more
    Blocked,
}

#[derive(Debug, Args)]
struct Get {
    /// What waits
    id: String,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Args)]
struct Accept {
    /// What waits
    id: String,
    /// Folder to put it in: its name, or its id. A name that isn't there yet becomes a new folder [default: Papers]
    #[arg(long, value_name = "FOLDER")]
    folder: Option<String>,
}

#[derive(Debug, Args)]
struct Refuse {
    /// What waits
    id: String,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let locker = &arguments.locker;
    match &arguments.answer {
        None => context.unlocked(|vault| {
            let own = vault.account();
            at(vault, locker, |shelf| Ok(list(&shelf.inbox()?, own)))
        }),
        Some(Reply::Get(Get { id, output })) => {
            output.check(context)?;
            on(context, locker, |shelf| {
                let deposit = found(shelf, id)?;
                look(context, shelf, &deposit, output)
            })
        }
        Some(Reply::Accept(Accept { id, folder })) => on(context, locker, |shelf| {
            let deposit = found(shelf, id)?;
            let folder = locker.folder(shelf, folder.as_deref())?;
            accept(shelf, &deposit, &folder)
        }),
        Some(Reply::Refuse(Refuse { id })) => on(context, locker, |shelf| {
            let deposit = found(shelf, id)?;
            shelf.refuse(deposit.id)?;
            let json = json!({ "id": deposit.id, "refused": true });
            Ok(Answer::new(json, sentences::refused(&deposit.name)))
        }),
        Some(_) if locker.typed.is_some() => Err(Problem::new(ProblemKind::Usage, "usage", sentences::OWN_LOCKER)),
        Some(Reply::Block(who)) => block::block(context, who),
        Some(Reply::Unblock(who)) => block::unblock(context, who),
        Some(Reply::Blocked) => block::list(context),
    }
}

fn list(waiting: &[WaitingDeposit], own: AccountId) -> Answer {
    let json: Vec<Value> = waiting.iter().map(described).collect();
    if waiting.is_empty() {
        return Answer::new(json, sentences::INBOX_EMPTY);
    }
    let ids = beginnings(&waiting.iter().map(|deposit| deposit.id.to_string()).collect::<Vec<_>>());
    let row = |(id, deposit): (String, &WaitingDeposit)| {
        vec![
            id,
            deposit.name.clone(),
            if deposit.author == own {
                sentences::YOU.to_owned()
            } else {
                sentences::depositor(deposit.person.as_ref(), &deposit.author.to_string())
            },
            HumanBytes(deposit.size).to_string(),
            readable(deposit.time),
        ]
    };
    let rows: Vec<Vec<String>> = ids.into_iter().zip(waiting).map(row).collect();
    Answer::new(json, table(&sentences::INBOX_HEADINGS, &rows))
}

fn described(deposit: &WaitingDeposit) -> Value {
    json!({
        "id": deposit.id, "name": deposit.name, "type": deposit.media_type, "size": deposit.size, "time": deposit.time,
        "author": deposit.author, "person": deposit.person.as_ref().map(PersonJson::from),
    })
}

fn look(
    context: &Context,
    shelf: &mut dyn Shelf,
    deposit: &WaitingDeposit,
    output: &Output,
) -> Result<Answer, Problem> {
    let look = |out: &mut _| shelf.look(deposit, out, &mut context.progress());
    let ((), Some(target)) = output.bring(&deposit.name, look)? else { return Ok(Answer::silent()) };
    let json =
        json!({ "id": deposit.id, "name": deposit.name, "size": deposit.size, "file": target.to_string_lossy() });
    Ok(Answer::new(json, sentences::looked_at(&deposit.name, &target)))
}

fn accept(shelf: &mut dyn Shelf, deposit: &WaitingDeposit, folder: &str) -> Result<Answer, Problem> {
    let (folder, folder_name, made) = folder_or_new(shelf, folder)?;
    shelf.accept(deposit, folder)?;
    let document = document(shelf, &deposit.id.to_string())?;
    let text = sentences::added(&[super::table::visible(&deposit.name)], &folder_name, made);
    Ok(Answer::new(DocumentJson::from(&document), text))
}

fn found(shelf: &mut dyn Shelf, typed: &str) -> Result<WaitingDeposit, Problem> {
    one_of("armoire inbox", typed, shelf.inbox()?, |deposit| deposit.id, |deposit| &deposit.name)
}
