use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use super::{accounts::stored_keyring, rotation::new_keyring};
use crate::server::{
    http::{
        App,
        problem::{Answer, Problem},
        session::SignedIn,
        shapes::{Keyring, KeyringNew},
        signed::SignedJson,
    },
    storage::Keyrings as _,
};

/// Bytes of a keyring in base64url, with its versions.
const LIMIT: usize = 2 * 1024 * 1024;

/// The version that is there now.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeyringVersion {
    version: u64,
}

/// The account's keyring.
#[utoipa::path(get, path = "/keyring", operation_id = "keyring", responses((status = 200, body = Keyring), (status = 401, response = Problem)))]
pub async fn get(State(app): State<App>, signed_in: SignedIn) -> Answer<Json<Keyring>> {
    stored_keyring(&app, signed_in.account).await.map(Json)
}

/// Replaces the keyring, if nobody else has meanwhile.
#[utoipa::path(
    put, path = "/keyring", operation_id = "replace_keyring", request_body = KeyringNew,
    params(("Armoire-Signature" = String, Header)),
    responses(
        (status = 200, body = KeyringVersion), (status = 400, response = Problem), (status = 401, response = Problem),
        (status = 403, response = Problem),
        (status = 409, response = Problem), (status = 413, response = Problem),
    ),
)]
pub async fn put(
    State(app): State<App>,
    SignedJson { signed_in, request }: SignedJson<KeyringNew, LIMIT>,
) -> Answer<Json<KeyringVersion>> {
    let version = request.version;
    let new = new_keyring(request)?;
    match app.storage.replace_keyring(signed_in.account, new).await? {
        Ok(()) => Ok(Json(KeyringVersion { version })),
        Err(newest) => Err(Problem::keyring_conflict(newest)),
    }
}
