//! The server's HTTP interface, as a client calls it. What comes back is hostile: bounded before it is parsed.

mod blocked;
mod people;
mod problem;
mod transfer;
pub mod types;
mod ways;

use std::time::Duration;

use serde::{Serialize, de::DeserializeOwned};
use ureq::{
    Agent, Body,
    http::{Request, Response, header},
};
use url::Url;
use zeroize::Zeroizing;

use super::problem::{Problem, ProblemKind};
use crate::protocol::{
    act::{Act, read_frames},
    bytes::{Hash, encode},
    change::{SIGNATURE_HEADER, Signer},
    id::{AccountId, LockerId, NodeId},
    limits,
};
use types::{
    AccountMade, Cards, CurrentSession, KeyringNew, KeyringStored, Locker, Rotation, Server, Session, Sessions, SignIn,
    SignUp, SignedIn,
};

/// JSON answers hold at most an account's cards.
const JSON: u64 = 32 * 1024 * 1024;
/// A log as it is served: 20,000 documents and a checkpoint's list, with room.
const LOG: u64 = 512 * 1024 * 1024;
/// Acts that one answer may hold.
const ACTS: usize = 1_000_000;
const FRAMES: &str = "application/vnd.armoire.acts";

/// A connection to one server, with or without a session.
pub struct Api {
    agent: Agent,
    base: Url,
    token: Option<Zeroizing<String>>,
}

impl std::fmt::Debug for Api {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Api({}, …)", self.base)
    }
}

