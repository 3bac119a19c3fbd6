use axum::{Json, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::server::{
    http::{
        App,
        problem::{Answer, Problem},
        second_step::{check, totp},
        session::SignedIn,
        signed::{SignedJson, SignedRequest},
    },
    random,
    storage::{Activity as _, SecondSteps as _},
};

/// Bytes of a code.
const LIMIT: usize = 256;

/// Codes beside words.
#[derive(Debug, Serialize, ToSchema)]
pub struct SecondStepState {
    /// Whether signing in by words asks for one.
    active: bool,
    /// Whether nothing is written before one is active.
    required: bool,
}

/// What an app makes codes of.
#[derive(Debug, Serialize, ToSchema)]
pub struct SecondStepSecret {
    /// Base32, as it is typed.
    secret: String,
    /// `otpauth://…`, as it is scanned.
    uri: String,
}

/// A code of the app.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// Six digits.
    code: String,
}

/// Whether there is a second step.
#[utoipa::path(
    get, path = "/account/second-step", operation_id = "second_step",
    responses((status = 200, body = SecondStepState), (status = 401, response = Problem)),
)]
pub async fn get(State(app): State<App>, signed_in: SignedIn) -> Answer<Json<SecondStepState>> {
    let second_step = app.storage.second_step(signed_in.account).await?;
    Ok(Json(SecondStepState { active: second_step.active, required: second_step.required }))
}

/// Begins a second step. It is asked for once a first code has come.
#[utoipa::path(
    post, path = "/account/second-step", operation_id = "begin_second_step",
    params(("Armoire-Signature" = String, Header)),
    responses(
        (status = 200, body = SecondStepSecret), (status = 401, response = Problem), (status = 403, response = Problem),
        (status = 409, response = Problem),
    ),
)]
pub async fn post(State(app): State<App>, SignedRequest(signed_in): SignedRequest) -> Answer<Json<SecondStepSecret>> {
    let account = signed_in.account;
    let handle = app.storage.handle(account).await?.unwrap_or_else(|| "Armoire".to_owned());
    let nonce = random::bytes();
    let totp = totp(&app, &nonce, &handle)?;
    let uri = totp.to_url().map_err(|_| Problem::internal())?;
    if !app.storage.begin_second_step(account, nonce).await? {
        let detail = "There is a second step already. End it first, with a code.";
        return Err(Problem::new(StatusCode::CONFLICT, "second_step_active", detail));
    }
    Ok(Json(SecondStepSecret { secret: totp.secret().to_base32(), uri }))
}

/// Has the second step asked for from now on.
#[utoipa::path(
    put, path = "/account/second-step", operation_id = "confirm_second_step", request_body = Code,
    params(("Armoire-Signature" = String, Header)),
    responses(
        (status = 204), (status = 400, response = Problem), (status = 401, response = Problem), (status = 403, response = Problem),
        (status = 422, response = Problem), (status = 429, response = Problem),
    ),
)]
pub async fn put(
    State(app): State<App>,
    SignedJson { signed_in, request }: SignedJson<Code, LIMIT>,
) -> Answer<StatusCode> {
    let account = signed_in.account;
    let second_step = app.storage.second_step(account).await?;
    let confirm = async |code: crate::server::http::second_step::RightCode| {
        Ok(app.storage.confirm_second_step(account, code.nonce, code.step).await?)
    };
    let right = check(&app, account, &second_step, &request.code, confirm).await?;
    if right { Ok(StatusCode::NO_CONTENT) } else { Err(refused()) }
}

/// Ends the second step. Where one is required, nothing is written until there is another.
#[utoipa::path(
    delete, path = "/account/second-step", operation_id = "end_second_step", request_body = Code,
    params(("Armoire-Signature" = String, Header)),
    responses(
        (status = 204), (status = 400, response = Problem), (status = 401, response = Problem), (status = 403, response = Problem),
        (status = 422, response = Problem), (status = 429, response = Problem),
    ),
)]
pub async fn delete(
    State(app): State<App>,
    SignedJson { signed_in, request }: SignedJson<Code, LIMIT>,
) -> Answer<StatusCode> {
    let account = signed_in.account;
    let second_step = app.storage.second_step(account).await?;
    let take = async |code: crate::server::http::second_step::RightCode| {
        Ok(app.storage.take_step(account, code.nonce, code.step).await?)
    };
    if !check(&app, account, &second_step, &request.code, take).await? {
        return Err(refused());
    }
    app.storage.end_second_step(account).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn refused() -> Problem {
    Problem::second_step_refused(StatusCode::UNPROCESSABLE_ENTITY)
}
