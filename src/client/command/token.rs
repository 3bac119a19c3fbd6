//! `armoire token`

use serde_json::json;

use super::{
    answer::Answer,
    context::{Context, signed_in},
};
use crate::client::{api::Api, problem::Problem};

/// The session's token. Whoever has it talks to the server as this device, and still opens nothing.
pub(super) fn run(context: &Context) -> Result<Answer, Problem> {
    let session = signed_in(&context.profile()?)?;
    let token = session.expose_secret_token();
    let openapi = Api::new(&session.server, Some(token))?.description();
    let text = format!("{token}\n{openapi}");
    Ok(Answer::new(json!({ "token": token, "openapi": openapi }), text))
}
