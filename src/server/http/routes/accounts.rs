use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::ways_in;
use crate::{
    protocol::{
        Refusal,
        bytes::{Bytes, Hash},
        canonical,
        card::{CardChain, CardContent, SignedCard},
        id::AccountId,
        limits,
    },
    server::{
        append,
        config::SignUp,
        http::{
            App,
            address::Address,
            body::{BoundedJson, json},
            problem::{Answer, Problem},
            session,
            shapes::{Card, Keyring, Opened, SlotNew},
            tries,
        },
        storage::{Accounts as _, Keyrings as _, NewAccount, SignUpError, Slots as _, StorageError},
    },
};

/// Bytes of a sign-up: a keyring, two acts, a card and two slots, in base64url.
const LIMIT: usize = 2 * 1024 * 1024;

/// A person's account and locker, made on their device.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignUpRequest {
    /// The sign-up code, where one is needed.
    #[serde(default)]
    code: Option<String>,
    /// A name and four digits.
    handle: String,
    card: Card,
    /// One of words, one of a card.
    slots: Vec<SlotNew>,
    /// Version 1.
    keyring: Keyring,
    /// Frames of acts 0 and 1, base64url.
    #[schema(value_type = String)]
    locker: Bytes,
}

/// Signs up. Repeated after a lost answer, it is answered like the first time.
#[utoipa::path(
    post, path = "/accounts", operation_id = "sign_up", request_body = SignUpRequest,
    responses(
        (status = 201, body = Opened), (status = 400, response = Problem), (status = 403, response = Problem),
        (status = 409, response = Problem), (status = 422, response = Problem), (status = 429, response = Problem),
    ),
)]
pub async fn post(
    State(app): State<App>,
    address: Address,
    session: tower_sessions::Session,
    headers: HeaderMap,
    BoundedJson(request): BoundedJson<SignUpRequest, LIMIT>,
) -> Answer<Response> {
    let code = code(app.policy.sign_up, request.code)?;
    tries::count_sign_up(&app, &address).await?;
    let slots = ways_in::slots(request.slots, &request.handle)?;
    if request.keyring.version != 1 {
        return Err(Problem::malformed("A keyring begins with version 1."));
    }
    let keyring = ways_in::keyring(request.keyring.sealed.0)?;
    let (card, cards) = first_card(request.card).map_err(Problem::card_refused)?;
    let account = cards.account();
    let acts = append::read(&request.locker.0)?;
    let now = app.now();
    let log = append::begin(&acts, &cards, now)?;
    let locker = log.after.id;
    let new = NewAccount { id: account, card, slots: slots.clone(), keyring, log, code, now };
    match app.storage.sign_up(new).await {
        Ok(()) => app.metrics.sign_ups.inc(),
        Err(error) => {
            // Repeated after a lost answer, it is answered like the first: nobody else knows these verifiers.
            if !app.storage.has_slots(account, &slots).await? {
                return Err(error.into());
            }
        }
    }
    let session = session::begin(&app, &session, &headers, account, None).await?;
    Ok(json(
        StatusCode::CREATED,
        Opened {
            account,
            locker,
            slots: app.storage.slots(account).await?.into_iter().map(Into::into).collect(),
            keyring: stored_keyring(&app, account).await?,
            session,
        },
    ))
}

/// The keyring as the database gives it back: what a client opens before it trusts.
pub async fn stored_keyring(app: &App, account: AccountId) -> Answer<Keyring> {
    let keyring = app.storage.keyring(account).await?;
    Ok(keyring.ok_or(StorageError::Corrupt("no keyring"))?.into())
}

fn code(sign_up: SignUp, code: Option<String>) -> Answer<Option<[u8; 32]>> {
    match (sign_up, code) {
        (SignUp::Open, _) => Ok(None),
        (SignUp::Code, Some(code)) => Ok(Some(Hash::of(code.trim().as_bytes()).0)),
        (SignUp::Code, None) => Err(wrong_code()),
        (SignUp::Closed, _) => {
            let detail = "Nobody can sign up here by themselves.";
            Err(Problem::new(StatusCode::FORBIDDEN, "sign_up_closed", detail))
        }
    }
}

fn wrong_code() -> Problem {
    let detail = "This sign-up code isn't valid, or was used already. Ask for another one.";
    Problem::new(StatusCode::FORBIDDEN, "sign_up_code", detail)
}

fn first_card(card: Card) -> Result<(SignedCard, CardChain), Refusal> {
    let card = SignedCard::try_from(card)?;
    let content: CardContent = canonical::read(&card.card, limits::CARD)?;
    let chain = CardChain::verify(content.account, std::slice::from_ref(&card))?;
    Ok((card, chain))
}

impl From<SignUpError> for Problem {
    fn from(error: SignUpError) -> Self {
        match error {
            SignUpError::Code => wrong_code(),
            SignUpError::HandleTaken | SignUpError::Exists => Self::handle_taken(),
            SignUpError::Storage(error) => error.into(),
        }
    }
}
