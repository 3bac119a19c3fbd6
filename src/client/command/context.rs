//! What commands share: the profile, the unlocked locker, and keeping both in step.

use std::{cell::RefCell, path::PathBuf, time::Duration};

use url::Url;

use super::{arguments::Global, progress::Bar, report, sentences, table::visible};
use crate::{
    client::{
        hazmat::Key,
        problem::{Problem, ProblemKind},
        profile::{OpenParts, Parts, Patience, Pin, Profile, SavedSession, default_folder},
        vault::{OpenSession, SavedState, Vault},
    },
    protocol::{Refusal, bytes::Hash},
};

/// One run of the program.
#[derive(Debug)]
pub(super) struct Context {
    profile: PathBuf,
    wait: Duration,
    /// Whether programs read what is printed.
    pub(super) json: bool,
    unkept: RefCell<Option<Problem>>,
}

/// What lay in the profile before.
struct Kept {
    state: Hash,
    log: Hash,
}

impl Context {
    pub(super) fn new(global: Global) -> Result<Self, Problem> {
        let profile = global
            .profile
            .or_else(default_folder)
            .ok_or_else(|| Problem::new(ProblemKind::Usage, "profile_needed", sentences::PROFILE_NEEDED))?;
        Ok(Self { profile, wait: Duration::from_secs(global.wait), json: global.json, unkept: RefCell::default() })
    }

    /// Shows how far long work has come, on a terminal only.
    pub(super) fn progress(&self) -> Bar {
        Bar::new(self.json)
    }

    /// The profile, begun if there is none.
    pub(super) fn begin_profile(&self) -> Result<Profile, Problem> {
        let mut announce = || self.announce_waiting();
        Profile::open_or_begin(&self.profile, Patience { longest: self.wait, announce: &mut announce })
    }

    /// The profile that is there.
    pub(super) fn profile(&self) -> Result<Profile, Problem> {
        let mut announce = || self.announce_waiting();
        Profile::open(&self.profile, Patience { longest: self.wait, announce: &mut announce })
    }

    /// Does `work` on the locker, brought up to date first. What was learnt is kept whether or not it succeeds.
    pub(super) fn unlocked<T>(&self, work: impl FnOnce(&mut Vault) -> Result<T, Problem>) -> Result<T, Problem> {
        self.unlocked_in(&self.profile()?, work)
    }

    /// The same, with the profile at hand. Work that begins another session (a rotation) has it kept in the place of the one before.
    pub(super) fn unlocked_in<T>(
        &self,
        profile: &Profile,
        work: impl FnOnce(&mut Vault) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        if profile.unshown()?.is_some() {
            self.tell(sentences::UNFINISHED_KEPT);
        }
        let session = signed_in(profile)?;
        let open = OpenSession::find(&session.server, session.expose_secret_token())?;
        let half = open.half()?;
        let OpenParts { state, mut log } = profile.parts(&half)?;
        let before = Kept { state: Hash::of(&state), log: Hash::of(&log) };
        let mut vault = Vault::resume(open, &SavedState::from_parts(&state, std::mem::take(&mut *log))?)?;
        let session = vault.session().id.clone();
        let outcome = vault.sync().map_err(explained).and_then(|()| {
            // What fails here is tried again by the next command.
            let _ = vault.serve();
            work(&mut vault)
        });
        let kept = if vault.session().id == session {
            keep(profile, &vault, &half, &before)
        } else {
            self.keep_session(profile, &mut vault)
        };
        self.tell_notices(&mut vault);
        // What was done is done, and is told; that it can't be remembered here comes after it.
        self.unkept.replace(kept.err());
        outcome
    }

    /// Why what the last command learnt couldn't be kept, if so. The locker is none the worse for it: the next command fetches
    /// it again.
    pub(super) fn take_unkept(&self) -> Option<Problem> {
        self.unkept.take()
    }

    /// Keeps a new session: its locker is this profile's from now on.
    pub(super) fn keep_session(&self, profile: &Profile, vault: &mut Vault) -> Result<(), Problem> {
        let half = Key::from_slice(vault.session_half()?).ok_or_else(|| Problem::altered(Refusal::Length))?;
        let saved = vault.saved_state();
        let (state, log) = saved.expose_secret_parts()?;
        let (server, handle) = (vault.server().clone(), vault.handle().to_string());
        let session = SavedSession::new(server, handle, vault.account(), vault.token()?);
        profile.sign_in(&session, &half, Parts { state: Some(&state[..]), log: Some(log) })?;
        keep_pin(profile, vault)?;
        self.tell_notices(vault);
        Ok(())
    }

    /// Says something beside the result.
    pub(super) fn tell(&self, sentence: &str) {
        report::notice(sentence, self.json);
    }

    fn tell_notices(&self, vault: &mut Vault) {
        for notice in vault.take_notices() {
            // Names of others may stand in it.
            self.tell(&visible(&notice));
        }
    }

    fn announce_waiting(&self) {
        self.tell(&sentences::waiting(self.wait.as_secs()));
    }
}

/// Who is signed in.
pub(super) fn signed_in(profile: &Profile) -> Result<SavedSession, Problem> {
    profile.session()?.ok_or_else(|| Problem::new(ProblemKind::SignIn, "not_signed_in", sentences::NOT_SIGNED_IN))
}

/// Reads a server's address as a person types it.
pub(super) fn server_address(text: &str) -> Result<Url, String> {
    let url: Url = text.parse().map_err(|_| sentences::SERVER_ADDRESS.to_owned())?;
    let good = matches!(url.scheme(), "http" | "https") && url.host_str().is_some();
    if good { Ok(url) } else { Err(sentences::SERVER_ADDRESS.to_owned()) }
}

/// Adds what to do to a problem whose sentence can't know it.
pub(super) fn explained(mut problem: Problem) -> Problem {
    if problem.code == Refusal::RolledBack.name() {
        problem.sentence = format!("{} {}", problem.sentence, sentences::ROLLED_BACK);
    }
    problem
}

fn keep(profile: &Profile, vault: &Vault, half: &Key, before: &Kept) -> Result<(), Problem> {
    let saved = vault.saved_state();
    let (state, log) = saved.expose_secret_parts()?;
    let state = (Hash::of(&state) != before.state).then_some(&state[..]);
    let log = (Hash::of(log) != before.log).then_some(log);
    profile.keep(half, Parts { state, log })?;
    keep_pin(profile, vault)
}

fn keep_pin(profile: &Profile, vault: &Vault) -> Result<(), Problem> {
    let seen = vault.seen();
    let pin = Pin {
        account: vault.account(),
        locker: seen.locker,
        seq: seen.head.seq,
        hash: seen.head.hash,
        keyring: seen.keyring,
    };
    let mut pins = profile.pins()?;
    if pins.see(pin) { profile.keep_pins(&pins) } else { Ok(()) }
}
