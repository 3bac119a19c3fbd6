use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};

use crate::{
    protocol::{id::LockerId, limits},
    server::{
        http::{
            App,
            body::expect_type,
            problem::{Answer, Problem},
            session::OwnLocker,
            shapes::Binary,
            tus::{self, Announced, Tus},
        },
        storage::{BeginError, Objects as _, Upload, Uploads as _},
        transfers::{self, Part, Standing, UploadId},
        upload::discard,
    },
};

/// Begins an upload that may come in parts, by tus 1.0.0. A body is its first part.
#[utoipa::path(
    post, path = "/lockers/{locker}/uploads", operation_id = "begin_upload",
    params(
        ("locker" = String, Path), ("Tus-Resumable" = String, Header), ("Upload-Length" = u64, Header),
        ("Upload-Metadata" = String, Header), ("Upload-Checksum" = Option<String>, Header),
    ),
    request_body(content = Binary, content_type = "application/offset+octet-stream"),
    responses(
        (status = 201, description = "It has begun; `Location` is its address."),
        (status = 400, response = Problem), (status = 401, response = Problem), (status = 404, response = Problem),
        (status = 409, response = Problem), (status = 412, response = Problem), (status = 413, response = Problem),
        (status = 415, response = Problem), (status = 422, response = Problem), (status = 429, response = Problem),
        (status = 460, response = Problem), (status = 507, response = Problem),
    ),
)]
pub async fn post(State(app): State<App>, OwnLocker(locker): OwnLocker, _: Tus, request: Request) -> Answer<Response> {
    let announced = Announced::read(request.headers())?;
    let part = first_part(request.headers())?;
    let body = request.into_body();
    if app.storage.object(locker.id, announced.object).await?.is_some() {
        discard(limits::OBJECT, body).await;
        return Err(Problem::object_exists());
    }
    let upload = match begin(&app, locker.id, announced).await {
        Ok(upload) => upload,
        Err(problem) => {
            discard(limits::OBJECT, body).await;
            return Err(problem);
        }
    };
    let location = format!("/api/v1/lockers/{}/uploads/{}", locker.id, upload.id);
    let standing = match part {
        Some(checksum) => {
            super::upload::detached(first(app, locker.id, upload, Part { offset: 0, checksum, body })).await?
        }
        None => Standing { upload, offset: 0 },
    };
    let mut response = StatusCode::CREATED.into_response();
    response.headers_mut().extend(HeaderValue::try_from(location).ok().map(|location| (header::LOCATION, location)));
    tus::standing(&mut response, &standing);
    Ok(response)
}

/// What is served of tus: version, extensions, bounds.
#[utoipa::path(
    options, path = "/lockers/{locker}/uploads", operation_id = "uploads_options", params(("locker" = String, Path)),
    responses((status = 204), (status = 401, response = Problem), (status = 404, response = Problem)),
)]
pub async fn options(_: OwnLocker) -> Response {
    (StatusCode::NO_CONTENT, tus::discovery()).into_response()
}

/// The checksum of a first part that comes with the beginning, if one comes.
fn first_part(headers: &HeaderMap) -> Answer<Option<Option<transfers::Checksum>>> {
    let without = |length: &HeaderValue| length == "0";
    if !headers.contains_key(header::CONTENT_TYPE) && headers.get(header::CONTENT_LENGTH).is_none_or(without) {
        return Ok(None);
    }
    expect_type(headers, tus::PART)?;
    tus::checksum(headers).map(Some)
}

async fn begin(app: &App, locker: LockerId, announced: Announced) -> Answer<Upload> {
    let Announced { size, object, checksum } = announced;
    let (id, expires) = (UploadId::random().to_string(), app.now() + app.policy.unnamed);
    let upload = Upload { id, object, size, checksum, place: None, finished: false, expires };
    match app.storage.begin_upload(locker, upload.clone(), app.policy.quota, transfers::UNFINISHED).await {
        Ok(()) => Ok(upload),
        Err(BeginError::Quota { used, quota }) => Err(Problem::quota_reached(quota, used)),
        Err(BeginError::TooMany(_)) => {
            let detail = "Too many files are on their way to this locker. End some of the uploads.";
            Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_many_uploads", detail))
        }
        Err(BeginError::Storage(error)) => Err(error.into()),
    }
}

/// Takes the first part. Refused, the upload is over: nobody has heard its address.
async fn first(app: App, locker: LockerId, upload: Upload, part: Part) -> Answer<Standing> {
    let id: UploadId = upload.id.parse().map_err(|_| Problem::internal())?;
    let taken = transfers::append(&app, locker, &id, part).await;
    if taken.is_err() {
        transfers::end(&app, locker, &id).await?;
    }
    taken
}
