//! Acting by a grant in somebody else's locker: signed in one's own name, with the keys that were given.
//!
//! Place and streams come from the server, states from one's own verified view (§7): what is signed here vouches for itself alone.

mod deeds;
mod lending;
mod waiting;

use super::{
    Loan, Vault,
    append::{TRIES, frames, is_time},
    draft::Draft,
    lent_locker::{LentLocker, over},
    opens::Opens,
};
use crate::{
    client::{
        clock,
        problem::{Problem, ProblemKind},
    },
    protocol::{
        Refusal,
        act::{Act, Body, Put},
        id::NodeId,
        log::{Exposed, Given, Level},
    },
};

/// A locker of somebody else's, and who acts there.
#[derive(Debug)]
pub struct Acting<'v> {
    vault: &'v mut Vault,
    lent: LentLocker,
    now: u64,
}

impl Vault {
    /// Begins to act in the locker that these grants are in.
    ///
    /// # Errors
    /// As [`Vault::lent_locker`].
    pub fn acting(&mut self, loans: Vec<Loan>) -> Result<Acting<'_>, Problem> {
        let lent = self.lent_locker_to_act(loans)?;
        let now = self.time_in(&lent)?;
        Ok(Acting { vault: self, lent, now })
    }

    /// The device's time; the server's where by the device's clock something that is lent now hasn't begun, or is over.
    fn time_in(&self, lent: &LentLocker) -> Result<u64, Problem> {
        let now = clock::now();
        let is_living = |loan: &Loan| (loan.start..loan.end).contains(&now);
        if lent.loans.iter().all(is_living) { Ok(now) } else { self.api.server().map(|server| server.time) }
    }
}

impl Acting<'_> {
    /// Appends what `build` signs, and looks again at what there is then. After a conflict it signs again on the new state; a key that the
    /// server says is stale is replaced first, where that is possible from here.
    fn append(
        &mut self,
        mut build: impl FnMut(&mut Draft<'_>, Opens<'_>) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        self.append_only(&mut build)?;
        self.look_again()
    }

    fn append_only(
        &mut self,
        build: &mut impl FnMut(&mut Draft<'_>, Opens<'_>) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let mut now = self.now;
        for _ in 0..TRIES {
            let (acts, unknown) = self.signed(now, build).map_err(explained)?;
            // A new key, and somebody to give it to.
            if unknown && self.vault.know_recipients_there(&self.lent)? {
                continue;
            }
            if acts.is_empty() {
                return Ok(());
            }
            match self.vault.api.append(self.lent.id, &frames(&acts)) {
                Ok(()) => return Ok(()),
                Err(problem) if matches!(problem.code.as_str(), "log_conflict" | "edit_conflict") => {
                    self.look_again()?;
                }
                Err(problem) if problem.code == "stale_key" => {
                    let refused = refused_act(&acts, &problem);
                    if !refused.is_some_and(|act| self.believe_stale(act)) {
                        return Err(explained(problem));
                    }
                }
                // A clock that is wrong by years still signs: with the server's time, if that isn't before the log's.
                Err(problem) if is_time(&problem) => now = self.vault.api.server()?.time,
                Err(problem) if problem.code == "not_found" => return Err(over()),
                Err(problem) => return Err(explained(problem)),
            }
        }
        let sentence = "That locker keeps changing at the moment: try again.";
        Err(Problem::new(ProblemKind::Conflict, "log_conflict", sentence))
    }

    fn signed(
        &self,
        now: u64,
        build: &mut impl FnMut(&mut Draft<'_>, Opens<'_>) -> Result<(), Problem>,
    ) -> Result<(Vec<Act>, bool), Problem> {
        let vault = &*self.vault;
        let author = (vault.account, vault.log.reader.cards().newest().hash);
        let signing = &vault.keyring.keys.signing;
        let draft = Draft::by_grantee(self.lent.state.clone(), &self.lent.chains, author, signing, now);
        let mut draft = draft.giving_to(&vault.recipients);
        build(&mut draft, self.lent.opens())?;
        let unknown = draft.has_unknown_recipients();
        Ok((draft.into_acts(), unknown))
    }

    /// What is lent now: grants and all.
    fn look_again(&mut self) -> Result<(), Problem> {
        let mut loans = self.vault.loans()?;
        loans.retain(|loan| loan.locker == self.lent.id);
        self.lent = self.vault.lent_locker_to_act(loans)?;
        Ok(())
    }

    /// The key that this act used is in wrong hands, says the server: nobody else could, to who doesn't see all grants. Says whether there is
    /// another one to write under.
    fn believe_stale(&mut self, act: &Act) -> bool {
        let (document, folder, turn) = match &act.body {
            Some(Body::Put(Put::Document(put))) => (Some(put.node), put.parent, put.turn),
            Some(Body::Put(Put::Folder(put))) => (None, put.node, 0),
            Some(Body::Grant(grant)) => match grant.parent {
                Some(parent) => (Some(grant.node), parent, grant.turn.unwrap_or(0)),
                None => (None, grant.node, 0),
            },
            _ => return false,
        };
        match (self.may_rotate(folder), document) {
            (true, _) => self.expose(folder, folder, 0),
            // Its own key, perhaps: the next turn's is another.
            (false, Some(document)) => self.expose(document, folder, turn),
            (false, None) => false,
        }
    }

    /// Whether one has both the right and the key to replace a folder's.
    fn may_rotate(&self, folder: NodeId) -> bool {
        let state = &self.lent.state;
        let level = state.level_of(self.vault.account, folder, self.now.max(state.time));
        level >= Some(Level::Manage) && self.lent.opens().newest_locker(state).is_ok()
    }

    /// `false` when that was known already, and didn't help.
    fn expose(&mut self, node: NodeId, key_node: NodeId, turn: u64) -> bool {
        let state = &mut self.lent.state;
        let Some(epoch) = state.newest_epoch(key_node) else { return false };
        let exposed = Exposed { given: Given { epoch, turn, act: state.head }, revoke: None };
        state.exposed.insert((node, key_node), exposed) != Some(exposed)
    }
}

fn refused_act<'a>(acts: &'a [Act], problem: &Problem) -> Option<&'a Act> {
    let seq = problem.extra.get("seq")?.as_u64()?;
    acts.iter().find(|act| act.header.seq == seq)
}

/// A rule that an act of one's own would break, by the server's word or one's own, in words.
fn explained(problem: Problem) -> Problem {
    let reason = problem.extra.get("reason").and_then(|reason| reason.as_str()).unwrap_or(&problem.code);
    let of = |refusal: Refusal| refusal.name() == reason;
    if of(Refusal::Author) {
        let sentence = "What was lent to you doesn't let you do this: `armoire shared` shows what you may.";
        return Problem::new(ProblemKind::NotFound, "author", sentence);
    }
    if of(Refusal::Card) {
        let sentence = "It was lent to the keys that you had before: let them lend it to you anew.";
        return Problem::new(ProblemKind::NotFound, "renewal", sentence);
    }
    if of(Refusal::StaleKey) || of(Refusal::Epoch) || of(Refusal::Turn) {
        let sentence = "The key that you have for this is out of use, and only somebody who runs the whole locker can give a new one: hand it in \
                        with `armoire deposit`, or try again when they have written there.";
        return Problem::new(ProblemKind::Conflict, "stale_key", sentence);
    }
    problem
}
