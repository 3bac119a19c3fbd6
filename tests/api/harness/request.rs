//! Requests, and what comes back.

use std::net::SocketAddr;

use armoire::protocol::{
    act::{Act, read_frames, write_frame},
    bytes::encode,
    change::SIGNATURE_HEADER,
    id::LockerId,
};
use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{HeaderMap, Request, StatusCode},
};
use http_body_util::BodyExt as _;
use serde_json::Value;
use tower::ServiceExt as _;

use super::Person;

/// A request in the making.
pub struct Call {
    router: Router,
    request: axum::http::request::Builder,
    /// Method and path below the interface, as signatures name them.
    name: String,
    json: String,
    body: Body,
}

/// Events as they come.
pub struct EventStream {
    body: Body,
    text: String,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Vec<u8>,
}

impl Call {
    pub(super) fn new(router: Router, method: &str, path: &str) -> Self {
        let name = format!("{method} {}", path.trim_start_matches("/api/v1"));
        let request = Request::builder().method(method).uri(path);
        Self { router, request, name, json: String::new(), body: Body::empty() }
    }

    /// Adds a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    /// Comes with a token.
    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    /// Comes from another address.
    pub fn from(mut self, peer: ConnectInfo<SocketAddr>) -> Self {
        self.request = self.request.extension(peer);
        self
    }

    /// Carries JSON.
    pub fn json(mut self, value: &Value) -> Self {
        self.json = value.to_string();
        self.body = Body::from(self.json.clone());
        self.header("content-type", "application/json")
    }

    /// Signed by the account's newest card, after `json`: what a session alone may not change.
    pub fn signed(self, person: &Person) -> Self {
        let signature = person.signer().sign(&self.name, self.json.as_bytes());
        self.header(SIGNATURE_HEADER, &encode(&signature))
    }

    /// Carries other JSON than the one that was signed.
    pub fn json_as_it_is(mut self, value: &Value) -> Self {
        self.body = Body::from(value.to_string());
        self
    }

    /// Goes to another route of the interface than the one that was signed for.
    pub fn to(mut self, path: &str) -> Self {
        self.request = self.request.uri(format!("/api/v1{path}"));
        self
    }

    /// Carries frames of acts.
    pub fn acts(mut self, acts: &[Act]) -> Self {
        let mut frames = Vec::new();
        for act in acts {
            write_frame(&mut frames, act);
        }
        self.body = Body::from(frames);
        self.header("content-type", "application/vnd.armoire.acts")
    }

    /// Carries bytes, and says how many.
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        self.body = Body::from(bytes.to_vec());
        self.header("content-length", &bytes.len().to_string())
    }

    /// Carries anything.
    pub fn body(mut self, body: impl Into<Body>) -> Self {
        self.body = body.into();
        self
    }

    /// Sends it and reads a stream of events.
    pub async fn events(self) -> EventStream {
        let request = self.request.body(self.body).expect("a request");
        let response = self.router.oneshot(request).await.expect("an answer");
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["cache-control"], "no-store");
        EventStream { body: response.into_body(), text: String::new() }
    }

    /// Sends it and gives the body as it comes.
    pub async fn stream(self) -> axum::body::BodyDataStream {
        let request = self.request.body(self.body).expect("a request");
        self.router.oneshot(request).await.expect("an answer").into_body().into_data_stream()
    }

    /// Sends it and reads what comes until it ends or is cut; gives the bytes, and whether they were whole.
    pub async fn send_and_read(self) -> (Vec<u8>, bool) {
        let request = self.request.body(self.body).expect("a request");
        let mut body = self.router.oneshot(request).await.expect("an answer").into_body();
        let mut read = Vec::new();
        while let Some(frame) = body.frame().await {
            match frame {
                Ok(frame) => read.extend_from_slice(frame.data_ref().expect("bytes")),
                Err(_) => return (read, false),
            }
        }
        (read, true)
    }

    /// Sends it and waits.
    pub async fn send(self) -> Answer {
        let request = self.request.body(self.body).expect("a request");
        let response = self.router.oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("a whole body").to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

impl EventStream {
    /// The next event as it is written, without the empty line after it; nothing at the end.
    pub async fn next(&mut self) -> Option<String> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.text = rest;
                return Some(event);
            }
            let frame = self.body.frame().await?.expect("a whole stream");
            self.text.push_str(std::str::from_utf8(frame.data_ref().expect("bytes")).expect("text"));
        }
    }

    /// Expects the head of a locker next.
    #[track_caller]
    pub fn expect_head(&mut self, locker: LockerId, seq: u64) -> impl Future<Output = ()> {
        let head = format!("event: head\ndata: {{\"locker\":\"{locker}\",\"seq\":{seq}}}");
        async move { assert_eq!(self.next().await, Some(head)) }
    }

    /// Expects the end of the session next, and of the stream.
    pub async fn expect_ended(&mut self) {
        assert_eq!(self.next().await.as_deref(), Some("event: ended\ndata: {}"));
        assert_eq!(self.next().await, None);
    }
}

impl Answer {
    /// Expects a status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", String::from_utf8_lossy(&self.body));
        self
    }

    /// Expects a problem with this status and code.
    #[track_caller]
    pub fn expect_problem(self, status: u16, code: &str) -> Value {
        let answer = self.expect(status);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let problem = answer.json();
        assert_eq!(problem["code"], code, "{problem}");
        assert_eq!(problem["status"], status);
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.ends_with('.')), "a sentence: {problem}");
        problem
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// The body as acts.
    #[track_caller]
    pub fn acts(&self) -> Vec<Act> {
        read_frames(&self.body, usize::MAX).expect("frames")
    }

    /// A header as text, empty when it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The token that the answer's cookie carries.
    #[track_caller]
    pub fn token(&self) -> String {
        let cookie = self.header("set-cookie");
        let token = cookie.strip_prefix("armoire=").and_then(|rest| rest.split(';').next());
        token.unwrap_or_else(|| panic!("no cookie: {cookie}")).to_owned()
    }
}
