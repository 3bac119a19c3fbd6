//! `armoire vouch`, `armoire introduce`

use clap::Args;
use serde_json::json;

use super::{
    answer::Answer,
    context::Context,
    lending::until,
    people::{VouchJson, person},
    sentences,
    time::readable,
};
use crate::client::{problem::Problem, vault::Until};

/// Vouch for somebody who works or volunteers for your organisation
///
/// For the organisation's own locker, whose code people scan at its counter. Whoever has scanned it sees from then on that this person belongs to
/// you, when they meet them by a link. It is over by itself after 90 days at most; say it again before. There is no taking it back: say it for
/// as long as you know it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire vouch Luc --role \"Housing adviser\" --site Fives
  armoire vouch Luc --role \"Housing adviser\" --until 30d")]
pub(super) struct Arguments {
    /// Whom: the name or the id that `armoire people` shows
    #[arg(value_name = "MEMBER")]
    member: String,
    /// What they do with you
    #[arg(long, value_name = "TEXT")]
    role: String,
    /// Where
    #[arg(long, value_name = "NAME")]
    site: Option<String>,
    /// Until when, at most 90 days ahead
    #[arg(long, value_name = "TIME", value_parser = until, default_value = "90d")]
    until: Until,
}

/// Show somebody whom you have met already that your organisation vouches for you
///
/// Whoever you meet from now on sees it by itself. It says something only to those who have scanned your organisation's code.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  armoire introduce --to Nadia")]
pub(super) struct Introducing {
    /// Whom: the name or the id that `armoire people` shows
    #[arg(long, value_name = "PERSON")]
    to: String,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    context.unlocked(|vault| {
        let member = person(vault, &arguments.member)?;
        let (role, site) = (arguments.role.trim(), arguments.site.as_deref().map(str::trim));
        let vouch = vault.vouch(&member, role, site, arguments.until)?;
        let json = json!({ "to": member.account, "vouch": VouchJson::from(&vouch) });
        Ok(Answer::new(json, sentences::vouched_for(&member, &readable(vouch.until))))
    })
}

pub(super) fn introduce(context: &Context, arguments: &Introducing) -> Result<Answer, Problem> {
    context.unlocked(|vault| {
        vault.take_vouches()?;
        let person = person(vault, &arguments.to)?;
        let vouch = vault.show_vouch(&person)?;
        let json = json!({ "to": person.account, "vouch": VouchJson::from(&vouch) });
        Ok(Answer::new(json, sentences::vouch_shown(&person)))
    })
}
