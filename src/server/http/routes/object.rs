use axum::{
    body::{Body, HttpBody as _},
    extract::{Path, Query, Request, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    protocol::{
        id::{LockerId, ObjectId},
        limits,
    },
    server::{
        http::{
            App, digest,
            loan::{Loan, while_lent},
            problem::{Answer, Problem},
            range::{self, Wanted},
            session::AnyLocker,
            shapes::Binary,
            writer::Writer,
        },
        objects::{ObjectError, Place, checked},
        storage::{KeepError, Objects as _, StoredObject},
        upload,
    },
};

/// What a `PUT` of an object may say of itself.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ObjectQuery {
    /// `true`: for a deposit in somebody else's locker.
    #[serde(default)]
    deposit: bool,
}

/// Stores a sealed object. It is visible when the answer has come, and never in part.
#[utoipa::path(
    put, path = "/lockers/{locker}/objects/{object}", operation_id = "store_object",
    params(("locker" = String, Path), ("object" = String, Path), ObjectQuery),
    request_body(content = Binary, content_type = "application/octet-stream"),
    responses(
        (status = 200, description = "It is there already."), (status = 201, description = "It is stored."),
        (status = 400, response = Problem), (status = 401, response = Problem), (status = 403, response = Problem),
        (status = 404, response = Problem), (status = 409, response = Problem), (status = 411, response = Problem), (status = 413, response = Problem),
        (status = 422, response = Problem), (status = 429, response = Problem), (status = 507, response = Problem),
    ),
)]
pub async fn put(
    State(app): State<App>,
    locker: AnyLocker,
    Path((_, object)): Path<(String, String)>,
    query: Result<Query<ObjectQuery>, QueryRejection>,
    request: Request,
) -> Answer<StatusCode> {
    let object: ObjectId = object.parse().map_err(|_| Problem::not_found())?;
    // First whether there is a locker for whoever asks: no other refusal says so.
    let deposit = query.as_ref().is_ok_and(|query| query.deposit);
    let writer = Writer::of(&app, &locker, deposit).await?;
    query.map_err(|_| Problem::malformed("This isn't a way to store a file."))?;
    let size = length(request.headers(), request.body())?;
    let digest = digest::read(request.headers())?;
    if let Some(stored) = app.storage.object(writer.locker, object).await? {
        return repeated(&stored, size, digest, request.into_body()).await;
    }
    if let Err(problem) = writer.has_room(&app, size) {
        upload::discard(size, request.into_body()).await;
        return Err(problem);
    }
    let place = Place::new(writer.locker, object);
    let checksum = upload::receive(app.objects.as_ref(), &place, size, digest, request.into_body()).await?;
    let stored = StoredObject { place: place.to_string(), size, checksum };
    if let Err(problem) = writer.still_may(&app).await {
        let _ = app.objects.delete(&place).await;
        return Err(problem);
    }
    if let Err(error) = writer.keep(&app, object, stored.clone()).await {
        // Nobody else knows this name: if the deletion fails, the sweeper finds it.
        let _ = app.objects.delete(&place).await;
        return match error {
            KeepError::Exists => same(&app, writer.locker, object, &stored).await,
            refused => Err(writer.refused(refused)),
        };
    }
    app.metrics.uploaded.inc_by(size);
    Ok(StatusCode::CREATED)
}

