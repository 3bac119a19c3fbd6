//! The three ways to live with a locker. Nothing of its own says which: what is lent of the whole locker does, and can change any day.

use super::Vault;
use crate::{
    client::{clock, people::Person, problem::Problem},
    protocol::{act::Right, id::AccountId, log::GrantState},
};

/// How one lives with one's locker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Nobody else may change all of it.
    Alone,
    /// Somebody may add to all of it, or change it: one learns with them.
    With,
    /// Somebody runs it with its holder.
    Run,
}

/// With whom: accounts, and who they are where they are one's people.
pub type Companions = Vec<(AccountId, Option<Person>)>;

impl Mode {
    /// What programs call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Alone => "alone",
            Self::With => "with",
            Self::Run => "run",
        }
    }
}

impl Vault {
    /// Which of the three it is now, and with whom: those whose grant on the whole locker says so, once it has begun. To see all of it
    /// leaves one alone.
    ///
    /// # Errors
    /// `network`.
    pub fn mode(&self) -> Result<(Mode, Companions), Problem> {
        let mut locker = self.log.reader.locker().clone();
        locker.pass_time(self.time_of_grants()?);
        // What has begun by the newest act has begun, whatever this device's clock says.
        let now = clock::now().max(locker.time);
        let is_there = |grant: &&GrantState| grant.node == self.whole_locker() && grant.start <= now;
        let whole = locker.grants.values().filter(is_there);
        let mode_of = |right| match right {
            Right::Read => Mode::Alone,
            Right::Add | Right::Edit => Mode::With,
            Right::Manage => Mode::Run,
        };
        let modes: Vec<(Mode, AccountId)> = whole.map(|grant| (mode_of(grant.right), grant.grantee)).collect();
        let any = |wanted| modes.iter().any(|(mode, _)| *mode == wanted);
        let mode = [Mode::Run, Mode::With].into_iter().find(|mode| any(*mode)).unwrap_or(Mode::Alone);
        let mut who: Vec<AccountId> =
            modes.iter().filter(|(theirs, _)| *theirs == mode && mode != Mode::Alone).map(|(_, who)| *who).collect();
        who.sort_unstable();
        who.dedup();
        Ok((mode, who.into_iter().map(|account| (account, self.person_of(account))).collect()))
    }
}
