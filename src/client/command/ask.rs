//! Questions whose answers are no secrets.

use std::io::{self, Write};

/// What is typed; `None` when nobody answers.
pub(super) fn answer_to(question: &str) -> Option<String> {
    let mut answer = String::new();
    write!(io::stderr(), "{question}").and_then(|()| io::stderr().flush()).ok()?;
    io::stdin().read_line(&mut answer).ok()?;
    Some(answer)
}

/// Whether "yes" is typed.
pub(super) fn is_confirmed(question: &str) -> bool {
    answer_to(question).is_some_and(|answer| answer.trim().eq_ignore_ascii_case("yes"))
}
