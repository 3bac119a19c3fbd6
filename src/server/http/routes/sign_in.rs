use axum::{Json, extract::State, http::HeaderMap};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;
use utoipa::ToSchema;

use crate::{
    protocol::{
        bytes::{Bytes, Hash},
        id::AccountId,
    },
    server::{
        http::{
            App,
            address::Address,
            body::BoundedJson,
            problem::{Answer, Problem},
            session,
            shapes::{Keyring, Session, Slot, SlotKind},
            tries,
        },
        storage::{Attempt, FoundSlot, SignIn as _},
    },
};

/// Bytes of a sign-in.
const LIMIT: usize = 4096;

/// A proof of knowing words or holding a card.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignInRequest {
    kind: SlotKind,
    /// The handle, or the value derived from the card.
    find: String,
    /// The derived proof, base64url.
    #[schema(value_type = String)]
    auth: Bytes,
}

/// What leads on to the account key.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignedInAnswer {
    #[schema(value_type = String)]
    account: AccountId,
    slot: Slot,
    keyring: Keyring,
    session: Session,
}

/// Signs in. A handle that nobody has and a wrong proof take the same storage calls and get the same bytes.
#[utoipa::path(
    post, path = "/session", request_body = SignInRequest,
    responses((status = 200, body = SignedInAnswer), (status = 401, body = Problem), (status = 429, body = Problem)),
)]
pub async fn post(
    State(app): State<App>,
    address: Address,
    session: tower_sessions::Session,
    headers: HeaderMap,
    BoundedJson(request): BoundedJson<SignInRequest, LIMIT>,
) -> Answer<Json<SignedInAnswer>> {
    let kind = request.kind.into();
    let subjects =
        [tries::of_slot(crate::server::storage::SlotKind::name(kind), &request.find), tries::of_address(&address)];
    let windows = [app.policy.limits.sign_ins_per_slot, app.policy.limits.sign_ins_per_address];
    let now = app.now();
    let limits = [(subjects[0], windows[0]), (subjects[1], windows[1])];
    let (tallies, found) = app.storage.attempt(Attempt { kind, find: request.find, limits, now }).await?;
    let wait = windows.iter().zip(tallies).filter_map(|(window, tally)| window.wait(tally, now)).max();
    if let Some(wait) = wait {
        app.metrics.sign_ins_refused.inc();
        return Err(Problem::too_many_tries(wait));
    }
    let Some(FoundSlot { account, slot, keyring, .. }) = proved(found, &request.auth.0) else {
        app.metrics.sign_ins_refused.inc();
        return Err(Problem::sign_in_refused());
    };
    let session = session::begin(&app, &session, &headers, account, subjects.to_vec()).await?;
    app.metrics.sign_ins.inc();
    Ok(Json(SignedInAnswer { account, slot: slot.into(), keyring: keyring.into(), session }))
}

/// What was found, if the proof is right. Nothing found is compared too, with something that no proof has.
fn proved(found: Option<FoundSlot>, auth: &[u8]) -> Option<FoundSlot> {
    let given = Hash::of(auth);
    let expected = found.as_ref().map_or([0; 32], |found| found.verifier);
    let right: bool = given.0.ct_eq(&expected).into();
    found.filter(|_| right)
}
