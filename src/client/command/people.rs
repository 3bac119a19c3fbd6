//! `armoire people`

use clap::Args;
use serde::Serialize;
use serde_json::{Value, json};

use super::{
    answer::Answer,
    context::Context,
    node::{beginnings, only_of},
    sentences,
    table::table,
    time::readable,
};
use crate::{
    client::{
        people::{KeptVouch, OpenInvitation, Person},
        problem::{Problem, ProblemKind},
        vault::{self, Vault},
    },
    protocol::id::AccountId,
};

/// Show the people you have met, and take in answers to your invitations
///
/// Beside each stands how sure it is who they are: met face to face, invited by a link, or not sure, which is also what becomes of somebody when
/// another person tried to answer the same invitation. Who was met by a link can be vouched for by a service that you met face to face.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  armoire people
  armoire --json people")]
pub(super) struct Arguments {}

/// Somebody as programs see them.
#[derive(Debug, Serialize)]
pub(super) struct PersonJson {
    account: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    organisation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    site: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mission: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reach: Option<String>,
    trust: &'static str,
    since: u64,
    /// The server has shown them another history of one's locker.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    fork: bool,
    /// Whose word makes them `vouched`.
    #[serde(skip_serializing_if = "Option::is_none")]
    vouch: Option<VouchJson>,
}

/// What an organisation says of a member, as programs see it.
#[derive(Debug, Serialize)]
pub(super) struct VouchJson {
    organisation: AccountId,
    role: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    site: Option<String>,
    until: u64,
}

impl From<&KeptVouch> for VouchJson {
    fn from(vouch: &KeptVouch) -> Self {
        let KeptVouch { organisation, role, site, until, .. } = vouch.clone();
        Self { organisation, role, site, until }
    }
}

impl From<&Person> for PersonJson {
    fn from(person: &Person) -> Self {
        let who = person.introduction.clone();
        Self {
            account: person.account.to_string(),
            name: who.name,
            organisation: who.organisation,
            site: who.site,
            mission: who.mission,
            reach: who.reach,
            trust: person.trust.name(),
            since: person.since,
            fork: person.fork.is_some(),
            vouch: person.vouched_by().map(VouchJson::from),
        }
    }
}

/// What there is to say of answers.
pub(super) struct Told {
    pub(super) sentences: Vec<String>,
    json: Vec<Value>,
    /// Something to worry about.
    pub(super) problem: Option<Problem>,
}

pub(super) fn run(context: &Context, _: &Arguments) -> Result<Answer, Problem> {
    context.unlocked(|vault| {
        let told = told(&vault.take_answers()?);
        vault.take_vouches()?;
        let vouches = vault.vouches();
        let (people, open) = (vault.people(), vault.open_invitations());
        let (mode, with) = vault.mode()?;
        let json = json!({
            "people": people.iter().map(PersonJson::from).collect::<Vec<_>>(),
            "invitations": open.iter().map(waiting).collect::<Vec<_>>(),
            "news": told.json,
            "vouches": vouches.iter().map(VouchJson::from).collect::<Vec<_>>(),
            "mode": { "mode": mode.name(), "with": with.iter().map(|(account, _)| account).collect::<Vec<_>>() },
        });
        let mut paragraphs = told.sentences;
        paragraphs.push(if people.is_empty() { sentences::NO_PEOPLE.to_owned() } else { listed(&people) });
        let name = |account| people.iter().find(|person| person.account == account).map(|person| &person.introduction);
        for person in &people {
            paragraphs.extend(
                person.vouched_by().map(|vouch| sentences::vouched_by(person, vouch, name(vouch.organisation))),
            );
        }
        paragraphs.extend(vouches.iter().map(|vouch| sentences::vouched_oneself(vouch, name(vouch.organisation))));
        paragraphs.extend(people.iter().filter(|person| person.fork.is_some()).map(sentences::two_histories));
        if !open.is_empty() {
            paragraphs.push(sentences::waiting_invitations(open.len()));
        }
        if !people.is_empty() {
            paragraphs.push(sentences::mode(mode, &with));
        }
        Ok(Answer::new(json, paragraphs.join("\n\n")).but(told.problem))
    })
}

/// What became of invitations, in words; an alarm is a problem too, so that no program misses it.
pub(super) fn told(answers: &[vault::Answer]) -> Told {
    let mut told = Told { sentences: Vec::new(), json: Vec::new(), problem: None };
    for answer in answers {
        let (news, person) = match answer {
            vault::Answer::Met(person) => {
                told.sentences.push(sentences::met(person));
                ("met", Some(person))
            }
            vault::Answer::TriedByAnother(person) => {
                let sentence = sentences::tried_by_another(person);
                let problem = Problem::new(ProblemKind::Altered, "invitation_tried", sentence);
                told.problem = Some(problem.with("account", person.account.to_string()));
                ("tried", Some(person))
            }
            vault::Answer::Refused(problem) => {
                told.problem = Some(problem.clone());
                ("refused", None)
            }
        };
        told.json.push(json!({ "news": news, "person": person.map(PersonJson::from) }));
    }
    told
}

/// The person who is called so, or whose account begins so.
///
/// # Errors
/// `not_found`, `id_ambiguous`.
pub(super) fn person(vault: &mut Vault, typed: &str) -> Result<Person, Problem> {
    vault.refresh_people()?;
    let people = vault.people();
    let accounts = |found: Vec<&Person>| found.into_iter().map(|person| person.account).collect::<Vec<AccountId>>();
    let called = accounts(people.iter().filter(|person| person.introduction.name == typed).collect());
    let account = match called[..] {
        [account] => account,
        [] => {
            only_of("armoire people", typed, &accounts(people.iter().collect()), Vec::new).map_err(|mut problem| {
                if problem.code == "not_found" {
                    problem.sentence = sentences::no_such_person(typed);
                }
                problem
            })?
        }
        _ => {
            let sentence = sentences::several_people(typed);
            let ids: Vec<String> = called.iter().map(ToString::to_string).collect();
            return Err(Problem::new(ProblemKind::Usage, "id_ambiguous", sentence).with("ids", ids));
        }
    };
    vault
        .person_of(account)
        .ok_or_else(|| Problem::new(ProblemKind::NotFound, "not_found", sentences::no_such_person(typed)))
}

fn listed(people: &[Person]) -> String {
    let ids = beginnings(&people.iter().map(|person| person.account.to_string()).collect::<Vec<_>>());
    let row = |(id, person): (String, &Person)| {
        let who = &person.introduction;
        vec![
            id,
            who.described(),
            sentences::trust(person.trust).to_owned(),
            readable(person.since),
            who.mission.clone().unwrap_or_default(),
            who.reach.clone().unwrap_or_default(),
        ]
    };
    let rows: Vec<Vec<String>> = ids.into_iter().zip(people).map(row).collect();
    table(&sentences::PEOPLE_HEADINGS, &rows)
}

fn waiting(invitation: &OpenInvitation) -> Value {
    json!({ "carrier": invitation.carrier.name(), "until": invitation.until })
}
