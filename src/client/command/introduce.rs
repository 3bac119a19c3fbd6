//! How the person at this terminal introduces themselves.

use clap::Args;

use super::{ask::answer_to, secret, sentences};
use crate::client::{
    people::Introduction,
    problem::{Problem, ProblemKind},
    vault::Vault,
};

/// What is told about oneself; what isn't named stays as it was told the last time.
#[derive(Debug, Args)]
pub(super) struct Name {
    /// What they shall call you; remembered for the next time
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Where you work, if you are a professional
    #[arg(long, value_name = "NAME")]
    organisation: Option<String>,
}

/// What only who invited you is told.
#[derive(Debug, Args)]
pub(super) struct Work {
    /// Your site
    #[arg(long, value_name = "NAME")]
    site: Option<String>,
    /// What you do for people
    #[arg(long, value_name = "TEXT")]
    mission: Option<String>,
    /// How you are reached
    #[arg(long, value_name = "TEXT")]
    reach: Option<String>,
}

/// Who introduces themselves: by the arguments, by what was told the last time, or by asking.
///
/// # Errors
/// `name` when there is none, and nobody to ask.
pub(super) fn introduction(vault: &Vault, name: &Name, work: Option<&Work>) -> Result<Introduction, Problem> {
    let mut who = vault.introduction().cloned().unwrap_or_default();
    let mut parts = vec![(&mut who.organisation, &name.organisation)];
    if let Some(work) = work {
        parts.push((&mut who.site, &work.site));
        parts.push((&mut who.mission, &work.mission));
        parts.push((&mut who.reach, &work.reach));
    }
    for (part, said) in parts {
        if let Some(said) = said {
            // An empty text takes back what was told before.
            *part = Some(said.trim().to_owned()).filter(|said| !said.is_empty());
        }
    }
    if let Some(name) = &name.name {
        name.trim().clone_into(&mut who.name);
    }
    if who.name.is_empty() && secret::is_interactive() {
        answer_to(sentences::OWN_NAME_PROMPT).unwrap_or_default().trim().clone_into(&mut who.name);
    }
    if who.name.is_empty() {
        return Err(Problem::new(ProblemKind::Usage, "name", sentences::OWN_NAME_NEEDED));
    }
    who.check().map_err(|_| Problem::new(ProblemKind::Usage, "name", sentences::INTRODUCTION))?;
    Ok(who)
}
