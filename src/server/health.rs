//! Whether we run, and whether we can work.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};

use super::{
    http::{App, Problem},
    storage::Settings as _,
};

/// `/healthz`: the process runs.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// `/readyz`: database and object store answer.
pub async fn ready(State(app): State<App>) -> Response {
    if let Err(error) = app.storage.ready().await {
        tracing::warn!(%error, "not ready: database");
        return Problem::unavailable().into_response();
    }
    if let Err(error) = app.objects.ready().await {
        tracing::warn!(%error, "not ready: object store");
        return Problem::unavailable().into_response();
    }
    "ok\n".into_response()
}
