use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::server::{clock::Milliseconds, config::SignUp, http::App};

/// What anyone may know of this server.
#[derive(Debug, Serialize, ToSchema)]
pub struct Server {
    /// The address that people use.
    origin: String,
    /// Who may sign up.
    sign_up: SignUp,
    /// Its clock, milliseconds since 1970.
    #[schema(value_type = i64)]
    time: Milliseconds,
    /// The program's version.
    version: &'static str,
}

/// The server itself.
#[utoipa::path(get, path = "/server", operation_id = "server", responses((status = 200, body = Server)))]
pub async fn get(State(app): State<App>) -> Json<Server> {
    Json(Server {
        origin: app.policy.origin.clone(),
        sign_up: app.policy.sign_up,
        time: app.now(),
        version: env!("CARGO_PKG_VERSION"),
    })
}
