use std::collections::BTreeSet;

use super::{Progress, Vault, transfer::disk};
use crate::{
    client::problem::{Problem, ProblemKind},
    protocol::id::NodeId,
};

/// What verifying everything found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Acts whose signature and rules hold.
    pub acts: u64,
    /// Documents whose every edition is whole.
    pub documents: u64,
    /// Bytes of all editions that are whole.
    pub bytes: u64,
    /// Documents that aren't; the rest still opens.
    pub altered: Vec<AlteredDocument>,
}

/// A document that is not what was stored.
#[derive(Clone, Debug)]
pub struct AlteredDocument {
    /// Its id.
    pub id: NodeId,
    /// As the person calls it.
    pub name: String,
    /// Which edition.
    pub edition: u64,
    /// The refusal's name.
    pub code: String,
}

impl Vault {
    /// Checks every signature and rule of the whole log, then opens every edition of every document.
    ///
    /// # Errors
    /// A rule of the log that doesn't hold; `network`. Altered documents are no error here: they are in the report.
    pub fn verify(&mut self, progress: &mut dyn Progress) -> Result<Report, Problem> {
        progress.step("Checking the journal");
        let mut report = Report { acts: self.verified_acts()?.len() as u64, ..Report::default() };
        for document in self.documents()? {
            let editions: BTreeSet<u64> = self.versions(document.id)?.iter().map(|version| version.edition).collect();
            let mut whole = true;
            for edition in editions {
                let mut out = tempfile::tempfile().map_err(|error| disk(&error))?;
                match self.get(document.id, Some(edition), &mut out, progress) {
                    Ok(view) => report.bytes += view.size,
                    Err(problem) if problem.kind == ProblemKind::Altered => {
                        whole = false;
                        let (id, name) = (document.id, document.name.clone());
                        report.altered.push(AlteredDocument { id, name, edition, code: problem.code });
                    }
                    Err(problem) => return Err(problem),
                }
            }
            report.documents += u64::from(whole);
        }
        Ok(report)
    }
}