/// A sealed object, or one range of its bytes.
#[utoipa::path(
    get, path = "/lockers/{locker}/objects/{object}", operation_id = "object",
    params(("locker" = String, Path), ("object" = String, Path), ("Range" = Option<String>, Header), ("If-Range" = Option<String>, Header)),
    responses(
        (status = 200, content_type = "application/octet-stream", body = Binary),
        (status = 206, content_type = "application/octet-stream", body = Binary),
        (status = 401, response = Problem), (status = 404, response = Problem), (status = 416, response = Problem),
    ),
)]
pub async fn get(
    State(app): State<App>,
    locker: AnyLocker,
    Path((_, object)): Path<(String, String)>,
    method: Method,
    headers: HeaderMap,
) -> Answer<Response> {
    let object: ObjectId = object.parse().map_err(|_| Problem::not_found())?;
    let (stored, loan) = match locker {
        AnyLocker::Own(locker) => (app.storage.object(locker.id, object).await?, None),
        AnyLocker::Other { locker, asks } => {
            let loan = Loan { app: app.clone(), locker, object, grantee: asks.account };
            (loan.begin(&method).await?, Some(loan))
        }
    };
    let stored = stored.ok_or_else(Problem::not_found)?;
    let place: Place = stored.place.parse().map_err(|_| Problem::internal())?;
    let etag = format!("\"{}\"", place.unique());
    // Of HEAD the standard defines no ranges.
    let wanted = if method == Method::HEAD { Wanted::Whole } else { range::wanted(&headers, stored.size, &etag) };
    let (status, part) = match wanted {
        Wanted::Whole => (StatusCode::OK, 0..stored.size),
        Wanted::Part(part) => (StatusCode::PARTIAL_CONTENT, part),
        Wanted::Nothing => return Ok(unsatisfiable(stored.size)),
    };
    let length = part.end - part.start;
    let content_range = format!("bytes {}-{}/{}", part.start, part.end.saturating_sub(1), stored.size);
    let body = if method == Method::HEAD {
        Body::empty()
    } else {
        let whole = part == (0..stored.size);
        match app.objects.open(&place, part).await {
            // Lost for good, not for a moment: the client names the document and goes on with the others.
            Err(ObjectError::Missing) => {
                tracing::error!("an object that the database names is missing");
                return Err(Problem::not_found());
            }
            // Of a part nobody has a checksum; who puts parts together compares the whole.
            opened => {
                let pieces = if whole { checked(opened?, stored.size, stored.checksum) } else { opened? };
                Body::from_stream(match loan {
                    Some(loan) => while_lent(pieces, loan),
                    None => pieces,
                })
            }
        }
    };
    app.metrics.downloaded.inc_by(length);
    let mut response = (status, body).into_response();
    let digest = digest::write(stored.checksum);
    let texts = [(header::ETAG, etag), (digest::CONTENT_DIGEST, digest.clone()), (digest::REPR_DIGEST, digest)];
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(header::CONTENT_LENGTH, length.into());
    headers.extend(texts.into_iter().filter_map(|(name, text)| Some((name, HeaderValue::try_from(text).ok()?))));
    if status == StatusCode::PARTIAL_CONTENT {
        headers.extend(HeaderValue::try_from(content_range).ok().map(|range| (header::CONTENT_RANGE, range)));
    }
    Ok(response)
}

/// A range that begins behind the object's end.
fn unsatisfiable(size: u64) -> Response {
    let detail = "The file has no such part.";
    let mut response =
        Problem::new(StatusCode::RANGE_NOT_SATISFIABLE, "range", detail).with("size", size).into_response();
    let range = HeaderValue::try_from(format!("bytes */{size}")).ok();
    response.headers_mut().extend(range.map(|range| (header::CONTENT_RANGE, range)));
    response
}

/// An object that came before: the same bytes are answered as the first time, others are refused.
async fn repeated(stored: &StoredObject, size: u64, digest: Option<u32>, body: Body) -> Answer<StatusCode> {
    if stored.size != size {
        upload::discard(size, body).await;
        return Err(Problem::object_exists());
    }
    let checksum = upload::checksum(size, digest, body).await?;
    if checksum == stored.checksum { Ok(StatusCode::OK) } else { Err(Problem::object_exists()) }
}

/// Two uploads of one object at once: the other one won.
async fn same(app: &App, locker: LockerId, object: ObjectId, ours: &StoredObject) -> Answer<StatusCode> {
    match app.storage.object(locker, object).await? {
        Some(theirs) if theirs.size == ours.size && theirs.checksum == ours.checksum => Ok(StatusCode::OK),
        _ => Err(Problem::object_exists()),
    }
}

fn length(headers: &HeaderMap, body: &Body) -> Answer<u64> {
    let missing =
        || Problem::new(StatusCode::LENGTH_REQUIRED, "length_required", "The length of the file must be given.");
    let given = headers.get(header::CONTENT_LENGTH).ok_or_else(missing)?;
    let length: u64 = given.to_str().ok().and_then(|text| text.parse().ok()).ok_or_else(missing)?;
    if length > limits::OBJECT || body.size_hint().lower() > limits::OBJECT {
        return Err(Problem::too_large());
    }
    Ok(length)
}
