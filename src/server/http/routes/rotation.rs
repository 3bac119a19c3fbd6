use std::collections::BTreeSet;

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{accounts::stored_keyring, ways_in};
use crate::{
    protocol::{bytes::Bytes, card::SignedCard, id::LockerId},
    server::{
        append::{self, NotAppended, Prepared},
        http::{
            App,
            body::{BoundedJson, json},
            problem::{Answer, Problem},
            session::{self, SignedIn},
            shapes::{Card, KeyringNew, Opened, SlotKept, SlotNew},
        },
        storage::{Accounts as _, Keyring, Lockers as _, NewKeyring, Rotation, RotationError, Slots as _},
    },
};

/// Bytes of a rotation: a keyring and a rotation of each private folder, in base64url.
const LIMIT: usize = 8 * 1024 * 1024;

/// New words, and a new key under everything.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RotationRequest {
    card: Card,
    keyring: KeyringNew,
    /// The only ways in from now on, together with `keep`: one of words, one of a card.
    slots: Vec<SlotNew>,
    /// Ways that stay, sealed anew under their own ids; what leads to them and what proves them stay too.
    #[serde(default)]
    keep: Vec<SlotKept>,
    /// One append for each own locker.
    lockers: Vec<LockerRotation>,
}

/// The acts of one locker.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LockerRotation {
    #[schema(value_type = String)]
    locker: LockerId,
    /// Frames, base64url.
    #[schema(value_type = String)]
    acts: Bytes,
}

/// Replaces an account's card, keyring, ways in and roots, and ends all its sessions.
#[utoipa::path(
    post, path = "/account/rotation", operation_id = "rotate_account", request_body = RotationRequest,
    responses(
        (status = 200, body = Opened), (status = 400, response = Problem), (status = 401, response = Problem),
        (status = 409, response = Problem), (status = 422, response = Problem),
    ),
)]
pub async fn post(
    State(app): State<App>,
    session: tower_sessions::Session,
    signed_in: SignedIn,
    headers: HeaderMap,
    BoundedJson(request): BoundedJson<RotationRequest, LIMIT>,
) -> Answer<Response> {
    let (account, now) = (signed_in.account, app.now());
    let before = app.storage.slots(account).await?;
    let (slots, kept) = ways_in::slots_and_kept(request.slots, request.keep, &before)?;
    let keyring = new_keyring(request.keyring)?;
    let card = SignedCard::try_from(request.card).map_err(Problem::card_refused)?;
    let mut cards = append::load_cards(&app.storage, account).await?;
    cards.push(&card).map_err(Problem::card_refused)?;
    let own: BTreeSet<LockerId> = app.storage.lockers(account).await?.iter().map(|locker| locker.id).collect();
    if request.lockers.len() != own.len()
        || request.lockers.iter().map(|one| one.locker).collect::<BTreeSet<_>>() != own
    {
        return Err(Problem::malformed("Each of your lockers needs its rotation."));
    }
    let mut logs = Vec::new();
    for LockerRotation { locker, acts } in request.lockers {
        let acts = append::read(&acts.0)?;
        match append::prepare(&app.storage, locker, acts, &cards, app.appending(account)).await? {
            Prepared::New(stretch) if stretch.after.card == cards.newest().hash => logs.push(*stretch),
            _ => return Err(Problem::malformed("A locker's rotation doesn't name the new card.")),
        }
    }
    let locker = *own.first().ok_or_else(Problem::internal)?;
    let number = cards.newest().content.number;
    let rotation = Rotation { account, card, number, keyring, slots, kept, logs, now };
    if let Err(error) = app.storage.rotate_account(rotation).await {
        return Err(explain(&app, error).await?);
    }
    // The slots are gone; what the store of PINs still has leads nowhere, and the sweeper ends it if this doesn't.
    app.pins.end_all(account).await?;
    let session = session::begin(&app, &session, &headers, account, None).await?;
    Ok(json(
        StatusCode::OK,
        Opened {
            account,
            locker,
            slots: app.storage.slots(account).await?.into_iter().map(Into::into).collect(),
            keyring: stored_keyring(&app, account).await?,
            session,
        },
    ))
}

/// Takes a keyring that grows.
///
/// # Errors
/// `malformed`, `too_large`.
pub fn new_keyring(new: KeyringNew) -> Answer<NewKeyring> {
    if new.version <= new.expected || new.version > crate::protocol::canonical::LARGEST_INTEGER {
        return Err(Problem::malformed("A keyring's version only grows."));
    }
    let sealed = ways_in::keyring(new.sealed.0)?;
    Ok(NewKeyring { expected: new.expected, keyring: Keyring { version: new.version, sealed } })
}

async fn explain(app: &App, error: RotationError) -> Answer<Problem> {
    Ok(match error {
        RotationError::Keyring(version) => Problem::keyring_conflict(version),
        RotationError::Card => Problem::card_refused(crate::protocol::Refusal::Card),
        RotationError::Slot => Problem::slot_conflict(),
        RotationError::HandleTaken => Problem::handle_taken(),
        RotationError::Append(locker, error) => {
            let refused: NotAppended = append::refused(&app.storage, locker, error, 0).await?;
            refused.into()
        }
        RotationError::Storage(error) => error.into(),
    })
}
