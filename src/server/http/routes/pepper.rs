use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    protocol::bytes::Bytes,
    server::http::{App, problem::Problem, session::SignedIn},
};

/// What a new PIN of a device begins with.
#[derive(Debug, Serialize, ToSchema)]
pub struct Pepper {
    /// 16 bytes, base64url; goes up with the slot.
    #[schema(value_type = String)]
    nonce: Bytes,
    /// 32 bytes, base64url; nobody keeps them, and a right PIN is answered with them.
    #[schema(value_type = String)]
    pepper: Bytes,
}

/// A pepper for a new PIN. Nothing is kept of it before the slot comes.
#[utoipa::path(post, path = "/account/pepper", operation_id = "new_pepper", responses((status = 200, body = Pepper), (status = 401, response = Problem)))]
pub async fn post(State(app): State<App>, _: SignedIn) -> Json<Pepper> {
    let (nonce, pepper) = app.pins.new_pepper();
    Json(Pepper { nonce: Bytes(nonce.to_vec()), pepper: Bytes(pepper.to_vec()) })
}
