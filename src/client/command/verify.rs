//! `armoire verify`

use serde_json::{Value, json};

use super::{
    answer::Answer,
    context::{Context, explained},
    sentences,
};
use crate::client::{
    problem::{Problem, ProblemKind},
    vault::{AlteredDocument, Report},
};

/// Checks every signature and rule of the journal, and opens every version of every document.
pub(super) fn run(context: &Context) -> Result<Answer, Problem> {
    let report = context.unlocked(|vault| vault.verify(&mut context.progress()).map_err(explained))?;
    let Report { acts, documents, bytes, altered } = report;
    let details: Vec<Value> = altered.iter().map(json).collect();
    let json = json!({ "acts": acts, "documents": documents, "bytes": bytes, "altered": details.clone() });
    let text = sentences::verified(acts, documents, bytes);
    Ok(Answer::new(json, text).but(problem(&altered, details)))
}

fn json(document: &AlteredDocument) -> Value {
    json!({ "id": document.id.to_string(), "name": document.name, "version": document.edition, "code": document.code })
}

fn problem(altered: &[AlteredDocument], details: Vec<Value>) -> Option<Problem> {
    let first = altered.first()?;
    let names: Vec<&str> = altered.iter().map(|document| document.name.as_str()).collect();
    let sentence = sentences::altered_documents(&names);
    Some(Problem::new(ProblemKind::Altered, &first.code, sentence).with("altered", details))
}
