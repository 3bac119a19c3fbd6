//! Headers of every answer. The page runs no code but ours, talks to nobody but us, and tells nobody where it was.

use axum::http::{HeaderName, HeaderValue, header};

/// No inline code, no third party, no frame around us.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; frame-src 'self'; manifest-src 'self'; \
    form-action 'none'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types armoire";

/// The frame in which papers are read (`web/public/viewer/frame.html`): an origin of its own, with no network at all. It knows
/// its own style and script by their hashes; the reader's code is handed in by the page around it (`blob:`).
pub const FRAME_POLICY: HeaderValue = HeaderValue::from_static(
    "sandbox allow-scripts; default-src 'none'; connect-src 'none'; \
    style-src 'sha256-Bxj1FC1Rs2qREunh9xzmmWulvfGQS+7r5LEsMnrJjAQ='; \
    script-src 'sha256-m2OTCMQWkTeNq8Lu7lws00yTYgD9u4sxxbMybUGXt0c=' blob: 'wasm-unsafe-eval'; \
    worker-src blob:; form-action 'none'; frame-ancestors 'self'; base-uri 'none'; \
    require-trusted-types-for 'script'; trusted-types viewer",
);

/// Those that every answer has.
pub const ALWAYS: [(HeaderName, HeaderValue); 7] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_SECURITY_POLICY)),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-embedder-policy"), HeaderValue::from_static("require-corp")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(self), microphone=(), geolocation=(), payment=(), usb=()"),
    ),
];

/// Where the origin has TLS: it always will.
pub const STRICT_TRANSPORT: (HeaderName, HeaderValue) =
    (header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));

#[cfg(test)]
mod tests {
    use data_encoding::BASE64;
    use sha2::{Digest as _, Sha256};

    use super::FRAME_POLICY;

    #[test]
    fn the_frames_policy_knows_its_style_and_its_script() {
        let page = include_str!("../../../web/public/viewer/frame.html");
        let policy = FRAME_POLICY;
        let policy = policy.to_str().unwrap();
        for (start, end) in [("<style>", "</style>"), ("<script type=\"module\">", "</script>")] {
            let (_, rest) = page.split_once(start).unwrap();
            let (inside, _) = rest.split_once(end).unwrap();
            let hash = format!("'sha256-{}'", BASE64.encode(&Sha256::digest(inside)));
            assert!(policy.contains(&hash), "{start} is now {hash}");
        }
    }
}
