//! Invitations, and what others have granted.

use ureq::http::header;

use super::{
    Api, json, read_bytes,
    types::{Grants, LentGrant, Mailbox, MailboxFound, MailboxNew, Mailboxes, Read, Reads, ReplyNew, Tail},
};
use crate::{
    client::problem::Problem,
    protocol::{
        act::Act,
        bytes::Bytes,
        id::{GrantId, LockerId, NodeId},
    },
};

/// How often what may be repeated is sent again after a lost answer.
const TRIES: u32 = 3;
/// Grants that are asked for at most: nobody is lent more.
const GRANTS: usize = 10_000;
/// Reads that are asked for at most.
const READS: usize = 100_000;
/// Most bytes beside an act.
const BESIDE: u64 = 16 * 1024 * 1024;

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

    /// What others have granted to this account, and lives now.
    pub(in crate::client) fn lent(&self) -> Result<Vec<LentGrant>, Problem> {
        let mut lent: Vec<LentGrant> = Vec::new();
        loop {
            let after = lent.last().map_or_else(String::new, |last| format!("?after={}.{}", last.locker, last.grant));
            let page: Grants = self.get_json(&format!("grants{after}"))?;
            let last = !page.more || page.grants.is_empty();
            lent.extend(page.grants);
            if last || lent.len() > GRANTS {
                return Ok(lent);
            }
        }
    }

    /// The acts that a grant lets its grantee see.
    pub(in crate::client) fn view(&self, locker: LockerId, grant: GrantId) -> Result<Vec<Act>, Problem> {
        self.get_acts(&format!("lockers/{locker}/view?grant={grant}"))
    }

    /// The end of a locker's log.
    pub(in crate::client) fn tail(&self, locker: LockerId) -> Result<Tail, Problem> {
        self.get_json(&format!("lockers/{locker}/tail"))
    }

    /// The same, with the head of the stream that acts on this folder or document join.
    pub(in crate::client) fn tail_of(&self, locker: LockerId, node: NodeId) -> Result<Tail, Problem> {
        self.get_json(&format!("lockers/{locker}/tail?node={node}"))
    }

    /// What a grant to manage lets its grantee look after: acts of grants, and deposits that wait with their files.
    pub(in crate::client) fn managed(&self, locker: LockerId, grant: GrantId) -> Result<Vec<Act>, Problem> {
        self.get_acts(&format!("lockers/{locker}/managed?grant={grant}"))
    }

    /// What others have read of an own locker, the newest first.
    pub(in crate::client) fn reads(&self, locker: LockerId) -> Result<Vec<Read>, Problem> {
        let mut reads: Vec<Read> = Vec::new();
        loop {
            let before = reads.last().map(|last| last.at);
            let page: Reads = self.get_json(&format!(
                "lockers/{locker}/reads{}",
                before.map_or_else(String::new, |before| format!("?before={before}"))
            ))?;
            // A server that doesn't go back in time would be asked for ever.
            let is_older = page.reads.last().is_some_and(|last| before.is_none_or(|before| last.at < before));
            reads.extend(page.reads);
            if !page.more || !is_older || reads.len() > READS {
                return Ok(reads);
            }
        }
    }

    /// What stands beside an act of an own locker.
    pub(in crate::client) fn beside(&self, locker: LockerId, seq: u64) -> Result<Vec<u8>, Problem> {
        let path = format!("lockers/{locker}/acts/{seq}/beside");
        read_bytes(&mut self.send(self.request("GET", &path), ())?, BESIDE)
    }

    pub(super) fn repeat(&self, method: &str, path: &str, body: &[u8]) -> Result<(), Problem> {
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
