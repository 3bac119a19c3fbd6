//! The command line, `armoire`: one file a command, each with its arguments and what it does.
//!
//! A command gives an [`Answer`] or a [`Problem`]; only `run` prints. With `--json` an answer is one JSON document on
//! standard output and a problem one RFC 9457 document on standard error; without, both are sentences for a person.

mod accompaniment;
mod add;
mod answer;
mod arguments;
mod ask;
mod ask_papers;
mod asked;
mod block;
mod card;
mod consents;
mod context;
mod delete;
mod delete_account;
mod deposit;
mod export;
mod file;
mod folders;
mod get;
mod grant;
mod grants;
mod import;
mod inbox;
mod introduce;
mod invite;
mod join;
mod journal;
mod lending;
mod letters;
mod list;
mod locker;
mod media_type;
mod meeting;
mod move_to;
mod node;
mod output;
mod people;
mod pin;
mod progress;
mod propose;
mod reads;
mod recover;
mod referent;
mod rename;
mod renewal;
mod replace;
mod report;
mod restore;
mod revoke;
mod rotate;
mod second_step;
mod secret;
mod sentences;
mod sessions;
mod shared;
mod sign_in;
mod sign_out;
mod sign_up;
mod table;
mod taken_out;
mod time;
mod token;
mod trash;
mod verify;
mod versions;
mod vouch;
mod ways;
mod words;

use std::{ffi::OsString, process::ExitCode};

use clap::Parser as _;

use self::{
    answer::Answer,
    arguments::{Arguments, Command},
    context::Context,
};
use super::problem::Problem;

/// Runs one command and prints what comes of it.
///
/// Exit codes: 0 done, 1 anything else, 2 usage, 3 sign-in, 4 not found or not yours, 5 network, 6 conflict, 7 limit, 8 the
/// server or an object was altered.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let parsed = match Arguments::try_parse_from(&arguments) {
        Ok(parsed) => parsed,
        Err(error) => return report::usage(&error, arguments.iter().any(|argument| argument == "--json")),
    };
    let json = parsed.global.json;
    let performed = Context::new(parsed.global).and_then(|context| {
        let mut answer = perform(&context, parsed.command)?;
        answer.problem = answer.problem.or_else(|| context.take_unkept());
        Ok(answer)
    });
    match performed {
        Ok(answer) => report::answer(answer, json),
        Err(problem) => report::problem(&problem, json),
    }
}

fn perform(context: &Context, command: Command) -> Result<Answer, Problem> {
    match command {
        Command::Signup(arguments) => sign_up::run(context, &arguments),
        Command::Signin(arguments) => sign_in::run(context, &arguments),
        Command::Signout => sign_out::run(context),
        Command::Recover(arguments) => recover::run(context, &arguments),
        Command::Folders(arguments) => folders::run(context, &arguments),
        Command::Add(arguments) => add::run(context, &arguments),
        Command::Replace(arguments) => replace::run(context, &arguments),
        Command::List(arguments) => list::run(context, &arguments),
        Command::Get(arguments) => get::run(context, &arguments),
        Command::Rename(arguments) => rename::run(context, &arguments),
        Command::Move(arguments) => move_to::run(context, &arguments),
        Command::Trash(arguments) => trash::run(context, &arguments),
        Command::Restore(arguments) => restore::run(context, &arguments),
        Command::Delete(arguments) => delete::run(context, &arguments),
        Command::Versions(arguments) => versions::run(context, &arguments),
        Command::Journal(arguments) => journal::run(context, &arguments),
        Command::Verify => verify::run(context),
        Command::Export(arguments) => export::run(context, &arguments),
        Command::Import(arguments) => import::run(context, &arguments),
        Command::Sessions(arguments) => sessions::run(context, &arguments),
        Command::Ways(arguments) => ways::run(context, &arguments),
        Command::Words(arguments) => words::run(context, &arguments),
        Command::Card(arguments) => card::run(context, &arguments),
        Command::Pin(arguments) => pin::run(context, &arguments),
        Command::Stolen(arguments) => rotate::run_stolen(context, &arguments),
        Command::Rotate(arguments) => rotate::run(context, &arguments),
        Command::SecondStep(arguments) => second_step::run(context, &arguments),
        Command::Invite(arguments) => invite::run(context, &arguments),
        Command::Join(arguments) => join::run(context, &arguments),
        Command::People(arguments) => people::run(context, &arguments),
        Command::Vouch(arguments) => vouch::run(context, &arguments),
        Command::Introduce(arguments) => vouch::introduce(context, &arguments),
        Command::Grant(arguments) => grant::run(context, &arguments),
        Command::Grants(arguments) => grants::run(context, &arguments),
        Command::Revoke(arguments) => revoke::run(context, &arguments),
        Command::Reads(arguments) => reads::run(context, &arguments),
        Command::Shared(arguments) => shared::run(context, &arguments),
        Command::Deposit(arguments) => deposit::run(context, &arguments),
        Command::Inbox(arguments) => inbox::run(context, &arguments),
        Command::Letters(arguments) => letters::run(context, &arguments),
        Command::Ask(arguments) => ask_papers::ask(context, &arguments),
        Command::Asked(arguments) => asked::run(context, &arguments),
        Command::Answer(arguments) => ask_papers::answer(context, &arguments),
        Command::Propose(arguments) => propose::propose(context, &arguments),
        Command::Accept(arguments) => propose::accept(context, &arguments),
        Command::Decline(arguments) => propose::decline(context, &arguments),
        Command::End(arguments) => propose::end(context, &arguments),
        Command::Accompaniment(arguments) => accompaniment::run(context, &arguments),
        Command::Referent(arguments) => referent::run(context, &arguments),
        Command::Meeting(arguments) => meeting::run(context, &arguments),
        Command::Consents(arguments) => consents::run(context, &arguments),
        Command::DeleteAccount(arguments) => delete_account::run(context, &arguments),
        Command::Token => token::run(context),
    }
}
