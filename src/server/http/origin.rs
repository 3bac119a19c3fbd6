//! Requests that change something come from our own pages, or from no page at all.

use axum::{
    extract::{Request, State},
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::{App, problem::Problem, session::Credential};

/// Refuses a changing request of a foreign page: one whose `Origin` isn't ours, or that carries a cookie and no `Origin`.
pub async fn check(State(app): State<App>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let origin = request.headers().get(header::ORIGIN).map(|origin| {
        origin.as_bytes() == app.policy.origin.as_bytes()
            || !app.policy.secure() && is_own_loopback(origin, request.headers().get(header::HOST))
    });
    let by_cookie = request.extensions().get::<Credential>() == Some(&Credential::Cookie);
    if !reads && (origin == Some(false) || by_cookie && origin.is_none()) {
        return Problem::origin_refused().into_response();
    }
    next.run(request).await
}

/// On loopback the server may listen elsewhere than at its origin: a page is ours when it comes from where the request
/// goes. The host must be a loopback one by name, so that a foreign name that leads here isn't taken for it.
fn is_own_loopback(origin: &HeaderValue, host: Option<&HeaderValue>) -> bool {
    let (Ok(origin), Some(Ok(host))) = (origin.to_str(), host.map(HeaderValue::to_str)) else { return false };
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    matches!(name, "localhost" | "127.0.0.1" | "[::1]") && origin.strip_prefix("http://") == Some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_another_loopback_port_or_of_a_foreign_name_is_not_ours() {
        let of = |origin: &'static str, host: &'static str| {
            is_own_loopback(&HeaderValue::from_static(origin), Some(&HeaderValue::from_static(host)))
        };
        assert!(of("http://localhost:9090", "localhost:9090"));
        assert!(of("http://127.0.0.1:9090", "127.0.0.1:9090"));
        assert!(!of("http://localhost:9091", "localhost:9090"));
        assert!(!of("http://rebound.example:9090", "rebound.example:9090"));
        assert!(!of("https://localhost:9090", "localhost:9090"));
        assert!(!of("null", "localhost:9090"));
    }
}
