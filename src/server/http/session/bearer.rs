//! One credential a request: a bearer token wins over a cookie and is then treated as one.

use axum::{
    extract::{Request, State},
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};

use crate::server::http::App;

/// What a request carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    /// Our cookie: only a browser sends it by itself.
    Cookie,
    /// A token in `Authorization`: no page of another site can.
    Bearer,
}

/// Notes what the request carries, and gives a bearer token the place of the cookie.
pub async fn unify(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let name = app.policy.cookie();
    let headers = request.headers_mut();
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .and_then(|token| HeaderValue::try_from(format!("{name}={}", token.trim())).ok());
    let credential = if let Some(cookie) = bearer {
        headers.insert(header::COOKIE, cookie);
        Some(Credential::Bearer)
    } else {
        let ours = |value: &HeaderValue| {
            let cookies = value.to_str().unwrap_or_default().split(';');
            cookies.into_iter().any(|cookie| cookie.trim().split('=').next() == Some(name))
        };
        headers.get_all(header::COOKIE).iter().any(ours).then_some(Credential::Cookie)
    };
    if let Some(credential) = credential {
        request.extensions_mut().insert(credential);
    }
    next.run(request).await
}
