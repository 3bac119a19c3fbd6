//! From answers and broken connections to problems.

use ureq::{Body, http::Response};

use super::types::ProblemDocument;
use crate::client::problem::{Problem, ProblemKind};

/// Problem documents are small.
const DOCUMENT: u64 = 64 * 1024;

pub(super) fn of_transport(error: &ureq::Error) -> Problem {
    match error {
        ureq::Error::BodyExceedsLimit(_) => Problem::new(
            ProblemKind::Altered,
            "too_large",
            "The server's answer is larger than anything it should give.",
        ),
        _ => Problem::new(
            ProblemKind::Network,
            "network",
            "The server can't be reached, or the connection was cut. Nothing is lost: try again.",
        ),
    }
}

pub(super) fn of_answer(response: &mut Response<Body>) -> Problem {
    let status = response.status().as_u16();
    let document = response.body_mut().with_config().limit(DOCUMENT).read_to_vec().ok();
    let document: Option<ProblemDocument> = document.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let Some(ProblemDocument { code, detail, extra }) = document.filter(|document| is_code(&document.code)) else {
        let kind = if status >= 500 { ProblemKind::Network } else { ProblemKind::Altered };
        return Problem::new(kind, "malformed", format!("The server answered {status}, without saying what is wrong."));
    };
    let sentence = if is_sentence(&detail) { detail } else { format!("The server refused: {code}.") };
    let mut problem = Problem::new(kind(&code, status), &code, sentence);
    problem.extra = extra.into_iter().filter(|(key, _)| !matches!(key.as_str(), "type" | "title" | "status")).collect();
    problem
}

fn kind(code: &str, status: u16) -> ProblemKind {
    match code {
        "sign_in_refused" | "no_session" | "second_step" | "second_step_refused" | "second_step_required" => {
            ProblemKind::SignIn
        }
        "not_found" => ProblemKind::NotFound,
        "handle" | "handle_taken" | "sign_up_closed" | "sign_up_code" | "last_way_in" | "mailbox_own" => {
            ProblemKind::Usage
        }
        "log_conflict" | "edit_conflict" | "keyring_conflict" | "slot_conflict" | "stale_key" | "object_gone"
        | "object_exists" | "deletion_due" | "mailbox_replied" | "mailbox_exists" => ProblemKind::Conflict,
        "too_large" | "quota_reached" | "disk_full" | "too_many_tries" | "too_many_ways" | "too_many_mailboxes"
        | "too_many_deposits" | "too_many_blocked" => ProblemKind::Limit,
        _ if status >= 500 => ProblemKind::Network,
        _ => ProblemKind::Other,
    }
}

fn is_code(code: &str) -> bool {
    !code.is_empty() && code.len() <= 64 && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

/// A server's sentence is shown on a terminal: no control characters, and not endless.
fn is_sentence(detail: &str) -> bool {
    !detail.is_empty() && detail.len() <= 1000 && !detail.chars().any(char::is_control)
}
