//! New keys for those to whom somebody else couldn't give them (§7, "Grants").

use std::collections::BTreeSet;

use super::{
    Vault,
    documents::{change_document, root},
    opens::Opens,
};
use crate::{
    client::{clock, problem::Problem},
    protocol::{bytes::Hash, id::NodeId, limits, log::Locker},
};

/// Nodes that are served at a time: each takes three acts at most, and an append has room for a hundred.
const AT_ONCE: usize = 25;

impl Vault {
    /// Gives the newest key of what was lent to those who haven't it: whoever wrote there last saw not all grants, or couldn't reach them. Mostly
    /// there is nobody.
    ///
    /// # Errors
    /// The server's, `network`.
    pub fn serve(&mut self) -> Result<(), Problem> {
        let mut locker = self.log.reader.locker().clone();
        locker.pass_time(clock::now());
        if owed(&locker, None).is_empty() {
            return Ok(());
        }
        self.know_recipients()?;
        let known: BTreeSet<Hash> = self.recipients.keys().copied().collect();
        self.append(|draft, keyring| {
            let opens = root(keyring)?;
            let Opens::Root(key) = opens else { return Ok(()) };
            for node in owed(&draft.locker, Some(&known)).into_iter().take(AT_ONCE) {
                if node == draft.locker.id.as_node() {
                    let old = opens.newest_locker(&draft.locker).map_err(Problem::altered)?;
                    draft.rotate_locker(key, &old).map_err(Problem::altered)?;
                } else if draft.locker.folders.contains_key(&node) {
                    draft.rotate_folder(node, opens).map_err(Problem::altered)?;
                } else {
                    // The same state again, with the key for each.
                    change_document(draft, opens, node, &|_| ())?;
                }
            }
            Ok(())
        })
    }
}

/// Nodes with a grant that hasn't their newest key: one whose receiver's card is known, where that is asked; and not those with more grants than
/// an act can serve, which would be served for ever.
fn owed(locker: &Locker, known: Option<&BTreeSet<Hash>>) -> BTreeSet<NodeId> {
    let mut owed = BTreeSet::new();
    for grant in locker.grants.values().filter(|grant| known.is_none_or(|known| known.contains(&grant.card))) {
        let (key_node, key) = match locker.documents.get(&grant.node) {
            // A note's label is another one, and who writes notes gives their keys.
            Some(document) if document.objects.is_empty() => continue,
            // Under an epoch that was replaced, who has what isn't remembered; the next write gives a new key to all.
            Some(document) if locker.newest_epoch(document.folder) != Some(document.epoch) => continue,
            Some(document) => (document.folder, (document.epoch, document.turn)),
            None => (grant.node, (locker.newest_epoch(grant.node).unwrap_or(0), 0)),
        };
        let has = grant.given.get(&key_node).is_some_and(|given| (given.epoch, given.turn) == key);
        let beside = locker.grants.values().filter(|other| other.node == grant.node).count();
        if !has && beside <= limits::BOXES {
            owed.insert(grant.node);
        }
    }
    owed
}
