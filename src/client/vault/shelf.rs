//! A locker to do something in: one's own, or one that somebody has lent.

use std::{fs::File, path::Path};

use super::{Acting, DocumentView, FolderView, GrantView, Lending, Progress, Vault, WaitingDeposit};
use crate::{
    client::{people::Person, problem::Problem},
    protocol::id::{AccountId, GrantId, NodeId},
};

/// What can be done in both. Each is described where it is done: [`Vault`], [`Acting`].
#[expect(clippy::missing_errors_doc, reason = "they are those of the two")]
pub trait Shelf {
    /// All documents, those in the bin too, the newest first.
    fn documents(&self) -> Result<Vec<DocumentView>, Problem>;
    /// All folders, by name.
    fn folders(&self) -> Result<Vec<FolderView>, Problem>;
    /// Makes a folder.
    fn create_folder(&mut self, name: &str) -> Result<NodeId, Problem>;
    /// Adds a document: its name and media type.
    fn add(
        &mut self,
        path: &Path,
        what: (&str, &str),
        folder: NodeId,
        progress: &mut dyn Progress,
    ) -> Result<NodeId, Problem>;
    /// Replaces a document's payload by a new edition.
    fn replace(&mut self, id: NodeId, path: &Path, progress: &mut dyn Progress) -> Result<(), Problem>;
    /// Gives a document or folder another name.
    fn rename(&mut self, id: NodeId, name: &str) -> Result<(), Problem>;
    /// Moves a document to another folder.
    fn move_to(&mut self, id: NodeId, folder: NodeId) -> Result<(), Problem>;
    /// Puts a document or folder in the bin.
    fn trash(&mut self, id: NodeId) -> Result<(), Problem>;
    /// Takes a document or folder out of the bin.
    fn restore(&mut self, id: NodeId) -> Result<(), Problem>;
    /// The whole locker as what can be lent.
    fn whole_locker(&self) -> NodeId;
    /// Whether somebody can be lent something.
    fn check_grantee(&mut self, account: AccountId) -> Result<Person, Problem>;
    /// Lends something.
    fn grant(&mut self, lending: &Lending) -> Result<GrantId, Problem>;
    /// Who can see what, those that end first coming first.
    fn grants(&self) -> Result<Vec<GrantView>, Problem>;
    /// Takes back what was lent.
    fn revoke(&mut self, grants: &[GrantId]) -> Result<(), Problem>;
    /// One's own grants there: what can be given back.
    fn own_grants(&self) -> Vec<GrantId>;
    /// What waits, the oldest first.
    fn inbox(&mut self) -> Result<Vec<WaitingDeposit>, Problem>;
    /// Writes what waits into a file, and accepts nothing by it.
    fn look(&mut self, deposit: &WaitingDeposit, out: &mut File, progress: &mut dyn Progress) -> Result<(), Problem>;
    /// Takes what was handed in.
    fn accept(&mut self, deposit: &WaitingDeposit, folder: NodeId) -> Result<(), Problem>;
    /// Refuses what was handed in.
    fn refuse(&mut self, id: NodeId) -> Result<(), Problem>;
}

/// What both do under the same name and in the same words.
macro_rules! alike {
    () => {
        fn documents(&self) -> Result<Vec<DocumentView>, Problem> {
            self.documents()
        }
        fn folders(&self) -> Result<Vec<FolderView>, Problem> {
            self.folders()
        }
        fn rename(&mut self, id: NodeId, name: &str) -> Result<(), Problem> {
            self.rename(id, name)
        }
        fn move_to(&mut self, id: NodeId, folder: NodeId) -> Result<(), Problem> {
            self.move_to(id, folder)
        }
        fn trash(&mut self, id: NodeId) -> Result<(), Problem> {
            self.trash(id)
        }
        fn restore(&mut self, id: NodeId) -> Result<(), Problem> {
            self.restore(id)
        }
        fn whole_locker(&self) -> NodeId {
            self.whole_locker()
        }
        fn check_grantee(&mut self, account: AccountId) -> Result<Person, Problem> {
            self.check_grantee(account)
        }
        fn grant(&mut self, lending: &Lending) -> Result<GrantId, Problem> {
            self.grant(lending)
        }
        fn grants(&self) -> Result<Vec<GrantView>, Problem> {
            self.grants()
        }
        fn revoke(&mut self, grants: &[GrantId]) -> Result<(), Problem> {
            self.revoke(grants)
        }
        fn inbox(&mut self) -> Result<Vec<WaitingDeposit>, Problem> {
            self.inbox()
        }
        fn look(
            &mut self,
            deposit: &WaitingDeposit,
            out: &mut File,
            progress: &mut dyn Progress,
        ) -> Result<(), Problem> {
            self.look(deposit, out, progress)
        }
        fn accept(&mut self, deposit: &WaitingDeposit, folder: NodeId) -> Result<(), Problem> {
            self.accept(deposit, folder)
        }
        fn refuse(&mut self, id: NodeId) -> Result<(), Problem> {
            self.refuse(id)
        }
    };
}

impl Shelf for Vault {
    alike!();
    fn create_folder(&mut self, name: &str) -> Result<NodeId, Problem> {
        self.create_folder(name, None)
    }
    fn add(
        &mut self,
        path: &Path,
        (name, media_type): (&str, &str),
        folder: NodeId,
        progress: &mut dyn Progress,
    ) -> Result<NodeId, Problem> {
        self.add(path, name, media_type, folder, progress)
    }
    fn replace(&mut self, id: NodeId, path: &Path, progress: &mut dyn Progress) -> Result<(), Problem> {
        self.replace(id, path, progress).map(drop)
    }
    fn own_grants(&self) -> Vec<GrantId> {
        Vec::new()
    }
}

impl Shelf for Acting<'_> {
    alike!();
    fn create_folder(&mut self, name: &str) -> Result<NodeId, Problem> {
        self.create_folder(name)
    }
    fn add(
        &mut self,
        path: &Path,
        what: (&str, &str),
        folder: NodeId,
        progress: &mut dyn Progress,
    ) -> Result<NodeId, Problem> {
        self.add(path, what, folder, progress)
    }
    fn replace(&mut self, id: NodeId, path: &Path, progress: &mut dyn Progress) -> Result<(), Problem> {
        self.replace(id, path, progress)
    }
    fn own_grants(&self) -> Vec<GrantId> {
        self.own_grants().collect()
    }
}
