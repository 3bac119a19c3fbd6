use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};

use super::upload::detached;
use crate::{
    protocol::limits,
    server::{
        http::{
            App,
            body::expect_type,
            problem::{Answer, Problem},
            session::{AnyLocker, OwnLocker},
            shapes::Binary,
            tus::{self, Announced, Tus},
            writer::Writer,
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
        (status = 400, response = Problem), (status = 401, response = Problem), (status = 403, response = Problem),
        (status = 404, response = Problem), (status = 409, response = Problem), (status = 412, response = Problem), (status = 413, response = Problem),
        (status = 415, response = Problem), (status = 422, response = Problem), (status = 429, response = Problem),
        (status = 460, response = Problem), (status = 507, response = Problem),
    ),
)]
pub async fn post(
    State(app): State<App>,
    locker: AnyLocker,
    tus: Result<Tus, Problem>,
    request: Request,
) -> Answer<Response> {
    // First whether there is a locker for whoever asks: no other refusal says so.
    let writer = Writer::of(&app, &locker, tus::is_deposit(request.headers())).await?;
    tus?;
    let announced = Announced::read(request.headers())?;
    let brings = brings_part(request.headers())?;
    let part = tus::part(request, 0)?;
    let begun = match app.storage.object(writer.locker, announced.object).await? {
        None => begin(&app, &writer, announced).await,
        Some(_) => Err(Problem::object_exists()),
    };
    let upload = match begun {
        Ok(upload) => upload,
        Err(problem) => {
            discard(limits::OBJECT, part.body).await;
            return Err(problem);
        }
    };
    let location = format!("/api/v1/lockers/{}/uploads/{}", writer.locker, upload.id);
    let standing =
        if brings { detached(first(app, writer, upload, part)).await? } else { Standing { upload, offset: 0 } };
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

/// Whether a beginning brings the first part.
fn brings_part(headers: &HeaderMap) -> Answer<bool> {
    let empty = headers.get(header::CONTENT_LENGTH).is_none_or(|length| length == "0");
    if empty && !headers.contains_key(header::CONTENT_TYPE) {
        return Ok(false);
    }
    expect_type(headers, tus::PART)?;
    Ok(true)
}

async fn begin(app: &App, writer: &Writer, announced: Announced) -> Answer<Upload> {
    let Announced { size, object, checksum, deposit } = announced;
    let (id, expires) = (UploadId::random().to_string(), app.now() + app.policy.unnamed);
    let account = writer.account();
    let upload = Upload { id, object, account, deposit, size, checksum, place: None, finished: false, expires };
    match app.storage.begin_upload(writer.locker, upload.clone(), writer.bound(app), transfers::UNFINISHED).await {
        Ok(()) => Ok(upload),
        Err(BeginError::Quota { used, quota }) => Err(writer.full(used, quota)),
        Err(BeginError::TooManyDeposits) => Err(Problem::too_many_deposits()),
        Err(BeginError::TooMany(_)) => {
            let detail = "Too many files are on their way to this locker. End some of the uploads.";
            Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_many_uploads", detail))
        }
        Err(BeginError::Storage(error)) => Err(error.into()),
    }
}

/// Takes the first part. Refused, the upload is over: nobody has heard its address.
async fn first(app: App, writer: Writer, upload: Upload, part: Part) -> Answer<Standing> {
    let id: UploadId = upload.id.parse().map_err(|_| Problem::internal())?;
    let taken = transfers::append(&app, &writer, &id, part).await;
    if taken.is_err() {
        transfers::end(&app, writer.locker, &id).await?;
    }
    taken
}