impl Api {
    /// Talks to the server at `server`, in the session of `token` if there is one.
    ///
    /// # Errors
    /// `server` when it isn't an http or https address.
    pub fn new(server: &Url, token: Option<&str>) -> Result<Self, Problem> {
        let good = matches!(server.scheme(), "http" | "https") && server.host_str().is_some();
        let base = server.join("/api/v1/").ok().filter(|_| good).ok_or_else(|| {
            Problem::new(ProblemKind::Usage, "server", "The server's address begins with http:// or https://.")
        })?;
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .user_agent(concat!("armoire/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_recv_response(Some(Duration::from_mins(1)))
            .timeout_recv_body(Some(Duration::from_mins(10)))
            .timeout_send_body(Some(Duration::from_mins(10)))
            .build();
        Ok(Self { agent: config.into(), base, token: token.map(|token| Zeroizing::new(token.into())) })
    }

    /// The session's token: a secret.
    #[must_use]
    pub fn token(&self) -> Option<&str> {
        self.token.as_ref().map(|token| token.as_str())
    }

    /// Where the interface is described.
    #[must_use]
    pub fn description(&self) -> String {
        self.address("openapi.json")
    }

    /// Where stock clients of resumable uploads (tus 1.0.0) send objects of a locker.
    #[must_use]
    pub fn uploads(&self, locker: LockerId) -> String {
        self.address(&format!("lockers/{locker}/uploads"))
    }

    pub(super) fn server(&self) -> Result<Server, Problem> {
        self.get_json("server")
    }

    pub(super) fn sign_up(&mut self, new: &SignUp) -> Result<AccountMade, Problem> {
        self.start_session("accounts", new)
    }

    pub(super) fn sign_in(&mut self, proof: &SignIn) -> Result<SignedIn, Problem> {
        self.start_session("session", proof)
    }

    pub(super) fn rotate_account(&mut self, rotation: &Rotation) -> Result<AccountMade, Problem> {
        self.start_session("account/rotation", rotation)
    }

    pub(super) fn session(&self) -> Result<CurrentSession, Problem> {
        self.get_json("session")
    }

    pub(super) fn sign_out(&mut self) -> Result<(), Problem> {
        self.delete("session")?;
        self.token = None;
        Ok(())
    }

    pub(super) fn sessions(&self) -> Result<Vec<Session>, Problem> {
        self.get_json::<Sessions>("sessions").map(|answer| answer.sessions)
    }

    pub(super) fn end_session(&self, id: &str) -> Result<(), Problem> {
        // An id from outside goes into an address: only what ids are made of.
        if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
            return Err(Problem::new(ProblemKind::NotFound, "not_found", "There is no such session."));
        }
        self.delete(&format!("sessions/{id}"))
    }

    pub(super) fn end_other_sessions(&self) -> Result<(), Problem> {
        self.delete("sessions")
    }

    pub(super) fn cards(&self, account: AccountId) -> Result<Cards, Problem> {
        self.get_json(&format!("accounts/{account}/cards"))
    }

    pub(super) fn keyring(&self) -> Result<KeyringStored, Problem> {
        self.get_json("keyring")
    }

    pub(super) fn replace_keyring(&self, new: &KeyringNew, signer: Signer<'_>) -> Result<(), Problem> {
        self.send_signed("PUT", "keyring", new, signer).map(drop)
    }

    pub(super) fn locker(&self, locker: LockerId) -> Result<Locker, Problem> {
        self.get_json(&format!("lockers/{locker}"))
    }

    pub(super) fn living(&self, locker: LockerId) -> Result<Vec<Act>, Problem> {
        self.get_acts(&format!("lockers/{locker}/living"))
    }

    pub(super) fn acts_from(&self, locker: LockerId, seq: u64) -> Result<Vec<Act>, Problem> {
        self.get_acts(&format!("lockers/{locker}/acts?from={seq}"))
    }

    pub(super) fn acts_on(&self, locker: LockerId, node: NodeId) -> Result<Vec<Act>, Problem> {
        self.get_acts(&format!("lockers/{locker}/acts?node={node}"))
    }

    /// Appends frames. A lost answer is asked for again: the server answers a repeated append like the first.
    pub(super) fn append(&self, locker: LockerId, frames: &[u8]) -> Result<(), Problem> {
        let mut tries = 0;
        loop {
            let request = self.request("POST", &format!("lockers/{locker}/acts")).header(header::CONTENT_TYPE, FRAMES);
            match self.send(request, frames) {
                Err(problem) if problem.code == "network" && tries < 2 => tries += 1,
                other => return other.map(drop),
            }
        }
    }

    fn start_session<T: DeserializeOwned>(&mut self, path: &str, body: &impl Serialize) -> Result<T, Problem> {
        let request = self.request("POST", path).header(header::CONTENT_TYPE, "application/json");
        let mut response = self.send(request, json(body)?.as_slice())?;
        self.token = Some(session_token(&response).ok_or_else(not_understood)?);
        read_json(&mut response)
    }

    fn get_json<T: DeserializeOwned>(&self, path: &str) -> Result<T, Problem> {
        let mut response = self.send(self.request("GET", path), ())?;
        read_json(&mut response)
    }

    fn get_acts(&self, path: &str) -> Result<Vec<Act>, Problem> {
        let mut response = self.send(self.request("GET", path), ())?;
        let bytes = read_bytes(&mut response, LOG)?;
        read_frames(&bytes, ACTS).map_err(Problem::altered)
    }

    fn delete(&self, path: &str) -> Result<(), Problem> {
        self.send(self.request("DELETE", path), ()).map(drop)
    }

    fn address(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    fn request(&self, method: &str, path: &str) -> ureq::http::request::Builder {
        let request = Request::builder().method(method).uri(self.address(path));
        match &self.token {
            Some(token) => request.header(header::AUTHORIZATION, format!("Bearer {}", token.as_str())),
            None => request,
        }
    }

    /// Sends what a session alone may not change.
    fn send_signed(
        &self,
        method: &str,
        path: &str,
        body: &impl Serialize,
        signer: Signer<'_>,
    ) -> Result<Response<Body>, Problem> {
        let body = json(body)?;
        let request = self.signed(method, path, &body, signer).header(header::CONTENT_TYPE, "application/json");
        self.send(request, body.as_slice())
    }

    /// A request with the signature of the account's newest card over it and its body.
    fn signed(&self, method: &str, path: &str, body: &[u8], signer: Signer<'_>) -> ureq::http::request::Builder {
        let signature = signer.sign(&format!("{method} /{path}"), body);
        self.request(method, path).header(SIGNATURE_HEADER, encode(&signature))
    }

    fn send(
        &self,
        request: ureq::http::request::Builder,
        body: impl ureq::AsSendBody,
    ) -> Result<Response<Body>, Problem> {
        let request = request.body(body).map_err(|_| not_understood())?;
        let mut response = self.agent.run(request).map_err(|error| problem::of_transport(&error))?;
        if response.status().is_success() { Ok(response) } else { Err(problem::of_answer(&mut response)) }
    }
}

/// SHA-256 of a proof: what the server keeps of it.
#[must_use]
pub fn verifier(auth: &crate::client::hazmat::Key) -> Hash {
    Hash::of(auth.expose_secret_bytes())
}

fn json(value: &impl Serialize) -> Result<Zeroizing<Vec<u8>>, Problem> {
    serde_json::to_vec(value).map(Zeroizing::new).map_err(|_| not_understood())
}

fn read_json<T: DeserializeOwned>(response: &mut Response<Body>) -> Result<T, Problem> {
    serde_json::from_slice(&read_bytes(response, JSON)?).map_err(|_| not_understood())
}

fn read_bytes(response: &mut Response<Body>, limit: u64) -> Result<Vec<u8>, Problem> {
    response.body_mut().with_config().limit(limit).read_to_vec().map_err(|error| problem::of_transport(&error))
}

fn session_token(response: &Response<Body>) -> Option<Zeroizing<String>> {
    response.headers().get_all(header::SET_COOKIE).iter().find_map(|cookie| {
        let pair = cookie.to_str().ok()?.split(';').next()?;
        let (name, value) = pair.split_once('=')?;
        matches!(name.trim(), "armoire" | "__Host-armoire").then(|| Zeroizing::new(value.trim().to_owned()))
    })
}

fn not_understood() -> Problem {
    Problem::new(
        ProblemKind::Altered,
        "malformed",
        "The server's answer can't be understood: is this an Armoire server?",
    )
}

/// An object is at most this large on the wire.
const OBJECT: u64 = limits::OBJECT;
