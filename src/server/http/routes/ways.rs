use std::collections::BTreeSet;

use axum::{Json, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{accounts::stored_keyring, rotation::new_keyring, ways_in};
use crate::{
    protocol::id::SlotId,
    server::{
        http::{
            App,
            problem::{Answer, Problem},
            shapes::{Keyring, KeyringNew, Slot, SlotNew},
            signed::SignedJson,
        },
        pins::{Device, Kept},
        storage::{MOST_OF_A_KIND, NONCE, SlotKind, Slots as _, Ways as _, WaysChange, WaysError},
    },
};

/// Bytes of a change: a keyring and all slots that there may be, in base64url.
const LIMIT: usize = 2 * 1024 * 1024;
/// Slots of an account at most: words, a card, devices and passkeys.
const MOST: usize = 2 + 2 * MOST_OF_A_KIND;

/// Ways in that go and others that come, at once.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WaysRequest {
    /// With a new recovery card: the keyring that has its recipient.
    #[serde(default)]
    keyring: Option<KeyringNew>,
    add: Vec<SlotNew>,
    /// Ids.
    #[schema(value_type = Vec<String>)]
    remove: Vec<SlotId>,
}

/// The ways in since.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaysAnswer {
    /// Oldest first.
    slots: Vec<Slot>,
    keyring: Keyring,
}

/// Changes the ways into the account, all or nothing. Repeated after a lost answer, it is answered like the first time. Sessions that
/// began by a device or passkey that goes end, but for the one that asks.
#[utoipa::path(
    post, path = "/account/ways", operation_id = "change_ways", request_body = WaysRequest,
    params(("Armoire-Signature" = String, Header)),
    responses(
        (status = 200, body = WaysAnswer), (status = 400, response = Problem), (status = 401, response = Problem),
        (status = 403, response = Problem),
        (status = 409, response = Problem), (status = 413, response = Problem), (status = 422, response = Problem),
    ),
)]
pub async fn post(
    State(app): State<App>,
    SignedJson { signed_in, request }: SignedJson<WaysRequest, LIMIT>,
) -> Answer<Json<WaysAnswer>> {
    let (account, now) = (signed_in.account, app.now());
    let remove: BTreeSet<SlotId> = request.remove.iter().copied().collect();
    let added: BTreeSet<SlotId> = request.add.iter().map(|slot| slot.id).collect();
    if request.add.len() > MOST || request.remove.len() > MOST || added.len() != request.add.len() {
        return Err(Problem::malformed("These are more ways in than there may be, or one comes twice."));
    }
    if added.is_empty() && remove.is_empty() || !added.is_disjoint(&remove) {
        return Err(Problem::malformed("Nothing changes, or something comes and goes at once."));
    }
    let keyring = request.keyring.map(new_keyring).transpose()?;
    let (mut add, mut nonces) = (Vec::new(), Vec::new());
    for slot in request.add {
        let (mut slot, nonce) = ways_in::slot(slot)?;
        if let Some(nonce) = nonce {
            slot.verifier = app.pins.verifier(&slot.verifier);
            nonces.push((Device { account, slot: slot.id }, nonce));
        }
        add.push(slot);
    }
    let before = app.storage.slots(account).await?;
    let change = WaysChange { account, session: signed_in.id, keyring, add, remove: remove.into_iter().collect(), now };
    let gone = before.into_iter().filter(|slot| slot.kind == SlotKind::Device && change.remove.contains(&slot.id));
    let gone = gone.map(|slot| Device { account, slot: slot.id }).collect();
    keep_and_change(&app, nonces, change).await?;
    app.pins.end(gone).await?;
    let slots = app.storage.slots(account).await?.into_iter().map(Into::into).collect();
    Ok(Json(WaysAnswer { slots, keyring: stored_keyring(&app, account).await? }))
}

/// A nonce is kept before its slot is there: one without the other would be a PIN that opens nothing.
async fn keep_and_change(app: &App, nonces: Vec<(Device, [u8; NONCE])>, change: WaysChange) -> Answer<()> {
    let mut kept = Vec::new();
    for (device, nonce) in nonces {
        match app.pins.keep(device, nonce, change.now).await? {
            Kept::New => kept.push(device),
            Kept::Already => {}
            Kept::Another => {
                app.pins.end(kept).await?;
                return Err(Problem::slot_conflict());
            }
        }
    }
    match app.storage.change_ways(change).await {
        Ok(_) => Ok(()),
        // Nobody knows what became of it: the sweeper looks.
        Err(WaysError::Storage(error)) => Err(error.into()),
        Err(error) => {
            app.pins.end(kept).await?;
            Err(error.into())
        }
    }
}

impl From<WaysError> for Problem {
    fn from(error: WaysError) -> Self {
        match error {
            WaysError::Ended => Self::no_session(),
            WaysError::Keyring(version) => Self::keyring_conflict(version),
            WaysError::Slot => Self::slot_conflict(),
            WaysError::HandleTaken => Self::handle_taken(),
            WaysError::Last => Self::last_way_in(),
            WaysError::TooMany => {
                let detail = format!(
                    "A locker has at most one way in by words, one card, {MOST_OF_A_KIND} devices and {MOST_OF_A_KIND} passkeys."
                );
                Self::new(StatusCode::CONFLICT, "too_many_ways", detail)
            }
            WaysError::Storage(error) => error.into(),
        }
    }
}
