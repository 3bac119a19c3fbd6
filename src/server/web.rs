//! The web app, built into the program.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse as _, Response},
};
use data_encoding::HEXLOWER;
use rust_embed::{EmbeddedFile, RustEmbed};

use super::http::{FRAME_POLICY, Problem, accepts};

/// What `web` builds; empty when it hasn't been built.
#[derive(RustEmbed)]
#[folder = "web/dist"]
#[allow_missing = true]
struct Files;

/// Encodings that the build may have made beside a file, the smaller first.
const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// Serves a file of the web app; a path that no file has is the app's own and gets its page.
pub async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return Problem::not_found().into_response();
    }
    let path = uri.path().trim_start_matches('/');
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let path = if is_file { path } else { "index.html" };
    match Files::get(path) {
        Some(file) => {
            // Names under assets/ hold a hash of what is inside. The frame's page is asked for with one: browsers hand frames that
            // are sandboxed to no service worker, and only what stays fresh opens without a network.
            let hashed = path.starts_with("assets/") || path.starts_with("viewer/") && uri.query().is_some();
            answer(path, hashed, &file, &headers)
        }
        None if path == "index.html" => {
            (StatusCode::NOT_FOUND, "The web app isn't part of this build. The interface is under /api/v1.\n")
                .into_response()
        }
        None => Problem::not_found().into_response(),
    }
}

fn answer(path: &str, hashed: bool, plain: &EmbeddedFile, headers: &HeaderMap) -> Response {
    let tag = tag(plain);
    let unchanged = headers.get(header::IF_NONE_MATCH).is_some_and(|value| *value == tag);
    let packed = ENCODINGS
        .into_iter()
        .filter(|(name, _)| accepts(headers, name))
        .find_map(|(name, ending)| Some((name, Files::get(&format!("{path}{ending}"))?)));
    let body = match &packed {
        _ if unchanged => Body::empty(),
        Some((_, file)) => file.data.clone().into_owned().into(),
        None => plain.data.clone().into_owned().into(),
    };
    let mut response = Response::new(body);
    if unchanged {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let headers = response.headers_mut();
    if let Ok(kind) = HeaderValue::try_from(kind.as_ref()) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    headers.insert(header::ETAG, tag);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    // Nothing but the frame's own page lies there.
    if path.starts_with("viewer/") {
        headers.insert(header::CONTENT_SECURITY_POLICY, FRAME_POLICY);
    }
    let cached = if hashed { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cached));
    if let Some((name, _)) = packed {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    response
}

fn tag(file: &EmbeddedFile) -> HeaderValue {
    let hash = HEXLOWER.encode(&file.metadata.sha256_hash()[..16]);
    HeaderValue::try_from(format!("\"{hash}\"")).unwrap_or(HeaderValue::from_static("\"\""))
}
