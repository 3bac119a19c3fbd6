//! `armoire signout`

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

/// Ends the session on the server, then forgets it here. Without a network nothing is forgotten, so that it can be ended
/// later.
pub(super) fn run(context: &Context) -> Result<Answer, Problem> {
    let profile = context.profile()?;
    let session = signed_in(&profile)?;
    match Api::new(&session.server, Some(session.expose_secret_token()))?.sign_out() {
        Ok(()) => {}
        // It was ended already.
        Err(problem) if problem.kind == ProblemKind::SignIn => {}
        Err(problem) => return Err(problem),
    }
    profile.forget_session()?;
    Ok(Answer::new(json!({ "handle": session.handle }), sentences::signed_out(&session.handle)))
}
