//! What others have lent to this account: grants, each opened by its box and held against what its author has signed, and who gave them.

use std::collections::BTreeMap;

use super::{Vault, sync::fetch_cards};
use crate::{
    client::{
        api::types::LentGrant,
        document::GivenKey,
        people::Person,
        problem::{Problem, ProblemKind},
    },
    protocol::{
        Refusal,
        act::{Act, Body, Grant, Right, read_frames},
        bytes::Hash,
        card::{CardChain, Chains, FindCard as _},
        id::{AccountId, GrantId, LockerId, NodeId},
        limits,
        signing::{SignatureType, verify},
    },
};

/// Something that somebody has lent.
#[derive(Clone, Debug)]
pub struct Loan {
    /// The grant.
    pub grant: GrantId,
    /// In which locker.
    pub locker: LockerId,
    /// Whose that is.
    pub holder: AccountId,
    /// The locker as a node, a folder or a document.
    pub node: NodeId,
    /// The holder; or, if that is none of one's people, who gave it for them.
    pub from: Person,
    /// Who gave it, where that isn't the holder, and them, if they are one of one's people.
    pub by: Option<(AccountId, Option<Person>)>,
    /// What it allows.
    pub right: Right,
    /// From when, milliseconds since 1970.
    pub start: u64,
    /// Until when.
    pub end: u64,
    /// What for, in their words.
    pub purpose: Option<String>,
    pub(super) act: Act,
    pub(super) body: Grant,
    pub(super) file: Vec<u8>,
    pub(super) given: GivenKey,
    /// The grants that it hangs on, nearest first.
    pub(super) line: Vec<(Act, Grant)>,
    /// Cards of the holder and of everybody in the line.
    pub(super) chains: Chains,
}

/// Verified cards, fetched once.
type Fetched = BTreeMap<AccountId, CardChain>;

impl Vault {
    /// What was lent to this account and lives now. What its author hasn't signed, or who isn't one of one's people, is left out; the
    /// notices say so.
    ///
    /// # Errors
    /// The server's, `network`.
    pub fn loans(&mut self) -> Result<Vec<Loan>, Problem> {
        self.refresh_people()?;
        let (mut loans, mut fetched, mut replaced) = (Vec::<Loan>::new(), Fetched::new(), Vec::new());
        for lent in self.api.lent()? {
            let (locker, frame) = (lent.locker, lent.act.0.clone());
            match self.loan(lent, &mut fetched) {
                Ok(loan) => loans.push(loan),
                Err(problem) if problem.kind == ProblemKind::Network => return Err(problem),
                Err(problem) if problem.code == "renewal" => {
                    replaced.extend(read_grant(&frame).map(|(_, body)| (locker, body, problem.sentence)));
                }
                Err(problem) => {
                    self.notices.push(format!("Something that was lent to you was refused: {}", problem.sentence));
                }
            }
        }
        for (locker, body, sentence) in replaced {
            let is_anew = |loan: &Loan| loan.locker == locker && loan.node == body.node && loan.right >= body.right;
            if !loans.iter().any(is_anew) {
                self.notices.push(sentence);
            }
        }
        loans.sort_by_key(|loan| (loan.end, loan.grant));
        Ok(loans)
    }

