//! The only place that prints results.

use std::{
    io::{self, Read, Write},
    path::Path,
    process::ExitCode,
};

use serde_json::{Value, json};

use super::{answer::Answer, sentences};
use crate::client::problem::{Problem, ProblemKind};

/// What standard output is called in a problem.
pub(super) const STANDARD_OUTPUT: &str = "standard output";

/// Prints an answer.
pub(super) fn answer(answer: Answer, as_json: bool) -> ExitCode {
    if !answer.silent {
        let text = if as_json { answer.json.to_string() } else { answer.text };
        let forgotten = match (print(&text), answer.shows) {
            (Ok(Printed::Whole), Some(profile)) => profile.forget_unshown(),
            (Ok(_), _) => Ok(()),
            (Err(problem), _) => Err(problem),
        };
        if let Err(problem) = forgotten {
            return self::problem(&problem, as_json);
        }
    }
    answer.problem.map_or(ExitCode::SUCCESS, |problem| self::problem(&problem, as_json))
}

/// Prints a problem, and gives its exit code.
pub(super) fn problem(problem: &Problem, as_json: bool) -> ExitCode {
    let text = if as_json { document(problem).to_string() } else { sentences::problem(problem) };
    // Nothing is left to do when standard error is closed too.
    let _ = writeln!(io::stderr(), "{text}");
    ExitCode::from(exit_code(problem.kind))
}

/// What `clap` has to say: help and version are answers, everything else is a problem.
pub(super) fn usage(error: &clap::Error, as_json: bool) -> ExitCode {
    if !error.use_stderr() {
        return match error.print() {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        };
    }
    if as_json {
        let sentence = sentences::usage(&error.render().to_string());
        return problem(&Problem::new(ProblemKind::Usage, "usage", sentence), true);
    }
    let _ = error.print();
    ExitCode::from(exit_code(ProblemKind::Usage))
}

/// Says something beside the result, on standard error.
pub(super) fn notice(sentence: &str, as_json: bool) {
    let _ = if as_json {
        writeln!(io::stderr(), "{}", json!({ "notice": sentence }))
    } else {
        writeln!(io::stderr(), "{sentence}")
    };
}

/// How much of it was taken.
pub(super) enum Printed {
    Whole,
    Part,
}

fn print(text: &str) -> Result<Printed, Problem> {
    print_all(&mut text.as_bytes().chain(&b"\n"[..]))
}

/// Copies something to standard output, and says how much of it was taken.
///
/// # Errors
/// `disk_full`, `storage`.
pub(super) fn print_all(from: &mut impl Read) -> Result<Printed, Problem> {
    let mut output = io::stdout().lock();
    match io::copy(from, &mut output).and_then(|_| output.flush()) {
        Ok(()) => Ok(Printed::Whole),
        // Whoever read it has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Printed::Part),
        Err(error) => Err(Problem::storage(Path::new(STANDARD_OUTPUT), &error)),
    }
}

/// RFC 9457.
fn document(problem: &Problem) -> Value {
    let mut document = serde_json::Map::new();
    document.insert("type".into(), "about:blank".into());
    document.insert("title".into(), title(problem.kind).into());
    document.insert("detail".into(), problem.sentence.clone().into());
    document.insert("code".into(), problem.code.clone().into());
    for (key, value) in &problem.extra {
        document.entry(key).or_insert_with(|| value.clone());
    }
    document.into()
}

fn exit_code(kind: ProblemKind) -> u8 {
    match kind {
        ProblemKind::Other => 1,
        ProblemKind::Usage => 2,
        ProblemKind::SignIn => 3,
        ProblemKind::NotFound => 4,
        ProblemKind::Network => 5,
        ProblemKind::Conflict => 6,
        ProblemKind::Limit => 7,
        ProblemKind::Altered => 8,
    }
}

fn title(kind: ProblemKind) -> &'static str {
    match kind {
        ProblemKind::Other => "Not done",
        ProblemKind::Usage => "Not understood",
        ProblemKind::SignIn => "Not signed in",
        ProblemKind::NotFound => "Not found",
        ProblemKind::Network => "No connection",
        ProblemKind::Conflict => "Conflict",
        ProblemKind::Limit => "Over a limit",
        ProblemKind::Altered => "Altered",
    }
}
