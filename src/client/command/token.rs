//! `armoire token`

use serde_json::json;

use super::{
    answer::Answer,
    context::{Context, signed_in},
    sentences,
};
use crate::client::{
    api::Api,
    problem::{Problem, ProblemKind},
};

/// The session's token, and where to go with it: the description of the interface, and the address for uploads by tus. Whoever has it
/// talks to the server as this device, and still opens nothing.
pub(super) fn run(context: &Context) -> Result<Answer, Problem> {
    let profile = context.profile()?;
    let session = signed_in(&profile)?;
    let token = session.expose_secret_token();
    let api = Api::new(&session.server, Some(token))?;
    let pins = profile.pins()?;
    // Signing in has seen the account's locker and kept that.
    let unseen = || Problem::new(ProblemKind::SignIn, "not_signed_in", sentences::NOT_SIGNED_IN);
    let pin = pins.of_account(session.account).ok_or_else(unseen)?;
    let (openapi, tus) = (api.description(), api.uploads(pin.locker));
    let text = format!("{token}\n{openapi}\n{tus}");
    Ok(Answer::new(json!({ "token": token, "openapi": openapi, "tus": tus }), text))
}
