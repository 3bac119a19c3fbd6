//! Errors as RFC 9457 problem documents: a sentence for a person, a stable code, and nothing about the inside.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::{ToResponse, ToSchema};

use crate::{
    protocol::{Refusal, id::ObjectId, log::Place},
    server::{
        append::{NotAppended, Refused},
        objects::ObjectError,
        storage::StorageError,
    },
};

/// A problem document.
#[derive(Debug, Serialize, ToSchema, ToResponse)]
#[response(description = "What went wrong, with a stable code.", content_type = "application/problem+json")]
pub struct Problem {
    /// Always `about:blank`: the code says more.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The status in words.
    title: &'static str,
    /// The HTTP status.
    #[serde(serialize_with = "status_number")]
    #[schema(value_type = u16)]
    status: StatusCode,
    /// A sentence for a person.
    detail: String,
    /// Stable, for programs.
    code: &'static str,
    /// Fields of the code's own.
    #[serde(flatten)]
    #[schema(value_type = Object, additional_properties)]
    fields: Map<String, Value>,
    /// Seconds to wait, as a header.
    #[serde(skip)]
    retry_after: Option<u64>,
}

/// What a handler answers.
pub type Answer<T> = Result<T, Problem>;

impl Problem {
    /// A problem without fields of its own.
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        // 460 is the resumable upload standard's own.
        let title =
            status.canonical_reason().unwrap_or(if status.as_u16() == 460 { "Checksum Mismatch" } else { "Error" });
        Self { kind: "about:blank", title, status, detail: detail.into(), code, fields: Map::new(), retry_after: None }
    }

    /// Adds a field.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.fields.insert(name.to_owned(), value.into());
        self
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Something that isn't in the format at all.
    pub fn malformed(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "malformed", detail)
    }

    /// Over a limit.
    #[must_use]
    pub fn too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "This is larger than the service accepts.")
    }

    /// A method that the address doesn't know.
    #[must_use]
    pub fn wrong_method() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "malformed", "This can't be done here.")
    }

    /// Not there, or not yours: outside both look alike.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "There is nothing here, or it isn't yours.")
    }

    /// No session, or one that is over.
    #[must_use]
    pub fn no_session() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "no_session", "You are not signed in, or no longer.")
    }

    /// Unknown, or not proved: outside both look alike.
    #[must_use]
    pub fn sign_in_refused() -> Self {
        let detail = "These words don't open a locker here. Check them, and the handle.";
        Self::new(StatusCode::UNAUTHORIZED, "sign_in_refused", detail)
    }

    /// A PIN that isn't right, with the tries that are left.
    #[must_use]
    pub fn pin_refused(left: u64) -> Self {
        let detail = match left {
            0 => "The PIN of this device is gone. Come in by your words or your card, and set a new one.".to_owned(),
            1 => "This PIN isn't right. One try is left.".to_owned(),
            left => format!("This PIN isn't right. {left} tries are left."),
        };
        Self::new(StatusCode::UNAUTHORIZED, "sign_in_refused", detail).with("left", left)
    }

    /// Right words, and a code is asked for beside them.
    #[must_use]
    pub fn second_step() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "second_step", "Give the code of your app, too.")
    }

    /// A code that isn't right, or was taken before.
    #[must_use]
    pub fn second_step_refused(status: StatusCode) -> Self {
        let detail = "This code isn't right, or was used before. Wait for the next one of your app.";
        Self::new(status, "second_step_refused", detail)
    }

    /// The account writes nothing without a second step.
    #[must_use]
    pub fn second_step_required() -> Self {
        let detail = "Your organisation asks for a second step. Set it up first.";
        Self::new(StatusCode::FORBIDDEN, "second_step_required", detail)
    }

    /// The ways in aren't those that the change speaks of.
    #[must_use]
    pub fn slot_conflict() -> Self {
        let detail = "Another device changed the ways in meanwhile.";
        Self::new(StatusCode::CONFLICT, "slot_conflict", detail)
    }

    /// Neither words nor a card would remain.
    #[must_use]
    pub fn last_way_in() -> Self {
        let detail = "Without words and without a card nobody could come in any more after a loss.";
        Self::new(StatusCode::CONFLICT, "last_way_in", detail)
    }

    /// A request from a foreign page.
    #[must_use]
    pub fn origin_refused() -> Self {
        Self::new(StatusCode::FORBIDDEN, "origin_refused", "This request comes from another site.")
    }

    /// Tried too often.
    #[must_use]
    pub fn too_many_tries(milliseconds: i64) -> Self {
        let seconds = u64::try_from(milliseconds).unwrap_or(0).div_ceil(1000).max(1);
        let detail = format!("Too many tries. Wait {} minutes and try again.", seconds.div_ceil(60));
        let mut problem = Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_tries", detail);
        problem.retry_after = Some(seconds);
        problem
    }

    /// Other bytes have this id already.
    #[must_use]
    pub fn object_exists() -> Self {
        Self::new(StatusCode::CONFLICT, "object_exists", "There is another file under this name already.")
    }

    /// The locker is full.
    #[must_use]
    pub fn quota_reached(quota: u64, used: u64) -> Self {
        let detail = "The locker is full. Delete something from it for good, or ask for more room.";
        Self::new(StatusCode::INSUFFICIENT_STORAGE, "quota_reached", detail).with("quota", quota).with("used", used)
    }

    /// Somebody else's locker is full.
    #[must_use]
    pub fn others_quota_reached() -> Self {
        let detail = "This locker is full. Its holder must make room first.";
        Self::new(StatusCode::INSUFFICIENT_STORAGE, "quota_reached", detail)
    }

    /// Too much of what somebody handed in waits.
    #[must_use]
    pub fn too_many_deposits() -> Self {
        let detail = "Too much of what was handed in here still waits for an answer. Try again later.";
        Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_deposits", detail)
    }

    /// The server is full.
    #[must_use]
    pub fn disk_full() -> Self {
        let detail = "The service has no room left. Nothing was lost; try again later.";
        Self::new(StatusCode::INSUFFICIENT_STORAGE, "disk_full", detail)
    }

    /// The database or the object store doesn't answer.
    #[must_use]
    pub fn unavailable() -> Self {
        let detail = "The service can't answer right now. Nothing was lost; try again in a moment.";
        let mut problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail);
        problem.retry_after = Some(5);
        problem
    }

    /// A fault of ours.
    #[must_use]
    pub fn internal() -> Self {
        let detail = "Something went wrong on our side. Nothing was lost.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", detail)
    }

    /// A handle that someone has.
    #[must_use]
    pub fn handle_taken() -> Self {
        Self::new(
            StatusCode::CONFLICT,
            "handle_taken",
            "Somebody else has this name and number. Choose another number.",
        )
    }

    /// A card that doesn't verify.
    #[must_use]
    pub fn card_refused(reason: Refusal) -> Self {
        let detail = "The account's public card doesn't verify.";
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "card_refused", detail).with("reason", reason.name())
    }

    /// Another keyring came first.
    #[must_use]
    pub fn keyring_conflict(version: u64) -> Self {
        let detail = "Another device changed the keyring meanwhile.";
        Self::new(StatusCode::CONFLICT, "keyring_conflict", detail).with("version", version)
    }

    /// An object that isn't there with the size that an act names.
    #[must_use]
    pub fn object_gone(object: ObjectId) -> Self {
        let detail = "A file that this entry names isn't here any more. Send the file again.";
        Self::new(StatusCode::CONFLICT, "object_gone", detail).with("object", object.to_string())
    }

    fn log_conflict(head: Place) -> Self {
        let detail = "Another device changed this locker meanwhile.";
        Self::new(StatusCode::CONFLICT, "log_conflict", detail)
            .with("seq", head.seq)
            .with("hash", head.hash.to_string())
    }

    fn act_refused(refused: Refused) -> Self {
        let (status, code, detail) = match refused.reason {
            Refusal::Malformed => {
                return Self::malformed("This isn't a sequence of entries of a log.");
            }
            Refusal::TooLarge => return Self::too_large(),
            Refusal::NotCanonical => (StatusCode::BAD_REQUEST, "not_canonical", "An entry isn't written canonically."),
            Refusal::Base => {
                (StatusCode::CONFLICT, "edit_conflict", "Another device changed the same document meanwhile.")
            }
            Refusal::StaleKey => (StatusCode::CONFLICT, "stale_key", "The key in use was replaced. Rotate it first."),
            _ => (StatusCode::UNPROCESSABLE_ENTITY, "act_refused", "An entry breaks a rule of the log."),
        };
        let problem = Self::new(status, code, detail).with("reason", refused.reason.name());
        match refused.seq {
            Some(seq) => problem.with("seq", seq),
            None => problem,
        }
    }
}

