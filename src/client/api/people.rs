//! Invitations.

use ureq::http::header;

use super::{
    Api, json,
    types::{Mailbox, MailboxFound, MailboxNew, Mailboxes, ReplyNew},
};
use crate::{client::problem::Problem, protocol::bytes::Bytes};

/// How often what may be repeated is sent again after a lost answer.
const TRIES: u32 = 3;

impl Api {
    /// Makes the place of an invitation. Repeating it is fine.
    pub(in crate::client) fn open_mailbox(&self, new: &MailboxNew) -> Result<(), Problem> {
        self.repeat("POST", "mailboxes", &json(new)?)
    }

    /// What an invitation says.
    pub(in crate::client) fn mailbox(&self, find: &str) -> Result<MailboxFound, Problem> {
        self.get_json(&format!("mailboxes/{find}"))
    }

    /// Answers an invitation. Repeating it is fine.
    pub(in crate::client) fn reply(&self, find: &str, sealed: Bytes) -> Result<(), Problem> {
        self.repeat("PUT", &format!("mailboxes/{find}/reply"), &json(&ReplyNew { sealed })?)
    }

    /// One's own invitations.
    pub(in crate::client) fn mailboxes(&self) -> Result<Vec<Mailbox>, Problem> {
        self.get_json::<Mailboxes>("mailboxes").map(|answer| answer.mailboxes)
    }

    /// Takes an invitation away. Repeating it is fine.
    pub(in crate::client) fn close_mailbox(&self, find: &str) -> Result<(), Problem> {
        self.delete(&format!("mailboxes/{find}"))
    }

    fn repeat(&self, method: &str, path: &str, body: &[u8]) -> Result<(), Problem> {
        let mut tries = 1;
        loop {
            let request = self.request(method, path).header(header::CONTENT_TYPE, "application/json");
            match self.send(request, body) {
                Err(problem) if problem.code == "network" && tries < TRIES => tries += 1,
                other => return other.map(drop),
            }
        }
    }
}
