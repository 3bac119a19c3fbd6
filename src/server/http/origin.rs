//! Requests that change something come from our own pages, or from no page at all.

use axum::{
    extract::{Request, State},
    http::{Method, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::{App, problem::Problem, session::Credential};

/// Refuses a changing request of a foreign page: one whose `Origin` isn't ours, or that carries a cookie and no `Origin`.
pub async fn check(State(app): State<App>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let origin = request.headers().get(header::ORIGIN).map(|value| value.as_bytes() == app.policy.origin.as_bytes());
    let by_cookie = request.extensions().get::<Credential>() == Some(&Credential::Cookie);
    if !reads && (origin == Some(false) || by_cookie && origin.is_none()) {
        return Problem::origin_refused().into_response();
    }
    next.run(request).await
}
