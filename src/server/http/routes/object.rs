use axum::{
    body::{Body, HttpBody as _},
    extract::{Path, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use data_encoding::BASE64;

use crate::{
    protocol::{
        id::{LockerId, ObjectId},
        limits,
    },
    server::{
        http::{
            App,
            problem::{Answer, Problem},
            session::OwnLocker,
            shapes::Binary,
        },
        objects::{ObjectError, Place},
        storage::{KeepError, Objects as _, StoredObject},
        upload,
    },
};

/// Stores a sealed object. It is visible when the answer has come, and never in part.
#[utoipa::path(
    put, path = "/lockers/{locker}/objects/{object}", operation_id = "store_object", params(("locker" = String, Path), ("object" = String, Path)),
    request_body(content = Binary, content_type = "application/octet-stream"),
    responses(
        (status = 200, description = "It is there already."), (status = 201, description = "It is stored."),
        (status = 400, response = Problem), (status = 401, response = Problem), (status = 404, response = Problem),
        (status = 409, response = Problem), (status = 411, response = Problem), (status = 413, response = Problem),
        (status = 422, response = Problem), (status = 507, response = Problem),
    ),
)]
pub async fn put(
    State(app): State<App>,
    OwnLocker(locker): OwnLocker,
    Path((_, object)): Path<(String, String)>,
    request: Request,
) -> Answer<StatusCode> {
    let object: ObjectId = object.parse().map_err(|_| Problem::not_found())?;
    let size = length(request.headers(), request.body())?;
    let digest = digest(request.headers())?;
    if let Some(stored) = app.storage.object(locker.id, object).await? {
        return repeated(&stored, size, digest, request.into_body()).await;
    }
    if locker.used + size > app.policy.quota {
        upload::discard(size, request.into_body()).await;
        return Err(Problem::quota_reached(app.policy.quota, locker.used));
    }
    let place = Place::new(locker.id, object);
    let checksum = upload::receive(app.objects.as_ref(), &place, size, digest, request.into_body()).await?;
    let stored = StoredObject { place: place.to_string(), size, checksum };
    let kept = app.storage.keep_object(locker.id, object, stored.clone(), app.policy.quota, app.now()).await;
    if let Err(error) = kept {
        // Nobody else knows this name: if the deletion fails, the sweeper finds it.
        let _ = app.objects.delete(&place).await;
        return match error {
            KeepError::Exists => same(&app, locker.id, object, &stored).await,
            KeepError::Quota { used, quota } => Err(Problem::quota_reached(quota, used)),
            KeepError::Storage(error) => Err(error.into()),
        };
    }
    app.metrics.uploaded.inc_by(size);
    Ok(StatusCode::CREATED)
}

/// A sealed object.
#[utoipa::path(
    get, path = "/lockers/{locker}/objects/{object}", operation_id = "object", params(("locker" = String, Path), ("object" = String, Path)),
    responses(
        (status = 200, content_type = "application/octet-stream", body = Binary),
        (status = 401, response = Problem), (status = 404, response = Problem),
    ),
)]
pub async fn get(
    State(app): State<App>,
    OwnLocker(locker): OwnLocker,
    Path((_, object)): Path<(String, String)>,
    method: Method,
) -> Answer<Response> {
    let object: ObjectId = object.parse().map_err(|_| Problem::not_found())?;
    let stored = app.storage.object(locker.id, object).await?.ok_or_else(Problem::not_found)?;
    let place: Place = stored.place.parse().map_err(|_| Problem::internal())?;
    let body = if method == Method::HEAD {
        Body::empty()
    } else {
        match app.objects.open(&place, 0..stored.size).await {
            // Lost for good, not for a moment: the client names the document and goes on with the others.
            Err(ObjectError::Missing) => {
                tracing::error!("an object that the database names is missing");
                return Err(Problem::not_found());
            }
            opened => Body::from_stream(opened?),
        }
    };
    app.metrics.downloaded.inc_by(stored.size);
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_LENGTH, stored.size.into());
    if let Ok(digest) = HeaderValue::try_from(format!("crc32c=:{}:", BASE64.encode(&stored.checksum.to_be_bytes()))) {
        headers.insert("content-digest", digest);
    }
    Ok(response)
}

/// An object that came before: the same bytes are answered as the first time, others are refused.
async fn repeated(stored: &StoredObject, size: u64, digest: Option<u32>, body: Body) -> Answer<StatusCode> {
    if stored.size != size {
        upload::discard(size, body).await;
        return Err(exists());
    }
    let checksum = upload::checksum(size, digest, body).await?;
    if checksum == stored.checksum { Ok(StatusCode::OK) } else { Err(exists()) }
}

/// Two uploads of one object at once: the other one won.
async fn same(app: &App, locker: LockerId, object: ObjectId, ours: &StoredObject) -> Answer<StatusCode> {
    match app.storage.object(locker, object).await? {
        Some(theirs) if theirs.size == ours.size && theirs.checksum == ours.checksum => Ok(StatusCode::OK),
        _ => Err(exists()),
    }
}

fn exists() -> Problem {
    let detail = "There is another file under this name already.";
    Problem::new(StatusCode::CONFLICT, "object_exists", detail)
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

/// `crc32c=:base64:`; other digests are other readers' business.
fn digest(headers: &HeaderMap) -> Answer<Option<u32>> {
    let Some(given) = headers.get("content-digest") else { return Ok(None) };
    let malformed = || Problem::malformed("Content-Digest isn't one.");
    let text = given.to_str().map_err(|_| malformed())?;
    for item in text.split(',') {
        if let Some(value) = item.trim().strip_prefix("crc32c=:").and_then(|value| value.strip_suffix(':')) {
            let bytes = BASE64.decode(value.as_bytes()).map_err(|_| malformed())?;
            return bytes.try_into().map(|bytes| Some(u32::from_be_bytes(bytes))).map_err(|_| malformed());
        }
    }
    Ok(None)
}
