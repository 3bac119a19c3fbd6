//! What sort of program asks, coarsely: enough to recognise one's own sessions, not enough to be one.

use axum::http::{HeaderMap, header};

use crate::server::storage::Client;

/// Reads `User-Agent`.
pub fn of(headers: &HeaderMap) -> Client {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if agent.starts_with("armoire/") {
        Client::CommandLine
    } else if agent.starts_with("Mozilla/") {
        Client::Browser
    } else {
        Client::Other
    }
}
