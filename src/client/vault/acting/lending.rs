//! Lending and taking back what one runs for somebody else.

use super::Acting;
use crate::{
    client::{
        hazmat::random,
        people::Person,
        problem::{Problem, ProblemKind},
        vault::{
            GrantView, Lending, Loan,
            draft::salt,
            grants::{Gift, give},
        },
    },
    protocol::{
        act::{Body, Revoke, Right},
        id::{AccountId, GrantId, NodeId},
        limits,
        log::{GrantState, Level},
    },
};

impl Acting<'_> {
    /// The whole locker as what can be lent.
    #[must_use]
    pub fn whole_locker(&self) -> NodeId {
        self.lent.id.as_node()
    }

    /// Whether somebody can be lent something of it.
    ///
    /// # Errors
    /// As [`Vault::check_grantee`](crate::client::vault::Vault::check_grantee); `grantee` also for the locker's holder.
    pub fn check_grantee(&mut self, account: AccountId) -> Result<Person, Problem> {
        if account == self.lent.state.holder {
            return Err(Problem::new(ProblemKind::Usage, "grantee", "It is theirs: nobody lends it to them."));
        }
        self.vault.check_grantee(account)
    }

    /// Lends something on, for as long as it was lent to oneself at most.
    ///
    /// # Errors
    /// As [`Vault::grant`](crate::client::vault::Vault::grant); `author` for what one doesn't run, `end` (with `end`) for longer than one's own.
    pub fn grant(&mut self, lending: &Lending) -> Result<GrantId, Problem> {
        crate::client::document::given_key::check_purpose(lending.purpose.as_deref()).map_err(Problem::written)?;
        let person = self.check_grantee(lending.grantee)?;
        let (card, recipient, _) = self.vault.pinned_card(&person)?;
        let via = self.by_which(lending.node)?;
        let end = lending.until.end(lending.start.unwrap_or(self.now));
        if end > via.end {
            let sentence = "You can lend it on for as long as it was lent to you, and not longer.";
            return Err(Problem::new(ProblemKind::Usage, "end", sentence).with("end", via.end));
        }
        let (id, via) = (GrantId(random::bytes()), Some(via.grant));
        self.append(|draft, opens| give(draft, opens, lending, &Gift { id, card, recipient: &recipient, via }))?;
        Ok(id)
    }

    /// Takes back what hangs on one's own grants, or gives back what was lent to oneself.
    ///
    /// # Errors
    /// `author` for what somebody else gave; as [`Vault::revoke`](crate::client::vault::Vault::revoke).
    pub fn revoke(&mut self, grants: &[GrantId]) -> Result<(), Problem> {
        for grant in grants {
            let own = |grant: &GrantState| grant.grantee == self.vault.account;
            if self.line(*grant).next().is_some() && !self.line(*grant).any(own) {
                let sentence = "Somebody else lent this: they and the holder can take it back.";
                return Err(Problem::new(ProblemKind::NotFound, "author", sentence));
            }
        }
        for some in grants.chunks(limits::APPEND_ACTS) {
            self.append_only(&mut |draft, _| {
                for grant in some {
                    // One that hangs on another goes with it, and one that ended meanwhile is over.
                    if draft.locker.grants.contains_key(grant) {
                        let revoke = Revoke { salt: salt(), grant: *grant, sealed: None };
                        draft.push(Body::Revoke(revoke)).map_err(Problem::altered)?;
                    }
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// Who else can see what one runs, by the server's word as to what was taken back; those that end first come first.
    ///
    /// # Errors
    /// When a label doesn't open.
    pub fn grants(&self) -> Result<Vec<GrantView>, Problem> {
        let (state, vault) = (&self.lent.state, &*self.vault);
        let now = self.now.max(state.time);
        let (documents, folders) = (self.documents()?, self.folders()?);
        let called = |node: NodeId| {
            let document = documents.iter().find(|document| document.id == node).map(|document| document.name.clone());
            document.or_else(|| folders.iter().find(|folder| folder.id == node).map(|folder| folder.name.clone()))
        };
        let mut views = Vec::new();
        for (id, grant) in &state.grants {
            let runs = state.level_of(vault.account, grant.node, now) >= Some(Level::Manage);
            if grant.grantee == vault.account || !runs || grant.end <= now {
                continue;
            }
            views.push(GrantView {
                id: *id,
                node: grant.node,
                name: called(grant.node),
                grantee: grant.grantee,
                person: vault.person_of(grant.grantee),
                right: grant.right,
                start: grant.start,
                end: grant.end,
                purpose: None,
                by: (grant.author != state.holder).then(|| (grant.author, vault.person_of(grant.author))),
                yours: self.line(*id).any(|above| above.grantee == vault.account),
            });
        }
        views.sort_by_key(|view| (view.end, view.id));
        Ok(views)
    }

    /// One's own grants there: what can be given back.
    pub fn own_grants(&self) -> impl Iterator<Item = GrantId> {
        self.lent.loans.iter().map(|loan| loan.grant)
    }

    /// One's own grant to manage a node that lasts longest.
    pub(super) fn by_which(&self, node: NodeId) -> Result<&Loan, Problem> {
        let folder = self.lent.state.documents.get(&node).map(|document| document.folder);
        let covers =
            |loan: &&Loan| loan.node == node || Some(loan.node) == folder || loan.node == self.lent.id.as_node();
        let managing = self.lent.loans.iter().filter(|loan| loan.right == Right::Manage).filter(covers);
        managing.max_by_key(|loan| loan.end).ok_or_else(|| {
            let sentence = "To lend it on, you must run it: `armoire shared` shows what you may.";
            Problem::new(ProblemKind::NotFound, "author", sentence)
        })
    }

    /// A grant and those that it hangs on, itself first.
    fn line(&self, grant: GrantId) -> impl Iterator<Item = &GrantState> {
        let grants = &self.lent.state.grants;
        let next = |grant: &&GrantState| grant.via.and_then(|via| grants.get(&via));
        std::iter::successors(grants.get(&grant), next).take(limits::VIA + 2)
    }
}
