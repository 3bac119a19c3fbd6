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
        storage::{self, Attempt, FoundSlot, SignIn as _, Tried},
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
    post, path = "/session", operation_id = "sign_in", request_body = SignInRequest,
    responses((status = 200, body = SignedInAnswer), (status = 401, response = Problem), (status = 429, response = Problem)),
)]
pub async fn post(
    State(app): State<App>,
    address: Address,
    session: tower_sessions::Session,
    headers: HeaderMap,
    BoundedJson(request): BoundedJson<SignInRequest, LIMIT>,
) -> Answer<Json<SignedInAnswer>> {
    let kind = storage::SlotKind::from(request.kind);
    let (of_address, of_slot) = (tries::of_address(&address), tries::of_slot(kind.name(), &request.find));
    let limits = app.policy.limits;
    let attempt = Attempt {
        kind,
        find: request.find,
        of_address: (of_address, limits.sign_ins_per_address),
        of_slot: (of_slot, limits.sign_ins_per_slot),
        now: app.now(),
    };
    let tried = app.storage.attempt(attempt).await?;
    if let Tried::TooOften(wait) = tried {
        app.metrics.sign_ins_refused.inc();
        return Err(Problem::too_many_tries(wait));
    }
    let Some(FoundSlot { account, slot, keyring, .. }) = proved(tried, &request.auth.0) else {
        app.metrics.sign_ins_refused.inc();
        return Err(Problem::sign_in_refused());
    };
    let session = session::begin(&app, &session, &headers, account, vec![of_address, of_slot]).await?;
    app.metrics.sign_ins.inc();
    Ok(Json(SignedInAnswer { account, slot: slot.into(), keyring: keyring.into(), session }))
}

/// What was found, if the proof is right. Nothing found is compared too, with something that no proof has.
fn proved(tried: Tried, auth: &[u8]) -> Option<FoundSlot> {
    let found = if let Tried::Found(found) = tried { Some(*found) } else { None };
    let given = Hash::of(auth);
    let expected = found.as_ref().map_or([0; 32], |found| found.verifier);
    let right: bool = given.0.ct_eq(&expected).into();
    found.filter(|_| right)
}
