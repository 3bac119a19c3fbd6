use axum::{
    extract::{Path, Request, State},
    http::{Method, StatusCode},
    response::{IntoResponse as _, Response},
};

use crate::server::{
    http::{
        App,
        body::expect_type,
        problem::{Answer, Problem},
        session::{AnyLocker, OwnLocker},
        shapes::Binary,
        tus::{self, Tus},
        writer::Writer,
    },
    storage::Uploads as _,
    transfers::{self, UploadId},
};

/// How far an upload is.
#[utoipa::path(
    head, path = "/lockers/{locker}/uploads/{upload}", operation_id = "upload",
    params(("locker" = String, Path), ("upload" = String, Path), ("Tus-Resumable" = String, Header)),
    responses(
        (status = 200, description = "`Upload-Offset` says how far."), (status = 400), (status = 401), (status = 404), (status = 409),
        (status = 412),
    ),
)]
pub async fn head(
    State(app): State<App>,
    locker: AnyLocker,
    tus: Result<Tus, Problem>,
    Path((_, id)): Path<(String, String)>,
) -> Answer<Response> {
    let (writer, id) = found(&app, &locker, tus, &id).await?;
    ask(app, writer, id).await
}

/// Appends a part.
#[utoipa::path(
    patch, path = "/lockers/{locker}/uploads/{upload}", operation_id = "append_to_upload",
    params(
        ("locker" = String, Path), ("upload" = String, Path), ("Tus-Resumable" = String, Header), ("Upload-Offset" = u64, Header),
        ("Upload-Checksum" = Option<String>, Header),
    ),
    request_body(content = Binary, content_type = "application/offset+octet-stream"),
    responses(
        (status = 204, description = "It is on disk; `Upload-Offset` says how far the upload is."),
        (status = 400, response = Problem), (status = 401, response = Problem), (status = 404, response = Problem),
        (status = 409, response = Problem), (status = 412, response = Problem), (status = 415, response = Problem),
        (status = 422, response = Problem), (status = 423, response = Problem), (status = 460, response = Problem),
        (status = 507, response = Problem),
    ),
)]
pub async fn patch(
    State(app): State<App>,
    locker: AnyLocker,
    tus: Result<Tus, Problem>,
    Path((_, id)): Path<(String, String)>,
    request: Request,
) -> Answer<Response> {
    let (writer, id) = found(&app, &locker, tus, &id).await?;
    append(app, writer, id, request).await
}

/// Ends an upload at once. An object that it has become stays.
#[utoipa::path(
    delete, path = "/lockers/{locker}/uploads/{upload}", operation_id = "end_upload",
    params(("locker" = String, Path), ("upload" = String, Path), ("Tus-Resumable" = String, Header)),
    responses((status = 204), (status = 401, response = Problem), (status = 404, response = Problem), (status = 412, response = Problem)),
)]
pub async fn delete(
    State(app): State<App>,
    locker: AnyLocker,
    tus: Result<Tus, Problem>,
    Path((_, id)): Path<(String, String)>,
) -> Answer<StatusCode> {
    let (writer, id) = found(&app, &locker, tus, &id).await?;
    terminate(app, writer, id).await
}

/// The same for those who can only send POST: `X-HTTP-Method-Override` says what is meant.
#[utoipa::path(
    post, path = "/lockers/{locker}/uploads/{upload}", operation_id = "upload_by_post",
    params(
        ("locker" = String, Path), ("upload" = String, Path), ("Tus-Resumable" = String, Header),
        ("X-HTTP-Method-Override" = String, Header),
    ),
    request_body(content = Binary, content_type = "application/offset+octet-stream"),
    responses(
        (status = 200), (status = 204), (status = 400, response = Problem), (status = 401, response = Problem),
        (status = 404, response = Problem), (status = 405, response = Problem), (status = 409, response = Problem),
        (status = 412, response = Problem), (status = 415, response = Problem), (status = 422, response = Problem),
        (status = 423, response = Problem), (status = 460, response = Problem), (status = 507, response = Problem),
    ),
)]
pub async fn post(
    State(app): State<App>,
    locker: AnyLocker,
    tus: Result<Tus, Problem>,
    Path((_, id)): Path<(String, String)>,
    request: Request,
) -> Answer<Response> {
    let (writer, id) = found(&app, &locker, tus, &id).await?;
    let meant = request.headers().get(tus::METHOD_OVERRIDE);
    match meant.and_then(|method| Method::from_bytes(method.as_bytes()).ok()) {
        Some(Method::PATCH) => append(app, writer, id, request).await,
        Some(Method::HEAD) => ask(app, writer, id).await,
        Some(Method::DELETE) => terminate(app, writer, id).await.map(StatusCode::into_response),
        _ => Err(Problem::wrong_method()),
    }
}

/// What is served of tus: version, extensions, bounds.
#[utoipa::path(
    options, path = "/lockers/{locker}/uploads/{upload}", operation_id = "upload_options",
    params(("locker" = String, Path), ("upload" = String, Path)),
    responses((status = 204), (status = 401, response = Problem), (status = 404, response = Problem)),
)]
pub async fn options(_: OwnLocker) -> Response {
    (StatusCode::NO_CONTENT, tus::discovery()).into_response()
}

async fn ask(app: App, writer: Writer, id: UploadId) -> Answer<Response> {
    let standing = detached(async move { transfers::ask(&app, &writer, &id).await }).await?;
    let mut response = StatusCode::OK.into_response();
    tus::standing(&mut response, &standing);
    tus::announced(&mut response, &standing);
    Ok(response)
}

async fn append(app: App, writer: Writer, id: UploadId, request: Request) -> Answer<Response> {
    expect_type(request.headers(), tus::PART)?;
    let offset = tus::number(request.headers(), &tus::UPLOAD_OFFSET)?;
    let part = tus::part(request, offset)?;
    let standing = detached(async move { transfers::append(&app, &writer, &id, part).await }).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    tus::standing(&mut response, &standing);
    Ok(response)
}

async fn terminate(app: App, writer: Writer, id: UploadId) -> Answer<StatusCode> {
    detached(async move { transfers::terminate(&app, &writer, &id).await }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whose upload it is, and whether they still may: everybody sees their own alone.
async fn found(app: &App, locker: &AnyLocker, tus: Result<Tus, Problem>, id: &str) -> Answer<(Writer, UploadId)> {
    let parse = || id.parse::<UploadId>().map_err(|_| Problem::not_found());
    match locker {
        AnyLocker::Own(_) => {
            tus?;
            Ok((Writer::going_on(app, locker, false).await?, parse()?))
        }
        AnyLocker::Other { locker: theirs, asks } => {
            let id = parse()?;
            let upload = app.storage.upload(*theirs, Some(asks.account), id.as_str(), app.now()).await?;
            let upload = upload.ok_or_else(Problem::not_found)?;
            let writer = Writer::going_on(app, locker, upload.deposit).await?;
            // Last: no other refusal says that there is a locker.
            tus?;
            Ok((writer, id))
        }
    }
}

/// Runs work to its end even if its request goes away: half a write must not meet the next request's.
pub(super) async fn detached<T: Send + 'static>(work: impl Future<Output = Answer<T>> + Send + 'static) -> Answer<T> {
    tokio::spawn(work).await.unwrap_or_else(|_| Err(Problem::internal()))
}
