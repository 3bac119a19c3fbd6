use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::server::{
    http::{
        App,
        problem::{Answer, Problem},
        session::SignedIn,
        shapes::Slot,
    },
    storage::Slots as _,
};

/// The ways into an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct SlotList {
    /// Oldest first.
    slots: Vec<Slot>,
}

/// Lists the account's slots.
#[utoipa::path(get, path = "/slots", operation_id = "slots", responses((status = 200, body = SlotList), (status = 401, response = Problem)))]
pub async fn list(State(app): State<App>, signed_in: SignedIn) -> Answer<Json<SlotList>> {
    let slots = app.storage.slots(signed_in.account).await?;
    Ok(Json(SlotList { slots: slots.into_iter().map(Into::into).collect() }))
}
