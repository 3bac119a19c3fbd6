//! What others have looked at, by the server's word alone: nobody signs that they have read.

use std::collections::BTreeMap;

use super::{Lent, Vault};
use crate::{
    client::{people::Person, problem::Problem},
    protocol::id::{AccountId, NodeId},
};

/// Somebody has looked at something.
#[derive(Clone, Debug)]
pub struct ReadView {
    /// What.
    pub node: NodeId,
    /// What that is called.
    pub what: Lent,
    /// Who.
    pub account: AccountId,
    /// Them, if they are one of one's people.
    pub person: Option<Person>,
    /// When, milliseconds since 1970, to the minute.
    pub time: u64,
}

impl Vault {
    /// Everything that the server has recorded, at most a year of it, the newest first.
    ///
    /// # Errors
    /// When a label doesn't open; the server's, `network`.
    pub fn reads(&mut self) -> Result<Vec<ReadView>, Problem> {
        self.refresh_people()?;
        let mut names: BTreeMap<NodeId, String> = BTreeMap::new();
        names.extend(self.documents()?.into_iter().map(|document| (document.id, document.name)));
        names.extend(self.folders()?.into_iter().map(|folder| (folder.id, folder.name)));
        names.extend(self.entries()?.into_iter().map(|view| (view.id, view.entry.name)));
        let people: BTreeMap<AccountId, Person> =
            self.people().into_iter().map(|person| (person.account, person)).collect();
        let view = |read: crate::client::api::types::Read| ReadView {
            node: read.node,
            what: if read.node == self.whole_locker() {
                Lent::Locker
            } else {
                Lent::Node(names.get(&read.node).cloned())
            },
            account: read.account,
            person: people.get(&read.account).cloned(),
            time: read.at,
        };
        Ok(self.api.reads(self.locker_id())?.into_iter().map(view).collect())
    }
}