    fn loan(&self, lent: LentGrant, fetched: &mut Fetched) -> Result<Loan, Problem> {
        let (act, body) = read_grant(&lent.act.0).map_err(Problem::altered)?;
        if lent.line.len() > limits::VIA {
            return Err(Problem::altered(Refusal::Via));
        }
        let line: Result<Vec<_>, _> = lent.line.iter().map(|frame| read_grant(&frame.0)).collect();
        let line = line.map_err(Problem::altered)?;
        let granter = act.header.author;
        let by = (granter != lent.holder).then(|| (granter, self.person_of(granter)));
        let from = self.person_of(lent.holder).or_else(|| by.as_ref().and_then(|(_, person)| person.clone()));
        let from = from.ok_or_else(|| {
            let sentence = "Who lent it isn't one of your people: let them invite you.";
            Problem::new(ProblemKind::NotFound, "not_found", sentence)
        })?;
        let mut chains = Chains::from(self.known_chain(lent.holder, fetched)?);
        for author in std::iter::once(granter).chain(line.iter().map(|(act, _)| act.header.author)) {
            chains.add(self.known_chain(author, fetched)?).map_err(Problem::altered)?;
        }
        check_line(lent.locker, (&act, &body), &line, &chains).map_err(Problem::altered)?;
        // What its author has signed: else the purpose would be the server's words.
        if Hash::of(&lent.file.0) != body.file {
            return Err(Problem::altered(Refusal::Box));
        }
        let own = self.log.reader.cards();
        if body.card != own.newest().hash && own.find(body.card).is_some() {
            return Err(renewal(&from, &body));
        }
        let given = GivenKey::open(&self.keyring.keys.identity, &lent.file.0).map_err(Problem::altered)?;
        if body.grant != lent.grant || body.grantee != self.account || given.locker != lent.locker {
            return Err(Problem::altered(Refusal::Grant));
        }
        Ok(Loan {
            grant: body.grant,
            locker: lent.locker,
            holder: lent.holder,
            node: body.node,
            from,
            by,
            right: body.right,
            start: body.start,
            end: body.end,
            purpose: given.purpose.clone(),
            act,
            body,
            file: lent.file.0,
            given,
            line,
            chains,
        })
    }

    /// Somebody's verified cards, which hold the pinned one if they are one of one's people.
    fn known_chain(&self, account: AccountId, fetched: &mut Fetched) -> Result<CardChain, Problem> {
        if let Some(chain) = fetched.get(&account) {
            return Ok(chain.clone());
        }
        let (_, chain) = fetch_cards(&self.api, account)?;
        if let Some(person) = self.person_of(account) {
            person.newest_card(&chain).map_err(|_| super::people::other_keys(&person.introduction.name))?;
        }
        fetched.insert(account, chain.clone());
        Ok(chain)
    }
}

/// It was sealed to a card that was replaced since: nobody can open it any more, the right person neither.
fn renewal(from: &Person, body: &Grant) -> Problem {
    let name = &from.introduction.name;
    let sentence = format!(
        "{name} has lent you something by the keys that you had before you changed them all, and it can't be opened with the new ones: let them say \
         `armoire grant` once more (it is their grant {}).",
        body.grant
    );
    Problem::new(ProblemKind::NotFound, "renewal", sentence)
}

/// A frame of a `grant`, with nothing beside.
fn read_grant(frame: &[u8]) -> Result<(Act, Grant), Refusal> {
    let act = read_frames(frame, 1)?.pop().ok_or(Refusal::Grant)?;
    match act.body.clone() {
        Some(Body::Grant(body)) => Ok((act, body)),
        _ => Err(Refusal::Kind),
    }
}

/// A grant is the holder's own, or hangs on one to manage the same that its author was given before, and that lasts as long; and so on, up to
/// the holder's. Each is signed. Whether one of them was revoked since is the server's word.
pub(super) fn check_line(
    locker: LockerId,
    (act, body): (&Act, &Grant),
    line: &[(Act, Grant)],
    chains: &Chains,
) -> Result<(), Refusal> {
    let (mut act, mut body) = (act, body);
    check_signed(locker, act, chains)?;
    for (above, given) in line {
        let header = &act.header;
        let covers = given.node == body.node || Some(given.node) == body.parent || given.node == locker.as_node();
        let own = given.grantee == header.author && given.card == header.card && body.via == Some(given.grant);
        let lived = given.start <= header.time && header.time < given.end && above.header.seq < header.seq;
        if !covers || !own || !lived || given.right != Right::Manage || body.end > given.end {
            return Err(Refusal::Via);
        }
        check_signed(locker, above, chains)?;
        (act, body) = (above, given);
    }
    // The topmost hangs on nothing, and is the holder's.
    if body.via.is_some() {
        return Err(Refusal::Via);
    }
    if act.header.author == chains.holder() { Ok(()) } else { Err(Refusal::Author) }
}

fn check_signed(locker: LockerId, act: &Act, chains: &Chains) -> Result<(), Refusal> {
    if act.header.locker != Some(locker) {
        return Err(Refusal::Grant);
    }
    let card = chains.find_card(act.header.author, act.header.card).ok_or(Refusal::Card)?;
    verify(SignatureType::Act, &card.content.signing.0, &act.header_bytes, &act.signature)
}
