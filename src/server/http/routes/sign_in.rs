use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
};
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
            second_step::{RightCode, check},
            session::{self, CameBy},
            shapes::{Keyring, Session, Slot, SlotKind},
            tries,
        },
        pins::{self, Proof},
        storage::{self, Attempt, FoundSlot, SecondSteps as _, SignIn as _, Tried, Tries as _},
    },
};

/// Bytes of a sign-in.
const LIMIT: usize = 4096;

/// A proof of knowing words or a PIN, or of holding a card or a passkey.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignInRequest {
    kind: SlotKind,
    /// The handle, or the value derived from card, device or passkey.
    find: String,
    /// The derived proof, base64url.
    #[schema(value_type = String)]
    auth: Bytes,
    /// Six digits of an app, where words ask for a second step.
    #[serde(default)]
    code: Option<String>,
}

/// What leads on to the account key.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignedInAnswer {
    #[schema(value_type = String)]
    account: AccountId,
    slot: Slot,
    /// Of a device, what opens its slot together with its PIN: 32 bytes, base64url.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pepper: Option<Bytes>,
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
    let (found, wait) = match app.storage.attempt(attempt).await? {
        Tried::Looked { found, wait } => (found, wait),
        Tried::TooOften(wait) => {
            app.metrics.sign_ins_refused.inc();
            return Err(Problem::too_many_tries(wait));
        }
    };
    let proved = match kind {
        storage::SlotKind::Device => prove_pin(&app, found, &request.auth.0).await?,
        _ => prove(found, &request.auth.0),
    };
    let (found, pepper) = proved.map_err(|refused| {
        app.metrics.sign_ins_refused.inc();
        // Whoever is right comes in, however often others were wrong: a stranger keeps nobody out. A device's tries are counted
        // where no restart gives them back.
        wait.filter(|_| kind != storage::SlotKind::Device).map_or(refused, Problem::too_many_tries)
    })?;
    let give_back = vec![of_address, of_slot];
    if kind == storage::SlotKind::Words && found.second_step {
        take_code(&app, found.account, request.code.as_deref(), &give_back).await?;
    }
    let FoundSlot { account, slot, keyring, .. } = found;
    let by = CameBy { slot: slot.id, kind, give_back };
    let session = session::begin(&app, &session, &headers, account, Some(by)).await?;
    app.metrics.sign_ins.inc();
    let pepper = pepper.map(|pepper| Bytes(pepper.to_vec()));
    Ok(Json(SignedInAnswer { account, slot: slot.into(), pepper, keyring: keyring.into(), session }))
}

/// What was found, and the pepper of a device; or why nobody comes in.
type Proved = Result<(FoundSlot, Option<[u8; 32]>), Problem>;

/// What was found, if the proof is right. Nothing found is compared too, with something that no proof has.
fn prove(found: Option<Box<FoundSlot>>, auth: &[u8]) -> Proved {
    let given = Hash::of(auth);
    let expected = found.as_ref().map_or([0; 32], |found| found.verifier);
    let right: bool = given.0.ct_eq(&expected).into();
    found.filter(|_| right).map(|found| (*found, None)).ok_or_else(Problem::sign_in_refused)
}

/// The same for a PIN, which has five tries in a row. Whoever asks for a device that isn't there has no device: its `find` can't be
/// guessed.
async fn prove_pin(app: &App, found: Option<Box<FoundSlot>>, auth: &[u8]) -> Answer<Proved> {
    let Some(found) = found else { return Ok(Err(Problem::pin_refused(0))) };
    Ok(match pins::prove(&app.storage, &app.pins, &found, auth).await? {
        Proof::Right(pepper) => Ok((*found, Some(pepper))),
        Proof::Wrong(left) => Err(Problem::pin_refused(left)),
    })
}

/// Takes a code beside right words.
async fn take_code(app: &App, account: AccountId, code: Option<&str>, give_back: &[Hash]) -> Answer<()> {
    let Some(code) = code else {
        // The words were right: asking for the code isn't a wrong try.
        app.storage.give_tries_back(give_back.to_vec()).await?;
        return Err(Problem::second_step());
    };
    let second_step = app.storage.second_step(account).await?;
    let take = async |code: RightCode| Ok(app.storage.take_step(account, code.nonce, code.step).await?);
    if check(app, account, &second_step, code, take).await? {
        return Ok(());
    }
    app.metrics.sign_ins_refused.inc();
    Err(Problem::second_step_refused(StatusCode::UNAUTHORIZED))
}
