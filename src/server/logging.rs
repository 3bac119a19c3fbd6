//! Logs: one event a request, with its route as a pattern, its status and how long it took. `README.md` lists what is never logged.

use std::{io, time::Instant};

use axum::{
    extract::{MatchedPath, Request, State},
    http::HeaderValue,
    middleware::Next,
    response::Response,
};
use data_encoding::HEXLOWER;
use tracing_subscriber::EnvFilter;

use super::{
    config::{Config, LogFormat},
    http::App,
    random,
};

/// Starts logging to standard error.
///
/// # Errors
/// When the filter isn't one, or logging has been started already.
pub fn start(config: &Config) -> Result<(), String> {
    // tower-sessions speaks of tokens' shapes, sqlx of statements: neither is for an operator.
    let filter = format!("{},tower_sessions=error,tower_sessions_core=error,sqlx=warn", config.log);
    let filter = EnvFilter::try_new(filter).map_err(|error| format!("log: {error}"))?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).with_target(false);
    match config.log_format {
        LogFormat::Text => builder.try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    }
    .map_err(|error| error.to_string())?;
    std::panic::set_hook(Box::new(|panic| {
        // Where, not what: a message may hold data.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
    }));
    Ok(())
}

/// Logs and measures each request, and names it in `X-Request-Id`.
pub async fn each_request(State(app): State<App>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let id = HEXLOWER.encode(&random::bytes::<8>());
    let method = request.method().clone();
    // The pattern, not the path: ids and questions stay out of logs and labels.
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    let mut response = next.run(request).await;
    let (status, elapsed) = (response.status(), begun.elapsed());
    app.metrics.requests.with_label_values(&[method.as_str(), &route, status.as_str()]).observe(elapsed.as_secs_f64());
    let milliseconds = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
    let status = status.as_u16();
    if status >= 500 {
        tracing::error!(id, %method, route, status, milliseconds, "request");
    } else {
        tracing::debug!(id, %method, route, status, milliseconds, "request");
    }
    if let Ok(id) = HeaderValue::try_from(id) {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}
