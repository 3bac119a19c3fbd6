//! `armoire signin`

use clap::Args;
use serde_json::json;
use url::Url;

use super::{
    answer::Answer,
    context::{Context, explained, server_address},
    secret, sentences,
};
use crate::client::{
    account::Handle,
    api::Api,
    problem::{Problem, ProblemKind},
    profile::{OpenParts, Profile, SavedSession},
    vault::{OpenSession, SavedState, Seen, Vault},
};

/// Open your locker on this device
///
/// The five words are asked for, or taken from `ARMOIRE_WORDS`: French or English words, their first four letters, or the five
/// numbers. Where a second step is set up, the code that the authenticator shows is asked for then, or taken from
/// `ARMOIRE_SECOND_STEP`. With a PIN on this device, `armoire pin try` is shorter.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  armoire signin --server https://armoire.example --handle nadia4821")]
pub(super) struct Arguments {
    /// Address of the server
    #[arg(long, value_name = "URL", env = "ARMOIRE_SERVER", hide_env_values = true, value_parser = server_address)]
    server: Url,
    /// Your handle, a name and four digits
    #[arg(long, value_name = "HANDLE")]
    handle: String,
    /// Address that the server had when you got your words, if it has moved since
    #[arg(long, value_name = "URL", value_parser = server_address)]
    former_origin: Option<Url>,
    /// Accept that changes are lost, after the server was restored from a backup and no device can give them back
    #[arg(long)]
    accept_loss: bool,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let handle: Handle = arguments.handle.parse().map_err(Problem::typed)?;
    let words = secret::words()?;
    let profile = context.begin_profile()?;
    let former = profile.session().ok().flatten();
    if let Some(session) =
        former.as_ref().filter(|session| session.handle != handle.as_str() || session.server != arguments.server)
    {
        return Err(in_use(session));
    }
    let former_origin = arguments.former_origin.as_ref().map(Url::as_str);
    let mut code = || secret::second_step().ok().map(|code| code.to_string());
    let mut vault = if arguments.accept_loss {
        let known = former.as_ref().and_then(|session| known(&profile, session));
        let known = known.as_ref();
        let mut vault =
            Vault::sign_in_accepting_loss(&arguments.server, former_origin, &handle, &words, known, &mut code)?;
        if let Some(pin) = profile.pins()?.of_account(vault.account()) {
            vault.accept_loss_since(&Seen::new(pin.locker, pin.seq, pin.hash, pin.keyring), known)?;
        }
        vault
    } else {
        let mut vault = Vault::sign_in_with_code(&arguments.server, former_origin, &handle, &words, None, &mut code)
            .map_err(explained)?;
        check_pins(&profile, &mut vault)?;
        vault
    };
    signed_in(context, &profile, &mut vault, former)
}

/// What this device kept of the session before, as far as the server still gives its half of the key.
fn known(profile: &Profile, session: &SavedSession) -> Option<SavedState> {
    let open = OpenSession::find(&session.server, session.expose_secret_token()).ok()?;
    let OpenParts { state, mut log } = profile.parts(&open.half().ok()?).ok()?;
    SavedState::from_parts(&state, std::mem::take(&mut *log)).ok()
}

/// Keeps a new session in the place of `former`, and says what is there.
pub(super) fn signed_in(
    context: &Context,
    profile: &Profile,
    vault: &mut Vault,
    former: Option<SavedSession>,
) -> Result<Answer, Problem> {
    context.keep_session(profile, vault)?;
    end(former);
    let handle = vault.handle().clone();
    let documents = vault.documents()?.len();
    let json = json!({ "id": vault.account().to_string(), "handle": handle.as_str(), "documents": documents });
    Ok(Answer::new(json, sentences::signed_in(&handle, documents)))
}

/// Holds what the server shows against what this device has seen in earlier sessions.
pub(super) fn check_pins(profile: &Profile, vault: &mut Vault) -> Result<(), Problem> {
    let pins = profile.pins()?;
    let Some(pin) = pins.of_account(vault.account()) else { return Ok(()) };
    let checked = vault.check_seen(&Seen::new(pin.locker, pin.seq, pin.hash, pin.keyring));
    checked.map_err(|problem| {
        // A session that shows an altered locker is of no use; the server ends it by itself if it can't be told.
        let _ = vault.sign_out();
        explained(problem)
    })
}

/// Ends a session that another one replaces; the server ends it by itself if it can't be told.
pub(super) fn end(former: Option<SavedSession>) {
    if let Some(session) = former {
        let _ = Api::new(&session.server, Some(session.expose_secret_token())).and_then(|mut api| api.sign_out());
    }
}

/// Somebody is signed in here already.
pub(super) fn in_use(session: &SavedSession) -> Problem {
    Problem::new(ProblemKind::Usage, "profile_in_use", sentences::profile_in_use(&session.handle))
}