impl From<StorageError> for Problem {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::DiskFull => Self::disk_full(),
            StorageError::Unavailable(_) => {
                tracing::warn!(%error, "the database is away");
                Self::unavailable()
            }
            _ => {
                tracing::error!(%error, "storage");
                Self::internal()
            }
        }
    }
}

impl From<ObjectError> for Problem {
    fn from(error: ObjectError) -> Self {
        match error {
            ObjectError::DiskFull => Self::disk_full(),
            ObjectError::Missing | ObjectError::Failed(_) => {
                tracing::error!(%error, "object store");
                Self::unavailable()
            }
        }
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        Self::act_refused(refused)
    }
}

impl From<NotAppended> for Problem {
    fn from(error: NotAppended) -> Self {
        match error {
            NotAppended::NotFound => Self::not_found(),
            NotAppended::Conflict(head) => Self::log_conflict(head),
            NotAppended::Refused(refused) => Self::act_refused(refused),
            NotAppended::ObjectGone(object) => Self::object_gone(object),
            NotAppended::TooManyDeposits => Self::too_many_deposits(),
            NotAppended::Quota { used, quota } => Self::quota_reached(quota, used),
            NotAppended::Storage(error) => error.into(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (self.status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn status_number<S: serde::Serializer>(status: &StatusCode, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u16(status.as_u16())
}
